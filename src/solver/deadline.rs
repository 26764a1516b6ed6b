//! When a search ends before it is done: at a moment, or as soon as somebody no longer wants its answer.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
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

/// The time of a search, dealt out over independent parts: each may take an equal share of what is left when it begins,
/// so that no part goes without because others are hard.
#[derive(Debug)]
pub struct Shares<'a> {
    whole: Deadline<'a>,
    /// Parts that have not begun.
    waiting: AtomicUsize,
    at_once: usize,
}

impl<'a> Shares<'a> {
    /// The shares of so many parts, of which so many are searched at once.
    pub fn new(whole: Deadline<'a>, parts: usize, at_once: usize) -> Self {
        Self { whole, waiting: AtomicUsize::new(parts), at_once: at_once.max(1) }
    }

    /// The share of a part that begins now.
    pub fn next(&self) -> Deadline<'a> {
        let waiting = self.waiting.fetch_sub(1, Ordering::Relaxed).max(1);
        let Some(at) = self.whole.at else { return self.whole };
        let now = Instant::now();
        let share = self.at_once.min(waiting) as f64 / waiting as f64;
        Deadline { at: Some(now + at.saturating_duration_since(now).mul_f64(share)), ..self.whole }
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

    #[test]
    fn every_part_has_its_share_of_the_time_and_the_last_what_is_left() {
        let whole = Deadline { at: Instant::now().checked_add(Duration::from_secs(4000)), stop: None };
        let shares = Shares::new(whole, 5, 2);
        let seconds: Vec<f64> = (0..5).filter_map(|_| shares.next().seconds_left()).map(f64::round).collect();
        assert_eq!(seconds, [1600.0, 2000.0, 2667.0, 4000.0, 4000.0], "no time went by: two of five, two of four, …");
        assert_eq!(Shares::new(Deadline::default(), 5, 2).next().at, None);
    }
}
