//! Why applicants are unplaced, dwellings vacant and limits in the way: true, and not by their ids.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod support;

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use sleutel::allocation::{self, Obstacles, Outcome, Proof, Status, UnplacedReason, VacantReason};
use sleutel::domain::{Bound, Counts, Fraction, Limits, Mode, Round, Rule, SUPPORT_UNIT, Tier};
use sleutel::eligibility::{Index, Standing};
use sleutel::pipeline::{Request, allocate};
use sleutel::program::Program;
use sleutel::solver::{Deadline, Task};
use sleutel::verify::verify;
use support::{Exchanges, Extent, Results, RoundBuilder, Summed, random_round, round};

fn solved(round: &Round, standing: &Standing) -> Outcome {
    allocate(round, standing, &Request::default()).unwrap()
}

fn obstacles(reason: &UnplacedReason) -> Option<&Obstacles> {
    match reason {
        UnplacedReason::Outranked(found) | UnplacedReason::LimitFull(found) | UnplacedReason::TooFewSharers(found) => {
            Some(found)
        }
        _ => None,
    }
}

/// The obstacles of an applicant and the code of its reason.
fn of_applicant(building: RoundBuilder, id: &str) -> (Obstacles, &'static str) {
    let (round, standing) = building.ready();
    let outcome = solved(&round, &standing);
    let left = outcome.unplaced.iter().find(|left| round.applicants[left.applicant].id == id).unwrap();
    (obstacles(&left.reason).unwrap().clone(), left.reason.name())
}

#[test]
fn every_obstacle_is_what_making_the_exchange_comes_to() {
    let mut seen = 0;
    for seed in 0..240 {
        let (round, standing) = random_round(seed, if seed % 2 == 0 { Extent::Small } else { Extent::Middle });
        let outcome = solved(&round, &standing);
        let exchanges = Exchanges::of(&round, &standing, &outcome);
        let mut of_dwelling: BTreeMap<usize, Summed> = BTreeMap::new();
        for left in &outcome.unplaced {
            let Some(stated) = obstacles(&left.reason) else { continue };
            let mut made = Summed::default();
            for dwelling in exchanges.fitting(left.applicant) {
                made.add(exchanges.obstacle(left.applicant, dwelling));
                of_dwelling.entry(dwelling).or_default().add(exchanges.obstacle(left.applicant, dwelling));
                seen += 1;
            }
            let id = &round.applicants[left.applicant].id;
            assert_alike(&round, Summed::of(stated), made, &format!("seed {seed}, {id}"));
        }
        for vacant in &outcome.vacant {
            let (VacantReason::LimitFull(stated) | VacantReason::TooFewSharers(stated) | VacantReason::Costs(stated)) =
                &vacant.reason
            else {
                let waiting = of_dwelling.contains_key(&vacant.dwelling);
                assert!(!waiting || vacant.reason == VacantReason::Stopped, "seed {seed}: {vacant:?}");
                continue;
            };
            let made = of_dwelling.remove(&vacant.dwelling).unwrap();
            assert_alike(&round, Summed::of(stated), made, &format!("seed {seed}, {}", vacant.dwelling));
        }
    }
    assert!(seen > 2_000, "only {seen} exchanges were made");
}

/// Without sharing the tiers are the same too; with it, other sharers may come a goal nearer.
fn assert_alike(round: &Round, stated: Summed, made: Summed, what: &str) {
    if round.model.sharing.is_none() {
        assert_eq!(stated, made, "{what}");
    } else {
        assert_eq!(stated.untiered(), made.untiered(), "{what}");
    }
}

#[test]
fn rules_that_keep_everyone_out_are_counted_as_if_pair_by_pair() {
    for seed in 0..150 {
        let (round, standing) = random_round(seed, Extent::Middle);
        let outcome = solved(&round, &standing);
        let broken = |pairs: Vec<(usize, usize)>| {
            let mut counts: BTreeMap<Rule, usize> = BTreeMap::new();
            for (applicant, dwelling) in pairs {
                for rule in standing.verdict(&round, applicant, dwelling).whole.iter() {
                    *counts.entry(rule).or_default() += 1;
                }
            }
            counts
        };
        for left in &outcome.unplaced {
            let UnplacedReason::NothingFits { excluded, .. } = &left.reason else { continue };
            let pairs = (0..round.dwellings.len()).map(|dwelling| (left.applicant, dwelling)).collect();
            assert_eq!(excluded.iter().copied().collect::<BTreeMap<_, _>>(), broken(pairs), "seed {seed}");
        }
        for vacant in &outcome.vacant {
            let VacantReason::NobodyFits { excluded, applicants } = &vacant.reason else { continue };
            let taking_part = (0..round.applicants.len()).filter(|a| !round.searches_itself(&round.applicants[*a]));
            let pairs: Vec<(usize, usize)> = taking_part.map(|applicant| (applicant, vacant.dwelling)).collect();
            assert_eq!(pairs.len(), *applicants);
            assert_eq!(excluded.iter().copied().collect::<BTreeMap<_, _>>(), broken(pairs), "seed {seed}");
        }
    }
}

