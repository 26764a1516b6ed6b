//! Whole households given their homes, one after the other: each where the optimum has the most of its kind still
//! open, and only where every row of the program still holds.

use std::collections::BTreeMap;

use crate::domain::{MONTHS, SizeClass, WHOLE};

use super::about::{Home, SharedHomes, Way};
use super::figures::{Months, Placements};
use super::program::Program;

/// Places as many households of each stream and month as wanted; those that find no home in their month come in the
/// next, or in any other where there is room.
pub(super) fn filled(program: &Program<'_>, optimum: &[f64], wanted: &[Months]) -> Placements {
    let mut filling = Filling::new(program, optimum);
    let mut left = vec![0; wanted.len()];
    for month in 0..MONTHS {
        for (stream, months) in wanted.iter().enumerate() {
            left[stream] += months[month];
            filling.place_all(stream, month, &mut left[stream]);
        }
    }
    for (stream, left) in left.iter_mut().enumerate() {
        (0..MONTHS).for_each(|month| filling.place_all(stream, month, left));
    }
    Placements::of(program, &filling.columns)
}

struct Filling<'a> {
    program: &'a Program<'a>,
    optimum: &'a [f64],
    columns: Vec<u32>,
    /// Rows of each column, with its factor.
    rows: Vec<Vec<(usize, i64)>>,
    /// The sum of each row so far.
    sums: Vec<i64>,
    /// Households by stream and size.
    sizes: Vec<[i64; 3]>,
    /// Columns by stream, size and month.
    ways: BTreeMap<(usize, SizeClass, usize), Vec<usize>>,
}

impl<'a> Filling<'a> {
    fn new(program: &'a Program<'a>, optimum: &'a [f64]) -> Self {
        let mut rows = vec![Vec::new(); program.columns()];
        for (index, row) in program.rows.iter().enumerate().filter(|(_, row)| !row.exact) {
            row.terms.iter().for_each(|(column, factor)| rows[*column].push((index, *factor)));
        }
        let mut ways: BTreeMap<_, Vec<usize>> = BTreeMap::new();
        for (column, way) in program.ways.iter().enumerate() {
            ways.entry((way.stream, way.size, way.month)).or_default().push(column);
        }
        Self {
            program,
            optimum,
            columns: vec![0; program.columns()],
            rows,
            sums: vec![0; program.rows.len()],
            sizes: vec![[0; 3]; program.year.streams.len()],
            ways,
        }
    }

    /// Gives households of a stream a home in a month, until none is left or there is no room.
    fn place_all(&mut self, stream: usize, month: usize, left: &mut u32) {
        while *left > 0 {
            match self.place(stream, month, *left) {
                0 => return,
                placed => *left -= placed,
            }
        }
    }

    /// Gives one household a home, or two that share one; how many found one.
    fn place(&mut self, stream: usize, month: usize, left: u32) -> u32 {
        for size in self.sizes_next(stream) {
            let mut ways = self.ways.get(&(stream, size, month)).cloned().unwrap_or_default();
            let open = |column: usize| self.optimum[column] - f64::from(self.columns[column]);
            ways.sort_by(|one, other| open(*other).total_cmp(&open(*one)).then(one.cmp(other)));
            for column in ways {
                let with = self.with(column);
                let households = if with.len() > 1 { 2 } else { 1 };
                if households <= left && self.keeps_part(stream, size, households) && self.has_room(&with) {
                    self.add(&with);
                    self.sizes[stream][size.index()] += i64::from(households);
                    return households;
                }
            }
        }
        0
    }

    /// The sizes in which a stream has less than its part, the one that misses most first.
    fn sizes_next(&self, stream: usize) -> Vec<SizeClass> {
        let parts = self.program.year.streams[stream].sizes;
        let all: i64 = self.sizes[stream].iter().sum::<i64>() + 1;
        let misses = |size: SizeClass| parts[size.index()] * all - self.sizes[stream][size.index()] * WHOLE;
        let mut sizes = SizeClass::ALL.to_vec();
        sizes.retain(|size| misses(*size) > 0);
        sizes.sort_by_key(|size| (-misses(*size), *size));
        sizes
    }

    /// Whether a size stays less than a household above its part with so many more.
    fn keeps_part(&self, stream: usize, size: SizeClass, households: u32) -> bool {
        let more = i64::from(households);
        let all: i64 = self.sizes[stream].iter().sum::<i64>() + more;
        let part = self.program.year.streams[stream].sizes[size.index()];
        (self.sizes[stream][size.index()] + more) * WHOLE - part * all < WHOLE
    }

    /// The columns that grow by one: where the shared dwellings are full, another one for two households.
    fn with(&self, column: usize) -> Vec<usize> {
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
    fn has_room(&self, with: &[usize]) -> bool {
        let mut changes: BTreeMap<usize, i64> = BTreeMap::new();
        for (row, factor) in with.iter().flat_map(|column| &self.rows[*column]) {
            *changes.entry(*row).or_default() += factor;
        }
        changes.into_iter().all(|(index, change)| {
            let row = &self.program.rows[index];
            change <= 0 || self.sums[index] + change <= row.most + row.slack
        })
    }

    fn add(&mut self, with: &[usize]) {
        for column in with {
            self.columns[*column] += 1;
            for (row, factor) in &self.rows[*column] {
                self.sums[*row] += factor;
            }
        }
    }
}
