//! A table understood: which cell stands in which declared column, and what each cell says.

use std::collections::BTreeSet;

use csv::StringRecord;
use jiff::civil::Date;

use crate::domain::{Code, Hundredths, Problem};

use super::cell::{self, NumberFault};
use super::header::fields;
use super::rows::Rows;
use super::schema::Table;

/// A declared column, and where it stands in a file.
#[derive(Debug, Clone, Default)]
pub(super) struct Field {
    pub(super) name: &'static str,
    pub(super) required: bool,
    pub(super) default: &'static str,
    pub(super) least: Option<i64>,
    pub(super) most: Option<i64>,
    /// The heading of the first of its cells, as it stands in the file.
    pub(super) heading: String,
    /// Cells from 0; none where the file lacks the column, several where columns are joined.
    pub(super) positions: Vec<usize>,
}

/// The declared columns of a table, in the order of the schema.
#[derive(Debug)]
pub(super) struct Layout {
    file: String,
    is_sheet: bool,
    fields: Vec<Field>,
}

impl Layout {
    /// The columns with these names, to be asked for cells row after row.
    pub(super) fn fields<const N: usize>(&self, names: [&str; N]) -> [Field; N] {
        names.map(|name| self.fields.iter().find(|field| field.name == name).cloned().unwrap_or_default())
    }
}

/// One row under its layout; every fault in a cell becomes a problem.
pub(super) struct Row<'a> {
    layout: &'a Layout,
    cells: &'a StringRecord,
    /// Line in the file.
    pub(super) line: usize,
    problems: &'a mut Vec<Problem>,
}

