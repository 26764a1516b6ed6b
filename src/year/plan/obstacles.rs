//! What stands in the way of a plan's numbers, found by leaving it out and solving again, and what it would take.

use std::collections::BTreeSet;

use rayon::prelude::*;

use crate::domain::MONTHS;

use super::about::{About, Home};
use super::goals::{Goal, NUMBERS};
use super::program::Program;
use super::solve::{Failure, Solved, Task, go_on, solve};

/// Rows that are lifted together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Family {
    /// The capacity of a partner, by its place in the year.
    Partner(usize),
    /// The dwellings that come free, with their sizes.
    Homes,
    /// Numbers that were agreed for the groups in projects.
    Agreed,
    /// How many households would share, and how many dwellings could be.
    Sharing,
    /// The sizes of the groups' households.
    Sizes,
    /// The stays in temporary homes that end, and the places that this frees.
    Temporary,
    /// The part of the dwellings that is for the groups.
    Share,
    /// The households that there are.
    Need,
}

impl Family {
    /// The family of a row; `None` for one that states what is wanted.
    pub fn of(about: &About) -> Option<Self> {
        Some(match about {
            About::Capacity(partner, _) | About::CapacityBy(partner, _) => Family::Partner(*partner),
            About::Homes(..) => Family::Homes,
            About::ForGroups(_) => Family::Agreed,
            About::Shareable(..) | About::Sharers(_) => Family::Sharing,
            About::Mix(..) | About::Pairs(_) => Family::Sizes,
            About::Freed(..) | About::Ended(..) => Family::Temporary,
            About::Share => Family::Share,
            About::Need(_) => Family::Need,
            About::Places(..) | About::Ceiling(_) | About::OwnPace(..) | About::Total => return None,
        })
    }
}

/// What a plan's numbers would gain without a family of rows.
#[derive(Debug, Clone, PartialEq)]
pub struct Obstacle {
    /// The family.
    pub family: Family,
    /// Places more, of those wanted.
    pub places: f64,
    /// Persons more at the year's end, of the statutory task and the wanted part of the backlog; where there are none, persons more
    /// that are housed in their half year.
    pub persons: f64,
}

/// Persons fewer than this are the solver's tolerance.
const NOISE: f64 = 0.05;

/// Lifts every family that has a price in a goal about numbers, alone; those that gain nothing are left out, the greatest gain comes first.
///
/// # Errors
/// When the solver fails.
pub fn obstacles(program: &Program<'_>, solved: &Solved) -> Result<Vec<Obstacle>, Failure> {
    let families: BTreeSet<Family> =
        solved.tight.iter().filter_map(|row| Family::of(&program.rows[*row].about)).collect();
    let lift = |family: Family| {
        let without = move |about: &About| Family::of(about) == Some(family);
        let lifted = solve(program, Task { goals: &NUMBERS, priced: None, without: &without })?;
        let gain = |goal| value(solved, goal) - value(&lifted, goal);
        let persons = Some(gain(Goal::Backlog)).filter(|gain| *gain > NOISE).unwrap_or_else(|| gain(Goal::Task));
        Ok(Obstacle { family, places: gain(Goal::Decision), persons })
    };
    let mut found: Vec<Obstacle> = families.into_par_iter().map(lift).collect::<Result<_, Failure>>()?;
    found.retain(|obstacle| obstacle.places > NOISE || obstacle.persons > NOISE);
    found.sort_by(|a, b| {
        b.places.total_cmp(&a.places).then(b.persons.total_cmp(&a.persons)).then(a.family.cmp(&b.family))
    });
    Ok(found)
}

fn value(solved: &Solved, goal: Goal) -> f64 {
    solved.goals.iter().find(|(one, _)| *one == goal).map_or(0.0, |(_, value)| *value)
}

/// What it would take to reach all that is wanted.
#[derive(Debug, Clone, PartialEq)]
pub struct Needs {
    /// Above its capacity, by partner and month, in what the capacity counts.
    pub extra: Vec<[f64; MONTHS]>,
    /// Load by partner and month when it is reached with the least of that.
    pub loads: Vec<[f64; MONTHS]>,
    /// Places that are missed whatever the chain could carry: homes that are not there.
    pub places: f64,
    /// Dwellings that the groups use then, of each source and size: whole ones that add up to the nearest of all.
    pub used: Vec<[u32; 3]>,
}

/// The program without the capacities of the chain, as far as its numbers.
///
/// # Errors
/// When the solver fails.
pub fn without_chain(program: &Program<'_>) -> Result<Solved, Failure> {
    solve(program, Task { goals: &NUMBERS, priced: None, without: &About::is_capacity })
}

/// The least that the chain would have to carry above its capacities, all months alike where that costs nothing, and dwellings of
/// projects let where that costs no more.
///
/// # Errors
/// When the solver fails.
pub fn needs(program: &Program<'_>, without_chain: &Solved) -> Result<Needs, Failure> {
    let goals = [Goal::Extra, Goal::Shared, Goal::Peak, Goal::Change, Goal::Vacancy, Goal::Larger];
    let task = Task { goals: &goals, priced: None, without: &About::is_capacity };
    let solved = go_on(program, without_chain.clone(), task)?;
    let loads = loads(program, &solved.columns);
    let extra = program.year.partners.iter().zip(&loads);
    let above = |(partner, loads): (&crate::domain::Partner, &[f64; MONTHS])| {
        std::array::from_fn(|month| {
            let capacity = partner.capacity[month].map_or(f64::INFINITY, hundredths);
            (loads[month] - capacity).max(0.0)
        })
    };
    Ok(Needs {
        extra: extra.map(above).collect(),
        loads,
        places: value(&solved, Goal::Decision),
        used: used(program, &solved.columns),
    })
}

/// What each partner takes on by a solution in parts of households, by month.
pub(super) fn loads(program: &Program<'_>, columns: &[f64]) -> Vec<[f64; MONTHS]> {
    let of = |partner| {
        let mut months = [0.0; MONTHS];
        for (way, households) in program.ways.iter().zip(columns) {
            months[way.month] += hundredths(program.load(partner, way)) / 100.0 * households;
        }
        months
    };
    program.year.partners.iter().map(of).collect()
}

/// Dwellings that a solution in parts of households uses, rounded one after the other so that every sum is nearest to its own.
fn used(program: &Program<'_>, columns: &[f64]) -> Vec<[u32; 3]> {
    let mut parts = vec![[0.0; 3]; program.year.supply.len()];
    let (ways, shared) = columns.split_at(program.ways.len());
    for (way, households) in program.ways.iter().zip(ways) {
        if let Home::Own(source, size) = way.home {
            parts[source][size.index()] += households;
        }
    }
    for (homes, dwellings) in program.shared.iter().zip(shared) {
        parts[homes.source][homes.size.index()] += dwellings;
    }
    let (mut sum, mut before) = (0.0, 0);
    let mut whole = |part: f64| {
        sum += part;
        let until = nearest(sum);
        let here = until.saturating_sub(before);
        before = until;
        here
    };
    parts.into_iter().map(|sizes| sizes.map(&mut whole)).collect()
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // dwellings of a year, not below 0
fn nearest(dwellings: f64) -> u32 {
    dwellings.round().max(0.0) as u32
}

#[allow(clippy::cast_precision_loss)] // capacities: far below what a float holds exactly
fn hundredths(number: i64) -> f64 {
    number as f64 / 100.0
}
