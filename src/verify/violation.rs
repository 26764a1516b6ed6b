//! What a list of matches can do wrong, each with its size.

use std::collections::BTreeSet;
use std::fmt::{Display, Formatter, Result};

use super::breach::Unit;
use crate::domain::{Counts, Mode, Rule};

/// One thing that a list of matches does wrong in a round.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Violation {
    /// The round has no such applicant.
    UnknownApplicant {
        /// The id.
        applicant: String,
        /// Line in the file of matches.
        line: usize,
    },
    /// The round has no such dwelling.
    UnknownDwelling {
        /// The id.
        dwelling: String,
        /// Line in the file of matches.
        line: usize,
    },
    /// An applicant of a group that searches for itself was placed.
    SelfSearch {
        /// The applicant.
        applicant: String,
    },
    /// An applicant has more than one place.
    PlacedTwice {
        /// The applicant.
        applicant: String,
        /// Its dwellings; one that stands in the list twice is named twice.
        dwellings: Vec<String>,
    },
    /// A dwelling is let whole to several applicants.
    LetTwice {
        /// The dwelling.
        dwelling: String,
        /// Those who would each have it alone.
        applicants: Vec<String>,
    },
    /// A dwelling is let whole and shared at the same time.
    WholeAndShared {
        /// The dwelling.
        dwelling: String,
        /// Those who would have it alone.
        whole: Vec<String>,
        /// Those who would share it.
        shared: Vec<String>,
    },
    /// A dwelling is shared by fewer than the model asks.
    TooFewSharers {
        /// The dwelling.
        dwelling: String,
        /// Sharers in the list.
        sharers: usize,
        /// Sharers at least.
        least: usize,
    },
    /// A dwelling is shared by more than it has places.
    TooManySharers {
        /// The dwelling.
        dwelling: String,
        /// Sharers in the list.
        sharers: usize,
        /// Its places.
        places: usize,
    },
    /// A dwelling is shared by applicants whose values in the `sharing.same` columns differ.
    DifferentClasses {
        /// The dwelling.
        dwelling: String,
        /// The values of each class, with the number of its sharers.
        classes: Vec<(Vec<String>, usize)>,
    },
    /// A placement breaks a rule.
    BrokenRule {
        /// The applicant.
        applicant: String,
        /// The dwelling.
        dwelling: String,
        /// How it lives there.
        mode: Mode,
        /// The rule.
        rule: Rule,
        /// By how much; 1 where a rule knows only yes and no.
        size: i64,
        /// What that counts.
        unit: Unit,
    },
    /// The placements together use more than a maximum allows.
    MaximumOverrun {
        /// The limit.
        limit: String,
        /// What it counts.
        counts: Counts,
        /// The use, in counting units.
        used: i128,
        /// The maximum in force, in counting units.
        max: i128,
    },
    /// A pair that a person fixed is not in the list.
    FixedMissing {
        /// The applicant.
        applicant: String,
        /// The dwelling it should have.
        dwelling: String,
    },
}

impl Violation {
    /// The code of its kind in files.
    pub fn kind(&self) -> &'static str {
        match self {
            Violation::UnknownApplicant { .. } => "unknown-applicant",
            Violation::UnknownDwelling { .. } => "unknown-dwelling",
            Violation::SelfSearch { .. } => "self-search",
            Violation::PlacedTwice { .. } => "placed-twice",
            Violation::LetTwice { .. } => "let-twice",
            Violation::WholeAndShared { .. } => "whole-and-shared",
            Violation::TooFewSharers { .. } => "too-few-sharers",
            Violation::TooManySharers { .. } => "too-many-sharers",
            Violation::DifferentClasses { .. } => "different-classes",
            Violation::BrokenRule { .. } => "broken-rule",
            Violation::MaximumOverrun { .. } => "maximum-overrun",
            Violation::FixedMissing { .. } => "fixed-missing",
        }
    }

    /// Ids of the applicants that it names.
    pub fn applicants(&self) -> Vec<&str> {
        match self {
            Violation::UnknownApplicant { applicant, .. }
            | Violation::SelfSearch { applicant }
            | Violation::PlacedTwice { applicant, .. }
            | Violation::BrokenRule { applicant, .. }
            | Violation::FixedMissing { applicant, .. } => vec![applicant],
            Violation::LetTwice { applicants, .. } => applicants.iter().map(String::as_str).collect(),
            Violation::WholeAndShared { whole, shared, .. } => whole.iter().chain(shared).map(String::as_str).collect(),
            _ => Vec::new(),
        }
    }

    /// Ids of the dwellings that it names, each once.
    pub fn dwellings(&self) -> BTreeSet<&str> {
        match self {
            Violation::UnknownDwelling { dwelling, .. }
            | Violation::LetTwice { dwelling, .. }
            | Violation::WholeAndShared { dwelling, .. }
            | Violation::TooFewSharers { dwelling, .. }
            | Violation::TooManySharers { dwelling, .. }
            | Violation::DifferentClasses { dwelling, .. }
            | Violation::BrokenRule { dwelling, .. }
            | Violation::FixedMissing { dwelling, .. } => BTreeSet::from([dwelling.as_str()]),
            Violation::PlacedTwice { dwellings, .. } => dwellings.iter().map(String::as_str).collect(),
            _ => BTreeSet::new(),
        }
    }
}

