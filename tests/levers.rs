//! Levers against allocations of rounds changed by hand.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod support;

use std::collections::BTreeMap;

use sleutel::domain::{Language, Mode, Round, Tier};
use sleutel::eligibility::standing;
use sleutel::pipeline::{Request, allocate};
use sleutel::report::{Screen, levers_text};
use sleutel::study::Case;
use sleutel::study::explain::Base;
use sleutel::study::levers::{Lever, Levers, Pulled, levers};
use support::{Extent, RoundBuilder, random_round, round};

fn of(round: Round) -> (Base, Levers) {
    let standing = standing(&round).unwrap();
    let base = Base::solve(Case { round, standing }, &Request::default()).unwrap();
    let found = levers(&base, &Request::default(), &|_, _| ()).unwrap();
    (base, found)
}

fn built(builder: RoundBuilder) -> (Base, Levers) {
    of(builder.ready().0)
}

/// The round with a lever pulled, written a second time.
fn by_hand(round: &Round, lever: &Lever) -> Round {
    let mut round = round.clone();
    match lever {
        Lever::Maximum(limit, by) => {
            round.limits.limits[*limit].max = Some((round.limits.limits[*limit].max.unwrap() + by).max(0));
            return round;
        }
        Lever::Minimum(limit, by) => {
            round.limits.limits[*limit].min = Some((round.limits.limits[*limit].min.unwrap() + by).max(0));
            return round;
        }
        Lever::RentMargin(cents) => {
            round.model.rules.rent_margin = Some(round.model.rules.rent_margin.unwrap() + cents);
        }
        Lever::RoomMore => {
            round.norms.size.iter_mut().for_each(|row| row.rooms_max = row.rooms_max.map(|rooms| rooms + 1));
        }
        Lever::RoomFewer => round.norms.size.iter_mut().for_each(|row| row.rooms_min = row.rooms_min.saturating_sub(1)),
        Lever::Days(days) => round.model.rules.dates = Some(round.model.rules.dates.unwrap() + days),
        Lever::Exclusion(number) => drop(round.model.liveability.remove(*number)),
        Lever::Shared(dwelling, places) => round.dwellings[*dwelling].places = *places,
        Lever::Unreserved(dwelling) => round.dwellings[*dwelling].reserved_for.clear(),
    }
    round.limits = round.spread_limits();
    round
}

/// The tiers but the lottery of the round's own optimum.
fn tiers(round: &Round) -> Option<Vec<(Tier, i64)>> {
    let standing = standing(round).ok()?;
    let outcome = allocate(round, &standing, &Request::default()).unwrap();
    let goals = outcome.tiers.iter().filter(|tier| !matches!(tier.tier, Tier::Lottery | Tier::Unchanged));
    Some(goals.map(|tier| (tier.tier, tier.value)).collect())
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap()
}

#[test]
fn each_lever_does_what_an_allocation_of_the_changed_round_does() {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for seed in 0..60 {
        let (mut round, _) = random_round(seed, Extent::Small);
        round.earlier.clear();
        let (base, found) = of(round);
        assert!(found.open.is_empty(), "seed {seed}");
        for Pulled { lever, more, tiers: stated, gains, loses, groups } in &found.pulled {
            let expected = tiers(&by_hand(&base.case.round, lever)).unwrap();
            let then: Vec<(Tier, i64)> = stated.iter().map(|(tier, _, then)| (*tier, *then)).collect();
            assert_eq!(then, expected, "seed {seed}: {lever:?}");
            let placed = expected.iter().find(|(tier, _)| *tier == Tier::Placed).unwrap().1;
            assert_eq!(count(base.outcome.placements.len()) + more, placed, "seed {seed}: {lever:?}");
            assert_eq!(*more, count(gains.len()) - count(loses.len()));
            assert_eq!(*more, groups.iter().map(|(_, more)| more).sum::<i64>());
            let sort = match more.cmp(&0) {
                std::cmp::Ordering::Greater => "more",
                std::cmp::Ordering::Less => "fewer",
                std::cmp::Ordering::Equal => "as many",
            };
            *seen.entry(sort).or_default() += 1;
        }
        let early = |tiers: Vec<(Tier, i64)>| tiers.into_iter().take(2).collect::<Vec<_>>();
        let now = early(tiers(&base.case.round).unwrap());
        for lever in &found.idle {
            let then = tiers(&by_hand(&base.case.round, lever)).map(early);
            assert!(then.is_none_or(|then| then == now), "seed {seed}: {lever:?} is no idle lever");
            *seen.entry("idle").or_default() += 1;
        }
    }
    assert!(
        ["more", "fewer", "as many", "idle"].iter().all(|what| seen.get(what).is_some_and(|n| *n > 10)),
        "{seen:?}"
    );
}

