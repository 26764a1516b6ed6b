//! The table `rules` of a model: each rule on, off, or on with values of its own.

use crate::domain::{Cents, Code, LabelAges, Labels, Rules};

use super::section::Section;
use super::settings::Value;

const SENIOR: LabelAges = LabelAges { age_min: Some(55), age_max: None };
const YOUNG: LabelAges = LabelAges { age_min: Some(18), age_max: Some(27) };
const DATES_DAYS: u32 = 31;

/// Reads the rules; one that is not named is on, with its default values.
pub(super) fn rules(root: &Section<'_>) -> Rules {
    let mut rules = defaults();
    let Some(table) = root.table("rules") else { return rules };
    table.expect_keys(&["size", "rent", "labels", "reserved", "liveability", "places", "region", "dates"]);
    rules.size = table.flag("size").unwrap_or(true);
    rules.reserved = table.flag("reserved").unwrap_or(true);
    rules.liveability = table.flag("liveability").unwrap_or(true);
    rules.places = table.flag("places").unwrap_or(true);
    rules.region = table.flag("region").unwrap_or(true);
    rules.rent_margin = value_of(&table, "rent", 0, rent_margin);
    rules.dates = value_of(&table, "dates", DATES_DAYS, days);
    rules.labels = value_of(&table, "labels", (), |labels| declared_labels(labels, &mut rules.known_labels)).is_some();
    rules
}

fn defaults() -> Rules {
    let none = LabelAges::default();
    let known = [("ground-floor", none), ("wheelchair", none), ("senior", SENIOR), ("young", YOUNG)];
    Rules {
        size: true,
        rent_margin: Some(0),
        labels: true,
        known_labels: known.into_iter().map(|(label, ages)| (label.to_owned(), ages)).collect(),
        reserved: true,
        liveability: true,
        places: true,
        region: true,
        dates: Some(DATES_DAYS),
    }
}

/// What a rule that is a flag or a table holds: `None` when it is switched off.
fn value_of<T>(rules: &Section<'_>, key: &str, default: T, read: impl FnOnce(&Section<'_>) -> T) -> Option<T> {
    match rules.node.get(key) {
        None => Some(default),
        Some(node) => match &node.value {
            Value::Flag(on) => on.then_some(default),
            Value::Table(_) => rules.table(key).map(|table| read(&table)),
            _ => rules.wrong_kind(key, node, "rule").or(Some(default)),
        },
    }
}

/// Euros above the cap that are still accepted, in cents.
fn rent_margin(table: &Section<'_>) -> Cents {
    table.expect_keys(&["margin"]);
    table.decimal("margin", 2, 0, 100_000).unwrap_or(0)
}

fn days(table: &Section<'_>) -> u32 {
    table.expect_keys(&["days"]);
    table.whole("days", 0, 3_660).and_then(|days| u32::try_from(days).ok()).unwrap_or(DATES_DAYS)
}

fn declared_labels(table: &Section<'_>, known: &mut Labels) {
    for (label, _) in table.node.entries() {
        let Some(ages) = table.table(label) else { continue };
        ages.expect_keys(&["age_min", "age_max"]);
        let age = |key| ages.whole(key, 0, 130).and_then(|age| u32::try_from(age).ok());
        let declared = LabelAges { age_min: age("age_min"), age_max: age("age_max") };
        if let (Some(min), Some(max)) = (declared.age_min, declared.age_max)
            && min > max
        {
            ages.add(ages.fault(Code::BoundsReversed, "age_min").detail(&max.to_string()));
        }
        known.insert(label.clone(), declared);
    }
}
