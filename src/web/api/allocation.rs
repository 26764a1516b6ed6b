//! Allocating a round, and what came out: as figures with every row, and as the files of `allocate`.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::jobs::accepted;
use crate::domain::Language;
use crate::report::{result_files, rows_json, summary};
use crate::web::desk::Desk;
use crate::web::export::{Named, sealed_results};
use crate::web::trouble::Trouble;
use crate::web::visitor::Visitor;
use crate::web::workbench::{Solved, Workbench};

/// Starts the search for the optimum, or tells of the job that found it or looks for it already.
pub(super) async fn start(State(bench): State<Arc<Workbench>>, Path(round): Path<i64>) -> Result<Response, Trouble> {
    let job = bench.allocation(&bench.desk(round)?)?.map_err(Trouble::Input)?;
    Ok(accepted(&job))
}

pub(super) async fn found(
    State(bench): State<Arc<Workbench>>,
    visitor: Visitor,
    Path(round): Path<i64>,
) -> Result<Json<Value>, Trouble> {
    let solved = bench.solved(&bench.desk(round)?).ok_or(Trouble::Unsolved)?;
    Ok(Json(told(&solved, visitor.language)?))
}

/// The figures that `allocate --json` shows, with every row of the tables.
pub(super) fn told(solved: &Solved, language: Language) -> Result<Value, Trouble> {
    let (round, outcome) = (&solved.base.case.round, &solved.base.outcome);
    let figures = serde_json::to_value(summary(round, outcome)).map_err(|fault| Trouble::Fault(fault.to_string()))?;
    let mut value = rows_json(round, outcome, language);
    value["summary"] = figures;
    Ok(json!(value))
}

/// A file of the results, byte for byte what `allocate` writes in this language, but for the seconds.
pub(super) async fn file(
    State(bench): State<Arc<Workbench>>,
    visitor: Visitor,
    Path((round, wanted)): Path<(i64, String)>,
) -> Result<Response, Trouble> {
    let (name, bytes) = files(&bench, &bench.desk(round)?, visitor.language)?
        .into_iter()
        .find(|(name, _)| *name == wanted)
        .ok_or(Trouble::Missing)?;
    let head =
        [(CONTENT_TYPE, kind(&name).to_owned()), (CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\""))];
    Ok((head, bytes).into_response())
}

/// The files as they were sealed, in English; else as they are now.
fn files(bench: &Workbench, desk: &Desk, language: Language) -> Result<Named, Trouble> {
    if language == Language::En
        && let Some(sealed) = sealed_results(desk, &bench.store)?
    {
        return Ok(sealed);
    }
    let solved = bench.solved(desk).ok_or(Trouble::Unsolved)?;
    let files = result_files(&solved.base.case.round, &solved.base.outcome, language);
    let files = files.map_err(|fault| Trouble::Fault(fault.to_string()))?;
    Ok(files.into_iter().map(|(name, bytes)| (name.to_owned(), bytes)).collect())
}

fn kind(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("csv") => "text/csv; charset=utf-8",
        Some("json") => "application/json",
        Some("xlsx") => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        Some("html") => "text/html; charset=utf-8",
        _ => "application/octet-stream",
    }
}
