//! A year of the cycle: what is needed, what comes free, what is decided, what the chain can carry and what
//! has been realised.
//!
//! A part of something is a number of hundredths of a percent: 44.9 % is 4,490.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::{Group, Hundredths, Language, Month};

/// Months of a year.
pub const MONTHS: usize = 12;

/// A whole as a part of itself: 100 %, in hundredths of a percent.
pub const WHOLE: Hundredths = 10_000;

/// A year as read. Everything that the files leave open is `None` or empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Year {
    /// Name of the model.
    pub name: String,
    /// Language of output unless asked otherwise.
    pub language: Language,
    /// The calendar year.
    pub year: i16,
    /// Target groups of the model, by id.
    pub groups: BTreeMap<String, Group>,
    /// What the year's texts state as totals.
    pub stated: Stated,
    /// What part of the mutations the groups cannot use.
    pub unsuitable: Unsuitable,
    /// Where mutations come free: a part for each district; empty where it is not told.
    pub districts: BTreeMap<String, Hundredths>,
    /// Of the small households, the part that may have three rooms as well: those of two persons.
    pub small_in_middle: Hundredths,
    /// What a shared place takes of support, in hundredths: 150 is one and a half times.
    pub support_factor: Hundredths,
    /// What is needed, by group.
    pub demand: BTreeMap<String, Need>,
    /// Places decided, by group.
    pub decision: BTreeMap<String, u32>,
    /// What comes free, in the order of the file.
    pub supply: Vec<Source>,
    /// The households of the groups, by the organisation that supports them, by group and organisation.
    pub streams: Vec<Stream>,
    /// The partners of the chain, by name.
    pub partners: Vec<Partner>,
    /// Temporary homes, by name.
    pub concepts: Vec<Concept>,
    /// The statutory task, where the city has one.
    pub statutory: Option<Statutory>,
    /// The year before, where it is told.
    pub previous: Option<Previous>,
    /// The ledger of realised placements, in the order of the file.
    pub realised: Vec<Realised>,
    /// Deliveries that were announced, in the order of the file.
    pub announced: Vec<Announced>,
    /// What a simulation draws by.
    pub chances: Chances,
}

impl Year {
    /// Places decided for all groups together.
    pub fn decided(&self) -> u32 {
        self.decision.values().sum()
    }

    /// The month of the year with this number, from 0.
    pub fn month(&self, index: usize) -> Month {
        let month = i8::try_from(index % MONTHS + 1).unwrap_or(1);
        Month { year: self.year, month }
    }

    /// The number of a month in the year, from 0; `None` for a month of another year.
    pub fn index_of(&self, month: Month) -> Option<usize> {
        (month.year == self.year).then(|| usize::try_from(month.month - 1).unwrap_or(0))
    }

    /// Dwellings that come free in the year by the rows of its supply.
    pub fn dwellings(&self) -> u32 {
        self.supply.iter().map(|source| source.dwellings).sum()
    }
}

/// Totals that the year's texts state, to be held against the sums of the rows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Stated {
    /// Places of the decision.
    pub places: Option<u32>,
    /// Part of the dwellings that landlords and city agreed on for the groups.
    pub agreed_share: Option<Hundredths>,
    /// Need at least, in dwellings.
    pub demand_low: Option<u32>,
    /// Need at most, in dwellings.
    pub demand_high: Option<u32>,
    /// Dwellings that come free.
    pub supply: Option<u32>,
    /// Of these, mutations and new-build.
    pub regular: Option<u32>,
    /// Of these, additional projects.
    pub additional: Option<u32>,
}

/// The part of the mutations that drops out, by reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Unsuitable {
    /// The size fits no household of the groups.
    pub size: Hundredths,
    /// The rent is above what the groups can pay.
    pub rent: Hundredths,
    /// Another choice was made for the sake of liveability.
    pub liveability: Hundredths,
}

impl Unsuitable {
    /// The part that drops out for any reason.
    pub fn all(self) -> Hundredths {
        self.size + self.rent + self.liveability
    }
}

/// What a group needs in the year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Need {
    /// Dwellings at least; `None` where it is still to be determined.
    pub low: Option<u32>,
    /// Dwellings at most.
    pub high: Option<u32>,
    /// Persons, where they are counted.
    pub persons: Option<u32>,
}

