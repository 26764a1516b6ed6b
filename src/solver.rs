//! Program → solved: tier after tier on one warm HiGHS model. The only place that knows HiGHS.
//!
//! A solver's word is checked: every solution is rounded and held against all bounds and rows in whole
//! numbers before it counts, and an answer that does not survive is computed again from scratch.

use std::time::{Duration, Instant};

use highs::{Col, HighsModelStatus, Model, RowProblem, Sense, SolvedModel};

use crate::program::{Meaning, Part};

/// How far from a whole number a value of the solver may lie and still be read as that number.
const WHOLE_TOLERANCE: f64 = 1e-5;

/// Costs are scaled by a power of two to at most this, where the solver's tolerances make sense.
const COST_SCALE: f64 = 1024.0;

/// One part, solved.
#[derive(Debug, Clone)]
pub struct Solved {
    /// The column values of the best solution.
    pub values: Vec<i64>,
    /// The tiers, in order.
    pub tiers: Vec<SolvedTier>,
}

/// One tier of one part. Everything is written as a maximum.
#[derive(Debug, Clone)]
pub struct SolvedTier {
    /// The value reached.
    pub value: i64,
    /// How the search ended.
    pub ending: Ending,
    /// Price of each row as the relaxation has it: what one unit of room would be worth (at least 0 for
    /// a maximum, at most 0 for a minimum). Empty without a relaxation.
    pub prices: Vec<f64>,
    /// Price of each earlier tier, at least 0.
    pub earlier: Vec<f64>,
}

/// How the search of a tier ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// A whole solution reaches the bound of the relaxation.
    Relaxation,
    /// The solver branched and closed its search.
    Branched,
    /// Time ran out.
    Stopped,
}

/// The solver failed in a way that is our own fault.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("tier {tier}: {what}")]
pub struct Failure {
    /// Number of the tier.
    pub tier: usize,
    /// What happened.
    pub what: String,
}

/// Solves one part, tier after tier, until the deadline.
///
/// # Errors
/// When the solver twice gives an answer that does not survive the exact check.
pub fn solve(part: &Part, deadline: Option<Instant>, report: &(dyn Fn(usize) + Sync)) -> Result<Solved, Failure> {
    let tiers = part.columns.first().map_or(0, |column| column.worth.len());
    let mut ladder = Ladder { part, deadline, reached: Vec::new(), best: None, warm: None };
    let mut solved = Vec::with_capacity(tiers);
    for tier in 0..tiers {
        let step = ladder.climb(tier)?;
        ladder.reached.push(step.value);
        solved.push(step);
        report(tier);
    }
    let values = ladder.best.unwrap_or_else(|| vec![0; part.columns.len()]);
    Ok(Solved { values, tiers: solved })
}

/// The state between tiers.
struct Ladder<'a> {
    part: &'a Part,
    deadline: Option<Instant>,
    /// Values of the tiers so far.
    reached: Vec<i64>,
    /// The best whole solution: it has the values reached.
    best: Option<Vec<i64>>,
    warm: Option<Relaxation>,
}

/// The linear relaxation as it stands in the solver, with a row for each earlier tier.
struct Relaxation {
    model: Model,
    columns: Vec<Col>,
    /// Number of tiers that have a row.
    tiers: usize,
}

/// What the relaxation says of a tier.
struct Relaxed {
    values: Vec<f64>,
    bound: i64,
    prices: Vec<f64>,
    earlier: Vec<f64>,
}

