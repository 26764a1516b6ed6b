//! What `capacity.csv` and `temporary.csv` bound in a month, as limits of its round: the capacity of every partner that
//! the model does not bound itself, and the stays in temporary homes that have ended.

use std::collections::BTreeMap;

use crate::domain::{
    Accepted, Bound, Concept, Condition, Counted, Counts, Dwelling, Family, Hundredths, MONTHS, Partner, Role,
    SUPPORT_UNIT, Selector, Year,
};
use crate::generate::Chance;

use super::draws::{Draws, strayed};
use super::month::SoFar;
use super::{Policy, Setting};

/// The capacities of a month as they are drawn; those that the model bounds itself are left out.
pub(super) fn partners(setting: &Setting, month: usize, draws: Draws) -> Vec<Family> {
    let model = &setting.model.round.model.families;
    let limit = |partner: &Partner| {
        let stated = partner.capacity[month]?;
        let family = limit_of(partner);
        let mut chance = draws.stream(&["capacity", &family.name, &month.to_string()]);
        let part = strayed(setting.year.chances.capacity, &mut chance);
        let max = Some(Bound::Amount(amount(partner.counts, stated, part, &mut chance)));
        (!model.iter().any(|stated| bounds_the_same(stated, &family))).then_some(Family { max, ..family })
    };
    setting.year.partners.iter().filter_map(limit).collect()
}

/// The limit of a partner, without its maximum.
fn limit_of(partner: &Partner) -> Family {
    let names = |names: &mut dyn Iterator<Item = &String>| names.map(|name| Accepted::Text(name.clone())).collect();
    let own = |column: &str| selector(column, names(&mut std::iter::once(&partner.name)));
    let everything = Selector::default();
    let (applicants, dwellings) = match (partner.groups.is_empty(), partner.role) {
        (false, _) => (selector("group", names(&mut partner.groups.iter())), everything),
        (true, Role::Landlord) => (everything, own("landlord")),
        (true, _) => (own("organisation"), everything),
    };
    let counts = match partner.counts {
        Counted::Households => Counts::Applicants,
        Counted::Support => Counts::Support,
        Counted::Persons => Counts::Persons,
    };
    family(format!("{}: capacity", partner.name), applicants, dwellings, counts)
}

fn selector(column: &str, accepted: Vec<Accepted>) -> Selector {
    Selector { conditions: vec![Condition { column: column.to_owned(), accepted }] }
}

fn family(name: String, applicants: Selector, dwellings: Selector, counts: Counts) -> Family {
    Family { name, titles: None, each: None, applicants, dwellings, counts, min: None, max: None, weight: 1 }
}

/// Whether a limit of the model has a maximum for the same sum.
fn bounds_the_same(model: &Family, family: &Family) -> bool {
    let same = (&model.each, model.counts) == (&family.each, family.counts);
    same && model.max.is_some() && model.applicants == family.applicants && model.dwellings == family.dwellings
}

/// A part of a capacity in the limit's units, in whole households, persons or units of support where it strays.
fn amount(counts: Counted, stated: Hundredths, part: Hundredths, chance: &mut Chance) -> i64 {
    match counts {
        Counted::Support => capacity(stated * (SUPPORT_UNIT / 100), SUPPORT_UNIT, part, chance),
        Counted::Households | Counted::Persons => capacity(stated, 100, part, chance) / 100,
    }
}

/// A capacity times a part of it, in whole units, up or down by chance, so that it is right on the average: of a
/// capacity of 3 that is a tenth less, 2 in one of three months and 3 in the others.
pub(super) fn capacity(stated: i64, unit: i64, part: Hundredths, chance: &mut Chance) -> i64 {
    let whole = crate::domain::WHOLE;
    if part == whole {
        return stated;
    }
    let exact = stated.saturating_mul(part) / whole;
    let down = exact / unit * unit;
    let rest = (exact - down).unsigned_abs();
    if chance.below(unit.unsigned_abs()) < rest { down + unit } else { down }
}

