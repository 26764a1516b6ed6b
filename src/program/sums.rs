//! How many placements count alike in a limit, as columns of their own.
//!
//! A limit on support adds up unequal amounts, and the relaxation fills what is left of it with a fraction of a
//! placement. That the number of placements of each amount is whole says little to the relaxation, but it is what cuts and
//! branches take hold of: deciding on one such number decides on all who count alike.

use std::collections::BTreeMap;

use super::{Column, Meaning, Part, Row, Statement};

impl Part {
    /// Adds `Σ columns that count alike − sum = 0` for every amount of every limit with unequal amounts, and for the shared
    /// dwellings of every class. They follow from the rest and leave every solution as it is.
    pub(super) fn add_sums(&mut self) {
        let tiers = self.columns.first().map_or(0, |column| column.worth.len());
        for members in self.alike() {
            let row = self.rows.len();
            let greatest = members.iter().map(|column| self.columns[*column].upper).sum();
            self.rows.push(Row { statement: Statement::Sum, lower: Some(0), upper: Some(0), unit: 1 });
            members.iter().for_each(|column| self.columns[*column].entries.push((row, 1)));
            let entries = vec![(row, -1)];
            self.columns.push(Column {
                meaning: Meaning::Sum,
                lower: 0,
                upper: greatest,
                entries,
                worth: vec![0; tiers],
            });
        }
    }

    /// The columns that count alike, two at least.
    fn alike(&self) -> Vec<Vec<usize>> {
        let mut by_amount: BTreeMap<(usize, i64), Vec<usize>> = BTreeMap::new();
        let mut by_class: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (index, column) in self.columns.iter().enumerate() {
            match column.meaning {
                Meaning::Take { .. } | Meaning::Flow { .. } => {
                    for (row, amount) in column.entries.iter().filter(|(row, _)| self.is_limit(*row)) {
                        by_amount.entry((*row, *amount)).or_default().push(index);
                    }
                }
                Meaning::Shared { class, .. } => by_class.entry(class).or_default().push(index),
                Meaning::Short { .. } | Meaning::Sum => {}
            }
        }
        let mut amounts: BTreeMap<usize, usize> = BTreeMap::new();
        by_amount.keys().for_each(|(row, _)| *amounts.entry(*row).or_default() += 1);
        let unequal = by_amount.into_iter().filter(|((row, _), _)| amounts[row] > 1).map(|(_, columns)| columns);
        unequal.chain(by_class.into_values()).filter(|columns| columns.len() > 1).collect()
    }

    fn is_limit(&self, row: usize) -> bool {
        matches!(self.rows[row].statement, Statement::Maximum(_) | Statement::Minimum(_))
    }
}