#[test]
fn a_full_limit_is_the_first_lever_and_costs_nobody() {
    let (base, found) = built(
        round()
            .limit("starts", |limit| limit.applicants("organisation", &["O1"]).max(1))
            .limit("all", |limit| limit.max(9))
            .dwelling("W1", |w| w)
            .dwelling("W2", |w| w)
            .applicant("A1", |a| a.organisation("O1"))
            .applicant("A2", |a| a.organisation("O1").group("youth")),
    );
    assert_eq!(base.outcome.placements.len(), 1);
    let first = &found.pulled[0];
    assert_eq!((first.lever.clone(), first.more, first.loses.len()), (Lever::Maximum(0, 1), 1, 0));
    assert_eq!(first.groups.len(), 1);
    assert!(found.idle.contains(&Lever::Maximum(1, 1)) && found.idle.contains(&Lever::Maximum(1, -1)));
    let less = found.pulled.iter().find(|pulled| pulled.lever == Lever::Maximum(0, -1)).unwrap();
    assert_eq!((less.more, less.gains.len()), (-1, 0));
}

#[test]
fn an_excluded_and_a_reserved_dwelling_and_a_large_one_to_share_are_levers() {
    let (base, found) = built(
        round()
            .sharing(2, 10_000)
            .liveability(support::chosen("complex", &["C1"]), support::chosen("group", &["refugees"]), None)
            .dwelling("W1", |w| w.complex("C1"))
            .dwelling("W2", |w| w.reserved_for(&["youth"]))
            .dwelling("W3", |w| w.rooms(4).rent(90_000))
            .applicant("A1", |a| a.group("refugees"))
            .applicant("A2", |a| a.group("singles").shares())
            .applicant("A3", |a| a.group("singles").shares()),
    );
    let houses = |lever: &Lever| found.pulled.iter().find(|pulled| pulled.lever == *lever).map(|pulled| pulled.more);
    assert_eq!(base.outcome.placements.len(), 1, "W1 goes to a single: {:?}", base.outcome.placements);
    assert_eq!(base.outcome.placements[0].mode, Mode::Whole);
    assert_eq!(houses(&Lever::Unreserved(1)), Some(1));
    assert_eq!(houses(&Lever::Shared(2, 3)), Some(1));
    assert!(found.idle.contains(&Lever::Exclusion(0)), "{found:?}");
}

#[test]
fn a_lever_that_a_limit_turns_into_less_is_not_called_idle() {
    let (base, found) = built(
        round()
            .limit("half of the reserved", |limit| limit.dwellings("reserved_for", &["youth"]).max_share(5_000))
            .dwelling("W1", |w| w.reserved_for(&["youth"]).rooms(9))
            .dwelling("W2", |w| w.reserved_for(&["refugees", "youth"]))
            .applicant("A1", |a| a.group("refugees")),
    );
    assert_eq!(base.outcome.placements.len(), 1);
    let opened = found.pulled.iter().find(|pulled| pulled.lever == Lever::Unreserved(0));
    assert_eq!(opened.map(|pulled| pulled.more), Some(-1), "half of one dwelling is none: {found:?}");
}

/// Two dwellings that only youth may have, both vacant, and one household that is no youth.
fn two_reserved() -> (Base, Levers) {
    built(
        round()
            .limit("refugees", |limit| limit.applicants("group", &["refugees"]).min(2))
            .dwelling("W1", |w| w.reserved_for(&["youth"]))
            .dwelling("W2", |w| w.reserved_for(&["youth"]))
            .applicant("A1", |a| a.group("refugees")),
    )
}

fn shown((base, found): &(Base, Levers), language: Language) -> String {
    levers_text(base, found, &Screen { language, width: 180, color: false, folder: None })
}

#[test]
fn dwellings_with_the_same_effect_share_a_row_and_the_idle_are_put_together_by_sort() {
    let shown = shown(&two_reserved(), Language::En);
    assert!(shown.contains("+1  W1 or W2 open to everyone"), "{shown}");
    assert!(!shown.contains("W2 open to everyone\n"), "{shown}");
    assert!(shown.contains("–  one room more than the size table\n"), "{shown}");
}

#[test]
fn a_maximum_of_nothing_has_no_unit_less() {
    let (_, found) = built(
        round()
            .limit("none", |limit| limit.applicants("organisation", &["O1"]).max(0))
            .limit("all", |limit| limit.max(9))
            .dwelling("W1", |w| w)
            .applicant("A1", |a| a.organisation("O1")),
    );
    let tried = |lever: &Lever| found.idle.contains(lever) || found.pulled.iter().any(|pulled| pulled.lever == *lever);
    assert!(
        !tried(&Lever::Maximum(0, -1)) && tried(&Lever::Maximum(0, 1)) && tried(&Lever::Maximum(1, -1)),
        "{found:?}"
    );
}

#[test]
fn a_lower_minimum_is_said_to_house_nobody_more() {
    let less = two_reserved();
    assert_eq!(less.1.pulled.last().map(|pulled| pulled.more), Some(0));
    let english = shown(&less, Language::En).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(english.contains("nobody more, nobody fewer; shortfall of minimums 2 → 1"), "{english}");
    let dutch = shown(&less, Language::Nl).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(dutch.contains("niemand meer, niemand minder; tekort op minima 2 → 1"), "{dutch}");
}

#[test]
fn a_wider_window_is_told_by_its_days() {
    let (base, found) = built(
        round().dwelling("W1", |w| w.available_from("2025-04-06")).applicant("A1", |a| a.registered("2020-01-01")),
    );
    let shown = shown(&(base, found), Language::En);
    let words = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("+1 available within 38 days of the round’s first day instead of 31"), "{shown}");
}
