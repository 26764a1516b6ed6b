//! Explanations as JSON; the form is described in docs/json.md.

use serde_json::{Value, json};

use super::{Explained, changes, vacancy};
use crate::domain::{Decision, Language, Rule};
use crate::report::summary::status_name;
use crate::report::{Form, Reasons};
use crate::study::Change;
use crate::study::explain::{AboutDwelling, AboutLimit, Base, Bound, Decided, Draw, Effect, Found, WhyNot, WhyThis};

/// An explanation for machines. Codes and keys are English in every language, sentences follow it.
///
/// # Errors
/// Never in practice: only when the text could not be put together.
pub fn explanation_json(base: &Base, explained: &Explained, language: Language) -> Result<String, serde_json::Error> {
    let mut value = match explained {
        Explained::WhyNot(why) => why_not(base, why, language),
        Explained::WhyThis(why) => why_this(base, why),
        Explained::SearchesItself(applicant) => json!({
            "applicant": base.case.round.applicants[*applicant].id,
            "placed": false,
            "reason": "self-search",
            "sentence": sentence(base, *applicant, language),
        }),
        Explained::Dwelling(about) => dwelling(base, about),
        Explained::Limit(about) => limit(base, about),
        Explained::Unbounded(index) => unbounded(base, *index),
    };
    value["format"] = json!(1);
    value["round"] = json!(base.case.round.id);
    value["status"] = json!(status_name(base.outcome.status));
    Ok(serde_json::to_string_pretty(&value)? + "\n")
}

fn sentence(base: &Base, applicant: usize, language: Language) -> Option<String> {
    let reasons = Reasons::of(&base.case.round, &base.outcome, language);
    let unplaced = base.outcome.unplaced.iter().find(|unplaced| unplaced.applicant == applicant)?;
    Some(reasons.unplaced(unplaced))
}

fn ids(base: &Base, applicants: &[usize]) -> Vec<String> {
    applicants.iter().map(|one| base.case.round.applicants[*one].id.clone()).collect()
}

fn home(base: &Base, dwelling: usize) -> &str {
    &base.case.round.dwellings[dwelling].id
}

fn effect(base: &Base, effect: &Effect) -> Value {
    let tiers = effect.tiers.iter().map(|(tier, now, then)| json!({ "tier": tier.name(), "now": now, "then": then }));
    json!({
        "status": status_name(effect.status),
        "dwelling": effect.dwelling.map(|dwelling| home(base, dwelling)),
        "tiers": tiers.collect::<Vec<Value>>(),
        "loses": ids(base, &effect.loses),
        "gains": ids(base, &effect.gains),
        "moves": ids(base, &effect.moves),
    })
}

fn why_not(base: &Base, why: &WhyNot, language: Language) -> Value {
    let reason = base.outcome.unplaced.iter().find(|unplaced| unplaced.applicant == why.applicant);
    let excluded = why.excluded.iter().map(|(rules, count)| {
        json!({ "rules": rules.iter().map(crate::domain::Rule::name).collect::<Vec<_>>(), "dwellings": count })
    });
    let nearest = why.nearest.iter().map(|nearest| {
        let by = size(nearest.rule, nearest.size);
        json!({ "rule": nearest.rule.name(), "dwelling": home(base, nearest.dwelling), "by": by })
    });
    let fitting = why.fitting.iter().map(|fitting| {
        json!({
            "dwelling": home(base, fitting.dwelling),
            "modes": fitting.modes.iter().map(|mode| mode.name()).collect::<Vec<_>>(),
            "occupants": ids(base, &fitting.occupants),
            "vacant_because": fitting.in_the_way.as_ref().and_then(|obstacles| {
                vacancy::reason(Form::of(language), &base.case.round, obstacles)
            }),
        })
    });
    json!({
        "applicant": base.case.round.applicants[why.applicant].id,
        "placed": false,
        "reason": reason.map(|unplaced| unplaced.reason.name()),
        "sentence": sentence(base, why.applicant, language),
        "excluded": excluded.collect::<Vec<Value>>(),
        "nearest": nearest.collect::<Vec<Value>>(),
        "late": why.late.map(|late| {
            json!({ "ready_from": late.ready.to_string(), "last_day": late.last.to_string(), "days": late.days })
        }),
        "fitting": fitting.collect::<Vec<Value>>(),
        "cost": why.cost.as_ref().map(|cost| effect(base, cost)),
        "drawn_among": drawn_among(base, why.drawn.as_ref()),
        "changes": why.changes.iter().map(|found| change(base, why.applicant, found, language)).collect::<Vec<Value>>(),
        "in_vain": why.in_vain.iter().map(|change| in_vain(base, why.applicant, change, language)).collect::<Vec<Value>>(),
        "tried": why.tried,
        "open": why.open,
        "larger_left_out": why.cut,
    })
}

