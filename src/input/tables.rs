//! The three tables of a round, each held against those before it.

use std::collections::BTreeSet;

use crate::domain::{Applicant, Dwelling, Problem};

use super::applicants::{Known, applicants};
use super::decisions::{Decided, Subjects, decisions};
use super::dwellings::dwellings;
use super::files::{Files, workbook_name};
use super::listed::Listed;
use super::model::Groups;
use super::round::report_missing;
use super::rows::Rows;
use super::schema::table;
use super::workbook::Workbook;

/// The tables of a round; `None` for one that could not be read at all.
pub(super) struct Tables {
    pub(super) applicants: Option<Listed<Applicant>>,
    pub(super) dwellings: Option<Listed<Dwelling>>,
    pub(super) decided: Decided,
}

impl Tables {
    /// The applicants, where none is missing.
    pub(super) fn all_applicants(&self) -> Option<&[Applicant]> {
        self.applicants.as_ref()?.all(|one| &one.id)
    }

    /// The dwellings, where none is missing.
    pub(super) fn all_dwellings(&self) -> Option<&[Dwelling]> {
        self.dwellings.as_ref()?.all(|one| &one.id)
    }
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
    let applicants = rows("applicants", problems).map(|(rows, table)| applicants(&rows, table, known, problems));
    let dwellings = rows("dwellings", problems).map(|(rows, table)| {
        let names = known.groups.zip(applicants.as_ref().filter(|table| !table.has_lost));
        let names = names.map(|(groups, table)| reservable(groups, &table.values));
        dwellings(&rows, table, known.labels, names.as_ref(), problems)
    });
    let mut tables = Tables { applicants, dwellings, decided: Decided::default() };
    if let Some((rows, table)) = rows("decisions", problems) {
        let (applicants, dwellings) = (tables.all_applicants(), tables.all_dwellings());
        tables.decided = decisions(&rows, table, Subjects { applicants, dwellings, groups: known.groups }, problems);
    }
    tables
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
fn reservable<'a>(groups: &'a Groups, applicants: &'a [Applicant]) -> BTreeSet<&'a str> {
    let organisations = applicants.iter().filter_map(|applicant| applicant.organisation.as_deref());
    groups.keys().map(String::as_str).chain(organisations).collect()
}
