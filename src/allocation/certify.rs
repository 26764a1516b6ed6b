//! Solved → certificate and the tiers of the whole round.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::outcome::{Proof, TierOutcome};
use super::prices::{self, Prices};
use crate::domain::{Certificate, Fraction, Part as CertifiedPart, PlacePrice, Round, Sense, Tier, TierPrices};
use crate::program::{Part, Program, Statement, sign};
use crate::solver::{Ending, Solved, SolvedTier};

/// The certificate of a round, with those of its parts.
pub(crate) fn certificate(round: &Round, parts: Vec<CertifiedPart>) -> Certificate {
    Certificate {
        format: 1,
        round: round.id.clone(),
        inputs: round.inputs.clone(),
        results: BTreeMap::new(),
        seed: round.seed,
        earlier: round.earlier.iter().map(|pair| (pair.applicant.clone(), pair.dwelling.clone())).collect(),
        tiers: round.model.tiers.iter().map(|tier| tier.name().to_owned()).collect(),
        parts,
    }
}

/// The tiers over all parts: values add up, and so do the best whole bounds that are known of each part, by
/// its prices or by the search; the weakest proof holds.
pub(crate) fn tiers(tiers: &[Tier], certificate: &Certificate) -> Vec<TierOutcome> {
    let each = tiers.iter().enumerate();
    each.map(|(number, tier)| {
        let parts: Vec<&TierPrices> = certificate.parts.iter().map(|part| &part.tiers[number]).collect();
        let proof = parts.iter().map(|part| proof_named(&part.proof)).max_by_key(|proof| weakness(*proof));
        let best = |part: &&TierPrices| {
            let searched = part.search_bound.map(i128::from);
            match tier.sense() {
                Sense::Maximise => part.bound.floor().min(searched.unwrap_or(i128::MAX)),
                Sense::Minimise => part.bound.ceil().max(searched.unwrap_or(i128::MIN)),
            }
        };
        TierOutcome {
            tier: *tier,
            value: parts.iter().map(|part| part.value).sum(),
            bound: Fraction::whole(parts.iter().map(best).sum()),
            proof: proof.unwrap_or(Proof::Prices),
        }
    })
    .collect()
}

fn proof_named(name: &str) -> Proof {
    [Proof::Prices, Proof::BranchAndBound].into_iter().find(|proof| proof.name() == name).unwrap_or(Proof::None)
}

fn weakness(proof: Proof) -> u8 {
    match proof {
        Proof::Prices => 0,
        Proof::BranchAndBound => 1,
        Proof::None => 2,
    }
}

/// Writes the certificate of a part.
pub(crate) fn certified_part(round: &Round, program: &Program, part: &Part, solved: &Solved) -> CertifiedPart {
    let values: Vec<i64> = solved.tiers.iter().map(|tier| tier.value).collect();
    let tiers = solved.tiers.par_iter().enumerate();
    let tiers =
        tiers.map(|(number, tier)| certified_tier(round, program, part, number, &values[..number], tier)).collect();
    let mut dwellings: Vec<usize> =
        part.kinds.iter().flat_map(|kind| program.interchange.kinds[*kind].members.iter().copied()).collect();
    dwellings.sort_unstable();
    CertifiedPart {
        dwellings: dwellings.into_iter().map(|dwelling| round.dwellings[dwelling].id.clone()).collect(),
        limits: part.limits.iter().map(|limit| round.limits.limits[*limit].name.clone()).collect(),
        tiers,
    }
}

fn certified_tier(
    round: &Round,
    program: &Program,
    part: &Part,
    number: usize,
    before: &[i64],
    solved: &SolvedTier,
) -> TierPrices {
    let (prices, bound) = prices::exact(program, part, number, before, solved);
    let tier = program.tiers[number];
    let proof = match solved.ending {
        _ if bound.floor() == i128::from(solved.value) => Proof::Prices,
        // Where the solver's relaxation is settled, and its prices as fractions leave a gap all the same, the
        // solver's word is taken.
        Ending::Branched | Ending::Relaxation => Proof::BranchAndBound,
        Ending::Stopped => Proof::None,
    };
    let sign = sign(tier);
    let signed = Fraction { numerator: bound.numerator * i128::from(sign), ..bound };
    let mut written = TierPrices {
        tier: tier.name().to_owned(),
        value: sign * solved.value,
        bound: signed,
        proof: proof.name().to_owned(),
        search_bound: (proof == Proof::BranchAndBound).then_some(sign * solved.value),
        earlier: BTreeMap::new(),
        dwellings: BTreeMap::new(),
        places: Vec::new(),
        maxima: BTreeMap::new(),
        minima: BTreeMap::new(),
    };
    for (tier, price) in program.tiers.iter().zip(&prices.earlier).filter(|(_, price)| **price != 0) {
        written.earlier.insert(tier.name().to_owned(), Fraction::new(*price, prices.denominator));
    }
    write_rows(round, program, part, &prices, &mut written);
    written
}

fn write_rows(round: &Round, program: &Program, part: &Part, prices: &Prices, written: &mut TierPrices) {
    let mut places: BTreeMap<(usize, usize), i128> = BTreeMap::new();
    for (row, price) in part.rows.iter().zip(&prices.rows).filter(|(_, price)| **price != 0) {
        let fraction = Fraction::new(*price, prices.denominator);
        match row.statement {
            Statement::Profile(_) | Statement::Sum => {}
            Statement::Kind(kind) => {
                for dwelling in &program.interchange.kinds[kind].members {
                    written.dwellings.insert(round.dwellings[*dwelling].id.clone(), fraction);
                }
            }
            Statement::PlacesAtMost { kind, class } | Statement::PlacesAtLeast { kind, class } => {
                *places.entry((kind, class)).or_default() += price;
            }
            Statement::Maximum(limit) => {
                written.maxima.insert(round.limits.limits[limit].name.clone(), fraction);
            }
            Statement::Minimum(limit) => {
                let positive = Fraction::new(-price, prices.denominator);
                written.minima.insert(round.limits.limits[limit].name.clone(), positive);
            }
        }
    }
    for ((kind, class), price) in places.into_iter().filter(|(_, price)| *price != 0) {
        for dwelling in &program.interchange.kinds[kind].members {
            written.places.push(PlacePrice {
                dwelling: round.dwellings[*dwelling].id.clone(),
                class: program.interchange.sharing_classes[class].clone(),
                price: Fraction::new(price, prices.denominator),
            });
        }
    }
}
