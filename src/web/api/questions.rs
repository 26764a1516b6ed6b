//! Questions about a round, each answered by a job: why, what if, and how a match made by hand compares.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::Response;
use serde::Deserialize;

use super::asked::{Asked, Object, Sent};
use super::jobs::{Answer, accepted};
use crate::domain::{Language, List, Match, Mode, Round};
use crate::input::{self, Read, Scenario, Variants, fingerprint};
use crate::pipeline::Request;
use crate::report::compare as words;
use crate::report::messages::{self, Kind};
use crate::report::{Explained, Told, explanation_json, what_if_json};
use crate::study::Case;
use crate::study::compare::{self as comparing, Wanted};
use crate::study::explain::{Base, about_dwelling, about_limit, why_not, why_this};
use crate::web::desk::Desk;
use crate::web::jobs::Job;
use crate::web::trouble::Trouble;
use crate::web::visitor::Visitor;
use crate::web::workbench::{Solved, Workbench};

/// Scenarios that are tried at once.
const MOST_SCENARIOS: usize = 50;

/// What an explanation is wanted of.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Subject {
    Applicant(String),
    Dwelling(String),
    Limit(String),
}

/// The same, as an index of the round.
#[derive(Debug, Clone, Copy)]
enum Found {
    Applicant(usize),
    Dwelling(usize),
    Limit(usize),
}

/// Explains a place, a dwelling or a limit of the optimum; `explain --json` gives the same.
pub(super) async fn explain(
    State(bench): State<Arc<Workbench>>,
    visitor: Visitor,
    Path(round): Path<i64>,
    Asked(subject): Asked<Subject>,
) -> Result<Response, Trouble> {
    let desk = bench.desk(round)?;
    let solved = bench.solved(&desk).ok_or(Trouble::Unsolved)?;
    let found = sought(&solved.base.case.round, &subject, visitor.language)?;
    let key = format!("answer {round} {} {found:?}", desk.input_version);
    let job = bench.jobs.start(&key, "explain", round, move |job| explained(solved, found, job));
    Ok(accepted(&job))
}

fn sought(round: &Round, subject: &Subject, language: Language) -> Result<Found, Trouble> {
    let unknown = |kind, id: &str, known: &mut dyn Iterator<Item = &str>| {
        Trouble::Told(messages::not_in_round(kind, id, input::nearest(id, known), language))
    };
    match subject {
        Subject::Applicant(id) => round
            .applicant(id)
            .map(Found::Applicant)
            .ok_or_else(|| unknown(Kind::Applicant, id, &mut round.applicants.iter().map(|one| one.id.as_str()))),
        Subject::Dwelling(id) => round
            .dwelling(id)
            .map(Found::Dwelling)
            .ok_or_else(|| unknown(Kind::Dwelling, id, &mut round.dwellings.iter().map(|one| one.id.as_str()))),
        Subject::Limit(name) => round
            .limits
            .position(name)
            .map(Found::Limit)
            .ok_or_else(|| unknown(Kind::Limit, name, &mut round.limits.names())),
    }
}

fn explained(solved: Arc<Solved>, found: Found, job: &Job) -> Result<Answer, String> {
    let explained = asked(&solved.base, found, job).map_err(|fault| fault.to_string())?;
    let told = move |language| explanation_json(&solved.base, &explained, language).map_err(|fault| fault.to_string());
    Ok(Answer(Box::new(told)))
}

fn asked(base: &Base, found: Found, job: &Job) -> Result<Explained, crate::solver::Failure> {
    let (round, request) = (&base.case.round, Request { stop: Some(job.stop()), ..Request::default() });
    Ok(match found {
        Found::Applicant(one) if round.searches_itself(&round.applicants[one]) => Explained::SearchesItself(one),
        Found::Applicant(one) => match base.placement(one) {
            Some((number, _)) => Explained::WhyThis(why_this(base, number, &request)?),
            None => Explained::WhyNot(why_not(base, one, &request, &|done, total| job.step(done, total))?),
        },
        Found::Dwelling(one) => Explained::Dwelling(about_dwelling(base, one, &request)?),
        Found::Limit(one) => match about_limit(base, one, &request)? {
            Some(about) => Explained::Limit(about),
            None => Explained::Unbounded(one),
        },
    })
}

