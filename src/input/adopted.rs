//! Scenarios that became the round's: their changes in `round.toml`, with who decided that, when and why.

use std::fmt::Write as _;

use crate::domain::{AdoptedChanges, ChangedSetting, Problem};

use super::change::{Setting, settings_in};
use super::files::Files;
use super::folder::as_folder;
use super::section::{Findings, Section};
use super::settings::{Node, Value, parsed};
use super::text::decoded;

const FILE: &str = "round.toml";

/// A scenario whose changes hold for a round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Adopted {
    /// Its name.
    pub name: String,
    /// Its changes, in order: `PATH=VALUE`.
    pub settings: Vec<String>,
    /// Why.
    pub reason: String,
    /// Who decided it.
    pub by: String,
    /// On which day.
    pub at: String,
}

/// The changes that a round has adopted, in order. They are laid over the model after the round's own tables.
pub(super) fn settings(root: &Node, findings: &Findings) -> Vec<Setting> {
    let tables = Section::new(root, "", findings).tables("adopted", "name");
    tables.iter().flat_map(of_table).collect()
}

fn of_table(table: &Section<'_>) -> Vec<Setting> {
    table.expect_keys(&["name", "by", "at", "reason", "set"]);
    table.needed_text("name");
    for key in ["by", "at", "reason"] {
        table.text(key);
    }
    if table.node.get("set").is_none() {
        table.missing("set");
    }
    settings_in(table)
}

/// What a round has adopted, as far as its settings can be read.
pub fn adopted(files: &Files) -> Vec<Adopted> {
    let root = files.get(FILE).and_then(|bytes| parsed(FILE, bytes, &mut Vec::new()));
    root.iter().filter_map(|root| root.get("adopted")).flat_map(Node::items).map(told).collect()
}

/// The same as part of a round: each change with what held before it.
pub(super) fn with_before(adopted: Vec<Adopted>, before: Vec<String>) -> Vec<AdoptedChanges> {
    let is_known = before.len() == adopted.iter().map(|one| one.settings.len()).sum::<usize>();
    let mut before = before.into_iter().filter(|_| is_known);
    let mut changed = |typed: String| ChangedSetting { typed, before: before.next().unwrap_or_default() };
    let one = |one: Adopted| AdoptedChanges {
        changes: one.settings.into_iter().map(&mut changed).collect(),
        name: one.name,
        reason: one.reason,
        by: one.by,
        at: one.at,
    };
    adopted.into_iter().map(one).collect()
}

fn told(table: &Node) -> Adopted {
    let text = |key: &str| table.get(key).and_then(Node::as_text).unwrap_or_default().to_owned();
    let settings = table.get("set").map(|set| match &set.value {
        Value::Table(entries) => entries.iter().map(|(path, value)| format!("{path}={}", value.shown())).collect(),
        _ => set.items().iter().map(Node::shown).collect(),
    });
    Adopted {
        name: text("name"),
        settings: settings.unwrap_or_default(),
        reason: text("reason"),
        by: text("by"),
        at: text("at"),
    }
}

/// The round as a folder with more scenarios adopted, after those that it has.
///
/// # Errors
/// A round whose settings are no text, or that cannot be made a folder.
pub fn with_adopted(files: &Files, more: &[Adopted]) -> Result<Files, Vec<Problem>> {
    let mut folder = as_folder(files)?;
    let bytes = folder.get(FILE).map(Vec::as_slice).unwrap_or_default();
    let mut text = decoded(FILE, bytes).map_err(|problem| vec![problem])?.trim_end().to_owned();
    for one in more {
        text.push_str(&written(one));
    }
    text.push('\n');
    folder.insert(FILE.to_owned(), text.into_bytes());
    Ok(folder)
}

/// The table of one scenario. It ends a settings file wherever that ends.
fn written(one: &Adopted) -> String {
    let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
    let mut table = String::from("\n\n[[adopted]]");
    let told = [("name", &one.name), ("by", &one.by), ("at", &one.at), ("reason", &one.reason)];
    for (key, text) in told.into_iter().filter(|(_, text)| !text.is_empty()) {
        let _ = write!(table, "\n{key} = {}", quoted(text)); // memory takes it
    }
    let set: Vec<String> = one.settings.iter().map(|setting| quoted(setting)).collect();
    let _ = write!(table, "\nset = [{}]", set.join(", "));
    table
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn ruimer() -> Adopted {
        Adopted {
            name: "Ruimer \"nu\"".to_owned(),
            settings: vec!["limit.\"Agreed share\".max=30%".to_owned(), "rules.rent.margin=25".to_owned()],
            reason: "afgesproken,\nzie 'verslag'".to_owned(),
            by: "J. Example".to_owned(),
            at: "2025-03-04".to_owned(),
        }
    }

    #[test]
    fn what_is_adopted_is_read_back_after_settings_in_any_form() {
        for text in ["format = 1", "[round]\r\nid = \"x\"\r\n", "\u{feff}format = 1\n[[limit]]\nname = \"é\"\n"] {
            let files = Files::from([(FILE.to_owned(), text.as_bytes().to_vec())]);
            let once = with_adopted(&files, &[ruimer()]).unwrap();
            let twice = with_adopted(&once, &[Adopted { name: "B".to_owned(), ..ruimer() }]).unwrap();
            assert_eq!(adopted(&once), [ruimer()], "{text}");
            assert_eq!(adopted(&twice).iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), ["Ruimer \"nu\"", "B"]);
        }
    }

    #[test]
    fn settings_in_the_letters_of_windows_stay_what_they_say() {
        let files = Files::from([(FILE.to_owned(), b"format = 1\n[round]\nid = \"caf\xe9\"\n".to_vec())]);
        let folder = with_adopted(&files, &[ruimer()]).unwrap();
        assert!(String::from_utf8_lossy(&folder[FILE]).contains("café"));
    }
}
