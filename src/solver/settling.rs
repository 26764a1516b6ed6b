//! Settling a tier: the best whole solution, by branching of our own or by the solver's search.

use std::cmp::Ordering;

use super::branching::{Branched, Wanted, others};
use super::losses::Losses;
use super::profiles::Profiles;
use super::relaxation::{Relaxation, Relaxed};
use super::search::{Asked, Found};
use super::tightening::Tightened;
use super::{Effort, Failure, Ladder, Meaning, Part, Step};

/// When a search found nothing, the next opens half as many columns again and so many more.
const FEW_MORE: usize = 100;

/// The solver's own search is quicker than branching while no more columns than this are open.
const MOST_SEARCHED: usize = 4_000;

/// After so many searches in vain a target that may not be reached is looked at first.
const MOST_IN_VAIN: usize = 3;

/// When so many times the width is more than what is known to be needed, the next search looks at all of that.
const LEAP: f64 = 2.0;

/// A width beyond this share of the tier's value is no longer held to.
const MOST_WIDTH: f64 = 0.5;

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
        if self.effort == Effort::Near && self.is_about_flows(tier) {
            return self.settle_near(tier);
        }
        if self.settled == tier && self.best.is_some() && self.has_open_applicants() && self.is_about_flows(tier) {
            return self.settle_by_applicants(tier);
        }
        if !self.has_open_applicants()
            && let Some((_, mut relaxation)) = self.tight.take().filter(|(of, _)| *of == tier)
        {
            let wanted = Wanted { least: self.known(tier), enough: self.enough(tier), ..Wanted::default() };
            match self.branch(tier, &mut relaxation, &wanted, &mut Losses::default()) {
                Branched::Optimum(best) => return Ok(self.settle_at(tier, best.values)),
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
        let mut losses = Losses::default();
        let mut tight = self.tight.take().filter(|(of, _)| *of == tier).map(|(_, relaxation)| relaxation);
        let step = &self.steps[tier];
        let own = i64::from(!self.wants_every_set(tier));
        let enough = self.known(tier).map(|known| (step.top() - (known + own) as f64).max(0.0));
        let floor = self.floors.get(tier).filter(|_| self.settled == tier).map(|floor| step.top() - *floor as f64);
        let to_floor = floor.filter(|floor| enough.is_none_or(|enough| *floor < enough)).map(|floor| floor.max(0.0));
        let enough = to_floor.or(enough);
        let good_enough = self.enough(tier).map(|enough| enough.min(step.bound()));
        let mut width = Some(step.top() - good_enough.unwrap_or(step.bound()) as f64);
        let mut in_vain = 0;
        loop {
            if enough.is_some_and(|enough| width.is_none_or(|width| width * LEAP > enough)) {
                width = enough;
            }
            if tight.is_none() && self.effort == Effort::Near {
                return self.settle_near(tier);
            }
            let Some(found) = self.look(tier, width, &mut tight, &mut losses)? else { continue };
            match found {
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
                Found::Nothing => {
                    in_vain += 1;
                    // Perhaps no solution reaches what the tiers before only aim at: that is found out sooner.
                    if self.settled < tier && in_vain == MOST_IN_VAIN {
                        return self.step_back(tier);
                    }
                    width = self.wider(tier, width);
                }
            }
        }
    }

    /// Searches by branching while that comes to an end, after that by the solver's search. `None`: branching came to no end, and
    /// a solution near the optimum will do.
    fn look(
        &mut self,
        tier: usize,
        width: Option<f64>,
        tight: &mut Option<Relaxation<'_>>,
        losses: &mut Losses,
    ) -> Result<Option<Found>, Failure> {
        if let Some(relaxation) = tight {
            let known = self.best.as_deref().filter(|_| self.settled == tier);
            let (least, enough) = (self.known(tier), self.enough(tier));
            let wanted = if self.wants_every_set(tier) {
                Wanted { width, least: least.map(|least| least - 1), enough, every_set: true, known }
            } else {
                Wanted { width, least, enough, ..Wanted::default() }
            };
            match self.branch(tier, relaxation, &wanted, losses) {
                Branched::Optimum(best) => {
                    self.sets = best.sets;
                    return Ok(Some(Found::Optimum(best.values)));
                }
                Branched::Nothing => return Ok(Some(Found::Nothing)),
                Branched::Stopped(values) => return Ok(Some(Found::Stopped(values))),
                Branched::GaveUp(values) => {
                    *tight = None;
                    self.keep_if_better(tier, values);
                    if self.effort == Effort::Near {
                        return Ok(None);
                    }
                }
            }
        }
        self.search(tier, &Asked { width, ..Asked::default() }).map(Some)
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
        let is_flow = |column: usize| matches!(self.part.columns.meaning(column), Meaning::Flow { .. });
        self.part.columns.all_worth(tier).enumerate().any(|(column, worth)| worth != 0 && is_flow(column))
    }

    pub(super) fn has_open_applicants(&self) -> bool {
        let is_take = |column: usize| matches!(self.part.columns.meaning(column), Meaning::Take { .. });
        self.part.columns.all_bounds().enumerate().any(|(column, (lower, upper))| lower < upper && is_take(column))
    }

    /// Whether every set of applicants that does as well in a tier is to be found: where the next tier is the first that looks at
    /// more than who is placed.
    pub(super) fn wants_every_set(&self, tier: usize) -> bool {
        let is_take = |column: usize| matches!(self.part.columns.meaning(column), Meaning::Take { .. });
        tier + 1 < self.tiers
            && self.effort == Effort::Proven
            && self.is_about_flows(tier + 1)
            && self.has_open_applicants()
            && self.part.columns.all_worth(tier).enumerate().all(|(column, worth)| worth == 0 || is_take(column))
    }

    /// Where all sets of applicants are known that do as well in the tiers before: finds the best that can be done for one of
    /// them in the tiers that are left. `false`: time ran out.
    pub(super) fn settle_sets(&mut self, tier: usize, sets: Vec<Vec<i64>>) -> Result<bool, Failure> {
        if sets.is_empty() || self.settled < tier {
            return Ok(true);
        }
        let rank = |values: &Vec<i64>| (tier..self.tiers).map(|t| self.part.worth(t, values)).collect::<Vec<i64>>();
        let mut is_done = true;
        let mut found: Vec<(Vec<i64>, Vec<i64>)> = Vec::new();
        for set in sets {
            let (values, is_best) = self.best_of_placed(&self.part.placing(&set), tier, set)?;
            is_done &= is_best;
            found.push((rank(&values), values));
        }
        let before_last = |rank: &[i64]| rank[..rank.len() - 1].to_vec();
        let Some((highest, best)) = found.iter().max_by(|one, other| one.0.cmp(&other.0)).cloned() else {
            return Ok(true);
        };
        let as_good = found.iter().filter(|(rank, _)| before_last(rank) == before_last(&highest)).count();
        self.best = Some(best);
        self.decided = is_done;
        self.alone = is_done && as_good == 1;
        Ok(is_done)
    }

    /// Settles a tier about flows in two steps: the best that can be done for the applicants placed now, in
    /// all tiers that are left; then, whether anyone else could be placed that does as well in this one. Mostly
    /// the tiers before leave nobody else, and then all is settled.
    fn settle_by_applicants(&mut self, tier: usize) -> Result<bool, Failure> {
        loop {
            let Some(placed) = &self.best else {
                return Err(Failure { tier, what: "there is no solution to go on from".to_owned() });
            };
            let part = self.part.placing(placed);
            let (found, is_done) = self.best_of_placed(&part, tier, placed.clone())?;
            let value = self.part.worth(tier, &found);
            self.best = Some(found.clone());
            if !is_done {
                return Ok(false);
            }
            match self.look_for_others(tier, value, &found)? {
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
                    (self.alone, self.decided) = (true, true);
                    self.keep(tier, value);
                    return Ok(true);
                }
            }
        }
    }

    /// The best solution of a part with all applicants settled, from one that keeps the tiers before, and whether time
    /// was enough.
    fn best_of_placed(&self, part: &Part, tier: usize, known: Vec<i64>) -> Result<(Vec<i64>, bool), Failure> {
        let profiles = Profiles::of(part);
        let step = |before: usize| Step {
            target: self.steps[before].target,
            branched: false,
            near: false,
            relaxed: Relaxed::nothing(part, before),
            tightened: None,
        };
        let mut ladder = Ladder {
            steps: (0..tier).map(step).collect(),
            settled: tier,
            best: Some(known),
            hopeful: false,
            ..Ladder::new(part, &profiles, self.tiers, self.deadline)
        };
        let mut goes_on = true;
        while goes_on && ladder.settled < ladder.tiers {
            goes_on = !ladder.is_late() && ladder.climb()?;
        }
        let is_done = ladder.settled == ladder.tiers;
        ladder
            .best
            .map(|best| (best, is_done))
            .ok_or_else(|| Failure { tier, what: "a known solution was lost".to_owned() })
    }

    /// The best solution that places others than a known one and is worth no less.
    fn look_for_others(&mut self, tier: usize, value: i64, known: &[i64]) -> Result<Found, Failure> {
        let width = (self.steps[tier].top() - value as f64).max(0.0);
        let open = self.staying(tier, Some(width)).iter().filter(|stays| stays.is_none()).count();
        let tight = self.tight.take().filter(|(of, _)| *of == tier && open > MOST_SEARCHED);
        if let Some((_, mut relaxation)) = tight {
            relaxation.cut_off([others(self.part, known)]);
            let wanted = Wanted { width: Some(width), least: Some(value - 1), ..Wanted::default() };
            match self.branch(tier, &mut relaxation, &wanted, &mut Losses::default()) {
                Branched::Optimum(best) => return Ok(Found::Optimum(best.values)),
                Branched::Nothing => return Ok(Found::Nothing),
                Branched::Stopped(values) => return Ok(Found::Stopped(values)),
                Branched::GaveUp(_) => {}
            }
        }
        self.search(tier, &Asked { width: Some(width), least: Some(value), not_as: Some(known), ..Asked::default() })
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
        let step = &self.steps[tier];
        let most = width * 1.5 + ((step.relaxed.objective - step.top()) / 8.0).max(1.0);
        match closed.get(open / 2 + FEW_MORE) {
            Some(wider) => Some(wider.max(width + 1.0).min(most)),
            None => (most < MOST_WIDTH * (step.relaxed.objective.abs() + 1.0)).then_some(most),
        }
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
