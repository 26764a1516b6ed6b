//! A kept scenario becomes the round's, by a named person with a reason; and is given up again.

use std::sync::Arc;

use axum::Form;
use axum::extract::{Path, State};
use axum::response::Redirect;
use serde::Deserialize;

use crate::domain::{Language, Limits};
use crate::input::{Adopted, adopted};
use crate::report::setting_words;
use crate::web::desk::Desk;
use crate::web::knobs::in_words;
use crate::web::pages::decisions::{answered, reason_of};
use crate::web::store::Event;
use crate::web::trouble::Trouble;
use crate::web::visitor::Visitor;
use crate::web::workbench::Workbench;

/// The longest name of a scenario, in characters.
pub(in crate::web) const LONGEST_NAME: usize = 60;

/// A scenario that holds for the round.
pub(in crate::web) struct Held {
    pub(in crate::web) adopted: Adopted,
    /// Its changes in words.
    pub(in crate::web) words: Vec<String>,
    /// Whether it can be given up here: what came with the files is changed in the files.
    pub(in crate::web) is_from_here: bool,
}

/// The scenarios that hold for a round. What held before is told of those that were adopted here.
pub(in crate::web) fn held(bench: &Workbench, desk: &Desk, language: Language) -> Result<Vec<Held>, Trouble> {
    let all = adopted(&desk.round_files(&bench.store)?);
    let before = if all.is_empty() { None } else { desk.without_adopted().read(&bench.store)?.ok() };
    let limits = if all.is_empty() { Limits::default() } else { desk.limits(&bench.store) };
    let words = |one: &Adopted, is_from_here: bool| match &before {
        Some(before) if is_from_here => in_words(&before.round, &one.settings, language),
        _ => one.settings.iter().map(|setting| setting_words(setting, None, &limits, language)).collect(),
    };
    let told = |one: Adopted| {
        let is_from_here = desk.adopted.contains(&one);
        Held { words: words(&one, is_from_here), is_from_here, adopted: one }
    };
    Ok(all.into_iter().map(told).collect())
}

/// What the page shows of scenarios that hold for the round, and of those that could.
pub(super) struct Adoption {
    /// Those that hold.
    pub(super) held: Vec<Held>,
    /// Names of kept scenarios that do not hold yet.
    pub(super) open: Vec<String>,
}

impl Adoption {
    pub(super) fn of(bench: &Workbench, desk: &Desk, language: Language) -> Result<Self, Trouble> {
        let held = held(bench, desk, language)?;
        let names = desk.scenarios.iter().map(|(name, _)| name);
        let open = names.filter(|name| !held.iter().any(|one| one.adopted.name == **name)).cloned().collect();
        Ok(Self { held, open })
    }
}

/// The form of an adoption, or of giving it up.
#[derive(Debug, Deserialize)]
pub(super) struct Filled {
    version: i64,
    name: String,
    reason: String,
}

/// Writes down that a scenario holds for the round, where the round is sound with it.
pub(super) async fn adopt(
    State(bench): State<Arc<Workbench>>,
    visitor: Visitor,
    Path(round): Path<i64>,
    Form(filled): Form<Filled>,
) -> Result<Redirect, Trouble> {
    let desk = bench.seen_desk(round, filled.version)?;
    let kept = desk.scenarios.iter().find(|(name, _)| *name == filled.name);
    let (name, settings) = kept
        .cloned()
        .ok_or(Trouble::Wrong("No scenario is kept under this name.", "Onder deze naam is geen scenario bewaard."))?;
    write_down(&bench, &visitor, &desk, (name, settings), &filled.reason)?;
    Ok(Redirect::to(&answered(&desk)))
}

/// The same for any changes under a name; gives the new entry's number.
pub(in crate::web) fn write_down(
    bench: &Workbench,
    visitor: &Visitor,
    desk: &Desk,
    (name, settings): (String, Vec<String>),
    reason: &str,
) -> Result<i64, Trouble> {
    if adopted(&desk.round_files(&bench.store)?).iter().any(|one| one.name == name) {
        return Err(Trouble::Wrong(
            "A scenario of this name holds for the round already.",
            "Een scenario met deze naam geldt al voor de ronde.",
        ));
    }
    let event = Event::ScenarioAdopted { name, settings, reason: reason_of(reason)? };
    bench.check_with(desk, std::slice::from_ref(&event), visitor)?;
    bench.note(visitor, desk.number, desk.version, &event, Vec::new())
}

/// Writes down that an adopted scenario holds no more.
pub(super) async fn give_up(
    State(bench): State<Arc<Workbench>>,
    visitor: Visitor,
    Path(round): Path<i64>,
    Form(filled): Form<Filled>,
) -> Result<Redirect, Trouble> {
    let desk = bench.seen_desk(round, filled.version)?;
    write_given_up(&bench, &visitor, &desk, filled.name, &filled.reason)?;
    Ok(Redirect::to(&answered(&desk)))
}

/// The same; gives the new entry's number.
pub(in crate::web) fn write_given_up(
    bench: &Workbench,
    visitor: &Visitor,
    desk: &Desk,
    name: String,
    reason: &str,
) -> Result<i64, Trouble> {
    if !desk.adopted.iter().any(|one| one.name == name) {
        return Err(Trouble::Wrong(
            "No scenario of this name was adopted here.",
            "Een scenario met deze naam is hier niet overgenomen.",
        ));
    }
    let event = Event::AdoptionWithdrawn { name, reason: reason_of(reason)? };
    bench.check_with(desk, std::slice::from_ref(&event), visitor)?;
    bench.note(visitor, desk.number, desk.version, &event, Vec::new())
}
