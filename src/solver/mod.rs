//! Program → solved: tier after tier on one warm HiGHS model. The only place that knows HiGHS.
//!
//! The linear relaxation gives each tier its bound and its prices. Where its solution is not whole, cuts tighten
//! a second relaxation, with the tiers before exactly at their values, until the solution is whole or cuts no
//! longer help. A tier whose tightened relaxation reaches a whole value hands that on as a target and the next
//! is looked at; otherwise the tier is settled by branching, over the few columns that the tightened
//! relaxation leaves open. A target that no whole solution reaches is lowered and its tier settled first.
//! Before the first tier that looks at dwellings every set of applicants that does as well is found; where those are few,
//! the tiers that are left are settled for each of them.
//!
//! A solver's word is checked: every solution is rounded and held against all bounds, rows and earlier
//! tiers in whole numbers before it counts, and an answer that does not survive is computed again.
//!
//! Where the number placed is the last tier, nothing is cut off at first: who is placed does not matter then, and a feasibility
//! pump mostly finds a whole solution at the bounds.

#![allow(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    reason = "the solver computes in floating point; what it returns is checked in whole numbers"
)]

mod branching;
mod certainty;
mod comparing;
mod cuts;
mod deadline;
mod drawing;
mod kept;
mod losses;
mod near;
mod profiles;
mod pumping;
mod relaxation;
mod search;
mod settling;
mod tableau;
mod tightening;
mod usable;

use std::cmp::Ordering;

pub use comparing::{compare, first_loss};
pub use deadline::{Deadline, Shares};
pub use kept::Kept;

use cuts::Line;
use profiles::Profiles;
use relaxation::{Answer, Relaxation, Relaxed};
use tightening::Tightened;

use crate::program::{Meaning, Part};

/// One part, solved.
#[derive(Debug, Clone)]
pub struct Solved {
    /// The column values of the best solution.
    pub values: Vec<i64>,
    /// The tiers, in order.
    pub tiers: Vec<SolvedTier>,
    /// For each column whether it is an applicant that every solution places which is as good in all tiers
    /// but the last. `None` where that was not asked or not found in time.
    pub certain: Option<Vec<bool>>,
}

/// How far the search for the best of a tier goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Effort {
    /// Until nothing better is left.
    #[default]
    Proven,
    /// Until nothing better is left or branching gives up; then until a whole solution is found that is near the relaxation. Goals
    /// that look at dwellings are near it at once. How long is searched does not depend on the speed of the machine,
    /// and neither does the answer.
    Near,
}

/// What is asked of the solver.
#[derive(Debug, Clone, Copy, Default)]
pub struct Task<'a> {
    /// Tiers to be optimised.
    pub tiers: usize,
    /// When to stop.
    pub deadline: Deadline<'a>,
    /// Whether the prices of every tier are wanted, to be told or to ask on from them (see [`Kept`]): where the best solution is
    /// known before all tiers have been looked at, those that are left are looked at for that alone.
    pub prices: bool,
    /// Whether to find out who is placed in every solution that is as good in all tiers but the last; from the prices.
    pub certainty: bool,
    /// How far each search goes.
    pub effort: Effort,
}

/// One tier of one part. Everything is written as a maximum.
#[derive(Debug, Clone)]
pub struct SolvedTier {
    /// The value reached.
    pub value: i64,
    /// What no solution exceeds that keeps the values of the tiers before, as far as is known; the value itself where
    /// there was no relaxation.
    pub bound: i64,
    /// How the search ended.
    pub ending: Ending,
    /// Price of each row as the relaxation has it: what one unit of room would be worth (at least 0 for
    /// a maximum, at most 0 for a minimum). Empty without a relaxation.
    pub prices: Vec<f64>,
    /// Price of each earlier tier, at least 0.
    pub earlier: Vec<f64>,
}

/// How the search of a tier ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// A whole solution reaches the bound of the relaxation.
    Relaxation,
    /// The solver branched and closed its search.
    Branched,
    /// Time ran out.
    Stopped,
}

/// The solver failed in a way that is our own fault.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("tier {tier}: {what}")]
pub struct Failure {
    /// Number of the tier.
    pub tier: usize,
    /// What happened.
    pub what: String,
}

/// Solves one part, tier after tier, until the deadline: from a solution that is known on, if one is, since what is no better
/// need not be looked for.
///
/// # Errors
/// When the solver gives answers that do not survive the exact check.
pub fn solve(
    part: &Part,
    task: Task<'_>,
    start: Option<&[i64]>,
    report: &(dyn Fn(usize) + Sync),
) -> Result<Solved, Failure> {
    solve_and_keep(part, task, start, report).map(|(solved, _)| solved)
}

