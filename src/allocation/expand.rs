//! Expanding back: flows become placements, by the order of the lottery.

use std::collections::BTreeMap;

use crate::domain::{Mode, Placement, Round};
use crate::program::{Meaning, Part, Program};

/// Deals the applicants of each profile over its flows, and the dwellings of each kind over theirs, both
/// in the order of their draws. Returns the placements by applicant.
pub(crate) fn placements(round: &Round, program: &Program, part: &Part, values: &[i64]) -> Vec<Placement> {
    let mut applicants = placed_by_profile(round, part, values);
    let mut dwellings = dwellings_by_draw(round, program, part);
    let mut sharers: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
    let mut placements = Vec::new();
    for (column, value) in part.columns.iter().zip(values) {
        let Meaning::Flow { profile, kind, mode } = column.meaning else { continue };
        for _ in 0..*value {
            let Some(applicant) = applicants.get_mut(&profile).and_then(Vec::pop) else { continue };
            match (mode, program.interchange.profiles[profile].sharing_class) {
                (Mode::Shared, Some(class)) => sharers.entry((kind, class)).or_default().push(applicant),
                _ => {
                    if let Some(dwelling) = dwellings.get_mut(&kind).and_then(Vec::pop) {
                        placements.push(Placement { applicant, dwelling, mode: Mode::Whole });
                    }
                }
            }
        }
    }
    for (column, value) in part.columns.iter().zip(values) {
        let Meaning::Shared { kind, class } = column.meaning else { continue };
        let homes: Vec<usize> = (0..*value).filter_map(|_| dwellings.get_mut(&kind).and_then(Vec::pop)).collect();
        let together = sharers.remove(&(kind, class)).unwrap_or_default();
        placements.extend(spread(round, together, &homes));
    }
    placements.sort_unstable();
    placements
}

/// The placed applicants of each profile; the highest draw is last, to be taken first.
fn placed_by_profile(round: &Round, part: &Part, values: &[i64]) -> BTreeMap<usize, Vec<usize>> {
    let mut placed: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (column, value) in part.columns.iter().zip(values) {
        if let Meaning::Take { applicant, profile } = column.meaning
            && *value == 1
        {
            placed.entry(profile).or_default().push(applicant);
        }
    }
    for applicants in placed.values_mut() {
        sort_by_draw(round, applicants);
        applicants.reverse();
    }
    placed
}

fn dwellings_by_draw(round: &Round, program: &Program, part: &Part) -> BTreeMap<usize, Vec<usize>> {
    let lottery = round.lottery();
    let of_kind = |kind: &usize| {
        let mut dwellings = program.interchange.kinds[*kind].members.clone();
        dwellings.sort_by_key(|dwelling| (lottery.dwelling(&round.dwellings[*dwelling].id), *dwelling));
        (*kind, dwellings)
    };
    part.kinds.iter().map(of_kind).collect()
}

/// Highest draw first; equal draws by id.
fn sort_by_draw(round: &Round, applicants: &mut [usize]) {
    let lottery = round.lottery();
    applicants.sort_by_key(|applicant| (-lottery.applicant(&round.applicants[*applicant].id), *applicant));
}

/// Spreads sharers over their dwellings as evenly as can be, which keeps every dwelling between the
/// minimum and its places whenever the sum does.
fn spread(round: &Round, mut sharers: Vec<usize>, homes: &[usize]) -> Vec<Placement> {
    sort_by_draw(round, &mut sharers);
    let mut placements = Vec::with_capacity(sharers.len());
    let mut rest = sharers.as_slice();
    for (position, dwelling) in homes.iter().enumerate() {
        let share = rest.len().div_ceil(homes.len() - position);
        let (here, later) = rest.split_at(share);
        placements.extend(here.iter().map(|applicant| Placement {
            applicant: *applicant,
            dwelling: *dwelling,
            mode: Mode::Shared,
        }));
        rest = later;
    }
    placements
}