impl Ladder<'_> {
    fn climb(&mut self, tier: usize) -> Result<SolvedTier, Failure> {
        if self.part.columns.iter().all(|column| column.worth[tier] == 0) {
            return Ok(SolvedTier {
                value: 0,
                ending: Ending::Relaxation,
                prices: vec![0.0; self.part.rows.len()],
                earlier: vec![0.0; tier],
            });
        }
        if self.is_late() {
            return Ok(self.stopped(tier, None));
        }
        let Some(mut relaxed) = self.relax(tier)? else {
            return Ok(self.stopped(tier, None));
        };
        if let Some(values) = self.whole(&relaxed.values) {
            relaxed.bound = self.part.worth(tier, &values);
            self.best = Some(values);
        }
        let known = self.best.as_ref().map(|best| self.part.worth(tier, best));
        if known == Some(relaxed.bound) {
            let (value, ending) = (relaxed.bound, Ending::Relaxation);
            return Ok(SolvedTier { value, ending, prices: relaxed.prices, earlier: relaxed.earlier });
        }
        let ending = self.search(tier)?;
        if ending == Ending::Stopped {
            return Ok(self.stopped(tier, Some(relaxed)));
        }
        let value = self.best.as_ref().map_or(0, |best| self.part.worth(tier, best));
        if value > relaxed.bound {
            let what = format!("a solution worth {value} lies above the relaxation's bound {}", relaxed.bound);
            return Err(Failure { tier, what });
        }
        Ok(SolvedTier { value, ending, prices: relaxed.prices, earlier: relaxed.earlier })
    }

    fn is_late(&self) -> bool {
        self.deadline.is_some_and(|deadline| Instant::now() >= deadline)
    }

    fn seconds_left(&self) -> Option<f64> {
        let left = self.deadline?.saturating_duration_since(Instant::now());
        Some(left.max(Duration::from_millis(1)).as_secs_f64())
    }

    /// Time ran out: what is there is filled up greedily and kept where that loses nothing.
    fn stopped(&mut self, tier: usize, relaxed: Option<Relaxed>) -> SolvedTier {
        self.warm = None;
        let filled = self.part.filled_up(self.best.as_deref());
        let better = filled.filter(|values| {
            let kept = self.reached.iter().enumerate().all(|(t, value)| self.part.worth(t, values) >= *value);
            let now = |values: &[i64]| self.part.worth(tier, values);
            kept && self.best.as_ref().is_none_or(|best| now(values) > now(best))
        });
        self.best = better.or(self.best.take());
        let value = self.best.as_ref().map_or(0, |best| self.part.worth(tier, best));
        let (prices, earlier) = relaxed.map_or((Vec::new(), Vec::new()), |known| (known.prices, known.earlier));
        SolvedTier { value, ending: Ending::Stopped, prices, earlier }
    }

    /// Solves the relaxation of a tier, warm where there is a model, else from scratch. `None`: time ran
    /// out.
    fn relax(&mut self, tier: usize) -> Result<Option<Relaxed>, Failure> {
        let warm = self.warm.take();
        let was_warm = warm.is_some();
        let relaxation = warm.unwrap_or_else(|| Relaxation::new(self.part));
        let (solved, columns, scale) = self.run(relaxation, tier)?;
        match solved.status() {
            HighsModelStatus::Optimal => {}
            HighsModelStatus::ReachedTimeLimit => return Ok(None),
            _ if was_warm => return self.relax(tier), // again, from scratch
            status => return Err(Failure { tier, what: format!("the linear program ended as {status:?}") }),
        }
        let solution = solved.get_solution();
        let rows = self.part.rows.len();
        let price = |dual: &f64| -dual * scale;
        let bound = relaxed_bound(-solved.objective_value() * scale);
        let scales: Vec<f64> = (0..tier).map(|earlier| worth_scale(self.part, earlier)).collect();
        let relaxed = Relaxed {
            values: solution.columns().to_vec(),
            bound,
            prices: solution.dual_rows()[..rows]
                .iter()
                .zip(&self.part.rows)
                .map(|(dual, row)| price(dual) / unit(row.unit))
                .collect(),
            earlier: solution.dual_rows()[rows..].iter().zip(scales).map(|(dual, own)| -price(dual) / own).collect(),
        };
        self.warm = Some(Relaxation { model: Model::from(solved), columns, tiers: tier });
        Ok(Some(relaxed))
    }

    fn run(&self, relaxation: Relaxation, tier: usize) -> Result<(SolvedModel, Vec<Col>, f64), Failure> {
        let Relaxation { mut model, columns, tiers } = relaxation;
        for earlier in tiers..tier {
            let row = tier_row(self.part, earlier, &columns);
            model.add_row(self.reached[earlier] as f64 / worth_scale(self.part, earlier).., row);
        }
        let scale = worth_scale(self.part, tier);
        for (column, handle) in self.part.columns.iter().zip(&columns) {
            model.change_column_cost(*handle, -(column.worth[tier] as f64) / scale);
        }
        if let Some(left) = self.seconds_left() {
            model.set_option("time_limit", left);
        }
        let solved = model
            .try_solve()
            .map_err(|status| Failure { tier, what: format!("the linear program could not run: {status:?}") })?;
        Ok((solved, columns, scale))
    }

    /// Reads the solver's values as whole numbers, if they are and keep every bound, row and earlier tier.
    fn whole(&self, values: &[f64]) -> Option<Vec<i64>> {
        let whole = values
            .iter()
            .map(|value| ((value - value.round()).abs() <= WHOLE_TOLERANCE).then(|| value.round() as i64))
            .collect::<Option<Vec<i64>>>()?;
        let keeps = self.part.check(&whole).is_ok()
            && self.reached.iter().enumerate().all(|(tier, value)| self.part.worth(tier, &whole) == *value);
        keeps.then_some(whole)
    }

    /// Solves a tier in whole numbers and keeps the solution.
    fn search(&mut self, tier: usize) -> Result<Ending, Failure> {
        let mut trouble = String::new();
        for presolve in ["off", "on"] {
            let mut model = self.integer_program(tier);
            model.set_option("presolve", presolve);
            if let Some(left) = self.seconds_left() {
                model.set_option("time_limit", left);
            }
            let solved = model
                .try_solve()
                .map_err(|status| Failure { tier, what: format!("the integer program could not run: {status:?}") })?;
            let found = self.whole(solved.get_solution().columns());
            match (solved.status(), found) {
                (HighsModelStatus::Optimal, Some(values)) => {
                    self.best = Some(values);
                    return Ok(Ending::Branched);
                }
                (HighsModelStatus::ReachedTimeLimit, found) => {
                    let now = |values: &Vec<i64>| self.part.worth(tier, values);
                    if found.as_ref().map(now) > self.best.as_ref().map(now) {
                        self.best = found;
                    }
                    return Ok(Ending::Stopped);
                }
                (status, found) => {
                    trouble = format!("the integer program ended as {status:?}, whole: {}", found.is_some());
                }
            }
        }
        Err(Failure { tier, what: trouble })
    }

    fn integer_program(&self, tier: usize) -> Model {
        let scale = worth_scale(self.part, tier);
        let mut problem = RowProblem::default();
        let columns: Vec<Col> = self
            .part
            .columns
            .iter()
            .map(|column| {
                let cost = -(column.worth[tier] as f64) / scale;
                problem.add_integer_column(cost, column.lower as f64..=column.upper as f64)
            })
            .collect();
        add_rows(&mut problem, self.part, &columns);
        for (earlier, value) in self.reached.iter().enumerate() {
            let row = tier_row(self.part, earlier, &columns);
            problem.add_row(*value as f64 / worth_scale(self.part, earlier).., row);
        }
        let mut model = problem.optimise(Sense::Minimise);
        settle(&mut model);
        model.set_option("mip_rel_gap", 0.0);
        model.set_option("mip_abs_gap", 0.0);
        model
    }
}

