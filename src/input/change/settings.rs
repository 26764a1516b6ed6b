//! Changed settings, laid over the settings of a model.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use crate::domain::{Code, Problem};
use crate::input::nearest::nearest;
use crate::input::section::Findings;
use crate::input::settings::{Node, Value};

use super::paths::{self, Target};
use super::present::{decimals, present, standard_ages};
use super::wanted::{Wanted, text_node};
use super::{Setting, halves};

/// One limit of those that `each` makes, changed for itself alone.
#[derive(Debug, Clone)]
pub(in crate::input) struct Own {
    /// `NAME: VALUE`.
    pub(in crate::input) name: String,
    /// The limit as it is for this value.
    pub(in crate::input) node: Node,
    /// Whether it bounds nothing any more.
    pub(in crate::input) is_off: bool,
    /// What to say where no limit has the name.
    pub(in crate::input) unknown: Problem,
}

/// A change as typed; `place` holds the text and where it stands.
pub(super) fn setting(text: &str, place: &Node, findings: &Findings) -> Option<Setting> {
    match halves(text) {
        Ok((path, value)) => {
            let place = text_node(&place.file, place.line, value);
            let parts = paths::parts(path);
            Some(Setting { path: path.to_owned(), parts, wanted: Wanted::of_text(value), place })
        }
        Err(code) => {
            findings.borrow_mut().push(Problem::new(code, &place.file).at(place.line).found(text));
            None
        }
    }
}

/// Changes that a table states, `path = value`; a table in it continues the path.
pub(super) fn settings_of(table: &Node, before: &str, found: &mut Vec<Setting>) {
    for (key, node) in table.entries() {
        let path = if before.is_empty() { key.clone() } else { format!("{before}.{key}") };
        if node.entries().is_empty() {
            let place = text_node(&node.file, node.line, &node.shown());
            found.push(Setting { parts: paths::parts(&path), path, wanted: Wanted::of(node), place });
        } else {
            settings_of(node, &path, found);
        }
    }
}

/// Lays changes over the settings of a model, one after the other. The answer is the limits of an `each`
/// that got bounds of their own.
pub(in crate::input) fn lay_settings_over(root: &mut Node, settings: &[Setting], findings: &Findings) -> Vec<Own> {
    let mut laid = Laid { findings, own: Vec::new(), gone: BTreeSet::new() };
    let before = root.clone();
    for setting in settings {
        match paths::target(&before, &setting.parts) {
            Some(target) => laid.lay(root, setting, target),
            None => findings.borrow_mut().push(unknown(&before, setting)),
        }
    }
    let Laid { own, gone, .. } = laid;
    for list in ["limit", "liveability"] {
        if let Some(Node { value: Value::List(items), .. }) = root.get_mut(list) {
            let mut index = 0..items.len();
            items.retain(|_| index.next().is_none_or(|index| !gone.contains(&(list, index))));
        }
    }
    own
}

/// What a model states at each of these paths, or what holds where it states nothing; empty where nothing does.
pub(in crate::input) fn stated(root: &Node, settings: &[Setting]) -> Vec<String> {
    settings.iter().map(|setting| stated_at(root, setting).unwrap_or_default()).collect()
}

fn stated_at(root: &Node, setting: &Setting) -> Option<String> {
    let entry = |list: &str, index: usize| root.get(list)?.items().get(index);
    let value = match paths::target(root, &setting.parts)? {
        Target::Plain(keys) => present(root, &keys),
        Target::Entry { list: "limit", index, keys } if keys.is_empty() => {
            let limit = entry("limit", index)?;
            present(limit, &bound_of(limit))
        }
        Target::Entry { keys, .. } if keys.is_empty() => Some(Value::Flag(true)), // an exclusion that is there
        Target::Entry { list, index, keys } => present(entry(list, index)?, &keys),
        Target::Member { index, keys, .. } => {
            let family = entry("limit", index)?;
            present(family, &if keys.is_empty() { bound_of(family) } else { keys })
        }
    };
    let value = match value? {
        Value::Table(_) => Value::Flag(true), // a rule that is on, with what it allows
        value => value,
    };
    Some(Node { value, ..setting.place.clone() }.shown())
}

fn unknown(root: &Node, setting: &Setting) -> Problem {
    let known = paths::known(root);
    let bare: Vec<&str> = setting.parts.iter().map(String::as_str).collect();
    let bare = bare.strip_prefix(&["limit"]).unwrap_or(&bare).join(".");
    let column = paths::with_nearest_column(root, &setting.parts);
    let near = column.unwrap_or_else(|| nearest(&bare, known.iter().map(String::as_str)).to_owned());
    unknown_path(setting, &setting.path).detail(&near)
}

fn unknown_path(setting: &Setting, path: &str) -> Problem {
    Problem::new(Code::PathUnknown, &setting.place.file).at(setting.place.line).found(path)
}

struct Laid<'a> {
    findings: &'a Findings,
    own: Vec<Own>,
    gone: BTreeSet<(&'static str, usize)>,
}

