//! A sweep: a round solved for every value of a setting or limit, or for every pair of values of two.

use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use crate::domain::Round;
use crate::pipeline::Request;
use crate::solver::Failure;

use super::{Case, Figures};

/// The figures at every point.
#[derive(Debug, Clone)]
pub struct Sweep {
    /// The round as it is.
    pub now: Figures,
    /// Every point, in order.
    pub points: Vec<Figures>,
    /// Points of the second range, 1 without one: the points stand in rows of so many.
    pub across: usize,
}

impl Sweep {
    /// Whether the answer at a point is another one than at a neighbour before it, along either range.
    pub fn changes_at(&self, point: usize) -> bool {
        let before = [(!point.is_multiple_of(self.across)).then(|| point - 1), point.checked_sub(self.across)];
        before.into_iter().flatten().any(|before| !same(&self.points[before], &self.points[point]))
    }
}

/// Whether two answers reach the same in every goal and for every group.
pub fn same(one: &Figures, other: &Figures) -> bool {
    (one.status, one.placed, &one.tiers, &one.groups) == (other.status, other.placed, &other.tiers, &other.groups)
}

/// Solves a round as it is and at every point; points at which it is the same are solved once. `across` is the
/// number of points of the second range, 1 without one; `progress` hears how many are solved, of how many.
///
/// # Errors
/// When the solver fails in a way that is not the user's doing.
pub fn sweep(
    now: Case,
    points: Vec<Case>,
    across: usize,
    request: &Request<'_>,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Result<Sweep, Failure> {
    let (distinct, number) = distinct(std::iter::once(now).chain(points).collect());
    let done = AtomicUsize::new(0);
    let solve = |case: &Case| {
        let answer = case.answer(request)?;
        progress(done.fetch_add(1, Ordering::Relaxed) + 1, distinct.len());
        Ok(Figures::of(case, &answer))
    };
    let solved = distinct.par_iter().map(solve).collect::<Result<Vec<Figures>, Failure>>()?;
    let mut all = number.into_iter().map(|number| solved[number].clone());
    let now = all.next().ok_or_else(|| Failure { tier: 0, what: "a sweep without a round".to_owned() })?;
    Ok(Sweep { now, points: all.collect(), across })
}

/// The cases that differ, and for each case the number of the one that it equals.
fn distinct(cases: Vec<Case>) -> (Vec<Case>, Vec<usize>) {
    let mut distinct: Vec<Case> = Vec::new();
    let mut number = Vec::new();
    for case in cases {
        let found = distinct.iter().position(|other| alike(&other.round, &case.round));
        number.push(found.unwrap_or(distinct.len()));
        if found.is_none() {
            distinct.push(case);
        }
    }
    (distinct, number)
}

/// Whether two rounds of a sweep allow the same. A percentage counts as the number that it comes to.
fn alike(one: &Round, other: &Round) -> bool {
    let model = |round: &Round| {
        let mut model = round.model.clone();
        model.families.clear();
        model
    };
    one.limits.limits == other.limits.limits
        && selectors(one) == selectors(other)
        && model(one) == model(other)
        && (&one.dwellings, &one.applicants, &one.decisions) == (&other.dwellings, &other.applicants, &other.decisions)
}

/// What the limits are about, without their bounds.
fn selectors(round: &Round) -> Vec<(&crate::domain::Selector, &crate::domain::Selector)> {
    round.limits.families.iter().map(|family| (&family.applicants, &family.dwellings)).collect()
}
