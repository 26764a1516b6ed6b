//! How long households would wait for support to start if all that was decided were realised with the chain as it is.

use crate::domain::{MONTHS, Partner, Role, WHOLE};

use super::about::About;
use super::goals::Goal;
use super::obstacles::loads;
use super::program::Program;
use super::solve::{Failure, Solved, Task, go_on};

/// How the placements fall over the months, and what the chain can carry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Pattern {
    /// Dwellings of projects are let when they are delivered; clients are divided over the organisations as agreed.
    AsDelivered,
    /// The months are as alike as can be; clients are divided as agreed.
    Steady,
    /// The least is above the capacities: clients are divided where there is room, in months as alike as that allows.
    ByRoom,
    /// The same, and every capacity is a tenth larger.
    ByRoomWithMore,
}

impl Pattern {
    /// All patterns.
    pub const ALL: [Pattern; 4] = [Pattern::AsDelivered, Pattern::Steady, Pattern::ByRoom, Pattern::ByRoomWithMore];

    /// What every capacity is multiplied by, in hundredths of a percent.
    pub fn capacity(self) -> i64 {
        if self == Pattern::ByRoomWithMore { 11_000 } else { WHOLE }
    }
}

/// What waits at a partner at the end of each month: it serves in the order of arrival.
#[derive(Debug, Clone, PartialEq)]
pub struct Wait {
    /// Partner, by its place in the year.
    pub partner: usize,
    /// Pattern.
    pub pattern: Pattern,
    /// What waits, in what its capacity counts.
    pub queue: [f64; MONTHS],
    /// Months until whoever comes last in each month starts, by that month's capacity, or by that of the next month that has any;
    /// infinite where none of the year's has.
    pub months: [f64; MONTHS],
}

impl Wait {
    /// The longest wait of the year, in months.
    pub fn longest(&self) -> f64 {
        self.months.iter().copied().fold(0.0, f64::max)
    }
}

/// Load by partner and month if all that was decided is realised and dwellings of projects are let when they are delivered.
///
/// # Errors
/// When the solver fails.
pub fn as_delivered(program: &Program<'_>, without_chain: &Solved) -> Result<Vec<[f64; MONTHS]>, Failure> {
    realised(program, without_chain, &[Goal::Division, Goal::Vacancy, Goal::Landlords, Goal::Change, Goal::Extra])
}

/// Load by partner and month if all that was decided is realised in months that are as alike as can be, and clients are
/// divided over the organisations as agreed.
///
/// # Errors
/// When the solver fails.
pub fn steady(program: &Program<'_>, without_chain: &Solved) -> Result<Vec<[f64; MONTHS]>, Failure> {
    realised(program, without_chain, &[Goal::Division, Goal::Peak, Goal::Change, Goal::Extra])
}

/// The last goal: of months that are as good, those in which the least waits.
fn realised(program: &Program<'_>, without_chain: &Solved, goals: &[Goal]) -> Result<Vec<[f64; MONTHS]>, Failure> {
    let task = Task { goals, priced: None, without: &About::is_capacity };
    Ok(loads(program, &go_on(program, without_chain.clone(), task)?.columns))
}

/// What each partner takes on in a month, in what its capacity counts, if all that was decided is realised.
#[derive(Debug, Clone, Copy)]
pub struct Loads<'a> {
    /// By [`as_delivered`].
    pub as_delivered: &'a [[f64; MONTHS]],
    /// By [`steady`].
    pub steady: &'a [[f64; MONTHS]],
    /// With the least above the capacities.
    pub by_room: &'a [[f64; MONTHS]],
}

impl Loads<'_> {
    fn of(&self, pattern: Pattern, partner: usize) -> &[f64; MONTHS] {
        let partners = match pattern {
            Pattern::AsDelivered => self.as_delivered,
            Pattern::Steady => self.steady,
            Pattern::ByRoom | Pattern::ByRoomWithMore => self.by_room,
        };
        &partners[partner]
    }
}

/// The waits at every partner that is no landlord, by pattern; those who never wait are left out.
pub fn waits(program: &Program<'_>, loads: Loads<'_>) -> Vec<Wait> {
    let mut found = Vec::new();
    for (index, partner) in program.year.partners.iter().enumerate().filter(|(_, one)| one.role != Role::Landlord) {
        for pattern in Pattern::ALL {
            found.push(wait(index, partner, pattern, loads.of(pattern, index)));
        }
    }
    let waiting = |wait: &Wait| found.iter().any(|one| one.partner == wait.partner && one.longest() > 0.01);
    found.iter().filter(|wait| waiting(wait)).cloned().collect()
}

fn wait(index: usize, partner: &Partner, pattern: Pattern, loads: &[f64; MONTHS]) -> Wait {
    let mut wait = Wait { partner: index, pattern, queue: [0.0; MONTHS], months: [0.0; MONTHS] };
    let mut waiting = 0.0_f64;
    for (month, load) in loads.iter().enumerate() {
        let Some(capacity) = partner.capacity[month] else {
            waiting = 0.0;
            continue;
        };
        waiting = (waiting + load - carried(capacity, pattern)).max(0.0);
        wait.queue[month] = rounded(waiting);
        wait.months[month] =
            rounded(if rounded(waiting) > 0.0 { until_start(partner, pattern, month, waiting) } else { 0.0 });
    }
    wait
}

/// Months until all that waits has started.
#[allow(clippy::cast_precision_loss)] // months of a year
fn until_start(partner: &Partner, pattern: Pattern, month: usize, waiting: f64) -> f64 {
    let capacity = |month: usize| partner.capacity[month].map_or(f64::INFINITY, |own| carried(own, pattern));
    let first = (month..MONTHS).find(|month| capacity(*month) > 0.0);
    first.map_or(f64::INFINITY, |first| (first - month) as f64 + waiting / capacity(first))
}

fn carried(capacity: i64, pattern: Pattern) -> f64 {
    hundredths(capacity) * hundredths(pattern.capacity()) / 100.0
}

/// To the hundredth: what is less is the solver's tolerance.
fn rounded(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}

#[allow(clippy::cast_precision_loss)] // capacities: far below what a float holds exactly
fn hundredths(number: i64) -> f64 {
    number as f64 / 100.0
}
