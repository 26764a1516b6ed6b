//! Whole households given their homes, one after the other: each where the optimum has the most of its kind still
//! open, and only where every row of the program still holds.

use std::collections::BTreeMap;

use crate::domain::{MONTHS, SizeClass, WHOLE};

use super::about::{About, Home, SharedHomes, Way};
use super::figures::Placements;
use super::program::Program;
use super::whole::Sized;

/// How near to none a number is taken for it.
const NEAR: f64 = 1e-5;

/// Places as many households of each stream, size and month as wanted; those that find no home in their month come
/// in the next, or in any other where there is room.
pub(super) fn filled(program: &Program<'_>, optimum: &[f64], wanted: &[Sized<u32>]) -> Placements {
    let mut filling = Filling::new(program, optimum, wanted);
    let mut left = vec![[0; 3]; wanted.len()];
    let streams = in_order(program, wanted.len());
    for month in 0..MONTHS {
        filling.fill(month, &streams, wanted, &mut left);
    }
    for stream in streams {
        for size in SizeClass::ALL {
            let here = &mut left[stream][size.index()];
            (0..MONTHS).for_each(|month| filling.place_all((stream, size, month), here));
            (0..MONTHS).for_each(|month| filling.make_room_for_all((stream, size, month), here));
            if program.is_statutory(stream) {
                (0..MONTHS).for_each(|month| filling.displace_for_all((stream, size, month), &mut left));
            }
        }
    }
    Placements::of(program, &filling.columns)
}

/// The streams of the statutory group first: its persons are the first goal.
fn in_order(program: &Program<'_>, streams: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..streams).collect();
    order.sort_by_key(|stream| !program.is_statutory(*stream));
    order
}

/// Stream, size and month.
type Kind = (usize, SizeClass, usize);

struct Filling<'a> {
    program: &'a Program<'a>,
    optimum: &'a [f64],
    columns: Vec<u32>,
    /// Rows of each column, with its factor.
    rows: Vec<Vec<(usize, i64)>>,
    /// The sum of each row so far.
    sums: Vec<i64>,
    /// Columns by kind of household.
    ways: BTreeMap<Kind, Vec<usize>>,
    /// Households of each stream that may still share, and that may still have three rooms though they are small.
    open: Vec<[i64; 2]>,
}

impl<'a> Filling<'a> {
    fn new(program: &'a Program<'a>, optimum: &'a [f64], wanted: &[Sized<u32>]) -> Self {
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

    /// Gives those wanted in a month a home, and those left from the months before; the larger households first.
    fn fill(&mut self, month: usize, streams: &[usize], wanted: &[Sized<u32>], left: &mut [[u32; 3]]) {
        for stream in streams.iter().copied() {
            for size in SizeClass::ALL.into_iter().rev() {
                let left = &mut left[stream][size.index()];
                *left += wanted[stream][size.index()][month];
                self.place_all((stream, size, month), left);
            }
        }
    }

    /// Gives households of a kind a home, until none is left or there is no room.
    fn place_all(&mut self, kind: Kind, left: &mut u32) {
        while *left > 0 {
            match self.place(kind, *left) {
                0 => return,
                placed => *left -= placed,
            }
        }
    }

    /// Gives one household a home, or two that share one; how many found one. A dwelling is shared only where the
    /// optimum shares it, or where there is no other home.
    fn place(&mut self, kind: Kind, left: u32) -> u32 {
        let mut ways = self.ways.get(&kind).cloned().unwrap_or_default();
        let open = |column: usize| self.optimum[column] - f64::from(self.columns[column]);
        let last = |column: usize| (self.optimum[column] < NEAR && self.is_shared(column), open(column) < NEAR);
        ways.sort_by(|one, other| {
            last(*one).cmp(&last(*other)).then(open(*other).total_cmp(&open(*one))).then(one.cmp(other))
        });
        for column in ways {
            let with = self.with(column);
            let households = if with.len() > 1 { 2 } else { 1 };
            let in_part = self.part(column).is_none_or(|part| self.open[kind.0][part] >= i64::from(households));
            if households <= left && in_part && self.has_room(&with) {
                for column in with {
                    self.count(column, 1);
                }
                return households;
            }
        }
        0
    }

    /// Gives households of a kind homes that others leave for one that is open, until none is left or no such
    /// exchange is.
    fn make_room_for_all(&mut self, kind: Kind, left: &mut u32) {
        while *left > 0 && self.make_room(kind) {
            *left -= 1;
        }
    }

    fn make_room(&mut self, kind: Kind) -> bool {
        let wanted: Vec<usize> = self.own_homes(kind).filter(|column| self.has_part(kind.0, *column)).collect();
        wanted.into_iter().any(|column| self.living_in(column).into_iter().any(|other| self.exchange(other, column)))
    }

    /// The columns of a kind that are homes of one's own.
    fn own_homes(&self, kind: Kind) -> impl Iterator<Item = usize> + '_ {
        self.ways.get(&kind).into_iter().flatten().copied().filter(|column| !self.is_shared(*column))
    }

