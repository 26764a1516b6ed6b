//! What a solved program means for the round: placements, reasons, prices.

mod certify;
mod expand;
mod ledger;
mod outcome;
mod prices;
mod reasons;

pub use outcome::{
    LimitOutcome, Obstacles, Outcome, Proof, Status, TierOutcome, Unplaced, UnplacedReason, Vacant, VacantReason,
};

use ledger::Ledger;

use crate::domain::{Certificate, Fraction, Placement, Round, Tier};
use crate::eligibility::{Index, Standing};
use crate::program::Program;
use crate::solver::Solved;

/// Reads the solved parts of a round: placements, tiers with their proof, reasons, limits, certificate.
pub fn outcome(round: &Round, standing: &Standing, index: &Index, program: &Program, solved: &[Solved]) -> Outcome {
    let mut placements: Vec<Placement> = program
        .parts
        .iter()
        .zip(solved)
        .flat_map(|(part, solved)| expand::placements(round, program, part, &solved.values))
        .collect();
    placements.sort_unstable();
    let certificate = certify::certificate(round, program, solved);
    let tiers = certify::tiers(program, &certificate);
    let optimal = tiers.iter().all(|tier| tier.proof != Proof::None);
    let status = if optimal { Status::Optimal } else { Status::Feasible };
    let ledger = Ledger::new(round, standing, &placements);
    let (unplaced, vacant) = reasons::reasons(round, standing, index, &ledger, status);
    let limits = limits(&ledger, &certificate);
    Outcome { status, placements, tiers, unplaced, vacant, limits, certificate, seconds: Vec::new() }
}

fn limits(ledger: &Ledger<'_>, certificate: &Certificate) -> Vec<LimitOutcome> {
    let least = ledger.least_amounts();
    let of_limit = |(limit, declared): (usize, &crate::domain::Limit)| {
        let (used, max) = (ledger.used[limit], ledger.maxima[limit]);
        LimitOutcome {
            limit,
            used,
            max,
            shortfall: ledger.shortfall(limit),
            binding: max.zip(least[limit]).is_some_and(|(max, least)| used + least > max),
            price: price(certificate, &declared.name, declared.counts.unit()),
        }
    };
    ledger.round.limits.limits.iter().enumerate().map(of_limit).collect()
}

/// Applicants that one more unit of a maximum would house at most, by the prices of the tier `placed`.
fn price(certificate: &Certificate, name: &str, unit: i64) -> Fraction {
    let tiers = certificate.parts.iter().flat_map(|part| &part.tiers);
    let mut placed = tiers.filter(|prices| prices.tier == Tier::Placed.name());
    let per_unit = placed.find_map(|prices| prices.maxima.get(name));
    per_unit.map_or(Fraction::whole(0), |price| Fraction::new(price.numerator * i128::from(unit), price.denominator))
}
