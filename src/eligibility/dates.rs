//! The dwelling free, and the household ready, within the round's days.

use jiff::{ToSpan, civil::Date};

use crate::domain::{Applicant, Dwelling};

/// Whether the dwelling comes free, or the household is ready, more than `days` after the round's first
/// day; that many days exactly is in time.
pub(super) fn breaks(applicant: &Applicant, dwelling: &Dwelling, first_day: Date, days: u32) -> bool {
    let last = || first_day.saturating_add(i64::from(days).days());
    let late = |day: Option<Date>| day.is_some_and(|day| day > first_day && day > last());
    late(dwelling.available_from) || late(applicant.ready_from)
}
