//! A list of matches made by hand is laid beside the round, waived where it breaks something, and taken over.

use std::sync::Arc;

use axum::Form;
use axum::extract::{Multipart, Path, State};
use axum::response::Redirect;
use serde::Deserialize;

use super::comparing::{How, of, seen};
use super::decisions::reason_of;
use crate::domain::{Decision, DecisionVerdict as Verdict, Problem};
use crate::input::{fingerprint, read_list_from};
use crate::report::on_page::in_sentences;
use crate::report::problems;
use crate::study::compare::{Waiver, elsewhere};
use crate::web::demo;
use crate::web::store::{Decided, Event};
use crate::web::trouble::Trouble;
use crate::web::upload::Handed;
use crate::web::visitor::Visitor;
use crate::web::workbench::Workbench;

/// Problems of a list that are told at most.
const TOLD: usize = 5;

/// Lays the list that is handed in beside the round.
pub(super) async fn load(
    State(bench): State<Arc<Workbench>>,
    visitor: Visitor,
    Path(round): Path<i64>,
    form: Multipart,
) -> Result<Redirect, Trouble> {
    let handed = Handed::read(form).await?;
    let [(name, bytes)] = handed.files.as_slice() else {
        return Err(Trouble::Wrong(
            "Choose one file: a table with the columns applicant and dwelling.",
            "Kies één bestand: een tabel met de kolommen woningzoekende en woning.",
        ));
    };
    lay_beside(&bench, &visitor, round, handed.version(), (name, bytes))
}

/// The form of the demo's list.
#[derive(Debug, Deserialize)]
pub(super) struct Seen {
    version: i64,
}

/// Lays the demo's own list beside the demo round.
pub(super) async fn load_demo(
    State(bench): State<Arc<Workbench>>,
    visitor: Visitor,
    Path(round): Path<i64>,
    Form(seen): Form<Seen>,
) -> Result<Redirect, Trouble> {
    lay_beside(&bench, &visitor, round, seen.version, demo::MANUAL)
}

fn lay_beside(
    bench: &Workbench,
    visitor: &Visitor,
    round: i64,
    seen: i64,
    (name, bytes): (&str, &[u8]),
) -> Result<Redirect, Trouble> {
    let desk = bench.open_desk(round)?;
    let told = |found: &[Problem]| {
        let sentence =
            |problem: &Problem| format!("{}: {}", problems::place(problem), problems::cause(problem, visitor.language));
        Trouble::Told(in_sentences(found.iter().take(TOLD).map(sentence)))
    };
    let list = read_list_from(name, bytes).map_err(|found| told(&found))?;
    if let Ok(read) = &*bench.reading(&desk)?
        && let Some(problem) = elsewhere(&read.round, &list, name)
    {
        return Err(told(&[problem]));
    }
    let event = Event::ManualLoaded { name: name.to_owned(), file: fingerprint(bytes) };
    bench.note(visitor, round, seen, &event, vec![bytes])?;
    Ok(Redirect::to(&format!("/rounds/{round}/compare")))
}

/// The form that waives a violation.
#[derive(Debug, Deserialize)]
pub(super) struct Waived {
    version: i64,
    #[serde(default)]
    how: How,
    /// Its place among the violations of the comparison.
    violation: usize,
    reason: String,
}

/// Waives a violation of the list: fixes the matches that it rests on, each with the reason.
pub(super) async fn waive(
    State(bench): State<Arc<Workbench>>,
    visitor: Visitor,
    Path(round): Path<i64>,
    Form(waived): Form<Waived>,
) -> Result<Redirect, Trouble> {
    let found = seen(&bench, &visitor, round, (waived.version, waived.how))?;
    let reason = reason_of(&waived.reason)?;
    let judged = of(&found)?.comparison.violations.get(waived.violation).ok_or(Trouble::Missing)?;
    let Waiver::Possible(rows) = &judged.waiver else { return Err(Trouble::Missing) };
    let decided = rows.iter().map(|row| fixed(row.decision(), &reason)).collect();
    decide(&bench, &visitor, round, waived.version, decided)
}

pub(super) fn fixed(decision: Decision, reason: &str) -> Decided {
    Decided {
        applicant: decision.applicant,
        dwelling: decision.dwelling,
        verdict: Verdict::Fixed,
        overrides: decision.overrides,
        reason: reason.to_owned(),
    }
}

/// Writes the decisions down together, where the round is sound with them.
fn decide(
    bench: &Workbench,
    visitor: &Visitor,
    round: i64,
    seen: i64,
    decided: Vec<Decided>,
) -> Result<Redirect, Trouble> {
    let desk = bench.seen_desk(round, seen)?;
    let events: Vec<Event> = decided.into_iter().map(Event::Decided).collect();
    bench.check_with(&desk, &events, visitor)?;
    bench.note_each(visitor, &desk, &events)?;
    Ok(Redirect::to(&format!("/rounds/{round}/compare")))
}
