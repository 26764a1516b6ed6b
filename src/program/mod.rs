//! The compact program: the round as a small integer program, without any solver.
//!
//! It says in columns and rows what an optimal allocation is (see `docs/formulation.md`). Every
//! coefficient is a whole number; the solver may scale as it likes, the check of a solution does not.

mod build;
mod columns;
mod dominance;
mod holding;
mod interchange;
mod moving;
mod outline;
mod parts;
mod print;
mod start;
mod sums;

pub use columns::{Column, Columns, Terms};
pub use interchange::{Interchange, Kind, Open, Profile};
pub use outline::Outline;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::domain::{Mode, Sense, Tier};

/// A round as independent parts over common profiles and kinds.
#[derive(Debug, Clone, Default)]
pub struct Program {
    /// Interchangeable applicants and dwellings, of all parts.
    pub interchange: Arc<Interchange>,
    /// The tiers, in order.
    pub tiers: Vec<Tier>,
    /// An applicant (index) whose placement comes before every tier: the columns are worth 1 or 0 in it first,
    /// and then what they are worth in the tiers.
    pub wish: Option<usize>,
    /// Whether one more tier stands before the last: how many of some applicants are placed.
    pub keeps: bool,
    /// Parts with no applicant, dwelling or limit in common.
    pub parts: Vec<Part>,
}

/// One independent part.
#[derive(Debug, Clone, Default)]
pub struct Part {
    /// Kinds in this part.
    pub kinds: Vec<usize>,
    /// Limits in this part.
    pub limits: Vec<usize>,
    /// The columns.
    pub columns: Columns,
    /// The rows.
    pub rows: Vec<Row>,
}

/// What a column stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// `take[h]`: the applicant (index) is placed.
    Take {
        /// The applicant.
        applicant: usize,
        /// Its profile.
        profile: usize,
    },
    /// `flow[profile, kind]`: applicants of the profile that get a place in the kind, in this mode.
    Flow {
        /// The profile.
        profile: usize,
        /// The kind.
        kind: usize,
        /// Whole dwellings, or places in shared ones.
        mode: Mode,
    },
    /// `z[kind, class]`: dwellings of the kind that are shared by applicants of the class.
    Shared {
        /// The kind.
        kind: usize,
        /// The sharing class.
        class: usize,
    },
    /// `short[limit]`: how far the limit's minimum is missed.
    Short {
        /// The limit.
        limit: usize,
    },
    /// How many placements, or shared dwellings, count alike (see [`Statement::Sum`]).
    Sum,
}

/// What a row states.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Statement {
    /// `Σ take = Σ flow` of a profile.
    Profile(usize),
    /// `Σ flow + Σ z ≤` number of dwellings of the kind.
    Kind(usize),
    /// `Σ places taken ≤ places · z` of a kind and a class.
    PlacesAtMost {
        /// The kind.
        kind: usize,
        /// The class.
        class: usize,
    },
    /// `Σ places taken ≥ sharing.min · z` of a kind and a class.
    PlacesAtLeast {
        /// The kind.
        kind: usize,
        /// The class.
        class: usize,
    },
    /// `Σ amount ≤ max` of a limit.
    Maximum(usize),
    /// `Σ amount + short ≥ min` of a limit.
    Minimum(usize),
    /// `Σ columns that count alike = sum`.
    Sum,
}

/// A row: `lower ≤ Σ coefficient · column ≤ upper`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What it states.
    pub statement: Statement,
    /// Least value of the sum; `None` is open.
    pub lower: Option<i64>,
    /// Greatest value of the sum; `None` is open.
    pub upper: Option<i64>,
    /// Counting units to one of what people speak of (see [`crate::domain::Counts::unit`]).
    pub unit: i64,
}

/// Why a list of column values is no solution.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// A column lies outside its bounds.
    Column(usize),
    /// A row lies outside its bounds.
    Row(usize),
}

