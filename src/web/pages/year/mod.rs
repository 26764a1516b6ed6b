//! The year of a round's model: what was decided, its plan, what was realised, and the year replayed by chance.

mod decided;
mod download;
mod follow;
mod ledger;
mod monitor;
mod plan;
mod simulate;

use std::sync::Arc;

use askama::Template;
use axum::Router;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};

use super::waiting::Waiting;
use crate::domain::Problem;
use crate::input::YearRead;
use crate::report::problems;
use crate::web::desk::Desk;
use crate::web::jobs::Job;
use crate::web::page::{Page, Part, shown};
use crate::web::trouble::Trouble;
use crate::web::visitor::Visitor;
use crate::web::workbench::Workbench;

/// The pages of the year with their addresses.
pub(super) fn routes() -> Router<Arc<Workbench>> {
    Router::new()
        .route("/rounds/{round}/year", get(decided::page))
        .route("/rounds/{round}/year/plan", get(plan::page))
        .route("/rounds/{round}/year/plan/files/{name}", get(plan::file))
        .route("/rounds/{round}/year/rounds", post(follow::open))
        .route("/rounds/{round}/year/monitor", get(monitor::page))
        .route("/rounds/{round}/year/monitor/files/{name}", get(monitor::file))
        .route("/rounds/{round}/year/ledger", post(ledger::replace))
        .route("/rounds/{round}/year/simulate", get(simulate::page).post(simulate::start))
        .route("/rounds/{round}/year/simulate/files/{name}", get(simulate::file))
}

/// A part of the year with a page of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Decided,
    Plan,
    Monitor,
    Simulate,
}

impl Side {
    /// All of them, with the end of their address and their names.
    fn all() -> [(Side, &'static str, &'static str, &'static str); 4] {
        [
            (Side::Decided, "", "What was decided", "Wat is besloten"),
            (Side::Plan, "/plan", "Plan", "Plan"),
            (Side::Monitor, "/monitor", "Monitor", "Monitor"),
            (Side::Simulate, "/simulate", "Simulate", "Simuleer"),
        ]
    }
}

/// What cannot be told: there is no year, or something is wrong with its tables.
#[derive(Template)]
#[template(path = "year_none.html")]
struct Untold {
    page: Page,
    side: Side,
    problems: Vec<Told>,
}

/// A problem in words, at its place.
struct Told {
    code: &'static str,
    is_warning: bool,
    place: String,
    value: String,
    sentence: String,
}

/// A page that cannot be shown before a job has ended.
#[derive(Template)]
#[template(path = "year_wait.html")]
struct Wait {
    page: Page,
    side: Side,
    words: String,
    waiting: Waiting,
}

/// What is shown instead of what was asked for.
enum Instead {
    /// Another page.
    Page(Box<Response>),
    Trouble(Trouble),
}

impl<Cause: Into<Trouble>> From<Cause> for Instead {
    fn from(cause: Cause) -> Self {
        Instead::Trouble(cause.into())
    }
}

impl IntoResponse for Instead {
    fn into_response(self) -> Response {
        match self {
            Instead::Page(page) => *page,
            Instead::Trouble(trouble) => trouble.into_response(),
        }
    }
}

/// A page about a year that could be read.
struct Opened {
    page: Page,
    side: Side,
    desk: Desk,
    read: YearRead,
}

impl Opened {
    /// The year of a round's model; instead a page that says that there is none, or what is wrong with it.
    fn of(bench: &Workbench, visitor: &Visitor, round: i64, side: Side) -> Result<Self, Instead> {
        let desk = bench.desk(round)?;
        let page = Page::of(visitor, &desk, Part::Year);
        if !desk.has_year() {
            return Err(Instead::Page(Box::new(untold(page, side, Vec::new()))));
        }
        match desk.read_year(&bench.store)? {
            Ok(read) => Ok(Self { page, side, desk, read }),
            Err(problems) => Err(Instead::Page(Box::new(untold(page, side, problems)))),
        }
    }

    /// The same for a file, which is not there where there is no such year.
    fn with_files(bench: &Workbench, visitor: &Visitor, round: i64, side: Side) -> Result<Self, Trouble> {
        Self::of(bench, visitor, round, side).map_err(|instead| match instead {
            Instead::Page(_) => Trouble::Missing,
            Instead::Trouble(trouble) => trouble,
        })
    }

    /// That a job is at work. Whoever stops it is led to what was decided, which waits for nothing.
    fn wait(self, job: &Job, english: &str, dutch: &str) -> Response {
        let words = self.page.say(english, dutch).to_owned();
        let waiting = Waiting::of(self.page.clone(), job).then(format!("/rounds/{}/year", self.page.number()));
        shown(&Wait { page: self.page, side: self.side, words, waiting })
    }
}

/// That there is no year, or what is wrong with its tables.
fn untold(page: Page, side: Side, problems: Vec<Problem>) -> Response {
    let language = page.language;
    let told = |problem: Problem| Told {
        code: problem.code.number(),
        is_warning: problem.code.is_warning(),
        place: problems::place(&problem),
        sentence: problems::cause(&problem, language),
        value: problem.value,
    };
    let problems = problems.into_iter().map(told).collect();
    shown(&Untold { page, side, problems })
}
