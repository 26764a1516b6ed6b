//! The program solved goal after goal, as a linear program written with `good_lp`.

use std::collections::BTreeSet;

use good_lp::solvers::highs::{HighsParallelType, HighsPresolveType};
use good_lp::{
    Constraint, DualValues, ProblemVariables, ResolutionError, Solution, SolutionWithDual, SolverModel, Variable,
    VariableDefinition, highs, variable,
};

use super::about::{About, Home};
use super::goals::{Goal, NUMBERS, Writer, Written, sum_of};
use super::program::{Program, Row};

/// How far a goal may be off when the next one is solved, in what it counts: the solver's own tolerance.
const OFF: f64 = 1e-6;
/// How many times as far where the tolerances of several goals leave nothing in common.
const FARTHER: [f64; 3] = [1.0, 10.0, 100.0];

/// The solver could not solve a program that always has a solution.
#[derive(Debug, thiserror::Error)]
#[error("the year's program could not be solved for {step}: {cause}")]
pub struct Failure {
    /// The goal that was being solved for, or the rounding to whole households.
    pub step: String,
    /// What the solver said.
    #[source]
    pub cause: ResolutionError,
}

/// An optimal solution in parts of households.
#[derive(Debug, Clone, PartialEq)]
pub struct Solved {
    /// Value of every goal, in order.
    pub goals: Vec<(Goal, f64)>,
    /// Value of every column.
    pub columns: Vec<f64>,
    /// What one more of what a row counts gains in the goal that was priced, by row; rows that gain nothing are
    /// left out.
    pub prices: Vec<(usize, f64)>,
    /// Rows that have a price in any goal about numbers, where one was priced.
    pub tight: BTreeSet<usize>,
}

/// What of a program is solved.
#[derive(Clone, Copy)]
pub struct Task<'a> {
    /// The goals, the first one first.
    pub goals: &'a [Goal],
    /// The goal whose rows get prices.
    pub priced: Option<Goal>,
    /// Rows that are left out.
    pub without: &'a dyn Fn(&About) -> bool,
}

/// Solves a program, goal after goal.
///
/// # Errors
/// When the solver fails.
pub fn solve(program: &Program<'_>, task: Task<'_>) -> Result<Solved, Failure> {
    let nothing = Solved { goals: Vec::new(), columns: Vec::new(), prices: Vec::new(), tight: BTreeSet::new() };
    go_on(program, nothing, task)
}

/// Solves further goals of a program whose first ones are solved, with the same rows left out.
///
/// # Errors
/// When the solver fails.
pub fn go_on(program: &Program<'_>, mut solved: Solved, task: Task<'_>) -> Result<Solved, Failure> {
    for goal in task.goals {
        if program.is_stopped() {
            return Err(Failure { step: format!("{goal:?}"), cause: ResolutionError::Other("stopped") });
        }
        let with = |times: &f64| solve_one(program, (&solved.goals, OFF * times), *goal, task);
        let found = FARTHER[1..].iter().fold(with(&FARTHER[0]), |found, times| found.or_else(|_| with(times)));
        let (value, columns, prices) = found?;
        solved.goals.push((*goal, value));
        solved.columns = columns;
        solved.tight.extend(prices.iter().map(|(row, _)| *row));
        if task.priced == Some(*goal) {
            solved.prices = prices;
        }
    }
    Ok(solved)
}

type One = (f64, Vec<f64>, Vec<(usize, f64)>);

fn solve_one(
    program: &Program<'_>,
    (earlier, off): (&[(Goal, f64)], f64),
    goal: Goal,
    task: Task<'_>,
) -> Result<One, Failure> {
    let mut variables = ProblemVariables::new();
    let merged = &program.merged;
    let columns: Vec<Variable> = (0..merged.columns)
        .map(|column| variables.add(if shares_nothing(program, earlier, column) { none() } else { variable().min(0) }))
        .collect();
    variables.add(none()); // a year in which nobody wants anything has no column of its own, and no program is empty
    let writer = Writer { program, columns: &columns };
    let mut rows: Vec<Constraint> = Vec::new();
    for (before, value) in earlier {
        let Written { value: expression, rows: meaning } = writer.write(*before, &mut variables);
        rows.extend(meaning);
        rows.push(expression.leq(value + off * value.abs().max(1.0)));
    }
    let Written { value, rows: meaning } = writer.write(goal, &mut variables);
    rows.extend(meaning);
    let model = variables.minimise(&value).using(highs).set_threads(1).set_parallel(HighsParallelType::Off);
    // What presolve takes is more than what it saves here.
    let mut model = model.set_presolve(HighsPresolveType::Off);
    for row in rows {
        model.add_constraint(row);
    }
    for terms in merged.balances() {
        model.add_constraint(sum_of(&terms, &columns).eq(0.0));
    }
    let mut references = Vec::new();
    let counts = |row: &Row| !matches!(row.about, About::CapacityBy(..)) && !(task.without)(&row.about);
    for (index, row) in program.rows.iter().enumerate().filter(|(_, row)| counts(row)) {
        let sum = sum_of(&merged.rows[index], &columns);
        let written = if row.exact { sum.eq(factor(row.most)) } else { sum.leq(factor(row.most)) };
        references.push((index, model.add_constraint(written)));
    }
    let mut solution = model.solve().map_err(|cause| Failure { step: format!("{goal:?}"), cause })?;
    let values: Vec<f64> = columns.iter().map(|column| solution.value(*column)).collect();
    let found = merged.expanded(&values);
    let reached = solution.eval(&value);
    let mut prices = Vec::new();
    if task.priced.is_some() && NUMBERS.contains(&goal) {
        let duals = solution.compute_dual();
        for (index, reference) in references {
            let gain = -duals.dual(reference) * factor(program.rows[index].unit);
            if gain.abs() > OFF {
                prices.push((index, gain));
            }
        }
    }
    Ok((reached, found, prices))
}

/// Whether a column is of shared homes, and an earlier goal found that nobody needs to share: then nobody does.
fn shares_nothing(program: &Program<'_>, earlier: &[(Goal, f64)], column: usize) -> bool {
    let nobody = earlier.iter().any(|(goal, value)| *goal == Goal::Shared && *value < OFF);
    let column = program.merged.stands_for(column);
    nobody && program.ways.get(column).is_none_or(|way| matches!(way.home, Home::Shared(..)))
}

fn none() -> VariableDefinition {
    variable().min(0).max(0)
}

#[allow(clippy::cast_precision_loss)] // factors and bounds of a year: far below what a float holds exactly
fn factor(number: i64) -> f64 {
    number as f64
}
