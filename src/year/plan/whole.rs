//! How many whole households of each stream and size are placed in each month: each number just below or above the
//! optimum's.

use good_lp::solvers::highs::HighsParallelType;
use good_lp::{Constraint, Expression, ProblemVariables, Solution, SolverModel, Variable, constraint, highs, variable};

use crate::domain::{MONTHS, Partner, Stream};

use super::program::Program;
use super::solve::Failure;

/// How near to a whole number a value is taken for it: the tolerances of ten goals add up to less.
const NEAR: f64 = 1e-3;

/// Goals of the rounding, in strict order.
const GOALS: usize = 4;

/// Households of a stream and a size, by month.
pub(super) type Sized<Number> = [[Number; MONTHS]; 3];

/// Rounds an optimum: no stream and size gets more than its part of the group's whole number, no partner more than
/// its capacity up to each month, no size of household a home or more above the optimum up to each month. Within that as
/// many of the statutory group as can be, then as many of all, then the smallest peak, then as early as can be.
///
/// # Errors
/// When the solver fails.
pub(super) fn whole(program: &Program<'_>, columns: &[f64]) -> Result<Vec<Sized<u32>>, Failure> {
    let optimum = numbers(program, columns);
    let totals = totals(program, &optimum);
    let mut known = Vec::new();
    for _ in 0..GOALS - 1 {
        known.push(solve(program, &optimum, &totals, &known)?.0);
    }
    Ok(solve(program, &optimum, &totals, &known)?.1)
}

fn numbers(program: &Program<'_>, columns: &[f64]) -> Vec<Sized<f64>> {
    let mut numbers = vec![[[0.0; MONTHS]; 3]; program.year.streams.len()];
    for (way, households) in program.ways.iter().zip(columns) {
        numbers[way.stream][way.size.index()][way.month] += households;
    }
    let exact = |number: f64| if (number - number.round()).abs() < NEAR { number.round() } else { number.max(0.0) };
    numbers.into_iter().map(|sizes| sizes.map(|months| months.map(exact))).collect()
}

/// Whole households of each stream and size in the year: the group's number rounded down, divided by the largest rest.
fn totals(program: &Program<'_>, optimum: &[Sized<f64>]) -> Vec<[f64; 3]> {
    let sum = |months: &[f64; MONTHS]| months.iter().sum::<f64>();
    let exact: Vec<[f64; 3]> = optimum.iter().map(|sizes| sizes.each_ref().map(sum)).collect();
    let mut totals: Vec<[f64; 3]> = exact.iter().map(|sizes| sizes.map(|number| (number + NEAR).floor())).collect();
    for group in program.groups() {
        let of_group = (0..exact.len()).filter(|stream| program.year.streams[*stream].group == group);
        let mut parts: Vec<(usize, usize)> =
            of_group.flat_map(|stream| (0..3).map(move |size| (stream, size))).collect();
        let total = |of: &[[f64; 3]]| parts.iter().map(|(stream, size)| of[*stream][*size]).sum::<f64>();
        let left = (total(&exact) + NEAR).floor() - total(&totals);
        let rest = |(stream, size): (usize, usize)| exact[stream][size] - totals[stream][size];
        parts.sort_by(|one, other| rest(*other).total_cmp(&rest(*one)).then(one.cmp(other)));
        let upward: Vec<(usize, usize)> = parts.iter().copied().take(nearest(left)).collect();
        for (stream, size) in upward {
            totals[stream][size] += 1.0;
        }
    }
    totals
}

/// Solves the goal that comes after those whose values are known.
fn solve(
    program: &Program<'_>,
    optimum: &[Sized<f64>],
    totals: &[[f64; 3]],
    known: &[f64],
) -> Result<(f64, Vec<Sized<u32>>), Failure> {
    let mut variables = ProblemVariables::new();
    let columns: Vec<Sized<Variable>> = optimum.iter().map(|sizes| near(sizes, &mut variables)).collect();
    let mut written = Written { program, columns: &columns, rows: Vec::new() };
    let [first, missed] = written.missed(totals);
    let peak = written.peak(&mut variables);
    let waiting = written.waiting();
    written.homes(optimum);
    program.year.partners.iter().for_each(|partner| written.capacity(partner));
    let goals: [Expression; GOALS] = [first, missed, peak, waiting];
    let objective = goals.get(known.len()).cloned().unwrap_or_default();
    let mut model = variables.minimise(&objective).using(highs).set_threads(1).set_parallel(HighsParallelType::Off);
    model = model.set_option("mip_rel_gap", 0.0).set_option("mip_abs_gap", 0.0);
    let reached = known.iter().zip(&goals).map(|(value, goal)| goal.clone().leq(value + 0.5 * NEAR));
    for row in written.rows.into_iter().chain(reached) {
        model.add_constraint(row);
    }
    let step = || format!("whole households, step {}", known.len() + 1);
    let solution = model.solve().map_err(|cause| Failure { step: step(), cause })?;
    let value = |column: Variable| whole_number(solution.value(column));
    let found = columns.iter().map(|sizes| sizes.map(|months| months.map(value))).collect();
    Ok((solution.eval(&objective), found))
}

