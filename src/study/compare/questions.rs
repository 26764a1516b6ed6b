//! Choices of a list that cost a goal for no reason that the rules know: each is tried as a rule.

use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use super::patterns::{Pattern, patterns};
use super::side::{Side, goals};
use crate::domain::{Placement, Sense, Tier};
use crate::pipeline::{self, Loss, Request};
use crate::solver::Failure;
use crate::study::Case;

/// Patterns that are tried at most: each may take a solve.
pub const TRIED_AT_MOST: usize = 10;

/// A pattern that, as a rule, would explain a part of what the list misses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// What the list never does.
    pub pattern: Pattern,
    /// The first goal that would lose by it as a rule.
    pub tier: Tier,
    /// What the list reaches of that goal, with its valid part.
    pub list: i128,
    /// The optimum.
    pub optimum: i128,
    /// The optimum with the rule, found by solving the round with it.
    pub with_rule: i128,
}

impl Question {
    /// How much of the gap between list and optimum the rule explains.
    pub fn explained(&self) -> i128 {
        (self.optimum - self.with_rule).abs()
    }

    /// The whole gap.
    pub fn gap(&self) -> i128 {
        (self.optimum - self.list).abs()
    }
}

/// What the search for questions did.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Asked {
    /// The questions, the earliest goal and the largest part of the gap first.
    pub questions: Vec<Question>,
    /// Patterns that the list shows.
    pub patterns: usize,
    /// Of those, the ones that were tried as a rule.
    pub tried: usize,
    /// Of those tried, the ones that the time limit left open.
    pub unsettled: usize,
}

/// The sides between which the questions are.
pub(super) struct Sides<'a> {
    /// Everything that the list places, valid or not.
    pub(super) listed: &'a [Placement],
    pub(super) valid: &'a Side,
    pub(super) optimum: &'a Side,
}

/// Finds the questions; `best` is what the optimum is worth goal after goal. `each` is told how many habits are tried, of how
/// many.
pub(super) fn questions(
    case: &Case,
    sides: &Sides<'_>,
    best: &[(Tier, i64)],
    request: &Request<'_>,
    each: &(dyn Fn(usize, usize) + Sync),
) -> Result<Asked, Failure> {
    let tiers = telling_tiers(case);
    if tiers.iter().all(|tier| sides.valid.value(*tier) == sides.optimum.value(*tier)) {
        return Ok(Asked::default());
    }
    let fixed = case.standing.fixed.iter();
    let listed: Vec<Placement> = sides.listed.iter().chain(fixed).copied().collect();
    let (valid, optimum) = (&sides.valid.placements, &sides.optimum.placements);
    let found = patterns(&case.round, &case.standing, &listed, valid, optimum);
    let mut asked = Asked { patterns: found.len(), ..Asked::default() };
    asked.tried = found.len().min(TRIED_AT_MOST);
    let (done, quiet) = (AtomicUsize::new(0), Request { progress: None, ..*request });
    each(0, asked.tried);
    let best: Vec<(Tier, i64)> = best.iter().filter(|(tier, _)| tiers.contains(tier)).copied().collect();
    let try_one = |pattern: Pattern| {
        let found = confirmed(case, sides, &best, pattern, &quiet);
        each(done.fetch_add(1, Ordering::Relaxed) + 1, asked.tried);
        found
    };
    let tried: Vec<Pattern> = found.into_iter().take(TRIED_AT_MOST).collect();
    let found: Result<Vec<Tried>, Failure> = tried.into_par_iter().map(try_one).collect();
    for one in found? {
        match one {
            Tried::Explains(question) => asked.questions.push(*question),
            Tried::Unsettled => asked.unsettled += 1,
            Tried::Nothing => (),
        }
    }
    let place = |tier: Tier| tiers.iter().position(|found| *found == tier);
    asked.questions.sort_by_key(|question| (place(question.tier), std::cmp::Reverse(question.explained())));
    asked.questions = narrowest(asked.questions);
    Ok(asked)
}

/// The goals at which a pattern can tell anything: all but those at the end that only say how well the
/// dwellings suit.
fn telling_tiers(case: &Case) -> Vec<Tier> {
    let mut tiers = goals(&case.round);
    while tiers.last() == Some(&Tier::Fit) {
        tiers.pop();
    }
    tiers
}

/// What came of trying a pattern as a rule.
enum Tried {
    Explains(Box<Question>),
    Nothing,
    Unsettled,
}

/// The pattern as a question, when the round with it as a rule comes closer to the list.
fn confirmed(
    case: &Case,
    sides: &Sides<'_>,
    best: &[(Tier, i64)],
    pattern: Pattern,
    request: &Request<'_>,
) -> Result<Tried, Failure> {
    let with_rule = case.changed(|round| {
        if !round.model.rules.liveability {
            round.model.liveability.clear(); // switched off: only the new one is to hold
        }
        round.model.rules.liveability = true;
        round.model.liveability.push(pattern.exclusion());
        round.model.tiers = best.iter().map(|(tier, _)| *tier).collect();
    });
    let Ok(with_rule) = with_rule else { return Ok(Tried::Nothing) }; // a fixed pair stands against it
    // A rule more: nothing exceeds the optimum without it, and mostly the same people can be housed otherwise.
    let begun = Request { start: Some(&sides.optimum.placements), ..*request };
    let (tier, with_rule) = match pipeline::first_loss(&with_rule.round, &with_rule.standing, &begun, best)? {
        Loss::Nothing => return Ok(Tried::Nothing),
        Loss::Open => return Ok(Tried::Unsettled),
        Loss::Of(tier, value) => (tier, value),
    };
    let (list, optimum) = (sides.valid.value(tier), sides.optimum.value(tier));
    let question = Question { pattern, tier, list, optimum, with_rule: with_rule.into() };
    let lacking = match tier.sense() {
        Sense::Maximise => list < optimum,
        Sense::Minimise => list > optimum,
    };
    Ok(if lacking && is_telling(&question) { Tried::Explains(Box::new(question)) } else { Tried::Nothing })
}

/// In places and minimums every one counts; of points and days almost any rule costs a few, so that only a
/// tenth of the gap tells something.
fn is_telling(question: &Question) -> bool {
    match question.tier {
        Tier::Minimums | Tier::Placed => true,
        _ => question.explained() * 10 >= question.gap(),
    }
}

/// Of patterns that explain the same and lie within each other, the narrowest; of equal ones the first.
fn narrowest(questions: Vec<Question>) -> Vec<Question> {
    let alike = |one: &Question, other: &Question| one.tier == other.tier && one.with_rule == other.with_rule;
    let is_wider = |place: usize, question: &Question| {
        questions.iter().enumerate().any(|(other_place, other)| {
            let within = other.pattern.is_within(&question.pattern);
            let equal = within && question.pattern.is_within(&other.pattern);
            alike(question, other) && other_place != place && within && (!equal || other_place < place)
        })
    };
    let kept: Vec<bool> = questions.iter().enumerate().map(|(place, question)| !is_wider(place, question)).collect();
    questions.into_iter().zip(kept).filter_map(|(question, kept)| kept.then_some(question)).collect()
}
