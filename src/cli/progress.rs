//! Progress on standard error, only when it is a terminal.

use std::io::IsTerminal;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use crate::domain::Language;
use crate::report::messages::{self, Stage};

/// A line that says what is going on; it vanishes when dropped.
pub(super) struct Progress {
    bar: ProgressBar,
    language: Language,
}

impl Progress {
    /// Shown unless the user wants quiet or nobody looks; only then is the language asked for.
    pub(super) fn new(quiet: bool, language: impl FnOnce() -> Language) -> Self {
        let is_seen = !quiet && std::io::stderr().is_terminal();
        let bar = if is_seen { ProgressBar::new(0) } else { ProgressBar::hidden() };
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} {wide_bar} {elapsed}") {
            bar.set_style(style);
        }
        bar.enable_steady_tick(Duration::from_millis(100));
        Self { bar, language: if is_seen { language() } else { Language::default() } }
    }

    /// Says what begins.
    pub(super) fn stage(&self, stage: Stage) {
        self.bar.set_message(messages::stage(stage, self.language));
    }

    /// Says how far it is.
    pub(super) fn step(&self, done: usize, total: usize) {
        self.bar.set_length(total as u64);
        self.bar.set_position(done as u64);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
