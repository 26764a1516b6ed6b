//! The cells of a table's row against what they should be.

use super::finding::Finding;
use super::sheet::{Row, Sheet, decimal};

/// The cells of one row, compared one by one.
pub(super) struct Comparison<'a> {
    file: &'static str,
    row: &'a Row,
    pub(super) found: Vec<Finding>,
}

impl<'a> Comparison<'a> {
    pub(super) fn of(sheet: &Sheet, row: &'a Row) -> Self {
        Self { file: sheet.file, row, found: Vec::new() }
    }

    pub(super) fn differs(&mut self, column: &'static str, expected: String) {
        let stated = self.row.cell(column).to_owned();
        self.found.push(Finding::CellDiffers { file: self.file, line: self.row.line, column, stated, expected });
    }

    pub(super) fn text(&mut self, column: &'static str, expected: &str) {
        if self.row.cell(column) != expected {
            self.differs(column, expected.to_owned());
        }
    }

    /// A number stated with decimals, as a whole number of `1 / unit`; `None` is an empty cell.
    pub(super) fn number(&mut self, column: &'static str, expected: Option<i128>, unit: i64) {
        let cell = self.row.cell(column);
        let same = match expected {
            None => cell.is_empty(),
            Some(number) => decimal(cell, unit) == Some(number),
        };
        if !same {
            let shown = expected.map_or_else(String::new, |number| shown(number, unit));
            self.differs(column, shown);
        }
    }

    pub(super) fn count(&mut self, column: &'static str, expected: usize) {
        self.number(column, i128::try_from(expected).ok(), 1);
    }

    pub(super) fn reason(&mut self, expected: bool, reason: &'static str) {
        let stated = self.row.cell("reason") == reason;
        if stated && !expected {
            self.differs("reason", format!("not {reason}"));
        } else if expected && !stated {
            self.differs("reason", reason.to_owned());
        }
    }

    /// A reason must be one of these, and one that the round bears out.
    pub(super) fn possible_reason(&mut self, codes: &[&str], holds: impl Fn(&str) -> bool) {
        let stated = self.row.cell("reason");
        let known = codes.contains(&stated);
        if self.found.iter().all(|found| !is_of_reason(found)) && !(known && holds(stated)) {
            self.differs("reason", if known { format!("not {stated}") } else { codes.join(", ") });
        }
    }

    pub(super) fn unknown(self, id: &str) -> Vec<Finding> {
        vec![Finding::UnknownRow { file: self.file, line: self.row.line, id: id.to_owned() }]
    }
}

fn shown(number: i128, unit: i64) -> String {
    let unit = i128::from(unit);
    let (whole, rest) = (number.abs() / unit, number.abs() % unit);
    let sign = if number < 0 { "-" } else { "" };
    if unit == 1 {
        return format!("{sign}{whole}");
    }
    format!("{sign}{whole}.{rest:0width$}", width = unit.ilog10() as usize)
}

fn is_of_reason(finding: &Finding) -> bool {
    matches!(finding, Finding::CellDiffers { column: "reason", .. })
}
