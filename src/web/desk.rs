//! A round on the desk: what its journal makes of it.

use crate::domain::{Decision, DecisionVerdict as Verdict, Language, Problem};
use crate::input::{self, Adopted, Files, Options, Read};
use crate::report::decisions_csv;

use super::store::{Decided, Entry, Event, Hashes, Seal, Store, StoreFault};
use super::year::{LEDGER, POPULATION};

/// The state of a round after all that happened to it.
#[derive(Debug, Clone)]
pub(super) struct Desk {
    /// Its number in the workbench.
    pub(super) number: i64,
    /// The name that it was opened under.
    pub(super) name: String,
    /// When it was opened.
    pub(super) opened: String,
    /// The last entry of its journal: what a change has to have seen.
    pub(super) version: i64,
    /// The last entry that changed what is allocated.
    pub(super) input_version: i64,
    /// The files as they were handed in.
    pub(super) files: Hashes,
    /// What persons did about pairs since the files were handed in, in order.
    changes: Vec<Change>,
    /// Scenarios that became the round's since the files were handed in, in order.
    pub(super) adopted: Vec<Adopted>,
    /// Kept scenarios by name, in order: the settings of each.
    pub(super) scenarios: Vec<(String, Vec<String>)>,
    /// The list of matches made by hand: its name, and the hash of its content.
    pub(super) manual: Option<(String, String)>,
    /// The approval, with who gave it and when.
    pub(super) seal: Option<(Seal, String, String)>,
}

#[derive(Debug, Clone)]
enum Change {
    Made(Decision),
    Withdrawn { applicant: String, dwelling: String, verdict: Verdict },
}

impl Desk {
    /// Reads the journal of a round.
    pub(super) fn open(store: &Store, number: i64) -> Result<Self, StoreFault> {
        Ok(Self::of(number, &store.entries(number)?))
    }

    /// The state after these entries.
    pub(super) fn of(number: i64, entries: &[Entry]) -> Self {
        let mut desk = Self {
            number,
            name: String::new(),
            opened: entries.first().map(|entry| entry.at.clone()).unwrap_or_default(),
            version: entries.last().map_or(0, |entry| entry.number),
            input_version: 0,
            files: Hashes::new(),
            changes: Vec::new(),
            adopted: Vec::new(),
            scenarios: Vec::new(),
            manual: None,
            seal: None,
        };
        for entry in entries {
            desk.take(entry);
        }
        desk
    }

    fn take(&mut self, entry: &Entry) {
        if entry.event.changes_input() {
            self.input_version = entry.number;
        }
        match entry.event.clone() {
            Event::Opened { name, files } => (self.name, self.files) = (name, files),
            Event::Replaced { files } => {
                self.files = files;
                self.changes.clear();
                self.adopted.clear();
            }
            Event::Decided(decided) => self.changes.push(Change::Made(decision(decided, entry))),
            Event::Withdrawn { applicant, dwelling, verdict, .. } => {
                self.changes.push(Change::Withdrawn { applicant, dwelling, verdict });
            }
            Event::ScenarioKept { name, settings } => {
                self.scenarios.retain(|(kept, _)| *kept != name);
                self.scenarios.push((name, settings));
            }
            Event::ScenarioDropped { name } => self.scenarios.retain(|(kept, _)| *kept != name),
            Event::ScenarioAdopted { name, settings, reason } => {
                let (by, at) = (entry.by.clone(), day(entry).unwrap_or_default());
                self.adopted.push(Adopted { name, settings, reason, by, at });
            }
            Event::AdoptionWithdrawn { name, .. } => self.adopted.retain(|one| one.name != name),
            Event::ManualLoaded { name, file } => self.manual = Some((name, file)),
            Event::LedgerReplaced { file } => {
                self.files.insert(LEDGER.to_owned(), file);
                if self.follows_plan() {
                    self.input_version = entry.number; // its minimums are what the ledger does not have yet
                }
            }
            Event::Approved(seal) => self.seal = Some((seal, entry.by.clone(), entry.at.clone())),
        }
    }

    /// Whether its minimums come from a year's plan.
    fn follows_plan(&self) -> bool {
        self.files.contains_key("plan.csv")
    }

    /// Whether nothing about it changes any more.
    pub(super) fn is_sealed(&self) -> bool {
        self.seal.is_some()
    }

    /// The state after more events, as they would stand in the journal.
    pub(super) fn with(&self, events: &[Event], by: &str) -> Self {
        let mut desk = self.clone();
        for event in events {
            let (at, chain) = (String::new(), String::new());
            desk.take(&Entry { number: self.version, at, by: by.to_owned(), event: event.clone(), chain });
        }
        desk
    }

    /// The state without the scenarios that were adopted here.
    pub(super) fn without_adopted(&self) -> Self {
        Self { adopted: Vec::new(), seal: None, ..self.clone() }
    }

    /// The files as they are allocated: as a folder, with the decisions made here among its own and the scenarios
    /// adopted here in its settings. Files of the model's year belong to a round only where it follows a plan.
    ///
    /// # Errors
    /// A file that the database does not have; problems of the files handed in are told by reading what comes out.
    pub(super) fn round_files(&self, store: &Store) -> Result<Files, StoreFault> {
        if let Some((seal, ..)) = &self.seal
            && let Ok(sealed) = store.files(&seal.inputs)
        {
            return Ok(sealed); // as they were approved, whatever a later version would make of the journal
        }
        let mut files = store.files(&self.files)?;
        files.remove(POPULATION);
        if !self.follows_plan() {
            files.retain(|name, _| !name.starts_with("model/year/"));
        }
        if !self.adopted.is_empty() {
            files = input::with_adopted(&files, &self.adopted).unwrap_or(files);
        }
        if self.changes.is_empty() {
            return Ok(files);
        }
        let Ok(read) = input::read_files(&files, &Options::default()) else { return Ok(files) };
        let Ok(mut folder) = input::as_folder(&files) else { return Ok(files) };
        let decisions = self.decisions(read.round.decisions);
        folder.insert("decisions.csv".to_owned(), decisions_csv(&decisions, Language::En).unwrap_or_default());
        Ok(folder)
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
    /// Everything that is wrong with its files.
    pub(super) fn read(&self, store: &Store) -> Result<Result<Read, Vec<Problem>>, StoreFault> {
        Ok(input::read_files(&self.round_files(store)?, &Options::default()))
    }
}

fn decision(decided: Decided, entry: &Entry) -> Decision {
    Decision {
        applicant: decided.applicant,
        dwelling: decided.dwelling,
        verdict: decided.verdict,
        overrides: decided.overrides,
        reason: Some(decided.reason).filter(|reason| !reason.is_empty()),
        by: Some(entry.by.clone()).filter(|by| !by.is_empty()),
        at: day(entry),
        line: 0,
    }
}

/// The day of an entry; the journal has the time.
fn day(entry: &Entry) -> Option<String> {
    entry.at.get(..10).map(str::to_owned)
}
