//! `sleutel check`.

use std::path::PathBuf;

use clap::Args;

use super::options::Common;
use super::reading;
use super::terminal::tell_findings;
use super::{Ending, Failure};
use crate::domain::{Language, Round};
use crate::input::Read;
use crate::report::{Form, violation_sentence};
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
    /// Show the violations as a JSON list of sentences
    #[arg(long)]
    json: bool,
}

impl Check {
    pub(super) fn run(&self, common: &Common) -> Result<Ending, Failure> {
        let Read { round, standing, .. } = reading::read_aloud(&self.round, common)?;
        let language = common.language(round.model.language);
        let Some(file) = &self.matches else {
            return tell_findings(common, self.json, &[], &sound(&round, language));
        };
        let matches = reading::read_matches(file, language)?;
        let found = violations(&round, &standing, &matches);
        let found: Vec<String> = found.iter().map(|violation| violation_sentence(violation, language)).collect();
        tell_findings(common, self.json, &found, &kept(matches.len(), language))
    }
}

fn sound(round: &Round, language: Language) -> String {
    let count = |number| Form::of(language).count(number);
    let (id, dwellings, applicants) = (&round.id, count(round.dwellings.len()), count(round.applicants.len()));
    let limits = count(round.limits.limits.len());
    match language {
        Language::En => {
            format!("Round {id} is in order: {dwellings} dwellings, {applicants} applicants, {limits} limits.")
        }
        Language::Nl => {
            format!("Ronde {id} is in orde: {dwellings} woningen, {applicants} woningzoekenden, {limits} begrenzingen.")
        }
    }
}

fn kept(matches: usize, language: Language) -> String {
    let count = Form::of(language).count(matches);
    match language {
        Language::En => format!("The {count} matches keep every rule and limit."),
        Language::Nl => format!("De {count} matches houden zich aan elke regel en begrenzing."),
    }
}
