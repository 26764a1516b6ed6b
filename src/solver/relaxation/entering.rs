//! Which columns of the part come into the model without being priced, and how a column comes in.

use highs::Row;

use super::Relaxation;
use super::pricing::place_of;
use crate::program::{Column, Meaning};

/// More flows than this do not come in because their applicants are fixed, where a solution shows what is needed.
const MOST_AT_ONCE: usize = 1_000;

impl Relaxation<'_> {
    /// Brings in the columns and profiles that another relaxation of the part has asked for.
    pub(in crate::solver) fn enter_as_in(&mut self, other: &Self) {
        for index in 0..self.columns.len() {
            if other.columns[index].is_some() {
                self.enter(index);
            }
        }
        self.entered.clone_from(&other.entered);
        let fixed: Vec<usize> = match &self.tightening {
            Some(tightening) => (0..self.columns.len()).filter(|column| tightening.bounds[*column].0 > 0).collect(),
            None => Vec::new(),
        };
        for column in fixed {
            self.enter_fixed(column);
        }
    }

    /// Shared dwellings, shortfalls, and everything of the profiles that are fixed; where that is very much and a solution
    /// is known, of those only what it uses.
    pub(super) fn enter_what_must_be_there(&mut self, known: Option<&[i64]>) {
        let part = self.part;
        for index in 0..part.columns.len() {
            if is_never_asked_for(part.columns.meaning(index)) {
                self.enter(index);
            }
        }
        let profiles = &self.profiles.list;
        let is_fixed = |take: usize| part.columns.bounds(take).0 > 0;
        let fixed: Vec<usize> = (0..profiles.len()).filter(|of| profiles[*of].takes.clone().any(is_fixed)).collect();
        match known.filter(|_| fixed.iter().map(|of| profiles[*of].flows.len()).sum::<usize>() > MOST_AT_ONCE) {
            Some(known) => self.enter_solution(known),
            None => fixed.into_iter().for_each(|number| self.enter_profile(number)),
        }
    }

    /// Brings in everything of a profile.
    pub(super) fn enter_profile(&mut self, number: usize) {
        let profile = &self.profiles.list[number];
        profile.takes.clone().chain(profile.flows.clone()).for_each(|column| self.enter(column));
        self.entered[number] = true;
    }

    /// Brings in everything.
    pub(in crate::solver) fn enter_everything(&mut self) {
        (0..self.profiles.list.len()).for_each(|number| self.enter_profile(number));
    }

    /// Brings in what a whole solution uses, so that the model can reach its values.
    pub(in crate::solver) fn enter_solution(&mut self, values: &[i64]) {
        for number in 0..self.profiles.list.len() {
            let profile = &self.profiles.list[number];
            let used: Vec<usize> =
                profile.takes.clone().chain(profile.flows.clone()).filter(|column| values[*column] > 0).collect();
            if !used.is_empty() {
                for column in used {
                    self.enter(column);
                }
                self.entered[number] = true;
            }
        }
    }

    /// Brings in a column that must be used: its profile is in the model with it, so that its row has a price and asks for more.
    pub(super) fn enter_fixed(&mut self, index: usize) {
        self.enter(index);
        if let Some(number) = self.profiles.of_column(index) {
            self.entered[number] = true;
        }
    }

    /// Brings a column of the part into the model.
    pub(super) fn enter(&mut self, index: usize) {
        let (lower, upper) = self.bounds(index);
        let is_out = self.columns[index].is_none() && (upper > 0 || self.tightening.is_none());
        if !is_out {
            return;
        }
        let column: Column<'_> = self.part.columns.at(index);
        if let Some(place) = place_of(column) {
            self.crowds[place] += 1;
        }
        let factors = self.factors(index, column);
        let Some(model) = self.model.as_mut() else { return };
        let is_take = matches!(column.meaning, Meaning::Take { .. });
        self.inside.push(index);
        let is_narrow =
            self.tightening.as_ref().is_some_and(|tight| lower == upper || tight.narrowed.contains_key(&index));
        self.columns[index] = Some(if is_take || is_narrow {
            model.add_col(0.0, lower as f64..=upper as f64, factors)
        } else if column.meaning == Meaning::Sum {
            model.add_col(0.0, f64::NEG_INFINITY.., factors)
        } else {
            model.add_col(0.0, lower as f64.., factors)
        });
    }

    /// The coefficients of a column in the rows of the model; those that are not there yet come in.
    fn factors(&mut self, index: usize, column: Column<'_>) -> Vec<(Row, f64)> {
        let mut factors = Vec::new();
        for (number, coefficient) in column.entries.iter() {
            let row = self.row_of(number);
            factors.extend(row.map(|row| (row, coefficient as f64 / self.part.rows[number].unit as f64)));
        }
        let of_tiers = column.worth.iter().filter(|(tier, _)| *tier < self.scales.len());
        factors.extend(of_tiers.map(|(tier, worth)| (self.tier_rows[tier].row, worth as f64 / self.scales[tier])));
        let cuts = self.tightening.iter().flat_map(|tightening| &tightening.cuts);
        factors.extend(cuts.filter_map(|cut| Some((cut.row.row, cut.coefficient(index)?))));
        factors
    }
}

/// Whether a column belongs to no profile, so that it is in the model wherever it may be used.
pub(super) fn is_never_asked_for(meaning: Meaning) -> bool {
    matches!(meaning, Meaning::Shared { .. } | Meaning::Short { .. } | Meaning::Sum)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Mode;
    use crate::program::{Columns, Part, Row, Statement};
    use crate::solver::profiles::Profiles;

    /// Applicants that are fixed, each of whom may have one of some kinds of dwellings; and the solution in which all have
    /// the first.
    fn all_fixed(applicants: usize, kinds: usize) -> (Part, Vec<i64>) {
        let row = |statement, lower, upper| Row { statement, lower, upper, unit: 1 };
        let mut rows: Vec<Row> = (0..kinds).map(|kind| row(Statement::Kind(kind), None, Some(9_999))).collect();
        let (mut columns, mut solution) = (Columns::default(), Vec::new());
        for profile in 0..applicants {
            rows.push(row(Statement::Profile(profile), Some(0), Some(0)));
            let own = kinds + profile;
            columns.push(Meaning::Take { applicant: profile, profile }, (1, 1), &[(own, 1)], &[1]);
            solution.push(1);
            for kind in 0..kinds {
                let meaning = Meaning::Flow { profile, kind, mode: Mode::Whole };
                columns.push(meaning, (0, 1), &[(own, -1), (kind, 1)], &[0]);
                solution.push(i64::from(kind == 0));
            }
        }
        (Part { columns, rows, ..Part::default() }, solution)
    }

    fn inside(applicants: usize, kinds: usize, is_known: bool) -> usize {
        let (part, solution) = all_fixed(applicants, kinds);
        let profiles = Profiles::of(&part);
        Relaxation::new(&part, &profiles, 1, is_known.then_some(&solution[..])).inside().len()
    }

    #[test]
    fn where_many_are_fixed_a_known_solution_says_what_is_needed() {
        assert_eq!(inside(100, 3, true), 400, "everything of a few");
        assert_eq!(inside(5_000, 11, true), 10_000, "each applicant with one flow");
        assert_eq!(inside(5_000, 11, false), 60_000, "nothing is known");
    }
}
