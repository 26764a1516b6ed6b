//! The comparison as files: every applicant and dwelling side by side, the rows that would waive, and the results
//! of the proposal.

use std::collections::{BTreeMap, BTreeSet};

use super::sentences;
use crate::domain::{Decision, Language, Mode, Placement, Round};
use crate::report::decisions::{COLUMNS, decisions_csv};
use crate::report::results::{result_files, sha256};
use crate::report::words::yes_no;
use crate::report::{Form, RESULT_FILES};
use crate::study::compare::{Comparison, Proposal, Waiver, WaivingRow};

const TABLES: [&str; 3] = ["compare.csv", "compare-dwellings.csv", "waivers.csv"];
const DECISIONS: &str = "decisions.csv";
const APPLICANTS: [&str; 10] = [
    "applicant",
    "group",
    "listed",
    "in_valid_part",
    "left_out",
    "detail",
    "optimum",
    "optimum_mode",
    "proposal",
    "fate",
];
const DWELLINGS: [&str; 6] = ["dwelling", "complex", "listed", "in_valid_part", "optimum", "proposal"];

/// Files, and the round that the results among them are about.
#[derive(Debug, Clone)]
pub struct Written {
    /// Names and bytes.
    pub files: Vec<(&'static str, Vec<u8>)>,
    /// The round of the proposal, with the decisions that stand in the files.
    pub round: Option<Round>,
}

/// The names of the files of a comparison.
pub(super) fn names(comparison: &Comparison) -> Vec<&'static str> {
    let mut names = TABLES.to_vec();
    if let Some(proposal) = &comparison.proposal {
        names.extend(results_of(proposal));
        names.extend(proposal.keeps.then_some(DECISIONS));
    }
    names
}

/// Which results are written. Decisions that have to be pasted into a workbook make another file of it, so that
/// a certificate for it cannot be written beforehand.
fn results_of(proposal: &Proposal) -> &'static [&'static str] {
    let in_workbook = proposal.keeps && !proposal.case.round.inputs.contains_key("round.toml");
    if in_workbook { &RESULT_FILES[..5] } else { &RESULT_FILES }
}

/// The decisions that the proposal has over and above those of the round.
pub(super) fn kept_decisions<'a>(round: &Round, proposal: &'a Proposal) -> Vec<&'a Decision> {
    proposal.case.round.decisions.iter().filter(|one| !round.decisions.contains(one)).collect()
}

/// The comparison as files; the rows that waive have the separator of the table in which they belong.
///
/// # Errors
/// Never in practice: only when a table could not be put together.
pub fn files(round: &Round, comparison: &Comparison, separator: char, language: Language) -> std::io::Result<Written> {
    let form = Form::of(language);
    let [applicants, dwellings, waivers] = TABLES;
    let mut files = vec![
        (applicants, form.table(&APPLICANTS, &applicant_rows(round, comparison, language))?),
        (dwellings, form.table(&DWELLINGS, &dwelling_rows(round, comparison))?),
        (waivers, form.table_by(separator, &COLUMNS, &waiver_rows(comparison, language))?),
    ];
    let Some(proposal) = &comparison.proposal else { return Ok(Written { files, round: None }) };
    let (mut of, mut outcome) = (proposal.case.round.clone(), proposal.outcome.clone());
    if proposal.keeps {
        let decisions = decisions_csv(&of.decisions, language)?;
        if of.inputs.contains_key("round.toml") {
            of.inputs.insert(DECISIONS.to_owned(), sha256(&decisions));
            outcome.certificate.inputs.clone_from(&of.inputs);
        }
        files.push((DECISIONS, decisions));
    }
    let results = result_files(&of, &outcome, language)?.into_iter();
    files.extend(results.filter(|(name, _)| results_of(proposal).contains(name)));
    Ok(Written { files, round: Some(of) })
}

fn waiver_rows(comparison: &Comparison, language: Language) -> Vec<Vec<String>> {
    let possible = comparison.violations.iter().filter_map(|one| match &one.waiver {
        Waiver::Possible(rows) => Some(rows),
        _ => None,
    });
    let mut rows: BTreeMap<(&str, &str), WaivingRow> = BTreeMap::new();
    for row in possible.flatten() {
        // a match that has to override for one violation overrides for all
        let known = rows.entry((&row.applicant, &row.dwelling)).or_insert_with(|| row.clone());
        known.overrides |= row.overrides;
    }
    rows.values().map(|row| sentences::row_cells(row, language)).collect()
}

