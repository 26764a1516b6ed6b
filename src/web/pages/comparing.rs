//! The job that compares a list with the optimum, and what it finds.

use std::sync::Arc;

use serde::Deserialize;

use crate::domain::{Language, Problem};
use crate::input::read_list_from;
use crate::pipeline::Request;
use crate::report::compare::{files, reason_kept};
use crate::study::Case;
use crate::study::compare::{Comparison, Wanted, compare, elsewhere};
use crate::verify;
use crate::web::desk::Desk;
use crate::web::jobs::Job;
use crate::web::page::Page;
use crate::web::trouble::Trouble;
use crate::web::visitor::Visitor;
use crate::web::workbench::Workbench;

/// What is made of the list besides the comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum How {
    #[default]
    Plain,
    Keep,
    Nearest,
}

impl How {
    /// Its name in addresses.
    pub(super) fn name(self) -> &'static str {
        match self {
            How::Plain => "plain",
            How::Keep => "keep",
            How::Nearest => "nearest",
        }
    }

    /// The one with this name; the plain comparison for any other.
    pub(super) fn named(name: &str) -> Self {
        [How::Keep, How::Nearest].into_iter().find(|how| how.name() == name).unwrap_or_default()
    }

    /// All of them.
    pub(super) fn all() -> [Self; 3] {
        [How::Plain, How::Keep, How::Nearest]
    }

    /// Its name for people.
    pub(super) fn label<'a>(self, page: &Page) -> &'a str {
        use crate::report::words::either;
        match self {
            How::Plain => either(page.language, "Comparison", "Vergelijking"),
            How::Keep => either(page.language, "Keep the valid part and fill up", "Geldige deel houden en aanvullen"),
            How::Nearest => {
                either(page.language, "Nearest optimum, as a proposal", "Dichtstbijzijnde optimum, als voorstel")
            }
        }
    }

    fn wanted(self, language: Language) -> Wanted {
        match self {
            How::Plain => Wanted::Comparison,
            How::Keep => Wanted::Keep(reason_kept(language).to_owned()),
            How::Nearest => Wanted::Nearest,
        }
    }
}

/// A comparison with the round that it is about.
pub(super) struct Compared {
    pub(super) case: Case,
    pub(super) comparison: Comparison,
}

/// What the job finds: the comparison, or that the list is about another round.
pub(super) type Found = Result<Compared, Problem>;

/// The job that compares, started unless it is known; none for a round that cannot be read.
pub(super) fn job(bench: &Workbench, desk: &Desk, how: How, language: Language) -> Result<Option<Arc<Job>>, Trouble> {
    let Some((name, file)) = desk.manual.clone() else { return Err(Trouble::Missing) };
    let key = key(desk, how, language);
    if let Some(job) = bench.jobs.of(&key) {
        return Ok(Some(job));
    }
    let case = match &*bench.reading(desk)? {
        Ok(read) => Case { round: read.round.clone(), standing: read.standing.clone() },
        Err(_) => return Ok(None),
    };
    let bytes = bench.store.content(&file)?;
    let work = move |job: &Job| compared(case, (&name, &bytes), &how.wanted(language), job);
    Ok(Some(bench.jobs.start(&key, "compare", desk.number, work)))
}

/// The reason of kept matches is in a language, so that a proposal is of one.
fn key(desk: &Desk, how: How, language: Language) -> String {
    let file = desk.manual.as_ref().map_or("", |(_, file)| file);
    let tongue = if how == How::Keep { crate::report::words::either(language, "en", "nl") } else { "" };
    format!("compare {} {} {file} {} {tongue}", desk.number, desk.input_version, how.name())
}

/// The comparison where it is known already.
pub(super) fn known(bench: &Workbench, desk: &Desk, how: How, language: Language) -> Option<Arc<Found>> {
    bench.jobs.of(&key(desk, how, language))?.found()
}

/// The comparison that the visitor saw.
pub(super) fn seen(
    bench: &Workbench,
    visitor: &Visitor,
    round: i64,
    (version, how): (i64, How),
) -> Result<Arc<Found>, Trouble> {
    let desk = bench.open_desk(round)?;
    if desk.version != version {
        return Err(Trouble::Moved(round));
    }
    known(bench, &desk, how, visitor.language).ok_or(GONE)
}

pub(super) fn of(found: &Found) -> Result<&Compared, Trouble> {
    found.as_ref().map_err(|_| GONE)
}

const GONE: Trouble = Trouble::Wrong(
    "The comparison is not at hand any more. Open its page again and repeat this.",
    "De vergelijking is niet meer voorhanden. Open de pagina opnieuw en herhaal dit.",
);

fn compared(case: Case, (name, bytes): (&str, &[u8]), wanted: &Wanted, job: &Job) -> Result<Found, String> {
    let list = match read_list_from(name, bytes) {
        Ok(list) => list,
        Err(mut problems) => return Ok(Err(problems.swap_remove(0))), // never: it was read when it was handed in
    };
    if let Some(problem) = elsewhere(&case.round, &list, name) {
        return Ok(Err(problem));
    }
    let step = |done, total| job.step(done, total);
    let request = Request { progress: Some(&step), ..Request::default() };
    let comparison = compare(&case, list.matches, wanted, &request, &step).map_err(|fault| fault.to_string())?;
    let optimum = case.matches(&comparison.optimum.placements);
    if let Some(violation) = verify::violations(&case.round, &case.standing, &optimum).first() {
        return Err(violation.to_string()); // never: nothing is shown that the checker does not accept
    }
    let written = files(&case.round, &comparison, ',', Language::En).map_err(|fault| fault.to_string())?;
    if let (Some(round), Some(proposal)) = (&written.round, &comparison.proposal)
        && written.files.iter().any(|(name, _)| *name == "certificate.json")
    {
        verify::accept(round, &proposal.case.standing, &written.files)?;
    }
    Ok(Ok(Compared { case, comparison }))
}