impl Laid<'_> {
    fn lay(&mut self, root: &mut Node, setting: &Setting, target: Target) {
        match target {
            Target::Plain(keys) => self.lay_plain(root, setting, &keys),
            Target::Entry { list, index, keys } => self.lay_entry(root, setting, (list, index), &keys),
            Target::Member { index, name, keys } => self.lay_member(root, setting, index, name, &keys),
        }
    }

    fn lay_plain(&mut self, root: &mut Node, setting: &Setting, keys: &[String]) {
        if let Some(value) = self.value(setting, present(root, keys).as_ref(), decimals(keys, false)) {
            prepare(root, keys, setting);
            set(root, keys, as_listed(keys, value, setting), setting);
        }
    }

    fn lay_entry(&mut self, root: &mut Node, setting: &Setting, entry: (&'static str, usize), keys: &[String]) {
        let (list, index) = entry;
        let Some(node) = root.get_mut(list).and_then(|list| list.items_mut().get_mut(index)) else { return };
        if !keys.is_empty() {
            self.change(node, setting, keys);
            return;
        }
        match (&setting.wanted, list) {
            (Wanted::Absolute(Value::Flag(false)), _) => drop(self.gone.insert((list, index))),
            (Wanted::Absolute(Value::Flag(true)), _) => drop(self.gone.remove(&(list, index))),
            (_, "limit") => self.change(node, setting, &bound_of(node)),
            _ => self.findings.borrow_mut().push(within(setting, Code::KeyKind).detail("yes/no")),
        }
    }

    fn lay_member(&mut self, root: &Node, setting: &Setting, index: usize, name: String, keys: &[String]) {
        let Some(family) = root.get("limit").and_then(|list| list.items().get(index)) else { return };
        let position = self.own.iter().position(|own| own.name == name).unwrap_or(self.own.len());
        if position == self.own.len() {
            let unknown = unknown_path(setting, &name);
            self.own.push(Own { name, node: family.clone(), is_off: false, unknown });
        }
        if let (true, Wanted::Absolute(Value::Flag(on))) = (keys.is_empty(), &setting.wanted) {
            self.own[position].is_off = !on;
            return;
        }
        let mut node = self.own[position].node.clone();
        let keys = if keys.is_empty() { bound_of(&node) } else { keys.to_vec() };
        self.change(&mut node, setting, &keys);
        self.own[position].node = node;
    }

    /// Changes a key of one entry of a list; `off` takes it out.
    fn change(&self, node: &mut Node, setting: &Setting, keys: &[String]) {
        let counts_support = node.get("counts").and_then(Node::as_text) == Some("support");
        let present = present(node, keys);
        let Some(value) = self.value(setting, present.as_ref(), decimals(keys, counts_support)) else { return };
        let removable = ["max", "min", "weight", "each", "until", "applicants", "dwellings"];
        match (&value, keys) {
            (Value::Flag(false), [key]) if removable.contains(&key.as_str()) => node.remove(key),
            _ => set(node, keys, value, setting),
        }
    }

    fn value(&self, setting: &Setting, present: Option<&Value>, decimals: u32) -> Option<Value> {
        let found = setting.wanted.from(present, decimals, &setting.place);
        found.map_err(|problem| self.findings.borrow_mut().push(problem.within(&setting.path))).ok()
    }
}

/// The bound that the name of a limit alone means: its maximum, or its minimum where it states only that.
fn bound_of(limit: &Node) -> Vec<String> {
    vec![if limit.get("max").is_none() && limit.get("min").is_some() { "min" } else { "max" }.to_owned()]
}

fn within(setting: &Setting, code: Code) -> Problem {
    setting.place.problem(code, &setting.path)
}

/// Makes the tables that a path leads through as complete as what holds without them.
fn prepare(root: &mut Node, keys: &[String], setting: &Setting) {
    let names: Vec<&str> = keys.iter().map(String::as_str).collect();
    let place = |value| Node { value, ..setting.place.clone() };
    match names[..] {
        // A model without sharing goes on without it until it is switched on.
        ["sharing", key] if key != "enabled" && root.get("sharing").is_none() => {
            root.put("sharing", place(Value::Table(vec![("enabled".to_owned(), place(Value::Flag(false)))])));
        }
        ["rules", "labels", label, _] => {
            let declared = root.get("rules").and_then(|rules| rules.get("labels")).and_then(|all| all.get(label));
            let ages = if declared.is_some() { Vec::new() } else { standard_ages(label) };
            for (age, years) in ages {
                let keys = ["rules", "labels", label, age].map(str::to_owned);
                set(root, &keys, Value::Number(Decimal::from(years)), setting);
            }
        }
        _ => {}
    }
}

/// Puts a value at keys, making tables on the way; a rule that is on with values of its own stays as it is
/// when it is switched on.
fn set(root: &mut Node, keys: &[String], value: Value, setting: &Setting) {
    let Some((last, before)) = keys.split_last() else { return };
    let mut node = root;
    for key in before {
        if !matches!(node.get(key), Some(Node { value: Value::Table(_), .. })) {
            node.put(key, Node { value: Value::Table(Vec::new()), ..setting.place.clone() });
        }
        let Some(next) = node.get_mut(key) else { return };
        node = next;
    }
    let is_on = matches!(node.get(last), Some(Node { value: Value::Table(_), .. })) && before == ["rules"];
    if !(is_on && matches!(value, Value::Flag(true))) {
        node.put(last, Node { value, ..setting.place.clone() });
    }
}

/// `a, b` where a list is meant.
fn as_listed(keys: &[String], value: Value, setting: &Setting) -> Value {
    let is_list = matches!(keys.last().map(String::as_str), Some("tiers" | "same"));
    match value {
        Value::Text(text) if is_list => {
            let items = text.split([',', '|']).map(str::trim).filter(|item| !item.is_empty());
            Value::List(items.map(|item| text_node(&setting.place.file, setting.place.line, item)).collect())
        }
        other => other,
    }
}
