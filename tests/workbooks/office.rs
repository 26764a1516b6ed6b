//! What `LibreOffice` shows of a results workbook is what stands in it.

use std::io::Cursor;
use std::path::Path;
use std::process::Command;

use calamine::{Data, Reader, Xlsx};
use sleutel::domain::Language;
use sleutel::report::round_workbook;

use crate::sample::{outcome, round};

/// Every sheet of a workbook as a table in text, numbers as they are, by `LibreOffice`.
const ALL_SHEETS: &str = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1";

fn converted(folder: &Path, file: &Path) {
    let profile = format!("-env:UserInstallation=file://{}", folder.join("profile").display());
    let ran = Command::new("soffice")
        .args(["--headless", &profile, "--convert-to", ALL_SHEETS, "--outdir"])
        .args([folder, file])
        .output();
    let ran = ran.unwrap_or_else(|fault| panic!("soffice: {fault}; `make test-tools` installs it"));
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
}

/// A cell as text; numbers, and percentages as parts, with twelve digits.
fn plain(cell: &str) -> String {
    let (digits, unit) = cell.strip_suffix('%').map_or((cell, 1.0), |digits| (digits, 100.0));
    digits.parse::<f64>().map_or_else(|_| cell.to_owned(), |number| format!("{:.11e}", number / unit))
}

/// Rows without what is empty at the end of each and at the end of all.
fn trimmed(rows: impl Iterator<Item = Vec<String>>) -> Vec<Vec<String>> {
    let mut rows: Vec<Vec<String>> = rows
        .map(|mut row| {
            while row.last().is_some_and(String::is_empty) {
                row.pop();
            }
            row
        })
        .collect();
    while rows.last().is_some_and(Vec::is_empty) {
        rows.pop();
    }
    rows
}

#[test]
fn libreoffice_and_calamine_read_the_same_from_every_sheet() {
    let folder = tempfile::tempdir().unwrap();
    let bytes = round_workbook(&round(), &outcome(), Language::Nl).unwrap();
    let file = folder.path().join("round.xlsx");
    std::fs::write(&file, &bytes).unwrap();
    converted(folder.path(), &file);
    let mut book = Xlsx::new(Cursor::new(&bytes[..])).unwrap();
    for name in book.sheet_names() {
        let range = book.worksheet_range(&name).unwrap();
        let cell = |cell: &Data| plain(&cell.to_string());
        let ours = trimmed(range.rows().map(|row| row.iter().map(cell).collect()));
        let text = std::fs::read(folder.path().join(format!("round-{name}.csv"))).unwrap();
        let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(&text[..]);
        let theirs = trimmed(reader.records().map(|row| row.unwrap().iter().map(plain).collect()));
        let without_blank = |rows: Vec<Vec<String>>| rows.into_iter().filter(|row| !row.is_empty()).collect::<Vec<_>>();
        assert_eq!(without_blank(theirs), without_blank(ours), "{name}");
    }
}
