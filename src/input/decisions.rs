//! The table of decisions, held against the applicants, the dwellings and each other.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::{Applicant, Code, Decision, DecisionVerdict, Dwelling, Problem, Route, is_open_cell};

use super::listed::Faults;
use super::model::Groups;
use super::nearest::nearest;
use super::rows::Rows;
use super::schema::Table;
use super::table::{Field, Row, read_table};

const COLUMNS: [&str; 7] = ["applicant", "dwelling", "decision", "override", "reason", "by", "at"];

const VERDICTS: [(&str, DecisionVerdict); 6] = [
    ("fixed", DecisionVerdict::Fixed),
    ("refused", DecisionVerdict::Refused),
    ("forbidden", DecisionVerdict::Forbidden),
    ("vast", DecisionVerdict::Fixed),
    ("geweigerd", DecisionVerdict::Refused),
    ("verboden", DecisionVerdict::Forbidden),
];

/// What decisions are about; a table that could not be read is not held against them.
#[derive(Clone, Copy)]
pub(super) struct Subjects<'a> {
    /// By id.
    pub(super) applicants: Option<&'a [Applicant]>,
    /// By id.
    pub(super) dwellings: Option<&'a [Dwelling]>,
    /// The model's groups.
    pub(super) groups: Option<&'a Groups>,
}

/// The decisions of a round as read.
#[derive(Debug, Default)]
pub(super) struct Decided {
    /// By applicant and dwelling.
    pub(super) decisions: Vec<Decision>,
    /// Where messages about a decision point.
    pub(super) place: String,
    /// Lines whose decision could not be read, or cannot be one.
    pub(super) unread: BTreeSet<usize>,
    /// Lines of decisions that contradict each other, so that one of them goes.
    pub(super) disputed: BTreeSet<usize>,
    /// Whether rows are missing.
    pub(super) has_lost: bool,
}

/// Reads the decisions.
pub(super) fn decisions(
    rows: &Rows<'_>,
    table: &'static Table,
    subjects: Subjects<'_>,
    problems: &mut Vec<Problem>,
) -> Decided {
    let before = problems.len();
    let mut earlier = Earlier::default();
    let mut place = rows.file.clone();
    let each = |fields: &[Field; 7], row: &mut Row<'_>| {
        place = row.problem(Code::DecidedTwice, &fields[2]).file;
        let decision = decision(fields, row)?;
        check_subjects(row, &decision, subjects, &fields[0], &fields[1]);
        earlier.check(row, &decision, &fields[2]);
        Some(decision)
    };
    let mut decisions = read_table(rows, table, problems, |layout| layout.fields(COLUMNS), each);
    decisions.sort();
    let disputes = [Code::DecidedContradiction, Code::FixedElsewhere];
    let others: Vec<Problem> = problems[before..].iter().filter(|one| !disputes.contains(&one.code)).cloned().collect();
    let faults = Faults::of(&others, &COLUMNS[..3], Some(&COLUMNS[..4]));
    let lines = decisions.iter().map(|decision| decision.line);
    let unread = lines.filter(|line| faults.touch(*line)).collect();
    Decided { decisions, place, unread, disputed: earlier.disputed, has_lost: faults.any() }
}

fn decision(fields: &[Field; 7], row: &mut Row<'_>) -> Option<Decision> {
    let [applicant, dwelling, decision, overrides, reason, by, at] = fields;
    let ids = (row.id(applicant), row.id(dwelling));
    let verdict = row.word(decision, &VERDICTS);
    let flag = row.flag(overrides);
    if flag && verdict.is_some_and(|verdict| verdict != DecisionVerdict::Fixed) {
        row.add(row.problem(Code::OverrideNotFixed, overrides));
    }
    let (reason, by, at) = (written(reason, row), written(by, row), row.moment(at));
    let (applicant, dwelling) = (ids.0?, ids.1?);
    Some(Decision { applicant, dwelling, verdict: verdict?, overrides: flag, reason, by, at, line: row.line })
}

/// A text that a person wrote, and not the word that asks for it.
fn written(field: &Field, row: &mut Row<'_>) -> Option<String> {
    let text = row.owned(field)?;
    if is_open_cell(&text) {
        row.add(row.problem(Code::DecisionOpen, field));
    }
    Some(text)
}

fn check_subjects(row: &mut Row<'_>, decision: &Decision, subjects: Subjects<'_>, applicant: &Field, dwelling: &Field) {
    if let Some(known) = subjects.applicants {
        if let Ok(index) = known.binary_search_by(|one| one.id.cmp(&decision.applicant)) {
            check_route(row, &known[index].group, subjects.groups, applicant);
        } else {
            let near = nearest(&decision.applicant, known.iter().map(|one| one.id.as_str()));
            row.add(row.problem(Code::ApplicantUnknown, applicant).detail(near));
        }
    }
    let Some(known) = subjects.dwellings else { return };
    if known.binary_search_by(|one| one.id.cmp(&decision.dwelling)).is_err() {
        let near = nearest(&decision.dwelling, known.iter().map(|one| one.id.as_str()));
        row.add(row.problem(Code::DwellingUnknown, dwelling).detail(near));
    }
}

fn check_route(row: &mut Row<'_>, group: &str, groups: Option<&Groups>, applicant: &Field) {
    let group = groups.and_then(|groups| groups.get(group));
    if let Some(group) = group.filter(|group| group.route == Route::SelfSearch) {
        row.add(row.problem(Code::DecidedSelfSearch, applicant).detail(&group.id));
    }
}

/// What the rows above decided.
#[derive(Default)]
struct Earlier {
    pairs: BTreeMap<(String, String), Vec<(usize, DecisionVerdict)>>,
    fixed: BTreeMap<String, (String, usize)>,
    disputed: BTreeSet<usize>,
}

impl Earlier {
    fn check(&mut self, row: &mut Row<'_>, decision: &Decision, field: &Field) {
        let pair = (decision.applicant.clone(), decision.dwelling.clone());
        let pair_text = format!("{} → {}", pair.0, pair.1);
        let above = self.pairs.entry(pair).or_default();
        for (line, verdict) in above.iter() {
            let fixes = [*verdict, decision.verdict].contains(&DecisionVerdict::Fixed);
            let code = if *verdict == decision.verdict { Code::DecidedTwice } else { Code::DecidedContradiction };
            if fixes || code == Code::DecidedTwice {
                self.disputed.extend([*line, row.line].into_iter().filter(|_| code == Code::DecidedContradiction));
                row.add(row.problem(code, field).found(&pair_text).detail(&line.to_string()));
            }
        }
        above.push((row.line, decision.verdict));
        if decision.verdict != DecisionVerdict::Fixed {
            return;
        }
        let now = (decision.dwelling.clone(), row.line);
        let first = self.fixed.entry(decision.applicant.clone()).or_insert(now);
        if first.0 != decision.dwelling {
            self.disputed.extend([first.1, row.line]);
            let problem = row.problem(Code::FixedElsewhere, field).found(&pair_text);
            row.add(problem.detail(&first.0).detail(&first.1.to_string()));
        }
    }
}