impl Part {
    /// The value of a tier, written as a maximum.
    pub fn worth(&self, tier: usize, values: &[i64]) -> i64 {
        let used = values.iter().enumerate().filter(|(_, value)| **value != 0);
        used.map(|(column, value)| self.columns.worth(column).of(tier) * value).sum()
    }

    /// The greatest that one unit of a column is worth in a tier, or costs.
    pub fn greatest_worth(&self, tier: usize) -> u64 {
        self.columns.all_worth(tier).map(i64::unsigned_abs).max().unwrap_or(0)
    }

    /// Whether a tier is the number of applicants placed.
    pub fn counts_placed(&self, tier: usize) -> bool {
        let is_take = |column: usize| matches!(self.columns.meaning(column), Meaning::Take { .. });
        self.columns.all_worth(tier).enumerate().all(|(column, worth)| worth == i64::from(is_take(column)))
    }

    /// The part with those placed, and only those, whom a solution places: what is left open is where.
    #[must_use]
    pub fn placing(&self, values: &[i64]) -> Self {
        let takes = |(column, value): (Column<'_>, &i64)| match column.meaning {
            Meaning::Take { profile, .. } if *value > 0 => Some(profile),
            _ => None,
        };
        let placed: BTreeSet<usize> = self.columns.iter().zip(values).filter_map(takes).collect();
        let mut part = self.clone();
        for (index, (column, value)) in self.columns.iter().zip(values).enumerate() {
            match column.meaning {
                Meaning::Take { .. } => part.columns.set_bounds(index, *value, *value),
                Meaning::Flow { profile, .. } if !placed.contains(&profile) => {
                    part.columns.set_bounds(index, column.lower, 0);
                }
                _ => {}
            }
        }
        part
    }

    /// Holds whole column values against every bound and every row, exactly.
    ///
    /// # Errors
    /// The first column or row that does not hold.
    pub fn check(&self, values: &[i64]) -> Result<(), Fault> {
        let mut sums = vec![0_i64; self.rows.len()];
        for (index, ((lower, upper), value)) in self.columns.all_bounds().zip(values).enumerate() {
            if *value < lower || *value > upper {
                return Err(Fault::Column(index));
            }
            if *value != 0 {
                self.columns.entries(index).iter().for_each(|(row, coefficient)| sums[row] += coefficient * value);
            }
        }
        let holds = |(row, sum): (&Row, &i64)| {
            row.lower.is_none_or(|lower| *sum >= lower) && row.upper.is_none_or(|upper| *sum <= upper)
        };
        match self.rows.iter().zip(&sums).position(|pair| !holds(pair)) {
            Some(row) => Err(Fault::Row(row)),
            None => Ok(()),
        }
    }
}

impl Program {
    /// The same program, with the placement of one applicant before every tier.
    #[must_use]
    pub fn wishing(mut self, wanted: usize) -> Self {
        let is_wanted = |meaning| matches!(meaning, Meaning::Take { applicant, .. } if applicant == wanted);
        for part in &mut self.parts {
            part.columns.insert_tier(0, |meaning| i64::from(is_wanted(meaning)));
        }
        self.wish = Some(wanted);
        self
    }

    /// The same program, with the number of these applicants placed as one more tier before the last, the lottery.
    #[must_use]
    pub fn keeping(mut self, keeps: &dyn Fn(usize) -> bool) -> Self {
        let is_kept = |meaning| matches!(meaning, Meaning::Take { applicant, .. } if keeps(applicant));
        for columns in self.parts.iter_mut().map(|part| &mut part.columns) {
            columns.insert_tier(columns.tiers().saturating_sub(1), |meaning| i64::from(is_kept(meaning)));
        }
        self.keeps = true;
        self
    }

    /// How many objectives there are, the wish and those kept included.
    pub fn objectives(&self) -> usize {
        self.tiers.len() + usize::from(self.wish.is_some()) + usize::from(self.keeps)
    }
}

/// The sign that writes a tier as a maximum.
pub fn sign(tier: Tier) -> i64 {
    match tier.sense() {
        Sense::Maximise => 1,
        Sense::Minimise => -1,
    }
}
