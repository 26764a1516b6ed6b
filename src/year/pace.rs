//! The pace of a decision: so many places each month.

use std::collections::BTreeMap;

use crate::domain::{MONTHS, Year};

/// Places that each group is to get in each month.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pace {
    /// Places by group, January first.
    pub places: BTreeMap<String, [u32; MONTHS]>,
}

impl Pace {
    /// The decision of the year spread evenly: after each month a twelfth more of it, to the nearest place, so that
    /// the months add up to the decision.
    pub fn even(year: &Year) -> Self {
        let even = |(group, places): (&String, &u32)| (group.clone(), even(*places));
        Self { places: year.decision.iter().map(even).collect() }
    }

    /// Places of a group up to and with this month, counted from 0; none for a group without a pace.
    pub fn until(&self, group: &str, month: usize) -> u32 {
        self.places.get(group).map_or(0, |places| places.iter().take(month + 1).sum())
    }
}

/// A whole number spread over the months, the sum so far always to the nearest whole.
pub(crate) fn even(whole: u32) -> [u32; MONTHS] {
    let months = MONTHS as u64;
    let until = |month: u64| (2 * u64::from(whole) * month + months) / (2 * months);
    std::array::from_fn(|month| u32::try_from(until(month as u64 + 1) - until(month as u64)).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::even;

    #[test]
    fn the_months_of_an_even_pace_differ_by_one_at_most_and_add_up() {
        for whole in [0, 1, 8, 50, 80, 403, 550, 1235] {
            let months = even(whole);
            assert_eq!(months.iter().sum::<u32>(), whole);
            assert!(months.iter().max() <= months.iter().min().map(|least| least + 1).as_ref(), "{months:?}");
        }
        assert_eq!(even(8), [1, 0, 1, 1, 0, 1, 1, 0, 1, 1, 0, 1]);
    }
}
