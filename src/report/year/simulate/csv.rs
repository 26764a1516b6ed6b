//! The tables of a simulation.

use std::io::Write;

use super::task::Task;
use super::{Simulated, mean_in_tenths, per_thousand, spread, tenths};
use crate::domain::{Language, MONTHS};
use crate::report::Form;
use crate::report::form::write_row;
use crate::year::simulate::{Histogram, Replay, Setting};

const SUMMARY: [&str; 22] = [
    "policy",
    "group",
    "decided",
    "replays",
    "reached",
    "chance_percent",
    "places_mean",
    "places_p10",
    "places_p50",
    "places_p90",
    "persons_mean",
    "refused_mean",
    "waited_days_p50",
    "waited_days_p90",
    "waiting_mean",
    "waiting_days_p50",
    "waiting_days_p90",
    "held_mean",
    "released_mean",
    "first_half_task_reached",
    "task_reached",
    "task_and_backlog_reached",
];

/// A row for every policy and group, and one without a group for all of them.
pub(super) fn summary(told: &Simulated<'_>, language: Language) -> Result<Vec<u8>, csv::Error> {
    let form = Form::of(language);
    let replays = told.replays();
    let mean = |histogram: &Histogram| form.exact(&tenths(mean_in_tenths(histogram)));
    let mut rows = Vec::new();
    for tally in told.tallies {
        let row = |group: &str, decided: u32, places: &Histogram| {
            let reached = places.at_least(decided);
            let chance = form.exact(&tenths(per_thousand(reached, replays)));
            let numbers = [decided.to_string(), replays.to_string(), reached.to_string(), chance, mean(places)];
            let names = [tally.policy.name().to_owned(), group.to_owned()];
            names.into_iter().chain(numbers).chain(texts(spread(places))).collect::<Vec<String>>()
        };
        for (group, of_group) in told.groups(tally) {
            let mut cells = row(&group.id, told.decided(&group.id), &of_group.places);
            let [_, waited @ ..] = texts(spread(&of_group.waited));
            let [_, waiting @ ..] = texts(spread(&of_group.waiting));
            cells.extend([mean(&of_group.persons), mean(&of_group.refused)]);
            cells.extend(waited);
            cells.push(form.exact(&tenths((of_group.waiting.total() * 20 + replays) / (2 * replays.max(1)))));
            cells.extend(waiting);
            cells.extend([String::new(), String::new()]);
            let task = Task::of(told, tally).filter(|task| task.group.id == group.id);
            cells.extend(task.map_or_else(Default::default, |task| task.parts.map(|(_, reached)| reached.to_string())));
            rows.push(cells);
        }
        let mut cells = row("", told.decided_for_all(), &tally.places);
        cells.extend(std::iter::repeat_n(String::new(), 7));
        cells.extend([tally.held.last().map(mean).unwrap_or_default(), mean(&tally.released)]);
        cells.extend([String::new(), String::new(), String::new()]);
        rows.push(cells);
    }
    form.table(&SUMMARY, &rows)
}

/// A row for every policy, group and month, with the places up to and with it; without a group, of all of them.
pub(super) fn months(told: &Simulated<'_>, language: Language) -> Result<Vec<u8>, csv::Error> {
    let mut rows = Vec::new();
    for tally in told.tallies {
        let groups = told.groups(tally).into_iter().map(|(group, of_group)| (Some(group.id.as_str()), &of_group.until));
        for (group, until) in groups.chain([(None, &tally.until)]) {
            for (month, histogram) in until.iter().enumerate() {
                let names = [tally.policy.name(), group.unwrap_or_default()].map(str::to_owned);
                let month_text = told.setting.year.month(month).to_string();
                let asked = told.asked(group, month).to_string();
                rows.push(names.into_iter().chain([month_text, asked]).chain(texts(spread(histogram))).collect());
            }
        }
    }
    Form::of(language).table(&["policy", "group", "month", "pace", "places_p10", "places_p50", "places_p90"], &rows)
}

fn texts(numbers: Option<[u32; 3]>) -> [String; 3] {
    numbers.map_or_else(Default::default, |numbers| numbers.map(|number| number.to_string()))
}

/// `replays.csv`: a row for every policy, replay, group and month.
pub struct ReplayTable<Target: Write> {
    writer: csv::Writer<Target>,
}

impl<Target: Write> ReplayTable<Target> {
    /// Begins the table.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn new(target: Target, language: Language) -> Result<Self, csv::Error> {
        let mut writer = Form::of(language).writer(target)?;
        writer.write_record(["policy", "replay", "group", "month", "places", "persons", "refused"])?;
        Ok(Self { writer })
    }

    /// Adds the rows of a replay.
    ///
    /// # Errors
    /// When they cannot be written.
    pub fn add(&mut self, replay: &Replay, setting: &Setting) -> Result<(), csv::Error> {
        let number = replay.replay.to_string();
        for (policy, course) in setting.policies.iter().zip(&replay.courses) {
            for (group, of_group) in &course.groups {
                for month in 0..MONTHS {
                    let [places, persons, refused] =
                        [of_group.places, of_group.persons, of_group.refused].map(|of| of[month].to_string());
                    let month = setting.year.month(month).to_string();
                    write_row(&mut self.writer, &[policy.name(), &number, group, &month, &places, &persons, &refused])?;
                }
            }
        }
        Ok(())
    }

    /// Ends the table.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn finish(mut self) -> Result<(), csv::Error> {
        Ok(self.writer.flush()?)
    }
}
