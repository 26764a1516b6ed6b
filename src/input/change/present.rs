//! What a model states at a path now, with the values that hold where it states nothing.

use rust_decimal::Decimal;

use crate::input::settings::{Node, Value};

/// The value at these keys, as stated or by default; nothing where a rule is off or no value is stated.
pub(super) fn present(root: &Node, keys: &[String]) -> Option<Value> {
    let mut node = root;
    for key in keys {
        match node.get(key) {
            Some(found) => node = found,
            None if matches!(node.value, Value::Flag(false)) => return None,
            None => return default(keys),
        }
    }
    Some(node.value.clone())
}

/// What holds where a model does not state a setting.
fn default(keys: &[String]) -> Option<Value> {
    let number = |number: i64| Some(Value::Number(Decimal::from(number)));
    match keys.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["rules", "rent", "margin"] => number(0),
        ["rules", "dates", "days"] => number(31),
        ["rules", "labels", "senior", "age_min"] => number(55),
        ["rules", "labels", "young", "age_min"] => number(18),
        ["rules", "labels", "young", "age_max"] => number(27),
        ["sharing", "min"] => number(2),
        ["sharing", "support_factor"] | ["weight"] => number(1),
        ["rules", _] => Some(Value::Flag(true)),
        _ => None,
    }
}

/// How many decimals the number at a path can have; `counts_support` where it bounds support.
pub(super) fn decimals(keys: &[String], counts_support: bool) -> u32 {
    match keys.last().map(String::as_str) {
        Some("margin") => 2,
        Some("support_factor") => 4,
        Some("max") if counts_support => 6,
        _ => 0,
    }
}

/// The ages of a label where a model does not state them.
pub(super) fn standard_ages(label: &str) -> Vec<(&'static str, i64)> {
    match label {
        "senior" => vec![("age_min", 55)],
        "young" => vec![("age_min", 18), ("age_max", 27)],
        _ => Vec::new(),
    }
}
