//! Files to a [`Round`], or the whole list of what is wrong with them.

mod applicants;
mod cell;
mod decisions;
mod dwellings;
mod files;
mod header;
mod limits;
mod matches;
mod model;
mod nearest;
mod norms;
mod personal;
mod round;
mod rows;
mod rules;
mod schema;
mod section;
mod selector;
mod settings;
mod table;
mod tables;
mod text;
mod workbook;

pub use files::Files;
pub use matches::{read_matches, read_matches_from};
pub use schema::{Column, Kind, Table, schema, table, template};

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::domain::{Applicant, Code, Limits, Match, Model, Problem, Round, Route, Tier};
use crate::eligibility::{Standing, standing};

use self::applicants::Known;
use self::section::Findings;
use self::tables::{Tables, tables};

/// What the caller may add to a round's files.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Seed of the lottery instead of the round's own.
    pub seed: Option<u64>,
    /// Results folder or file of matches of an earlier allocation to stay close to. It is no part of
    /// [`Round::inputs`]: the certificate holds the earlier matches themselves.
    pub earlier: Option<PathBuf>,
    /// Staying close to the earlier allocation goes before everything else.
    pub keep_first: bool,
}

/// A round without errors.
#[derive(Debug, Clone)]
pub struct Read {
    /// The round.
    pub round: Round,
    /// Its decisions, held against its rules.
    pub standing: Standing,
    /// What deserves a look, sorted by file and line.
    pub warnings: Vec<Problem>,
}

/// Reads a round: a folder, or a workbook.
///
/// # Errors
/// All problems of all files, warnings among them, sorted by file and line.
pub fn read_round(path: &Path, options: &Options) -> Result<Read, Vec<Problem>> {
    if let Err(fault) = std::fs::metadata(path) {
        let problem = Problem::new(Code::FileMissing, &path.display().to_string());
        return Err(vec![problem.found(&path.display().to_string()).detail(&fault.to_string())]);
    }
    let (files, problems) = files::gather(path);
    read(&files, problems, options)
}

/// Reads a round whose files are in memory already.
///
/// # Errors
/// All problems of all files, warnings among them, sorted by file and line.
pub fn read_files(files: &Files, options: &Options) -> Result<Read, Vec<Problem>> {
    read(files, Vec::new(), options)
}

fn read(files: &Files, mut problems: Vec<Problem>, options: &Options) -> Result<Read, Vec<Problem>> {
    let (about, model) = settings(files, options, &mut problems);
    let month = about.as_ref().and_then(|about| about.month);
    let norms = match (&model, month) {
        (Some(_), Some(month)) => norms::norms(files, month.year, &mut problems),
        _ => None,
    };
    let tables = tables(files, Known { month, model: model.as_ref() }, &mut problems);
    let earlier = earlier(options, &tables, &mut problems);
    let complete = about.zip(model).zip(month.zip(norms));
    let Some(((about, model), (month, norms))) = complete.filter(|_| is_sound(&problems)) else {
        return Err(sorted(problems));
    };
    let round = Round {
        id: about.id,
        month,
        seed: about.seed,
        model: with_earlier(model, options),
        norms,
        dwellings: tables.dwellings.unwrap_or_default(),
        applicants: tables.applicants.unwrap_or_default(),
        decisions: tables.decisions,
        earlier,
        limits: Limits::default(),
        inputs: files.iter().map(|(name, bytes)| (name.clone(), fingerprint(bytes))).collect(),
    };
    finished(round, &tables.decisions_place, problems)
}

/// The round and the model under it.
fn settings(files: &Files, options: &Options, problems: &mut Vec<Problem>) -> (Option<round::About>, Option<Model>) {
    let findings = Findings::new(std::mem::take(problems));
    let root = round::settings(files, &findings);
    let about = root.as_ref().map(|root| round::about(root, options.seed, &findings));
    if let Some(root) = root.as_ref().filter(|_| files::workbook_name(files).is_none()) {
        model::check_format(root, &findings);
        model::check_names(root, &findings);
    }
    *problems = findings.into_inner();
    if files::workbook_name(files).is_none() {
        round::report_missing(files, &["round.toml"], problems);
    }
    let named = about.as_ref().is_some_and(|about| about.names_model);
    let model = root.filter(|_| named).and_then(|root| model_under(files, root, problems));
    (about, model)
}

