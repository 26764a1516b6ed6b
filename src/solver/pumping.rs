//! A whole solution at the bounds of the relaxation, found by a feasibility pump (Fischetti, Glover and Lodi, 2005).
//!
//! It goes back and forth between whole numbers and the relaxation: the numbers of placements that count alike, and of shared
//! dwellings, are rounded, and the solution of the relaxation is looked for that is nearest to those, with every tier at its
//! target. It proves nothing; the bounds do. Whoever is placed matters to no tier but the number, so that mostly a few
//! strokes find what cuts and branching look for much longer.

use std::collections::BTreeSet;

use super::relaxation::Gauges;
use super::{Ladder, Meaning};

/// So often the nearest solution is looked for.
const MOST_STROKES: usize = 20;

/// Where rounding changes nothing any more, so many of the numbers that are farthest apart are moved.
const MOVED: usize = 4;

/// Nearer than this is met.
const MET: f64 = 1e-6;

/// The fractional parts of its multiples spread evenly between 0 and 1.
const GOLDEN: f64 = 0.618_033_988_749_895;

/// A shake moves what is half apart this often less than always, and what is met so much less often than half the time.
const SPARED: f64 = 0.3;

impl Ladder<'_> {
    /// Leaves a tier open at its bound; at the last a whole solution is looked for that reaches all bounds. If none is found, the
    /// climb goes on from the tiers that are settled, without a pump.
    pub(super) fn climb_by_pump(&mut self, tier: usize) {
        if tier + 1 < self.tiers {
            return;
        }
        // Where a round like it does not reach the lower of two whole numbers that the relaxation is between, this one seldom does.
        let may_be_reached = self.best.is_none() || self.steps[tier].is_reached();
        let found = self.known_at_bounds().or_else(|| may_be_reached.then(|| self.pump()).flatten());
        if let Some(values) = found {
            self.settle_at(tier, values);
        } else {
            self.pumps = false;
            self.steps.truncate(self.settled);
        }
    }

    /// The best solution known, where it reaches the target of every tier.
    fn known_at_bounds(&self) -> Option<Vec<i64>> {
        let reaches = |best: &&Vec<i64>| {
            let mut steps = self.steps.iter().enumerate();
            steps.all(|(tier, step)| self.part.worth(tier, best) >= step.target)
        };
        self.best.as_ref().filter(reaches).cloned()
    }

    /// A whole solution with every tier at its target, if one is soon found.
    fn pump(&mut self) -> Option<Vec<i64>> {
        let targets: Vec<i64> = self.steps.iter().map(|step| step.target).collect();
        let mut values = self.steps.last()?.relaxed.values.clone();
        let mut relaxation = self.warm.take()?;
        let mut aims = Aims::at(self.part.columns.iter().enumerate().filter_map(|(index, column)| {
            matches!(column.meaning, Meaning::Sum | Meaning::Shared { .. }).then_some(index)
        }));
        let mut gauges = Gauges::default();
        let mut found = None;
        for _ in 0..MOST_STROKES {
            aims.take(&values);
            relaxation.gauge(&aims.columns, &mut gauges);
            let nearest = relaxation.nearest_to(&gauges, &aims.numbers, &targets, self.seconds_left());
            let Some(nearest) = nearest else { break };
            values = nearest;
            found = self.whole(&values, targets.len());
            if found.is_some() {
                break;
            }
        }
        relaxation.let_go(&gauges);
        self.warm = Some(relaxation);
        found
    }
}

/// The whole numbers that are aimed at.
#[derive(Default)]
struct Aims {
    columns: Vec<usize>,
    numbers: Vec<i64>,
    /// What has been aimed at.
    before: BTreeSet<Vec<i64>>,
    /// Moves by chance so far.
    moved: f64,
}

impl Aims {
    fn at(columns: impl Iterator<Item = usize>) -> Self {
        Self { columns: columns.collect(), ..Self::default() }
    }

    /// Takes aim from where the relaxation stands. Where all numbers are met, the columns that are not whole are aimed at too.
    fn take(&mut self, values: &[f64]) {
        let rounded: Vec<i64> = self.columns.iter().map(|column| values[*column].round() as i64).collect();
        if rounded != self.numbers {
            self.numbers = rounded;
        } else if self.apart(values).iter().all(|apart| apart.abs() < MET) {
            let is_open = |column: &usize| (values[*column] - values[*column].round()).abs() > MET;
            self.columns.extend((0..values.len()).filter(is_open));
            self.numbers = self.columns.iter().map(|column| values[*column].round() as i64).collect();
        } else {
            self.move_farthest(values);
        }
        if !self.before.insert(self.numbers.clone()) {
            self.shake(values);
            self.before.insert(self.numbers.clone());
        }
    }

    /// How far each value lies above what is aimed at.
    fn apart(&self, values: &[f64]) -> Vec<f64> {
        self.columns.iter().zip(&self.numbers).map(|(column, number)| values[*column] - *number as f64).collect()
    }

    /// Moves the numbers that are farthest apart towards the values.
    fn move_farthest(&mut self, values: &[f64]) {
        let apart = self.apart(values);
        let mut farthest: Vec<usize> = (0..apart.len()).filter(|place| apart[*place].abs() > MET).collect();
        farthest.sort_by(|one, other| apart[*other].abs().total_cmp(&apart[*one].abs()).then(one.cmp(other)));
        for place in farthest.into_iter().take(MOVED) {
            self.numbers[place] += apart[place].signum() as i64;
        }
    }

