//! `sleutel verify`.

use std::path::{Path, PathBuf};

use clap::Args;

use super::options::Common;
use super::reading::{self, Asked};
use super::terminal::tell_findings;
use super::{Ending, Failure};
use crate::domain::{Certificate, Language, Round};
use crate::input::Read;
use crate::report::{sha256, violation_sentence};
use crate::verify::{certificate_doubts, placements, violations};

/// Checks an allocation and its certificate against the input, without the solver
///
/// Recomputes rules, limits, figures and every bound in whole numbers, and compares the hashes of the files.
#[derive(Debug, Args)]
#[command(after_help = "Example: sleutel verify models/utrecht-2025/rounds/2025-03 --result results")]
pub(super) struct Verify {
    /// Folder or workbook of the round
    #[arg(value_name = "ROUND")]
    round: PathBuf,
    /// Folder with the results of a run
    #[arg(long, value_name = "DIR")]
    result: PathBuf,
    #[command(flatten)]
    asked: Asked,
    /// Show what is wrong as a JSON list of sentences
    #[arg(long)]
    json: bool,
}

impl Verify {
    pub(super) fn run(&self, common: &Common) -> Result<Ending, Failure> {
        let Read { round, standing, .. } = reading::read(&self.round, &self.asked, common)?;
        let language = common.language(round.model.language);
        let certificate = certificate(&self.result.join("certificate.json"))?;
        let mut found = changed_files(&round, &certificate, &self.result, language);
        if found.is_empty() {
            let matches = reading::read_matches(&self.result.join("allocation.csv"), language)?;
            let placements = placements(&round, &standing, &matches);
            let broken = violations(&round, &standing, &matches);
            found.extend(broken.iter().map(|violation| violation_sentence(violation, language)));
            let doubts = certificate_doubts(&round, &standing, &placements, &certificate);
            found.extend(doubts.iter().map(ToString::to_string));
        }
        let holds = match language {
            Language::En => "The allocation keeps every rule and limit, and the certificate holds.",
            Language::Nl => "De toewijzing houdt zich aan elke regel en begrenzing, en het certificaat klopt.",
        };
        tell_findings(common, self.json, &found, holds)
    }
}

fn certificate(path: &Path) -> Result<Certificate, Failure> {
    let wrong = |cause: &dyn std::fmt::Display| Failure::wrong(format!("{}: {cause}", path.display()));
    let text = std::fs::read(path).map_err(|cause| wrong(&cause))?;
    serde_json::from_slice(&text).map_err(|cause| wrong(&cause))
}

/// Inputs and tables that are no longer those the certificate speaks of.
fn changed_files(round: &Round, certificate: &Certificate, result: &Path, language: Language) -> Vec<String> {
    let names = round.inputs.keys().chain(certificate.inputs.keys()).collect::<std::collections::BTreeSet<_>>();
    let inputs = names.into_iter().filter(|name| round.inputs.get(*name) != certificate.inputs.get(*name));
    let results = certificate
        .results
        .iter()
        .filter(|(name, hash)| !std::fs::read(result.join(name)).is_ok_and(|bytes| sha256(&bytes) == **hash));
    let sentence = |name: &String| match language {
        Language::En => format!("{name} is not the file that the certificate speaks of"),
        Language::Nl => format!("{name} is niet het bestand waarover het certificaat gaat"),
    };
    inputs.chain(results.map(|(name, _)| name)).map(sentence).collect()
}
