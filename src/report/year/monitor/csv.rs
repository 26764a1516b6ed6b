//! `monitor.csv`: a row for every group and month.

use super::Monitored;
use crate::domain::{Language, MONTHS};
use crate::report::Form;
use crate::year::monitor::GroupCourse;

const COLUMNS: [&str; 8] =
    ["group", "month", "decided", "planned", "realised", "persons", "planned_so_far", "realised_so_far"];

/// The table of a year's state: planned, realised, persons and both numbers so far; what is realised is empty for
/// months that are not complete.
///
/// # Errors
/// Never in practice: only when the table could not be put together.
pub fn monitor_csv(told: &Monitored<'_>, language: Language) -> Result<Vec<u8>, csv::Error> {
    let rows: Vec<Vec<String>> =
        told.found.groups.iter().flat_map(|group| (0..MONTHS).map(move |month| row(told, group, month))).collect();
    Form::of(language).table(&COLUMNS, &rows)
}

fn row(told: &Monitored<'_>, group: &GroupCourse, month: usize) -> Vec<String> {
    let course = &group.course;
    let complete = |number: u32| if month < course.months { number.to_string() } else { String::new() };
    let realised = course.realised[month];
    vec![
        group.group.clone(),
        told.year.month(month).to_string(),
        course.decided.to_string(),
        course.planned[month].to_string(),
        complete(realised.places),
        complete(realised.persons),
        course.planned[..=month].iter().sum::<u32>().to_string(),
        complete(course.realised[..=month].iter().map(|one| one.places).sum()),
    ]
}
