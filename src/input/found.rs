//! Where a table stands among the files: as text in `dwellings.csv`, as a workbook in `dwellings.xlsx`, or, of a year, as a
//! sheet of the workbook `year/year.xlsx` that has them all.

use std::path::Path;

use crate::domain::{Code, Problem};

use super::files::Files;
use super::rows::Rows;
use super::workbook::Workbook;

/// The workbook that can hold all tables of a year.
pub(super) const YEAR_BOOK: &str = "year/year.xlsx";

/// The rows of a table, by its file's name without the ending; `None` where it stands nowhere.
///
/// # Errors
/// A table that stands in two places, or in a file that cannot be read.
pub(super) fn rows_in<'a>(files: &'a Files, stem: &str) -> Result<Option<Rows<'a>>, Problem> {
    let (folder, name) = stem.rsplit_once('/').unwrap_or(("", stem));
    let mut found: Option<(String, Rows<'a>)> = None;
    let mut add = |place: String, rows: Rows<'a>| {
        if let Some((other, _)) = &found {
            return Err(Problem::new(Code::TableTwice, &place).found(name).detail(other));
        }
        found = Some((place, rows));
        Ok(())
    };
    let text = format!("{stem}.csv");
    if let Some(bytes) = files.get(&text) {
        add(text.clone(), Rows::of_text(&text, bytes)?)?;
    }
    let own = format!("{stem}.xlsx");
    if let Some(bytes) = files.get(&own) {
        add(own.clone(), named(&own, Workbook::open(&own, bytes)?.sheet_or_first(name)?))?;
    }
    if let Some(bytes) = files.get(YEAR_BOOK).filter(|_| folder == "year")
        && let Some(rows) = Workbook::open(YEAR_BOOK, bytes)?.sheet(name)?
    {
        add(YEAR_BOOK.to_owned(), named(YEAR_BOOK, rows))?;
    }
    Ok(found.map(|(_, rows)| rows))
}

/// Rows whose messages name the workbook too, as Excel does: `[year.xlsx]demand`.
fn named<'a>(file: &str, rows: Rows<'a>) -> Rows<'a> {
    Rows { file: format!("[{file}]{}", rows.file), ..rows }
}

/// Whether a table with this name is among the files.
pub(super) fn has(files: &Files, stem: &str) -> bool {
    ["csv", "xlsx"].iter().any(|ending| files.contains_key(&format!("{stem}.{ending}")))
}

/// The files in a folder that can hold a table; its `.csv`, which is then missing, where a table that is needed has none.
pub(super) fn places(folder: &Path, stem: &str, needed: bool) -> Vec<String> {
    let there = |ending: &str| Some(format!("{stem}.{ending}")).filter(|name| folder.join(name).exists());
    let mut names: Vec<String> = ["csv", "xlsx"].into_iter().filter_map(there).collect();
    if names.is_empty() && needed {
        names.push(format!("{stem}.csv"));
    }
    names
}
