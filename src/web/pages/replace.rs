//! Better files in the place of those handed in. What was done on the pages stays as far as it can stand with them, and
//! nothing goes unasked.

use std::sync::Arc;

use axum::extract::{Multipart, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::input::Input;
use crate::input::{Files, has_tables};
use crate::web::desk::{Desk, fitted};
use crate::web::entrance::{Told, add_settings, agree, book_of};
use crate::web::page::{Page, shown};
use crate::web::store::{Decided, Dropped, Event, hashes};
use crate::web::trouble::Trouble;
use crate::web::upload::Handed;
use crate::web::visitor::Visitor;
use crate::web::workbench::Workbench;

/// What a person has to agree to before files are replaced.
pub(super) struct Question {
    /// Decisions that would fall away.
    pub(super) decisions: Vec<String>,
    /// Adopted scenarios that would.
    pub(super) scenarios: Vec<String>,
    /// Whether no dwelling or no applicant would be left.
    pub(super) is_empty: bool,
}

/// Files in the place of others, and what that does.
pub(in crate::web) struct Replacement {
    files: Files,
    dropped: Dropped,
    is_empty: bool,
    before: Files,
}

/// Replaces the files that are handed in, and writes down what is filled in; the others stay.
pub(super) async fn replace(
    State(bench): State<Arc<Workbench>>,
    visitor: Visitor,
    Path(round): Path<i64>,
    form: Multipart,
) -> Result<Response, Trouble> {
    let handed = Handed::read(form).await?;
    let (added, told) = (handed.round_files()?, Told::of(&handed));
    if added.is_empty() && told.is_empty() {
        return Err(Trouble::Wrong("Choose the files of the round first.", "Kies eerst de bestanden van de ronde."));
    }
    if visitor.name.is_empty() {
        return Err(Trouble::Nameless);
    }
    let desk = bench.seen_desk(round, handed.version())?;
    let replacement = Replacement::of(&bench, &desk, &added, &told)?;
    if replacement.asks() && handed.field("confirmed").is_empty() {
        let question = replacement.question(&Page::plain(&visitor));
        let page = Input::of(&bench, &visitor, &desk, Some(question))?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, shown(&page)).into_response());
    }
    replacement.write_down(&bench, &visitor, round, handed.version())?;
    Ok(Redirect::to(&format!("/rounds/{round}/input")).into_response())
}

impl Replacement {
    /// These files, and what is said of the round, in a round as it is.
    pub(in crate::web) fn of(bench: &Workbench, desk: &Desk, added: &Files, told: &Told) -> Result<Self, Trouble> {
        agree(told, added)?;
        if book_of(added.keys()).is_some_and(|name| !has_tables(&added[name])) {
            return Err(Trouble::Wrong(
                "This workbook has no sheet with dwellings and none with applicants, so it is no round; nothing was replaced. A match made by hand belongs on the page Compare.",
                "Deze werkmap heeft geen blad met woningen en geen met woningzoekenden, dus het is geen ronde; er is niets vervangen. Een handmatige match hoort op de pagina Vergelijken.",
            ));
        }
        let before = bench.store.files(&desk.files)?;
        let files = merged(&before, added, told);
        let (dropped, read) = fitted(desk, &files);
        let size = |dwellings: usize, applicants: usize| dwellings > 0 && applicants > 0;
        let was_filled = bench
            .reading(desk)?
            .as_ref()
            .as_ref()
            .map_or(true, |read| size(read.round.dwellings.len(), read.round.applicants.len()));
        let is_filled = read.is_none_or(|read| size(read.round.dwellings.len(), read.round.applicants.len()));
        Ok(Self { files, dropped, is_empty: was_filled && !is_filled, before })
    }

    /// Whether a person has to agree to it.
    fn asks(&self) -> bool {
        self.is_empty || self.dropped.is_loss()
    }

    fn question(self, page: &Page) -> Question {
        let told = |one: &Decided| {
            format!("{} → {}: {} (“{}”)", one.applicant, one.dwelling, page.verdict(&one.verdict), one.reason)
        };
        Question {
            decisions: self.dropped.decisions.iter().map(told).collect(),
            scenarios: self.dropped.scenarios,
            is_empty: self.is_empty,
        }
    }

    /// Writes it into the journal; gives the new entry's number.
    pub(in crate::web) fn write_down(
        &self,
        bench: &Workbench,
        visitor: &Visitor,
        round: i64,
        seen: i64,
    ) -> Result<i64, Trouble> {
        let contents = self.files.iter().filter(|(name, bytes)| self.before.get(*name) != Some(bytes));
        let contents = contents.map(|(_, bytes)| bytes.as_slice()).collect();
        let event = Event::Replaced { files: hashes(&self.files), dropped: Some(self.dropped.clone()) };
        bench.note(visitor, round, seen, &event, contents)
    }
}

/// The files of a round with others in their place. What was said of the round stands until it is said anew.
fn merged(before: &Files, added: &Files, told: &Told) -> Files {
    let mut files = before.clone();
    if book_of(added.keys()).is_some() {
        files.retain(|name, _| name.contains('/'));
    } else if ["dwellings.csv", "applicants.csv"].iter().any(|name| added.contains_key(*name)) {
        files.retain(|name, _| Some(name.as_str()) != book_of(before.keys()));
    }
    files.extend(added.clone());
    add_settings(&mut files, told, Told::in_files(before));
    files
}
