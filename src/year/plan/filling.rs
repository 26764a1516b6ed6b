//! Homes given to whole households so far, and whether every row of the program still holds when there are more.

use std::collections::BTreeMap;

use crate::domain::{MONTHS, SizeClass, WHOLE};

use super::about::{About, Home, SharedHomes, Way};
use super::program::Program;
use super::whole::Sized;

/// Stream, size and month.
pub(super) type Kind = (usize, SizeClass, usize);

/// Homes given so far, with every row kept.
pub(super) struct Filling<'a> {
    pub(super) program: &'a Program<'a>,
    pub(super) optimum: &'a [f64],
    pub(super) columns: Vec<u32>,
    /// Rows of each column, with its factor.
    rows: Vec<Vec<(usize, i64)>>,
    /// The sum of each row so far.
    sums: Vec<i64>,
    /// Columns by kind of household.
    pub(super) ways: BTreeMap<Kind, Vec<usize>>,
    /// Households of each stream that may still share, and that may still have three rooms though they are small.
    pub(super) open: Vec<[i64; 2]>,
}

impl<'a> Filling<'a> {
    pub(super) fn new(program: &'a Program<'a>, optimum: &'a [f64], wanted: &[Sized<u32>]) -> Self {
        let mut rows = vec![Vec::new(); program.columns()];
        for (index, row) in program.rows.iter().enumerate().filter(|(_, row)| !is_part(&row.about)) {
            row.terms.iter().for_each(|(column, factor)| rows[*column].push((index, *factor)));
        }
        let mut ways: BTreeMap<_, Vec<usize>> = BTreeMap::new();
        for (column, way) in program.ways.iter().enumerate() {
            ways.entry((way.stream, way.size, way.month)).or_default().push(column);
        }
        let open = wanted.iter().enumerate().map(|(stream, sizes)| parts(program, stream, sizes)).collect();
        let (columns, sums) = (vec![0; program.columns()], vec![0; program.rows.len()]);
        Self { program, optimum, columns, rows, sums, ways, open }
    }

