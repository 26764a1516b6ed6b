//! Each rule, both ways and at its bounds. The default dwelling and applicant fit; a test changes one thing.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod support;

use sleutel::domain::{Code, Mode, Placement, Rule};
use sleutel::eligibility::{contract_rent, fits, judge, standing};
use support::{ApplicantBuilder as A, DwellingBuilder as D, RoundBuilder, between, chosen, round};

fn pair(dwelling: impl FnOnce(D) -> D, applicant: impl FnOnce(A) -> A) -> RoundBuilder {
    round().dwelling("W1", dwelling).applicant("A1", applicant)
}

fn broken(building: RoundBuilder, mode: Mode) -> Vec<Rule> {
    let round = building.build();
    judge(&round, &round.applicants[0], &round.dwellings[0]).broken(mode).iter().collect()
}

fn whole(building: RoundBuilder) -> Vec<Rule> {
    broken(building, Mode::Whole)
}

fn shared(building: RoundBuilder) -> Vec<Rule> {
    broken(building, Mode::Shared)
}

fn rent_of(building: RoundBuilder, mode: Mode) -> i64 {
    let round = building.build();
    contract_rent(&round, &round.applicants[0], &round.dwellings[0], mode)
}

const FITS: [Rule; 0] = [];

#[test]
fn an_ordinary_household_fits_an_ordinary_dwelling() {
    assert_eq!(whole(pair(|d| d, |a| a)), FITS);
}

// ---- size ----

#[test]
fn a_large_family_is_not_placed_in_a_studio() {
    let home = |rooms| move |d: D| d.rooms(rooms);
    assert_eq!(whole(pair(home(3), |a| a.persons(2).children(3))), [Rule::Size]);
    assert_eq!(whole(pair(home(4), |a| a.persons(2).children(3))), FITS);
    assert_eq!(whole(pair(home(6), |a| a.persons(2).children(3))), FITS);
    assert_eq!(whole(pair(home(7), |a| a.persons(2).children(3))), [Rule::Size]);
}

#[test]
fn children_count_as_persons() {
    assert_eq!(whole(pair(|d| d.rooms(3), |a| a.persons(1))), [Rule::Size]);
    assert_eq!(whole(pair(|d| d.rooms(3), |a| a.persons(1).children(1))), FITS);
}

#[test]
fn the_last_row_of_the_size_table_serves_every_larger_household_without_a_maximum() {
    assert_eq!(whole(pair(|d| d.rooms(4), |a| a.persons(2).children(7))), [Rule::Size]);
    assert_eq!(whole(pair(|d| d.rooms(5), |a| a.persons(2).children(7))), FITS);
    assert_eq!(whole(pair(|d| d.rooms(12), |a| a.persons(2).children(7))), FITS);
}

#[test]
fn the_bounds_of_the_dwelling_itself_replace_the_size_table() {
    let home = |least, most| move |d: D| d.rooms(9).persons(least, most);
    assert_eq!(whole(pair(home(Some(2), None), |a| a.persons(1))), [Rule::Size]);
    assert_eq!(whole(pair(home(Some(2), None), |a| a.persons(2))), FITS);
    assert_eq!(whole(pair(home(None, Some(3)), |a| a.persons(3))), FITS);
    assert_eq!(whole(pair(home(None, Some(3)), |a| a.persons(4))), [Rule::Size]);
}

#[test]
fn without_the_size_rule_any_number_of_rooms_will_do() {
    let off = |building: RoundBuilder| building.rules(|rules| rules.size = false);
    assert_eq!(whole(off(pair(|d| d.rooms(9), |a| a))), FITS);
    assert_eq!(whole(off(pair(|d| d.persons(Some(5), None), |a| a))), FITS);
}

// ---- rent ----

fn at_rent(cents: i64, applicant: impl FnOnce(A) -> A) -> Vec<Rule> {
    whole(pair(|d| d.rent(cents), applicant).rules(|rules| rules.size = false))
}

#[test]
fn up_to_two_persons_pay_at_most_the_low_cap_and_more_the_high_cap() {
    assert_eq!(at_rent(68_296, |a| a.persons(2)), FITS);
    assert_eq!(at_rent(68_297, |a| a.persons(2)), [Rule::Rent]);
    assert_eq!(at_rent(73_193, |a| a.persons(2).children(1)), FITS);
    assert_eq!(at_rent(73_194, |a| a.persons(2).children(1)), [Rule::Rent]);
}