/// How large a dwelling or a household is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SizeClass {
    /// One or two rooms; one or two persons.
    Small,
    /// Three rooms; three or four persons.
    Middle,
    /// Four rooms or more; five persons or more.
    Large,
}

impl SizeClass {
    /// All classes, the smallest first.
    pub const ALL: [SizeClass; 3] = [SizeClass::Small, SizeClass::Middle, SizeClass::Large];

    /// Its place in [`SizeClass::ALL`], which is also that in every array by class.
    pub fn index(self) -> usize {
        self as usize
    }

    /// Whether a household of this class can live in a dwelling of that one: the size table of the norms, with
    /// the classes in place of persons and rooms.
    pub fn fits(self, dwelling: SizeClass) -> bool {
        use SizeClass::{Large, Middle, Small};
        matches!((self, dwelling), (Small, Small | Middle) | (Middle, Middle | Large) | (Large, Large))
    }
}

/// Where dwellings come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Supply {
    /// Dwellings that tenants leave.
    Mutation,
    /// New dwellings of the regular programme.
    NewBuild,
    /// Additional projects.
    Additional,
}

/// A project, or the vacancies of a landlord.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Name; several rows may have the same.
    pub name: String,
    /// Landlord.
    pub landlord: String,
    /// Kind.
    pub kind: Supply,
    /// Dwellings in the year.
    pub dwellings: u32,
    /// Of these, by size: they add up to all.
    pub sizes: [u32; 3],
    /// Month from which all can be let, by its number from 0; `None`: evenly over the year.
    pub delivered: Option<usize>,
    /// Dwellings for the groups at most; `None`: no number was agreed.
    pub for_groups: Option<u32>,
    /// Groups or organisations that it is reserved for; empty: for all.
    pub reserved_for: BTreeSet<String>,
    /// Labels of the model.
    pub labels: BTreeSet<String>,
    /// District; `None`: spread over the city.
    pub district: Option<String>,
    /// Middle and large dwellings that could be shared.
    pub shareable: u32,
    /// Places in a shared dwelling, at least 2.
    pub places: u32,
}

impl Source {
    /// Whether it is reserved for this group or organisation, or for nobody in particular.
    pub fn admits(&self, group: &str, organisation: Option<&str>) -> bool {
        self.reserved_for.is_empty()
            || self.reserved_for.contains(group)
            || organisation.is_some_and(|organisation| self.reserved_for.contains(organisation))
    }
}

/// Households of one group that one organisation supports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stream {
    /// Group.
    pub group: String,
    /// Organisation; `None`: without support.
    pub organisation: Option<String>,
    /// Part of the group's households; the streams of a group add up to [`WHOLE`].
    pub share: Hundredths,
    /// Persons per household, in hundredths.
    pub persons: Hundredths,
    /// Part of the households by size; they add up to [`WHOLE`].
    pub sizes: [Hundredths; 3],
    /// Part of the households that would share.
    pub sharers: Hundredths,
    /// Support that one household takes at its start, in hundredths of a unit.
    pub support: Hundredths,
}

/// What the capacity of a partner counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Counted {
    /// Households that start.
    Households,
    /// Support that starts, in units.
    Support,
    /// Persons that start.
    Persons,
}

/// What a partner does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Brings households and dwellings together.
    Matching,
    /// Lets the dwellings.
    Landlord,
    /// Volunteers who support refugees.
    Volunteers,
    /// Income, benefits, integration.
    Income,
    /// Neighbourhood team.
    Neighbourhood,
    /// Care organisation.
    Care,
}

/// A partner of the chain and what it can take on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Partner {
    /// Name.
    pub name: String,
    /// Role.
    pub role: Role,
    /// What its capacity counts.
    pub counts: Counted,
    /// Groups whose every household it serves; empty: the households it supports or, for a landlord, those in its
    /// dwellings.
    pub groups: BTreeSet<String>,
    /// Capacity in each month, in hundredths; `None` where none is stated: unlimited.
    pub capacity: [Option<Hundredths>; MONTHS],
}

impl Partner {
    /// Whether it serves a household of this group and organisation in a dwelling of this landlord; `landlord` is
    /// `None` in temporary homes.
    pub fn serves(&self, group: &str, organisation: Option<&str>, landlord: Option<&str>) -> bool {
        match (self.groups.is_empty(), self.role) {
            (false, _) => self.groups.contains(group),
            (true, Role::Landlord) => landlord == Some(&self.name),
            (true, _) => organisation == Some(&self.name),
        }
    }

