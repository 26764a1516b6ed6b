//! `sleutel monitor`.

use std::path::PathBuf;

use clap::Args;
use jiff::civil::Date;

use super::options::Common;
use super::{Ending, Failure, interrupt, reading, terminal};
use crate::domain::{Language, Pace, Year};
use crate::input::{self, YearRead};
use crate::report::{Monitored, Screen, messages, monitor_files, monitor_json, monitor_text, not_at, write_together};
use crate::year::monitor::{Moment, monitor};

/// Holds what was realised in the year against the decision and its plan, and says where the year ends
///
/// By group, month and landlord; the statutory task in persons and the step of supervision to expect; what must come
/// each month from now on. -o DIR writes the quarterly report: monitor.html, monitor.md, monitor.csv and its pictures.
#[derive(Debug, Args)]
#[command(after_help = "Example: sleutel monitor models/utrecht-2025 --at 2025-03-01 -o quarter")]
pub(super) struct MonitorArguments {
    /// Folder of the model, with its folder year
    #[arg(value_name = "MODEL")]
    model: PathBuf,
    /// The day of the report: the months complete before it are counted; unless given, the day after the ledger's last
    /// month
    #[arg(long, value_name = "DATE", value_parser = day)]
    at: Option<Date>,
    /// Results folder of a monthly plan, whose plan.csv is the measure; unless given, a twelfth of the decision a month
    #[arg(long, value_name = "DIR")]
    plan: Option<PathBuf>,
    /// Folder for the report; unless given, nothing is written
    #[arg(short, long = "output", value_name = "DIR")]
    output: Option<PathBuf>,
    /// Show everything as JSON instead, or what is wrong with the input as a list of objects
    #[arg(long)]
    json: bool,
}

impl MonitorArguments {
    pub(super) fn run(&self, common: &Common) -> Result<Ending, Failure> {
        self.answered(common).or_else(|failure| failure.told_as_json(self.json))
    }

    fn answered(&self, common: &Common) -> Result<Ending, Failure> {
        let YearRead { year, warnings, mut inputs, .. } = reading::read_year(&self.model, common)?;
        let language = common.language(year.language);
        interrupt::watch(language);
        if !warnings.is_empty() && !common.quiet {
            terminal::aside(&messages::warnings_counted(warnings.len(), &self.model, language));
        }
        let moment = self.moment(&year, language)?;
        let pace = match &self.plan {
            None => Pace::even(&year),
            Some(folder) => {
                let plan = input::read_plan(folder, &year).map_err(|found| Failure::Input(found, language))?;
                inputs.insert("plan.csv".to_owned(), plan.hash);
                let agreed = input::read_agreed(folder, &year).map_err(|found| Failure::Input(found, language))?;
                inputs.extend(agreed.hash.map(|hash| ("agreements.csv".to_owned(), hash)));
                Pace { places: plan.places, landlords: agreed.landlords }.completed(&year)
            }
        };
        let found = monitor(&year, &pace, moment);
        let told = Monitored { year: &year, found: &found, planned: self.plan.is_some(), inputs: &inputs };
        self.tell(&told, common, language)?;
        Ok(Ending::Done)
    }

    fn moment(&self, year: &Year, language: Language) -> Result<Moment, Failure> {
        let Some(day) = self.at else { return Ok(Moment::after_ledger(year)) };
        Moment::of(year, day).map_err(|fault| Failure::Wrong(not_at(fault, year, language), language))
    }

    fn tell(&self, told: &Monitored<'_>, common: &Common, language: Language) -> Result<(), Failure> {
        if let Some(folder) = &self.output {
            let files = monitor_files(told, language).map_err(Failure::fault)?;
            interrupt::writing(|| write_together(folder, &files))
                .map_err(|fault| Failure::Wrong(messages::not_written(&fault, language), language))?;
        }
        if self.json {
            terminal::show(&monitor_json(told).map_err(Failure::fault)?);
        } else if !common.quiet {
            let screen = Screen { folder: self.output.clone(), ..terminal::screen(language) };
            terminal::show(&monitor_text(told, &screen));
        }
        Ok(())
    }
}

/// A day, written `2025-03-01` or `01-03-2025`.
fn day(text: &str) -> Result<Date, String> {
    let parts: Vec<&str> = text.split('-').collect();
    let turned = match parts.as_slice() {
        [day, month, year] if year.len() == 4 => format!("{year}-{month:0>2}-{day:0>2}"),
        _ => text.to_owned(),
    };
    let is_day = turned.len() == 10 && turned.bytes().all(|byte| byte == b'-' || byte.is_ascii_digit());
    let read = is_day.then(|| turned.parse().ok()).flatten();
    read.ok_or_else(|| "write a day such as 2025-03-01 or 01-03-2025".to_owned())
}

#[cfg(test)]
mod tests {
    use super::day;

    #[test]
    fn a_day_is_written_in_either_order() {
        for text in ["2025-03-01", "01-03-2025", "1-3-2025"] {
            assert_eq!(day(text).map(|day| day.to_string()), Ok("2025-03-01".to_owned()), "{text}");
        }
        for wrong in ["2025-03", "2025-13-01", "march", "2025-03-01T10:00", "31-02-2025", ""] {
            assert!(day(wrong).is_err(), "{wrong}");
        }
    }
}
