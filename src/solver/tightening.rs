//! The relaxation, tightened by cuts until its solution is whole or cuts no longer help.

use super::cuts::{LEAST_DEPTH, Line, Point, cuts_at, depth, lines_of, links_of, tier_at};
use super::relaxation::{Answer, Relaxation, Relaxed};
use super::{Failure, Ladder};

/// How often cuts are added in one tier.
const MOST_ROUNDS: usize = 12;

/// After so many rounds that each moved the bound by less than [`LEAST_SHARE`] of all it has moved, they stop.
const ROUNDS_IN_VAIN: usize = 3;

const LEAST_SHARE: f64 = 0.02;

/// How tightening a tier ended.
pub(super) enum Tightened {
    /// With a whole solution.
    Whole(Vec<i64>),
    /// With a bound, and values that are not whole.
    Fractional,
    /// No solution keeps the tiers before at their targets.
    Nothing,
    /// Time ran out.
    Stopped,
}

/// Counts the rounds of a tier.
struct Rounds {
    first: f64,
    last: f64,
    done: usize,
    in_vain: usize,
}

impl Rounds {
    /// Whether another round is of use, now that the relaxation stands at `objective`.
    fn go_on(&mut self, objective: f64) -> bool {
        let is_little = self.last - objective <= LEAST_SHARE * (self.first - objective);
        self.in_vain = if is_little { self.in_vain + 1 } else { 0 };
        self.last = objective;
        self.done += 1;
        self.done <= MOST_ROUNDS && self.in_vain < ROUNDS_IN_VAIN
    }
}

impl Ladder<'_> {
    /// Cuts off solutions of the relaxation that are not whole, round after round, and keeps what was found
    /// with the tier's step.
    pub(super) fn tighten(&mut self, tier: usize) -> Result<Tightened, Failure> {
        self.find_dominated();
        if self.lines.is_empty() {
            (self.lines, self.links) = (lines_of(self.part), links_of(self.part));
        }
        // Only what is at least as good as the solution known is of interest.
        let width = self.known(tier).map(|known| (self.steps[tier].top() - known as f64).max(0.0));
        let stays = self.staying(tier, width);
        let columns = self.part.columns.all_bounds().zip(&stays);
        let bounds: Vec<(i64, i64)> =
            columns.map(|(bounds, stays)| stays.map_or(bounds, |value| (value, value))).collect();
        let targets: Vec<i64> = self.steps[..tier].iter().map(|step| step.target).collect();
        let tiers = targets.iter().enumerate().map(|(tier, target)| tier_at(self.part, tier, *target));
        let of_rows = self.lines.iter().map(|line| line.without_fixed(&bounds));
        let lines = of_rows.chain(tiers.map(|line| line.without_fixed(&bounds)));
        let lines: Vec<Line> = lines.filter(|line| !line.entries.is_empty()).collect();
        let known = self.best.as_deref();
        let mut relaxation = Relaxation::tightened(self.part, self.profiles, tier + 1, bounds.clone(), known);
        if let Some(other) = &self.warm {
            relaxation.enter_as_in(other);
        }
        relaxation.cut_off(self.cuts.iter().map(|(_, line)| line.clone()));
        let first = self.steps[tier].relaxed.objective;
        let mut rounds = Rounds { first, last: first, done: 0, in_vain: 0 };
        loop {
            let relaxed = match relaxation.solve(&targets, self.seconds_left()) {
                Ok(Answer::Optimum(relaxed)) => relaxed,
                // The best solution does keep them: the solver has lost its way among the cuts.
                Ok(Answer::Nothing) if self.known(tier).is_some() => {
                    self.cuts.clear();
                    return Ok(Tightened::Fractional);
                }
                Ok(Answer::Nothing) => return Ok(Tightened::Nothing),
                Ok(Answer::Stopped) => return Ok(Tightened::Stopped),
                // The cuts were too much for the solver; without them nothing is lost but time.
                Err(_) => return Ok(Tightened::Fractional),
            };
            let whole = self.whole(&relaxed.values, tier);
            let may_go_on = whole.is_none() && !self.is_low_enough(tier, relaxed.bound) && !self.is_late();
            let cuts = if may_go_on { self.next_cuts(&mut rounds, &relaxed, &bounds, &lines) } else { Vec::new() };
            if cuts.is_empty() {
                self.cuts.retain(|(_, cut)| cut.is_met(&relaxed.values));
                self.steps[tier].tightened = Some(relaxed);
                self.tight = Some((tier, relaxation));
                return Ok(whole.map_or(Tightened::Fractional, Tightened::Whole));
            }
            relaxation.cut_off(cuts.iter().cloned());
            self.cuts.extend(cuts.into_iter().map(|cut| (tier, cut)));
        }
    }

    /// The links that the values break; where they break none, the cuts of the next round.
    fn next_cuts(&self, rounds: &mut Rounds, relaxed: &Relaxed, bounds: &[(i64, i64)], lines: &[Line]) -> Vec<Line> {
        let is_broken = |link: &&Line| depth(link, &relaxed.values) > LEAST_DEPTH;
        let mut found: Vec<Line> = self.links.iter().filter(is_broken).cloned().collect();
        if !rounds.go_on(relaxed.objective) {
            return found;
        }
        let point = Point { values: &relaxed.values, bounds };
        let cuts = self.cuts.iter().map(|(_, cut)| cut);
        let lines: Vec<&Line> = lines.iter().chain(cuts).collect();
        found.extend(cuts_at(&point, &lines));
        found
    }
}
