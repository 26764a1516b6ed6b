//! The solution of the relaxation that is nearest to whole numbers that are wanted of some columns.

use highs::Col;

use super::rows::Held;
use super::{DUAL, GAIN, HighsAnswer, LEAST_SECONDS, Relaxation};

/// What measures how far columns are from the numbers wanted of them.
#[derive(Default)]
pub(in crate::solver) struct Gauges(Vec<Gauge>);

/// `column − wanted − above + below = 0`.
struct Gauge {
    wanted: Col,
    apart: [Col; 2],
}

impl Relaxation<'_> {
    /// Puts a gauge on each of some more columns, where they are not there yet.
    pub(in crate::solver) fn gauge(&mut self, columns: &[usize], gauges: &mut Gauges) {
        for index in &columns[gauges.0.len()..] {
            self.enter(*index);
            let (Some(model), Some(column)) = (self.model.as_mut(), self.columns[*index]) else { return };
            let row = Held::add(model, 0.0..=0.0, vec![(column, 1.0)]).row;
            let wanted = model.add_col(0.0, f64::NEG_INFINITY.., [(row, -1.0)]);
            let apart = [-1.0, 1.0].map(|sign| model.add_col(0.0, 0.0.., [(row, sign)]));
            gauges.0.push(Gauge { wanted, apart });
        }
    }

    /// The values at which the gauged columns are nearest to these numbers, with all tiers of the model at least at their
    /// targets, which the columns that are there must be able to reach. `None` where that is not found.
    pub(in crate::solver) fn nearest_to(
        &mut self,
        gauges: &Gauges,
        numbers: &[i64],
        targets: &[i64],
        seconds: Option<f64>,
    ) -> Option<Vec<f64>> {
        self.aim_at(targets).ok()?;
        let model = self.model.as_mut()?;
        for (gauge, number) in gauges.0.iter().zip(numbers) {
            model.change_column_bounds(gauge.wanted, *number as f64..=*number as f64);
            gauge.apart.iter().for_each(|apart| model.change_column_cost(*apart, 1.0));
        }
        model.set_option("simplex_strategy", DUAL);
        let start = std::time::Instant::now();
        loop {
            let left = seconds.map(|seconds| (seconds - start.elapsed().as_secs_f64()).max(LEAST_SECONDS));
            let Ok(HighsAnswer::Optimum(solution, apart)) = self.run(left) else { return None };
            let found = self.read(None, targets.len(), &solution, apart);
            if self.enter_what_gains(&found, GAIN) == 0 {
                return Some(found.values);
            }
        }
    }

    /// Lets gauges measure nothing any more.
    pub(in crate::solver) fn let_go(&mut self, gauges: &Gauges) {
        let Some(model) = self.model.as_mut() else { return };
        for gauge in &gauges.0 {
            model.change_column_bounds(gauge.wanted, f64::NEG_INFINITY..);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Answer, rounded};
    use super::*;
    use crate::domain::Mode;
    use crate::program::{Columns, Meaning, Part, Row, Statement};
    use crate::solver::profiles::Profiles;

    /// Four applicants for two dwellings that are alike.
    fn part() -> Part {
        let row = |statement, lower, upper| Row { statement, lower, upper: Some(upper), unit: 1 };
        let mut rows = vec![row(Statement::Kind(0), None, 2)];
        let mut columns = Columns::default();
        for profile in 0..4 {
            rows.push(row(Statement::Profile(profile), Some(0), 0));
            columns.push(Meaning::Take { applicant: profile, profile }, (0, 1), &[(profile + 1, 1)], &[1]);
            let flow = Meaning::Flow { profile, kind: 0, mode: Mode::Whole };
            columns.push(flow, (0, 1), &[(0, 1), (profile + 1, -1)], &[0]);
        }
        Part { columns, rows, ..Part::default() }
    }

    #[test]
    fn of_all_that_reach_the_targets_the_nearest_is_found_and_nothing_is_left_of_the_gauges() {
        let part = part();
        let profiles = Profiles::of(&part);
        let mut relaxation = Relaxation::new(&part, &profiles, 1, None);
        let best = |relaxation: &mut Relaxation<'_>| match relaxation.solve(&[], None) {
            Ok(Answer::Optimum(relaxed)) => Some((relaxed.objective.round(), relaxed.bound)),
            _ => None,
        };
        assert_eq!(best(&mut relaxation), Some((2.0, 2)));
        let mut gauges = Gauges::default();
        relaxation.gauge(&[0, 2], &mut gauges);
        relaxation.gauge(&[0, 2, 4, 6], &mut gauges);
        for number in 0..81 {
            let wanted = [1, 3, 9, 27].map(|place| number / place % 3);
            let nearest = relaxation.nearest_to(&gauges, &wanted, &[2], None).and_then(|values| rounded(&values));
            let apart = |values: Vec<i64>| (0..4).map(|at| (values[2 * at] - wanted[at]).abs()).sum::<i64>();
            let of_two = wanted.iter().filter(|wanted| **wanted > 0).take(2).fold(0, |count, _| count + 1);
            let least = wanted.iter().sum::<i64>() - of_two + (2 - of_two);
            assert_eq!(nearest.map(apart), Some(least), "{wanted:?}");
        }
        assert!(relaxation.nearest_to(&gauges, &[0; 4], &[3], None).is_none(), "three in two dwellings");
        relaxation.nearest_to(&gauges, &[0; 4], &[2], None);
        relaxation.let_go(&gauges);
        assert_eq!(best(&mut relaxation), Some((2.0, 2)));
    }
}
