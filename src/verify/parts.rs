//! The parts of a certificate: truly apart, and together the whole round.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::doubt::Doubt;
use super::survey::Survey;
use crate::domain::{Certificate, Mode, Part};

/// One part as indices into the round.
#[derive(Debug, Clone, Default)]
pub(super) struct Scope {
    /// Its dwellings.
    pub(super) dwellings: BTreeSet<usize>,
    /// Its limits.
    pub(super) limits: Vec<usize>,
    /// The applicants that fit one of its dwellings.
    pub(super) applicants: Vec<usize>,
    /// For each dwelling that speaks for its twins the classes that could share it, each with one of its sharers: a `dwellings`
    /// limit looks only at what the sharers of a class have in common.
    pub(super) sharers: BTreeMap<usize, BTreeMap<usize, usize>>,
}

/// The parts of the certificate, and everything that is wrong with the division.
pub(super) fn scopes(survey: &Survey<'_>, certificate: &Certificate) -> (Vec<Scope>, Vec<Doubt>) {
    let mut doubts = Vec::new();
    let mut scopes: Vec<Scope> = certificate.parts.iter().map(|part| named(survey, part, &mut doubts)).collect();
    let part_of_dwelling = parts_of(scopes.iter().map(|scope| scope.dwellings.iter().copied()));
    let part_of_limit = parts_of(scopes.iter().map(|scope| scope.limits.iter().copied()));
    doubts.extend(more_than_once(survey, &part_of_dwelling, &part_of_limit));
    let counted = counted_dwellings(survey);
    doubts.extend(left_out(survey, &counted, &part_of_dwelling, &part_of_limit));
    let part_of =
        |parts: &BTreeMap<usize, Vec<usize>>, index| parts.get(&index).and_then(|found| found.first().copied());
    let parts: Vec<Option<usize>> =
        (0..survey.round.dwellings.len()).map(|dwelling| part_of(&part_of_dwelling, dwelling)).collect();
    let twins = |first: usize| survey.twins.of(first).iter().copied();
    let is_split = |first: usize| twins(first).any(|twin| parts[twin] != parts[first]);
    let split: Vec<bool> = (0..parts.len()).map(is_split).collect();
    for (applicant, possible) in survey.possible.iter().enumerate() {
        let Some(first) = possible.first() else { continue };
        let home = parts[first.dwelling()];
        if let Some(part) = home {
            scopes[part].applicants.push(applicant);
            add_sharer(survey, &mut scopes[part], applicant);
        }
        if possible.iter().any(|found| parts[found.dwelling()] != home || split[found.dwelling()]) {
            doubts.push(Doubt::ApplicantInSeveralParts { applicant: survey.round.applicants[applicant].id.clone() });
        }
    }
    for (limit, dwellings) in counted.into_iter().enumerate() {
        let own = part_of(&part_of_limit, limit);
        if dwellings.iter().any(|dwelling| parts[*dwelling] != own) {
            doubts.push(Doubt::LimitInSeveralParts { limit: survey.round.limits.limits[limit].name.clone() });
        }
    }
    (scopes, doubts)
}

fn add_sharer(survey: &Survey<'_>, scope: &mut Scope, applicant: usize) {
    let Some(class) = survey.class_of[applicant] else { return };
    for found in survey.possible[applicant].iter().filter(|found| found.mode == Mode::Shared) {
        scope.sharers.entry(found.dwelling()).or_default().entry(class).or_insert(applicant);
    }
}

fn named(survey: &Survey<'_>, part: &Part, doubts: &mut Vec<Doubt>) -> Scope {
    let mut scope = Scope::default();
    for id in &part.dwellings {
        match survey.round.dwelling(id) {
            Some(index) if scope.dwellings.insert(index) => {}
            Some(_) => doubts.push(Doubt::DwellingTwice { dwelling: id.clone() }),
            None => doubts.push(Doubt::UnknownDwelling { dwelling: id.clone() }),
        }
    }
    for name in &part.limits {
        match survey.round.limits.position(name) {
            Some(index) => scope.limits.push(index),
            None => doubts.push(Doubt::UnknownLimit { limit: name.clone() }),
        }
    }
    scope
}

fn parts_of(members: impl Iterator<Item = impl Iterator<Item = usize>>) -> BTreeMap<usize, Vec<usize>> {
    let mut parts: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (part, members) in members.enumerate() {
        for member in members {
            parts.entry(member).or_default().push(part);
        }
    }
    parts
}

fn more_than_once(
    survey: &Survey<'_>,
    dwellings: &BTreeMap<usize, Vec<usize>>,
    limits: &BTreeMap<usize, Vec<usize>>,
) -> Vec<Doubt> {
    let repeated = |parts: &BTreeMap<usize, Vec<usize>>| -> Vec<usize> {
        parts.iter().filter(|(_, found)| found.len() > 1).map(|(index, _)| *index).collect()
    };
    let round = survey.round;
    let homes =
        repeated(dwellings).into_iter().map(|i| Doubt::DwellingTwice { dwelling: round.dwellings[i].id.clone() });
    let bounds = repeated(limits).into_iter().map(|i| Doubt::LimitTwice { limit: round.limits.limits[i].name.clone() });
    homes.chain(bounds).collect()
}

/// A dwelling that nobody fits, and a limit without a minimum to which nothing counts, add nothing to any
/// bound: they may be left out.
fn left_out(
    survey: &Survey<'_>,
    counted: &[BTreeSet<usize>],
    dwellings: &BTreeMap<usize, Vec<usize>>,
    limits: &BTreeMap<usize, Vec<usize>>,
) -> Vec<Doubt> {
    let round = survey.round;
    let mut wanted = vec![false; round.dwellings.len()];
    for found in survey.possible.iter().flatten() {
        wanted[found.dwelling()] = true;
    }
    let is_wanted = |index: &usize| wanted[survey.twins.first(*index)];
    let homes = (0..wanted.len()).filter(|index| is_wanted(index) && !dwellings.contains_key(index));
    let homes = homes.map(|index| Doubt::DwellingLeftOut { dwelling: round.dwellings[index].id.clone() });
    let bounds = (0..counted.len()).filter(|index| !limits.contains_key(index));
    let bounds = bounds
        .filter(|index| !counted[*index].is_empty() || round.limits.limits[*index].min.is_some_and(|min| min > 0))
        .map(|index| Doubt::LimitLeftOut { limit: round.limits.limits[index].name.clone() });
    homes.chain(bounds).collect()
}

/// For each limit the dwellings of the possible placements that count towards it.
fn counted_dwellings(survey: &Survey<'_>) -> Vec<BTreeSet<usize>> {
    let mut counted = vec![BTreeSet::new(); survey.round.limits.limits.len()];
    let mut seen = HashSet::new();
    for (applicant, possible) in survey.possible.iter().enumerate() {
        let class = survey.counting.class(applicant);
        for found in possible.iter().filter(|found| seen.insert((class, found.dwelling()))) {
            for limit in survey.counting.limits(applicant, found.dwelling()) {
                counted[*limit].extend(survey.twins.of(found.dwelling()));
            }
        }
    }
    counted
}
