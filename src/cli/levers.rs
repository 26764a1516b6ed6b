//! `sleutel levers`.

use std::path::PathBuf;

use clap::Args;

use super::options::{Asking, Common};
use super::progress::Progress;
use super::reading::{self, Asked};
use super::{Ending, Failure, terminal};
use crate::allocation::Status;
use crate::input::Read;
use crate::pipeline::Request;
use crate::report::messages::Stage;
use crate::report::{levers_json, levers_text};
use crate::study::Case;
use crate::study::explain::Base;
use crate::study::levers::levers;

/// Tries one unit more or less of every limit and one step of every rule, and ranks them by how many more they house
///
/// Each is found by solving the round with it, and says which groups gain and whether anyone loses a place.
#[derive(Debug, Args)]
#[command(after_help = "Example: sleutel levers models/utrecht-2025/rounds/2025-03")]
pub(super) struct LeversArguments {
    /// Folder or workbook of the round
    #[arg(value_name = "ROUND")]
    round: PathBuf,
    #[command(flatten)]
    asking: Asking,
}

impl LeversArguments {
    pub(super) fn run(&self, common: &Common) -> Result<Ending, Failure> {
        self.answered(common).or_else(|failure| failure.told_as_json(self.asking.json))
    }

    fn answered(&self, common: &Common) -> Result<Ending, Failure> {
        let progress = Progress::new(common.quiet, || reading::language(&self.round, common));
        progress.stage(Stage::Reading);
        let Read { round, standing, .. } = reading::read(&self.round, &Asked::with_seed(self.asking.seed), common)?;
        let language = common.language(round.model.language);
        progress.stage(Stage::Allocating);
        let step = |done, total| progress.step(done, total);
        let request = Request { time_limit: self.asking.time_limit, progress: Some(&step), ..Request::default() };
        let base = Base::solve(Case { round, standing }, &request).map_err(Failure::fault)?;
        progress.stage(Stage::Asking);
        let found = levers(&base, &request, &step).map_err(Failure::fault)?;
        drop(progress);
        if self.asking.json {
            terminal::show(&levers_json(&base, &found, language).map_err(Failure::fault)?);
        } else if !common.quiet {
            terminal::show(&levers_text(&base, &found, &terminal::screen(language)));
        }
        let settled = found.open.is_empty() && base.outcome.status == Status::Optimal;
        Ok(if settled { Ending::Done } else { Ending::Stopped })
    }
}
