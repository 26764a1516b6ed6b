//! A list of matches of any origin: every violation, with its size.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod support;

use sleutel::domain::{Counts, Language, Mode, Rule};
use sleutel::report::violation_sentence;
use sleutel::verify::{Unit, Violation, placements, violations};
use support::{ApplicantBuilder, RoundBuilder, matched, round};

fn violations_of(building: RoundBuilder, pairs: &[(&str, &str, Option<Mode>)]) -> Vec<Violation> {
    let (round, standing) = building.ready();
    let matches: Vec<_> = pairs.iter().map(|(applicant, dwelling, mode)| matched(applicant, dwelling, *mode)).collect();
    violations(&round, &standing, &matches)
}

fn strings(values: &[&str]) -> Vec<String> {
    values.iter().map(|value| (*value).to_owned()).collect()
}

/// One who is offered a dwelling, and one who searches for itself.
fn two_routes() -> RoundBuilder {
    let building = round().dwelling("W1", |d| d).dwelling("W2", |d| d);
    building.applicant("A1", |a| a).applicant("A4", |a| a.group("students"))
}

/// A shared dwelling of three places, and five singles who share, one of another group.
fn shared_home() -> RoundBuilder {
    let mut building =
        round().sharing(2, 15_000).dwelling("W1", |d| d.places(3).rent(150_000).rooms(4)).dwelling("W2", |d| d);
    for id in ["A1", "A2", "A3", "A4"] {
        building = building.applicant(id, |a| a.shares().support(100));
    }
    building.applicant("B1", |a| a.shares().group("youth"))
}

#[test]
fn a_list_that_keeps_everything_has_no_violation() {
    assert_eq!(violations_of(shared_home(), &[("A1", "W1", None), ("A2", "W1", None), ("B1", "W2", None)]), []);
}

#[test]
fn ids_that_the_round_does_not_know_are_named_with_their_line() {
    let found = violations_of(two_routes(), &[("A9", "W1", None), ("A1", "W9", None)]);
    assert_eq!(
        found,
        [
            Violation::UnknownApplicant { applicant: "A9".to_owned(), line: 2 },
            Violation::UnknownDwelling { dwelling: "W9".to_owned(), line: 2 },
        ]
    );
}

#[test]
fn one_who_searches_itself_is_not_placed() {
    let found = violations_of(two_routes(), &[("A4", "W2", None)]);
    assert_eq!(found, [Violation::SelfSearch { applicant: "A4".to_owned() }]);
}

#[test]
fn an_applicant_has_one_place() {
    let building = round().dwelling("W1", |d| d).dwelling("W2", |d| d).applicant("A1", |a| a);
    let found = violations_of(building, &[("A1", "W1", None), ("A1", "W2", None)]);
    assert_eq!(found, [Violation::PlacedTwice { applicant: "A1".to_owned(), dwellings: strings(&["W1", "W2"]) }]);
}

#[test]
fn a_dwelling_is_let_whole_to_one() {
    let building = round().dwelling("W1", |d| d).applicant("A1", |a| a).applicant("A2", |a| a);
    let found = violations_of(building, &[("A1", "W1", None), ("A2", "W1", None)]);
    assert_eq!(found, [Violation::LetTwice { dwelling: "W1".to_owned(), applicants: strings(&["A1", "A2"]) }]);
}

#[test]
fn a_dwelling_is_not_let_whole_and_shared_at_once() {
    let building = round()
        .sharing(2, 10_000)
        .dwelling("W1", |d| d.places(2))
        .applicant("A1", |a| a)
        .applicant("A2", ApplicantBuilder::shares)
        .applicant("A3", ApplicantBuilder::shares);
    let (whole, shared) = (Some(Mode::Whole), Some(Mode::Shared));
    let found = violations_of(building, &[("A1", "W1", whole), ("A2", "W1", shared), ("A3", "W1", shared)]);
    let expected = Violation::WholeAndShared {
        dwelling: "W1".to_owned(),
        whole: strings(&["A1"]),
        shared: strings(&["A2", "A3"]),
    };
    assert_eq!(found, [expected]);
}

#[test]
fn sharers_are_neither_too_few_nor_too_many() {
    let few = violations_of(shared_home(), &[("A1", "W1", None)]);
    assert_eq!(few, [Violation::TooFewSharers { dwelling: "W1".to_owned(), sharers: 1, least: 2 }]);
    let all = ["A1", "A2", "A3", "A4"].map(|id| (id, "W1", None));
    let many = violations_of(shared_home(), &all);
    assert_eq!(many, [Violation::TooManySharers { dwelling: "W1".to_owned(), sharers: 4, places: 3 }]);
}

#[test]
fn sharers_are_of_one_class() {
    let found = violations_of(shared_home(), &[("A1", "W1", None), ("A2", "W1", None), ("B1", "W1", None)]);
    let classes = vec![(strings(&["refugees"]), 2), (strings(&["youth"]), 1)];
    assert_eq!(found, [Violation::DifferentClasses { dwelling: "W1".to_owned(), classes }]);
}

#[test]
fn every_broken_rule_is_named_with_its_size() {
    let building = round()
        .dwelling("W1", |d| d.rooms(4).rent(70_000).labels(&["senior"]).available_from("2025-04-03"))
        .applicant("A1", |a| a.age(50).needs(&["ground-floor", "wheelchair"]));
    let found = violations_of(building, &[("A1", "W1", None)]);
    let broken = |rule, size, unit| {
        let (applicant, dwelling) = ("A1".to_owned(), "W1".to_owned());
        Violation::BrokenRule { applicant, dwelling, mode: Mode::Whole, rule, size, unit }
    };
    assert_eq!(
        found,
        [
            broken(Rule::Size, 2, Unit::Rooms),
            broken(Rule::Rent, 1_704, Unit::Cents),
            broken(Rule::Labels, 5, Unit::Years),
            broken(Rule::Needs, 2, Unit::Labels),
            broken(Rule::Dates, 2, Unit::Days),
        ]
    );
}

