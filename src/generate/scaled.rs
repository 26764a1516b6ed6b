//! The model's limits for a month of another size: a capacity for 230 dwellings says nothing about 14,000.

use std::collections::BTreeMap;

use rust_decimal::{Decimal, RoundingStrategy};
use toml::{Table, Value};

use super::regional::selectors;

/// What the tables say where they hold minimums of the month.
const BY_PLAN: &str =
    "# Minimums of groups: what the year's plan asks up to this month and its ledger does not have yet.\n";

/// The `[[limit]]` tables that a drawn round lays over its model; none for one city of the usual size, but for the
/// minimums of the month.
///
/// Amounts grow with the dwellings of a region, to the nearest whole number; a maximum of 1 or more does
/// not fall below 1. In a round of several regions each limit holds for every region by itself, and one about
/// districts or complexes names those of all regions. Percentages stay, and so do the amounts of limits with
/// an `each` of their own, whose number grows with the month.
pub(super) fn limits(
    model: &Table,
    (dwellings, usual): (u64, u64),
    regions: u64,
    minimums: &BTreeMap<String, u32>,
) -> String {
    let factor = Decimal::from(dwellings) / Decimal::from(usual * regions);
    let is_usual = dwellings == usual && regions == 1;
    let limits = model.get("limit").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_table);
    let own = |limit: &Table| limit.get("name").and_then(Value::as_str).and_then(|name| minimums.get(name));
    let written = limits.filter(|limit| !is_usual || own(limit).is_some());
    let minimum = |limit: &Table| own(limit).map(|min| Decimal::from(*min) / Decimal::from(regions));
    let tables: String = written.filter_map(|limit| scaled(limit, factor, regions, minimum(limit))).collect();
    if minimums.is_empty() { tables } else { format!("\n{BY_PLAN}{tables}") }
}

/// One limit of the model in a month that is so many times as large; `minimum` is the month's own.
fn scaled(limit: &Table, factor: Decimal, regions: u64, minimum: Option<Decimal>) -> Option<String> {
    let is_usual = factor == Decimal::ONE && regions == 1;
    let name = limit.get("name")?;
    let is_one = !limit.contains_key("each");
    let amount = |key| limit.get(key).filter(|_| is_one).and_then(number);
    let min = minimum.map(|min| grown(min, Decimal::ONE)).or(amount("min").map(|min| grown(min, factor)));
    let lines = [
        (is_one && regions > 1).then(|| "each = \"region\"\n".to_owned()),
        Some(selectors(limit, regions)),
        min.map(|min| format!("min = {min}\n")),
        amount("max")
            .filter(|_| !is_usual)
            .map(|max| format!("max = {}\n", grown(max, factor).max(max.min(Decimal::ONE)))),
    ];
    let lines: String = lines.into_iter().flatten().collect();
    (!lines.is_empty()).then(|| format!("\n[[limit]]\nname = {name}\n{lines}"))
}

fn grown(amount: Decimal, factor: Decimal) -> Decimal {
    (amount * factor).round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero).normalize()
}

fn number(value: &Value) -> Option<Decimal> {
    match value {
        Value::Integer(whole) => Some(Decimal::from(*whole)),
        Value::Float(float) => float.to_string().parse().ok(),
        _ => None,
    }
}
