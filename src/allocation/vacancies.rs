//! What keeps one applicant out of the vacant dwellings that fit it, as in the reasons of the whole round.

use std::collections::BTreeMap;

use super::groups;
use super::ledger::Ledger;
use super::obstacles::{Obstacle, Tally};
use super::outcome::{Obstacles, Outcome};
use super::ways::{Access, Known, Ways};
use crate::domain::Round;
use crate::eligibility::{Index, Standing};

/// For each vacant dwelling that fits an applicant without a place, what stands in the way there: the exchange is
/// made on the allocation, and its consequence for limits and tiers is what counts.
pub fn in_the_way_of_vacant(
    round: &Round,
    standing: &Standing,
    outcome: &Outcome,
    applicant: usize,
) -> BTreeMap<usize, Obstacles> {
    let index = Index::new(round, standing);
    let ledger = Ledger::new(round, standing, &index, &outcome.placements);
    let groups = groups::groups(&index, &ledger);
    let Some(group) = groups.iter().find(|group| group.members.contains(&applicant)) else { return BTreeMap::new() };
    let ways = Ways::new(standing, &index, &ledger, outcome.status, &groups);
    let (own, mut known) = (ledger.own_worth(applicant), Known::new());
    let mut found = BTreeMap::new();
    for fit in &index.fits[group.class] {
        for dwelling in index.dwellings[fit.dwellings()].iter().filter(|one| ledger.occupants[**one].is_empty()) {
            let obstacle = match ways.access(&mut known, group, fit, *dwelling) {
                Access::Settled(obstacle) => Some(obstacle),
                Access::Open(open) => {
                    let met = open.iter().map(|way| ways.obstacle(applicant, &own, fit.dwellings(), *dwelling, way));
                    met.reduce(Obstacle::nearer)
                }
            };
            if let Some(obstacle) = obstacle {
                let mut tally = Tally::default();
                tally.add(&obstacle, 1);
                found.insert(*dwelling, tally.obstacles(&ledger.tiers));
            }
        }
    }
    found
}
