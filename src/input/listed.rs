//! Tables whose rows have ids, and which of their rows can be relied on.

use std::collections::BTreeSet;

use crate::domain::{Code, Problem};

use super::rows::Rows;
use super::schema::Table;
use super::table::{Field, Row, read_table};

/// The rows of a table that have ids.
#[derive(Debug, Default)]
pub(super) struct Listed<Value> {
    /// By id.
    pub(super) values: Vec<Value>,
    /// Whether each of them has a fault, or an id that another has too.
    pub(super) doubtful: Vec<bool>,
    /// Whether rows are missing, so that an id which does not occur proves nothing.
    pub(super) has_lost: bool,
}

impl<Value> Listed<Value> {
    /// The rows without a fault.
    pub(super) fn sound(&self) -> impl Iterator<Item = &Value> {
        self.values.iter().zip(&self.doubtful).filter(|(_, doubtful)| !**doubtful).map(|(value, _)| value)
    }

    /// Whether every row is there and has no fault.
    pub(super) fn is_sound(&self) -> bool {
        !self.has_lost && !self.doubtful.contains(&true)
    }

    /// The rows, where none is missing and no id occurs twice.
    pub(super) fn all(&self, id: impl Fn(&Value) -> &str) -> Option<&[Value]> {
        let twice = self.values.windows(2).any(|pair| id(&pair[0]) == id(&pair[1]));
        (!self.has_lost && !twice).then_some(&self.values)
    }
}

/// What the errors of a table say about its rows.
pub(super) struct Faults {
    /// Columns are missing or stand twice: every row is doubtful.
    everywhere: bool,
    lines: BTreeSet<usize>,
    /// Rows are missing.
    pub(super) has_lost: bool,
}

impl Faults {
    /// Of these errors; those in other columns than `counting` leave a row as it is, where that is given.
    pub(super) fn of(problems: &[Problem], ids: &[&str], counting: Option<&[&str]>) -> Self {
        let errors = problems.iter().filter(|problem| !problem.code.is_warning());
        let in_header = |problem: &&Problem| matches!(problem.code, Code::ColumnMissing | Code::ColumnTwice);
        let counts = |problem: &&Problem| match (&problem.column, counting) {
            (Some(column), Some(counting)) => counting.contains(&column.as_str()),
            _ => problem.code != Code::PersonalData,
        };
        Self {
            everywhere: errors.clone().any(|problem| in_header(&problem)),
            lines: errors.clone().filter(counts).filter_map(|problem| usize::try_from(problem.line?).ok()).collect(),
            has_lost: errors.clone().any(|problem| loses(problem, ids)),
        }
    }

    /// Whether a row is doubtful.
    pub(super) fn touch(&self, line: usize) -> bool {
        self.everywhere || self.lines.contains(&line)
    }

    /// Whether any row is doubtful or missing.
    pub(super) fn any(&self) -> bool {
        self.everywhere || self.has_lost || !self.lines.is_empty()
    }
}

/// Whether a problem means that a row is missing: the row has no id in these columns, or no form.
fn loses(problem: &Problem, ids: &[&str]) -> bool {
    let in_id = problem.column.as_deref().is_some_and(|column| ids.contains(&column));
    match problem.code {
        Code::RowWidth | Code::QuoteOpen | Code::TableEmpty => true,
        Code::CellEmpty | Code::IdUnusable | Code::ColumnMissing => in_id,
        _ => false,
    }
}

/// Reads a table whose rows have an id in the first of these columns, sorted by id; an id that occurs
/// again is a problem.
pub(super) fn read_by_id<Value, const N: usize>(
    rows: &Rows<'_>,
    table: &'static Table,
    problems: &mut Vec<Problem>,
    columns: [&str; N],
    id: impl Fn(&Value) -> &str,
    mut each: impl FnMut(&[Field; N], &mut Row<'_>) -> Option<Value>,
) -> Listed<Value> {
    let before = problems.len();
    let mut place = String::new();
    let numbered = |fields: &[Field; N], row: &mut Row<'_>| {
        if place.is_empty() {
            place = row.problem(Code::IdTwice, &fields[0]).file;
        }
        Some((each(fields, row)?, row.line))
    };
    let mut values = read_table(rows, table, problems, |layout| layout.fields(columns), numbered);
    values.sort_by(|a, b| id(&a.0).cmp(id(&b.0)));
    let faults = Faults::of(&problems[before..], &columns[..1], None);
    let mut doubtful = Vec::new();
    for group in values.chunk_by(|a, b| id(&a.0) == id(&b.0)) {
        for (value, line) in &group[1..] {
            let problem = Problem::new(Code::IdTwice, &place).at(*line).within(columns[0]).found(id(value));
            problems.push(problem.detail(&group[0].1.to_string()));
        }
        doubtful.extend(group.iter().map(|(_, line)| group.len() > 1 || faults.touch(*line)));
    }
    let values = values.into_iter().map(|(value, _)| value).collect();
    Listed { values, doubtful, has_lost: faults.has_lost }
}
