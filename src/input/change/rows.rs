//! Changed rows: dwellings and applicants added, removed or changed. The new cells go through the reader of
//! the table, so that they pass the same checks as the files.

use std::collections::BTreeSet;

use csv::StringRecord;
use rust_decimal::Decimal;

use crate::domain::{Code, Fact, Facts, Problem, Selector, Side};
use crate::input::listed::Listed;
use crate::input::rows::{Origin, Rows};
use crate::input::schema::{Column, Kind, Table, table};
use crate::input::section::{Findings, Section};
use crate::input::selector::{Words, report_unknown_column, selector};
use crate::input::settings::{Node, Value};

use super::paths::settable;
use super::wanted::Wanted;

/// A change of rows as a scenario states it.
#[derive(Debug, Clone)]
pub(in crate::input) struct RowChange {
    /// What is done.
    pub(super) action: Action,
    /// The table of settings that states it.
    pub(super) node: Node,
    /// Its path, for messages.
    pub(super) path: String,
}

/// What is done with rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Action {
    /// Columns of the selected rows get other values.
    Change,
    /// The selected rows go.
    Remove,
    /// Rows come in.
    Add,
}

/// What is known where rows change.
#[derive(Clone, Copy)]
pub(in crate::input) struct Subject<'a> {
    /// The table.
    pub(in crate::input) side: Side,
    /// Groups and labels that selectors may name.
    pub(in crate::input) words: Words<'a>,
    /// The changes of the scenario.
    pub(in crate::input) changes: &'a [RowChange],
}

/// Changes the rows of a table, in the order of the file; `read` is the table's reader and `id` gives a row's id.
/// The answer is the ids of the rows removed.
pub(in crate::input) fn change_rows<Row: Facts + Clone>(
    listed: &mut Listed<Row>,
    subject: Subject<'_>,
    problems: &mut Vec<Problem>,
    id: impl Fn(&Row) -> &str,
    read: impl Fn(&Rows<'_>, &'static Table, &mut Vec<Problem>) -> Listed<Row>,
) -> BTreeSet<String> {
    let mut removed = BTreeSet::new();
    let name = name_of(subject.side);
    let Some(table) = table(name) else { return removed };
    for change in subject.changes.iter().filter(|change| change.node.get(name).is_some()) {
        let findings = Findings::default();
        let section = Section::new(&change.node, &change.path, &findings);
        let stated = match change.action {
            Action::Add => added(&section, name, table),
            Action::Change => changed(&section, name, table, &selected(&section, subject, listed)),
            Action::Remove => {
                let selected = selected(&section, subject, listed);
                let gone: BTreeSet<String> = selected.iter().map(|row| id(row).to_owned()).collect();
                listed.values.retain(|row| !gone.contains(id(row)));
                removed.extend(gone);
                Vec::new()
            }
        };
        problems.extend(findings.into_inner());
        if !stated.is_empty() {
            let rows = Rows { file: change.node.file.to_string(), origin: Origin::Stated(with_header(table, stated)) };
            let new = read(&rows, table, problems).values;
            take_in(listed, new, change, problems, &id);
        }
    }
    listed.doubtful = vec![false; listed.values.len()];
    removed
}

/// The name of a table.
fn name_of(side: Side) -> &'static str {
    match side {
        Side::Dwellings => "dwellings",
        Side::Applicants => "applicants",
    }
}

fn selected<Row: Facts + Clone>(section: &Section<'_>, subject: Subject<'_>, listed: &Listed<Row>) -> Vec<Row> {
    let name = name_of(subject.side);
    let before = section.findings.borrow().len();
    let selector: Selector = selector(section, name, subject.side, subject.words);
    let found: Vec<Row> = listed.values.iter().filter(|row| selector.selects(*row)).cloned().collect();
    if found.is_empty() && section.findings.borrow().len() == before {
        section.add(section.fault(Code::NothingSelected, name).detail(name));
    }
    found
}

/// The rows of `listed` with those of `new` in the place of those with the same id, or among them.
fn take_in<Row>(
    listed: &mut Listed<Row>,
    new: Vec<Row>,
    change: &RowChange,
    problems: &mut Vec<Problem>,
    id: &impl Fn(&Row) -> &str,
) {
    for row in new {
        match listed.values.binary_search_by(|other| id(other).cmp(id(&row))) {
            Ok(place) if change.action == Action::Change => listed.values[place] = row,
            Ok(_) => {
                let problem = Problem::new(Code::IdTaken, &change.node.file).at(change.node.line);
                problems.push(problem.within(&change.path).found(id(&row)));
            }
            Err(place) => listed.values.insert(place, row),
        }
    }
}

