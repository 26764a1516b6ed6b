//! The outcome of a round: what `allocate` reports and `verify` checks. Indices are those of the round.

use super::changes::Changes;
use crate::domain::{Certificate, Fraction, Placement, Rule, Tier};

/// What the whole answer is. It never claims more than was proven.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Every tier is at its optimum.
    Optimal,
    /// A limit the user set (time) ended the search; the allocation keeps every rule and limit.
    Feasible,
}

/// How a tier's value is proven.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proof {
    /// The prices in the certificate alone prove it.
    Prices,
    /// The solver branched; its search proves it, the prices leave a gap.
    BranchAndBound,
    /// Not proven: the search was stopped.
    None,
}

impl Proof {
    /// The name in files.
    pub fn name(self) -> &'static str {
        match self {
            Proof::Prices => "prices",
            Proof::BranchAndBound => "branch-and-bound",
            Proof::None => "none",
        }
    }
}

/// What a placement rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Certainty {
    /// The applicant has a place in every allocation that is optimal up to the lottery.
    EveryOptimum,
    /// The lottery chose: another allocation is as good in every goal before it, without the applicant.
    Drawn,
}

impl Certainty {
    /// The name in files.
    pub fn name(self) -> &'static str {
        match self {
            Certainty::EveryOptimum => "every-optimum",
            Certainty::Drawn => "drawn",
        }
    }
}

/// One tier over the whole round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TierOutcome {
    /// The tier.
    pub tier: Tier,
    /// Its value.
    pub value: i64,
    /// No allocation does better than this (with the earlier tiers at their values): a whole number, the
    /// best that is known of each part.
    pub bound: Fraction,
    /// How that is proven.
    pub proof: Proof,
}

/// How often something stands in the way: over the dwellings that fit an applicant without a place, or over
/// the applicants without a place that fit a vacant dwelling.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Obstacles {
    /// Dwellings that fit, or applicants that wait.
    pub fitting: usize,
    /// Let to someone who goes before, by the first tier in which exchanging the two would lose.
    pub outranked: Vec<(Tier, usize)>,
    /// Room for the applicant, with nobody who would have to leave, but an earlier goal would lose by it:
    /// the first tier that loses.
    pub costs: Vec<(Tier, usize)>,
    /// Let to someone whom a person fixed there.
    pub fixed: usize,
    /// Out of reach because placing the applicant there would overrun a maximum (index of the limit),
    /// how many each, most first. One may count for several limits.
    pub full: Vec<(usize, usize)>,
    /// Out of reach because of full limits; each counts once.
    pub out_of_reach: usize,
    /// Only to be shared, and with whoever is left a maximum would be overrun, though the applicant alone
    /// would keep it: which limits, how many each, most first.
    pub full_with_sharers: Vec<(usize, usize)>,
    /// Out of reach because of limits that the applicant and whoever is left to share would overrun; each
    /// counts once.
    pub sharers_stopped: usize,
    /// Only to be shared, with too few others left to share it.
    pub too_few_sharers: usize,
    /// Where an exchange would be better: only when the search was stopped.
    pub unsearched: usize,
}

/// Why an applicant was not placed; each statement is confirmed on the final allocation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UnplacedReason {
    /// The group searches for itself.
    SelfSearch,
    /// No dwelling of the round fits: how many each rule excludes (a dwelling may break several).
    NothingFits {
        /// Rules with the number of dwellings that break them, most first.
        excluded: Vec<(Rule, usize)>,
        /// Dwellings in the round.
        dwellings: usize,
    },
    /// Applicants or goals that stand before are in the way (in some dwellings, a limit).
    Outranked(Obstacles),
    /// Every fitting dwelling is out of reach because of limits (some, for want of sharers).
    LimitFull(Obstacles),
    /// The fitting dwellings could only be shared, with too few others to share them.
    TooFewSharers(Obstacles),
    /// The search was stopped before this could be settled. Where only the number of fitting dwellings
    /// is known, there was no time to look at what stands in the way.
    Stopped(Obstacles),
}

impl UnplacedReason {
    /// The code in files.
    pub fn name(&self) -> &'static str {
        match self {
            UnplacedReason::SelfSearch => "self-search",
            UnplacedReason::NothingFits { .. } => "nothing-fits",
            UnplacedReason::Outranked(_) => "outranked",
            UnplacedReason::LimitFull(_) => "limit-full",
            UnplacedReason::TooFewSharers(_) => "too-few-sharers",
            UnplacedReason::Stopped(_) => "stopped",
        }
    }
}

