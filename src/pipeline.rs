//! The stages of one allocation, told once.

use std::cmp::Ordering;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use rayon::prelude::*;

use crate::allocation::{self, Answer, Outcome, Reading};
use crate::domain::{Mode, Placement, Round, Tier};
use crate::eligibility::{Index, Standing};
use crate::program::{self, Outline, Part, Program};
use crate::solver::{self, Deadline, Effort, Ending, Failure, Kept, Shares, Solved, Task};

/// Time that the reasons have after a search that was stopped: this part of its limit, and so much however short that is.
const PART_FOR_REASONS: u32 = 10;
const LEAST_FOR_REASONS: Duration = Duration::from_secs(30);

/// What follows a search, reasons, check and files, takes up to so many times as long as what comes before it: that time is left
/// for it, but never more than this part of the limit.
const AFTER_TO_BEFORE: u32 = 6;
const MOST_FOR_AFTER: u32 = 3;

/// What the user asks of a run.
#[derive(Clone, Copy, Default)]
pub struct Request<'a> {
    /// Wall time for the whole: the search ends, with the best allocation so far, when what follows it still has its time. The
    /// reasons of an allocation that is not proven have half a minute even so.
    pub time_limit: Option<Duration>,
    /// An applicant (index) that is placed before everything else, where that is possible at all; of questions alone.
    pub wish: Option<usize>,
    /// Placements to begin from, as far as they can stand together; otherwise those of the round's earlier allocation. They do
    /// not change what the optimum is, only how soon it is found.
    pub start: Option<&'a [Placement]>,
    /// How far the search for the best of each tier goes; the answer says where it may not be the best.
    pub effort: Effort,
    /// Told what is going on: tiers solved so far, tiers in all.
    pub progress: Option<&'a (dyn Fn(usize, usize) + Sync)>,
    /// Set by whoever no longer wants the answer: the run ends soon, and fails or says that it is not done.
    pub stop: Option<&'a AtomicBool>,
}

impl<'a> Request<'a> {
    /// When a run that begins now ends at the latest.
    pub(crate) fn deadline(&self) -> Deadline<'a> {
        self.deadline_in(self.time_limit)
    }

    fn deadline_in(&self, limit: Option<Duration>) -> Deadline<'a> {
        Deadline { at: limit.map(|limit| Instant::now() + limit), stop: self.stop }
    }

    /// When the search of a run ends that took so long to get to it.
    fn end_of_search(&self, before: Duration) -> Deadline<'a> {
        let left = |limit: Duration| {
            let after = (before * AFTER_TO_BEFORE).min(limit / MOST_FOR_AFTER);
            limit.saturating_sub(before + after)
        };
        self.deadline_in(self.time_limit.map(left))
    }
}

/// Allocates a round: judges who fits where, writes the compact program part by part, solves each tier after
/// tier, and reads what that means.
///
/// # Errors
/// When the solver fails in a way that is not the user's doing.
pub fn allocate(round: &Round, standing: &Standing, request: &Request<'_>) -> Result<Outcome, Failure> {
    let mut clock = Clock::starting();
    wanted(request.deadline())?;
    let index = Index::new(round, standing);
    clock.stage("eligibility");
    let outline = Outline::new(round, standing, &index);
    clock.stage("program");
    let deadline = request.end_of_search(clock.begun.elapsed());
    let parts = part_by_part(round, &outline, deadline, request)?;
    drop(outline);
    wanted(deadline)?;
    clock.stage("solve");
    let until = request.time_limit.map(|limit| (limit / PART_FOR_REASONS).max(LEAST_FOR_REASONS));
    let until = request.deadline_in(until);
    let mut outcome = allocation::outcome(round, standing, &index, parts, until);
    clock.stage("explain");
    outcome.seconds = clock.seconds;
    Ok(outcome)
}

/// A solved round with what is known of its parts, to be asked about all that is as good.
pub struct Open<'a> {
    /// The program.
    pub program: Program,
    /// What is known of each part; `None` where time ran out.
    pub parts: Vec<Option<Kept<'a>>>,
}

/// Solves a round to be asked about.
///
/// # Errors
/// When the solver fails in a way that is not the user's doing.
pub fn open<'a>(round: &Round, standing: &Standing, request: &Request<'a>) -> Result<Open<'a>, Failure> {
    let program = Program::new(round, standing, &Index::new(round, standing));
    let task = Task { tiers: program.tiers.len(), deadline: request.deadline(), prices: true, ..Task::default() };
    let report = counting(program.parts.len() * program.objectives(), request);
    let starts = start(round, &program, request);
    let parts = program
        .parts
        .par_iter()
        .zip(&starts)
        .map(|(part, start)| solver::solve_and_keep(part, task, start.as_deref(), &report));
    let parts = parts.map(|solved| solved.map(|(_, kept)| kept)).collect::<Result<_, Failure>>()?;
    drop(report);
    Ok(Open { program, parts })
}

