//! Which dwellings fit, and what placing an applicant would cost, against every allocation that places it.

use std::collections::BTreeMap;

use sleutel::domain::{Language, Mode, Placement, Rule};
use sleutel::eligibility::judge;
use sleutel::report::{Explained, Screen, explanation_text};
use sleutel::study::Change;
use sleutel::study::explain::{Base, WhyNot};
use sleutel::verify::used;

use super::by_hand::{applicants, asked, drawn, rules_of, solved, then, unplaced};
use super::support::{Extent, best_but_for_the_lottery, round};

#[test]
fn every_dwelling_fits_or_is_counted_under_the_rules_it_breaks() {
    for seed in 0..80 {
        let base = drawn(seed, Extent::Small);
        let (round, standing) = (&base.case.round, &base.case.standing);
        for applicant in unplaced(&base) {
            let WhyNot { excluded, fitting, .. } = asked(&base, applicant);
            let mut counts: BTreeMap<Vec<Rule>, usize> = BTreeMap::new();
            let mut fits = Vec::new();
            for dwelling in 0..round.dwellings.len() {
                let verdict = standing.verdict(round, applicant, dwelling);
                let plain = judge(round, &round.applicants[applicant], &round.dwellings[dwelling]);
                assert!(verdict == plain || rules_of(verdict).contains(&Rule::Decision));
                let modes: Vec<Mode> = [Mode::Whole, Mode::Shared].into_iter().filter(|m| verdict.fits(*m)).collect();
                if modes.is_empty() {
                    *counts.entry(rules_of(verdict)).or_default() += 1;
                } else {
                    let there = base.outcome.placements.iter().filter(|one| one.dwelling == dwelling);
                    fits.push((dwelling, modes, there.map(|one| one.applicant).collect::<Vec<usize>>()));
                }
            }
            assert!(excluded.windows(2).all(|two| two[0].1 >= two[1].1), "seed {seed}: most dwellings first");
            let excluded = excluded.iter().map(|(rules, count)| (rules.iter().collect(), *count));
            assert_eq!(excluded.collect::<BTreeMap<Vec<Rule>, usize>>(), counts, "seed {seed}");
            let fitting: Vec<_> = fitting.into_iter().map(|one| (one.dwelling, one.modes, one.occupants)).collect();
            assert_eq!(fitting, fits, "seed {seed}");
        }
    }
}

#[test]
fn the_cost_of_placing_is_exact_in_every_goal_and_takes_as_few_places_as_can_be() {
    let (mut impossible, mut free, mut dear) = (0, 0, 0);
    for seed in 0..250 {
        let base = drawn(seed, Extent::Tiny);
        let (round, standing) = (&base.case.round, &base.case.standing);
        let now = applicants(&base.outcome.placements);
        for applicant in unplaced(&base) {
            let why = asked(&base, applicant);
            let has = |placements: &[Placement]| placements.iter().any(|one| one.applicant == applicant);
            let Some((best, optima)) = best_but_for_the_lottery(round, standing, &has) else {
                let cost = why.cost.as_ref();
                assert_eq!(cost.is_none(), why.fitting.is_empty(), "seed {seed}: {applicant}");
                assert_eq!(cost.and_then(|cost| cost.dwelling), None, "seed {seed}: {applicant}");
                impossible += usize::from(cost.is_some());
                continue;
            };
            let cost = why.cost.expect("it can be placed");
            assert_eq!(then(&cost), best, "seed {seed}: {applicant}");
            let lost = |optimum: &Vec<Placement>| now.difference(&applicants(optimum)).count();
            assert_eq!(cost.loses.len(), optima.iter().map(lost).min().unwrap(), "seed {seed}: {applicant}");
            let shown = optima.iter().any(|optimum| {
                let then = applicants(optimum);
                let gains: Vec<usize> = then.difference(&now).copied().filter(|one| *one != applicant).collect();
                let home = optimum.iter().find(|one| one.applicant == applicant).map(|one| one.dwelling);
                home == cost.dwelling
                    && gains == cost.gains
                    && now.difference(&then).copied().collect::<Vec<usize>>() == cost.loses
            });
            assert!(shown, "seed {seed}: no such allocation places {applicant}: {cost:?}");
            let same = cost.tiers.iter().all(|(_, now, then)| now == then);
            *(if same { &mut free } else { &mut dear }) += 1;
        }
    }
    assert!(impossible > 50 && free > 5 && dear > 50, "{impossible} impossible, {free} free, {dear} dear");
}

