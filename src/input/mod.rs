//! Files to a [`Round`], or the whole list of what is wrong with them.

mod adopted;
mod applicants;
mod archive;
mod asked;
mod cell;
mod change;
mod checks;
mod decisions;
mod dwellings;
mod files;
mod folder;
mod found;
mod header;
mod layout;
mod limits;
mod listed;
mod matches;
mod misspelt;
mod model;
mod nearest;
mod norms;
mod personal;
mod round;
mod round_sheet;
mod rows;
mod rules;
mod schema;
mod section;
mod selector;
mod settings;
mod settled;
mod table;
mod tables;
mod text;
mod workbook;
mod year;

pub use adopted::{Adopted, adopted, with_adopted};
pub use archive::is_minded;
pub use change::{POINTS_AT_MOST, Point, Range, Scenario, points_of, read_scenarios, read_scenarios_from};
pub use files::{Files, has_settings_beside_its_workbook};
pub use folder::{as_folder, has_tables, table_of_workbook, tables_of_workbook};
pub use layout::{Layout, laid_out};
pub use matches::{read_list, read_list_from, read_matches, read_matches_from};
pub use nearest::nearest;
pub use round_sheet::stated_in_workbook;
pub use rows::decisions_separator;
pub use schema::{Column, Kind, Table, schema, table, template};
pub use workbook::sheet_name;
pub use year::{
    AgreedRead, PlanRead, YearRead, read_agreed, read_agreed_from, read_plan, read_plan_from, read_year,
    read_year_files,
};

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use crate::domain::{ChangedSetting, Code, Language, Limits, Match, Month, Problem, Round};
use crate::eligibility::Standing;

use self::applicants::Known;
use self::checks::Places;
use self::settled::settled;
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
    /// The settings that a scenario changes, each with the value that holds then and what held before; empty without one.
    pub tried: Vec<ChangedSetting>,
}

/// Reads a round: a folder, or a workbook.
///
/// # Errors
/// All problems of all files, warnings among them, sorted by file and line.
pub fn read_round(path: &Path, options: &Options) -> Result<Read, Vec<Problem>> {
    let (files, problems) = gathered(path, files::Wanted::Everything)?;
    read(&files, problems, options, None)
}

/// Reads the model in a folder with its norms for a month: a round in which nothing comes free and nobody waits.
///
/// # Errors
/// All problems of the model's files, sorted by file and line.
pub fn read_model(folder: &Path, month: Month) -> Result<Read, Vec<Problem>> {
    let (files, problems) = files::gather_model(folder, month);
    model_in(&files, problems)
}

/// Reads the model and the norms among files that are in memory already, as [`read_model`] does those of a folder.
///
/// # Errors
/// All problems of the model's files, sorted by file and line.
pub fn read_model_files(files: &Files, month: Month) -> Result<Read, Vec<Problem>> {
    let mut own = files::nobody_waits(month);
    let of_model = files.iter().filter(|(name, _)| *name == "model/model.toml" || name.starts_with("norms/"));
    own.extend(of_model.map(|(name, bytes)| (name.clone(), bytes.clone())));
    model_in(&own, Vec::new())
}

fn model_in(files: &Files, problems: Vec<Problem>) -> Result<Read, Vec<Problem>> {
    let mut read = read(files, problems, &Options::default(), None)?;
    read.round.inputs.retain(|name, _| name.contains('/')); // the round's own files stand nowhere
    Ok(read)
}

/// The files of a round in a folder or a workbook, to be read later, with what its model tells of its year.
///
/// # Errors
/// Files that are missing or that the system does not let us read.
pub fn gather_files(path: &Path) -> Result<Files, Vec<Problem>> {
    let (files, problems) = gathered(path, files::Wanted::WithYear)?;
    if problems.is_empty() { Ok(files) } else { Err(problems) }
}

/// The files of a round, and what is wrong with fetching them.
fn gathered(path: &Path, wanted: files::Wanted) -> Result<(Files, Vec<Problem>), Vec<Problem>> {
    if let Err(fault) = std::fs::metadata(path) {
        let problem = Problem::new(Code::FileMissing, &path.display().to_string());
        return Err(vec![problem.found(&path.display().to_string()).detail(&fault.to_string())]);
    }
    Ok(files::gather(path, wanted))
}

/// Reads a round whose files are in memory already.
///
/// # Errors
/// All problems of all files, warnings among them, sorted by file and line.
pub fn read_files(files: &Files, options: &Options) -> Result<Read, Vec<Problem>> {
    read(files, Vec::new(), options, None)
}

/// A round as it is, and as it is in each of several scenarios.
#[derive(Debug, Clone)]
pub struct Variants {
    /// As it is.
    pub base: Read,
    /// As each scenario makes it, in their order.
    pub changed: Vec<Read>,
}

/// Reads a round as it is and in each scenario; the files are fetched once.
///
/// # Errors
/// All problems of the round; where it has none, all problems of all scenarios, in their order. Warnings of a
/// scenario are left out: those of the round stand in the base.
pub fn read_variants(path: &Path, options: &Options, scenarios: &[Scenario]) -> Result<Variants, Vec<Problem>> {
    let (files, problems) = gathered(path, files::Wanted::Everything)?;
    variants(&files, problems, options, scenarios)
}

