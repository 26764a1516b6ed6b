//! A list of matches of any origin against the round.

use std::collections::{BTreeMap, BTreeSet};

use super::breach;
use super::usage;
use super::violation::Violation;
use crate::domain::{Match, Mode, Placement, Round};
use crate::eligibility::{Standing, effective_maxima};

/// Everything that a list of matches does wrong, with its size; empty when it keeps every rule, every
/// maximum and every fixed pair. Minima are wanted, not demanded, and so never violated.
pub fn violations(round: &Round, standing: &Standing, matches: &[Match]) -> Vec<Violation> {
    let placements = placements(round, standing, matches);
    let mut found = unknown_ids(round, matches);
    found.extend(of_applicants(round, &placements));
    found.extend(of_dwellings(round, &placements));
    found.extend(of_rules(round, standing, &placements));
    found.extend(of_maxima(round, standing, &placements));
    found.extend(of_fixed_pairs(round, standing, &placements));
    found
}

/// The matches whose ids the round knows, as placements, in the order of the list.
///
/// A match that states no mode is shared when the dwelling can be shared and stands in the list for
/// several applicants, or when only sharing fits; else it is whole.
pub fn placements(round: &Round, standing: &Standing, matches: &[Match]) -> Vec<Placement> {
    let known: Vec<(usize, usize, Option<Mode>)> = matches
        .iter()
        .filter_map(|found| Some((round.applicant(&found.applicant)?, round.dwelling(&found.dwelling)?, found.mode)))
        .collect();
    let mut occupants: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for (applicant, dwelling, _) in &known {
        occupants.entry(*dwelling).or_default().insert(*applicant);
    }
    let several = |dwelling: usize| occupants.get(&dwelling).is_some_and(|found| found.len() > 1);
    known
        .iter()
        .map(|(applicant, dwelling, mode)| {
            let inferred = || inferred_mode(round, standing, *applicant, *dwelling, several(*dwelling));
            Placement { applicant: *applicant, dwelling: *dwelling, mode: mode.unwrap_or_else(inferred) }
        })
        .collect()
}

fn inferred_mode(round: &Round, standing: &Standing, applicant: usize, dwelling: usize, several: bool) -> Mode {
    let can_be_shared = round.model.sharing.is_some() && round.dwellings[dwelling].places > 1;
    let verdict = standing.verdict(round, applicant, dwelling);
    let only_shared = verdict.fits(Mode::Shared) && !verdict.fits(Mode::Whole);
    if (several && can_be_shared) || only_shared { Mode::Shared } else { Mode::Whole }
}

fn unknown_ids(round: &Round, matches: &[Match]) -> Vec<Violation> {
    let mut found = Vec::new();
    for Match { applicant, dwelling, line, .. } in matches {
        if round.applicant(applicant).is_none() {
            found.push(Violation::UnknownApplicant { applicant: applicant.clone(), line: *line });
        }
        if round.dwelling(dwelling).is_none() {
            found.push(Violation::UnknownDwelling { dwelling: dwelling.clone(), line: *line });
        }
    }
    found
}

fn of_applicants(round: &Round, placements: &[Placement]) -> Vec<Violation> {
    let mut dwellings: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    for placement in placements {
        dwellings.entry(placement.applicant).or_default().push(round.dwellings[placement.dwelling].id.clone());
    }
    let mut found = Vec::new();
    for (applicant, dwellings) in dwellings {
        let id = &round.applicants[applicant].id;
        if round.searches_itself(&round.applicants[applicant]) {
            found.push(Violation::SelfSearch { applicant: id.clone() });
        }
        if dwellings.len() > 1 {
            found.push(Violation::PlacedTwice { applicant: id.clone(), dwellings });
        }
    }
    found
}

/// Those who have one dwelling, each once, by mode.
#[derive(Default)]
struct Occupants {
    whole: BTreeSet<usize>,
    shared: BTreeSet<usize>,
}

