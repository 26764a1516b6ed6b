//! The model's limits for a month of another size: a capacity for 230 dwellings says nothing about 14,000.

use rust_decimal::{Decimal, RoundingStrategy};
use toml::{Table, Value};

use super::regional::selectors;

/// The `[[limit]]` tables that a drawn round lays over its model; empty for one city of the usual size.
///
/// Amounts grow with the dwellings of a region, to the nearest whole number; a maximum of 1 or more does
/// not fall below 1. In a round of several regions each limit holds for every region by itself, and one about
/// districts or complexes names those of all regions. Percentages stay, and so do the amounts of limits with
/// an `each` of their own, whose number grows with the month.
pub(super) fn limits(model: &Table, dwellings: u64, usual: u64, regions: u64) -> String {
    if dwellings == usual && regions == 1 {
        return String::new();
    }
    let factor = Decimal::from(dwellings) / Decimal::from(usual * regions);
    let limits = model.get("limit").and_then(Value::as_array).into_iter().flatten();
    limits.filter_map(Value::as_table).filter_map(|limit| scaled(limit, factor, regions)).collect()
}

fn scaled(limit: &Table, factor: Decimal, regions: u64) -> Option<String> {
    let name = limit.get("name")?;
    let is_one = !limit.contains_key("each");
    let amount = |key| limit.get(key).filter(|_| is_one).and_then(number);
    let lines = [
        (is_one && regions > 1).then(|| "each = \"region\"\n".to_owned()),
        Some(selectors(limit, regions)),
        amount("min").map(|min| format!("min = {}\n", grown(min, factor))),
        amount("max").map(|max| format!("max = {}\n", grown(max, factor).max(max.min(Decimal::ONE)))),
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
