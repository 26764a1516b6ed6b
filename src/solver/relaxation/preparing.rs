//! The first solve: all goals at the head that look at applicants alone, at once.
//!
//! Goal after goal, the first ones know nothing of the next: the number placed brings in applicants as they come, and
//! urgency then exchanges most of them. With the goals weighted, each far before the next, those come in at once who stay.
//! What is found here proves nothing; the goals in their order go on from its columns, basis and prices.

use std::time::Instant;

use super::{COST_SCALE, HighsAnswer, LEAST_SECONDS, Relaxation};

/// A column comes in when it would gain more than this, in weighted costs.
const WORTH_A_COLUMN: f64 = 1e-3;

impl Relaxation<'_> {
    /// Brings in the columns that the weighted goals ask for.
    pub(in crate::solver) fn prepare(&mut self, seconds: Option<f64>) {
        let weights = self.weights();
        if weights.is_empty() {
            return;
        }
        if self.prepare_for(&weights, seconds).is_err() {
            self.rebuild();
        }
    }

    fn prepare_for(&mut self, weights: &[f64], seconds: Option<f64>) -> Result<(), String> {
        self.aim_at(&[])?;
        let model = self.model.as_mut().ok_or("there is no model")?;
        for (value, weight) in self.tier_values.iter().zip(weights) {
            model.change_column_cost(*value, -weight);
        }
        let start = Instant::now();
        loop {
            let left = seconds.map(|seconds| (seconds - start.elapsed().as_secs_f64()).max(LEAST_SECONDS));
            let HighsAnswer::Optimum(solution, objective) = self.run(left)? else { return Ok(()) };
            let relaxed = self.read(None, self.scales.len(), &solution, objective);
            if self.enter_what_gains(&relaxed, WORTH_A_COLUMN) == 0 {
                return Ok(());
            }
        }
    }

    /// The weight of a scaled unit of each goal at the head that looks at applicants alone: more than all that one column
    /// is worth in the goals after it.
    fn weights(&self) -> Vec<f64> {
        let count = self.part.tiers_before_dwellings().min(self.scales.len());
        let mut weights = vec![0.0; count];
        let mut all_after = 1.0;
        for tier in (0..count).rev() {
            weights[tier] = all_after * self.scales[tier];
            all_after *= 1.0 + self.part.greatest_worth(tier) as f64;
        }
        let first = weights.first().copied().unwrap_or(1.0);
        weights.iter().map(|weight| weight / first * COST_SCALE).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Answer, MOST_ROWS_FROM_NOTHING, rounded};
    use super::*;
    use crate::domain::Mode;
    use crate::program::{Columns, Meaning, Part, Row, Statement};
    use crate::solver::profiles::Profiles;

    /// Applicants worth 1 and this much urgency, to whom every one of some dwellings is open.
    fn part(urgency: &[i64], dwellings: usize) -> Part {
        let row = |statement, lower, upper| Row { statement, lower, upper: Some(upper), unit: 1 };
        let mut rows: Vec<Row> = (0..dwellings).map(|kind| row(Statement::Kind(kind), None, 1)).collect();
        let mut columns = Columns::default();
        for (profile, urgency) in urgency.iter().enumerate() {
            rows.push(row(Statement::Profile(profile), Some(0), 0));
            let own = dwellings + profile;
            columns.push(Meaning::Take { applicant: profile, profile }, (0, 1), &[(own, 1)], &[1, *urgency]);
            for kind in 0..dwellings {
                let meaning = Meaning::Flow { profile, kind, mode: Mode::Whole };
                columns.push(meaning, (0, 1), &[(own, -1), (kind, 1)], &[0, 0]);
            }
        }
        Part { columns, rows, ..Part::default() }
    }

    #[test]
    fn those_whom_urgency_keeps_are_there_when_the_number_placed_is_looked_for() {
        let part = part(&[1, 1, 5, 5], 2);
        let profiles = Profiles::of(&part);
        let mut relaxation = Relaxation::new(&part, &profiles, 2, None);
        relaxation.prepare(None);
        let found = match relaxation.solve(&[], None) {
            Ok(Answer::Optimum(relaxed)) => rounded(&relaxed.values).map(|placed| part.worth(1, &placed)),
            _ => None,
        };
        assert_eq!(found, Some(10), "urgency points of those placed");
    }

    #[test]
    fn where_all_dwellings_are_worth_the_same_no_two_are_asked_for_more_than_the_others() {
        let part = part(&[1, 2, 3, 4], 4);
        let profiles = Profiles::of(&part);
        let mut relaxation = Relaxation::new(&part, &profiles, 2, None);
        relaxation.prepare(None);
        assert_eq!(relaxation.crowds[..4], [3; 4], "each of four applicants is offered three of four dwellings");
    }

    #[test]
    fn from_nothing_many_rows_have_the_optimum_that_goes_on_from_a_basis() {
        let urgency: Vec<i64> = (0..9_000).map(|applicant| 1 + applicant % 7).collect();
        let part = part(&urgency, 3);
        let profiles = Profiles::of(&part);
        let bounds = part.columns.all_bounds().collect();
        let mut relaxation = Relaxation::tightened(&part, &profiles, 2, bounds, None);
        relaxation.enter_everything();
        assert!(relaxation.model.as_ref().is_some_and(|model| model.num_rows() > MOST_ROWS_FROM_NOTHING));
        let mut best = |targets: &[i64]| match relaxation.solve(targets, None) {
            Ok(Answer::Optimum(relaxed)) => Some((relaxed.objective.round(), relaxed.bound)),
            _ => None,
        };
        assert_eq!(best(&[]), Some((3.0, 3)), "placed");
        assert_eq!(best(&[3]), Some((21.0, 21)), "urgency points");
    }

    #[test]
    fn a_goal_weighs_more_than_all_after_it() {
        let part = part(&[1, 7], 1);
        let profiles = Profiles::of(&part);
        let weights = Relaxation::new(&part, &profiles, 2, None).weights();
        assert_eq!(weights, [COST_SCALE, COST_SCALE / 8.0]);
    }
}
