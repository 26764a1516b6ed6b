//! How often each whole number occurred.

use std::collections::BTreeMap;

/// How often each whole number occurred: its size depends on how many different numbers there are, not on how many were
/// counted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Histogram {
    counts: BTreeMap<u32, u64>,
    total: u64,
    sum: u64,
}

impl Histogram {
    /// Counts a number.
    pub fn add(&mut self, number: u32) {
        *self.counts.entry(number).or_default() += 1;
        self.total += 1;
        self.sum += u64::from(number);
    }

    /// How many numbers were counted.
    pub fn total(&self) -> u64 {
        self.total
    }

    /// Their sum.
    pub fn sum(&self) -> u64 {
        self.sum
    }

    /// How many of them are at least this.
    pub fn at_least(&self, number: u32) -> u64 {
        self.counts.range(number..).map(|(_, count)| count).sum()
    }

    /// The least number that so many percent of all do not exceed; `None` when nothing was counted.
    pub fn percentile(&self, percent: u64) -> Option<u32> {
        let mut below = 0;
        self.counts.iter().find_map(|(number, count)| {
            below += count;
            (below * 100 >= self.total * percent).then_some(*number)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Histogram;

    #[test]
    fn a_percentile_is_the_least_number_that_so_many_do_not_exceed() {
        let mut histogram = Histogram::default();
        assert_eq!(histogram.percentile(50), None);
        for number in [7, 3, 3, 9, 5, 1, 8, 2, 6, 4] {
            histogram.add(number); // 1 2 3 3 4 5 6 7 8 9
        }
        let percentiles = [10, 50, 90, 91, 100].map(|percent| histogram.percentile(percent));
        assert_eq!(percentiles, [Some(1), Some(4), Some(8), Some(9), Some(9)]);
        assert_eq!((histogram.at_least(7), histogram.sum(), histogram.total()), (3, 48, 10));
    }
}
