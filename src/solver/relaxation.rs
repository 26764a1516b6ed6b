//! The linear relaxation on one warm model.
//!
//! Of the part's columns only those stand in the model that some price has asked for: after each solve
//! the others are priced, and what would gain comes in, until nothing does. The optimum and the prices
//! are then those of the whole part. Every tier has a column of its own for its value, so that going on
//! to the next tier changes the bounds and the cost of such columns only.

mod asking;
mod bounding;
mod distance;
mod entering;
mod nodes;
mod preparing;
mod pricing;
mod rows;

use std::collections::BTreeMap;

use highs::{Col, HighsModelStatus, Model, Solution};

use super::cuts::Line;
use super::profiles::Profiles;
use crate::program::{Column, Meaning, Part};
pub(super) use asking::Most;
pub(super) use distance::Gauges;
pub(super) use nodes::{Inside, Solved};
use rows::{Frame, Held};

/// Prices that a bound cannot be reckoned from.
const NO_NUMBERS: &str = "the prices of the solver are no numbers, or too large";

/// How far from a whole number a value of the solver may lie and still be read as that number.
const WHOLE_TOLERANCE: f64 = 1e-5;

/// Costs are scaled by a power of two to at most this, where the solver's tolerances make sense.
const COST_SCALE: f64 = 1024.0;

/// Gains below this, in scaled costs, may be noise.
const NOISE: f64 = 1e-5;

/// A column outside the model comes in when it would gain more than this, in scaled costs.
const GAIN: f64 = 1e-7;

/// Targets missed by less than this, in scaled values all together, are reached.
const MISSED: f64 = 1e-7;

/// From no basis the simplex method takes minutes for more rows than this; the interior point method takes seconds, and
/// leaves a basis to go on from.
const MOST_ROWS_FROM_NOTHING: usize = 8_000;

/// With no more time than this the model does not run: it looks at its clock only once in a while.
const LEAST_SECONDS: f64 = 1e-3;

/// The relaxation as it stands in the solver.
pub(super) struct Relaxation<'a> {
    part: &'a Part,
    profiles: &'a Profiles,
    /// `None` after the solver failed or was stopped: it must be built anew.
    model: Option<Model>,
    /// How long the model has run, in seconds: its own limit counts from its first run.
    ran: f64,
    /// The model's row of each row of the part; the rows of profiles come in with their columns.
    rows: Vec<Option<Held>>,
    /// `Σ worth · column = value` of each tier.
    tier_rows: Vec<Held>,
    /// The value of each tier.
    tier_values: Vec<Col>,
    /// What a tier may be short of its value, or beyond it, where that is what is looked for.
    tier_misses: Vec<[Col; 2]>,
    scales: Vec<f64>,
    /// The model's column of each column of the part.
    columns: Vec<Option<Col>>,
    /// The columns of the part that are in the model, in the order in which they came in.
    inside: Vec<usize>,
    /// How many flows that use each row as their place stand in the model.
    crowds: Vec<u32>,
    /// Whether takes and flows of a profile both stand in the model, so that its row has a price.
    entered: Vec<bool>,
    /// Whether an applicant of a profile may be placed: of the others nothing comes in.
    open: Vec<bool>,
    /// The columns that need not be 0.
    used: Vec<usize>,
    tightening: Option<Tightening>,
    /// What missing a row costs, where rows may be missed (see [`nodes`]).
    miss_cost: Option<f64>,
}

/// What makes the relaxation tighter than the part.
struct Tightening {
    /// Least and greatest value of each column.
    bounds: Vec<(i64, i64)>,
    /// What the bounds of columns were that have been narrowed since.
    narrowed: BTreeMap<usize, (i64, i64)>,
    cuts: Vec<Cut>,
}

/// A cut as it stands in the model, divided by `scale`.
struct Cut {
    line: Line,
    row: Held,
    scale: f64,
}

impl Cut {
    fn coefficient(&self, column: usize) -> Option<f64> {
        let place = self.line.entries.binary_search_by_key(&column, |(column, _)| *column).ok()?;
        Some(self.line.entries[place].1 as f64 / self.scale)
    }
}

/// How a solve ended.
pub(super) enum Answer {
    /// The optimum.
    Optimum(Relaxed),
    /// No solution keeps the bounds and the targets with the columns that are in the model.
    Nothing,
    /// Time ran out.
    Stopped,
}

