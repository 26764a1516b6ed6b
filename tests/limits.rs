//! What limits count, what they are spread over, and what is allowed at most.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod support;

use sleutel::domain::{Code, Counts, Mode, Placement, Round};
use sleutel::eligibility::{effective_maxima, standing};
use sleutel::verify::{shortfalls, used};
use support::{ApplicantBuilder as A, RoundBuilder, round};

/// Two dwellings in different complexes, a family of five, a single with support, and two sharers.
fn homes() -> RoundBuilder {
    round()
        .sharing(2, 15_000)
        .dwelling("W1", |d| d.rooms(4).complex("C1").landlord("L1"))
        .dwelling("W2", |d| d.complex("C2").landlord("L1"))
        .dwelling("W3", |d| d.places(3).complex("C2").landlord("L2"))
        .applicant("A1", |a| a.persons(2).children(3).support(100))
        .applicant("A2", |a| a.group("youth").support(250).organisation("O1"))
        .applicant("A3", |a| a.shares().support(33).organisation("O1"))
        .applicant("A4", |a| a.shares().support(50).organisation("O2"))
}

fn placed(round: &Round, applicant: &str, dwelling: &str, mode: Mode) -> Placement {
    let (applicant, dwelling) = (round.applicant(applicant).unwrap(), round.dwelling(dwelling).unwrap());
    Placement { applicant, dwelling, mode }
}

/// Everyone placed: the family in W1, the single in W2, the sharers in W3.
fn everyone(round: &Round) -> Vec<Placement> {
    let (whole, shared) = (Mode::Whole, Mode::Shared);
    let pairs = [("A1", "W1", whole), ("A2", "W2", whole), ("A3", "W3", shared), ("A4", "W3", shared)];
    pairs.map(|(applicant, dwelling, mode)| placed(round, applicant, dwelling, mode)).to_vec()
}

/// The use of every limit by name, everyone placed.
fn uses(building: RoundBuilder) -> Vec<(String, i128)> {
    let round = building.build();
    let used = used(&round, &everyone(&round));
    round.limits.limits.iter().map(|limit| limit.name.clone()).zip(used).collect()
}

fn use_of_one(building: RoundBuilder) -> i128 {
    let [(_, used)] = &uses(building)[..] else { panic!("one limit is expected") };
    *used
}

fn maxima(building: RoundBuilder) -> Vec<(String, Option<i64>)> {
    let limits = building.build().limits.limits;
    limits.into_iter().map(|limit| (limit.name, limit.max)).collect()
}

#[test]
fn a_limit_counts_applicants_unless_it_says_otherwise() {
    assert_eq!(use_of_one(homes().limit("all", |l| l)), 4);
    assert_eq!(use_of_one(homes().limit("youth", |l| l.applicants("group", &["youth"]))), 1);
    assert_eq!(use_of_one(homes().limit("both", |l| l.applicants("group", &["youth", "refugees"]))), 4);
}

#[test]
fn persons_are_those_of_the_household_children_included() {
    assert_eq!(use_of_one(homes().limit("persons", |l| l.counts(Counts::Persons))), 8);
    assert_eq!(use_of_one(homes().limit("persons", |l| l.counts(Counts::Persons).dwellings("complex", &["C1"]))), 5);
}

#[test]
fn support_in_a_shared_dwelling_is_taken_times_the_factor_exactly() {
    let support = |organisation: &'static str| {
        use_of_one(homes().limit("support", |l| l.applicants("organisation", &[organisation]).max_support(0)))
    };
    assert_eq!(support("O1"), 2_500_000 + 330_000 * 3 / 2); // 0.33 × 1.5 = 0.495, not rounded
    assert_eq!(support("O2"), 750_000);
}

#[test]
fn a_shared_dwelling_counts_once_among_the_dwellings() {
    assert_eq!(use_of_one(homes().limit("homes", |l| l.counts(Counts::Dwellings))), 3);
    assert_eq!(use_of_one(homes().limit("homes", |l| l.counts(Counts::Dwellings).dwellings("complex", &["C2"]))), 2);
    assert_eq!(
        use_of_one(homes().limit("homes", |l| l.counts(Counts::Dwellings).applicants("group", &["refugees"]))),
        2
    );
}

#[test]
fn both_selectors_must_choose() {
    let both = |l: support::LimitBuilder| l.applicants("organisation", &["O1"]).dwellings("landlord", &["L2"]);
    assert_eq!(use_of_one(homes().limit("both", both)), 1);
    assert_eq!(use_of_one(homes().limit("range", |l| l.applicants_between("persons", Some(2), Some(5)))), 1);
    assert_eq!(use_of_one(homes().limit("range", |l| l.applicants_between("persons", Some(6), None))), 0);
    assert_eq!(use_of_one(homes().limit("range", |l| l.dwellings_between("rooms", None, Some(2)))), 3);
}

