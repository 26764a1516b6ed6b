//! Files to take away.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use crate::domain::Language;
use crate::report::{RESULT_FILES, Readers, report_html};
use crate::web::desk::Desk;
use crate::web::export::{Named, journal_csv, results_of, round_zip, sealed_results, slug};
use crate::web::trouble::Trouble;
use crate::web::visitor::Visitor;
use crate::web::workbench::Workbench;

/// The report with the id of every applicant, for those who handle the cases.
const WITH_IDS: &str = "report-with-ids.html";

/// The files for people, in the visitor's language, with what each holds in English and Dutch.
pub(in crate::web) const FOR_PEOPLE: [(&str, &str, &str); 3] = [
    ("round.xlsx", "the results as an Excel workbook", "de resultaten als Excel-werkmap"),
    (
        "report.html",
        "the report, fit for a council: nobody is named",
        "het rapport, geschikt voor een raad: niemand staat erin",
    ),
    (
        WITH_IDS,
        "the report for those who handle the cases: with the id of every applicant, so long when printed",
        "het rapport voor wie de gevallen behandelt: met het kenmerk van elke woningzoekende, dus lang op papier",
    ),
];

/// The files beside `round.zip`, with what each holds in English and Dutch.
pub(in crate::web) const FILES: [(&str, &str, &str); 7] = [
    ("allocation.csv", "who goes where", "wie waarheen gaat"),
    ("unplaced.csv", "who has no place, and why", "wie geen plek heeft, en waarom"),
    ("vacant.csv", "what stays vacant, and why", "wat leeg blijft, en waarom"),
    ("limits.csv", "the limits, with their use and price", "de begrenzingen, met gebruik en prijs"),
    ("summary.json", "the figures, for machines", "de cijfers, voor machines"),
    ("certificate.json", "the proof, which can be checked", "het bewijs, dat te controleren is"),
    ("journal.csv", "who did what and when", "wie wat deed en wanneer"),
];

/// In which language a file is wanted, where the form of files follows it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    language: String,
}

impl Asked {
    /// A sealed round is given as it was sealed, in English, unless Dutch is asked for; what people read is in the
    /// visitor's language.
    fn language(&self, visitor: &Visitor, desk: &Desk, is_for_people: bool) -> Language {
        match self.language.as_str() {
            "nl" => Language::Nl,
            "en" => Language::En,
            _ if desk.is_sealed() && !is_for_people => Language::En,
            _ => visitor.language,
        }
    }
}

pub(super) async fn file(
    State(bench): State<Arc<Workbench>>,
    visitor: Visitor,
    Path((round, name)): Path<(i64, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, Trouble> {
    let desk = bench.desk(round)?;
    let is_for_people = FOR_PEOPLE.iter().any(|(known, ..)| *known == name);
    let language = asked.language(&visitor, &desk, is_for_people);
    let end = if desk.is_sealed() && language == Language::Nl { "-nl" } else { "" };
    let (stem, kind) = name.rsplit_once('.').unwrap_or((&name, ""));
    let saved = format!("{}-{stem}{end}.{kind}", slug(&desk.name));
    if name == "journal.csv" {
        let bytes = journal_csv(&bench.store.entries(round)?, language)?;
        return Ok(attached(&saved, bytes));
    }
    if name == WITH_IDS {
        let Some(solved) = bench.solved(&desk) else { return Ok(first_allocate(round)) };
        let (round, outcome) = (&solved.base.case.round, &solved.base.outcome);
        return Ok(attached(&saved, report_html(round, outcome, Readers::Entrusted, language).into_bytes()));
    }
    if name != "round.zip" && !RESULT_FILES.contains(&name.as_str()) {
        return Err(Trouble::Missing);
    }
    let Some(results) = results(&bench, &desk, language)? else { return Ok(first_allocate(round)) };
    if name == "round.zip" {
        return Ok(attached(&saved, round_zip(&desk, &bench.store, results, language)?));
    }
    let (_, bytes) = results.into_iter().find(|(known, _)| *known == name).ok_or(Trouble::Missing)?;
    Ok(attached(&saved, bytes))
}

/// Leads to where the optimum is found first.
fn first_allocate(round: i64) -> Response {
    Redirect::to(&format!("/rounds/{round}/allocation")).into_response()
}

/// The results: as they were sealed, or of the optimum where it is known.
fn results(bench: &Workbench, desk: &Desk, language: Language) -> Result<Option<Named>, Trouble> {
    if language == Language::En
        && let Some(sealed) = sealed_results(desk, &bench.store)?
    {
        return Ok(Some(sealed));
    }
    bench.solved(desk).map(|solved| results_of(&solved, language)).transpose()
}

/// A file that the browser saves under this name.
pub(super) fn attached(name: &str, bytes: Vec<u8>) -> Response {
    let kind = match name.rsplit_once('.').map(|(_, kind)| kind) {
        Some("csv") => "text/csv; charset=utf-8",
        Some("json") => "application/json",
        Some("html") => "text/html; charset=utf-8",
        Some("xlsx") => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        Some("zip") => "application/zip",
        _ => "application/octet-stream",
    };
    let how = format!("attachment; filename=\"{name}\"");
    ([(CONTENT_TYPE, kind.to_owned()), (CONTENT_DISPOSITION, how)], bytes).into_response()
}
