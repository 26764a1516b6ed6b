//! The program as text, for a person who wants to read it.

use std::fmt;

use super::{Meaning, Part, Program, Row, Statement};

impl fmt::Display for Program {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tiers: Vec<&str> = self.tiers.iter().map(|tier| tier.name()).collect();
        writeln!(f, "tiers: {}", tiers.join(", "))?;
        for (number, part) in self.parts.iter().enumerate() {
            writeln!(f, "part {number}: {} columns, {} rows", part.columns.len(), part.rows.len())?;
            write!(f, "{part}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut terms: Vec<Vec<String>> = vec![Vec::new(); self.rows.len()];
        for column in self.columns.iter() {
            let worth = column.worth_in_first(self.columns.tiers());
            writeln!(f, "  {} in {}..{} worth {:?}", column.meaning, column.lower, column.upper, worth)?;
            for (row, coefficient) in column.entries.iter() {
                terms[row].push(format!("{coefficient} {}", column.meaning));
            }
        }
        for (row, terms) in self.rows.iter().zip(terms) {
            writeln!(f, "  {}: {}", row.statement, bounded(row, &terms.join(" + ")))?;
        }
        Ok(())
    }
}

fn bounded(row: &Row, sum: &str) -> String {
    let lower = row.lower.map_or_else(String::new, |lower| format!("{lower} <= "));
    let upper = row.upper.map_or_else(String::new, |upper| format!(" <= {upper}"));
    format!("{lower}{sum}{upper}")
}

impl fmt::Display for Meaning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Meaning::Take { applicant, profile } => write!(f, "take[{applicant} of {profile}]"),
            Meaning::Flow { profile, kind, mode } => write!(f, "flow[{profile},{kind} {}]", mode.name()),
            Meaning::Shared { kind, class } => write!(f, "z[{kind},{class}]"),
            Meaning::Short { limit } => write!(f, "short[{limit}]"),
            Meaning::Sum => write!(f, "sum"),
        }
    }
}

impl fmt::Display for Statement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Statement::Profile(profile) => write!(f, "profile {profile}"),
            Statement::Kind(kind) => write!(f, "kind {kind}"),
            Statement::PlacesAtMost { kind, class } => write!(f, "places at most {kind},{class}"),
            Statement::PlacesAtLeast { kind, class } => write!(f, "places at least {kind},{class}"),
            Statement::Maximum(limit) => write!(f, "maximum {limit}"),
            Statement::Minimum(limit) => write!(f, "minimum {limit}"),
            Statement::Sum => write!(f, "sum"),
        }
    }
}
