//! What an exchange of households is judged by: the goals of a plan that are about months and homes, in whole numbers.

use crate::domain::{Hundredths, MONTHS, Supply};

use super::about::{Way, is_larger, wait_when_let};
use super::filling::Filling;
use super::program::Program;

/// How near to a whole number a value is taken for it: the tolerances of ten goals add up to less.
const NEAR: f64 = 1e-3;

/// A number for every month.
type Numbers = [i64; MONTHS];

/// What an exchange is judged by, the first one first; all of them are to be small.
pub(super) type Worth = [i64; 9];

/// How many of these depend on streams and months alone, not on homes, where the months are to be even.
pub(super) const MONTHS_ALONE: usize = 6;

/// What the goals count of a plan.
pub(super) struct Tally<'a> {
    program: &'a Program<'a>,
    /// Households by stream.
    pub(super) streams: Vec<Numbers>,
    /// The group of each stream, and their households.
    group_of: Vec<usize>,
    groups: Vec<Numbers>,
    /// Households that are offered a home.
    offered: Numbers,
    /// Homes that a source is asked for.
    sources: Vec<Numbers>,
    /// Months that dwellings of projects wait beyond those that they would if none were let to the groups.
    waited: i64,
    /// Households in a home of a larger size than they are.
    larger: i64,
    /// Persons of the statutory group in the first half of the year.
    persons: Hundredths,
    /// The optimum's households by stream, just below and above.
    near: Vec<[Numbers; 2]>,
    /// The optimum's most offered in a month, just above.
    most: i64,
}

impl<'a> Tally<'a> {
    pub(super) fn new(filling: &Filling<'a>) -> Self {
        let program = filling.program;
        let year = program.year;
        let groups: Vec<&str> = year.groups.keys().map(String::as_str).collect();
        let group = |id: &str| groups.iter().position(|group| *group == id).unwrap_or(groups.len());
        let mut tally = Self {
            program,
            streams: vec![[0; MONTHS]; year.streams.len()],
            group_of: year.streams.iter().map(|stream| group(&stream.group)).collect(),
            groups: vec![[0; MONTHS]; groups.len() + 1],
            offered: [0; MONTHS],
            sources: vec![[0; MONTHS]; year.supply.len()],
            waited: 0,
            larger: 0,
            persons: 0,
            near: Vec::new(),
            most: 0,
        };
        tally.aim(filling.optimum);
        for (way, households) in program.ways.iter().zip(&filling.columns) {
            tally.count(way, i64::from(*households));
        }
        tally
    }

    /// Notes what the optimum in parts of households has.
    fn aim(&mut self, optimum: &[f64]) {
        let mut streams = vec![[0.0; MONTHS]; self.streams.len()];
        let mut offered = [0.0_f64; MONTHS];
        for (way, households) in self.program.ways.iter().zip(optimum) {
            streams[way.stream][way.month] += households;
            if self.program.is_mediated(&self.program.year.streams[way.stream].group) {
                offered[way.month] += households;
            }
        }
        let near = |months: [f64; MONTHS]| [months.map(|number| below(number + NEAR)), months.map(above)];
        self.near = streams.into_iter().map(near).collect();
        self.most = above(offered.into_iter().fold(0.0, f64::max));
    }

    pub(super) fn count(&mut self, way: &Way, number: i64) {
        let year = self.program.year;
        let stream = &year.streams[way.stream];
        self.streams[way.stream][way.month] += number;
        self.groups[self.group_of[way.stream]][way.month] += number;
        let is_asked = self.program.is_mediated(&stream.group);
        if is_asked {
            self.offered[way.month] += number;
        }
        if self.program.is_statutory(way.stream) && way.month < MONTHS / 2 {
            self.persons += number * stream.persons;
        }
        self.larger += if is_larger(way) { number } else { 0 };
        if let Some(source) = way.home.source() {
            if is_asked {
                self.sources[source][way.month] += number;
            }
            self.waited += number * wait_when_let(&year.supply[source], way.month);
        }
    }

    /// By how much the steps of a stream grow when a household of it comes in another month.
    pub(super) fn step(&self, stream: usize, from: usize, to: usize) -> i64 {
        let mut months = self.streams[stream];
        let before = steps(&months);
        months[from] -= 1;
        months[to] += 1;
        steps(&months) - before
    }

    /// The goals in the order of the policy.
    pub(super) fn worth(&self) -> Worth {
        let year = self.program.year;
        let task = year.statutory.as_ref().map_or(0, |task| (i64::from(task.task[0]) * 100 - self.persons).max(0));
        let all = |numbers: &[Numbers]| numbers.iter().map(steps).sum::<i64>();
        let vacancies = self.sources.iter().zip(&year.supply).filter(|(_, source)| source.kind == Supply::Mutation);
        let landlords: i64 = vacancies.map(|(months, _)| steps(months)).sum();
        // A step of two of a group is worse than two of one.
        let squares = |months: &Numbers| months.windows(2).map(|pair| (pair[1] - pair[0]).pow(2)).sum::<i64>();
        let groups = self.groups.iter().map(squares).sum();
        let (streams, offered) = (all(&self.streams), steps(&self.offered));
        let peak: i64 = self.offered.iter().map(|offered| (offered - self.most).max(0)).sum();
        let apart = self.apart();
        if self.program.policy.even {
            [task, peak, apart, streams, groups, offered, self.waited, landlords, self.larger]
        } else {
            [task, self.waited, landlords, apart, streams, groups, offered, peak, self.larger]
        }
    }

    /// How far the streams are from just below or above the optimum.
    fn apart(&self) -> i64 {
        let months = self.streams.iter().zip(&self.near).flat_map(|(months, [low, high])| {
            months.iter().zip(low.iter().zip(high)).map(|(here, (low, high))| (low - here).max(here - high).max(0))
        });
        months.sum()
    }
}

#[allow(clippy::cast_possible_truncation)] // numbers of households
fn below(number: f64) -> i64 {
    number.floor() as i64
}

/// Just above a number; what is nearly whole is taken for it.
fn above(number: f64) -> i64 {
    below(number - NEAR) + 1
}

/// The differences between one month and the next, all together.
fn steps(months: &Numbers) -> i64 {
    months.windows(2).map(|pair| (pair[1] - pair[0]).abs()).sum()
}
