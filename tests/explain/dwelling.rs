//! Who could have a dwelling at no cost, against all allocations that are as good but for the draw.

use std::collections::{BTreeMap, BTreeSet};

use sleutel::domain::Mode;
use sleutel::pipeline::Request;
use sleutel::study::explain::{Base, about_dwelling};

use super::by_hand::{drawn, solved};
use super::support::{ApplicantBuilder, Extent, best_but_for_the_lottery, day, round};

fn free(base: &Base, dwelling: usize) -> Vec<usize> {
    let about = about_dwelling(base, dwelling, &Request::default()).unwrap();
    assert!(!about.stopped);
    about.free
}

#[test]
fn free_is_everyone_to_whom_some_optimum_gives_the_dwelling() {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for seed in 0..150 {
        let mut base = drawn(seed, Extent::Tiny);
        if seed % 2 == 1 {
            for applicant in &mut base.case.round.applicants {
                (applicant.registered, applicant.urgent_until) = (day("2025-01-01"), None); // only the lottery tells
            }
            base = Base::solve(base.case, &Request::default()).unwrap();
        }
        let (round, standing) = (&base.case.round, &base.case.standing);
        let (_, optima) = best_but_for_the_lottery(round, standing, &|_| true).unwrap();
        for dwelling in 0..round.dwellings.len() {
            let there = optima.iter().flatten().filter(|one| one.dwelling == dwelling);
            let could: BTreeSet<usize> = there.map(|one| one.applicant).collect();
            let about = about_dwelling(&base, dwelling, &Request::default()).unwrap();
            assert!(about.free.iter().eq(&could), "seed {seed}: {dwelling}: {:?}, not {could:?}", about.free);
            let lives = |number: &usize| base.outcome.placements[*number].dwelling == dwelling;
            assert!(about.placements.iter().all(lives), "seed {seed}");
            let takes_part = |one: &usize| !round.searches_itself(&round.applicants[*one]);
            let fits = |one: &usize| standing.verdict(round, *one, dwelling).fits_somehow();
            assert_eq!(about.fitting, (0..round.applicants.len()).filter(takes_part).filter(fits).count());
            let shared = about.placements.iter().any(|one| base.outcome.placements[*one].mode == Mode::Shared);
            let sort = match (about.placements.len(), about.free.len()) {
                (0, 0) => "vacant",
                (0, _) => "vacant by the draw",
                _ if shared => "shared",
                (_, 1) => "one",
                _ => "several",
            };
            *seen.entry(sort).or_default() += 1;
        }
    }
    assert!(seen.len() == 5 && seen.values().all(|count| *count >= 3), "{seen:?}");
}

#[test]
fn of_dwellings_that_nothing_tells_apart_each_could_go_to_all_who_are_placed() {
    let base = solved(
        round()
            .dwelling("W1", |w| w)
            .dwelling("W2", |w| w)
            .applicant("A1", |a| a.registered("2024-01-01"))
            .applicant("A2", |a| a.registered("2023-01-01"))
            .applicant("A3", |a| a.registered("2025-01-01")),
    );
    assert_eq!((free(&base, 0), free(&base, 1)), (vec![0, 1], vec![0, 1]));
}

#[test]
fn all_of_a_class_that_the_draw_chose_from_could_have_a_place_in_sharing() {
    let sharer = |group: &'static str| move |a: ApplicantBuilder| a.shares().group(group);
    let base = solved(
        round()
            .sharing(2, 10_000)
            .dwelling("W1", |w| w.places(2).rooms(4))
            .applicant("A1", sharer("youth"))
            .applicant("A2", sharer("youth"))
            .applicant("A3", sharer("youth"))
            .applicant("A4", sharer("singles")),
    );
    assert_eq!(free(&base, 0), [0, 1, 2], "nobody shares with the fourth");
}

#[test]
fn a_dwelling_that_nobody_fits_is_free_for_nobody() {
    let base = solved(round().dwelling("W1", |w| w.rooms(5)).applicant("A1", |a| a));
    assert_eq!(free(&base, 0), Vec::<usize>::new());
}
