//! The plan of a year: one text for the terminal, JSON, tables, the agreements to sign, and a report with pictures.

mod agreements;
mod chain;
mod csv;
mod decision;
mod goals;
mod json;
mod left;
mod months;
mod obstacles;
mod paper;
mod picture;
mod projects;
mod screen;
mod task;
mod variants;
mod waits;
mod words;

pub use csv::plan_csv;
pub use json::plan_json;
pub use screen::plan_text;

use std::collections::BTreeMap;

use crate::domain::{Language, Partner, Year};
use crate::year::Audit;
use crate::year::plan::Planned;

use super::words::group_name;

/// The files of a plan.
pub const PLAN_FILES: [&str; 12] = [
    "plan.html",
    "plan.md",
    "plan.csv",
    "agreements.csv",
    "proposal.csv",
    "left.csv",
    "projects.csv",
    "waits.csv",
    "plan.json",
    "plan.svg",
    "agreements.svg",
    "waits.svg",
];

/// Everything that is told of the plan of a year.
#[derive(Debug, Clone, Copy)]
pub struct PlannedYear<'a> {
    /// The year.
    pub year: &'a Year,
    /// Its plan, with the answers to what is asked about it.
    pub found: &'a Planned,
    /// The year's figures held against each other.
    pub audit: &'a Audit,
    /// The model as it was named on the command line.
    pub model: &'a str,
    /// SHA-256 (hex) of every file read, by its name.
    pub inputs: &'a BTreeMap<String, String>,
}

impl PlannedYear<'_> {
    fn group_name(&self, group: &str, language: Language) -> String {
        group_name(self.year, group, language)
    }

    /// Partners with their place in the year, by role and name.
    fn partners(&self) -> Vec<(usize, &Partner)> {
        let mut partners: Vec<(usize, &Partner)> = self.year.partners.iter().enumerate().collect();
        partners.sort_by_key(|(index, partner)| (partner.role, partner.name.as_str(), *index));
        partners
    }
}

/// The plan as a part of a page of HTML: what `plan.html` holds.
pub fn plan_fragment(told: &PlannedYear<'_>, language: Language) -> String {
    paper::document(told, language).fragment()
}

/// The plan as files, in the order of [`PLAN_FILES`].
///
/// # Errors
/// Never in practice: only when a table could not be put together.
pub fn plan_files(told: &PlannedYear<'_>, language: Language) -> Result<Vec<(&'static str, Vec<u8>)>, ::csv::Error> {
    let document = paper::document(told, language);
    let json = plan_json(told).map_err(std::io::Error::from)?;
    let mut files = vec![
        (PLAN_FILES[0], document.html().into_bytes()),
        (PLAN_FILES[1], document.markdown().into_bytes()),
        (PLAN_FILES[2], plan_csv(told, language)?),
        (PLAN_FILES[3], csv::agreements(told, language)?),
        (PLAN_FILES[4], csv::proposal(told, language)?),
        (PLAN_FILES[5], csv::left(told, language)?),
        (PLAN_FILES[6], csv::projects(told, language)?),
        (PLAN_FILES[7], csv::waits(told, language)?),
        (PLAN_FILES[8], json.into_bytes()),
    ];
    files.extend(document.drawings().map(|drawing| (drawing.file, drawing.svg.clone().into_bytes())));
    Ok(files)
}
