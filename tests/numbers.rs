//! Sums far beyond what a solver's tolerances tell apart, to the unit.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod support;

use sleutel::domain::Tier;
use sleutel::eligibility::Index;
use sleutel::pipeline::{Request, answer};
use sleutel::program::{Columns, Part, Program, Statement};
use sleutel::solver::{Failure, Solved, Task, solve};
use support::{RoundBuilder, day, round};

/// Days that the applicants wait: about 20,000, and never two neighbours the same.
fn days(number: i64) -> i64 {
    20_000 - number % 1_009
}

/// So many applicants who wait that long; every other one takes three quarters of a unit of support.
fn waiting(applicants: i64) -> RoundBuilder {
    let first = day("2025-03-01");
    (0..applicants).fold(round().tiers(&[Tier::Placed, Tier::Waiting, Tier::Lottery]), |plain, number| {
        let since = first.checked_sub(jiff::Span::new().days(days(number))).unwrap().to_string();
        plain.applicant(&format!("A{number:07}"), |applicant| {
            applicant.registered(&since).support(if number % 2 == 0 { 75 } else { 0 })
        })
    })
}

fn homes(building: RoundBuilder, dwellings: i64) -> RoundBuilder {
    (0..dwellings).fold(building, |plain, number| plain.dwelling(&format!("W{number:07}"), |home| home))
}

fn tiers(building: RoundBuilder) -> Vec<i64> {
    let (round, standing) = building.ready();
    let answer = answer(&round, &standing, &Request::default()).unwrap();
    answer.tiers.into_iter().filter(|(tier, _)| *tier != Tier::Lottery).map(|(_, value)| value).collect()
}

/// The days of those who wait longest.
fn longest(mut days: Vec<i64>, most: i64) -> i64 {
    days.sort_unstable();
    days.iter().rev().take(usize::try_from(most).unwrap()).sum()
}

/// One dwelling too few: the one who waits least goes without, and nobody else.
fn one_too_few(applicants: i64) {
    let all: Vec<i64> = (0..applicants).map(days).collect();
    let found = tiers(homes(waiting(applicants), applicants - 1));
    assert_eq!(found, [applicants - 1, longest(all, applicants - 1)]);
}

/// Room for 300 of those with support and two thirds of another: the 300 who wait longest, and all without.
fn two_thirds_too_many(applicants: i64) {
    let of = |rest: i64| -> Vec<i64> { (0..applicants).filter(|number| number % 2 == rest).map(days).collect() };
    let building = homes(waiting(applicants), applicants).limit("starts", |limit| limit.max_support(22_550));
    let expected = longest(of(0), 300) + of(1).iter().sum::<i64>();
    assert_eq!(tiers(building), [300 + applicants / 2, expected]);
}

#[test]
fn a_sum_of_eighty_million_waiting_days_is_exact() {
    one_too_few(4_000);
}

#[test]
fn a_sum_of_waiting_days_is_exact_where_the_relaxation_is_fractional() {
    two_thirds_too_many(6_000);
}

fn solved(part: &Part, tiers: usize) -> Result<Solved, Failure> {
    let task = Task { tiers, ..Task::default() };
    solve(part, task, None, &|_| {})
}

/// The program of a round in one part.
fn part(building: RoundBuilder) -> Part {
    let (round, standing) = building.ready();
    let mut parts = Program::new(&round, &standing, &Index::new(&round, &standing)).parts;
    assert_eq!(parts.len(), 1);
    parts.remove(0)
}

/// The tier is as large as if a million applicants waited for 20,000 days: each counts for five hundred.
#[test]
fn a_sum_of_twenty_thousand_million_waiting_days_is_exact() {
    let mut part = part(homes(waiting(2_000), 1_999));
    let days_of: Vec<i64> = part.columns.iter().map(|column| column.worth_in(1)).collect();
    part.columns.set_worth(1, |column| 500 * days_of[column]);
    let tiers = solved(&part, 2).unwrap().tiers;
    let found: Vec<(i64, i64)> = tiers.iter().map(|tier| (tier.value, tier.bound)).collect();
    let sum = 500 * longest((0..2_000).map(days).collect(), 1_999);
    assert!(sum > 19_000_000_000);
    assert_eq!(found, [(1_999, 1_999), (sum, sum)]);
}

/// Whatever the relaxation says, an answer is held against the rows in whole numbers.
#[test]
fn a_program_that_only_halves_satisfy_is_a_failure_and_no_answer() {
    let mut part = part(homes(waiting(3), 3).limit("half", |limit| limit.max(1)));
    let limit = part.rows.iter().position(|row| matches!(row.statement, Statement::Maximum(_))).unwrap();
    part.rows[limit].lower = Some(1);
    let mut columns = Columns::default();
    for column in part.columns.iter() {
        let twice = |(row, coefficient)| (row, if row == limit { 2 } else { coefficient });
        let entries: Vec<(usize, i64)> = column.entries.iter().map(twice).collect();
        columns.push(column.meaning, (column.lower, column.upper), &entries, &column.worth_in_first(3));
    }
    part.columns = columns;
    assert!(solved(&part, 3).is_err());
}
