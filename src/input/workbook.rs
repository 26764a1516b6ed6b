//! The tables of a round as sheets of an `.xlsx` workbook. Native numbers, days and yes/no become the
//! text that a file would hold, in a form that leaves no doubt.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{Data, ExcelDateTime, Reader, Xlsx};
use csv::StringRecord;

use crate::domain::{Code, Language, Problem};

use super::archive::{inspect, minded};
use super::rows::{Origin, Rows};

pub(super) use super::archive::is_workbook;

/// The last column, from 0, in which a table may have a cell.
const LAST_COLUMN: u32 = 999;

/// Cells of a sheet at most, empty ones before filled ones counted.
const CELLS_AT_MOST: usize = 20_000_000;

/// Bytes of text in a sheet at most: one text can stand in many cells and is in the file once.
const TEXT_AT_MOST: usize = 256 << 20;

/// What people call a sheet, beside the name of its table.
const DUTCH: [(&str, &str); 12] = [
    ("round", "ronde"),
    ("dwellings", "woningen"),
    ("applicants", "woningzoekenden"),
    ("decisions", "besluiten"),
    ("demand", "opgave"),
    ("supply", "aanbod"),
    ("streams", "huishoudens"),
    ("decision", "besluit"),
    ("capacity", "capaciteit"),
    ("temporary", "tijdelijk"),
    ("realised", "realisatie"),
    ("announced", "aangekondigd"),
];

/// What the sheet of a table is called in a language.
pub fn sheet_name(table: &str, language: Language) -> &str {
    dutch_sheet(table).filter(|_| language == Language::Nl).unwrap_or(table)
}

fn dutch_sheet(name: &str) -> Option<&'static str> {
    DUTCH.iter().find(|(english, _)| *english == name).map(|(_, dutch)| *dutch)
}

/// That a workbook lacks a sheet, with its Dutch name.
pub(super) fn sheet_missing(file: &str, name: &str) -> Problem {
    Problem::new(Code::SheetMissing, file).found(name).detail(sheet_name(name, Language::Nl))
}

/// An open workbook.
pub(super) struct Workbook<'a> {
    file: String,
    sheets: Xlsx<Cursor<&'a [u8]>>,
}

impl<'a> Workbook<'a> {
    /// Opens a workbook.
    ///
    /// # Errors
    /// Bytes that are none, or that are not let in, see [`inspect`].
    pub(super) fn open(file: &str, bytes: &'a [u8]) -> Result<Self, Problem> {
        inspect(file, bytes)?;
        minded(file, || match Xlsx::new(Cursor::new(bytes)) {
            Ok(sheets) => Ok(Self { file: file.to_owned(), sheets }),
            Err(fault) => Err(Problem::new(Code::WorkbookUnreadable, file).detail(&fault.to_string())),
        })
    }

    /// The rows of a sheet, by its name or its Dutch one and whatever its case; `None` when the workbook has none of it.
    ///
    /// # Errors
    /// A sheet that cannot be read.
    pub(super) fn sheet(&mut self, name: &str) -> Result<Option<Rows<'static>>, Problem> {
        let is_it = |sheet: &str| {
            let sheet = sheet.trim().to_lowercase();
            sheet == name || dutch_sheet(name).is_some_and(|dutch| sheet == dutch)
        };
        let Some(sheet) = self.sheets.sheet_names().into_iter().find(|sheet| is_it(sheet)) else { return Ok(None) };
        let rows = minded(&sheet, || rows(&mut self.sheets, &sheet))?;
        Ok(Some(Rows { file: sheet, origin: Origin::Sheet(rows) }))
    }

    /// The rows of a sheet that the round needs.
    ///
    /// # Errors
    /// A sheet that is missing or cannot be read.
    pub(super) fn needed_sheet(&mut self, name: &str) -> Result<Rows<'static>, Problem> {
        self.sheet(name)?.ok_or_else(|| sheet_missing(&self.file, name))
    }

    /// The rows of the sheet of this name, else of the first.
    ///
    /// # Errors
    /// A workbook without sheets, or a sheet that cannot be read.
    pub(super) fn sheet_or_first(&mut self, name: &str) -> Result<Rows<'static>, Problem> {
        if let Some(rows) = self.sheet(name)? {
            return Ok(rows);
        }
        let first = self.sheets.sheet_names().into_iter().next().unwrap_or_default();
        self.needed_sheet(&first.trim().to_lowercase())
    }
}

