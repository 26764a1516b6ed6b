//! The tables of a plan as files.

use super::PlannedYear;
use super::agreements::{Agreement, Asked, agreements as all_agreements};
use super::words::{counts_code, role_code};
use crate::domain::{Fraction, Language, MONTHS, Route, SizeClass};
use crate::report::Form;
use crate::year::plan::need_of;

/// `plan.csv`: places of every group of the decision in every month, also of those that search for themselves; the
/// monitor reads it back.
///
/// # Errors
/// Never in practice: only when the table could not be put together.
pub fn plan_csv(told: &PlannedYear<'_>, language: Language) -> Result<Vec<u8>, csv::Error> {
    let groups = told.found.figures.groups.iter();
    let row = |group: &String, month: usize, places: u32| {
        vec![group.clone(), told.year.month(month).to_string(), places.to_string()]
    };
    let rows: Vec<Vec<String>> = groups
        .flat_map(|(group, months)| months.iter().enumerate().map(move |(month, places)| row(group, month, *places)))
        .collect();
    Form::of(language).table(&["group", "month", "places"], &rows)
}

const AGREEMENTS: [&str; 9] =
    ["party", "role", "month", "asked", "in_projects", "counts", "capacity", "price", "year_percent"];

/// `agreements.csv`: what is asked of every party in every month.
pub(super) fn agreements(told: &PlannedYear<'_>, language: Language) -> Result<Vec<u8>, csv::Error> {
    let form = Form::of(language);
    let all = all_agreements(told);
    let rows: Vec<Vec<String>> =
        all.iter().flat_map(|one| (0..MONTHS).map(move |month| agreement(told, one, month, form))).collect();
    form.table(&AGREEMENTS, &rows)
}

fn agreement(told: &PlannedYear<'_>, one: &Agreement, month: usize, form: Form) -> Vec<String> {
    let counts = match one.counts {
        Asked::Places => "places",
        Asked::Load(counted) => counts_code(counted),
    };
    let share = Fraction::new(i128::from(one.asked[month]) * 100, one.total().max(1).into());
    vec![
        one.party.clone(),
        role_code(one.role).to_owned(),
        told.year.month(month).to_string(),
        form.fraction(Fraction::new(one.asked[month].into(), 10_000)),
        one.in_projects.map_or_else(String::new, |places| form.fraction(Fraction::new(places[month].into(), 10_000))),
        counts.to_owned(),
        one.capacity[month].map_or_else(String::new, |all| form.fraction(Fraction::new(all.into(), 100))),
        form.fraction(ten_thousandths(one.price[month])),
        form.rounded(share, 1),
    ]
}

#[allow(clippy::cast_possible_truncation)] // places per unit: a few at most
fn ten_thousandths(value: f64) -> Fraction {
    Fraction::new((value * 10_000.0).round() as i128, 10_000)
}

/// `proposal.csv`: what each group needs, what was adopted, what is planned and what is proposed beside it.
pub(super) fn proposal(told: &PlannedYear<'_>, language: Language) -> Result<Vec<u8>, csv::Error> {
    let row = |(group, adopted): (&String, &u32)| {
        let route = told.year.groups.get(group).map(|group| group.route);
        vec![
            group.clone(),
            if route == Some(Route::SelfSearch) { "self-search" } else { "mediated" }.to_owned(),
            need_of(told.year, group).map_or_else(String::new, |need| need.to_string()),
            adopted.to_string(),
            told.found.figures.of_group(group).to_string(),
            told.found.proposal.of_group(group).to_string(),
        ]
    };
    let rows: Vec<Vec<String>> = told.year.decision.iter().map(row).collect();
    Form::of(language).table(&["group", "route", "need", "adopted", "planned", "proposed"], &rows)
}

/// `left.csv`: dwellings left for regular seekers, by size and by district.
pub(super) fn left(told: &PlannedYear<'_>, language: Language) -> Result<Vec<u8>, csv::Error> {
    let form = Form::of(language);
    let both = [&told.found.figures.left, &told.found.proposal.left];
    let row = |by: &str, name: &str, hundredths: [i64; 2]| {
        let [plan, proposal] = hundredths.map(|number| form.fraction(Fraction::new(number.into(), 100)));
        vec![by.to_owned(), name.to_owned(), plan, proposal]
    };
    let sizes = SizeClass::ALL.iter().zip(["small", "middle", "large"]);
    let mut rows: Vec<Vec<String>> = sizes
        .map(|(size, name)| row("size", name, both.map(|left| i64::from(left.sizes[size.index()]) * 100)))
        .collect();
    let districts: std::collections::BTreeSet<&String> = both.iter().flat_map(|left| left.districts.keys()).collect();
    for name in districts {
        rows.push(row("district", name, both.map(|left| left.districts.get(name).copied().unwrap_or(0))));
    }
    rows.push(row("district", "", both.map(|left| left.elsewhere)));
    form.table(&["by", "name", "plan", "proposal"], &rows)
}
