//! `sleutel check`.

use std::path::{Path, PathBuf};

use clap::Args;

use super::options::Common;
use super::reading;
use super::terminal::{screen, show, tell_findings, warn};
use super::{Ending, Failure};
use crate::input::{Read, YearRead};
use crate::report::{audit_json, audit_text, messages, problems, violation_sentence};
use crate::verify::violations;
use crate::year::audit;

/// Checks the input alone, or a list of matches of any origin
///
/// Tells every problem of every file at once; with --matches every violation with its size. Of a model's folder, such as
/// models/utrecht-2025, it checks the year, and holds what its texts state against what its tables add up to.
#[derive(Debug, Args)]
#[command(after_help = "Example: sleutel check models/utrecht-2025/rounds/2025-03 --matches manual.csv")]
pub(super) struct Check {
    /// Folder or workbook of the round, or the folder of a model with a year
    #[arg(value_name = "ROUND")]
    round: PathBuf,
    /// A list of matches with the columns applicant and dwelling
    #[arg(long, value_name = "FILE")]
    matches: Option<PathBuf>,
    /// Show the violations as a JSON list of sentences, or what is wrong with the input, or what was found about
    /// the year, as one of objects
    #[arg(long)]
    json: bool,
}

impl Check {
    pub(super) fn run(&self, common: &Common) -> Result<Ending, Failure> {
        self.checked(common).or_else(|failure| failure.told_as_json(self.json))
    }

    fn checked(&self, common: &Common) -> Result<Ending, Failure> {
        if is_model(&self.round) {
            return self.year_checked(common);
        }
        let Read { round, standing, .. } = reading::read_aloud(&self.round, common)?;
        let language = common.language(round.model.language);
        let Some(file) = &self.matches else {
            return tell_findings(common, self.json, &[], &messages::in_order(&round, language));
        };
        let matches = reading::read_matches(file, language)?;
        let found = violations(&round, &standing, &matches);
        let found: Vec<String> =
            found.iter().map(|violation| violation_sentence(&round, violation, language)).collect();
        tell_findings(common, self.json, &found, &messages::matches_kept(matches.len(), language))
    }

    /// The year of a model: problems end it, differences between its figures are the answer.
    fn year_checked(&self, common: &Common) -> Result<Ending, Failure> {
        let YearRead { year, warnings, .. } = reading::read_year(&self.round, common)?;
        let language = common.language(year.language);
        if self.matches.is_some() {
            return Err(Failure::Wrong(messages::no_matches_of_a_year(language), language));
        }
        for warning in warnings.iter().filter(|_| !common.quiet) {
            warn(&problems::sentence(warning, language), language);
        }
        let audit = audit(&year);
        if self.json {
            show(&(serde_json::to_string_pretty(&audit_json(&audit, language)).map_err(Failure::fault)? + "\n"));
        } else {
            show(&audit_text(&audit, &year.name, &screen(language)));
        }
        Ok(Ending::Done)
    }
}

/// Whether this is the folder of a model and not that of a round.
fn is_model(path: &Path) -> bool {
    path.join("model.toml").is_file() && !path.join("round.toml").exists()
}
