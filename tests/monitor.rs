//! The state of a year: realised against plan, where the year ends, the statutory task and its supervision.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

#[path = "monitor/city.rs"]
mod city;
#[path = "support/command.rs"]
mod command;
#[path = "monitor/ladder.rs"]
mod ladder;
#[path = "monitor/told.rs"]
mod told;

use city::city;
use sleutel::domain::{Fraction, Pace};
use sleutel::year::monitor::{AtFault, Housed, Moment, monitor};

fn realised_of(found: &sleutel::year::monitor::Monitor, group: &str) -> Housed {
    found.groups.iter().find(|one| one.group == group).unwrap().course.realised_so_far()
}

#[test]
fn the_even_pace_is_a_twelfth_a_month_and_adds_up_to_the_decision() {
    let mut year = city().0;
    year.decision.insert("care".to_owned(), 50);
    let pace = Pace::even(&year);
    assert_eq!(pace.places["care"], [4, 4, 5, 4, 4, 4, 4, 4, 5, 4, 4, 4]); // 4.17, 8.33, 12.5, 16.67 …
    for (group, places) in &year.decision {
        assert_eq!(pace.places[group].iter().sum::<u32>(), *places, "{group}");
    }
    year.decision.insert("care".to_owned(), 0);
    assert_eq!(Pace::even(&year).places["care"], [0; 12]);
}

