//! A simulation: the chance of each group to reach its number, as text, tables, JSON and picture.

mod chances;
mod csv;
mod faults;
mod json;
mod paper;
mod picture;
mod sentences;
mod task;
mod text;

pub use csv::ReplayTable;
pub use faults::not_simulated;
pub use json::simulation_json;
pub use sentences::policy_name;
pub use text::simulation_text;

use crate::domain::{Group, Language};
use crate::year::simulate::{GroupTally, Histogram, Setting, Shard, Tally};

/// Every replay, month and group; written row by row.
pub const REPLAYS_FILE: &str = "replays.csv";

/// The groups month by month.
const MONTHS_FILE: &str = "simulation-months.csv";

/// The picture of the chances, part of the document.
const CHANCES_FILE: &str = "simulation-chances.svg";

/// Names of the files that say what the replays say together.
pub const SIMULATION_FILES: [&str; 4] = ["simulation.csv", MONTHS_FILE, "simulation.json", "simulation.svg"];

/// A simulation to be told.
#[derive(Clone, Copy)]
pub struct Simulated<'a> {
    /// What was replayed.
    pub setting: &'a Setting,
    /// What the replays say, by policy.
    pub tallies: &'a [Tally],
    /// Whether the pace is a plan that was read, instead of a twelfth of the decision each month.
    pub planned: bool,
    /// The part of the replays that this is, where it is not all of them.
    pub shard: Option<Shard>,
}

/// Why a simulation could not be laid out: a fault of our own.
type Fault = Box<dyn std::error::Error>;

/// The files that say what the replays say together.
///
/// # Errors
/// When something cannot be laid out as a table or as JSON: a fault of our own.
pub fn simulation_files(told: &Simulated<'_>, language: Language) -> Result<[(&'static str, Vec<u8>); 4], Fault> {
    let [summary, months, json, picture] = SIMULATION_FILES;
    Ok([
        (summary, csv::summary(told, language)?),
        (months, csv::months(told, language)?),
        (json, simulation_json(told, language)?.into_bytes()),
        (picture, picture::picture(told, language).into_bytes()),
    ])
}

/// The simulation as a part of a page of HTML.
pub fn simulation_fragment(told: &Simulated<'_>, language: Language) -> String {
    paper::document(told, language).fragment()
}

impl<'a> Simulated<'a> {
    /// Replays that were counted.
    fn replays(&self) -> u64 {
        self.tallies.first().map_or(0, |tally| tally.places.total())
    }

    /// The groups that the rounds place, with what a tally has of them, in the order of the decision's size.
    fn groups<'t>(&self, tally: &'t Tally) -> Vec<(&'a Group, &'t GroupTally)> {
        let setting = self.setting;
        let found = setting.mediated().filter_map(|group| Some((group, tally.groups.get(&group.id)?)));
        let mut found: Vec<_> = found.collect();
        found.sort_by_key(|(group, _)| std::cmp::Reverse(self.decided(&group.id)));
        found
    }

    /// Places decided for a group.
    fn decided(&self, group: &str) -> u32 {
        self.setting.year.decision.get(group).copied().unwrap_or(0)
    }

    /// Places decided for all groups that the rounds place.
    fn decided_for_all(&self) -> u32 {
        self.setting.mediated().map(|group| self.decided(&group.id)).sum()
    }

    /// Places that the pace asks up to and with a month: of a group, or of all that the rounds place.
    fn asked(&self, group: Option<&str>, month: usize) -> u32 {
        let until = |group: &str| self.setting.pace.of(group).iter().take(month + 1).sum::<u32>();
        group.map_or_else(|| self.setting.mediated().map(|group| until(&group.id)).sum(), until)
    }
}

/// What nine of ten exceed, the middle, and what one of ten exceeds; nothing where nothing was counted.
fn spread(histogram: &Histogram) -> Option<[u32; 3]> {
    Some([histogram.percentile(10)?, histogram.percentile(50)?, histogram.percentile(90)?])
}

/// The mean in tenths, to the nearest.
fn mean_in_tenths(histogram: &Histogram) -> u64 {
    let total = histogram.total().max(1);
    (histogram.sum() * 20 + total) / (2 * total)
}

/// A part of a whole in tenths of a percent, to the nearest.
fn per_thousand(part: u64, whole: u64) -> u64 {
    let whole = whole.max(1);
    (part * 2000 + whole) / (2 * whole)
}

/// A number of tenths with one decimal and a decimal point; whole where it is whole.
fn tenths(number: u64) -> String {
    if number.is_multiple_of(10) { (number / 10).to_string() } else { format!("{}.{}", number / 10, number % 10) }
}
