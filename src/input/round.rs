//! The round itself: its id, month, model and seed, from `round.toml` or the sheet `round`.

use crate::domain::{Code, Month, Problem};

use super::cell::date;
use super::files::{Files, workbook_name};
use super::found::has;
use super::rows::Rows;
use super::section::{Findings, Section};
use super::settings::{Node, Value, empty, parsed};
use super::workbook::Workbook;

/// Keys of the sheet `round`, with their Dutch names.
const KEYS: [(&str, &str); 5] =
    [("id", "ronde"), ("month", "maand"), ("model", "model"), ("seed", "loting"), ("plan", "plan")];

/// Headings that the sheet `round` may have above its keys.
const HEADINGS: [&str; 4] = ["key", "name", "sleutel", "naam"];

/// The settings of a round as written; nothing where they cannot be read.
pub(super) fn settings(files: &Files, findings: &Findings) -> Option<Node> {
    let Some(workbook) = workbook_name(files) else {
        return parsed("round.toml", files.get("round.toml")?, &mut findings.borrow_mut());
    };
    let sheet = Workbook::open(workbook, files.get(workbook)?).and_then(|mut book| book.needed_sheet("round"));
    match sheet {
        Ok(rows) => Some(of_sheet(&rows, findings)),
        Err(problem) => {
            findings.borrow_mut().push(problem);
            None
        }
    }
}

/// The sheet `round`: a key in the first cell of a row, its value in the second.
fn of_sheet(rows: &Rows<'_>, findings: &Findings) -> Node {
    let place = format!("{}!B", rows.file);
    let mut entries: Vec<(String, Node)> = Vec::new();
    let visited = rows.visit(|line, cells| {
        let (key, text) = (cells.get(0).unwrap_or_default().trim(), cells.get(1).unwrap_or_default().trim());
        let lower = key.to_lowercase();
        if (line == 1 && HEADINGS.contains(&lower.as_str())) || text.is_empty() {
            return;
        }
        let key = KEYS.iter().find(|(english, dutch)| [*english, *dutch].contains(&lower.as_str()));
        let number = super::cell::whole(text).ok().filter(|_| lower == "seed" || lower == "loting");
        let value = number.map_or_else(|| Value::Text(text.to_owned()), |number| Value::Number(number.into()));
        let key = key.map_or(lower, |(english, _)| (*english).to_owned());
        entries.push((key, Node { file: place.as_str().into(), line, value }));
    });
    findings.borrow_mut().extend(visited.err());
    let round = Node { value: Value::Table(entries), ..empty(&place) };
    Node { value: Value::Table(vec![("round".to_owned(), round)]), ..empty(&place) }
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
