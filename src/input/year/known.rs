//! What the tables of a year are held against, and how their cells name groups and months.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use crate::domain::{Code, Labels, Month, Problem};

use crate::input::files::Files;
use crate::input::found::rows_in;
use crate::input::model::Groups;
use crate::input::nearest::not_known;
use crate::input::round::month_of;
use crate::input::schema::table;
use crate::input::table::{Field, Row, read_table};

/// What is known besides the tables; nothing where it could not be read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Known<'a> {
    /// The calendar year.
    pub(super) year: Option<i16>,
    /// The groups of the model.
    pub(super) groups: Option<&'a Groups>,
    /// The labels of the model.
    pub(super) labels: Option<&'a Labels>,
}

impl Known<'_> {
    /// The group that a cell names; one that the model does not have is a problem.
    pub(super) fn group(self, row: &mut Row<'_>, field: &Field) -> Option<String> {
        let group = row.owned(field)?;
        self.check_group(row, field, &group);
        Some(group)
    }

    /// The groups that a cell lists, see [`Known::group`].
    pub(super) fn groups_in(self, row: &mut Row<'_>, field: &Field) -> BTreeSet<String> {
        let groups = row.list(field);
        for group in &groups {
            self.check_group(row, field, group);
        }
        groups
    }

    fn check_group(self, row: &mut Row<'_>, field: &Field, group: &str) {
        let Some(groups) = self.groups.filter(|groups| !groups.contains_key(group)) else { return };
        let problem = row.problem(Code::GroupUnknown, field).found(group);
        row.add(not_known(problem, group, groups.keys().map(String::as_str)));
    }

    /// The month that a cell names, by its number in the year from 0; a month of another year is a problem.
    pub(super) fn month(self, row: &mut Row<'_>, field: &Field) -> Option<usize> {
        let Some(month) = month_of(row.text(field)?) else {
            row.add(row.problem(Code::NotMonth, field));
            return None;
        };
        if let Some(year) = self.year.filter(|year| *year != month.year) {
            row.add(row.problem(Code::MonthElsewhere, field).detail(&year.to_string()));
            return None;
        }
        Some(number(month))
    }
}

/// The number of a month in its year, from 0.
fn number(month: Month) -> usize {
    usize::try_from(month.month - 1).unwrap_or(0)
}

/// The rows of a table, each with its line.
pub(super) struct Lined<Value> {
    /// The name of the file.
    pub(super) file: String,
    /// The rows without a fault, and perhaps others.
    pub(super) rows: Vec<(usize, Value)>,
    /// Whether the table is there and has no fault, so that sums over it, and what it lacks, say something.
    pub(super) is_sound: bool,
}

/// Reads a table of the year; it has no rows where the file is not there.
pub(super) fn rows_of<const N: usize, Value>(
    name: &'static str,
    files: &Files,
    columns: [&str; N],
    problems: &mut Vec<Problem>,
    mut each: impl FnMut(&[Field; N], &mut Row<'_>) -> Option<Value>,
) -> Lined<Value> {
    let file = format!("year/{name}.csv");
    let before = problems.len();
    let rows = rows_in(files, &format!("year/{name}")).map_err(|problem| problems.push(problem)).ok().flatten();
    let file = rows.as_ref().map_or(file, |rows| rows.file.clone());
    let found = rows.zip(table(name)).map(|(rows, table)| {
        let lined = |fields: &[Field; N], row: &mut Row<'_>| Some((row.line, each(fields, row)?));
        read_table(&rows, table, problems, |layout| layout.fields(columns), lined)
    });
    let is_sound = found.is_some() && crate::input::is_sound(&problems[before..]);
    Lined { file, rows: found.unwrap_or_default(), is_sound }
}

/// What has occurred so far, by its line: something that occurs again is a problem.
#[derive(Default)]
pub(super) struct Seen(BTreeMap<String, usize>);

impl Seen {
    /// Reports a value of this column that a row above has too.
    pub(super) fn check(&mut self, row: &mut Row<'_>, field: &Field, value: &str, code: Code) {
        let first = *self.0.entry(value.to_owned()).or_insert(row.line);
        if first != row.line {
            row.add(row.problem(code, field).found(value).detail(&first.to_string()));
        }
    }
}
