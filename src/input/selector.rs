//! Selectors as a settings file writes them: `column = value`, a list of values, or a range.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::domain::{Accepted, Code, Condition, Group, Labels, Selector, Side};

use super::cell::{date, yes_or_no};
use super::nearest::{nearest, not_known};
use super::schema::{Kind, table};
use super::section::{Section, scaled, times_ten_to};
use super::settings::{Node, Value};

/// The groups and labels that selectors may name.
pub(super) type Words<'a> = (&'a BTreeMap<String, Group>, &'a Labels);

/// The selector at a key; without one everything is selected.
pub(super) fn selector(owner: &Section<'_>, key: &str, side: Side, words: Words<'_>) -> Selector {
    let Some(section) = owner.table(key) else { return Selector::default() };
    let mut conditions = Vec::new();
    for (column, node) in section.node.entries() {
        let path = section.path_of(column);
        let Some(kind) = column_kind(side, column) else {
            report_unknown_column(&section, node, &path, column, &[side]);
            continue;
        };
        let single = std::slice::from_ref(node);
        let values = if matches!(node.value, Value::List(_)) { node.items() } else { single };
        if values.is_empty() {
            section.add(node.problem(Code::SelectorValue, &path).detail(kind_name(&kind)));
        }
        for value in values {
            check_word(&section, value, &path, column, words);
        }
        let accepted = values.iter().filter_map(|value| accepted(&section, value, &path, &kind)).collect();
        conditions.push(Condition { column: column.clone(), accepted });
    }
    Selector { conditions }
}

/// What a column of a table holds; `persons` of an applicant is known though no file has it.
pub(super) fn column_kind(side: Side, column: &str) -> Option<Kind> {
    if side == Side::Applicants && column == "persons" {
        return Some(Kind::Whole);
    }
    table(table_name(side))?.column(column).map(|column| column.kind.clone())
}

/// Reports a column that none of the tables has.
pub(super) fn report_unknown_column(owner: &Section<'_>, node: &Node, path: &str, column: &str, sides: &[Side]) {
    let known = sides.iter().filter_map(|side| table(table_name(*side))).flat_map(|table| &table.columns);
    let near = nearest(column, known.map(|column| column.name.as_str()).chain(["persons"]));
    let tables: Vec<&str> = sides.iter().map(|side| table_name(*side)).collect();
    let problem = node.problem(Code::SelectorColumnUnknown, path).found(column);
    owner.add(problem.detail(near).detail(&tables.join(", ")));
}

fn table_name(side: Side) -> &'static str {
    match side {
        Side::Dwellings => "dwellings",
        Side::Applicants => "applicants",
    }
}

/// Groups and labels that the model does not have select nothing, so they are slips of the pen.
fn check_word(owner: &Section<'_>, node: &Node, path: &str, column: &str, (groups, labels): Words<'_>) {
    let Some(text) = node.as_text() else { return };
    let problem = match column {
        "group" if !groups.contains_key(text) => {
            not_known(node.problem(Code::GroupUnknown, path), text, groups.keys().map(String::as_str))
        }
        "labels" | "needs" if !labels.contains_key(text) => {
            not_known(node.problem(Code::LabelUnknown, path), text, labels.keys().map(String::as_str))
        }
        _ => return,
    };
    owner.add(problem);
}

fn accepted(owner: &Section<'_>, node: &Node, path: &str, kind: &Kind) -> Option<Accepted> {
    let found = match kind {
        Kind::Text | Kind::List | Kind::OneOf(_) | Kind::Moment => text(node),
        Kind::Whole | Kind::Number | Kind::Amount => numbers(owner, node, path),
        Kind::Date => dates(owner, node, path),
        Kind::YesNo => flag(node),
    };
    if found.is_none() {
        owner.add(node.problem(Code::SelectorValue, path).detail(kind_name(kind)));
    }
    found
}

fn text(node: &Node) -> Option<Accepted> {
    match &node.value {
        Value::Text(text) => Some(Accepted::Text(text.trim().to_owned())),
        Value::Number(number) => Some(Accepted::Text(number.to_string())),
        _ => None,
    }
}

fn flag(node: &Node) -> Option<Accepted> {
    match &node.value {
        Value::Flag(flag) => Some(Accepted::Flag(*flag)),
        Value::Text(text) => yes_or_no(text).map(Accepted::Flag),
        _ => None,
    }
}

fn numbers(owner: &Section<'_>, node: &Node, path: &str) -> Option<Accepted> {
    let hundredths = |text: &str| times_ten_to(Decimal::from_str_exact(text).ok()?, 2);
    let (from, to) = match node.as_text() {
        Some(text) => range(text, hundredths)?,
        None => (Some(scaled(node, 2)?), Some(scaled(node, 2)?)),
    };
    check_order(owner, node, path, from, to);
    Some(Accepted::Numbers(from, to))
}

fn dates(owner: &Section<'_>, node: &Node, path: &str) -> Option<Accepted> {
    let (from, to) = match &node.value {
        Value::Date(date) => (Some(*date), Some(*date)),
        Value::Text(text) => range(text, date)?,
        _ => return None,
    };
    check_order(owner, node, path, from, to);
    Some(Accepted::Dates(from, to))
}

/// A range `from..to`, either side open, or a single value.
fn range<T: Copy>(text: &str, read: impl Fn(&str) -> Option<T>) -> Option<(Option<T>, Option<T>)> {
    let Some((from, to)) = text.split_once("..") else {
        let value = read(text.trim())?;
        return Some((Some(value), Some(value)));
    };
    let side = |text: &str| if text.is_empty() { Some(None) } else { read(text).map(Some) };
    let both = (side(from.trim())?, side(to.trim())?);
    (both.0.is_some() || both.1.is_some()).then_some(both)
}

fn check_order<T: PartialOrd>(owner: &Section<'_>, node: &Node, path: &str, from: Option<T>, to: Option<T>) {
    if from.zip(to).is_some_and(|(from, to)| from > to) {
        let upper = node.as_text().and_then(|text| text.split_once("..")).map_or("", |(_, to)| to.trim());
        owner.add(node.problem(Code::BoundsReversed, path).detail(upper));
    }
}

fn kind_name(kind: &Kind) -> &'static str {
    match kind {
        Kind::Whole | Kind::Number | Kind::Amount => "range",
        Kind::Date => "dates",
        Kind::YesNo => "yes/no",
        _ => "text",
    }
}
