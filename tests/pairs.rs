//! The pair-by-pair reference program against an enumeration of every allocation.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod support;

use sleutel::domain::{Match, Sense, Tier};
use sleutel::pipeline::{Request, allocate};
use sleutel::verify::{certificate_doubts, tier_values, violations};
use support::{Extent, best_by_enumeration, best_by_pair_program, matched, random_round};

#[test]
fn the_reference_program_finds_what_looking_at_every_allocation_finds() {
    for seed in 0..150 {
        let (round, standing) = random_round(seed, Extent::Tiny);
        let (values, _) = best_by_pair_program(&round, &standing);
        assert_eq!(values, best_by_enumeration(&round, &standing), "seed {seed}");
    }
}

fn as_maxima(values: Vec<(Tier, i128)>) -> Vec<i64> {
    let signed = |(tier, value): (Tier, i128)| if tier.sense() == Sense::Minimise { -value } else { value };
    values.into_iter().map(|value| i64::try_from(signed(value)).unwrap()).collect()
}

#[test]
fn the_checker_values_an_allocation_as_the_reference_program_does() {
    for seed in 0..120 {
        let (round, standing) = random_round(seed, Extent::Middle);
        let (values, placements) = best_by_pair_program(&round, &standing);
        let matches: Vec<Match> = placements
            .iter()
            .map(|found| {
                let (applicant, dwelling) =
                    (&round.applicants[found.applicant].id, &round.dwellings[found.dwelling].id);
                matched(applicant, dwelling, Some(found.mode))
            })
            .collect();
        assert_eq!(violations(&round, &standing, &matches), [], "seed {seed}");
        assert_eq!(as_maxima(tier_values(&round, &standing, &placements)), values, "seed {seed}");
    }
}

#[test]
fn the_compact_program_reaches_every_tier_of_the_pair_by_pair_program() {
    let wrong: Vec<String> = (0..300).filter_map(difference).collect();
    assert!(wrong.is_empty(), "{} rounds differ:\n{}", wrong.len(), wrong.join("\n"));
}

/// What the compact program or its certificate gets wrong in a random round.
fn difference(seed: u64) -> Option<String> {
    let (round, standing) = random_round(seed, Extent::Middle);
    let (values, _) = best_by_pair_program(&round, &standing);
    let outcome = match allocate(&round, &standing, &Request::default()) {
        Ok(outcome) => outcome,
        Err(failure) => return Some(format!("seed {seed}: {failure:?}")),
    };
    let found = as_maxima(tier_values(&round, &standing, &outcome.placements));
    let doubts = certificate_doubts(&round, &standing, &outcome.placements, &outcome.certificate);
    (found != values || !doubts.is_empty()).then(|| format!("seed {seed}: {found:?} for {values:?}, {doubts:?}"))
}
