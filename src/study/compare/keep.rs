//! The round in which the valid matches of a list are decisions.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::{Decision, DecisionVerdict, Mode, Placement, Problem, Round};
use crate::study::Case;

/// The decisions that fix these placements, where none does yet, with this reason. Nobody stands for them until a
/// person signs: `by` is empty.
pub fn fixing(round: &Round, placements: &[Placement], reason: &str) -> Vec<Decision> {
    let fixed = round.decisions.iter().filter(|one| one.verdict == DecisionVerdict::Fixed);
    let fixed: BTreeSet<&str> = fixed.map(|one| one.applicant.as_str()).collect();
    let decision = |placement: &Placement| Decision {
        applicant: round.applicants[placement.applicant].id.clone(),
        dwelling: round.dwellings[placement.dwelling].id.clone(),
        verdict: DecisionVerdict::Fixed,
        overrides: false,
        reason: Some(reason.to_owned()),
        by: None,
        at: None,
        line: 0,
    };
    placements.iter().map(decision).filter(|one| !fixed.contains(one.applicant.as_str())).collect()
}

/// Some of the decisions that fix a list's placements, parted: those that can stand without the others, and those that
/// cannot, because too few of those who share their dwelling are among them or fixed already.
pub fn standing_alone(
    round: &Round,
    placements: &[Placement],
    decisions: Vec<Decision>,
) -> (Vec<Decision>, Vec<Decision>) {
    let shares = |one: &Placement| one.mode == Mode::Shared;
    let shared: BTreeSet<&str> =
        placements.iter().filter(|one| shares(one)).map(|one| round.dwellings[one.dwelling].id.as_str()).collect();
    let mut sharers: BTreeMap<String, u32> = BTreeMap::new();
    let fixed = round.decisions.iter().filter(|one| one.verdict == DecisionVerdict::Fixed);
    for one in fixed.chain(&decisions).filter(|one| shared.contains(one.dwelling.as_str())) {
        *sharers.entry(one.dwelling.clone()).or_default() += 1;
    }
    let least = round.model.sharing.as_ref().map_or(2, |sharing| sharing.min);
    decisions.into_iter().partition(|one| sharers.get(&one.dwelling).is_none_or(|many| *many >= least))
}

impl Case {
    /// The round with these decisions as well.
    ///
    /// # Errors
    /// When they break a rule or a maximum: never for the valid part of a list.
    pub fn with_decisions(&self, decisions: &[Decision]) -> Result<Self, Vec<Problem>> {
        self.changed(|round| {
            round.decisions.extend_from_slice(decisions);
            round.decisions.sort();
        })
    }
}
