//! How an optimum compares with values of the goals, without finding it: bounds answer where they can, and so does a solution that
//! is known. And where it first falls short of values that it cannot exceed.

use std::cmp::Ordering;

use super::profiles::Profiles;
use super::{Failure, Ladder, Task};
use crate::program::Part;

/// How the optimum of a part compares with these values of its first tiers (as maxima), goal after goal: no more
/// is solved than that takes, and nothing where the solution to begin from is better. `None`: time ran out.
///
/// # Errors
/// As [`solve`](super::solve).
pub fn compare(
    part: &Part,
    task: Task<'_>,
    start: Option<&[i64]>,
    floors: &[i64],
) -> Result<Option<Ordering>, Failure> {
    let Task { tiers, deadline, .. } = task;
    let profiles = Profiles::of(part);
    let mut ladder = Ladder::new(part, &profiles, tiers, deadline);
    ladder.begin_from(start);
    ladder.floors = floors.to_vec();
    if ladder.best.as_ref().is_some_and(|best| *ladder.rank(best) > *floors) {
        return Ok(Some(Ordering::Greater));
    }
    while ladder.verdict.is_none() && ladder.settled < tiers && !ladder.is_late() {
        if !ladder.climb()? {
            break;
        }
        ladder.judge();
    }
    Ok(ladder.verdict)
}

/// The first tier in which the optimum of a part is worth less than these values (as maxima), which nothing exceeds goal after
/// goal, with what it is worth there; no more is solved than that takes. `None`: time ran out.
///
/// # Errors
/// As [`solve`](super::solve).
pub fn first_loss(
    part: &Part,
    task: Task<'_>,
    start: Option<&[i64]>,
    most: &[i64],
) -> Result<Option<Option<(usize, i64)>>, Failure> {
    let Task { tiers, deadline, .. } = task;
    let profiles = Profiles::of(part);
    let mut ladder = Ladder::new(part, &profiles, tiers, deadline);
    ladder.begin_from(start);
    if ladder.best.as_ref().is_some_and(|best| ladder.rank(best) == most) {
        return Ok(Some(None));
    }
    loop {
        let settled = ladder.steps[..ladder.settled].iter().map(|step| step.target);
        if let Some((tier, value)) = settled.enumerate().find(|(tier, value)| *value != most[*tier]) {
            return Ok(Some(Some((tier, value))));
        }
        if ladder.settled >= tiers {
            return Ok(Some(None));
        }
        if ladder.is_late() || !ladder.climb()? {
            return Ok(None);
        }
    }
}

impl Ladder<'_> {
    /// Compares the tiers that are settled with the floors.
    fn judge(&mut self) {
        let settled = self.steps[..self.settled].iter().zip(&self.floors);
        let order = settled.map(|(step, floor)| step.target.cmp(floor)).find(|order| order.is_ne());
        let all = self.settled >= self.floors.len();
        self.verdict = self.verdict.or(order).or(all.then_some(Ordering::Equal));
    }

    /// The floor of a tier, where the tiers before it can be at theirs at most.
    pub(super) fn floor(&self, tier: usize) -> Option<i64> {
        let before = self.steps[..tier].iter().zip(&self.floors).all(|(step, floor)| step.target == *floor);
        self.floors.get(tier).copied().filter(|_| before)
    }

    /// Whether a bound of a tier need not be any lower: where no solution is better than the one known, or than what the optimum
    /// is compared with.
    pub(super) fn is_low_enough(&self, tier: usize, bound: i64) -> bool {
        let floor = self.floor(tier).map(|floor| if self.may_be_left_open(tier) { floor } else { floor - 1 });
        self.known(tier) == Some(bound) || floor.is_some_and(|floor| bound <= floor)
    }

    /// With so much in a tier a solution is better than what the optimum is compared with.
    pub(super) fn enough(&self, tier: usize) -> Option<i64> {
        self.floor(tier).map(|floor| floor + 1)
    }
}
