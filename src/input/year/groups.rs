//! What each group needs, and what is decided for it.

use std::collections::BTreeMap;

use crate::domain::{Code, Need, Problem, Route};

use super::known::{Known, Lined, Seen, rows_of};
use crate::input::files::Files;
use crate::input::table::{Field, Row};

/// What is needed, by group.
pub(super) type Demand = BTreeMap<String, Need>;

/// Places decided, by group.
pub(super) type Decision = BTreeMap<String, u32>;

const ROUTES: [(&str, Route); 4] = [
    ("mediated", Route::Mediated),
    ("self-search", Route::SelfSearch),
    ("bemiddeld", Route::Mediated),
    ("zelfzoeker", Route::SelfSearch),
];

/// Reads what each group needs.
pub(super) fn demand(files: &Files, known: Known<'_>, problems: &mut Vec<Problem>) -> Lined<(String, Need)> {
    let mut seen = Seen::default();
    let columns = ["group", "dwellings_low", "dwellings_high", "persons"];
    rows_of("demand", files, columns, problems, |[group, low, high, persons], row| {
        let name = known.group(row, group);
        let need = Need { low: row.whole(low), high: row.whole(high), persons: row.whole(persons) };
        if let (Some(least), Some(most)) = (need.low, need.high)
            && least > most
        {
            row.add(row.problem(Code::BoundsReversed, low).detail(&most.to_string()));
        }
        let name = name?;
        seen.check(row, group, &name, Code::IdTwice);
        Some((name, need))
    })
}

/// Reads what is decided for each group.
pub(super) fn decision(files: &Files, known: Known<'_>, problems: &mut Vec<Problem>) -> Lined<(String, u32)> {
    let mut seen = Seen::default();
    rows_of("decision", files, ["group", "places", "route"], problems, |[group, places, route], row| {
        let name = known.group(row, group);
        let number = row.whole(places);
        check_route(row, known, name.as_deref(), route);
        let name = name?;
        seen.check(row, group, &name, Code::IdTwice);
        Some((name, number?))
    })
}

/// A route that is not the model's is a problem.
fn check_route(row: &mut Row<'_>, known: Known<'_>, group: Option<&str>, route: &Field) {
    let stated = row.word(route, &ROUTES);
    let group = known.groups.zip(group).and_then(|(groups, group)| groups.get(group));
    if let (Some(stated), Some(group)) = (stated, group)
        && stated != group.route
    {
        let word = ROUTES.iter().find(|(_, meaning)| *meaning == group.route).map_or("", |(word, _)| *word);
        row.add(row.problem(Code::RouteDiffers, route).detail(word).detail(&group.id));
    }
}
