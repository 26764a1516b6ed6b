//! Which columns of a part belong to which profile.

use std::ops::Range;

use crate::program::{Meaning, Part, Statement};

/// The columns of one profile: they stand together in the part, applicants first.
pub(super) struct Profile {
    /// Its row `Σ take = Σ flow`.
    pub(super) row: usize,
    /// Columns of its applicants.
    pub(super) takes: Range<usize>,
    /// Columns of its flows.
    pub(super) flows: Range<usize>,
}

/// The profiles of a part, in the order of their columns.
pub(super) struct Profiles {
    pub(super) list: Vec<Profile>,
}

impl Profiles {
    pub(super) fn of(part: &Part) -> Self {
        let mut list: Vec<Profile> = Vec::new();
        let rows = part.rows.iter().enumerate();
        let mut rows = rows.filter(|(_, row)| matches!(row.statement, Statement::Profile(_))).map(|(row, _)| row);
        let mut last = None;
        for (index, column) in part.columns.iter().enumerate() {
            let (Meaning::Take { profile: number, .. } | Meaning::Flow { profile: number, .. }) = column.meaning else {
                continue;
            };
            if last != Some(number) {
                last = Some(number);
                let Some(row) = rows.next() else { break };
                list.push(Profile { row, takes: index..index, flows: index..index });
            }
            let Some(profile) = list.last_mut() else { break };
            match column.meaning {
                Meaning::Take { .. } => {
                    profile.takes.end = index + 1;
                    profile.flows = index + 1..index + 1;
                }
                _ => profile.flows.end = index + 1,
            }
        }
        Self { list }
    }

    /// The profile that a column belongs to, if it does to any.
    pub(super) fn of_column(&self, column: usize) -> Option<usize> {
        let number = self.list.partition_point(|profile| profile.takes.start <= column).checked_sub(1)?;
        (column < self.list[number].flows.end).then_some(number)
    }
}
