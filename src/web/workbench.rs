//! What all pages share: the database, the jobs, and what was read and solved already.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::domain::{Decision, DecisionVerdict, Language, Problem};
use crate::input::Read;
use crate::pipeline::Request;
use crate::report::{Readers, Results};
use crate::study::Case;
use crate::study::explain::Base;
use crate::verify;

use super::desk::Desk;
use super::guard::Guard;
use super::jobs::{Job, Jobs};
use super::store::{Addition, Event, Store, StoreFault};
use super::trouble::Trouble;
use super::visitor::Visitor;

/// Rounds whose reading is remembered.
const REMEMBERED: usize = 16;

/// What a round's files are: the round, or everything that is wrong with them.
pub(super) type Reading = Result<Read, Vec<Problem>>;

/// A workbench that is being served.
pub(super) struct Workbench {
    pub(super) store: Store,
    pub(super) jobs: Jobs,
    pub(super) guard: Guard,
    readings: Mutex<BTreeMap<(i64, i64), Arc<Reading>>>,
}

/// A round with its optimum, checked.
pub(super) struct Solved {
    /// The round and its optimum.
    pub(super) base: Base,
    /// What deserves a look.
    pub(super) warnings: Vec<Problem>,
}

impl Workbench {
    /// A workbench on a database.
    pub(super) fn new(store: Store, guard: Guard) -> Self {
        let at_once = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        Self { store, jobs: Jobs::new(at_once), guard, readings: Mutex::default() }
    }

    /// The state of a round.
    pub(super) fn desk(&self, number: i64) -> Result<Desk, Trouble> {
        Ok(Desk::open(&self.store, number)?)
    }

    /// The state of a round that can still be changed.
    pub(super) fn open_desk(&self, number: i64) -> Result<Desk, Trouble> {
        let desk = self.desk(number)?;
        if desk.is_sealed() { Err(Trouble::Sealed(number)) } else { Ok(desk) }
    }

    /// The same, as whoever asks for a change has seen it.
    pub(super) fn seen_desk(&self, number: i64, seen: i64) -> Result<Desk, Trouble> {
        let desk = self.open_desk(number)?;
        if desk.version == seen { Ok(desk) } else { Err(Trouble::Moved(number)) }
    }

    /// Says where a decision is to be taken back that the round does not have.
    pub(super) fn check_without(
        &self,
        desk: &Desk,
        pair: (&str, &str),
        verdict: DecisionVerdict,
    ) -> Result<(), Trouble> {
        let stands =
            |one: &Decision| (one.applicant.as_str(), one.dwelling.as_str(), one.verdict) == (pair.0, pair.1, verdict);
        match &*self.reading(desk)? {
            Ok(read) if !read.round.decisions.iter().any(stands) => {
                Err(Trouble::Wrong("There is no such decision.", "Zo'n besluit is er niet."))
            }
            _ => Ok(()), // of a round that is not sound nobody knows what stands
        }
    }

    /// Says what is wrong with events that a round would not be sound with.
    pub(super) fn check_with(&self, desk: &Desk, events: &[Event], visitor: &Visitor) -> Result<(), Trouble> {
        if self.reading(desk)?.is_err() {
            return Ok(()); // it is not sound as it is: the page of the input says why
        }
        let Err(problems) = desk.with(events, &visitor.name).read(&self.store)? else { return Ok(()) };
        Err(Trouble::Broken(problems))
    }

    /// A round as its files are now, read once.
    pub(super) fn reading(&self, desk: &Desk) -> Result<Arc<Reading>, Trouble> {
        let key = (desk.number, desk.input_version);
        let known = || self.readings.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(reading) = known().get(&key) {
            return Ok(reading.clone());
        }
        let reading = Arc::new(desk.read(&self.store)?);
        let mut known = known();
        if known.len() >= REMEMBERED {
            known.pop_first();
        }
        known.insert(key, reading.clone());
        Ok(reading)
    }

