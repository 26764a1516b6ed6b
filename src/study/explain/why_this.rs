//! Why an applicant has its place: whether every optimum places it, and what refusing would do.

use super::draw::draw;
use super::{Base, Draw, Effect};
use crate::allocation::Certainty;
use crate::domain::{Decision, DecisionVerdict, Placement, Round, Rule};
use crate::eligibility::judge;
use crate::pipeline::Request;
use crate::solver::Failure;
use crate::verify::size_of_breach;

/// Why an applicant has its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WhyThis {
    /// Where it lives.
    pub placement: Placement,
    /// Whether a person fixed that.
    pub fixed: bool,
    /// What was decided about it; `None` where nobody fixed it.
    pub decided: Option<Decided>,
    /// What the placement rests on; `None` where the search was stopped before that was known.
    pub certainty: Option<Certainty>,
    /// Among whom the lottery drew; `None` where it did not decide, or time ran out.
    pub drawn: Option<Draw>,
    /// Who is next if the offer is refused, best first.
    pub reserves: Vec<usize>,
    /// How many dwellings fit by the rules, this one included where it does; of a fixed match, those that would fit without that decision.
    pub fitting: usize,
    /// The optimum once the offer is refused, with who has the dwelling then; `None` for a fixed match.
    pub refused: Option<(Effect, Vec<usize>)>,
}

/// A decision that fixes a match, and what it sets aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    /// The decision.
    pub decision: Decision,
    /// Rules that the match breaks, each with its size: cents of rent, rooms or persons, years of age, labels, days; 1 where a rule
    /// knows only yes and no.
    pub set_aside: Vec<(Rule, i64)>,
    /// Limits (indices) that count the match and whose maximum in force is above the model's, because of what is fixed.
    pub raised: Vec<usize>,
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
            fits_unfixed(round, placement.applicant, *dwelling)
        } else {
            standing.verdict(round, placement.applicant, *dwelling).fits_somehow()
        }
    };
    let certainty = base.outcome.certainty[number];
    let is_drawn = !fixed && certainty == Some(Certainty::Drawn);
    Ok(WhyThis {
        placement,
        fixed,
        decided: decided(base, &placement),
        certainty,
        drawn: if is_drawn { draw(base, placement.applicant, request)? } else { None },
        reserves: base.outcome.reserves[number].clone(),
        fitting: (0..round.dwellings.len()).filter(fits).count(),
        refused: if fixed { None } else { refused(base, &placement, request)? },
    })
}

/// The decision that fixes a match.
fn decided(base: &Base, placement: &Placement) -> Option<Decided> {
    let round = &base.case.round;
    let (person, home) = (&round.applicants[placement.applicant], &round.dwellings[placement.dwelling]);
    let decision = round.decisions.iter().find(|one| one.fixes(&home.id) && one.applicant == person.id)?;
    let broken = judge(round, person, home).broken(placement.mode);
    let sized = |rule| (rule, size_of_breach(round, person, home, placement.mode, rule));
    let is_raised = |limit: &usize| {
        let in_force = base.outcome.limits.iter().find(|found| found.limit == *limit).and_then(|found| found.max);
        in_force > round.limits.limits[*limit].max
    };
    Some(Decided {
        decision: decision.clone(),
        set_aside: broken.iter().map(sized).collect(),
        raised: round.limits.counting(person, home).into_iter().filter(is_raised).collect(),
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
