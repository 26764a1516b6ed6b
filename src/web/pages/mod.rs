//! The pages, one file for each.

mod about;
mod allocation;
pub(super) mod decisions;
pub(super) mod input;
pub(super) mod journal;
pub(super) mod rounds;
mod rows;
mod told;
mod visitor;
mod waiting;
mod year;

use std::sync::Arc;

use axum::Router;
use axum::routing::{get, post};

use super::workbench::Workbench;

/// Every page with its address.
pub(super) fn routes() -> Router<Arc<Workbench>> {
    Router::new()
        .route("/", get(rounds::page))
        .route("/rounds", post(rounds::open))
        .route("/rounds/demo", post(rounds::open_demo))
        .route("/visitor", post(visitor::change))
        .route("/rounds/{round}", get(allocation::forward))
        .route("/rounds/{round}/input", get(input::page).post(input::replace))
        .route("/rounds/{round}/allocation", get(allocation::page))
        .route("/rounds/{round}/allocation/rows", get(rows::more))
        .route("/rounds/{round}/about", get(about::page))
        .route("/rounds/{round}/decisions", post(decisions::decide))
        .route("/rounds/{round}/decisions/withdraw", post(decisions::withdraw))
        .route("/rounds/{round}/journal", get(journal::page))
        .route("/rounds/{round}/approve", post(journal::approve))
        .route("/jobs/{job}", get(waiting::fragment))
        .merge(year::routes())
}
