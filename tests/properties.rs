//! What always holds, whatever the round.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod support;

use std::collections::BTreeSet;
use std::path::Path;
use std::time::Duration;

use proptest::prelude::*;
use sleutel::allocation::{Outcome, Proof, Status, UnplacedReason, VacantReason};
use sleutel::domain::{Bound, Fraction, Language, Limits, Match, Round, Sense, Tier};
use sleutel::eligibility::{Standing, standing};
use sleutel::pipeline::{Request, allocate, answer};
use sleutel::report::result_files;
use sleutel::verify::{certificate_doubts, violations};
use support::{Dice, Extent, any_round, matched, random_round, round};

fn solved(round: &Round, standing: &Standing) -> Outcome {
    allocate(round, standing, &Request::default()).unwrap()
}

fn matches(round: &Round, outcome: &Outcome) -> Vec<Match> {
    let of = |placement: &sleutel::domain::Placement| {
        let (applicant, dwelling) =
            (&round.applicants[placement.applicant].id, &round.dwellings[placement.dwelling].id);
        matched(applicant, dwelling, Some(placement.mode))
    };
    outcome.placements.iter().map(of).collect()
}

fn assert_it_holds(round: &Round, standing: &Standing, outcome: &Outcome) {
    assert_eq!(violations(round, standing, &matches(round, outcome)), []);
    assert_eq!(certificate_doubts(round, standing, &outcome.placements, &outcome.certificate), []);
}

/// The value of the first tier, more is better.
fn first_tier(outcome: &Outcome) -> i64 {
    let first = &outcome.tiers[0];
    if first.tier.sense() == Sense::Minimise { -first.value } else { first.value }
}

/// A round that is allocated up to a goal only, as in replays of a year, comes as far in that goal as in all.
#[test]
fn the_goals_up_to_the_number_placed_come_to_what_they_come_to_among_all() {
    let mut fractional = 0;
    for seed in 0..400 {
        let (mut round, standing) = any_round(seed, if seed % 3 == 0 { Extent::Middle } else { Extent::Small });
        let Some(last) = round.model.tiers.iter().position(|tier| *tier == Tier::Placed) else { continue };
        let all = solved(&round, &standing);
        round.model.tiers.truncate(last + 1);
        let some = answer(&round, &standing, &Request::default()).unwrap();
        let values: Vec<(Tier, i64)> = all.tiers.iter().take(last + 1).map(|tier| (tier.tier, tier.value)).collect();
        assert_eq!((some.status, some.tiers), (Status::Optimal, values), "seed {seed}");
        fractional += usize::from(all.tiers[last].proof == Proof::BranchAndBound);
    }
    assert!(fractional > 5, "in {fractional} rounds the relaxation promises more than there is");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn every_allocation_passes_the_checker_and_gives_no_reason_of_a_stopped_search(seed in 10_000_u64..1_000_000) {
        let (round, standing) = random_round(seed, Extent::Middle);
        let outcome = solved(&round, &standing);
        assert_it_holds(&round, &standing, &outcome);
        prop_assert_eq!(outcome.status, Status::Optimal);
        for tier in &outcome.tiers {
            prop_assert_eq!(tier.bound, Fraction::whole(tier.value.into()), "what is proven has no gap");
        }
        let stopped = |reason: &UnplacedReason| matches!(reason, UnplacedReason::Stopped(_));
        prop_assert!(!outcome.unplaced.iter().any(|unplaced| stopped(&unplaced.reason)));
        prop_assert!(!outcome.vacant.iter().any(|vacant| vacant.reason == VacantReason::Stopped));
    }

    #[test]
    fn relaxing_a_limit_never_makes_the_first_tier_worse(seed in 10_000_u64..1_000_000, more in 1_i64..4) {
        let (round, standing) = random_round(seed, Extent::Small);
        let before = first_tier(&solved(&round, &standing));
        for family in 0..round.limits.families.len() {
            let mut families = round.limits.families.clone();
            let unit = families[family].counts.unit();
            families[family].max = match families[family].max {
                Some(Bound::Amount(amount)) => Some(Bound::Amount(amount + more * unit)),
                _ => None,
            };
            let mediated: Vec<_> = round.applicants.iter().filter(|a| !round.searches_itself(a)).collect();
            let limits = Limits::new(families, &round.dwellings, &mediated);
            let relaxed = Round { limits, ..round.clone() };
            let after = first_tier(&solved(&relaxed, &standing));
            prop_assert!(after >= before, "limit {}: {} after {}", round.limits.families[family].name, after, before);
        }
    }

    #[test]
    fn two_applicants_that_differ_only_in_id_and_refusal_swap_roles_with_it(seed in 10_000_u64..1_000_000) {
        let (round, _) = random_round(seed, Extent::Small);
        let free = |a: &&sleutel::domain::Applicant| {
            round.decisions.iter().all(|d| d.applicant != a.id) && round.earlier.iter().all(|m| m.applicant != a.id)
        };
        let Some(original) = round.applicants.iter().find(free).cloned() else { return Ok(()) };
        let with_refusal = |refuser: &str| {
            let mut twins = round.clone();
            twins.applicants.push(sleutel::domain::Applicant { id: "twin".to_owned(), ..original.clone() });
            twins.applicants.sort_by(|one, other| one.id.cmp(&other.id));
            twins.decisions.push(sleutel::domain::Decision {
                applicant: refuser.to_owned(),
                dwelling: twins.dwellings[0].id.clone(),
                verdict: sleutel::domain::DecisionVerdict::Refused,
                overrides: false,
                reason: None,
                by: None,
                at: None,
                line: 2,
            });
            let mediated: Vec<_> = twins.applicants.iter().filter(|a| !twins.searches_itself(a)).collect();
            twins.limits = Limits::new(twins.limits.families.clone(), &twins.dwellings, &mediated);
            let standing = standing(&twins).unwrap();
            let tiers = solved(&twins, &standing).tiers;
            tiers.into_iter().filter(|t| t.tier != Tier::Lottery).map(|t| t.value).collect::<Vec<i64>>()
        };
        prop_assert_eq!(with_refusal("twin"), with_refusal(&original.id));
    }
}

