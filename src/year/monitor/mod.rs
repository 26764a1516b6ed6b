//! What was realised against what was to be: by group, month and landlord, what that makes of the year's end, and
//! what the province will say of the statutory task.
//!
//! Everything is counted from the ledger's complete months. A forecast is the straight line through them; its range
//! takes every month to come as far below or above the pace as the months so far were on average. Neither is a
//! chance: both are assumptions.

mod course;
mod forecast;
mod ladder;
mod landlords;
mod moment;
mod previous;
mod statutory;

pub use course::{Course, GroupCourse, Housed};
pub use forecast::{Forecast, rounded, rounded_up};
pub use ladder::{Backlog, STEP_MOST, Steps};
pub use landlords::{LandlordCount, Landlords};
pub use moment::{AtFault, Moment};
pub use previous::PreviousCase;
pub use statutory::{Assessed, Expectation, HalfYear, Scenario, StatutoryCourse};

use crate::domain::{Announced, MONTHS, Pace, Realised, Route, Year};

/// The state of a year on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Monitor {
    /// The day, and the complete months before it.
    pub moment: Moment,
    /// The groups of the decision and of the ledger, in the order of their ids.
    pub groups: Vec<GroupCourse>,
    /// All groups that are offered a dwelling: what is asked of the landlords.
    pub mediated: Course,
    /// All groups that search for themselves.
    pub self_search: Course,
    /// All groups.
    pub all: Course,
    /// Placements by landlord, where the ledger or the plan names any.
    pub landlords: Option<Landlords>,
    /// Announced deliveries whose month is not complete yet, in the order of the file. They are no part of any
    /// forecast.
    pub announced: Vec<Announced>,
    /// Places and persons in rows of months that are not complete on the day: counted nowhere.
    pub left_out: Housed,
    /// Complete months without any row, by their number from 0: counted as nothing realised.
    pub silent: Vec<usize>,
    /// Rows of the ledger that are counted.
    pub rows: usize,
    /// Of these, marked as assumptions.
    pub assumed_rows: usize,
    /// The case of the year before, where it is told.
    pub previous: Option<PreviousCase>,
    /// The statutory task in persons, where the city has one.
    pub statutory: Option<StatutoryCourse>,
}

impl Monitor {
    /// Places that the announced deliveries should bring, at least and at most.
    pub fn announced_places(&self) -> [u32; 2] {
        [0, 1].map(|bound| self.announced.iter().map(|one| one.places[bound]).sum())
    }
}

/// The state of a year on a day, against this pace.
pub fn monitor(year: &Year, pace: &Pace, moment: Moment) -> Monitor {
    let counted: Vec<&Realised> = year.realised.iter().filter(|row| row.month < moment.months).collect();
    let groups = course::of_groups(year, pace, &counted, moment.months);
    let sum = |route: Option<Route>| {
        let chosen = groups.iter().filter(|one| route.is_none_or(|route| route == one.route));
        Course::sum(moment.months, &chosen.map(|one| &one.course).collect::<Vec<_>>())
    };
    let open = year.realised.iter().filter(|row| row.month >= moment.months);
    Monitor {
        mediated: sum(Some(Route::Mediated)),
        self_search: sum(Some(Route::SelfSearch)),
        all: sum(None),
        landlords: landlords::landlords(year, pace, &counted, moment.months),
        announced: year.announced.iter().filter(|one| one.month >= moment.months).cloned().collect(),
        left_out: open.map(Housed::of).sum(),
        silent: (0..moment.months.min(MONTHS)).filter(|month| counted.iter().all(|row| row.month != *month)).collect(),
        rows: counted.len(),
        assumed_rows: counted.iter().filter(|row| row.assumed).count(),
        previous: year.previous.as_ref().map(previous::previous),
        statutory: year.statutory.as_ref().map(|task| statutory::statutory(year, task, &counted, moment)),
        groups,
        moment,
    }
}
