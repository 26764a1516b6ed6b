//! Drawn dwellings and applicants as the rows of their tables, in plain English form.

use std::collections::BTreeSet;

use crate::domain::{Applicant, Dwelling};

/// The columns of `dwellings.csv`.
pub(super) const DWELLING_COLUMNS: [&str; 15] = [
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

/// The columns of `applicants.csv`.
pub(super) const APPLICANT_COLUMNS: [&str; 18] = [
    "id",
    "group",
    "organisation",
    "region",
    "adults",
    "children",
    "age",
    "income",
    "registered",
    "urgent_until",
    "ready_from",
    "needs",
    "districts",
    "avoid_districts",
    "avoid_complexes",
    "shares",
    "support",
    "support_level",
];

/// A row of `dwellings.csv`.
pub(super) fn dwelling(dwelling: &Dwelling) -> [String; 15] {
    [
        dwelling.id.clone(),
        text(dwelling.landlord.as_ref()),
        text(dwelling.region.as_ref()),
        text(dwelling.complex.as_ref()),
        text(dwelling.district.as_ref()),
        dwelling.rooms.to_string(),
        dwelling.area.map_or_else(String::new, |area| (area / 100).to_string()),
        decimal(dwelling.rent),
        dwelling.lowest_rent.map_or_else(String::new, decimal),
        text(dwelling.persons_min),
        text(dwelling.persons_max),
        dwelling.places.to_string(),
        list(&dwelling.labels),
        list(&dwelling.reserved_for),
        text(dwelling.available_from),
    ]
}

/// A row of `applicants.csv`.
pub(super) fn applicant(applicant: &Applicant) -> [String; 18] {
    [
        applicant.id.clone(),
        applicant.group.clone(),
        text(applicant.organisation.as_ref()),
        text(applicant.region.as_ref()),
        applicant.adults.to_string(),
        applicant.children.to_string(),
        applicant.age.to_string(),
        applicant.income.map_or_else(String::new, decimal),
        applicant.registered.to_string(),
        text(applicant.urgent_until),
        text(applicant.ready_from),
        list(&applicant.needs),
        list(&applicant.districts),
        list(&applicant.avoid_districts),
        list(&applicant.avoid_complexes),
        if applicant.shares { "yes" } else { "no" }.to_owned(),
        decimal(applicant.support),
        text(applicant.support_level.as_ref()),
    ]
}

fn text(value: Option<impl ToString>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}

fn decimal(hundredths: i64) -> String {
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

fn list(values: &BTreeSet<String>) -> String {
    values.iter().map(String::as_str).collect::<Vec<_>>().join("|")
}
