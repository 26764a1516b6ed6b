//! The files of a round on the desk: as they were handed in, and as they are allocated.

use super::{Change, Desk};
use crate::domain::{Decision, Language, Limits, Problem};
use crate::input::{self, Files, Options, Read};
use crate::report::decisions_csv;
use crate::web::store::{Store, StoreFault};
use crate::web::year::POPULATION;

impl Desk {
    /// The files as they are allocated: as a folder, with the decisions made here among its own and the scenarios
    /// adopted here in its settings. Files of the model's year belong to a round only where it follows a plan.
    ///
    /// # Errors
    /// A file that the database does not have; problems of the files handed in are told by reading what comes out.
    pub(in crate::web) fn round_files(&self, store: &Store) -> Result<Files, StoreFault> {
        if let Some((seal, ..)) = &self.seal
            && let Ok(sealed) = store.files(&seal.inputs)
        {
            return Ok(sealed); // as they were approved, whatever a later version would make of the journal
        }
        let files = self.of_round(store.files(&self.files)?);
        Ok(self.as_allocated(&files).0)
    }

    /// Those of the files handed in that belong to the round.
    pub(super) fn of_round(&self, mut files: Files) -> Files {
        files.remove(POPULATION);
        if !self.follows_plan() {
            files.retain(|name, _| !name.starts_with("model/year/"));
        }
        files
    }

    /// Files handed in with what was done here laid over them, and the decisions that they hold then, in the order of
    /// their rows; none where nothing was decided here.
    pub(super) fn as_allocated(&self, handed: &Files) -> (Files, Vec<Decision>) {
        let mut files = handed.clone();
        if input::has_settings_beside_its_workbook(&files) {
            files = input::as_folder(&files).unwrap_or(files);
        }
        if !self.adopted.is_empty() {
            files = input::with_adopted(&files, &self.adopted).unwrap_or(files);
        }
        if self.changes.is_empty() {
            return (files, Vec::new());
        }
        let Ok(read) = input::read_files(&files, &Options::default()) else { return (files, Vec::new()) };
        let Ok(mut folder) = input::as_folder(&files) else { return (files, Vec::new()) };
        let decisions = self.decisions(read.round.decisions);
        folder.insert("decisions.csv".to_owned(), decisions_csv(&decisions, Language::En).unwrap_or_default());
        (folder, decisions)
    }

    /// The decisions of the files with those made here, by applicant and dwelling.
    fn decisions(&self, mut decisions: Vec<Decision>) -> Vec<Decision> {
        for change in &self.changes {
            match change {
                Change::Made(decision) => decisions.push(decision.clone()),
                Change::Withdrawn { applicant, dwelling, verdict } => decisions
                    .retain(|one| (&one.applicant, &one.dwelling, one.verdict) != (applicant, dwelling, *verdict)),
            }
        }
        decisions.sort();
        decisions
    }

    /// The round as it is now.
    ///
    /// # Errors
    /// Everything that is wrong with its files, at its place in the files handed in.
    pub(in crate::web) fn read(&self, store: &Store) -> Result<Result<Read, Vec<Problem>>, StoreFault> {
        let (files, handed) = (self.round_files(store)?, self.of_round(store.files(&self.files)?));
        let read = input::read_files(&files, &Options::default());
        if files == handed {
            return Ok(read);
        }
        let found = match input::read_files(&handed, &Options::default()) {
            Ok(handed) => handed.warnings,
            Err(problems) => return Ok(Err(problems)),
        };
        let told = |problems: &[Problem]| self.as_handed_in(problems, &found);
        Ok(match read {
            Ok(read) => Ok(Read { warnings: told(&read.warnings), ..read }),
            Err(problems) => Err(told(&problems)),
        })
    }

    /// The limits of the round, for their titles; none while it cannot be read.
    pub(in crate::web) fn limits(&self, store: &Store) -> Limits {
        let read = self.round_files(store).ok().and_then(|files| input::read_files(&files, &Options::default()).ok());
        read.map(|read| read.round.limits).unwrap_or_default()
    }

    /// Problems where they are in the files handed in: those of dwellings and applicants are the same there, whatever
    /// was decided here.
    fn as_handed_in(&self, problems: &[Problem], found: &[Problem]) -> Vec<Problem> {
        if self.changes.is_empty() && self.adopted.is_empty() {
            return found.to_vec();
        }
        let is_of_here = |problem: &&Problem| !matches!(problem.file.as_str(), "applicants.csv" | "dwellings.csv");
        let is_of_tables = |problem: &&Problem| {
            let sheet = problem.file.split(['!', '.']).next().unwrap_or_default().to_lowercase();
            ["applicants", "dwellings"].iter().any(|table| {
                [Language::En, Language::Nl].iter().any(|language| sheet == input::sheet_name(table, *language))
            })
        };
        let tables = found.iter().filter(is_of_tables);
        tables.chain(problems.iter().filter(is_of_here)).cloned().collect()
    }
}
