//! The round itself: its id, month, model and seed, from `round.toml` or the sheet `round`.

use crate::domain::{Code, Month, Problem};

use super::cell::date;
use super::files::{Files, tables_book};
use super::found::has;
use super::round_sheet::of_sheet;
use super::section::{Findings, Section};
use super::settings::{Node, parsed};
use super::workbook::Workbook;

/// The settings of a round as written; nothing where they cannot be read. Of a workbook with settings beside it, its
/// sheet `round` goes before them.
pub(super) fn settings(files: &Files, findings: &Findings) -> Option<Node> {
    let Some(workbook) = tables_book(files) else {
        return parsed("round.toml", files.get("round.toml")?, &mut findings.borrow_mut());
    };
    let beside = files.get("round.toml").map(|bytes| parsed("round.toml", bytes, &mut findings.borrow_mut()));
    let sheet = Workbook::open(workbook, files.get(workbook)?).and_then(|mut book| match beside {
        Some(_) => book.sheet("round"),
        None => book.needed_sheet("round").map(Some),
    });
    let sheet = sheet.map_err(|problem| findings.borrow_mut().push(problem)).ok().flatten();
    let sheet = sheet.map(|rows| of_sheet(&rows, findings));
    let Some(beside) = beside else { return sheet };
    let mut root = beside?;
    if let Some(sheet) = sheet {
        root.lay_over(sheet);
    }
    Some(root)
}

/// What a round says about itself.
#[derive(Debug, Clone)]
pub(super) struct About {
    pub(super) id: String,
    pub(super) month: Option<Month>,
    pub(super) names_model: bool,
    pub(super) seed: u64,
}

/// Reads the table `round`; `seed` stands in for the file's.
pub(super) fn about(root: &Node, seed: Option<u64>, findings: &Findings) -> About {
    let root = Section::new(root, "", findings);
    let table = root.table("round");
    if root.node.get("round").is_none() {
        root.missing("round");
    }
    let Some(table) = table else { return About { id: String::new(), month: None, names_model: false, seed: 0 } };
    table.expect_keys(&["id", "month", "model", "seed", "plan"]);
    table.text("plan"); // followed where the files are fetched
    if seed.is_none() && table.node.get("seed").is_none() {
        table.missing("seed");
    }
    let own_seed = table.whole("seed", 0, i64::MAX).and_then(|seed| u64::try_from(seed).ok());
    About {
        id: table.needed_text("id"),
        month: month(&table),
        names_model: !table.needed_text("model").is_empty(),
        seed: seed.or(own_seed).unwrap_or(0),
    }
}

fn month(table: &Section<'_>) -> Option<Month> {
    let text = table.needed_text("month");
    if text.is_empty() {
        return None;
    }
    let month = month_of(&text);
    if month.is_none() {
        table.add(table.fault(Code::NotMonth, "month"));
    }
    month
}

/// `2025-03`, or the month's first day, which is what Excel makes of it.
pub(super) fn month_of(text: &str) -> Option<Month> {
    let day = if text.len() == 7 { date(&format!("{text}-01")) } else { date(text) };
    day.filter(|day| day.day() == 1).map(Month::of)
}

/// Reports the files that a round needs and that are not there, unless that is known already.
pub(super) fn report_missing(files: &Files, needed: &[&str], problems: &mut Vec<Problem>) {
    let is_there =
        |name: &str| files.contains_key(name) || name.strip_suffix(".csv").is_some_and(|stem| has(files, stem));
    for name in needed.iter().filter(|name| !is_there(name)) {
        if !problems.iter().any(|problem| problem.file == **name) {
            problems.push(Problem::new(Code::FileMissing, name).found(name));
        }
    }
}
