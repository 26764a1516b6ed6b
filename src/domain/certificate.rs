//! The certificate: prices from which anyone can recompute that no allocation does better.
//!
//! For every part of the round (no applicant, dwelling or limit in common with another part) and every
//! tier it holds prices `μ` of dwellings, `σ` of places in shared dwellings, `λ` of maxima, `ν` of
//! minima and `π` of the earlier tiers. Every tier is written as a maximum: a tier that is minimised
//! counts with its sign turned, and its value and bound stand as they are.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// An exact fraction, written `"3"` or `"3/2"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Fraction {
    /// Above the line; carries the sign.
    pub numerator: i128,
    /// Below the line, at least 1.
    pub denominator: i128,
}

impl Fraction {
    /// In lowest terms.
    pub fn new(numerator: i128, denominator: i128) -> Self {
        let divisor = greatest_common_divisor(numerator, denominator).max(1);
        Self { numerator: numerator / divisor, denominator: denominator / divisor }
    }

    /// A whole number.
    pub fn whole(number: i128) -> Self {
        Self { numerator: number, denominator: 1 }
    }

    /// The sum of two.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        let divisor = greatest_common_divisor(self.denominator, other.denominator).max(1);
        let (own, others) = (self.denominator / divisor, other.denominator / divisor);
        Self::new(self.numerator * others + other.numerator * own, own * other.denominator)
    }

    /// Whether it is less than another, found without a number larger than those of the two.
    #[must_use]
    pub fn is_less_than(self, other: Self) -> bool {
        let (mut one, mut other) = (self, other);
        loop {
            let (whole, others) = (one.floor(), other.floor());
            if whole != others {
                return whole < others;
            }
            let (rest, others) =
                (one.numerator - whole * one.denominator, other.numerator - others * other.denominator);
            if rest == 0 || others == 0 {
                return rest < others;
            }
            // of what is left, the one whose inverse is greater is the less
            (one, other) = (
                Self { numerator: other.denominator, denominator: others },
                Self { numerator: one.denominator, denominator: rest },
            );
        }
    }

    /// The greatest whole number not above it.
    pub fn floor(self) -> i128 {
        self.numerator.div_euclid(self.denominator)
    }

    /// The least whole number not below it.
    pub fn ceil(self) -> i128 {
        -(-self.numerator).div_euclid(self.denominator)
    }
}

fn greatest_common_divisor(a: i128, b: i128) -> i128 {
    let (mut a, mut b) = (a.abs(), b.abs());
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

impl From<Fraction> for String {
    fn from(fraction: Fraction) -> Self {
        fraction.to_string()
    }
}

impl std::fmt::Display for Fraction {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.denominator == 1 {
            write!(f, "{}", self.numerator)
        } else {
            write!(f, "{}/{}", self.numerator, self.denominator)
        }
    }
}

impl TryFrom<String> for Fraction {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let (above, below) = text.split_once('/').unwrap_or((&text, "1"));
        let fault = || format!("\"{text}\" is no fraction; write 3 or 3/2");
        let numerator = above.parse().map_err(|_| fault())?;
        let denominator: i128 = below.parse().map_err(|_| fault())?;
        if denominator < 1 || numerator == i128::MIN {
            return Err(fault());
        }
        Ok(Self { numerator, denominator })
    }
}

/// The whole certificate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Certificate {
    /// Version of this form: 1.
    pub format: u32,
    /// The round's id.
    pub round: String,
    /// SHA-256 (hex) of every file read.
    pub inputs: BTreeMap<String, String>,
    /// SHA-256 (hex) of every table written beside it: `allocation.csv`, `unplaced.csv`, `vacant.csv`,
    /// `limits.csv`, of `report.html`, and of `summary.json` without its `seconds` (as JSON on one line, keys in
    /// order). Filled in when the results are written.
    #[serde(default)]
    pub results: BTreeMap<String, String>,
    /// Seed of the lottery.
    pub seed: u64,
    /// The earlier matches (applicant, dwelling) that the tier `unchanged` refers to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub earlier: Vec<(String, String)>,
    /// The tiers, in order.
    pub tiers: Vec<String>,
    /// The independent parts.
    pub parts: Vec<Part>,
}

/// One independent part of the round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// Ids of its dwellings.
    pub dwellings: Vec<String>,
    /// Names of its limits. A limit that no possible placement counts towards is in the first part.
    pub limits: Vec<String>,
    /// One set of prices per tier, in the order of the tiers.
    pub tiers: Vec<TierPrices>,
}

/// The prices of one tier in one part. Zero prices are left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TierPrices {
    /// The tier.
    pub tier: String,
    /// Its value in this part.
    pub value: i64,
    /// What the prices prove: no allocation has more (or, for a minimised tier, less).
    pub bound: Fraction,
    /// `prices`, `branch-and-bound` or `none`.
    pub proof: String,
    /// Bound of the solver's search where it branched; stated, not proven by the prices.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub search_bound: Option<i64>,
    /// `π ≥ 0` of each earlier tier.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub earlier: BTreeMap<String, Fraction>,
    /// `μ ≥ 0` of each dwelling let whole.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub dwellings: BTreeMap<String, Fraction>,
    /// `σ`, of either sign, of a place in a shared dwelling.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<PlacePrice>,
    /// `λ ≥ 0` of each maximum, per counting unit of the limit.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub maxima: BTreeMap<String, Fraction>,
    /// `ν ≥ 0` of each minimum, per counting unit of the limit.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub minima: BTreeMap<String, Fraction>,
}

/// Price of one place in a dwelling shared by one class.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlacePrice {
    /// Dwelling id.
    pub dwelling: String,
    /// Values of the sharing class.
    pub class: Vec<String>,
    /// `σ`.
    pub price: Fraction,
}

#[cfg(test)]
mod tests {
    use super::Fraction;

    #[test]
    fn fractions_are_compared_exactly_however_large_they_are() {
        for (one, other, less) in [
            ((1, 2), (2, 3), true),
            ((2, 3), (1, 2), false),
            ((1, 2), (1, 2), false),
            ((-1, 2), (-1, 3), true),
            ((-3, 2), (1, 9), true),
            ((7, 2), (3, 1), false),
            ((3, 1), (7, 2), true),
            ((i128::MAX, i128::MAX - 1), (i128::MAX - 1, i128::MAX - 2), true),
            ((i128::MAX - 1, i128::MAX - 2), (i128::MAX, i128::MAX - 1), false),
        ] {
            let fraction = |(numerator, denominator)| Fraction { numerator, denominator };
            assert_eq!(fraction(one).is_less_than(fraction(other)), less, "{one:?} {other:?}");
        }
    }
}
