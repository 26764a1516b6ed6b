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
            for column in &members {
                self.columns[*column].entries.push((row, 1));
            }
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
    use super::*;

    fn placed(row: usize, amount: i64) -> Column {
        let meaning = Meaning::Take { applicant: 0, profile: 0 };
        Column { meaning, lower: 0, upper: 1, entries: vec![(row, amount)], worth: vec![1] }
    }

    fn limit(number: usize) -> Row {
        Row { statement: Statement::Maximum(number), lower: None, upper: Some(4), unit: 1 }
    }

    #[test]
    fn those_who_use_the_same_of_unequal_amounts_have_a_sum_that_is_their_number() {
        let columns = vec![placed(0, 2), placed(0, 2), placed(0, 3), placed(1, 1), placed(1, 1)];
        let mut part = Part { columns, rows: vec![limit(0), limit(1)], ..Part::default() };
        part.add_sums();
        assert_eq!(part.rows[2..].iter().map(|row| row.statement).collect::<Vec<_>>(), [Statement::Sum]);
        assert_eq!(
            part.columns[5..].iter().map(|sum| (sum.meaning, sum.upper)).collect::<Vec<_>>(),
            [(Meaning::Sum, 2)]
        );
        assert!(part.check(&[1, 1, 0, 1, 0, 2]).is_ok());
        assert!(part.check(&[1, 1, 0, 1, 0, 1]).is_err(), "a sum that is not their number");
    }
}
