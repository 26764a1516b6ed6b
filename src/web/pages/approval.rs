//! A named person approves an allocation, which seals the round.

use std::sync::Arc;

use axum::Form;
use axum::extract::{Path, State};
use axum::response::Redirect;
use serde::Deserialize;

use super::decisions::reason_of;
use super::whatif::adopt::{Held, held};
use crate::allocation::Status;
use crate::domain::{Decision, DecisionVerdict as Verdict, Language};
use crate::input::fingerprint;
use crate::report::lines::group_lines;
use crate::report::words::either;
use crate::report::{Form as Written, Readers, Results, problems};
use crate::web::desk::Desk;
use crate::web::export::results_of;
use crate::web::store::{Event, Hashes, Seal};
use crate::web::trouble::Trouble;
use crate::web::visitor::Visitor;
use crate::web::workbench::{Solved, Workbench};

/// What a person sees before approving it.
pub(super) struct Approvable {
    pub(super) figures: Vec<(&'static str, String)>,
    /// Groups behind their minimum, with how much.
    pub(super) short: Vec<String>,
    /// Pairs that are fixed against a rule or limit, with who and why.
    pub(super) overrides: Vec<String>,
    /// Settings that were changed, with who and why.
    pub(super) changed: Vec<String>,
    pub(super) warnings: Vec<String>,
    /// The hash of the certificate, which names every result.
    pub(super) certificate: String,
}

/// What can be approved: the optimum, where it is known and proven and the round is open.
pub(super) fn approvable(bench: &Workbench, desk: &Desk, language: Language) -> Result<Option<Approvable>, Trouble> {
    if desk.is_sealed() {
        return Ok(None);
    }
    let Some(solved) = bench.solved(desk).filter(|solved| is_optimal(solved)) else { return Ok(None) };
    let changed = held(bench, desk, language)?.iter().map(change).collect();
    Ok(Some(Approvable { changed, ..seen(&solved, language)? }))
}

fn is_optimal(solved: &Solved) -> bool {
    solved.base.outcome.status == Status::Optimal
}

fn seen(solved: &Solved, language: Language) -> Result<Approvable, Trouble> {
    let (round, outcome, form) = (&solved.base.case.round, &solved.base.outcome, Written::of(language));
    let say = |english: &'static str, dutch: &'static str| either(language, english, dutch);
    let groups = group_lines(round, outcome, language).into_iter().filter(|group| !group.short.is_empty());
    let overrides = round.decisions.iter().filter(|one| one.verdict == Verdict::Fixed && one.overrides);
    let figures = [
        (say("Placed", "Geplaatst"), outcome.placements.len()),
        (say("Not placed", "Niet geplaatst"), outcome.unplaced.len()),
        (say("Vacant dwellings", "Lege woningen"), outcome.vacant.len()),
        (say("Decisions", "Besluiten"), round.decisions.len()),
    ];
    Ok(Approvable {
        figures: figures.into_iter().map(|(name, count)| (name, form.count(count))).collect(),
        short: groups.map(|group| format!("{} {}", group.name, group.short)).collect(),
        overrides: overrides.map(told).collect(),
        changed: Vec::new(),
        warnings: solved.warnings.iter().map(|problem| problems::cause(problem, language)).collect(),
        certificate: certificate_of(solved)?,
    })
}

fn certificate_of(solved: &Solved) -> Result<String, Trouble> {
    let results = Results::of(&solved.base.case.round, &solved.base.outcome, Readers::Public, Language::En);
    let results = results.map_err(|fault| Trouble::Fault(fault.to_string()))?;
    let found = results.checked().iter().find(|(name, _)| *name == CERTIFICATE);
    Ok(found.map_or_else(String::new, |(_, bytes)| fingerprint(bytes)))
}

fn change(one: &Held) -> String {
    format!("{}: {} ({})", one.words.join("; "), one.adopted.reason, one.adopted.by)
}

const CERTIFICATE: &str = "certificate.json";

fn told(decision: &Decision) -> String {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    format!("{} → {}: {} ({})", decision.applicant, decision.dwelling, text(&decision.reason), text(&decision.by))
}

/// The form of an approval.
#[derive(Debug, Deserialize)]
pub(super) struct Approval {
    version: i64,
    /// The hash of the certificate that the person saw.
    certificate: String,
    statement: String,
    #[serde(default)]
    confirmed: Option<String>,
}

/// Seals a round with what it rests on and what came out; both are kept with it to the byte.
pub(super) async fn approve(
    State(bench): State<Arc<Workbench>>,
    visitor: Visitor,
    Path(round): Path<i64>,
    Form(approval): Form<Approval>,
) -> Result<Redirect, Trouble> {
    let desk = bench.open_desk(round)?;
    if desk.version != approval.version {
        return Err(Trouble::Moved(round));
    }
    let statement = reason_of(&approval.statement)?;
    if approval.confirmed.is_none() {
        return Err(Trouble::Wrong(
            "Tick that you have looked at the allocation: it cannot be changed after that.",
            "Vink aan dat u de toewijzing bekeken hebt: daarna verandert er niets meer aan.",
        ));
    }
    write_down(&bench, &visitor, &desk, statement, Some(&approval.certificate))?;
    Ok(Redirect::to(&format!("/rounds/{round}/journal")))
}

/// Seals a round whose optimum is proven, unless the certificate is another than the one that was seen; gives the new
/// entry's number.
pub(in crate::web) fn write_down(
    bench: &Workbench,
    visitor: &Visitor,
    desk: &Desk,
    statement: String,
    certificate: Option<&String>,
) -> Result<i64, Trouble> {
    let solved = bench.solved(desk).filter(|solved| is_optimal(solved)).ok_or(Trouble::Wrong(
        "Only a round whose optimum is found and proven can be approved.",
        "Alleen een ronde waarvan het optimum gevonden en bewezen is, kan worden goedgekeurd.",
    ))?;
    let (files, results) = (desk.round_files(&bench.store)?, results_of(&solved, Language::En)?);
    let seal = Seal { statement, inputs: solved.base.case.round.inputs.clone(), results: hashes(&results) };
    if certificate.is_some() && seal.results.get(CERTIFICATE) != certificate {
        return Err(Trouble::Moved(desk.number)); // another version of the program meanwhile
    }
    let contents = files.values().chain(results.iter().map(|(_, bytes)| bytes)).map(Vec::as_slice).collect();
    bench.note(visitor, desk.number, desk.version, &Event::Approved(seal), contents)
}

fn hashes(files: &[(String, Vec<u8>)]) -> Hashes {
    files.iter().map(|(name, bytes)| (name.clone(), fingerprint(bytes))).collect()
}
