//! The limits spread over the round, and the decisions held against its rules: of the whole round, or,
//! where something is wrong, of what was read without a fault, so that all problems come at once.

use std::collections::BTreeSet;

use crate::domain::{Bound, Code, Decision, Limits, Problem, Round};
use crate::eligibility::{Standing, raised_maxima, standing};

use super::listed::Listed;
use super::nearest::nearest;
use super::settled::{OwnFamily, Settled};
use super::tables::Tables;

/// What is known besides the round: where its limits and decisions stand.
#[derive(Clone, Copy)]
pub(super) struct Places<'a> {
    /// File and line of each limit's name.
    pub(super) limits: &'a [(String, usize)],
    /// Where messages about a decision point.
    pub(super) decisions: &'a str,
    /// Limits of an `each` with bounds of their own.
    pub(super) own: &'a [OwnFamily],
}

/// Spreads the limits of a round and holds its decisions against the rules; tells problems and warnings.
pub(super) fn finished(round: &mut Round, places: Places<'_>, problems: &mut Vec<Problem>) -> Standing {
    round.limits = round.spread_limits();
    problems.extend(places.own.iter().filter_map(|own| give_own_bounds(round, own)));
    problems.extend(same_names(&round.limits, places.limits));
    let (standing, found) = match standing(round) {
        Ok(standing) => {
            let raised = raised_maxima(round, &standing);
            (standing, raised)
        }
        Err(found) => (Standing::default(), found),
    };
    problems.extend(found.into_iter().map(|problem| Problem { file: places.decisions.to_owned(), ..problem }));
    standing
}

/// Gives one limit of an `each` the bounds that a scenario states for it alone; a name that no limit has is a
/// problem.
fn give_own_bounds(round: &mut Round, own: &OwnFamily) -> Option<Problem> {
    let Some(position) = round.limits.position(&own.name) else {
        let names = round.limits.limits.iter().map(|limit| limit.name.as_str());
        return Some(own.unknown.clone().detail(nearest(&own.name, names)));
    };
    let spread = own.family.iter().flat_map(|family| round.spread(vec![family.clone()]).limits);
    let mut found = spread.filter(|limit| limit.name == own.name);
    let (min, max, weight) = found.next().map_or((None, None, 1), |limit| (limit.min, limit.max, limit.weight));
    let limit = &mut round.limits.limits[position];
    (limit.min, limit.max, limit.weight) = (min, max, weight);
    None
}

/// A limit that `each` made may be named like another one.
fn same_names(limits: &Limits, places: &[(String, usize)]) -> Vec<Problem> {
    let mut seen = BTreeSet::new();
    let again = limits.limits.iter().filter(|limit| !seen.insert(&limit.name));
    let problem = |limit: &crate::domain::Limit| {
        let (file, line) = places.get(limit.family)?;
        Some(Problem::new(Code::NameTwice, file).at(*line).within("limit.name").found(&limit.name).detail(""))
    };
    again.filter_map(problem).collect()
}

/// What can be said against the decisions and the limits although something else is wrong: every fixed pair
/// whose decision, applicant and dwelling have no fault is held against the rules, and those that no other
/// fault can change against the limits and each other.
pub(super) fn of_what_is_sound(mut round: Round, tables: &Tables, settled: &Settled) -> Vec<Problem> {
    let places = Places { limits: &settled.limit_places, decisions: &tables.decided.place, own: &settled.own };
    keep_sound(&mut round, tables, settled);
    let spoiled = spoiled_dwellings(&round, tables);
    let unread = &tables.decided.unread;
    round.decisions.retain(|decision| !unread.contains(&decision.line));
    let mut problems = Vec::new();
    finished(&mut round, places, &mut problems);
    problems.retain(|problem| matches!(problem.code, Code::FixedBreaksRule | Code::NameTwice));
    round.decisions.retain(|decision| !spoiled.contains(&decision.dwelling));
    finished(&mut round, places, &mut problems);
    problems.retain(|problem| problem.code != Code::FixedTooFewSharers || !tables.decided.has_lost);
    problems
}

/// Leaves the rows without a fault, and the limits that those rows can tell about: a percentage is of all
/// dwellings.
fn keep_sound(round: &mut Round, tables: &Tables, settled: &Settled) {
    round.applicants = tables.applicants.iter().flat_map(Listed::sound).cloned().collect();
    round.dwellings = tables.dwellings.iter().flat_map(Listed::sound).cloned().collect();
    let families = &mut round.model.families;
    families.retain(|_| settled.sound.limits);
    let all_dwellings = tables.dwellings.as_ref().is_some_and(Listed::is_sound);
    let is_open = |max: &Option<Bound>| matches!(max, Some(Bound::Percentage(_))) && !all_dwellings;
    families.iter_mut().filter(|family| is_open(&family.max)).for_each(|family| family.max = None);
}

/// The dwellings about which something is open: a decision that cannot be relied on, or an applicant with
/// a fault. Who shares them, and what they count for, is not known.
fn spoiled_dwellings(round: &Round, tables: &Tables) -> BTreeSet<String> {
    let decided = &tables.decided;
    let is_open = |decision: &&Decision| {
        decided.unread.contains(&decision.line)
            || decided.disputed.contains(&decision.line)
            || round.applicant(&decision.applicant).is_none()
    };
    round.decisions.iter().filter(is_open).map(|decision| decision.dwelling.clone()).collect()
}
