//! A table of the results as text cells.

use std::collections::BTreeMap;

use super::claim::ClaimError;
use crate::domain::unshielded;

/// A table of the results.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// Its file.
    pub file: &'static str,
    /// Its rows, in the order of the file.
    pub rows: Vec<Row>,
}

/// One row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Line in the file, from 1.
    pub line: u64,
    /// Cells by column.
    pub cells: BTreeMap<String, String>,
}

impl Row {
    /// The cell in a column; every required column has one.
    pub fn cell(&self, column: &str) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }
}

impl Sheet {
    pub(super) fn read(file: &'static str, bytes: &[u8], required: &[&str]) -> Result<Self, ClaimError> {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let header_line = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
        let delimiter = if header_line.contains(&b';') { b';' } else { b',' };
        let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(bytes);
        let header = reader.headers().map_err(|fault| no_table(file, &fault))?.clone();
        if let Some(column) = required.iter().find(|column| !header.iter().any(|name| name == **column)) {
            return Err(ClaimError::NoColumn { file: file.to_owned(), column: (*column).to_owned() });
        }
        let mut rows = Vec::new();
        for record in reader.records() {
            let record = record.map_err(|fault| no_table(file, &fault))?;
            let line = record.position().map_or(0, csv::Position::line);
            let cells =
                header.iter().zip(&record).map(|(column, cell)| (column.to_owned(), unshielded(cell).to_owned()));
            rows.push(Row { line, cells: cells.collect() });
        }
        Ok(Self { file, rows })
    }
}

fn no_table(file: &str, fault: &csv::Error) -> ClaimError {
    let line = fault.position().map_or(1, csv::Position::line);
    ClaimError::NoTable { file: file.to_owned(), line, what: fault.to_string() }
}

/// A number with a decimal point or comma as a whole number of `1 / unit`; `None` when it is no such
/// number. `unit` is a power of ten.
pub(super) fn decimal(text: &str, unit: i64) -> Option<i128> {
    let (negative, digits) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let (whole, part) = digits.split_once(['.', ',']).unwrap_or((digits, "0"));
    let all_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let width = unit.ilog10() as usize;
    let part = part.trim_end_matches('0');
    if !all_digits(whole) || part.len() > width || !(part.is_empty() || all_digits(part)) {
        return None;
    }
    let scaled: i128 = format!("{whole}{part:0<width$}").parse().ok()?;
    Some(if negative { -scaled } else { scaled })
}

#[cfg(test)]
mod tests {
    use super::decimal;

    #[test]
    fn amounts_are_read_in_both_languages() {
        assert_eq!(decimal("682.96", 100), Some(68_296));
        assert_eq!(decimal("682,9", 100), Some(68_290));
        assert_eq!(decimal("-0,375", 1_000_000), Some(-375_000));
        assert_eq!(decimal("12", 1), Some(12));
        assert_eq!(decimal("12.00", 1), Some(12));
    }

    #[test]
    fn what_is_no_amount_is_not_read_as_one() {
        for text in ["", "-", ".", "1.234,00", "1e3", "12.5 ", "682.961"] {
            assert_eq!(decimal(text, 100), None, "{text}");
        }
    }
}
