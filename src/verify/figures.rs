//! The summary and the names in the certificate against the round and the allocation.

use std::collections::BTreeMap;
use std::fmt::Display;

use super::certificate::{is_beyond, tightest};
use super::claim::{Claim, SummaryGroup, SummaryTier};
use super::doubt::Doubt;
use super::finding::{Difference, Finding};
use super::survey::Survey;
use super::tiers::{as_maximum, signed};
use crate::domain::{Fraction, Placement, Tier, TierPrices};

const SUMMARY: &str = "summary.json";
const CERTIFICATE: &str = "certificate.json";

/// Tables other than those the certificate names, and results of another input.
pub(super) fn of_files(survey: &Survey<'_>, claim: &Claim) -> Vec<Finding> {
    let sealed = |(file, hash): &(&String, &String)| claim.certificate.results.get(*file) == Some(*hash);
    let changed = claim.hashes.iter().filter(|pair| !sealed(pair));
    let mut found: Vec<Finding> = changed.map(|(file, _)| Finding::ResultChanged { file: file.clone() }).collect();
    found.extend(of_inputs(SUMMARY, &survey.round.inputs, &claim.summary.inputs));
    found.extend(of_inputs(CERTIFICATE, &survey.round.inputs, &claim.certificate.inputs));
    found
}

fn of_inputs(
    stated_in: &'static str,
    present: &BTreeMap<String, String>,
    stated: &BTreeMap<String, String>,
) -> Vec<Finding> {
    let finding = |file: &String, difference| Finding::InputDiffers { file: file.clone(), difference, stated_in };
    let mut found = Vec::new();
    for (file, hash) in present {
        match stated.get(file) {
            None => found.push(finding(file, Difference::Added)),
            Some(other) if other != hash => found.push(finding(file, Difference::Changed)),
            Some(_) => {}
        }
    }
    found.extend(stated.keys().filter(|file| !present.contains_key(*file)).map(|f| finding(f, Difference::Missing)));
    found
}

/// Figures that are not what the round and the placements say.
pub(super) fn of_figures(survey: &Survey<'_>, placements: &[Placement], claim: &Claim) -> Vec<Finding> {
    let (round, summary, certificate) = (survey.round, &claim.summary, &claim.certificate);
    let earlier: Vec<(String, String)> =
        round.earlier.iter().map(|pair| (pair.applicant.clone(), pair.dwelling.clone())).collect();
    let every_proof = summary.tiers.iter().all(|tier| tier.proof != "none");
    let status = if every_proof { "optimal" } else { "feasible" };
    let mut found = Vec::new();
    found.extend(figure(SUMMARY, "format", &summary.format, &1));
    found.extend(figure(SUMMARY, "round", &summary.round, &round.id));
    found.extend(figure(CERTIFICATE, "round", &certificate.round, &round.id));
    found.extend(figure(SUMMARY, "model", &summary.model, &round.model.name));
    found.extend(figure(SUMMARY, "seed", &summary.seed, &round.seed));
    found.extend(figure(CERTIFICATE, "seed", &certificate.seed, &round.seed));
    found.extend(figure(CERTIFICATE, "earlier", &pairs(&certificate.earlier), &pairs(&earlier)));
    found.extend(figure(SUMMARY, "placed", &summary.placed, &placements.len()));
    found.extend(figure(SUMMARY, "status", &summary.status.as_str(), &status));
    found.extend(of_tiers(survey, placements, claim));
    found.extend(of_groups(survey, placements, &summary.groups));
    found
}

fn pairs(pairs: &[(String, String)]) -> String {
    let mut named: Vec<String> =
        pairs.iter().map(|(applicant, dwelling)| format!("{applicant} in {dwelling}")).collect();
    named.sort_unstable();
    named.join(", ")
}

fn figure<T: PartialEq + Display>(file: &'static str, figure: &str, stated: &T, expected: &T) -> Option<Finding> {
    let (figure, stated_text, expected_text) = (figure.to_owned(), stated.to_string(), expected.to_string());
    (stated != expected).then_some(Finding::FigureDiffers {
        file,
        figure,
        stated: stated_text,
        expected: expected_text,
    })
}

