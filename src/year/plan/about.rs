//! The words of a plan: who can live where and when, and what bounds it.

use crate::domain::{Counted, MONTHS, Partner, Role, Route, SizeClass, Source, Stream, Year};

/// A home that households of a stream can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Home {
    /// A dwelling of a source and size.
    Own(usize, SizeClass),
    /// A place in a shared dwelling of a source and size.
    Shared(usize, SizeClass),
    /// A place in a temporary concept.
    Temporary(usize),
}

impl Home {
    /// The source of the dwelling; `None` for a temporary place.
    pub fn source(self) -> Option<usize> {
        match self {
            Home::Own(source, _) | Home::Shared(source, _) => Some(source),
            Home::Temporary(_) => None,
        }
    }
}

/// Households of a stream and a size that get a kind of home in a month: a column of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Way {
    /// Stream, by its place in the year.
    pub stream: usize,
    /// Size of the household.
    pub size: SizeClass,
    /// Home.
    pub home: Home,
    /// Month, from 0.
    pub month: usize,
}

/// Dwellings of a source and size that are shared from a month on: a column too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct SharedHomes {
    /// Source.
    pub source: usize,
    /// Size of the dwelling.
    pub size: SizeClass,
    /// Month.
    pub month: usize,
}

/// What a row is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum About {
    /// Dwellings of a source and size, in a month or, where they wait, up to it.
    Homes(usize, SizeClass, usize),
    /// Dwellings of a source that are for the groups.
    ForGroups(usize),
    /// Places in the shared dwellings of a source and size in a month, at most or at least.
    Places(usize, SizeClass, usize),
    /// Dwellings of a source that may be shared, in a month or up to it.
    Shareable(usize, usize),
    /// Households of a stream that would share.
    Sharers(usize),
    /// Households of a stream by size, as the group has them.
    Mix(usize, SizeClass),
    /// Small households of a stream in dwellings of three rooms.
    Pairs(usize),
    /// Places of a group in the year.
    Ceiling(String),
    /// Places that a group that searches for itself finds up to a month.
    OwnPace(String, usize),
    /// Households of a stream that need a home.
    Need(usize),
    /// Capacity of a partner in a month; a plan in whole households may be less than one household above it.
    Capacity(usize, usize),
    /// Capacity of a partner up to a month: follows from the months but for that household.
    CapacityBy(usize, usize),
    /// Places of a temporary concept that are free up to a month.
    Freed(usize, usize),
    /// Households of a group whose temporary stay has ended up to a month.
    Ended(String, usize),
    /// Dwellings for the groups, as a part of all.
    Share,
    /// Places decided, all groups together.
    Total,
}

impl About {
    /// Whether it is about the capacity of a partner of the chain.
    pub fn is_capacity(&self) -> bool {
        matches!(self, About::Capacity(..) | About::CapacityBy(..))
    }
}

/// Whether a group is offered its homes.
pub fn is_mediated(year: &Year, group: &str) -> bool {
    year.groups.get(group).is_some_and(|group| group.route == Route::Mediated)
}

/// What a household takes of a partner's capacity, in ten-thousandths: more support where it shares; 0 where the
/// partner does not serve it.
pub fn load(year: &Year, partner: &Partner, way: &Way) -> i64 {
    let stream = &year.streams[way.stream];
    let landlord = way.home.source().map(|source| year.supply[source].landlord.as_str());
    if !partner.serves(&stream.group, stream.organisation.as_deref(), landlord) || !is_mediated(year, &stream.group) {
        return 0;
    }
    let shared = matches!(way.home, Home::Shared(..)) && partner.counts == Counted::Support;
    partner.load(stream) * if shared { year.support_factor } else { 100 }
}

/// What a group needs at most, where that is told.
pub fn need_of(year: &Year, group: &str) -> Option<u32> {
    year.demand.get(group).and_then(|need| need.high.or(need.low))
}

/// Households whose temporary stay ends in the year and who then belong to this group.
pub fn leaving_as(year: &Year, group: &str) -> i64 {
    year.concepts.iter().filter(|concept| concept.leaves_as == group).map(|concept| i64::from(concept.leaving)).sum()
}

/// Whether a household has a home of its own that is of a larger size than it is.
pub(super) fn is_larger(way: &Way) -> bool {
    matches!(way.home, Home::Own(_, home) if home > way.size)
}

/// Dwellings of a source that wait for the groups, from their delivery until the year ends unless they are let to them: those of
/// a project of which a number is agreed for the groups, or that is reserved. 0 where what the groups leave goes to others.
pub(super) fn kept(source: &Source) -> u32 {
    match (source.delivered, source.for_groups) {
        (Some(_), Some(agreed)) => agreed.min(source.dwellings),
        (Some(_), None) if !source.reserved_for.is_empty() => source.dwellings,
        _ => 0,
    }
}

/// Months that the dwellings of a project would wait if none of those kept for the groups were let to them.
pub(super) fn waits_unlet(source: &Source) -> i64 {
    source.delivered.map_or(0, |delivered| i64::from(kept(source)) * whole(MONTHS - delivered))
}

/// What one dwelling let in a month adds to [`waits_unlet`]: of one that is kept the months to come are taken off, any other of
/// a project has waited since its delivery.
pub(super) fn wait_when_let(source: &Source, month: usize) -> i64 {
    match source.delivered {
        Some(_) if kept(source) > 0 => whole(month) - whole(MONTHS),
        Some(delivered) => whole(month - delivered),
        None => 0,
    }
}

pub(super) fn whole(month: usize) -> i64 {
    i64::try_from(month).unwrap_or(0)
}

/// The most that one household in a home of its own can take of a partner's capacity, in ten-thousandths.
pub(super) fn largest_load(year: &Year, partner: &Partner) -> i64 {
    let serves = |stream: &&Stream| {
        let own = partner.groups.is_empty() && partner.role == Role::Landlord;
        is_mediated(year, &stream.group) && (own || partner.serves(&stream.group, stream.organisation.as_deref(), None))
    };
    year.streams.iter().filter(serves).map(|stream| partner.load(stream) * 100).max().unwrap_or(0)
}
