//! What persons decided about pairs.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use serde::Deserialize;
use serde_json::{Value, json};

use super::asked::{Asked, seen};
use crate::domain::{Decision, DecisionVerdict as Verdict};
use crate::web::desk::Desk;
use crate::web::pages::decisions::reason_of;
use crate::web::store::{Decided, Event};
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
    let seen = seen(told.seen, &headers)?;
    let decided = Decided {
        applicant: told.applicant.trim().to_owned(),
        dwelling: told.dwelling.trim().to_owned(),
        verdict: told.decision,
        overrides: told.overrides,
        reason: reason_of(&told.reason)?,
    };
    let desk = seen_desk(&bench, round, seen)?;
    bench.check_with(&desk, std::slice::from_ref(&decided), &visitor)?;
    let version = bench.note(&visitor, round, seen, &Event::Decided(decided), Vec::new())?;
    Ok(written(round, version))
}

pub(super) async fn withdraw(
    State(bench): State<Arc<Workbench>>,
    visitor: Visitor,
    Path(round): Path<i64>,
    headers: HeaderMap,
    Asked(told): Asked<Told>,
) -> Result<(StatusCode, Json<Value>), Trouble> {
    let seen = seen(told.seen, &headers)?;
    let desk = seen_desk(&bench, round, seen)?;
    let stands = |one: &Decision| {
        (one.applicant.as_str(), one.dwelling.as_str(), one.verdict)
            == (told.applicant.trim(), told.dwelling.trim(), told.decision)
    };
    if let Ok(read) = &*bench.reading(&desk)?
        && !read.round.decisions.iter().any(stands)
    {
        return Err(Trouble::Wrong("There is no such decision.", "Zo'n besluit is er niet."));
    }
    let event = Event::Withdrawn {
        applicant: told.applicant.trim().to_owned(),
        dwelling: told.dwelling.trim().to_owned(),
        verdict: told.decision,
        reason: reason_of(&told.reason)?,
    };
    let version = bench.note(&visitor, round, seen, &event, Vec::new())?;
    Ok(written(round, version))
}

/// A round that is open, as whoever asks has seen it.
pub(super) fn seen_desk(bench: &Workbench, round: i64, seen: i64) -> Result<Desk, Trouble> {
    let desk = bench.open_desk(round)?;
    if desk.version == seen { Ok(desk) } else { Err(Trouble::Moved(round)) }
}

/// That something was added to the journal: the entry is what the next change has to have seen.
pub(super) fn written(round: i64, version: i64) -> (StatusCode, Json<Value>) {
    (StatusCode::CREATED, Json(json!({ "round": round, "version": version })))
}
