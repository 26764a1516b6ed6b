//! A round of another month that follows the year's plan: its minimums are what the plan asks and the ledger does not
//! have yet.

use std::sync::Arc;

use axum::extract::{Multipart, Path, State};
use axum::response::{IntoResponse, Redirect, Response};

use super::{Instead, Opened, Side};
use crate::domain::MONTHS;
use crate::report::plan_csv;
use crate::report::template::round_settings;
use crate::web::trouble::Trouble;
use crate::web::upload::Handed;
use crate::web::visitor::Visitor;
use crate::web::workbench::Workbench;
use crate::web::year::{PLAN, PlanFound};

/// Opens a round from the tables handed in, with the model, the norms and the plan of this one.
pub(super) async fn open(
    State(bench): State<Arc<Workbench>>,
    visitor: Visitor,
    Path(round): Path<i64>,
    form: Multipart,
) -> Result<Response, Instead> {
    let handed = Handed::read(form).await?;
    if visitor.name.is_empty() {
        return Err(Trouble::Nameless.into());
    }
    let opened = Opened::of(&bench, &visitor, round, Side::Plan)?;
    let month = handed.field("month");
    let known = (0..MONTHS).map(|index| opened.read.year.month(index).to_string());
    if !known.into_iter().any(|known| known == month) {
        return Err(NO_MONTH.into());
    }
    let tables = handed.month_tables()?;
    if !["dwellings.csv", "applicants.csv"].into_iter().all(|name| tables.contains_key(name)) {
        return Err(NO_TABLES.into());
    }
    let mut files = bench.store.files(&opened.desk.files)?;
    files.retain(|name, _| name.starts_with("model/") || name.starts_with("norms/") || name == PLAN);
    if !files.contains_key(PLAN) {
        files.insert(PLAN.to_owned(), plan_of(&bench, &opened, &visitor).await?);
    }
    let settings = round_settings("", month, handed.field("seed")) + "plan = \"plan.csv\"\n";
    files.insert("round.toml".to_owned(), settings.into_bytes());
    files.extend(tables.into_iter().filter(|(name, _)| !name.contains('/') && name != "round.toml" && name != PLAN));
    let number = bench.store.open_round(&visitor.name, month, &files)?;
    Ok(Redirect::to(&format!("/rounds/{number}/input")).into_response())
}

const NO_MONTH: Trouble = Trouble::Wrong("Choose a month of the year.", "Kies een maand van het jaar.");
const NO_TABLES: Trouble = Trouble::Wrong(
    "Hand in dwellings and applicants of that month, as .csv or .xlsx.",
    "Lever dwellings en applicants van die maand in, als .csv of .xlsx.",
);

/// The plan made here, as a table.
async fn plan_of(bench: &Workbench, opened: &Opened, visitor: &Visitor) -> Result<Vec<u8>, Trouble> {
    let job = bench.plan(&opened.desk, &opened.read, false);
    job.ended().await;
    let plan = job.found::<PlanFound>().ok_or(Trouble::Missing)?;
    plan_csv(&plan.told(), visitor.language).map_err(|fault| Trouble::Fault(fault.to_string()))
}
