//! How many places are to be realised, month by month.

use std::collections::BTreeMap;

use crate::domain::{MONTHS, Year};

/// Places to be realised in each month, by group.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pace {
    /// Places in each month of the year, by group.
    pub places: BTreeMap<String, [u32; MONTHS]>,
}

impl Pace {
    /// The even pace: a twelfth of each group's decision a month. After every month the number so far is the
    /// exact twelfths rounded to the nearest, a half up, so that the year adds up to the decision.
    pub fn even(year: &Year) -> Self {
        Self { places: year.decision.iter().map(|(group, places)| (group.clone(), evenly(*places))).collect() }
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
}

/// A number of the year spread over its months.
pub(super) fn evenly(places: u32) -> [u32; MONTHS] {
    let until = |month: u64| u32::try_from((u64::from(places) * month * 2 + 12) / 24).unwrap_or(u32::MAX);
    let mut months = [0; MONTHS];
    for (month, from) in months.iter_mut().zip(0..) {
        *month = until(from + 1) - until(from);
    }
    months
}
