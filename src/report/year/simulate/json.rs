//! A simulation as JSON.

use serde::Serialize;
use serde_json::{Value, json};

use super::sentences::{drawn, invented, left_out, reached};
use super::task::Task;
use super::{Simulated, mean_in_tenths, spread};
use crate::domain::{Language, MONTHS};
use crate::year::simulate::{GroupTally, Histogram, Tally};

#[derive(Serialize)]
struct Simulation<'a> {
    format: u32,
    tool_version: &'static str,
    model: &'a str,
    year: i16,
    seed: u64,
    goals: &'static str,
    replays: u64,
    pace: &'static str,
    policies: Vec<OfPolicy<'a>>,
    not_simulated: Vec<&'a str>,
    assumptions: Vec<String>,
}

#[derive(Serialize)]
struct OfPolicy<'a> {
    policy: &'static str,
    every_group_reached: u64,
    all: Places,
    groups: Vec<OfGroup<'a>>,
    statutory: Option<Value>,
    held: Vec<Spread>,
    released: Spread,
    months_unproven: Spread,
    offers_short_at_most: Spread,
}

#[derive(Serialize)]
struct OfGroup<'a> {
    group: &'a str,
    sentence: String,
    #[serde(flatten)]
    places: Places,
    persons: Spread,
    refused: Spread,
    waited_days: Spread,
    waiting_days: Spread,
    waiting: Value,
}

#[derive(Serialize)]
struct Places {
    decided: u32,
    reached: u64,
    #[serde(rename = "places")]
    year: Spread,
    months: Vec<OfMonth>,
}

#[derive(Serialize)]
struct OfMonth {
    month: String,
    pace: u32,
    #[serde(flatten)]
    until: Spread,
}

/// The mean to a tenth, and what nine of ten exceed, the middle and what one of ten exceeds.
#[derive(Serialize)]
struct Spread {
    mean: Value,
    p10: Option<u32>,
    p50: Option<u32>,
    p90: Option<u32>,
}

impl Spread {
    fn of(histogram: &Histogram) -> Self {
        let [p10, p50, p90] = spread(histogram).map_or([None; 3], |numbers| numbers.map(Some));
        let mean = if histogram.total() == 0 { Value::Null } else { one_decimal(mean_in_tenths(histogram)) };
        Self { mean, p10, p50, p90 }
    }
}

/// A number of tenths as a number.
fn one_decimal(tenths: u64) -> Value {
    super::tenths(tenths).parse::<f64>().map_or(Value::Null, Value::from)
}

/// A simulation as JSON; `docs/json.md` says what each key has.
///
/// # Errors
/// When it cannot be laid out: a fault of our own.
pub fn simulation_json(told: &Simulated<'_>, language: Language) -> Result<String, serde_json::Error> {
    let setting = told.setting;
    let assumptions = [drawn(setting.year.chances, language), invented(language).to_owned()];
    let told_too = left_out(told, language);
    let simulation = Simulation {
        format: 1,
        tool_version: env!("CARGO_PKG_VERSION"),
        model: &setting.model.round.model.name,
        year: setting.year.year,
        seed: setting.seed,
        goals: setting.goals.name(),
        replays: told.replays(),
        pace: if told.planned { "plan" } else { "even" },
        policies: told.tallies.iter().map(|tally| of_policy(told, tally, language)).collect(),
        not_simulated: setting.searching().map(|group| group.id.as_str()).collect(),
        assumptions: assumptions.into_iter().chain(told_too).collect(),
    };
    Ok(serde_json::to_string_pretty(&simulation)? + "\n")
}

fn of_policy<'a>(told: &Simulated<'a>, tally: &Tally, language: Language) -> OfPolicy<'a> {
    let groups = told.groups(tally).into_iter();
    OfPolicy {
        policy: tally.policy.name(),
        every_group_reached: tally.every,
        all: places(told, None, told.decided_for_all(), &tally.places, &tally.until),
        groups: groups.map(|(group, of)| of_group(told, group, of, language)).collect(),
        statutory: Task::of(told, tally).map(|task| statutory(&task)),
        held: tally.held.iter().map(Spread::of).collect(),
        released: Spread::of(&tally.released),
        months_unproven: Spread::of(&tally.unproven),
        offers_short_at_most: Spread::of(&tally.short),
    }
}

fn statutory(task: &Task<'_>) -> Value {
    let [first, both, all] = task.parts.map(|(persons, reached)| json!({ "persons": persons, "reached": reached }));
    json!({ "group": task.group.id, "first_half": first, "both_halves": both, "with_backlog": all })
}

fn of_group<'a>(
    told: &Simulated<'a>,
    group: &'a crate::domain::Group,
    tally: &GroupTally,
    language: Language,
) -> OfGroup<'a> {
    let decided = told.decided(&group.id);
    let replays = told.replays().max(1);
    OfGroup {
        group: &group.id,
        sentence: reached(told, group.names.get(language), decided, &tally.places, language),
        places: places(told, Some(&group.id), decided, &tally.places, &tally.until),
        persons: Spread::of(&tally.persons),
        refused: Spread::of(&tally.refused),
        waited_days: Spread::of(&tally.waited),
        waiting_days: Spread::of(&tally.waiting),
        waiting: one_decimal((tally.waiting.total() * 20 + replays) / (2 * replays)),
    }
}

fn places(
    told: &Simulated<'_>,
    group: Option<&str>,
    decided: u32,
    year: &Histogram,
    until: &[Histogram; MONTHS],
) -> Places {
    let month = |(month, histogram): (usize, &Histogram)| OfMonth {
        month: told.setting.year.month(month).to_string(),
        pace: told.asked(group, month),
        until: Spread::of(histogram),
    };
    Places {
        decided,
        reached: year.at_least(decided),
        year: Spread::of(year),
        months: until.iter().enumerate().map(month).collect(),
    }
}
