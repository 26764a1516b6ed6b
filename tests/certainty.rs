//! Who is placed for certain, and who is next when an offer is refused.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod support;

use std::collections::{BTreeMap, BTreeSet};

use sleutel::allocation::{Certainty, Outcome};
use sleutel::domain::{Counts, Match, Mode, Placement, Round, Sense};
use sleutel::eligibility::{Standing, effective_maxima};
use sleutel::pipeline::{Request, allocate};
use sleutel::verify::{Violation, tier_values, violations};
use support::{Extent, RoundBuilder, day, matched, optima_but_for_the_lottery, random_round, round};

fn allocated(builder: RoundBuilder) -> (Round, Outcome) {
    let (round, standing) = builder.ready();
    let outcome = allocate(&round, &standing, &Request::default()).unwrap();
    (round, outcome)
}

fn reserves_of(round: &Round, outcome: &Outcome, applicant: &str) -> Vec<String> {
    let place = outcome.placements.iter().position(|one| round.applicants[one.applicant].id == applicant).unwrap();
    outcome.reserves[place].iter().map(|reserve| round.applicants[*reserve].id.clone()).collect()
}

#[test]
fn certain_is_who_every_optimal_allocation_places() {
    let (mut certain, mut drawn) = (0, 0);
    for seed in 0..400 {
        let (mut round, standing) = random_round(seed, Extent::Tiny);
        if seed % 2 == 1 {
            for applicant in &mut round.applicants {
                (applicant.registered, applicant.urgent_until) = (day("2025-01-01"), None); // only the lottery tells
            }
        }
        let outcome = allocate(&round, &standing, &Request::default()).unwrap();
        let optima = optima_but_for_the_lottery(&round, &standing);
        for (placement, certainty) in outcome.placements.iter().zip(&outcome.certainty) {
            let always = optima.iter().all(|placed| placed.contains(&placement.applicant));
            let expected = if always { Certainty::EveryOptimum } else { Certainty::Drawn };
            assert_eq!(*certainty, Some(expected), "seed {seed}: {placement:?}");
            *(if always { &mut certain } else { &mut drawn }) += 1;
        }
    }
    assert!(certain > 100 && drawn > 30, "{certain} certain, {drawn} drawn");
}

#[test]
fn of_two_alike_the_one_with_the_place_is_drawn_and_the_other_is_its_reserve() {
    let (round, outcome) = allocated(round().dwelling("W1", |w| w).applicant("A1", |a| a).applicant("A2", |a| a));
    assert_eq!(outcome.certainty, [Some(Certainty::Drawn)]);
    let placed = round.applicants[outcome.placements[0].applicant].id.clone();
    let other = if placed == "A1" { "A2" } else { "A1" };
    assert_eq!(reserves_of(&round, &outcome, &placed), [other]);
}

#[test]
fn the_reserves_are_the_two_that_stand_before_the_others() {
    let (round, outcome) = allocated(
        round()
            .dwelling("W1", |w| w)
            .applicant("A1", |a| a.registered("2024-11-21"))
            .applicant("A2", |a| a.registered("2024-01-26"))
            .applicant("A3", |a| a.registered("2024-05-05"))
            .applicant("A4", |a| a.registered("2024-08-13")),
    );
    assert_eq!(reserves_of(&round, &outcome, "A2"), ["A3", "A4"]);
    assert_eq!(outcome.certainty, [Some(Certainty::EveryOptimum)]);
}

#[test]
fn who_would_overrun_a_limit_is_no_reserve() {
    let (round, outcome) = allocated(
        round()
            .limit("support", |limit| limit.applicants("organisation", &["O1"]).max_support(100))
            .dwelling("W1", |w| w)
            .applicant("A1", |a| a.organisation("O1").support(100).registered("2023-10-18"))
            .applicant("A2", |a| a.organisation("O1").support(125).registered("2024-01-26"))
            .applicant("A3", |a| a.organisation("O1").support(50).registered("2024-05-05")),
    );
    assert_eq!(reserves_of(&round, &outcome, "A1"), ["A3"]);
}

#[test]
fn first_reserves_of_different_dwellings_are_told_apart() {
    let (round, outcome) = allocated(
        round()
            .dwelling("W1", |w| w)
            .dwelling("W2", |w| w)
            .applicant("A1", |a| a.registered("2023-10-18"))
            .applicant("A2", |a| a.registered("2024-01-26"))
            .applicant("A3", |a| a.registered("2024-05-05")),
    );
    let lists = [reserves_of(&round, &outcome, "A1"), reserves_of(&round, &outcome, "A2")];
    let mut lengths = lists.iter().map(Vec::len).collect::<Vec<_>>();
    lengths.sort_unstable();
    assert_eq!(lengths, [0, 1], "one applicant cannot be the first reserve of two dwellings: {lists:?}");
}

#[test]
fn of_many_places_each_has_a_first_reserve_the_best_of_all_who_wait() {
    let (id, organisation) = (|number: usize| format!("A{number:03}"), |number: usize| format!("O{number}"));
    let mut building = (0..40).fold(round(), |building, number| building.dwelling(&format!("W{number:02}"), |w| w));
    for number in 0..120 {
        let registered = format!("{}-{:02}-01", 2010 + number / 12, 1 + number % 12);
        building = building
            .limit(&organisation(number), |limit| limit.applicants("organisation", &[&organisation(number)]).max(2))
            .applicant(&id(number), |a| a.organisation(&organisation(number)).registered(&registered));
    }
    let (round, outcome) = allocated(building);
    let first = |number: usize| reserves_of(&round, &outcome, &id(number)).first().cloned();
    let found: BTreeSet<Option<String>> = (0..40).map(first).collect();
    assert_eq!(found, (40..80).map(|number| Some(id(number))).collect(), "forty are placed, and forty come next");
}

