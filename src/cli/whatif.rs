//! `sleutel whatif`.

use std::path::PathBuf;
use std::time::Duration;

use clap::Args;

use super::options::{Common, duration};
use super::progress::Progress;
use super::{Ending, Failure, interrupt, reading, terminal};
use crate::allocation::Status;
use crate::input::{self, Options, Scenario, Variants};
use crate::pipeline::Request;
use crate::report::messages::Stage;
use crate::report::{Told, what_if_json, what_if_text};
use crate::study::{Case, WhatIf, what_if};

/// Shows what changes of rules, limits or rows would do: each goal, each group, who gains and who loses
///
/// A setting is named by its path in the model (rules.rent.margin, sharing.enabled, group.ID.route) and a limit
/// by its name. A value is itself (25, 30%, off), or relative to the present one (+4, -10%).
#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("change").required(true).multiple(true).args(["set", "scenarios"]))]
#[command(after_help = "Example: sleutel whatif models/utrecht-2025/rounds/2025-03 --set \"Agreed share=30%\"")]
pub(super) struct WhatIfArguments {
    /// Folder or workbook of the round
    #[arg(value_name = "ROUND")]
    round: PathBuf,
    /// A changed setting or limit; several together are one scenario
    #[arg(long, value_name = "PATH=VALUE")]
    set: Vec<String>,
    /// File of scenarios (TOML), which can change rows too
    #[arg(long, value_name = "FILE")]
    scenarios: Option<PathBuf>,
    /// Seed of the lottery instead of the round's
    #[arg(long, value_name = "NUMBER")]
    seed: Option<u64>,
    /// Give the best allocation found after so much time for each, such as 30s, 2m or 500ms
    #[arg(long, value_name = "TIME", value_parser = duration)]
    time_limit: Option<Duration>,
    /// Show everything as JSON instead, or what is wrong with the input as a list of objects
    #[arg(long)]
    json: bool,
}

impl WhatIfArguments {
    pub(super) fn run(&self, common: &Common) -> Result<Ending, Failure> {
        self.answered(common).or_else(|failure| failure.told_as_json(self.json))
    }

    fn answered(&self, common: &Common) -> Result<Ending, Failure> {
        let language = reading::language(&self.round, common);
        interrupt::watch(language);
        let progress = Progress::new(common.quiet, || language);
        progress.stage(Stage::Reading);
        let wrong = |found| Failure::Input(found, language);
        let scenarios = self.scenarios().map_err(wrong)?;
        let options = Options { seed: self.seed, ..Options::default() };
        let Variants { base, changed } = input::read_variants(&self.round, &options, &scenarios).map_err(wrong)?;
        reading::count_warnings(&base, &self.round, common);
        progress.stage(Stage::Allocating);
        let case = |read: input::Read| Case { round: read.round, standing: read.standing };
        let settings: Vec<_> = changed.iter().map(|read| read.tried.clone()).collect();
        let (base, changed) = (case(base), changed.into_iter().map(case).collect::<Vec<_>>());
        let request = Request { time_limit: self.time_limit, ..Request::default() };
        let found = what_if(&base, &changed, &request, &|done, total| progress.step(done, total));
        let found = found.map_err(Failure::fault)?;
        drop(progress);
        let names: Vec<String> = scenarios.into_iter().map(|scenario| scenario.name).collect();
        let told = Told { round: &base.round, names: &names, settings: &settings, found: &found };
        if self.json {
            terminal::show(&what_if_json(&told, language).map_err(Failure::fault)?);
        } else if !common.quiet {
            terminal::show(&what_if_text(&told, &terminal::screen(language)));
        }
        Ok(ending(&found))
    }

    /// What was typed first, then those of the file; everything that is wrong with either.
    fn scenarios(&self) -> Result<Vec<Scenario>, Vec<crate::domain::Problem>> {
        let typed = (!self.set.is_empty()).then(|| Scenario::of_texts("--set", &self.set));
        let filed = self.scenarios.as_ref().map(|file| input::read_scenarios(file));
        let (mut found, mut problems) = (Vec::new(), Vec::new());
        for read in [typed.map(|typed| typed.map(|one| vec![one])), filed].into_iter().flatten() {
            match read {
                Ok(scenarios) => found.extend(scenarios),
                Err(wrong) => problems.extend(wrong),
            }
        }
        if problems.is_empty() { Ok(found) } else { Err(problems) }
    }
}

fn ending(found: &WhatIf) -> Ending {
    let scenarios = found.scenarios.iter().map(|tried| &tried.figures);
    let stopped = std::iter::once(&found.base).chain(scenarios).any(|figures| figures.status == Status::Feasible);
    if stopped { Ending::Stopped } else { Ending::Done }
}
