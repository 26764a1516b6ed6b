//! The pages, one file for each.

mod about;
pub(super) mod again;
mod allocation;
pub(super) mod approval;
mod compare;
mod comparing;
pub(super) mod decisions;
pub(super) mod export;
mod input;
mod journal;
mod manual;
pub(super) mod replace;
pub(super) mod rounds;
mod rows;
mod seal;
mod since;
mod take_over;
mod template;
mod told;
mod visitor;
mod waiting;
pub(super) mod whatif;
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
        .route("/template/{name}", get(template::file))
        .route("/rounds/{round}/put-away", post(rounds::put_away))
        .route("/rounds/{round}/bring-back", post(rounds::bring_back))
        .route("/visitor", post(visitor::change))
        .route("/rounds/{round}", get(allocation::forward))
        .route("/rounds/{round}/input", get(input::page).post(replace::replace))
        .route("/rounds/{round}/allocation", get(allocation::page))
        .route("/rounds/{round}/allocation/rows", get(rows::more))
        .route("/rounds/{round}/about", get(about::page))
        .route("/rounds/{round}/decisions", post(decisions::decide))
        .route("/rounds/{round}/decisions/withdraw", post(decisions::withdraw))
        .route("/rounds/{round}/compare", get(compare::page).post(manual::load))
        .route("/rounds/{round}/compare/demo", post(manual::load_demo))
        .route("/rounds/{round}/compare/waive", post(manual::waive))
        .route("/rounds/{round}/compare/take-over", post(take_over::take_over))
        .route("/rounds/{round}/compare/{name}", get(compare::download))
        .route("/rounds/{round}/export/{name}", get(export::file))
        .route("/rounds/{round}/journal", get(journal::page))
        .route("/rounds/{round}/seal", get(seal::page))
        .route("/rounds/{round}/approve", post(approval::approve))
        .route("/jobs/{job}", get(waiting::fragment))
        .route("/jobs/{job}/stop", post(waiting::stop))
        .merge(whatif::routes())
        .merge(year::routes())
}
