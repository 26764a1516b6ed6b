//! What was handed in: the files, what is wrong with them at its cell, and handing in better ones.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Multipart, Path, State};
use axum::response::{Redirect, Response};

use crate::domain::{Code, Language, Problem};
use crate::input::{Files, Read};
use crate::report::problems;
use crate::report::round_setting::{lacking_setting, missing_setting_on_page};
use crate::web::entrance::{SETTINGS, Told as Filled, add_settings, agree, book_of};
use crate::web::page::{Page, Part, shown};
use crate::web::store::{Event, hashes};
use crate::web::trouble::Trouble;
use crate::web::upload::Handed;
use crate::web::visitor::Visitor;
use crate::web::workbench::Workbench;

#[derive(Template)]
#[template(path = "input.html")]
struct Input {
    page: Page,
    files: Vec<String>,
    /// Those that the round shares with other months.
    model_files: Vec<String>,
    problems: Vec<Told>,
    /// Settings of the round that this page has fields for, because they are missing or cannot be.
    lacking: Vec<&'static str>,
    errors: usize,
    figures: Option<Figures>,
}

/// A problem in words, at its place.
struct Told {
    code: &'static str,
    is_warning: bool,
    place: String,
    column: String,
    value: String,
    sentence: String,
}

/// What a sound round holds.
struct Figures {
    dwellings: usize,
    applicants: usize,
    decisions: usize,
    limits: usize,
    month: String,
    model: String,
    seed: u64,
}

pub(super) async fn page(
    State(bench): State<Arc<Workbench>>,
    visitor: Visitor,
    Path(round): Path<i64>,
) -> Result<Response, Trouble> {
    let desk = bench.desk(round)?;
    let reading = bench.reading(&desk)?;
    let (found, figures) = match &*reading {
        Ok(read) => (&read.warnings, Some(figures(read))),
        Err(problems) => (problems, None),
    };
    let lacking = found.iter().filter_map(lacking).collect();
    let mut problems: Vec<Told> = found.iter().map(|problem| told(problem, visitor.language)).collect();
    problems.sort_by_key(|problem| problem.is_warning); // first what has to be mended
    let (model_files, files) = desk.files.keys().cloned().partition(|name| name.contains('/'));
    Ok(shown(&Input {
        errors: problems.iter().filter(|problem| !problem.is_warning).count(),
        problems,
        lacking,
        files,
        model_files,
        figures,
        page: Page::of(&visitor, &desk, Part::Input),
    }))
}

/// The setting that a field of this page can fill in.
fn lacking(problem: &Problem) -> Option<&'static str> {
    let is_no_month = problem.code == Code::NotMonth && problem.column.as_deref() == Some("round.month");
    let key = lacking_setting(problem).or(is_no_month.then_some("month"));
    key.filter(|key| problem.file == SETTINGS && *key != "model")
}

fn told(problem: &Problem, language: Language) -> Told {
    Told {
        code: problem.code.number(),
        is_warning: problem.code.is_warning(),
        place: problems::place(problem),
        column: problem.column.clone().unwrap_or_default(),
        value: problem.value.clone(),
        sentence: on_page(problem, language),
    }
}

/// What is wrong and what to do on this page.
fn on_page(problem: &Problem, language: Language) -> String {
    let told = lacking(problem).and_then(|_| missing_setting_on_page(problem, language));
    told.unwrap_or_else(|| problems::cause(problem, language))
}

fn figures(read: &Read) -> Figures {
    let round = &read.round;
    Figures {
        dwellings: round.dwellings.len(),
        applicants: round.applicants.len(),
        decisions: round.decisions.len(),
        limits: round.limits.limits.len(),
        month: round.month.to_string(),
        model: round.model.name.clone(),
        seed: round.seed,
    }
}

/// Replaces the files that are handed in, and writes down what is filled in; the others stay.
pub(super) async fn replace(
    State(bench): State<Arc<Workbench>>,
    visitor: Visitor,
    Path(round): Path<i64>,
    form: Multipart,
) -> Result<Redirect, Trouble> {
    let handed = Handed::read(form).await?;
    let (added, told) = (handed.round_files()?, Filled::of(&handed));
    if added.is_empty() && told.is_empty() {
        return Err(Trouble::Wrong("Choose the files of the round first.", "Kies eerst de bestanden van de ronde."));
    }
    write_down(&bench, &visitor, round, handed.version(), &added, &told)?;
    Ok(Redirect::to(&format!("/rounds/{round}/input")))
}

/// Puts files in the place of those of the same name; gives the new entry's number.
pub(in crate::web) fn write_down(
    bench: &Workbench,
    visitor: &Visitor,
    round: i64,
    seen: i64,
    added: &Files,
    told: &Filled,
) -> Result<i64, Trouble> {
    agree(told, added)?;
    let desk = bench.open_desk(round)?;
    let before = bench.store.files(&desk.files)?;
    let files = merged(&before, added, told);
    let contents = files.iter().filter(|(name, bytes)| before.get(*name) != Some(bytes));
    let contents = contents.map(|(_, bytes)| bytes.as_slice()).collect();
    bench.note(visitor, round, seen, &Event::Replaced { files: hashes(&files) }, contents)
}

/// The files of a round with others in their place. What was said of the round stands until it is said anew.
fn merged(before: &Files, added: &Files, told: &Filled) -> Files {
    let mut files = before.clone();
    if book_of(added.keys()).is_some() {
        files.retain(|name, _| name.contains('/'));
    } else if ["dwellings.csv", "applicants.csv"].iter().any(|name| added.contains_key(*name)) {
        files.retain(|name, _| Some(name.as_str()) != book_of(before.keys()));
    }
    files.extend(added.clone());
    add_settings(&mut files, told, Filled::in_files(before));
    files
}
