//! A settings file (TOML) as values that know their file and line, and the laying of one over another.

use jiff::civil::Date;
use rust_decimal::Decimal;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::domain::{Code, Problem};

use super::text::{Lines, decoded};

/// A value with its place.
#[derive(Debug, Clone)]
pub(super) struct Node {
    /// File, for messages.
    pub(super) file: std::sync::Arc<str>,
    /// Line, from 1.
    pub(super) line: usize,
    /// The value.
    pub(super) value: Value,
}

/// What a key holds.
#[derive(Debug, Clone)]
pub(super) enum Value {
    /// Text.
    Text(String),
    /// A number, exactly as written.
    Number(Decimal),
    /// Yes or no.
    Flag(bool),
    /// A day.
    Date(Date),
    /// Several values.
    List(Vec<Node>),
    /// Keys, in the order of the file.
    Table(Vec<(String, Node)>),
    /// A number too large, a time without day: nothing that any key can hold.
    Other(String),
}

impl Node {
    /// The value of a key, where this is a table that has it.
    pub(super) fn get(&self, key: &str) -> Option<&Node> {
        self.entries().iter().find(|(name, _)| name == key).map(|(_, node)| node)
    }

    /// The value of a key to change, see [`Node::get`].
    pub(super) fn get_mut(&mut self, key: &str) -> Option<&mut Node> {
        match &mut self.value {
            Value::Table(entries) => entries.iter_mut().find(|(name, _)| name == key).map(|(_, node)| node),
            _ => None,
        }
    }

    /// Gives a key this value, whether it has one or not; what is no table becomes one.
    pub(super) fn put(&mut self, key: &str, node: Node) {
        if let Some(present) = self.get_mut(key) {
            *present = node;
            return;
        }
        match &mut self.value {
            Value::Table(entries) => entries.push((key.to_owned(), node)),
            other => *other = Value::Table(vec![(key.to_owned(), node)]),
        }
    }

    /// Takes a key out of a table.
    pub(super) fn remove(&mut self, key: &str) {
        if let Value::Table(entries) = &mut self.value {
            entries.retain(|(name, _)| name != key);
        }
    }

    /// The keys of a table; none of anything else.
    pub(super) fn entries(&self) -> &[(String, Node)] {
        match &self.value {
            Value::Table(entries) => entries,
            _ => &[],
        }
    }

    /// The values of a list; none of anything else.
    pub(super) fn items(&self) -> &[Node] {
        match &self.value {
            Value::List(items) => items,
            _ => &[],
        }
    }

    /// The values of a list to change; none of anything else.
    pub(super) fn items_mut(&mut self) -> &mut [Node] {
        match &mut self.value {
            Value::List(items) => items,
            _ => &mut [],
        }
    }

    /// The text, where this is text.
    pub(super) fn as_text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// A problem at this place; `path` is the key with the tables it stands in.
    pub(super) fn problem(&self, code: Code, path: &str) -> Problem {
        Problem::new(code, &self.file).at(self.line).within(path).found(&self.shown())
    }

    /// The value as messages repeat it.
    pub(super) fn shown(&self) -> String {
        match &self.value {
            Value::Text(text) | Value::Other(text) => text.clone(),
            Value::Number(number) => number.to_string(),
            Value::Flag(flag) => flag.to_string(),
            Value::Date(date) => date.to_string(),
            Value::List(items) => format!("[{}]", items.iter().map(Node::shown).collect::<Vec<_>>().join(", ")),
            Value::Table(entries) => {
                let keys: Vec<&str> = entries.iter().map(|(key, _)| key.as_str()).collect();
                format!("{{{}}}", keys.join(", "))
            }
        }
    }

    /// Lays `over` on this table: its keys win, tables are laid over each other key by key, anything
    /// else is replaced. In `limit` and `group` the entry with the same name is laid over key by key
    /// (its selectors as a whole), and others are added.
    pub(super) fn lay_over(&mut self, over: Node) {
        let (Value::Table(entries), Value::Table(over)) = (&mut self.value, over.value) else { return };
        for (key, node) in over {
            let Some(position) = entries.iter().position(|(name, _)| *name == key) else {
                entries.push((key, node));
                continue;
            };
            let mine = &mut entries[position].1;
            match (key.as_str(), &mine.value, &node.value) {
                ("limit", Value::List(_), Value::List(_)) => mine.lay_named(node, "name"),
                ("group", Value::List(_), Value::List(_)) => mine.lay_named(node, "id"),
                ("applicants" | "dwellings", ..) => *mine = node,
                (_, Value::Table(_), Value::Table(_)) => mine.lay_over(node),
                _ => *mine = node,
            }
        }
    }