    /// What one household takes of its capacity, in hundredths, in a home of its own.
    pub fn load(&self, stream: &Stream) -> Hundredths {
        match self.counts {
            Counted::Households => 100,
            Counted::Support => stream.support,
            Counted::Persons => stream.persons,
        }
    }
}

/// Temporary homes, out of which households move on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Concept {
    /// Name.
    pub name: String,
    /// Group of the decision that a freed place goes to; `None`: outside the decision.
    pub group: Option<String>,
    /// Places.
    pub places: u32,
    /// Places taken when the year begins.
    pub occupied: u32,
    /// Households whose stay ends in the year, evenly.
    pub leaving: u32,
    /// Group that they belong to then.
    pub leaves_as: String,
}

/// The task that the state sets: persons with a residence permit to house per half year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statutory {
    /// Group of the task.
    pub group: String,
    /// Persons, in the first and in the second half of the year.
    pub task: [u32; 2],
    /// Persons of earlier tasks, still to be housed when the year begins.
    pub backlog: u32,
    /// Part of the backlog that the city wants to house in the year.
    pub clear_backlog: Hundredths,
    /// Step of the supervision when the year begins, 0 to 6.
    pub step: u8,
    /// Days on which the province looks again.
    pub assessed: Vec<Date>,
}

impl Statutory {
    /// Persons to be housed up to and with a month, from 0: each half year's task, and what is wanted of the backlog,
    /// spread evenly; to the nearest whole.
    pub fn persons_until(&self, month: usize) -> u32 {
        let months = u64::try_from(month).unwrap_or(0) + 1;
        let [first, second] = self.task.map(u64::from);
        let backlog = u64::from(self.backlog) * self.clear_backlog.unsigned_abs();
        let whole = WHOLE.unsigned_abs();
        let twelfths = 2 * whole * (first * months.min(6) + second * months.saturating_sub(6)) + backlog * months;
        u32::try_from((twelfths + 6 * whole) / (12 * whole)).unwrap_or(u32::MAX)
    }
}

/// The year before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Previous {
    /// Places decided.
    pub places: u32,
    /// Last month of what is known.
    pub until: Month,
    /// Part realised until then.
    pub realised: Hundredths,
    /// Part expected at the end of that year, at least and at most.
    pub expected: [Hundredths; 2],
    /// Dwellings that came free until then, where that is told.
    pub vacated: Option<u32>,
}

/// A row of the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Realised {
    /// Number of the entry.
    pub id: Option<String>,
    /// Month, by its number from 0.
    pub month: usize,
    /// Group.
    pub group: String,
    /// Landlord.
    pub landlord: Option<String>,
    /// Places taken.
    pub places: u32,
    /// Persons housed.
    pub persons: u32,
    /// Whether the row is marked as an assumption.
    pub assumed: bool,
}

/// A delivery that was announced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Announced {
    /// What is delivered.
    pub delivery: String,
    /// Month of the placements, by its number from 0.
    pub month: usize,
    /// Group.
    pub group: String,
    /// Placements that it brings, at least and at most.
    pub places: [u32; 2],
}

/// What a simulation draws by; the defaults are no chance at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Chances {
    /// Part of the offers that are refused.
    pub refused: Hundredths,
    /// Part of the deliveries that come late.
    pub late: Hundredths,
    /// Months that a late delivery is late, at most; each number from 1 is as likely.
    pub late_months: u32,
    /// How far a partner's capacity of a month strays from what is stated, up or down at most.
    pub capacity: Hundredths,
    /// How far a month's vacancies stray from the year's twelfth, up or down at most.
    pub vacancies: Hundredths,
    /// How far a month's arrivals stray from the year's twelfth, up or down at most.
    pub arrivals: Hundredths,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_persons_of_the_task_add_up_over_the_half_years_with_half_of_the_backlog() {
        let statutory = Statutory {
            group: "statushouders".to_owned(),
            task: [369, 300],
            backlog: 318,
            clear_backlog: 5_000,
            step: 3,
            assessed: Vec::new(),
        };
        let until: Vec<u32> = (0..MONTHS).map(|month| statutory.persons_until(month)).collect();
        assert_eq!((until[0], until[5], until[11]), (75, 449, 828)); // 74.75, 448.5, 828
    }
}