/// Solves a round for a question about it: the optimum alone, without reasons and certificate.
///
/// # Errors
/// When the solver fails in a way that is not the user's doing.
pub fn answer(round: &Round, standing: &Standing, request: &Request<'_>) -> Result<Answer, Failure> {
    let begun = Instant::now();
    wanted(request.deadline())?;
    let mut program = Program::new(round, standing, &Index::new(round, standing));
    if let Some(wanted) = request.wish {
        program = program.wishing(wanted);
    }
    let deadline = request.end_of_search(begun.elapsed());
    let task = Task { tiers: program.objectives(), deadline, effort: request.effort, ..Task::default() };
    let solved = solve(round, &program, task, request)?;
    wanted(deadline)?;
    Ok(allocation::answer(round, &program, &solved))
}

/// Solves a round for a question about it: of the allocations that are optimal in all tiers but the lottery, one
/// that places as many of some applicants as can be; the lottery chooses among those, and its value is left out.
///
/// # Errors
/// When the solver fails in a way that is not the user's doing.
pub fn answer_keeping(
    round: &Round,
    standing: &Standing,
    request: &Request<'_>,
    keeps: &(dyn Fn(usize) -> bool + Sync),
) -> Result<Answer, Failure> {
    let mut program = Program::new(round, standing, &Index::new(round, standing)).keeping(keeps);
    if let Some(wanted) = request.wish {
        program = program.wishing(wanted);
    }
    let task = Task { tiers: program.objectives(), deadline: request.deadline(), ..Task::default() };
    let solved = solve(round, &program, task, request)?;
    let mut answer = allocation::answer(round, &program, &solved);
    answer.tiers.retain(|(tier, _)| *tier != Tier::Lottery);
    Ok(answer)
}

/// What the solution is worth in each tier but the lottery that the search begins from, an applicant wished for left out of
/// account; nothing where there is none.
pub fn begin(round: &Round, standing: &Standing, request: &Request<'_>) -> Option<Vec<(Tier, i64)>> {
    let program = Program::new(round, standing, &Index::new(round, standing));
    let parts = start(round, &program, request).into_iter().collect::<Option<Vec<Vec<i64>>>>()?;
    let worth = |place| program.parts.iter().zip(&parts).map(move |(part, values)| part.worth(place, values));
    let value = |place: usize| worth(place).sum::<i64>();
    let tiers = program.tiers.iter().enumerate().filter(|(_, tier)| **tier != Tier::Lottery);
    Some(tiers.map(|(place, tier)| (*tier, program::sign(*tier) * value(place))).collect())
}

/// How the optimum of a round compares with these values of its first tiers, the better one being the greater: no
/// more is solved than that takes. With a wish, a round that cannot fulfil it is less. `None`: time ran out.
///
/// # Errors
/// When the solver fails in a way that is not the user's doing.
pub fn compare(
    round: &Round,
    standing: &Standing,
    request: &Request<'_>,
    values: &[(Tier, i64)],
) -> Result<Option<Ordering>, Failure> {
    wanted(request.deadline())?;
    let mut program = Program::new(round, standing, &Index::new(round, standing));
    let mut floors: Vec<i64> = values.iter().map(|(tier, value)| program::sign(*tier) * value).collect();
    if let Some(wanted) = request.wish {
        program = program.wishing(wanted);
        floors.insert(0, 1);
    }
    if floors.is_empty() {
        return Ok(Some(Ordering::Equal)); // a round that is drawn by lot alone has no goals
    }
    let task = Task { tiers: floors.len(), deadline: request.deadline(), ..Task::default() };
    if let [part] = &program.parts[..] {
        let start = start(round, &program, request);
        return solver::compare(part, task, start[0].as_deref(), &floors);
    }
    let solved = solve(round, &program, task, request)?;
    if solved.iter().flat_map(|part| &part.tiers).any(|tier| tier.ending == Ending::Stopped) {
        return Ok(None);
    }
    Ok(Some(reached(&solved, floors.len()).cmp(&floors)))
}

/// What a round's optimum comes to beside values that it cannot exceed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Loss {
    /// It reaches them all.
    Nothing,
    /// The first goal in which it does not, with its value there.
    Of(Tier, i64),
    /// Time ran out.
    Open,
}

/// The first goal in which the optimum of a round falls short of these values of its first tiers: of an optimum that is known to
/// be no worse, as that of the same round with a rule less. No more is solved than that takes.
///
/// # Errors
/// When the solver fails in a way that is not the user's doing.
pub fn first_loss(
    round: &Round,
    standing: &Standing,
    request: &Request<'_>,
    values: &[(Tier, i64)],
) -> Result<Loss, Failure> {
    if values.is_empty() {
        return Ok(Loss::Nothing); // a round that is drawn by lot alone has no goals
    }
    let program = Program::new(round, standing, &Index::new(round, standing));
    let most: Vec<i64> = values.iter().map(|(tier, value)| program::sign(*tier) * value).collect();
    let task = Task { tiers: most.len(), deadline: request.deadline(), ..Task::default() };
    let found = if let [part] = &program.parts[..] {
        solver::first_loss(part, task, start(round, &program, request)[0].as_deref(), &most)?
    } else {
        let solved = solve(round, &program, task, request)?;
        let is_stopped = solved.iter().flat_map(|part| &part.tiers).any(|tier| tier.ending == Ending::Stopped);
        let mut reached = reached(&solved, most.len()).into_iter().enumerate();
        (!is_stopped).then(|| reached.find(|(place, value)| *value != most[*place]))
    };
    Ok(match found {
        None => Loss::Open,
        Some(None) => Loss::Nothing,
        Some(Some((place, value))) => Loss::Of(values[place].0, program::sign(values[place].0) * value),
    })
}

