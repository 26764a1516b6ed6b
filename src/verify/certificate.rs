//! A certificate against the round and an allocation: every value and every bound recomputed.

use rayon::prelude::*;

use super::bound::{self, Question};
use super::doubt::Doubt;
use super::parts::{self, Scope};
use super::price_list;
use super::survey::Survey;
use super::tiers::{as_maximum, signed};
use crate::domain::{Certificate, Fraction, Part, Placement, Sense, Tier, TierPrices};

/// Everything that is wrong with a certificate of these placements.
pub(super) fn doubts(survey: &Survey<'_>, placements: &[Placement], certificate: &Certificate) -> Vec<Doubt> {
    let tiers = &survey.round.model.tiers;
    let mut doubts = of_form(certificate, tiers);
    let (scopes, division) = parts::scopes(survey, certificate);
    doubts.extend(division);
    if !doubts.is_empty() {
        return doubts; // without a sound division no part proves anything
    }
    let checked: Vec<Vec<Doubt>> = certificate
        .parts
        .par_iter()
        .zip(&scopes)
        .enumerate()
        .map(|(number, (part, scope))| PartCheck { survey, tiers, scope, number: number + 1 }.doubts(part, placements))
        .collect();
    doubts.extend(checked.into_iter().flatten());
    doubts.extend(of_sums(survey, placements, certificate));
    doubts
}

fn of_form(certificate: &Certificate, tiers: &[Tier]) -> Vec<Doubt> {
    let mut doubts = Vec::new();
    if certificate.format != 1 {
        doubts.push(Doubt::UnknownForm { format: certificate.format });
    }
    let expected: Vec<String> = tiers.iter().map(|tier| tier.name().to_owned()).collect();
    if certificate.tiers != expected {
        doubts.push(Doubt::OtherTiers { stated: certificate.tiers.clone(), expected: expected.clone() });
    }
    for (number, part) in certificate.parts.iter().enumerate() {
        let stated: Vec<String> = part.tiers.iter().map(|prices| prices.tier.clone()).collect();
        if stated != expected {
            doubts.push(Doubt::OtherTiersInPart { part: number + 1, stated });
        }
    }
    doubts
}

/// The parts' values must add up to the allocation's.
fn of_sums(survey: &Survey<'_>, placements: &[Placement], certificate: &Certificate) -> Vec<Doubt> {
    let limits: Vec<usize> = (0..survey.round.limits.limits.len()).collect();
    let mut doubts = Vec::new();
    for (number, tier) in survey.round.model.tiers.iter().enumerate() {
        let stated = certificate.parts.iter().map(|part| i128::from(part.tiers[number].value)).sum();
        let recomputed = signed(*tier, as_maximum(survey, *tier, placements, &limits));
        if stated != recomputed {
            doubts.push(Doubt::OtherValue { part: None, tier: tier.name().to_owned(), stated, recomputed });
        }
    }
    doubts
}

struct PartCheck<'a> {
    survey: &'a Survey<'a>,
    tiers: &'a [Tier],
    scope: &'a Scope,
    number: usize,
}

impl PartCheck<'_> {
    fn doubts(&self, part: &Part, placements: &[Placement]) -> Vec<Doubt> {
        let inside = |placement: &&Placement| self.scope.dwellings.contains(&placement.dwelling);
        let own: Vec<Placement> = placements.iter().filter(inside).copied().collect();
        let value = |tier: &Tier| as_maximum(self.survey, *tier, &own, &self.scope.limits);
        let values: Vec<i128> = self.tiers.iter().map(value).collect();
        let tiers = part.tiers.par_iter().enumerate();
        tiers.flat_map_iter(|(number, written)| self.of_tier(number, &values, written)).collect()
    }

    fn of_tier(&self, number: usize, values: &[i128], written: &TierPrices) -> Vec<Doubt> {
        let (survey, scope, tiers) = (self.survey, self.scope, self.tiers);
        let question = Question { survey, scope, tiers, number, before: &values[..number] };
        let value = signed(tiers[number], values[number]);
        let mut doubts = Vec::new();
        if i128::from(written.value) != value {
            doubts.push(Doubt::OtherValue {
                part: Some(self.number),
                tier: written.tier.clone(),
                stated: i128::from(written.value),
                recomputed: value,
            });
        }
        match price_list::read(&question, written) {
            Ok(prices) => match bound::bound(&question, &prices) {
                Some(found) => doubts.extend(self.of_bound(tiers[number], value, found, written)),
                None => doubts.push(Doubt::TooFine { tier: written.tier.clone() }),
            },
            Err(found) => doubts.extend(found),
        }
        doubts
    }

    /// `found` is the recomputed bound, written as a maximum.
    fn of_bound(&self, tier: Tier, value: i128, found: Fraction, written: &TierPrices) -> Option<Doubt> {
        let recomputed = Fraction { numerator: signed(tier, found.numerator), ..found };
        let (part, name) = (Some(self.number), written.tier.clone());
        if Fraction::new(written.bound.numerator, written.bound.denominator) != recomputed {
            return Some(Doubt::OtherBound { part: self.number, tier: name, stated: written.bound, recomputed });
        }
        if is_beyond(tier, value, recomputed) {
            return Some(Doubt::BoundBeaten { part, tier: name, bound: recomputed, value });
        }
        let holds = match written.proof.as_str() {
            "prices" => tightest(tier, recomputed) == value,
            "branch-and-bound" => written.search_bound.map(i128::from) == Some(value),
            "none" => written.search_bound.is_none_or(|bound| !is_beyond(tier, value, Fraction::whole(bound.into()))),
            _ => false,
        };
        let proof = written.proof.clone();
        (!holds).then_some(Doubt::ProofFails { part, tier: name, proof, bound: recomputed, value })
    }
}

/// The best whole value that a bound allows.
pub(super) fn tightest(tier: Tier, bound: Fraction) -> i128 {
    if tier.sense() == Sense::Maximise { bound.floor() } else { bound.ceil() }
}

/// Whether a value is better than the bound allows.
pub(super) fn is_beyond(tier: Tier, value: i128, bound: Fraction) -> bool {
    match tier.sense() {
        Sense::Maximise => value > bound.floor(),
        Sense::Minimise => value < bound.ceil(),
    }
}