/// Two urgent sharers have the only dwelling; of three others one belongs to an organisation that is full.
fn full_for_one_of_three(ids: [&str; 3]) -> RoundBuilder {
    let [first, second, of_full] = ids;
    round()
        .sharing(2, 10_000)
        .dwelling("W1", |d| d.places(2).rent(130_000).rooms(5))
        .applicant("X", |a| a.group("youth").shares().urgent_until("2025-03-20"))
        .applicant("Y", |a| a.group("youth").shares().urgent_until("2025-03-20"))
        .applicant(first, support::ApplicantBuilder::shares)
        .applicant(second, support::ApplicantBuilder::shares)
        .applicant(of_full, |a| a.shares().organisation("O"))
        .limit("O: starts", |l| l.applicants("organisation", &["O"]).max(0))
}

#[test]
fn a_reason_does_not_depend_on_ids() {
    for ids in [["A", "C", "B"], ["A", "B", "C"], ["B", "C", "A"]] {
        for one in &ids[..2] {
            let (found, code) = of_applicant(full_for_one_of_three(ids), one);
            assert_eq!((found.outranked, code), (vec![(Tier::Urgency, 1)], "outranked"), "{ids:?} {one}");
        }
        let (found, code) = of_applicant(full_for_one_of_three(ids), ids[2]);
        assert_eq!((found.full, code), (vec![(0, 1)], "limit-full"), "{ids:?}");
    }
}

#[test]
fn a_limit_of_the_only_possible_sharers_is_told_apart_from_ones_own() {
    let building = round()
        .sharing(2, 10_000)
        .dwelling("W1", |d| d.places(2).rent(130_000).rooms(5))
        .applicant("A", support::ApplicantBuilder::shares)
        .applicant("B", |a| a.shares().organisation("O"))
        .limit("O: starts", |l| l.applicants("organisation", &["O"]).max(0));
    let (of_a, code) = of_applicant(building.clone(), "A");
    assert_eq!((of_a.out_of_reach, of_a.full.len(), of_a.sharers_stopped, code), (0, 0, 1, "limit-full"));
    assert_eq!(of_a.full_with_sharers, [(0, 1)]);
    let (of_b, _) = of_applicant(building, "B");
    assert_eq!((of_b.full, of_b.sharers_stopped), (vec![(0, 1)], 0));
}

#[test]
fn a_dwelling_withheld_for_an_earlier_goal_is_told_apart_from_one_that_others_have() {
    let building = round().dwelling("W1", |d| d.labels(&["ground-floor"])).applicant("A1", |a| a).tiers(&[
        Tier::Fit,
        Tier::Placed,
        Tier::Lottery,
    ]);
    let (found, code) = of_applicant(building.clone(), "A1");
    assert_eq!((found.costs, found.outranked, code), (vec![(Tier::Fit, 1)], vec![], "outranked"));
    let (round, standing) = building.ready();
    let outcome = solved(&round, &standing);
    assert!(matches!(&outcome.vacant[0].reason, VacantReason::Costs(found) if found.costs == [(Tier::Fit, 1)]));
}

fn binding(building: RoundBuilder) -> Vec<bool> {
    let (round, standing) = building.ready();
    solved(&round, &standing).limits.iter().map(|limit| limit.binding).collect()
}

#[test]
fn a_limit_is_in_the_way_when_someone_that_fits_would_overrun_it_and_else_not() {
    let starts = |applicant: support::ApplicantBuilder, support| applicant.organisation("O").support(support);
    let building = || {
        round()
            .dwelling("W1", |d| d)
            .dwelling("W2", |d| d)
            .applicant("A1", |a| starts(a, 100).registered("2020-01-01"))
            .applicant("A2", |a| starts(a, 100))
            .applicant("A3", |a| starts(a, 25).needs(&["wheelchair"]))
            .limit("O", |l| l.applicants("organisation", &["O"]).max_support(150))
    };
    assert_eq!(binding(building()), [true], "A2 needs 1 of the 0.50 that is left; that A3 needs less helps nobody");
    let roomy = building().limit("wide", |l| l.applicants("organisation", &["O"]).max_support(300));
    assert_eq!(binding(roomy), [true, false]);
    let only_unfit = round()
        .dwelling("W1", |d| d)
        .applicant("A1", |a| starts(a, 100))
        .applicant("A3", |a| starts(a, 100).needs(&["wheelchair"]))
        .limit("O", |l| l.applicants("organisation", &["O"]).max_support(150));
    assert_eq!(binding(only_unfit), [false], "nothing fits A3, so it is not the limit that stops it");
}

