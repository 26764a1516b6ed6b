//! Whether a sealed round still comes out as it was approved: it is read and allocated again, and every file compared.

use std::collections::BTreeSet;
use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use serde::Deserialize;

use super::waiting::Waiting;
use crate::domain::Language;
use crate::input::{Files, Options, fingerprint, read_files};
use crate::web::export::results_of;
use crate::web::jobs::{Job, State as At};
use crate::web::page::{Page, Part, shown};
use crate::web::store::{Hashes, Seal, hashes};
use crate::web::trouble::Trouble;
use crate::web::visitor::Visitor;
use crate::web::workbench::{Workbench, allocate};

/// When the check was asked for, so that another time it is done anew.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    at: String,
}

#[derive(Template)]
#[template(path = "seal.html")]
struct SealPage {
    page: Page,
    waiting: Option<Waiting>,
    checked: Option<Arc<Checked>>,
}

/// Every file with what came out for it.
struct Checked {
    rows: Vec<Compared>,
}

impl Checked {
    fn is_same(&self) -> bool {
        self.rows.iter().all(|row| row.sealed == row.found)
    }
}

/// A file's hash in the seal and now; empty where there is none.
struct Compared {
    name: String,
    sealed: String,
    found: String,
}

pub(super) async fn page(
    State(bench): State<Arc<Workbench>>,
    visitor: Visitor,
    Path(round): Path<i64>,
    Query(asked): Query<Asked>,
) -> Result<Response, Trouble> {
    let desk = bench.desk(round)?;
    let Some((seal, ..)) = desk.seal.clone() else { return Err(Trouble::Missing) };
    let files = desk.round_files(&bench.store)?;
    let at: String = asked.at.chars().take(40).collect();
    let job = bench.jobs.start(&format!("seal {round} {at}"), "seal", round, move |job| checked(&files, &seal, job));
    if let At::Failed(fault) = job.state() {
        return Err(Trouble::Fault(fault));
    }
    let (page, checked) = (Page::of(&visitor, &desk, Part::Journal), job.found::<Checked>());
    let waiting = checked.is_none().then(|| Waiting::of(page.clone(), &job));
    Ok(shown(&SealPage { page, waiting, checked }))
}

fn checked(files: &Files, seal: &Seal, job: &Job) -> Result<Checked, String> {
    let mut rows = compared(&seal.inputs, &hashes(files));
    let read = read_files(files, &Options::default());
    let read = read.map_err(|problems| format!("{} problems in the sealed files", problems.len()))?;
    let solved = allocate(read, job)?;
    let results = results_of(&solved, Language::En).map_err(|trouble| trouble.sentence(Language::En))?;
    let results: Hashes = results.into_iter().map(|(name, bytes)| (name, fingerprint(&bytes))).collect();
    // a seal of an earlier version has no summary
    let results = results.into_iter().filter(|(name, _)| name != "summary.json" || seal.results.contains_key(name));
    rows.extend(compared(&seal.results, &results.collect()));
    Ok(Checked { rows })
}

fn compared(sealed: &Hashes, found: &Hashes) -> Vec<Compared> {
    let names: BTreeSet<&String> = sealed.keys().chain(found.keys()).collect();
    let hash = |hashes: &Hashes, name: &str| hashes.get(name).cloned().unwrap_or_default();
    let row = |name: &String| Compared { name: name.clone(), sealed: hash(sealed, name), found: hash(found, name) };
    names.into_iter().map(row).collect()
}
