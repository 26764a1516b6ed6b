//! The rows of the model. Those of profiles, by far the most, come in with the first column of the profile: a row without
//! columns says nothing, and costs time in every step of the simplex method.

use std::ops::RangeBounds;

use highs::{Col, ColProblem, Model, Row, Sense};

use super::{Relaxation, settings};
use crate::program::{Part, Statement};

/// A row of the model.
#[derive(Debug, Clone, Copy)]
pub(super) struct Held {
    pub(super) row: Row,
    /// Its place among the rows of the model.
    place: usize,
}

impl Held {
    /// Adds a row to a model.
    pub(super) fn add(model: &mut Model, bounds: impl RangeBounds<f64>, factors: Vec<(Col, f64)>) -> Self {
        let place = model.num_rows();
        Self { row: model.add_row(bounds, factors), place }
    }

    /// Its dual among those of all rows.
    pub(super) fn dual(&self, duals: &[f64]) -> f64 {
        duals.get(self.place).copied().unwrap_or(0.0)
    }
}

/// A model with the rows and values of the tiers and the part's rows but for those of profiles, and no other columns.
pub(super) struct Frame {
    pub(super) model: Model,
    pub(super) rows: Vec<Option<Held>>,
    pub(super) tier_rows: Vec<Held>,
    pub(super) tier_values: Vec<Col>,
    pub(super) tier_misses: Vec<[Col; 2]>,
}

impl Frame {
    pub(super) fn new(part: &Part, tiers: usize) -> Self {
        let mut problem = ColProblem::default();
        let mut place = 0;
        let mut add = |bounds: std::ops::RangeInclusive<f64>| {
            place += 1;
            Held { row: problem.add_row(bounds), place: place - 1 }
        };
        let is_first = |row: &crate::program::Row| !matches!(row.statement, Statement::Profile(_));
        let rows = part.rows.iter().map(|row| is_first(row).then(|| add(bounds(row)))).collect();
        let tier_rows: Vec<Held> = (0..tiers).map(|_| add(0.0..=0.0)).collect();
        let mut model = problem.optimise(Sense::Minimise);
        settings(&mut model);
        let mut value = |held: &Held| model.add_col(0.0, f64::NEG_INFINITY.., [(held.row, -1.0)]);
        let tier_values = tier_rows.iter().map(&mut value).collect();
        let mut miss = |held: &Held| [1.0, -1.0].map(|sign| model.add_col(0.0, 0.0..=0.0, [(held.row, sign)]));
        let tier_misses = tier_rows.iter().map(&mut miss).collect();
        Self { model, rows, tier_rows, tier_values, tier_misses }
    }
}

fn bounds(row: &crate::program::Row) -> std::ops::RangeInclusive<f64> {
    let lower = row.lower.map_or(f64::NEG_INFINITY, |lower| lower as f64 / row.unit as f64);
    lower..=row.upper.map_or(f64::INFINITY, |upper| upper as f64 / row.unit as f64)
}

impl Relaxation<'_> {
    /// The model's row of a row of the part, which comes in where it is not there yet.
    pub(super) fn row_of(&mut self, number: usize) -> Option<Row> {
        if let Some(held) = self.rows[number] {
            return Some(held.row);
        }
        let row = &self.part.rows[number];
        let held = Held::add(self.model.as_mut()?, bounds(row), Vec::new());
        self.rows[number] = Some(held);
        self.let_be_missed(row.statement, held);
        Some(held.row)
    }

    /// Lets a row be missed at a price, where rows may be.
    pub(super) fn let_be_missed(&mut self, statement: Statement, held: Held) {
        let (Some(cost), Some(model)) = (self.miss_cost, self.model.as_mut()) else { return };
        let signs: &[f64] = match statement {
            Statement::Profile(_) | Statement::Sum => &[1.0, -1.0],
            Statement::PlacesAtLeast { .. } | Statement::Minimum(_) => &[1.0],
            _ => &[],
        };
        for sign in signs {
            model.add_col(cost, 0.0.., [(held.row, *sign)]);
        }
    }
}
