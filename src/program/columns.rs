//! The columns of a part. What they have in rows and tiers stands in common lists, one column after the other: a round in
//! which everyone differs has millions of columns, with three or four numbers each.

use std::sync::Arc;

use super::Meaning;

/// The columns of a part.
#[derive(Debug, Clone, Default)]
pub struct Columns {
    tiers: usize,
    frames: Vec<Frame>,
    entries: Arc<Lists>,
    worth: Arc<Lists>,
}

/// A column: a whole number from `lower` to `upper`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column<'a> {
    /// What it stands for.
    pub meaning: Meaning,
    /// Least value.
    pub lower: i64,
    /// Greatest value.
    pub upper: i64,
    /// Coefficients in the rows: (row, coefficient).
    pub entries: Terms<'a>,
    /// Worth of one unit in the tiers in which it is worth something, (tier, worth), in the order of the tiers, written as a
    /// maximum: a tier that is minimised counts with its sign turned.
    pub worth: Terms<'a>,
}

impl Column<'_> {
    /// Worth of one unit in a tier.
    #[inline]
    pub fn worth_in(&self, tier: usize) -> i64 {
        self.worth.of(tier)
    }

    /// Worth of one unit in each of the first tiers.
    pub fn worth_in_first(&self, tiers: usize) -> Vec<i64> {
        (0..tiers).map(|tier| self.worth_in(tier)).collect()
    }
}

/// Numbers of rows or tiers, each with a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Terms<'a> {
    numbers: &'a [u32],
    values: &'a [i64],
}

impl<'a> Terms<'a> {
    /// The terms in their order.
    #[inline]
    pub fn iter(self) -> impl Iterator<Item = (usize, i64)> + 'a {
        self.numbers.iter().zip(self.values).map(|(number, value)| (*number as usize, *value))
    }

    /// The value of a number; 0 where it has none.
    #[inline]
    pub fn of(self, number: usize) -> i64 {
        self.iter().find(|(own, _)| *own == number).map_or(0, |(_, value)| value)
    }

    /// The term at a place.
    pub fn get(self, place: usize) -> Option<(usize, i64)> {
        Some((*self.numbers.get(place)? as usize, *self.values.get(place)?))
    }
}

/// What a column is, but for its terms.
#[derive(Debug, Clone, Copy)]
struct Frame {
    meaning: Meaning,
    lower: i64,
    upper: i64,
}

/// Terms of many columns, one after the other.
#[derive(Debug, Clone)]
struct Lists {
    /// Where the terms of each column begin, and where those of the last end.
    places: Vec<usize>,
    numbers: Vec<u32>,
    values: Vec<i64>,
}

impl Default for Lists {
    fn default() -> Self {
        Self { places: vec![0], numbers: Vec::new(), values: Vec::new() }
    }
}

impl Lists {
    #[inline]
    fn of(&self, column: usize) -> Terms<'_> {
        let own = self.places[column]..self.places[column + 1];
        Terms { numbers: &self.numbers[own.clone()], values: &self.values[own] }
    }

    /// Adds the terms of one more column.
    fn push(&mut self, terms: impl IntoIterator<Item = (usize, i64)>) {
        for (number, value) in terms {
            self.numbers.push(u32::try_from(number).unwrap_or(u32::MAX));
            self.values.push(value);
        }
        self.places.push(self.numbers.len());
    }
}

