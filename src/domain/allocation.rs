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

/// What a row of a list states of its applicant and its dwelling besides their ids, as it is written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Described {
    /// Group of the applicant, by id or by name.
    pub group: Option<String>,
    /// Persons of the household.
    pub persons: Option<String>,
    /// Complex of the dwelling.
    pub complex: Option<String>,
    /// District of the dwelling.
    pub district: Option<String>,
    /// Rooms of the dwelling.
    pub rooms: Option<String>,
}

/// A list of matches with what its rows state besides.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct List {
    /// The matches, in the order of the list.
    pub matches: Vec<Match>,
    /// What the row of each states.
    pub stated: Vec<Described>,
}

impl From<Vec<Match>> for List {
    /// Matches whose rows state nothing besides.
    fn from(matches: Vec<Match>) -> Self {
        let stated = vec![Described::default(); matches.len()];
        Self { matches, stated }
    }
}
