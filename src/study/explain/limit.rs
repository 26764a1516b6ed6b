//! What a limit costs: the optimum with a little more and a little less of it.

use rayon::prelude::*;

use super::{Base, Effect};
use crate::domain::{Limit, Round};
use crate::pipeline::Request;
use crate::solver::Failure;

/// So many units more and less are looked at.
const UNITS: [i64; 4] = [-5, -1, 1, 5];

/// Which bound of a limit is moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// Its maximum.
    Maximum,
    /// Its minimum, where it has no maximum.
    Minimum,
}

/// A limit, and what moving it does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AboutLimit {
    /// The limit (index).
    pub limit: usize,
    /// The bound that is moved.
    pub bound: Bound,
    /// Its value, in counting units.
    pub value: i64,
    /// What the limit costs: the optimum with the bound lifted altogether.
    pub lifted: Effect,
    /// The optimum for each bound that was looked at, ascending.
    pub steps: Vec<Step>,
}

/// The optimum with a bound moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The bound, in counting units.
    pub value: i64,
    /// What that means; the applicant in question is nobody.
    pub effect: Effect,
}

/// Finds out what a limit costs. Nothing where it has neither maximum nor minimum.
///
/// # Errors
/// When the solver fails in a way that is not the user's doing.
pub fn about_limit(base: &Base, limit: usize, request: &Request<'_>) -> Result<Option<AboutLimit>, Failure> {
    let stated = &base.case.round.limits.limits[limit];
    let (bound, value) = match (stated.max, stated.min) {
        (Some(max), _) => (Bound::Maximum, max),
        (None, Some(min)) => (Bound::Minimum, min),
        (None, None) => return Ok(None),
    };
    let mut values: Vec<i64> = UNITS.iter().map(|units| (value + units * stated.counts.unit()).max(0)).collect();
    values.dedup();
    values.retain(|moved| *moved != value);
    let quiet = Request { progress: None, ..*request };
    let lifted = || base.effect_of(|round| *bound_of(&mut round.limits.limits[limit], bound) = None, &quiet);
    let step = |value: &i64| -> Result<Option<Step>, Failure> {
        let moved = base.effect_of(|round| *bound_of(&mut round.limits.limits[limit], bound) = Some(*value), &quiet)?;
        Ok(moved.map(|effect| Step { value: *value, effect })) // nothing: fixed pairs need more than that
    };
    let (lifted, steps) =
        rayon::join(lifted, || values.par_iter().map(step).collect::<Result<Vec<Option<Step>>, Failure>>());
    let steps = steps?.into_iter().flatten().collect();
    Ok(lifted?.map(|lifted| AboutLimit { limit, bound, value, lifted, steps }))
}

fn bound_of(limit: &mut Limit, bound: Bound) -> &mut Option<i64> {
    match bound {
        Bound::Maximum => &mut limit.max,
        Bound::Minimum => &mut limit.min,
    }
}

impl Base {
    /// What a change of the limits means for everyone. Nothing where decisions stand in its way.
    fn effect_of(&self, change: impl FnOnce(&mut Round), request: &Request<'_>) -> Result<Option<Effect>, Failure> {
        let Ok(case) = self.case.changed(change) else { return Ok(None) };
        let answer = self.answer_of(&case, request)?;
        Ok(Some(self.effect(&answer, usize::MAX)))
    }
}