#[test]
fn what_a_shared_place_takes_decides_where_only_sharing_is_possible() {
    let building = round()
        .sharing(2, 15_000)
        .dwelling("W1", |d| d.places(3).rent(130_000).rooms(9))
        .limit("sup", |l| l.applicants("organisation", &["O"]).max_support(300));
    let sharers = ["A1", "A2", "A3"];
    let building = sharers
        .iter()
        .fold(building, |building, id| building.applicant(id, |a| a.shares().organisation("O").support(75)));
    // two take 2.25 of 3; a third takes 1.125 shared, and would take 0.75 alone
    assert_eq!(binding(building), [true]);
}

#[test]
fn a_limit_that_a_reason_names_is_in_the_way() {
    for seed in 0..120 {
        let (round, standing) = random_round(seed, Extent::Middle);
        let outcome = solved(&round, &standing);
        for found in outcome.unplaced.iter().filter_map(|left| obstacles(&left.reason)) {
            for (limit, _) in &found.full {
                assert!(outcome.limits[*limit].binding, "seed {seed}: {}", round.limits.limits[*limit].name);
            }
        }
    }
}

#[test]
fn one_more_unit_of_a_maximum_never_houses_more_than_is_said() {
    let mut raised = 0;
    for seed in 0..40 {
        let (round, standing) = random_round(seed, Extent::Small);
        let outcome = solved(&round, &standing);
        for (index, limit) in round.limits.limits.iter().enumerate() {
            let family = &round.limits.families[limit.family];
            let (Some(Bound::Amount(max)), None) = (family.max, &family.each) else { continue };
            if outcome.limits[index].max != Some(max) {
                continue; // fixed pairs have raised it already
            }
            let mut families = round.limits.families.clone();
            families[limit.family].max = Some(Bound::Amount(max + limit.counts.unit()));
            let mediated: Vec<_> = round.applicants.iter().filter(|a| !round.searches_itself(a)).collect();
            let more = Round { limits: Limits::new(families, &round.dwellings, &mediated), ..round.clone() };
            let placed = |outcome: &Outcome| i64::try_from(outcome.placements.len()).unwrap();
            let gained = placed(&solved(&more, &standing)) - placed(&outcome);
            let most = outcome.limits[index].at_most.unwrap();
            assert!(gained <= most, "seed {seed}, {}: {gained} more, at most {most} was said", limit.name);
            raised += 1;
        }
    }
    assert!(raised > 40, "only {raised} limits were raised");
}

#[test]
fn without_time_only_the_number_that_fits_is_told_after_a_stopped_search() {
    let (round, standing) = round()
        .dwelling("W1", |d| d)
        .dwelling("W2", |d| d.rooms(2))
        .applicant("A1", |a| a)
        .applicant("A2", |a| a)
        .applicant("A3", |a| a)
        .limit("one", |l| l.counts(Counts::Dwellings).max(1))
        .ready();
    let index = Index::new(&round, &standing);
    let program = Program::new(&round, &standing, &index);
    let now = Instant::now();
    let solve = |at| {
        let deadline = Deadline { at, stop: None };
        let solved = sleutel::solver::solve(
            &program.parts[0],
            Task { tiers: program.tiers.len(), deadline, ..Task::default() },
            None,
            &|_| (),
        )
        .unwrap();
        let until = Deadline { at: now.checked_sub(Duration::from_secs(1)), stop: None };
        let read = allocation::read(&round, &program, &program.parts[0], &solved);
        allocation::outcome(&round, &standing, &index, vec![read], until)
    };
    let stopped = solve(now.checked_sub(Duration::from_secs(1)));
    assert_eq!(stopped.status, Status::Feasible);
    let placed = &stopped.tiers[1];
    assert_eq!((placed.bound, placed.proof), (Fraction::whole(1), Proof::Prices), "the maximum alone says so");
    assert_eq!(verify(&round, &standing, &Results::of(&round, &stopped).read()).findings, []);
    for left in &stopped.unplaced {
        let only_fitting = Obstacles { fitting: 2, ..Obstacles::default() };
        assert_eq!(left.reason, UnplacedReason::Stopped(only_fitting));
    }
    assert!(stopped.vacant.iter().all(|vacant| vacant.reason == VacantReason::Stopped));
    let finished = solve(None);
    assert_eq!(finished.status, Status::Optimal);
    assert!(finished.unplaced.iter().all(|left| left.reason.name() != "stopped"));
}

