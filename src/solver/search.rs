//! Whole numbers, where the relaxation leaves them open.

use highs::{Col, HighsModelStatus, Model, RowProblem, Sense};

use super::cuts::Line;
use super::relaxation::{rounded, settings, worth_scale};
use super::{Failure, Ladder};
use crate::program::Meaning;

/// A value nearer to a whole number than this is whole.
const WHOLE: f64 = 1e-6;

/// What is searched.
#[derive(Default)]
pub(super) struct Asked<'a> {
    /// Only solutions at most so far below the relaxation; all without.
    pub(super) width: Option<f64>,
    /// Only solutions that reach this value.
    pub(super) least: Option<i64>,
    /// Only solutions that place others than this one.
    pub(super) not_as: Option<&'a [i64]>,
    /// Which columns stay as the relaxation has them.
    pub(super) fixed: Fixed,
    /// How far from the best of those searched the answer may be; 0 without. Then the search may end without one, too.
    pub(super) slack: f64,
}

/// Which columns stay as the relaxation has them.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Fixed {
    /// None of them.
    #[default]
    Nothing,
    /// Those that are whole and not 0.
    Used,
    /// All that are whole.
    Whole,
}

/// A search that may miss the best looks at so many nodes at most.
const MOST_NODES_NEAR: i32 = 20;

/// What the search found.
pub(super) enum Found {
    /// The best whole solution among those searched.
    Optimum(Vec<i64>),
    /// Time ran out, or the nodes of a search that may miss the best; the best so far.
    Stopped(Option<Vec<i64>>),
    /// No whole solution keeps the targets.
    Nothing,
}

