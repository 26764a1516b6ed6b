//! What can be wrong with the input. The wording lives in `report`.

/// Code of a problem; `docs/errors.md` has a heading for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Code {
    /// A fixed pair breaks a rule without override. Details: the rules.
    FixedBreaksRule,
    /// Fixed pairs overrun a maximum without override. Details: limit, use, maximum.
    FixedBreaksMaximum,
    /// A dwelling is fixed for several applicants that cannot share it. Details: the applicants.
    FixedTwice,
    /// A dwelling is fixed for fewer sharers than sharing asks. Details: how many, the minimum.
    FixedTooFewSharers,
}

/// One problem with the input.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// File, relative to the round.
    pub file: String,
    /// Line in the file, from 1.
    pub line: Option<usize>,
    /// Column, by its name.
    pub column: Option<String>,
    /// What is wrong.
    pub code: Code,
    /// The value found.
    pub value: String,
    /// What else the sentence needs, in the order that [`Code`] states.
    pub details: Vec<String>,
}
