//! The levers: what one unit more or less of every limit and one step of every rule does, ranked.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;

use super::found;
use crate::pipeline::Request;
use crate::report::{LeverLine, LeverLines, lever_lines};
use crate::study::levers::{Levers, levers};
use crate::web::jobs::State as At;
use crate::web::page::{Page, Part, shown};
use crate::web::pages::waiting::Waiting;
use crate::web::trouble::Trouble;
use crate::web::visitor::Visitor;
use crate::web::workbench::Workbench;

#[derive(Template)]
#[template(path = "levers.html")]
struct LeversPage {
    page: Page,
    waiting: Option<Waiting>,
    tables: Vec<(&'static str, Vec<LeverLine>)>,
    lists: Vec<(&'static str, Vec<String>)>,
}

pub(super) async fn page(
    State(bench): State<Arc<Workbench>>,
    visitor: Visitor,
    Path(round): Path<i64>,
) -> Result<Response, Trouble> {
    let desk = bench.desk(round)?;
    let page = Page::of(&visitor, &desk, Part::WhatIf);
    let solved = match found(&bench, &desk, &page)? {
        Ok(solved) => solved,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let asking = solved.clone();
    let job = bench.jobs.start(&format!("levers {round} {}", desk.input_version), "levers", round, move |job| {
        let step = |done, total| job.step(done, total);
        let request = Request { stop: Some(job.stop()), ..Request::default() };
        levers(&asking.base, &request, &step).map_err(|fault| fault.to_string())
    });
    if let At::Failed(fault) = job.state() {
        return Err(Trouble::Fault(fault));
    }
    let lines = job.found::<Levers>().map(|levers| lever_lines(&solved.base, &levers, page.language));
    let waiting = lines.is_none().then(|| Waiting::of(page.clone(), &job));
    Ok(shown(&laid_out(page, waiting, lines.unwrap_or_default())))
}

fn laid_out(page: Page, waiting: Option<Waiting>, lines: LeverLines) -> LeversPage {
    let say = |english: &'static str, dutch: &'static str| crate::report::words::either(page.language, english, dutch);
    let tables = [
        (say("What a little more would do", "Wat een beetje meer zou doen"), lines.more),
        (say("What a little less would cost", "Wat een beetje minder zou kosten"), lines.less),
    ];
    let lists = [
        (
            say("What changes neither minimums nor number placed", "Wat minima en aantal geplaatsten niet verandert"),
            lines.idle,
        ),
        (say("Not found out in time", "Niet op tijd vastgesteld"), lines.open),
    ];
    LeversPage {
        waiting,
        tables: tables.into_iter().filter(|(_, lines)| !lines.is_empty()).collect(),
        lists: lists.into_iter().filter(|(_, lines)| !lines.is_empty()).collect(),
        page,
    }
}