impl Display for Violation {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Violation::UnknownApplicant { applicant, line } => {
                write!(f, "line {line}: the round has no applicant {applicant}")
            }
            Violation::UnknownDwelling { dwelling, line } => {
                write!(f, "line {line}: the round has no dwelling {dwelling}")
            }
            Violation::SelfSearch { applicant } => {
                write!(f, "{applicant} searches for itself and takes no part in the round")
            }
            Violation::PlacedTwice { applicant, dwellings } => {
                write!(f, "{applicant} has {} places: {}", dwellings.len(), dwellings.join(", "))
            }
            Violation::LetTwice { dwelling, applicants } => {
                write!(f, "{dwelling} is let whole {} times: {}", applicants.len(), applicants.join(", "))
            }
            Violation::WholeAndShared { dwelling, whole, shared } => {
                write!(f, "{dwelling} is let whole to {} and shared by {}", whole.join(", "), shared.join(", "))
            }
            Violation::TooFewSharers { dwelling, sharers, least } => {
                write!(f, "{dwelling} is shared by {sharers}, at least {least} are needed")
            }
            Violation::TooManySharers { dwelling, sharers, places } => {
                write!(f, "{dwelling} is shared by {sharers} and has {places} places")
            }
            Violation::DifferentClasses { dwelling, classes } => {
                let named: Vec<String> =
                    classes.iter().map(|(values, count)| format!("{count} of {}", values.join(" / "))).collect();
                write!(f, "{dwelling} is shared by applicants who may not share with each other: {}", named.join(", "))
            }
            Violation::BrokenRule { applicant, dwelling, mode, rule, size, unit } => {
                let by = amount_of_breach(*unit, *size);
                write!(f, "{applicant} in {dwelling} ({}) breaks the rule {}{by}", mode.name(), rule.name())
            }
            Violation::MaximumOverrun { limit, counts, used, max } => {
                let over = in_units(*counts, used - max);
                let (used, max) = (in_units(*counts, *used), in_units(*counts, *max));
                write!(f, "“{limit}” is overrun by {over} {}: {used} used, {max} allowed", counts.name())
            }
            Violation::FixedMissing { applicant, dwelling } => {
                write!(f, "{applicant} was fixed to {dwelling} and does not have it")
            }
        }
    }
}

fn amount_of_breach(unit: Unit, size: i64) -> String {
    match unit {
        Unit::Cents => format!(" by € {}.{:02}", size / 100, size % 100),
        Unit::Whether => String::new(),
        _ => format!(" by {size} {}", unit.name().unwrap_or_default()),
    }
}

/// Counting units as what people speak of: support with its decimals, all else whole.
pub(super) fn in_units(counts: Counts, units: i128) -> String {
    let unit = i128::from(counts.unit());
    let (whole, rest) = (units.abs() / unit, units.abs() % unit);
    let sign = if units < 0 { "-" } else { "" };
    if rest == 0 {
        return format!("{sign}{whole}");
    }
    let digits = format!("{rest:06}");
    format!("{sign}{whole}.{}", digits.trim_end_matches('0'))
}
