//! The comparison for machines; docs/json.md has its shape.

use serde_json::{Value, json};

use super::sentences;
use crate::allocation::Status;
use crate::domain::{Counts, Language, Match, Round, Tier};
use crate::report::screen::limits_of;
use crate::report::violation_sentence;
use crate::study::compare::{Comparison, Facet, Fate, Judged, Question, Side, Spread, Waiver, WaivingRow};
use crate::verify::{Unit, Violation};

/// The comparison as JSON text with a line end.
///
/// # Errors
/// Never in practice: only when a number could not be written.
pub fn json(round: &Round, comparison: &Comparison, language: Language) -> Result<String, serde_json::Error> {
    let asked = &comparison.asked;
    let value = json!({
        "format": 1,
        "tool_version": env!("CARGO_PKG_VERSION"),
        "round": round.id,
        "model": round.model.name,
        "seed": round.seed,
        "status": if comparison.status == Status::Optimal { "optimal" } else { "feasible" },
        "list": list(round, comparison, language),
        "violations": comparison.violations.iter().map(|one| violation(round, comparison, one, language)).collect::<Vec<_>>(),
        "goals": goals(comparison),
        "groups": groups(round, comparison),
        "limits": limits(round, comparison),
        "waiting_days": spreads(comparison, |side| (side.waiting, 1.0)),
        "rent_euro_per_month": spreads(comparison, |side| (side.rents, 100.0)),
        "districts": districts(comparison),
        "households": households(round, comparison),
        "patterns": asked.patterns,
        "tried": asked.tried,
        "unsettled": asked.unsettled,
        "questions": asked.questions.iter().map(|one| question(round, one, language)).collect::<Vec<_>>(),
        "proposal": proposal(round, comparison),
    });
    Ok(serde_json::to_string_pretty(&value)? + "\n")
}

/// The sides by the names that they have in JSON.
fn sides(comparison: &Comparison) -> Vec<(&'static str, &Side)> {
    let proposal = comparison.proposal.iter().map(|one| ("proposal", &one.side));
    [("valid", &comparison.list), ("optimum", &comparison.optimum)].into_iter().chain(proposal).collect()
}

/// A figure of each side, by the side's name.
fn each(comparison: &Comparison, start: Value, figure: impl Fn(&Side) -> Value) -> Value {
    let mut object = start;
    for (name, side) in sides(comparison) {
        object[name] = figure(side);
    }
    object
}

fn list(round: &Round, comparison: &Comparison, language: Language) -> Value {
    let left_out: Vec<Value> = comparison
        .valid
        .left_out
        .iter()
        .map(|one| {
            json!({
                "line": one.found.line,
                "applicant": one.found.applicant,
                "dwelling": one.found.dwelling,
                "reason": one.cause.name(),
                "sentence": sentences::cause(round, &one.cause, language),
            })
        })
        .collect();
    json!({ "matches": comparison.matches.len(), "valid": comparison.valid.kept.len(), "left_out": left_out })
}

fn violation(round: &Round, comparison: &Comparison, judged: &Judged, language: Language) -> Value {
    let found = &judged.violation;
    let (size, unit) = sized(found);
    let (rule, limit) = match found {
        Violation::BrokenRule { rule, .. } => (Some(rule.name()), None),
        Violation::MaximumOverrun { limit, .. } => (None, Some(limit)),
        _ => (None, None),
    };
    let mut value = json!({
        "kind": found.kind(),
        "rule": rule,
        "limit": limit,
        "size": size,
        "unit": unit,
        "applicants": found.applicants(),
        "dwellings": found.dwellings(),
        "lines": lines(comparison, found),
        "sentence": violation_sentence(round, &judged.violation, language),
        "waived": matches!(judged.waiver, Waiver::Given(_)),
        "decisions": [],
        "rows": [],
        "contradicted_by_line": null,
    });
    match &judged.waiver {
        Waiver::Given(decisions) => {
            let decision = |one: &crate::domain::Decision| json!({ "applicant": one.applicant, "dwelling": one.dwelling, "by": one.by, "reason": one.reason });
            value["decisions"] = decisions.iter().map(decision).collect();
        }
        Waiver::Possible(rows) => {
            let row = |one: &WaivingRow| json!({ "applicant": one.applicant, "dwelling": one.dwelling, "decision": "fixed", "override": one.overrides });
            value["rows"] = rows.iter().map(row).collect();
        }
        Waiver::Contradicted(decision) => value["contradicted_by_line"] = json!(decision.line),
        Waiver::Impossible => (),
    }
    value
}

