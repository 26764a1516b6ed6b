//! Rounds to be asked about, and changes made to them by hand.

use std::collections::BTreeSet;

use sleutel::allocation::Outcome;
use sleutel::domain::{DecisionVerdict, Mode, Placement, Round, Rule, Sense, Tier};
use sleutel::eligibility::{Standing, Verdict, standing};
use sleutel::pipeline::{Request, allocate};
use sleutel::study::explain::{Base, Effect, WhyNot, why_not};
use sleutel::study::{Case, Change};

use super::support::{Extent, RoundBuilder, random_round};

/// A random round without earlier matches, solved.
pub(super) fn drawn(seed: u64, extent: Extent) -> Base {
    let (mut round, standing) = random_round(seed, extent);
    round.earlier.clear();
    round.model.tiers.retain(|tier| *tier != Tier::Unchanged);
    Base::solve(Case { round, standing }, &Request::default()).unwrap()
}

pub(super) fn solved(building: RoundBuilder) -> Base {
    let (round, standing) = building.ready();
    Base::solve(Case { round, standing }, &Request::default()).unwrap()
}

/// Those that take part and have no place.
pub(super) fn unplaced(base: &Base) -> Vec<usize> {
    let round = &base.case.round;
    let without = |one: &usize| base.placement(*one).is_none() && !round.searches_itself(&round.applicants[*one]);
    (0..round.applicants.len()).filter(without).collect()
}

pub(super) fn asked(base: &Base, applicant: usize) -> WhyNot {
    why_not(base, applicant, &Request::default(), &|_, _| ()).unwrap()
}

pub(super) fn allocated(case: &Case) -> Outcome {
    allocate(&case.round, &case.standing, &Request::default()).unwrap()
}

pub(super) fn applicants(placements: &[Placement]) -> BTreeSet<usize> {
    placements.iter().map(|one| one.applicant).collect()
}

/// What an effect says of the goals then, more being better.
pub(super) fn then(effect: &Effect) -> Vec<i64> {
    effect.tiers.iter().map(|(tier, _, then)| if tier.sense() == Sense::Minimise { -then } else { *then }).collect()
}

/// The goals of an outcome, the draw and closeness left out.
pub(super) fn goals(outcome: &Outcome) -> Vec<(Tier, i64)> {
    let goal = |tier: Tier| !matches!(tier, Tier::Lottery | Tier::Unchanged);
    outcome.tiers.iter().filter(|tier| goal(tier.tier)).map(|tier| (tier.tier, tier.value)).collect()
}

/// The round with an edit, the limits spread anew where rows change.
pub(super) fn edited(case: &Case, edit: impl FnOnce(&mut Round)) -> Option<Case> {
    let mut round = case.round.clone();
    edit(&mut round);
    standing(&round).ok().map(|standing| Case { round, standing })
}

fn with_rows(case: &Case, edit: impl FnOnce(&mut Round)) -> Option<Case> {
    edited(case, |round| {
        edit(round);
        round.limits = round.spread_limits();
    })
}

/// The round in which an applicant has the pairs that another round, with looser rules, gives it.
fn loosened(case: &Case, applicant: usize, loosen: impl FnOnce(&mut Round)) -> Case {
    let mut loose = case.round.clone();
    loosen(&mut loose);
    let mut pairs: Vec<((usize, usize), Verdict)> = Vec::new();
    for dwelling in 0..case.round.dwellings.len() {
        let strict = case.standing.verdict(&case.round, applicant, dwelling);
        let looser = case.standing.verdict(&loose, applicant, dwelling);
        let opens = |mode| !strict.fits(mode) && looser.fits(mode);
        let waived = |mode| if opens(mode) { strict.broken(mode) } else { Verdict::default().whole };
        pairs.push(((applicant, dwelling), Verdict { whole: waived(Mode::Whole), shared: waived(Mode::Shared) }));
    }
    pairs.retain(|(_, waived)| !waived.fits_somehow() || *waived != Verdict::default());
    let standing: Standing = case.standing.waiving(pairs);
    Case { round: case.round.clone(), standing }
}

fn by(number: i64) -> u32 {
    u32::try_from(number).unwrap()
}