#[test]
fn a_breach_of_the_size_rule_counts_persons_where_the_dwelling_has_bounds_of_its_own() {
    let building = round()
        .dwelling("W1", |d| d.rooms(5))
        .dwelling("W2", |d| d.rooms(5).persons(Some(4), None))
        .applicant("A1", |a| a)
        .applicant("A2", |a| a);
    let ready = building.ready();
    let matches = [matched("A1", "W1", None), matched("A2", "W2", None)];
    let found = violations(&ready.0, &ready.1, &matches);
    let told = |language| found.iter().map(|one| violation_sentence(&ready.0, one, language)).collect::<Vec<_>>();
    let (english, dutch) = (told(Language::En), told(Language::Nl));
    for (sentence, words) in
        english.iter().chain(&dutch).zip(["by 3 rooms", "by 3 persons", ": 3 kamers", ": 3 personen"])
    {
        assert!(sentence.ends_with(words), "{sentence}");
    }
}

#[test]
fn a_household_that_the_list_repeats_counts_once_towards_a_maximum() {
    let building = || {
        round()
            .limit("starts", |l| l.max(1))
            .dwelling("W1", |d| d)
            .dwelling("W2", |d| d)
            .applicant("A1", |a| a)
            .applicant("A2", |a| a)
    };
    let twice = violations_of(building(), &[("A1", "W1", None), ("A1", "W1", None)]);
    assert!(matches!(twice.as_slice(), [Violation::PlacedTwice { .. }]), "{twice:?}");
    let others = violations_of(building(), &[("A1", "W1", None), ("A1", "W1", None), ("A2", "W2", None)]);
    assert!(matches!(others.as_slice(), [_, Violation::MaximumOverrun { used: 2, max: 1, .. }]), "{others:?}");
}

#[test]
fn a_refused_dwelling_and_a_missing_fixed_pair_are_violations() {
    let building = || {
        round()
            .dwelling("W1", |d| d)
            .dwelling("W2", |d| d)
            .applicant("A1", |a| a)
            .applicant("A2", |a| a)
            .fixed("A1", "W1")
            .refused("A2", "W2")
    };
    assert_eq!(violations_of(building(), &[("A1", "W1", None)]), []);
    let found = violations_of(building(), &[("A2", "W2", None)]);
    let refused = Violation::BrokenRule {
        applicant: "A2".to_owned(),
        dwelling: "W2".to_owned(),
        mode: Mode::Whole,
        rule: Rule::Decision,
        size: 1,
        unit: Unit::Whether,
    };
    let missing = Violation::FixedMissing { applicant: "A1".to_owned(), dwelling: "W1".to_owned() };
    assert_eq!(found, [refused, missing]);
}

#[test]
fn an_overridden_pair_stands() {
    let building =
        round().dwelling("W1", |d| d.rent(99_900)).applicant("A1", |a| a).fixed_against_the_rules("A1", "W1");
    assert_eq!(violations_of(building, &[("A1", "W1", None)]), []);
}

#[test]
fn a_maximum_is_overrun_by_so_much() {
    let building = shared_home().limit("starts", |l| l.applicants("group", &["refugees"]).max_support(275));
    let found = violations_of(building, &[("A1", "W1", None), ("A2", "W1", None)]);
    let expected = Violation::MaximumOverrun {
        limit: "starts".to_owned(),
        counts: Counts::Support,
        used: 3_000_000,
        max: 2_750_000,
    };
    assert_eq!(found, [expected]);
    assert_eq!(found[0].to_string(), "“starts” is overrun by 0.25 support: 3 used, 2.75 allowed");
}

#[test]
fn a_match_without_a_mode_is_shared_where_several_share_or_only_sharing_fits() {
    let mode_of = |building: RoundBuilder, pairs: &[(&str, &str)]| -> Vec<Mode> {
        let (round, standing) = building.ready();
        let matches: Vec<_> = pairs.iter().map(|(applicant, dwelling)| matched(applicant, dwelling, None)).collect();
        placements(&round, &standing, &matches).iter().map(|found| found.mode).collect()
    };
    let either = || {
        round()
            .sharing(2, 10_000)
            .dwelling("W1", |d| d.places(2))
            .applicant("A1", ApplicantBuilder::shares)
            .applicant("A2", ApplicantBuilder::shares)
    };
    assert_eq!(mode_of(either(), &[("A1", "W1")]), [Mode::Whole]);
    assert_eq!(mode_of(either(), &[("A1", "W1"), ("A2", "W1")]), [Mode::Shared, Mode::Shared]);
    assert_eq!(mode_of(either(), &[("A1", "W1"), ("A1", "W1")]), [Mode::Whole, Mode::Whole]);
    assert_eq!(mode_of(shared_home(), &[("A1", "W1")]), [Mode::Shared]);
    assert_eq!(
        mode_of(
            round().dwelling("W1", |d| d).applicant("A1", |a| a).applicant("A2", |a| a),
            &[("A1", "W1"), ("A2", "W1")]
        ),
        [Mode::Whole, Mode::Whole]
    );
}
