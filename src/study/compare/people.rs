//! Who is placed by the list, by the optimum, by both, by neither.

use std::collections::BTreeMap;

use crate::domain::{Placement, Round};

/// What the two sides do with one applicant that takes part; dwellings by index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    /// Both place it in the same dwelling.
    Same(usize),
    /// Both place it, the list in the first dwelling and the optimum in the second.
    Moved(usize, usize),
    /// The list alone.
    OnlyList(usize),
    /// The optimum alone.
    OnlyOptimum(usize),
    /// Neither.
    Neither,
}

impl Fate {
    /// The code in files.
    pub fn name(self) -> &'static str {
        match self {
            Fate::Same(_) => "same",
            Fate::Moved(..) => "moved",
            Fate::OnlyList(_) => "only-list",
            Fate::OnlyOptimum(_) => "only-optimum",
            Fate::Neither => "neither",
        }
    }
}

/// The fate of every applicant that takes part, by id.
pub(super) fn fates(round: &Round, list: &[Placement], optimum: &[Placement]) -> Vec<(usize, Fate)> {
    let homes = |placements: &[Placement]| -> BTreeMap<usize, usize> {
        placements.iter().map(|one| (one.applicant, one.dwelling)).collect()
    };
    let (list, optimum) = (homes(list), homes(optimum));
    let taking_part = (0..round.applicants.len()).filter(|one| !round.searches_itself(&round.applicants[*one]));
    let fate = |applicant: usize| match (list.get(&applicant), optimum.get(&applicant)) {
        (Some(one), Some(other)) if one == other => Fate::Same(*one),
        (Some(one), Some(other)) => Fate::Moved(*one, *other),
        (Some(one), None) => Fate::OnlyList(*one),
        (None, Some(other)) => Fate::OnlyOptimum(*other),
        (None, None) => Fate::Neither,
    };
    taking_part.map(|applicant| (applicant, fate(applicant))).collect()
}
