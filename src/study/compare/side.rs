//! One side of the comparison in figures.

use std::collections::BTreeMap;

use crate::domain::{Cents, Facts, Placement, Round, Tier};
use crate::eligibility::{Standing, contract_rent};
use crate::verify;

/// Placements, and what they come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    /// The placements, by applicant.
    pub placements: Vec<Placement>,
    /// Value of every tier that is a goal: without the draw, and without closeness to other matches.
    pub tiers: Vec<(Tier, i128)>,
    /// Applicants placed of each group, by the group's id; groups without any are left out.
    pub groups: BTreeMap<String, usize>,
    /// Use of every limit, in counting units, in the order of the round's limits.
    pub used: Vec<i128>,
    /// Waiting days of the placed.
    pub waiting: Spread,
    /// Contract rents, in cents a month.
    pub rents: Spread,
    /// Applicants placed in each district, by its name; `""` for dwellings without one.
    pub districts: BTreeMap<String, usize>,
    /// Dwellings in use.
    pub dwellings: usize,
}

/// Sum and greatest of some whole numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Spread {
    /// How many.
    pub count: usize,
    /// Their sum.
    pub sum: i64,
    /// The greatest, 0 when there are none.
    pub greatest: i64,
}

impl Spread {
    fn of(numbers: impl Iterator<Item = i64>) -> Self {
        numbers.fold(Self::default(), |found, number| Self {
            count: found.count + 1,
            sum: found.sum + number,
            greatest: if found.count == 0 { number } else { found.greatest.max(number) },
        })
    }
}

/// The tiers that are goals of an allocation by itself.
pub(super) fn goals(round: &Round) -> Vec<Tier> {
    let no_goal = [Tier::Unchanged, Tier::Lottery];
    round.model.tiers.iter().copied().filter(|tier| !no_goal.contains(tier)).collect()
}

impl Side {
    /// The figures of placements in a round.
    pub fn of(round: &Round, standing: &Standing, placements: Vec<Placement>) -> Self {
        let goals = goals(round);
        let values = verify::tier_values(round, standing, &placements);
        let waiting = |one: &Placement| round.applicants[one.applicant].waiting_days(round.first_day());
        let rent = |one: &Placement| -> Cents {
            contract_rent(round, &round.applicants[one.applicant], &round.dwellings[one.dwelling], one.mode)
        };
        let district = |one: &Placement| round.dwellings[one.dwelling].fact("district").values().join("");
        let homes: std::collections::BTreeSet<usize> = placements.iter().map(|one| one.dwelling).collect();
        Self {
            tiers: values.into_iter().filter(|(tier, _)| goals.contains(tier)).collect(),
            groups: counted(placements.iter().map(|one| round.applicants[one.applicant].group.clone())),
            used: verify::used(round, &placements),
            waiting: Spread::of(placements.iter().map(waiting)),
            rents: Spread::of(placements.iter().map(rent)),
            districts: counted(placements.iter().map(district)),
            dwellings: homes.len(),
            placements,
        }
    }

    /// Value of a tier; 0 for one that is no goal.
    pub fn value(&self, tier: Tier) -> i128 {
        self.tiers.iter().find(|(found, _)| *found == tier).map_or(0, |(_, value)| *value)
    }
}

fn counted(names: impl Iterator<Item = String>) -> BTreeMap<String, usize> {
    names.fold(BTreeMap::new(), |mut found, name| {
        *found.entry(name).or_default() += 1;
        found
    })
}