/// Scenarios, each with its changes as `whatif --set` takes them.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Scenarios {
    scenarios: Vec<Object<Tried>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Tried {
    #[serde(default)]
    name: String,
    set: Vec<String>,
}

/// Holds the round against the same round with something changed; `whatif --json` gives the same.
pub(super) async fn what_if(
    State(bench): State<Arc<Workbench>>,
    Path(round): Path<i64>,
    Asked(asked): Asked<Scenarios>,
) -> Result<Response, Trouble> {
    let desk = bench.desk(round)?;
    let scenarios = scenarios(asked)?;
    let named = format!("{scenarios:?}");
    let key = format!("answer {round} {} what if {}", desk.input_version, fingerprint(named.as_bytes()));
    let files = desk.round_files(&bench.store)?;
    let names = scenarios.iter().map(|scenario| scenario.name.clone()).collect();
    let variants = blocking(move || input::read_file_variants(&files, &scenarios)).await?.map_err(Trouble::Input)?;
    let job = bench.jobs.start(&key, "whatif", round, move |job| tried(variants, names, job));
    Ok(accepted(&job))
}

fn scenarios(asked: Scenarios) -> Result<Vec<Scenario>, Trouble> {
    let count = asked.scenarios.len();
    if count == 0 || count > MOST_SCENARIOS || asked.scenarios.iter().any(|Object(one)| one.set.is_empty()) {
        return Err(Trouble::Wrong(
            "Give 1 to 50 scenarios, each with at least one change in `set`.",
            "Geef 1 tot 50 scenario's, elk met ten minste één wijziging in `set`.",
        ));
    }
    let (mut found, mut wrong) = (Vec::new(), Vec::new());
    for Object(one) in asked.scenarios {
        match Scenario::of_texts("--set", &one.set) {
            Ok(mut scenario) => {
                if !one.name.is_empty() {
                    scenario.name = one.name;
                }
                found.push(scenario);
            }
            Err(problems) => wrong.extend(problems),
        }
    }
    if wrong.is_empty() { Ok(found) } else { Err(Trouble::Input(wrong)) }
}

fn tried(variants: Variants, names: Vec<String>, job: &Job) -> Result<Answer, String> {
    let case = |read: Read| Case { round: read.round, standing: read.standing };
    let base = case(variants.base);
    let settings: Vec<_> = variants.changed.iter().map(|read| read.tried.clone()).collect();
    let changed: Vec<Case> = variants.changed.into_iter().map(case).collect();
    let step = |done, total| job.step(done, total);
    let request = Request { stop: Some(job.stop()), ..Request::default() };
    let found = crate::study::what_if(&base, &changed, &request, &step);
    let found = found.map_err(|fault| fault.to_string())?;
    let round = base.round;
    let told = move |language| {
        let told = Told { round: &round, names: &names, settings: &settings, found: &found };
        what_if_json(&told, language).map_err(|fault| fault.to_string())
    };
    Ok(Answer(Box::new(told)))
}

/// A list of matches: as JSON, or the text of a file.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Listed {
    matches: Option<Vec<Pair>>,
    file: Option<String>,
    proposal: Option<Proposal>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Pair {
    applicant: String,
    dwelling: String,
    mode: Option<Shape>,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Shape {
    Whole,
    Shared,
}

/// What is made of the list besides the comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Proposal {
    Keep,
    Nearest,
}

