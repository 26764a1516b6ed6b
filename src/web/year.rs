//! The year of a round's model: its tables as they were handed in, its plan, and the pace that it is held against.

use std::sync::Arc;

use serde::Deserialize;

use crate::domain::{Language, Pace, Problem, Year};
use crate::input::{self, Files, YearRead, fingerprint};
use crate::report::{PlannedYear, plan_csv};
use crate::year::plan::{Planned, planned_telling};
use crate::year::{Audit, audit};

use super::desk::Desk;
use super::jobs::{Job, State};
use super::store::{Store, StoreFault};
use super::trouble::Trouble;
use super::workbench::Workbench;

/// Where the ledger of what was realised stands among the files of a round.
pub(super) const LEDGER: &str = "model/year/realised.csv";

/// How synthetic months of the model are drawn; the year's other answers do not rest on it.
pub(super) const POPULATION: &str = "model/population.toml";

/// A monthly plan that was handed in with the round.
pub(super) const PLAN: &str = "plan.csv";

impl Desk {
    /// Whether the round's model tells of a year.
    pub(super) fn has_year(&self) -> bool {
        self.files.contains_key("model/year/year.toml")
    }

    /// Names everything that answers about the year rest on: it is the same as long as they are.
    pub(super) fn year_mark(&self) -> String {
        let counts = |name: &str| name.starts_with("model/") || name.starts_with("norms/") || name == PLAN;
        let counted = self.files.iter().filter(|(name, _)| counts(name));
        let lines: Vec<String> = counted.map(|(name, hash)| format!("{name} {hash}\n")).collect();
        fingerprint(lines.concat().as_bytes())
    }

    /// The year, or everything that is wrong with its tables.
    pub(super) fn read_year(&self, store: &Store) -> Result<Result<YearRead, Vec<Problem>>, StoreFault> {
        Ok(input::read_year_files(&under_model(&store.files(&self.files)?)))
    }
}

/// The files of the model's folder by their names in it.
pub(super) fn under_model(files: &Files) -> Files {
    let of_model = files.iter().filter(|(name, _)| *name != POPULATION);
    of_model.filter_map(|(name, bytes)| Some((name.strip_prefix("model/")?.to_owned(), bytes.clone()))).collect()
}

/// A year with its plan.
pub(super) struct PlanFound {
    pub(super) read: YearRead,
    pub(super) audit: Audit,
    pub(super) found: Planned,
}

impl PlanFound {
    /// As it is told.
    pub(super) fn told(&self) -> PlannedYear<'_> {
        let Self { read, audit, found } = self;
        PlannedYear { year: &read.year, found, audit, model: &read.year.name, inputs: &read.inputs }
    }
}

impl Workbench {
    /// The job that plans the year, started unless it is known.
    pub(super) fn plan(&self, desk: &Desk, read: &YearRead, with_variants: bool) -> Arc<Job> {
        let key = format!("plan {} {} {with_variants}", desk.number, desk.year_mark());
        let read = read.clone();
        self.jobs.start(&key, "plan", desk.number, move |job| plan(read, with_variants, job))
    }
}

fn plan(read: YearRead, with_variants: bool, job: &Job) -> Result<PlanFound, String> {
    let tell = |done, total| job.step(done, total);
    let found =
        planned_telling(&read.year, with_variants, &tell, Some(job.stop())).map_err(|fault| fault.to_string())?;
    Ok(PlanFound { audit: audit(&read.year), found, read })
}

/// What a year is held against, month by month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Measure {
    /// A twelfth of the decision a month.
    #[default]
    Even,
    /// The monthly plan: the one handed in with the round, else the one made here.
    Plan,
}

impl Measure {
    /// Its name in addresses.
    pub(super) fn name(self) -> &'static str {
        match self {
            Measure::Even => "even",
            Measure::Plan => "plan",
        }
    }

    /// Whether it is the monthly plan.
    #[allow(clippy::trivially_copy_pass_by_ref)] // templates hand out references
    pub(super) fn is_plan(&self) -> bool {
        *self == Measure::Plan
    }
}

