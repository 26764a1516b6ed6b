//! The day of a report, and how much of the year is complete on it.

use jiff::ToSpan;
use jiff::civil::{Date, date};

use crate::domain::{MONTHS, Year};

/// The day of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// The day.
    pub day: Date,
    /// Months of the year that are complete before it, 0 to 12: those that are counted.
    pub months: usize,
}

/// Why there is no report of a year on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AtFault {
    /// The day lies before the year. Holds the year's first day.
    Before(Date),
    /// The day lies after the first day of the next year. Holds that day.
    After(Date),
}

impl Moment {
    /// A day of the year, or the first of the next, on which the whole year is complete.
    ///
    /// # Errors
    /// A day before the year or after it.
    pub fn of(year: &Year, day: Date) -> Result<Self, AtFault> {
        let (first, last) = (date(year.year, 1, 1), first_day(year, MONTHS));
        if day < first {
            return Err(AtFault::Before(first));
        }
        if day > last {
            return Err(AtFault::After(last));
        }
        let months = (0..=MONTHS).rev().find(|months| first_day(year, *months) <= day).unwrap_or(0);
        Ok(Self { day, months })
    }

    /// The day after the last month of the ledger; the year's first day where the ledger is empty.
    pub fn after_ledger(year: &Year) -> Self {
        let months = year.realised.iter().map(|row| row.month + 1).max().unwrap_or(0).min(MONTHS);
        Self { day: first_day(year, months), months }
    }

    /// Months of the year still to come.
    pub fn remaining(self) -> usize {
        MONTHS - self.months
    }
}

/// The day after so many months of the year.
fn first_day(year: &Year, months: usize) -> Date {
    let months = i32::try_from(months).unwrap_or(0);
    date(year.year, 1, 1).saturating_add(months.months())
}
