//! `sleutel verify`.

use std::path::PathBuf;

use clap::Args;

use super::options::Common;
use super::reading::{self, Asked};
use super::terminal::tell_findings;
use super::{Ending, Failure};
use crate::input::Read;
use crate::report::{finding_sentence, messages};
use crate::verify::{self, claim};

/// Checks an allocation and its certificate against the input, without the solver
///
/// Recomputes rules, limits, figures and every bound in whole numbers, and compares the hashes of the files.
/// An earlier allocation that the run was given is taken from the certificate.
#[derive(Debug, Args)]
#[command(after_help = "Example: sleutel verify models/utrecht-2025/rounds/2025-03 --result results")]
pub(super) struct Verify {
    /// Folder or workbook of the round
    #[arg(value_name = "ROUND")]
    round: PathBuf,
    /// Folder with the results of a run
    #[arg(long, value_name = "DIR")]
    result: PathBuf,
    /// Seed that the run was given instead of the round's
    #[arg(long, value_name = "NUMBER")]
    seed: Option<u64>,
    /// Show what is wrong as a JSON list of sentences, or what is wrong with the input as one of objects
    #[arg(long)]
    json: bool,
}

impl Verify {
    pub(super) fn run(&self, common: &Common) -> Result<Ending, Failure> {
        self.verified(common).or_else(|failure| failure.told_as_json(self.json))
    }

    fn verified(&self, common: &Common) -> Result<Ending, Failure> {
        let Read { round, standing, .. } = reading::read(&self.round, &Asked::with_seed(self.seed), common)?;
        let language = common.language(round.model.language);
        let claim = claim::read(&self.result)
            .map_err(|fault| Failure::Wrong(messages::no_results(&self.result, &fault, language), language))?;
        let verification = verify::verify(&verify::round_of(&claim, &round), &standing, &claim);
        let found: Vec<String> =
            verification.findings.iter().map(|finding| finding_sentence(&round, finding, language)).collect();
        tell_findings(common, self.json, &found, &messages::certificate_holds(verification.placed, language))
    }
}
