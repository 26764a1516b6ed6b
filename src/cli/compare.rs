//! `sleutel compare`.

use std::path::PathBuf;

use clap::Args;

use super::options::{Asking, Common};
use super::progress::Progress;
use super::reading::{self, Asked};
use super::{Ending, Failure, interrupt, terminal};
use crate::allocation::Status;
use crate::domain::{Language, List, Round};
use crate::input::{self, Read};
use crate::pipeline::Request;
use crate::report::compare::{self as told, Shown};
use crate::report::messages::{self, Stage};
use crate::report::{Form, write_together};
use crate::study::Case;
use crate::study::compare::{self, Comparison, Wanted};

/// Holds a match made by hand against the optimum
///
/// Tells what the list breaks, what it misses goal by goal, who is placed by which, and which choices cost a goal
/// for no reason that the rules know. With -o it writes both side by side.
#[derive(Debug, Args)]
#[command(after_help = "Example: sleutel compare models/utrecht-2025/rounds/2025-03 \
                        --manual models/utrecht-2025/rounds/2025-03/manual.csv")]
pub(super) struct Compare {
    /// Folder or workbook of the round
    #[arg(value_name = "ROUND")]
    round: PathBuf,
    /// The list of matches, with the columns applicant and dwelling
    #[arg(long, value_name = "FILE")]
    manual: PathBuf,
    /// Hold the valid matches fixed, and fill up around them
    #[arg(long)]
    keep: bool,
    /// Propose the optimum that has the most matches of the list
    #[arg(long, conflicts_with = "keep")]
    nearest: bool,
    /// Folder for the tables, and for the results of the proposal with --keep or --nearest
    #[arg(short, long = "output", value_name = "DIR")]
    output: Option<PathBuf>,
    #[command(flatten)]
    asking: Asking,
}

impl Compare {
    pub(super) fn run(&self, common: &Common) -> Result<Ending, Failure> {
        self.answered(common).or_else(|failure| failure.told_as_json(self.asking.json))
    }

    fn answered(&self, common: &Common) -> Result<Ending, Failure> {
        interrupt::watch(reading::language(&self.round, common));
        let (case, comparison, language) = self.compared(common)?;
        self.write(&case, &comparison, language)?;
        let shown = Shown { language, width: terminal::width(), color: true, folder: self.output.clone() };
        if self.asking.json {
            terminal::show(&told::json(&case.round, &comparison, language).map_err(Failure::fault)?);
        } else if !common.quiet {
            terminal::show(&told::text(&case.round, &comparison, self.separator(language), &shown));
        }
        Ok(match comparison.status {
            Status::Feasible => Ending::Stopped,
            Status::Optimal if comparison.has_open_violations() => Ending::No,
            Status::Optimal => Ending::Done,
        })
    }

    fn compared(&self, common: &Common) -> Result<(Case, Comparison, Language), Failure> {
        let progress = Progress::new(common.quiet, || reading::language(&self.round, common));
        self.keep_from_the_round(common)?;
        progress.stage(Stage::Reading);
        let Read { round, standing, .. } = reading::read(&self.round, &Asked::with_seed(self.asking.seed), common)?;
        let language = common.language(round.model.language);
        let matches = self.list(&round, language)?.matches;
        if let Some(place) = compare::closeness_elsewhere(&round).filter(|_| self.nearest) {
            return Err(Failure::Wrong(messages::closeness_elsewhere(place, language), language));
        }
        let case = Case { round, standing };
        progress.stage(Stage::Allocating);
        let step = |done, total| progress.step(done, total);
        let question = |done, total| {
            progress.stage(Stage::Asking);
            progress.step(done, total);
        };
        let request = Request { time_limit: self.asking.time_limit, progress: Some(&step), ..Request::default() };
        let found = compare::compare(&case, matches, &self.wanted(language), &request, &question);
        let comparison = found.map_err(Failure::fault)?;
        Ok((case, comparison, language))
    }

    /// The list, unless it is about another round.
    fn list(&self, round: &Round, language: Language) -> Result<List, Failure> {
        let list = reading::read_list(&self.manual, language)?;
        let name = self.manual.file_name().unwrap_or_default().to_string_lossy();
        match compare::elsewhere(round, &list, &name) {
            Some(problem) => Err(Failure::Input(vec![problem], language)),
            None => Ok(list),
        }
    }

    /// The decisions that `--keep` writes never replace those of the round unasked.
    fn keep_from_the_round(&self, common: &Common) -> Result<(), Failure> {
        let place = |path: &PathBuf| path.canonicalize().ok();
        let into_round = self.output.as_ref().and_then(place).is_some_and(|folder| place(&self.round) == Some(folder));
        if !(self.keep && into_round) {
            return Ok(());
        }
        let language = reading::language(&self.round, common);
        Err(Failure::Wrong(messages::kept_into_round(&self.round, language), language))
    }

    fn wanted(&self, language: Language) -> Wanted {
        match (self.keep, self.nearest) {
            (true, _) => Wanted::Keep(told::reason_kept(language).to_owned()),
            (_, true) => Wanted::Nearest,
            _ => Wanted::Comparison,
        }
    }

    /// What stands between the cells of the round's decisions; where it has none, as tables of the language have it.
    fn separator(&self, language: Language) -> char {
        input::decisions_separator(&self.round).unwrap_or_else(|| Form::of(language).separator())
    }

    /// Writes the tables, and the results of a proposal after they have passed the checker.
    fn write(&self, case: &Case, comparison: &Comparison, language: Language) -> Result<(), Failure> {
        let Some(folder) = &self.output else { return Ok(()) };
        let written =
            told::files(&case.round, comparison, self.separator(language), language).map_err(Failure::fault)?;
        if let (Some(round), Some(proposal)) = (&written.round, &comparison.proposal)
            && written.files.iter().any(|(name, _)| *name == "certificate.json")
        {
            crate::verify::accept(round, &proposal.case.standing, &written.files).map_err(Failure::fault)?;
        }
        interrupt::writing(|| write_together(folder, &written.files))
            .map_err(|fault| Failure::Wrong(messages::not_written(&fault, language), language))
    }
}
