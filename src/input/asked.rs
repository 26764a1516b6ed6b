//! What a year's plan asks of a round that names one: minimums of its model's limits, below what the round itself says.

use crate::domain::{Code, Month, Pace, Problem};

use super::files::{Files, PLAN};
use super::settings::{Node, Value};
use super::year::{YearRead, places_of, read_year_files};

/// Gives the limits of a model the minimums that the plan asks up to the round's month and the year's ledger does not
/// have yet. What is wrong with the year or the plan is a problem; nothing happens where the round names no plan.
pub(super) fn ask(root: &mut Node, files: &Files, round: &Node, month: Option<Month>, problems: &mut Vec<Problem>) {
    let Some(named) = round.get("round").and_then(|about| about.get("plan")) else { return };
    let (Some(bytes), Some(month)) = (files.get(PLAN), month) else { return };
    let Some(read) = year_of(files, problems) else { return };
    let before = problems.len();
    let places = places_of(bytes, &read.year, problems);
    problems.retain(|problem| problem.file != PLAN || !problem.code.is_warning()); // a plan may say more
    let Some(index) = read.year.index_of(month) else {
        let problem = named.problem(Code::MonthElsewhere, "round.month").found(&month.to_string());
        problems.push(problem.detail(&read.year.year.to_string()));
        return;
    };
    if problems.len() > before {
        return;
    }
    let pace = Pace::by_group(places).completed(&read.year);
    for (name, minimum) in pace.minimums(&read.year, &read.limits, index) {
        let limits = root.get_mut("limit").map(Node::items_mut).unwrap_or_default();
        for limit in limits.iter_mut().filter(|limit| limit.get("name").and_then(Node::as_text) == Some(&name)) {
            let min = Node { value: Value::Number(minimum.into()), ..named.clone() };
            limit.put("min", min);
        }
    }
}

/// The year of the round's model; what is wrong with it, with its files named as the round's files are. What is wrong
/// with the model itself is told anyway.
fn year_of(files: &Files, problems: &mut Vec<Problem>) -> Option<YearRead> {
    let of_model = files.iter().filter_map(|(name, bytes)| Some((name.strip_prefix("model/")?, bytes)));
    let own: Files = of_model.map(|(name, bytes)| (name.to_owned(), bytes.clone())).collect();
    read_year_files(&own)
        .map_err(|found| {
            let told = |problem: &Problem| problem.file.starts_with("year/") && problem.code != Code::FileMissing;
            let of_year = found.into_iter().filter(told);
            problems.extend(of_year.map(|problem| Problem { file: format!("model/{}", problem.file), ..problem }));
        })
        .ok()
}
