//! The pair-by-pair reference program against an enumeration of every allocation.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod support;

use std::collections::BTreeMap;

use sleutel::domain::{Bound, Counts, Match, Mode, Sense, Tier};
use sleutel::eligibility::effective_maxima;
use sleutel::pipeline::{Request, allocate};
use sleutel::verify::{certificate_doubts, tier_values, violations};
use support::{Extent, best_by_enumeration, best_by_pair_program, matched, random_round};

#[test]
fn the_reference_program_finds_what_looking_at_every_allocation_finds() {
    for seed in 0..100 {
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
    for seed in 0..60 {
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
    assert_equal((0..120).map(|seed| (seed, Extent::Small)).chain((1000..1080).map(|seed| (seed, Extent::Middle))));
}

#[test]
#[ignore = "10,000 rounds take minutes: `make soundness`"]
fn ten_thousand_rounds_reach_every_tier_of_the_pair_by_pair_program() {
    let (half, other) = ((10_000..15_000), (15_000..20_000));
    let of = |seeds: std::ops::Range<u64>| {
        move || assert_equal(seeds.map(|seed| (seed, if seed % 2 == 0 { Extent::Small } else { Extent::Middle })))
    };
    let second = std::thread::spawn(of(other));
    of(half)();
    second.join().unwrap();
}

fn assert_equal(rounds: impl Iterator<Item = (u64, Extent)>) {
    let wrong: Vec<String> = rounds.filter_map(|(seed, extent)| difference(seed, extent)).collect();
    assert!(wrong.is_empty(), "{} rounds differ:\n{}", wrong.len(), wrong.join("\n"));
}

/// What the compact program or its certificate gets wrong in a random round.
fn difference(seed: u64, extent: Extent) -> Option<String> {
    let (round, standing) = random_round(seed, extent);
    let (values, _) = best_by_pair_program(&round, &standing);
    let outcome = match allocate(&round, &standing, &Request::default()) {
        Ok(outcome) => outcome,
        Err(failure) => return Some(format!("seed {seed}: {failure:?}")),
    };
    let found = as_maxima(tier_values(&round, &standing, &outcome.placements));
    let doubts = certificate_doubts(&round, &standing, &outcome.placements, &outcome.certificate);
    (found != values || !doubts.is_empty()).then(|| format!("seed {seed}: {found:?} for {values:?}, {doubts:?}"))
}

#[test]
fn random_rounds_use_everything_at_once() {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    let mut note = |what, is_so: bool| *seen.entry(what).or_default() += usize::from(is_so);
    for seed in 0..100 {
        let (round, standing) = random_round(seed, Extent::Middle);
        let outcome = allocate(&round, &standing, &Request::default()).unwrap();
        let families = &round.model.families;
        let maxima = effective_maxima(&round, &standing);
        note("shared", outcome.placements.iter().any(|found| found.mode == Mode::Shared));
        note("fixed", !standing.fixed.is_empty());
        note("overridden", !standing.overridden.is_empty());
        note("earlier", !round.earlier.is_empty());
        note("several parts", outcome.certificate.parts.len() > 1);
        note("raised maximum", round.limits.limits.iter().zip(maxima).any(|(limit, max)| limit.max != max));
        note("full maximum", outcome.limits.iter().any(|limit| limit.binding));
        note("missed minimum", outcome.limits.iter().any(|limit| limit.shortfall > 0));
        note("percentage", families.iter().any(|family| matches!(family.max, Some(Bound::Percentage(_)))));
        note("each", families.iter().any(|family| family.each.is_some()));
        for counts in [Counts::Applicants, Counts::Persons, Counts::Support, Counts::Dwellings] {
            note(counts.name(), families.iter().any(|family| family.counts == counts));
        }
        let branched = |part: &sleutel::domain::Part| part.tiers.iter().any(|tier| tier.proof == "branch-and-bound");
        note("branching", outcome.certificate.parts.iter().any(branched));
    }
    let rare: Vec<_> = seen.iter().filter(|(_, count)| **count < 2).collect();
    assert!(rare.is_empty(), "{seen:?}");
}
