//! A round as the files of a folder, whatever it came as.

use csv::StringRecord;

use crate::domain::{Problem, shielded};

use super::files::{Files, tables_book};
use super::rows::Rows;
use super::section::Findings;
use super::settings::Value;
use super::text::decoded;
use super::workbook::Workbook;

/// The same round with its workbook, where it is one, as text files: `round.toml` and the tables. Whatever
/// reads a folder reads it.
///
/// # Errors
/// A workbook that cannot be read, or that lacks a sheet.
pub fn as_folder(files: &Files) -> Result<Files, Vec<Problem>> {
    let mut folder = files.clone();
    let Some(name) = tables_book(files).map(str::to_owned) else {
        for table in ["dwellings", "applicants", "decisions"] {
            let name = format!("{table}.xlsx");
            if let Some(bytes) = folder.remove(&name) {
                folder.insert(format!("{table}.csv"), table_of_workbook(&name, &bytes, table)?);
            }
        }
        return Ok(folder);
    };
    let Some(bytes) = folder.remove(&name) else { return Ok(folder) };
    folder.extend(tables_of_workbook(&name, &bytes)?);
    folder.insert("round.toml".to_owned(), settings(files)?.into_bytes());
    Ok(folder)
}

/// The tables of a round in a workbook that has them all, as separated text.
///
/// # Errors
/// A workbook that cannot be read, or that lacks a sheet.
pub fn tables_of_workbook(name: &str, bytes: &[u8]) -> Result<Files, Vec<Problem>> {
    let mut tables = Files::new();
    let mut book = Workbook::open(name, bytes).map_err(one)?;
    for table in ["dwellings", "applicants"] {
        tables.insert(format!("{table}.csv"), text(&book.needed_sheet(table).map_err(one)?).map_err(one)?);
    }
    if let Some(rows) = book.sheet("decisions").map_err(one)? {
        tables.insert("decisions.csv".to_owned(), text(&rows).map_err(one)?);
    }
    Ok(tables)
}

/// Whether a workbook has a sheet with dwellings or one with applicants; one that cannot be read may have.
pub fn has_tables(bytes: &[u8]) -> bool {
    let Ok(mut book) = Workbook::open("", bytes) else { return true };
    ["dwellings", "applicants"].iter().any(|table| !matches!(book.sheet(table), Ok(None)))
}

/// One table in a workbook of its own, as separated text: the sheet of its name, else the first.
///
/// # Errors
/// A workbook that cannot be read.
pub fn table_of_workbook(name: &str, bytes: &[u8], table: &str) -> Result<Vec<u8>, Vec<Problem>> {
    let rows = Workbook::open(name, bytes).and_then(|mut book| book.sheet_or_first(table));
    rows.and_then(|rows| text(&rows)).map_err(one)
}

fn one(problem: Problem) -> Vec<Problem> {
    vec![problem]
}

/// The rows of a sheet as separated text, blank rows left out.
fn text(rows: &Rows<'_>) -> Result<Vec<u8>, Problem> {
    let mut kept: Vec<StringRecord> = Vec::new();
    rows.visit(|_, row| kept.push(row.clone()))?;
    let width = kept.iter().map(StringRecord::len).max().unwrap_or(0);
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in &kept {
        let missing = std::iter::repeat_n("", width - row.len());
        let cells = row.iter().chain(missing).map(shielded);
        let written = writer.write_record(cells.map(std::borrow::Cow::into_owned));
        debug_assert!(written.is_ok(), "rows of one width go into memory");
    }
    Ok(writer.into_inner().unwrap_or_default())
}

/// `round.toml` with what the sheet `round` states, and what stood in it beside the workbook.
fn settings(files: &Files) -> Result<String, Vec<Problem>> {
    let table = stated(files)?;
    let Some(bytes) = files.get("round.toml") else {
        return Ok(format!("format = 1\n\n[round]\n{table}"));
    };
    let beside = decoded("round.toml", bytes).map_err(one)?;
    let mut root: toml::Table = beside.trim_start_matches('\u{feff}').parse().unwrap_or_default();
    root.insert("round".to_owned(), table.into());
    Ok(root.to_string())
}

/// The table `round` of the settings.
fn stated(files: &Files) -> Result<toml::Table, Vec<Problem>> {
    let findings = Findings::default();
    let root = super::round::settings(files, &findings);
    let Some(round) = root.as_ref().and_then(|root| root.get("round")) else { return Err(findings.into_inner()) };
    let mut table = toml::Table::new();
    for (key, node) in round.entries() {
        let value = match &node.value {
            Value::Text(text) => toml::Value::String(text.clone()),
            Value::Number(number) => i64::try_from(*number).map_or_else(
                |_| toml::Value::String(number.to_string()), // reading it again says what is wrong
                toml::Value::Integer,
            ),
            _ => continue, // reading a sheet gives texts and numbers, and nothing else stands in this table
        };
        table.insert(key.clone(), value);
    }
    Ok(table)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_stays_as_it_is() {
        let files = Files::from([("round.toml".to_owned(), b"format = 1".to_vec()), ("a.csv".to_owned(), vec![1])]);
        assert_eq!(as_folder(&files).unwrap(), files);
    }
}
