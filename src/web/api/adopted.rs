//! Scenarios that hold for a round: which they are, another one, and one less.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use serde::Deserialize;
use serde_json::{Value, json};

use super::asked::{Asked, seen};
use super::decisions::written;
use crate::input::adopted;
use crate::web::pages::whatif::adopt::{LONGEST_NAME, write_down, write_given_up};
use crate::web::trouble::Trouble;
use crate::web::visitor::Visitor;
use crate::web::workbench::Workbench;

pub(super) async fn all(State(bench): State<Arc<Workbench>>, Path(round): Path<i64>) -> Result<Json<Value>, Trouble> {
    let desk = bench.desk(round)?;
    let held = adopted(&desk.round_files(&bench.store)?).into_iter();
    let held = held
        .map(|one| json!({ "name": one.name, "set": one.settings, "reason": one.reason, "by": one.by, "at": one.at }));
    Ok(Json(json!({ "round": round, "version": desk.version, "adopted": held.collect::<Vec<Value>>() })))
}

/// Changes that are to hold for the round, under a name.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Told {
    seen: Option<i64>,
    name: String,
    set: Vec<String>,
    reason: String,
}

pub(super) async fn adopt(
    State(bench): State<Arc<Workbench>>,
    visitor: Visitor,
    Path(round): Path<i64>,
    headers: HeaderMap,
    Asked(told): Asked<Told>,
) -> Result<(StatusCode, Json<Value>), Trouble> {
    let desk = bench.seen_desk(round, seen(told.seen, &headers)?)?;
    let name: String = told.name.trim().chars().filter(|letter| !letter.is_control()).take(LONGEST_NAME).collect();
    if name.is_empty() || told.set.is_empty() {
        return Err(Trouble::Wrong(
            "Give a name, and at least one change in `set`.",
            "Geef een naam, en minstens één wijziging in `set`; zonder kan het niet.",
        ));
    }
    let version = write_down(&bench, &visitor, &desk, (name, told.set), &told.reason)?;
    Ok(written(round, version))
}

/// A scenario that is to hold no more.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct GivenUp {
    seen: Option<i64>,
    name: String,
    reason: String,
}

pub(super) async fn give_up(
    State(bench): State<Arc<Workbench>>,
    visitor: Visitor,
    Path(round): Path<i64>,
    headers: HeaderMap,
    Asked(told): Asked<GivenUp>,
) -> Result<(StatusCode, Json<Value>), Trouble> {
    let desk = bench.seen_desk(round, seen(told.seen, &headers)?)?;
    let version = write_given_up(&bench, &visitor, &desk, told.name.trim().to_owned(), &told.reason)?;
    Ok(written(round, version))
}
