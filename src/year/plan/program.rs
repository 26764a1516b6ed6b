//! The year as a linear program, in whole numbers and without a solver: who can live where in which month, and
//! what bounds it.

use std::sync::atomic::{AtomicBool, Ordering};

use crate::domain::{MONTHS, Partner, SizeClass, Stream, Supply, WHOLE, Year};

use super::about::{About, Home, SharedHomes, Way, is_mediated, largest_load, leaving_as, load, need_of, whole};
use super::merged::Merged;
use super::policy::{Aim, Policy};
use super::supply::Available;

/// One row: a sum over columns, at most a bound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What it is about.
    pub about: About,
    /// Columns and their factors.
    pub terms: Vec<(usize, i64)>,
    /// The bound.
    pub most: i64,
    /// Whether the sum is exactly the bound.
    pub exact: bool,
    /// What one of what the row counts is in its bound.
    pub unit: i64,
    /// How far off a plan in whole households may be: less than one household.
    pub slack: i64,
}

/// The program of a year under a policy.
#[derive(Debug, Clone)]
pub struct Program<'a> {
    /// The year.
    pub year: &'a Year,
    /// The policy.
    pub policy: Policy,
    /// Set once nobody waits for an answer any more: then no further goal is solved.
    pub stop: Option<&'a AtomicBool>,
    /// What each source has.
    pub available: Vec<Available>,
    /// Households: the first columns.
    pub ways: Vec<Way>,
    /// Shared dwellings: the other columns.
    pub shared: Vec<SharedHomes>,
    /// The rows.
    pub rows: Vec<Row>,
    /// What the solver gets.
    pub(super) merged: Merged,
}

impl<'a> Program<'a> {
    /// Writes the program.
    pub fn new(year: &'a Year, policy: Policy) -> Self {
        let available: Vec<Available> = year.supply.iter().map(|source| Available::of(year, source)).collect();
        let (ways, shared, rows, merged) = (Vec::new(), Vec::new(), Vec::new(), Merged::default());
        let mut program = Program { year, policy, stop: None, available, ways, shared, rows, merged };
        program.add_columns();
        program.add_homes();
        program.add_streams();
        program.add_groups();
        program.add_chain();
        program.add_temporary();
        program.merged = Merged::new(year, &program.ways, program.shared.len(), &program.rows);
        program
    }

    /// The same, given up as soon as `stop` is set.
    #[must_use]
    pub fn stopping(self, stop: Option<&'a AtomicBool>) -> Self {
        Self { stop, ..self }
    }

    /// Whether it was given up.
    pub fn is_stopped(&self) -> bool {
        self.stop.is_some_and(|stop| stop.load(Ordering::Relaxed))
    }

    /// The number of columns.
    pub fn columns(&self) -> usize {
        self.ways.len() + self.shared.len()
    }

    /// What a plan wants for a group, in places.
    pub fn wanted(&self, group: &str) -> u32 {
        let decided = self.year.decision.get(group).copied().unwrap_or(0);
        match self.policy.aim {
            Aim::Adopted => decided,
            Aim::Needs => need_of(self.year, group).unwrap_or(decided),
        }
    }

    /// The groups that a plan wants places for, by id.
    pub fn groups(&self) -> impl Iterator<Item = &'a str> + '_ {
        self.year.decision.keys().map(String::as_str).filter(|group| self.wanted(group) > 0)
    }

