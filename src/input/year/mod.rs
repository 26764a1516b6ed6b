//! The files of a year to a [`Year`], or the whole list of what is wrong with them.

mod agreed;
mod capacity;
mod groups;
mod known;
mod ledger;
mod plan;
mod settings;
mod streams;
mod supply;
mod temporary;

pub use agreed::{AgreedRead, read_agreed, read_agreed_from};
pub(super) use plan::places_of;
pub use plan::{PlanRead, read_plan, read_plan_from};

use std::collections::BTreeMap;
use std::path::Path;

use crate::domain::{Code, Family, Model, Problem, Year};

use self::known::Known;
use self::settings::Settings;
use super::files::{Files, fetch};
use super::found::{YEAR_BOOK, has, places};
use super::round::report_missing;
use super::section::Findings;
use super::settled::{Sound, without_followers};
use super::workbook::{Workbook, sheet_missing};
use super::{fingerprint, is_sound, model, sorted};

/// The files that a year needs, its settings before its tables, and those that it may have.
const NEEDED: [&str; 7] = [
    "model.toml",
    "year/year.toml",
    "year/demand.csv",
    "year/supply.csv",
    "year/decision.csv",
    "year/capacity.csv",
    "year/streams.csv",
];
const OPTIONAL: [&str; 3] = ["year/temporary.csv", "year/realised.csv", "year/announced.csv"];

/// A year without errors.
#[derive(Debug, Clone)]
pub struct YearRead {
    /// The year.
    pub year: Year,
    /// The limits of its model, which hold in every month.
    pub limits: Vec<Family>,
    /// What deserves a look, sorted by file and line.
    pub warnings: Vec<Problem>,
    /// SHA-256 (hex) of every file read, by its name under the model's folder.
    pub inputs: BTreeMap<String, String>,
}

/// Reads the year of a model: its folder, which has `model.toml` and the folder `year`.
///
/// # Errors
/// All problems of all files, warnings among them, sorted by file and line.
pub fn read_year(model: &Path) -> Result<YearRead, Vec<Problem>> {
    for folder in [model, &model.join("year")] {
        if !folder.is_dir() {
            let path = folder.display().to_string();
            return Err(vec![Problem::new(Code::FileMissing, &path).found(&path)]);
        }
    }
    let (mut files, mut problems) = (Files::new(), Vec::new());
    for name in std::iter::once("model.toml".to_owned()).chain(files_in(model)) {
        match fetch(&name, &model.join(&name)) {
            Ok(bytes) => drop(files.insert(name, bytes)),
            Err(problem) => problems.push(problem),
        }
    }
    read(&files, problems)
}

/// The files of the year in a model's folder: those that it needs, and those that are there.
pub(super) fn files_in(model: &Path) -> Vec<String> {
    let book = Some(YEAR_BOOK.to_owned()).filter(|book| model.join(book).exists());
    let needed = |name: &str| NEEDED.contains(&name) && book.is_none();
    let of_table = |name: &str| {
        let stem = name.strip_suffix(".csv").unwrap_or(name);
        places(model, stem, needed(name))
    };
    let tables: Vec<String> = NEEDED.iter().skip(2).chain(&OPTIONAL).flat_map(|name| of_table(name)).collect();
    std::iter::once("year/year.toml".to_owned()).chain(book.clone()).chain(tables).collect()
}

/// Reads a year whose files are in memory already, by their names under the model's folder.
///
/// # Errors
/// All problems of all files, warnings among them, sorted by file and line.
pub fn read_year_files(files: &Files) -> Result<YearRead, Vec<Problem>> {
    read(files, Vec::new())
}

