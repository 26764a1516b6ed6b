//! The year's figures held against each other: what its texts state, what its rows add up to, what was agreed, and
//! what is asked of whom. Everything is exact; nothing is planned here.

mod finding;

use std::collections::BTreeSet;

use crate::domain::{Fraction, Group, Hundredths, Need, Route, Supply, WHOLE, Year};

pub use finding::{Agreed, Audit, Finding, Verdict, percent};

/// Holds the figures of a year against each other.
pub fn audit(year: &Year) -> Audit {
    let mut findings = vec![demand(year)];
    findings.extend(supply(year));
    findings.extend(suitable(year));
    findings.extend(decision(year));
    findings.extend(needs(year));
    findings.extend(temporary(year));
    Audit { findings }
}

/// The need of a group, where it is told.
fn bounds(need: Need) -> Option<[u64; 2]> {
    let (low, high) = (need.low.or(need.high)?, need.high.or(need.low)?);
    Some([low.into(), high.into()])
}

fn demand(year: &Year) -> Finding {
    let all: Vec<Option<[u64; 2]>> = year.demand.values().map(|need| bounds(*need)).collect();
    let sum = |index: usize| all.iter().flatten().map(|bounds| bounds[index]).sum();
    let open = year.demand.iter().filter(|(_, need)| bounds(**need).is_none());
    Finding::Demand {
        stated: [year.stated.demand_low, year.stated.demand_high].map(|stated| stated.map(u64::from)),
        rows: [sum(0), sum(1)],
        open: open.filter_map(|(group, _)| year.groups.get(group).cloned()).collect(),
    }
}

fn dwellings(year: &Year, kind: Supply) -> u64 {
    year.supply.iter().filter(|source| source.kind == kind).map(|source| u64::from(source.dwellings)).sum()
}

fn all_dwellings(year: &Year) -> u64 {
    year.supply.iter().map(|source| u64::from(source.dwellings)).sum()
}

fn supply(year: &Year) -> [Finding; 3] {
    let stated = &year.stated;
    [
        Finding::Regular {
            stated: stated.regular.map(u64::from),
            mutations: dwellings(year, Supply::Mutation),
            new_build: dwellings(year, Supply::NewBuild),
        },
        Finding::Additional { stated: stated.additional.map(u64::from), rows: dwellings(year, Supply::Additional) },
        Finding::Supply { stated: stated.supply.map(u64::from), rows: all_dwellings(year) },
    ]
}

/// What is left of the mutations for the groups, where a part of them drops out.
fn suitable(year: &Year) -> Option<Finding> {
    let mutations = dwellings(year, Supply::Mutation);
    let whole = u64::try_from(WHOLE).unwrap_or(1);
    let drops = u64::try_from(year.unsuitable.all()).unwrap_or(0);
    if mutations == 0 || drops == 0 {
        return None;
    }
    // In ten-thousandths of a dwelling, so that rows are rounded once and together.
    let left_of = |dwellings: u32, for_groups: Option<u32>| {
        let suitable = u64::from(dwellings) * whole.saturating_sub(drops);
        for_groups.map_or(suitable, |agreed| suitable.min(u64::from(agreed) * whole))
    };
    let (tenants, projects): (Vec<_>, Vec<_>) = year.supply.iter().partition(|one| one.kind == Supply::Mutation);
    let left: u64 = tenants.iter().map(|one| left_of(one.dwellings, one.for_groups)).sum();
    let agreed = projects.iter().map(|one| u64::from(one.for_groups.unwrap_or(one.dwellings)));
    Some(Finding::Suitable {
        mutations,
        parts: year.unsuitable,
        dropped: (mutations * drops + whole / 2) / whole,
        left: (left + (whole - 1) / 2) / whole,
        projects: agreed.sum(),
        asked: mediated(year),
    })
}

/// Places decided for the groups that take this route, in the order of their ids.
fn by_route(year: &Year, route: Route) -> impl Iterator<Item = (&Group, u64)> {
    let places = year.decision.iter().filter_map(|(group, places)| Some((year.groups.get(group)?, u64::from(*places))));
    places.filter(move |(group, _)| group.route == route)
}

fn mediated(year: &Year) -> u64 {
    by_route(year, Route::Mediated).map(|(_, places)| places).sum()
}

fn decision(year: &Year) -> Vec<Finding> {
    let places = year.decision.values().map(|places| u64::from(*places)).sum();
    let dwellings = year.stated.supply.map_or_else(|| all_dwellings(year), u64::from);
    let whole = |share: Hundredths| Fraction::new(i128::from(dwellings) * i128::from(share), WHOLE.into()).floor();
    let agreed = |share| Agreed { share, dwellings: u64::try_from(whole(share)).unwrap_or(0) };
    vec![
        Finding::Decision { stated: year.stated.places.map(u64::from), rows: places },
        Finding::Asked {
            places,
            mediated: mediated(year),
            self_search: by_route(year, Route::SelfSearch).map(|(group, places)| (group.clone(), places)).collect(),
        },
        Finding::Share { places, dwellings, agreed: year.stated.agreed_share.map(agreed) },
    ]
}

/// Every group that has a need or a place.
fn needs(year: &Year) -> impl Iterator<Item = Finding> {
    let groups: BTreeSet<&String> = year.demand.keys().chain(year.decision.keys()).collect();
    groups.into_iter().filter_map(|id| {
        let need = year.demand.get(id).and_then(|need| bounds(*need));
        Some(Finding::Need { group: year.groups.get(id)?.clone(), places: places_of(year, id), need })
    })
}

fn places_of(year: &Year, group: &str) -> u64 {
    year.decision.get(group).copied().unwrap_or(0).into()
}

/// Every group that households of temporary homes belong to when they leave.
fn temporary(year: &Year) -> impl Iterator<Item = Finding> {
    let groups: BTreeSet<&String> = year.concepts.iter().map(|concept| &concept.leaves_as).collect();
    groups.into_iter().filter_map(|id| {
        let from = year.concepts.iter().filter(|concept| concept.leaves_as == *id);
        let concepts: Vec<(String, u64)> = from.map(|one| (one.name.clone(), u64::from(one.leaving))).collect();
        let leaving = concepts.iter().map(|(_, leaving)| leaving).sum();
        Some(Finding::Temporary { group: year.groups.get(id)?.clone(), leaving, places: places_of(year, id), concepts })
    })
}
