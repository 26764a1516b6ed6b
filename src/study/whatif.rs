//! What if: a round beside the same round with something changed.

use std::collections::BTreeMap;
use std::time::Duration;

use rayon::prelude::*;



use crate::allocation::Answer;
use crate::domain::{Match, Tier};
use crate::pipeline::Request;
use crate::solver::{Effort, Failure};

use super::explain::Base;
use super::{Case, Figures};

/// A round beside its scenarios.
#[derive(Debug, Clone)]
pub struct WhatIf {
    /// The figures of the round as it is.
    pub base: Figures,
    /// The scenarios, in their order.
    pub scenarios: Vec<Tried>,
}

/// What one scenario does.
#[derive(Debug, Clone)]
pub struct Tried {
    /// Its figures.
    pub figures: Figures,
    /// Those who have a place only in the scenario.
    pub gain: Vec<Moved>,
    /// Those who have a place only in the round as it is, and are in the scenario too.
    pub lose: Vec<Moved>,
    /// Those with a place in the round as it is, whom the scenario takes out of the round.
    pub gone: Vec<Moved>,
    /// Those who have a place in both, and not in the same dwelling.
    pub moved: Vec<Moved>,
    /// Limits that are full only in the scenario.
    pub now_full: Vec<String>,
    /// Limits that are full only in the round as it is; those that the scenario drops are not among them.
    pub no_longer_full: Vec<String>,
}

/// One applicant in the round as it is and in a scenario.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// Id of the applicant.
    pub applicant: String,
    /// Its group.
    pub group: String,
    /// Its dwelling in the round as it is.
    pub from: Option<String>,
    /// Its dwelling in the scenario.
    pub to: Option<String>,
}

/// Solves a round and its scenarios. Of equally good allocations of a scenario the one that differs least from
/// the round as it is counts, so that nobody moves without a gain for anyone. `progress` hears how many are
/// solved, of how many.
///
/// # Errors
/// When the solver fails in a way that is not the user's doing.
pub fn what_if(
    base: &Case,
    scenarios: &[Case],
    request: &Request<'_>,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Result<WhatIf, Failure> {
    let first = base.answer(request)?;
    let done = std::sync::atomic::AtomicUsize::new(1);
    progress(1, scenarios.len() + 1);
    let matches = base.matches(&first.placements);
    let figures = Figures::of(base, &first);
    let tried = scenarios.par_iter().map(|case| {
        let answer = close(case, &matches).answer(request)?;
        progress(done.fetch_add(1, std::sync::atomic::Ordering::Relaxed) + 1, scenarios.len() + 1);
        Ok(tried(case, &answer, base, &matches, &figures))
    });
    let scenarios = tried.collect::<Result<Vec<_>, Failure>>()?;
    Ok(WhatIf { base: figures, scenarios })
}

/// A first answer to a scenario: an allocation that was found quickly.
#[derive(Debug, Clone)]
pub struct Estimate {
    /// What it does, beside the round as it is.
    pub tried: Tried,
    /// The goals that it looks at, each with its value and by how much the best may be better, as far as is known:
    /// 0 where the value is proven, or where nothing is known.
    pub goals: Vec<(Tier, i64, i64)>,
}

/// The figures of a round whose optimum is known.
pub fn figures_of(base: &Base) -> Figures {
    Figures::of(&base.case, &Answer::of(&base.outcome))
}

/// Solves a scenario of a round whose optimum is known already; otherwise as [`what_if`].
///
/// # Errors
/// When the solver fails in a way that is not the user's doing.
pub fn try_beside(base: &Base, scenario: &Case, request: &Request<'_>) -> Result<Tried, Failure> {
    let answer = close(scenario, &base.matches).answer(request)?;
    Ok(tried(scenario, &answer, &base.case, &base.matches, &figures_of(base)))
}

/// An allocation of a scenario that is good in the goals up to the number placed, found within about `time`. It keeps
/// all rules and maxima; a better one may exist.
///
/// # Errors
/// When the solver fails in a way that is not the user's doing.
pub fn estimate_beside(
    base: &Base,
    scenario: &Case,
    time: Duration,
    request: &Request<'_>,
) -> Result<Estimate, Failure> {
    let mut case = scenario.clone();
    let tiers = &mut case.round.model.tiers;
    let early = tiers.iter().position(|tier| *tier == Tier::Placed).map_or(tiers.len(), |place| place + 1);
    tiers.truncate(early);
    let quick = Request { effort: Effort::Near, time_limit: Some(time), ..*request };
    let answer = case.answer(&quick)?;
    let goals = answer.tiers.iter().zip(&answer.short).map(|((tier, value), short)| (*tier, *value, *short)).collect();
    Ok(Estimate { tried: tried(scenario, &answer, &base.case, &base.matches, &figures_of(base)), goals })
}

/// A scenario that stays as close as it can to the matches whose applicant and dwelling it has.
fn close(case: &Case, matches: &[Match]) -> Case {
    let round = &case.round;
    let occurs = |pair: &&Match| round.applicant(&pair.applicant).is_some() && round.dwelling(&pair.dwelling).is_some();
    case.close_to(matches.iter().filter(occurs).cloned().collect())
}

fn tried(case: &Case, answer: &Answer, base: &Case, before: &[Match], base_figures: &Figures) -> Tried {
    let figures = Figures::of(case, answer);
    let after = case.matches(&answer.placements);
    let (now_full, no_longer_full) = filled(base_figures, &figures);
    let mut tried = Tried {
        figures,
        gain: Vec::new(),
        lose: Vec::new(),
        gone: Vec::new(),
        moved: Vec::new(),
        now_full,
        no_longer_full,
    };
    for (applicant, (from, to)) in both(before, &after) {
        let round = if case.round.applicant(applicant).is_some() { &case.round } else { &base.round };
        let group = round.applicant(applicant).map(|index| round.applicants[index].group.clone()).unwrap_or_default();
        let moved =
            Moved { applicant: applicant.to_owned(), group, from: from.map(str::to_owned), to: to.map(str::to_owned) };
        match (from, to) {
            (None, _) => tried.gain.push(moved),
            (Some(_), None) if case.round.applicant(applicant).is_none() => tried.gone.push(moved),
            (Some(_), None) => tried.lose.push(moved),
            (Some(from), Some(to)) if from != to => tried.moved.push(moved),
            _ => {}
        }
    }
    tried
}

/// The dwelling of every applicant before and after, by applicant.
fn both<'a>(before: &'a [Match], after: &'a [Match]) -> BTreeMap<&'a str, (Option<&'a str>, Option<&'a str>)> {
    let mut found: BTreeMap<&str, (Option<&str>, Option<&str>)> = BTreeMap::new();
    for pair in before {
        found.entry(&pair.applicant).or_default().0 = Some(&pair.dwelling);
    }
    for pair in after {
        found.entry(&pair.applicant).or_default().1 = Some(&pair.dwelling);
    }
    found
}

/// The limits that are full only after, and those that are in force in both and full only before.
fn filled(before: &Figures, after: &Figures) -> (Vec<String>, Vec<String>) {
    let full = |figures: &Figures, name: &str| figures.limit(name).is_some_and(|limit| limit.full);
    let now = after.limits.iter().filter(|limit| limit.full && !full(before, &limit.name));
    let no_longer = after.limits.iter().filter(|limit| !limit.full && full(before, &limit.name));
    let names =
        |limits: &mut dyn Iterator<Item = &super::LimitFigures>| limits.map(|limit| limit.name.clone()).collect();
    (names(&mut { now }), names(&mut { no_longer }))
}
