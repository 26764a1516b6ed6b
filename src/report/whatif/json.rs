//! `whatif --json`; `docs/json.md` says what each field means.

use serde::Serialize;
use serde_json::Number;

use crate::domain::{ChangedSetting, Counts, Language};
use crate::study::{Figures, Moved, RowCounts, Tried};

use super::{Told, scenario_sentence};
use crate::report::summary::status_name;

#[derive(Serialize)]
struct Document<'a> {
    format: u32,
    tool_version: &'static str,
    round: &'a str,
    model: &'a str,
    seed: u64,
    base: FiguresJson<'a>,
    scenarios: Vec<Scenario<'a>>,
}

#[derive(Serialize)]
struct Scenario<'a> {
    name: &'a str,
    settings: Vec<SettingJson<'a>>,
    dwellings: RowsJson,
    applicants: RowsJson,
    sentence: String,
    #[serde(flatten)]
    figures: FiguresJson<'a>,
    gain: Vec<Person<'a>>,
    lose: Vec<Person<'a>>,
    gone: Vec<Person<'a>>,
    #[serde(rename = "move")]
    moved: Vec<Person<'a>>,
    now_full: &'a [String],
    no_longer_full: &'a [String],
}

/// A setting that a scenario changes.
#[derive(Serialize)]
struct SettingJson<'a> {
    path: &'a str,
    before: Option<&'a str>,
    after: &'a str,
}

/// How many rows of a table a scenario changes.
#[derive(Serialize)]
struct RowsJson {
    added: usize,
    removed: usize,
    changed: usize,
}

#[derive(Serialize)]
struct Person<'a> {
    applicant: &'a str,
    group: &'a str,
    from: Option<&'a str>,
    to: Option<&'a str>,
}

/// The figures of one answer.
#[derive(Serialize)]
pub(in crate::report) struct FiguresJson<'a> {
    status: &'static str,
    placed: usize,
    tiers: Vec<TierJson>,
    groups: Vec<GroupJson<'a>>,
    limits: Vec<LimitJson<'a>>,
}

#[derive(Serialize)]
struct TierJson {
    tier: &'static str,
    value: i64,
}

#[derive(Serialize)]
struct GroupJson<'a> {
    group: &'a str,
    applicants: usize,
    placed: usize,
}

#[derive(Serialize)]
struct LimitJson<'a> {
    limit: &'a str,
    counts: &'static str,
    min: Option<Number>,
    used: Number,
    max: Option<Number>,
    shortfall: Number,
    full: bool,
}

/// A round and its scenarios as JSON text with a line end.
///
/// # Errors
/// Never in practice: only when the text could not be put together.
pub fn what_if_json(told: &Told<'_>, language: Language) -> Result<String, serde_json::Error> {
    let scenarios = told.names.iter().zip(told.settings).zip(&told.found.scenarios);
    let document = Document {
        format: 1,
        tool_version: env!("CARGO_PKG_VERSION"),
        round: &told.round.id,
        model: &told.round.model.name,
        seed: told.round.seed,
        base: figures(&told.found.base),
        scenarios: scenarios
            .map(|((name, settings), tried)| scenario(told, (name, settings), tried, language))
            .collect(),
    };
    Ok(serde_json::to_string_pretty(&document)? + "\n")
}

fn scenario<'a>(
    told: &Told<'_>,
    (name, settings): (&'a str, &'a [ChangedSetting]),
    tried: &'a Tried,
    language: Language,
) -> Scenario<'a> {
    Scenario {
        name,
        settings: settings.iter().filter_map(setting).collect(),
        dwellings: rows(tried.dwellings),
        applicants: rows(tried.applicants),
        sentence: scenario_sentence(&told.found.base, tried, language),
        figures: figures(&tried.figures),
        gain: people(&tried.gain),
        lose: people(&tried.lose),
        gone: people(&tried.gone),
        moved: people(&tried.moved),
        now_full: &tried.now_full,
        no_longer_full: &tried.no_longer_full,
    }
}

fn setting(changed: &ChangedSetting) -> Option<SettingJson<'_>> {
    let (path, after) = changed.typed.rsplit_once('=')?;
    let before = Some(changed.before.as_str()).filter(|before| !before.is_empty());
    Some(SettingJson { path, before, after })
}

fn rows(counts: RowCounts) -> RowsJson {
    let RowCounts { added, removed, changed } = counts;
    RowsJson { added, removed, changed }
}

fn people(moved: &[Moved]) -> Vec<Person<'_>> {
    moved.iter().map(person).collect()
}

fn person(moved: &Moved) -> Person<'_> {
    Person { applicant: &moved.applicant, group: &moved.group, from: moved.from.as_deref(), to: moved.to.as_deref() }
}

/// The figures of one answer, for machines.
pub(in crate::report) fn figures(found: &Figures) -> FiguresJson<'_> {
    let groups = found.groups.iter();
    let limits = found.limits.iter();
    FiguresJson {
        status: status_name(found.status),
        placed: found.placed,
        tiers: found.tiers.iter().map(|(tier, value)| TierJson { tier: tier.name(), value: *value }).collect(),
        groups: groups
            .map(|one| GroupJson { group: &one.group, applicants: one.applicants, placed: one.placed })
            .collect(),
        limits: limits
            .map(|one| LimitJson {
                limit: &one.name,
                counts: one.counts.name(),
                min: one.min.map(|min| number(one.counts, min)),
                used: number(one.counts, one.used),
                max: one.max.map(|max| number(one.counts, max)),
                shortfall: number(one.counts, one.shortfall),
                full: one.full,
            })
            .collect(),
    }
}

/// An amount in what people speak of.
fn number(counts: Counts, units: i64) -> Number {
    serde_json::from_str(&counts.exact(units)).unwrap_or_else(|_| Number::from(units))
}
