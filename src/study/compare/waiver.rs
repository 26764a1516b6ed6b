//! Which violations of a list of matches a person has waived, and what would waive the others.

use std::collections::BTreeSet;

use super::valid::Valid;
use crate::domain::{Decision, DecisionVerdict, Match, Placement, Round};
use crate::study::Case;
use crate::verify::{self, Violation};

/// A violation, and whether a person stands for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judged {
    /// The violation.
    pub violation: Violation,
    /// Whether it is waived, or how it can be.
    pub waiver: Waiver,
}

/// What decisions have to do with a violation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Waiver {
    /// Decisions with an override waive it.
    Given(Vec<Decision>),
    /// These rows of `decisions.csv` would waive it: tried out on the round.
    Possible(Vec<WaivingRow>),
    /// A row would, but for another decision that contradicts it.
    Contradicted(Decision),
    /// No decision can waive it: the list has to be mended.
    Impossible,
}

/// A row of `decisions.csv` that fixes a match.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct WaivingRow {
    /// Applicant id.
    pub applicant: String,
    /// Dwelling id.
    pub dwelling: String,
    /// Whether the row has to override.
    pub overrides: bool,
}

/// Every violation of the list: first those that stand, then those that a decision waives.
pub(super) fn judged(case: &Case, matches: &[Match], valid: &Valid) -> Vec<Judged> {
    let standing = verify::violations(&case.round, &case.standing, matches);
    let waived = waived(case, matches, &standing);
    let open = standing.into_iter().map(|violation| {
        let waiver = way_out(case, matches, valid, &violation);
        Judged { violation, waiver }
    });
    open.chain(waived).collect()
}

/// The violations that the list would have without the decisions that fix pairs.
fn waived(case: &Case, matches: &[Match], standing: &[Violation]) -> Vec<Judged> {
    let plain = case.changed(|round| round.decisions.retain(|one| one.verdict != DecisionVerdict::Fixed));
    let Ok(plain) = plain else { return Vec::new() };
    let found = verify::violations(&plain.round, &plain.standing, matches).into_iter();
    let of_waivable = found.filter(|violation| !standing.iter().any(|other| is_same(violation, other)));
    let judged = of_waivable.filter_map(|violation| {
        let decisions = overriding(case, &violation);
        (!decisions.is_empty()).then_some(Judged { violation, waiver: Waiver::Given(decisions) })
    });
    judged.collect()
}

/// Whether two violations are the same but for their size.
fn is_same(one: &Violation, other: &Violation) -> bool {
    match (one, other) {
        (Violation::MaximumOverrun { limit, .. }, Violation::MaximumOverrun { limit: other, .. }) => limit == other,
        _ => one == other,
    }
}

/// The decisions with an override that a violation rests on.
fn overriding(case: &Case, violation: &Violation) -> Vec<Decision> {
    let round = &case.round;
    let fixes = round.decisions.iter().filter(|one| one.verdict == DecisionVerdict::Fixed && one.overrides);
    let concerns = |decision: &&Decision| match violation {
        Violation::BrokenRule { applicant, dwelling, .. } => {
            decision.applicant == *applicant && decision.dwelling == *dwelling
        }
        Violation::MaximumOverrun { limit, .. } => {
            let pair = (round.applicant(&decision.applicant), round.dwelling(&decision.dwelling));
            pair.0.zip(pair.1).is_some_and(|pair| counts_towards(round, limit, pair))
        }
        _ => false,
    };
    fixes.filter(concerns).cloned().collect()
}

fn counts_towards(round: &Round, limit: &str, (applicant, dwelling): (usize, usize)) -> bool {
    let counting = round.limits.counting(&round.applicants[applicant], &round.dwellings[dwelling]);
    counting.iter().any(|index| round.limits.limits[*index].name == limit)
}

fn way_out(case: &Case, matches: &[Match], valid: &Valid, violation: &Violation) -> Waiver {
    let rows = match violation {
        Violation::BrokenRule { applicant, dwelling, .. } => {
            if let Some(decision) = contradicting(&case.round, applicant, dwelling) {
                return Waiver::Contradicted(decision.clone());
            }
            vec![WaivingRow { applicant: applicant.clone(), dwelling: dwelling.clone(), overrides: true }]
        }
        Violation::MaximumOverrun { limit, .. } => all_that_count(case, matches, valid, limit),
        _ => return Waiver::Impossible,
    };
    if waives(case, matches, &rows, violation) { Waiver::Possible(rows) } else { Waiver::Impossible }
}

/// A decision beside which the pair cannot be fixed.
fn contradicting<'a>(round: &'a Round, applicant: &str, dwelling: &str) -> Option<&'a Decision> {
    round
        .decisions
        .iter()
        .find(|one| one.applicant == applicant && (one.dwelling == dwelling || one.verdict == DecisionVerdict::Fixed))
}

/// A maximum rises to what fixed pairs use: all that count towards it have to be fixed, and those with which it
/// is overrun have to override.
fn all_that_count(case: &Case, matches: &[Match], valid: &Valid, limit: &str) -> Vec<WaivingRow> {
    let (round, standing) = (&case.round, &case.standing);
    let kept: BTreeSet<(usize, usize)> = valid.kept.iter().map(|one| (one.applicant, one.dwelling)).collect();
    let open = |pair: &Placement| {
        standing.fixed_dwelling(pair.applicant).is_none()
            && counts_towards(round, limit, (pair.applicant, pair.dwelling))
    };
    let row = |pair: Placement| WaivingRow {
        applicant: round.applicants[pair.applicant].id.clone(),
        dwelling: round.dwellings[pair.dwelling].id.clone(),
        overrides: !kept.contains(&(pair.applicant, pair.dwelling)),
    };
    let rows: BTreeSet<WaivingRow> =
        verify::placements(round, standing, matches).into_iter().filter(open).map(row).collect();
    rows.into_iter().collect()
}

/// Whether the rows can stand among the decisions, and the violation is gone with them.
fn waives(case: &Case, matches: &[Match], rows: &[WaivingRow], violation: &Violation) -> bool {
    if !can_be_read(&case.round, rows) {
        return false;
    }
    let rows: Vec<Decision> = rows.iter().map(WaivingRow::decision).collect();
    case.with_decisions(&rows).is_ok_and(|with_rows| {
        let left = verify::violations(&with_rows.round, &with_rows.standing, matches);
        !left.iter().any(|other| is_same(violation, other))
    })
}

/// Whether a file with these rows would be read: none about one who searches for itself, none that contradicts
/// another decision, and each applicant once.
fn can_be_read(round: &Round, rows: &[WaivingRow]) -> bool {
    let takes_part = |row: &WaivingRow| {
        round.applicant(&row.applicant).is_some_and(|one| !round.searches_itself(&round.applicants[one]))
    };
    let agrees = |row: &WaivingRow| contradicting(round, &row.applicant, &row.dwelling).is_none();
    let distinct: BTreeSet<&str> = rows.iter().map(|row| row.applicant.as_str()).collect();
    rows.iter().all(|row| takes_part(row) && agrees(row)) && distinct.len() == rows.len()
}

impl WaivingRow {
    /// The decision that the row is, without a name and a reason.
    pub fn decision(&self) -> Decision {
        Decision {
            applicant: self.applicant.clone(),
            dwelling: self.dwelling.clone(),
            verdict: DecisionVerdict::Fixed,
            overrides: self.overrides,
            reason: None,
            by: None,
            at: None,
            line: 0,
        }
    }
}
