//! The changes that might place an applicant, by sort, the smallest of each first.

use std::collections::{BTreeMap, BTreeSet};

use super::Base;
use super::tried::{Family, Order};
use crate::domain::{Applicant, Counts, Limit, Mode, Round, Rule};
use crate::study::change::{Change, Plan, Waived};
use crate::verify::size_of_breach;

/// A maximum is raised by so much at most, in what people speak of.
const MOST_UNITS: i64 = 5;

/// So many steps of a maximum at most; where amounts are finer the steps are coarser.
const MOST_PLANS: i64 = 200;

/// A dwelling that only one rule keeps from the applicant, in one way of living there.
struct Near {
    dwelling: usize,
    mode: Mode,
    rule: Rule,
    /// By how much the rule is broken.
    size: i64,
}

/// A change by the size of the breach that it mends.
type BySize = fn(i64) -> Change;

/// Every sort of change of a rule, a rent or a reservation that may place an applicant; those of one sort from
/// the smallest on.
pub(super) fn rules(base: &Base, applicant: usize) -> Vec<Family> {
    let near = near(base, applicant);
    let mut families = own_rules(base, applicant, &near);
    families.extend(shares(&base.case.round, applicant));
    families.extend(rows(&base.case.round, &near));
    families.retain(|family| !family.plans.is_empty());
    families
}

fn near(base: &Base, applicant: usize) -> Vec<Near> {
    let (round, standing) = (&base.case.round, &base.case.standing);
    let mut found = Vec::new();
    for dwelling in 0..round.dwellings.len() {
        let verdict = standing.verdict(round, applicant, dwelling);
        for mode in [Mode::Whole, Mode::Shared] {
            let broken: Vec<Rule> = verdict.broken(mode).iter().collect();
            if let [rule] = broken[..] {
                let (person, home) = (&round.applicants[applicant], &round.dwellings[dwelling]);
                let size = size_of_breach(round, person, home, mode, rule);
                found.push(Near { dwelling, mode, rule, size });
            }
        }
    }
    found
}

/// The applicant's own rules, each a little wider or left out of account.
fn own_rules(base: &Base, applicant: usize, near: &[Near]) -> Vec<Family> {
    let round = &base.case.round;
    let person = &round.applicants[applicant];
    let mut families = Vec::new();
    let by_size: [(Rule, BySize); 5] = [
        (Rule::Rent, Change::RentMargin),
        (Rule::Size, Change::Size),
        (Rule::Labels, Change::Ages),
        (Rule::Needs, Change::Needs),
        (Rule::Dates, Change::Dates),
    ];
    for (rule, change) in by_size {
        let of_rule = || near.iter().filter(move |near| near.rule == rule);
        let sizes: BTreeSet<i64> = of_rule().map(|near| near.size).collect();
        let plan = |size: i64| {
            let waived = waived(applicant, of_rule().filter(|near| near.size <= size));
            Plan { change: change(size), waived }
        };
        families.push(Family { plans: sizes.into_iter().map(plan).collect(), order: Order::Own });
    }
    for (rule, change) in [(Rule::Reserved, Change::Reserved), (Rule::Region, Change::Region)] {
        let waived = waived(applicant, near.iter().filter(|near| near.rule == rule));
        let plans = if waived.is_empty() { Vec::new() } else { vec![Plan { change, waived }] };
        families.push(Family { plans, order: Order::Own });
    }
    let mut named: BTreeMap<Change, Vec<&Near>> = BTreeMap::new();
    for near in near {
        if let Some(change) = named_change(round, person, near) {
            named.entry(change).or_default().push(near);
        }
    }
    let plans = named.into_iter().map(|(change, near)| Plan { change, waived: waived(applicant, near) });
    families.extend(plans.map(|plan| Family { plans: vec![plan], order: Order::Own }));
    families
}

/// The one district, complex or exclusion that keeps a dwelling from the applicant.
fn named_change(round: &Round, person: &Applicant, near: &Near) -> Option<Change> {
    let home = &round.dwellings[near.dwelling];
    match near.rule {
        Rule::Avoided => {
            let district = home.district.as_ref().filter(|district| person.avoid_districts.contains(*district));
            let complex = home.complex.as_ref().filter(|complex| person.avoid_complexes.contains(*complex));
            match (district, complex) {
                (Some(district), None) => Some(Change::District(district.clone())),
                (None, Some(complex)) => Some(Change::Complex(complex.clone())),
                _ => None,
            }
        }
        Rule::Liveability => {
            let holds = round.model.liveability.iter().enumerate().filter(|(_, exclusion)| {
                exclusion.holds_on(round.first_day())
                    && exclusion.dwellings.selects(home)
                    && exclusion.applicants.selects(person)
            });
            match holds.map(|(number, _)| number).collect::<Vec<usize>>()[..] {
                [only] => Some(Change::Liveability(only)),
                _ => None,
            }
        }
        _ => None,
    }
}

