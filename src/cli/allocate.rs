//! `sleutel allocate`.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use clap::Args;

use super::options::{Common, duration, results_folder};
use super::progress::Progress;
use super::reading::{self, Asked};
use super::{Ending, Failure, interrupt, terminal};
use crate::allocation::changes::Changes;
use crate::allocation::{Outcome, Status};
use crate::domain::Round;
use crate::input::Read;
use crate::pipeline::{self, Request};
use crate::report::messages::{self, Stage};
use crate::report::{Readers, Results, Screen, outcome_json, summary_text, write_together};
use crate::study::{Case, changes};
use crate::verify;

/// Finds the largest allocation of a round that keeps every rule and limit, with its proof
///
/// Writes allocation.csv, unplaced.csv, vacant.csv and limits.csv, the same as a workbook in round.xlsx, the report in
/// report.html, summary.json and certificate.json, and shows a summary.
#[derive(Debug, Args)]
#[command(after_help = "Example: sleutel allocate models/utrecht-2025/rounds/2025-03 -o results --time-limit 30s")]
pub(super) struct Allocate {
    /// Folder or workbook of the round
    #[arg(value_name = "ROUND")]
    round: PathBuf,
    /// Folder for the results; unless given, `out` in the round's folder
    #[arg(short, long = "output", value_name = "DIR")]
    output: Option<PathBuf>,
    #[command(flatten)]
    asked: Asked,
    /// Give the best allocation found in so much time, check and files included, such as 30s, 2m or 500ms
    #[arg(long, value_name = "TIME", value_parser = duration)]
    time_limit: Option<Duration>,
    /// Name applicants and dwellings in report.html: for those who handle the cases, not for a council
    #[arg(long)]
    ids: bool,
    /// Show the figures as JSON instead of the summary, or what is wrong with the input as a list of objects
    #[arg(long)]
    json: bool,
}

impl Allocate {
    pub(super) fn run(&self, common: &Common) -> Result<Ending, Failure> {
        self.answered(common).or_else(|failure| failure.told_as_json(self.json))
    }

    fn answered(&self, common: &Common) -> Result<Ending, Failure> {
        let (read, outcome, results) = self.allocated(common)?;
        let language = common.language(read.round.model.language);
        let folder = results_folder(&self.round, self.output.as_deref());
        let files = results.finished(&read.round, &outcome, language).map_err(Failure::fault)?;
        interrupt::writing(|| write_together(&folder, &files))
            .map_err(|fault| Failure::Wrong(messages::not_written(&fault, language), language))?;
        self.show(common, &read.round, &outcome, &folder)?;
        Ok(match outcome.status {
            Status::Optimal => Ending::Done,
            Status::Feasible => Ending::Stopped,
        })
    }

    fn readers(&self) -> Readers {
        if self.ids { Readers::Entrusted } else { Readers::Public }
    }

    /// The outcome and its results, after they have passed the checker.
    fn allocated(&self, common: &Common) -> Result<(Read, Outcome, Results), Failure> {
        interrupt::watch(reading::language(&self.round, common));
        let progress = Progress::new(common.quiet, || reading::language(&self.round, common));
        let start = Instant::now();
        progress.stage(Stage::Reading);
        let read = reading::read(&self.round, &self.asked, common)?;
        let reading = start.elapsed();
        progress.stage(Stage::Allocating);
        let step = |done, total| progress.step(done, total);
        let time_limit = self.time_limit.map(|limit| limit.saturating_sub(reading));
        let request = Request { time_limit, progress: Some(&step), ..Request::default() };
        let mut outcome = pipeline::allocate(&read.round, &read.standing, &request).map_err(Failure::fault)?;
        outcome.changes = self.changes(&read, &outcome, &request)?;
        let start = Instant::now();
        progress.stage(Stage::Checking);
        let language = common.language(read.round.model.language);
        let results = Results::of(&read.round, &outcome, self.readers(), language).map_err(Failure::fault)?;
        // nothing is written that the independent checker does not accept, as it will stand in the files
        verify::accept(&read.round, &read.standing, results.checked()).map_err(Failure::fault)?;
        outcome.seconds.insert(0, ("read", reading.as_secs_f64()));
        outcome.seconds.push(("verify", start.elapsed().as_secs_f64()));
        Ok((read, outcome, results))
    }

    /// What moved since the earlier results, where they are given.
    fn changes(&self, read: &Read, outcome: &Outcome, request: &Request<'_>) -> Result<Option<Changes>, Failure> {
        let Some(earlier) = self.asked.earlier() else { return Ok(None) };
        let earlier = reading::read_matches(earlier, read.round.model.language)?;
        let case = Case { round: read.round.clone(), standing: read.standing.clone() };
        changes::changes(&case, &earlier, outcome, request).map(Some).map_err(Failure::fault)
    }

    fn show(&self, common: &Common, round: &Round, outcome: &Outcome, folder: &Path) -> Result<(), Failure> {
        if self.json {
            terminal::show(&outcome_json(round, outcome).map_err(Failure::fault)?);
        } else if !common.quiet {
            let screen = terminal::screen(common.language(round.model.language));
            let screen = Screen { folder: Some(folder.to_owned()), ..screen };
            terminal::show(&summary_text(round, outcome, &screen));
        }
        Ok(())
    }
}