/// What the relaxation says of a tier. Everything is written as a maximum.
pub(super) struct Relaxed {
    /// Value of each column; empty where there was nothing to solve.
    pub(super) values: Vec<f64>,
    /// The optimum of the relaxation.
    pub(super) objective: f64,
    /// What no whole solution exceeds, reckoned in whole numbers from the prices (see [`bounding`]).
    pub(super) bound: i64,
    /// What a column gains beyond what it costs: below 0 where more of it would lose, above 0 where
    /// less of it would.
    pub(super) gains: Vec<f64>,
    /// Gains nearer to 0 than this may be noise.
    pub(super) noise: f64,
    /// Price of each row, per counting unit.
    pub(super) prices: Vec<f64>,
    /// Price of each earlier tier.
    pub(super) earlier: Vec<f64>,
}

impl Relaxed {
    /// A tier in which nothing is worth anything.
    pub(super) fn nothing(part: &Part, tier: usize) -> Self {
        Self {
            values: Vec::new(),
            objective: 0.0,
            bound: 0,
            gains: vec![0.0; part.columns.len()],
            noise: 0.0,
            prices: vec![0.0; part.rows.len()],
            earlier: vec![0.0; tier],
        }
    }
}

impl<'a> Relaxation<'a> {
    /// Only applicants have an upper bound of their own: those of flows, shared dwellings and shortfalls
    /// follow from the rows, and left out they need no price. What a solution uses that is known is there.
    pub(super) fn new(part: &'a Part, profiles: &'a Profiles, tiers: usize, known: Option<&[i64]>) -> Self {
        let Frame { model, rows, tier_rows, tier_values, tier_misses } = Frame::new(part, tiers);
        let mut relaxation = Self {
            part,
            profiles,
            model: Some(model),
            ran: 0.0,
            rows,
            tier_rows,
            tier_values,
            tier_misses,
            scales: (0..tiers).map(|tier| worth_scale(part, tier)).collect(),
            columns: vec![None; part.columns.len()],
            inside: Vec::new(),
            crowds: vec![0; part.rows.len()],
            entered: vec![false; profiles.list.len()],
            open: vec![true; profiles.list.len()],
            used: Vec::new(),
            tightening: None,
            miss_cost: None,
        };
        relaxation.enter_what_must_be_there(known);
        relaxation.find_open();
        relaxation
    }

    /// With narrower bounds for the columns, the tiers before exactly at their targets, and room for cuts.
    pub(super) fn tightened(
        part: &'a Part,
        profiles: &'a Profiles,
        tiers: usize,
        bounds: Vec<(i64, i64)>,
        known: Option<&[i64]>,
    ) -> Self {
        let mut relaxation = Self::new(part, profiles, tiers, known);
        let narrow = bounds.iter().zip(&mut relaxation.columns);
        if let Some(model) = relaxation.model.as_mut() {
            for ((lower, upper), column) in narrow.filter(|((lower, upper), _)| lower == upper) {
                if let Some(column) = column {
                    model.change_column_bounds(*column, *lower as f64..=*upper as f64);
                }
            }
        }
        relaxation.tightening = Some(Tightening { bounds, narrowed: BTreeMap::new(), cuts: Vec::new() });
        relaxation.find_open();
        relaxation
    }

    /// Builds the model anew, without a basis, after the solver lost its way.
    fn rebuild(&mut self) {
        let inside = std::mem::take(&mut self.inside);
        let frame = Frame::new(self.part, self.scales.len());
        (self.rows, self.tier_rows) = (frame.rows, frame.tier_rows);
        (self.tier_values, self.tier_misses) = (frame.tier_values, frame.tier_misses);
        (self.model, self.ran) = (Some(frame.model), 0.0);
        self.columns.fill(None);
        self.crowds.fill(0);
        self.miss_cost = None;
        let cuts = self.tightening.as_mut().map(|tightening| std::mem::take(&mut tightening.cuts)).unwrap_or_default();
        for index in inside {
            self.enter(index);
        }
        self.cut_off(cuts.into_iter().map(|cut| cut.line));
    }

    /// Adds cuts.
    pub(super) fn cut_off(&mut self, lines: impl IntoIterator<Item = Line>) {
        let (Some(model), Some(tightening)) = (self.model.as_mut(), self.tightening.as_mut()) else { return };
        for line in lines {
            let largest = line.entries.iter().map(|(_, coefficient)| coefficient.unsigned_abs()).max().unwrap_or(1);
            let scale = largest as f64;
            let inside = line
                .entries
                .iter()
                .filter_map(|(column, coefficient)| Some((self.columns[*column]?, *coefficient as f64 / scale)));
            let factors: Vec<(Col, f64)> = inside.collect();
            let row = Held::add(model, line.lower.map_or(f64::NEG_INFINITY, |lower| lower as f64 / scale).., factors);
            if let Some(cost) = self.miss_cost {
                model.add_col(cost, 0.0.., [(row.row, 1.0)]);
            }
            tightening.cuts.push(Cut { line, row, scale });
        }
        model.set_option("simplex_strategy", DUAL);
    }

