//! How many placements count alike in a limit, as columns of their own.
//!
//! A limit on support adds up unequal amounts, and the relaxation fills what is left of it with a fraction of a
//! placement. That the number of placements of each amount is whole says little to the relaxation, but it is what cuts and
//! branches take hold of: deciding on one such number decides on all who count alike.

use std::collections::BTreeMap;

use super::{Meaning, Part, Row, Statement};

impl Part {
    /// Adds `Σ columns that count alike − sum = 0` for every amount of every limit with unequal amounts, and for the shared
    /// dwellings of every class. They follow from the rest and leave every solution as it is.
    pub(super) fn add_sums(&mut self) {
        let no_worth = vec![0; self.columns.tiers()];
        let alike = self.alike();
        let mut counted = Vec::new();
        for members in &alike {
            let row = self.rows.len();
            let greatest = members.iter().map(|column| self.columns.at(*column).upper).sum();
            self.rows.push(Row { statement: Statement::Sum, lower: Some(0), upper: Some(0), unit: 1 });
            counted.extend(members.iter().map(|column| (*column, row, 1)));
            self.columns.push(Meaning::Sum, (0, greatest), &[(row, -1)], &no_worth);
        }
        counted.sort_unstable();
        if !counted.is_empty() {
            self.columns.add_entries(&counted);
        }
    }

    /// The columns that count alike, two at least.
    fn alike(&self) -> Vec<Vec<usize>> {
        let mut by_amount: BTreeMap<(usize, i64), Vec<usize>> = BTreeMap::new();
        let mut by_class: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (index, column) in self.columns.iter().enumerate() {
            match column.meaning {
                Meaning::Take { .. } | Meaning::Flow { .. } => {
                    for of_limit in column.entries.iter().filter(|(row, _)| self.is_limit(*row)) {
                        by_amount.entry(of_limit).or_default().push(index);
                    }
                }
                Meaning::Shared { class, .. } => by_class.entry(class).or_default().push(index),
                Meaning::Short { .. } | Meaning::Sum => {}
            }
        }
        let mut amounts: BTreeMap<usize, usize> = BTreeMap::new();
        for (row, _) in by_amount.keys() {
            *amounts.entry(*row).or_default() += 1;
        }
        let unequal = by_amount.into_iter().filter(|((row, _), _)| amounts[row] > 1).map(|(_, columns)| columns);
        unequal.chain(by_class.into_values()).filter(|columns| columns.len() > 1).collect()
    }

    fn is_limit(&self, row: usize) -> bool {
        matches!(self.rows[row].statement, Statement::Maximum(_) | Statement::Minimum(_))
    }
}

#[cfg(test)]
mod tests {
    use super::super::Columns;
    use super::*;

    fn limit(number: usize) -> Row {
        Row { statement: Statement::Maximum(number), lower: None, upper: Some(4), unit: 1 }
    }

    #[test]
    fn those_who_use_the_same_of_unequal_amounts_have_a_sum_that_is_their_number() {
        let mut columns = Columns::default();
        for (row, amount) in [(0, 2), (0, 2), (0, 3), (1, 1), (1, 1)] {
            columns.push(Meaning::Take { applicant: 0, profile: 0 }, (0, 1), &[(row, amount)], &[1]);
        }
        let mut part = Part { columns, rows: vec![limit(0), limit(1)], ..Part::default() };
        part.add_sums();
        assert_eq!(part.rows[2..].iter().map(|row| row.statement).collect::<Vec<_>>(), [Statement::Sum]);
        assert_eq!(
            part.columns.iter().skip(5).map(|sum| (sum.meaning, sum.upper)).collect::<Vec<_>>(),
            [(Meaning::Sum, 2)]
        );
        assert!(part.check(&[1, 1, 0, 1, 0, 2]).is_ok());
        assert!(part.check(&[1, 1, 0, 1, 0, 1]).is_err(), "a sum that is not their number");
    }
}