/// Reads a round whose files are in memory already as it is and in each scenario.
///
/// # Errors
/// As of [`read_variants`].
pub fn read_file_variants(files: &Files, scenarios: &[Scenario]) -> Result<Variants, Vec<Problem>> {
    variants(files, Vec::new(), &Options::default(), scenarios)
}

fn variants(
    files: &Files,
    problems: Vec<Problem>,
    options: &Options,
    scenarios: &[Scenario],
) -> Result<Variants, Vec<Problem>> {
    let base = read(files, problems, options, None)?;
    let read: Vec<Result<Read, Vec<Problem>>> =
        scenarios.par_iter().map(|scenario| read(files, Vec::new(), options, Some(scenario))).collect();
    let (mut changed, mut problems) = (Vec::new(), Vec::new());
    for (found, scenario) in read.into_iter().zip(scenarios) {
        match found {
            Ok(read) => changed.push(read),
            Err(found) => problems.extend(
                found.into_iter().filter(|problem| !problem.code.is_warning()).map(|problem| scenario.place(problem)),
            ),
        }
    }
    let mut seen = BTreeSet::new();
    problems.retain(|problem| seen.insert(problem.clone()));
    if problems.is_empty() { Ok(Variants { base, changed }) } else { Err(problems) }
}

/// Reads a round as it is and at every point of one range, or of two (see [`points_of`]).
///
/// # Errors
/// As of [`read_variants`]; what is wrong at several points alike is told of the first.
pub fn read_points(path: &Path, options: &Options, ranges: &[Range]) -> Result<Variants, Vec<Problem>> {
    let points = points_of(ranges)?;
    read_variants(path, options, &points).map_err(|mut problems| {
        let mut seen = BTreeSet::new();
        problems.retain(|problem| seen.insert((problem.file.clone(), problem.code, problem.column.clone())));
        problems
    })
}

/// The language of a round's model, wherever it can be read: messages about everything else that is wrong
/// are told in it.
pub fn language_of_round(path: &Path) -> Option<Language> {
    settled::language(&files::gather(path, files::Wanted::Settings).0)
}

/// The language of the model in a folder, wherever it can be read.
pub fn language_of_model(folder: &Path) -> Option<Language> {
    let bytes = std::fs::read(folder.join("model.toml")).ok()?;
    settled::language_in(&settings::recovered(&bytes)?)
}

fn read(
    files: &Files,
    mut problems: Vec<Problem>,
    options: &Options,
    scenario: Option<&Scenario>,
) -> Result<Read, Vec<Problem>> {
    let (settings, rows) = scenario.map(|one| (&one.settings[..], &one.rows[..])).unwrap_or_default();
    let mut settled = settled(files, options.seed, settings, &mut problems);
    let month = settled.about.as_ref().and_then(|about| about.month);
    let norms = norms::norms(files, month.map(|month| month.year), &mut problems);
    let known = Known { month, groups: settled.groups(), labels: settled.labels(), model: settled.model.as_ref() };
    let mut tables = tables(files, known, rows, &mut problems);
    let earlier = earlier(options, &tables, &mut problems);
    let complete = settled.about.take().zip(settled.model.take()).zip(month.zip(norms));
    let Some(((about, model), (month, norms))) = complete else { return Err(sorted(problems)) };
    let mut round = Round {
        id: about.id,
        month,
        seed: about.seed,
        model: if options.earlier.is_some() { model.staying_close(options.keep_first) } else { model },
        norms,
        dwellings: Vec::new(),
        applicants: Vec::new(),
        decisions: std::mem::take(&mut tables.decided.decisions),
        adopted: adopted::with_before(adopted(files), std::mem::take(&mut settled.before)),
        earlier,
        limits: Limits::default(),
        inputs: files.iter().map(|(name, bytes)| (name.clone(), fingerprint(bytes))).collect(),
    };
    if !is_sound(&problems) {
        let rules_are_sound = settled.sound.rules;
        problems
            .extend(rules_are_sound.then(|| checks::of_what_is_sound(round, &tables, &settled)).into_iter().flatten());
        return Err(sorted(problems));
    }
    round.dwellings = tables.dwellings.unwrap_or_default().values;
    round.applicants = tables.applicants.unwrap_or_default().values;
    let places = Places { limits: &settled.limit_places, decisions: &tables.decided.place, own: &settled.own };
    let standing = checks::finished(&mut round, places, &mut problems);
    let problems = sorted(problems);
    if is_sound(&problems) {
        Ok(Read { round, standing, warnings: problems, tried: settled.tried })
    } else {
        Err(problems)
    }
}

/// The earlier matches that are about this round, by applicant and dwelling.
fn earlier(options: &Options, tables: &Tables, problems: &mut Vec<Problem>) -> Vec<Match> {
    let Some(path) = &options.earlier else { return Vec::new() };
    let matches = read_matches(path).unwrap_or_else(|found| {
        problems.extend(found);
        Vec::new()
    });
    let (Some(applicants), Some(dwellings)) = (tables.all_applicants(), tables.all_dwellings()) else {
        return Vec::new();
    };
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
pub fn fingerprint(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"))
}
