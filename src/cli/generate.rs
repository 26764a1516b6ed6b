//! `sleutel generate`.

use std::collections::BTreeMap;
use std::path::PathBuf;

use clap::Args;

use super::options::Common;
use super::{Ending, Failure, reading, terminal};
use crate::domain::{Month, Pace};
use crate::generate::{self, Request};
use crate::input::{self, YearRead};
use crate::report::messages;

/// Draws a synthetic round from a model's population file
///
/// Every row is invented. The same request gives the same bytes on every machine.
#[derive(Debug, Args)]
#[command(after_help = "Example: sleutel generate models/utrecht-2025 --month 2025-04 --applicants 2000 -o april")]
pub(super) struct Generate {
    /// Folder of the model, with its population.toml
    #[arg(value_name = "MODEL")]
    model: PathBuf,
    /// The month, such as 2025-04
    #[arg(long, value_name = "MONTH", value_parser = month)]
    month: Month,
    /// Folder for the round
    #[arg(short, long = "output", value_name = "ROUND")]
    output: PathBuf,
    /// Dwellings, all regions together; unless given, as the population says
    #[arg(long, value_name = "NUMBER")]
    dwellings: Option<u32>,
    /// Applicants, all regions together; unless given, as the population says
    #[arg(long, value_name = "NUMBER")]
    applicants: Option<u32>,
    /// Regions that are alike
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    regions: u32,
    /// Results folder of `sleutel plan`: the round's minimums are what its plan.csv asks up to this month and the year's
    /// ledger does not have yet; without DIR a twelfth of the decision a month
    #[arg(long, value_name = "DIR", num_args = 0..=1)]
    #[expect(clippy::option_option, reason = "not asked for, asked for without a folder, and with one")]
    plan: Option<Option<PathBuf>>,
    /// Seed of the draws and of the round's lottery
    #[arg(long, value_name = "NUMBER")]
    seed: Option<u64>,
}

impl Generate {
    pub(super) fn run(&self, common: &Common) -> Result<Ending, Failure> {
        let request = Request {
            month: self.month,
            dwellings: self.dwellings,
            applicants: self.applicants,
            regions: self.regions,
            seed: self.seed,
            minimums: self.minimums(common)?,
        };
        let language = common.language_else(|| input::language_of_model(&self.model));
        let wrong = |fault: generate::Error| Failure::Wrong(messages::not_drawn(&fault, language), language);
        let drawn = generate::generate(&self.model, &request).map_err(wrong)?;
        drawn.write(&self.model, &self.output).map_err(wrong)?;
        if !common.quiet {
            terminal::show(&messages::drawn(self.month, &self.output, language));
        }
        Ok(Ending::Done)
    }

    /// What the plan asks of the month, by the name of the limit; nothing without a plan.
    fn minimums(&self, common: &Common) -> Result<BTreeMap<String, u32>, Failure> {
        let Some(folder) = &self.plan else { return Ok(BTreeMap::new()) };
        let YearRead { year, limits, .. } = reading::read_year(&self.model, common)?;
        let language = common.language(year.language);
        let Some(month) = year.index_of(self.month) else {
            return Err(Failure::Wrong(messages::month_outside_year(self.month, year.year, language), language));
        };
        let pace = match folder {
            None => Pace::even(&year),
            Some(folder) => {
                let plan = input::read_plan(folder, &year).map_err(|found| Failure::Input(found, language))?;
                Pace::by_group(plan.places).completed(&year)
            }
        };
        Ok(pace.minimums(&year, &limits, month))
    }
}

fn month(text: &str) -> Result<Month, String> {
    let read = format!("{text}-01").parse::<jiff::civil::Date>().ok().map(Month::of);
    read.filter(|month| month.to_string() == text).ok_or_else(|| "write a month such as 2025-04".to_owned())
}

#[cfg(test)]
mod tests {
    use super::month;

    #[test]
    fn a_month_is_a_year_and_a_month() {
        assert_eq!(month("2025-04").map(|month| month.to_string()), Ok("2025-04".to_owned()));
        for wrong in ["2025-13", "2025-4", "2025", "2025-04-01", "april"] {
            assert!(month(wrong).is_err(), "{wrong}");
        }
    }
}