/// Shuffles the rows of a table below its header.
fn shuffle(file: &Path, dice: &mut Dice) {
    let text = std::fs::read_to_string(file).unwrap();
    let (header, rows) = text.split_once('\n').unwrap();
    let mut rows: Vec<&str> = rows.lines().collect();
    for place in (1..rows.len()).rev() {
        rows.swap(place, dice.below(u32::try_from(place).unwrap() + 1) as usize);
    }
    std::fs::write(file, format!("{header}\n{}\n", rows.join("\n"))).unwrap();
}

/// The tables and the certificate of a result as bytes, without the hashes of the input.
fn bytes(folder: &Path) -> Vec<(&'static str, Vec<u8>)> {
    let mut read = sleutel::input::read_round(folder, &sleutel::input::Options::default()).unwrap();
    read.round.inputs.clear(); // the certificate seals the summary, which names them
    let outcome = solved(&read.round, &read.standing);
    let files = result_files(&read.round, &outcome, Language::En).unwrap();
    files.into_iter().filter(|(name, _)| *name != "summary.json").collect()
}

#[test]
fn shuffled_rows_and_a_repeated_run_give_the_same_bytes() {
    let model = Path::new(env!("CARGO_MANIFEST_DIR")).join("models/utrecht-2025");
    for seed in 1..5 {
        let request = sleutel::generate::Request {
            month: sleutel::domain::Month { year: 2025, month: 4 },
            dwellings: Some(14),
            applicants: Some(60),
            regions: 1,
            seed: Some(seed),
            minimums: std::collections::BTreeMap::new(),
        };
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path().join("round");
        sleutel::generate::generate(&model, &request).unwrap().write(&model, &folder).unwrap();
        let first = bytes(&folder);
        assert_eq!(first, bytes(&folder), "a repeated run, seed {seed}");
        let mut dice = Dice::new(seed);
        shuffle(&folder.join("dwellings.csv"), &mut dice);
        shuffle(&folder.join("applicants.csv"), &mut dice);
        assert_eq!(first, bytes(&folder), "shuffled rows, seed {seed}");
    }
}

