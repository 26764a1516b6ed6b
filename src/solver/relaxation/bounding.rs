//! What no whole solution exceeds, reckoned in whole numbers from the prices and from the bounds of all columns. Which columns stand in
//! the model, and how exactly it was solved, can make such a bound too large but never too small.
//!
//! Any prices will do: with `price · (bound − sum) ≥ 0` added for every row, and the same for tiers and cuts, a solution is worth at
//! most what the bounds of the rows cost and what each column gains by itself.

use super::{Relaxation, Relaxed};
use crate::program::Columns;

/// A price of 1, in the whole numbers that prices are rounded to.
const ONE: i128 = 1 << 50;

/// Prices in whole numbers, each with the sign that its bound asks for.
struct Prices {
    rows: Vec<i128>,
    tiers: Vec<i128>,
    /// What one unit of each column gains in cuts.
    in_cuts: Vec<i128>,
}

impl Prices {
    /// What one unit of a column gains beyond what it costs, a tier being looked for, or a column; `None` where the numbers are
    /// too large.
    fn gain(&self, index: usize, columns: &Columns, tier: usize, asked: Option<usize>) -> Option<i128> {
        let mut gain = self.in_cuts[index] + if asked == Some(index) { ONE } else { 0 };
        for (number, worth) in columns.worth(index).iter() {
            let is_aim = number == tier && asked.is_none();
            let price = if is_aim { ONE } else { self.tiers.get(number).copied().unwrap_or(0) };
            gain = gain.checked_add(price.checked_mul(i128::from(worth))?)?;
        }
        for (row, coefficient) in columns.entries(index).iter() {
            gain = gain.checked_sub(self.rows[row].checked_mul(i128::from(coefficient))?)?;
        }
        Some(gain)
    }
}

impl Relaxation<'_> {
    /// The greatest whole worth that the prices leave room for, with the tiers before at their targets, or, where a column is asked
    /// for, the most of that; `None` where the numbers are too large to say.
    pub(super) fn bound_by(
        &self,
        relaxed: &Relaxed,
        duals: &[f64],
        targets: &[i64],
        asked: Option<usize>,
    ) -> Option<i64> {
        let scale = if asked.is_some() { 1.0 } else { self.scales[targets.len()] };
        let (prices, mut most) = self.whole_prices(relaxed, duals, targets, scale)?;
        for index in &self.used {
            let (lower, upper) = self.bounds(*index);
            let gain = prices.gain(*index, &self.part.columns, targets.len(), asked)?;
            most = most.checked_add(gain.checked_mul(i128::from(if gain > 0 { upper } else { lower }))?)?;
        }
        i64::try_from(most.div_euclid(ONE)).ok()
    }

    /// The prices in whole numbers, and what the bounds of rows, tiers and cuts cost at them.
    fn whole_prices(&self, relaxed: &Relaxed, duals: &[f64], targets: &[i64], scale: f64) -> Option<(Prices, i128)> {
        let mut most = 0_i128;
        let mut rows = vec![0; self.part.rows.len()];
        for ((row, price), whole) in self.part.rows.iter().zip(&relaxed.prices).zip(&mut rows) {
            let bound = if *price > 0.0 { row.upper } else { row.lower };
            if let Some(bound) = bound {
                *whole = in_whole(*price);
                most = most.checked_add(whole.checked_mul(i128::from(bound))?)?;
            }
        }
        // Tightened, tiers stand exactly at their targets; else they may be above, and a price below 0 would say nothing.
        let least = if self.tightening.is_some() { f64::NEG_INFINITY } else { 0.0 };
        let tiers: Vec<i128> = relaxed.earlier.iter().map(|price| in_whole(price.max(least))).collect();
        for (price, target) in tiers.iter().zip(targets) {
            most = most.checked_sub(price.checked_mul(i128::from(*target))?)?;
        }
        let mut in_cuts = vec![0; self.part.columns.len()];
        for cut in self.tightening.iter().flat_map(|tightening| &tightening.cuts) {
            let price = in_whole(cut.row.dual(duals) * scale / cut.scale);
            if let Some(lower) = cut.line.lower.filter(|_| price > 0) {
                most = most.checked_sub(price.checked_mul(i128::from(lower))?)?;
                for (column, coefficient) in &cut.line.entries {
                    in_cuts[*column] = price.checked_mul(i128::from(*coefficient))?.checked_add(in_cuts[*column])?;
                }
            }
        }
        Some((Prices { rows, tiers, in_cuts }, most))
    }

    /// Whether the bounds of the columns alone leave some row, or the target of some tier, out of reach.
    pub(super) fn is_out_of_reach(&self, targets: &[i64]) -> bool {
        let rows = self.part.rows.iter().map(|row| (row.lower, row.upper));
        let tiers = targets.iter().map(|target| (Some(*target), Some(*target)));
        let wanted: Vec<(Option<i64>, Option<i64>)> = rows.chain(tiers).collect();
        let (mut least, mut most) = (vec![0_i128; wanted.len()], vec![0_i128; wanted.len()]);
        for index in &self.used {
            let column = self.part.columns.at(*index);
            let (lower, upper) = self.bounds(*index);
            let tiers = column.worth.iter().filter(|(tier, _)| *tier < targets.len());
            let in_tiers = tiers.map(|(tier, worth)| (self.part.rows.len() + tier, worth));
            for (row, coefficient) in column.entries.iter().chain(in_tiers) {
                let ends = [lower, upper].map(|bound| i128::from(bound) * i128::from(coefficient));
                least[row] += ends[0].min(ends[1]);
                most[row] += ends[0].max(ends[1]);
            }
        }
        wanted.iter().enumerate().any(|(row, (lower, upper))| {
            lower.is_some_and(|lower| most[row] < i128::from(lower))
                || upper.is_some_and(|upper| least[row] > i128::from(upper))
        })
    }
}

