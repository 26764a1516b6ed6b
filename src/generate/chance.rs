//! Draws from a seed with whole numbers only, so that every machine draws the same.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// A source of draws. Two streams of one seed know nothing of each other.
pub struct Chance {
    generator: ChaCha8Rng,
}

impl Chance {
    /// The stream with this number of a seed.
    pub fn new(seed: u64, stream: u64) -> Self {
        let mut generator = ChaCha8Rng::seed_from_u64(seed);
        generator.set_stream(stream);
        Self { generator }
    }

    /// A whole number below `count`, each as likely; 0 when `count` is 0.
    pub fn below(&mut self, count: u64) -> u64 {
        if count == 0 {
            return 0;
        }
        // Of the 2^64 numbers the last `2^64 mod count` would favour the low results: draw again.
        let favoured = (u64::MAX % count + 1) % count;
        loop {
            let drawn = self.generator.next_u64();
            if drawn <= u64::MAX - favoured {
                return drawn % count;
            }
        }
    }

    /// A whole number of a range that is not empty, both ends included.
    pub fn between(&mut self, [from, to]: [i64; 2]) -> i64 {
        let span = u64::try_from(to - from + 1).unwrap_or(0);
        from + i64::try_from(self.below(span)).unwrap_or(0)
    }

    /// Yes in so many of a hundred cases.
    pub fn happens(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// One of the rows, each as likely as its weight says; none when the weights add up to 0.
    pub fn pick<'a, Row>(&mut self, rows: &'a [Row], weight: impl Fn(&Row) -> u64) -> Option<&'a Row> {
        let total = rows.iter().map(&weight).sum();
        let mut left = self.below(total);
        rows.iter().find(|row| {
            let reached = left < weight(row);
            left = left.saturating_sub(weight(row));
            reached
        })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_and_stream_draw_the_same_and_another_stream_does_not() {
        let draw = |stream| {
            let mut chance = Chance::new(7, stream);
            [chance.below(1000), chance.below(1000), chance.below(1000)]
        };
        assert_eq!(draw(1), draw(1));
        assert_ne!(draw(1), draw(2));
    }

    #[test]
    fn a_range_gives_both_its_ends_and_nothing_outside() {
        let mut chance = Chance::new(1, 1);
        let drawn: Vec<i64> = (0..200).map(|_| chance.between([-1, 2])).collect();
        assert_eq!((drawn.iter().min(), drawn.iter().max()), (Some(&-1), Some(&2)));
    }

    #[test]
    fn a_row_of_weight_three_is_picked_three_times_as_often_and_one_of_weight_zero_never() {
        let mut chance = Chance::new(1, 1);
        let rows = [("never", 0), ("seldom", 1), ("often", 3)];
        let mut often = 0;
        for _ in 0..4000 {
            let (name, _) = chance.pick(&rows, |row| row.1).unwrap();
            assert_ne!(*name, "never");
            often += u32::from(*name == "often");
        }
        assert!((2900..3100).contains(&often), "{often}");
        assert!(chance.pick(&[0_u64; 2], |weight| *weight).is_none());
    }
}