#[test]
fn the_young_without_children_pay_at_most_the_quality_discount_limit() {
    assert_eq!(at_rent(47_720, |a| a.age(22)), FITS);
    assert_eq!(at_rent(47_721, |a| a.age(22)), [Rule::Rent]);
    assert_eq!(at_rent(47_721, |a| a.age(23)), FITS);
    assert_eq!(at_rent(47_721, |a| a.age(22).children(1)), FITS);
    assert_eq!(at_rent(47_721, |a| a.age(22).persons(3)), [Rule::Rent]);
}

#[test]
fn the_age_of_the_young_is_that_of_the_year_s_norm() {
    let of_2026 = |age: u32| pair(|d| d.rent(49_821), move |a| a.age(age)).norms(|n| n.rent.young_age_below = 21);
    assert_eq!(whole(of_2026(21)), FITS);
    assert_eq!(whole(of_2026(20)), [Rule::Rent]);
}

#[test]
fn an_income_above_the_norm_of_its_type_brings_the_social_rent_limit() {
    assert_eq!(at_rent(68_297, |a| a.income(2_837_500)), [Rule::Rent]); // equal to the norm is within it
    assert_eq!(at_rent(90_007, |a| a.income(2_837_501)), FITS);
    assert_eq!(at_rent(90_008, |a| a.income(2_837_501)), [Rule::Rent]);
    assert_eq!(at_rent(73_194, |a| a.persons(1).children(1).income(3_850_000)), [Rule::Rent]);
    assert_eq!(at_rent(73_194, |a| a.persons(1).children(1).income(3_850_001)), FITS);
}

#[test]
fn pension_age_has_its_own_income_norm() {
    assert_eq!(at_rent(68_297, |a| a.age(66).income(2_777_501)), [Rule::Rent]);
    assert_eq!(at_rent(68_297, |a| a.age(67).income(2_777_501)), FITS);
    assert_eq!(at_rent(68_297, |a| a.age(67).income(2_777_500)), [Rule::Rent]);
    assert_eq!(at_rent(68_297, |a| a.age(67).persons(2).income(3_735_000)), [Rule::Rent]);
    assert_eq!(at_rent(68_297, |a| a.age(67).persons(2).income(3_735_001)), FITS);
}

#[test]
fn the_young_above_the_norm_are_not_held_to_the_quality_discount_limit() {
    assert_eq!(at_rent(90_007, |a| a.age(20).income(2_900_000)), FITS);
}

#[test]
fn the_margin_lies_above_every_cap() {
    let margin = |cents: i64| pair(move |d| d.rent(cents), |a| a).rules(|rules| rules.rent_margin = Some(500));
    assert_eq!(whole(margin(68_796)), FITS);
    assert_eq!(whole(margin(68_797)), [Rule::Rent]);
}

#[test]
fn a_rent_that_the_landlord_lowers_to_the_cap_fits() {
    let lowered = |lowest: i64| pair(move |d| d.rent(80_000).lowest_rent(lowest), |a| a);
    assert_eq!(whole(lowered(68_296)), FITS);
    assert_eq!(whole(lowered(68_297)), [Rule::Rent]);
    assert_eq!(rent_of(lowered(60_000), Mode::Whole), 68_296);
    let within_margin = lowered(68_400).rules(|rules| rules.rent_margin = Some(500));
    assert_eq!(rent_of(within_margin, Mode::Whole), 68_400); // not below what the landlord accepts
}

#[test]
fn a_rent_within_the_cap_is_not_lowered() {
    assert_eq!(rent_of(pair(|d| d.rent(65_000).lowest_rent(50_000), |a| a), Mode::Whole), 65_000);
    let within_margin = pair(|d| d.rent(68_500).lowest_rent(50_000), |a| a);
    assert_eq!(rent_of(within_margin.rules(|rules| rules.rent_margin = Some(500)), Mode::Whole), 68_500);
}

#[test]
fn without_the_rent_rule_the_contract_has_the_full_rent() {
    let off = || pair(|d| d.rent(120_000).lowest_rent(50_000), |a| a).rules(|rules| rules.rent_margin = None);
    assert_eq!(whole(off()), FITS);
    assert_eq!(rent_of(off(), Mode::Whole), 120_000);
}

