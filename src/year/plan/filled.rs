//! Whole households given their homes, one after the other: each where the optimum has the most of its kind still
//! open, and only where every row of the program still holds.

use crate::domain::{MONTHS, SizeClass};

use super::figures::Placements;
use super::filling::{Filling, Kind};
use super::program::Program;
use super::smoothed::smooth;
use super::whole::Sized;

/// How near to none a number is taken for it.
const NEAR: f64 = 1e-5;

/// Places as many households of each stream, size and month as wanted; those that find no home in their month come
/// in the next, or in any other where there is room. Then the months are made as alike as can be.
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
    smooth(&mut filling);
    Placements::of(program, &filling.columns)
}

/// The streams of the statutory group first: its persons are the first goal.
fn in_order(program: &Program<'_>, streams: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..streams).collect();
    order.sort_by_key(|stream| !program.is_statutory(*stream));
    order
}

impl Filling<'_> {
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
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::super::about::{About, Home};
    use super::super::{Placements, Policy, Program, check};
    use super::filled;
    use crate::domain::{Concept, Source, Stated, Stream, Supply, Unsuitable, WHOLE, Year};

    /// One dwelling, for whoever moves on from a temporary home, with one place that this frees, or for the statutory
    /// group.
    fn one_dwelling() -> Year {
        let utrecht = crate::input::read_year("models/utrecht-2025".as_ref()).unwrap().year;
        let stream = |group: &str| Stream {
            group: group.to_owned(),
            organisation: None,
            share: WHOLE,
            sizes: [WHOLE, 0, 0],
            sharers: 0,
            ..utrecht.streams[0].clone()
        };
        let dwelling = Source {
            kind: Supply::NewBuild,
            dwellings: 1,
            sizes: [1, 0, 0],
            delivered: Some(0),
            for_groups: None,
            shareable: 0,
            ..utrecht.supply[0].clone()
        };
        let concept = Concept {
            group: Some("goeie-buur".to_owned()),
            places: 1,
            occupied: 1,
            leaving: 12,
            ..utrecht.concepts[0].clone()
        };
        let groups = ["statushouders", "doorstroom", "goeie-buur"];
        Year {
            stated: Stated::default(),
            unsuitable: Unsuitable::default(),
            demand: [].into(),
            decision: groups.map(|group| (group.to_owned(), 1)).into(),
            supply: vec![dwelling],
            streams: groups.map(stream).into(),
            partners: Vec::new(),
            concepts: vec![concept],
            ..utrecht
        }
    }

    /// The plan when these households are wanted, each by stream and month.
    fn when_wanted(year: &Year, wanted: &[(usize, usize)]) -> Placements {
        let program = Program::new(year, Policy::adopted());
        let mut numbers = vec![[[0; 12]; 3]; year.streams.len()];
        for (stream, month) in wanted {
            numbers[*stream][0][*month] += 1;
        }
        filled(&program, &vec![0.0; program.columns()], &numbers)
    }

    #[test]
    fn nobody_loses_a_home_who_freed_a_temporary_place_by_moving_on() {
        let year = one_dwelling();
        let plan = when_wanted(&year, &[(1, 0), (2, 0), (0, 1)]);
        assert_eq!(check(&year, Policy::adopted(), &plan), []);
        let homes: Vec<_> = plan.households.iter().map(|(way, number)| (way.stream, *number)).collect();
        assert_eq!(homes, [(1, 1), (2, 1)], "the statutory household has no home");
        assert!(plan.households.iter().any(|(way, _)| way.home == Home::Temporary(0)));
        let without: Vec<_> = plan.households.iter().copied().filter(|(way, _)| way.stream != 1).collect();
        let breaches = check(&year, Policy::adopted(), &Placements { households: without, ..plan });
        assert!(breaches.iter().any(|breach| matches!(breach.about, About::Freed(0, _))), "{breaches:?}");
    }

    #[test]
    fn a_household_of_another_group_gives_way_to_the_statutory_group() {
        let year = Year { concepts: Vec::new(), ..one_dwelling() };
        let plan = when_wanted(&year, &[(1, 0), (0, 1)]);
        assert_eq!(plan.households.iter().map(|(way, _)| way.stream).collect::<Vec<_>>(), [0]);
    }
}
