//! Changes of a round that a question tries out: settings of the model, and rows added, removed or changed.
//! They are laid over what was read, before it is understood, so that every check of the input applies.

mod file;
mod paths;
mod present;
mod range;
mod rows;
mod settings;
mod wanted;

pub(super) use file::settings as settings_in;
pub use file::{read_scenarios, read_scenarios_from};
pub use range::{POINTS_AT_MOST, Point, Range, points_of};
pub(super) use rows::{RowChange, Subject, change_rows};
pub(super) use settings::{Own, lay_settings_over, stated};

use std::sync::Arc;

use crate::domain::{Code, Problem};

use super::section::Findings;
use super::settings::Node;
use wanted::Wanted;

/// What messages about changes on the command line call their place.
const COMMAND_LINE: &str = "--";

/// Changes that are tried out together.
#[derive(Debug, Clone)]
pub struct Scenario {
    /// Its name: the file's, or the changes as they were typed.
    pub name: String,
    /// File or option that states it.
    file: Arc<str>,
    /// Line in the file.
    line: usize,
    /// Changed settings, in order.
    pub(super) settings: Vec<Setting>,
    /// Changed rows, in order.
    pub(super) rows: Vec<RowChange>,
}

/// A setting of the model with the value it gets.
#[derive(Debug, Clone)]
pub(super) struct Setting {
    /// The path as typed.
    path: String,
    /// The path in parts.
    parts: Vec<String>,
    /// The value.
    wanted: Wanted,
    /// Where it stands; the value as written.
    place: Node,
}

impl Setting {
    /// The path as typed.
    pub(super) fn path(&self) -> &str {
        &self.path
    }

    /// Whether the value is so much more or less than now.
    pub(super) fn is_relative(&self) -> bool {
        matches!(self.wanted, Wanted::Relative(_))
    }

    /// The value as typed.
    pub(super) fn value(&self) -> String {
        self.place.shown()
    }
}

impl Scenario {
    /// One scenario of changes as typed, each `PATH=VALUE`.
    ///
    /// # Errors
    /// Every text that is no change. Messages name `option` and the text as their place.
    pub fn of_texts(option: &str, texts: &[String]) -> Result<Self, Vec<Problem>> {
        let findings = Findings::default();
        let setting = |text: &String| {
            let place = wanted::text_node(&format!("{option} {text}"), 1, text);
            settings::setting(text, &place, &findings)
        };
        let settings = texts.iter().filter_map(setting).collect();
        let problems = findings.into_inner();
        let file = if let [only] = texts { format!("{option} {only}") } else { option.to_owned() };
        let scenario = Self { name: texts.join(", "), file: file.into(), line: 1, settings, rows: Vec::new() };
        if problems.is_empty() { Ok(scenario) } else { Err(problems.into_iter().map(placed).collect()) }
    }

    /// A problem as the reader of the scenario should see it: at the scenario, with the place in the round's
    /// files where it shows itself, unless it is about the scenario's own words.
    pub(super) fn place(&self, problem: Problem) -> Problem {
        if problem.file == *self.file || problem.file.starts_with(COMMAND_LINE) {
            return placed(problem);
        }
        let line = problem.line.map_or_else(String::new, |line| format!(":{line}"));
        let within = format!("{}{line} {}", problem.file, problem.column.as_deref().unwrap_or_default());
        placed(Problem { file: self.file.to_string(), ..problem }.at(self.line).within(within.trim()))
    }
}

/// What stands on the command line has no line.
fn placed(problem: Problem) -> Problem {
    let line = problem.line.filter(|_| !problem.file.starts_with(COMMAND_LINE));
    Problem { line, ..problem }
}

/// A path with its value, as typed.
///
/// # Errors
/// A text without `=` outside quotation marks, or with nothing before it or after it.
pub(super) fn halves(text: &str) -> Result<(&str, &str), Code> {
    let position = wanted::outside_quotes(text, '=').ok_or(Code::ChangeForm)?;
    let (path, value) = (text[..position].trim(), text[position + 1..].trim());
    if path.is_empty() || value.is_empty() { Err(Code::ChangeForm) } else { Ok((path, value)) }
}
