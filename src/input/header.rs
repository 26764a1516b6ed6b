//! The header of a table: which heading means which declared column.

use csv::StringRecord;

use crate::domain::{Code, Problem};

use super::nearest::nearest;
use super::personal::is_personal;
use super::rows::Rows;
use super::schema::{Column, Kind, Table, reduced};
use super::table::{Field, place};

/// Tables that people extend with columns of their own: unknown ones are no news there.
const OPEN_TABLES: [&str; 1] = ["matches"];

/// The first columns of such a table are read; those declared behind them only tell whether the list is of the round,
/// and may stand twice.
const READ_OF_OPEN: usize = 3;

/// Columns that a sheet of a spreadsheet can have. What stands beyond them is not looked at, so that a file that is
/// one long line is told soon.
const MOST_COLUMNS: usize = 16_384;

/// Finds every declared column in a header, and reports columns that are missing, repeated, unknown or
/// hold personal data.
pub(super) fn fields(
    rows: &Rows<'_>,
    table: &'static Table,
    line: usize,
    header: &StringRecord,
    problems: &mut Vec<Problem>,
) -> Vec<Field> {
    let mut fields: Vec<Field> = table.columns.iter().map(field).collect();
    for (position, heading) in header.iter().enumerate().take(MOST_COLUMNS) {
        let heading = heading.trim();
        let problem = |code| {
            let file = place(&rows.file, rows.is_sheet(), position);
            Problem::new(code, &file).at(line).within(heading).found(heading)
        };
        let reduced = reduced(heading);
        let found = table.columns.iter().position(|column| column.answers_to(&reduced));
        match found {
            Some(index) if fields[index].positions.is_empty() || is_joined(&table.columns[index]) => {
                if fields[index].positions.is_empty() {
                    heading.clone_into(&mut fields[index].heading);
                }
                fields[index].positions.push(position);
            }
            Some(index) if OPEN_TABLES.contains(&table.name) && index >= READ_OF_OPEN => (),
            Some(_) => problems.push(problem(Code::ColumnTwice)),
            None if is_personal(heading) => problems.push(problem(Code::PersonalData)),
            None if reduced.is_empty() || OPEN_TABLES.contains(&table.name) => (),
            None => problems.push(problem(Code::ColumnUnknown).detail(nearest(heading, names(table)))),
        }
    }
    for (field, column) in fields.iter().zip(&table.columns) {
        if field.required && field.positions.is_empty() {
            let problem = Problem::new(Code::ColumnMissing, &rows.file).at(line).within(field.name).found(field.name);
            let names = column.aliases.iter().chain(Some(&column.name).filter(|_| column.aliases.is_empty()));
            problems.push(names.fold(problem, |problem, name| problem.detail(name)));
        }
    }
    fields
}

/// Labels stand in two VERA columns; what they hold is taken together.
fn is_joined(column: &Column) -> bool {
    column.name == "labels" && column.kind == Kind::List
}

fn names(table: &'static Table) -> impl Iterator<Item = &'static str> {
    table.columns.iter().flat_map(|column| std::iter::once(&column.name).chain(&column.aliases)).map(String::as_str)
}

fn field(column: &'static Column) -> Field {
    Field {
        name: &column.name,
        required: column.required,
        default: &column.default,
        least: column.least,
        most: column.most,
        heading: String::new(),
        positions: Vec::new(),
    }
}
