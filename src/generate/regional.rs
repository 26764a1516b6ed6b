//! What a model says of districts and complexes, said of those of every region: a drawn region has places
//! of its own, and a selector that named only the city's would select nothing.

use toml::{Table, Value};

use super::places::{name_in, region_name};

/// The columns that hold names of places, by the selector that they stand in.
const PLACES: [(&str, &[&str]); 2] =
    [("dwellings", &["complex", "district"]), ("applicants", &["districts", "avoid_districts", "avoid_complexes"])];

/// The selectors of a limit or exclusion that name places, as keys for `round.toml`, with the places of all
/// regions; empty where there are none.
pub(super) fn selectors(entry: &Table, regions: u64) -> String {
    let line = |(key, columns): &(&str, &[&str])| {
        let selector = entry.get(*key)?.as_table().filter(|_| regions > 1)?;
        let named = selector.keys().any(|column| columns.contains(&column.as_str()));
        named.then(|| format!("{key} = {}\n", Value::Table(spread(selector, columns, regions))))
    };
    PLACES.iter().filter_map(line).collect()
}

/// The exclusions for liveability with the places of all regions: a round replaces the list as a whole.
/// Empty where none names a place.
pub(super) fn exclusions(model: &Table, regions: u64) -> String {
    let entries = model.get("liveability").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_table);
    if entries.clone().all(|entry| selectors(entry, regions).is_empty()) {
        return String::new();
    }
    entries.map(|entry| exclusion(entry, regions)).collect()
}

fn exclusion(entry: &Table, regions: u64) -> String {
    let columns = |key: &str| PLACES.iter().find(|(side, _)| *side == key).map_or(&[][..], |(_, columns)| columns);
    let line = |(key, value): (&String, &Value)| match value.as_table() {
        Some(selector) => format!("{key} = {}\n", Value::Table(spread(selector, columns(key), regions))),
        None => format!("{key} = {value}\n"),
    };
    let lines: String = entry.iter().map(line).collect();
    format!("\n[[liveability]]\n{lines}")
}

fn spread(selector: &Table, columns: &[&str], regions: u64) -> Table {
    let one = |(column, value): (&String, &Value)| {
        let value = if columns.contains(&column.as_str()) { in_every_region(value, regions) } else { value.clone() };
        (column.clone(), value)
    };
    selector.iter().map(one).collect()
}

fn in_every_region(value: &Value, regions: u64) -> Value {
    let single = std::slice::from_ref(value);
    let names = value.as_array().map_or(single, Vec::as_slice).iter().filter_map(Value::as_str);
    let of_region = |index| {
        let region = region_name(index, regions);
        names.clone().map(move |name| Value::String(name_in(region.as_deref(), name))).collect::<Vec<_>>()
    };
    Value::Array((0..regions).flat_map(of_region).collect())
}
