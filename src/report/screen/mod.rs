//! The one-screen summary of an allocation for the terminal.

mod changes;
mod chart;
mod compared;
pub(in crate::report) mod goals;
pub(in crate::report) mod groups;
pub(in crate::report) mod headline;
pub(in crate::report) mod left;
pub(in crate::report) mod limits;
mod people;
mod sweep;
mod whatif;

pub use sweep::sweep_text;
pub use whatif::what_if_text;

pub(in crate::report) use goals::proof;
pub(in crate::report) use groups::{Minimum, limits_of};
pub(in crate::report) use headline::{drawn, placed, worth};
pub(in crate::report) use left::{for_a_goal, unplaced_words, vacant_words};
pub(in crate::report) use limits::at_most;

use std::path::PathBuf;

use anstyle::{AnsiColor, Style};
use comfy_table::{CellAlignment, ContentArrangement, Table, presets};

use super::words::either;
use super::{Form, RESULT_FILES};
use crate::allocation::Outcome;
use crate::domain::{Language, Round};

/// Rows of one section at most; the rest stands in the files.
pub(in crate::report) const ROWS_AT_MOST: usize = 8;

/// Where and how the summary is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Screen {
    /// Language of the words and numbers.
    pub language: Language,
    /// Width of the terminal in columns.
    pub width: u16,
    /// Whether colours are wanted.
    pub color: bool,
    /// Where the result files are; `None` when none were written.
    pub folder: Option<PathBuf>,
}

/// A part of a text under a heading; one without lines is left out.
pub(in crate::report) struct Section {
    pub(in crate::report) heading: String,
    pub(in crate::report) lines: Vec<String>,
}

/// The summary: who is placed, by group; the limits in the way; what stands in the way of the others; what
/// stays vacant; the goals with their proof; where the files are.
pub fn summary_text(round: &Round, outcome: &Outcome, screen: &Screen) -> String {
    let mut lines = headline::lines(round, outcome, screen);
    let sections = [
        changes::section(outcome, screen),
        groups::section(round, outcome, screen),
        limits::missed(round, outcome, screen),
        limits::in_the_way(round, outcome, screen),
        left::unplaced(outcome, screen),
        left::vacant(outcome, screen),
        goals::section(outcome, screen),
        files(screen),
    ];
    lines.extend(screen.sections(sections));
    lines.join("\n") + "\n"
}

fn files(screen: &Screen) -> Section {
    let heading = screen.say("Results", "Resultaten").to_owned();
    let Some(folder) = &screen.folder else {
        return Section { heading, lines: Vec::new() };
    };
    let (tables, others) = RESULT_FILES.split_at(4);
    let names = [tables, others].map(|names| screen.faint(&names.join("  ")));
    let lines = [folder.display().to_string()].into_iter().chain(names).collect();
    Section { heading, lines }
}

impl Screen {
    /// Sections under their headings, each after an empty line; those without lines are left out.
    pub(in crate::report) fn sections(&self, sections: impl IntoIterator<Item = Section>) -> Vec<String> {
        let mut lines = Vec::new();
        for section in sections.into_iter().filter(|section| !section.lines.is_empty()) {
            lines.extend([String::new(), self.paint(Style::new().bold(), &section.heading)]);
            lines.extend(section.lines.iter().map(|line| format!("  {line}")));
        }
        lines
    }

    /// A sentence over as many lines as it takes.
    pub(in crate::report) fn paragraph(&self, sentence: &str) -> Vec<String> {
        self.table(vec![vec![sentence.to_owned()]], &[])
    }

    /// Sentences as a list with dashes.
    pub(in crate::report) fn listed(&self, sentences: impl IntoIterator<Item = String>) -> Vec<String> {
        self.table(sentences.into_iter().map(|sentence| vec!["–".to_owned(), sentence]).collect(), &[])
    }

    pub(in crate::report) fn form(&self) -> Form {
        Form::of(self.language)
    }

    pub(in crate::report) fn say<'a>(&self, english: &'a str, dutch: &'a str) -> &'a str {
        either(self.language, english, dutch)
    }

    pub(in crate::report) fn paint(&self, style: Style, text: &str) -> String {
        if self.color { format!("{style}{text}{style:#}") } else { text.to_owned() }
    }

    pub(in crate::report) fn good(&self, text: &str) -> String {
        self.paint(AnsiColor::Green.on_default(), text)
    }

    pub(in crate::report) fn warning(&self, text: &str) -> String {
        self.paint(AnsiColor::Yellow.on_default(), text)
    }

    pub(in crate::report) fn faint(&self, text: &str) -> String {
        self.paint(Style::new().dimmed(), text)
    }

    /// Rows as aligned lines, the columns named in `right` aligned to the right.
    pub(in crate::report) fn table(&self, rows: Vec<Vec<String>>, right: &[usize]) -> Vec<String> {
        if rows.is_empty() {
            return Vec::new();
        }
        let mut table = Table::new();
        table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic);
        table.force_no_tty().set_width(self.width.saturating_sub(2).max(40)).add_rows(rows);
        for (index, column) in table.column_iter_mut().enumerate() {
            column.set_padding((0, 2));
            if right.contains(&index) {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
        table.lines().map(|line| line.trim_end().to_owned()).collect()
    }

    /// Text broken into lines between words, each with so many spaces before it and the further ones with two more.
    fn wrapped(&self, text: &str, indent: usize) -> Vec<String> {
        let width = usize::from(self.width).max(indent + 30);
        let mut lines = vec![" ".repeat(indent)];
        for word in text.split(' ') {
            let line = lines.last().map_or(0, |line| line.chars().count());
            let is_first = lines.last().is_some_and(|line| line.trim().is_empty());
            if !is_first && line + 1 + word.chars().count() > width {
                lines.push(" ".repeat(indent + 2));
            }
            if let Some(line) = lines.last_mut() {
                let space = if line.trim().is_empty() { "" } else { " " };
                line.push_str(space);
                line.push_str(word);
            }
        }
        lines
    }

    /// A name cut to some percents of the width, so that a table keeps one line per row.
    pub(in crate::report) fn name(&self, name: &str, percent: usize) -> String {
        let room = (usize::from(self.width) * percent / 100).clamp(16, 48);
        if name.chars().count() <= room {
            return name.to_owned();
        }
        let kept: String = name.chars().take(room - 1).collect();
        format!("{}…", kept.trim_end())
    }

    /// Adds a line that says how many rows are not shown.
    pub(in crate::report) fn and_more(&self, lines: &mut Vec<String>, total: usize, file: &str) {
        if total > ROWS_AT_MOST {
            let hidden = self.form().count(total - ROWS_AT_MOST);
            lines.push(self.faint(&match self.language {
                Language::En => format!("and {hidden} more, see {file}"),
                Language::Nl => format!("en nog {hidden}, zie {file}"),
            }));
        }
    }
}