/// Solves one part and keeps what is known then, where all tiers were solved and their prices are wanted.
///
/// # Errors
/// As [`solve`].
pub fn solve_and_keep<'a>(
    part: &Part,
    task: Task<'a>,
    start: Option<&[i64]>,
    report: &(dyn Fn(usize) + Sync),
) -> Result<(Solved, Option<Kept<'a>>), Failure> {
    let Task { tiers, deadline, certainty, effort, .. } = task;
    let prices = task.prices || certainty;
    let profiles = Profiles::of(part);
    let mut ladder = Ladder::new(part, &profiles, tiers, deadline);
    (ladder.effort, ladder.wants_prices) = (effort, prices);
    ladder.begin_from(start);
    let mut highest = 0;
    while ladder.settled < tiers && !ladder.is_late() {
        if !ladder.climb()? {
            break;
        }
        for tier in highest..ladder.steps.len() {
            report(tier);
        }
        highest = highest.max(ladder.steps.len());
    }
    let mut solved = ladder.finish()?;
    let mut kept = if prices { Kept::of(ladder, deadline) } else { None };
    if let Some(kept) = kept.as_mut().filter(|_| certainty) {
        solved.certain = kept.certain(part)?;
    }
    Ok((solved, kept))
}

/// The state between tiers.
struct Ladder<'a> {
    part: &'a Part,
    profiles: &'a Profiles,
    tiers: usize,
    deadline: Deadline<'a>,
    /// The tiers so far; those from `settled` on have only a target.
    steps: Vec<Step>,
    /// Tiers whose value the best solution reaches, and whose optimum that is.
    settled: usize,
    /// The best whole solution.
    best: Option<Vec<i64>>,
    warm: Option<Relaxation<'a>>,
    /// Whether targets have held so far; once one did not, every tier is settled at once.
    hopeful: bool,
    /// Applicants that no best allocation places; empty until whole numbers are asked for.
    dominated: Vec<bool>,
    /// The bound on the number placed that they were found with.
    most_placed: i64,
    /// The rows of the part as lines; empty until there is something to cut off.
    lines: Vec<Line>,
    /// What profiles of few applicants can fill of shared dwellings (see [`cuts::links_of`]).
    links: Vec<Line>,
    /// What is cut off, with the tier in which it was: it holds for solutions that keep the tiers before that
    /// at their targets.
    cuts: Vec<(usize, Line)>,
    /// The relaxation as tightened last, and of which tier.
    tight: Option<(usize, Relaxation<'a>)>,
    /// A solution for every set of applicants that does as well in the tiers settled; empty where they are not known.
    sets: Vec<Vec<i64>>,
    /// Whether the best solution is the best of all tiers.
    decided: bool,
    /// Whether nothing that places others is as good in all tiers but the last.
    alone: bool,
    /// Values of the first tiers that the optimum is compared with; none where it is wanted itself.
    floors: Vec<i64>,
    /// How it compares, once that is known.
    verdict: Option<Ordering>,
    effort: Effort,
    /// Whether the prices of all tiers are wanted, and not only the best solution.
    wants_prices: bool,
    /// Whether a whole solution at the bounds of all tiers is looked for before anything is cut off.
    pumps: bool,
}

/// One tier with its relaxation.
struct Step {
    /// The value reached, or aimed at.
    target: i64,
    branched: bool,
    /// Whether the search ended near the optimum, which may be better.
    near: bool,
    relaxed: Relaxed,
    /// The relaxation without what cuts take off, the tiers before exactly at their targets.
    tightened: Option<Relaxed>,
}

impl Step {
    /// What no whole solution exceeds.
    fn top(&self) -> f64 {
        self.tightened.as_ref().map_or(self.relaxed.objective, |tight| tight.objective.min(self.relaxed.objective))
    }

    /// How far below [`Self::top`] a solution must lie for a column to leave its bound.
    fn least_width(&self, column: usize) -> f64 {
        let top = self.top();
        let below = |relaxed: &Relaxed| relaxed.gains[column].abs() - relaxed.noise - (relaxed.objective - top);
        [Some(&self.relaxed), self.tightened.as_ref()].into_iter().flatten().map(below).fold(0.0, f64::max)
    }