// ---- labels and needs ----

#[test]
fn a_senior_dwelling_takes_seniors_only() {
    assert_eq!(whole(pair(|d| d.labels(&["senior"]), |a| a.age(54))), [Rule::Labels]);
    assert_eq!(whole(pair(|d| d.labels(&["senior"]), |a| a.age(55))), FITS);
}

#[test]
fn a_dwelling_for_the_young_takes_ages_from_and_to_inclusive() {
    let at = |age: u32| whole(pair(|d| d.labels(&["young"]).rent(40_000), move |a| a.age(age)));
    assert_eq!(at(17), [Rule::Labels]);
    assert_eq!(at(18), FITS);
    assert_eq!(at(27), FITS);
    assert_eq!(at(28), [Rule::Labels]);
}

#[test]
fn needs_must_all_be_among_the_labels() {
    let needs = |needs: &'static [&'static str]| move |a: A| a.needs(needs);
    assert_eq!(whole(pair(|d| d, needs(&["ground-floor"]))), [Rule::Needs]);
    assert_eq!(whole(pair(|d| d.labels(&["ground-floor"]), needs(&["ground-floor"]))), FITS);
    assert_eq!(whole(pair(|d| d.labels(&["ground-floor"]), needs(&["ground-floor", "lift"]))), [Rule::Needs]);
    assert_eq!(whole(pair(|d| d.labels(&["ground-floor"]), |a| a)), FITS); // a label nobody needs excludes nobody
}

#[test]
fn wheelchair_also_serves_ground_floor_but_not_the_other_way() {
    assert_eq!(whole(pair(|d| d.labels(&["wheelchair"]), |a| a.needs(&["ground-floor"]))), FITS);
    assert_eq!(whole(pair(|d| d.labels(&["ground-floor"]), |a| a.needs(&["wheelchair"]))), [Rule::Needs]);
}

#[test]
fn without_labels_neither_ages_nor_needs_bind() {
    let building = pair(|d| d.labels(&["senior"]), |a| a.needs(&["wheelchair"]));
    assert_eq!(whole(building.rules(|rules| rules.labels = false)), FITS);
}

// ---- reserved, liveability, avoided, region, dates ----

#[test]
fn a_reserved_dwelling_goes_to_the_groups_and_organisations_it_names() {
    let reserved = |d: D| d.reserved_for(&["youth", "O1"]);
    assert_eq!(whole(pair(reserved, |a| a)), [Rule::Reserved]);
    assert_eq!(whole(pair(reserved, |a| a.group("youth"))), FITS);
    assert_eq!(whole(pair(reserved, |a| a.organisation("O1"))), FITS);
    assert_eq!(whole(pair(reserved, |a| a.organisation("O2"))), [Rule::Reserved]);
    assert_eq!(whole(pair(reserved, |a| a).rules(|rules| rules.reserved = false)), FITS);
}

#[test]
fn liveability_keeps_the_named_households_out_of_the_named_dwellings() {
    let excluded = |complex: &'static str, level: &'static str| {
        pair(move |d| d.complex(complex), move |a| a.support_level(level)).liveability(
            chosen("complex", &["C1", "C2"]),
            chosen("support_level", &["intensive"]),
            None,
        )
    };
    assert_eq!(whole(excluded("C2", "intensive")), [Rule::Liveability]);
    assert_eq!(whole(excluded("C3", "intensive")), FITS);
    assert_eq!(whole(excluded("C2", "light")), FITS);
    assert_eq!(whole(excluded("C2", "intensive").rules(|rules| rules.liveability = false)), FITS);
}

#[test]
fn liveability_ends_after_its_last_day() {
    let until = |day: &'static str| {
        pair(|d| d, |a| a).liveability(between("rooms", Some(2), None), between("age", None, Some(40)), Some(day))
    };
    assert_eq!(whole(until("2025-03-01")), [Rule::Liveability]);
    assert_eq!(whole(until("2025-02-28")), FITS);
}