    /// The stream of a column that is a way.
    pub fn stream(&self, column: usize) -> &'a Stream {
        &self.year.streams[self.ways[column].stream]
    }

    /// Whether a stream is of the statutory group.
    pub fn is_statutory(&self, stream: usize) -> bool {
        let group = &self.year.streams[stream].group;
        self.year.statutory.as_ref().is_some_and(|statutory| statutory.group == *group)
    }

    /// Whether a group is offered its homes.
    pub fn is_mediated(&self, group: &str) -> bool {
        is_mediated(self.year, group)
    }

    /// What a household takes of a partner's capacity, in ten-thousandths; 0 where the partner does not serve it.
    pub fn load(&self, partner: &Partner, way: &Way) -> i64 {
        load(self.year, partner, way)
    }

    fn add_columns(&mut self) {
        for (index, stream) in self.year.streams.iter().enumerate() {
            if self.wanted(&stream.group) > 0 {
                let homes = self.homes_for(stream);
                self.ways.extend(homes.into_iter().map(|(size, home, month)| Way { stream: index, size, home, month }));
            }
        }
        let sources = self.year.supply.iter().enumerate();
        for (source, found) in sources.filter(|(_, found)| self.policy.sharing && found.shareable > 0) {
            let from = found.delivered.unwrap_or(0);
            let sizes = [SizeClass::Middle, SizeClass::Large];
            let columns = sizes.iter().flat_map(|size| (from..MONTHS).map(move |month| (*size, month)));
            self.shared.extend(columns.map(|(size, month)| SharedHomes { source, size, month }));
        }
    }

    /// Every home that a stream's households can have, by their size and month.
    fn homes_for(&self, stream: &Stream) -> Vec<(SizeClass, Home, usize)> {
        let mut homes = Vec::new();
        let mediated = self.is_mediated(&stream.group);
        for (index, source) in self.year.supply.iter().enumerate() {
            let open = source.for_groups != Some(0) && source.admits(&stream.group, stream.organisation.as_deref());
            if !open || (!mediated && (source.kind != Supply::Mutation || !source.reserved_for.is_empty())) {
                continue;
            }
            let months = source.delivered.unwrap_or(0)..MONTHS;
            for month in months {
                for size in SizeClass::ALL.into_iter().filter(|size| stream.sizes[size.index()] > 0) {
                    let fitting = SizeClass::ALL.into_iter().filter(|home| {
                        size.fits(*home) && source.sizes[home.index()] > 0 && self.may_pair(size, *home)
                    });
                    homes.extend(fitting.map(|home| (size, Home::Own(index, home), month)));
                }
                if mediated && self.policy.sharing && source.shareable > 0 && stream.sharers > 0 {
                    let sizes = [SizeClass::Middle, SizeClass::Large].into_iter();
                    homes.extend(sizes.map(|home| (SizeClass::Small, Home::Shared(index, home), month)));
                }
            }
        }
        for (index, concept) in self.year.concepts.iter().enumerate() {
            if mediated && concept.group.as_ref() == Some(&stream.group) {
                homes.extend((0..MONTHS).map(|month| (SizeClass::Small, Home::Temporary(index), month)));
            }
        }
        homes
    }

    fn may_pair(&self, size: SizeClass, home: SizeClass) -> bool {
        (size, home) != (SizeClass::Small, SizeClass::Middle) || self.year.small_in_middle > 0
    }

    /// The columns of ways that pass, each with a factor.
    fn sum(&self, factor: impl Fn(&Way) -> i64) -> Vec<(usize, i64)> {
        let terms = self.ways.iter().enumerate().map(|(column, way)| (column, factor(way)));
        terms.filter(|(_, factor)| *factor != 0).collect()
    }

    /// The columns of shared dwellings that pass.
    fn shared_sum(&self, factor: impl Fn(&SharedHomes) -> i64) -> Vec<(usize, i64)> {
        let first = self.ways.len();
        let terms = self.shared.iter().enumerate().map(|(index, homes)| (first + index, factor(homes)));
        terms.filter(|(_, factor)| *factor != 0).collect()
    }

    fn add(&mut self, about: About, terms: Vec<(usize, i64)>, most: i64) {
        self.add_counted(about, terms, most, 1);
    }

    fn add_counted(&mut self, about: About, terms: Vec<(usize, i64)>, most: i64, unit: i64) {
        if !terms.is_empty() {
            self.rows.push(Row { about, terms, most, exact: false, unit, slack: 0 });
        }
    }

    fn add_homes(&mut self) {
        for source in 0..self.year.supply.len() {
            let found = &self.year.supply[source];
            let waits = self.available[source].waits;
            for month in found.delivered.unwrap_or(0)..MONTHS {
                for size in SizeClass::ALL {
                    self.add_places(source, size, month);
                }
                // All dwellings that wait are there from the first month on: the last month bounds the others.
                if waits && month + 1 < MONTHS {
                    continue;
                }
                let within = |at: usize| if waits { at <= month } else { at == month };
                for size in SizeClass::ALL {
                    let mut terms = self.sum(|way| i64::from(way.home == Home::Own(source, size) && within(way.month)));
                    terms.extend(self.shared_sum(|homes| {
                        i64::from(homes.source == source && homes.size == size && within(homes.month))
                    }));
                    let most = self.available[source].by(month, size.index());
                    self.add(About::Homes(source, size, month), terms, most.into());
                }
                let shareable = if waits { found.shareable } else { self.available[source].shareable[month] };
                let terms = self.shared_sum(|homes| i64::from(homes.source == source && within(homes.month)));
                self.add(About::Shareable(source, month), terms, shareable.into());
            }
            if let Some(most) = found.for_groups {
                let mut terms = self.sum(|way| i64::from(matches!(way.home, Home::Own(of, _) if of == source)));
                terms.extend(self.shared_sum(|homes| i64::from(homes.source == source)));
                self.add(About::ForGroups(source), terms, most.into());
            }
        }
        if let Some(share) = self.policy.share {
            let mut terms = self.sum(|way| i64::from(matches!(way.home, Home::Own(..))));
            terms.extend(self.shared_sum(|_| 1));
            self.add(About::Share, terms, i64::from(self.year.dwellings()) * share / WHOLE);
        }
    }

    /// A shared dwelling has two sharers at least, and no more than it has places.
    fn add_places(&mut self, source: usize, size: SizeClass, month: usize) {
        let places = i64::from(self.year.supply[source].places);
        let sharers = self.sum(|way| i64::from(way.home == Home::Shared(source, size) && way.month == month));
        let homes =
            self.shared_sum(|homes| i64::from((homes.source, homes.size, homes.month) == (source, size, month)));
        let with = |factor: i64, sign: i64| {
            let sharers = sharers.iter().map(move |(column, one)| (*column, one * sign));
            sharers.chain(homes.iter().map(move |(column, _)| (*column, factor))).collect::<Vec<_>>()
        };
        let (at_most, at_least) = (with(-places, 1), with(2, -1));
        self.add(About::Places(source, size, month), at_most, 0);
        self.add(About::Places(source, size, month), at_least, 0);
    }

    fn add_streams(&mut self) {
        for (index, stream) in self.year.streams.iter().enumerate() {
            let shares = |way: &Way| matches!(way.home, Home::Shared(..));
            let of = |way: &Way| way.stream == index;
            let terms = self.sum(|way| if of(way) { i64::from(shares(way)) * WHOLE - stream.sharers } else { 0 });
            if self.policy.sharing && stream.sharers > 0 {
                self.add_counted(About::Sharers(index), terms, 0, WHOLE);
            }
            let most =
                *SizeClass::ALL.iter().max_by_key(|size| stream.sizes[size.index()]).unwrap_or(&SizeClass::Small);
            for size in SizeClass::ALL.into_iter().filter(|size| *size != most) {
                let [part, other] = [size, most].map(|size| stream.sizes[size.index()]);
                let terms = self.sum(|way| match (of(way), way.size) {
                    (true, here) if here == size => other,
                    (true, here) if here == most => -part,
                    _ => 0,
                });
                if !terms.is_empty() {
                    let about = About::Mix(index, size);
                    self.rows.push(Row { about, terms, most: 0, exact: true, unit: WHOLE, slack: 0 });
                }
            }
            let pairs = self.year.small_in_middle;
            let in_middle = |way: &Way| matches!(way.home, Home::Own(_, SizeClass::Middle));
            let small = |way: &Way| of(way) && way.size == SizeClass::Small;
            let terms = self.sum(|way| if small(way) { i64::from(in_middle(way)) * WHOLE - pairs } else { 0 });
            self.add_counted(About::Pairs(index), terms, 0, WHOLE);
            let needed = need_of(self.year, &stream.group).unwrap_or(0).max(self.wanted(&stream.group));
            let terms = self.sum(|way| i64::from(of(way)));
            self.add(About::Need(index), terms, (i64::from(needed) * stream.share + WHOLE - 1) / WHOLE);
        }
    }

    fn add_groups(&mut self) {
        let groups: Vec<&str> = self.groups().collect();
        for group in groups {
            let wanted = self.wanted(group);
            let of = |way: &Way| self.year.streams[way.stream].group == group;
            let terms = self.sum(|way| i64::from(of(way)));
            let by: Vec<_> =
                (0..MONTHS).map(|month| self.sum(|way| i64::from(of(way) && way.month <= month))).collect();
            self.add(About::Ceiling(group.to_owned()), terms, wanted.into());
            if !self.is_mediated(group) {
                for (month, terms) in by.into_iter().enumerate() {
                    let most = i64::from(wanted) * (whole(month) + 1) / 12;
                    self.add(About::OwnPace(group.to_owned(), month), terms, most);
                }
            }
        }
        if self.policy.aim == Aim::Needs {
            let terms = self.sum(|_| 1);
            self.add(About::Total, terms, self.year.decided().into());
        }
    }

    fn add_chain(&mut self) {
        let Some(factor) = self.policy.capacity else { return };
        for (index, partner) in self.year.partners.iter().enumerate() {
            let slack = (largest_load(self.year, partner) - 1).max(0);
            let (mut by, mut most_by) = (Vec::new(), 0);
            for month in 0..MONTHS {
                let Some(capacity) = partner.capacity[month] else { continue };
                let terms = self.sum(|way| if way.month == month { self.load(partner, way) } else { 0 });
                let most = capacity * 100 * factor / WHOLE;
                by.extend(terms.iter().copied());
                most_by += most;
                let counted =
                    |about, terms: Vec<_>, most, slack| Row { about, terms, most, exact: false, unit: 10_000, slack };
                self.rows.push(counted(About::Capacity(index, month), terms, most, slack));
                self.rows.push(counted(About::CapacityBy(index, month), by.clone(), most_by, 0));
            }
        }
    }

    /// Whoever moves on frees a place: of each concept as many as leave it, in proportion.
    fn add_temporary(&mut self) {
        for (index, concept) in self.year.concepts.iter().enumerate() {
            let leaving = leaving_as(self.year, &concept.leaves_as);
            for month in 0..MONTHS {
                let moves_on = |way: &Way| self.year.streams[way.stream].group == concept.leaves_as;
                let terms = self.sum(|way| match (way.month <= month, way.home == Home::Temporary(index)) {
                    (true, true) => leaving.max(1),
                    (true, false) if moves_on(way) => -i64::from(concept.leaving),
                    _ => 0,
                });
                let free = i64::from(concept.places.saturating_sub(concept.occupied));
                let has_own = terms.iter().any(|(_, factor)| *factor > 0);
                if has_own {
                    self.add_counted(About::Freed(index, month), terms, free * leaving.max(1), leaving.max(1));
                }
            }
        }
        let groups: Vec<&str> = self.groups().filter(|group| leaving_as(self.year, group) > 0).collect();
        for group in groups {
            for month in 0..MONTHS {
                let of = |way: &Way| way.month <= month && self.year.streams[way.stream].group == group;
                let terms = self.sum(|way| i64::from(of(way)));
                let most = leaving_as(self.year, group) * (whole(month) + 1) / 12;
                self.add(About::Ended(group.to_owned(), month), terms, most);
            }
        }
    }
}
