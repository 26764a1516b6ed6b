//! The relaxation in a node of the search: columns narrowed, and rows that may be missed at a price.
//!
//! Not all columns are in the model, so that it may have no solution where the part has one. Rows that ask for
//! something may therefore be missed, which costs more than it is worth: a node always has a value, columns that would
//! raise it come in, and what it ends at is a bound whatever missing costs.

use super::entering::is_never_asked_for;
use super::{DUAL, GAIN, HighsAnswer, LEAST_SECONDS, NO_NUMBERS, PRIMAL, Relaxation};
use crate::program::Meaning;

/// What missing a row by one unit costs, as a multiple of the greatest worth.
const MISS: f64 = 64.0;

/// A node that takes more steps of the simplex method than this, and than [`STEPS_A_ROW`] for each row, has lost its way.
const MOST_STEPS: usize = 5_000;

const STEPS_A_ROW: usize = 2;

/// How a node ended.
pub(in crate::solver) enum Inside {
    /// With the best values of the columns.
    Optimum(Solved),
    /// Nothing keeps the bounds.
    Nothing,
    /// Time ran out.
    Stopped,
}

/// A node that was optimised.
pub(in crate::solver) struct Solved {
    pub(in crate::solver) values: Vec<f64>,
    /// What they are worth.
    pub(in crate::solver) objective: f64,
    /// What no whole solution in the node exceeds, reckoned in whole numbers.
    pub(in crate::solver) bound: i64,
}

