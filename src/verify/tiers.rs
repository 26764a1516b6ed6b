//! The tiers' values, recomputed from a list of placements.

use std::collections::BTreeSet;

use super::survey::Survey;
use super::usage;
use crate::domain::{Mode, Placement, Round, Sense, Tier};
use crate::eligibility::Standing;

/// The value of each of the round's tiers for these placements, as people read it: a tier that is
/// minimised stands with its own sign.
pub fn tier_values(round: &Round, standing: &Standing, placements: &[Placement]) -> Vec<(Tier, i128)> {
    let survey = Survey::new(round, standing);
    let limits: Vec<usize> = (0..round.limits.limits.len()).collect();
    let value = |tier: &Tier| (*tier, signed(*tier, as_maximum(&survey, *tier, placements, &limits)));
    round.model.tiers.iter().map(value).collect()
}

/// A value written as a maximum turned into the one people read, and back.
pub(super) fn signed(tier: Tier, value: i128) -> i128 {
    if tier.sense() == Sense::Minimise { -value } else { value }
}

/// The value of a tier for placements and limits of the whole round or one part, written as a maximum.
pub(super) fn as_maximum(survey: &Survey<'_>, tier: Tier, placements: &[Placement], limits: &[usize]) -> i128 {
    let own: i128 = placements.iter().map(|placement| i128::from(survey.value_of(tier, *placement))).sum();
    match tier {
        Tier::Minimums => -weighted_shortfall(survey.round, placements, limits),
        Tier::Lottery => own - draws_against_sharing(survey, placements),
        _ => own,
    }
}

fn weighted_shortfall(round: &Round, placements: &[Placement], limits: &[usize]) -> i128 {
    let missed = usage::shortfalls(round, &usage::used(round, placements));
    limits.iter().map(|limit| i128::from(round.limits.limits[*limit].weight) * missed[*limit]).sum()
}

fn draws_against_sharing(survey: &Survey<'_>, placements: &[Placement]) -> i128 {
    let shared = placements.iter().filter(|placement| placement.mode == Mode::Shared);
    let used: BTreeSet<(usize, usize)> =
        shared.filter_map(|placement| Some((placement.dwelling, survey.class_of[placement.applicant]?))).collect();
    used.iter().map(|(dwelling, class)| i128::from(survey.shared_dwelling_draw(*class, *dwelling))).sum()
}