/// By how much a rule is broken; nothing of one that knows only yes and no.
fn size(rule: Rule, size: i64) -> Value {
    match rule {
        Rule::Rent => json!(Form::of(Language::En).money(size)),
        Rule::Size | Rule::Labels | Rule::Needs | Rule::Dates => json!(size),
        _ => Value::Null,
    }
}

fn drawn_among(base: &Base, draw: Option<&Draw>) -> Option<Vec<String>> {
    draw.map(|draw| ids(base, &draw.among()))
}

/// A change that places the applicant.
fn change(base: &Base, applicant: usize, found: &Found, language: Language) -> Value {
    let mut value = changed(base, &found.change);
    value["dwelling"] = json!(home(base, found.dwelling));
    value["gains"] = json!(ids(base, &found.gains));
    value["loses"] = json!(ids(base, &found.loses));
    value["sentence"] = json!(changes::sentence(Form::of(language), &base.case.round, applicant, found));
    value
}

/// A change that does not.
fn in_vain(base: &Base, applicant: usize, change: &Change, language: Language) -> Value {
    let mut value = changed(base, change);
    value["sentence"] = json!(changes::in_vain(Form::of(language), &base.case.round, applicant, change));
    value
}

fn changed(base: &Base, change: &Change) -> Value {
    let round = &base.case.round;
    let money = |cents: &i64| Form::of(Language::En).money(*cents);
    match change {
        Change::RentMargin(cents) => json!({ "change": "rent-margin", "by": money(cents) }),
        Change::Size(rooms) => json!({ "change": "size", "by": rooms }),
        Change::Ages(years) => json!({ "change": "ages", "by": years }),
        Change::Needs(labels) => json!({ "change": "needs", "by": labels }),
        Change::Reserved => json!({ "change": "reserved" }),
        Change::Liveability(number) => {
            json!({ "change": "liveability", "exclusion": round.model.liveability[*number].reason })
        }
        Change::District(name) => json!({ "change": "avoid-districts", "district": name }),
        Change::Complex(name) => json!({ "change": "avoid-complexes", "complex": name }),
        Change::Region => json!({ "change": "region" }),
        Change::Dates(days) => json!({ "change": "dates", "by": days }),
        Change::Shares => json!({ "change": "shares" }),
        Change::Maximum(limit, by) => {
            let stated = &round.limits.limits[*limit];
            json!({ "change": "maximum", "limit": stated.name, "by": stated.counts.exact(*by) })
        }
        Change::Rent(dwelling, cents) => {
            json!({ "change": "rent", "of": home(base, *dwelling), "by": money(cents) })
        }
        Change::Reservation(dwelling) => json!({ "change": "reservation", "of": home(base, *dwelling) }),
        Change::Released(dwelling) => json!({ "change": "released", "of": home(base, *dwelling) }),
    }
}

/// A decision as `decisions.csv` has it.
fn decision(one: &Decision) -> Value {
    json!({ "applicant": one.applicant, "override": one.overrides, "by": one.by, "at": one.at, "reason": one.reason })
}

