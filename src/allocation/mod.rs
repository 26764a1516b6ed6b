//! What a solved program means for the round: placements, reasons, prices.

mod binding;
mod certify;
pub mod changes;
mod claims;
mod expand;
mod groups;
mod ledger;
mod obstacles;
mod outcome;
mod prices;
mod reasons;
mod reserves;
mod sharers;
mod vacancies;
mod ways;

pub use outcome::{
    Answer, Certainty, LimitOutcome, Obstacles, Outcome, Proof, Status, TierOutcome, Unplaced, UnplacedReason, Vacant,
    VacantReason,
};
pub use vacancies::in_the_way_of_vacant;

use ledger::Ledger;

use std::collections::BTreeMap;

use crate::domain::{Certificate, Fraction, Limit, Part, Placement, Round, Tier};
use crate::eligibility::{Index, Standing};
use crate::program::{self, Column, Meaning, Program};
use crate::solver::{Deadline, Ending, Solved};

/// What a solved part says of its round: all that is needed of it when its program is gone.
#[derive(Debug, Clone)]
pub struct Reading {
    placements: Vec<Placement>,
    /// What the placements rest on, by applicant, where that is known.
    certain: Vec<(usize, Certainty)>,
    certified: Part,
}

/// Reads a solved part of a round.
pub fn read(round: &Round, program: &Program, part: &program::Part, solved: &Solved) -> Reading {
    Reading {
        placements: expand::placements(round, program, part, &solved.values),
        certain: certain(part, solved),
        certified: certify::certified_part(round, program, part, solved),
    }
}

/// What all parts of a round say together: placements, tiers with their proof, reasons, limits, certificate.
///
/// When the search was stopped, the reasons that are not found by `until` are left open, and so are all others once
/// nobody wants the answer any more.
pub fn outcome(round: &Round, standing: &Standing, index: &Index, parts: Vec<Reading>, until: Deadline<'_>) -> Outcome {
    let known: BTreeMap<usize, Certainty> = parts.iter().flat_map(|part| part.certain.iter().copied()).collect();
    let mut placements: Vec<Placement> = parts.iter().flat_map(|part| part.placements.iter().copied()).collect();
    placements.sort_unstable();
    let certificate = certify::certificate(round, parts.into_iter().map(|part| part.certified).collect());
    let tiers = certify::tiers(&round.model.tiers, &certificate);
    let optimal = tiers.iter().all(|tier| tier.proof != Proof::None);
    let status = if optimal { Status::Optimal } else { Status::Feasible };
    let ledger = Ledger::new(round, standing, index, &placements);
    let groups = groups::groups(index, &ledger);
    let (unplaced, vacant) = reasons::reasons(standing, index, &ledger, status, until, &groups);
    let limits = limits(&ledger, &certificate, &binding::in_the_way(index, &ledger, &groups));
    let reserves = reserves::reserves(index, &ledger, &groups, &placements);
    let certainty = placements.iter().map(|placement| known.get(&placement.applicant).copied()).collect();
    Outcome {
        status,
        placements,
        certainty,
        reserves,
        tiers,
        unplaced,
        vacant,
        limits,
        certificate,
        changes: None,
        seconds: Vec::new(),
    }
}

/// The placements of the solved parts of a program, by applicant.
fn placements(round: &Round, program: &Program, solved: &[Solved]) -> Vec<Placement> {
    let parts = program.parts.iter().zip(solved);
    let mut placements: Vec<Placement> =
        parts.flat_map(|(part, solved)| expand::placements(round, program, part, &solved.values)).collect();
    placements.sort_unstable();
    placements
}

/// Reads the solved parts of a round, but for reasons and prices.
pub fn answer(round: &Round, program: &Program, solved: &[Solved]) -> Answer {
    let value = |(place, tier): (usize, &Tier)| {
        let place = place + usize::from(program.wish.is_some());
        let worth: i64 = solved.iter().map(|part| part.tiers[place].value).sum();
        (*tier, program::sign(*tier) * worth)
    };
    let short = |place: usize| {
        let place = place + usize::from(program.wish.is_some());
        solved.iter().map(|part| part.tiers[place].bound - part.tiers[place].value).sum()
    };
    let stopped = solved.iter().flat_map(|part| &part.tiers).any(|tier| tier.ending == Ending::Stopped);
    Answer {
        status: if stopped { Status::Feasible } else { Status::Optimal },
        placements: placements(round, program, solved),
        tiers: program.tiers.iter().enumerate().map(value).collect(),
        short: (0..program.tiers.len()).map(short).collect(),
    }
}

/// What a placement of each applicant of a part rests on; nothing where that is not known of all of the part.
fn certain(part: &program::Part, solved: &Solved) -> Vec<(usize, Certainty)> {
    let columns = part.columns.iter().zip(solved.certain.iter().flatten());
    let of_applicant = |(column, certain): (Column<'_>, &bool)| match column.meaning {
        Meaning::Take { applicant, .. } => {
            Some((applicant, if *certain { Certainty::EveryOptimum } else { Certainty::Drawn }))
        }
        _ => None,
    };
    columns.filter_map(of_applicant).collect()
}

fn limits(ledger: &Ledger<'_>, certificate: &Certificate, in_the_way: &[bool]) -> Vec<LimitOutcome> {
    let of_limit = |(limit, declared): (usize, &Limit)| {
        let (used, max) = (ledger.used[limit], ledger.maxima[limit]);
        let priced = max.map(|_| priced(certificate, declared)).unwrap_or_default();
        let shortfall = ledger.shortfall(limit);
        let binding = in_the_way[limit] || priced.price.numerator > 0;
        LimitOutcome { limit, used, max, shortfall, binding, price: priced.price, at_most: priced.at_most }
    };
    ledger.round.limits.limits.iter().enumerate().map(of_limit).collect()
}

/// What a unit more of a maximum is worth in the tier `placed`.
struct Priced {
    price: Fraction,
    at_most: Option<i64>,
}

impl Default for Priced {
    fn default() -> Self {
        Self { price: Fraction::whole(0), at_most: None }
    }
}

/// The price of a unit, by the prices of the part that the limit is in; and the most that a unit more could
/// house: what the prices prove with it, less what is placed now. Both count what people speak of, an
/// applicant, person, dwelling or support unit.
fn priced(certificate: &Certificate, limit: &Limit) -> Priced {
    let part = certificate.parts.iter().find(|part| part.limits.contains(&limit.name));
    let tier = part.and_then(|part| part.tiers.iter().find(|prices| prices.tier == Tier::Placed.name()));
    let Some(tier) = tier else { return Priced::default() };
    let per_count = tier.maxima.get(&limit.name).copied().unwrap_or(Fraction::whole(0));
    let price = Fraction::new(per_count.numerator * i128::from(limit.counts.unit()), per_count.denominator);
    let most = tier.bound.plus(price).floor() - i128::from(tier.value);
    let at_most = i64::try_from(most.max(0)).ok().filter(|_| tier.proof != Proof::None.name());
    Priced { price, at_most }
}
