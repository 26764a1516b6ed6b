//! What can be wrong with the results of a run.

use std::fmt::{Display, Formatter, Result};

use super::doubt::Doubt;
use super::violation::Violation;

/// How an input file differs from what the results were made from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Difference {
    /// It has other bytes.
    Changed,
    /// The results name it and the round has not got it.
    Missing,
    /// The round has it and the results do not name it.
    Added,
}

/// One thing that is wrong with the results of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// A table, or the summary, is not the one that the certificate was written for.
    ResultChanged {
        /// The file.
        file: String,
    },
    /// The results were made from other input.
    InputDiffers {
        /// The input file.
        file: String,
        /// How.
        difference: Difference,
        /// The file of the results that says so.
        stated_in: &'static str,
    },
    /// A figure in the summary, or a name in the certificate, is not what the round and the tables say.
    FigureDiffers {
        /// `summary.json` or `certificate.json`.
        file: &'static str,
        /// The figure.
        figure: String,
        /// What is stated.
        stated: String,
        /// What it should be.
        expected: String,
    },
    /// A cell of a table is not what the round says.
    CellDiffers {
        /// The table's file.
        file: &'static str,
        /// Line, from 1.
        line: u64,
        /// Column.
        column: &'static str,
        /// What stands there.
        stated: String,
        /// What it should be.
        expected: String,
    },
    /// A row is about something that the round has not.
    UnknownRow {
        /// The table's file.
        file: &'static str,
        /// Line, from 1.
        line: u64,
        /// The id or name.
        id: String,
    },
    /// An applicant, dwelling or limit has no row where it should have one.
    RowMissing {
        /// The files in one of which it should stand.
        files: &'static str,
        /// The id or name.
        id: String,
    },
    /// An applicant, dwelling or limit stands in the tables more than once.
    RowTwice {
        /// The files in which it stands.
        files: &'static str,
        /// The id or name.
        id: String,
    },
    /// The allocation breaks a rule, overruns a maximum, or leaves a fixed pair out.
    Violation(Violation),
    /// The certificate does not hold.
    Doubt(Doubt),
}

impl Display for Finding {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Finding::ResultChanged { file } => {
                write!(f, "{file} is not the one that the certificate was written for")
            }
            Finding::InputDiffers { file, difference, stated_in } => match difference {
                Difference::Changed => write!(f, "{file} was changed since the run ({stated_in})"),
                Difference::Missing => write!(f, "{file} was part of the run and is gone ({stated_in})"),
                Difference::Added => write!(f, "{file} was no part of the run ({stated_in})"),
            },
            Finding::FigureDiffers { file, figure, stated, expected } => {
                write!(f, "{file}: {figure} is stated as {stated}, and is {expected}")
            }
            Finding::CellDiffers { file, line, column, stated, expected } => {
                write!(f, "{file}:{line} {column}: “{stated}” is stated, the round says “{expected}”")
            }
            Finding::UnknownRow { file, line, id } => write!(f, "{file}:{line}: the round does not know {id}"),
            Finding::RowMissing { files, id } => write!(f, "{files}: {id} has no row"),
            Finding::RowTwice { files, id } => write!(f, "{files}: {id} has more than one row"),
            Finding::Violation(violation) => violation.fmt(f),
            Finding::Doubt(doubt) => doubt.fmt(f),
        }
    }
}