#[test]
fn room_that_an_override_made_is_for_nobody_else() {
    let (round, outcome) = allocated(
        round()
            .limit("one", |limit| limit.counts(Counts::Persons).max(1))
            .dwelling("W1", |w| w.rooms(3))
            .applicant("A1", |a| a.persons(2))
            .applicant("A2", |a| a.persons(2))
            .fixed_against_the_rules("A1", "W1"),
    );
    assert_eq!(reserves_of(&round, &outcome, "A1"), Vec::<String>::new());
}

#[test]
fn the_reserve_of_a_sharer_shares_with_those_who_stay() {
    let sharer = |date: &'static str, group: &'static str| {
        move |a: support::ApplicantBuilder| a.shares().group(group).registered(date)
    };
    let (round, outcome) = allocated(
        round()
            .sharing(2, 10_000)
            .dwelling("W1", |w| w.places(2).rooms(3))
            .applicant("A1", sharer("2024-01-01", "youth"))
            .applicant("A2", sharer("2024-02-01", "youth"))
            .applicant("A3", sharer("2024-04-01", "singles"))
            .applicant("A4", sharer("2024-03-01", "youth")),
    );
    assert_eq!(outcome.placements.len(), 2);
    let lists = [reserves_of(&round, &outcome, "A1"), reserves_of(&round, &outcome, "A2")];
    assert!(lists.contains(&vec!["A4".to_owned()]) && lists.contains(&vec![]), "{lists:?}");
}

/// The allocation with someone else in one place.
fn exchanged(outcome: &Outcome, place: usize, reserve: usize) -> Vec<Placement> {
    let mut placements = outcome.placements.clone();
    placements[place].applicant = reserve;
    placements.sort_unstable();
    placements
}

fn keeps_all(round: &Round, standing: &Standing, placements: &[Placement]) -> bool {
    let matches: Vec<Match> = placements
        .iter()
        .map(|one| {
            let (applicant, dwelling) = (&round.applicants[one.applicant].id, &round.dwellings[one.dwelling].id);
            matched(applicant, dwelling, Some(one.mode))
        })
        .collect();
    violations(round, standing, &matches).iter().all(|violation| matches!(violation, Violation::FixedMissing { .. }))
}

/// What an allocation is worth in each tier but the lottery, more being better.
fn worth(round: &Round, standing: &Standing, placements: &[Placement]) -> Vec<i128> {
    let values = tier_values(round, standing, placements);
    let signed = |(tier, value): &(sleutel::domain::Tier, i128)| match tier.sense() {
        Sense::Minimise => -value,
        Sense::Maximise => *value,
    };
    values[..values.len() - 1].iter().map(signed).collect()
}

#[test]
fn each_reserve_keeps_every_rule_and_limit_and_nobody_better_is_passed_over() {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for seed in 0..500 {
        let (mut round, standing) = random_round(seed, Extent::Small);
        round.earlier.clear();
        let stated: Vec<Option<i64>> = round.limits.limits.iter().map(|limit| limit.max).collect();
        if !standing.overridden.is_empty() || effective_maxima(&round, &standing) != stated {
            continue; // what an override raises is tested by itself
        }
        let outcome = allocate(&round, &standing, &Request::default()).unwrap();
        let firsts: Vec<usize> = outcome.reserves.iter().filter_map(|those| those.first().copied()).collect();
        assert_eq!(firsts.iter().collect::<BTreeSet<_>>().len(), firsts.len(), "seed {seed}: first reserves differ");
        let mut together = outcome.placements.clone();
        for (place, reserves) in outcome.reserves.iter().enumerate() {
            let candidates = candidates(&round, &standing, &outcome, place);
            for reserve in reserves {
                assert!(candidates.contains_key(reserve), "seed {seed}: {reserve} cannot take place {place}");
            }
            if let (Some(first), second) = (reserves.first(), reserves.get(1)) {
                let nowhere = candidates.iter().filter(|(one, _)| !firsts.contains(one)).map(|(_, worth)| worth).max();
                let elsewhere = candidates.iter().filter(|(one, _)| *one != first).map(|(_, worth)| worth).max();
                let second_best = nowhere.or(elsewhere);
                if let Some(second) = second.filter(|second| firsts.contains(second)) {
                    assert_ne!(second, first, "seed {seed}: place {place}");
                    *seen.entry("first elsewhere").or_default() += 1;
                }
                together[place].applicant = *first;
                assert_eq!(second.map(|second| &candidates[second]), second_best, "seed {seed}: place {place}");
                *seen.entry(if second.is_some() { "two" } else { "one" }).or_default() += 1;
            }
            *seen
                .entry(if outcome.placements[place].mode == Mode::Shared { "shared" } else { "whole" })
                .or_default() += usize::from(!reserves.is_empty());
        }
        together.sort_unstable();
        assert!(keeps_all(&round, &standing, &together), "seed {seed}: the first reserves together");
    }
    assert!(
        ["one", "two", "first elsewhere", "shared", "whole"].iter().all(|what| seen.contains_key(what)),
        "{seen:?}"
    );
}

/// Those without a place who could take one as it is, with the worth of the allocation then.
fn candidates(round: &Round, standing: &Standing, outcome: &Outcome, place: usize) -> BTreeMap<usize, Vec<i128>> {
    let placed: BTreeSet<usize> = outcome.placements.iter().map(|one| one.applicant).collect();
    (0..round.applicants.len())
        .filter(|one| !placed.contains(one) && !round.searches_itself(&round.applicants[*one]))
        .filter_map(|one| {
            let instead = exchanged(outcome, place, one);
            keeps_all(round, standing, &instead).then(|| (one, worth(round, standing, &instead)))
        })
        .collect()
}
