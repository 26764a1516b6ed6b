//! Matches of any origin: a manual list, or the allocation of an earlier run.

use std::path::Path;

use crate::domain::{Described, List, Match, Mode, Problem};

use super::files::fetch;
use super::rows::Rows;
use super::schema::table;
use super::table::{Field, Row, read_table};
use super::workbook::{Workbook, is_workbook};

const COLUMNS: [&str; 8] = ["applicant", "dwelling", "mode", "group", "persons", "complex", "district", "rooms"];

const MODES: [(&str, Mode); 4] =
    [("whole", Mode::Whole), ("shared", Mode::Shared), ("geheel", Mode::Whole), ("gedeeld", Mode::Shared)];

/// Sheets of a workbook that hold matches, before its first sheet is taken.
const SHEETS: [&str; 3] = ["matches", "allocation", "toewijzing"];

/// Reads the matches of a file, or of the `allocation.csv` of a results folder, in the file's order. Any
/// table with an applicant and a dwelling will do; a shared dwelling simply occurs more than once.
///
/// # Errors
/// Everything that is wrong with the file.
pub fn read_matches(path: &Path) -> Result<Vec<Match>, Vec<Problem>> {
    read_list(path).map(|list| list.matches)
}

/// Reads a list as [`read_matches`] does, with what its rows state besides.
///
/// # Errors
/// Everything that is wrong with the file.
pub fn read_list(path: &Path) -> Result<List, Vec<Problem>> {
    let path = if path.is_dir() { path.join("allocation.csv") } else { path.to_owned() };
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let bytes = fetch(&name, &path).map_err(|problem| vec![problem])?;
    read_list_from(&name, &bytes)
}

/// Reads the matches of a file that is in memory already; `name` is what messages call it.
///
/// # Errors
/// Everything that is wrong with it.
pub fn read_matches_from(name: &str, bytes: &[u8]) -> Result<Vec<Match>, Vec<Problem>> {
    read_list_from(name, bytes).map(|list| list.matches)
}

/// Reads a list as [`read_matches_from`] does, with what its rows state besides.
///
/// # Errors
/// Everything that is wrong with it.
pub fn read_list_from(name: &str, bytes: &[u8]) -> Result<List, Vec<Problem>> {
    let mut problems = Vec::new();
    let mut found = Vec::new();
    match (rows(name, bytes), table("matches")) {
        (Ok(rows), Some(table)) => {
            let start = |layout: &super::table::Layout| layout.fields(COLUMNS);
            found = read_table(&rows, table, &mut problems, start, pair);
        }
        (Err(problem), _) => problems.push(problem),
        _ => (),
    }
    problems.retain(|problem| !problem.code.is_warning());
    problems.sort();
    let (matches, stated) = found.into_iter().unzip();
    if problems.is_empty() { Ok(List { matches, stated }) } else { Err(problems) }
}

fn rows<'a>(name: &str, bytes: &'a [u8]) -> Result<Rows<'a>, Problem> {
    if !is_workbook(bytes) {
        return Rows::of_text(name, bytes);
    }
    let mut workbook = Workbook::open(name, bytes)?;
    for sheet in SHEETS {
        if let Some(rows) = workbook.sheet(sheet)? {
            return Ok(rows);
        }
    }
    workbook.sheet_or_first("matches")
}

fn pair(fields: &[Field; 8], row: &mut Row<'_>) -> Option<(Match, Described)> {
    let [applicant, dwelling, mode, group, persons, complex, district, rooms] = fields;
    let (applicant, dwelling) = (row.id(applicant), row.id(dwelling));
    let mode = row.word(mode, &MODES);
    let found = Match { applicant: applicant?, dwelling: dwelling?, mode, line: row.line };
    let [group, persons, complex, district, rooms] =
        [group, persons, complex, district, rooms].map(|field| row.owned(field));
    Some((found, Described { group, persons, complex, district, rooms }))
}
