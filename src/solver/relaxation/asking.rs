//! Questions about one column, with all tiers of the model at their targets: how much of it there can be, and what a solution with one of it
//! looks like. From one column to the next only costs and bounds change.

use super::{HighsAnswer, NO_NUMBERS, Relaxation};

/// The most there can be of a column.
pub(in crate::solver) enum Most {
    /// The relaxation's values, and what no whole solution exceeds.
    Found {
        /// Of all columns.
        values: Vec<f64>,
        /// Of the column that was asked for.
        bound: i64,
    },
    /// Time ran out.
    Stopped,
}

impl Relaxation<'_> {
    /// How much of a column there can be with all tiers of the model at these targets.
    pub(in crate::solver) fn most_of(
        &mut self,
        column: usize,
        targets: &[i64],
        seconds: Option<f64>,
    ) -> Result<Most, String> {
        self.aim_at(targets)?;
        self.set_cost(column, -1.0);
        let answer = self.run(seconds);
        self.set_cost(column, 0.0);
        match answer? {
            HighsAnswer::Optimum(solution, objective) => {
                let relaxed = self.read(None, targets.len(), &solution, objective);
                let bound = self.bound_by(&relaxed, solution.dual_rows(), targets, Some(column)).ok_or(NO_NUMBERS)?;
                Ok(Most::Found { values: relaxed.values, bound })
            }
            HighsAnswer::Stopped => Ok(Most::Stopped),
            HighsAnswer::Nothing => Err("nothing keeps the targets".to_owned()),
        }
    }

    /// What is nearest to a solution with one of a column in it, the tiers at these targets; `None` where that is not found.
    pub(in crate::solver) fn nearest_with(
        &mut self,
        column: usize,
        known: &[i64],
        targets: &[i64],
        seconds: Option<f64>,
    ) -> Option<Vec<f64>> {
        self.aim_at(targets).ok()?;
        let used: Vec<usize> = self.inside.iter().copied().filter(|column| known[*column] > 0).collect();
        for column in &used {
            self.set_cost(*column, -1.0);
        }
        let mut narrowed = Vec::new();
        self.narrow_to(&[(column, 1, self.bounds(column).1)], &mut narrowed);
        let answer = self.run(seconds);
        self.narrow_to(&[], &mut narrowed);
        for column in &used {
            self.set_cost(*column, 0.0);
        }
        match answer {
            Ok(HighsAnswer::Optimum(solution, objective)) => {
                Some(self.read(None, targets.len(), &solution, objective).values)
            }
            _ => None,
        }
    }

    fn set_cost(&mut self, column: usize, cost: f64) {
        if let (Some(model), Some(column)) = (self.model.as_mut(), self.columns[column]) {
            model.change_column_cost(column, cost);
        }
    }
}