#[test]
fn a_plan_that_leaves_out_a_group_is_completed_by_the_even_pace() {
    let year = city().0;
    let mut plan = Pace::default();
    plan.places.insert("care".to_owned(), [0, 0, 60, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    let plan = plan.completed(&year);
    assert_eq!((plan.places["care"][2], plan.places["urgent"]), (60, [2; 12]));
}

#[test]
fn what_is_realised_is_held_against_the_plan_by_group_and_route() {
    let found = city().realised("refugees", &[9, 12]).realised("care", &[4, 7]).realised("urgent", &[3, 2]).now();
    assert_eq!(found.moment.day.to_string(), "2025-03-01");
    assert_eq!(realised_of(&found, "care"), Housed { places: 11, persons: 22 });
    assert_eq!((found.all.decided, found.all.planned_so_far(), found.all.ahead()), (204, 34, 3));
    assert_eq!((found.mediated.decided, found.mediated.planned_so_far(), found.mediated.ahead()), (180, 30, 2));
    assert_eq!((found.self_search.decided, found.self_search.ahead()), (24, 1));
    assert_eq!(found.all.part(), Some(Fraction::new(37, 204)));
    assert_eq!(found.all.realised[1], Housed { places: 21, persons: 42 });
}

#[test]
fn another_plan_is_another_measure() {
    let city = city().realised("care", &[4, 7]);
    let mut plan = Pace::default();
    plan.places.insert("care".to_owned(), [10, 10, 10, 10, 10, 10, 0, 0, 0, 0, 0, 0]);
    let found = monitor(&city.0, &plan, Moment::after_ledger(&city.0));
    assert_eq!((found.all.planned_so_far(), found.all.ahead()), (20, -9));
}

#[test]
fn the_straight_line_ends_at_twelve_months_of_the_pace_and_its_range_strays_as_the_months_did() {
    let found = city().realised("refugees", &[9, 12, 6]).realised("care", &[4, 7, 5]).now();
    let forecast = found.all.forecast().unwrap(); // 13, 19, 11
    assert_eq!((forecast.pace, forecast.straight), (Fraction::new(43, 3), Fraction::whole(172)));
    assert_eq!(forecast.strays, Fraction::new(4 + 14 + 10, 9)); // from 14 1/3
    assert_eq!((forecast.low, forecast.high), (172 - 28, 172 + 28));
    assert_eq!(found.all.needed(), Some(Fraction::new(204 - 43, 9)));
}

#[test]
fn one_month_has_no_range_and_nothing_more_is_needed_of_a_decision_that_is_reached() {
    let found = city().realised("refugees", &[130]).now();
    let forecast = found.all.forecast().unwrap();
    assert_eq!((forecast.low, forecast.straight, forecast.high), (1_560, Fraction::whole(1_560), 1_560));
    let refugees = &found.groups.iter().find(|one| one.group == "refugees").unwrap().course;
    assert_eq!(refugees.needed(), Some(Fraction::whole(0)));
}

#[test]
fn months_without_rows_count_as_nothing_realised_and_are_named() {
    let found = city().realised("refugees", &[10, 0]).on("2025-05-01");
    assert_eq!((found.moment.months, found.silent.clone()), (4, vec![2, 3])); // a row of 0 says something
    let forecast = found.all.forecast().unwrap(); // 2.5 a month, 3.75 from it on average
    assert_eq!((forecast.straight, forecast.low, forecast.high), (Fraction::whole(30), 10, 60));
}

#[test]
fn a_month_that_is_not_complete_is_not_counted_and_that_is_told() {
    let found = city().realised("refugees", &[10, 8, 5]).on("2025-03-31");
    assert_eq!((found.moment.months, found.all.realised_so_far().places), (2, 18));
    assert_eq!(found.left_out, Housed { places: 5, persons: 10 });
    assert_eq!(found.all.realised[2], Housed::default());
    assert_eq!(found.rows, 2);
}

#[test]
fn an_empty_ledger_has_no_forecast_and_needs_a_twelfth_a_month() {
    let found = city().task(40).announced(3, "care", [5, 8]).now();
    assert_eq!((found.moment.day.to_string().as_str(), found.moment.months), ("2025-01-01", 0));
    assert_eq!((found.all.forecast(), found.all.needed()), (None, Some(Fraction::whole(17))));
    let task = found.statutory.as_ref().unwrap();
    assert!(task.assessed.iter().all(|one| one.expected.is_none()));
    assert_eq!(task.halves[0].needed, Some(Fraction::whole(10)));
    assert_eq!(found.announced_places(), [5, 8]);
}

#[test]
fn a_ledger_complete_to_december_leaves_nothing_to_forecast() {
    let found = city().realised("refugees", &[10; 12]).realised("care", &[4; 12]).announced(11, "care", [5, 8]).now();
    assert_eq!((found.moment.day.to_string().as_str(), found.moment.months), ("2026-01-01", 12));
    let forecast = found.all.forecast().unwrap();
    assert_eq!((forecast.low, forecast.straight, forecast.high), (168, Fraction::whole(168), 168));
    assert_eq!((found.all.needed(), found.announced.len()), (None, 0));
}

#[test]
fn announced_deliveries_of_months_that_passed_are_left_out() {
    let found = city().realised("care", &[4, 4]).announced(1, "care", [5, 8]).announced(2, "care", [3, 9]).now();
    assert_eq!(found.announced_places(), [3, 9]);
    assert_eq!(found.all.forecast().unwrap().straight, Fraction::whole(48)); // and are no part of the line
}

#[test]
fn landlords_are_told_only_where_the_ledger_tells_them() {
    assert_eq!(city().realised("care", &[4]).now().landlords, None);
    let city =
        city().realised("care", &[4]).with_landlord(0, "care", 3, "Woonin").with_landlord(1, "care", 2, "Woonin");
    let landlords = city.with_landlord(1, "urgent", 1, "Bo-Ex").now().landlords.unwrap();
    let told: Vec<(&str, u32)> = landlords.told.iter().map(|one| (one.landlord.as_str(), one.housed.places)).collect();
    assert_eq!(told, [("Bo-Ex", 1), ("Woonin", 5)]);
    assert_eq!(landlords.untold, Housed { places: 4, persons: 8 });
}

#[test]
fn landlords_are_held_against_what_the_plan_asks_of_them() {
    // Two months: five places at Woonin for groups that are asked of it, one at Bo-Ex for one that searches for itself.
    let city = city().with_landlord(0, "care", 3, "Woonin").with_landlord(1, "care", 2, "Woonin");
    let city = city.with_landlord(1, "urgent", 1, "Bo-Ex");
    let landlords = city.against(&[("Woonin", 2), ("Bo-Ex", 1), ("Portaal", 4)]).landlords.unwrap();
    let told: Vec<_> = landlords
        .told
        .iter()
        .map(|one| (one.landlord.as_str(), one.planned, one.asked_for, one.housed.places, one.ahead()))
        .collect();
    let expected =
        [("Bo-Ex", Some(2), 0, 1, Some(-2)), ("Portaal", Some(8), 0, 0, Some(-8)), ("Woonin", Some(4), 5, 5, Some(1))];
    assert_eq!(told, expected);
    let without = city.now().landlords.unwrap();
    assert!(without.told.iter().all(|one| one.planned.is_none() && one.ahead().is_none()));
    // Where the ledger names none, the plan's are told and nothing is said of what each realised.
    let untold = self::city().realised("care", &[4]).against(&[("Woonin", 2)]).landlords.unwrap();
    assert!(!untold.is_told && untold.told[0].planned == Some(2) && landlords.is_told);
}

#[test]
fn a_group_outside_the_decision_is_counted_with_nothing_decided() {
    let found = city().realised("others", &[2]).now();
    assert_eq!((found.all.decided, found.all.realised_so_far().places), (204, 2));
    assert_eq!(found.groups.iter().find(|one| one.group == "others").unwrap().course.part(), None);
}

#[test]
fn the_day_lies_in_the_year_or_closes_it() {
    let year = city().0;
    let at = |day: &str| Moment::of(&year, day.parse().unwrap()).map(|moment| moment.months);
    assert_eq!((at("2025-01-01"), at("2025-01-31"), at("2025-02-01")), (Ok(0), Ok(0), Ok(1)));
    assert_eq!((at("2025-12-31"), at("2026-01-01")), (Ok(11), Ok(12)));
    assert_eq!(at("2024-12-31"), Err(AtFault::Before("2025-01-01".parse().unwrap())));
    assert_eq!(at("2026-01-02"), Err(AtFault::After("2026-01-01".parse().unwrap())));
}

#[test]
fn of_2024_the_last_two_months_had_to_bring_33_to_151_places_beyond_the_straight_line() {
    let found = city().after_2024().now();
    let case = found.previous.unwrap();
    assert_eq!(case.realised, Fraction::new(66_192, 100)); // 662
    assert_eq!(case.straight_part, Fraction::new(672, 1_000)); // 67 %
    assert_eq!(case.straight, Fraction::new(794_304, 1_000)); // 794
    assert_eq!(case.expected, [Fraction::new(8_274, 10), Fraction::new(9_456, 10)]); // 827 to 946
    assert_eq!(case.beyond, [Fraction::new(33_096, 1_000), Fraction::new(151_296, 1_000)]);
    assert_eq!(case.to_bring, [Fraction::new(16_548, 100), Fraction::new(28_368, 100)]);
    assert_eq!(case.to_come, 2);
}