fn waived<'a>(applicant: usize, near: impl IntoIterator<Item = &'a Near>) -> Waived {
    let mut waived = Waived::new();
    for near in near {
        let rules = waived.entry((applicant, near.dwelling)).or_default();
        match near.mode {
            Mode::Whole => rules.whole = rules.whole.with(near.rule, true),
            Mode::Shared => rules.shared = rules.shared.with(near.rule, true),
        }
    }
    waived
}

fn shares(round: &Round, applicant: usize) -> Option<Family> {
    let person = &round.applicants[applicant];
    let could = round.model.sharing.is_some() && person.persons() == 1 && !person.shares;
    could.then(|| Family { plans: vec![Plan::of(Change::Shares)], order: Order::Own })
}

/// Higher maxima of the limits that count the applicant in a dwelling that fits.
pub(super) fn limits(base: &Base, applicant: usize) -> Vec<Family> {
    let (round, standing) = (&base.case.round, &base.case.standing);
    let fitting = (0..round.dwellings.len()).filter(|w| standing.verdict(round, applicant, *w).fits_somehow());
    let counting = |w: usize| round.limits.counting(&round.applicants[applicant], &round.dwellings[w]);
    let counted: BTreeSet<usize> = fitting.flat_map(counting).collect();
    let family = |limit: usize| {
        let stated = &round.limits.limits[limit];
        let plans = rises(round, stated)?.map(|by| Plan::of(Change::Maximum(limit, by)));
        Some(Family { plans: plans.collect(), order: Order::Everyone })
    };
    counted.into_iter().filter_map(family).collect()
}

/// The dwellings that fit the applicant and that persons fixed for others, each with those decisions lifted.
pub(super) fn released(base: &Base, applicant: usize) -> Family {
    let (round, standing) = (&base.case.round, &base.case.standing);
    let is_fixed = |dwelling: &usize| {
        let id = &round.dwellings[*dwelling].id;
        round.decisions.iter().any(|decision| decision.fixes(id))
    };
    let fits = |dwelling: &usize| standing.verdict(round, applicant, *dwelling).fits_somehow();
    let fixed = (0..round.dwellings.len()).filter(is_fixed).filter(fits);
    Family { plans: fixed.map(|dwelling| Plan::of(Change::Released(dwelling))).collect(), order: Order::Apart }
}

/// By how much a maximum may rise: to the multiples of what is counted, so that nothing less has the same effect.
fn rises(round: &Round, limit: &Limit) -> Option<impl Iterator<Item = i64> + use<>> {
    let most = MOST_UNITS * limit.counts.unit();
    let least = step_of(round, limit);
    let step = least * (most / least / MOST_PLANS).max(1);
    let first = least - limit.max?.rem_euclid(least);
    Some((0..).map(move |times| first + times * step).take_while(move |by| *by <= most))
}

/// The greatest amount of which everything that a limit can count is a multiple.
pub(super) fn step_of(round: &Round, limit: &Limit) -> i64 {
    if limit.counts != Counts::Support {
        return limit.counts.unit();
    }
    let family = &round.limits.families[limit.family];
    let counted = round.applicants.iter().filter(|applicant| family.applicants.selects(*applicant));
    let amounts = counted.flat_map(|applicant| {
        [Mode::Whole, Mode::Shared].map(|mode| family.amount(applicant, mode, round.model.sharing.as_ref()))
    });
    let step = amounts.filter(|amount| *amount > 0).fold(0, greatest_common_divisor);
    if step == 0 { limit.counts.unit() } else { step }
}

fn greatest_common_divisor(one: i64, other: i64) -> i64 {
    if other == 0 { one } else { greatest_common_divisor(other, one % other) }
}

/// Lower rents and wider reservations of single dwellings.
fn rows(round: &Round, near: &[Near]) -> Vec<Family> {
    let mut rents: Vec<(i64, usize)> = Vec::new();
    for near in near.iter().filter(|near| near.rule == Rule::Rent) {
        let home = &round.dwellings[near.dwelling];
        let places = if near.mode == Mode::Shared { i64::from(home.places.max(1)) } else { 1 };
        let rounded_up = (-home.rent).rem_euclid(places); // a place costs whole cents
        rents.push((near.size * places - rounded_up, near.dwelling));
    }
    rents.sort_unstable();
    let reserved: BTreeSet<usize> =
        near.iter().filter(|near| near.rule == Rule::Reserved).map(|near| near.dwelling).collect();
    let rents = rents.into_iter().map(|(cents, dwelling)| Plan::of(Change::Rent(dwelling, cents)));
    let reserved = reserved.into_iter().map(|dwelling| Plan::of(Change::Reservation(dwelling)));
    vec![
        Family { plans: rents.collect(), order: Order::Apart },
        Family { plans: reserved.collect(), order: Order::Apart },
    ]
}