fn homes(round: &Round, placements: &[Placement]) -> BTreeMap<String, (String, Mode)> {
    let named = |one: &Placement| {
        (round.applicants[one.applicant].id.clone(), (round.dwellings[one.dwelling].id.clone(), one.mode))
    };
    placements.iter().map(named).collect()
}

/// Every applicant that takes part or stands in the list, by id; one that stands in the list several times has a
/// row for each.
fn applicant_rows(round: &Round, comparison: &Comparison, language: Language) -> Vec<Vec<String>> {
    let optimum = homes(round, &comparison.optimum.placements);
    let proposal = comparison.proposal.as_ref().map(|one| homes(round, &one.side.placements)).unwrap_or_default();
    let fates: BTreeMap<&str, &str> =
        comparison.fates.iter().map(|(one, fate)| (round.applicants[*one].id.as_str(), fate.name())).collect();
    let mut listed: BTreeMap<&str, Vec<&crate::domain::Match>> = fates.keys().map(|id| (*id, Vec::new())).collect();
    comparison.matches.iter().for_each(|one| listed.entry(&one.applicant).or_default().push(one));
    let mut rows = Vec::new();
    for (id, matches) in listed {
        let group = round.applicant(id).map_or_else(String::new, |one| round.applicants[one].group.clone());
        let (best, mode) = optimum.get(id).map_or((String::new(), ""), |(home, mode)| (home.clone(), mode.name()));
        let proposed = proposal.get(id).map_or_else(String::new, |(home, _)| home.clone());
        let row = |found: Option<&crate::domain::Match>| {
            let [dwelling, valid, code, detail] =
                found.map(|one| listed_cells(round, comparison, one, language)).unwrap_or_default();
            let fate = fates.get(id).copied().unwrap_or_default().to_owned();
            vec![
                id.to_owned(),
                group.clone(),
                dwelling,
                valid,
                code,
                detail,
                best.clone(),
                mode.to_owned(),
                proposed.clone(),
                fate,
            ]
        };
        if matches.is_empty() {
            rows.push(row(None));
        }
        rows.extend(matches.into_iter().map(|found| row(Some(found))));
    }
    rows
}

fn listed_cells(
    round: &Round,
    comparison: &Comparison,
    found: &crate::domain::Match,
    language: Language,
) -> [String; 4] {
    let left_out = comparison.valid.left_out.iter().find(|one| one.found == *found);
    let code = left_out.map_or("", |one| one.cause.name()).to_owned();
    let detail = left_out.map_or_else(String::new, |one| sentences::cause(round, &one.cause, language));
    [found.dwelling.clone(), yes_no(left_out.is_none()).to_owned(), code, detail]
}

fn dwelling_rows(round: &Round, comparison: &Comparison) -> Vec<Vec<String>> {
    let of = |placements: &[Placement]| -> BTreeMap<String, BTreeSet<String>> {
        let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (applicant, (dwelling, _)) in homes(round, placements) {
            found.entry(dwelling).or_default().insert(applicant);
        }
        found
    };
    let mut listed: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for one in &comparison.matches {
        listed.entry(one.dwelling.clone()).or_default().insert(one.applicant.clone());
    }
    let proposal = comparison.proposal.as_ref().map(|one| of(&one.side.placements)).unwrap_or_default();
    let columns = [listed, of(&comparison.valid.kept), of(&comparison.optimum.placements), proposal];
    let ids: BTreeSet<&String> = round.dwellings.iter().map(|one| &one.id).chain(columns[0].keys()).collect();
    let cell = |column: &BTreeMap<String, BTreeSet<String>>, id: &str| {
        column.get(id).map_or_else(String::new, |found| found.iter().cloned().collect::<Vec<_>>().join("|"))
    };
    let row = |id: &String| {
        let complex = round.dwelling(id).and_then(|one| round.dwellings[one].complex.clone()).unwrap_or_default();
        let start = [id.clone(), complex].into_iter();
        start.chain(columns.iter().map(|column| cell(column, id))).collect()
    };
    ids.into_iter().map(row).collect()
}
