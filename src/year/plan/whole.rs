//! How many whole households of each stream are placed in each month: each number just below or above the optimum's.

use good_lp::solvers::highs::HighsParallelType;
use good_lp::{Expression, ProblemVariables, Solution, SolverModel, Variable, constraint, highs, variable};

use crate::domain::{MONTHS, Partner};

use super::figures::Months;
use super::program::Program;
use super::solve::Failure;

/// How near to a whole number a value is taken for it.
const NEAR: f64 = 1e-5;

/// Households by stream and month.
type Numbers = Vec<[f64; MONTHS]>;

/// Rounds an optimum: no stream gets more than its part of the group's whole number, no partner more than its
/// capacity up to each month. Of what is left, as many as can be, then the smallest peak, then the smallest changes
/// from month to month.
///
/// # Errors
/// When the solver fails.
pub(super) fn whole(program: &Program<'_>, columns: &[f64]) -> Result<Vec<Months>, Failure> {
    let optimum = numbers(program, columns);
    let totals = totals(program, &optimum);
    let missed = solve(program, &optimum, &totals, &[])?.0;
    let peak = solve(program, &optimum, &totals, &[missed])?.0;
    let (_, found) = solve(program, &optimum, &totals, &[missed, peak])?;
    Ok(found)
}

fn numbers(program: &Program<'_>, columns: &[f64]) -> Numbers {
    let mut numbers = vec![[0.0; MONTHS]; program.year.streams.len()];
    for (way, households) in program.ways.iter().zip(columns) {
        numbers[way.stream][way.month] += households;
    }
    numbers
}

/// Whole households of each stream in the year: the group's number rounded down, its streams by the largest rest.
fn totals(program: &Program<'_>, optimum: &Numbers) -> Vec<f64> {
    let of_year: Vec<f64> = optimum.iter().map(|months| months.iter().sum()).collect();
    let mut totals: Vec<f64> = of_year.iter().map(|number| (number + NEAR).floor()).collect();
    for group in program.groups() {
        let mut streams: Vec<usize> =
            (0..of_year.len()).filter(|stream| program.year.streams[*stream].group == group).collect();
        let sum = |of: &[f64]| streams.iter().map(|stream| of[*stream]).sum::<f64>();
        let left = (sum(&of_year) + NEAR).floor() - sum(&totals);
        let rest = |stream: usize| of_year[stream] - totals[stream];
        streams.sort_by(|one, other| rest(*other).total_cmp(&rest(*one)).then(one.cmp(other)));
        let upward: Vec<usize> = streams.iter().copied().take(nearest(left)).collect();
        upward.into_iter().for_each(|stream| totals[stream] += 1.0);
    }
    totals
}

/// Solves the goal that comes after those whose values are known.
fn solve(
    program: &Program<'_>,
    optimum: &Numbers,
    totals: &[f64],
    known: &[f64],
) -> Result<(f64, Vec<Months>), Failure> {
    let mut variables = ProblemVariables::new();
    let columns: Vec<Vec<Variable>> = optimum.iter().map(|months| whole_columns(months, &mut variables)).collect();
    let mut rows = Vec::new();
    let missed: Expression =
        columns.iter().zip(totals).map(|(months, total)| *total - months.iter().sum::<Expression>()).sum();
    for (months, total) in columns.iter().zip(totals) {
        rows.push(constraint!(months.iter().sum::<Expression>() <= *total));
    }
    let peak = variables.add(variable().min(0));
    for month in 0..MONTHS {
        let offered = (0..columns.len()).filter(|stream| program.is_mediated(&program.year.streams[*stream].group));
        rows.push(constraint!(offered.map(|stream| columns[stream][month]).sum::<Expression>() <= peak));
    }
    let mut change = Expression::from(0);
    for group in program.groups() {
        let of: Vec<usize> = (0..columns.len()).filter(|stream| program.year.streams[*stream].group == group).collect();
        let number = |month: usize| of.iter().map(|stream| columns[*stream][month]).sum::<Expression>();
        for month in 1..MONTHS {
            let size = variables.add(variable().min(0));
            rows.push(constraint!(number(month) - number(month - 1) <= size));
            rows.push(constraint!(number(month - 1) - number(month) <= size));
            change += size;
        }
    }
    for partner in &program.year.partners {
        rows.extend(capacity(program, partner, &columns));
    }
    let goals = [missed, Expression::from(peak), change];
    rows.extend(known.iter().zip(&goals).map(|(value, goal)| goal.clone().leq(value + 0.5 * NEAR)));
    let objective = goals.get(known.len()).cloned().unwrap_or_default();
    let mut model = variables.minimise(&objective).using(highs).set_threads(1).set_parallel(HighsParallelType::Off);
    model = model.set_option("mip_rel_gap", 0.0).set_option("mip_abs_gap", 0.0);
    for row in rows {
        model.add_constraint(row);
    }
    let solution = model.solve()?;
    let found = columns.iter().map(|months| std::array::from_fn(|month| whole_number(solution.value(months[month]))));
    Ok((solution.eval(&objective), found.collect()))
}

/// Just below or above each month's number.
fn whole_columns(months: &[f64; MONTHS], variables: &mut ProblemVariables) -> Vec<Variable> {
    let column = |value: &f64| {
        let (below, above) = ((value + NEAR).floor(), (value - NEAR).ceil());
        variables.add(variable().integer().min(below.max(0.0)).max(above.max(below).max(0.0)))
    };
    months.iter().map(column).collect()
}

/// What a partner takes on up to each month is within its capacity up to then; landlords are looked at where the
/// homes are known.
fn capacity(program: &Program<'_>, partner: &Partner, columns: &[Vec<Variable>]) -> Vec<good_lp::Constraint> {
    let Some(factor) = program.policy.capacity else { return Vec::new() };
    let (mut used, mut most, mut rows) = (Expression::from(0), 0.0, Vec::new());
    for month in 0..MONTHS {
        let Some(capacity) = partner.capacity[month] else { continue };
        for (stream, months) in program.year.streams.iter().zip(columns) {
            let serves = partner.serves(&stream.group, stream.organisation.as_deref(), None);
            if serves && program.is_mediated(&stream.group) {
                used.add_mul(hundredths(partner.load(stream)), months[month]);
            }
        }
        most += hundredths(capacity) * hundredths(factor) / 100.0;
        rows.push(used.clone().leq(most));
    }
    rows
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
