//! A list of matches beside the optimum, for the screen, for machines and as tables.

mod figures;
mod gap;
mod headline;
mod json;
mod lines;
mod people;
mod proposal;
mod questions;
mod sentences;
mod tables;
mod violations;

pub use super::Screen as Shown;
pub use json::json;
pub use lines::{
    FateLine, ViolationLine, Way, fate_counts, fate_lines, gap_lines, grids, headline_lines, left_out_lines,
    question_lines, violation_lines,
};
pub use tables::{Written, files};

use anstyle::Style;

use super::words::either;
use crate::domain::{Language, Round};
use crate::study::compare::Comparison;

/// A part of the text under a heading; one without lines is left out.
struct Section {
    heading: String,
    lines: Vec<String>,
}

/// Both sides in figures: a row for each thing, its name first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grid {
    /// What it is about.
    pub heading: String,
    /// The names of the columns.
    pub head: Vec<String>,
    /// The rows, each as wide as the head.
    pub rows: Vec<Vec<String>>,
    /// The columns that hold numbers.
    pub numbers: std::ops::Range<usize>,
}

/// The reason of the decisions that keep a list's matches.
pub fn reason_kept(language: Language) -> &'static str {
    either(language, "Kept from the manual match", "Behouden uit de handmatige match")
}

/// The comparison on the screen; `separator` stands between the cells of the round's decisions.
pub fn text(round: &Round, comparison: &Comparison, separator: char, shown: &Shown) -> String {
    let title = shown.say("Manual match beside the optimum", "Handmatige match naast het optimum");
    let about = format!("{} {} · {}", shown.say("round", "ronde"), round.id, round.model.name);
    let mut lines = vec![shown.paint(Style::new().bold(), &format!("{title} · {about}")), String::new()];
    lines.extend(headline::lines(comparison, shown).into_iter().map(|line| format!("  {line}")));
    let sections = [
        violations::section(round, comparison, separator, shown),
        violations::left_out(round, comparison, shown),
        figures::goals(comparison, shown),
        figures::groups(round, comparison, shown),
        figures::limits(round, comparison, shown),
        figures::people(comparison, shown),
        figures::districts(comparison, shown),
        people::section(round, comparison, shown),
        gap::section(comparison, shown),
        questions::section(round, comparison, shown),
        proposal::section(round, comparison, shown),
        written(comparison, shown),
    ];
    for section in sections.into_iter().filter(|section| !section.lines.is_empty()) {
        lines.extend([String::new(), shown.paint(Style::new().bold(), &section.heading)]);
        lines
            .extend(section.lines.iter().map(|line| if line.is_empty() { String::new() } else { format!("  {line}") }));
    }
    lines.join("\n") + "\n"
}

fn written(comparison: &Comparison, shown: &Shown) -> Section {
    let heading = shown.say("Written", "Geschreven").to_owned();
    let Some(folder) = &shown.folder else { return Section { heading, lines: Vec::new() } };
    let names = tables::names(comparison).chunks(4).map(|names| shown.faint(&names.join("  "))).collect::<Vec<_>>();
    Section { heading, lines: [folder.display().to_string()].into_iter().chain(names).collect() }
}

/// A text behind a mark, on lines that fit.
fn listed(mark: &str, text: &str, shown: &Shown) -> Vec<String> {
    let lines = wrapped(text, usize::from(shown.width).saturating_sub(5));
    let marked = |(line, text): (usize, String)| format!("{}  {text}", if line == 0 { mark } else { " " });
    lines.into_iter().enumerate().map(marked).collect()
}

/// The text on lines of at most so many characters.
pub(in crate::report) fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let last = lines.len() - 1;
        let room = lines[last].chars().count() + 1 + word.chars().count() <= width;
        match (lines[last].is_empty(), room) {
            (true, _) => lines[last].push_str(word),
            (false, true) => lines[last] = format!("{} {word}", lines[last]),
            (false, false) => lines.push(word.to_owned()),
        }
    }
    lines
}
