//! What a person decided about one applicant and one dwelling.

use serde::{Deserialize, Serialize};

/// What stands in rows made ready for `decisions.csv` where a person has to write a reason, a name and a date: in English
/// and in Dutch.
pub const OPEN_CELLS: [[&str; 3]; 2] = [["REASON", "NAME", "DATE"], ["REDEN", "NAAM", "DATUM"]];

/// Whether a cell of a decision still holds the word that asks to be written over.
pub fn is_open_cell(text: &str) -> bool {
    OPEN_CELLS.as_flattened().contains(&text)
}

/// The kind of decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// The applicant gets this dwelling.
    Fixed,
    /// The applicant refused it.
    Refused,
    /// A person forbids the match.
    Forbidden,
}

impl Verdict {
    /// The name in files.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Fixed => "fixed",
            Verdict::Refused => "refused",
            Verdict::Forbidden => "forbidden",
        }
    }
}

/// A row of `decisions.csv`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Decision {
    /// Applicant id.
    pub applicant: String,
    /// Dwelling id.
    pub dwelling: String,
    /// What was decided.
    pub verdict: Verdict,
    /// A fixed pair stands although it breaks a rule or a maximum.
    pub overrides: bool,
    /// Why.
    pub reason: Option<String>,
    /// Who decided.
    pub by: Option<String>,
    /// When, as written.
    pub at: Option<String>,
    /// Line in the file, for messages.
    pub line: usize,
}

impl Decision {
    /// Whether it gives a dwelling (by id) to its applicant.
    pub fn fixes(&self, dwelling: &str) -> bool {
        self.verdict == Verdict::Fixed && self.dwelling == dwelling
    }
}
