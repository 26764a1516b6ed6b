//! Reading a round: every file form, and every way in which files can be wrong.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

#[path = "reading/asked.rs"]
mod asked;
#[path = "reading/forms.rs"]
mod forms;
#[path = "reading/matches.rs"]
mod matches;
#[path = "reading/much.rs"]
mod much;
#[path = "reading/problems.rs"]
mod problems;
#[path = "reading/properties.rs"]
mod properties;
#[path = "reading/settings.rs"]
mod settings;
#[path = "reading/workbook.rs"]
mod workbook;
#[path = "reading/year.rs"]
mod year;

use sleutel::domain::{Problem, Round};
use sleutel::input::{Files, Options, Read, read_files};

/// The files of the valid round in `tests/cases/reading`.
fn valid() -> Files {
    let at = |name: &str, path: &str| {
        (name.to_owned(), std::fs::read(format!("tests/cases/reading/{path}")).expect("a file of the fixture"))
    };
    Files::from([
        at("round.toml", "round/round.toml"),
        at("dwellings.csv", "round/dwellings.csv"),
        at("applicants.csv", "round/applicants.csv"),
        at("decisions.csv", "round/decisions.csv"),
        at("model/model.toml", "model/model.toml"),
        at("norms/rent.csv", "norms/rent.csv"),
        at("norms/income.csv", "norms/income.csv"),
        at("norms/size.csv", "norms/size.csv"),
    ])
}

/// The valid round with another content of one file.
fn with(file: &str, content: impl AsRef<[u8]>) -> Files {
    let mut files = valid();
    files.insert(file.to_owned(), content.as_ref().to_vec());
    files
}

/// The valid round with one text of one file replaced; an empty text appends.
fn replaced(file: &str, from: &str, to: &str) -> Files {
    let mut files = valid();
    let text = String::from_utf8(files[file].clone()).unwrap();
    assert!(text.contains(from), "{file} has no {from:?}");
    let text = if from.is_empty() { text + to } else { text.replacen(from, to, 1) };
    files.insert(file.to_owned(), text.into_bytes());
    files
}

fn read(files: &Files) -> Result<Read, Vec<Problem>> {
    read_files(files, &Options::default())
}

fn round(files: &Files) -> Round {
    read(files).unwrap_or_else(|problems| panic!("{problems:#?}")).round
}

/// The round without the fingerprints and lines of its files, to compare forms of one content.
fn content(files: &Files) -> Round {
    let mut round = Round { inputs: std::collections::BTreeMap::new(), ..round(files) };
    round.decisions.iter_mut().for_each(|decision| decision.line = 0);
    round
}

/// Errors and warnings alike.
fn found(files: &Files) -> Vec<Problem> {
    read(files).map_or_else(|problems| problems, |read| read.warnings)
}
