//! The four tables of the results: who goes where, who is left, what stays vacant, what the limits do.

use rayon::prelude::*;

use super::{Form, Reasons, words::yes_no};
use crate::allocation::{Certainty, LimitOutcome, Outcome};
use crate::domain::{Applicant, Dwelling, Language, Limit, Placement, Round, misfit};
use crate::eligibility::contract_rent;

pub(super) const ALLOCATION: [&str; 15] = [
    "applicant",
    "dwelling",
    "mode",
    "contract_rent",
    "group",
    "organisation",
    "landlord",
    "complex",
    "district",
    "persons",
    "waiting_days",
    "urgency",
    "misfit",
    "certainty",
    "reserves",
];
pub(super) const UNPLACED: [&str; 5] = ["applicant", "group", "reason", "detail", "eligible_dwellings"];
pub(super) const VACANT: [&str; 4] = ["dwelling", "reason", "detail", "eligible_applicants"];
pub(super) const LIMITS: [&str; 8] = ["limit", "counts", "min", "used", "max", "shortfall", "binding", "price"];

/// `allocation.csv`: one row per applicant placed.
///
/// # Errors
/// Never in practice: only when the table could not be put together.
pub fn allocation_csv(round: &Round, outcome: &Outcome, language: Language) -> Result<Vec<u8>, csv::Error> {
    let form = Form::of(language);
    form.table(&ALLOCATION, &allocation_rows(form, round, outcome))
}

/// The rows of `allocation.csv`, with numbers in this form.
pub(super) fn allocation_rows(form: Form, round: &Round, outcome: &Outcome) -> Vec<Vec<String>> {
    let row = |(number, placement): (usize, &Placement)| {
        let reserves = outcome.reserves[number].iter().map(|reserve| round.applicants[*reserve].id.as_str());
        let mut row = placed(form, round, *placement);
        row.push(outcome.certainty[number].map_or("", Certainty::name).to_owned());
        row.push(reserves.collect::<Vec<&str>>().join("|"));
        row
    };
    outcome.placements.iter().enumerate().map(row).collect()
}

fn placed(form: Form, round: &Round, placement: Placement) -> Vec<String> {
    let applicant: &Applicant = &round.applicants[placement.applicant];
    let dwelling: &Dwelling = &round.dwellings[placement.dwelling];
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    vec![
        applicant.id.clone(),
        dwelling.id.clone(),
        placement.mode.name().to_owned(),
        form.money(contract_rent(round, applicant, dwelling, placement.mode)),
        applicant.group.clone(),
        text(&applicant.organisation),
        text(&dwelling.landlord),
        text(&dwelling.complex),
        text(&dwelling.district),
        applicant.persons().to_string(),
        applicant.waiting_days(round.first_day()).to_string(),
        applicant.urgency(round.month).to_string(),
        misfit(applicant, dwelling, placement.mode, &round.norms).to_string(),
    ]
}

/// `unplaced.csv`: one row per applicant without a place, with the reason as code and as a sentence.
///
/// # Errors
/// As [`allocation_csv`].
pub fn unplaced_csv(round: &Round, outcome: &Outcome, language: Language) -> Result<Vec<u8>, csv::Error> {
    Form::of(language).table(&UNPLACED, &unplaced_rows(round, outcome, language))
}

/// The rows with a reason in a sentence. Making the sentences takes longer than writing them, so all forms share them.
pub(super) struct Told {
    /// Of `unplaced.csv`.
    pub(super) unplaced: Vec<Vec<String>>,
    /// Of `vacant.csv`.
    pub(super) vacant: Vec<Vec<String>>,
}

impl Told {
    pub(super) fn of(round: &Round, outcome: &Outcome, language: Language) -> Self {
        Self { unplaced: unplaced_rows(round, outcome, language), vacant: vacant_rows(round, outcome, language) }
    }
}

/// The rows of `unplaced.csv`.
fn unplaced_rows(round: &Round, outcome: &Outcome, language: Language) -> Vec<Vec<String>> {
    let reasons = Reasons::of(round, outcome, language);
    let row = |unplaced: &crate::allocation::Unplaced| {
        let applicant = &round.applicants[unplaced.applicant];
        vec![
            applicant.id.clone(),
            applicant.group.clone(),
            unplaced.reason.name().to_owned(),
            reasons.unplaced(unplaced),
            unplaced.eligible_dwellings.to_string(),
        ]
    };
    outcome.unplaced.par_iter().map(row).collect()
}

/// `vacant.csv`: one row per dwelling without a household, with the reason as code and as a sentence.
///
/// # Errors
/// As [`allocation_csv`].
pub fn vacant_csv(round: &Round, outcome: &Outcome, language: Language) -> Result<Vec<u8>, csv::Error> {
    Form::of(language).table(&VACANT, &vacant_rows(round, outcome, language))
}

/// The rows of `vacant.csv`.
fn vacant_rows(round: &Round, outcome: &Outcome, language: Language) -> Vec<Vec<String>> {
    let reasons = Reasons::of(round, outcome, language);
    let row = |vacant: &crate::allocation::Vacant| {
        vec![
            round.dwellings[vacant.dwelling].id.clone(),
            vacant.reason.name().to_owned(),
            reasons.vacant(vacant),
            vacant.eligible_applicants.to_string(),
        ]
    };
    outcome.vacant.iter().map(row).collect()
}

/// `limits.csv`: one row per limit. A bound that the limit has not is empty, with what goes with it: the
/// shortfall of a minimum, the price of a maximum.
///
/// # Errors
/// As [`allocation_csv`].
pub fn limits_csv(round: &Round, outcome: &Outcome, language: Language) -> Result<Vec<u8>, csv::Error> {
    let form = Form::of(language);
    form.table(&LIMITS, &limit_rows(form, round, outcome))
}

/// The rows of `limits.csv`, with numbers in this form.
pub(super) fn limit_rows(form: Form, round: &Round, outcome: &Outcome) -> Vec<Vec<String>> {
    outcome.limits.iter().map(|found| limit_row(form, &round.limits.limits[found.limit], found)).collect()
}

fn limit_row(form: Form, limit: &Limit, found: &LimitOutcome) -> Vec<String> {
    let amount = |units: Option<i64>| units.map_or_else(String::new, |units| form.amount(limit.counts, units));
    vec![
        limit.name.clone(),
        limit.counts.name().to_owned(),
        amount(limit.min),
        amount(Some(found.used)),
        amount(found.max),
        amount(limit.min.map(|_| found.shortfall)),
        yes_no(found.binding).to_owned(),
        found.max.map_or_else(String::new, |_| form.fraction(found.price)),
    ]
}
