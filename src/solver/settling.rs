//! Settling a tier: the best whole solution, by branching of our own or by the solver's search.

use std::cmp::Ordering;

use super::branching::Branched;
use super::search::{Asked, Found};
use super::tightening::Tightened;
use super::{Effort, Ending, Failure, Ladder, Meaning, Solved, Task, solve};

/// When a search found nothing, the next opens half as many columns again and so many more.
const FEW_MORE: usize = 100;

impl Ladder<'_> {
    /// Finds the best whole solution of a tier, with all tiers before it at their targets; where there
    /// is none, settles the tier before it instead and forgets what came after. `false`: time ran out.
    pub(super) fn settle(&mut self, tier: usize) -> Result<bool, Failure> {
        if !matches!(&self.tight, Some((of, _)) if *of == tier) {
            match self.tighten(tier)? {
                Tightened::Nothing => return self.step_back(tier),
                Tightened::Stopped => return Ok(false),
                Tightened::Whole(_) | Tightened::Fractional => {}
            }
        }
        if self.effort == Effort::Near {
            return self.settle_near(tier);
        }
        if self.has_open_applicants() {
            if self.settled == tier && self.is_about_flows(tier) {
                return self.settle_by_applicants(tier);
            }
        } else if let Some((_, mut relaxation)) = self.tight.take() {
            match self.branch(tier, &mut relaxation, self.known(tier)) {
                Branched::Optimum(values) => return Ok(self.settle_at(tier, values)),
                Branched::Nothing => return self.settle_as_known(tier),
                Branched::GaveUp(values) => self.keep_if_better(tier, values),
                Branched::Stopped(values) => {
                    self.keep_if_better(tier, values);
                    return Ok(false);
                }
            }
        }
        self.settle_by_search(tier)
    }

    /// Settles a tier by searching. Only solutions at most `width` below the relaxation are searched, which leaves
    /// few columns open; the width grows until there is one, or until nothing above the one known is left.
    fn settle_by_search(&mut self, tier: usize) -> Result<bool, Failure> {
        let step = &self.steps[tier];
        let enough = self.known(tier).map(|known| (step.top() - (known + 1) as f64).max(0.0));
        let floor = self.floors.get(tier).filter(|_| self.settled == tier).map(|floor| step.top() - *floor as f64);
        let to_floor = floor.filter(|floor| enough.is_none_or(|enough| *floor < enough)).map(|floor| floor.max(0.0));
        let enough = to_floor.or(enough);
        let mut width = Some(step.top() - step.bound() as f64);
        loop {
            if enough.is_some_and(|enough| width.is_none_or(|width| width > enough)) {
                width = enough;
            }
            match self.search(tier, &Asked { width, ..Asked::default() })? {
                Found::Optimum(values) => return Ok(self.settle_at(tier, values)),
                Found::Stopped(values) => {
                    self.keep_if_better(tier, values);
                    return Ok(false);
                }
                Found::Nothing if width == enough && to_floor.is_some() => {
                    self.verdict = Some(Ordering::Less);
                    return Ok(false);
                }
                Found::Nothing if width.is_none() || width == enough => return self.settle_as_known(tier),
                Found::Nothing => width = self.wider(tier, width),
            }
        }
    }

    /// These values are the best of the tier.
    pub(super) fn settle_at(&mut self, tier: usize, values: Vec<i64>) -> bool {
        self.keep(tier, self.part.worth(tier, &values));
        self.best = Some(values);
        true
    }

    /// Nothing is better than what is known; where nothing is, the tier before is settled instead.
    fn settle_as_known(&mut self, tier: usize) -> Result<bool, Failure> {
        match self.known(tier) {
            Some(known) => {
                self.keep(tier, known);
                Ok(true)
            }
            None => self.step_back(tier),
        }
    }

    /// What the best solution is worth in a tier, with the tiers before it settled.
    pub(super) fn known(&self, tier: usize) -> Option<i64> {
        self.best.as_deref().filter(|_| self.settled == tier).map(|best| self.part.worth(tier, best))
    }

    /// No whole solution keeps the targets before a tier: settles the tier before it instead.
    pub(super) fn step_back(&mut self, tier: usize) -> Result<bool, Failure> {
        if tier <= self.settled {
            return Err(Failure { tier, what: "no whole solution keeps the tiers before it".to_owned() });
        }
        self.steps.truncate(tier);
        self.cuts.retain(|(cut_in, _)| *cut_in < tier);
        self.hopeful = false;
        self.settle(tier - 1)
    }

    /// Whether the best solution reaches the bound of a tier, with the tiers before it settled.
    pub(super) fn is_known(&self, tier: usize) -> bool {
        self.known(tier) == Some(self.steps[tier].bound())
    }

    /// Whether a tier looks at which dwelling an applicant has, and not only at whether it has one.
    fn is_about_flows(&self, tier: usize) -> bool {
        let is_flow = |column: &crate::program::Column| matches!(column.meaning, Meaning::Flow { .. });
        self.part.columns.iter().any(|column| is_flow(column) && column.worth[tier] != 0)
    }

    fn has_open_applicants(&self) -> bool {
        let is_open = |column: &crate::program::Column| column.lower < column.upper;
        self.part.columns.iter().any(|column| matches!(column.meaning, Meaning::Take { .. }) && is_open(column))
    }

    /// Settles a tier about flows in two steps: the best that can be done for the applicants placed now, in
    /// all tiers that are left; then, whether anyone else could be placed that does as well in this one. Mostly
    /// the tiers before leave nobody else, and then all is settled.
    fn settle_by_applicants(&mut self, tier: usize) -> Result<bool, Failure> {
        loop {
            let Some(placed) = &self.best else {
                return Err(Failure { tier, what: "there is no solution to go on from".to_owned() });
            };
            let task = Task { tiers: self.tiers, deadline: self.deadline, certainty: false, effort: Effort::Proven };
            let Solved { values: found, tiers, .. } = solve(&self.part.placing(placed), task, &|_| {})?;
            let value = self.part.worth(tier, &found);
            self.best = Some(found.clone());
            if tiers.iter().any(|tier| tier.ending == Ending::Stopped) {
                return Ok(false);
            }
            let asked = Asked { least: Some(value), not_as: Some(&found), ..Asked::default() };
            match self.search(tier, &asked)? {
                Found::Optimum(others) if self.part.worth(tier, &others) > value => self.best = Some(others),
                Found::Optimum(_) => {
                    self.keep(tier, value);
                    return Ok(true);
                }
                Found::Stopped(values) => {
                    self.keep_if_better(tier, values);
                    return Ok(false);
                }
                Found::Nothing => {
                    self.alone = true;
                    self.keep(tier, value);
                    return Ok(true);
                }
            }
        }
    }

    /// The next width to search, which opens about half as many columns again; `None`, without bound, when that
    /// opens all that no bound does.
    fn wider(&self, tier: usize, width: Option<f64>) -> Option<f64> {
        let width = width?;
        let (all, now) = (self.staying(tier, None), self.staying(tier, Some(width)));
        let own = |column: usize| match all[column] {
            Some(_) => f64::INFINITY,
            None => self.steps[tier].least_width(column),
        };
        let mut least: Vec<f64> = (0..all.len()).map(own).collect();
        for profile in &self.profiles.list {
            let of_takes = profile.takes.clone().map(|take| least[take]).fold(f64::INFINITY, f64::min);
            profile.flows.clone().for_each(|flow| least[flow] = least[flow].max(of_takes));
        }
        let open = now.iter().filter(|stays| stays.is_none()).count();
        let closed = least.into_iter().zip(&now).filter(|(least, stays)| stays.is_some() && least.is_finite());
        let mut closed: Vec<f64> = closed.map(|(least, _)| least).collect();
        closed.sort_by(f64::total_cmp);
        let wider = closed.get(open / 2 + FEW_MORE)?;
        Some(wider.max(width * 1.5 + 1.0))
    }

    /// The best solution has this value in the tier, and no whole solution has more.
    pub(super) fn keep(&mut self, tier: usize, value: i64) {
        let step = &mut self.steps[tier];
        if value != step.target {
            step.target = value;
            step.branched = true;
            self.hopeful = false;
        }
        self.settled = tier + 1;
    }

    fn keep_if_better(&mut self, tier: usize, found: Option<Vec<i64>>) {
        let rank = |values: &Vec<i64>| (0..=tier).map(|t| self.part.worth(t, values)).collect::<Vec<i64>>();
        if found.as_ref().map(rank) > self.best.as_ref().map(rank) {
            self.best = found;
        }
    }
}
