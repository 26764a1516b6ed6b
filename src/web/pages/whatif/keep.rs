//! Changes are kept under a name, and laid aside.

use std::sync::Arc;

use axum::Form;
use axum::extract::{Path, State};
use axum::response::Redirect;

use super::adopt::LONGEST_NAME;
use super::{Fields, MOST_SETTINGS, address};
use crate::web::store::Event;
use crate::web::trial;
use crate::web::trouble::Trouble;
use crate::web::visitor::Visitor;
use crate::web::workbench::Workbench;

fn text<'a>(fields: &'a Fields, name: &str) -> &'a str {
    fields.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value.trim())
}

/// Keeps changes under a name, to be looked at beside others.
pub(super) async fn keep(
    State(bench): State<Arc<Workbench>>,
    visitor: Visitor,
    Path(round): Path<i64>,
    Form(fields): Form<Fields>,
) -> Result<Redirect, Trouble> {
    let desk = bench.desk(round)?;
    let sets = fields.iter().filter(|(field, _)| field == "set").map(|(_, text)| text.clone());
    let settings: Vec<String> = sets.take(MOST_SETTINGS).collect();
    let name: String = text(&fields, "name").chars().take(LONGEST_NAME).collect();
    let solved = bench.solved(&desk).ok_or(Trouble::Missing)?;
    if name.is_empty() || settings.is_empty() || trial::start(&bench, &desk, &solved, &settings)?.is_err() {
        return Err(Trouble::Wrong(
            "A scenario has a name, and changes that the round can be allocated with.",
            "Een scenario heeft een naam, en wijzigingen waarmee de ronde kan worden toegewezen.",
        ));
    }
    let event = Event::ScenarioKept { name, settings: settings.clone() };
    bench.note(&visitor, round, text(&fields, "version").parse().unwrap_or(0), &event, Vec::new())?;
    Ok(Redirect::to(&(address(round, &settings) + "#kept")))
}

/// Lays a kept scenario aside.
pub(super) async fn lay_aside(
    State(bench): State<Arc<Workbench>>,
    visitor: Visitor,
    Path(round): Path<i64>,
    Form(fields): Form<Fields>,
) -> Result<Redirect, Trouble> {
    let event = Event::ScenarioDropped { name: text(&fields, "name").to_owned() };
    bench.note(&visitor, round, text(&fields, "version").parse().unwrap_or(0), &event, Vec::new())?;
    Ok(Redirect::to(&format!("/rounds/{round}/what-if#kept")))
}
