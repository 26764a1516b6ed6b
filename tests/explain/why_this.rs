//! Why an applicant has its place, and what refusing would do.

use sleutel::domain::{Decision, DecisionVerdict, Tier};
use sleutel::pipeline::Request;
use sleutel::study::Case;
use sleutel::study::explain::{Base, why_this};

use super::by_hand::{allocated, applicants, drawn, edited, goals, then};
use super::support::{Extent, best_but_for_the_lottery};

/// The round with the matches of its optimum as wishes before the draw.
fn close_to(base: &Base, case: &Case) -> Case {
    let mut case = case.clone();
    let last = case.round.model.tiers.len() - 1;
    case.round.model.tiers.insert(last, Tier::Unchanged);
    case.round.earlier.clone_from(&base.matches);
    case
}

#[test]
fn a_refusal_does_what_an_allocation_with_that_decision_does() {
    let (mut refused, mut fixed) = (0, 0);
    for seed in 0..120 {
        let base = drawn(seed, Extent::Small);
        for (number, placement) in base.outcome.placements.iter().enumerate() {
            let why = why_this(&base, number, &Request::default()).unwrap();
            assert_eq!(why.placement, *placement);
            assert_eq!(why.certainty, base.outcome.certainty[number]);
            assert_eq!(why.reserves, base.outcome.reserves[number]);
            assert_eq!(why.fixed, base.case.standing.fixed.iter().any(|one| one.applicant == placement.applicant));
            let Some((effect, there)) = why.refused else {
                assert!(why.fixed, "seed {seed}: {number}");
                fixed += 1;
                continue;
            };
            let case = edited(&base.case, |round| {
                let decision = Decision {
                    applicant: round.applicants[placement.applicant].id.clone(),
                    dwelling: round.dwellings[placement.dwelling].id.clone(),
                    verdict: DecisionVerdict::Refused,
                    overrides: false,
                    reason: Some("Te ver van het werk".to_owned()),
                    by: None,
                    at: None,
                    line: 99,
                };
                round.decisions.push(decision);
                round.decisions.sort();
            })
            .unwrap();
            let told: Vec<_> = effect.tiers.iter().map(|(tier, _, then)| (*tier, *then)).collect();
            assert_eq!(told, goals(&allocated(&case)), "seed {seed}: {number}");
            let placements = allocated(&close_to(&base, &case)).placements;
            let (before, after) = (applicants(&base.outcome.placements), applicants(&placements));
            let others = |one: &&usize| **one != placement.applicant;
            assert!(before.difference(&after).filter(others).eq(&effect.loses), "seed {seed}: {number}");
            assert!(after.difference(&before).filter(others).eq(&effect.gains), "seed {seed}: {number}");
            let now = |applicant| base.placement(applicant).map(|(_, one)| one.dwelling);
            let moves = placements.iter().filter(|one| now(one.applicant).is_some_and(|home| home != one.dwelling));
            assert!(moves.map(|one| one.applicant).filter(|one| *one != placement.applicant).eq(effect.moves));
            let own = placements.iter().find(|one| one.applicant == placement.applicant).map(|one| one.dwelling);
            assert_eq!(effect.dwelling, own, "seed {seed}: {number}");
            let lives_there = placements.iter().filter(|one| one.dwelling == placement.dwelling);
            assert!(lives_there.map(|one| one.applicant).eq(there), "seed {seed}: {number}");
            refused += 1;
        }
    }
    assert!(refused > 100 && fixed > 50, "{refused} refused, {fixed} fixed");
}

#[test]
fn the_goals_after_a_refusal_are_those_of_the_best_allocation_without_the_pair() {
    for seed in 0..80 {
        let base = drawn(seed, Extent::Tiny);
        for (number, placement) in base.outcome.placements.iter().enumerate() {
            let Some((effect, _)) = why_this(&base, number, &Request::default()).unwrap().refused else { continue };
            let pair = (placement.applicant, placement.dwelling);
            let without = |placements: &[sleutel::domain::Placement]| {
                !placements.iter().any(|one| (one.applicant, one.dwelling) == pair)
            };
            let best = best_but_for_the_lottery(&base.case.round, &base.case.standing, &without);
            assert_eq!(then(&effect), best.unwrap().0, "seed {seed}: {number}");
        }
    }
}