#[test]
fn a_household_is_not_placed_where_it_does_not_want_to_live() {
    let there = |d: D| d.district("D1").complex("C1");
    assert_eq!(whole(pair(there, |a| a.avoids_districts(&["D1"]))), [Rule::Avoided]);
    assert_eq!(whole(pair(there, |a| a.avoids_complexes(&["C1"]))), [Rule::Avoided]);
    assert_eq!(whole(pair(there, |a| a.avoids_districts(&["C1"]).avoids_complexes(&["D1"]))), FITS);
    assert_eq!(whole(pair(there, |a| a.avoids_districts(&["D1"])).rules(|rules| rules.places = false)), FITS);
    assert_eq!(whole(pair(|d| d, |a| a.avoids_districts(&["D1"]))), FITS);
}

#[test]
fn a_preferred_district_excludes_nothing() {
    assert_eq!(whole(pair(|d| d.district("D1"), |a| a.districts(&["D2"]))), FITS);
}

#[test]
fn a_household_with_a_region_stays_in_it() {
    assert_eq!(whole(pair(|d| d.region("R1"), |a| a.region("R1"))), FITS);
    assert_eq!(whole(pair(|d| d.region("R2"), |a| a.region("R1"))), [Rule::Region]);
    assert_eq!(whole(pair(|d| d, |a| a.region("R1"))), [Rule::Region]);
    assert_eq!(whole(pair(|d| d.region("R2"), |a| a)), FITS);
    assert_eq!(whole(pair(|d| d.region("R2"), |a| a.region("R1")).rules(|rules| rules.region = false)), FITS);
}

#[test]
fn free_and_ready_within_thirty_one_days_inclusive() {
    assert_eq!(whole(pair(|d| d.available_from("2025-04-01"), |a| a.ready_from("2025-04-01"))), FITS);
    assert_eq!(whole(pair(|d| d.available_from("2025-04-02"), |a| a)), [Rule::Dates]);
    assert_eq!(whole(pair(|d| d, |a| a.ready_from("2025-04-02"))), [Rule::Dates]);
    assert_eq!(whole(pair(|d| d, |a| a.ready_from("2025-04-02")).rules(|rules| rules.dates = None)), FITS);
    assert_eq!(whole(pair(|d| d, |a| a.ready_from("2025-03-02")).rules(|rules| rules.dates = Some(0))), [Rule::Dates]);
}

// ---- sharing ----

fn sharing(places: u32, cents: i64, applicant: impl FnOnce(A) -> A) -> RoundBuilder {
    pair(|d| d.rooms(5).places(places).rent(cents), applicant).sharing(2, 10_000)
}

#[test]
fn a_single_who_consents_can_take_a_place_whatever_the_rooms() {
    assert_eq!(shared(sharing(3, 150_000, A::shares)), FITS);
    assert_eq!(shared(sharing(3, 150_000, |a| a)), [Rule::Sharing]);
    assert_eq!(shared(sharing(3, 150_000, |a| a.shares().children(1))), [Rule::Sharing]);
    assert_eq!(shared(sharing(1, 60_000, A::shares)), [Rule::Sharing]);
}

#[test]
fn a_dwelling_with_fewer_places_than_sharers_asked_is_not_shared() {
    assert_eq!(shared(sharing(2, 100_000, A::shares).sharing(3, 10_000)), [Rule::Sharing]);
    assert_eq!(shared(sharing(3, 100_000, A::shares).sharing(3, 10_000)), FITS);
}

#[test]
fn without_sharing_in_the_model_nobody_shares() {
    assert_eq!(shared(pair(|d| d.places(3), A::shares)), [Rule::Sharing]);
}

#[test]
fn the_rent_of_a_place_is_rounded_up_to_the_cent() {
    assert_eq!(rent_of(sharing(3, 100_000, A::shares), Mode::Shared), 33_334);
    assert_eq!(shared(sharing(3, 3 * 68_296, A::shares)), FITS);
    assert_eq!(shared(sharing(3, 3 * 68_296 + 1, A::shares)), [Rule::Rent]);
}

#[test]
fn the_lowered_rent_plays_no_part_in_sharing_and_the_margin_does() {
    let dear = || pair(|d| d.places(2).rent(137_000).lowest_rent(50_000), A::shares).sharing(2, 10_000);
    assert_eq!(shared(dear()), [Rule::Rent]);
    assert_eq!(shared(dear().rules(|rules| rules.rent_margin = Some(204))), FITS);
    assert_eq!(shared(dear().rules(|rules| rules.rent_margin = Some(203))), [Rule::Rent]);
}