impl Columns {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.frames.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.frames.is_empty()
    }

    /// How many tiers their worth is given for.
    pub fn tiers(&self) -> usize {
        self.tiers
    }

    /// One of them.
    #[inline]
    pub fn at(&self, index: usize) -> Column<'_> {
        let Frame { meaning, lower, upper } = self.frames[index];
        Column { meaning, lower, upper, entries: self.entries.of(index), worth: self.worth.of(index) }
    }

    /// What one of them stands for.
    #[inline]
    pub fn meaning(&self, index: usize) -> Meaning {
        self.frames[index].meaning
    }

    /// Least and greatest value of one of them.
    #[inline]
    pub fn bounds(&self, index: usize) -> (i64, i64) {
        let Frame { lower, upper, .. } = self.frames[index];
        (lower, upper)
    }

    /// Coefficients of one of them in the rows.
    #[inline]
    pub fn entries(&self, index: usize) -> Terms<'_> {
        self.entries.of(index)
    }

    /// What one unit of one of them is worth in the tiers.
    #[inline]
    pub fn worth(&self, index: usize) -> Terms<'_> {
        self.worth.of(index)
    }

    /// Least and greatest values of all of them, in their order.
    pub fn all_bounds(&self) -> impl ExactSizeIterator<Item = (i64, i64)> {
        self.frames.iter().map(|frame| (frame.lower, frame.upper))
    }

    /// What each is worth in a tier, in their order.
    pub fn all_worth(&self, tier: usize) -> impl ExactSizeIterator<Item = i64> {
        (0..self.len()).map(move |index| self.worth(index).of(tier))
    }

    /// All of them, in their order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Column<'_>> + DoubleEndedIterator {
        (0..self.len()).map(|index| self.at(index))
    }

    /// Adds a column with its least and greatest value, its coefficients and its worth in every tier.
    pub fn push(&mut self, meaning: Meaning, bounds: (i64, i64), entries: &[(usize, i64)], worth: &[i64]) {
        self.tiers = worth.len();
        self.frames.push(Frame { meaning, lower: bounds.0, upper: bounds.1 });
        Arc::make_mut(&mut self.entries).push(entries.iter().copied());
        let worth = worth.iter().copied().enumerate().filter(|(_, worth)| *worth != 0);
        Arc::make_mut(&mut self.worth).push(worth);
    }

    /// Gives a column another least and greatest value.
    pub fn set_bounds(&mut self, index: usize, lower: i64, upper: i64) {
        (self.frames[index].lower, self.frames[index].upper) = (lower, upper);
    }

    /// Adds coefficients: (column, row, coefficient), by column.
    pub(super) fn add_entries(&mut self, more: &[(usize, usize, i64)]) {
        let mut more = more.iter().peekable();
        let mut lists = Lists::default();
        for index in 0..self.len() {
            let own = std::iter::from_fn(|| more.next_if(|(column, ..)| *column == index));
            let own = own.map(|(_, row, coefficient)| (*row, *coefficient));
            lists.push(self.entries.of(index).iter().chain(own));
        }
        self.entries = Arc::new(lists);
    }

    /// Gives every column another worth in a tier.
    pub fn set_worth(&mut self, tier: usize, worth: impl Fn(usize) -> i64) {
        let mut lists = Lists::default();
        for index in 0..self.len() {
            let own = self.worth.of(index);
            let set = Some((tier, worth(index))).filter(|(_, worth)| *worth != 0);
            let before = own.iter().filter(|(other, _)| *other < tier);
            lists.push(before.chain(set).chain(own.iter().filter(|(other, _)| *other > tier)));
        }
        self.worth = Arc::new(lists);
    }

    /// Puts one more tier before the one at a place, with a worth for every column.
    pub(super) fn insert_tier(&mut self, place: usize, worth: impl Fn(Meaning) -> i64) {
        self.tiers += 1;
        let mut lists = Lists::default();
        for index in 0..self.len() {
            lists.push(self.worth.of(index).iter().map(|(tier, worth)| (tier + usize::from(tier >= place), worth)));
        }
        self.worth = Arc::new(lists);
        let meanings: Vec<Meaning> = self.frames.iter().map(|frame| frame.meaning).collect();
        self.set_worth(place, |index| worth(meanings[index]));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns() -> Columns {
        let mut columns = Columns::default();
        columns.push(Meaning::Sum, (0, 1), &[(4, 1), (2, -1)], &[1, 0, 7]);
        columns.push(Meaning::Short { limit: 3 }, (0, 5), &[(9, 1)], &[0, -2, 0]);
        columns
    }

    fn terms(terms: Terms<'_>) -> Vec<(usize, i64)> {
        terms.iter().collect()
    }

    #[test]
    fn a_column_is_what_was_put_in() {
        let columns = columns();
        let column = columns.at(1);
        assert_eq!((column.meaning, column.lower, column.upper), (Meaning::Short { limit: 3 }, 0, 5));
        assert_eq!(
            (terms(column.entries), column.entries.get(0), column.entries.get(1)),
            (vec![(9, 1)], Some((9, 1)), None)
        );
        assert_eq!(columns.at(0).worth_in_first(columns.tiers()), [1, 0, 7]);
    }

    #[test]
    fn coefficients_are_added_behind_the_own_ones() {
        let mut columns = columns();
        columns.add_entries(&[(0, 12, 1), (0, 13, 1), (1, 12, 5)]);
        let found: Vec<_> = columns.iter().map(|column| terms(column.entries)).collect();
        assert_eq!(found, [vec![(4, 1), (2, -1), (12, 1), (13, 1)], vec![(9, 1), (12, 5)]]);
    }

    #[test]
    fn one_more_tier_moves_those_after_it() {
        let mut columns = columns();
        columns.insert_tier(1, |meaning| i64::from(meaning == Meaning::Sum));
        let found: Vec<_> = columns.iter().map(|column| column.worth_in_first(4)).collect();
        assert_eq!((columns.tiers(), found), (4, vec![vec![1, 1, 0, 7], vec![0, 0, -2, 0]]));
    }

    #[test]
    fn a_copy_keeps_its_own_bounds_and_worth() {
        let first = columns();
        let mut copy = first.clone();
        copy.set_bounds(0, 1, 1);
        copy.set_worth(2, |index| [0, 8][index]);
        assert_eq!(
            (copy.at(0).lower, copy.at(0).worth_in_first(3), copy.at(1).worth_in_first(3)),
            (1, vec![1, 0, 0], vec![0, -2, 8])
        );
        assert_eq!(
            (first.at(0).lower, first.at(0).worth_in_first(3), first.at(1).worth_in_first(3)),
            (0, vec![1, 0, 7], vec![0, -2, 0])
        );
    }
}
