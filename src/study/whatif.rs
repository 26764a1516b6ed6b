//! What if: a round beside the same round with something changed.

use std::collections::BTreeMap;
use std::time::Duration;

use rayon::prelude::*;

use crate::allocation::{Answer, Status};
use crate::domain::{Match, Mode, Placement, Tier};
use crate::pipeline::Request;
use crate::solver::{Effort, Failure};

use super::compare::{fixing, valid_part};
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
    /// How many dwellings the scenario adds, removes and changes.
    pub dwellings: RowCounts,
    /// How many applicants it adds, removes and changes.
    pub applicants: RowCounts,
    /// Limits that are full only in the scenario.
    pub now_full: Vec<String>,
    /// Limits that are full only in the round as it is; those that the scenario drops are not among them.
    pub no_longer_full: Vec<String>,
}

/// How many rows of a table differ between the round as it is and a scenario.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct RowCounts {
    /// Rows that only the scenario has.
    pub added: usize,
    /// Rows that the scenario has no longer.
    pub removed: usize,
    /// Rows of which something is another value.
    pub changed: usize,
}

impl RowCounts {
    /// The differences between the rows of two tables.
    fn of<Row: PartialEq>(before: &[Row], after: &[Row], id: impl Fn(&Row) -> &str) -> Self {
        let known: BTreeMap<&str, &Row> = before.iter().map(|row| (id(row), row)).collect();
        let in_both = || after.iter().filter_map(|row| Some((row, *known.get(id(row))?)));
        let common = in_both().count();
        Self {
            added: after.len() - common,
            removed: before.len() - common,
            changed: in_both().filter(|(after, before)| after != before).count(),
        }
    }
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

/// A first answer to a scenario of a round whose optimum is known: today's matches as far as they can stand together
/// in it, and whoever can be placed besides, found within about `time`. It keeps all rules and maxima, so that the
/// best is at least as good in the goals up to the number placed; how much better is for [`try_beside`] to say.
///
/// # Errors
/// When the solver fails in a way that is not the user's doing.
pub fn estimate_beside(base: &Base, scenario: &Case, time: Duration, request: &Request<'_>) -> Result<Tried, Failure> {
    let kept = valid_part(&scenario.round, &scenario.standing, &minimums_first(base)).kept;
    let fixed = scenario.with_decisions(&fixing(&scenario.round, &kept, ""));
    let mut case = fixed.unwrap_or_else(|_| scenario.clone());
    let tiers = &mut case.round.model.tiers;
    let early = tiers.iter().position(|tier| *tier == Tier::Placed).map_or(tiers.len(), |place| place + 1);
    tiers.truncate(early);
    let quick = Request { effort: Effort::Near, time_limit: Some(time), ..*request };
    let mut answer = case.answer(&quick)?;
    answer.status = Status::Feasible; // whatever the solver proved holds beside the matches that were kept
    Ok(tried(scenario, &answer, &base.case, &base.matches, &figures_of(base)))
}

/// Today's matches in the order in which they are kept: sharers first, since a dwelling that many share places most;
/// then each minimum's, so that all minimums are filled evenly; then the rest.
fn minimums_first(base: &Base) -> Vec<Match> {
    let round = &base.case.round;
    let mut seen: BTreeMap<usize, i64> = BTreeMap::new();
    let mut rank = |placement: &Placement| {
        let counted =
            round.limits.counting(&round.applicants[placement.applicant], &round.dwellings[placement.dwelling]);
        let filled = counted.into_iter().filter_map(|limit| {
            let min = round.limits.limits[limit].min.filter(|min| *min > 0)?;
            let so_far = seen.entry(limit).or_default();
            *so_far += 1;
            Some(*so_far * 1000 / min)
        });
        (placement.mode == Mode::Whole, filled.min().unwrap_or(i64::MAX))
    };
    let mut ranked: Vec<_> = base.outcome.placements.iter().map(&mut rank).zip(&base.matches).collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    ranked.into_iter().map(|(_, found)| found.clone()).collect()
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
        dwellings: RowCounts::of(&base.round.dwellings, &case.round.dwellings, |row| &row.id),
        applicants: RowCounts::of(&base.round.applicants, &case.round.applicants, |row| &row.id),
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
