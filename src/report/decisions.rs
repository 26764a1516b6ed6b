//! `decisions.csv`: what persons decided about pairs, to be read again.

use std::collections::BTreeMap;

use super::Form;
use super::words::yes_no;
use crate::domain::{Decision, DecisionVerdict, Language, Round};

/// Its columns.
pub(super) const COLUMNS: [&str; 7] = ["applicant", "dwelling", "decision", "override", "reason", "by", "at"];

/// Decisions as `decisions.csv`, in their order.
///
/// # Errors
/// Never in practice: only when the table could not be put together.
pub fn decisions_csv(decisions: &[Decision], language: Language) -> Result<Vec<u8>, csv::Error> {
    Form::of(language).table(&COLUMNS, &decisions.iter().map(row).collect::<Vec<_>>())
}

/// Applicants (by index) that decisions fix, each with whether the decision may depart from a rule or a maximum.
pub(crate) fn fixed(round: &Round) -> BTreeMap<usize, bool> {
    let fixed = round.decisions.iter().filter(|one| one.verdict == DecisionVerdict::Fixed);
    fixed.filter_map(|one| Some((round.applicant(&one.applicant)?, one.overrides))).collect()
}

fn row(decision: &Decision) -> Vec<String> {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    vec![
        decision.applicant.clone(),
        decision.dwelling.clone(),
        decision.verdict.name().to_owned(),
        yes_no(decision.overrides).to_owned(),
        text(&decision.reason),
        text(&decision.by),
        text(&decision.at),
    ]
}
