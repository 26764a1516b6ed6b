//! The results of a run against the round.

use super::claim::Claim;
use super::finding::Finding;
use super::matches::{placements, violations};
use super::survey::Survey;
use super::tiers::{as_maximum, signed};
use super::{certificate, figures, tables};
use crate::domain::{Round, Tier};
use crate::eligibility::Standing;

/// What the checker says of the results of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verification {
    /// Everything that is wrong; empty when the results hold.
    pub findings: Vec<Finding>,
    /// The tiers' values, recomputed from `allocation.csv`.
    pub tiers: Vec<(Tier, i128)>,
    /// Placements in `allocation.csv`.
    pub placed: usize,
}

impl Verification {
    /// Whether the results hold.
    pub fn holds(&self) -> bool {
        self.findings.is_empty()
    }
}

/// Holds the results of a run against the round: the hashes, every cell, every rule and limit, every
/// figure, and the certificate.
///
/// The round must be the one the results are about: with the earlier allocation that the run was given,
/// see [`round_of`].
pub fn verify(round: &Round, standing: &Standing, claim: &Claim) -> Verification {
    let survey = Survey::new(round, standing);
    let matches = tables::matches(&claim.allocation);
    let placements = placements(round, standing, &matches);
    let mut findings = figures::of_files(&survey, claim);
    findings.extend(violations(round, standing, &matches).into_iter().map(Finding::Violation));
    findings.extend(tables::findings(&survey, &placements, claim));
    findings.extend(figures::of_figures(&survey, &placements, claim));
    findings.extend(certificate::doubts(&survey, &placements, &claim.certificate).into_iter().map(Finding::Doubt));
    let limits: Vec<usize> = (0..round.limits.limits.len()).collect();
    let value = |tier: &Tier| (*tier, signed(*tier, as_maximum(&survey, *tier, &placements, &limits)));
    Verification { findings, tiers: round.model.tiers.iter().map(value).collect(), placed: placements.len() }
}

/// Holds the results of a run, as they will stand in its files, against the round.
///
/// # Errors
/// What is wrong with them, in words; results of our own making never are.
pub fn accept(round: &Round, standing: &Standing, files: &[(&str, Vec<u8>)]) -> Result<(), String> {
    let open = |name: &str| {
        let found = files.iter().find(|(file, _)| *file == name);
        found.map(|(_, bytes)| bytes.clone()).ok_or_else(|| std::io::ErrorKind::NotFound.into())
    };
    let claim = super::claim::read_from(&open).map_err(|fault| fault.to_string())?;
    match verify(round, standing, &claim).findings.first() {
        Some(finding) => Err(format!("the checker does not accept the allocation: {finding}")),
        None => Ok(()),
    }
}

/// The round as the run saw it: an earlier allocation is no file of the round, so its pairs, and the
/// place of the tier `unchanged`, are taken from the certificate that rests on them.
#[must_use]
pub fn round_of(claim: &Claim, round: &Round) -> Round {
    let mut round = round.clone();
    let certificate = &claim.certificate;
    if round.earlier.is_empty() {
        let pair = |(applicant, dwelling): &(String, String)| crate::domain::Match {
            applicant: applicant.clone(),
            dwelling: dwelling.clone(),
            mode: None,
            line: 0,
        };
        round.earlier = certificate.earlier.iter().map(pair).collect();
        round.earlier.sort_unstable();
    }
    let place = certificate.tiers.iter().position(|tier| tier == Tier::Unchanged.name());
    if let Some(place) = place.filter(|place| *place <= round.model.tiers.len())
        && !round.earlier.is_empty()
        && !round.model.tiers.contains(&Tier::Unchanged)
    {
        round.model.tiers.insert(place, Tier::Unchanged);
    }
    round
}
