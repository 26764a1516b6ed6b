//! A match made by hand beside the optimum: what it breaks, what it misses, who is placed by which.

use std::collections::BTreeSet;
use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::comparing::{Compared, Found, How, job, known};
use super::export::attached;
use super::take_over::{Refused, TakeOver};
use super::waiting::Waiting;
use crate::allocation::Status;
use crate::domain::Language;
use crate::report::compare::{
    FateLine, Grid, ViolationLine, Way, fate_counts, fate_lines, files, gap_lines, grids, headline_lines,
    left_out_lines, question_lines, violation_lines,
};
use crate::report::words::either;
use crate::report::{Form, problems};
use crate::study::compare::{Comparison, Fate, closeness_elsewhere};
use crate::web::demo;
use crate::web::jobs::State as At;
use crate::web::page::{Page, Part, shown};
use crate::web::trouble::Trouble;
use crate::web::visitor::Visitor;
use crate::web::workbench::Workbench;

/// The code of those whom filling up the valid part places.
const ADDED: &str = "added";

/// Rows of applicants on the page at most; the table to download has all.
const ROWS: usize = 500;

/// What is asked of the page.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    pub(super) how: How,
    /// Which applicants: the code of a fate; empty for those that fare differently.
    pub(super) fate: String,
    /// How many matches were taken over just now.
    pub(super) taken: Option<usize>,
    /// Applicants whose matches were left out of that, a line each.
    pub(super) out: String,
}

#[derive(Template)]
#[template(path = "compare.html")]
struct ComparePage {
    page: Page,
    manual: Option<String>,
    is_demo: bool,
    how: How,
    waiting: Option<Waiting>,
    problem: Option<String>,
    told: Option<Told>,
}

/// The comparison in words.
struct Told {
    headline: Vec<String>,
    is_optimal: bool,
    /// Whether the model lets the optimum stay close to the list last of all.
    has_nearest: bool,
    proposal: Option<String>,
    violations: Vec<ViolationLine>,
    open: usize,
    left_out: Vec<[String; 3]>,
    gap: [String; 3],
    questions: Vec<String>,
    grids: Vec<Grid>,
    counts: Vec<(&'static str, &'static str, usize)>,
    fate: String,
    rows: Vec<FateLine>,
    hidden: usize,
    take_over: TakeOver,
}

pub(super) async fn page(
    State(bench): State<Arc<Workbench>>,
    visitor: Visitor,
    Path(round): Path<i64>,
    Query(asked): Query<Asked>,
) -> Result<Response, Trouble> {
    show(&bench, &visitor, round, asked, Refused::default())
}

/// The page, with a form as it was filled in where that was refused.
pub(super) fn show(
    bench: &Workbench,
    visitor: &Visitor,
    round: i64,
    asked: Asked,
    refused: Refused,
) -> Result<Response, Trouble> {
    let desk = bench.desk(round)?;
    let page = Page::of(visitor, &desk, Part::Compare);
    let mut shows = ComparePage {
        manual: desk.manual.as_ref().map(|(name, _)| name.clone()),
        is_demo: demo::is_of(&desk.files),
        how: asked.how,
        waiting: None,
        problem: None,
        told: None,
        page,
    };
    if desk.manual.is_none() {
        return Ok(shown(&shows));
    }
    let Some(job) = job(bench, &desk, asked.how, visitor.language)? else {
        return Ok(Redirect::to(&format!("/rounds/{round}/input")).into_response());
    };
    match (job.state(), job.found::<Found>().as_deref()) {
        (At::Failed(fault), _) => return Err(Trouble::Fault(fault)),
        (_, None) => shows.waiting = Some(Waiting::of(shows.page.clone(), &job)),
        (_, Some(Err(problem))) => shows.problem = Some(problems::cause(problem, visitor.language)),
        (_, Some(Ok(found))) => shows.told = Some(told(found, asked, &shows.page, refused)),
    }
    Ok(shown(&shows))
}

