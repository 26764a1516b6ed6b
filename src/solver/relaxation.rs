//! The linear relaxation on one warm model, with a row for each earlier tier.

use highs::{Col, HighsModelStatus, Model, RowProblem, Sense};

use crate::program::{Meaning, Part};

/// How far from a whole number a value of the solver may lie and still be read as that number.
const WHOLE_TOLERANCE: f64 = 1e-5;

/// Costs are scaled by a power of two to at most this, where the solver's tolerances make sense.
const COST_SCALE: f64 = 1024.0;

/// Reduced costs below this, in scaled costs, may be noise.
const NOISE: f64 = 1e-5;

/// The relaxation as it stands in the solver.
pub(super) struct Relaxation {
    model: Model,
    columns: Vec<Col>,
    /// Number of tiers that have a row.
    tiers: usize,
}

/// What the relaxation says of a tier. Everything is written as a maximum.
pub(super) struct Relaxed {
    /// Value of each column; empty where there was nothing to solve.
    pub(super) values: Vec<f64>,
    /// The optimum of the relaxation.
    pub(super) objective: f64,
    /// The greatest whole value that it leaves room for.
    pub(super) bound: i64,
    /// What a column costs beyond what it is worth: below 0 where more of it would lose, above 0 where
    /// less of it would.
    pub(super) reduced: Vec<f64>,
    /// Reduced costs nearer to 0 than this may be noise.
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
            reduced: vec![0.0; part.columns.len()],
            noise: 0.0,
            prices: vec![0.0; part.rows.len()],
            earlier: vec![0.0; tier],
        }
    }
}

impl Relaxation {
    /// Only applicants have an upper bound of their own: those of flows, shared dwellings and shortfalls
    /// follow from the rows, and left out they need no price.
    pub(super) fn new(part: &Part) -> Self {
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
        settings(&mut model);
        Self { model, columns, tiers: 0 }
    }

    /// Optimises the tier after `targets`, with the tiers before it at least at their targets. `None`
    /// twice: time ran out.
    pub(super) fn solve(
        self,
        part: &Part,
        targets: &[i64],
        seconds: Option<f64>,
    ) -> Result<(Option<Self>, Option<Relaxed>), String> {
        let Self { mut model, columns, tiers } = self;
        let tier = targets.len();
        for (earlier, target) in targets.iter().enumerate().skip(tiers) {
            let least = *target as f64 / worth_scale(part, earlier);
            model.add_row(least.., tier_row(part, earlier, &columns));
        }
        let scale = worth_scale(part, tier);
        for (column, handle) in part.columns.iter().zip(&columns) {
            model.change_column_cost(*handle, -(column.worth[tier] as f64) / scale);
        }
        if let Some(seconds) = seconds {
            model.set_option("time_limit", seconds);
        }
        let solved = model.try_solve().map_err(|status| format!("the linear program could not run: {status:?}"))?;
        match solved.status() {
            HighsModelStatus::Optimal => {}
            HighsModelStatus::ReachedTimeLimit => return Ok((None, None)),
            status => return Err(format!("the linear program ended as {status:?}")),
        }
        let solution = solved.get_solution();
        let (own, tiers_rows) = solution.dual_rows().split_at(part.rows.len());
        let objective = -solved.objective_value() * scale;
        let relaxed = Relaxed {
            values: solution.columns().to_vec(),
            objective,
            bound: whole_bound(objective),
            reduced: solution.dual_columns().iter().map(|dual| -dual * scale).collect(),
            noise: NOISE * scale,
            prices: own.iter().zip(&part.rows).map(|(dual, row)| -dual * scale / row.unit as f64).collect(),
            earlier: tiers_rows
                .iter()
                .enumerate()
                .map(|(earlier, dual)| dual * scale / worth_scale(part, earlier))
                .collect(),
        };
        Ok((Some(Self { model: Model::from(solved), columns, tiers: tier }), Some(relaxed)))
    }
}

/// Quiet, one thread, always the same path.
pub(super) fn settings(model: &mut Model) {
    model.make_quiet();
    model.set_option("threads", 1);
    model.set_option("parallel", "off");
    model.set_option("random_seed", 0);
}

fn add_rows(problem: &mut RowProblem, part: &Part, columns: &[Col]) {
    let mut entries: Vec<Vec<(Col, f64)>> = vec![Vec::new(); part.rows.len()];
    for (column, handle) in part.columns.iter().zip(columns) {
        for (row, coefficient) in &column.entries {
            entries[*row].push((*handle, *coefficient as f64 / part.rows[*row].unit as f64));
        }
    }
    for (row, entries) in part.rows.iter().zip(entries) {
        let lower = row.lower.map_or(f64::NEG_INFINITY, |lower| lower as f64 / row.unit as f64);
        let upper = row.upper.map_or(f64::INFINITY, |upper| upper as f64 / row.unit as f64);
        problem.add_row(lower..=upper, entries);
    }
}

fn tier_row(part: &Part, tier: usize, columns: &[Col]) -> Vec<(Col, f64)> {
    let scale = worth_scale(part, tier);
    let worth = part.columns.iter().zip(columns).filter(|(column, _)| column.worth[tier] != 0);
    worth.map(|(column, handle)| (*handle, column.worth[tier] as f64 / scale)).collect()
}

/// The power of two that brings a tier's greatest worth to at most [`COST_SCALE`].
pub(super) fn worth_scale(part: &Part, tier: usize) -> f64 {
    let greatest = part.columns.iter().map(|column| column.worth[tier].unsigned_abs()).max().unwrap_or(0) as f64;
    let mut scale = 1.0;
    while greatest / scale > COST_SCALE {
        scale *= 2.0;
    }
    scale
}

/// The greatest whole value that a relaxation worth `objective` leaves room for.
fn whole_bound(objective: f64) -> i64 {
    (objective + 1e-6 * objective.abs().clamp(1.0, 1e4)).floor() as i64
}

/// The values as whole numbers, if every one of them is.
pub(super) fn rounded(values: &[f64]) -> Option<Vec<i64>> {
    let whole = |value: &f64| ((value - value.round()).abs() <= WHOLE_TOLERANCE).then(|| value.round() as i64);
    values.iter().map(whole).collect()
}
