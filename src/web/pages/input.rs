//! What was handed in: the files, and what is wrong with them at its cell.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;

use super::replace::Question;
use crate::domain::{Code, Language, Problem};
use crate::input::{Read, Table, schema, sheet_name};
use crate::report::on_page::cause_on_page;
use crate::report::problems;
use crate::report::round_setting::{lacking_setting, missing_setting_on_page};
use crate::web::desk::Desk;
use crate::web::entrance::SETTINGS;
use crate::web::page::{Page, Part, shown};
use crate::web::trouble::Trouble;
use crate::web::visitor::Visitor;
use crate::web::workbench::Workbench;

/// Problems of a kind that are told each by itself.
const EACH: usize = 3;

/// More problems than these fill a screen.
const MANY: usize = 10;

#[derive(Template)]
#[template(path = "input.html")]
pub(super) struct Input {
    page: Page,
    files: Vec<String>,
    /// Those that the round shares with other months.
    model_files: Vec<String>,
    problems: Vec<Told>,
    /// Settings of the round that this page has fields for, because they are missing or cannot be.
    lacking: Vec<&'static str>,
    errors: usize,
    figures: Option<Figures>,
    question: Option<Question>,
}

/// A problem in words, at its place.
struct Told {
    code: &'static str,
    is_warning: bool,
    place: String,
    column: String,
    value: String,
    sentence: String,
    /// Place and value of further problems of the same kind, in the same column.
    alike: Vec<(String, String)>,
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
    Ok(shown(&Input::of(&bench, &visitor, &desk, None)?))
}

impl Input {
    /// Whether files are handed in above the problems: where that is asked, or where it would be far below them.
    fn has_drop_first(&self) -> bool {
        self.question.is_some() || self.problems.len() > MANY
    }

    /// The page of a round; with a question where files were handed in that need an answer first.
    pub(super) fn of(
        bench: &Workbench,
        visitor: &Visitor,
        desk: &Desk,
        question: Option<Question>,
    ) -> Result<Self, Trouble> {
        let reading = bench.reading(desk)?;
        let (found, figures) = match &*reading {
            Ok(read) => (&read.warnings, Some(figures(read))),
            Err(problems) => (problems, None),
        };
        let problems: Vec<Told> = found.iter().map(|problem| told(problem, visitor.language)).collect();
        let errors = problems.iter().filter(|problem| !problem.is_warning).count();
        let mut problems = folded(problems);
        problems.sort_by_key(|problem| problem.is_warning); // first what has to be mended
        let (model_files, files) = desk.files.keys().cloned().partition(|name| name.contains('/'));
        Ok(Self {
            errors,
            problems,
            lacking: found.iter().filter_map(lacking).collect(),
            files,
            model_files,
            figures,
            question,
            page: Page::of(visitor, desk, Part::Input),
        })
    }
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
        column: heading(problem, language),
        value: problems::day(&problem.value, language),
        sentence: on_page(problem, language),
        alike: Vec::new(),
    }
}

/// The heading of the column as it stands in the file; of one that is not there, that of the empty template.
fn heading(problem: &Problem, language: Language) -> String {
    let name = problem.column.as_deref().unwrap_or_default();
    let file = problem.file.split(['!', '.']).next().unwrap_or_default().to_lowercase();
    let is_of = |table: &&Table| [Language::En, Language::Nl].iter().any(|one| sheet_name(table.name, *one) == file);
    let declared = || schema().iter().find(is_of)?.column(name).map(|column| column.heading(language).to_owned());
    problem.heading.as_deref().cloned().or_else(declared).unwrap_or_else(|| name.to_owned())
}

/// What is wrong and what to do on this page.
fn on_page(problem: &Problem, language: Language) -> String {
    let told = lacking(problem).and_then(|_| missing_setting_on_page(problem, language));
    told.unwrap_or_else(|| cause_on_page(problem, language))
}

/// Few problems of a kind each by itself, and the others under the last of them.
fn folded(problems: Vec<Told>) -> Vec<Told> {
    let mut shown: Vec<Told> = Vec::new();
    for problem in problems {
        let is_alike = |other: &&mut Told| other.code == problem.code && other.column == problem.column;
        let mut alike: Vec<&mut Told> = shown.iter_mut().filter(is_alike).collect();
        match alike.pop().filter(|_| alike.len() + 1 >= EACH) {
            Some(last) => last.alike.push((problem.place, problem.value)),
            None => shown.push(problem),
        }
    }
    shown
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
