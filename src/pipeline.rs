//! The stages of one allocation, told once.

use std::time::{Duration, Instant};

use rayon::prelude::*;

use crate::allocation::{self, Answer, Outcome};
use crate::domain::Round;
use crate::eligibility::{Index, Standing};
use crate::program::Program;
use crate::solver::{self, Failure, Solved, Task};

/// Time that the reasons have after a search that was stopped, however short its limit.
const LEAST_FOR_REASONS: Duration = Duration::from_secs(30);

/// What the user asks of a run.
#[derive(Default)]
pub struct Request<'a> {
    /// Wall time after which the best allocation so far is taken. Its reasons may
    /// take as long again, and half a minute at least.
    pub time_limit: Option<Duration>,
    /// An applicant (index) that is placed before everything else, where that is possible at all.
    pub wish: Option<usize>,
    /// Told what is going on: tiers solved so far, tiers in all.
    pub progress: Option<&'a (dyn Fn(usize, usize) + Sync)>,
}

/// Allocates a round: judges who fits where, writes the compact program, solves its parts tier after
/// tier, and reads what that means.
///
/// # Errors
/// When the solver fails in a way that is not the user's doing.
pub fn allocate(round: &Round, standing: &Standing, request: &Request<'_>) -> Result<Outcome, Failure> {
    let mut clock = Clock { since: Instant::now(), seconds: Vec::new() };
    let Worked { index, program, solved } = work(round, standing, request, true, &mut clock)?;
    let until = request.time_limit.map(|limit| Instant::now() + limit.max(LEAST_FOR_REASONS));
    let mut outcome = allocation::outcome(round, standing, &index, &program, &solved, until);
    clock.stage("explain");
    outcome.seconds = clock.seconds;
    Ok(outcome)
}

/// Solves a round for a question about it: the optimum alone, without reasons and certificate.
///
/// # Errors
/// When the solver fails in a way that is not the user's doing.
pub fn answer(round: &Round, standing: &Standing, request: &Request<'_>) -> Result<Answer, Failure> {
    let mut clock = Clock { since: Instant::now(), seconds: Vec::new() };
    let Worked { program, solved, .. } = work(round, standing, request, false, &mut clock)?;
    Ok(allocation::answer(round, &program, &solved))
}

/// What the stages up to the solution made.
struct Worked {
    index: Index,
    program: Program,
    solved: Vec<Solved>,
}

fn work(
    round: &Round,
    standing: &Standing,
    request: &Request<'_>,
    certainty: bool,
    clock: &mut Clock,
) -> Result<Worked, Failure> {
    let deadline = request.time_limit.map(|limit| clock.since + limit);
    let index = Index::new(round, standing);
    clock.stage("eligibility");
    let mut program = Program::new(round, standing, &index);
    if let Some(wanted) = request.wish {
        program = program.wishing(wanted);
    }
    clock.stage("program");
    let task = Task { tiers: program.objectives(), deadline, certainty };
    let solved = solve(&program, task, request)?;
    clock.stage("solve");
    Ok(Worked { index, program, solved })
}

/// Wall time, stage after stage.
struct Clock {
    since: Instant,
    seconds: Vec<(&'static str, f64)>,
}

impl Clock {
    fn stage(&mut self, name: &'static str) {
        self.seconds.push((name, self.since.elapsed().as_secs_f64()));
        self.since = Instant::now();
    }
}

fn solve(program: &Program, task: Task, request: &Request<'_>) -> Result<Vec<Solved>, Failure> {
    let steps = program.parts.len() * program.objectives();
    let done = std::sync::atomic::AtomicUsize::new(0);
    let report = |_tier: usize| {
        let so_far = done.fetch_add(1, std::sync::atomic::Ordering::Relaxed) + 1;
        if let Some(progress) = request.progress {
            progress(so_far, steps);
        }
    };
    program.parts.par_iter().map(|part| solver::solve(part, task, &report)).collect()
}
