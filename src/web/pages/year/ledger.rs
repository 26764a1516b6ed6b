//! A new ledger of what was realised: one table, and nothing else about the round changes.

use std::sync::Arc;

use axum::extract::{Multipart, Path, State};
use axum::response::Redirect;

use crate::input::{fingerprint, read_year_files};
use crate::report::on_page::in_sentences;
use crate::report::problems;
use crate::web::store::Event;
use crate::web::trouble::Trouble;
use crate::web::upload::Handed;
use crate::web::visitor::Visitor;
use crate::web::workbench::Workbench;
use crate::web::year::under_model;

/// Takes the ledger where the year can be read with it; else says what is wrong.
pub(super) async fn replace(
    State(bench): State<Arc<Workbench>>,
    visitor: Visitor,
    Path(round): Path<i64>,
    form: Multipart,
) -> Result<Redirect, Trouble> {
    let handed = Handed::read(form).await?;
    let [(_, bytes)] = handed.files.as_slice() else {
        return Err(Trouble::Wrong("Choose one file: realised.csv.", "Kies één bestand: realised.csv."));
    };
    let desk = bench.open_desk(round)?;
    let mut files = under_model(&bench.store.files(&desk.files)?);
    files.insert("year/realised.csv".to_owned(), bytes.clone());
    if let Err(found) = read_year_files(&files) {
        let errors = found.iter().filter(|problem| !problem.code.is_warning());
        let told = errors.map(|problem| problems::sentence(problem, visitor.language));
        return Err(Trouble::Told(in_sentences(told)));
    }
    let event = Event::LedgerReplaced { file: fingerprint(bytes) };
    bench.note(&visitor, round, handed.version(), &event, vec![bytes])?;
    Ok(Redirect::to(&format!("/rounds/{round}/year/monitor")))
}
