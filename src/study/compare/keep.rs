//! The round in which the valid matches of a list are decisions.

use std::collections::BTreeSet;

use crate::domain::{Decision, DecisionVerdict, Placement, Problem, Round};
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