    /// Whether the relaxation itself reaches a whole value.
    fn is_reached(&self) -> bool {
        (self.top() - self.bound() as f64).abs() < 1e-6 * self.top().abs().max(1.0)
    }

    /// The greatest whole value that leaves room for.
    fn bound(&self) -> i64 {
        self.tightened.as_ref().map_or(self.relaxed.bound, |tight| tight.bound.min(self.relaxed.bound))
    }
}

impl<'a> Ladder<'a> {
    /// At the foot.
    fn new(part: &'a Part, profiles: &'a Profiles, tiers: usize, deadline: Deadline<'a>) -> Self {
        Self {
            part,
            profiles,
            tiers,
            deadline,
            steps: Vec::new(),
            settled: 0,
            best: None,
            warm: None,
            hopeful: true,
            dominated: Vec::new(),
            most_placed: i64::MAX,
            lines: Vec::new(),
            links: Vec::new(),
            cuts: Vec::new(),
            tight: None,
            sets: Vec::new(),
            decided: false,
            alone: false,
            floors: Vec::new(),
            verdict: None,
            effort: Effort::Proven,
            wants_prices: false,
            pumps: tiers > 0 && part.counts_placed(tiers - 1),
        }
    }

    /// Takes a solution as the best known, where it is one.
    fn begin_from(&mut self, start: Option<&[i64]>) {
        let holds = |values: &&[i64]| values.len() == self.part.columns.len() && self.part.check(values).is_ok();
        self.best = start.filter(holds).map(<[i64]>::to_vec);
    }

    /// What a solution is worth in each tier.
    fn rank(&self, values: &[i64]) -> Vec<i64> {
        (0..self.tiers).map(|tier| self.part.worth(tier, values)).collect()
    }

    /// Whether the tiers after this one can be looked at while it only has a target.
    fn may_be_left_open(&self, tier: usize) -> bool {
        self.hopeful && tier + 1 < self.tiers && !self.wants_every_set(tier)
    }

    /// One tier further; or, where whole numbers were asked for in vain, one tier settled that stands
    /// before. `false`: time ran out.
    fn climb(&mut self) -> Result<bool, Failure> {
        let tier = self.steps.len();
        let mut sets = std::mem::take(&mut self.sets);
        if !self.wants_prices && !self.settle_sets(tier, std::mem::take(&mut sets))? {
            return Ok(false);
        }
        if self.decided && !self.wants_prices {
            self.settle_the_rest();
            return Ok(true);
        }
        let Some(relaxed) = self.relax(tier)? else { return Ok(false) };
        let whole = self.whole(&relaxed.values, tier);
        let target = relaxed.bound;
        self.steps.push(Step { target, branched: false, near: false, relaxed, tightened: None });
        if whole.is_none() && !self.settle_sets(tier, sets)? {
            return Ok(false);
        }
        if whole.is_none() && self.pumps {
            self.climb_by_pump(tier);
            return Ok(true);
        }
        let whole = match whole {
            Some(values) => Some(values),
            None if self.is_low_enough(tier, target) || self.decided => None,
            None => match self.tighten(tier)? {
                Tightened::Whole(values) => Some(values),
                Tightened::Fractional => None,
                Tightened::Nothing => return self.step_back(tier),
                Tightened::Stopped => return Ok(false),
            },
        };
        let bound = self.steps[tier].bound();
        self.steps[tier].target = bound;
        self.steps[tier].branched = bound != self.steps[tier].relaxed.bound;
        let floor = self.floor(tier);
        if floor.is_some_and(|floor| bound < floor) {
            self.verdict = Some(Ordering::Less);
            return Ok(false);
        }
        if let Some(values) = whole {
            self.settle_at(tier, values);
        } else if self.is_known(tier) {
            self.settled = tier + 1;
        } else if let Some(best) = self.best.as_ref().filter(|_| self.decided) {
            self.keep(tier, self.part.worth(tier, best));
        }
        let is_promising = floor.map_or_else(|| self.steps[tier].is_reached(), |floor| floor == bound);
        if self.settled > tier || is_promising && self.may_be_left_open(tier) {
            return Ok(true);
        }
        self.settle(tier)
    }

    /// The best solution is the best of all tiers that are left.
    fn settle_the_rest(&mut self) {
        while let Some(best) = self.best.as_ref().filter(|_| self.settled < self.tiers) {
            let tier = self.settled;
            let target = self.part.worth(tier, best);
            let relaxed = Relaxed::nothing(self.part, tier);
            self.steps.truncate(tier);
            self.steps.push(Step { target, branched: true, near: false, relaxed, tightened: None });
            self.settled = tier + 1;
        }
    }

