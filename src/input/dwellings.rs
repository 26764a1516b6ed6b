//! The table of dwellings.

use std::collections::BTreeSet;

use crate::domain::{Code, Dwelling, Model, Problem};

use super::nearest::nearest;
use super::rows::Rows;
use super::schema::Table;
use super::table::{Field, Row, read_by_id};

const COLUMNS: [&str; 15] = [
    "id",
    "landlord",
    "region",
    "complex",
    "district",
    "rooms",
    "area",
    "rent",
    "lowest_rent",
    "persons_min",
    "persons_max",
    "places",
    "labels",
    "reserved_for",
    "available_from",
];

/// Reads the dwellings, sorted by id. `names` are the groups and organisations that a dwelling can be
/// reserved for.
pub(super) fn dwellings(
    rows: &Rows<'_>,
    table: &'static Table,
    model: Option<&Model>,
    names: &BTreeSet<&str>,
    problems: &mut Vec<Problem>,
) -> Vec<Dwelling> {
    let each = |fields: &[Field; 15], row: &mut Row<'_>| {
        let dwelling = dwelling(fields, row)?;
        if let Some(model) = model {
            check_words(row, &dwelling, model, names, fields);
        }
        Some(dwelling)
    };
    read_by_id(rows, table, problems, COLUMNS, |one: &Dwelling| &one.id, each)
}

fn dwelling(fields: &[Field; 15], row: &mut Row<'_>) -> Option<Dwelling> {
    let [id, landlord, region, complex, district, rooms, area, rent, lowest_rent, rest @ ..] = fields;
    let [persons_min, persons_max, places, labels, reserved_for, available_from] = rest;
    let dwelling = Dwelling {
        id: row.id(id)?,
        landlord: row.owned(landlord),
        region: row.owned(region),
        complex: row.owned(complex),
        district: row.owned(district),
        rooms: row.whole(rooms).unwrap_or(0),
        area: row.number(area),
        rent: row.amount(rent).unwrap_or(i64::MAX),
        lowest_rent: row.amount(lowest_rent),
        persons_min: row.whole(persons_min),
        persons_max: row.whole(persons_max),
        places: row.whole(places).unwrap_or(1),
        labels: row.list(labels),
        reserved_for: row.list(reserved_for),
        available_from: row.date(available_from),
    };
    if dwelling.lowest_rent.is_some_and(|lowest| lowest > dwelling.rent) {
        let full = row.text(rent).unwrap_or_default();
        row.add(row.problem(Code::LowestAboveRent, lowest_rent).detail(full));
    }
    if let (Some(min), Some(max)) = (dwelling.persons_min, dwelling.persons_max)
        && min > max
    {
        row.add(row.problem(Code::BoundsReversed, persons_min).detail(&max.to_string()));
    }
    Some(dwelling)
}

fn check_words(row: &mut Row<'_>, dwelling: &Dwelling, model: &Model, names: &BTreeSet<&str>, fields: &[Field; 15]) {
    let [.., labels, reserved_for, _] = fields;
    let known = &model.rules.known_labels;
    for label in dwelling.labels.iter().filter(|label| !known.contains_key(*label)) {
        let near = nearest(label, known.keys().map(String::as_str));
        row.add(row.problem(Code::DwellingLabelUnknown, labels).found(label).detail(near));
    }
    for name in dwelling.reserved_for.iter().filter(|name| !names.contains(name.as_str())) {
        let near = nearest(name, names.iter().copied());
        row.add(row.problem(Code::ReservedForNobody, reserved_for).found(name).detail(near));
    }
}
