//! What was handed in: the files, what is wrong with them at its cell, and handing in better ones.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Multipart, Path, State};
use axum::response::{Redirect, Response};

use crate::domain::{Language, Problem};
use crate::input::{Files, Read};
use crate::report::problems;
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
    let mut problems: Vec<Told> = found.iter().map(|problem| told(problem, visitor.language)).collect();
    problems.sort_by_key(|problem| problem.is_warning); // first what has to be mended
    let (model_files, files) = desk.files.keys().cloned().partition(|name| name.contains('/'));
    Ok(shown(&Input {
        errors: problems.iter().filter(|problem| !problem.is_warning).count(),
        problems,
        files,
        model_files,
        figures,
        page: Page::of(&visitor, &desk, Part::Input),
    }))
}

fn told(problem: &Problem, language: Language) -> Told {
    Told {
        code: problem.code.number(),
        is_warning: problem.code.is_warning(),
        place: problems::place(problem),
        column: problem.column.clone().unwrap_or_default(),
        value: problem.value.clone(),
        sentence: problems::cause(problem, language),
    }
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

/// Replaces the files that are handed in; the others stay.
pub(super) async fn replace(
    State(bench): State<Arc<Workbench>>,
    visitor: Visitor,
    Path(round): Path<i64>,
    form: Multipart,
) -> Result<Redirect, Trouble> {
    let handed = Handed::read(form).await?;
    write_down(&bench, &visitor, round, handed.version(), &handed.round_files()?)?;
    Ok(Redirect::to(&format!("/rounds/{round}/input")))
}

/// Puts files in the place of those of the same name; gives the new entry's number.
pub(in crate::web) fn write_down(
    bench: &Workbench,
    visitor: &Visitor,
    round: i64,
    seen: i64,
    added: &Files,
) -> Result<i64, Trouble> {
    let desk = bench.open_desk(round)?;
    let mut files = desk.files.clone();
    if added.contains_key("round.xlsx") {
        files.retain(|name, _| name.contains('/'));
    } else if added.contains_key("dwellings.csv") {
        files.remove("round.xlsx");
    }
    files.extend(hashes(added));
    let contents = added.values().map(Vec::as_slice).collect();
    bench.note(visitor, round, seen, &Event::Replaced { files }, contents)
}
