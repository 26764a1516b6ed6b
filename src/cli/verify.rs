//! `sleutel verify`.

use std::path::PathBuf;

use clap::Args;

use super::options::Common;
use super::reading::{self, Asked};
use super::terminal::tell_findings;
use super::{Ending, Failure};
use crate::input::Read;
use crate::verify::{self, claim};

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
        let claim = claim::read(&self.result).map_err(Failure::wrong)?;
        let found = verify::verify(&round, &standing, &claim);
        let sentences: Vec<String> = found.iter().map(ToString::to_string).collect();
        tell_findings(common, self.json, &sentences, "The allocation and its certificate hold.")
    }
}
