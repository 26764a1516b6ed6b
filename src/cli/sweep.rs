//! `sleutel sweep`.

use std::path::PathBuf;
use std::time::Duration;

use clap::Args;

use super::options::{Common, duration};
use super::progress::Progress;
use super::{Ending, Failure, interrupt, reading, terminal};
use crate::allocation::Status;
use crate::domain::{Language, Problem};
use crate::input::{self, Options, Range};
use crate::pipeline::Request;
use crate::report::messages::{self, Stage};
use crate::report::{Swept, sweep_csv, sweep_json, sweep_svg, sweep_text, write_together};
use crate::study::{Case, Sweep, sweep};

/// Solves a round for every value of a setting or limit: the curve of a constraint as table and picture
///
/// With two ranges, for every pair of values. -o DIR writes sweep.csv and the picture sweep.svg.
#[derive(Debug, Args)]
#[command(
    after_help = "Example: sleutel sweep models/utrecht-2025/rounds/2025-03 --vary \"Agreed share=30%..45%..5%\" -o curve"
)]
pub(super) struct SweepArguments {
    /// Folder or workbook of the round
    #[arg(value_name = "ROUND")]
    round: PathBuf,
    /// A setting or limit with its range, once or twice; the bounds are values (0, 30%) or relative (-4, +10%)
    #[arg(long, value_name = "PATH=FROM..TO[..STEP]", required = true)]
    vary: Vec<String>,
    /// Folder for sweep.csv and sweep.svg; unless given, nothing is written
    #[arg(short, long = "output", value_name = "DIR")]
    output: Option<PathBuf>,
    /// Seed of the lottery instead of the round's
    #[arg(long, value_name = "NUMBER")]
    seed: Option<u64>,
    /// Give the best allocation found after so much time at each point, such as 30s, 2m or 500ms
    #[arg(long, value_name = "TIME", value_parser = duration)]
    time_limit: Option<Duration>,
    /// Show everything as JSON instead, or what is wrong with the input as a list of objects
    #[arg(long)]
    json: bool,
}

impl SweepArguments {
    pub(super) fn run(&self, common: &Common) -> Result<Ending, Failure> {
        self.answered(common).or_else(|failure| failure.told_as_json(self.json))
    }

    fn answered(&self, common: &Common) -> Result<Ending, Failure> {
        let language = reading::language(&self.round, common);
        if self.vary.len() > 2 {
            return Err(Failure::Wrong(messages::two_ranges_at_most(language), language));
        }
        interrupt::watch(language);
        let progress = Progress::new(common.quiet, || language);
        progress.stage(Stage::Reading);
        let wrong = |found| Failure::Input(found, language);
        let ranges = self.ranges().map_err(wrong)?;
        let options = Options { seed: self.seed, ..Options::default() };
        let read = input::read_points(&self.round, &options, &ranges).map_err(wrong)?;
        reading::count_warnings(&read.base, &self.round, common);
        progress.stage(Stage::Allocating);
        let case = |read: input::Read| Case { round: read.round, standing: read.standing };
        let (now, points) = (case(read.base), read.changed.into_iter().map(case).collect());
        let round = now.round.clone();
        let across = ranges.get(1).map_or(1, |second| second.points.len());
        let request = Request { time_limit: self.time_limit, ..Request::default() };
        let found = sweep(now, points, across, &request, &|done, total| progress.step(done, total));
        let found = found.map_err(Failure::fault)?;
        drop(progress);
        self.tell(&Swept { round: &round, ranges: &ranges, found: &found }, common, language)?;
        Ok(ending(&found))
    }

    /// The ranges as typed; everything that is wrong with any of them.
    fn ranges(&self) -> Result<Vec<Range>, Vec<Problem>> {
        let (mut ranges, mut problems) = (Vec::new(), Vec::new());
        for text in &self.vary {
            match Range::of_text("--vary", text) {
                Ok(range) => ranges.push(range),
                Err(wrong) => problems.extend(wrong),
            }
        }
        if problems.is_empty() { Ok(ranges) } else { Err(problems) }
    }

    fn tell(&self, swept: &Swept<'_>, common: &Common, language: Language) -> Result<(), Failure> {
        if let Some(folder) = &self.output {
            let files = [
                ("sweep.csv", sweep_csv(swept, language).map_err(Failure::fault)?),
                ("sweep.svg", sweep_svg(swept, language).into_bytes()),
            ];
            interrupt::writing(|| write_together(folder, &files))
                .map_err(|fault| Failure::Wrong(messages::not_written(&fault, language), language))?;
        }
        if self.json {
            terminal::show(&sweep_json(swept).map_err(Failure::fault)?);
        } else if !common.quiet {
            let screen = crate::report::Screen { folder: self.output.clone(), ..terminal::screen(language) };
            terminal::show(&sweep_text(swept, &screen));
        }
        Ok(())
    }
}

fn ending(found: &Sweep) -> Ending {
    let stopped = std::iter::once(&found.now).chain(&found.points).any(|figures| figures.status == Status::Feasible);
    if stopped { Ending::Stopped } else { Ending::Done }
}
