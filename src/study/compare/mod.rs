//! A list of matches made by hand beside the optimum: what it breaks, what it misses, and what a person may
//! have known that the rules do not.

mod keep;
mod ledger;
mod origin;
mod patterns;
mod people;
mod questions;
mod side;
mod valid;
mod waiver;

pub use keep::{fixing, standing_alone};
pub use origin::elsewhere;
pub use patterns::{Facet, Pattern};
pub use people::Fate;
pub use questions::{Asked, Question, TRIED_AT_MOST};
pub use side::{Side, Spread};
pub use valid::{Cause, LeftOut, Valid, valid_part};
pub use waiver::{Judged, Waiver, WaivingRow};

use std::collections::BTreeSet;

use super::Case;
use crate::allocation::{Answer, Outcome, Status};
use crate::domain::{Match, Placement, Round, Tier};
use crate::pipeline::{self, Request};
use crate::solver::Failure;
use crate::verify;

/// What is made of the list besides the comparison.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Wanted {
    /// Nothing.
    #[default]
    Comparison,
    /// The optimum with the most matches of the list, with reasons and proof.
    Nearest,
    /// The valid matches as decisions, with this reason, and the best that can be done around them.
    Keep(String),
}

/// A proposal that rests on the list.
#[derive(Debug, Clone)]
pub struct Proposal {
    /// Whether it keeps the list by decisions; else it is the optimum nearest to it.
    pub keeps: bool,
    /// The round that it is the result of.
    pub case: Case,
    /// The result.
    pub outcome: Outcome,
    /// Its figures.
    pub side: Side,
}

/// A list of matches beside the optimum.
#[derive(Debug, Clone)]
pub struct Comparison {
    /// The list, as it was read.
    pub matches: Vec<Match>,
    /// Every violation: those that stand first, then those that are waived.
    pub violations: Vec<Judged>,
    /// What of the list can stand together, and why the rest cannot.
    pub valid: Valid,
    /// Everything that the list places, each applicant once.
    pub listed: Side,
    /// The valid part.
    pub list: Side,
    /// The optimum that has the most matches of the valid part.
    pub optimum: Side,
    /// What the optimum is, and the proposal with it: optimal, unless the time ran out.
    pub status: Status,
    /// What the two do with every applicant that takes part, by id.
    pub fates: Vec<(usize, Fate)>,
    /// What a person may have known.
    pub asked: Asked,
    /// What was wanted besides.
    pub proposal: Option<Proposal>,
}

impl Comparison {
    /// Whether the list breaks something that nobody waived.
    pub fn has_open_violations(&self) -> bool {
        self.violations.iter().any(|one| !matches!(one.waiver, Waiver::Given(_)))
    }
}

/// The place of the tier `unchanged` among the model's own, where that is not just before the lottery: an optimum
/// that stays close to the list last of all is then no result of the round.
pub fn closeness_elsewhere(round: &Round) -> Option<usize> {
    let tiers = &round.model.tiers;
    let place = tiers.iter().position(|tier| *tier == Tier::Unchanged)?;
    let is_last = tiers[place + 1..].iter().all(|tier| *tier == Tier::Lottery);
    (!is_last).then_some(place)
}

/// Compares a list with the optimum. `each` is told how many solves for questions are done, and how many
/// there are.
///
/// # Errors
/// When the solver fails in a way that is not the user's doing.
pub fn compare(
    case: &Case,
    matches: Vec<Match>,
    wanted: &Wanted,
    request: &Request<'_>,
    each: &(dyn Fn(usize, usize) + Sync),
) -> Result<Comparison, Failure> {
    let (round, standing) = (&case.round, &case.standing);
    let valid = valid_part(round, standing, &matches);
    let violations = waiver::judged(case, &matches, &valid);
    let listed = Side::of(round, standing, each_once(round, verify::placements(round, standing, &matches)));
    let list = Side::of(round, standing, valid.kept.clone());
    let near = nearest(case, &list.placements);
    let (answer, mut proposal) = match wanted {
        Wanted::Nearest => {
            let proposal = proposed(near, false, request)?;
            (Answer::of(&proposal.outcome), Some(proposal))
        }
        _ => (near.answer(request)?, None),
    };
    let optimum = Side::of(round, standing, answer.placements.clone());
    if let Wanted::Keep(reason) = wanted
        && let Ok(kept) = case.with_decisions(&fixing(round, &list.placements, reason))
    {
        proposal = Some(proposed(kept, true, request)?);
    }
    let sides = questions::Sides { listed: &listed.placements, valid: &list, optimum: &optimum };
    let optimal = answer.status == Status::Optimal;
    let asked =
        if optimal { questions::questions(case, &sides, &answer.tiers, request, each)? } else { Asked::default() };
    let stopped = proposal.iter().any(|proposal| proposal.outcome.status == Status::Feasible);
    Ok(Comparison {
        fates: people::fates(round, &list.placements, &optimum.placements),
        status: if optimal && !stopped { Status::Optimal } else { Status::Feasible },
        matches,
        violations,
        valid,
        listed,
        list,
        optimum,
        asked,
        proposal,
    })
}

/// The round in which of equally good allocations the one with the most of these is the best.
fn nearest(case: &Case, list: &[Placement]) -> Case {
    let mut plain = case.clone();
    plain.round.model.tiers.retain(|tier| *tier != Tier::Unchanged); // closeness to the list is no goal by itself
    if list.is_empty() { plain } else { plain.close_to(case.matches(list)) }
}

fn proposed(case: Case, keeps: bool, request: &Request<'_>) -> Result<Proposal, Failure> {
    let outcome = pipeline::allocate(&case.round, &case.standing, request)?;
    let side = Side::of(&case.round, &case.standing, outcome.placements.clone());
    Ok(Proposal { keeps, case, outcome, side })
}

/// The first placement of each applicant that takes part.
fn each_once(round: &Round, placements: Vec<Placement>) -> Vec<Placement> {
    let mut seen = BTreeSet::new();
    let mut found: Vec<Placement> = placements
        .into_iter()
        .filter(|one| !round.searches_itself(&round.applicants[one.applicant]) && seen.insert(one.applicant))
        .collect();
    found.sort_unstable();
    found
}