/// The model with the round's tables laid over it.
fn model_under(files: &Files, round: settings::Node, problems: &mut Vec<Problem>) -> Option<Model> {
    round::report_missing(files, &["model/model.toml"], problems);
    let mut root = settings::parsed("model/model.toml", files.get("model/model.toml")?, problems)?;
    let findings = Findings::new(std::mem::take(problems));
    model::check_format(&root, &findings);
    model::check_names(&root, &findings);
    let mut over = round;
    if let settings::Value::Table(entries) = &mut over.value {
        entries.retain(|(key, _)| key != "round" && key != "format");
    }
    root.lay_over(over);
    let model = model::model(&root, &findings);
    *problems = findings.into_inner();
    if root.get("model").is_some_and(|about| about.get("norms").is_some()) {
        round::report_missing(files, &["norms/rent.csv", "norms/income.csv", "norms/size.csv"], problems);
    }
    Some(model)
}

/// The earlier matches that are about this round, by applicant and dwelling.
fn earlier(options: &Options, tables: &Tables, problems: &mut Vec<Problem>) -> Vec<Match> {
    let Some(path) = &options.earlier else { return Vec::new() };
    let matches = read_matches(path).unwrap_or_else(|found| {
        problems.extend(found);
        Vec::new()
    });
    let (Some(applicants), Some(dwellings)) = (&tables.applicants, &tables.dwellings) else { return Vec::new() };
    let all = matches.len();
    let occurs = |pair: &Match| {
        applicants.binary_search_by(|one| one.id.cmp(&pair.applicant)).is_ok()
            && dwellings.binary_search_by(|one| one.id.cmp(&pair.dwelling)).is_ok()
    };
    let mut found: Vec<Match> = matches.into_iter().filter(occurs).collect();
    if found.len() < all {
        let problem = Problem::new(Code::EarlierUnknown, &path.display().to_string());
        problems.push(problem.detail(&(all - found.len()).to_string()).detail(&all.to_string()));
    }
    found.sort();
    found.dedup_by(|a, b| (&a.applicant, &a.dwelling) == (&b.applicant, &b.dwelling));
    found
}

/// With an earlier allocation its tier stands before the lottery, or first, unless the model lists it.
fn with_earlier(mut model: Model, options: &Options) -> Model {
    if options.earlier.is_some() && !model.tiers.contains(&Tier::Unchanged) {
        let last = model.tiers.iter().position(|tier| *tier == Tier::Lottery).unwrap_or(model.tiers.len());
        model.tiers.insert(if options.keep_first { 0 } else { last }, Tier::Unchanged);
    }
    model
}

/// Spreads the limits and holds the decisions against the rules.
fn finished(mut round: Round, decisions_place: &str, mut problems: Vec<Problem>) -> Result<Read, Vec<Problem>> {
    let groups = &round.model.groups;
    let is_mediated = |one: &&Applicant| groups.get(&one.group).is_none_or(|group| group.route == Route::Mediated);
    let mediated: Vec<&Applicant> = round.applicants.iter().filter(is_mediated).collect();
    round.limits = Limits::new(round.model.families.clone(), &round.dwellings, &mediated);
    problems.extend(same_names(&round.limits));
    let standing = standing(&round).unwrap_or_else(|found| {
        problems.extend(found.into_iter().map(|problem| Problem { file: decisions_place.to_owned(), ..problem }));
        Standing::default()
    });
    let problems = sorted(problems);
    if is_sound(&problems) { Ok(Read { round, standing, warnings: problems }) } else { Err(problems) }
}

/// A limit that `each` made may be named like another one.
fn same_names(limits: &Limits) -> Vec<Problem> {
    let mut seen = BTreeSet::new();
    let again = limits.limits.iter().filter(|limit| !seen.insert(&limit.name));
    again
        .map(|limit| Problem::new(Code::NameTwice, "model/model.toml").within("limit").found(&limit.name).detail(""))
        .collect()
}

fn is_sound(problems: &[Problem]) -> bool {
    problems.iter().all(|problem| problem.code.is_warning())
}

/// By file, then line; in a sheet the row goes before the column.
fn sorted(mut problems: Vec<Problem>) -> Vec<Problem> {
    problems.sort_by_cached_key(|problem| {
        let file = problem.file.split('!').next().unwrap_or_default().to_owned();
        (file, problem.line, problem.clone())
    });
    problems.dedup();
    problems
}

/// SHA-256 of a file, in hex.
fn fingerprint(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"))
}
