//! From the year to a month's round: what its limits ask for, by the plan and what was realised so far.

use std::collections::BTreeMap;

use crate::domain::{Counts, Family, Year};

use super::Pace;

/// The minimums of a month's limits, by the limit's name: for a limit with a minimum that counts the placements of
/// one group, what the pace asks up to and with the month and the ledger does not have before it; for one that counts
/// the persons of the statutory group, what its tasks and the wanted part of the backlog ask. Never below 0; limits of
/// anything else are left out. `month` counts from 0.
pub fn minimums(year: &Year, pace: &Pace, limits: &[Family], month: usize) -> BTreeMap<String, u32> {
    let missing = |limit: &Family| {
        let group = limit.only_group().filter(|_| limit.min.is_some())?;
        let before = year.realised.iter().filter(|row| row.group == group && row.month < month);
        let statutory = year.statutory.as_ref().filter(|statutory| statutory.group == group);
        match limit.counts {
            Counts::Applicants if pace.places.contains_key(group) => {
                let asked: u32 = pace.of(group).iter().take(month + 1).sum();
                Some(asked.saturating_sub(before.map(|row| row.places).sum()))
            }
            Counts::Persons => {
                Some(statutory?.persons_until(month).saturating_sub(before.map(|row| row.persons).sum()))
            }
            _ => None,
        }
    };
    limits.iter().filter_map(|limit| Some((limit.name.clone(), missing(limit)?))).collect()
}
