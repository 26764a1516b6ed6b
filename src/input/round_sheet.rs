//! The sheet `round` of a workbook: a key in the first cell of a row and its value in the second, or the keys as
//! headings above their values.

use std::collections::BTreeSet;

use crate::domain::Problem;

use super::files::{Files, tables_book};
use super::round::month_of;
use super::rows::Rows;
use super::section::Findings;
use super::settings::{Node, Value, empty};
use super::table::place;
use super::workbook::Workbook;

/// Keys of the sheet, with what people call them: as in the empty workbook, and as in the form of the workbench.
const KEYS: [(&str, &[&str]); 5] = [
    ("id", &["id", "ronde", "name", "naam"]),
    ("month", &["month", "maand"]),
    ("model", &["model"]),
    (
        "seed",
        &["seed", "loting", "number for the draw", "getal voor de loting", "seed of the draw", "getal van de loting"],
    ),
    ("plan", &["plan"]),
];

/// A key with its value, and the place of the value.
struct Stated {
    key: String,
    text: String,
    file: String,
    line: usize,
}

/// The sheet as a settings file would be.
pub(super) fn of_sheet(rows: &Rows<'_>, findings: &Findings) -> Node {
    let stated = stated(rows).unwrap_or_else(|problem| {
        findings.borrow_mut().push(problem);
        Vec::new()
    });
    let place = place(&rows.file, true, 1);
    let entries = stated.into_iter().map(|one| {
        let number = super::cell::whole(&one.text).ok().filter(|_| one.key == "seed");
        let value = number.map_or_else(|| Value::Text(one.text), |number| Value::Number(number.into()));
        (one.key, Node { file: one.file.into(), line: one.line, value })
    });
    let round = Node { value: Value::Table(entries.collect()), ..empty(&place) };
    Node { value: Value::Table(vec![("round".to_owned(), round)]), ..empty(&place) }
}

/// What the sheet `round` of a round's workbook states, by its keys; a month as `2025-03` where it is one. Nothing where
/// there is no workbook, or none that can be read.
pub fn stated_in_workbook(files: &Files) -> Option<Vec<(String, String)>> {
    let name = tables_book(files)?;
    let mut book = Workbook::open(name, files.get(name)?).ok()?;
    let Some(rows) = book.sheet("round").ok()? else { return Some(Vec::new()) };
    let plain = |one: Stated| match month_of(&one.text).filter(|_| one.key == "month") {
        Some(month) => (one.key, month.to_string()),
        None => (one.key, one.text),
    };
    Some(stated(&rows).ok()?.into_iter().map(plain).collect())
}

fn stated(rows: &Rows<'_>) -> Result<Vec<Stated>, Problem> {
    let mut lines: Vec<(usize, Vec<String>)> = Vec::new();
    rows.visit(|line, cells| lines.push((line, cells.iter().map(|cell| cell.trim().to_owned()).collect())))?;
    let mut found = match lines.as_slice() {
        [(_, headings), values, ..] if are_keys(headings) => across(rows, headings, values),
        _ => down(rows, &lines),
    };
    let mut seen = BTreeSet::new();
    found.retain(|one| !one.text.is_empty() && seen.insert(one.key.clone()));
    Ok(found)
}

/// Keys as headings, with their values in the row below.
fn across(rows: &Rows<'_>, headings: &[String], (line, values): &(usize, Vec<String>)) -> Vec<Stated> {
    let pairs = headings.iter().zip(values).enumerate();
    let one = |(position, (key, text)): (usize, (&String, &String))| Stated {
        key: key_of(key),
        text: text.clone(),
        file: place(&rows.file, true, position),
        line: *line,
    };
    pairs.map(one).collect()
}

/// A key and its value in each row, perhaps under a heading.
fn down(rows: &Rows<'_>, lines: &[(usize, Vec<String>)]) -> Vec<Stated> {
    let cell = |cells: &[String], position: usize| cells.get(position).cloned().unwrap_or_default();
    let told = lines.iter().filter(|(line, cells)| *line > 1 || !is_heading(&cell(cells, 0), &cell(cells, 1)));
    let file = place(&rows.file, true, 1);
    let one = |(line, cells): &(usize, Vec<String>)| Stated {
        key: key_of(&cell(cells, 0)),
        text: cell(cells, 1),
        file: file.clone(),
        line: *line,
    };
    told.map(one).collect()
}

fn is_heading(key: &str, value: &str) -> bool {
    match key.to_lowercase().as_str() {
        "key" | "sleutel" => true,
        "name" | "naam" => ["value", "waarde"].contains(&value.to_lowercase().as_str()),
        _ => false,
    }
}

/// Whether all cells of a row are keys, and several.
fn are_keys(cells: &[String]) -> bool {
    let mut filled = cells.iter().filter(|cell| !cell.is_empty());
    filled.clone().count() > 1 && filled.all(|cell| known(cell).is_some())
}

fn key_of(text: &str) -> String {
    known(text).map_or_else(|| text.to_lowercase(), str::to_owned)
}

/// The key that people call so. What stands behind a comma explains: `Month, such as 2025-03`.
fn known(text: &str) -> Option<&'static str> {
    let text = text.split(',').next().unwrap_or_default().trim_end_matches(':').trim().to_lowercase();
    KEYS.iter().find(|(_, names)| names.contains(&text.as_str())).map(|(key, _)| *key)
}
