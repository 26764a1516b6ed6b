//! Among whom the lottery drew, against all allocations that are as good but for it.

use std::collections::BTreeSet;

use sleutel::allocation::Certainty;
use sleutel::pipeline::Request;
use sleutel::study::explain::{Base, why_this};

use super::by_hand::{applicants, asked, drawn, places, solved, unplaced};
use super::support::{Extent, best_but_for_the_lottery, day, round};

/// Who is only in one of two sets, over all of these optima in which as few as can be lose their place.
fn exchanged(now: &BTreeSet<usize>, optima: &[BTreeSet<usize>], comes: bool) -> BTreeSet<usize> {
    let lost = |then: &BTreeSet<usize>| now.difference(then).count();
    let least = optima.iter().map(lost).min();
    let nearest = optima.iter().filter(|then| Some(lost(then)) == least);
    nearest.flat_map(|then| if comes { then - now } else { now - then }).collect()
}

#[test]
fn the_lottery_drew_among_those_whom_an_optimum_places_in_its_stead() {
    let (mut placed, mut without) = (0, 0);
    for seed in 0..120 {
        let mut base = drawn(seed, Extent::Tiny);
        for applicant in &mut base.case.round.applicants {
            (applicant.registered, applicant.urgent_until) = (day("2025-01-01"), None);
        }
        let base = Base::solve(base.case, &Request::default()).unwrap();
        let (_, optima) = best_but_for_the_lottery(&base.case.round, &base.case.standing, &|_| true).unwrap();
        let optima: Vec<BTreeSet<usize>> = optima.iter().map(|one| applicants(one)).collect();
        let now = applicants(&base.outcome.placements);
        for (number, placement) in base.outcome.placements.iter().enumerate() {
            let why = why_this(&base, number, &Request::default()).unwrap();
            let one = placement.applicant;
            let others: Vec<_> = optima.iter().filter(|then| !then.contains(&one)).cloned().collect();
            let expected = exchanged(&now, &others, true);
            let told = why.drawn.map(|draw| draw.unplaced).unwrap_or_default();
            assert!(told.iter().eq(&expected), "seed {seed}: {one}: {told:?}, not {expected:?}");
            assert!(told.is_empty() || why.certainty == Some(Certainty::Drawn), "seed {seed}");
            placed += usize::from(!told.is_empty());
        }
        for one in unplaced(&base) {
            let with: Vec<_> = optima.iter().filter(|then| then.contains(&one)).cloned().collect();
            let expected = exchanged(&now, &with, false);
            let told = asked(&base, one).drawn.map(|draw| draw.placed).unwrap_or_default();
            assert!(told.iter().eq(&expected), "seed {seed}: {one}: {told:?}, not {expected:?}");
            without += usize::from(!told.is_empty());
        }
    }
    assert!(placed > 10 && without > 10, "{placed} with a place, {without} without");
}

#[test]
fn of_three_that_only_the_lottery_tells_apart_it_drew_among_all() {
    let base =
        solved(round().dwelling("W1", |w| w).applicant("A1", |a| a).applicant("A2", |a| a).applicant("A3", |a| a));
    let why = why_this(&base, 0, &Request::default()).unwrap();
    assert_eq!(why.drawn.unwrap().among(), [0, 1, 2]);
    for one in unplaced(&base) {
        assert_eq!(asked(&base, one).drawn.unwrap().among(), [0, 1, 2]);
    }
}

#[test]
fn a_change_said_to_be_in_vain_does_not_place_the_applicant() {
    let mut seen = 0;
    for seed in 0..40 {
        let base = drawn(seed, Extent::Small);
        for one in unplaced(&base) {
            for change in asked(&base, one).in_vain {
                assert!(!places(&base.case, one, &change), "seed {seed}: {one}: {change:?}");
                seen += 1;
            }
        }
    }
    assert!(seen > 50, "{seen}");
}

#[test]
fn a_fixed_match_against_the_rules_tells_the_rule_and_counts_no_dwelling_as_fitting_that_breaks_one() {
    let base =
        solved(round().dwelling("W1", |w| w.rooms(5)).applicant("A1", |a| a).fixed_against_the_rules("A1", "W1"));
    let why = why_this(&base, 0, &Request::default()).unwrap();
    assert_eq!((why.fitting, why.decided.unwrap().set_aside.len()), (0, 1));
}