    /// The columns with households in the same dwellings as those of this one.
    fn living_in(&self, column: usize) -> Vec<usize> {
        let home = self.program.ways[column].home;
        let lives = |other: &usize| self.columns[*other] > 0 && self.program.ways[*other].home == home;
        (0..self.program.ways.len()).filter(lives).collect()
    }

    /// Gives households of a kind the homes of others that come after them; those are left over then.
    fn displace_for_all(&mut self, kind: Kind, left: &mut [[u32; 3]]) {
        while left[kind.0][kind.1.index()] > 0
            && let Some((stream, size)) = self.displace(kind)
        {
            left[kind.0][kind.1.index()] -= 1;
            left[stream][size.index()] += 1;
        }
    }

    /// Takes a home from a household of another group in the same month; the stream and size that lost one.
    fn displace(&mut self, kind: Kind) -> Option<(usize, SizeClass)> {
        let wanted: Vec<usize> = self.own_homes(kind).filter(|column| self.has_part(kind.0, *column)).collect();
        for column in wanted {
            for other in self.living_in(column) {
                let way = self.program.ways[other];
                if self.program.is_statutory(way.stream) || way.month != kind.2 || self.makes_room(other) {
                    continue;
                }
                self.count(other, -1);
                if self.has_room(&[column]) {
                    self.count(column, 1);
                    return Some((way.stream, way.size));
                }
                self.count(other, 1);
            }
        }
        None
    }

    /// Whether households of a column make room for others where they come from.
    fn makes_room(&self, column: usize) -> bool {
        self.rows[column].iter().any(|(_, factor)| *factor < 0)
    }

    /// Moves a household of one column to another home in the same month, so that one can come in another column;
    /// whether that could be done.
    fn exchange(&mut self, leaving: usize, coming: usize) -> bool {
        let way = self.program.ways[leaving];
        self.count(leaving, -1);
        if self.has_room(&[coming]) {
            self.count(coming, 1);
            let homes: Vec<usize> = self.own_homes((way.stream, way.size, way.month)).collect();
            let open =
                |column: &usize| *column != leaving && self.has_part(way.stream, *column) && self.has_room(&[*column]);
            if let Some(home) = homes.into_iter().find(open) {
                self.count(home, 1);
                return true;
            }
            self.count(coming, -1);
        }
        self.count(leaving, 1);
        false
    }

    /// Whether the part of a stream that a column counts in has one left.
    fn has_part(&self, stream: usize, column: usize) -> bool {
        self.part(column).is_none_or(|part| self.open[stream][part] > 0)
    }

    /// Which part of a stream a column counts in: those who share, or small households with three rooms.
    fn part(&self, column: usize) -> Option<usize> {
        let way = self.program.ways[column];
        match (way.home, way.size) {
            (Home::Shared(..), _) => Some(0),
            (Home::Own(_, SizeClass::Middle), SizeClass::Small) => Some(1),
            _ => None,
        }
    }

    fn is_shared(&self, column: usize) -> bool {
        matches!(self.program.ways[column].home, Home::Shared(..))
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

    /// Adds to a column, or takes from it.
    fn count(&mut self, column: usize, number: i32) {
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