fn read(files: &Files, mut problems: Vec<Problem>) -> Result<YearRead, Vec<Problem>> {
    match files.get(YEAR_BOOK) {
        None => report_missing(files, &NEEDED, &mut problems),
        Some(book) => report_missing_sheets(files, book, &mut problems),
    }
    let (model, sound) = model_of(files, &mut problems).unzip();
    let of_model = || model.as_ref().zip(sound.as_ref());
    let groups = of_model().filter(|(_, sound)| sound.groups).map(|(model, _)| &model.groups);
    let labels = of_model().filter(|(_, sound)| sound.labels).map(|(model, _)| &model.rules.known_labels);
    let settings = settings::settings(files, model.as_ref(), groups, &mut problems);
    let known = Known { year: settings.as_ref().and_then(|settings| settings.year), groups, labels };
    let tables = tables(files, known, &mut problems);
    let problems = sorted(problems);
    let complete = settings.filter(|_| is_sound(&problems)).and_then(|settings| Some((settings.year?, settings)));
    match (complete, model) {
        (Some((year, settings)), Some(model)) => Ok(YearRead {
            limits: model.families.clone(),
            year: assembled(year, settings, tables, model),
            warnings: problems,
            inputs: files.iter().map(|(name, bytes)| (name.clone(), fingerprint(bytes))).collect(),
        }),
        _ => Err(problems),
    }
}

/// Reports the tables that are needed and are neither a sheet of the year's workbook nor a file.
fn report_missing_sheets(files: &Files, book: &[u8], problems: &mut Vec<Problem>) {
    report_missing(files, &NEEDED[..2], problems);
    let mut book = match Workbook::open(YEAR_BOOK, book) {
        Ok(book) => book,
        Err(problem) => return problems.push(problem),
    };
    for stem in NEEDED.iter().skip(2).filter_map(|name| name.strip_suffix(".csv")).filter(|stem| !has(files, stem)) {
        let name = stem.trim_start_matches("year/");
        if matches!(book.sheet(name), Ok(None)) {
            problems.push(sheet_missing(YEAR_BOOK, name));
        }
    }
}

/// The model under the year: its name, language, groups and labels count here.
fn model_of(files: &Files, problems: &mut Vec<Problem>) -> Option<(Model, Sound)> {
    let root = super::settings::parsed("model.toml", files.get("model.toml")?, problems)?;
    let findings = Findings::default();
    model::check_format(&root, &findings);
    model::check_names(&root, &findings);
    let model = model::model(&root, &findings);
    let found = findings.into_inner();
    let sound = Sound::without(&found);
    problems.extend(without_followers(found));
    Some((model, sound))
}

/// The tables of a year, as a [`Year`] holds them.
struct Tables {
    demand: groups::Demand,
    decision: groups::Decision,
    supply: Vec<crate::domain::Source>,
    streams: Vec<crate::domain::Stream>,
    partners: Vec<crate::domain::Partner>,
    concepts: Vec<crate::domain::Concept>,
    realised: Vec<crate::domain::Realised>,
    announced: Vec<crate::domain::Announced>,
}

fn tables(files: &Files, known: Known<'_>, problems: &mut Vec<Problem>) -> Tables {
    let demand = groups::demand(files, known, problems);
    let decision = groups::decision(files, known, problems);
    let streams = streams::streams(files, known, problems);
    streams::check_all_have_streams(&decision, &streams, known, problems);
    let names = streams::names(&streams, known);
    let supply = supply::supply(files, known, names.as_ref(), problems);
    let served = capacity::Served::of(&streams, &supply);
    Tables {
        demand: demand.rows.into_iter().map(|(_, row)| row).collect(),
        decision: decision.rows.into_iter().map(|(_, row)| row).collect(),
        partners: capacity::partners(files, known, &served, problems),
        realised: ledger::realised(files, known, &served, problems),
        supply,
        streams: streams::in_order(streams),
        concepts: temporary::concepts(files, known, problems),
        announced: ledger::announced(files, known, problems),
    }
}

fn assembled(year: i16, settings: Settings, tables: Tables, model: Model) -> Year {
    Year {
        name: model.name,
        language: model.language,
        year,
        groups: model.groups,
        stated: settings.stated,
        unsuitable: settings.unsuitable,
        districts: settings.districts,
        small_in_middle: settings.small_in_middle,
        support_factor: settings.support_factor,
        demand: tables.demand,
        decision: tables.decision,
        supply: tables.supply,
        streams: tables.streams,
        partners: tables.partners,
        concepts: tables.concepts,
        statutory: settings.statutory,
        previous: settings.previous,
        realised: tables.realised,
        announced: tables.announced,
        chances: settings.chances,
    }
}