#[test]
fn who_fits_but_is_shut_out_by_a_fixed_match_cannot_be_placed_at_any_cost() {
    let base = solved(
        round()
            .dwelling("W1", |w| w)
            .applicant("A1", |a| a)
            .applicant("A2", |a| a.registered("2020-01-01"))
            .fixed("A1", "W1"),
    );
    let why = asked(&base, 1);
    assert_eq!((why.fitting.len(), why.fitting[0].occupants.clone()), (1, vec![0]));
    assert_eq!(why.cost.unwrap().dwelling, None);
    let changes = why.changes.iter().map(|found| &found.change);
    assert!(changes.eq([&Change::Released(0)]), "{:?}", why.changes);
}

/// The limits that a placement more would overrun, counted without the ledger that the reasons rest on.
fn overrun(base: &Base, more: Placement) -> Vec<usize> {
    let placements: Vec<Placement> = base.outcome.placements.iter().copied().chain([more]).collect();
    let (now, then) = (used(&base.case.round, &base.outcome.placements), used(&base.case.round, &placements));
    let is_overrun = |limit: &usize| {
        let most = base.outcome.limits[*limit].max.map(i128::from);
        then[*limit] > now[*limit] && most.is_some_and(|most| then[*limit] > most)
    };
    (0..then.len()).filter(is_overrun).collect()
}

#[test]
fn a_vacant_dwelling_that_fits_stays_so_because_of_the_limits_that_the_household_would_overrun_there() {
    let (mut full, mut others) = (0, 0);
    for seed in 0..150 {
        let base = drawn(seed, Extent::Small);
        for applicant in unplaced(&base) {
            for fitting in asked(&base, applicant).fitting {
                let vacant = fitting.occupants.is_empty();
                assert_eq!(fitting.in_the_way.is_some(), vacant, "seed {seed}: {fitting:?}");
                let Some(obstacles) = fitting.in_the_way.filter(|_| fitting.modes == [Mode::Whole]) else { continue };
                let more = Placement { applicant, dwelling: fitting.dwelling, mode: Mode::Whole };
                let limits: Vec<usize> = obstacles.full.iter().map(|(limit, _)| *limit).collect();
                assert_eq!(limits, overrun(&base, more), "seed {seed}: {obstacles:?}");
                full += usize::from(!limits.is_empty());
                others += usize::from(limits.is_empty());
                assert!(!limits.is_empty() || !obstacles.costs.is_empty(), "seed {seed}: {obstacles:?}");
            }
        }
    }
    assert!(full > 50, "{full} for limits, {others} for other reasons");
}

#[test]
fn vacant_dwellings_that_stay_so_for_the_same_reason_are_told_together() {
    let base = solved(
        round()
            .limit("Agreed", |limit| limit.max(1))
            .limit("Zuid", |limit| limit.dwellings("district", &["Zuid"]).max(0))
            .dwelling("W1", |w| w.rooms(4))
            .dwelling("W2", |w| w)
            .dwelling("W3", |w| w)
            .dwelling("W4", |w| w.district("Zuid"))
            .applicant("A1", |a| a.persons(2).children(2).registered("2020-01-01"))
            .applicant("A2", |a| a.registered("2024-01-01")),
    );
    let screen = Screen { language: Language::En, width: 100, color: false, folder: None };
    let shown = explanation_text(&base, &Explained::WhyNot(asked(&base, 1)), &screen);
    assert!(shown.contains("–  W2 and W3 stay vacant: “Agreed” leaves too little room.\n"), "{shown}");
    assert!(shown.contains("–  W4 stays vacant: “Agreed” and “Zuid” leave too little room.\n"), "{shown}");
}