    /// The job that allocates a round, started unless it is known; the problems of a round that cannot be read.
    pub(super) fn allocation(&self, desk: &Desk) -> Result<Result<Arc<Job>, Vec<Problem>>, Trouble> {
        let key = format!("allocate {} {}", desk.number, desk.input_version);
        if let Some(job) = self.jobs.of(&key) {
            return Ok(Ok(job));
        }
        let read = match &*self.reading(desk)? {
            Ok(read) => read.clone(),
            Err(problems) => return Ok(Err(problems.clone())),
        };
        Ok(Ok(self.jobs.start(&key, "allocate", desk.number, move |job| allocate(read, job))))
    }

    /// The optimum of a round, where it is known already.
    pub(super) fn solved(&self, desk: &Desk) -> Option<Arc<Solved>> {
        self.jobs.of(&format!("allocate {} {}", desk.number, desk.input_version))?.found()
    }

    /// Writes into the journal what a visitor did who had seen it up to an entry. Nothing is written without a name.
    pub(super) fn note(
        &self,
        visitor: &Visitor,
        round: i64,
        seen: i64,
        event: &Event,
        contents: Vec<&[u8]>,
    ) -> Result<i64, Trouble> {
        self.note_all(visitor, round, seen, &[Addition { by: &visitor.name, event, contents }])
    }

    /// The same for several things without contents done at once.
    pub(super) fn note_each(&self, visitor: &Visitor, desk: &Desk, events: &[Event]) -> Result<i64, Trouble> {
        let addition = |event| Addition { by: &visitor.name, event, contents: Vec::new() };
        self.note_all(visitor, desk.number, desk.version, &events.iter().map(addition).collect::<Vec<_>>())
    }

    /// The same for several things done at once: an entry each, all of them or none.
    pub(super) fn note_all(
        &self,
        visitor: &Visitor,
        round: i64,
        seen: i64,
        additions: &[Addition<'_>],
    ) -> Result<i64, Trouble> {
        if visitor.name.is_empty() {
            return Err(Trouble::Nameless);
        }
        match self.store.append_all(round, seen, additions) {
            Err(StoreFault::Moved) => Err(Trouble::Moved(round)),
            Err(StoreFault::Sealed) => Err(Trouble::Sealed(round)),
            other => Ok(other?),
        }
    }
}

/// Allocates a round; nothing counts that the independent checker does not accept.
pub(super) fn allocate(read: Read, job: &Job) -> Result<Solved, String> {
    let step = |done, total| job.step(done, total);
    let request = Request { progress: Some(&step), stop: Some(job.stop()), ..Request::default() };
    let case = Case { round: read.round, standing: read.standing };
    let base = Base::solve(case, &request).map_err(|fault| fault.to_string())?;
    let results = Results::of(&base.case.round, &base.outcome, Readers::Public, Language::En);
    let results = results.map_err(|fault| fault.to_string())?;
    verify::accept(&base.case.round, &base.case.standing, results.checked())?;
    Ok(Solved { base, warnings: read.warnings })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::time::{Duration, Instant};

    use super::*;
    use crate::web::demo;
    use crate::web::jobs::State;

    fn bench() -> (Workbench, Desk) {
        let store = Store::in_memory().unwrap();
        let number = store.open_round("A", "demo", &demo::round()).unwrap();
        let guard = Guard::new(([127, 0, 0, 1], 1).into(), &[], None);
        let desk = Desk::open(&store, number).unwrap();
        (Workbench::new(store, guard), desk)
    }

    #[tokio::test]
    async fn a_stopped_allocation_of_a_city_month_ends_within_a_second_and_is_done_anew_when_asked_again() {
        let (bench, desk) = bench();
        let job = bench.allocation(&desk).unwrap().unwrap();
        tokio::time::sleep(Duration::from_millis(600)).await; // into the solving
        assert!(matches!(job.state(), State::Running));
        job.cancel();
        let since = Instant::now();
        assert!(matches!(job.ended().await, State::Cancelled));
        assert!(since.elapsed() < Duration::from_secs(1), "{:?}", since.elapsed());
        let again = bench.allocation(&desk).unwrap().unwrap();
        assert_ne!(again.number, job.number);
        again.cancel();
    }
}