#[test]
fn the_other_rules_hold_in_sharing_too() {
    let building =
        pair(|d| d.places(2).labels(&["senior"]).region("R2"), |a| a.shares().region("R1")).sharing(2, 10_000);
    assert_eq!(shared(building), [Rule::Labels, Rule::Region]);
}

// ---- decisions ----

fn verdict(building: RoundBuilder, mode: Mode) -> Vec<Rule> {
    let (round, standing) = building.ready();
    standing.verdict(&round, 0, 0).broken(mode).iter().collect()
}

#[test]
fn a_refused_or_forbidden_pair_does_not_fit() {
    assert_eq!(verdict(pair(|d| d, |a| a).refused("A1", "W1"), Mode::Whole), [Rule::Decision]);
    assert_eq!(verdict(pair(|d| d, |a| a).forbidden("A1", "W1"), Mode::Whole), [Rule::Decision]);
    let another = pair(|d| d, |a| a).dwelling("W2", |d| d).refused("A1", "W2");
    assert_eq!(verdict(another, Mode::Whole), FITS);
}

#[test]
fn one_who_is_fixed_fits_its_own_dwelling_only() {
    let elsewhere = || pair(|d| d, |a| a).dwelling("W2", |d| d).fixed("A1", "W2");
    assert_eq!(verdict(elsewhere(), Mode::Whole), [Rule::Decision]);
    let (round, standing) = elsewhere().ready();
    assert!(standing.verdict(&round, 0, 1).fits(Mode::Whole));
    assert_eq!(standing.fixed, [Placement { applicant: 0, dwelling: 1, mode: Mode::Whole }]);
}

#[test]
fn a_fixed_pair_that_breaks_a_rule_needs_an_override() {
    let dear = || pair(|d| d.rent(99_900).lowest_rent(90_000), |a| a);
    let problems = standing(&dear().fixed("A1", "W1").build()).unwrap_err();
    assert_eq!(problems.len(), 1);
    assert_eq!((problems[0].code, &problems[0].details), (Code::FixedBreaksRule, &vec!["rent".to_owned()]));
    assert_eq!(verdict(dear().fixed_against_the_rules("A1", "W1"), Mode::Whole), FITS);
    assert_eq!(rent_of(dear().fixed_against_the_rules("A1", "W1"), Mode::Whole), 99_900);
}

#[test]
fn a_fixed_pair_that_fits_only_by_sharing_is_shared() {
    let building = || {
        round()
            .sharing(2, 10_000)
            .dwelling("W1", |d| d.places(3).rent(150_000))
            .applicant("A1", A::shares)
            .applicant("A2", A::shares)
            .fixed("A1", "W1")
    };
    let problems = standing(&building().build()).unwrap_err();
    assert_eq!(
        (problems[0].code, &problems[0].details),
        (Code::FixedTooFewSharers, &vec!["1".to_owned(), "2".to_owned()])
    );
    let (_, standing) = building().fixed("A2", "W1").ready();
    assert!(standing.fixed.iter().all(|found| found.mode == Mode::Shared));
    assert_eq!(standing.fixed.len(), 2);
}

#[test]
fn a_dwelling_cannot_be_fixed_for_two_who_do_not_share() {
    let building = pair(|d| d, |a| a).applicant("A2", |a| a).fixed("A1", "W1").fixed("A2", "W1");
    let problems = standing(&building.build()).unwrap_err();
    assert_eq!(problems[0].code, Code::FixedTwice);
    assert_eq!(problems[0].details, ["A1", "A2"]);
}

#[test]
fn whether_a_pair_is_possible_is_what_all_rules_together_say() {
    for seed in 0..60 {
        let (round, _) = support::random_round(seed, support::Extent::Middle);
        for (applicant, dwelling) in round.applicants.iter().flat_map(|a| round.dwellings.iter().map(move |d| (a, d))) {
            for mode in [Mode::Whole, Mode::Shared] {
                let by_all = judge(&round, applicant, dwelling).fits(mode);
                assert_eq!(fits(&round, applicant, dwelling, mode), by_all, "{} {}", applicant.id, dwelling.id);
            }
        }
    }
}
