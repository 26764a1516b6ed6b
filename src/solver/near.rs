//! Settling a tier near its optimum: a whole solution in the neighbourhood of the relaxation, without a proof that none
//! is better.

use super::search::{Asked, Fixed, Found};
use super::{Failure, Ladder};

/// How far below the relaxation a solution may be and still be near: so much of the tier's value.
const NEAR: f64 = 0.002;

/// And so much, however small the value is.
const NEAR_AT_LEAST: f64 = 2.0;

/// The neighbourhoods, one after the other: what stays as the relaxation has it, and how many times as far below it a
/// solution may be.
const NEIGHBOURHOODS: [(Fixed, f64); 5] =
    [(Fixed::Whole, 1.0), (Fixed::Used, 1.0), (Fixed::Whole, 4.0), (Fixed::Used, 8.0), (Fixed::Nothing, 8.0)];

impl Ladder<'_> {
    /// Settles a tier with the first whole solution that is near the relaxation, else with the best that is known or
    /// that filling up comes to; where there is none, the tier before it is settled instead.
    pub(super) fn settle_near(&mut self, tier: usize) -> Result<bool, Failure> {
        let found = self.near(tier)?;
        let known = self.best.as_ref().filter(|_| self.settled == tier);
        let start = found.as_ref().or(known);
        let filled = if start.is_some() || tier == 0 { self.part.filled_up(start.map(Vec::as_slice)) } else { None };
        let keeps = |values: &Vec<i64>| {
            self.steps[..tier].iter().enumerate().all(|(before, step)| self.part.worth(before, values) >= step.target)
        };
        let all = [filled, known.cloned(), found].into_iter().flatten().filter(keeps);
        let Some(best) = all.max_by_key(|values| self.part.worth(tier, values)) else { return self.step_back(tier) };
        self.steps[tier].near = true;
        Ok(self.settle_at(tier, best))
    }

    /// The first whole solution that is near the relaxation, better than what is known.
    fn near(&self, tier: usize) -> Result<Option<Vec<i64>>, Failure> {
        let step = &self.steps[tier];
        let below = step.top() - step.bound() as f64;
        let slack = (NEAR * step.top().abs()).max(NEAR_AT_LEAST);
        for (fixed, times) in NEIGHBOURHOODS {
            let asked = Asked { width: Some(below + times * slack), fixed, slack, ..Asked::default() };
            if let Found::Optimum(values) | Found::Stopped(Some(values)) = self.search(tier, &asked)? {
                return Ok(Some(values));
            }
        }
        Ok(None)
    }
}
