//! Jobs: how far one is, what it tells on its way, what it found, and stopping it.

use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::Stream;
use futures_util::stream::unfold;
use serde_json::{Value, json};

use super::rounds::text_of_json;
use super::{BASE, allocation};
use crate::domain::Language;
use crate::web::jobs::{Job, State as At};
use crate::web::trouble::Trouble;
use crate::web::visitor::Visitor;
use crate::web::workbench::{Solved, Workbench};

/// What a job that answers a question found: the answer as JSON text in either language.
pub(super) struct Answer(pub(super) Box<dyn Fn(Language) -> Result<String, String> + Send + Sync>);

/// That a job is at work, and where to ask after it.
pub(super) fn accepted(job: &Job) -> Response {
    let place = [(LOCATION, format!("{BASE}/jobs/{}", job.number))];
    (StatusCode::ACCEPTED, place, Json(described(job))).into_response()
}

fn described(job: &Job) -> Value {
    let state = job.state();
    let (done, total) = job.progress();
    let is_stopping = job.stop().load(Ordering::Relaxed);
    let (name, fault) = match &state {
        At::Running if is_stopping => ("stopping", None),
        At::Running => ("running", None),
        At::Done(_) => ("done", None),
        At::Failed(fault) => ("failed", Some(fault.clone())),
        At::Cancelled => ("cancelled", None),
    };
    let result = matches!(state, At::Done(_)).then(|| format!("{BASE}/jobs/{}/result", job.number));
    json!({
        "job": job.number,
        "kind": job.kind,
        "round": job.round,
        "state": name,
        "done": done,
        "total": total,
        "fault": fault,
        "result": result,
    })
}

fn known(bench: &Workbench, number: u64) -> Result<Arc<Job>, Trouble> {
    bench.jobs.get(number).ok_or(Trouble::Missing)
}

pub(super) async fn one(State(bench): State<Arc<Workbench>>, Path(job): Path<u64>) -> Result<Json<Value>, Trouble> {
    Ok(Json(described(&*known(&bench, job)?)))
}

/// Asks a job to stop. It ends soon, unless it has ended before.
pub(super) async fn cancel(State(bench): State<Arc<Workbench>>, Path(job): Path<u64>) -> Result<Response, Trouble> {
    let job = known(&bench, job)?;
    if matches!(job.state(), At::Running) {
        job.cancel();
    }
    Ok(accepted(&job))
}

/// How far a job is, told whenever that changes (`progress`), and at last how it ended (`end`).
pub(super) async fn events(
    State(bench): State<Arc<Workbench>>,
    Path(job): Path<u64>,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Trouble> {
    let job = known(&bench, job)?;
    let follower = job.follow();
    let told = unfold(Some((job, follower, true)), async |following| {
        let (job, mut follower, is_first) = following?;
        if !is_first && matches!(*follower.borrow(), At::Running) && follower.changed().await.is_err() {
            return None;
        }
        let is_over = !matches!(*follower.borrow_and_update(), At::Running);
        let event = Event::default().event(if is_over { "end" } else { "progress" }).data(described(&job).to_string());
        Some((Ok(event), (!is_over).then_some((job, follower, false))))
    });
    Ok(Sse::new(told).keep_alive(KeepAlive::default()))
}

/// What a job found. One that is at work, failed or was stopped has found nothing.
pub(super) async fn result(
    State(bench): State<Arc<Workbench>>,
    visitor: Visitor,
    Path(job): Path<u64>,
) -> Result<Response, Trouble> {
    let job = known(&bench, job)?;
    let state = job.state();
    if let Some(solved) = state.found::<Solved>() {
        return Ok(Json(allocation::told(&solved, visitor.language)?).into_response());
    }
    if let Some(answer) = state.found::<Answer>() {
        return Ok(text_of_json((answer.0)(visitor.language).map_err(Trouble::Fault)?));
    }
    Err(match state {
        At::Running => Trouble::Busy,
        At::Failed(fault) => Trouble::Fault(fault),
        At::Done(_) | At::Cancelled => Trouble::Missing,
    })
}
