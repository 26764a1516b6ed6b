//! Why somebody has a place or not, what would change that, and what a limit costs: found by solving again.

mod candidates;
mod draw;
mod dwelling;
mod limit;
mod tried;
mod why_not;
mod why_this;

pub use draw::Draw;
pub use dwelling::{AboutDwelling, Class, about_dwelling};
pub use limit::{AboutLimit, Bound, Step, about_limit};
pub use tried::Found;
pub use why_not::{Fitting, Late, Nearest, WhyNot, why_not};
pub use why_this::{Decided, WhyThis, why_this};

use std::collections::BTreeSet;

use super::Case;
use super::change::only_in;
use crate::allocation::{Answer, Outcome, Status};
use crate::domain::{Match, Placement, Tier};
use crate::pipeline::{self, Request};
use crate::solver::Failure;

/// A round with its optimum, to be asked about.
#[derive(Debug, Clone)]
pub struct Base {
    /// The round.
    pub case: Case,
    /// Its optimum.
    pub outcome: Outcome,
    /// The placements as matches: answers to questions stay as close to these as their goals allow.
    pub matches: Vec<Match>,
}

/// What another allocation means, held against the optimum. Indices are those of the round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Effect {
    /// The dwelling that the applicant in question has then; `None` where it has none.
    pub dwelling: Option<usize>,
    /// Each tier but the lottery and the closeness to what was: its value now, and then.
    pub tiers: Vec<(Tier, i64, i64)>,
    /// Who has a place now and none then.
    pub loses: Vec<usize>,
    /// Who has a place then and none now, the applicant in question left out.
    pub gains: Vec<usize>,
    /// Who has a place in both, in different dwellings, the applicant in question left out.
    pub moves: Vec<usize>,
    /// Whether that is an optimum, or the best that was found in time.
    pub status: Status,
}

impl Effect {
    /// Whether it is as good in every goal and the applicant in question has a dwelling: then the lottery decided.
    pub fn is_free(&self) -> bool {
        let is_same = self.tiers.iter().all(|(_, now, then)| now == then);
        is_same && self.dwelling.is_some() && self.status == Status::Optimal
    }
}

impl Base {
    /// Solves the round.
    ///
    /// # Errors
    /// When the solver fails in a way that is not the user's doing.
    pub fn solve(case: Case, request: &Request<'_>) -> Result<Self, Failure> {
        let outcome = pipeline::allocate(&case.round, &case.standing, request)?;
        let matches = case.matches(&outcome.placements);
        Ok(Self { case, outcome, matches })
    }

    /// The placement of an applicant, with its number.
    pub fn placement(&self, applicant: usize) -> Option<(usize, &Placement)> {
        self.outcome.placements.iter().enumerate().find(|(_, placement)| placement.applicant == applicant)
    }

    /// The optimum of a changed round, as close to this one as its goals allow.
    pub(in crate::study) fn answer_of(&self, case: &Case, request: &Request<'_>) -> Result<Answer, Failure> {
        case.close_to(self.matches.clone()).answer(request)
    }

    /// What an answer means for everyone, and for one applicant in particular.
    pub(in crate::study) fn effect(&self, answer: &Answer, applicant: usize) -> Effect {
        let (before, after) = (placed(&self.outcome.placements), placed(&answer.placements));
        let then = |tier: Tier| answer.tiers.iter().find(|(one, _)| *one == tier).map_or(0, |(_, value)| *value);
        let others = |those: Vec<usize>| those.into_iter().filter(|one| *one != applicant).collect::<Vec<usize>>();
        let moved = answer.placements.iter().filter(|placement| {
            let now = self.placement(placement.applicant);
            now.is_some_and(|(_, now)| now.dwelling != placement.dwelling)
        });
        Effect {
            dwelling: tried::own(answer, applicant),
            tiers: self.goals().into_iter().map(|(tier, now)| (tier, now, then(tier))).collect(),
            loses: others(only_in(&before, &after)),
            gains: others(only_in(&after, &before)),
            moves: others(moved.map(|placement| placement.applicant).collect()),
            status: answer.status,
        }
    }

    /// The value of each tier but the lottery and the closeness to what was.
    pub(in crate::study) fn goals(&self) -> Vec<(Tier, i64)> {
        let goals = self.outcome.tiers.iter().filter(|tier| is_goal(tier.tier));
        goals.map(|tier| (tier.tier, tier.value)).collect()
    }

    /// The value of each tier but the lottery.
    pub(in crate::study) fn floors(&self) -> Vec<(Tier, i64)> {
        let tiers = self.outcome.tiers.iter().filter(|tier| tier.tier != Tier::Lottery);
        tiers.map(|tier| (tier.tier, tier.value)).collect()
    }

    /// Who has a place.
    pub(in crate::study) fn placed(&self) -> BTreeSet<usize> {
        placed(&self.outcome.placements)
    }
}

fn is_goal(tier: Tier) -> bool {
    !matches!(tier, Tier::Lottery | Tier::Unchanged)
}

/// Who has a place.
pub(in crate::study) fn placed(placements: &[Placement]) -> BTreeSet<usize> {
    placements.iter().map(|placement| placement.applicant).collect()
}
