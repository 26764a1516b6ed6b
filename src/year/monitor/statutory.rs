//! The statutory task in persons: per half year, with the backlog, and the step of supervision to expect.
//!
//! Persons housed in a half year count towards its task first; what goes beyond it counts against the backlog, and
//! what is missed is added to it.

mod ledger;

pub(super) use ledger::statutory;

use jiff::civil::Date;

use crate::domain::{Fraction, Hundredths, MONTHS};

use super::forecast::{Forecast, needed, rounded};
use super::ladder::{Backlog, Steps};

/// How the months to come go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scenario {
    /// Each as far below the pace as the months so far were from it.
    Low,
    /// At the pace so far.
    Straight,
    /// Each as far above the pace.
    High,
}

impl Scenario {
    /// All, the lowest first.
    pub const ALL: [Scenario; 3] = [Scenario::Low, Scenario::Straight, Scenario::High];

    /// Persons at the end of a forecast; the straight line rounded to the nearest.
    fn of(self, forecast: &Forecast) -> u32 {
        match self {
            Scenario::Low => forecast.low,
            Scenario::Straight => rounded(forecast.straight),
            Scenario::High => forecast.high,
        }
    }
}

/// The course of the statutory task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatutoryCourse {
    /// The group.
    pub group: String,
    /// Persons housed in each month; nothing in those that are not complete.
    pub persons: [u32; MONTHS],
    /// Complete months.
    pub months: usize,
    /// Persons of earlier tasks, still to be housed when the year began.
    pub backlog: u32,
    /// Part of the backlog that the city wants to clear in the year, in hundredths of a percent.
    pub wish: Hundredths,
    /// Persons that this is, rounded up.
    pub wanted: u32,
    /// Step of supervision when the year began.
    pub step: u8,
    /// The half years, the first one first.
    pub halves: [HalfYear; 2],
    /// The assessments that close a half year of this year, in order.
    pub assessed: Vec<Assessed>,
    /// Persons at the year's end; `None` where no month is complete.
    pub forecast: Option<Forecast>,
}

impl StatutoryCourse {
    /// Persons housed in the complete months.
    pub fn housed(&self) -> u32 {
        self.persons.iter().sum()
    }

    /// Persons of both tasks.
    pub fn task(&self) -> u32 {
        self.halves.iter().map(|half| half.task).sum()
    }

    /// Persons of both tasks and of the wanted part of the backlog.
    pub fn goal(&self) -> u32 {
        self.task() + self.wanted
    }

    /// Persons in each month to come for the goal; `None` where no month is left.
    pub fn needed(&self) -> Option<Fraction> {
        needed(i64::from(self.goal()) - i64::from(self.housed()), MONTHS - self.months)
    }
}

/// A half year of the task.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HalfYear {
    /// Persons of its task.
    pub task: u32,
    /// Its months that are complete.
    pub months: usize,
    /// Persons housed in them.
    pub housed: u32,
    /// Persons still to be housed for the task, less those by whom the city was ahead.
    pub to_house: u32,
    /// Persons in each of its months to come for the task; `None` where none is left.
    pub needed: Option<Fraction>,
    /// Persons that must be housed in it at least so that the step does not rise.
    pub keeping: u32,
    /// Persons in each of its months to come for that; `None` where none is left.
    pub needed_to_keep: Option<Fraction>,
    /// The backlog when it begins, where the pace holds; below 0: the city is ahead.
    pub backlog_before: i64,
    /// Persons housed at its end, by scenario; the same in all where it is complete, `None` where nothing can be
    /// said because no month of the year is complete.
    pub ending: Option<[u32; 3]>,
    /// The backlog at its end, by scenario.
    pub backlog_after: Option<[i64; 3]>,
}

/// What to expect of an assessment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Assessed {
    /// The day on which the province looks.
    pub day: Date,
    /// The half year that it closes, from 0.
    pub half: usize,
    /// Whether that half year is complete, so that nothing is forecast.
    pub complete: bool,
    /// What is expected, by scenario; `None` where nothing can be said.
    pub expected: Option<[Expectation; 3]>,
}

/// What the rule makes of a half year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Expectation {
    /// Whether its task is met.
    pub task_met: bool,
    /// What became of the backlog.
    pub backlog: Backlog,
    /// The steps before the assessment.
    pub before: Steps,
    /// The steps after it.
    pub after: Steps,
}
