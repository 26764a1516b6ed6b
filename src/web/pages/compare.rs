//! A match made by hand beside the optimum: what it breaks, what it misses, who is placed by which.

use std::collections::BTreeSet;
use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::export::attached;
use super::waiting::Waiting;
use crate::allocation::Status;
use crate::domain::{Decision, Language, Problem};
use crate::input::read_matches_from;
use crate::pipeline::Request;
use crate::report::compare::{
    FateLine, Grid, ViolationLine, Way, fate_counts, fate_lines, files, gap_lines, grids, headline_lines,
    left_out_lines, question_lines, reason_kept, violation_lines,
};
use crate::report::problems;
use crate::study::Case;
use crate::study::compare::{Comparison, Fate, Wanted, closeness_elsewhere, compare, elsewhere, fixing};
use crate::verify;
use crate::web::demo;
use crate::web::desk::Desk;
use crate::web::jobs::{Job, State as At};
use crate::web::page::{Page, Part, shown};
use crate::web::trouble::Trouble;
use crate::web::visitor::Visitor;
use crate::web::workbench::Workbench;

/// Rows of applicants on the page at most; the table to download has all.
const ROWS: usize = 500;

/// What is made of the list besides the comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum How {
    #[default]
    Plain,
    Keep,
    Nearest,
}

impl How {
    /// Its name in addresses.
    pub(super) fn name(self) -> &'static str {
        match self {
            How::Plain => "plain",
            How::Keep => "keep",
            How::Nearest => "nearest",
        }
    }

    /// The one with this name; the plain comparison for any other.
    pub(super) fn named(name: &str) -> Self {
        [How::Keep, How::Nearest].into_iter().find(|how| how.name() == name).unwrap_or_default()
    }

    /// All of them.
    fn all() -> [Self; 3] {
        [How::Plain, How::Keep, How::Nearest]
    }

    fn label<'a>(self, page: &Page) -> &'a str {
        use crate::report::words::either;
        match self {
            How::Plain => either(page.language, "Comparison", "Vergelijking"),
            How::Keep => either(page.language, "Keep the valid part and fill up", "Geldige deel houden en aanvullen"),
            How::Nearest => {
                either(page.language, "Nearest optimum, as a proposal", "Dichtstbijzijnde optimum, als voorstel")
            }
        }
    }

    fn wanted(self, language: Language) -> Wanted {
        match self {
            How::Plain => Wanted::Comparison,
            How::Keep => Wanted::Keep(reason_kept(language).to_owned()),
            How::Nearest => Wanted::Nearest,
        }
    }
}

/// What is asked of the page.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    pub(super) how: How,
    /// Which applicants: the code of a fate; empty for those that fare differently.
    fate: String,
}

/// A comparison with the round that it is about.
pub(super) struct Compared {
    pub(super) case: Case,
    pub(super) comparison: Comparison,
}

/// What the job finds: the comparison, or that the list is about another round.
pub(super) type Found = Result<Compared, Problem>;

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
    takeable: Vec<Takeable>,
    same: usize,
}

/// A match that can be made a decision.
struct Takeable {
    applicant: String,
    dwelling: String,
    in_optimum: bool,
}

pub(super) async fn page(
    State(bench): State<Arc<Workbench>>,
    visitor: Visitor,
    Path(round): Path<i64>,
    Query(asked): Query<Asked>,
) -> Result<Response, Trouble> {
    let desk = bench.desk(round)?;
    let page = Page::of(&visitor, &desk, Part::Compare);
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
    let Some(job) = job(&bench, &desk, asked.how, visitor.language)? else {
        return Ok(Redirect::to(&format!("/rounds/{round}/input")).into_response());
    };
    match (job.state(), job.found::<Found>().as_deref()) {
        (At::Failed(fault), _) => return Err(Trouble::Fault(fault)),
        (_, None) => shows.waiting = Some(Waiting::of(shows.page.clone(), &job)),
        (_, Some(Err(problem))) => shows.problem = Some(problems::cause(problem, visitor.language)),
        (_, Some(Ok(found))) => shows.told = Some(told(found, asked, &shows.page)),
    }
    Ok(shown(&shows))
}

