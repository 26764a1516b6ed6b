//! When a search ends before it is done: at a moment, or as soon as somebody no longer wants its answer.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// What ends a search early. It is looked at between the runs of the solver; a run that has begun is told how long it
/// may take, and else runs to its end.
#[derive(Debug, Clone, Copy, Default)]
pub struct Deadline<'a> {
    /// The moment; `None`: whenever it is done.
    pub at: Option<Instant>,
    /// Set by whoever no longer wants the answer.
    pub stop: Option<&'a AtomicBool>,
}

impl Deadline<'_> {
    /// Whether the search has to end now.
    pub fn is_over(&self) -> bool {
        self.is_stopped() || self.at.is_some_and(|at| Instant::now() >= at)
    }

    /// Whether nobody wants the answer any more.
    pub fn is_stopped(&self) -> bool {
        self.stop.is_some_and(|stop| stop.load(Ordering::Relaxed))
    }

    /// What a run of the solver may take, in seconds; `None`: as long as it needs.
    pub(super) fn seconds_left(&self) -> Option<f64> {
        let least = Duration::from_millis(1);
        if self.is_stopped() {
            return Some(least.as_secs_f64());
        }
        let left = self.at?.saturating_duration_since(Instant::now());
        Some(left.max(least).as_secs_f64())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_ends_at_its_moment_or_when_its_answer_is_no_longer_wanted() {
        let wanted = AtomicBool::new(false);
        let an_hour = Instant::now().checked_add(Duration::from_secs(3600));
        let deadline = Deadline { at: an_hour, stop: Some(&wanted) };
        assert!(!deadline.is_over() && deadline.seconds_left() > Some(3000.0));
        wanted.store(true, Ordering::Relaxed);
        assert!(deadline.is_over() && deadline.seconds_left() < Some(0.1));
        assert!(Deadline { at: Some(Instant::now()), stop: None }.is_over());
        assert_eq!(Deadline::default().seconds_left(), None);
    }
}
