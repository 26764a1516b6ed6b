//! The summary of a run for machines: `summary.json`, and what `--json` prints.

use std::collections::BTreeMap;

use serde::{Serialize, Serializer};

use crate::allocation::changes::{Cause, Change, Changes, Sort};
use crate::allocation::{Outcome, Status};
use crate::domain::{Fraction, Round, Tier};

/// The figures of one outcome. All but `seconds` is the same whenever the input is.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Summary {
    /// Version of this form: 1.
    pub format: u32,
    /// Version of the tool that made it.
    pub tool_version: &'static str,
    /// Id of the round.
    pub round: String,
    /// Name of the model.
    pub model: String,
    /// SHA-256 (hex) of every file read, by its name.
    pub inputs: BTreeMap<String, String>,
    /// Seed of the lottery.
    pub seed: u64,
    /// `optimal` or `feasible`.
    pub status: &'static str,
    /// Applicants placed.
    pub placed: usize,
    /// The tiers, in order.
    pub tiers: Vec<TierFigures>,
    /// The groups of the model, by id.
    pub groups: Vec<GroupFigures>,
    /// What moved since the earlier results, with an earlier allocation alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub changes: Option<ChangeFigures>,
    /// Wall time of each stage, in seconds.
    #[serde(serialize_with = "as_map")]
    pub seconds: Vec<(&'static str, f64)>,
}

/// One tier in the summary.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TierFigures {
    /// Name of the tier.
    pub tier: &'static str,
    /// Its value.
    pub value: i64,
    /// No allocation does better: a number, or `"a/b"` where it is not whole.
    #[serde(serialize_with = "as_number")]
    pub bound: Fraction,
    /// How that is proven: `prices`, `branch-and-bound`, `none`.
    pub proof: &'static str,
}

/// One group in the summary.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GroupFigures {
    /// Id of the group.
    pub group: String,
    /// Applicants of the group in the round.
    pub applicants: usize,
    /// Those with a place.
    pub placed: usize,
    /// Persons in the households placed.
    pub persons: u32,
}

/// What moved since the earlier results.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChangeFigures {
    /// Matches of the earlier results.
    pub earlier: usize,
    /// Of those, the ones that stand.
    pub kept: usize,
    /// Matches that a decision rules out.
    pub refused: usize,
    /// Applicants in another dwelling.
    pub changed: usize,
    /// Applicants with a place that had none.
    pub new: usize,
    /// Applicants without a place that had one.
    pub lost: usize,
    /// Each of them.
    pub moves: Vec<MoveFigures>,
    /// With the earlier matches before every goal, the goals that this costs something; not there where that is not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price: Option<Vec<PriceFigures>>,
}

/// What a goal is worth with the earlier matches before it, and with them after all goals.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PriceFigures {
    /// Name of the tier.
    pub tier: &'static str,
    /// Its value.
    pub value: i64,
    /// Its value with the earlier matches after all goals.
    pub without: i64,
}

/// One applicant that fares otherwise than before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MoveFigures {
    /// Applicant id.
    pub applicant: String,
    /// The dwelling it had.
    pub from: Option<String>,
    /// The dwelling it has.
    pub to: Option<String>,
    /// `refused`, `changed`, `new` or `lost`.
    pub sort: &'static str,
    /// Why, as a code; empty where nothing is certain.
    pub reason: &'static str,
    /// The goal that keeping the match would cost, with the reason `costs-a-tier`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tier: Option<&'static str>,
    /// Who came to live where it lived; for `new`, who lived there and does no longer.
    pub others: Vec<String>,
    /// For `new`: who shared the dwelling before and still does.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub beside: Vec<String>,
}

impl ChangeFigures {
    fn of(changes: &Changes) -> Self {
        Self {
            earlier: changes.earlier,
            kept: changes.kept,
            refused: changes.count(Sort::Refused),
            changed: changes.count(Sort::Changed),
            new: changes.count(Sort::New),
            lost: changes.count(Sort::Lost),
            moves: changes.changes.iter().map(MoveFigures::of).collect(),
            price: changes.price.as_ref().map(|price| price.iter().map(PriceFigures::of).collect()),
        }
    }
}