#[test]
fn an_empty_cell_matches_no_value() {
    assert_eq!(use_of_one(homes().limit("some", |l| l.applicants("organisation", &["O1", "O2", ""]))), 3);
}

#[test]
fn those_who_search_for_themselves_count_nowhere() {
    let round = homes().applicant("S1", |a| a.group("students")).limit("all", |l| l).build();
    assert_eq!(used(&round, &[placed(&round, "S1", "W2", Mode::Whole)]), [0]);
}

#[test]
fn each_makes_a_limit_for_every_value_of_the_dwellings() {
    let found = uses(homes().limit("complex", |l| l.each_dwelling("complex").max(1)));
    assert_eq!(found, [("complex: C1".to_owned(), 1), ("complex: C2".to_owned(), 3)]);
}

#[test]
fn each_makes_a_limit_for_every_value_of_the_applicants_selected() {
    let found = uses(homes().limit("starts", |l| l.each_applicant("organisation").applicants("group", &["refugees"])));
    assert_eq!(found, [("starts: O1".to_owned(), 1), ("starts: O2".to_owned(), 1)]);
    let none = uses(homes().limit("starts", |l| l.each_applicant("organisation").applicants("group", &["singles"])));
    assert_eq!(none, []);
}

#[test]
fn a_percentage_is_of_the_dwellings_selected_rounded_down() {
    assert_eq!(maxima(homes().limit("share", |l| l.max_share(6_667))), [("share".to_owned(), Some(2))]);
    assert_eq!(maxima(homes().limit("share", |l| l.max_share(6_666))), [("share".to_owned(), Some(1))]);
    let of_landlord = homes().limit("share", |l| l.dwellings("landlord", &["L2"]).max_share(9_999));
    assert_eq!(maxima(of_landlord), [("share".to_owned(), Some(0))]);
}

#[test]
fn a_percentage_of_each_is_of_the_dwellings_so_narrowed() {
    let found = maxima(homes().limit("share", |l| l.each_dwelling("landlord").max_share(5_000)));
    assert_eq!(found, [("share: L1".to_owned(), Some(1)), ("share: L2".to_owned(), Some(0))]);
}

#[test]
fn a_minimum_is_missed_by_what_lacks_and_never_by_less_than_nothing() {
    let missed = |least: i64| {
        let round = homes().limit("youth", |l| l.applicants("group", &["youth"]).min(least)).build();
        shortfalls(&round, &used(&round, &everyone(&round)))
    };
    assert_eq!(missed(3), [2]);
    assert_eq!(missed(1), [0]);
    assert_eq!(missed(0), [0]);
}

#[test]
fn fixed_pairs_without_override_must_keep_every_maximum() {
    let building = homes().limit("persons", |l| l.counts(Counts::Persons).max(4)).fixed("A1", "W1");
    let problems = standing(&building.build()).unwrap_err();
    assert_eq!(problems[0].code, Code::FixedBreaksMaximum);
    assert_eq!(problems[0].details, ["persons", "5", "4"]);
}

#[test]
fn a_maximum_that_overriding_pairs_overrun_rises_to_their_use() {
    let building = homes()
        .limit("persons", |l| l.counts(Counts::Persons).max(4))
        .limit("applicants", |l| l.max(2))
        .limit("open", |l| l.min(1))
        .fixed_against_the_rules("A1", "W1");
    let (round, standing) = building.ready();
    assert_eq!(effective_maxima(&round, &standing), [Some(5), Some(2), None]);
}

#[test]
fn an_override_does_not_excuse_the_pairs_without_one() {
    let building = homes()
        .limit("persons", |l| l.counts(Counts::Persons).max(4))
        .fixed_against_the_rules("A1", "W1")
        .fixed("A2", "W2");
    let (round, standing) = building.ready(); // A2 alone keeps the maximum
    assert_eq!(effective_maxima(&round, &standing), [Some(6)]);
}

#[test]
fn what_fixed_sharers_use_of_the_dwellings_is_one() {
    let building = round()
        .sharing(2, 10_000)
        .dwelling("W1", |d| d.places(2).rent(120_000))
        .applicant("A1", A::shares)
        .applicant("A2", A::shares)
        .limit("homes", |l| l.counts(Counts::Dwellings).max(0))
        .fixed_against_the_rules("A1", "W1")
        .fixed_against_the_rules("A2", "W1");
    let (round, standing) = building.ready();
    assert_eq!(effective_maxima(&round, &standing), [Some(1)]);
}
