//! The tables of a plan as files.

use super::PlannedYear;
use super::agreements::{Agreement, Asked, agreements as all_agreements};
use super::words::{counts_code, pattern_code, role_code};
use crate::domain::{Fraction, Language, MONTHS, Route, SizeClass};
use crate::report::Form;
use crate::year::plan::{Project, Wait, need_of};

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

/// `left.csv`: dwellings left for regular seekers, by size and by district: by the plan, by the whole decision and by the proposal.
pub(super) fn left(told: &PlannedYear<'_>, language: Language) -> Result<Vec<u8>, csv::Error> {
    let form = Form::of(language);
    let all = super::left::each(told);
    let row = |by: &str, name: &str, hundredths: [i64; 3]| {
        let numbers = hundredths.map(|number| form.fraction(Fraction::new(number.into(), 100)));
        [by.to_owned(), name.to_owned()].into_iter().chain(numbers).collect()
    };
    let sizes = SizeClass::ALL.iter().zip(["small", "middle", "large"]);
    let mut rows: Vec<Vec<String>> = sizes
        .map(|(size, name)| row("size", name, all.each_ref().map(|left| i64::from(left.sizes[size.index()]) * 100)))
        .collect();
    let districts: std::collections::BTreeSet<&String> = all.iter().flat_map(|left| left.districts.keys()).collect();
    for name in districts {
        rows.push(row("district", name, all.each_ref().map(|left| left.districts.get(name).copied().unwrap_or(0))));
    }
    if all.iter().any(|left| left.elsewhere > 0) {
        rows.push(row("district", "", all.each_ref().map(|left| left.elsewhere)));
    }
    rows.push(row("kept", "", all.each_ref().map(|left| i64::from(left.kept) * 100)));
    form.table(&["by", "name", "plan", "decision", "proposal"], &rows)
}

/// `projects.csv`: what becomes of the dwellings of every project.
pub(super) fn projects(told: &PlannedYear<'_>, language: Language) -> Result<Vec<u8>, csv::Error> {
    let row = |project: &Project| {
        let source = &told.year.supply[project.source];
        let delivered = source.delivered.map_or_else(String::new, |month| told.year.month(month).to_string());
        let numbers = [source.dwellings, project.kept, project.let_to_groups, project.unused, project.waited];
        let texts = [source.name.clone(), source.landlord.clone(), delivered].into_iter();
        texts.chain(numbers.map(|number| number.to_string())).collect()
    };
    let rows: Vec<Vec<String>> = told.found.figures.projects.iter().map(row).collect();
    let head = ["project", "landlord", "delivered", "dwellings", "kept", "let", "unused", "months_waited"];
    Form::of(language).table(&head, &rows)
}

/// `waits.csv`: what waits at every partner at the end of each month and for how long, by pattern of the months.
pub(super) fn waits(told: &PlannedYear<'_>, language: Language) -> Result<Vec<u8>, csv::Error> {
    let form = Form::of(language);
    let row = |wait: &Wait, month: usize| {
        let partner = told.year.partners.get(wait.partner);
        vec![
            partner.map_or_else(String::new, |one| one.name.clone()),
            pattern_code(wait.pattern).to_owned(),
            told.year.month(month).to_string(),
            partner.map_or("", |one| counts_code(one.counts)).to_owned(),
            form.fraction(ten_thousandths(wait.queue[month])),
            if wait.months[month].is_finite() {
                form.fraction(ten_thousandths(wait.months[month]))
            } else {
                String::new()
            },
        ]
    };
    let rows: Vec<Vec<String>> =
        told.found.waits.iter().flat_map(|wait| (0..MONTHS).map(move |month| row(wait, month))).collect();
    form.table(&["partner", "pattern", "month", "counts", "queue", "months_waited"], &rows)
}
