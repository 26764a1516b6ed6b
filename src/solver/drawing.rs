//! Whom the lottery chose between: exchanges that are as good in all tiers but the last.
//!
//! Each question keeps as many as can be of those placed now, and among such solutions asks for those of whom it is not
//! known yet. Whom nothing but the lottery tells apart from one that is found is found with it.

use std::collections::BTreeSet;

use super::certainty::{alike, is_take};
use super::{Failure, Kept};
use crate::program::Part;

/// Which side of an exchange is asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    /// Those who come in for one that leaves.
    Comes,
    /// Those who leave for one that comes in.
    Leaves,
}

impl Kept<'_> {
    /// Of the applicants (columns) that are not placed, those that are placed in a solution as good in all tiers but the last in which
    /// one that is placed is not, and as few others as can be. None where every such solution places that one. `None`: time ran out.
    ///
    /// # Errors
    /// When the solver gives answers that do not survive the exact check.
    pub fn coming_in_for(&mut self, part: &Part, leaving: usize) -> Result<Option<BTreeSet<usize>>, Failure> {
        self.exchanged(part, leaving, Side::Comes)
    }

    /// Of the applicants (columns) that are placed, those that are not in a solution as good in all tiers but the last that places one
    /// that is not placed, and as many of the others as can be. None where no such solution places that one. `None`: time ran out.
    ///
    /// # Errors
    /// When the solver gives answers that do not survive the exact check.
    pub fn making_way_for(&mut self, part: &Part, coming: usize) -> Result<Option<BTreeSet<usize>>, Failure> {
        self.exchanged(part, coming, Side::Leaves)
    }

    /// The applicants (columns) that are placed, or not, as `column` is, and that nothing but the last tier tells apart from it.
    pub fn like(&self, part: &Part, column: usize) -> BTreeSet<usize> {
        let same = |other: &usize| self.is_placed(*other) == self.is_placed(column) && can_be_either(part, *other);
        let mut groups = alike(part).into_iter();
        groups.find(|members| members.contains(&column)).into_iter().flatten().filter(same).collect()
    }

    fn is_placed(&self, column: usize) -> bool {
        self.best[column] > 0
    }

    fn exchanged(&mut self, part: &Part, one: usize, side: Side) -> Result<Option<BTreeSet<usize>>, Failure> {
        let takes: Vec<usize> = (0..part.columns.len()).filter(|column| is_take(part, *column)).collect();
        let placed: Vec<bool> = (0..part.columns.len()).map(|column| self.is_placed(column)).collect();
        let may_be_used = self.may_be_used(part);
        let is_open = |column: &usize| match side {
            Side::Comes => !placed[*column] && may_be_used[*column],
            Side::Leaves => placed[*column] && can_be_either(part, *column),
        };
        let mut open: BTreeSet<usize> = takes.iter().copied().filter(is_open).collect();
        let mut found = BTreeSet::new();
        let kept = i64::try_from(takes.len()).unwrap_or(i64::MAX / 4) + 2; // worth more than all that are open together
        let first = kept.saturating_mul(kept);
        while !open.is_empty() {
            let worth = |column: usize| match side {
                _ if !is_take(part, column) => 0,
                Side::Comes if column == one => -first,
                Side::Leaves if column == one => first,
                Side::Comes if placed[column] => kept,
                Side::Comes => i64::from(open.contains(&column)),
                Side::Leaves if placed[column] => kept - i64::from(open.contains(&column)),
                Side::Leaves => 0,
            };
            let Some(values) = self.ask(part, worth)? else { return Ok(None) };
            if (values[one] > 0) != (side == Side::Leaves) {
                return Ok(Some(BTreeSet::new()));
            }
            let new = open.iter().copied().filter(|column| (values[*column] > 0) == (side == Side::Comes));
            let new: Vec<usize> = new.collect();
            if new.is_empty() {
                break;
            }
            found.extend(new.iter().flat_map(|column| self.like(part, *column)));
            open.retain(|column| !found.contains(column));
        }
        Ok(Some(found))
    }
}

/// Whether nothing but the others decides if an applicant (column) is placed.
fn can_be_either(part: &Part, column: usize) -> bool {
    part.columns.bounds(column).0 == 0
}