fn of_dwellings(round: &Round, placements: &[Placement]) -> Vec<Violation> {
    let mut occupants: BTreeMap<usize, Occupants> = BTreeMap::new();
    for placement in placements {
        let of = occupants.entry(placement.dwelling).or_default();
        let side = if placement.mode == Mode::Whole { &mut of.whole } else { &mut of.shared };
        side.insert(placement.applicant);
    }
    let mut found = Vec::new();
    for (dwelling, occupants) in occupants {
        let ids = |side: &BTreeSet<usize>| side.iter().map(|index| round.applicants[*index].id.clone()).collect();
        let id = round.dwellings[dwelling].id.clone();
        if occupants.whole.len() > 1 {
            found.push(Violation::LetTwice { dwelling: id.clone(), applicants: ids(&occupants.whole) });
        }
        if !occupants.whole.is_empty() && !occupants.shared.is_empty() {
            let (whole, shared) = (ids(&occupants.whole), ids(&occupants.shared));
            found.push(Violation::WholeAndShared { dwelling: id, whole, shared });
        }
        if !occupants.shared.is_empty() {
            found.extend(of_sharers(round, dwelling, &occupants.shared));
        }
    }
    found
}

fn of_sharers(round: &Round, dwelling: usize, sharers: &BTreeSet<usize>) -> Vec<Violation> {
    let id = &round.dwellings[dwelling].id;
    let least = round.model.sharing.as_ref().map_or(2, |sharing| sharing.min) as usize;
    let places = round.dwellings[dwelling].places as usize;
    let mut classes: BTreeMap<Vec<String>, usize> = BTreeMap::new();
    for applicant in sharers {
        // one who cannot share at all breaks the rule of sharing and is reported there
        if let Some(class) = round.sharing_class(&round.applicants[*applicant]) {
            *classes.entry(class).or_default() += 1;
        }
    }
    let mut found = Vec::new();
    if sharers.len() < least {
        found.push(Violation::TooFewSharers { dwelling: id.clone(), sharers: sharers.len(), least });
    }
    if sharers.len() > places {
        found.push(Violation::TooManySharers { dwelling: id.clone(), sharers: sharers.len(), places });
    }
    if classes.len() > 1 {
        found.push(Violation::DifferentClasses { dwelling: id.clone(), classes: classes.into_iter().collect() });
    }
    found
}

fn of_rules(round: &Round, standing: &Standing, placements: &[Placement]) -> Vec<Violation> {
    let distinct: BTreeSet<Placement> = placements.iter().copied().collect();
    let mut found = Vec::new();
    for Placement { applicant, dwelling, mode } in distinct {
        let verdict = standing.verdict(round, applicant, dwelling);
        let (person, home) = (&round.applicants[applicant], &round.dwellings[dwelling]);
        found.extend(verdict.broken(mode).iter().map(|rule| Violation::BrokenRule {
            applicant: person.id.clone(),
            dwelling: home.id.clone(),
            mode,
            rule,
            size: breach::size(round, person, home, mode, rule),
            unit: breach::unit(home, rule),
        }));
    }
    found
}

/// Each household counts once, where the list places it first: that it has two places is a violation of its own.
fn of_maxima(round: &Round, standing: &Standing, placements: &[Placement]) -> Vec<Violation> {
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    let once: Vec<Placement> = placements.iter().copied().filter(|one| seen.insert(one.applicant)).collect();
    let maxima = effective_maxima(round, standing);
    for ((limit, max), used) in round.limits.limits.iter().zip(maxima).zip(usage::used(round, &once)) {
        let Some(max) = max.map(i128::from).filter(|max| used > *max) else { continue };
        found.push(Violation::MaximumOverrun { limit: limit.name.clone(), counts: limit.counts, used, max });
    }
    found
}

fn of_fixed_pairs(round: &Round, standing: &Standing, placements: &[Placement]) -> Vec<Violation> {
    let present: BTreeSet<(usize, usize)> = placements.iter().map(|found| (found.applicant, found.dwelling)).collect();
    let missing = standing.fixed.iter().filter(|fixed| !present.contains(&(fixed.applicant, fixed.dwelling)));
    missing
        .map(|fixed| Violation::FixedMissing {
            applicant: round.applicants[fixed.applicant].id.clone(),
            dwelling: round.dwellings[fixed.dwelling].id.clone(),
        })
        .collect()
}
