//! The tables of an allocation: filtered, sorted and handed out in parts, so that any number of rows will do.
#![allow(clippy::trivially_copy_pass_by_ref)] // templates hand out references

mod source;

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use serde::{Deserialize, Serialize};

use source::Source;

use crate::web::page::{Page, Part, shown};
use crate::web::trouble::Trouble;
use crate::web::visitor::Visitor;
use crate::web::workbench::{Solved, Workbench};

/// Rows of a part: what is handed out at once.
const AT_ONCE: usize = 100;

/// Which table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum View {
    #[default]
    Placed,
    Unplaced,
    Vacant,
}

impl View {
    /// Its name in addresses.
    pub(super) fn name(self) -> &'static str {
        match self {
            View::Placed => "placed",
            View::Unplaced => "unplaced",
            View::Vacant => "vacant",
        }
    }

    /// Its name for people.
    pub(super) fn label<'a>(self, page: &Page) -> &'a str {
        use crate::report::words::either;
        match self {
            View::Placed => either(page.language, "Placed", "Geplaatst"),
            View::Unplaced => either(page.language, "Not placed", "Niet geplaatst"),
            View::Vacant => either(page.language, "Vacant dwellings", "Lege woningen"),
        }
    }
}

/// What is asked of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    pub(super) view: View,
    /// Text that a row must hold, whatever the case.
    pub(super) q: String,
    /// Group that it must be about; empty for all.
    pub(super) group: String,
    /// Column to sort by, with a `-` before it for the greatest first; empty for the order of ids.
    pub(super) sort: String,
    /// A row of the part that is wanted, from 0.
    pub(super) from: usize,
    /// The entry that the allocation of the other parts rests on.
    pub(super) version: Option<i64>,
    /// The entry after which it is told what was done and what that changed.
    pub(super) since: Option<i64>,
}

impl Asked {
    /// The same for the part from another row on, as the query of an address.
    pub(super) fn starting_at(&self, from: &usize) -> String {
        format!("{}&from={from}", self.all())
    }

    /// The same for all parts.
    pub(super) fn all(&self) -> String {
        self.query(&self.sort)
    }

    /// The same sorted by this column; a second time the other way round.
    pub(super) fn sorted_by(&self, column: &str) -> String {
        let turned = format!("-{column}");
        self.query(if self.sort == column { &turned } else { column })
    }

    /// How a column is sorted, as screen readers say it.
    pub(super) fn direction(&self, column: &str) -> &'static str {
        match self.sort.strip_prefix('-') {
            Some(name) if name == column => "descending",
            None if self.sort == column => "ascending",
            _ => "none",
        }
    }

    fn query(&self, sort: &str) -> String {
        let encoded = |text: &str| -> String {
            askama::filters::urlencode_strict(text).map(|safe| safe.to_string()).unwrap_or_default()
        };
        format!(
            "view={}&q={}&group={}&sort={}",
            self.view.name(),
            encoded(&self.q),
            encoded(&self.group),
            encoded(sort)
        )
    }
}

/// A column of a table.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column {
    pub(super) key: &'static str,
    pub(super) label: &'static str,
    pub(super) is_number: bool,
}

/// A row: what it is about, and its cells.
#[derive(Debug, Clone)]
pub(super) struct Row {
    /// `applicant` or `dwelling`.
    pub(super) kind: &'static str,
    pub(super) id: String,
    pub(super) cells: Vec<String>,
    /// Whether it wants attention: drawn by lot, for one.
    pub(super) is_marked: bool,
}

/// A part of a table.
pub(super) struct Table {
    pub(super) columns: Vec<Column>,
    pub(super) rows: Vec<Row>,
    /// Rows that the filter lets through.
    pub(super) found: usize,
    /// The first row of this part.
    pub(super) from: usize,
}

