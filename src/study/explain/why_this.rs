//! Why an applicant has its place: whether every optimum places it, and what refusing would do.

use super::{Base, Effect};
use crate::allocation::Certainty;
use crate::domain::{Decision, DecisionVerdict, Placement, Round};
use crate::eligibility::judge;
use crate::pipeline::Request;
use crate::solver::Failure;

/// Why an applicant has its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WhyThis {
    /// Where it lives.
    pub placement: Placement,
    /// Whether a person fixed that.
    pub fixed: bool,
    /// What the placement rests on; `None` where the search was stopped before that was known.
    pub certainty: Option<Certainty>,
    /// Who is next if the offer is refused, best first.
    pub reserves: Vec<usize>,
    /// How many dwellings fit, this one included; of a fixed match, those that would fit without that decision.
    pub fitting: usize,
    /// The optimum once the offer is refused, with who has the dwelling then; `None` for a fixed match.
    pub refused: Option<(Effect, Vec<usize>)>,
}

/// Finds out why an applicant has its place.
///
/// # Errors
/// When the solver fails in a way that is not the user's doing.
pub fn why_this(base: &Base, number: usize, request: &Request<'_>) -> Result<WhyThis, Failure> {
    let placement = base.outcome.placements[number];
    let (round, standing) = (&base.case.round, &base.case.standing);
    let fixed = standing.fixed_dwelling(placement.applicant).is_some();
    let fits = |dwelling: &usize| {
        if fixed {
            *dwelling == placement.dwelling || fits_unfixed(round, placement.applicant, *dwelling)
        } else {
            standing.verdict(round, placement.applicant, *dwelling).fits_somehow()
        }
    };
    Ok(WhyThis {
        placement,
        fixed,
        certainty: base.outcome.certainty[number],
        reserves: base.outcome.reserves[number].clone(),
        fitting: (0..round.dwellings.len()).filter(fits).count(),
        refused: if fixed { None } else { refused(base, &placement, request)? },
    })
}

/// Whether a dwelling would fit an applicant if it were not fixed to another.
fn fits_unfixed(round: &Round, applicant: usize, dwelling: usize) -> bool {
    let (applicant, dwelling) = (&round.applicants[applicant], &round.dwellings[dwelling]);
    let excludes = |one: &Decision| {
        one.verdict != DecisionVerdict::Fixed && one.applicant == applicant.id && one.dwelling == dwelling.id
    };
    judge(round, applicant, dwelling).fits_somehow() && !round.decisions.iter().any(excludes)
}

/// The optimum of the round in which the applicant refuses the dwelling.
fn refused(base: &Base, placement: &Placement, request: &Request<'_>) -> Result<Option<(Effect, Vec<usize>)>, Failure> {
    let refusing = base.case.changed(|round| {
        round.decisions.push(Decision {
            applicant: round.applicants[placement.applicant].id.clone(),
            dwelling: round.dwellings[placement.dwelling].id.clone(),
            verdict: DecisionVerdict::Refused,
            overrides: false,
            reason: None,
            by: None,
            at: None,
            line: 0,
        });
        round.decisions.sort_unstable();
    });
    let Ok(case) = refusing else { return Ok(None) };
    let answer = base.answer_of(&case, request)?;
    let there = answer.placements.iter().filter(|one| one.dwelling == placement.dwelling);
    let there = there.map(|one| one.applicant).collect();
    Ok(Some((base.effect(&answer, placement.applicant), there)))
}
