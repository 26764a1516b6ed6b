//! Long work: solving and asking. A job is known by what it computes, so that two tabs that ask the same wait for
//! the same.

use std::any::Any;
use std::collections::BTreeMap;
use std::panic::AssertUnwindSafe;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::{Semaphore, watch};

/// Finished jobs that are remembered, with what they found.
const REMEMBERED: usize = 48;

/// What a job found.
pub(super) type Found = Arc<dyn Any + Send + Sync>;

/// How far a job is.
#[derive(Clone)]
pub(super) enum State {
    /// Waiting for its turn, or at work.
    Running,
    /// Done.
    Done(Found),
    /// Not done: a fault, in words.
    Failed(String),
    /// Stopped because somebody asked for that.
    Cancelled,
}

impl State {
    /// What was found, where it is done. Who tells both the state and what was found takes both from one state: the job
    /// may end in between.
    pub(super) fn found<T: Any + Send + Sync>(&self) -> Option<Arc<T>> {
        match self {
            State::Done(found) => found.clone().downcast().ok(),
            _ => None,
        }
    }
}

/// One piece of long work.
pub(super) struct Job {
    /// Its number.
    pub(super) number: u64,
    /// What it computes: `allocate`, `explain` and so on.
    pub(super) kind: &'static str,
    /// The round that it is about.
    pub(super) round: i64,
    done: AtomicUsize,
    total: AtomicUsize,
    cancelled: AtomicBool,
    state: watch::Sender<State>,
}

impl Job {
    /// Tells how much is done.
    pub(super) fn step(&self, done: usize, total: usize) {
        self.done.store(done, Ordering::Relaxed);
        self.total.store(total, Ordering::Relaxed);
        self.state.send_modify(|_| ()); // those who follow it look again
    }

    /// Steps done, steps in all; nothing in all while that is not known.
    pub(super) fn progress(&self) -> (usize, usize) {
        (self.done.load(Ordering::Relaxed), self.total.load(Ordering::Relaxed))
    }

    /// Asks it to stop.
    pub(super) fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }

    /// Asks it to stop, unless it has ended: what it found stays known.
    pub(super) fn cancel_unless_done(&self) {
        if matches!(*self.state.borrow(), State::Running) {
            self.cancel();
        }
    }

    /// Whether somebody asked it to stop.
    pub(super) fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }

    /// Set once somebody asks it to stop.
    pub(super) fn stop(&self) -> &AtomicBool {
        &self.cancelled
    }

    /// How far it is.
    pub(super) fn state(&self) -> State {
        self.state.borrow().clone()
    }

    /// Follows it: every change of its state and progress.
    pub(super) fn follow(&self) -> watch::Receiver<State> {
        self.state.subscribe()
    }

    /// What it found, where it is done.
    pub(super) fn found<T: Any + Send + Sync>(&self) -> Option<Arc<T>> {
        self.state().found()
    }

    /// Waits until it has ended.
    pub(super) async fn ended(&self) -> State {
        let mut follower = self.follow();
        let ended = follower.wait_for(|state| !matches!(state, State::Running)).await;
        ended.map_or(State::Cancelled, |state| state.clone())
    }
}

/// All jobs of a workbench.
pub(super) struct Jobs {
    turns: Arc<Semaphore>,
    /// Turns of work that is done at once, so that it never waits behind long work.
    quick: Arc<Semaphore>,
    known: Mutex<Known>,
}

#[derive(Default)]
struct Known {
    last: u64,
    /// By number, with the key of each.
    jobs: BTreeMap<u64, (String, Arc<Job>)>,
}

impl Jobs {
    /// So many run at once.
    pub(super) fn new(at_once: usize) -> Self {
        let turns = || Arc::new(Semaphore::new(at_once));
        Self { turns: turns(), quick: turns(), known: Mutex::default() }
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The job with this number.
    pub(super) fn get(&self, number: u64) -> Option<Arc<Job>> {
        self.known().jobs.get(&number).map(|(_, job)| job.clone())
    }

    /// The job that computes this, where it is known.
    pub(super) fn of(&self, key: &str) -> Option<Arc<Job>> {
        let known = self.known();
        let found = known.jobs.values().rev().find(|(of, job)| of == key && !job.is_lost());
        found.map(|(_, job)| job.clone())
    }

    /// The job that computes what `key` names, started where it is not known or did not end well.
    pub(super) fn start<T: Any + Send + Sync>(
        &self,
        key: &str,
        kind: &'static str,
        round: i64,
        work: impl FnOnce(&Job) -> Result<T, String> + Send + 'static,
    ) -> Arc<Job> {
        self.begin(&self.turns, (key, kind, round), work)
    }

    /// The same for work that is done in a moment.
    pub(super) fn start_quick<T: Any + Send + Sync>(
        &self,
        key: &str,
        kind: &'static str,
        round: i64,
        work: impl FnOnce(&Job) -> Result<T, String> + Send + 'static,
    ) -> Arc<Job> {
        self.begin(&self.quick, (key, kind, round), work)
    }

    fn begin<T: Any + Send + Sync>(
        &self,
        turns: &Arc<Semaphore>,
        (key, kind, round): (&str, &'static str, i64),
        work: impl FnOnce(&Job) -> Result<T, String> + Send + 'static,
    ) -> Arc<Job> {
        let mut known = self.known();
        if let Some((_, job)) = known.jobs.values().rev().find(|(of, job)| of == key && !job.is_lost()) {
            return job.clone();
        }
        known.last += 1;
        let job = Arc::new(Job {
            number: known.last,
            kind,
            round,
            done: AtomicUsize::new(0),
            total: AtomicUsize::new(0),
            cancelled: AtomicBool::new(false),
            state: watch::Sender::new(State::Running),
        });
        known.jobs.insert(job.number, (key.to_owned(), job.clone()));
        known.forget();
        drop(known);
        run(turns.clone(), job.clone(), work);
        job
    }
}

fn run<T: Any + Send + Sync>(
    turns: Arc<Semaphore>,
    job: Arc<Job>,
    work: impl FnOnce(&Job) -> Result<T, String> + Send + 'static,
) {
    tokio::spawn(async move {
        let turn = turns.acquire_owned().await;
        let working = job.clone();
        let ended = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            if working.is_cancelled() {
                return State::Cancelled;
            }
            let done = std::panic::catch_unwind(AssertUnwindSafe(|| work(&working)));
            match done {
                _ if working.is_cancelled() => State::Cancelled,
                Ok(Ok(found)) => State::Done(Arc::new(found)),
                Ok(Err(fault)) => State::Failed(fault),
                Err(_) => State::Failed("a fault of sleutel itself".to_owned()),
            }
        });
        let state = ended.await.unwrap_or(State::Cancelled);
        job.state.send_replace(state);
    });
}

impl Job {
    /// Whether it will never have found anything.
    fn is_lost(&self) -> bool {
        self.is_cancelled() || matches!(*self.state.borrow(), State::Failed(_) | State::Cancelled)
    }
}

impl Known {
    /// Forgets the oldest jobs that have ended.
    fn forget(&mut self) {
        while self.jobs.len() > REMEMBERED {
            let ended = self.jobs.iter().find(|(_, (_, job))| !matches!(*job.state.borrow(), State::Running));
            let Some(number) = ended.map(|(number, _)| *number) else { return };
            self.jobs.remove(&number);
        }
    }
}
