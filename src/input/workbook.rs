//! The tables of a round as sheets of an `.xlsx` workbook. Native numbers, days and yes/no become the
//! text that a file would hold, in a form that leaves no doubt.

use std::io::Cursor;

use calamine::{Data, ExcelDateTime, Range, Reader, Xlsx};
use csv::StringRecord;

use crate::domain::{Code, Problem};

use super::rows::{Origin, Rows};

/// An open workbook.
pub(super) struct Workbook<'a> {
    file: String,
    sheets: Xlsx<Cursor<&'a [u8]>>,
}

/// Whether bytes begin as a workbook (a zip archive) does.
pub(super) fn is_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

impl<'a> Workbook<'a> {
    /// Opens a workbook.
    ///
    /// # Errors
    /// Bytes that are none.
    pub(super) fn open(file: &str, bytes: &'a [u8]) -> Result<Self, Problem> {
        match Xlsx::new(Cursor::new(bytes)) {
            Ok(sheets) => Ok(Self { file: file.to_owned(), sheets }),
            Err(fault) => Err(Problem::new(Code::WorkbookUnreadable, file).detail(&fault.to_string())),
        }
    }

    /// The rows of a sheet, whatever the case of its name; `None` when the workbook has none of it.
    ///
    /// # Errors
    /// A sheet that cannot be read.
    pub(super) fn sheet(&mut self, name: &str) -> Result<Option<Rows<'static>>, Problem> {
        let found = self.sheets.sheet_names().into_iter().find(|sheet| sheet.trim().eq_ignore_ascii_case(name));
        let Some(sheet) = found else { return Ok(None) };
        match self.sheets.worksheet_range(&sheet) {
            Ok(range) => Ok(Some(Rows { file: sheet, origin: Origin::Sheet(rows(&range)) })),
            Err(fault) => Err(Problem::new(Code::WorkbookUnreadable, &sheet).detail(&fault.to_string())),
        }
    }

    /// The rows of a sheet that the round needs.
    ///
    /// # Errors
    /// A sheet that is missing or cannot be read.
    pub(super) fn needed_sheet(&mut self, name: &str) -> Result<Rows<'static>, Problem> {
        self.sheet(name)?.ok_or_else(|| Problem::new(Code::SheetMissing, &self.file).found(name))
    }

    /// The name of its first sheet.
    pub(super) fn first_sheet(&self) -> Option<String> {
        self.sheets.sheet_names().into_iter().next()
    }
}

/// All rows with their numbers in the sheet, cells from column A on.
fn rows(range: &Range<Data>) -> Vec<(usize, StringRecord)> {
    let (first_row, first_column) = range.start().unwrap_or((0, 0));
    let pad = std::iter::repeat_n(String::new(), first_column as usize);
    let cells = |row: &[Data]| pad.clone().chain(row.iter().map(text)).collect::<StringRecord>();
    range.rows().enumerate().map(|(index, row)| (first_row as usize + index + 1, cells(row))).collect()
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