impl Relaxation {
    /// Only applicants have an upper bound of their own: those of flows, shared dwellings and shortfalls
    /// follow from the rows, and left out they need no price.
    fn new(part: &Part) -> Self {
        let mut problem = RowProblem::default();
        let columns: Vec<Col> = part
            .columns
            .iter()
            .map(|column| match column.meaning {
                Meaning::Take { .. } => problem.add_column(0.0, column.lower as f64..=column.upper as f64),
                _ => problem.add_column(0.0, column.lower as f64..),
            })
            .collect();
        add_rows(&mut problem, part, &columns);
        let mut model = problem.optimise(Sense::Minimise);
        settle(&mut model);
        Self { model, columns, tiers: 0 }
    }
}

fn settle(model: &mut Model) {
    model.make_quiet();
    model.set_option("threads", 1);
    model.set_option("parallel", "off");
    model.set_option("random_seed", 0);
}

fn add_rows(problem: &mut RowProblem, part: &Part, columns: &[Col]) {
    let mut entries: Vec<Vec<(Col, f64)>> = vec![Vec::new(); part.rows.len()];
    for (column, handle) in part.columns.iter().zip(columns) {
        for (row, coefficient) in &column.entries {
            entries[*row].push((*handle, *coefficient as f64 / unit(part.rows[*row].unit)));
        }
    }
    for (row, entries) in part.rows.iter().zip(entries) {
        let lower = row.lower.map_or(f64::NEG_INFINITY, |lower| lower as f64 / unit(row.unit));
        let upper = row.upper.map_or(f64::INFINITY, |upper| upper as f64 / unit(row.unit));
        problem.add_row(lower..=upper, entries);
    }
}

fn unit(unit: i64) -> f64 {
    unit as f64
}

fn tier_row(part: &Part, tier: usize, columns: &[Col]) -> Vec<(Col, f64)> {
    let scale = worth_scale(part, tier);
    let worth = part.columns.iter().zip(columns).filter(|(column, _)| column.worth[tier] != 0);
    worth.map(|(column, handle)| (*handle, column.worth[tier] as f64 / scale)).collect()
}

/// The power of two that brings a tier's greatest worth to at most [`COST_SCALE`].
fn worth_scale(part: &Part, tier: usize) -> f64 {
    let greatest = part.columns.iter().map(|column| column.worth[tier].unsigned_abs()).max().unwrap_or(0) as f64;
    let mut scale = 1.0;
    while greatest / scale > COST_SCALE {
        scale *= 2.0;
    }
    scale
}

/// The greatest whole value that a relaxation worth `objective` leaves room for.
fn relaxed_bound(objective: f64) -> i64 {
    (objective + 1e-6 * objective.abs().max(1.0).min(1e4)).floor() as i64
}
