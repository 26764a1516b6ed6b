//! A file of scenarios.

use std::path::Path;

use crate::domain::{Code, Problem};
use crate::input::files::fetch;
use crate::input::model::check_format;
use crate::input::section::{Findings, Section};
use crate::input::settings::{Node, Value, parsed};

use super::rows::{Action, RowChange};
use super::settings::{setting, settings_of};
use super::{Scenario, Setting};

/// Reads a file of scenarios, in its order.
///
/// # Errors
/// Everything that is wrong with the file itself; what a scenario does to the round is seen when the round is
/// read with it.
pub fn read_scenarios(path: &Path) -> Result<Vec<Scenario>, Vec<Problem>> {
    let file = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
    read_scenarios_from(&file, &fetch(&file, path).map_err(|problem| vec![problem])?)
}

/// Reads a file of scenarios that is in memory already; `file` is what messages call it.
///
/// # Errors
/// As of [`read_scenarios`].
pub fn read_scenarios_from(file: &str, bytes: &[u8]) -> Result<Vec<Scenario>, Vec<Problem>> {
    let mut problems = Vec::new();
    let Some(root) = parsed(file, bytes, &mut problems) else { return Err(problems) };
    let findings = Findings::new(problems);
    check_format(&root, &findings);
    let section = Section::new(&root, "", &findings);
    section.expect_keys(&["format", "scenario"]);
    if root.get("scenario").is_none() {
        section.missing("scenario");
    }
    let scenarios: Vec<Scenario> = section.tables("scenario", "name").iter().map(scenario).collect();
    check_names(&section, &scenarios);
    let problems = findings.into_inner();
    if problems.is_empty() { Ok(scenarios) } else { Err(problems) }
}

fn check_names(section: &Section<'_>, scenarios: &[Scenario]) {
    for (place, scenario) in scenarios.iter().enumerate().filter(|(_, scenario)| !scenario.name.is_empty()) {
        if let Some(first) = scenarios[..place].iter().find(|other| other.name == scenario.name) {
            let problem = Problem::new(Code::NameTwice, &scenario.file).at(scenario.line).within("scenario.name");
            section.add(problem.found(&scenario.name).detail(&first.line.to_string()));
        }
    }
}

fn scenario(table: &Section<'_>) -> Scenario {
    table.expect_keys(&["name", "set", "change", "remove", "add"]);
    let stated = ["set", "change", "remove", "add"].iter().any(|key| table.node.get(key).is_some());
    if !stated {
        table.missing_one_of("set", &["change", "remove", "add"]);
    }
    Scenario {
        name: table.needed_text("name"),
        file: table.node.file.clone(),
        line: table.node.line,
        settings: settings(table),
        rows: rows(table),
    }
}

/// `set = { "PATH" = VALUE }`, or `set = ["PATH=VALUE"]`.
pub(in crate::input) fn settings(table: &Section<'_>) -> Vec<Setting> {
    let mut found = Vec::new();
    match table.node.get("set") {
        Some(node) if matches!(node.value, Value::List(_)) => {
            let texts = table.texts("set").unwrap_or_default();
            found.extend(texts.into_iter().filter_map(|(node, text)| setting(text, node, table.findings)));
        }
        Some(_) => settings_of(table.table("set").map_or(table.node, |set| set.node), "", &mut found),
        None => {}
    }
    found
}

fn rows(table: &Section<'_>) -> Vec<RowChange> {
    let mut found = Vec::new();
    for (key, action) in [("change", Action::Change), ("remove", Action::Remove), ("add", Action::Add)] {
        for change in table.tables(key, "") {
            let sides = ["dwellings", "applicants"];
            let known: &[&str] = if action == Action::Change { &["dwellings", "applicants", "set"] } else { &sides };
            let path = table.path_of(key);
            let section = Section { path: path.clone(), ..change };
            section.expect_keys(known);
            if !sides.iter().any(|side| section.node.get(side).is_some()) {
                section.missing("dwellings");
            }
            found.push(RowChange { action, node: section.node.clone(), path });
        }
    }
    found.sort_by_key(|change| line_of(&change.node));
    found
}

/// Line on which a change begins to say something.
fn line_of(node: &Node) -> usize {
    node.entries().iter().map(|(_, node)| node.line).min().unwrap_or(node.line)
}
