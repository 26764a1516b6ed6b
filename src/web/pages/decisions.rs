//! A person fixes, refuses or forbids a pair, or takes that back, with a reason.

use std::sync::Arc;

use axum::Form;
use axum::extract::{Path, State};
use axum::response::Redirect;
use serde::Deserialize;

use crate::domain::DecisionVerdict as Verdict;
use crate::report::problems;
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

impl Filled {
    fn reason(&self) -> Result<String, Trouble> {
        reason(&self.reason)
    }
}

/// The reason as it is kept. One is needed: who reads the journal later has nothing else.
pub(in crate::web) fn reason(told: &str) -> Result<String, Trouble> {
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
        reason: filled.reason()?,
    };
    write_down(&bench, &visitor, round, filled.version, decided)?;
    Ok(Redirect::to(&format!("/rounds/{round}/allocation")))
}

/// Writes a decision down, unless the round is sound without it and not with it; gives the new entry's number.
pub(in crate::web) fn write_down(
    bench: &Workbench,
    visitor: &Visitor,
    round: i64,
    seen: i64,
    decided: Decided,
) -> Result<i64, Trouble> {
    let desk = bench.desk(round)?;
    if bench.reading(&desk)?.is_ok()
        && let Err(problems) = desk.with(&decided, &visitor.name).read(&bench.store)?
    {
        let errors = problems.iter().filter(|problem| !problem.code.is_warning());
        let told: Vec<String> = errors.map(|problem| problems::cause(problem, visitor.language)).collect();
        return Err(Trouble::Told(told.join(" ")));
    }
    bench.note(visitor, round, seen, &Event::Decided(decided), Vec::new())
}

/// Takes a decision back.
pub(super) async fn withdraw(
    State(bench): State<Arc<Workbench>>,
    visitor: Visitor,
    Path(round): Path<i64>,
    Form(filled): Form<Filled>,
) -> Result<Redirect, Trouble> {
    let reason = filled.reason()?;
    let event = Event::Withdrawn {
        applicant: filled.applicant.clone(),
        dwelling: filled.dwelling.clone(),
        verdict: filled.verdict,
        reason,
    };
    bench.note(&visitor, round, filled.version, &event, Vec::new())?;
    Ok(Redirect::to(&format!("/rounds/{round}/allocation")))
}