/// A price in whole numbers; one that is no number is as good as none.
fn in_whole(price: f64) -> i128 {
    (price * ONE as f64).round() as i128
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::program::{Columns, Meaning, Part, Row, Statement};
    use crate::solver::cuts::Line;
    use crate::solver::profiles::Profiles;

    const TIERS: usize = 2;

    /// Three columns, two rows and a cut, with any coefficients and bounds; what they are worth in two tiers.
    #[derive(Debug, Clone)]
    struct Small {
        bounds: Vec<(i64, i64)>,
        entries: Vec<[i64; 3]>,
        worth: Vec<[i64; TIERS]>,
        rows: Vec<(Option<i64>, Option<i64>)>,
        least_in_cut: i64,
    }

    impl Small {
        fn part(&self) -> Part {
            let unit = 1;
            let row = |(number, (lower, upper)): (usize, &(Option<i64>, Option<i64>))| {
                let statement = if number == 0 { Statement::Maximum(0) } else { Statement::Minimum(1) };
                Row { statement, lower: *lower, upper: *upper, unit }
            };
            let rows = self.rows.iter().enumerate().map(row).collect();
            let mut columns = Columns::default();
            for ((bounds, entries), worth) in self.bounds.iter().zip(&self.entries).zip(&self.worth) {
                columns.push(Meaning::Sum, *bounds, &[(0, entries[0]), (1, entries[1])], worth);
            }
            Part { columns, rows, ..Part::default() }
        }

        fn sum(values: &[i64], of: impl Fn(usize) -> i64) -> i64 {
            values.iter().enumerate().map(|(column, value)| value * of(column)).sum()
        }

        /// What the best of all whole values is worth in the second tier that keeps everything, with the first at a target.
        fn best(&self, target: i64) -> Option<i64> {
            let ranges: Vec<Vec<i64>> = self.bounds.iter().map(|(lower, upper)| (*lower..=*upper).collect()).collect();
            let all = ranges[0].iter().flat_map(|a| ranges[1].iter().map(move |b| (*a, *b)));
            let all = all.flat_map(|(a, b)| ranges[2].iter().map(move |c| [a, b, *c]));
            let keeps = |values: &[i64; 3]| {
                let within = self.rows.iter().enumerate().all(|(row, (lower, upper))| {
                    let sum = Self::sum(values, |column| self.entries[column][row]);
                    lower.is_none_or(|lower| lower <= sum) && upper.is_none_or(|upper| sum <= upper)
                });
                within
                    && Self::sum(values, |column| self.entries[column][2]) >= self.least_in_cut
                    && Self::sum(values, |column| self.worth[column][0]) == target
            };
            all.filter(keeps).map(|values| Self::sum(&values, |column| self.worth[column][1])).max()
        }

        fn cut(&self) -> Line {
            let entries = self.entries.iter().enumerate().map(|(column, entries)| (column, entries[2])).collect();
            Line { entries, lower: Some(self.least_in_cut), upper: None }
        }
    }

    fn small() -> impl Strategy<Value = Small> {
        let three = |each| prop::collection::vec(each, 3);
        let bounds = (0..3_i64, 0..3_i64).prop_map(|(least, more)| (least, least + more));
        let coefficients = prop::collection::vec(prop::array::uniform3(-3..4_i64), 3);
        let entries = coefficients.prop_filter("a cut cuts something", |entries| entries.iter().any(|own| own[2] != 0));
        let worth = prop::collection::vec(prop::array::uniform2(-4..5_i64), 3);
        let open = || prop::option::of(-4..8_i64);
        (three(bounds.boxed()), entries, worth, prop::collection::vec((open(), open()), 2), -4..6_i64).prop_map(
            |(bounds, entries, worth, rows, least_in_cut)| Small { bounds, entries, worth, rows, least_in_cut },
        )
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4_000))]

        #[test]
        fn whatever_the_prices_nothing_is_worth_more(
            small in small(), target in -3..6_i64, prices in prop::collection::vec(-3.0..3.0_f64, 2),
            earlier in -3.0..3.0_f64, of_cut in -3.0..3.0_f64,
        ) {
            let part = small.part();
            let profiles = Profiles::of(&part);
            let mut relaxation = Relaxation::tightened(&part, &profiles, TIERS, small.bounds.clone(), None);
            relaxation.cut_off([small.cut()]);
            let relaxed = Relaxed { prices, earlier: vec![earlier], ..Relaxed::nothing(&part, 1) };
            let mut duals = vec![0.0; 2 + TIERS];
            duals.push(of_cut);
            let bound = relaxation.bound_by(&relaxed, &duals, &[target], None);
            let best = small.best(target);
            prop_assert!(best.is_none() || (best <= bound && bound.is_some()), "{best:?} {bound:?}");
            prop_assert!(best.is_none() || !relaxation.is_out_of_reach(&[target]));
        }
    }

    /// One column of at most `upper`, of which a row allows 3 and asks for 2.
    fn one(upper: i64) -> Small {
        let nothing = (0, 0);
        Small {
            bounds: vec![(0, upper), nothing, nothing],
            entries: vec![[1, 1, 0]; 3],
            worth: vec![[0, 5]; 3],
            rows: vec![(None, Some(3)), (Some(2), None)],
            least_in_cut: 0,
        }
    }

    #[test]
    fn the_price_of_a_row_limits_what_its_columns_are_worth() {
        let part = one(9).part();
        let profiles = Profiles::of(&part);
        let relaxation = Relaxation::tightened(&part, &profiles, TIERS, one(9).bounds, None);
        for (price, bound) in [(0.0, 45), (4.0, 21), (5.0, 15), (4.8, 16), (6.0, 18), (f64::NAN, 45)] {
            let relaxed = Relaxed { prices: vec![price, 0.0], ..Relaxed::nothing(&part, 1) };
            assert_eq!(relaxation.bound_by(&relaxed, &[0.0; 4], &[0], None), Some(bound), "at {price}");
        }
        let at = |price: f64| Relaxed { prices: vec![price, 0.0], ..Relaxed::nothing(&part, 1) };
        assert_eq!(relaxation.bound_by(&at(1e30), &[0.0; 4], &[0], None), None);
        let used = vec![(2, 9), (0, 0), (0, 0)];
        let relaxation = Relaxation::tightened(&part, &profiles, TIERS, used, None);
        assert_eq!(relaxation.bound_by(&at(6.0), &[0.0; 4], &[0], None), Some(16), "two are used, at a loss of 1 each");
    }

    #[test]
    fn a_row_is_out_of_reach_where_the_bounds_of_its_columns_say_so() {
        for (upper, target, expected) in [(2, 0, false), (1, 0, true), (9, 1, true)] {
            let part = one(upper).part();
            let profiles = Profiles::of(&part);
            let relaxation = Relaxation::tightened(&part, &profiles, TIERS, one(upper).bounds, None);
            assert_eq!(relaxation.is_out_of_reach(&[target]), expected, "{upper} {target}");
        }
    }
}