/// The values of the first tiers, of all parts together.
fn reached(solved: &[Solved], tiers: usize) -> Vec<i64> {
    (0..tiers).map(|place| solved.iter().map(|part| part.tiers[place].value).sum()).collect()
}

/// Ends a run that nobody wants any more.
fn wanted(deadline: Deadline<'_>) -> Result<(), Failure> {
    if deadline.is_stopped() { Err(Failure { tier: 0, what: "stopped".to_owned() }) } else { Ok(()) }
}

/// Wall time, stage after stage.
struct Clock {
    begun: Instant,
    since: Instant,
    seconds: Vec<(&'static str, f64)>,
}

impl Clock {
    fn starting() -> Self {
        let now = Instant::now();
        Self { begun: now, since: now, seconds: Vec::new() }
    }

    fn stage(&mut self, name: &'static str) {
        self.seconds.push((name, self.since.elapsed().as_secs_f64()));
        self.since = Instant::now();
    }
}

/// Writes, solves and reads one part after the other, as many at once as there are threads, so that the columns of no more than
/// these are there at a time.
fn part_by_part(
    round: &Round,
    outline: &Outline<'_>,
    deadline: Deadline<'_>,
    request: &Request<'_>,
) -> Result<Vec<Reading>, Failure> {
    let tiers = round.model.tiers.len();
    let report = counting(outline.parts() * tiers, request);
    let shares = Shares::new(deadline, outline.parts(), rayon::current_num_threads());
    let known = known(round, request);
    let work = |number: usize| {
        let program = outline.part(number);
        let start = begun_from(&program, &known);
        let task = Task { tiers, deadline: shares.next(), prices: true, certainty: true, effort: request.effort };
        let solved = solver::solve(&program.parts[0], task, start[0].as_deref(), &report)?;
        Ok(allocation::read(round, &program, &program.parts[0], &solved))
    };
    (0..outline.parts()).into_par_iter().map(work).collect()
}

fn solve(round: &Round, program: &Program, task: Task<'_>, request: &Request<'_>) -> Result<Vec<Solved>, Failure> {
    let report = counting(program.parts.len() * program.objectives(), request);
    let shares = Shares::new(task.deadline, program.parts.len(), rayon::current_num_threads());
    let starts = start(round, program, request);
    let solve = |(part, start): (&Part, &Option<Vec<i64>>)| {
        solver::solve(part, Task { deadline: shares.next(), ..task }, start.as_deref(), &report)
    };
    program.parts.par_iter().zip(&starts).map(solve).collect()
}

/// For each part of a program the solution that the search begins from, if there is any.
fn start(round: &Round, program: &Program, request: &Request<'_>) -> Vec<Option<Vec<i64>>> {
    begun_from(program, &known(round, request))
}

fn begun_from(program: &Program, known: &[Placement]) -> Vec<Option<Vec<i64>>> {
    if known.is_empty() { vec![None; program.parts.len()] } else { program.holding(known) }
}

/// Placements to begin from: those of the request, or else of the earlier allocation.
fn known(round: &Round, request: &Request<'_>) -> Vec<Placement> {
    let earlier = round.earlier.iter().filter_map(|pair| {
        let (applicant, dwelling) = (round.applicant(&pair.applicant)?, round.dwelling(&pair.dwelling)?);
        Some(Placement { applicant, dwelling, mode: pair.mode.unwrap_or(Mode::Whole) })
    });
    request.start.map_or_else(|| earlier.collect(), <[Placement]>::to_vec)
}

/// Tells the progress, tier after tier of every part: of so many in all.
fn counting<'a>(steps: usize, request: &Request<'a>) -> impl Fn(usize) + Sync + use<'a> {
    let done = std::sync::atomic::AtomicUsize::new(0);
    let progress = request.progress;
    move |_tier: usize| {
        let so_far = done.fetch_add(1, std::sync::atomic::Ordering::Relaxed) + 1;
        if let Some(progress) = progress {
            progress(so_far, steps);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_leaves_time_for_what_follows_it() {
        let request = Request { time_limit: Some(Duration::from_secs(90)), ..Request::default() };
        for (before, left) in [(0, 90), (2, 76), (4, 62), (10, 50), (80, 0)] {
            let begun = Instant::now();
            let end = request.end_of_search(Duration::from_secs(before)).at;
            let seconds = end.map(|end| end.duration_since(begun).as_secs_f64().round());
            assert_eq!(seconds, Some(f64::from(left)), "{before} s went by before it");
        }
        assert_eq!(Request::default().end_of_search(Duration::from_secs(5)).at, None);
    }
}
