//! What was realised in the year against the decision and its plan, and where the year ends.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use jiff::civil::Date;
use serde::Deserialize;

use super::download::{File, files, one};
use super::{Instead, Opened, Side, untold};
use crate::domain::{Language, Year};
use crate::input::YearRead;
use crate::report::{Monitored, monitor_files, monitor_fragment};
use crate::web::page::{Page, shown};
use crate::web::trouble::Trouble;
use crate::web::visitor::Visitor;
use crate::web::workbench::Workbench;
use crate::web::year::{Found, Measure, Paced};
use crate::year::monitor::{AtFault, Moment, Monitor, monitor};

/// The day of the report, and what the year is held against.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Asked {
    /// A day such as `2025-03-01`; empty for the day after the last month of the ledger.
    #[serde(default)]
    at: String,
    #[serde(default)]
    measure: Measure,
}

impl Asked {
    fn moment(&self, year: &Year) -> Result<Moment, Trouble> {
        if self.at.is_empty() {
            return Ok(Moment::after_ledger(year));
        }
        let day: Date = self.at.parse().map_err(|_| NO_DAY)?;
        Moment::of(year, day).map_err(|fault| elsewhere(fault, year))
    }
}

const NO_DAY: Trouble =
    Trouble::Wrong("Write the day of the report as 2025-03-01.", "Schrijf de dag van de rapportage als 2025-03-01.");

fn elsewhere(fault: AtFault, year: &Year) -> Trouble {
    let told = |english: String, dutch: String| Trouble::Either { english, dutch };
    let number = year.year;
    match fault {
        AtFault::Before(first) => told(
            format!("This day lies before {number}, the model's year: choose {first} or later."),
            format!("Deze dag ligt vóór {number}, het jaar van het model: kies {first} of later."),
        ),
        AtFault::After(last) => told(
            format!("This day lies after {number}, the model's year: choose {last} or earlier."),
            format!("Deze dag ligt na {number}, het jaar van het model: kies {last} of eerder."),
        ),
    }
}

#[derive(Template)]
#[template(path = "year_monitor.html")]
struct Report {
    page: Page,
    side: Side,
    at: String,
    first: String,
    last: String,
    measure: Measure,
    /// Whether the ledger has anything.
    has_ledger: bool,
    told: String,
    files: Vec<File>,
}

/// A report, found.
struct Made {
    read: YearRead,
    found: Monitor,
    planned: bool,
}

impl Made {
    fn of(mut read: YearRead, moment: Moment, paced: Paced) -> Self {
        let found = monitor(&read.year, &paced.pace, moment);
        let planned = paced.hash.is_some();
        read.inputs.extend(paced.hash.map(|hash| ("plan.csv".to_owned(), hash)));
        Self { read, found, planned }
    }

    fn told(&self) -> Monitored<'_> {
        let Self { read, found, planned } = self;
        Monitored { year: &read.year, found, planned: *planned, inputs: &read.inputs }
    }
}

pub(super) async fn page(
    State(bench): State<Arc<Workbench>>,
    visitor: Visitor,
    Path(round): Path<i64>,
    Query(asked): Query<Asked>,
) -> Result<Response, Instead> {
    let opened = Opened::of(&bench, &visitor, round, Side::Monitor)?;
    let moment = asked.moment(&opened.read.year)?;
    let paced = match bench.pace(&opened.desk, &opened.read, asked.measure, visitor.language)? {
        Found::Known(paced) => paced,
        Found::Waiting(job) => {
            return Ok(opened.wait(
                &job,
                "The plan to hold the year against is being made",
                "Het plan waar het jaar tegenover staat wordt gemaakt",
            ));
        }
        Found::Unread(problems) => return Ok(untold(opened.page, opened.side, problems)),
    };
    let Opened { page, side, read, .. } = opened;
    let made = Made::of(read, moment, paced);
    let year = &made.read.year;
    let query = format!("at={}&measure={}", moment.day, asked.measure.name());
    let names: Vec<&'static str> = found_files(&made, visitor.language)?.into_iter().map(|(name, _)| name).collect();
    Ok(shown(&Report {
        page,
        side,
        at: moment.day.to_string(),
        first: format!("{:04}-01-01", year.year),
        last: format!("{:04}-01-01", year.year.saturating_add(1)),
        measure: asked.measure,
        has_ledger: !year.realised.is_empty(),
        told: monitor_fragment(&made.told(), visitor.language),
        files: files(&names, &format!("/rounds/{round}/year/monitor"), &query),
    }))
}

fn found_files(made: &Made, language: Language) -> Result<Vec<(&'static str, Vec<u8>)>, Trouble> {
    monitor_files(&made.told(), language).map_err(|fault| Trouble::Fault(fault.to_string()))
}

/// A file of the report.
pub(super) async fn file(
    State(bench): State<Arc<Workbench>>,
    visitor: Visitor,
    Path((round, name)): Path<(i64, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, Trouble> {
    let opened = Opened::with_files(&bench, &visitor, round, Side::Monitor)?;
    let moment = asked.moment(&opened.read.year)?;
    let Found::Known(paced) = bench.pace(&opened.desk, &opened.read, asked.measure, visitor.language)? else {
        return Err(Trouble::Missing);
    };
    one(found_files(&Made::of(opened.read, moment, paced), visitor.language)?, &name)
}
