//! Questions about a round, answered by solving it again: nothing here is read off counters.

mod change;
pub mod changes;
pub mod compare;
pub mod explain;
mod figures;
pub mod levers;
pub mod sweep;
pub mod whatif;

pub use change::Change;
pub use figures::{Figures, GroupFigures, LimitFigures};
pub use sweep::{Sweep, sweep};
pub use whatif::{Moved, RowCounts, Tried, WhatIf, estimate_beside, figures_of, try_beside, what_if};

use std::collections::BTreeSet;

use crate::allocation::Answer;
use crate::domain::{Match, Placement, Problem, Round};
use crate::eligibility::{self, Standing};
use crate::pipeline::{self, Request};
use crate::solver::Failure;

/// A round that can be asked about: as it was read, or with something changed.
#[derive(Debug, Clone)]
pub struct Case {
    /// The round.
    pub round: Round,
    /// Its decisions, held against its rules.
    pub standing: Standing,
}

impl Case {
    /// The round as it is after a change, its decisions held against the rules again. A change of rows or of
    /// the model's limits has to spread the limits anew (see [`Round::spread_limits`]).
    ///
    /// # Errors
    /// Decisions that the changed rules or limits no longer allow.
    pub fn changed(&self, change: impl FnOnce(&mut Round)) -> Result<Self, Vec<Problem>> {
        let mut round = self.round.clone();
        change(&mut round);
        let standing = eligibility::standing(&round)?;
        Ok(Self { round, standing })
    }

    /// The same round, in which of equally good allocations the one with the most of these matches is the best.
    #[must_use]
    pub fn close_to(&self, matches: Vec<Match>) -> Self {
        let mut case = self.clone();
        case.round.model = case.round.model.staying_close(false);
        case.round.earlier = matches;
        case.round.earlier.sort_unstable();
        case
    }

    /// Its optimum.
    ///
    /// # Errors
    /// When the solver fails in a way that is not the user's doing.
    pub fn answer(&self, request: &Request<'_>) -> Result<Answer, Failure> {
        pipeline::answer(&self.round, &self.standing, request)
    }

    /// Placements as matches, by id.
    pub fn matches(&self, placements: &[Placement]) -> Vec<Match> {
        let named = |(line, placement): (usize, &Placement)| Match {
            applicant: self.round.applicants[placement.applicant].id.clone(),
            dwelling: self.round.dwellings[placement.dwelling].id.clone(),
            mode: Some(placement.mode),
            line: line + 1,
        };
        placements.iter().enumerate().map(named).collect()
    }
}

/// The ids of the applicants that have a place.
pub fn placed_ids<'a>(round: &'a Round, placements: &[Placement]) -> BTreeSet<&'a str> {
    placements.iter().map(|placement| round.applicants[placement.applicant].id.as_str()).collect()
}
