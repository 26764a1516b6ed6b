//! The pair-by-pair reference program against an enumeration of every allocation.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod support;

use std::collections::BTreeMap;

use sleutel::domain::{Bound, Counts, DecisionVerdict, Match, Mode, Model, Round, Sense, Tier};
use sleutel::eligibility::effective_maxima;
use sleutel::pipeline::{Request, allocate};
use sleutel::verify::{tier_values, violations};
use support::{Extent, any_round, best_by_enumeration, best_by_pair_program, matched};

#[test]
fn the_reference_program_finds_what_looking_at_every_allocation_finds() {
    for seed in 0..100 {
        let (round, standing) = any_round(seed, Extent::Tiny);
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
        let (round, standing) = any_round(seed, Extent::Middle);
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
fn random_rounds_use_everything_at_once() {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    let mut note = |what, is_so: bool| *seen.entry(what).or_default() += usize::from(is_so);
    for seed in 0..200 {
        let (round, standing) = any_round(seed, Extent::Middle);
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
        note_decisions(&round, &mut note);
        note_model(&round, &mut note);
        let branched = |part: &sleutel::domain::Part| part.tiers.iter().any(|tier| tier.proof == "branch-and-bound");
        note("branching", outcome.certificate.parts.iter().any(branched));
    }
    let rare: Vec<_> = seen.iter().filter(|(_, count)| **count < 2).collect();
    assert!(rare.is_empty(), "{seen:?}");
}

fn note_decisions(round: &Round, note: &mut impl FnMut(&'static str, bool)) {
    let of = |verdict| round.decisions.iter().filter(move |decision| decision.verdict == verdict);
    note("refused", of(DecisionVerdict::Refused).count() > 0);
    note("forbidden", of(DecisionVerdict::Forbidden).count() > 0);
    note("several about one", round.decisions.windows(2).any(|two| two[0].applicant == two[1].applicant));
    let mut homes: Vec<&str> = of(DecisionVerdict::Fixed).map(|decision| decision.dwelling.as_str()).collect();
    homes.sort_unstable();
    note("fixed sharers", homes.windows(2).any(|two| two[0] == two[1]));
}

fn note_model(round: &Round, note: &mut impl FnMut(&'static str, bool)) {
    let Model { tiers, rules, sharing, families, .. } = &round.model;
    let places = |tier| tiers.iter().position(|one| *one == tier);
    note("waiting before urgency", places(Tier::Waiting) < places(Tier::Urgency) && places(Tier::Waiting).is_some());
    note("nobody need be placed", places(Tier::Placed).is_none());
    note("unchanged early", places(Tier::Unchanged).is_some_and(|place| tiers.get(place + 1) == Some(&Tier::Placed)));
    for (rule, on) in [("size", rules.size), ("labels", rules.labels), ("reserved", rules.reserved)] {
        note(rule, !on);
    }
    for (rule, on) in [("liveability", rules.liveability), ("places", rules.places), ("region", rules.region)] {
        note(rule, !on);
    }
    note("no rent", rules.rent_margin.is_none());
    note("no dates", rules.dates.is_none());
    note("urgent", round.applicants.iter().any(|one| one.urgent_until.is_some()));
    note("one class", sharing.as_ref().is_some_and(|sharing| sharing.same.is_empty()));
    note("weight", families.iter().any(|family| family.min.is_some() && family.weight != 1));
    note("reserved for", round.dwellings.iter().any(|one| !one.reserved_for.is_empty()));
    let two_sided = |index: usize| round.limits.is_two_sided(index, false, sharing.as_ref());
    note("two-sided", (0..families.len()).any(two_sided));
    note("one-sided", !(0..families.len()).all(two_sided));
}
