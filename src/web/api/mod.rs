//! The same for programs: every resource under `/api/v1`, JSON in and out. `openapi.json` describes it all, and tests
//! hold the description and the routes against each other. One file for each resource.

mod adopted;
mod allocation;
mod asked;
mod decisions;
mod description;
mod jobs;
mod journal;
mod questions;
mod rounds;

use std::sync::Arc;

use axum::Router;
use axum::routing::{MethodRouter, delete, get, post};

use super::workbench::Workbench;

/// Where all of it stands.
const BASE: &str = "/api/v1";

/// Every route: its method, its address under [`BASE`], and what answers.
fn list() -> Vec<(&'static str, &'static str, MethodRouter<Arc<Workbench>>)> {
    vec![
        ("get", "/openapi.json", get(description::json)),
        ("get", "/rounds", get(rounds::all)),
        ("post", "/rounds", post(rounds::open)),
        ("get", "/rounds/{round}", get(rounds::one)),
        ("post", "/rounds/{round}/files", post(rounds::replace)),
        ("get", "/rounds/{round}/problems", get(rounds::problems)),
        ("post", "/rounds/{round}/allocate", post(allocation::start)),
        ("get", "/rounds/{round}/allocation", get(allocation::found)),
        ("get", "/rounds/{round}/results/{file}", get(allocation::file)),
        ("post", "/rounds/{round}/explain", post(questions::explain)),
        ("post", "/rounds/{round}/whatif", post(questions::what_if)),
        ("post", "/rounds/{round}/compare", post(questions::compare)),
        ("get", "/rounds/{round}/decisions", get(decisions::all)),
        ("post", "/rounds/{round}/decisions", post(decisions::decide)),
        ("post", "/rounds/{round}/decisions/withdraw", post(decisions::withdraw)),
        ("get", "/rounds/{round}/adopted", get(adopted::all)),
        ("post", "/rounds/{round}/adopted", post(adopted::adopt)),
        ("post", "/rounds/{round}/adopted/give-up", post(adopted::give_up)),
        ("post", "/rounds/{round}/approve", post(journal::approve)),
        ("get", "/rounds/{round}/journal", get(journal::all)),
        ("get", "/jobs/{job}", get(jobs::one)),
        ("delete", "/jobs/{job}", delete(jobs::cancel)),
        ("get", "/jobs/{job}/events", get(jobs::events)),
        ("get", "/jobs/{job}/result", get(jobs::result)),
    ]
}

/// The routes, and the page that tells people about them.
pub(super) fn routes() -> Router<Arc<Workbench>> {
    let add = |router: Router<Arc<Workbench>>, (_, path, answers)| router.route(&format!("{BASE}{path}"), answers);
    list().into_iter().fold(Router::new().route("/api", get(description::page)), add)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_route_is_described_and_every_description_has_its_route() {
        let routes: BTreeSet<(String, String)> =
            list().into_iter().map(|(method, path, _)| (method.to_owned(), format!("{BASE}{path}"))).collect();
        assert_eq!(routes, description::described().into_iter().collect());
    }
}
