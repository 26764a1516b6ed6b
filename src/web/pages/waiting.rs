//! A job that is at work: how far it is, until the page that asked can be shown.

use std::sync::Arc;

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use crate::web::jobs::{Job, State as At};
use crate::web::page::{Page, shown};
use crate::web::trouble::Trouble;
use crate::web::visitor::{Visitor, is_ours};
use crate::web::workbench::Workbench;

/// What stands in its place once somebody has stopped it.
#[derive(Template)]
#[template(path = "stopped.html")]
struct Stopped {
    page: Page,
}

/// The progress of a job; asks again by itself, and loads the page anew once it has ended.
#[derive(Template)]
#[template(path = "waiting.html")]
pub(super) struct Waiting {
    pub(super) page: Page,
    pub(super) job: u64,
    pub(super) done: usize,
    pub(super) total: usize,
    /// The page to go to once it is stopped; empty for the usual one.
    pub(super) after: String,
}

/// Where somebody goes who stops a job.
#[derive(Debug, Deserialize)]
pub(super) struct Stopping {
    #[serde(default)]
    after: String,
}

impl Waiting {
    /// Of this job.
    pub(super) fn of(page: Page, job: &Job) -> Self {
        let (done, total) = job.progress();
        Self { page, job: job.number, done, total, after: String::new() }
    }

    /// The same, with the page to go to once it is stopped.
    pub(super) fn then(self, after: String) -> Self {
        Self { after, ..self }
    }
}

pub(super) async fn fragment(
    State(bench): State<Arc<Workbench>>,
    visitor: Visitor,
    Path(job): Path<u64>,
    Query(stopping): Query<Stopping>,
) -> Result<Response, Trouble> {
    let job = bench.jobs.get(job).ok_or(Trouble::Missing)?;
    if matches!(job.state(), At::Cancelled) {
        return Ok(shown(&Stopped { page: Page::plain(&visitor) }));
    }
    if !matches!(job.state(), At::Running) {
        return Ok([("hx-refresh", "true")].into_response());
    }
    Ok(shown(&Waiting::of(Page::plain(&visitor), &job).then(stopping.after)))
}

/// Stops a job, and leads to a page that does not start it again.
pub(super) async fn stop(
    State(bench): State<Arc<Workbench>>,
    Path(job): Path<u64>,
    Form(stopping): Form<Stopping>,
) -> Result<Redirect, Trouble> {
    let job = bench.jobs.get(job).ok_or(Trouble::Missing)?;
    job.cancel_unless_done();
    if is_ours(&stopping.after) {
        return Ok(Redirect::to(&stopping.after));
    }
    let page = match job.kind {
        "allocate" => "input",
        "levers" => "what-if",
        _ => "allocation",
    };
    Ok(Redirect::to(&format!("/rounds/{}/{page}", job.round)))
}