/// The round with a change, made without what the explanation makes it with. `None`: decisions forbid it.
pub(super) fn changed(case: &Case, applicant: usize, change: &Change) -> Option<Case> {
    let own = |loosen: &dyn Fn(&mut Round)| Some(loosened(case, applicant, |round| loosen(round)));
    let person = |edit: &dyn Fn(&mut Round)| with_rows(case, |round| edit(round));
    match change {
        Change::RentMargin(cents) => own(&|round| {
            round.model.rules.rent_margin = round.model.rules.rent_margin.map(|margin| margin + cents);
        }),
        Change::Size(rooms) => own(&|round| wider(round, by(*rooms))),
        Change::Ages(years) => own(&|round| {
            for ages in round.model.rules.known_labels.values_mut() {
                ages.age_min = ages.age_min.map(|age| age.saturating_sub(by(*years)));
                ages.age_max = ages.age_max.map(|age| age.saturating_add(by(*years)));
            }
        }),
        Change::Needs(labels) => own(&|round| forgive(round, applicant, *labels)),
        Change::Reserved => own(&|round| round.model.rules.reserved = false),
        Change::Region => person(&|round| round.applicants[applicant].region = None),
        Change::Liveability(number) => own(&|round| {
            round.model.liveability.remove(*number);
        }),
        Change::District(name) => person(&|round| {
            round.applicants[applicant].avoid_districts.remove(name);
        }),
        Change::Complex(name) => person(&|round| {
            round.applicants[applicant].avoid_complexes.remove(name);
        }),
        Change::Dates(days) => own(&|round| {
            round.model.rules.dates = round.model.rules.dates.map(|within| within + by(*days));
        }),
        Change::Shares => person(&|round| round.applicants[applicant].shares = true),
        Change::Maximum(limit, units) => edited(case, |round| {
            let max = &mut round.limits.limits[*limit].max;
            *max = Some(max.unwrap() + units);
        }),
        Change::Rent(dwelling, cents) => person(&|round| {
            let home = &mut round.dwellings[*dwelling];
            home.rent -= cents;
            home.lowest_rent = home.lowest_rent.map(|lowest| lowest - cents);
        }),
        Change::Released(dwelling) => edited(case, |round| {
            let id = round.dwellings[*dwelling].id.clone();
            round.decisions.retain(|one| one.dwelling != id || one.verdict != DecisionVerdict::Fixed);
        }),
        Change::Reservation(dwelling) => person(&|round| {
            let group = round.applicants[applicant].group.clone();
            round.dwellings[*dwelling].reserved_for.insert(group);
        }),
    }
}

fn wider(round: &mut Round, rooms: u32) {
    for size in &mut round.norms.size {
        size.rooms_min = size.rooms_min.saturating_sub(rooms);
        size.rooms_max = size.rooms_max.map(|most| most.saturating_add(rooms));
    }
    for home in &mut round.dwellings {
        home.persons_min = home.persons_min.map(|least| least.saturating_sub(rooms));
        home.persons_max = home.persons_max.map(|most| most.saturating_add(rooms));
    }
}

/// Every dwelling that lacks so many of the applicant's needs at most gets them.
fn forgive(round: &mut Round, applicant: usize, labels: i64) {
    let needs = round.applicants[applicant].needs.clone();
    for home in &mut round.dwellings {
        let wheelchair = home.labels.contains("wheelchair");
        let has = |need: &&String| home.labels.contains(*need) || (*need == "ground-floor" && wheelchair);
        let lacking: Vec<String> = needs.iter().filter(|need| !has(need)).cloned().collect();
        if i64::try_from(lacking.len()).unwrap() <= labels {
            home.labels.extend(lacking);
        }
    }
}

/// Whether the optimum of the round with a change places the applicant.
pub(super) fn places(case: &Case, applicant: usize, change: &Change) -> bool {
    changed(case, applicant, change).is_some_and(|case| applicants(&allocated(&case).placements).contains(&applicant))
}

/// How a person would count who fits: by the verdict on each pair.
pub(super) fn rules_of(verdict: Verdict) -> Vec<Rule> {
    let fewer = if verdict.shared.len() < verdict.whole.len() { verdict.shared } else { verdict.whole };
    fewer.iter().collect()
}
