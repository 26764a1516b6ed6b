//! What branching has told so far, column by column, and which column is likely to tell most next.

use std::collections::BTreeMap;

/// A value that lies nearer to a whole number is taken to lie so far from it.
const LEAST_DISTANCE: f64 = 1e-6;

/// A side on which the bound is not expected to fall still counts for something, so that the other side decides.
const LEAST_LOSS: f64 = 1e-6;

/// The side of a split.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// Up to the whole number below.
    Below = 0,
    /// From the whole number above.
    Above = 1,
}

/// What splits of the search have cost: how far the bound fell for each unit by which a column was moved.
#[derive(Default)]
pub(super) struct Losses {
    of: BTreeMap<usize, [Mean; 2]>,
    all: [Mean; 2],
}

/// A mean of what came in so far.
#[derive(Debug, Clone, Copy, Default)]
struct Mean {
    sum: f64,
    count: f64,
}

impl Mean {
    fn add(&mut self, value: f64) {
        self.sum += value;
        self.count += 1.0;
    }

    fn value(self) -> Option<f64> {
        (self.count > 0.0).then(|| self.sum / self.count)
    }
}

impl Losses {
    /// A split moved a column's value by `distance` to one side, and the bound fell by `loss`.
    pub(super) fn note(&mut self, (column, side, distance): (usize, Side, f64), loss: f64) {
        let loss = loss.max(0.0) / distance.max(LEAST_DISTANCE);
        self.of.entry(column).or_default()[side as usize].add(loss);
        self.all[side as usize].add(loss);
    }

    /// How much a split at a column is likely to tell: the product of what both sides lose.
    pub(super) fn promise(&self, column: usize, value: f64) -> f64 {
        let below = value - value.floor();
        let own = self.of.get(&column);
        let loss = |side: Side, distance: f64| {
            let known = own.and_then(|own| own[side as usize].value()).or(self.all[side as usize].value());
            (known.unwrap_or(1.0) * distance).max(LEAST_LOSS)
        };
        loss(Side::Below, below) * loss(Side::Above, 1.0 - below)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_whose_splits_lowered_the_bound_on_both_sides_promises_most() {
        let mut losses = Losses::default();
        for (column, below, above) in [(1, 4.0, 4.0), (2, 9.0, 0.0), (3, 1.0, 1.0)] {
            losses.note((column, Side::Below, 0.5), below);
            losses.note((column, Side::Above, 0.5), above);
        }
        let promise = |column: usize| losses.promise(column, 6.5);
        assert!(promise(1) > promise(3) && promise(3) > promise(2));
        assert!(
            promise(1) > promise(4) && promise(4) > promise(2),
            "one that was never split is taken for a middling one"
        );
    }
}
