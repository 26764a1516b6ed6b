//! The three tables of a round, each held against those before it.

use std::collections::BTreeSet;

use crate::domain::{Applicant, Code, Decision, Dwelling, Model, Problem};

use super::applicants::{Known, applicants};
use super::decisions::{Subjects, decisions};
use super::dwellings::dwellings;
use super::files::{Files, workbook_name};
use super::round::report_missing;
use super::rows::Rows;
use super::schema::table;
use super::workbook::Workbook;

/// The tables of a round; `None` for one that could not be read at all.
pub(super) struct Tables {
    pub(super) applicants: Option<Vec<Applicant>>,
    pub(super) dwellings: Option<Vec<Dwelling>>,
    pub(super) decisions: Vec<Decision>,
    pub(super) decisions_place: String,
}

/// Reads the applicants, then the dwellings, then the decisions about both.
pub(super) fn tables(files: &Files, known: Known<'_>, problems: &mut Vec<Problem>) -> Tables {
    let mut book = workbook_name(files).and_then(|name| Workbook::open(name, files.get(name)?).ok());
    let mut rows = |name: &str, problems: &mut Vec<Problem>| {
        let found = match &mut book {
            Some(book) if name == "decisions" => book.sheet(name),
            Some(book) => book.needed_sheet(name).map(Some),
            None => text_rows(files, name, problems),
        };
        found.map_err(|problem| problems.push(problem)).ok().flatten().zip(table(name))
    };
    let before = problems.len();
    let applicants = rows("applicants", problems).map(|(rows, table)| applicants(&rows, table, known, problems));
    let all_applicants = applicants.as_deref().filter(|_| !has_lost_rows(&problems[before..]));
    let before = problems.len();
    let dwellings = rows("dwellings", problems).map(|(rows, table)| {
        let names = reservable(known.model, applicants.as_deref().unwrap_or_default());
        dwellings(&rows, table, known.model.filter(|_| all_applicants.is_some()), &names, problems)
    });
    let all_dwellings = dwellings.as_deref().filter(|_| !has_lost_rows(&problems[before..]));
    let subjects = Subjects { applicants: all_applicants, dwellings: all_dwellings, model: known.model };
    let (decisions, decisions_place) = rows("decisions", problems)
        .map(|(rows, table)| decisions(&rows, table, subjects, problems))
        .unwrap_or_default();
    Tables { applicants, dwellings, decisions, decisions_place }
}

/// Whether a table was read without some of its rows, or with two of one id, so that what it says of an
/// id proves nothing.
fn has_lost_rows(problems: &[Problem]) -> bool {
    let loses = [
        Code::RowWidth,
        Code::CellEmpty,
        Code::IdUnusable,
        Code::IdTwice,
        Code::QuoteOpen,
        Code::ColumnMissing,
        Code::TableEmpty,
    ];
    problems.iter().any(|problem| loses.contains(&problem.code))
}

/// The rows of a table that is a file of the round; decisions can be left out.
fn text_rows<'a>(files: &'a Files, name: &str, problems: &mut Vec<Problem>) -> Result<Option<Rows<'a>>, Problem> {
    let file = format!("{name}.csv");
    if name != "decisions" && workbook_name(files).is_none() {
        report_missing(files, &[&file], problems);
    }
    files.get(&file).map(|bytes| Rows::of_text(&file, bytes)).transpose()
}

/// Groups of the model and organisations of the applicants.
fn reservable<'a>(model: Option<&'a Model>, applicants: &'a [Applicant]) -> BTreeSet<&'a str> {
    let groups = model.into_iter().flat_map(|model| model.groups.keys().map(String::as_str));
    groups.chain(applicants.iter().filter_map(|applicant| applicant.organisation.as_deref())).collect()
}
