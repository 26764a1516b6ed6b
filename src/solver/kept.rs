//! What is known of a part once its tiers are solved, for questions about all that is as good.
//!
//! A question replaces the last tier, the lottery: among the solutions that are as good in all tiers before
//! it, the best for another worth is looked for. What was found on the way, the relaxations of the tiers with
//! the cuts, serves again.

use super::cuts::Line;
use super::profiles::Profiles;
use super::{Deadline, Failure, Ladder, Step};
use crate::program::Part;

/// What is known of a solved part.
pub struct Kept<'a> {
    /// The tiers but the last.
    pub(super) steps: Vec<Step>,
    tiers: usize,
    deadline: Deadline<'a>,
    hopeful: bool,
    /// Whether nothing that places others is as good in all tiers but the last.
    pub(super) alone: bool,
    /// The best solution.
    pub(super) best: Vec<i64>,
    dominated: Vec<bool>,
    most_placed: i64,
    lines: Vec<Line>,
    links: Vec<Line>,
    cuts: Vec<(usize, Line)>,
}

impl<'a> Kept<'a> {
    /// What a ladder knows that has reached the top; nothing before that.
    pub(super) fn of(mut ladder: Ladder<'_>, deadline: Deadline<'a>) -> Option<Self> {
        let best = ladder.best.take().filter(|_| ladder.settled == ladder.tiers)?;
        let last = ladder.tiers.checked_sub(1)?;
        ladder.steps.truncate(last);
        ladder.cuts.retain(|(tier, _)| *tier <= last);
        Some(Self {
            steps: ladder.steps,
            tiers: ladder.tiers,
            deadline,
            hopeful: ladder.hopeful,
            alone: ladder.alone,
            best,
            dominated: ladder.dominated,
            most_placed: ladder.most_placed,
            lines: ladder.lines,
            links: ladder.links,
            cuts: ladder.cuts,
        })
    }

    /// Among the solutions of a part that are as good in all tiers but the last, the best for another worth of
    /// its columns in the last. `None`: time ran out.
    ///
    /// # Errors
    /// When the solver gives answers that do not survive the exact check.
    pub fn ask(&mut self, part: &Part, worth: impl Fn(usize) -> i64) -> Result<Option<Vec<i64>>, Failure> {
        let last = self.tiers - 1;
        let mut part = if self.alone { part.placing(&self.best) } else { part.clone() };
        part.columns.set_worth(last, worth);
        let profiles = Profiles::of(&part);
        let mut ladder = self.ladder(&part, &profiles);
        let mut ended = Ok(true);
        while ladder.settled < ladder.tiers && ended == Ok(true) {
            ended = if ladder.is_late() { Ok(false) } else { ladder.climb() };
        }
        let found = ladder.best.take();
        self.steps = ladder.steps;
        self.steps.truncate(last);
        ended.map(|done| found.filter(|_| done))
    }

    /// For each column of a part whether it may be above 0 in a solution that is as good in all tiers but the last: `false` is
    /// sure, from the prices; `true` has to be asked.
    pub fn may_be_used(&mut self, part: &Part) -> Vec<bool> {
        let profiles = Profiles::of(part);
        let ladder = self.ladder(part, &profiles);
        let stays = ladder.staying_as_good();
        self.steps = ladder.steps;
        stays.into_iter().map(|stays| stays != Some(0)).collect()
    }

    /// On the last step, with what is known; it borrows the steps.
    pub(super) fn ladder<'b>(&mut self, part: &'b Part, profiles: &'b Profiles) -> Ladder<'b>
    where
        'a: 'b,
    {
        Ladder {
            steps: std::mem::take(&mut self.steps),
            settled: self.tiers - 1,
            best: Some(self.best.clone()),
            hopeful: self.hopeful,
            dominated: self.dominated.clone(),
            most_placed: self.most_placed,
            lines: self.lines.clone(),
            links: self.links.clone(),
            cuts: self.cuts.clone(),
            ..Ladder::new(part, profiles, self.tiers, self.deadline)
        }
    }
}