/// By how much, and what that counts: of a rule as it is broken, of a maximum what is too much, of sharers how many are
/// lacking or too many, of an applicant or a dwelling in use twice how many times too often.
fn sized(violation: &Violation) -> (Value, Option<&'static str>) {
    match violation {
        Violation::BrokenRule { size, unit: unit @ Unit::Cents, .. } => (amount_of_cents(*size), unit.name()),
        Violation::BrokenRule { unit: Unit::Whether, .. } => (Value::Null, None),
        Violation::BrokenRule { size, unit, .. } => (json!(size), unit.name()),
        Violation::MaximumOverrun { counts, used, max, .. } => (amount(*counts, used - max), Some(counts.name())),
        Violation::PlacedTwice { dwellings, .. } => (json!(dwellings.len() - 1), Some("places")),
        Violation::LetTwice { applicants, .. } => (json!(applicants.len() - 1), Some("applicants")),
        Violation::TooFewSharers { sharers, least, .. } => (json!(least - sharers), Some("sharers")),
        Violation::TooManySharers { sharers, places, .. } => (json!(sharers - places), Some("sharers")),
        _ => (Value::Null, None),
    }
}

#[allow(clippy::cast_precision_loss)] // rents are far below what a float holds exactly
fn amount_of_cents(cents: i64) -> Value {
    json!(cents as f64 / 100.0)
}

/// The lines of the list with the applicants and dwellings that a violation names; none where it names nobody, as a
/// maximum.
fn lines(comparison: &Comparison, violation: &Violation) -> Vec<usize> {
    let (applicants, dwellings) = (violation.applicants(), violation.dwellings());
    if applicants.is_empty() && dwellings.is_empty() {
        return Vec::new();
    }
    let named = |one: &&Match| {
        (applicants.is_empty() || applicants.contains(&one.applicant.as_str()))
            && (dwellings.is_empty() || dwellings.contains(one.dwelling.as_str()))
    };
    comparison.matches.iter().filter(named).map(|one| one.line).collect()
}

fn goals(comparison: &Comparison) -> Vec<Value> {
    let number = |value: i128| json!(i64::try_from(value).unwrap_or(i64::MAX));
    let goal = |(tier, _): &(Tier, i128)| {
        let start = json!({ "tier": tier.name(), "listed": number(comparison.listed.value(*tier)) });
        each(comparison, start, |side| number(side.value(*tier)))
    };
    comparison.optimum.tiers.iter().map(goal).collect()
}

fn groups(round: &Round, comparison: &Comparison) -> Vec<Value> {
    let minimum = |group: &str| -> Value {
        let Some(limits) = limits_of(round, group) else { return Value::Null };
        let limits: Vec<_> = limits.map(|limit| &round.limits.limits[limit]).collect();
        let wanted: i64 = limits.iter().filter_map(|limit| limit.min).sum();
        limits.first().map_or(Value::Null, |limit| amount(limit.counts, wanted.into()))
    };
    let of = |id: &String| {
        let start = json!({ "group": id, "minimum": minimum(id) });
        each(comparison, start, |side| json!(side.groups.get(id).copied().unwrap_or(0)))
    };
    round.model.groups.keys().map(of).collect()
}

/// An amount of a limit in what people speak of.
fn amount(counts: Counts, units: i128) -> Value {
    let exact = counts.exact(i64::try_from(units).unwrap_or(i64::MAX));
    exact.parse::<i64>().map(Value::from).or_else(|_| exact.parse::<f64>().map(Value::from)).unwrap_or(Value::Null)
}