/// What is known of how many can be placed when there was no time for anything.
fn most_without_time(building: RoundBuilder) -> Fraction {
    let (round, standing) = building.ready();
    let index = Index::new(&round, &standing);
    let program = Program::new(&round, &standing, &index);
    let past = Deadline { at: Instant::now().checked_sub(Duration::from_secs(1)), stop: None };
    let task = Task { tiers: program.tiers.len(), deadline: past, ..Task::default() };
    let read = |part| {
        let solved = sleutel::solver::solve(part, task, None, &|_| ()).unwrap();
        allocation::read(&round, &program, part, &solved)
    };
    let parts = program.parts.iter().map(read).collect();
    let outcome = allocation::outcome(&round, &standing, &index, parts, Deadline::default());
    assert_eq!(verify(&round, &standing, &Results::of(&round, &outcome).read()).findings, []);
    outcome.tiers.iter().find(|tier| tier.tier == Tier::Placed).unwrap().bound
}

#[test]
fn without_time_the_narrowest_maximum_that_all_count_towards_bounds_how_many_can_be_placed() {
    let three = |building: RoundBuilder| {
        ["1", "2", "3"].iter().fold(building, |building, number| {
            building.dwelling(&format!("W{number}"), |d| d).applicant(&format!("A{number}"), |a| a.support(75).shares())
        })
    };
    assert_eq!(most_without_time(three(round())), Fraction::whole(3), "as many as dwellings");
    let narrow = |building: RoundBuilder| {
        building
            .limit("wide", |l| l.counts(Counts::Dwellings).max(2))
            .limit("narrow", |l| l.counts(Counts::Dwellings).max(1))
    };
    assert_eq!(most_without_time(narrow(three(round()))), Fraction::whole(1));
    let support = |l: support::LimitBuilder| l.counts(Counts::Support).max(2 * SUPPORT_UNIT);
    assert_eq!(
        most_without_time(three(round()).limit("starts", support)),
        Fraction::whole(2),
        "three quarters each, of two"
    );
    // who shares counts a dwelling once: two of them, and one of them shared
    let shared = three(round().sharing(2, 150))
        .dwelling("W4", |d| d.places(2))
        .applicant("A4", support::ApplicantBuilder::shares);
    let of_two = shared.limit("most", |l| l.counts(Counts::Dwellings).max(2));
    assert_eq!(most_without_time(of_two), Fraction::whole(3));
}

#[test]
fn sharers_beyond_the_best_are_found_when_the_best_are_stopped() {
    // whoever waits longest is of an organisation with no room; the last could share, and would be outranked
    let building = round()
        .sharing(2, 10_000)
        .dwelling("W1", |d| d.places(2).rent(130_000).rooms(9))
        .applicant("X", |a| a.group("youth").shares().urgent_until("2025-03-20"))
        .applicant("Y", |a| a.group("youth").shares().urgent_until("2025-03-20"))
        .applicant("A", support::ApplicantBuilder::shares)
        .applicant("Z", support::ApplicantBuilder::shares)
        .limit("O: starts", |l| l.applicants("organisation", &["O"]).max(0));
    let waiting = ["F1", "F2", "F3", "F4"];
    let building = waiting.iter().fold(building, |building, id| {
        building.applicant(id, |a| a.shares().organisation("O").registered("2010-01-01"))
    });
    let (found, _) = of_applicant(building, "A");
    assert_eq!((found.outranked, found.sharers_stopped), (vec![(Tier::Urgency, 1)], 0));
}

#[test]
fn where_one_can_live_alone_or_share_the_nearest_to_a_place_counts() {
    let building = round()
        .sharing(2, 10_000)
        .dwelling("W1", |d| d.places(2))
        .applicant("A1", |a| a.shares().registered("2020-01-01"))
        .applicant("A2", |a| a.shares().organisation("O"))
        .applicant("A3", support::ApplicantBuilder::shares)
        .limit("everyone", |l| l.max(1));
    let (round, standing) = building.clone().ready();
    assert_eq!(solved(&round, &standing).placements[0].mode, Mode::Whole);
    let (found, code) = of_applicant(building, "A3");
    assert_eq!((found.outranked, code), (vec![(Tier::Waiting, 1)], "outranked"));
}
