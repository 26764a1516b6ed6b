//! How a command ends: the exit status, and what is told when it is not 0.

use super::terminal;

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
    /// The input or the request is wrong, or a file could not be written: one sentence per line.
    Wrong(Vec<String>),
    /// What must not happen did.
    Fault(String),
}

impl Failure {
    /// One sentence about the input or the request.
    pub(crate) fn wrong(sentence: impl std::fmt::Display) -> Self {
        Failure::Wrong(vec![sentence.to_string()])
    }

    /// A fault of our own.
    pub(crate) fn fault(cause: impl std::fmt::Display) -> Self {
        Failure::Fault(cause.to_string())
    }

    /// Tells it on standard error.
    pub(crate) fn tell(self) -> Ending {
        match self {
            Failure::Wrong(sentences) => {
                for sentence in &sentences {
                    terminal::tell_error(sentence);
                }
                Ending::Wrong
            }
            Failure::Fault(cause) => {
                terminal::tell_fault(&cause);
                Ending::Fault
            }
        }
    }
}