    /// The columns of a kind that are homes of one's own.
    pub(super) fn own_homes(&self, kind: Kind) -> impl Iterator<Item = usize> + '_ {
        self.ways.get(&kind).into_iter().flatten().copied().filter(|column| !self.is_shared(*column))
    }

    /// The columns with households in the same dwellings as those of this one.
    pub(super) fn living_in(&self, column: usize) -> Vec<usize> {
        let home = self.program.ways[column].home;
        let lives = |other: &usize| self.columns[*other] > 0 && self.program.ways[*other].home == home;
        (0..self.program.ways.len()).filter(lives).collect()
    }

    /// Whether households of a column make room for others where they come from.
    pub(super) fn makes_room(&self, column: usize) -> bool {
        self.rows[column].iter().any(|(_, factor)| *factor < 0)
    }

    /// Whether the part of a stream that a column counts in has one left.
    pub(super) fn has_part(&self, stream: usize, column: usize) -> bool {
        self.part(column).is_none_or(|part| self.open[stream][part] > 0)
    }

    /// Which part of a stream a column counts in: those who share, or small households with three rooms.
    pub(super) fn part(&self, column: usize) -> Option<usize> {
        let way = self.program.ways[column];
        match (way.home, way.size) {
            (Home::Shared(..), _) => Some(0),
            (Home::Own(_, SizeClass::Middle), SizeClass::Small) => Some(1),
            _ => None,
        }
    }

    pub(super) fn is_shared(&self, column: usize) -> bool {
        matches!(self.program.ways[column].home, Home::Shared(..))
    }

    /// The columns that grow by one: where the shared dwellings are full, another one for two households.
    pub(super) fn with(&self, column: usize) -> Vec<usize> {
        let Home::Shared(source, size) = self.program.ways[column].home else { return vec![column] };
        let month = self.program.ways[column].month;
        let of = |homes: &SharedHomes| (homes.source, homes.size, homes.month) == (source, size, month);
        let Some(index) = self.program.shared.iter().position(of) else { return vec![column] };
        let shared = self.program.ways.len() + index;
        let places = self.columns[shared] * self.program.year.supply[source].places;
        if self.sharers(source, size, month) < places { vec![column] } else { vec![column, column, shared] }
    }

    fn sharers(&self, source: usize, size: SizeClass, month: usize) -> u32 {
        let here = |way: &Way| way.home == Home::Shared(source, size) && way.month == month;
        self.program.ways.iter().zip(&self.columns).filter(|(way, _)| here(way)).map(|(_, number)| number).sum()
    }

    /// Whether every row holds when these columns grow by one.
    pub(super) fn has_room(&self, with: &[usize]) -> bool {
        self.holds(&with.iter().map(|column| (*column, 1)).collect::<Vec<_>>())
    }

    /// The columns of a stream's households in a month.
    pub(super) fn taken_by(&self, stream: usize, month: usize) -> Vec<usize> {
        let kinds = SizeClass::ALL.iter().filter_map(|size| self.ways.get(&(stream, *size, month)));
        kinds.flatten().copied().filter(|column| self.columns[*column] > 0).collect()
    }

    /// The homes of their own that households of a column could have in a month.
    pub(super) fn homes_like(&self, column: usize, month: usize) -> Vec<usize> {
        let way = self.program.ways[column];
        self.own_homes((way.stream, way.size, month)).filter(|other| *other != column).collect()
    }

    /// Whether every row holds, and every stream keeps to its parts, when a household leaves each first column for the
    /// second.
    pub(super) fn may_move(&self, moves: &[(usize, usize)]) -> bool {
        let changes: Vec<(usize, i64)> =
            moves.iter().flat_map(|(leaving, coming)| [(*leaving, -1), (*coming, 1)]).collect();
        moves.iter().all(|one| self.keeps_part(*one)) && self.holds(&changes)
    }

    /// Whether every row holds when columns grow by so many households; what a row has above its bound already may stay.
    pub(super) fn holds(&self, columns: &[(usize, i64)]) -> bool {
        let of = |(column, number): &(usize, i64)| {
            let number = *number;
            self.rows[*column].iter().map(move |(row, factor)| (*row, factor * number))
        };
        let mut changes: Vec<(usize, i64)> = columns.iter().flat_map(of).collect();
        changes.sort_unstable();
        changes.chunk_by(|one, next| one.0 == next.0).all(|changes| {
            let (index, row) = (changes[0].0, &self.program.rows[changes[0].0]);
            let change: i64 = changes.iter().map(|(_, change)| change).sum();
            change <= 0 || self.sums[index] + change <= row.most + row.slack
        })
    }

    /// Whether a stream keeps to its parts when one of its households moves.
    fn keeps_part(&self, (leaving, coming): (usize, usize)) -> bool {
        self.part(coming) == self.part(leaving) || self.has_part(self.program.ways[coming].stream, coming)
    }

    /// Adds to a column, or takes from it.
    pub(super) fn count(&mut self, column: usize, number: i32) {
        self.columns[column] = self.columns[column].saturating_add_signed(number);
        for (row, factor) in &self.rows[column] {
            self.sums[*row] += factor * i64::from(number);
        }
        if let Some(way) = self.program.ways.get(column)
            && let Some(part) = self.part(column)
        {
            self.open[way.stream][part] -= i64::from(number);
        }
    }
}

/// Whether a row states a part of a stream's households over the year: those are counted by [`parts`].
fn is_part(about: &About) -> bool {
    matches!(about, About::Mix(..) | About::Pairs(_) | About::Sharers(_))
}

/// Households of a stream that may share, and small ones that may have three rooms.
fn parts(program: &Program<'_>, stream: usize, sizes: &Sized<u32>) -> [i64; 2] {
    let of = |months: &[u32; MONTHS]| months.iter().map(|number| i64::from(*number)).sum::<i64>();
    let sharers = program.year.streams[stream].sharers * sizes.iter().map(of).sum::<i64>() / WHOLE;
    [sharers, program.year.small_in_middle * of(&sizes[SizeClass::Small.index()]) / WHOLE]
}
