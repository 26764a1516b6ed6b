//! The monthly plan of a year: how many households of each group find a home, where and in which month.
//!
//! The program is linear (`program`; `merged` is what the solver gets of it), its goals are in strict order (`goals`)
//! and it is solved goal after goal in parts of households (`solve`). The plan itself is in whole households: numbers just below or above that
//! solution (`whole`), a home for each in its month or in the next where there is room (`filled`), and then exchanges
//! that make the months more alike (`smoothed`). It is held against the year alone before anybody sees it (`check`).

mod about;
mod check;
mod figures;
mod filled;
mod filling;
mod goals;
mod merged;
mod obstacles;
mod policy;
mod program;
mod smoothed;
mod solve;
mod study;
mod supply;
mod waits;
mod whole;
mod worth;

pub use about::{About, Home, SharedHomes, Way, is_mediated, leaving_as, load, need_of};
pub use check::{Breach, check};
pub use figures::{Left, Months, Placements, Project};
pub use goals::{Goal, wanted_persons};
pub use obstacles::{Family, Needs, Obstacle, needs, obstacles, without_chain};
pub use policy::{Aim, Policy};
pub use program::{Program, Row};
pub use solve::{Failure, Solved, Task, go_on, solve};
pub use study::{Figures, Planned, Variant, planned, planned_telling};
pub use supply::Available;
pub use waits::{Loads, Pattern, Wait, as_delivered, steady, waits};

use filled::filled;
use whole::whole;

/// A plan in whole households, and the optimum in parts of households that it stands beside.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// What it was asked for.
    pub policy: Policy,
    /// The optimum in parts of households: no plan does better.
    pub optimum: Solved,
    /// Who lives where.
    pub placements: Placements,
}

/// Why there is no plan.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The solver failed.
    #[error(transparent)]
    Solver(#[from] Failure),
    /// A plan was found that breaks the year's bounds.
    #[error("the plan breaks a bound of the year: {0:?}")]
    Unsound(Breach),
}

/// Plans a year.
///
/// # Errors
/// When the solver fails, or when what it gives does not pass the check.
pub fn plan(program: &Program<'_>) -> Result<Plan, Fault> {
    let goals = Goal::of(program.policy);
    let everything = |_: &About| false;
    let task = Task { goals: &goals, priced: Some(Goal::Decision), without: &everything };
    let optimum = solve(program, task)?;
    let placements = filled(program, &optimum.columns, &whole(program, &optimum.columns)?);
    match check(program.year, program.policy, &placements).into_iter().next() {
        Some(breach) => Err(Fault::Unsound(breach)),
        None => Ok(Plan { policy: program.policy, optimum, placements }),
    }
}