/// The rows that hold anything, with their numbers in the sheet, and their cells from column A on. Memory is taken for what
/// stands in cells only: a sheet can have one in its first row and one in its millionth.
fn rows(sheets: &mut Xlsx<Cursor<&[u8]>>, sheet: &str) -> Result<Vec<(usize, StringRecord)>, Problem> {
    let unreadable =
        |fault: calamine::XlsxError| Problem::new(Code::WorkbookUnreadable, sheet).detail(&fault.to_string());
    let too_large = || Problem::new(Code::WorkbookTooLarge, sheet);
    let mut found: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    let (mut cells, mut bytes, mut width) = (0, 0, 0);
    let mut reader = sheets.worksheet_cells_reader(sheet).map_err(unreadable)?;
    while let Some(cell) = reader.next_cell().map_err(unreadable)? {
        let (row, column) = cell.get_position();
        let text = text(&Data::from(cell.get_value().clone()));
        if text.is_empty() {
            continue;
        }
        let place = usize::try_from(column.min(LAST_COLUMN + 1)).unwrap_or(usize::MAX);
        let row = found.entry(usize::try_from(row).unwrap_or(usize::MAX - 1) + 1).or_default();
        let length = row.len().max(place + 1);
        cells += length - row.len();
        bytes += text.len();
        if column > LAST_COLUMN || cells > CELLS_AT_MOST || bytes > TEXT_AT_MOST {
            return Err(too_large());
        }
        row.resize(length, String::new());
        row[place] = text;
        width = width.max(length);
    }
    if found.len().saturating_mul(width) > CELLS_AT_MOST {
        return Err(too_large());
    }
    let filled = |(line, mut row): (usize, Vec<String>)| {
        row.resize(width, String::new());
        (line, StringRecord::from(row))
    };
    Ok(found.into_iter().map(filled).collect())
}

fn text(cell: &Data) -> String {
    match cell {
        Data::Empty => String::new(),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Int(number) => number.to_string(),
        Data::Float(number) => number_text(*number),
        Data::Bool(flag) => if *flag { "yes" } else { "no" }.to_owned(),
        Data::DateTime(moment) => moment_text(moment),
        Data::Error(fault) => fault.to_string(),
    }
}

/// A number as text: two decimals at most where it has no more, else so many that no reading takes them
/// for thousands.
fn number_text(number: f64) -> String {
    let hundredths = (number * 100.0).round();
    if (number * 100.0 - hundredths).abs() > 1e-6 || !number.is_finite() {
        format!("{number:.6}")
    } else if hundredths % 100.0 == 0.0 {
        format!("{number:.0}")
    } else {
        format!("{number:.2}")
    }
}

/// A day as `2025-03-31`, with its time behind it where it has one.
fn moment_text(moment: &ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    let date = format!("{year:04}-{month:02}-{day:02}");
    if (hour, minute, second) == (0, 0, 0) { date } else { format!("{date} {hour:02}:{minute:02}:{second:02}") }
}

#[cfg(test)]
mod tests {
    use super::number_text;

    #[test]
    fn native_numbers_keep_their_value_and_never_look_like_thousands() {
        for (number, text) in
            [(1182.0, "1182"), (650.43, "650.43"), (0.1 + 0.2, "0.30"), (1.182, "1.182000"), (-2.0, "-2")]
        {
            assert_eq!(number_text(number), text);
        }
    }
}