impl Table {
    /// The classes of a column: whether it holds numbers, and from which width on it is left out.
    pub(super) fn classes(&self, column: &usize) -> &'static str {
        let Some(column) = self.columns.get(*column) else { return "" };
        match (column.key, column.is_number) {
            ("district" | "complex", _) => "less",
            ("organisation" | "landlord", _) => "least",
            ("persons" | "rooms" | "rent", _) => "number least",
            (_, true) => "number",
            (_, false) => "",
        }
    }

    /// The place of a row of this part among all that were found, from 1, the heading counted: as screen readers tell it.
    pub(super) fn place(&self, row: &usize) -> usize {
        self.from + row + 2
    }

    /// Rows of a part.
    #[allow(clippy::unused_self)] // a template asks the table for it
    pub(super) fn at_once(&self) -> usize {
        AT_ONCE
    }

    /// The part before this one.
    pub(super) fn previous(&self) -> Option<Turn> {
        self.turn(self.from.checked_sub(AT_ONCE)?)
    }

    /// The part after this one.
    pub(super) fn next(&self) -> Option<Turn> {
        self.turn(self.from + AT_ONCE)
    }

    fn turn(&self, from: usize) -> Option<Turn> {
        (from < self.found).then(|| Turn { from, first: from + 1, last: self.found.min(from + AT_ONCE) })
    }
}

/// Another part of a table: its first row as addresses count, and its first and last as people count.
pub(super) struct Turn {
    pub(super) from: usize,
    pub(super) first: usize,
    pub(super) last: usize,
}

#[derive(Template)]
#[template(path = "rows.html")]
struct Rows {
    page: Page,
    table: Table,
}

/// Another part of the table, where it is still the same table.
pub(super) async fn more(
    State(bench): State<Arc<Workbench>>,
    visitor: Visitor,
    Path(round): Path<i64>,
    Query(asked): Query<Asked>,
) -> Result<Response, Trouble> {
    let desk = bench.desk(round)?;
    if asked.version.is_some_and(|version| version != desk.input_version) {
        return Err(Trouble::Moved(round));
    }
    let solved = bench.solved(&desk).ok_or(Trouble::Unsolved)?;
    let page = Page::of(&visitor, &desk, Part::Allocation);
    let table = table(&solved, &page, &asked);
    Ok(shown(&Rows { page, table }))
}

/// The part of a table that is asked for; the last one where it has no such row.
pub(super) fn table(solved: &Solved, page: &Page, asked: &Asked) -> Table {
    let source = Source::of(solved, page.language);
    let rows = found(&source, asked);
    let from = asked.from.min(rows.len().saturating_sub(1)) / AT_ONCE * AT_ONCE;
    let shown = rows.iter().skip(from).take(AT_ONCE).map(|row| source.row(asked.view, *row)).collect();
    Table { columns: source.columns(asked.view), rows: shown, found: rows.len(), from }
}

/// The longest cell of each column of all that are found, where they are more than a part: a table whose parts come and
/// go keeps its widths by it.
pub(super) fn longest(solved: &Solved, page: &Page, asked: &Asked) -> Vec<String> {
    let source = Source::of(solved, page.language);
    let rows = found(&source, asked);
    if rows.len() <= AT_ONCE {
        return Vec::new();
    }
    let longest = |column: Column| {
        let cells = rows.iter().map(|row| source.cell(asked.view, column.key, *row));
        cells.max_by_key(|cell| cell.chars().count()).unwrap_or_default()
    };
    source.columns(asked.view).into_iter().map(longest).collect()
}

/// The rows that a filter lets through, in the order that is asked for.
fn found(source: &Source<'_>, asked: &Asked) -> Vec<usize> {
    let (column, turned) = match asked.sort.strip_prefix('-') {
        Some(name) => (name, true),
        None => (asked.sort.as_str(), false),
    };
    let wanted = asked.q.trim().to_lowercase();
    let mut rows: Vec<usize> = (0..source.count(asked.view)).filter(|row| source.holds(asked, &wanted, *row)).collect();
    if source.columns(asked.view).iter().any(|known| known.key == column) {
        rows.sort_by_cached_key(|row| (source.key(asked.view, column, *row), *row));
        if turned {
            rows.reverse();
        }
    }
    rows
}
