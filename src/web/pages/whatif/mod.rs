//! What if: limits, rules and exclusions at other values, and what that does. A first answer comes at once and says that
//! it is one; the proven optimum takes its place.

pub(in crate::web) mod adopt;
mod effect;
mod keep;
mod kept;
mod levers;

use std::sync::Arc;
use std::time::Duration;

use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::HeaderValue;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};

use self::adopt::Adoption;
use self::effect::{Effect, effect};
use self::kept::{Kept, kept};
use super::allocation::AtWork;
use super::waiting::Waiting;
use crate::web::desk::Desk;
use crate::web::jobs::State as At;
use crate::web::knobs::{Knob, Shelf, knobs, load, settings, turn};
use crate::web::page::{Page, Part, shown};
use crate::web::trial::{self, KINDS};
use crate::web::trouble::Trouble;
use crate::web::visitor::{Visitor, encoded};
use crate::web::workbench::{Solved, Workbench};

/// How long one request waits for the proof.
const PATIENCE: Duration = Duration::from_secs(5);

/// Changes that are tried together at most.
const MOST_SETTINGS: usize = 200;

/// The fields of a form, in order.
pub(super) type Fields = Vec<(String, String)>;

/// A knob with its number, and those of its members.
type OnShelf = (usize, Knob, Vec<(usize, Knob)>);

