//! `plan --json`; `docs/json.md` says what each field means.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Value, json};

use super::PlannedYear;
use super::agreements::{Agreement, Asked, agreements};
use super::goals::{code, whole};
use super::task::{due, due_of};
use super::words::{counts_code, pattern_code, role_code};
use crate::domain::{MONTHS, Route};
use crate::year::plan::{Family, Figures, Goal, Left, Project, Variant, need_of};

#[derive(Serialize)]
struct Document<'a> {
    format: u32,
    tool_version: &'static str,
    model: &'a str,
    year: i16,
    decided: u32,
    planned: u32,
    missed: u32,
    proposed: u32,
    groups: Vec<Value>,
    offered: [u32; MONTHS],
    peak: u32,
    change: u32,
    waited: u32,
    temporary: [u32; MONTHS],
    statutory: Option<Value>,
    goals: Vec<Value>,
    obstacles: Vec<Value>,
    needs: Value,
    agreements: Vec<Value>,
    waits: Vec<Value>,
    projects: Vec<Value>,
    left: Value,
    variants: Vec<Value>,
    figures_that_differ: usize,
    inputs: &'a BTreeMap<String, String>,
}

/// The plan of a year as JSON text with a line end.
///
/// # Errors
/// Never in practice: only when the text could not be put together.
pub fn plan_json(told: &PlannedYear<'_>) -> Result<String, serde_json::Error> {
    let (year, found) = (told.year, told.found);
    let figures = &found.figures;
    let document = Document {
        format: 1,
        tool_version: env!("CARGO_PKG_VERSION"),
        model: &year.name,
        year: year.year,
        decided: year.decided(),
        planned: figures.places(),
        missed: figures.missed(),
        proposed: found.proposal.places(),
        groups: year.decision.keys().map(|id| group(told, id)).collect(),
        offered: figures.offered,
        peak: figures.peak(),
        change: figures.change(),
        waited: figures.waited(),
        temporary: figures.temporary,
        statutory: statutory(told),
        goals: found.plan.optimum.goals.iter().map(|(one, optimum)| goal(told, *one, *optimum)).collect(),
        obstacles: found
            .obstacles
            .iter()
            .map(|one| {
                json!({
                    "without": family(one.family),
                    "partner": partner(told, one.family),
                    "places": exact(one.places),
                    "persons": exact(one.persons),
                })
            })
            .collect(),
        needs: needs(told),
        agreements: agreements(told).iter().map(agreement).collect(),
        waits: found
            .waits
            .iter()
            .map(|wait| {
                json!({
                    "partner": year.partners.get(wait.partner).map(|one| &one.name),
                    "pattern": pattern_code(wait.pattern),
                    "queue": wait.queue.map(exact),
                    "months": wait.months.map(exact),
                })
            })
            .collect(),
        projects: figures.projects.iter().map(|one| project(told, one)).collect(),
        left: {
            let [plan, decision, proposal] = super::left::each(told).map(|one| left(&one));
            json!({ "plan": plan, "decision": decision, "proposal": proposal })
        },
        variants: found.variants.iter().map(|(one, figures)| variant(told, *one, figures)).collect(),
        figures_that_differ: told.audit.differing(),
        inputs: told.inputs,
    };
    Ok(serde_json::to_string_pretty(&document)? + "\n")
}

/// To the ten-thousandth: what is less is the solver's tolerance.
fn exact(value: f64) -> f64 {
    (value * 10_000.0).round() / 10_000.0 + 0.0
}

#[allow(clippy::cast_precision_loss)] // numbers of a year: far below what a float holds exactly
fn part(number: i64, of: i64) -> f64 {
    number as f64 / of as f64
}

fn group(told: &PlannedYear<'_>, id: &String) -> Value {
    let figures = &told.found.figures;
    let adopted = told.year.decision.get(id).copied().unwrap_or(0);
    let is_own = told.year.groups.get(id).is_some_and(|one| one.route == Route::SelfSearch);
    json!({
        "group": id,
        "route": if is_own { "self-search" } else { "mediated" },
        "need": need_of(told.year, id),
        "adopted": adopted,
        "planned": figures.of_group(id),
        "missed": adopted.saturating_sub(figures.of_group(id)),
        "proposed": told.found.proposal.of_group(id),
        "months": figures.groups.get(id).copied().unwrap_or_default(),
    })
}