type Cells = (usize, Vec<String>);

fn with_header(table: &Table, stated: Vec<Cells>) -> Vec<(usize, StringRecord)> {
    let line = stated.first().map_or(1, |(line, _)| *line);
    let header = table.columns.iter().map(|column| column.name.as_str()).collect();
    let rows = stated.into_iter().map(|(line, cells)| (line, StringRecord::from(cells)));
    std::iter::once((line, header)).chain(rows).collect()
}

/// The cells of the rows that a scenario adds.
fn added(section: &Section<'_>, name: &str, table: &Table) -> Vec<Cells> {
    let columns: Vec<&str> = table.columns.iter().map(|column| column.name.as_str()).collect();
    let rows = section.tables(name, "id");
    rows.iter()
        .map(|row| {
            row.expect_keys(&columns);
            let cell = |column: &Column| row.node.get(&column.name).map(|node| cell(node, None, column));
            let cells = table.columns.iter().map(|column| match cell(column) {
                Some(Ok(text)) => text,
                Some(Err(problem)) => {
                    row.add(problem.within(&row.path_of(&column.name)));
                    String::new()
                }
                None => String::new(),
            });
            (row.node.line, cells.collect())
        })
        .collect()
}

/// The cells of the selected rows, with the values that the change sets.
fn changed<Row: Facts>(section: &Section<'_>, name: &str, table: &Table, selected: &[Row]) -> Vec<Cells> {
    if section.node.get("set").is_none() {
        section.missing("set");
    }
    let Some(set) = section.table("set") else { return Vec::new() };
    let known = settable(name);
    for (key, node) in set.node.entries().iter().filter(|(key, _)| !known.contains(&key.as_str())) {
        let side = if name == "dwellings" { Side::Dwellings } else { Side::Applicants };
        report_unknown_column(&set, node, &set.path_of(key), key, &[side]);
    }
    check_relative(&set, table, selected);
    let row = |row: &Row| {
        let cell = |column: &Column| {
            let present = row.fact(&column.name);
            let new = set.node.get(&column.name).filter(|_| column.name != "id");
            new.and_then(|node| cell(node, Some(present), column).ok()).unwrap_or_else(|| present.values().join("|"))
        };
        (set.node.line, table.columns.iter().map(cell).collect())
    };
    selected.iter().map(row).collect()
}

/// Reports relative values that no selected row can follow; a row with an empty cell keeps it empty.
fn check_relative<Row: Facts>(set: &Section<'_>, table: &Table, selected: &[Row]) {
    for (column, node) in table.columns.iter().filter_map(|column| Some((column, set.node.get(&column.name)?))) {
        let faults = selected.iter().map(|row| cell(node, Some(row.fact(&column.name)), column));
        let faults: Vec<Problem> = faults.filter_map(Result::err).collect();
        let first =
            faults.first().filter(|first| faults.len() == selected.len() || first.code != Code::RelativeToNothing);
        if let Some(problem) = first {
            set.add(problem.clone().within(&set.path_of(&column.name)));
        }
    }
}

/// What a cell holds after the change of what it holds now.
fn cell(node: &Node, present: Option<Fact<'_>>, column: &Column) -> Result<String, Problem> {
    let wanted = Wanted::of(node);
    if let Wanted::Relative(_) = wanted {
        let present = present.and_then(value_of);
        let decimals = if column.kind == Kind::Whole { 0 } else { 2 };
        return wanted.from(present.as_ref(), decimals, node).map(|value| text_of(&value));
    }
    Ok(text_of(&node.value))
}

fn value_of(fact: Fact<'_>) -> Option<Value> {
    match fact {
        Fact::Empty => None,
        Fact::Number(hundredths) => Some(Value::Number(Decimal::new(hundredths, 2).normalize())),
        other => Some(Value::Text(other.values().join("|"))),
    }
}

/// A value as a cell holds it.
fn text_of(value: &Value) -> String {
    match value {
        Value::Flag(flag) => if *flag { "yes" } else { "no" }.to_owned(),
        Value::List(items) => items.iter().map(Node::shown).collect::<Vec<_>>().join("|"),
        other => super::wanted::shown(other),
    }
}
