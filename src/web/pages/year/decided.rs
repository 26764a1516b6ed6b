//! What was decided: the year's figures held against each other.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;

use super::{Instead, Opened, Side};
use crate::report::{audit_rows, needs_svg};
use crate::web::page::{Page, shown};
use crate::web::visitor::Visitor;
use crate::web::workbench::Workbench;
use crate::year::{Verdict, audit};

#[derive(Template)]
#[template(path = "year_decided.html")]
struct Decided {
    page: Page,
    side: Side,
    name: String,
    findings: Vec<(Verdict, String)>,
    differing: String,
    all_agree: bool,
    picture: String,
}

pub(super) async fn page(
    State(bench): State<Arc<Workbench>>,
    visitor: Visitor,
    Path(round): Path<i64>,
) -> Result<Response, Instead> {
    let opened = Opened::of(&bench, &visitor, round, Side::Decided)?;
    let audit = audit(&opened.read.year);
    let (findings, differing) = audit_rows(&audit, visitor.language);
    let all_agree = audit.differing() == 0;
    let Opened { page, side, read, .. } = opened;
    let picture = needs_svg(&read.year, visitor.language);
    Ok(shown(&Decided { page, side, name: read.year.name, findings, differing, all_agree, picture }))
}