impl Relaxation<'_> {
    /// Narrows the bounds of a column; [`Self::widen`] takes that back.
    fn narrow(&mut self, index: usize, lower: i64, upper: i64) {
        if let Some(tightening) = &mut self.tightening {
            tightening.narrowed.entry(index).or_insert(tightening.bounds[index]);
            tightening.bounds[index] = (lower, upper);
        }
        self.enter(index);
        if let (Some(model), Some(column)) = (self.model.as_mut(), self.columns[index]) {
            model.change_column_bounds(column, lower as f64..=upper as f64);
        }
    }

    /// Gives a column the bounds it had before it was narrowed.
    fn widen(&mut self, index: usize) {
        let Some(tightening) = &mut self.tightening else { return };
        let Some((lower, upper)) = tightening.narrowed.remove(&index) else { return };
        tightening.bounds[index] = (lower, upper);
        self.set_bounds(index, (lower, upper));
    }

    /// Goes over from the columns narrowed now to others; what stays as it is keeps its place in the basis.
    pub(in crate::solver) fn narrow_to(&mut self, wanted: &[(usize, i64, i64)], narrowed: &mut Vec<usize>) {
        narrowed.retain(|column| {
            let stays = wanted.iter().any(|(other, ..)| other == column);
            if !stays {
                self.widen(*column);
            }
            stays
        });
        for (column, lower, upper) in wanted {
            let is_new = !narrowed.contains(column);
            if is_new {
                narrowed.push(*column);
            }
            if is_new || self.bounds(*column) != (*lower, *upper) {
                self.narrow(*column, *lower, *upper);
            }
        }
    }

    /// Lets columns stay where they must, and those that no price asks for be there again where they need not any more.
    pub(in crate::solver) fn restrict(&mut self, stays: &[Option<i64>]) {
        for (index, stays) in stays.iter().enumerate() {
            let bounds = stays.map_or_else(|| self.part.columns.bounds(index), |value| (value, value));
            let Some(tightening) = &mut self.tightening else { return };
            if tightening.bounds[index] != bounds {
                tightening.bounds[index] = bounds;
                self.set_bounds(index, bounds);
            }
            if bounds.0 > 0 {
                self.enter_fixed(index);
            } else if is_never_asked_for(self.part.columns.meaning(index)) {
                self.enter(index);
            }
        }
        self.find_open();
    }

    /// Builds the model anew without the columns that must stay at 0, where those are many.
    pub(in crate::solver) fn leave_out_closed(&mut self, targets: &[i64]) -> Result<(), String> {
        let closed = self.inside.iter().filter(|column| self.bounds(**column).1 == 0).count();
        if closed * 2 > self.inside.len() - closed {
            self.rebuild();
            return self.aim_at(targets);
        }
        Ok(())
    }

    /// Sets the bounds of a column that is in the model. The greatest value of a flow follows from the rows and is left to those.
    /// The few other columns keep both bounds: one that was narrowed may be left with a price of the wrong sign, which going
    /// over to its other bound puts right, while a column without one makes the solver start the node almost anew.
    fn set_bounds(&mut self, index: usize, (lower, upper): (i64, i64)) {
        let (Some(model), Some(column)) = (self.model.as_mut(), self.columns[index]) else { return };
        let is_own = lower == upper || upper < self.part.columns.bounds(index).1;
        if is_own || !matches!(self.part.columns.meaning(index), Meaning::Flow { .. }) {
            model.change_column_bounds(column, lower as f64..=upper as f64);
        } else {
            model.change_column_bounds(column, lower as f64..);
        }
    }

    /// Lets rows be missed at a price.
    pub(in crate::solver) fn allow_misses(&mut self, tier: usize) {
        if self.miss_cost.is_some() {
            return;
        }
        let cost = MISS * (self.part.greatest_worth(tier) as f64 / self.scales[tier]);
        self.miss_cost = Some(cost);
        let Some(model) = self.model.as_mut() else { return };
        for misses in self.tier_misses.iter().take(tier) {
            for miss in misses {
                model.change_column_bounds(*miss, 0.0..);
                model.change_column_cost(*miss, cost);
            }
        }
        let cuts = self.tightening.iter().flat_map(|tightening| &tightening.cuts);
        for cut in cuts {
            model.add_col(cost, 0.0.., [(cut.row.row, 1.0)]);
        }
        let part = self.part;
        for (number, row) in part.rows.iter().enumerate() {
            if let Some(held) = self.rows[number] {
                self.let_be_missed(row.statement, held);
            }
        }
    }

    /// Optimises again with the bounds as they are now.
    pub(in crate::solver) fn solve_inside(&mut self, targets: &[i64], seconds: Option<f64>) -> Result<Inside, String> {
        let start = std::time::Instant::now();
        let left = || seconds.map(|seconds| (seconds - start.elapsed().as_secs_f64()).max(LEAST_SECONDS));
        let tier = targets.len();
        let mut is_first = true;
        loop {
            let answer = self.run_inside(is_first, left()).or_else(|_| {
                self.rebuild();
                self.aim_at(targets)?;
                self.allow_misses(tier);
                self.run_inside(true, left())
            });
            is_first = false;
            match answer? {
                HighsAnswer::Optimum(solution, objective) => {
                    let relaxed = self.read(Some(tier), tier, &solution, objective);
                    if self.enter_what_gains(&relaxed, GAIN * self.scales[tier]) == 0 {
                        let bound = self.bound_by(&relaxed, solution.dual_rows(), targets, None);
                        let bound = bound.ok_or(NO_NUMBERS)?;
                        return Ok(Inside::Optimum(Solved {
                            values: relaxed.values,
                            objective: relaxed.objective,
                            bound,
                        }));
                    }
                }
                HighsAnswer::Nothing if self.is_out_of_reach(targets) => return Ok(Inside::Nothing),
                HighsAnswer::Nothing => return Err("a node is said to be empty that may not be".to_owned()),
                HighsAnswer::Stopped => return Ok(Inside::Stopped),
            }
        }
    }

    /// From the last basis: bounds that have changed leave it dual feasible, columns that came in primal feasible.
    fn run_inside(&mut self, is_first: bool, seconds: Option<f64>) -> Result<HighsAnswer, String> {
        let model = self.model.as_mut().ok_or("there is no model")?;
        model.set_option("simplex_strategy", if is_first { DUAL } else { PRIMAL });
        let most = MOST_STEPS.max(STEPS_A_ROW * model.num_rows());
        model.set_option("simplex_iteration_limit", i32::try_from(most).unwrap_or(i32::MAX));
        let answer = self.run(seconds);
        if let Some(model) = self.model.as_mut() {
            model.set_option("simplex_iteration_limit", i32::MAX);
        }
        answer
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Mode;
    use crate::program::{Columns, Part, Row, Statement};
    use crate::solver::profiles::Profiles;

    /// Two applicants, each worth 1, who can only have one dwelling together.
    fn shared_by_two() -> Part {
        let row = |statement, lower, upper| Row { statement, lower, upper, unit: 1 };
        let (kind, class) = (0, 0);
        let mut rows = vec![
            row(Statement::Kind(kind), None, Some(1)),
            row(Statement::PlacesAtMost { kind, class }, None, Some(0)),
            row(Statement::PlacesAtLeast { kind, class }, Some(0), None),
        ];
        let mut columns = Columns::default();
        columns.push(Meaning::Shared { kind, class }, (0, 1), &[(0, 1), (1, -2), (2, -2)], &[0]);
        for profile in 0..2 {
            let own = rows.len();
            rows.push(row(Statement::Profile(profile), Some(0), Some(0)));
            columns.push(Meaning::Take { applicant: profile, profile }, (0, 1), &[(own, 1)], &[1]);
            let place = Meaning::Flow { profile, kind, mode: Mode::Shared };
            columns.push(place, (0, 1), &[(own, -1), (1, 1), (2, 1)], &[0]);
        }
        Part { columns, rows, ..Part::default() }
    }

    #[test]
    fn a_shared_dwelling_that_was_left_out_while_it_was_closed_is_there_again_when_it_is_open() {
        let part = shared_by_two();
        let profiles = Profiles::of(&part);
        let bounds = part.columns.all_bounds().collect();
        let mut relaxation = Relaxation::tightened(&part, &profiles, 1, bounds, None);
        relaxation.enter_everything();
        let mut best = |stays: &[Option<i64>]| {
            relaxation.restrict(stays);
            relaxation.leave_out_closed(&[]).unwrap_or_default();
            relaxation.allow_misses(0);
            match relaxation.solve_inside(&[], None) {
                Ok(Inside::Optimum(solved)) => Some((solved.objective.round(), solved.bound)),
                _ => None,
            }
        };
        assert_eq!(best(&[Some(0); 5]), Some((0.0, 0)), "nobody is placed");
        assert_eq!(best(&[None; 5]), Some((2.0, 2)), "both share it");
    }

    #[test]
    fn a_column_that_is_missing_in_the_model_makes_the_bound_no_smaller() {
        let part = shared_by_two();
        let profiles = Profiles::of(&part);
        let bounds: Vec<(i64, i64)> = part.columns.all_bounds().collect();
        let mut relaxation = Relaxation::tightened(&part, &profiles, 1, bounds.clone(), None);
        relaxation.enter_everything();
        relaxation.restrict(&[Some(0); 5]);
        relaxation.leave_out_closed(&[]).unwrap_or_default();
        relaxation.allow_misses(0);
        if let Some(tightening) = &mut relaxation.tightening {
            tightening.bounds = bounds;
        }
        relaxation.find_open();
        relaxation.open.fill(false);
        let found = match relaxation.solve_inside(&[], None) {
            Ok(Inside::Optimum(solved)) => Some((solved.objective.round(), solved.bound)),
            _ => None,
        };
        assert_eq!(found, Some((0.0, 2)), "nothing is in the model, but two can be placed");
    }

    /// Two applicants, each worth 1, for one dwelling each, of whom a minimum wants one.
    fn one_of_two() -> Part {
        let row = |statement, lower, upper| Row { statement, lower, upper, unit: 1 };
        let mut rows = vec![row(Statement::Minimum(0), Some(1), None), row(Statement::Kind(0), None, Some(1))];
        let mut columns = Columns::default();
        columns.push(Meaning::Short { limit: 0 }, (0, 1), &[(0, 1)], &[0]);
        for profile in 0..2 {
            let own = rows.len();
            rows.push(row(Statement::Profile(profile), Some(0), Some(0)));
            columns.push(Meaning::Take { applicant: profile, profile }, (0, 1), &[(own, 1), (0, 1)], &[1]);
            let flow = Meaning::Flow { profile, kind: 0, mode: Mode::Whole };
            columns.push(flow, (0, 1), &[(own, -1), (1, 1)], &[0]);
        }
        Part { columns, rows, ..Part::default() }
    }

    fn ending_of(part: &Part, bounds: &[(i64, i64)], narrowed: &[(usize, i64, i64)]) -> Result<Inside, String> {
        let profiles = Profiles::of(part);
        let mut relaxation = Relaxation::tightened(part, &profiles, 1, bounds.to_vec(), None);
        relaxation.enter_profile(0);
        let stays: Vec<Option<i64>> = bounds.iter().map(|(lower, upper)| (lower == upper).then_some(*lower)).collect();
        relaxation.restrict(&stays);
        relaxation.aim_at(&[])?;
        relaxation.allow_misses(0);
        relaxation.narrow_to(narrowed, &mut Vec::new());
        relaxation.solve_inside(&[], None)
    }

    fn best_of(part: &Part, bounds: &[(i64, i64)], narrowed: &[(usize, i64, i64)]) -> Option<f64> {
        match ending_of(part, bounds, narrowed) {
            Ok(Inside::Optimum(solved)) => Some(solved.objective.round()),
            _ => None,
        }
    }

    #[test]
    fn a_node_is_empty_where_those_who_stay_need_more_dwellings_than_there_are() {
        let bounds = [(0, 0), (1, 1), (1, 1), (1, 1), (1, 1)];
        assert!(matches!(ending_of(&one_of_two(), &bounds, &[]), Ok(Inside::Nothing)));
    }

    #[test]
    fn a_minimum_that_those_in_the_model_cannot_reach_brings_in_the_others() {
        let bounds = [(0, 0), (0, 1), (0, 1), (0, 1), (0, 1)];
        assert_eq!(best_of(&one_of_two(), &bounds, &[(1, 0, 0)]), Some(1.0), "the second has the dwelling");
    }

    #[test]
    fn a_fixed_applicant_brings_in_its_flows() {
        let bounds = [(0, 0), (0, 1), (0, 1), (1, 1), (0, 1)];
        assert_eq!(best_of(&one_of_two(), &bounds, &[]), Some(1.0), "the second has the dwelling");
    }
}
