//! Who did what and when, and the approval that seals a round.

use std::sync::Arc;

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{Redirect, Response};
use serde::Deserialize;

use crate::allocation::Status;
use crate::domain::{DecisionVerdict as Verdict, Language};
use crate::input::fingerprint;
use crate::report::result_files;
use crate::web::page::{Page, Part, shown};
use crate::web::store::{Entry, Event, Hashes, Seal};
use crate::web::trouble::Trouble;
use crate::web::visitor::Visitor;
use crate::web::workbench::{Solved, Workbench};

#[derive(Template)]
#[template(path = "journal.html")]
struct Journal {
    page: Page,
    entries: Vec<Line>,
    seal: Option<Seal>,
    approver: String,
    approved: String,
    /// Whether there is an optimum that can be approved now.
    can_approve: bool,
}

/// An entry in words.
struct Line {
    number: i64,
    at: String,
    by: String,
    what: String,
    reason: String,
}

pub(super) async fn page(
    State(bench): State<Arc<Workbench>>,
    visitor: Visitor,
    Path(round): Path<i64>,
) -> Result<Response, Trouble> {
    let desk = bench.desk(round)?;
    let page = Page::of(&visitor, &desk, Part::Journal);
    let entries = bench.store.entries(round)?;
    let can_approve = !desk.is_sealed() && bench.solved(&desk).is_some_and(|solved| is_optimal(&solved));
    let (seal, approver, approved) = match desk.seal {
        Some((seal, by, at)) => (Some(seal), by, at),
        None => (None, String::new(), String::new()),
    };
    let entries = entries.iter().rev().map(|entry| line(entry, &page)).collect();
    Ok(shown(&Journal { page, entries, seal, approver, approved, can_approve }))
}

fn is_optimal(solved: &Solved) -> bool {
    solved.base.outcome.status == Status::Optimal
}

fn line(entry: &Entry, page: &Page) -> Line {
    let (what, reason) = words(&entry.event, page);
    Line { number: entry.number, at: entry.at.clone(), by: entry.by.clone(), what, reason }
}

/// What happened, and the reason given for it.
fn words(event: &Event, page: &Page) -> (String, String) {
    let say = |english: &'static str, dutch: &'static str| page.say(english, dutch);
    let pair = |applicant: &str, dwelling: &str| format!("{applicant} → {dwelling}");
    match event {
        Event::Opened { name, files } => (
            format!("{}: {name} ({} {})", say("Round opened", "Ronde geopend"), files.len(), say("files", "bestanden")),
            String::new(),
        ),
        Event::Replaced { .. } => (say("Files replaced", "Bestanden vervangen").to_owned(), String::new()),
        Event::Decided(decided) => {
            let verdict = match (decided.verdict, decided.overrides) {
                (Verdict::Fixed, true) => {
                    say("Fixed against a rule or limit", "Vastgelegd tegen een regel of begrenzing in")
                }
                (Verdict::Fixed, false) => say("Fixed", "Vastgelegd"),
                (Verdict::Refused, _) => say("Refused by the applicant", "Geweigerd door de woningzoekende"),
                (Verdict::Forbidden, _) => say("Forbidden", "Verboden"),
            };
            (format!("{verdict}: {}", pair(&decided.applicant, &decided.dwelling)), decided.reason.clone())
        }
        Event::Withdrawn { applicant, dwelling, reason, .. } => (
            format!("{}: {}", say("Decision withdrawn", "Besluit ingetrokken"), pair(applicant, dwelling)),
            reason.clone(),
        ),
        Event::ScenarioKept { name, settings } => {
            (format!("{}: {name}", say("Scenario kept", "Scenario bewaard")), settings.join("; "))
        }
        Event::ScenarioDropped { name } => {
            (format!("{}: {name}", say("Scenario dropped", "Scenario weggelegd")), String::new())
        }
        Event::ManualLoaded { name, .. } => {
            (format!("{}: {name}", say("Manual match laid beside", "Handmatige match ernaast gelegd")), String::new())
        }
        Event::LedgerReplaced { .. } => {
            (say("Ledger of the year replaced", "Register van het jaar vervangen").to_owned(), String::new())
        }
        Event::Approved(seal) => {
            (say("Approved and sealed", "Goedgekeurd en verzegeld").to_owned(), seal.statement.clone())
        }
    }
}

/// The form of an approval.
#[derive(Debug, Deserialize)]
pub(super) struct Approval {
    version: i64,
    statement: String,
}

/// Seals a round with what it rests on and what came out.
pub(super) async fn approve(
    State(bench): State<Arc<Workbench>>,
    visitor: Visitor,
    Path(round): Path<i64>,
    Form(approval): Form<Approval>,
) -> Result<Redirect, Trouble> {
    write_down(&bench, &visitor, round, approval.version, &approval.statement)?;
    Ok(Redirect::to(&format!("/rounds/{round}/journal")))
}

/// Seals a round whose optimum is proven; gives the new entry's number.
pub(in crate::web) fn write_down(
    bench: &Workbench,
    visitor: &Visitor,
    round: i64,
    seen: i64,
    statement: &str,
) -> Result<i64, Trouble> {
    let desk = bench.desk(round)?;
    let solved = bench.solved(&desk).filter(|solved| is_optimal(solved)).ok_or(Trouble::Wrong(
        "Only a round whose optimum is found and proven can be approved.",
        "Alleen een ronde waarvan het optimum gevonden en bewezen is, kan worden goedgekeurd.",
    ))?;
    let seal = Seal {
        statement: statement.trim().to_owned(),
        inputs: solved.base.case.round.inputs.clone(),
        results: results(&solved)?,
    };
    bench.note(visitor, round, seen, &Event::Approved(seal), Vec::new())
}

/// SHA-256 of the results that are the same whenever the input is: all but the summary, which has seconds.
fn results(solved: &Solved) -> Result<Hashes, Trouble> {
    let files = result_files(&solved.base.case.round, &solved.base.outcome, Language::En);
    let files = files.map_err(|fault| Trouble::Fault(fault.to_string()))?;
    let timeless = files.into_iter().filter(|(name, _)| *name != "summary.json");
    Ok(timeless.map(|(name, bytes)| (name.to_owned(), fingerprint(&bytes))).collect())
}