/// A pace, with the fingerprint of the plan that it comes from.
pub(super) struct Paced {
    pub(super) pace: Pace,
    pub(super) hash: Option<String>,
}

/// The pace that is asked for, as far as it is known.
pub(super) enum Found {
    /// It is known.
    Known(Paced),
    /// The plan is being made.
    Waiting(Arc<Job>),
    /// The plan that was handed in cannot be read.
    Unread(Vec<Problem>),
}

impl Workbench {
    /// The pace of a year that a measure means; a plan is made where none was handed in.
    pub(super) fn pace(
        &self,
        desk: &Desk,
        read: &YearRead,
        measure: Measure,
        told: Language,
    ) -> Result<Found, Trouble> {
        if !measure.is_plan() {
            return Ok(Found::Known(Paced { pace: Pace::even(&read.year), hash: None }));
        }
        if let Some(plan) = desk.files.get(PLAN) {
            let plan = input::read_plan_from(&self.store.content(plan)?, &read.year);
            return Ok(match plan {
                Ok(plan) => Found::Known(paced(Pace::by_group(plan.places), &read.year, Some(plan.hash))),
                Err(problems) => Found::Unread(problems),
            });
        }
        let job = self.plan(desk, read, false);
        match (job.state(), job.found::<PlanFound>()) {
            (State::Failed(fault), _) => Err(Trouble::Fault(fault)),
            (_, None) => Ok(Found::Waiting(job)),
            (_, Some(plan)) => {
                let csv = plan_csv(&plan.told(), told).map_err(|fault| Trouble::Fault(fault.to_string()))?;
                let figures = &plan.found.figures;
                let pace = Pace { places: figures.groups.clone(), landlords: figures.landlords.clone() };
                Ok(Found::Known(paced(pace, &read.year, Some(fingerprint(&csv)))))
            }
        }
    }
}

fn paced(pace: Pace, year: &Year, hash: Option<String>) -> Paced {
    Paced { pace: pace.completed(year), hash }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::store::{Entry, Event, Hashes};

    fn hashes(names: &[&str]) -> Hashes {
        names.iter().map(|name| ((*name).to_owned(), "before".to_owned())).collect()
    }

    /// A round with these files, in which other things happened since.
    fn desk(names: &[&str], since: &[Event]) -> Desk {
        let opened = Event::Opened { name: "March".to_owned(), files: hashes(names) };
        let entry = |(event, number): (&Event, i64)| Entry {
            number,
            at: String::new(),
            by: String::new(),
            event: event.clone(),
            chain: String::new(),
        };
        let entries: Vec<Entry> = std::iter::once(&opened).chain(since).zip(1..).map(entry).collect();
        Desk::of(1, &entries)
    }

    const FILES: [&str; 4] = ["round.toml", "dwellings.csv", "model/model.toml", "model/year/year.toml"];

    #[test]
    fn answers_about_the_year_are_asked_anew_for_another_ledger_and_not_for_another_scenario() {
        let ledger = Event::LedgerReplaced { file: "after".to_owned() };
        let kept = Event::ScenarioKept { name: "x".to_owned(), settings: Vec::new() };
        let before = desk(&FILES, &[]);
        assert_eq!(desk(&FILES, &[kept]).year_mark(), before.year_mark());
        assert_ne!(desk(&FILES, &[ledger]).year_mark(), before.year_mark());
        assert!(before.has_year() && !desk(&FILES[..3], &[]).has_year());
    }

    #[test]
    fn a_ledger_changes_what_is_allocated_only_where_the_round_follows_a_plan() {
        let ledger = [Event::LedgerReplaced { file: "after".to_owned() }];
        assert_eq!(desk(&FILES, &ledger).input_version, 1);
        assert_eq!(desk(&[FILES.as_slice(), &[PLAN]].concat(), &ledger).input_version, 2);
    }
}
