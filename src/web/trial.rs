//! A change that is tried: a first answer as quickly as can be, and the proven optimum that takes its place.

use std::sync::Arc;
use std::time::Duration;

use crate::domain::Problem;
use crate::input::{Scenario, read_file_variants};
use crate::pipeline::Request;
use crate::study::{Case, Tried, estimate_beside, try_beside};

use super::desk::Desk;
use super::jobs::Job;
use super::trouble::Trouble;
use super::workbench::{Solved, Workbench};

/// What messages call the place of a change.
pub(super) const PLACE: &str = "--what-if";

/// The time that the first answer has, so that it is there before anyone waits for it.
const QUICK: Duration = Duration::from_millis(150);

/// The kinds of these jobs.
pub(super) const KINDS: [&str; 2] = ["estimate", "what-if"];

/// The jobs that answer a change.
pub(super) struct Trial {
    pub(super) quick: Arc<Job>,
    pub(super) proven: Arc<Job>,
}

impl Trial {
    /// What is proven, where it is known.
    pub(super) fn tried(&self) -> Option<Arc<Tried>> {
        self.proven.found()
    }

    /// The first answer, where it is known.
    pub(super) fn estimate(&self) -> Option<Arc<Tried>> {
        self.quick.found()
    }
}

/// The jobs that answer these changes, where they were started and not stopped.
pub(super) fn known(bench: &Workbench, desk: &Desk, settings: &[String]) -> Option<Trial> {
    let [quick, proven] = keys(desk, settings);
    Some(Trial { quick: bench.jobs.of(&quick)?, proven: bench.jobs.of(&proven)? })
}

/// The jobs that answer these changes, started unless they are known; everything that is wrong with the changes.
pub(super) fn start(
    bench: &Workbench,
    desk: &Desk,
    solved: &Arc<Solved>,
    settings: &[String],
) -> Result<Result<Trial, Vec<Problem>>, Trouble> {
    if let Some(trial) = known(bench, desk, settings) {
        return Ok(Ok(trial));
    }
    let scenario = match Scenario::of_texts(PLACE, settings) {
        Ok(scenario) => scenario,
        Err(problems) => return Ok(Err(problems)),
    };
    let changed = match read_file_variants(&desk.round_files(&bench.store)?, &[scenario]) {
        Ok(variants) => variants.changed,
        Err(problems) => return Ok(Err(problems)),
    };
    let Some(read) = changed.into_iter().next() else { return Err(Trouble::Missing) };
    let case = Arc::new(Case { round: read.round, standing: read.standing });
    let [quick, proven] = keys(desk, settings);
    let (one, other) = ((solved.clone(), case.clone()), (solved.clone(), case));
    let quick = bench.jobs.start_quick(&quick, KINDS[0], desk.number, move |job| {
        let request = Request { stop: Some(job.stop()), ..Request::default() };
        estimate_beside(&one.0.base, &one.1, QUICK, &request).map_err(|fault| fault.to_string())
    });
    let proven = bench.jobs.start(&proven, KINDS[1], desk.number, move |job| {
        let step = |done, total| job.step(done, total);
        let request = Request { progress: Some(&step), stop: Some(job.stop()), ..Request::default() };
        try_beside(&other.0.base, &other.1, &request).map_err(|fault| fault.to_string())
    });
    Ok(Ok(Trial { quick, proven }))
}

/// A change is known by the round as it was allocated and by what it sets.
fn keys(desk: &Desk, settings: &[String]) -> [String; 2] {
    KINDS.map(|kind| format!("{kind} {} {} {}", desk.number, desk.input_version, settings.join("\n")))
}
