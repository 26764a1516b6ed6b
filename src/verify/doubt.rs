//! What can be wrong with a certificate.

use std::fmt::{Display, Formatter, Result};

use crate::domain::Fraction;

/// A sum of whole numbers that stops rather than overflows.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Sum {
    pub(super) total: i128,
}

impl Sum {
    /// Adds a term; `None` when it, or the sum, is too large.
    pub(super) fn add(&mut self, term: Option<i128>) -> Option<()> {
        self.total = self.total.checked_add(term?)?;
        Some(())
    }
}

/// A reason not to believe a certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Doubt {
    /// It has another form than this tool knows.
    UnknownForm {
        /// The form's number.
        format: u32,
    },
    /// Its tiers are not the round's.
    OtherTiers {
        /// The tiers it states.
        stated: Vec<String>,
        /// The tiers of the round.
        expected: Vec<String>,
    },
    /// A part names a dwelling that the round has not.
    UnknownDwelling {
        /// The id.
        dwelling: String,
    },
    /// A part names a limit that the round has not.
    UnknownLimit {
        /// The name.
        limit: String,
    },
    /// A dwelling stands in several parts, or twice in one.
    DwellingTwice {
        /// The dwelling.
        dwelling: String,
    },
    /// A limit stands in several parts, or twice in one.
    LimitTwice {
        /// The limit.
        limit: String,
    },
    /// A dwelling that someone fits stands in no part.
    DwellingLeftOut {
        /// The dwelling.
        dwelling: String,
    },
    /// A limit that matters stands in no part.
    LimitLeftOut {
        /// The limit.
        limit: String,
    },
    /// The parts are not apart: an applicant fits dwellings of several.
    ApplicantInSeveralParts {
        /// The applicant.
        applicant: String,
    },
    /// The parts are not apart: placements in another part count towards a limit.
    LimitInSeveralParts {
        /// The limit.
        limit: String,
    },
    /// A part does not state the tiers in their order.
    OtherTiersInPart {
        /// The part, from 1.
        part: usize,
        /// The tiers it states.
        stated: Vec<String>,
    },
    /// A price that must not be negative is.
    NegativePrice {
        /// The tier.
        tier: String,
        /// What is priced.
        of: String,
    },
    /// A price stands for something that the part, or the tier, does not have.
    MisplacedPrice {
        /// The tier.
        tier: String,
        /// What is priced.
        of: String,
    },
    /// The price of a minimum is above what its shortfall costs.
    PriceAboveWeight {
        /// The tier.
        tier: String,
        /// The limit.
        of: String,
    },
    /// The prices are too fine, or too large, to be added exactly.
    TooFine {
        /// The tier.
        tier: String,
    },
    /// The stated value of a tier is not that of the allocation.
    OtherValue {
        /// The part, from 1; `None` for the whole round.
        part: Option<usize>,
        /// The tier.
        tier: String,
        /// The value stated.
        stated: i128,
        /// The value of the allocation.
        recomputed: i128,
    },
    /// The prices prove another bound than the one stated.
    OtherBound {
        /// The part, from 1.
        part: usize,
        /// The tier.
        tier: String,
        /// The bound stated.
        stated: Fraction,
        /// The bound that the prices prove.
        recomputed: Fraction,
    },
    /// The allocation does better than the stated bound, so that the bound cannot hold.
    BoundBeaten {
        /// The part, from 1; `None` for the whole round.
        part: Option<usize>,
        /// The tier.
        tier: String,
        /// The bound stated.
        bound: Fraction,
        /// The value of the allocation.
        value: i128,
    },
    /// A proof is claimed that the prices or the search do not give.
    ProofFails {
        /// The part, from 1; `None` for the whole round.
        part: Option<usize>,
        /// The tier.
        tier: String,
        /// The proof claimed.
        proof: String,
        /// The bound.
        bound: Fraction,
        /// The value of the allocation.
        value: i128,
    },
}

impl Display for Doubt {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Doubt::UnknownForm { format } => write!(f, "the certificate has form {format}; this tool knows form 1"),
            Doubt::OtherTiers { stated, expected } => {
                write!(
                    f,
                    "the certificate's tiers are {}, those of the round {}",
                    stated.join(", "),
                    expected.join(", ")
                )
            }
            Doubt::UnknownDwelling { dwelling } => write!(f, "the round has no dwelling {dwelling}"),
            Doubt::UnknownLimit { limit } => write!(f, "the round has no limit “{limit}”"),
            Doubt::DwellingTwice { dwelling } => write!(f, "dwelling {dwelling} stands in the parts more than once"),
            Doubt::LimitTwice { limit } => write!(f, "limit “{limit}” stands in the parts more than once"),
            Doubt::DwellingLeftOut { dwelling } => write!(f, "dwelling {dwelling} stands in no part"),
            Doubt::LimitLeftOut { limit } => write!(f, "limit “{limit}” stands in no part"),
            Doubt::ApplicantInSeveralParts { applicant } => {
                write!(f, "the parts are not apart: {applicant} fits dwellings of several")
            }
            Doubt::LimitInSeveralParts { limit } => {
                write!(f, "the parts are not apart: placements of several count towards “{limit}”")
            }
            Doubt::OtherTiersInPart { part, stated } => {
                write!(f, "part {part} states the tiers {}, not those of the certificate", stated.join(", "))
            }
            Doubt::NegativePrice { tier, of } => write!(f, "{tier}: the price of “{of}” is negative"),
            Doubt::MisplacedPrice { tier, of } => {
                write!(f, "{tier}: there is a price for “{of}”, which cannot have one")
            }
            Doubt::PriceAboveWeight { tier, of } => {
                write!(f, "{tier}: the price of the minimum of “{of}” is above what its shortfall costs")
            }
            Doubt::TooFine { tier } => write!(f, "{tier}: the prices cannot be added exactly"),
            Doubt::OtherValue { part, tier, stated, recomputed } => {
                write!(f, "{}{tier}: stated {stated}, the allocation has {recomputed}", within(*part))
            }
            Doubt::OtherBound { part, tier, stated, recomputed } => {
                write!(f, "{}{tier}: bound stated {stated}, the prices prove {recomputed}", within(Some(*part)))
            }
            Doubt::BoundBeaten { part, tier, bound, value } => {
                write!(f, "{}{tier}: the value {value} is beyond the bound {bound}", within(*part))
            }
            Doubt::ProofFails { part, tier, proof, bound, value } => {
                write!(f, "{}{tier}: proof “{proof}” is claimed, but {value} is not what {bound} proves", within(*part))
            }
        }
    }
}

fn within(part: Option<usize>) -> String {
    part.map_or_else(String::new, |part| format!("part {part}, "))
}