fn decided(base: &Base, decided: &Decided) -> Value {
    let limits = &base.case.round.limits.limits;
    let broken = |(rule, by): &(Rule, i64)| json!({ "rule": rule.name(), "by": size(*rule, *by) });
    let mut value = decision(&decided.decision);
    value["set_aside"] = decided.set_aside.iter().map(broken).collect();
    value["raised"] = decided.raised.iter().map(|limit| json!(limits[*limit].name)).collect();
    value
}

fn why_this(base: &Base, why: &WhyThis) -> Value {
    let refused = why.refused.as_ref().map(|(after, there)| {
        let mut value = effect(base, after);
        value["then_there"] = json!(ids(base, there));
        value
    });
    json!({
        "applicant": base.case.round.applicants[why.placement.applicant].id,
        "placed": true,
        "dwelling": home(base, why.placement.dwelling),
        "mode": why.placement.mode.name(),
        "fixed": why.fixed,
        "decision": why.decided.as_ref().map(|found| decided(base, found)),
        "certainty": why.certainty.map(crate::allocation::Certainty::name),
        "drawn_among": drawn_among(base, why.drawn.as_ref()),
        "fitting": why.fitting,
        "reserves": ids(base, &why.reserves),
        "if_refused": refused,
    })
}

fn dwelling(base: &Base, about: &AboutDwelling) -> Value {
    let placements = about.placements.iter().map(|number| {
        let placement = &base.outcome.placements[*number];
        json!({
            "applicant": base.case.round.applicants[placement.applicant].id,
            "mode": placement.mode.name(),
            "reserves": ids(base, &base.outcome.reserves[*number]),
        })
    });
    let vacant = base.outcome.vacant.iter().find(|vacant| vacant.dwelling == about.dwelling);
    json!({
        "dwelling": home(base, about.dwelling),
        "placements": placements.collect::<Vec<Value>>(),
        "reason": vacant.map(|vacant| vacant.reason.name()),
        "fitting": about.fitting,
        "free": ids(base, &about.free),
        "classes": about.classes.iter().map(|class| {
            json!({ "same": class.values, "applicants": ids(base, &class.members) })
        }).collect::<Vec<Value>>(),
        "fixed": about.fixed.iter().map(decision).collect::<Vec<Value>>(),
        "stopped": about.stopped,
    })
}

/// A limit without bounds has no value and no price, and nothing can be moved.
fn unbounded(base: &Base, limit: usize) -> Value {
    let stated = &base.case.round.limits.limits[limit];
    let used = base.outcome.limits.iter().find(|found| found.limit == limit);
    json!({
        "limit": stated.name,
        "counts": stated.counts.name(),
        "bound": null,
        "value": null,
        "used": used.map(|found| stated.counts.exact(found.used)),
        "price": null,
        "at_most": null,
        "lifted": null,
        "steps": [],
    })
}

fn limit(base: &Base, about: &AboutLimit) -> Value {
    let stated = &base.case.round.limits.limits[about.limit];
    let found = base.outcome.limits.iter().find(|found| found.limit == about.limit);
    let priced = found.filter(|_| about.bound == Bound::Maximum); // a minimum has no price
    let steps = about.steps.iter().map(|step| {
        let mut value = effect(base, &step.effect);
        value["value"] = json!(stated.counts.exact(step.value));
        value
    });
    json!({
        "limit": stated.name,
        "counts": stated.counts.name(),
        "bound": match about.bound { Bound::Maximum => "max", Bound::Minimum => "min" },
        "value": stated.counts.exact(about.value),
        "used": found.map(|found| stated.counts.exact(found.used)),
        "price": priced.map(|found| Form::of(Language::En).fraction(found.price)),
        "at_most": priced.and_then(|found| found.at_most),
        "lifted": effect(base, &about.lifted),
        "steps": steps.collect::<Vec<Value>>(),
    })
}
