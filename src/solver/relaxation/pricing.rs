//! What columns gain at the prices of a solve, and which of those outside the model come in.

use std::ops::Range;

use super::{Column, Meaning, Relaxation, Relaxed};
use crate::program::Part;
use crate::solver::profiles::Profile;

/// Applicants, and flows, of one profile that come into the model at once.
const COLUMNS_AT_ONCE: usize = 3;

/// New profiles that come into the model at once.
const PROFILES_AT_ONCE: usize = 500;

/// What gains are reckoned from, beside the prices of the rows.
struct At<'a> {
    part: &'a Part,
    /// The tier looked for.
    aim: Option<usize>,
    /// Prices of the tiers before it.
    earlier: &'a [f64],
    /// What each column gains by cuts; empty without.
    in_cuts: &'a [f64],
}

impl At<'_> {
    fn gain(&self, index: usize, prices: &[f64]) -> f64 {
        let columns = &self.part.columns;
        let price =
            |tier: usize| if Some(tier) == self.aim { 1.0 } else { self.earlier.get(tier).copied().unwrap_or(0.0) };
        let worth: f64 = columns.worth(index).iter().map(|(tier, worth)| price(tier) * worth as f64).sum();
        let paid: f64 = columns.entries(index).iter().map(|(row, units)| prices[row] * units as f64).sum();
        worth - paid + self.in_cuts.get(index).copied().unwrap_or(0.0)
    }
}

impl Relaxation<'_> {
    /// What each column gains at the prices that need not be 0, in a node only those that may come in. The row of a profile that
    /// is not in the model has no price yet: it gets the one at which its flows lose nothing.
    pub(super) fn gains(&self, aim: Option<usize>, prices: &mut [f64], earlier: &[f64], in_cuts: &[f64]) -> Vec<f64> {
        let at = At { part: self.part, aim, earlier, in_cuts };
        for (_, profile) in self.looked_at().filter(|(number, _)| !self.entered[*number]) {
            prices[profile.row] = 0.0;
            let most = |columns: Range<usize>| {
                let priced = columns.filter(|column| self.is_priced(*column)).map(|column| at.gain(column, prices));
                priced.reduce(f64::max)
            };
            let at_flows = most(profile.flows.clone()).map(|most| -most);
            prices[profile.row] = at_flows.or_else(|| most(profile.takes.clone())).unwrap_or(0.0);
        }
        let mut gains = vec![0.0; self.part.columns.len()];
        if self.miss_cost.is_none() {
            self.used.iter().for_each(|column| gains[*column] = at.gain(*column, prices));
            return gains;
        }
        let columns = self.looked_at().flat_map(|(_, profile)| profile.takes.start..profile.flows.end);
        for column in columns.filter(|column| self.is_priced(*column)) {
            gains[column] = at.gain(column, prices);
        }
        gains
    }

    /// The profiles whose gains are of use: in a node only those of which something may come in.
    fn looked_at(&self) -> impl Iterator<Item = (usize, &Profile)> {
        let in_node = self.miss_cost.is_some();
        self.profiles.list.iter().enumerate().filter(move |(number, _)| !in_node || self.open[*number])
    }

    /// Finds the columns that need not be 0, and the profiles of which something may come in.
    pub(super) fn find_open(&mut self) {
        self.used = (0..self.columns.len()).filter(|column| self.bounds(*column) != (0, 0)).collect();
        let is_open = |profile: &Profile| profile.takes.clone().any(|take| self.bounds(take).1 > 0);
        self.open = self.profiles.list.iter().map(is_open).collect();
    }

    /// Whether it is of use to know what a column of a profile gains: where it need not be 0, in a node only where it may come in.
    fn is_priced(&self, column: usize) -> bool {
        (self.miss_cost.is_none() || self.columns[column].is_none()) && self.bounds(column).1 > 0
    }

    /// What each column gains by the cuts it counts in, at their duals; empty without cuts.
    pub(super) fn gains_in_cuts(&self, duals: &[f64], scale: f64) -> Vec<f64> {
        let Some(tightening) = self.tightening.as_ref().filter(|tightening| !tightening.cuts.is_empty()) else {
            return Vec::new();
        };
        let mut gains = vec![0.0; self.part.columns.len()];
        let priced = tightening.cuts.iter().map(|cut| (cut, cut.row.dual(duals)));
        for (cut, dual) in priced.filter(|(_, dual)| *dual != 0.0) {
            for (column, coefficient) in &cut.line.entries {
                gains[*column] += dual * scale * *coefficient as f64 / cut.scale;
            }
        }
        gains
    }

    /// Brings in what gains more than `least`; the number of columns that came in. Of the profiles that are
    /// not in the model yet only those that gain most come at once: they change what the others would gain.
    pub(super) fn enter_what_gains(&mut self, relaxed: &Relaxed, least: f64) -> usize {
        let before = self.inside.len();
        let mut new: Vec<(f64, usize)> = Vec::new();
        for (number, profile) in self.profiles.list.iter().enumerate() {
            if !self.open[number] {
                continue;
            }
            if self.entered[number] {
                self.enter_best(profile.takes.clone(), relaxed, least);
                self.enter_best(profile.flows.clone(), relaxed, least);
                continue;
            }
            let open = profile.takes.clone().filter(|take| self.bounds(*take).1 > 0);
            let most = open.map(|take| relaxed.gains[take]).fold(f64::NEG_INFINITY, f64::max);
            if most > least {
                new.push((most, number));
            }
        }
        new.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
        for (_, number) in new.into_iter().take(PROFILES_AT_ONCE) {
            let profile = &self.profiles.list[number];
            self.enter_best(profile.takes.clone(), relaxed, least);
            self.enter_best(profile.flows.clone(), relaxed, f64::NEG_INFINITY);
            self.entered[number] = true;
        }
        self.inside.len() - before
    }

    /// Brings in the best of some columns of a profile that gain more than `least`; of those that gain alike, the ones whose
    /// place fewest others ask for.
    fn enter_best(&mut self, columns: Range<usize>, relaxed: &Relaxed, least: f64) {
        let is_out = |column: &usize| self.columns[*column].is_none() && self.bounds(*column).1 > 0;
        let mut found: Vec<usize> = columns.filter(|c| is_out(c) && relaxed.gains[*c] > least).collect();
        let crowd = |column: &usize| place_of(self.part.columns.at(*column)).map_or(0, |place| self.crowds[place]);
        let gains = |column: &usize| relaxed.gains[*column];
        found.sort_by(|one, other| {
            gains(other).total_cmp(&gains(one)).then_with(|| crowd(one).cmp(&crowd(other))).then(one.cmp(other))
        });
        found.into_iter().take(COLUMNS_AT_ONCE).for_each(|column| self.enter(column));
    }
}

/// The row of the dwellings, or of the places, that a flow uses.
pub(super) fn place_of(column: Column<'_>) -> Option<usize> {
    let is_flow = matches!(column.meaning, Meaning::Flow { .. });
    column.entries.get(1).filter(|_| is_flow).map(|(row, _)| row)
}