/// Reads a table row by row. `start` sees the layout once and gives what `each` turns a row into a value
/// with; `None` drops the row.
pub(super) fn read_table<Fields, Value>(
    rows: &Rows<'_>,
    table: &'static Table,
    problems: &mut Vec<Problem>,
    start: impl Fn(&Layout) -> Fields,
    mut each: impl FnMut(&Fields, &mut Row<'_>) -> Option<Value>,
) -> Vec<Value> {
    let mut understood: Option<(Layout, Fields, usize)> = None;
    let mut values = Vec::new();
    let visited = rows.visit(|line, cells| {
        let Some((layout, fields, width)) = &understood else {
            let fields = fields(rows, table, line, cells, problems);
            let layout = Layout { file: rows.file.clone(), is_sheet: rows.is_sheet(), fields };
            let handles = start(&layout);
            understood = Some((layout, handles, cells.len()));
            return;
        };
        // Even one empty cell too many may be a decimal comma that moved the rest along.
        if cells.len() == *width {
            values.extend(each(fields, &mut Row { layout, cells, line, problems }));
        } else {
            let problem = Problem::new(Code::RowWidth, &rows.file).at(line);
            let problem = problem.detail(&cells.len().to_string()).detail(&width.to_string());
            let marks = rows.other_separator(cells, *width).map(|(row, file)| [named_mark(row), named_mark(file)]);
            problems.push(marks.iter().flatten().fold(problem, |problem, mark| problem.detail(mark)));
        }
    });
    if understood.is_none() {
        problems.push(Problem::new(Code::TableEmpty, &rows.file));
    }
    problems.extend(visited.err());
    values
}

/// A separator as messages name it.
fn named_mark(separator: char) -> String {
    if separator == '\t' { "tab".to_owned() } else { format!("\"{separator}\"") }
}

impl<'a> Row<'a> {
    /// Text; `None` where the cell is empty and has no default.
    pub(super) fn text(&mut self, field: &Field) -> Option<&'a str> {
        let text = self.cell(field);
        if !text.is_empty() {
            return Some(text);
        }
        if field.required && !field.positions.is_empty() {
            self.add(self.problem(Code::CellEmpty, field));
        }
        Some(field.default).filter(|default| !default.is_empty())
    }

    /// Text that the row keeps.
    pub(super) fn owned(&mut self, field: &Field) -> Option<String> {
        self.text(field).map(str::to_owned)
    }

    /// A whole number within the bounds of the schema.
    pub(super) fn whole(&mut self, field: &Field) -> Option<u32> {
        let text = self.text(field)?;
        match cell::whole(text) {
            Ok(number) => u32::try_from(self.bounded(field, number, 1)?).ok(),
            Err(_) => self.fault(Code::NotWhole, field),
        }
    }

    /// Euros, in cents.
    pub(super) fn amount(&mut self, field: &Field) -> Option<Hundredths> {
        self.hundredths(field, Code::NotAmount)
    }

    /// A number with two decimals, in hundredths.
    pub(super) fn number(&mut self, field: &Field) -> Option<Hundredths> {
        self.hundredths(field, Code::NotNumber)
    }

    fn hundredths(&mut self, field: &Field, code: Code) -> Option<Hundredths> {
        let text = self.text(field)?;
        match cell::hundredths(text) {
            Ok(number) => self.bounded(field, number, 100),
            Err(NumberFault::NoNumber) => self.fault(code, field),
            Err(NumberFault::Ambiguous(thousands, decimals)) => {
                self.add(self.problem(Code::NumberAmbiguous, field).detail(&thousands).detail(&decimals));
                None
            }
        }
    }

    /// A day.
    pub(super) fn date(&mut self, field: &Field) -> Option<Date> {
        let text = self.text(field)?;
        cell::date(text).or_else(|| self.fault(Code::NotDate, field))
    }

    /// A day, or a day and a time, as written.
    pub(super) fn moment(&mut self, field: &Field) -> Option<String> {
        let text = self.text(field)?;
        if cell::is_moment(text) { Some(text.to_owned()) } else { self.fault(Code::NotDate, field) }
    }

    /// Yes or no; no where the cell cannot be read.
    pub(super) fn flag(&mut self, field: &Field) -> bool {
        let Some(text) = self.text(field) else { return false };
        cell::yes_or_no(text).or_else(|| self.fault(Code::NotYesNo, field)).unwrap_or(false)
    }

    /// The texts of all cells of the column.
    pub(super) fn list(&mut self, field: &Field) -> BTreeSet<String> {
        let mut texts = BTreeSet::new();
        for position in &field.positions {
            texts.extend(cell::list(self.cells.get(*position).unwrap_or_default()).map(str::to_owned));
        }
        texts
    }

    /// What a word stands for, in whatever case it is written.
    pub(super) fn word<Meaning: Copy>(&mut self, field: &Field, words: &[(&str, Meaning)]) -> Option<Meaning> {
        let text = self.text(field)?.to_lowercase();
        let found = words.iter().find(|(word, _)| *word == text).map(|(_, meaning)| *meaning);
        if found.is_none() {
            let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            let near = super::nearest::nearest(&text, known.iter().copied());
            self.add(self.problem(Code::NotOneOf, field).detail(near).detail(&known.join(", ")));
        }
        found
    }

    /// An id that has not occurred before; the row is dropped without one.
    pub(super) fn id(&mut self, field: &Field) -> Option<String> {
        let id = self.owned(field)?;
        if id.contains(|character: char| character == '|' || character.is_control()) {
            return self.fault(Code::IdUnusable, field);
        }
        Some(id)
    }

    /// A problem with the cell of this column, to be added with [`Row::add`].
    pub(super) fn problem(&self, code: Code, field: &Field) -> Problem {
        let position = field.positions.first().copied().unwrap_or(0);
        let file = place(&self.layout.file, self.layout.is_sheet, position);
        Problem::new(code, &file).at(self.line).within(field.name).headed(&field.heading).found(self.cell(field))
    }

    /// Adds a problem to those of the round.
    pub(super) fn add(&mut self, problem: Problem) {
        self.problems.push(problem);
    }

    fn fault<Value>(&mut self, code: Code, field: &Field) -> Option<Value> {
        self.add(self.problem(code, field));
        None
    }

    fn cell(&self, field: &Field) -> &'a str {
        field.positions.first().and_then(|position| self.cells.get(*position)).unwrap_or_default().trim()
    }

    /// The number where it is within the bounds of the schema, which count in `unit`s.
    fn bounded(&mut self, field: &Field, number: i64, unit: i64) -> Option<i64> {
        let least = field.least.unwrap_or(i64::from(i32::MIN));
        let most = field.most.unwrap_or(i64::from(i32::MAX));
        if (least * unit..=most * unit).contains(&number) {
            return Some(number);
        }
        self.add(self.problem(Code::OutOfRange, field).detail(&least.to_string()).detail(&most.to_string()));
        None
    }
}

/// The file of a message, which in a sheet names the column's letter too: `dwellings!F`.
pub(super) fn place(file: &str, is_sheet: bool, position: usize) -> String {
    if is_sheet { format!("{file}!{}", letters(position)) } else { file.to_owned() }
}

/// The letters of a sheet's column: A to Z, AA and on.
fn letters(position: usize) -> String {
    let letter = |index: usize| u8::try_from(index).map_or('?', |index| char::from(b'A' + index));
    let last = letter(position % 26);
    if position < 26 { last.to_string() } else { format!("{}{last}", letters(position / 26 - 1)) }
}