    /// Moves some of the numbers by chance, the rather the farther they are apart.
    fn shake(&mut self, values: &[f64]) {
        for (place, apart) in self.apart(values).into_iter().enumerate() {
            self.moved += 1.0;
            let chance = (self.moved * GOLDEN).fract();
            if apart.abs() + (chance - SPARED).max(0.0) > 0.5 {
                let is_up = if apart.abs() > MET { apart > 0.0 } else { (self.moved * GOLDEN / 2.0).fract() > 0.5 };
                self.numbers[place] += if is_up { 1 } else { -1 };
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Deadline, Profiles, Step};
    use super::*;
    use crate::domain::Mode;
    use crate::program::{Columns, Part, Row, Statement};

    /// Applicants in threes, of whom any two are one too many; each may have a dwelling of its own.
    fn triangles(count: usize) -> Part {
        let row = |statement, lower, upper| Row { statement, lower, upper: Some(upper), unit: 1 };
        let (mut columns, mut rows) = (Columns::default(), Vec::new());
        for applicant in 0..3 * count {
            rows.push(row(Statement::Maximum(applicant), None, 1));
            rows.push(row(Statement::Kind(applicant), None, 1));
            rows.push(row(Statement::Profile(applicant), Some(0), 0));
        }
        for applicant in 0..3 * count {
            let (next, own) = (3 * (applicant - applicant % 3 + (applicant + 1) % 3), 3 * applicant);
            let mut entries = [(own, 1), (next, 1), (own + 2, 1)];
            entries.sort_unstable();
            columns.push(Meaning::Take { applicant, profile: applicant }, (0, 1), &entries, &[1]);
            let flow = Meaning::Flow { profile: applicant, kind: applicant, mode: Mode::Whole };
            columns.push(flow, (0, 1), &[(own + 2, -1), (own + 1, 1)], &[0]);
        }
        Part { columns, rows, ..Part::default() }
    }

    /// A ladder whose relaxation of the only tier is solved, with this target.
    fn relaxed<'a>(part: &'a Part, profiles: &'a Profiles, target: i64) -> Ladder<'a> {
        let mut ladder = Ladder::new(part, profiles, 1, Deadline::default());
        let relaxed = ladder.relax(0).ok().flatten();
        let step = |relaxed| Step { target, branched: false, near: false, relaxed, tightened: None };
        ladder.steps.extend(relaxed.map(step));
        ladder
    }

    #[test]
    fn what_the_relaxation_does_not_have_whole_is_found() {
        let part = triangles(2);
        let profiles = Profiles::of(&part);
        let mut ladder = relaxed(&part, &profiles, 2);
        assert!((ladder.steps[0].relaxed.objective - 3.0).abs() < 1e-6, "half of each");
        assert_eq!(ladder.pump().map(|values| part.worth(0, &values)), Some(2));
        assert_eq!(relaxed(&part, &profiles, 3).pump(), None, "three there are not");
    }

    #[test]
    fn a_solution_that_is_known_and_reaches_the_bounds_is_taken() {
        let part = triangles(2);
        let profiles = Profiles::of(&part);
        let mut ladder = relaxed(&part, &profiles, 2);
        ladder.best = ladder.pump();
        assert_eq!(ladder.known_at_bounds(), ladder.best);
        ladder.steps[0].target = 3;
        assert_eq!(ladder.known_at_bounds(), None);
    }

    #[test]
    fn where_no_solution_is_at_the_bound_the_search_goes_on_without() {
        for (count, relaxed) in [(3, "four and a half"), (4, "six")] {
            let part = triangles(count);
            let profiles = Profiles::of(&part);
            let mut ladder = Ladder::new(&part, &profiles, 1, Deadline::default());
            assert_eq!(ladder.climb(), Ok(true));
            assert_eq!((ladder.settled, ladder.pumps), (0, false), "{relaxed} by the relaxation");
            while ladder.settled == 0 {
                assert_eq!(ladder.climb(), Ok(true));
            }
            assert_eq!(ladder.best.map(|best| part.worth(0, &best)), i64::try_from(count).ok());
        }
    }

    fn aims(columns: usize, numbers: &[i64]) -> Aims {
        Aims { numbers: numbers.to_vec(), before: [numbers.to_vec()].into(), ..Aims::at(0..columns) }
    }

    #[test]
    fn values_that_round_to_something_else_are_rounded() {
        let mut aims = aims(3, &[0, 0, 0]);
        aims.take(&[0.2, 0.7, 3.0]);
        assert_eq!(aims.numbers, [0, 1, 3]);
    }

    #[test]
    fn where_rounding_changes_nothing_what_is_farthest_apart_is_moved() {
        let mut aims = aims(6, &[0, 1, 2, 0, 0, 7]);
        aims.take(&[0.4, 0.7, 2.0, 0.3, 0.1, 7.2]);
        assert_eq!(aims.numbers, [1, 0, 2, 1, 0, 8]);
    }

    #[test]
    fn where_all_is_met_what_is_not_whole_is_aimed_at_too() {
        let mut aims = aims(2, &[3, 1]);
        aims.take(&[3.0, 1.0, 0.6, 0.0, 0.4]);
        assert_eq!((aims.columns, aims.numbers), (vec![0, 1, 2, 4], vec![3, 1, 1, 0]));
    }

    #[test]
    fn what_has_been_aimed_at_is_shaken() {
        let mut aims = aims(20, &[5; 20]);
        aims.before.insert(vec![4; 20]);
        aims.take(&[4.4; 20]);
        let moved = aims.numbers.iter().filter(|number| **number == 5).count();
        assert!((5..20).contains(&moved) && aims.numbers.iter().all(|number| [4, 5].contains(number)), "{moved}");
        assert_eq!(aims.before.len(), 3);
    }
}
