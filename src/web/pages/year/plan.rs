//! The plan of the year: how many places in which month, what it asks of the chain, and what stands in the way.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use serde::Deserialize;

use super::download::{File, files, one};
use super::{Instead, Opened, Side};
use crate::domain::MONTHS;
use crate::report::{PLAN_FILES, plan_files, plan_fragment};
use crate::web::jobs::State as At;
use crate::web::page::{Page, shown};
use crate::web::trouble::Trouble;
use crate::web::visitor::Visitor;
use crate::web::workbench::Workbench;
use crate::web::year::PlanFound;

/// What is asked of the plan.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Asked {
    /// Other policies beside it.
    #[serde(default)]
    variants: Option<String>,
}

impl Asked {
    fn query(&self) -> &'static str {
        if self.variants.is_some() { "variants=on" } else { "" }
    }
}

#[derive(Template)]
#[template(path = "year_plan.html")]
struct Plan {
    page: Page,
    side: Side,
    variants: bool,
    months: Vec<String>,
    told: String,
    files: Vec<File>,
}

pub(super) async fn page(
    State(bench): State<Arc<Workbench>>,
    visitor: Visitor,
    Path(round): Path<i64>,
    Query(asked): Query<Asked>,
) -> Result<Response, Instead> {
    let opened = Opened::of(&bench, &visitor, round, Side::Plan)?;
    let job = bench.plan(&opened.desk, &opened.read, asked.variants.is_some());
    if let At::Failed(fault) = job.state() {
        return Err(Trouble::Fault(fault).into());
    }
    let Some(plan) = job.found::<PlanFound>() else {
        return Ok(opened.wait(
            &job,
            "The best plan for the year is being found",
            "Het beste plan voor het jaar wordt gezocht",
        ));
    };
    let below = format!("/rounds/{round}/year/plan");
    Ok(shown(&Plan {
        months: (0..MONTHS).map(|month| opened.read.year.month(month).to_string()).collect(),
        page: opened.page,
        side: opened.side,
        variants: asked.variants.is_some(),
        told: plan_fragment(&plan.told(), visitor.language),
        files: files(&PLAN_FILES, &below, asked.query()),
    }))
}

/// A file of the plan, once the plan is made.
pub(super) async fn file(
    State(bench): State<Arc<Workbench>>,
    visitor: Visitor,
    Path((round, name)): Path<(i64, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, Trouble> {
    let opened = Opened::with_files(&bench, &visitor, round, Side::Plan)?;
    let job = bench.plan(&opened.desk, &opened.read, asked.variants.is_some());
    job.ended().await;
    let plan = job.found::<PlanFound>().ok_or(Trouble::Missing)?;
    let found = plan_files(&plan.told(), visitor.language).map_err(|fault| Trouble::Fault(fault.to_string()))?;
    one(found, &name)
}
