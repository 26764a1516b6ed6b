//! A table of figures side by side, each with its difference from the first column. Where the columns are too
//! many for the width, they stand in several tables, each with the first column again.

use std::fmt::Write;

use anstyle::Style;

use super::Screen;
use crate::domain::Sense;

/// Widest that names become.
const NAME_AT_MOST: usize = 48;

/// The head of a column.
pub(super) struct Column(String);

impl Column {
    pub(super) fn of(head: &str) -> Self {
        Self(head.to_owned())
    }
}

/// One figure in every column; `None` where the column does not have it.
pub(super) struct Line {
    pub(super) name: String,
    pub(super) values: Vec<Option<i64>>,
    /// Which way is better.
    pub(super) sense: Sense,
}

enum Row {
    Heading(String),
    Line(Line),
}

/// The table in the making.
pub(super) struct Compared {
    columns: Vec<Column>,
    rows: Vec<Row>,
}

/// A cell: the value, and the difference with whether it is better.
struct Cell {
    value: String,
    difference: String,
    better: Option<bool>,
}

impl Compared {
    pub(super) fn new(columns: Vec<Column>) -> Self {
        Self { columns, rows: Vec::new() }
    }

    pub(super) fn heading(&mut self, text: &str) {
        self.rows.push(Row::Heading(text.to_owned()));
    }

    pub(super) fn line(&mut self, line: Line) {
        self.rows.push(Row::Line(line));
    }

    /// The lines of the table, or tables.
    pub(super) fn lines(&self, screen: &Screen) -> Vec<String> {
        let cells: Vec<Vec<Cell>> = self.rows.iter().map(|row| row.cells(screen)).collect();
        let name =
            self.rows.iter().map(|row| row.name().chars().count() + row.indent()).max().unwrap_or(0).min(NAME_AT_MOST);
        let widest =
            |pick: fn(&Cell) -> &str| cells.iter().flatten().map(|cell| pick(cell).chars().count()).max().unwrap_or(0);
        let widths = [name, widest(|cell| &cell.value).max(3), widest(|cell| &cell.difference)];
        let of_column = widths[1] + widths[2] + 3;
        let room = usize::from(screen.width).saturating_sub(2 + name + 2 + widths[1]);
        let at_once = (room / of_column).max(1);
        let others: Vec<usize> = (1..self.columns.len()).collect();
        let mut lines = Vec::new();
        for chosen in others.chunks(at_once) {
            if !lines.is_empty() {
                lines.push(String::new());
            }
            let columns: Vec<usize> = std::iter::once(0).chain(chosen.iter().copied()).collect();
            lines.extend(self.block(&cells, &columns, widths, screen));
        }
        lines
    }

    fn block(&self, cells: &[Vec<Cell>], columns: &[usize], widths: [usize; 3], screen: &Screen) -> Vec<String> {
        let [name, value, difference] = widths;
        let mut head = " ".repeat(2 + name);
        for column in columns {
            let room = if *column == 0 { 0 } else { difference + 1 };
            let _ = write!(head, "  {:>value$}{}", self.columns[*column].0, " ".repeat(room));
        }
        let mut lines = vec![screen.paint(Style::new().bold(), head.trim_end())];
        for (row, cells) in self.rows.iter().zip(cells) {
            if let Row::Heading(text) = row {
                lines.push(format!("  {}", screen.paint(Style::new().bold(), text)));
                continue;
            }
            let mut line = format!("    {:<width$}", row.name(), width = name.saturating_sub(2));
            for column in columns {
                let cell = &cells[*column];
                let _ = write!(line, "  {:>value$}", cell.value);
                if *column > 0 {
                    let _ = write!(line, " {}", cell.painted(difference, screen));
                }
            }
            lines.push(line.trim_end().to_owned());
        }
        lines
    }
}

fn cell(first: Option<i64>, value: Option<i64>, sense: Sense, screen: &Screen) -> Cell {
    let Some(found) = value else { return Cell { value: "–".to_owned(), difference: String::new(), better: None } };
    let difference = first.map_or(0, |first| found - first);
    let sign = if difference > 0 { "+" } else { "" };
    Cell {
        value: screen.form().grouped(found.into()),
        difference: match difference {
            0 => String::new(),
            _ => format!("{sign}{}", screen.form().grouped(difference.into())),
        },
        better: (difference != 0).then_some((difference > 0) == (sense == Sense::Maximise)),
    }
}

impl Cell {
    fn painted(&self, width: usize, screen: &Screen) -> String {
        let space = " ".repeat(width - self.difference.chars().count());
        let text = match self.better {
            Some(true) => screen.good(&self.difference),
            Some(false) => screen.warning(&self.difference),
            None => self.difference.clone(),
        };
        text + &space
    }
}

impl Row {
    fn cells(&self, screen: &Screen) -> Vec<Cell> {
        let Row::Line(line) = self else { return Vec::new() };
        let first = line.values.first().copied().flatten();
        line.values.iter().map(|value| cell(first, *value, line.sense, screen)).collect()
    }

    fn name(&self) -> &str {
        match self {
            Row::Heading(text) => text,
            Row::Line(line) => &line.name,
        }
    }

    fn indent(&self) -> usize {
        if matches!(self, Row::Line(_)) { 2 } else { 0 }
    }
}
