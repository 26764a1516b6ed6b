//! What persons decided about pairs.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use serde::Deserialize;
use serde_json::{Value, json};

use super::asked::{Asked, seen};
use crate::domain::{Decision, DecisionVerdict as Verdict};
use crate::web::pages::decisions::{reason_of, write_down, write_withdrawn};
use crate::web::store::Decided;
use crate::web::trouble::Trouble;
use crate::web::visitor::Visitor;
use crate::web::workbench::Workbench;

pub(super) async fn all(State(bench): State<Arc<Workbench>>, Path(round): Path<i64>) -> Result<Json<Value>, Trouble> {
    let desk = bench.desk(round)?;
    let reading = bench.reading(&desk)?;
    let read = reading.as_ref().as_ref().map_err(|problems| Trouble::Input(problems.clone()))?;
    let decisions: Vec<Value> = read.round.decisions.iter().map(described).collect();
    Ok(Json(json!({ "round": round, "version": desk.version, "decisions": decisions })))
}

fn described(decision: &Decision) -> Value {
    json!({
        "applicant": decision.applicant,
        "dwelling": decision.dwelling,
        "decision": decision.verdict.name(),
        "override": decision.overrides,
        "reason": decision.reason,
        "by": decision.by,
        "at": decision.at,
    })
}

/// A decision, or one to take back.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Told {
    seen: Option<i64>,
    applicant: String,
    dwelling: String,
    decision: Verdict,
    #[serde(default, rename = "override")]
    overrides: bool,
    reason: String,
    /// Those who share the dwelling, and for whom the same holds.
    #[serde(default)]
    with: Vec<String>,
}

impl Told {
    fn decided(&self) -> Result<Decided, Trouble> {
        Ok(Decided {
            applicant: self.applicant.trim().to_owned(),
            dwelling: self.dwelling.trim().to_owned(),
            verdict: self.decision,
            overrides: self.overrides,
            reason: reason_of(&self.reason)?,
        })
    }
}

pub(super) async fn decide(
    State(bench): State<Arc<Workbench>>,
    visitor: Visitor,
    Path(round): Path<i64>,
    headers: HeaderMap,
    Asked(told): Asked<Told>,
) -> Result<(StatusCode, Json<Value>), Trouble> {
    if told.overrides && told.decision != Verdict::Fixed {
        return Err(Trouble::Wrong(
            "Only a fixed match can override a rule or a limit.",
            "Alleen een vastgelegde match kan van een regel of begrenzing afwijken.",
        ));
    }
    let decided = told.decided()?;
    let desk = bench.seen_desk(round, seen(told.seen, &headers)?)?;
    let version = write_down(&bench, &visitor, &desk, decided, &told.with)?;
    Ok(written(round, version))
}

pub(super) async fn withdraw(
    State(bench): State<Arc<Workbench>>,
    visitor: Visitor,
    Path(round): Path<i64>,
    headers: HeaderMap,
    Asked(told): Asked<Told>,
) -> Result<(StatusCode, Json<Value>), Trouble> {
    let desk = bench.seen_desk(round, seen(told.seen, &headers)?)?;
    let version = write_withdrawn(&bench, &visitor, &desk, &told.decided()?, &told.with)?;
    Ok(written(round, version))
}

/// That something was added to the journal: the entry is what the next change has to have seen.
pub(super) fn written(round: i64, version: i64) -> (StatusCode, Json<Value>) {
    (StatusCode::CREATED, Json(json!({ "round": round, "version": version })))
}