impl Ladder<'_> {
    /// The bound at which each column must stay, if it must: one whose gain alone loses more than there is
    /// room for, an applicant that no best allocation places, and the flows of a profile without an applicant.
    pub(super) fn staying(&self, tier: usize, width: Option<f64>) -> Vec<Option<i64>> {
        let mut staying: Vec<Option<i64>> =
            (0..self.part.columns.len()).map(|column| self.stays(column, tier, width)).collect();
        for profile in &self.profiles.list {
            if profile.takes.clone().all(|take| staying[take] == Some(0)) {
                profile.flows.clone().for_each(|flow| staying[flow] = Some(0));
            }
        }
        staying
    }

    /// The same for solutions that are as good in all tiers that have been looked at.
    pub(super) fn staying_as_good(&self) -> Vec<Option<i64>> {
        match self.steps.last() {
            Some(step) => self.staying(self.steps.len() - 1, Some((step.top() - step.target as f64).max(0.0))),
            None => vec![None; self.part.columns.len()],
        }
    }

    fn stays(&self, column: usize, tier: usize, width: Option<f64>) -> Option<i64> {
        let (lower, upper) = self.part.columns.bounds(column);
        if lower == upper || self.dominated.get(column).is_some_and(|dominated| *dominated) {
            return Some(lower);
        }
        self.steps[..=tier].iter().enumerate().find_map(|(number, step)| {
            let least = if number == tier { step.top() - width? } else { step.target as f64 };
            [Some(&step.relaxed), step.tightened.as_ref()].into_iter().flatten().find_map(|relaxed| {
                let gain = relaxed.gains[column];
                // A column that gains at its least value was kept there, and its gain says nothing.
                let is_kept = || relaxed.values.get(column).is_some_and(|value| *value < upper as f64 - WHOLE);
                if gain.abs() <= (relaxed.objective - least).max(0.0) + relaxed.noise {
                    None
                } else if gain < 0.0 {
                    Some(lower)
                } else if is_kept() {
                    None
                } else {
                    Some(upper)
                }
            })
        })
    }

    /// Optimises a tier in whole numbers over the open columns, for solutions at most `width` below the
    /// relaxation. With presolve first; where the answer does not survive the exact check, without.
    pub(super) fn search(&self, tier: usize, asked: &Asked<'_>) -> Result<Found, Failure> {
        let mut stays = self.staying(tier, asked.width);
        self.keep_whole(tier, asked.fixed, &mut stays);
        let mut trouble = String::new();
        // Of few columns that are searched for any good solution, presolve takes longer than the search.
        for presolve in if asked.slack > 0.0 { ["off", "on"] } else { ["on", "off"] } {
            let (mut model, open) = self.integer_program(tier, &stays, asked);
            model.set_option("presolve", presolve);
            if asked.slack > 0.0 {
                model.set_option("mip_abs_gap", asked.slack / worth_scale(self.part, tier));
                model.set_option("mip_max_nodes", MOST_NODES_NEAR);
            }
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
                (HighsModelStatus::ReachedTimeLimit | HighsModelStatus::ReachedSolutionLimit, found) => {
                    return Ok(Found::Stopped(found));
                }
                (status, found) => {
                    trouble = format!("the integer program ended as {status:?}, whole: {}", found.is_some());
                }
            }
        }
        Err(Failure { tier, what: trouble })
    }

    /// Lets columns that are whole in the relaxation stay as they are.
    fn keep_whole(&self, tier: usize, fixed: Fixed, stays: &mut [Option<i64>]) {
        let step = &self.steps[tier];
        let relaxed = step.tightened.as_ref().unwrap_or(&step.relaxed);
        for (stays, value) in stays.iter_mut().zip(&relaxed.values) {
            let whole = value.round();
            let keeps = fixed == Fixed::Whole || (fixed == Fixed::Used && whole > 0.0);
            if keeps && stays.is_none() && (value - whole).abs() < WHOLE {
                *stays = Some(whole as i64);
            }
        }
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
    fn integer_program(&self, tier: usize, stays: &[Option<i64>], asked: &Asked<'_>) -> (Model, Vec<usize>) {
        let part = self.part;
        let rows = part.rows.len() + tier + 1;
        let scale = worth_scale(part, tier);
        let mut problem = RowProblem::default();
        let (mut open, mut handles) = (Vec::new(), Vec::new());
        let mut entries: Vec<Vec<(Col, f64)>> = vec![Vec::new(); rows];
        let mut used = vec![0_i64; rows];
        for (index, (column, stays)) in part.columns.iter().zip(stays).enumerate() {
            let in_tiers =
                (0..=tier).map(|t| (part.rows.len() + t, column.worth_in(t))).filter(|(_, worth)| *worth != 0);
            let all = column.entries.iter().chain(in_tiers);
            if let Some(value) = stays {
                for (row, coefficient) in all {
                    used[row] += coefficient * value;
                }
                continue;
            }
            let cost = -(column.worth_in(tier) as f64) / scale;
            let handle = problem.add_integer_column(cost, column.lower as f64..=column.upper as f64);
            for (row, coefficient) in all {
                entries[row].push((handle, coefficient as f64));
            }
            open.push(index);
            handles.push(handle);
        }
        for (row, (mut entries, used)) in entries.into_iter().zip(used).enumerate() {
            let (lower, upper, unit) = self.bounds(row, tier, asked);
            for (_, coefficient) in &mut entries {
                *coefficient /= unit;
            }
            let lower = lower.map_or(f64::NEG_INFINITY, |lower| (lower - used) as f64 / unit);
            let upper = upper.map_or(f64::INFINITY, |upper| (upper - used) as f64 / unit);
            if !entries.is_empty() || lower > 0.0 || upper < 0.0 {
                problem.add_row(lower..=upper, entries);
            }
        }
        for (_, cut) in &self.cuts {
            Self::add_cut(&mut problem, cut, stays, &open, &handles);
        }
        if let Some(known) = asked.not_as {
            self.place_others(&mut problem, stays, &open, &handles, known);
        }
        let mut model = problem.optimise(Sense::Minimise);
        settings(&mut model);
        model.set_option("mip_rel_gap", 0.0);
        model.set_option("mip_abs_gap", 0.0);
        (model, open)
    }

    /// A cut over the open columns.
    fn add_cut(problem: &mut RowProblem, cut: &Line, stays: &[Option<i64>], open: &[usize], handles: &[Col]) {
        let largest = cut.entries.iter().map(|(_, coefficient)| coefficient.unsigned_abs()).max().unwrap_or(1) as f64;
        let (mut used, mut entries) = (0, Vec::new());
        for (column, coefficient) in &cut.entries {
            if let Some(value) = stays[*column] {
                used += coefficient * value;
            } else if let Ok(place) = open.binary_search(column) {
                entries.push((handles[place], *coefficient as f64 / largest));
            }
        }
        let least = cut.lower.map_or(f64::NEG_INFINITY, |lower| (lower - used) as f64 / largest);
        if !entries.is_empty() {
            problem.add_row(least.., entries);
        }
    }

    /// `Σ take of those placed − Σ take of the others ≤ placed − 1`, over the open columns.
    fn place_others(
        &self,
        problem: &mut RowProblem,
        stays: &[Option<i64>],
        open: &[usize],
        handles: &[Col],
        known: &[i64],
    ) {
        let takes = |column: &usize| matches!(self.part.columns.meaning(*column), Meaning::Take { .. });
        let sign = |column: usize| if known[column] > 0 { 1 } else { -1 };
        let placed: i64 = (0..known.len()).filter(|column| takes(column)).map(|column| known[column]).sum();
        let staying = (0..known.len()).filter(|column| takes(column));
        let used: i64 = staying.filter_map(|column| Some(sign(column) * stays[column]?)).sum();
        let entries = open.iter().zip(handles).filter(|(column, _)| takes(column));
        let entries: Vec<(Col, f64)> = entries.map(|(column, handle)| (*handle, sign(*column) as f64)).collect();
        problem.add_row(..=(placed - 1 - used) as f64, entries);
    }

    /// Bounds and unit of a row of the part or, after those, of the row of a tier: the earlier ones at their
    /// targets, which nothing exceeds; this one as asked.
    fn bounds(&self, row: usize, tier: usize, asked: &Asked<'_>) -> (Option<i64>, Option<i64>, f64) {
        if let Some(row) = self.part.rows.get(row) {
            return (row.lower, row.upper, row.unit as f64);
        }
        let number = row - self.part.rows.len();
        let step = &self.steps[number];
        let scale = worth_scale(self.part, number);
        if number < tier {
            return (Some(step.target), Some(step.target), scale);
        }
        let in_width = asked.width.map(|width| (step.top() - width - step.relaxed.noise).ceil() as i64);
        (in_width.max(asked.least), None, scale)
    }
}