/// Holds a list of matches against the optimum; `compare --json` gives the same.
pub(super) async fn compare(
    State(bench): State<Arc<Workbench>>,
    visitor: Visitor,
    Path(round): Path<i64>,
    sent: Sent<Listed>,
) -> Result<Response, Trouble> {
    let desk = bench.desk(round)?;
    let reading = bench.reading(&desk)?;
    let read = reading.as_ref().as_ref().map_err(|problems| Trouble::Input(problems.clone()))?;
    let (name, list, proposal) = listed(sent)?;
    if let Some(problem) = comparing::elsewhere(&read.round, &list, &name) {
        return Err(Trouble::Input(vec![problem]));
    }
    if let Some(place) = comparing::closeness_elsewhere(&read.round).filter(|_| proposal == Some(Proposal::Nearest)) {
        return Err(Trouble::Told(messages::closeness_elsewhere(place, visitor.language)));
    }
    let wanted = match proposal {
        None => Wanted::Comparison,
        Some(Proposal::Nearest) => Wanted::Nearest,
        Some(Proposal::Keep) => Wanted::Keep(words::reason_kept(visitor.language).to_owned()),
    };
    let matches = list.matches;
    let key = compared_key(&desk, &matches, &wanted);
    let case = Case { round: read.round.clone(), standing: read.standing.clone() };
    let job = bench.jobs.start(&key, "compare", round, move |job| compared(case, matches, &wanted, job));
    Ok(accepted(&job))
}

fn compared_key(desk: &Desk, matches: &[Match], wanted: &Wanted) -> String {
    let asked = fingerprint(format!("{matches:?} {wanted:?}").as_bytes());
    format!("answer {} {} compare {asked}", desk.number, desk.input_version)
}

/// The matches of a list, what it is called, and what is to be made of it.
fn listed(sent: Sent<Listed>) -> Result<(String, List, Option<Proposal>), Trouble> {
    let read = |name: &str, bytes: &[u8]| input::read_list_from(name, bytes).map_err(Trouble::Input);
    let (name, list, proposal) = match sent {
        Sent::Files(handed) => {
            let Some((name, bytes)) = handed.files.first() else { return Err(NO_LIST) };
            let proposal = match handed.field("proposal") {
                "keep" => Some(Proposal::Keep),
                "nearest" => Some(Proposal::Nearest),
                _ => None,
            };
            (name.clone(), read(name, bytes)?, proposal)
        }
        Sent::Json(Listed { matches: Some(pairs), file: None, proposal }) => {
            let matches: Vec<Match> = pairs.into_iter().enumerate().map(matched).collect();
            ("matches".to_owned(), matches.into(), proposal)
        }
        Sent::Json(Listed { matches: None, file: Some(text), proposal }) => {
            ("file".to_owned(), read("file", text.as_bytes())?, proposal)
        }
        Sent::Json(_) => return Err(NO_LIST),
    };
    if list.matches.is_empty() { Err(NO_LIST) } else { Ok((name, list, proposal)) }
}

const NO_LIST: Trouble = Trouble::Wrong(
    "Give a list of matches: `matches`, or `file` with its text, and not both.",
    "Geef een lijst van toewijzingen: `matches`, of `file` met de tekst, en niet allebei.",
);

fn matched((place, pair): (usize, Pair)) -> Match {
    let mode = pair.mode.map(|shape| match shape {
        Shape::Whole => Mode::Whole,
        Shape::Shared => Mode::Shared,
    });
    Match { applicant: pair.applicant, dwelling: pair.dwelling, mode, line: place + 1 }
}

fn compared(case: Case, matches: Vec<Match>, wanted: &Wanted, job: &Job) -> Result<Answer, String> {
    let step = |done, total| job.step(done, total);
    let request = Request { progress: Some(&step), stop: Some(job.stop()), ..Request::default() };
    let found = comparing::compare(&case, matches, wanted, &request, &step).map_err(|fault| fault.to_string())?;
    let round = case.round;
    let told = move |language| words::json(&round, &found, language).map_err(|fault| fault.to_string());
    Ok(Answer(Box::new(told)))
}

/// Work that takes a moment, where it keeps nobody waiting but the one who asks.
async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Trouble> {
    tokio::task::spawn_blocking(work).await.map_err(|fault| Trouble::Fault(fault.to_string()))
}