fn told(found: &Compared, asked: Asked, page: &Page, refused: Refused) -> Told {
    let (round, comparison, language) = (&found.case.round, &found.comparison, page.language);
    let fares = |line: &FateLine| match asked.fate.as_str() {
        "" => !matches!(line.fate, Fate::Same(_) | Fate::Neither) || line.is_added(),
        ADDED => line.is_added(),
        code => line.fate.name() == code,
    };
    let all = fate_lines(round, comparison, language);
    let added = all.iter().filter(|line| line.is_added()).count();
    let mut rows: Vec<FateLine> = all.into_iter().filter(fares).collect();
    let mut counts = fate_counts(comparison, language);
    if asked.how == How::Keep {
        counts.push((ADDED, either(language, "added around the list", "erbij om de lijst heen"), added));
    }
    let hidden = rows.len().saturating_sub(ROWS);
    rows.truncate(ROWS);
    let violations = violation_lines(round, comparison, language);
    Told {
        take_over: TakeOver::of(found, &asked, page, refused),
        headline: headline_lines(comparison, language),
        is_optimal: comparison.status == Status::Optimal,
        has_nearest: closeness_elsewhere(round).is_none(),
        proposal: proposal(comparison, page),
        open: violations.iter().filter(|line| !matches!(line.way, Way::Waived(_))).count(),
        violations,
        left_out: left_out_lines(round, comparison, language),
        gap: gap_lines(comparison, language),
        questions: question_lines(round, comparison, language),
        grids: grids(round, comparison, language),
        counts,
        fate: asked.fate,
        rows,
        hidden,
    }
}

/// The applicants that list and optimum place alike.
pub(super) fn same(found: &Compared) -> BTreeSet<&str> {
    let alike = found.comparison.fates.iter().filter(|(_, fate)| matches!(fate, Fate::Same(_)));
    alike.map(|(applicant, _)| found.case.round.applicants[*applicant].id.as_str()).collect()
}

/// What the proposal comes to, in a sentence.
fn proposal(comparison: &Comparison, page: &Page) -> Option<String> {
    let proposal = comparison.proposal.as_ref()?;
    let kept = comparison.valid.kept.len();
    let placed = proposal.side.placements.len();
    let differs = comparison.fates.iter().filter(|(_, fate)| !matches!(fate, Fate::Same(_) | Fate::Neither)).count();
    let (kept, more, differs) = (page.count(&kept), page.count(&placed.saturating_sub(kept)), page.count(&differs));
    Some(match (proposal.keeps, page.language) {
        (true, Language::En) => format!(
            "Valid matches that stay: {kept}; households added around them: {more}. Below, “filled up” is that \
             allocation; take the matches over as decisions to have it."
        ),
        (true, Language::Nl) => format!(
            "Geldige matches die blijven: {kept}; huishoudens die er omheen bij komen: {more}. Hieronder is \
             “aangevuld” die toewijzing; neem de matches over als besluiten om haar te krijgen."
        ),
        (false, Language::En) => format!(
            "Of all optima this one has the most matches of the list. Households that fare otherwise: {differs}. Take \
             over the matches that it shares with the list: they cost no goal."
        ),
        (false, Language::Nl) => format!(
            "Van alle optima heeft dit de meeste matches van de lijst. Huishoudens die het anders vergaat: {differs}. \
             Neem de matches over die het met de lijst deelt: die kosten geen doel."
        ),
    })
}

/// The tables of the comparison, as the command line writes them.
pub(super) async fn download(
    State(bench): State<Arc<Workbench>>,
    visitor: Visitor,
    Path((round, name)): Path<(i64, String)>,
) -> Result<Response, Trouble> {
    let desk = bench.desk(round)?;
    let found = known(&bench, &desk, How::Plain, visitor.language);
    let Some(Ok(found)) = found.as_deref() else {
        return Ok(Redirect::to(&format!("/rounds/{round}/compare")).into_response());
    };
    let separator = Form::of(visitor.language).separator();
    let written = files(&found.case.round, &found.comparison, separator, visitor.language);
    let written = written.map_err(|fault| Trouble::Fault(fault.to_string()))?;
    let (name, bytes) = written.files.into_iter().find(|(known, _)| *known == name).ok_or(Trouble::Missing)?;
    Ok(attached(name, bytes))
}
