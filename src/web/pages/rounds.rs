//! All rounds, and opening one: from files, or the demo round.

use std::sync::Arc;

use askama::Template;
use axum::Form;
use axum::extract::{Multipart, Path, Query, State};
use axum::response::{Redirect, Response};
use serde::Deserialize;

use crate::web::demo;
use crate::web::desk::Desk;
use crate::web::entrance::{Told, complete};
use crate::web::page::{Page, shown};
use crate::web::store::Event;
use crate::web::trouble::Trouble;
use crate::web::upload::Handed;
use crate::web::visitor::Visitor;
use crate::web::workbench::Workbench;

#[derive(Template)]
#[template(path = "rounds.html")]
struct Rounds {
    page: Page,
    rows: Vec<Row>,
    /// Whether those put away are shown, and only those.
    is_away: bool,
    /// How many are put away.
    away: usize,
}

/// Which rounds are wanted; empty for those in the list.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wanted {
    away: String,
}

/// The form of putting a round away, or of bringing it back.
#[derive(Debug, Deserialize)]
pub(super) struct Moved {
    version: i64,
}

/// A round in the list.
struct Row {
    desk: Desk,
    /// Dwellings and applicants; nothing where the files have problems.
    size: Option<(usize, usize)>,
    /// Month of the round.
    month: String,
    problems: usize,
    is_allocated: bool,
}

pub(super) async fn page(
    State(bench): State<Arc<Workbench>>,
    visitor: Visitor,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Trouble> {
    let is_away = wanted.away == "yes";
    let desks = bench.store.rounds()?.into_iter().map(|number| bench.desk(number));
    let desks: Vec<Desk> = desks.collect::<Result<_, _>>()?;
    let away = desks.iter().filter(|desk| desk.is_away()).count();
    let rows = desks.into_iter().filter(|desk| desk.is_away() == is_away).map(|desk| row(&bench, desk));
    let rows = rows.collect::<Result<_, _>>()?;
    Ok(shown(&Rounds { page: Page::plain(&visitor), rows, is_away, away }))
}

/// Leaves a round out of the list. Its journal says so, and nothing else about it changes.
pub(super) async fn put_away(
    State(bench): State<Arc<Workbench>>,
    visitor: Visitor,
    Path(round): Path<i64>,
    Form(moved): Form<Moved>,
) -> Result<Redirect, Trouble> {
    bench.note(&visitor, round, moved.version, &Event::PutAway {}, Vec::new())?;
    Ok(Redirect::to("/"))
}

/// Shows it in the list again.
pub(super) async fn bring_back(
    State(bench): State<Arc<Workbench>>,
    visitor: Visitor,
    Path(round): Path<i64>,
    Form(moved): Form<Moved>,
) -> Result<Redirect, Trouble> {
    bench.note(&visitor, round, moved.version, &Event::BroughtBack {}, Vec::new())?;
    Ok(Redirect::to("/"))
}

fn row(bench: &Workbench, desk: Desk) -> Result<Row, Trouble> {
    let reading = bench.reading(&desk)?;
    let is_allocated = bench.solved(&desk).is_some();
    Ok(match &*reading {
        Ok(read) => {
            let size = Some((read.round.dwellings.len(), read.round.applicants.len()));
            Row { desk, size, month: read.round.month.to_string(), problems: 0, is_allocated }
        }
        Err(problems) => {
            let problems = problems.iter().filter(|problem| !problem.code.is_warning()).count();
            Row { desk, size: None, month: String::new(), problems, is_allocated }
        }
    })
}

/// Opens a round from the files handed in; what they lack of settings, model and norms is filled in.
pub(super) async fn open(
    State(bench): State<Arc<Workbench>>,
    visitor: Visitor,
    form: Multipart,
) -> Result<Redirect, Trouble> {
    let handed = Handed::read(form).await?;
    if visitor.name.is_empty() {
        return Err(Trouble::Nameless);
    }
    let mut files = handed.round_files()?;
    if files.is_empty() {
        return Err(Trouble::Wrong("Choose the files of the round first.", "Kies eerst de bestanden van de ronde."));
    }
    let told = Told::of(&handed);
    let first = handed.files.first().map_or("", |(file, _)| file.rsplit_once('.').map_or(file, |(stem, _)| stem));
    complete(&mut files, &told, first)?;
    let name = [told.name.as_str(), &told.month, first].into_iter().find(|name| !name.is_empty()).unwrap_or_default();
    let number = bench.store.open_round(&visitor.name, name, &files)?;
    Ok(Redirect::to(&format!("/rounds/{number}/input")))
}

pub(super) async fn open_demo(State(bench): State<Arc<Workbench>>, visitor: Visitor) -> Result<Redirect, Trouble> {
    if visitor.name.is_empty() {
        return Err(Trouble::Nameless);
    }
    let name = visitor.language_text("Demo: Utrecht, March 2025", "Demo: Utrecht, maart 2025");
    let number = bench.store.open_round(&visitor.name, name, &demo::round())?;
    Ok(Redirect::to(&format!("/rounds/{number}/allocation")))
}