fn statutory(told: &PlannedYear<'_>) -> Option<Value> {
    let (statutory, persons) = (told.year.statutory.as_ref()?, told.found.figures.persons?);
    let [first, both, all] = due(statutory, persons);
    Some(json!({
        "group": statutory.group,
        "task": statutory.task,
        "persons": persons.map(|persons| part(persons, 100)),
        "wanted": exact(all.wanted),
        "missed_first_half": exact(first.missed()),
        "missed_tasks": exact(both.missed()),
        "missed_with_backlog": exact(all.missed()),
    }))
}

fn goal(told: &PlannedYear<'_>, goal: Goal, optimum: f64) -> Value {
    json!({ "goal": code(goal), "optimum": exact(optimum), "plan": whole(told, goal).map(exact) })
}

fn family(family: Family) -> &'static str {
    match family {
        Family::Partner(_) => "capacity",
        Family::Homes => "homes",
        Family::Agreed => "agreed",
        Family::Sharing => "sharing",
        Family::Sizes => "sizes",
        Family::Temporary => "temporary",
        Family::Share => "share",
        Family::Need => "need",
    }
}

fn partner<'a>(told: &PlannedYear<'a>, family: Family) -> Option<&'a str> {
    let Family::Partner(index) = family else { return None };
    told.year.partners.get(index).map(|one| one.name.as_str())
}

fn needs(told: &PlannedYear<'_>) -> Value {
    let needs = &told.found.needs;
    let partners = told.year.partners.iter().zip(needs.extra.iter().zip(&needs.loads));
    let of = |(one, (extra, loads)): (&crate::domain::Partner, (&[f64; MONTHS], &[f64; MONTHS]))| {
        json!({
            "partner": one.name,
            "role": role_code(one.role),
            "counts": counts_code(one.counts),
            "extra": extra.map(exact),
            "load": loads.map(exact),
        })
    };
    json!({ "places_missed": exact(needs.places), "partners": partners.map(of).collect::<Vec<Value>>() })
}

fn agreement(one: &Agreement) -> Value {
    let counts = match one.counts {
        Asked::Places => "places",
        Asked::Load(counted) => counts_code(counted),
    };
    json!({
        "party": one.party,
        "role": role_code(one.role),
        "counts": counts,
        "asked": one.asked.map(|asked| part(asked, 10_000)),
        "in_projects": one.in_projects.map(|places| places.map(|places| part(places, 10_000))),
        "capacity": one.capacity.map(|capacity| capacity.map(|capacity| part(capacity, 100))),
        "price": one.price.map(exact),
    })
}

fn project(told: &PlannedYear<'_>, project: &Project) -> Value {
    let source = &told.year.supply[project.source];
    json!({
        "project": source.name,
        "landlord": source.landlord,
        "delivered": source.delivered.map(|month| told.year.month(month).to_string()),
        "dwellings": source.dwellings,
        "kept": project.kept,
        "let": project.let_to_groups,
        "unused": project.unused,
        "waited": project.waited,
    })
}

fn left(left: &Left) -> Value {
    let districts: BTreeMap<&String, f64> = left.districts.iter().map(|(name, of)| (name, part(*of, 100))).collect();
    let [small, middle, large] = left.sizes;
    json!({
        "dwellings": left.total(),
        "sizes": { "small": small, "middle": middle, "large": large },
        "districts": districts,
        "elsewhere": part(left.elsewhere, 100),
        "kept": left.kept,
    })
}

fn variant(told: &PlannedYear<'_>, variant: Variant, figures: &Figures) -> Value {
    let name = match variant {
        Variant::Adopted => "adopted",
        Variant::AgreedShare => "agreed-share",
        Variant::PeaksAllowed => "peaks-allowed",
        Variant::NoSharing => "no-sharing",
        Variant::MoreSupport => "more-support",
    };
    json!({
        "policy": name,
        "places": figures.places(),
        "missed": figures.missed(),
        "persons": figures.persons.map(|halves| halves.map(|persons| part(persons, 100))),
        "persons_missed": due_of(told, figures).map(|due| exact(due[2].missed())),
        "peak": figures.peak(),
        "change": figures.change(),
        "dwellings": figures.dwellings,
        "sharers": figures.sharers,
        "left": figures.left.total(),
        "waited": figures.waited(),
    })
}
