//! `sleutel check`.

use std::path::PathBuf;

use clap::Args;

use super::options::Common;
use super::reading;
use super::terminal::tell_findings;
use super::{Ending, Failure};
use crate::input::Read;
use crate::report::{messages, violation_sentence};
use crate::verify::violations;

/// Checks the input alone, or a list of matches of any origin
///
/// Tells every problem of every file at once; with --matches every violation with its size.
#[derive(Debug, Args)]
#[command(after_help = "Example: sleutel check models/utrecht-2025/rounds/2025-03 --matches manual.csv")]
pub(super) struct Check {
    /// Folder or workbook of the round
    #[arg(value_name = "ROUND")]
    round: PathBuf,
    /// A list of matches with the columns applicant and dwelling
    #[arg(long, value_name = "FILE")]
    matches: Option<PathBuf>,
    /// Show the violations as a JSON list of sentences, or what is wrong with the input as one of objects
    #[arg(long)]
    json: bool,
}

impl Check {
    pub(super) fn run(&self, common: &Common) -> Result<Ending, Failure> {
        self.checked(common).or_else(|failure| failure.told_as_json(self.json))
    }

    fn checked(&self, common: &Common) -> Result<Ending, Failure> {
        let Read { round, standing, .. } = reading::read_aloud(&self.round, common)?;
        let language = common.language(round.model.language);
        let Some(file) = &self.matches else {
            return tell_findings(common, self.json, &[], &messages::in_order(&round, language));
        };
        let matches = reading::read_matches(file, language)?;
        let found = violations(&round, &standing, &matches);
        let found: Vec<String> = found.iter().map(|violation| violation_sentence(violation, language)).collect();
        tell_findings(common, self.json, &found, &messages::matches_kept(matches.len(), language))
    }
}
