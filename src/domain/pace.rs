//! How many places are to be realised, month by month.

use std::collections::BTreeMap;

use super::{Bound, Counts, Family, MONTHS, Year};

/// Places to be realised in each month, by group.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pace {
    /// Places in each month of the year, by group.
    pub places: BTreeMap<String, [u32; MONTHS]>,
    /// Places asked of each landlord in each month, by its name; empty where no plan says so.
    pub landlords: BTreeMap<String, [u32; MONTHS]>,
}

impl Pace {
    /// The even pace: a twelfth of each group's decision a month. After every month the number so far is the
    /// exact twelfths rounded to the nearest, a half up, so that the year adds up to the decision.
    pub fn even(year: &Year) -> Self {
        Self::by_group(year.decision.iter().map(|(group, places)| (group.clone(), evenly(*places))).collect())
    }

    /// A pace of groups that says nothing of landlords.
    pub fn by_group(places: BTreeMap<String, [u32; MONTHS]>) -> Self {
        Self { places, landlords: BTreeMap::new() }
    }

    /// This pace, and the even one for groups of the decision that it does not name.
    #[must_use]
    pub fn completed(mut self, year: &Year) -> Self {
        for (group, places) in Self::even(year).places {
            self.places.entry(group).or_insert(places);
        }
        self
    }

    /// Places of a group in each month; none for a group that it does not name.
    pub fn of(&self, group: &str) -> [u32; MONTHS] {
        self.places.get(group).copied().unwrap_or_default()
    }

    /// The minimums of a month's limits, by the limit's name: for a limit with a minimum that counts the placements of
    /// one group, what the pace asks up to and with the month and the ledger does not have before it; for one that
    /// counts the persons of the statutory group, what its tasks and the wanted part of the backlog ask. Never below 0
    /// or above the limit's own maximum; other limits are left out. `month` counts from 0.
    pub fn minimums(&self, year: &Year, limits: &[Family], month: usize) -> BTreeMap<String, u32> {
        let missing = |limit: &Family| {
            let group = limit.only_group().filter(|_| limit.min.is_some())?;
            let before = year.realised.iter().filter(|row| row.group == group && row.month < month);
            let statutory = year.statutory.as_ref().filter(|statutory| statutory.group == group);
            match limit.counts {
                Counts::Applicants if self.places.contains_key(group) => {
                    let asked: u32 = self.of(group).iter().take(month + 1).sum();
                    Some(asked.saturating_sub(before.map(|row| row.places).sum()))
                }
                Counts::Persons => {
                    Some(statutory?.persons_until(month).saturating_sub(before.map(|row| row.persons).sum()))
                }
                _ => None,
            }
        };
        let most = |limit: &Family| match limit.max {
            Some(Bound::Amount(most)) => u32::try_from(most).unwrap_or(u32::MAX),
            _ => u32::MAX,
        };
        let minimum = |limit: &Family| Some((limit.name.clone(), missing(limit)?.min(most(limit))));
        limits.iter().filter_map(minimum).collect()
    }
}

/// A number of the year spread over its months: after every month the number so far is the exact twelfths rounded to
/// the nearest, a half up.
pub fn evenly(places: u32) -> [u32; MONTHS] {
    let until = |month: u64| u32::try_from((u64::from(places) * month * 2 + 12) / 24).unwrap_or(u32::MAX);
    let mut months = [0; MONTHS];
    for (month, from) in months.iter_mut().zip(0..) {
        *month = until(from + 1) - until(from);
    }
    months
}