    fn lay_named(&mut self, over: Node, name: &str) {
        let (Value::List(items), Value::List(over)) = (&mut self.value, over.value) else { return };
        let known = items.len();
        for node in over {
            let named = node.get(name).and_then(Node::as_text).map(str::to_owned);
            let same = |item: &Node| named.is_some() && item.get(name).and_then(Node::as_text) == named.as_deref();
            match items[..known].iter().position(same) {
                Some(position) => items[position].lay_over(node),
                None => items.push(node),
            }
        }
    }
}

/// A table without keys, for a file that cannot be read.
pub(super) fn empty(file: &str) -> Node {
    Node { file: file.into(), line: 1, value: Value::Table(Vec::new()) }
}

/// Reads a settings file; every fault of its form is a problem with its line.
pub(super) fn parsed(file: &str, bytes: &[u8], problems: &mut Vec<Problem>) -> Option<Node> {
    let text = decoded(file, bytes).map_err(|problem| problems.push(problem)).ok()?;
    let (table, faults) = DeTable::parse_recoverable(&text);
    let place = Place { file: file.into(), lines: Lines::of(&text) };
    for fault in &faults {
        let line = place.lines.at(fault.span().map_or(0, |span| span.start));
        let message = fault.message().replace('\n', ", ");
        problems.push(Problem::new(Code::SettingsUnreadable, file).at(line).detail(&message));
    }
    faults.is_empty().then(|| place.table(table.get_ref(), 0))
}

/// What can be read of a settings file, whatever is wrong with the rest.
pub(super) fn recovered(bytes: &[u8]) -> Option<Node> {
    let text = decoded("", bytes).ok()?;
    let (table, _) = DeTable::parse_recoverable(&text);
    let place = Place { file: "".into(), lines: Lines::of(&text) };
    Some(place.table(table.get_ref(), 0))
}

struct Place {
    file: std::sync::Arc<str>,
    lines: Lines,
}

impl Place {
    fn table(&self, table: &DeTable<'_>, offset: usize) -> Node {
        let mut entries: Vec<_> = table.iter().collect();
        entries.sort_by_key(|(key, _)| key.span().start);
        let named = |(key, value): (&Spanned<_>, &Spanned<DeValue<'_>>)| {
            let name: &std::borrow::Cow<'_, str> = key.get_ref();
            (name.clone().into_owned(), self.node(value, key.span().start))
        };
        let line = self.lines.at(offset);
        Node { file: self.file.clone(), line, value: Value::Table(entries.into_iter().map(named).collect()) }
    }

    fn node(&self, value: &Spanned<DeValue<'_>>, offset: usize) -> Node {
        let value = match value.get_ref() {
            DeValue::Table(table) => return self.table(table, offset),
            DeValue::Array(items) => {
                Value::List(items.iter().map(|item| self.node(item, item.span().start.max(offset))).collect())
            }
            DeValue::String(text) => Value::Text(text.clone().into_owned()),
            DeValue::Boolean(flag) => Value::Flag(*flag),
            DeValue::Integer(number) => whole(number.as_str(), number.radix()),
            DeValue::Float(number) => decimal(number.as_str()),
            DeValue::Datetime(moment) => day(&moment.to_string()),
        };
        Node { file: self.file.clone(), line: self.lines.at(offset), value }
    }
}

fn whole(text: &str, radix: u32) -> Value {
    i64::from_str_radix(text, radix)
        .map_or_else(|_| Value::Other(text.to_owned()), |number| Value::Number(number.into()))
}

fn decimal(text: &str) -> Value {
    let number = Decimal::from_str_exact(text).or_else(|_| Decimal::from_scientific(text));
    number.map_or_else(|_| Value::Other(text.to_owned()), Value::Number)
}

fn day(text: &str) -> Value {
    text.parse::<Date>().ok().filter(|_| text.len() == 10).map_or_else(|| Value::Other(text.to_owned()), Value::Date)
}