#[derive(Template)]
#[template(path = "whatif.html")]
struct WhatIf {
    page: Page,
    shelves: Vec<(&'static str, Vec<OnShelf>)>,
    /// Changes that no slider shows.
    others: Vec<String>,
    effect: Effect,
    kept: Kept,
    adoption: Adoption,
}

/// What is asked for: the knobs as they are set, and all changes.
struct Wish {
    knobs: Vec<Knob>,
    others: Vec<String>,
    settings: Vec<String>,
}

/// The page with its parts, and what is done on it.
pub(super) fn routes() -> Router<Arc<Workbench>> {
    Router::new()
        .route("/rounds/{round}/what-if", get(page))
        .route("/rounds/{round}/what-if/effect", get(fragment))
        .route("/rounds/{round}/what-if/keep", post(keep::keep))
        .route("/rounds/{round}/what-if/drop", post(keep::lay_aside))
        .route("/rounds/{round}/what-if/adopt", post(adopt::adopt))
        .route("/rounds/{round}/what-if/give-up", post(adopt::give_up))
        .route("/rounds/{round}/what-if/kept", get(kept::fragment))
        .route("/rounds/{round}/what-if/levers", get(levers::page))
}

impl Wish {
    fn of(fields: &Fields, solved: &Solved, page: &Page) -> Self {
        let mut knobs = knobs(&solved.base.case.round, page.language);
        let texts = fields.iter().filter(|(field, _)| field == "set").map(|(_, text)| text.clone());
        let texts: Vec<String> = texts.filter(|text| !text.trim().is_empty()).take(MOST_SETTINGS).collect();
        let others = if fields.iter().any(|(field, _)| field == "sent") {
            turn(&mut knobs, fields);
            texts
        } else {
            load(&mut knobs, &texts)
        };
        let settings = settings(&knobs).into_iter().chain(others.iter().cloned()).collect();
        Self { knobs, others, settings }
    }
}

pub(super) async fn page(
    State(bench): State<Arc<Workbench>>,
    visitor: Visitor,
    Path(round): Path<i64>,
    Query(fields): Query<Fields>,
) -> Result<Response, Trouble> {
    let desk = bench.desk(round)?;
    let page = Page::of(&visitor, &desk, Part::WhatIf);
    let solved = match found(&bench, &desk, &page)? {
        Ok(solved) => solved,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let wish = Wish::of(&fields, &solved, &page);
    let mut effect = effect(&bench, &desk, &solved, &page, &wish, PATIENCE / 10).await?;
    effect.is_within = true;
    let kept = kept(&bench, &desk, &solved, &page)?;
    let adoption = Adoption::of(&bench, &desk, page.language)?;
    Ok(shown(&WhatIf { shelves: shelves(&page, wish.knobs), others: wish.others, effect, kept, adoption, page }))
}

/// The optimum of a round; the page to look at where it is not known yet.
pub(super) fn found(bench: &Workbench, desk: &Desk, page: &Page) -> Result<Result<Arc<Solved>, Response>, Trouble> {
    let Ok(job) = bench.allocation(desk)? else {
        return Ok(Err(Redirect::to(&format!("/rounds/{}/input", desk.number)).into_response()));
    };
    if let At::Failed(fault) = job.state() {
        return Err(Trouble::Fault(fault));
    }
    Ok(job.found::<Solved>().ok_or_else(|| {
        let waiting = Waiting::of(page.clone(), &job);
        shown(&AtWork { page: page.clone(), waiting })
    }))
}

/// The knobs as they stand on the page: under the name of each shelf, each with its number and its members.
fn shelves(page: &Page, knobs: Vec<Knob>) -> Vec<(&'static str, Vec<OnShelf>)> {
    use crate::report::words::either;
    let names = [
        (Shelf::Maximums, "At most", "Hoogstens"),
        (Shelf::Minimums, "At least", "Minstens"),
        (Shelf::Rules, "Rules", "Passendheidsregels"),
        (Shelf::Sharing, "Sharing", "Woningdelen"),
        (Shelf::Exclusions, "Exclusions for liveability", "Uitsluitingen voor leefbaarheid"),
    ];
    let all: Vec<(usize, Knob)> = knobs.into_iter().enumerate().collect();
    let members = |of: &Knob| all.iter().filter(|(_, knob)| knob.is_member_of(of)).cloned().collect();
    let on = |shelf| {
        let single = all.iter().filter(move |(_, knob)| knob.shelf == shelf && knob.is_single());
        single.map(|(number, knob)| (*number, knob.clone(), members(knob))).collect::<Vec<OnShelf>>()
    };
    let shelves = names.into_iter().map(|(shelf, english, dutch)| (either(page.language, english, dutch), on(shelf)));
    shelves.filter(|(_, knobs)| !knobs.is_empty()).collect()
}

/// The effect alone, as it stands in the page. With `wait` it waits for the proof, else a moment for
/// the first answer.
pub(super) async fn fragment(
    State(bench): State<Arc<Workbench>>,
    visitor: Visitor,
    Path(round): Path<i64>,
    Query(fields): Query<Fields>,
) -> Result<Response, Trouble> {
    let desk = bench.desk(round)?;
    let page = Page::of(&visitor, &desk, Part::WhatIf);
    let Some(solved) = bench.solved(&desk) else { return Ok([("hx-refresh", "true")].into_response()) };
    let wish = Wish::of(&fields, &solved, &page);
    let of = |name: &str| fields.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str());
    stop_others(&bench, &desk, of("running").unwrap_or_default(), &wish.settings);
    let patience = if of("wait").is_some() { PATIENCE } else { Duration::ZERO };
    let effect = effect(&bench, &desk, &solved, &page, &wish, patience).await?;
    let mut response = shown(&effect);
    let address = address(round, &wish.settings);
    if let (true, Ok(address)) = (of("sent").is_some(), HeaderValue::from_str(&address)) {
        response.headers_mut().insert("hx-replace-url", address);
    }
    Ok(response)
}

/// The address of the page with these changes.
fn address(round: i64, settings: &[String]) -> String {
    let query: Vec<String> = settings.iter().map(|text| format!("set={}", encoded(text))).collect();
    format!("/rounds/{round}/what-if?{}", query.join("&"))
}

/// Stops the jobs of the change before this one. Whoever else waits for them has them started again.
fn stop_others(bench: &Workbench, desk: &Desk, running: &str, settings: &[String]) {
    let now = trial::known(bench, desk, settings);
    let is_now = |number: u64| {
        now.as_ref().is_some_and(|trial| [&trial.quick, &trial.proven].iter().any(|job| job.number == number))
    };
    let numbers = running.split(' ').filter_map(|number| number.parse::<u64>().ok());
    for job in numbers.filter(|number| !is_now(*number)).filter_map(|number| bench.jobs.get(number)) {
        if job.round == desk.number && KINDS.contains(&job.kind) {
            job.cancel_unless_done();
        }
    }
}
