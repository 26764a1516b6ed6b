//! The three tables of a round, each held against those before it.

use std::collections::BTreeSet;

use crate::domain::{Applicant, Code, Decision, Dwelling, Problem, Side};

use super::applicants::{Known, applicants};
use super::change::{RowChange, Subject, change_rows};
use super::decisions::{Decided, Subjects, decisions};
use super::dwellings::dwellings;
use super::files::{Files, tables_book};
use super::found::rows_in;
use super::listed::Listed;
use super::misspelt;
use super::model::Groups;
use super::round::report_missing;
use super::rows::Rows;
use super::schema::{Table, table};
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

/// Reads the applicants, then the dwellings, then the decisions about both; a scenario's changes of rows come
/// before the decisions, and those about rows that it removes fall away.
pub(super) fn tables(files: &Files, known: Known<'_>, changes: &[RowChange], problems: &mut Vec<Problem>) -> Tables {
    let mut book = tables_book(files).and_then(|name| Workbook::open(name, files.get(name)?).ok());
    let mut rows = |name: &str, problems: &mut Vec<Problem>| {
        let found = match &mut book {
            Some(book) if name == "decisions" => book.sheet(name),
            Some(book) => book.needed_sheet(name).map(Some),
            None => text_rows(files, name, problems),
        };
        found.map_err(|problem| problems.push(problem)).ok().flatten().zip(table(name))
    };
    let read_applicants =
        |rows: &Rows<'_>, table: &'static Table, problems: &mut Vec<Problem>| applicants(rows, table, known, problems);
    let of_applicants = rows("applicants", problems);
    let mut applicants = of_applicants.as_ref().map(|(rows, table)| read_applicants(rows, table, problems));
    let words = known.groups.zip(known.labels).filter(|_| !changes.is_empty());
    let mut removed = Removed::default();
    if let Some((listed, words)) = applicants.as_mut().zip(words) {
        let subject = Subject { side: Side::Applicants, words, changes };
        removed.applicants = change_rows(listed, subject, problems, |one| &one.id, read_applicants);
    }
    let names = known.groups.zip(applicants.as_ref().filter(|table| !table.has_lost));
    let names = names.map(|(groups, table)| reservable(groups, &table.values));
    let read_dwellings = |rows: &Rows<'_>, table: &'static Table, problems: &mut Vec<Problem>| {
        dwellings(rows, table, known.labels, names.as_ref(), problems)
    };
    let of_dwellings = rows("dwellings", problems);
    let mut dwellings = of_dwellings.as_ref().map(|(rows, table)| read_dwellings(rows, table, problems));
    if let Some((listed, words)) = dwellings.as_mut().zip(words) {
        let subject = Subject { side: Side::Dwellings, words, changes };
        removed.dwellings = change_rows(listed, subject, problems, |one| &one.id, read_dwellings);
    }
    if let (Some(model), Some(applicants), Some(dwellings)) = (known.model, &applicants, &dwellings) {
        let (applicants, dwellings) = (&applicants.values[..], &dwellings.values[..]);
        let rows = of_applicants.iter().map(|(rows, table)| (rows, *table));
        rows.for_each(|rows| misspelt::of_applicants(model, rows, (applicants, dwellings), problems));
        let rows = of_dwellings.iter().map(|(rows, table)| (rows, *table));
        rows.for_each(|rows| misspelt::of_dwellings(model, rows, dwellings, problems));
    }
    let mut tables = Tables { applicants, dwellings, decided: Decided::default() };
    if let Some((rows, table)) = rows("decisions", problems) {
        let (applicants, dwellings) = (tables.all_applicants(), tables.all_dwellings());
        let before = problems.len();
        tables.decided = decisions(&rows, table, Subjects { applicants, dwellings, groups: known.groups }, problems);
        let found = problems.split_off(before);
        problems.extend(found.into_iter().filter(|problem| !removed.explains(problem)));
        tables.decided.decisions.retain(|decision| !removed.touches(decision));
    }
    tables
}

/// The rows of a table that is a file of the round; decisions can be left out.
fn text_rows<'a>(files: &'a Files, name: &str, problems: &mut Vec<Problem>) -> Result<Option<Rows<'a>>, Problem> {
    let file = format!("{name}.csv");
    if name != "decisions" && tables_book(files).is_none() {
        report_missing(files, &[&file], problems);
    }
    rows_in(files, name)
}

/// Ids of the rows that a scenario removed.
#[derive(Default)]
struct Removed {
    applicants: BTreeSet<String>,
    dwellings: BTreeSet<String>,
}

impl Removed {
    fn touches(&self, decision: &Decision) -> bool {
        self.applicants.contains(&decision.applicant) || self.dwellings.contains(&decision.dwelling)
    }

    /// Whether a problem is that a decision is about one of these rows.
    fn explains(&self, problem: &Problem) -> bool {
        match problem.code {
            Code::ApplicantUnknown => self.applicants.contains(&problem.value),
            Code::DwellingUnknown => self.dwellings.contains(&problem.value),
            _ => false,
        }
    }
}

/// Groups of the model and organisations of the applicants.
fn reservable<'a>(groups: &'a Groups, applicants: &'a [Applicant]) -> BTreeSet<&'a str> {
    let organisations = applicants.iter().filter_map(|applicant| applicant.organisation.as_deref());
    groups.keys().map(String::as_str).chain(organisations).collect()
}