fn limits(round: &Round, comparison: &Comparison) -> Vec<Value> {
    let of = |(index, limit): (usize, &crate::domain::Limit)| {
        let bound = |bound: Option<i64>| bound.map(|bound| amount(limit.counts, bound.into()));
        let start = json!({
            "limit": limit.name, "counts": limit.counts.name(), "min": bound(limit.min), "max": bound(limit.max),
        });
        each(comparison, start, |side| amount(limit.counts, side.used[index]))
    };
    round.limits.limits.iter().enumerate().map(of).collect()
}

#[allow(clippy::cast_precision_loss)] // sums of a round's days and cents are far below what a float holds exactly
fn spreads(comparison: &Comparison, of: impl Fn(&Side) -> (Spread, f64)) -> Value {
    each(comparison, json!({}), |side| {
        let (spread, unit) = of(side);
        let mean = spread.sum as f64 / spread.count.max(1) as f64 / unit;
        json!({ "mean": (mean * 100.0).round() / 100.0, "greatest": spread.greatest as f64 / unit })
    })
}

fn districts(comparison: &Comparison) -> Vec<Value> {
    let names: std::collections::BTreeSet<&String> =
        sides(comparison).into_iter().flat_map(|(_, side)| side.districts.keys()).collect();
    let of = |name: &String| {
        each(comparison, json!({ "district": name }), |side| json!(side.districts.get(name).copied().unwrap_or(0)))
    };
    names.into_iter().map(of).collect()
}

fn households(round: &Round, comparison: &Comparison) -> Vec<Value> {
    let id = |dwelling: usize| round.dwellings[dwelling].id.as_str();
    let of = |(applicant, fate): &(usize, Fate)| {
        let (list, optimum) = match fate {
            Fate::Same(home) => (Some(id(*home)), Some(id(*home))),
            Fate::Moved(list, optimum) => (Some(id(*list)), Some(id(*optimum))),
            Fate::OnlyList(list) => (Some(id(*list)), None),
            Fate::OnlyOptimum(optimum) => (None, Some(id(*optimum))),
            Fate::Neither => (None, None),
        };
        json!({
            "applicant": round.applicants[*applicant].id, "fate": fate.name(), "valid": list, "optimum": optimum,
        })
    };
    comparison.fates.iter().map(of).collect()
}

fn question(round: &Round, question: &Question, language: Language) -> Value {
    let facet = |facet: &Facet| {
        facet.as_ref().map_or(Value::Null, |(column, value)| json!({ "column": column, "value": value }))
    };
    let number = |value: i128| i64::try_from(value).unwrap_or(i64::MAX);
    json!({
        "applicants": facet(&question.pattern.applicants),
        "dwellings": facet(&question.pattern.dwellings),
        "avoiding": question.pattern.avoiding,
        "in_optimum": question.pattern.in_optimum,
        "tier": question.tier.name(),
        "valid": number(question.list),
        "optimum": number(question.optimum),
        "with_rule": number(question.with_rule),
        "explained": number(question.explained()),
        "gap": number(question.gap()),
        "sentence": sentences::question(round, question, language),
    })
}

fn proposal(round: &Round, comparison: &Comparison) -> Value {
    let Some(proposal) = &comparison.proposal else { return Value::Null };
    let row = |one: &&crate::domain::Decision| json!({ "applicant": one.applicant, "dwelling": one.dwelling });
    let decisions: Vec<Value> = super::tables::kept_decisions(round, proposal).iter().map(row).collect();
    let kind = if proposal.keeps { "keep" } else { "nearest" };
    let home = |one: &crate::domain::Placement| {
        json!({
            "applicant": round.applicants[one.applicant].id,
            "dwelling": round.dwellings[one.dwelling].id,
            "mode": one.mode.name(),
        })
    };
    json!({
        "kind": kind,
        "fixed": decisions,
        "placements": proposal.side.placements.iter().map(home).collect::<Vec<_>>(),
    })
}
