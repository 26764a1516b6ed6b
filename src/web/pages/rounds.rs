//! All rounds, and opening one: from files, or the demo round.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Multipart, State};
use axum::response::{Redirect, Response};

use crate::web::demo;
use crate::web::desk::Desk;
use crate::web::entrance::{Told, complete};
use crate::web::page::{Page, shown};
use crate::web::trouble::Trouble;
use crate::web::upload::Handed;
use crate::web::visitor::Visitor;
use crate::web::workbench::Workbench;

#[derive(Template)]
#[template(path = "rounds.html")]
struct Rounds {
    page: Page,
    rounds: Vec<Row>,
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

pub(super) async fn page(State(bench): State<Arc<Workbench>>, visitor: Visitor) -> Result<Response, Trouble> {
    let rounds = bench.store.rounds()?.into_iter().map(|number| row(&bench, number));
    Ok(shown(&Rounds { page: Page::plain(&visitor), rounds: rounds.collect::<Result<_, _>>()? }))
}

fn row(bench: &Workbench, number: i64) -> Result<Row, Trouble> {
    let desk = bench.desk(number)?;
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
