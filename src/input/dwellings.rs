//! The table of dwellings.

use std::collections::BTreeSet;

use crate::domain::{Code, Dwelling, Labels, Problem};

use super::listed::{Listed, read_by_id};
use super::nearest::nearest;
use super::rows::Rows;
use super::schema::Table;
use super::table::{Field, Row};

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

/// Reads the dwellings, sorted by id. `labels` are those that the model declares, `names` the groups and
/// organisations that a dwelling can be reserved for; nothing where they could not be read.
pub(super) fn dwellings(
    rows: &Rows<'_>,
    table: &'static Table,
    labels: Option<&Labels>,
    names: Option<&BTreeSet<&str>>,
    problems: &mut Vec<Problem>,
) -> Listed<Dwelling> {
    let each = |fields: &[Field; 15], row: &mut Row<'_>| {
        let dwelling = dwelling(fields, row)?;
        let [.., labels_field, reserved_for, _] = fields;
        if let Some(known) = labels {
            check_labels(row, &dwelling, known, labels_field);
        }
        if let Some(names) = names {
            check_names(row, &dwelling, names, reserved_for);
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

fn check_labels(row: &mut Row<'_>, dwelling: &Dwelling, known: &Labels, labels: &Field) {
    for label in dwelling.labels.iter().filter(|label| !known.contains_key(*label)) {
        let near = nearest(label, known.keys().map(String::as_str));
        row.add(row.problem(Code::DwellingLabelUnknown, labels).found(label).detail(near));
    }
}

fn check_names(row: &mut Row<'_>, dwelling: &Dwelling, names: &BTreeSet<&str>, reserved_for: &Field) {
    for name in dwelling.reserved_for.iter().filter(|name| !names.contains(name.as_str())) {
        let near = nearest(name, names.iter().copied());
        row.add(row.problem(Code::ReservedForNobody, reserved_for).found(name).detail(near));
    }
}
