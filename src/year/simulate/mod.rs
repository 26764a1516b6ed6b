//! The year replayed by chance: every month is drawn, allocated as a real one, and offered; what was not placed
//! waits for the next.
//!
//! A replay is a number: everything that is drawn in it comes from the seed, that number and what it is drawn for, so
//! that all policies meet the same months.

mod chain;
mod drawn;
mod draws;
mod goals;
mod histogram;
pub mod ledger;
mod month;
mod policy;
mod replay;
mod run;
mod tally;

pub use goals::Goals;
pub use histogram::Histogram;
pub use policy::Policy;
pub use replay::{Course, GroupCourse, Replay, replay};
pub use run::{Shard, run};
pub use tally::{GroupTally, Tally, tallies};

use std::collections::BTreeMap;

use crate::domain::{Group, Month, Pace, Problem, Route, Year};
use crate::generate::{self, Population, Town};
use crate::input::{self, Files, Read};
use crate::solver::{self, Effort};

/// Everything that replays of a year have in common.
#[derive(Debug, Clone)]
pub struct Setting {
    /// The year: what is needed, what comes free, what is decided, and the chances.
    pub year: Year,
    /// Places that each group is to get, month by month.
    pub pace: Pace,
    /// The model and the norms of the year, in a round in which nothing comes free and nobody waits.
    pub model: Read,
    /// How dwellings and households are drawn.
    pub population: Population,
    /// Seed of all replays.
    pub seed: u64,
    /// What is done with each replay, in this order.
    pub policies: Vec<Policy>,
    /// Up to which goal each month is allocated.
    pub goals: Goals,
    /// How far the search for the best of each goal goes.
    pub effort: Effort,
}

/// Why a year cannot be replayed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The model has a fault.
    #[error("the model has {} problems", .0.len())]
    Model(Vec<Problem>),
    /// The population cannot be read.
    #[error(transparent)]
    Population(#[from] generate::Error),
    /// Groups of the decision of which the population has no households.
    #[error("the population has no households of {}", .0.join(", "))]
    NoHouseholds(Vec<String>),
    /// The replays that are done cannot be read, kept, or joined.
    #[error(transparent)]
    Ledger(#[from] ledger::LedgerError),
    /// The solver failed, through no doing of the user's.
    #[error(transparent)]
    Solver(#[from] solver::Failure),
}

impl Setting {
    /// Reads the model and the population in a folder for a year.
    ///
    /// # Errors
    /// A fault of the model or the population, or a group that is decided on and of which nobody can be drawn.
    pub fn new(folder: &std::path::Path, year: Year, pace: Pace, asked: Asked) -> Result<Self, Error> {
        let model = input::read_model(folder, january(&year)).map_err(Error::Model)?;
        Self::with(model, generate::population(folder)?, year, pace, asked)
    }

    /// Takes the model, its norms and its population from files that are in memory already, by the names that
    /// [`Files`] gives them.
    ///
    /// # Errors
    /// As of [`Setting::new`].
    pub fn of_files(files: &Files, year: Year, pace: Pace, asked: Asked) -> Result<Self, Error> {
        let model = input::read_model_files(files, january(&year)).map_err(Error::Model)?;
        let population = files.get("model/population.toml").map(Vec::as_slice).unwrap_or_default();
        Self::with(model, generate::population_from(population)?, year, pace, asked)
    }

    fn with(model: Read, population: Population, year: Year, pace: Pace, asked: Asked) -> Result<Self, Error> {
        let Asked { seed, policies, goals, effort } = asked;
        let setting = Self { year, pace, model, population, seed, policies, goals, effort };
        let town = Town::new(&setting.population);
        let missing: Vec<String> =
            setting.mediated().filter(|group| town.group(&group.id).is_none()).map(|group| group.id.clone()).collect();
        if missing.is_empty() { Ok(setting) } else { Err(Error::NoHouseholds(missing)) }
    }

    /// The groups that the rounds place and that need or were promised places, by id.
    pub fn mediated(&self) -> impl Iterator<Item = &Group> {
        self.in_year().filter(|group| group.route == Route::Mediated)
    }

    /// The groups that the decision has places for and that no round places, by id.
    pub fn searching(&self) -> impl Iterator<Item = &Group> {
        self.in_year().filter(|group| group.route == Route::SelfSearch)
    }

    fn in_year(&self) -> impl Iterator<Item = &Group> {
        let groups: &BTreeMap<String, Group> = &self.model.round.model.groups;
        groups
            .values()
            .filter(|group| self.year.demand.contains_key(&group.id) || self.year.decision.contains_key(&group.id))
    }
}

/// The month that a year's model is read for.
fn january(year: &Year) -> Month {
    Month { year: year.year, month: 1 }
}

/// What the user asks of a simulation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// Seed of all replays.
    pub seed: u64,
    /// What is done with each replay, in this order.
    pub policies: Vec<Policy>,
    /// Up to which goal each month is allocated.
    pub goals: Goals,
    /// How far the search for the best of each goal goes.
    pub effort: Effort,
}
