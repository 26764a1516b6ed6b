//! A round on the desk: what its journal makes of it.

mod files;
mod replaced;

pub(super) use replaced::fitted;

use crate::domain::{Decision, DecisionVerdict as Verdict};
use crate::input::Adopted;

use super::store::{Decided, Dropped, Entry, Event, Hashes, Seal, Store, StoreFault};
use super::year::LEDGER;

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
    /// What persons did about pairs, in order, as far as it stands with the files.
    changes: Vec<Change>,
    /// Scenarios that became the round's, in order, as far as they stand with the files.
    pub(super) adopted: Vec<Adopted>,
    /// Kept scenarios by name, in order: the settings of each.
    pub(super) scenarios: Vec<(String, Vec<String>)>,
    /// The list of matches made by hand: its name, and the hash of its content.
    pub(super) manual: Option<(String, String)>,
    /// Whether it is left out of the list of rounds, unless it is sealed.
    is_put_away: bool,
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
            is_put_away: false,
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
            Event::Replaced { files, dropped } => {
                self.files = files;
                self.forget(dropped.as_ref());
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
            Event::PutAway {} => self.is_put_away = true,
            Event::BroughtBack {} => self.is_put_away = false,
            Event::Approved(seal) => self.seal = Some((seal, entry.by.clone(), entry.at.clone())),
        }
    }

    /// Forgets what cannot stand with other files; everything, where that is not told.
    fn forget(&mut self, dropped: Option<&Dropped>) {
        let Some(dropped) = dropped else {
            self.changes.clear();
            self.adopted.clear();
            return;
        };
        let goes = |change: &Change| match change {
            Change::Made(made) => dropped.decisions.iter().chain(&dropped.in_files).any(|one| one.is_same(made)),
            Change::Withdrawn { applicant, dwelling, verdict } => dropped
                .in_files
                .iter()
                .any(|one| (&one.applicant, &one.dwelling, one.verdict) == (applicant, dwelling, *verdict)),
        };
        self.changes.retain(|change| !goes(change));
        self.adopted.retain(|one| !dropped.scenarios.contains(&one.name));
    }

    /// The decisions made here since the files were handed in, those taken back left out.
    pub(super) fn made(&self) -> Vec<&Decision> {
        let mut made: Vec<&Decision> = Vec::new();
        for change in &self.changes {
            match change {
                Change::Made(decision) => made.push(decision),
                Change::Withdrawn { applicant, dwelling, verdict } => {
                    made.retain(|one| (&one.applicant, &one.dwelling, one.verdict) != (applicant, dwelling, *verdict));
                }
            }
        }
        made
    }

    /// Whether its minimums come from a year's plan.
    fn follows_plan(&self) -> bool {
        self.files.contains_key("plan.csv")
    }

    /// Whether it is left out of the list of rounds. What is approved stays in it.
    pub(super) fn is_away(&self) -> bool {
        self.is_put_away && !self.is_sealed()
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
