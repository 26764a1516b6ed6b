//! Who is told of: groups that the round places, applicants without a place, limits in the way.

use std::collections::{BTreeSet, HashSet};

use super::Told;
use crate::allocation::{Obstacles, Unplaced, UnplacedReason};
use crate::domain::Route;
use crate::report::summary::{GroupFigures, groups};

/// The groups that the round places, in the model's order.
pub(super) fn mediated(told: &Told<'_>) -> Vec<GroupFigures> {
    let takes_part = |figures: &GroupFigures| {
        told.round.model.groups.get(&figures.group).is_some_and(|group| group.route == Route::Mediated)
    };
    groups(told.round, told.outcome).into_iter().filter(takes_part).collect()
}

/// Those without a place that the round could have placed.
pub(super) fn waiting_for<'a>(told: &Told<'a>) -> Vec<&'a Unplaced> {
    told.outcome.unplaced.iter().filter(|left| left.reason != UnplacedReason::SelfSearch).collect()
}

/// What stands in the way of someone without a place.
pub(super) fn obstacles(left: &Unplaced) -> Option<&Obstacles> {
    match &left.reason {
        UnplacedReason::Outranked(found)
        | UnplacedReason::LimitFull(found)
        | UnplacedReason::TooFewSharers(found)
        | UnplacedReason::Stopped(found) => Some(found),
        UnplacedReason::SelfSearch | UnplacedReason::NothingFits { .. } => None,
    }
}

/// The limits that stand in someone's way.
fn in_the_way(left: &Unplaced) -> BTreeSet<usize> {
    let found = obstacles(left).into_iter();
    found.flat_map(|found| found.full.iter().chain(&found.full_with_sharers)).map(|(limit, _)| *limit).collect()
}

/// Who without a place meets which limit in a dwelling that fits them.
pub(super) struct Met {
    /// By limit, ascending: places in the list of those without a place.
    by_limit: Vec<Vec<usize>>,
}

impl Met {
    pub(super) fn new(told: &Told<'_>) -> Self {
        let mut by_limit = vec![Vec::new(); told.round.limits.limits.len()];
        for (who, left) in told.outcome.unplaced.iter().enumerate() {
            for limit in in_the_way(left) {
                by_limit[limit].push(who);
            }
        }
        Self { by_limit }
    }

    /// How many meet one of these limits.
    pub(super) fn by(&self, limits: &[usize]) -> usize {
        match limits {
            [limit] => self.by_limit[*limit].len(),
            limits => limits.iter().flat_map(|limit| &self.by_limit[*limit]).collect::<HashSet<_>>().len(),
        }
    }
}
