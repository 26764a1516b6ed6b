//! What was done since an allocation, and what that changed: the answer to a decision.

use super::journal::words;
use crate::domain::Limits;
use crate::report::since_then;
use crate::web::desk::Desk;
use crate::web::page::Page;
use crate::web::store::{Decided, Entry, Event};
use crate::web::trouble::Trouble;
use crate::web::workbench::{Solved, Workbench};

/// Things done that are told one by one at most.
const TOLD_AT_MOST: usize = 8;

/// What stands in the journal after an entry, and what became of the allocation that rested on that entry, in sentences.
pub(super) fn answer(
    bench: &Workbench,
    desk: &Desk,
    page: &Page,
    solved: &Solved,
    since: Option<i64>,
) -> Result<Vec<String>, Trouble> {
    let Some(since) = since else { return Ok(Vec::new()) };
    let entries = bench.store.entries(desk.number)?;
    let (before, after): (Vec<Entry>, Vec<Entry>) = entries.into_iter().partition(|entry| entry.number <= since);
    let done: Vec<Entry> = after.into_iter().filter(|entry| entry.event.changes_input()).collect();
    if before.is_empty() || done.is_empty() {
        return Ok(Vec::new());
    }
    let mut told = vec![in_words(&solved.base.case.round.limits, page, &done)];
    if let Some(earlier) = bench.solved(&Desk::of(desk.number, &before)) {
        let (earlier, now) = (&earlier.base, &solved.base);
        let decided = done.iter().filter_map(about).collect();
        let (earlier, now) = ((&earlier.case.round, &earlier.outcome), (&now.case.round, &now.outcome));
        told.extend(since_then(earlier, now, &decided, page.language));
    }
    Ok(told)
}

/// Whom an entry decides about.
fn about(entry: &Entry) -> Option<String> {
    match &entry.event {
        Event::Decided(Decided { applicant, .. }) | Event::Withdrawn { applicant, .. } => Some(applicant.clone()),
        _ => None,
    }
}

fn in_words(limits: &Limits, page: &Page, done: &[Entry]) -> String {
    let what: Vec<String> = done.iter().take(TOLD_AT_MOST).map(|entry| words(&entry.event, limits, page).0).collect();
    let more = done.len().saturating_sub(TOLD_AT_MOST);
    let more = if more == 0 { String::new() } else { format!(" + {}", page.count(&more)) };
    format!("{}{more}.", what.join("; "))
}