/// The limits of a month beside those of the model: capacities that may bind, as a policy has them, and stays.
pub(super) fn limits(
    setting: &Setting,
    policy: Policy,
    drawn: &[Family],
    (month, so_far): (usize, &BTreeMap<String, SoFar>),
    dwellings: &[Dwelling],
) -> Vec<Family> {
    let under = |family: &Family| match family.max {
        Some(Bound::Amount(units)) if family.counts == Counts::Support => {
            Family { max: Some(Bound::Amount(policy.capacity(units))), ..family.clone() }
        }
        _ => family.clone(),
    };
    let capacities = drawn.iter().filter(|family| may_bind(family, dwellings)).map(under);
    capacities.chain(ended(&setting.year, month, so_far)).collect()
}

/// Whether a limit on a landlord's households has homes for more of them than it allows.
fn may_bind(family: &Family, dwellings: &[Dwelling]) -> bool {
    let Some(Bound::Amount(most)) = family.max.filter(|_| family.counts == Counts::Applicants) else { return true };
    let there = dwellings.iter().filter(|dwelling| family.dwellings.selects(*dwelling));
    there.map(|dwelling| i64::from(dwelling.places.max(1))).sum::<i64>() > most
}

/// Groups of households that move on from temporary homes: no more than those whose stay has ended, evenly over the year.
fn ended(year: &Year, month: usize, so_far: &BTreeMap<String, SoFar>) -> Vec<Family> {
    let limit = |(group, leaving): (&str, u32)| {
        let until = leaving * u32::try_from(month + 1).unwrap_or(0) / u32::try_from(MONTHS).unwrap_or(1);
        let had = so_far.get(group).map_or(0, |so_far| so_far.places);
        let applicants = selector("group", vec![Accepted::Text(group.to_owned())]);
        let family = family(format!("{group}: stays"), applicants, Selector::default(), Counts::Applicants);
        Family { max: Some(Bound::Amount(until.saturating_sub(had).into())), ..family }
    };
    leaving(year).into_iter().map(limit).collect()
}

/// Households whose temporary stay ends in the year, by the group that they belong to then.
fn leaving(year: &Year) -> BTreeMap<&str, u32> {
    let mut leaving = BTreeMap::new();
    for concept in year.concepts.iter().filter(|concept| concept.leaving > 0) {
        *leaving.entry(concept.leaves_as.as_str()).or_default() += concept.leaving;
    }
    leaving
}

/// Places of a concept that were free or have been freed: whoever moves on frees one, of each concept as many as leave
/// it, in proportion.
fn freed(year: &Year, concept: &Concept, so_far: &BTreeMap<String, SoFar>) -> u32 {
    let moved = so_far.get(&concept.leaves_as).map_or(0, |so_far| so_far.places);
    let all = leaving(year).get(concept.leaves_as.as_str()).copied().unwrap_or(0).max(1);
    concept.places.saturating_sub(concept.occupied) + moved * concept.leaving / all
}

/// Temporary places that came free since so many of each concept were offered, for one or two persons of the group that
/// they go to.
pub(super) fn temporary(year: &Year, so_far: &BTreeMap<String, SoFar>, offered: &mut Vec<u32>) -> Vec<Dwelling> {
    let mut found = Vec::new();
    offered.resize(year.concepts.len(), 0);
    for (number, (concept, offered)) in year.concepts.iter().zip(offered).enumerate() {
        let Some(group) = &concept.group else { continue };
        let free = freed(year, concept, so_far);
        found.extend((*offered + 1..=free).map(|place| Dwelling {
            id: format!("T{:02}-{place:05}", number + 1),
            rooms: 1,
            persons_max: Some(2),
            places: 1,
            reserved_for: [group.clone()].into(),
            ..Dwelling::default()
        }));
        *offered = free.max(*offered);
    }
    found
}
