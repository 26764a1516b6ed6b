//! The table of applicants.

use crate::domain::{Applicant, Code, Labels, Model, Month, Problem};

use super::listed::{Listed, read_by_id};
use super::model::Groups;
use super::nearest::not_known;
use super::rows::Rows;
use super::schema::Table;
use super::table::{Field, Row};

const COLUMNS: [&str; 18] = [
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

/// What the rows are held against; nothing where that could not be read.
#[derive(Clone, Copy)]
pub(super) struct Known<'a> {
    /// The round's month.
    pub(super) month: Option<Month>,
    /// The model's groups.
    pub(super) groups: Option<&'a Groups>,
    /// The labels that the model declares.
    pub(super) labels: Option<&'a Labels>,
    /// The model, whatever is wrong with it.
    pub(super) model: Option<&'a Model>,
}

/// Reads the applicants, sorted by id.
pub(super) fn applicants(
    rows: &Rows<'_>,
    table: &'static Table,
    known: Known<'_>,
    problems: &mut Vec<Problem>,
) -> Listed<Applicant> {
    read_by_id(rows, table, problems, COLUMNS, |one: &Applicant| &one.id, |fields, row| applicant(fields, row, known))
}

fn applicant(fields: &[Field; 18], row: &mut Row<'_>, known: Known<'_>) -> Option<Applicant> {
    let [id, group, organisation, region, adults, children, age, income, registered, rest @ ..] = fields;
    let [urgent_until, ready_from, needs, districts, avoid_districts, avoid_complexes, rest @ ..] = rest;
    let [shares, support, support_level] = rest;
    let applicant = Applicant {
        id: row.id(id)?,
        group: row.owned(group).unwrap_or_default(),
        organisation: row.owned(organisation),
        region: row.owned(region),
        adults: row.whole(adults).unwrap_or(1),
        children: row.whole(children).unwrap_or(0),
        age: row.whole(age).unwrap_or(0),
        income: row.amount(income),
        registered: row.date(registered).unwrap_or_default(),
        urgent_until: row.date(urgent_until),
        ready_from: row.date(ready_from),
        needs: row.list(needs),
        districts: row.list(districts),
        avoid_districts: row.list(avoid_districts),
        avoid_complexes: row.list(avoid_complexes),
        shares: row.flag(shares),
        support: row.number(support).unwrap_or(0),
        support_level: row.owned(support_level),
    };
    if applicant.shares && applicant.persons() > 1 {
        row.add(row.problem(Code::SharesSeveral, shares).detail(&applicant.persons().to_string()));
    }
    check_days(row, &applicant, known.month, registered, urgent_until);
    check_words(row, &applicant, known, group, needs);
    Some(applicant)
}

fn check_days(row: &mut Row<'_>, applicant: &Applicant, month: Option<Month>, registered: &Field, urgent: &Field) {
    let Some(first_day) = month.map(Month::first_day) else { return };
    if applicant.registered > first_day {
        row.add(row.problem(Code::RegisteredLate, registered).detail(&first_day.to_string()));
    }
    if applicant.urgent_until.is_some_and(|until| until < first_day) {
        row.add(row.problem(Code::UrgencyPassed, urgent).detail(&first_day.to_string()));
    }
}

fn check_words(row: &mut Row<'_>, applicant: &Applicant, known: Known<'_>, group: &Field, needs: &Field) {
    if let Some(groups) = known.groups.filter(|groups| !groups.contains_key(&applicant.group))
        && !applicant.group.is_empty()
    {
        let problem = row.problem(Code::GroupUnknown, group);
        row.add(not_known(problem, &applicant.group, groups.keys().map(String::as_str)));
    }
    let Some(labels) = known.labels else { return };
    for need in applicant.needs.iter().filter(|need| !labels.contains_key(*need)) {
        let problem = row.problem(Code::LabelUnknown, needs).found(need);
        row.add(not_known(problem, need, labels.keys().map(String::as_str)));
    }
}