    /// Leaves out those who stand behind too many others: how many can be placed is bounded by the tier in
    /// which every applicant is worth 1. That bound holds once the tiers before it are settled, not while they
    /// only aim at a target, which may cost more placements than their true value.
    fn find_dominated(&mut self) {
        let counts = |tier: &usize| self.part.counts_placed(*tier);
        let placed = (0..self.steps.len()).find(counts).filter(|tier| *tier <= self.settled);
        let most = placed.map_or(i64::MAX, |tier| self.steps[tier].bound());
        if self.dominated.is_empty() || most < self.most_placed {
            self.dominated = self.part.dominated(most);
            self.most_placed = most;
        }
    }

    fn is_late(&self) -> bool {
        self.deadline.is_over()
    }

    fn seconds_left(&self) -> Option<f64> {
        self.deadline.seconds_left()
    }

    /// Solves the relaxation of a tier, warm where there is a model, else from scratch. `None`: time ran
    /// out.
    fn relax(&mut self, tier: usize) -> Result<Option<Relaxed>, Failure> {
        if self.part.columns.all_worth(tier).all(|worth| worth == 0) {
            return Ok(Some(Relaxed::nothing(self.part, tier)));
        }
        let targets: Vec<i64> = self.steps.iter().map(|step| step.target).collect();
        let failure = |what| Failure { tier, what };
        let mut relaxation = self.warm.take().unwrap_or_else(|| self.prepared());
        if let Some(best) = &self.best {
            relaxation.enter_solution(best);
        }
        let answer = relaxation.solve(&targets, self.seconds_left());
        match answer.map_err(failure)? {
            Answer::Optimum(relaxed) => {
                self.warm = Some(relaxation);
                Ok(Some(relaxed))
            }
            Answer::Stopped => Ok(None),
            Answer::Nothing => Err(failure("the linear program has no solution".to_owned())),
        }
    }

    /// A relaxation that holds what the goals at the head ask for.
    fn prepared(&self) -> Relaxation<'a> {
        let mut relaxation = Relaxation::new(self.part, self.profiles, self.tiers, self.best.as_deref());
        relaxation.prepare(self.seconds_left());
        relaxation
    }

    /// Reads the solver's values as whole numbers, if they are and keep every bound, row and the targets
    /// of the tiers before.
    fn whole(&self, values: &[f64], tier: usize) -> Option<Vec<i64>> {
        let whole = relaxation::rounded(values).filter(|whole| whole.len() == self.part.columns.len())?;
        let keeps = self.part.check(&whole).is_ok()
            && self.steps[..tier].iter().enumerate().all(|(t, step)| self.part.worth(t, &whole) >= step.target);
        keeps.then_some(whole)
    }

    /// What is known when the tiers are done or time is out: the best solution, filled up where the
    /// search did not end, with every tier's value and the prices that were found.
    fn finish(&mut self) -> Result<Solved, Failure> {
        if self.settled < self.tiers {
            let filled = self.part.filled_up(self.best.as_deref());
            let rank = |values: &Vec<i64>| self.rank(values);
            if filled.as_ref().map(rank) > self.best.as_ref().map(rank) {
                self.best = filled;
            }
        }
        let Some(values) = self.best.clone() else {
            return Err(Failure { tier: 0, what: "the fixed pairs do not keep the rows by themselves".to_owned() });
        };
        let mut steps = self.steps.iter();
        let mut reached_before = true;
        let tiers = (0..self.tiers).map(|tier| {
            let value = self.part.worth(tier, &values);
            let step = steps.next().filter(|_| reached_before);
            let ending = match &step {
                Some(step) if value == step.relaxed.bound => Ending::Relaxation,
                Some(step) if step.near && value < step.bound() => Ending::Stopped,
                Some(step) if tier < self.settled && step.branched => Ending::Branched,
                _ => Ending::Stopped,
            };
            let bound = step.as_ref().map_or(value, |step| if step.near { step.bound() } else { value });
            reached_before &= step.as_ref().is_some_and(|step| step.target == value);
            let prices_of = |step: &Step| (step.relaxed.prices.clone(), step.relaxed.earlier.clone());
            let (prices, earlier) = step.map(prices_of).unwrap_or_default();
            SolvedTier { value, bound, ending, prices, earlier }
        });
        let tiers = tiers.collect();
        Ok(Solved { values, tiers, certain: None })
    }
}
