//! The state of a year: one screen of text, JSON, a table, and the quarterly report with its pictures.

mod csv;
mod earlier;
mod json;
mod paper;
mod persons;
mod pictures;
mod places;
mod screen;
mod tables;

pub use csv::monitor_csv;
pub use json::monitor_json;
pub use screen::monitor_text;

use std::collections::BTreeMap;

use crate::domain::{Language, Year};
use crate::year::monitor::{AtFault, Monitor};

use super::words::{day, group_name};

/// The files of the quarterly report.
pub const MONITOR_FILES: [&str; 6] =
    ["monitor.html", "monitor.md", "monitor.csv", "monitor-places.svg", "monitor-groups.svg", "monitor-persons.svg"];

/// Everything that is told of the state of a year.
#[derive(Debug, Clone, Copy)]
pub struct Monitored<'a> {
    /// The year.
    pub year: &'a Year,
    /// Its state.
    pub found: &'a Monitor,
    /// Whether a plan was given; otherwise the pace is even.
    pub planned: bool,
    /// SHA-256 (hex) of every file read, by its name.
    pub inputs: &'a BTreeMap<String, String>,
}

impl Monitored<'_> {
    /// The name of a group.
    fn group_name(&self, group: &str, language: Language) -> String {
        group_name(self.year, group, language)
    }
}

/// The quarterly report as a part of a page of HTML: what `monitor.html` holds.
pub fn monitor_fragment(told: &Monitored<'_>, language: Language) -> String {
    paper::document(told, language).fragment()
}

/// The quarterly report as files, in the order of [`MONITOR_FILES`]; without the picture of persons where the year has
/// no statutory task.
///
/// # Errors
/// Never in practice: only when the table could not be put together.
pub fn monitor_files(told: &Monitored<'_>, language: Language) -> Result<Vec<(&'static str, Vec<u8>)>, ::csv::Error> {
    let document = paper::document(told, language);
    let mut files = vec![
        (MONITOR_FILES[0], document.html().into_bytes()),
        (MONITOR_FILES[1], document.markdown().into_bytes()),
        (MONITOR_FILES[2], monitor_csv(told, language)?),
    ];
    files.extend(document.drawings().map(|drawing| (drawing.file, drawing.svg.clone().into_bytes())));
    Ok(files)
}

/// That there is no report of the year on this day.
pub fn not_at(fault: AtFault, year: &Year, language: Language) -> String {
    let (is_before, nearest) = match fault {
        AtFault::Before(first) => (true, first),
        AtFault::After(last) => (false, last),
    };
    let (number, shown) = (year.year, day(language, nearest));
    match (is_before, language) {
        (true, Language::En) => {
            format!("--at lies before {number}, the model's year; write {nearest} ({shown}) or later")
        }
        (true, Language::Nl) => {
            format!("--at ligt vóór {number}, het jaar van het model; schrijf {nearest} ({shown}) of later")
        }
        (false, Language::En) => {
            format!("--at lies after {number}, the model's year; write {nearest} ({shown}) or earlier")
        }
        (false, Language::Nl) => {
            format!("--at ligt na {number}, het jaar van het model; schrijf {nearest} ({shown}) of eerder")
        }
    }
}
