//! A person fixes, refuses or forbids a pair, or takes that back, with a reason.

use std::sync::Arc;

use axum::Form;
use axum::extract::{Path, State};
use axum::response::Redirect;
use serde::Deserialize;

use crate::domain::DecisionVerdict as Verdict;
use crate::web::store::{Decided, Event};
use crate::web::trouble::Trouble;
use crate::web::visitor::Visitor;
use crate::web::workbench::Workbench;

/// The longest reason, in characters.
const LONGEST_REASON: usize = 500;

/// The form of a decision, or of taking one back.
#[derive(Debug, Deserialize)]
pub(super) struct Filled {
    version: i64,
    applicant: String,
    dwelling: String,
    verdict: Verdict,
    #[serde(default)]
    overrides: Option<String>,
    reason: String,
}

/// A reason as it is kept. One is needed: who reads the journal later has nothing else.
pub(in crate::web) fn reason_of(told: &str) -> Result<String, Trouble> {
    let reason: String = told.trim().chars().filter(|letter| !letter.is_control()).collect();
    if reason.is_empty() {
        return Err(Trouble::Wrong(
            "Give a reason: it is kept with the decision.",
            "Geef een reden: die blijft bij het besluit bewaard.",
        ));
    }
    Ok(reason.chars().take(LONGEST_REASON).collect())
}

/// Writes a decision down where the round is still sound with it; else says what it breaks.
pub(super) async fn decide(
    State(bench): State<Arc<Workbench>>,
    visitor: Visitor,
    Path(round): Path<i64>,
    Form(filled): Form<Filled>,
) -> Result<Redirect, Trouble> {
    let decided = Decided {
        applicant: filled.applicant.trim().to_owned(),
        dwelling: filled.dwelling.trim().to_owned(),
        verdict: filled.verdict,
        overrides: filled.overrides.is_some() && filled.verdict == Verdict::Fixed,
        reason: reason_of(&filled.reason)?,
    };
    let desk = bench.seen_desk(round, filled.version)?;
    let event = Event::Decided(decided);
    bench.check_with(&desk, std::slice::from_ref(&event), &visitor)?;
    bench.note(&visitor, round, filled.version, &event, Vec::new())?;
    Ok(Redirect::to(&format!("/rounds/{round}/allocation")))
}

/// Takes a decision back.
pub(super) async fn withdraw(
    State(bench): State<Arc<Workbench>>,
    visitor: Visitor,
    Path(round): Path<i64>,
    Form(filled): Form<Filled>,
) -> Result<Redirect, Trouble> {
    let (applicant, dwelling) = (filled.applicant.trim(), filled.dwelling.trim());
    let reason = reason_of(&filled.reason)?;
    let desk = bench.seen_desk(round, filled.version)?;
    bench.check_without(&desk, (applicant, dwelling), filled.verdict)?;
    let event = Event::Withdrawn {
        applicant: applicant.to_owned(),
        dwelling: dwelling.to_owned(),
        verdict: filled.verdict,
        reason,
    };
    bench.note(&visitor, round, filled.version, &event, Vec::new())?;
    Ok(Redirect::to(&format!("/rounds/{round}/allocation")))
}