impl PriceFigures {
    fn of((tier, value, without): &(Tier, i64, i64)) -> Self {
        Self { tier: tier.name(), value: *value, without: *without }
    }
}

impl MoveFigures {
    fn of(change: &Change) -> Self {
        Self {
            applicant: change.applicant.clone(),
            from: change.from.clone(),
            to: change.to.clone(),
            sort: change.sort().name(),
            reason: change.cause.name(),
            tier: if let Cause::Costs(tier) = &change.cause { Some(tier.name()) } else { None },
            others: change.others.clone(),
            beside: change.beside.clone(),
        }
    }
}

/// The summary of an outcome.
pub fn summary(round: &Round, outcome: &Outcome) -> Summary {
    Summary {
        format: 1,
        tool_version: env!("CARGO_PKG_VERSION"),
        round: round.id.clone(),
        model: round.model.name.clone(),
        inputs: round.inputs.clone(),
        seed: round.seed,
        status: status_name(outcome.status),
        placed: outcome.placements.len(),
        tiers: tiers(outcome),
        groups: groups(round, outcome),
        changes: outcome.changes.as_ref().map(ChangeFigures::of),
        seconds: outcome.seconds.clone(),
    }
}

/// The name of a status in files.
pub(super) fn status_name(status: Status) -> &'static str {
    match status {
        Status::Optimal => "optimal",
        Status::Feasible => "feasible",
    }
}

/// The summary as JSON text with a line end, for `summary.json` and `--json`.
///
/// # Errors
/// Never in practice: only when a number could not be written.
pub fn outcome_json(round: &Round, outcome: &Outcome) -> Result<String, serde_json::Error> {
    Ok(serde_json::to_string_pretty(&summary(round, outcome))? + "\n")
}

/// The summary without its seconds, on one line with its keys in order: the same whenever the input is. The
/// certificate has its hash.
pub(super) fn timeless_json(round: &Round, outcome: &Outcome) -> Result<String, serde_json::Error> {
    let mut value = serde_json::to_value(summary(round, outcome))?;
    if let Some(fields) = value.as_object_mut() {
        fields.remove("seconds");
        fields.sort_keys();
    }
    serde_json::to_string(&value)
}

fn tiers(outcome: &Outcome) -> Vec<TierFigures> {
    let figures = |found: &crate::allocation::TierOutcome| TierFigures {
        tier: found.tier.name(),
        value: found.value,
        bound: found.bound,
        proof: found.proof.name(),
    };
    outcome.tiers.iter().map(figures).collect()
}

/// Applicants, placed and persons of each group, groups without applicants included.
pub(super) fn groups(round: &Round, outcome: &Outcome) -> Vec<GroupFigures> {
    let empty = |id: &String| (id.clone(), GroupFigures { group: id.clone(), applicants: 0, placed: 0, persons: 0 });
    let mut found: BTreeMap<String, GroupFigures> = round.model.groups.keys().map(empty).collect();
    for applicant in &round.applicants {
        if let Some(figures) = found.get_mut(&applicant.group) {
            figures.applicants += 1;
        }
    }
    for placement in &outcome.placements {
        let applicant = &round.applicants[placement.applicant];
        if let Some(figures) = found.get_mut(&applicant.group) {
            figures.placed += 1;
            figures.persons += applicant.persons();
        }
    }
    found.into_values().collect()
}

fn as_map<S: Serializer>(seconds: &[(&'static str, f64)], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(seconds.iter().map(|(stage, seconds)| (stage, (seconds * 1000.0).round() / 1000.0)))
}

fn as_number<S: Serializer>(bound: &Fraction, serializer: S) -> Result<S::Ok, S::Error> {
    match i64::try_from(bound.numerator) {
        Ok(number) if bound.denominator == 1 => serializer.serialize_i64(number),
        _ => serializer.serialize_str(&bound.to_string()),
    }
}
