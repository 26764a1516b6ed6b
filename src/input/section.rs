//! One table of a settings file, asked key by key; what a key should not hold becomes a problem.

use std::cell::RefCell;

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::domain::{Code, Names, Problem};

use super::nearest::nearest;
use super::settings::{Node, Value};

/// The problems found so far.
pub(super) type Findings = RefCell<Vec<Problem>>;

/// A table with the path that messages name.
#[derive(Clone)]
pub(super) struct Section<'a> {
    pub(super) node: &'a Node,
    pub(super) path: String,
    pub(super) findings: &'a Findings,
}

impl<'a> Section<'a> {
    /// A table at this path.
    pub(super) fn new(node: &'a Node, path: &str, findings: &'a Findings) -> Self {
        Self { node, path: path.to_owned(), findings }
    }

    /// Reports every key that is none of these.
    pub(super) fn expect_keys(&self, known: &[&str]) {
        for (key, node) in self.node.entries().iter().filter(|(key, _)| !known.contains(&key.as_str())) {
            let problem = Problem::new(Code::KeyUnknown, &node.file).at(node.line).within(&self.path_of(key));
            self.add(problem.found(key).detail(nearest(key, known.iter().copied())));
        }
    }

    /// The table at a key.
    pub(super) fn table(&self, key: &str) -> Option<Section<'a>> {
        let node = self.node.get(key)?;
        match node.value {
            Value::Table(_) => Some(Section::new(node, &self.path_of(key), self.findings)),
            _ => self.wrong_kind(key, node, "table"),
        }
    }

    /// The tables of a list of tables, each with the path that `name` gives it.
    pub(super) fn tables(&self, key: &str, name: &str) -> Vec<Section<'a>> {
        let Some(list) = self.node.get(key) else { return Vec::new() };
        let is_list =
            matches!(&list.value, Value::List(items) if items.iter().all(|item| matches!(item.value, Value::Table(_))));
        if !is_list {
            self.wrong_kind::<()>(key, list, "tables");
            return Vec::new();
        }
        let path = |node: &Node| match node.get(name).and_then(Node::as_text) {
            Some(named) => format!("{key} \"{named}\""),
            None => key.to_owned(),
        };
        list.items().iter().map(|node| Section::new(node, &path(node), self.findings)).collect()
    }

    /// Text at a key.
    pub(super) fn text(&self, key: &str) -> Option<&'a str> {
        let node = self.node.get(key)?;
        match node.as_text().map(str::trim).filter(|text| !text.is_empty()) {
            Some(text) => Some(text),
            None => self.wrong_kind(key, node, "text"),
        }
    }

    /// Text at a key that cannot be left out; empty where it is missing, which is a problem.
    pub(super) fn needed_text(&self, key: &str) -> String {
        if self.node.get(key).is_none() {
            self.missing(key);
        }
        self.text(key).unwrap_or_default().to_owned()
    }

    /// A name in both languages; one text serves both, and without any `otherwise` does.
    pub(super) fn names(&self, key: &str, otherwise: &str) -> Names {
        let same = |text: &str| Names { en: text.to_owned(), nl: text.to_owned() };
        if !matches!(self.node.get(key).map(|node| &node.value), Some(Value::Table(_))) {
            return same(self.text(key).unwrap_or(otherwise));
        }
        let Some(name) = self.table(key) else { return same(otherwise) };
        name.expect_keys(&["en", "nl"]);
        let (en, nl) = (name.text("en"), name.text("nl"));
        Names { en: en.or(nl).unwrap_or(otherwise).to_owned(), nl: nl.or(en).unwrap_or(otherwise).to_owned() }
    }

    /// Yes or no at a key.
    pub(super) fn flag(&self, key: &str) -> Option<bool> {
        let node = self.node.get(key)?;
        match node.value {
            Value::Flag(flag) => Some(flag),
            _ => self.wrong_kind(key, node, "yes/no"),
        }
    }

    /// A day at a key, as TOML's own or as text.
    pub(super) fn date(&self, key: &str) -> Option<Date> {
        let node = self.node.get(key)?;
        match &node.value {
            Value::Date(date) => Some(*date),
            Value::Text(text) => super::cell::date(text.trim()).or_else(|| self.wrong_kind(key, node, "date")),
            _ => self.wrong_kind(key, node, "date"),
        }
    }

    /// The days of a list at a key, see [`Section::date`].
    pub(super) fn dates(&self, key: &str) -> Vec<Date> {
        let Some(node) = self.node.get(key) else { return Vec::new() };
        if !matches!(node.value, Value::List(_)) {
            self.wrong_kind::<()>(key, node, "days");
        }
        let day = |item: &Node| match &item.value {
            Value::Date(date) => Some(*date),
            Value::Text(text) => super::cell::date(text.trim()).or_else(|| self.wrong_kind(key, item, "date")),
            _ => self.wrong_kind(key, item, "date"),
        };
        node.items().iter().filter_map(day).collect()
    }

    /// A whole number at a key, within bounds.
    pub(super) fn whole(&self, key: &str, least: i64, most: i64) -> Option<i64> {
        let node = self.node.get(key)?;
        let number = scaled(node, 0).or_else(|| self.wrong_kind(key, node, "whole"))?;
        self.bounded(key, node, number, (least, most), 1)
    }

    /// A number at a key with at most so many decimals, within bounds, times ten to that power.
    pub(super) fn decimal(&self, key: &str, decimals: u32, least: i64, most: i64) -> Option<i64> {
        let node = self.node.get(key)?;
        let kind = if decimals == 4 { "number4" } else { "number" };
        let number = scaled(node, decimals).or_else(|| self.wrong_kind(key, node, kind))?;
        self.bounded(key, node, number, (least, most), 10_i64.pow(decimals))
    }

    /// The texts of a list at a key, with their nodes.
    pub(super) fn texts(&self, key: &str) -> Option<Vec<(&'a Node, &'a str)>> {
        let node = self.node.get(key)?;
        let texts: Option<Vec<_>> =
            node.items().iter().map(|item| item.as_text().map(|text| (item, text.trim()))).collect();
        match &node.value {
            Value::List(_) => texts.or_else(|| self.wrong_kind(key, node, "texts")),
            _ => self.wrong_kind(key, node, "texts"),
        }
    }

    /// What a word at a key stands for.
    pub(super) fn word<Meaning: Copy>(&self, key: &str, words: &[(&str, Meaning)]) -> Option<Meaning> {
        let text = self.text(key)?;
        let found = words.iter().find(|(word, _)| *word == text).map(|(_, meaning)| *meaning);
        if let (None, Some(node)) = (found, self.node.get(key)) {
            self.none_of(key, node, &words.iter().map(|(word, _)| *word).collect::<Vec<_>>());
        }
        found
    }

    /// Reports a value that is none of the words allowed.
    pub(super) fn none_of(&self, key: &str, node: &Node, words: &[&str]) {
        let near = nearest(&node.shown(), words.iter().copied());
        self.add(node.problem(Code::NotOneOf, &self.path_of(key)).detail(near).detail(&words.join(", ")));
    }

    /// Reports a key that is missing.
    pub(super) fn missing(&self, key: &str) {
        let problem = Problem::new(Code::KeyMissing, &self.node.file).at(self.node.line);
        self.add(problem.within(&self.path_of(key)).found(key));
    }

    /// Reports that a key is not there, and none of those that would do in its place.
    pub(super) fn missing_one_of(&self, key: &str, others: &[&str]) {
        let problem = Problem::new(Code::KeyMissing, &self.node.file).at(self.node.line);
        let problem = problem.within(&self.path_of(key)).found(key);
        self.add(others.iter().fold(problem, |problem, other| problem.detail(&format!("\"{other}\""))));
    }

    /// Reports a problem with what a key holds.
    pub(super) fn fault(&self, code: Code, key: &str) -> Problem {
        self.node.get(key).unwrap_or(self.node).problem(code, &self.path_of(key))
    }

    /// A problem with the table as a whole.
    pub(super) fn whole_fault(&self, code: Code) -> Problem {
        Problem::new(code, &self.node.file).at(self.node.line).within(&self.path)
    }

    /// Adds a problem to those found.
    pub(super) fn add(&self, problem: Problem) {
        self.findings.borrow_mut().push(problem);
    }

    /// A key with the tables it stands in.
    pub(super) fn path_of(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }

    /// Reports a value of another kind than the key holds.
    pub(super) fn wrong_kind<Value>(&self, key: &str, node: &Node, kind: &str) -> Option<Value> {
        self.add(node.problem(Code::KeyKind, &self.path_of(key)).detail(kind));
        None
    }

    fn bounded(&self, key: &str, node: &Node, number: i64, (least, most): (i64, i64), unit: i64) -> Option<i64> {
        if (least * unit..=most * unit).contains(&number) {
            return Some(number);
        }
        let problem = node.problem(Code::OutOfRange, &self.path_of(key));
        self.add(problem.detail(&least.to_string()).detail(&most.to_string()));
        None
    }
}

/// The number times ten to the power of `decimals`, where that is a whole number.
pub(super) fn scaled(node: &Node, decimals: u32) -> Option<i64> {
    match &node.value {
        Value::Number(number) => times_ten_to(*number, decimals),
        _ => None,
    }
}

/// A number times ten to a power, where that is a whole number that fits.
pub(super) fn times_ten_to(number: Decimal, power: u32) -> Option<i64> {
    let product = number.checked_mul(Decimal::from(10_i64.pow(power)))?;
    if product.is_integer() { i64::try_from(product).ok() } else { None }
}
