//! The dwellings that come free in the year.

use std::collections::BTreeSet;

use crate::domain::{Code, Problem, Source, Supply};

use super::known::{Known, rows_of};
use crate::input::files::Files;
use crate::input::nearest::nearest;
use crate::input::table::{Field, Row};

const COLUMNS: [&str; 14] = [
    "source",
    "landlord",
    "kind",
    "dwellings",
    "small",
    "middle",
    "large",
    "delivered",
    "for_groups",
    "reserved_for",
    "labels",
    "district",
    "shareable",
    "places",
];

const KINDS: [(&str, Supply); 6] = [
    ("mutation", Supply::Mutation),
    ("new-build", Supply::NewBuild),
    ("additional", Supply::Additional),
    ("mutatie", Supply::Mutation),
    ("nieuwbouw", Supply::NewBuild),
    ("aanvullend", Supply::Additional),
];

/// Reads the supply, in the order of the file. `names` are the groups and organisations that dwellings can be
/// reserved for; nothing where they could not be read.
pub(super) fn supply(
    files: &Files,
    known: Known<'_>,
    names: Option<&BTreeSet<String>>,
    problems: &mut Vec<Problem>,
) -> Vec<Source> {
    let mut above: Vec<(usize, Source)> = Vec::new();
    let read = rows_of("supply", files, COLUMNS, problems, |fields, row| {
        let source = source(fields, row, known);
        let [name, .., reserved_for, labels, _, _, _] = fields;
        if let Some(source) = &source {
            check_twice(row, name, source, &above);
            above.push((row.line, source.clone()));
        }
        check_labels(row, known, labels);
        if let Some(names) = names {
            check_names(row, names, reserved_for);
        }
        source
    });
    read.rows.into_iter().map(|(_, source)| source).collect()
}

fn source(fields: &[Field; 14], row: &mut Row<'_>, known: Known<'_>) -> Option<Source> {
    let [name, landlord, kind, dwellings, small, middle, large, rest @ ..] = fields;
    let [delivered, for_groups, reserved_for, labels, district, shareable, places] = rest;
    let (name, landlord, kind) = (row.owned(name), row.owned(landlord), row.word(kind, &KINDS));
    let (all, sizes) = (row.whole(dwellings), [small, middle, large].map(|size| row.whole(size)));
    let delivered = known.month(row, delivered);
    let agreed = row.whole(for_groups);
    let shared = row.whole(shareable);
    let places = row.whole(places);
    if let ([Some(small), Some(middle), Some(large)], Some(all)) = (sizes, all) {
        check_sum(row, dwellings, u64::from(small) + u64::from(middle) + u64::from(large), all);
        check_part(row, shareable, shared, "middle + large", u64::from(middle) + u64::from(large));
    }
    if let Some(all) = all {
        check_part(row, for_groups, agreed, "dwellings", u64::from(all));
    }
    let [small, middle, large] = sizes;
    Some(Source {
        name: name?,
        landlord: landlord?,
        kind: kind?,
        dwellings: all?,
        sizes: [small?, middle?, large?],
        delivered,
        for_groups: agreed,
        reserved_for: row.list(reserved_for),
        labels: row.list(labels),
        district: row.owned(district),
        shareable: shared?,
        places: places?,
    })
}

/// Several rows may have one name, but hardly the same landlord, month and dwellings too.
fn check_twice(row: &mut Row<'_>, name: &Field, source: &Source, above: &[(usize, Source)]) {
    if let Some((line, _)) = above.iter().find(|(_, other)| other == source) {
        row.add(row.problem(Code::RowTwice, name).found(&source.name).detail(&line.to_string()));
    }
}

/// The dwellings by size add up to all.
fn check_sum(row: &mut Row<'_>, dwellings: &Field, sum: u64, all: u32) {
    if sum != u64::from(all) {
        row.add(row.problem(Code::SizesApart, dwellings).detail(&sum.to_string()));
    }
}

/// A part of the dwellings is not more than those it is part of.
fn check_part(row: &mut Row<'_>, field: &Field, part: Option<u32>, whole: &str, number: u64) {
    if part.is_some_and(|part| u64::from(part) > number) {
        row.add(row.problem(Code::DwellingsAbove, field).detail(whole).detail(&number.to_string()));
    }
}

fn check_labels(row: &mut Row<'_>, known: Known<'_>, field: &Field) {
    let Some(labels) = known.labels else { return };
    for label in row.list(field).iter().filter(|label| !labels.contains_key(*label)) {
        let near = nearest(label, labels.keys().map(String::as_str));
        row.add(row.problem(Code::LabelUnknown, field).found(label).detail(near));
    }
}

fn check_names(row: &mut Row<'_>, names: &BTreeSet<String>, field: &Field) {
    for name in row.list(field).iter().filter(|name| !names.contains(*name)) {
        let near = nearest(name, names.iter().map(String::as_str));
        row.add(row.problem(Code::ReservedForNobody, field).found(name).detail(near));
    }
}