    /// The columns that are in the model; all others are 0 in what it says.
    pub(super) fn inside(&self) -> &[usize] {
        &self.inside
    }

    /// Least and greatest value of a column.
    pub(super) fn bounds(&self, index: usize) -> (i64, i64) {
        self.tightening.as_ref().map_or_else(|| self.part.columns.bounds(index), |tightening| tightening.bounds[index])
    }

    /// Optimises the tier after `targets`, with the tiers before it at least at their targets.
    pub(super) fn solve(&mut self, targets: &[i64], seconds: Option<f64>) -> Result<Answer, String> {
        let start = std::time::Instant::now();
        self.solve_on(targets, seconds).or_else(|_| {
            self.rebuild();
            let left = seconds.map(|seconds| (seconds - start.elapsed().as_secs_f64()).max(LEAST_SECONDS));
            self.solve_on(targets, left)
        })
    }

    fn solve_on(&mut self, targets: &[i64], seconds: Option<f64>) -> Result<Answer, String> {
        let tier = targets.len();
        self.aim_at(targets)?;
        let start = std::time::Instant::now();
        let left = || seconds.map(|seconds| (seconds - start.elapsed().as_secs_f64()).max(LEAST_SECONDS));
        loop {
            let (solution, objective) = match self.run(left())? {
                HighsAnswer::Optimum(solution, objective) => (solution, objective),
                HighsAnswer::Stopped => return Ok(Answer::Stopped),
                HighsAnswer::Nothing => match self.reach(targets, &left)? {
                    Reached::Yes => {
                        self.aim_at(targets)?;
                        continue;
                    }
                    Reached::No => return Ok(Answer::Nothing),
                    Reached::Stopped => return Ok(Answer::Stopped),
                },
            };
            let mut relaxed = self.read(Some(tier), tier, &solution, objective);
            if self.enter_what_gains(&relaxed, GAIN * self.scales[tier]) == 0 {
                relaxed.bound = self.bound_by(&relaxed, solution.dual_rows(), targets, None).ok_or(NO_NUMBERS)?;
                return Ok(Answer::Optimum(relaxed));
            }
        }
    }

    /// Sets bounds and costs for the tier after `targets`.
    fn aim_at(&mut self, targets: &[i64]) -> Result<(), String> {
        let model = self.model.as_mut().ok_or("there is no model")?;
        for (number, value) in self.tier_values.iter().enumerate() {
            let target = targets.get(number).map(|target| *target as f64 / self.scales[number]);
            match target {
                Some(target) if self.tightening.is_some() => model.change_column_bounds(*value, target..=target),
                Some(target) => model.change_column_bounds(*value, target..),
                None => model.change_column_bounds(*value, f64::NEG_INFINITY..),
            }
            model.change_column_cost(*value, if number == targets.len() { -1.0 } else { 0.0 });
            for miss in self.tier_misses[number] {
                model.change_column_bounds(miss, 0.0..=0.0);
                model.change_column_cost(miss, 0.0);
            }
        }
        Ok(())
    }

    /// Brings in columns until the targets can be reached, or it is sure that they cannot: the least by which
    /// they are missed is looked for. Where even that has no solution, everything comes in.
    fn reach(&mut self, targets: &[i64], left: &dyn Fn() -> Option<f64>) -> Result<Reached, String> {
        let model = self.model.as_mut().ok_or("there is no model")?;
        for (number, value) in self.tier_values.iter().enumerate() {
            model.change_column_cost(*value, 0.0);
            for miss in self.tier_misses[number].iter().filter(|_| number < targets.len()) {
                model.change_column_bounds(*miss, 0.0..);
                model.change_column_cost(*miss, 1.0);
            }
        }
        let mut all = false;
        loop {
            let (solution, objective) = match self.run(left())? {
                HighsAnswer::Optimum(solution, objective) => (solution, objective),
                HighsAnswer::Stopped => return Ok(Reached::Stopped),
                HighsAnswer::Nothing if all => return Ok(Reached::No),
                HighsAnswer::Nothing => {
                    self.enter_everything();
                    all = true;
                    continue;
                }
            };
            if objective < MISSED {
                return Ok(Reached::Yes);
            }
            let missed = self.read(None, targets.len(), &solution, objective);
            if self.enter_what_gains(&missed, GAIN) == 0 {
                return Ok(Reached::No);
            }
        }
    }