#[test]
fn a_round_without_dwellings_or_applicants_is_answered_too() {
    for (dwellings, applicants) in [(0, 0), (0, 2), (3, 0)] {
        let mut empty = round();
        for number in 0..dwellings {
            empty = empty.dwelling(&format!("W{number}"), |d| d);
        }
        for number in 0..applicants {
            empty = empty.applicant(&format!("A{number}"), |a| a);
        }
        let (round, standing) = empty.ready();
        let outcome = solved(&round, &standing);
        assert_it_holds(&round, &standing, &outcome);
        assert_eq!((outcome.placements.len(), outcome.status), (0, Status::Optimal));
        assert_eq!((outcome.vacant.len(), outcome.unplaced.len()), (dwellings, applicants));
    }
}

#[test]
fn a_single_applicant_gets_the_single_dwelling_unless_capacity_is_nothing() {
    let one = || round().dwelling("W1", |d| d).applicant("A1", |a| a);
    let (open, standing) = one().ready();
    assert_eq!(solved(&open, &standing).placements.len(), 1);
    let (closed, standing) = one().limit("nothing", |limit| limit.max(0)).ready();
    let outcome = solved(&closed, &standing);
    assert_it_holds(&closed, &standing, &outcome);
    assert!(outcome.placements.is_empty());
    assert_eq!(outcome.unplaced[0].reason.name(), "limit-full");
    assert_eq!(outcome.vacant[0].reason.name(), "limit-full");
}

#[test]
fn those_who_go_before_are_named_by_the_tier_that_decides() {
    let (round, standing) = round()
        .dwelling("W1", |d| d)
        .applicant("A1", |a| a.registered("2020-01-01"))
        .applicant("A2", |a| a.registered("2015-01-01"))
        .applicant("A3", |a| a.registered("2024-01-01").urgent_until("2025-04-01"))
        .ready();
    let outcome = solved(&round, &standing);
    let placed: BTreeSet<_> = outcome.placements.iter().map(|p| round.applicants[p.applicant].id.as_str()).collect();
    assert_eq!(placed, BTreeSet::from(["A3"]));
    for unplaced in &outcome.unplaced {
        let UnplacedReason::Outranked(obstacles) = &unplaced.reason else { panic!("{unplaced:?}") };
        assert_eq!(obstacles.outranked, [(Tier::Urgency, 1)]);
    }
}

#[test]
fn a_time_limit_ends_with_a_feasible_allocation_and_an_honest_gap() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("models/utrecht-2025/rounds/2025-03");
    let read = sleutel::input::read_round(&folder, &sleutel::input::Options::default()).unwrap();
    for milliseconds in [1, 700, 3000] {
        let request = Request { time_limit: Some(Duration::from_millis(milliseconds)), ..Request::default() };
        let outcome = allocate(&read.round, &read.standing, &request).unwrap();
        assert_it_holds(&read.round, &read.standing, &outcome);
        let unproven = outcome.tiers.iter().any(|tier| tier.proof == Proof::None);
        assert_eq!(outcome.status == Status::Feasible, unproven, "{milliseconds} ms");
        assert!(outcome.placements.len() > 50, "{milliseconds} ms: {} placed", outcome.placements.len());
    }
}

#[test]
fn fixed_sharers_that_would_fit_alone_as_well_are_kept_when_time_runs_out_at_once() {
    let (round, standing) = round()
        .sharing(2, 10_000)
        .dwelling("W1", |d| d.places(2))
        .dwelling("W2", |d| d)
        .applicant("A1", support::ApplicantBuilder::shares)
        .applicant("A2", support::ApplicantBuilder::shares)
        .applicant("A3", |a| a)
        .fixed("A1", "W1")
        .fixed("A2", "W1")
        .ready();
    let request = Request { time_limit: Some(Duration::from_nanos(1)), ..Request::default() };
    let outcome = allocate(&round, &standing, &request).unwrap();
    assert_it_holds(&round, &standing, &outcome);
    let together = outcome.placements.iter().filter(|found| round.dwellings[found.dwelling].id == "W1").count();
    assert_eq!(together, 2);
    assert_eq!(outcome.placements.len(), 3, "the third gets the other dwelling");
}