/// Just below or above each number.
fn near(sizes: &Sized<f64>, variables: &mut ProblemVariables) -> Sized<Variable> {
    let mut column = |value: f64| variables.add(variable().integer().min(value.floor()).max(value.ceil()));
    sizes.map(|months| months.map(&mut column))
}

struct Written<'a> {
    program: &'a Program<'a>,
    columns: &'a [Sized<Variable>],
    rows: Vec<Constraint>,
}

impl Written<'_> {
    /// The sum over streams that pass, of the sizes and months that pass.
    fn sum(&self, passes: impl Fn(&Stream) -> bool, at: impl Fn(usize, usize) -> bool) -> Expression {
        let mut sum = Expression::from(0);
        let streams = self.program.year.streams.iter().zip(self.columns);
        for (_, sizes) in streams.filter(|(stream, _)| passes(stream)) {
            for (size, months) in sizes.iter().enumerate() {
                let here = months.iter().enumerate().filter(|(month, _)| at(size, *month));
                here.for_each(|(_, column)| sum += *column);
            }
        }
        sum
    }

    /// Households that are not placed, of the whole numbers of the year: of the statutory group, and of all.
    fn missed(&mut self, totals: &[[f64; 3]]) -> [Expression; 2] {
        let [mut first, mut all] = [Expression::from(0), Expression::from(0)];
        for (stream, (sizes, totals)) in self.columns.iter().zip(totals).enumerate() {
            for (months, total) in sizes.iter().zip(totals) {
                let placed: Expression = months.iter().sum();
                let missed = *total - placed.clone();
                if self.program.is_statutory(stream) {
                    first += missed.clone();
                }
                all += missed;
                self.rows.push(placed.leq(*total));
            }
        }
        [first, all]
    }

    fn peak(&mut self, variables: &mut ProblemVariables) -> Expression {
        let peak = variables.add(variable().min(0));
        for month in 0..MONTHS {
            let offered = self.sum(|stream| self.program.is_mediated(&stream.group), |_, at| at == month);
            self.rows.push(constraint!(offered <= peak));
        }
        peak.into()
    }

    /// Months that households wait: what is rounded up stands in the first months, so that the numbers step once.
    fn waiting(&self) -> Expression {
        let mut waiting = Expression::from(0);
        for months in self.columns.iter().flatten() {
            for (column, month) in months.iter().zip(0_u8..) {
                waiting.add_mul(f64::from(month), *column);
            }
        }
        waiting
    }

    /// Up to each month no size gets a home or more above the optimum.
    fn homes(&mut self, optimum: &[Sized<f64>]) {
        for size in 0..3 {
            let mut most = 0.0;
            for month in 0..MONTHS {
                most += optimum.iter().map(|sizes| sizes[size][month]).sum::<f64>();
                let placed = self.sum(|_| true, |of, at| of == size && at <= month);
                self.rows.push(placed.leq((most - NEAR).ceil()));
            }
        }
    }

    /// What a partner takes on up to each month is within its capacity up to then; landlords are looked at where the
    /// homes are known.
    fn capacity(&mut self, partner: &Partner) {
        let Some(factor) = self.program.policy.capacity else { return };
        let (mut used, mut most) = (Expression::from(0), 0.0);
        for month in 0..MONTHS {
            let Some(capacity) = partner.capacity[month] else { continue };
            for (stream, sizes) in self.program.year.streams.iter().zip(self.columns) {
                let serves = partner.serves(&stream.group, stream.organisation.as_deref(), None);
                if serves && self.program.is_mediated(&stream.group) {
                    for months in sizes {
                        used.add_mul(hundredths(partner.load(stream)), months[month]);
                    }
                }
            }
            most += hundredths(capacity) * hundredths(factor) / 100.0;
            self.rows.push(used.clone().leq(most + 0.01)); // exactly where the homes are given
        }
    }
}

#[allow(clippy::cast_precision_loss)] // capacities: far below what a float holds exactly
fn hundredths(number: i64) -> f64 {
    number as f64 / 100.0
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // a number of households, not below 0
fn whole_number(value: f64) -> u32 {
    value.round().max(0.0) as u32
}

fn nearest(value: f64) -> usize {
    usize::try_from(whole_number(value)).unwrap_or(0)
}