fn of_tiers(survey: &Survey<'_>, placements: &[Placement], claim: &Claim) -> Vec<Finding> {
    let tiers = &survey.round.model.tiers;
    let names = |names: Vec<&str>| names.join(", ");
    let stated = names(claim.summary.tiers.iter().map(|tier| tier.tier.as_str()).collect());
    let expected = names(tiers.iter().map(|tier| tier.name()).collect());
    if stated != expected {
        return figure(SUMMARY, "tiers", &stated, &expected).into_iter().collect();
    }
    let limits: Vec<usize> = (0..survey.round.limits.limits.len()).collect();
    let each = tiers.iter().zip(&claim.summary.tiers).enumerate();
    each.flat_map(|(number, (tier, stated))| {
        let value = signed(*tier, as_maximum(survey, *tier, placements, &limits));
        of_tier(*tier, number, value, stated, claim)
    })
    .collect()
}

/// The summary claims what the certificate's parts together do, no more and no less.
fn of_tier(tier: Tier, number: usize, value: i128, stated: &SummaryTier, claim: &Claim) -> Vec<Finding> {
    let mut found = Vec::new();
    let name = || stated.tier.clone();
    found.extend(figure(SUMMARY, &format!("value of {}", stated.tier), &i128::from(stated.value), &value));
    if is_beyond(tier, value, stated.bound) {
        let bound = stated.bound;
        found.push(Finding::Doubt(Doubt::BoundBeaten { part: None, tier: name(), bound, value }));
    }
    let parts: Vec<&TierPrices> = claim.certificate.parts.iter().filter_map(|part| part.tiers.get(number)).collect();
    let proven = parts.iter().try_fold(0_i128, |sum, part| sum.checked_add(best_bound(tier, part)));
    let weakest = parts.iter().map(|part| part.proof.as_str()).max_by_key(|proof| weakness(proof)).unwrap_or("prices");
    let claims_more = proven.is_none_or(|proven| is_beyond(tier, proven, stated.bound));
    if claims_more || weakness(&stated.proof) < weakness(weakest) {
        let (proof, bound) = (stated.proof.clone(), stated.bound);
        found.push(Finding::Doubt(Doubt::ProofFails { part: None, tier: name(), proof, bound, value }));
        return found;
    }
    let proven = proven.map_or_else(String::new, |proven| proven.to_string());
    found.extend(figure(SUMMARY, &format!("bound of {}", stated.tier), &stated.bound.to_string(), &proven));
    found.extend(figure(SUMMARY, &format!("proof of {}", stated.tier), &stated.proof.as_str(), &weakest));
    found
}

/// The best whole value that is known to bound a part, by its prices or by the search.
fn best_bound(tier: Tier, part: &TierPrices) -> i128 {
    let by_prices = tightest(tier, part.bound);
    match part.search_bound.map(i128::from) {
        Some(search) if is_beyond(tier, by_prices, Fraction::whole(search)) => search,
        _ => by_prices,
    }
}

/// From a proof by prices alone to none; an unknown word proves nothing, and claims everything.
fn weakness(proof: &str) -> u8 {
    match proof {
        "prices" => 1,
        "branch-and-bound" => 2,
        "none" => 3,
        _ => 0,
    }
}

fn of_groups(survey: &Survey<'_>, placements: &[Placement], stated: &[SummaryGroup]) -> Vec<Finding> {
    let round = survey.round;
    let group = |id: &String| SummaryGroup { group: id.clone(), applicants: 0, placed: 0, persons: 0 };
    let mut expected: BTreeMap<&str, SummaryGroup> =
        round.model.groups.keys().map(|id| (id.as_str(), group(id))).collect();
    for applicant in &round.applicants {
        expected.entry(&applicant.group).or_insert_with(|| group(&applicant.group)).applicants += 1;
    }
    for placement in placements {
        let applicant = &round.applicants[placement.applicant];
        let figures = expected.entry(&applicant.group).or_insert_with(|| group(&applicant.group));
        figures.placed += 1;
        figures.persons += u64::from(applicant.persons());
    }
    let line = |figures: &SummaryGroup| {
        let SummaryGroup { group, applicants, placed, persons } = figures;
        format!("{group}: {applicants} applicants, {placed} placed, {persons} persons")
    };
    let named: BTreeMap<&str, &SummaryGroup> = stated.iter().map(|found| (found.group.as_str(), found)).collect();
    let text = |id: &str| named.get(id).map_or_else(|| "nothing".to_owned(), |found| line(found));
    let mut found: Vec<Finding> =
        expected.iter().filter_map(|(id, figures)| figure(SUMMARY, "groups", &text(id), &line(figures))).collect();
    let unknown = stated.iter().filter(|found| !expected.contains_key(found.group.as_str()));
    found.extend(unknown.filter_map(|extra| figure(SUMMARY, "groups", &line(extra), &"nothing".to_owned())));
    if stated.len() > named.len() {
        found.extend(figure(SUMMARY, "number of groups", &stated.len(), &named.len()));
    }
    found
}