    fn run(&mut self, seconds: Option<f64>) -> Result<HighsAnswer, String> {
        if seconds.is_some_and(|seconds| seconds <= LEAST_SECONDS) {
            return Ok(HighsAnswer::Stopped);
        }
        let mut model = self.model.take().ok_or("there is no model")?;
        if let Some(seconds) = seconds {
            model.set_option("time_limit", self.ran + seconds);
        }
        let begins_large = self.ran == 0.0 && model.num_rows() > MOST_ROWS_FROM_NOTHING;
        let failure = |status| format!("the linear program could not run: {status:?}");
        let start = std::time::Instant::now();
        model.set_option("solver", if begins_large { INTERIOR_POINT } else { SIMPLEX });
        let mut solved = model.try_solve().map_err(failure)?;
        if begins_large && !is_answer(solved.status()) {
            let mut model = Model::from(solved);
            model.set_option("solver", SIMPLEX);
            solved = model.try_solve().map_err(failure)?;
        }
        self.ran += start.elapsed().as_secs_f64();
        let answer = match solved.status() {
            HighsModelStatus::Optimal => HighsAnswer::Optimum(solved.get_solution(), solved.objective_value()),
            HighsModelStatus::Infeasible => HighsAnswer::Nothing,
            HighsModelStatus::ReachedTimeLimit => return Ok(HighsAnswer::Stopped),
            status => return Err(format!("the linear program ended as {status:?}")),
        };
        let mut model = Model::from(solved);
        // From here on the basis keeps all rows, and only costs and columns are new.
        model.set_option("simplex_strategy", PRIMAL);
        self.model = Some(model);
        Ok(answer)
    }

    /// Prices and values in the units of the tier aimed at, `tier` tiers being held; without one, those of what
    /// they are missed by.
    fn read(&self, aim: Option<usize>, tier: usize, solution: &Solution, objective: f64) -> Relaxed {
        let scale = aim.map_or(1.0, |tier| self.scales[tier]);
        let duals = solution.dual_rows();
        let price = |(held, row): (&Option<Held>, &crate::program::Row)| {
            held.as_ref().map_or(0.0, |held| -held.dual(duals) * scale / row.unit as f64)
        };
        let mut prices: Vec<f64> = self.rows.iter().zip(&self.part.rows).map(price).collect();
        let of_tiers = self.tier_rows.iter().zip(&self.scales).take(tier);
        let earlier: Vec<f64> = of_tiers.map(|(held, own)| held.dual(duals) * scale / own).collect();
        let mut values = vec![0.0; self.columns.len()];
        for index in &self.inside {
            values[*index] = self.columns[*index].map_or(0.0, |column| solution.columns()[column.index()]);
        }
        let in_cuts = self.gains_in_cuts(duals, scale);
        let gains = self.gains(aim, &mut prices, &earlier, &in_cuts);
        let objective = -objective * scale;
        Relaxed { values, objective, bound: i64::MAX, gains, noise: NOISE * scale, prices, earlier }
    }
}

/// Whether targets can be reached.
enum Reached {
    Yes,
    No,
    Stopped,
}

enum HighsAnswer {
    Optimum(Solution, f64),
    Nothing,
    Stopped,
}

fn is_answer(status: HighsModelStatus) -> bool {
    use HighsModelStatus::{Infeasible, Optimal, ReachedTimeLimit};
    matches!(status, Optimal | Infeasible | ReachedTimeLimit)
}

/// `HiGHS`' names of its methods.
const SIMPLEX: &str = "simplex";
const INTERIOR_POINT: &str = "ipm";

/// `HiGHS`' number of its primal simplex method.
const PRIMAL: i32 = 4;

/// And of its dual simplex method.
const DUAL: i32 = 1;

/// Quiet, one thread, always the same path.
pub(super) fn settings(model: &mut Model) {
    model.make_quiet();
    model.set_option("threads", 1);
    model.set_option("parallel", "off");
    model.set_option("random_seed", 0);
}

/// The power of two that brings a tier's greatest worth to at most [`COST_SCALE`].
pub(super) fn worth_scale(part: &Part, tier: usize) -> f64 {
    let greatest = part.greatest_worth(tier) as f64;
    let mut scale = 1.0;
    while greatest / scale > COST_SCALE {
        scale *= 2.0;
    }
    scale
}

/// The values as whole numbers, if every one of them is.
pub(super) fn rounded(values: &[f64]) -> Option<Vec<i64>> {
    values.iter().map(|value| is_whole(*value).then(|| value.round() as i64)).collect()
}

/// Whether a value can be read as a whole number.
pub(super) fn is_whole(value: f64) -> bool {
    (value - value.round()).abs() <= WHOLE_TOLERANCE
}
