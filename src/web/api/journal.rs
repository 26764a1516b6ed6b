//! The journal of a round, and the approval that seals it.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use serde::Deserialize;
use serde_json::{Value, json};

use super::asked::{Asked, seen};
use super::decisions::written;
use crate::web::pages::approval::write_down;
use crate::web::pages::decisions::reason_of;
use crate::web::store::Entry;
use crate::web::trouble::Trouble;
use crate::web::visitor::Visitor;
use crate::web::workbench::Workbench;

/// Every entry, the first one first.
pub(super) async fn all(State(bench): State<Arc<Workbench>>, Path(round): Path<i64>) -> Result<Json<Value>, Trouble> {
    let entries = bench.store.entries(round)?;
    let entries: Vec<Value> = entries.iter().map(described).collect::<Result<_, _>>()?;
    Ok(Json(json!({ "round": round, "entries": entries })))
}

fn described(entry: &Entry) -> Result<Value, Trouble> {
    let mut value = serde_json::to_value(&entry.event).map_err(|fault| Trouble::Fault(fault.to_string()))?;
    value["number"] = json!(entry.number);
    value["at"] = json!(entry.at);
    value["by"] = json!(entry.by);
    value["chain"] = json!(entry.chain);
    Ok(value)
}

/// An approval.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Approval {
    seen: Option<i64>,
    statement: String,
    /// SHA-256 (hex) of the `certificate.json` that was seen, in English.
    #[serde(default)]
    certificate: Option<String>,
}

pub(super) async fn approve(
    State(bench): State<Arc<Workbench>>,
    visitor: Visitor,
    Path(round): Path<i64>,
    headers: HeaderMap,
    Asked(approval): Asked<Approval>,
) -> Result<(StatusCode, Json<Value>), Trouble> {
    let seen = seen(approval.seen, &headers)?;
    let desk = bench.seen_desk(round, seen)?;
    let statement = reason_of(&approval.statement)?;
    let version = write_down(&bench, &visitor, &desk, statement, approval.certificate.as_ref())?;
    Ok(written(round, version))
}
