//! Rounds: all of them, one, opening one, its files and what is wrong with them.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::header::{CONTENT_TYPE, ETAG, LOCATION};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value, json};

use super::BASE;
use super::asked::{Sent, seen};
use crate::domain::Problem;
use crate::report::problems as words;
use crate::web::demo;
use crate::web::desk::Desk;
use crate::web::entrance::{Told, complete};
use crate::web::pages::replace::Replacement;
use crate::web::trouble::Trouble;
use crate::web::upload::Handed;
use crate::web::visitor::Visitor;
use crate::web::workbench::{Reading, Workbench};

pub(super) async fn all(State(bench): State<Arc<Workbench>>) -> Result<Json<Value>, Trouble> {
    let rounds = bench.store.rounds()?.into_iter().map(|number| described(&bench, &bench.desk(number)?));
    Ok(Json(json!({ "rounds": rounds.collect::<Result<Vec<Value>, Trouble>>()? })))
}

pub(super) async fn one(State(bench): State<Arc<Workbench>>, Path(round): Path<i64>) -> Result<Response, Trouble> {
    let desk = bench.desk(round)?;
    let etag = format!("\"{}\"", desk.version);
    Ok(([(ETAG, etag)], Json(described(&bench, &desk)?)).into_response())
}

/// A round as it is now.
fn described(bench: &Workbench, desk: &Desk) -> Result<Value, Trouble> {
    let reading = bench.reading(desk)?;
    let read = reading.as_ref().as_ref().ok();
    let found = problems_of(&reading);
    let warnings = found.iter().filter(|problem| problem.code.is_warning()).count();
    let state = match (&desk.seal, read) {
        (Some(_), _) => "approved",
        (_, None) => "wrong",
        _ if bench.solved(desk).is_some() => "allocated",
        _ => "open",
    };
    let approval = desk.seal.as_ref().map(|(seal, by, at)| json!({ "by": by, "at": at, "statement": seal.statement }));
    Ok(json!({
        "round": desk.number,
        "name": desk.name,
        "opened": desk.opened,
        "version": desk.version,
        "state": state,
        "month": read.map(|read| read.round.month.to_string()),
        "model": read.map(|read| &read.round.model.name),
        "seed": read.map(|read| read.round.seed),
        "dwellings": read.map(|read| read.round.dwellings.len()),
        "applicants": read.map(|read| read.round.applicants.len()),
        "errors": found.len() - warnings,
        "warnings": warnings,
        "files": desk.files,
        "approval": approval,
    }))
}

fn problems_of(reading: &Reading) -> &[Problem] {
    match reading {
        Ok(read) => &read.warnings,
        Err(problems) => problems,
    }
}

/// A round to open, or files to put in the place of others: the text of each by its name.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Opened {
    demo: bool,
    name: String,
    month: String,
    seed: Option<u32>,
    files: BTreeMap<String, String>,
}

/// Opens a round from files, filling in what they lack; or the demo round.
pub(super) async fn open(
    State(bench): State<Arc<Workbench>>,
    visitor: Visitor,
    sent: Sent<Opened>,
) -> Result<Response, Trouble> {
    let (handed, asked) = match sent {
        Sent::Json(mut asked) => (handed(std::mem::take(&mut asked.files)), asked),
        Sent::Files(handed) => {
            let field = |name: &str| handed.field(name).to_owned();
            let asked = Opened {
                demo: field("demo") == "true",
                name: field("name"),
                month: field("month"),
                seed: field("seed").parse().ok(),
                files: BTreeMap::new(),
            };
            (handed, asked)
        }
    };
    let mut files = if asked.demo { demo::round() } else { handed.round_files()? };
    if files.is_empty() {
        return Err(NO_FILES);
    }
    let first = if asked.demo { "Demo" } else { handed.files.first().map_or("", |(file, _)| file) };
    if !asked.demo {
        let seed = asked.seed.map(|seed| seed.to_string()).unwrap_or_default();
        let told = Told { name: asked.name.clone(), month: asked.month.clone(), seed };
        complete(&mut files, &told, first)?;
    }
    if visitor.name.is_empty() {
        return Err(Trouble::Nameless);
    }
    let names = [asked.name.trim(), &asked.month, first];
    let name = names.into_iter().find(|name| !name.is_empty()).unwrap_or_default();
    let number = bench.store.open_round(&visitor.name, name, &files)?;
    let place = [(LOCATION, format!("{BASE}/rounds/{number}"))];
    Ok((StatusCode::CREATED, place, Json(described(&bench, &bench.desk(number)?)?)).into_response())
}

const NO_FILES: Trouble = Trouble::Wrong("No files were sent.", "Er zijn geen bestanden gestuurd.");

fn handed(files: BTreeMap<String, String>) -> Handed {
    Handed::of(files.into_iter().map(|(name, text)| (name, text.into_bytes())))
}

/// Files that replace those of the same name, as JSON.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Replaced {
    seen: Option<i64>,
    files: BTreeMap<String, String>,
}

pub(super) async fn replace(
    State(bench): State<Arc<Workbench>>,
    visitor: Visitor,
    Path(round): Path<i64>,
    headers: HeaderMap,
    sent: Sent<Replaced>,
) -> Result<Json<Value>, Trouble> {
    let (handed, told) = match sent {
        Sent::Json(asked) => (handed(asked.files), asked.seen),
        Sent::Files(handed) => {
            let told = handed.field("seen").parse().ok();
            (handed, told)
        }
    };
    let files = handed.round_files()?;
    if files.is_empty() {
        return Err(NO_FILES);
    }
    let replacement = Replacement::of(&bench, &bench.open_desk(round)?, &files, &Told::default())?;
    replacement.write_down(&bench, &visitor, round, seen(told, &headers)?)?;
    Ok(Json(described(&bench, &bench.desk(round)?)?))
}

/// Everything that is wrong with the files, and what deserves a look: the list of `check --json`.
pub(super) async fn problems(
    State(bench): State<Arc<Workbench>>,
    visitor: Visitor,
    Path(round): Path<i64>,
) -> Result<Response, Trouble> {
    let reading = bench.reading(&bench.desk(round)?)?;
    let text = words::json(problems_of(&reading), visitor.language);
    Ok(text_of_json(text.map_err(|fault| Trouble::Fault(fault.to_string()))?))
}

/// An answer whose JSON is put together already.
pub(super) fn text_of_json(text: String) -> Response {
    ([(CONTENT_TYPE, "application/json")], text).into_response()
}
