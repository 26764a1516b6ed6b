//! The partners of the chain and what each can take on in each month.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::{Code, Counted, Hundredths, MONTHS, Partner, Problem, Role, Source, Stream};

use super::known::{Known, Lined, rows_of};
use crate::input::files::Files;
use crate::input::nearest::nearest;
use crate::input::table::{Field, Row};

const COLUMNS: [&str; 7] = ["partner", "role", "counts", "groups", "from", "until", "capacity"];

pub(super) const ROLES: [(&str, Role); 11] = [
    ("matching", Role::Matching),
    ("landlord", Role::Landlord),
    ("volunteers", Role::Volunteers),
    ("income", Role::Income),
    ("neighbourhood", Role::Neighbourhood),
    ("care", Role::Care),
    ("verhuurder", Role::Landlord),
    ("vrijwilligers", Role::Volunteers),
    ("inkomen", Role::Income),
    ("buurtteam", Role::Neighbourhood),
    ("zorg", Role::Care),
];

const COUNTS: [(&str, Counted); 6] = [
    ("households", Counted::Households),
    ("support", Counted::Support),
    ("persons", Counted::Persons),
    ("huishoudens", Counted::Households),
    ("begeleiding", Counted::Support),
    ("personen", Counted::Persons),
];

/// Whom a partner can serve: the organisations of the streams, and the landlords of the supply.
pub(super) struct Served {
    organisations: BTreeSet<String>,
    landlords: BTreeSet<String>,
}

impl Served {
    pub(super) fn of(streams: &Lined<Stream>, supply: &[Source]) -> Self {
        let organisations = streams.rows.iter().filter_map(|(_, stream)| stream.organisation.clone()).collect();
        Self { organisations, landlords: supply.iter().map(|source| source.landlord.clone()).collect() }
    }

    /// Warns of a landlord that is nearly one of the supply and none of them.
    pub(super) fn check_landlord(&self, row: &mut Row<'_>, field: &Field, name: &str) {
        check(row, field, name, &self.landlords);
    }

    fn check(&self, row: &mut Row<'_>, field: &Field, partner: &Partner) {
        match partner.role {
            _ if !partner.groups.is_empty() => {}
            Role::Landlord => self.check_landlord(row, field, &partner.name),
            _ => check(row, field, &partner.name, &self.organisations),
        }
    }
}

fn check(row: &mut Row<'_>, field: &Field, name: &str, known: &BTreeSet<String>) {
    let near = nearest(name, known.iter().map(String::as_str));
    if !known.contains(name) && !near.is_empty() {
        row.add(row.problem(Code::WordMisspelt, field).found(name).detail(near));
    }
}

/// A partner, the line that it is first told on, and that of each month.
struct Told {
    partner: Partner,
    first: usize,
    lines: [usize; MONTHS],
}

/// Reads the partners, by name.
pub(super) fn partners(files: &Files, known: Known<'_>, served: &Served, problems: &mut Vec<Problem>) -> Vec<Partner> {
    let mut told: BTreeMap<String, Told> = BTreeMap::new();
    rows_of("capacity", files, COLUMNS, problems, |fields, row| {
        let (partner, months, capacity) = stated(fields, row, known)?;
        served.check(row, &fields[0], &partner);
        let first = Told { partner: partner.clone(), first: row.line, lines: [0; MONTHS] };
        let told = told.entry(partner.name.clone()).or_insert(first);
        // Where it differs it may be another partner: its months are not held against those of the first.
        if check_alike(row, fields, &partner, told) {
            fill(row, &fields[4], months, capacity, told);
        }
        Some(())
    });
    told.into_values().map(|told| told.partner).collect()
}

/// What a row says: the partner, its first and last month, and its capacity in each of them.
fn stated(fields: &[Field; 7], row: &mut Row<'_>, known: Known<'_>) -> Option<(Partner, [usize; 2], Hundredths)> {
    let [name, role, counts, groups, from, until, capacity] = fields;
    let (name, role, counts) = (row.owned(name), row.word(role, &ROLES), row.word(counts, &COUNTS));
    let groups = known.groups_in(row, groups);
    let months = [from, until].map(|month| known.month(row, month));
    let capacity = row.number(capacity);
    if let [Some(first), Some(last)] = months
        && first > last
    {
        let last = row.text(until).unwrap_or_default();
        row.add(row.problem(Code::BoundsReversed, from).detail(last));
    }
    let partner = Partner { name: name?, role: role?, counts: counts?, groups, capacity: [None; MONTHS] };
    let [first, last] = months;
    Some((partner, [first?, last?], capacity?))
}

/// Whether a row says the same of a partner as its first.
fn check_alike(row: &mut Row<'_>, fields: &[Field; 7], partner: &Partner, told: &Told) -> bool {
    let [_, role, counts, groups, ..] = fields;
    let same = &told.partner;
    let differs = [
        (role, partner.role != same.role),
        (counts, partner.counts != same.counts),
        (groups, partner.groups != same.groups),
    ];
    for (field, _) in differs.iter().filter(|(_, differs)| *differs) {
        row.add(row.problem(Code::PartnerDiffers, field).detail(&partner.name).detail(&told.first.to_string()));
    }
    differs.iter().all(|(_, differs)| !differs)
}

/// Gives a partner its capacity in these months; a month that it has one in already is a problem.
fn fill(row: &mut Row<'_>, from: &Field, [first, last]: [usize; 2], capacity: Hundredths, told: &mut Told) {
    let months = first..=last.min(MONTHS - 1);
    if let Some(month) = months.clone().find(|month| told.partner.capacity[*month].is_some()) {
        let problem = row.problem(Code::CapacityTwice, from).found(&told.partner.name);
        row.add(problem.detail(&(month + 1).to_string()).detail(&told.lines[month].to_string()));
    }
    for month in months {
        told.partner.capacity[month] = Some(capacity);
        told.lines[month] = row.line;
    }
}
