//! The statutory task for machines.

use jiff::civil::Date;
use serde::Serialize;

use super::{ForecastJson, forecast};
use crate::domain::Fraction;
use crate::year::monitor::{Assessed, Backlog, Expectation, HalfYear, StatutoryCourse};

#[derive(Serialize)]
pub(super) struct StatutoryJson<'a> {
    group: &'a str,
    backlog: u32,
    wanted: u32,
    step: u8,
    housed: u32,
    goal: u32,
    needed: Option<Fraction>,
    forecast: Option<ForecastJson>,
    halves: Vec<HalfJson>,
    assessed: Vec<AssessedJson>,
}

#[derive(Serialize)]
struct HalfJson {
    task: u32,
    months: usize,
    housed: u32,
    to_house: u32,
    needed: Option<Fraction>,
    keeping: u32,
    needed_to_keep: Option<Fraction>,
    ending: Option<Scenarios<u32>>,
    backlog_after: Option<Scenarios<i64>>,
}

#[derive(Serialize)]
struct Scenarios<Value> {
    low: Value,
    straight: Value,
    high: Value,
}

#[derive(Serialize)]
struct AssessedJson {
    day: Date,
    half: usize,
    complete: bool,
    expected: Option<Scenarios<ExpectedJson>>,
}

#[derive(Serialize)]
struct ExpectedJson {
    task_met: bool,
    backlog: &'static str,
    step_least: u8,
    step_most: u8,
}

pub(super) fn statutory(course: &StatutoryCourse) -> StatutoryJson<'_> {
    StatutoryJson {
        group: &course.group,
        backlog: course.backlog,
        wanted: course.wanted,
        step: course.step,
        housed: course.housed(),
        goal: course.goal(),
        needed: course.needed(),
        forecast: course.forecast.map(forecast),
        halves: course.halves.iter().map(half).collect(),
        assessed: course.assessed.iter().map(assessed).collect(),
    }
}

fn scenarios<Value, Shown>([low, straight, high]: [Value; 3], show: impl Fn(Value) -> Shown) -> Scenarios<Shown> {
    Scenarios { low: show(low), straight: show(straight), high: show(high) }
}

fn half(half: &HalfYear) -> HalfJson {
    HalfJson {
        task: half.task,
        months: half.months,
        housed: half.housed,
        to_house: half.to_house,
        needed: half.needed,
        keeping: half.keeping,
        needed_to_keep: half.needed_to_keep,
        ending: half.ending.map(|ending| scenarios(ending, |number| number)),
        backlog_after: half.backlog_after.map(|backlog| scenarios(backlog, |number| number)),
    }
}

fn assessed(one: &Assessed) -> AssessedJson {
    AssessedJson {
        day: one.day,
        half: one.half + 1,
        complete: one.complete,
        expected: one.expected.map(|expected| scenarios(expected, expectation)),
    }
}

fn expectation(one: Expectation) -> ExpectedJson {
    let backlog = match one.backlog {
        Backlog::Cleared => "cleared",
        Backlog::AsWanted => "as-wanted",
        Backlog::Less => "less",
    };
    ExpectedJson { task_met: one.task_met, backlog, step_least: one.after.least, step_most: one.after.most }
}
