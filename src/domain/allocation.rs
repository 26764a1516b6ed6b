//! Who gets which dwelling.

/// Whether a dwelling is let whole or by the place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mode {
    /// One household has the dwelling.
    Whole,
    /// The household has one place in a shared dwelling.
    Shared,
}

impl Mode {
    /// The name in files.
    pub fn name(self) -> &'static str {
        match self {
            Mode::Whole => "whole",
            Mode::Shared => "shared",
        }
    }
}

/// One placement: indices into the round's applicants and dwellings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Placement {
    /// Index into [`super::Round::applicants`].
    pub applicant: usize,
    /// Index into [`super::Round::dwellings`].
    pub dwelling: usize,
    /// Whole or shared.
    pub mode: Mode,
}

/// A match of any origin: ids, not yet held against a round.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Match {
    /// Applicant id.
    pub applicant: String,
    /// Dwelling id.
    pub dwelling: String,
    /// Mode where the file states it.
    pub mode: Option<Mode>,
    /// Line in the file, for messages.
    pub line: usize,
}
