//! Whole numbers, where the relaxation leaves them open.

use highs::{Col, HighsModelStatus, Model, RowProblem, Sense};

use super::relaxation::{rounded, settings, worth_scale};
use super::{Failure, Ladder};

/// What the search found.
pub(super) enum Found {
    /// The best whole solution among those searched.
    Optimum(Vec<i64>),
    /// Time ran out; the best so far.
    Stopped(Option<Vec<i64>>),
    /// No whole solution keeps the targets.
    Nothing,
}

impl Ladder<'_> {
    /// The columns that are still open in whole solutions which keep the targets of the tiers before and
    /// lie at most `width` below the relaxation of this one: a column whose reduced cost alone loses more
    /// stays where it is. `None` for the width leaves this tier free.
    pub(super) fn open_columns(&self, tier: usize, width: Option<f64>) -> Vec<usize> {
        (0..self.part.columns.len()).filter(|column| self.stays(*column, tier, width).is_none()).collect()
    }

    /// The bound at which a column must stay, if it must.
    fn stays(&self, column: usize, tier: usize, width: Option<f64>) -> Option<i64> {
        let bounds = &self.part.columns[column];
        if bounds.lower == bounds.upper {
            return Some(bounds.lower);
        }
        self.steps[..=tier].iter().enumerate().find_map(|(number, step)| {
            let slack = if number == tier { width? } else { step.relaxed.objective - step.target as f64 };
            let loses = step.relaxed.reduced[column];
            if loses.abs() <= slack.max(0.0) + step.relaxed.noise {
                None
            } else if loses < 0.0 {
                Some(bounds.lower)
            } else {
                Some(bounds.upper)
            }
        })
    }

    /// Optimises a tier in whole numbers over the open columns, for solutions at most `width` below the
    /// relaxation. With presolve first; where the answer does not survive the exact check, without.
    pub(super) fn search(&self, tier: usize, width: Option<f64>) -> Result<Found, Failure> {
        let stays: Vec<Option<i64>> =
            (0..self.part.columns.len()).map(|column| self.stays(column, tier, width)).collect();
        let mut trouble = String::new();
        for presolve in ["on", "off"] {
            let (mut model, open) = self.integer_program(tier, &stays, width);
            model.set_option("presolve", presolve);
            if let Some(left) = self.seconds_left() {
                model.set_option("time_limit", left);
            }
            let solved = model
                .try_solve()
                .map_err(|status| Failure { tier, what: format!("the integer program could not run: {status:?}") })?;
            let found = self.read(tier, &stays, &open, solved.get_solution().columns());
            match (solved.status(), found) {
                (HighsModelStatus::Optimal, Some(values)) => return Ok(Found::Optimum(values)),
                (HighsModelStatus::ModelEmpty, found) => return Ok(found.map_or(Found::Nothing, Found::Optimum)),
                (HighsModelStatus::Infeasible, _) => return Ok(Found::Nothing),
                (HighsModelStatus::ReachedTimeLimit, found) => return Ok(Found::Stopped(found)),
                (status, found) => {
                    trouble = format!("the integer program ended as {status:?}, whole: {}", found.is_some());
                }
            }
        }
        Err(Failure { tier, what: trouble })
    }

    fn read(&self, tier: usize, stays: &[Option<i64>], open: &[usize], values: &[f64]) -> Option<Vec<i64>> {
        let mut whole: Vec<i64> = stays.iter().map(|stays| stays.unwrap_or(0)).collect();
        for (column, value) in open.iter().zip(rounded(values)?) {
            whole[*column] = value;
        }
        let keeps = self.part.check(&whole).is_ok()
            && self.steps[..tier].iter().enumerate().all(|(t, step)| self.part.worth(t, &whole) >= step.target);
        keeps.then_some(whole)
    }

    /// The program over the open columns; what the others use is taken off the rows. Returned with the
    /// numbers of the open columns.
    fn integer_program(&self, tier: usize, stays: &[Option<i64>], width: Option<f64>) -> (Model, Vec<usize>) {
        let part = self.part;
        let rows = part.rows.len() + tier + 1;
        let scale = worth_scale(part, tier);
        let mut problem = RowProblem::default();
        let mut open = Vec::new();
        let mut entries: Vec<Vec<(Col, f64)>> = vec![Vec::new(); rows];
        let mut used = vec![0_i64; rows];
        for (index, (column, stays)) in part.columns.iter().zip(stays).enumerate() {
            let in_tiers = (0..=tier).map(|t| (part.rows.len() + t, column.worth[t])).filter(|(_, worth)| *worth != 0);
            let all = column.entries.iter().copied().chain(in_tiers);
            if let Some(value) = stays {
                for (row, coefficient) in all {
                    used[row] += coefficient * value;
                }
                continue;
            }
            let cost = -(column.worth[tier] as f64) / scale;
            let handle = problem.add_integer_column(cost, column.lower as f64..=column.upper as f64);
            for (row, coefficient) in all {
                entries[row].push((handle, coefficient as f64));
            }
            open.push(index);
        }
        for (row, (mut entries, used)) in entries.into_iter().zip(used).enumerate() {
            let (lower, upper, unit) = self.bounds(row, tier, width);
            for (_, coefficient) in &mut entries {
                *coefficient /= unit;
            }
            let lower = lower.map_or(f64::NEG_INFINITY, |lower| (lower - used) as f64 / unit);
            let upper = upper.map_or(f64::INFINITY, |upper| (upper - used) as f64 / unit);
            if !entries.is_empty() || lower > 0.0 || upper < 0.0 {
                problem.add_row(lower..=upper, entries);
            }
        }
        let mut model = problem.optimise(Sense::Minimise);
        settings(&mut model);
        model.set_option("mip_rel_gap", 0.0);
        model.set_option("mip_abs_gap", 0.0);
        (model, open)
    }

    /// Bounds and unit of a row of the part or, after those, of the row of a tier: the earlier ones at
    /// least at their targets, this one at most `width` below the relaxation.
    fn bounds(&self, row: usize, tier: usize, width: Option<f64>) -> (Option<i64>, Option<i64>, f64) {
        if let Some(row) = self.part.rows.get(row) {
            return (row.lower, row.upper, row.unit as f64);
        }
        let number = row - self.part.rows.len();
        let step = &self.steps[number];
        let least = if number < tier {
            Some(step.target)
        } else {
            width.map(|width| (step.relaxed.objective - width - step.relaxed.noise).ceil() as i64)
        };
        (least, None, worth_scale(self.part, number))
    }
}
