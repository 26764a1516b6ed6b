//! How a command ends: the exit status, and what is told when it is not 0.

use super::terminal;
use crate::domain::{Language, Problem};
use crate::report::problems;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// Done.
    Done,
    /// The answer is no: violations were found, or a certificate does not hold.
    No,
    /// The input or the command line is wrong.
    Wrong,
    /// A limit that the user set (time) ended the search; the best allocation so far stands.
    Stopped,
    /// A fault of our own.
    Fault,
}

impl Ending {
    /// The exit status of the process.
    pub fn status(self) -> u8 {
        match self {
            Ending::Done => 0,
            Ending::No => 1,
            Ending::Wrong => 2,
            Ending::Stopped => 3,
            Ending::Fault => 70,
        }
    }
}

/// Why a command could not do what it was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Failure {
    /// The request is wrong, or a file could not be written: a sentence in this language.
    Wrong(String, Language),
    /// The input is wrong; told in this language, warnings among it.
    Input(Vec<Problem>, Language),
    /// What must not happen did.
    Fault(String),
}

impl Failure {
    /// A fault of our own.
    pub(crate) fn fault(cause: impl std::fmt::Display) -> Self {
        Failure::Fault(cause.to_string())
    }

    /// Tells it on standard error; problems with the input in the order in which they are sorted, and
    /// without the warnings among them where only errors are wanted.
    pub(crate) fn tell(self, quiet: bool) -> Ending {
        match self {
            Failure::Wrong(sentence, language) => {
                terminal::tell_error(&sentence, language);
                Ending::Wrong
            }
            Failure::Input(found, language) => {
                for problem in &found {
                    let sentence = problems::sentence(problem, language);
                    match problem.code.is_warning() {
                        false => terminal::tell_error(&sentence, language),
                        true if quiet => (),
                        true => terminal::warn(&sentence, language),
                    }
                }
                Ending::Wrong
            }
            Failure::Fault(cause) => {
                terminal::tell_fault(&cause);
                Ending::Fault
            }
        }
    }

    /// Problems with the input as a JSON list on standard output, where that is asked for; anything else
    /// stays a failure.
    pub(crate) fn told_as_json(self, json: bool) -> Result<Ending, Self> {
        match self {
            Failure::Input(found, language) if json => {
                terminal::show(&problems::json(&found, language).map_err(Failure::fault)?);
                Ok(Ending::Wrong)
            }
            other => Err(other),
        }
    }
}