/// An applicant without a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unplaced {
    /// Index of the applicant.
    pub applicant: usize,
    /// Why.
    pub reason: UnplacedReason,
    /// Dwellings that fit, whole or shared.
    pub eligible_dwellings: usize,
}

/// Why a dwelling stays vacant; each statement is confirmed on the final allocation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum VacantReason {
    /// No applicant fits: how many each rule excludes, of the applicants that take part.
    NobodyFits {
        /// Rules with the number of applicants that break them, most first.
        excluded: Vec<(Rule, usize)>,
        /// Applicants that take part.
        applicants: usize,
    },
    /// Reserved, and none of those it is reserved for fits, while others would.
    ReservedEmpty {
        /// Applicants that would fit were it not reserved.
        would_fit: usize,
    },
    /// Everyone that fits is placed elsewhere.
    AllPlaced,
    /// Someone that fits is unplaced, and limits stand in the way.
    LimitFull(Obstacles),
    /// It could only be shared, with too few sharers left.
    TooFewSharers(Obstacles),
    /// Placing someone in it would cost a tier that stands before the number placed.
    Costs(Obstacles),
    /// The search was stopped before this could be settled.
    Stopped,
}

impl VacantReason {
    /// The code in files.
    pub fn name(&self) -> &'static str {
        match self {
            VacantReason::NobodyFits { .. } => "nobody-fits",
            VacantReason::ReservedEmpty { .. } => "reserved-empty",
            VacantReason::AllPlaced => "all-placed",
            VacantReason::LimitFull(_) => "limit-full",
            VacantReason::TooFewSharers(_) => "too-few-sharers",
            VacantReason::Costs(_) => "costs-a-tier",
            VacantReason::Stopped => "stopped",
        }
    }
}

/// A dwelling without a household.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vacant {
    /// Index of the dwelling.
    pub dwelling: usize,
    /// Why.
    pub reason: VacantReason,
    /// Applicants that fit, whole or shared.
    pub eligible_applicants: usize,
}

/// A limit after the allocation, in counting units (see [`crate::domain::Counts::unit`]).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LimitOutcome {
    /// Index of the limit.
    pub limit: usize,
    /// `Σ amount` over the placements.
    pub used: i64,
    /// The maximum in force; above the model's where fixed pairs overran it.
    pub max: Option<i64>,
    /// How far the minimum was missed.
    pub shortfall: i64,
    /// Whether the maximum stands in the way: someone without a place would overrun it in a dwelling that
    /// fits, or its price is above 0.
    pub binding: bool,
    /// What the proof of the tier `placed` charges for a unit of the maximum; one unit is one applicant,
    /// person, dwelling or support unit. A price, not a promise: see `at_most`.
    pub price: Fraction,
    /// Applicants that one more unit would house at most; `None` where the number placed is not proven.
    pub at_most: Option<i64>,
}

/// The outcome of a round.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// What the answer is.
    pub status: Status,
    /// The allocation, by applicant.
    pub placements: Vec<Placement>,
    /// What each placement rests on; `None` where the search was stopped before that was known.
    pub certainty: Vec<Option<Certainty>>,
    /// Who is next if the offer of a placement is refused (indices of applicants), best first: two at most.
    pub reserves: Vec<Vec<usize>>,
    /// The tiers, in order.
    pub tiers: Vec<TierOutcome>,
    /// Applicants without a place, by id; self-search groups included.
    pub unplaced: Vec<Unplaced>,
    /// Dwellings without a household, by id.
    pub vacant: Vec<Vacant>,
    /// Limits, in the order of the round.
    pub limits: Vec<LimitOutcome>,
    /// The proof.
    pub certificate: Certificate,
    /// What moved since the earlier allocation, where there is one and `study` was asked.
    pub changes: Option<Changes>,
    /// Wall time of each stage, in seconds.
    pub seconds: Vec<(&'static str, f64)>,
}

/// The optimum of a round, asked for by a question about it: no reasons, no prices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// What the answer is.
    pub status: Status,
    /// The allocation, by applicant.
    pub placements: Vec<Placement>,
    /// The tiers, in order, each with its value as the tier counts it (a shortfall as it is, not negated).
    pub tiers: Vec<(Tier, i64)>,
    /// By how much each tier may be short of its best at most, with the tiers before at their values: 0 where its
    /// value is proven, or where time ran out before that was known.
    pub short: Vec<i64>,
}

impl Answer {
    /// What a full outcome says without its reasons and prices.
    pub fn of(outcome: &Outcome) -> Self {
        Self {
            status: outcome.status,
            placements: outcome.placements.clone(),
            tiers: outcome.tiers.iter().map(|tier| (tier.tier, tier.value)).collect(),
            short: vec![0; outcome.tiers.len()],
        }
    }
}
