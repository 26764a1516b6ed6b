//! The course of a year: what was to be and what was realised, month by month.

use std::collections::BTreeSet;

use crate::domain::{Fraction, MONTHS, Pace, Realised, Route, Year};

use super::forecast::{Forecast, needed};

/// Placements, counted twice: by place and by person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Housed {
    /// Places taken.
    pub places: u32,
    /// Persons housed.
    pub persons: u32,
}

impl Housed {
    /// Of a row of the ledger.
    pub(super) fn of(row: &Realised) -> Self {
        Self { places: row.places, persons: row.persons }
    }
}

impl std::iter::Sum for Housed {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), |sum, one| Self {
            places: sum.places.saturating_add(one.places),
            persons: sum.persons.saturating_add(one.persons),
        })
    }
}

/// What was decided, planned and realised over the months of the year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Course {
    /// Places of the decision.
    pub decided: u32,
    /// Places planned in each month.
    pub planned: [u32; MONTHS],
    /// What was realised in each month; nothing in those that are not complete.
    pub realised: [Housed; MONTHS],
    /// Complete months.
    pub months: usize,
}

/// The course of a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupCourse {
    /// The group.
    pub group: String,
    /// How it finds a dwelling.
    pub route: Route,
    /// Its course.
    pub course: Course,
}

impl Course {
    /// Several courses together.
    pub(super) fn sum(months: usize, courses: &[&Course]) -> Self {
        let month = |index: usize| courses.iter().map(|one| one.realised[index]).sum();
        Self {
            decided: courses.iter().map(|one| one.decided).sum(),
            planned: std::array::from_fn(|index| courses.iter().map(|one| one.planned[index]).sum()),
            realised: std::array::from_fn(month),
            months,
        }
    }

    /// What was realised in the complete months.
    pub fn realised_so_far(&self) -> Housed {
        self.realised.iter().copied().sum()
    }

    /// Places planned in the complete months.
    pub fn planned_so_far(&self) -> u32 {
        self.planned[..self.months].iter().sum()
    }

    /// Places realised beyond the plan; below 0: behind it.
    pub fn ahead(&self) -> i64 {
        i64::from(self.realised_so_far().places) - i64::from(self.planned_so_far())
    }

    /// Part of the decision that is realised; `None` where nothing was decided.
    pub fn part(&self) -> Option<Fraction> {
        part_of(self.realised_so_far().places.into(), self.decided.into())
    }

    /// Places at the year's end; `None` where no month is complete.
    pub fn forecast(&self) -> Option<Forecast> {
        let months: Vec<u32> = self.realised[..self.months].iter().map(|month| month.places).collect();
        Forecast::of(&months, MONTHS - self.months)
    }

    /// Places needed in each month to come to reach the decision; `None` where no month is left.
    pub fn needed(&self) -> Option<Fraction> {
        needed(i64::from(self.decided) - i64::from(self.realised_so_far().places), MONTHS - self.months)
    }
}

/// A part of a whole; `None` of nothing.
pub(super) fn part_of(part: i128, whole: i128) -> Option<Fraction> {
    (whole > 0).then(|| Fraction::new(part, whole))
}

/// The courses of the groups that the decision, the pace or the ledger names.
pub(super) fn of_groups(year: &Year, pace: &Pace, counted: &[&Realised], months: usize) -> Vec<GroupCourse> {
    let of_ledger = counted.iter().map(|row| &row.group);
    let names: BTreeSet<&String> = year.decision.keys().chain(pace.places.keys()).chain(of_ledger).collect();
    let course = |group: &String| {
        let month = |index: usize| {
            counted.iter().filter(|row| row.group == *group && row.month == index).map(|row| Housed::of(row)).sum()
        };
        Course {
            decided: year.decision.get(group).copied().unwrap_or(0),
            planned: pace.of(group),
            realised: std::array::from_fn(month),
            months,
        }
    };
    let route = |group: &String| year.groups.get(group).map_or(Route::default(), |group| group.route);
    names
        .into_iter()
        .map(|name| GroupCourse { group: name.clone(), route: route(name), course: course(name) })
        .collect()
}
