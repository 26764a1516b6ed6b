//! Who did what and when.

use std::collections::BTreeSet;
use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use serde::Deserialize;

use super::approval::{Approvable, approvable};
use crate::domain::{DecisionVerdict as Verdict, Limits};
use crate::report::setting_words;
use crate::web::page::{Page, Part, shown};
use crate::web::store::{Dropped, Entry, Event, Hashes, Seal};
use crate::web::trouble::Trouble;
use crate::web::visitor::Visitor;
use crate::web::workbench::Workbench;

/// Which entries are wanted; empty for all.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    by: String,
    kind: String,
}

#[derive(Template)]
#[template(path = "journal.html")]
struct Journal {
    page: Page,
    asked: Asked,
    /// Everyone who did something.
    people: BTreeSet<String>,
    kinds: Vec<(&'static str, &'static str)>,
    entries: Vec<Line>,
    total: usize,
    seal: Option<Seal>,
    approver: String,
    approved: String,
    /// When the page was made: the check of a seal is known by it.
    now: String,
    /// What can be approved now.
    approvable: Option<Approvable>,
}

/// An entry in words.
struct Line {
    /// Its place among the entries of the round, from 1.
    number: usize,
    at: String,
    by: String,
    what: String,
    reason: String,
    chain: String,
}

impl Line {
    /// The hash as far as it is shown.
    fn short(&self) -> &str {
        self.chain.get(..8).unwrap_or(&self.chain)
    }
}

pub(super) async fn page(
    State(bench): State<Arc<Workbench>>,
    visitor: Visitor,
    Path(round): Path<i64>,
    Query(asked): Query<Asked>,
) -> Result<Response, Trouble> {
    let desk = bench.desk(round)?;
    let page = Page::of(&visitor, &desk, Part::Journal);
    let entries = bench.store.entries(round)?;
    let approvable = approvable(&bench, &desk, visitor.language)?;
    let limits = desk.limits(&bench.store);
    let (seal, approver, approved) = match desk.seal {
        Some((seal, by, at)) => (Some(seal), by, at),
        None => (None, String::new(), String::new()),
    };
    let is_wanted = |(_, entry): &(usize, &Entry)| {
        (asked.by.is_empty() || entry.by == asked.by) && (asked.kind.is_empty() || entry.event.kind() == asked.kind)
    };
    Ok(shown(&Journal {
        people: entries.iter().map(|entry| entry.by.clone()).collect(),
        kinds: kinds(&page)
            .into_iter()
            .filter(|(kind, _)| entries.iter().any(|one| one.event.kind() == *kind))
            .collect(),
        total: entries.len(),
        entries: entries.iter().enumerate().rev().filter(is_wanted).map(|entry| line(entry, &limits, &page)).collect(),
        now: jiff::Timestamp::now().as_millisecond().to_string(),
        page,
        asked,
        seal,
        approver,
        approved,
        approvable,
    }))
}

/// Everything that can happen, in a few words.
fn kinds(page: &Page) -> Vec<(&'static str, &'static str)> {
    use crate::report::words::either;
    let all = [
        ("opened", "round opened", "ronde geopend"),
        ("replaced", "files replaced", "bestanden vervangen"),
        ("decided", "decision", "besluit"),
        ("withdrawn", "decision withdrawn", "besluit ingetrokken"),
        ("scenario-kept", "scenario kept", "scenario bewaard"),
        ("scenario-dropped", "scenario dropped", "scenario weggelegd"),
        ("scenario-adopted", "scenario adopted", "scenario overgenomen"),
        ("adoption-withdrawn", "scenario given up", "scenario losgelaten"),
        ("manual-loaded", "manual match", "handmatige match"),
        ("ledger-replaced", "ledger", "grootboek"),
        ("put-away", "put away", "weggelegd"),
        ("brought-back", "brought back", "teruggehaald"),
        ("approved", "approval", "goedkeuring"),
    ];
    all.into_iter().map(|(kind, english, dutch)| (kind, either(page.language, english, dutch))).collect()
}

fn line((place, entry): (usize, &Entry), limits: &Limits, page: &Page) -> Line {
    let number = place + 1;
    let (what, reason) = words(&entry.event, limits, page);
    let (at, by, chain) = (entry.at.clone(), entry.by.clone(), entry.chain.clone());
    Line { number, at, by, what, reason, chain }
}

/// What happened, and the reason given for it; `limits` are those of the round, for their titles.
pub(super) fn words(event: &Event, limits: &Limits, page: &Page) -> (String, String) {
    let say = |english: &'static str, dutch: &'static str| page.say(english, dutch);
    let pair = |applicant: &str, dwelling: &str| format!("{applicant} → {dwelling}");
    let told = |settings: &[String]| {
        settings.iter().map(|one| setting_words(one, None, limits, page.language)).collect::<Vec<_>>().join("; ")
    };
    match event {
        Event::Opened { name, files } => {
            let handed = files.keys().filter(|file| !file.contains('/')).cloned().collect::<Vec<_>>().join(", ");
            (format!("{}: {name} ({handed})", say("Round opened", "Ronde geopend")), String::new())
        }
        Event::Replaced { files, dropped } => (replaced(files, dropped.as_ref(), page), String::new()),
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
            (format!("{}: {name}", say("Scenario kept", "Scenario bewaard")), told(settings))
        }
        Event::ScenarioDropped { name } => {
            (format!("{}: {name}", say("Scenario dropped", "Scenario weggelegd")), String::new())
        }
        Event::ScenarioAdopted { name, settings, reason } => {
            let what = say("Scenario adopted into the round", "Scenario overgenomen in de ronde");
            (format!("{what}: {name} ({})", told(settings)), reason.clone())
        }
        Event::AdoptionWithdrawn { name, reason } => {
            (format!("{}: {name}", say("Adopted scenario given up", "Overgenomen scenario losgelaten")), reason.clone())
        }
        Event::ManualLoaded { name, .. } => {
            (format!("{}: {name}", say("Manual match laid beside", "Handmatige match ernaast gelegd")), String::new())
        }
        Event::LedgerReplaced { .. } => {
            (say("Ledger of the year replaced", "Register van het jaar vervangen").to_owned(), String::new())
        }
        Event::PutAway {} => (say("Put away", "Weggelegd").to_owned(), String::new()),
        Event::BroughtBack {} => (say("Brought back", "Teruggehaald").to_owned(), String::new()),
        Event::Approved(seal) => {
            (say("Approved and sealed", "Goedgekeurd en verzegeld").to_owned(), seal.statement.clone())
        }
    }
}

/// That files were replaced, and what fell away by it.
fn replaced(files: &Hashes, dropped: Option<&Dropped>, page: &Page) -> String {
    let own = files.keys().filter(|file| !file.contains('/')).cloned().collect::<Vec<_>>().join(", ");
    let what = format!("{} ({own})", page.say("Files replaced", "Bestanden vervangen"));
    let Some(dropped) = dropped.filter(|dropped| dropped.is_loss()) else { return what };
    let pairs = dropped.decisions.iter().map(|one| format!("{} → {}", one.applicant, one.dwelling));
    let gone: Vec<String> = pairs.chain(dropped.scenarios.iter().map(|name| format!("“{name}”"))).collect();
    format!("{what}; {} {}: {}", gone.len(), page.say("fell away", "vervallen"), gone.join(", "))
}
