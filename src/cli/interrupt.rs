//! Ctrl-C: nothing is written, and that is said; results that are being written are written to the end.

use std::sync::{Mutex, PoisonError};

use super::terminal;
use crate::domain::Language;
use crate::report::messages;

/// Whether the results have been written. Held while they are, so that an interruption waits for the end.
static WRITTEN: Mutex<bool> = Mutex::new(false);

/// Exit status of a process that was interrupted, as shells have it: 128 and the number of the signal.
const STATUS: i32 = 130;

/// From here on an interruption is told, in this language. Where the system cannot be asked for that, it ends
/// the process without a word, and writes nothing either.
pub(super) fn watch(language: Language) {
    watch_telling(language, messages::interrupted);
}

/// As [`watch`], with other words for what an interruption leaves: whether anything was written, in a language.
pub(super) fn watch_telling(language: Language, told: fn(bool, Language) -> &'static str) {
    let _ = ctrlc::set_handler(move || {
        let written = *WRITTEN.lock().unwrap_or_else(PoisonError::into_inner);
        terminal::tell_error(told(written, language), language);
        std::process::exit(STATUS);
    });
}

/// Writes, and lets no interruption come between.
pub(super) fn writing<T, E>(write: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
    let mut written = WRITTEN.lock().unwrap_or_else(PoisonError::into_inner);
    let done = write();
    *written = done.is_ok();
    done
}
