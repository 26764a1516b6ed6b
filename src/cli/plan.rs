//! `sleutel plan`.

use std::path::PathBuf;

use clap::Args;

use super::options::Common;
use super::progress::Progress;
use super::{Ending, Failure, interrupt, reading, terminal};
use crate::domain::Language;
use crate::input::YearRead;
use crate::report::messages::Stage;
use crate::report::{PlannedYear, Screen, messages, plan_files, plan_json, plan_text, write_together};
use crate::year::audit;
use crate::year::plan::planned;

/// Plans the year: how many of the decision's places can be realised, month by month, within what the chain can carry
///
/// By group, landlord and partner; the statutory task in persons; what stands in the way and what it would take; how long
/// support would be waited for; a decision that could be proposed beside the adopted one. -o DIR writes plan.html and plan.md,
/// plan.csv for `sleutel monitor --plan`, the agreements to sign, and the pictures.
#[derive(Debug, Args)]
#[command(after_help = "Example: sleutel plan models/utrecht-2025 --variants -o plan")]
pub(super) struct PlanArguments {
    /// Folder of the model, with its folder year
    #[arg(value_name = "MODEL")]
    model: PathBuf,
    /// Plan other policies as well, side by side: the agreed part of the dwellings, peaks allowed, no sharing, more support
    #[arg(long)]
    variants: bool,
    /// Folder for the plan; unless given, nothing is written
    #[arg(short, long = "output", value_name = "DIR")]
    output: Option<PathBuf>,
    /// Show everything as JSON instead, or what is wrong with the input as a list of objects
    #[arg(long)]
    json: bool,
}

impl PlanArguments {
    pub(super) fn run(&self, common: &Common) -> Result<Ending, Failure> {
        self.answered(common).or_else(|failure| failure.told_as_json(self.json))
    }

    fn answered(&self, common: &Common) -> Result<Ending, Failure> {
        let YearRead { year, warnings, inputs, .. } = reading::read_year(&self.model, common)?;
        let language = common.language(year.language);
        interrupt::watch(language);
        if !warnings.is_empty() && !common.quiet {
            terminal::aside(&messages::warnings_counted(warnings.len(), &self.model, language));
        }
        let progress = Progress::new(common.quiet, || language);
        progress.stage(Stage::Planning);
        let found = planned(&year, self.variants).map_err(Failure::fault)?;
        drop(progress);
        let (audit, model) = (audit(&year), self.model.display().to_string());
        let told = PlannedYear { year: &year, found: &found, audit: &audit, model: &model, inputs: &inputs };
        self.tell(&told, common, language)?;
        Ok(Ending::Done)
    }

    fn tell(&self, told: &PlannedYear<'_>, common: &Common, language: Language) -> Result<(), Failure> {
        if let Some(folder) = &self.output {
            let files = plan_files(told, language).map_err(Failure::fault)?;
            interrupt::writing(|| write_together(folder, &files))
                .map_err(|fault| Failure::Wrong(messages::not_written(&fault, language), language))?;
        }
        if self.json {
            terminal::show(&plan_json(told).map_err(Failure::fault)?);
        } else if !common.quiet {
            let screen = Screen { folder: self.output.clone(), ..terminal::screen(language) };
            terminal::show(&plan_text(told, &screen));
        }
        Ok(())
    }
}
