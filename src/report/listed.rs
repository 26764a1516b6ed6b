//! The result of a round row by row, for machines; docs/json.md has its shape.

use serde_json::{Number, Value, json};

use super::{Form, Reasons};
use crate::allocation::{Certainty, LimitOutcome, Outcome, Unplaced, Vacant};
use crate::domain::{Counts, Language, Limit, Placement, Round, misfit};
use crate::eligibility::contract_rent;

/// Who goes where, who is left, what stays vacant and what the limits do: the four tables as JSON. Keys and codes are
/// English in every language, sentences follow it.
pub fn rows_json(round: &Round, outcome: &Outcome, language: Language) -> Value {
    let reasons = Reasons::of(round, outcome, language);
    let placements = outcome.placements.iter().enumerate().map(|(place, one)| placed(round, outcome, place, *one));
    let unplaced = outcome.unplaced.iter().map(|one| left(round, one, &reasons));
    let vacant = outcome.vacant.iter().map(|one| empty(round, one, &reasons));
    let limits = outcome.limits.iter().map(|found| limit(&round.limits.limits[found.limit], found));
    json!({
        "placements": placements.collect::<Vec<Value>>(),
        "unplaced": unplaced.collect::<Vec<Value>>(),
        "vacant": vacant.collect::<Vec<Value>>(),
        "limits": limits.collect::<Vec<Value>>(),
    })
}

fn placed(round: &Round, outcome: &Outcome, place: usize, placement: Placement) -> Value {
    let (applicant, dwelling) = (&round.applicants[placement.applicant], &round.dwellings[placement.dwelling]);
    let reserves = outcome.reserves[place].iter().map(|reserve| round.applicants[*reserve].id.as_str());
    json!({
        "applicant": applicant.id,
        "dwelling": dwelling.id,
        "mode": placement.mode.name(),
        "contract_rent": number(&Form::of(Language::En).money(contract_rent(round, applicant, dwelling, placement.mode))),
        "group": applicant.group,
        "organisation": applicant.organisation,
        "landlord": dwelling.landlord,
        "complex": dwelling.complex,
        "district": dwelling.district,
        "persons": applicant.persons(),
        "waiting_days": applicant.waiting_days(round.first_day()),
        "urgency": applicant.urgency(round.month),
        "misfit": misfit(applicant, dwelling, placement.mode, &round.norms),
        "certainty": outcome.certainty[place].map(Certainty::name),
        "reserves": reserves.collect::<Vec<&str>>(),
    })
}

fn left(round: &Round, unplaced: &Unplaced, reasons: &Reasons<'_>) -> Value {
    let applicant = &round.applicants[unplaced.applicant];
    json!({
        "applicant": applicant.id,
        "group": applicant.group,
        "reason": unplaced.reason.name(),
        "sentence": reasons.unplaced(unplaced),
        "eligible_dwellings": unplaced.eligible_dwellings,
    })
}

fn empty(round: &Round, vacant: &Vacant, reasons: &Reasons<'_>) -> Value {
    json!({
        "dwelling": round.dwellings[vacant.dwelling].id,
        "reason": vacant.reason.name(),
        "sentence": reasons.vacant(vacant),
        "eligible_applicants": vacant.eligible_applicants,
    })
}

fn limit(limit: &Limit, found: &LimitOutcome) -> Value {
    let amount = |units: i64| amount(limit.counts, units);
    json!({
        "limit": limit.name,
        "counts": limit.counts.name(),
        "min": limit.min.map(amount),
        "used": amount(found.used),
        "max": found.max.map(amount),
        "shortfall": limit.min.map(|_| amount(found.shortfall)),
        "binding": found.binding,
        "price": found.max.map(|_| found.price.to_string()),
    })
}

/// An amount in what people speak of.
fn amount(counts: Counts, units: i64) -> Number {
    number(&counts.exact(units))
}

/// Digits as the number that they are.
fn number(digits: &str) -> Number {
    serde_json::from_str(digits).unwrap_or_else(|_| Number::from(0)) // never: the digits are our own
}