/// The job that compares, started unless it is known; none for a round that cannot be read.
fn job(bench: &Workbench, desk: &Desk, how: How, language: Language) -> Result<Option<Arc<Job>>, Trouble> {
    let Some((name, file)) = desk.manual.clone() else { return Err(Trouble::Missing) };
    let key = key(desk, how, language);
    if let Some(job) = bench.jobs.of(&key) {
        return Ok(Some(job));
    }
    let case = match &*bench.reading(desk)? {
        Ok(read) => Case { round: read.round.clone(), standing: read.standing.clone() },
        Err(_) => return Ok(None),
    };
    let bytes = bench.store.content(&file)?;
    let work = move |job: &Job| compared(case, (&name, &bytes), &how.wanted(language), job);
    Ok(Some(bench.jobs.start(&key, "compare", desk.number, work)))
}

/// The reason of kept matches is in a language, so that a proposal is of one.
fn key(desk: &Desk, how: How, language: Language) -> String {
    let file = desk.manual.as_ref().map_or("", |(_, file)| file);
    let tongue = if how == How::Keep { crate::report::words::either(language, "en", "nl") } else { "" };
    format!("compare {} {} {file} {} {tongue}", desk.number, desk.input_version, how.name())
}

/// The comparison where it is known already.
pub(super) fn known(bench: &Workbench, desk: &Desk, how: How, language: Language) -> Option<Arc<Found>> {
    bench.jobs.of(&key(desk, how, language))?.found()
}

fn compared(case: Case, (name, bytes): (&str, &[u8]), wanted: &Wanted, job: &Job) -> Result<Found, String> {
    let matches = match read_matches_from(name, bytes) {
        Ok(matches) => matches,
        Err(mut problems) => return Ok(Err(problems.swap_remove(0))), // never: it was read when it was handed in
    };
    if let Some(problem) = elsewhere(&case.round, &matches, name) {
        return Ok(Err(problem));
    }
    let step = |done, total| job.step(done, total);
    let request = Request { progress: Some(&step), ..Request::default() };
    let comparison = compare(&case, matches, wanted, &request, &step).map_err(|fault| fault.to_string())?;
    let optimum = case.matches(&comparison.optimum.placements);
    if let Some(violation) = verify::violations(&case.round, &case.standing, &optimum).first() {
        return Err(violation.to_string()); // never: nothing is shown that the checker does not accept
    }
    let written = files(&case.round, &comparison, Language::En).map_err(|fault| fault.to_string())?;
    if let (Some(round), Some(proposal)) = (&written.round, &comparison.proposal)
        && written.files.iter().any(|(name, _)| *name == "certificate.json")
    {
        verify::accept(round, &proposal.case.standing, &written.files)?;
    }
    Ok(Ok(Compared { case, comparison }))
}

fn told(found: &Compared, asked: Asked, page: &Page) -> Told {
    let (round, comparison, language) = (&found.case.round, &found.comparison, page.language);
    let fares = |line: &FateLine| match asked.fate.as_str() {
        "" => !matches!(line.fate, Fate::Same(_) | Fate::Neither),
        code => line.fate.name() == code,
    };
    let mut rows: Vec<FateLine> = fate_lines(round, comparison, language).into_iter().filter(fares).collect();
    let hidden = rows.len().saturating_sub(ROWS);
    rows.truncate(ROWS);
    let violations = violation_lines(comparison, language);
    let takeable = takeable(found);
    Told {
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
        counts: fate_counts(comparison, language),
        fate: asked.fate,
        rows,
        hidden,
        same: takeable.iter().filter(|one| one.in_optimum).count(),
        takeable,
    }
}

/// The matches of the valid part that no decision fixes yet.
fn takeable(found: &Compared) -> Vec<Takeable> {
    let same = same(found);
    let decisions = fixing(&found.case.round, &found.comparison.valid.kept, "");
    let one = |decision: Decision| Takeable {
        in_optimum: same.contains(decision.applicant.as_str()),
        applicant: decision.applicant,
        dwelling: decision.dwelling,
    };
    decisions.into_iter().map(one).collect()
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
    let written = files(&found.case.round, &found.comparison, visitor.language);
    let written = written.map_err(|fault| Trouble::Fault(fault.to_string()))?;
    let (name, bytes) = written.files.into_iter().find(|(known, _)| *known == name).ok_or(Trouble::Missing)?;
    Ok(attached(name, bytes))
}
