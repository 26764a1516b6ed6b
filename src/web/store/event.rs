//! What can happen to a round in the workbench. Nothing is ever overwritten: the state of a round is what its
//! events make of it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::domain::{Decision, DecisionVerdict as Verdict};

/// SHA-256 (hex) of the content of each file of a round, by its name as in [`crate::input::Files`].
pub(in crate::web) type Hashes = BTreeMap<String, String>;

/// One thing that happened to a round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
pub(in crate::web) enum Event {
    /// The round was opened, with these files.
    Opened { name: String, files: Hashes },
    /// Its files were replaced by these, and so much of what was done here fell away; all of it where that is not told.
    Replaced {
        files: Hashes,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        dropped: Option<Dropped>,
    },
    /// A person decided about a pair.
    Decided(Decided),
    /// A person took back what was decided about a pair.
    Withdrawn { applicant: String, dwelling: String, verdict: Verdict, reason: String },
    /// A change of constraints was kept under a name, to be looked at beside others.
    ScenarioKept { name: String, settings: Vec<String> },
    /// A scenario is looked at no more.
    ScenarioDropped { name: String },
    /// The changes of a scenario became the round's own.
    ScenarioAdopted { name: String, settings: Vec<String>, reason: String },
    /// A person took back that a scenario was adopted.
    AdoptionWithdrawn { name: String, reason: String },
    /// A list of matches made by hand was laid beside the optimum.
    ManualLoaded { name: String, file: String },
    /// The ledger of what was realised in the year was replaced by this file.
    LedgerReplaced { file: String },
    /// The round is in the list of rounds no more; it can be brought back.
    PutAway {},
    /// The round is in the list again.
    BroughtBack {},
    /// A named person approved the allocation; the round is sealed.
    Approved(Seal),
}

impl Event {
    /// The code of what happened, as in files.
    pub(in crate::web) fn kind(&self) -> &'static str {
        match self {
            Event::Opened { .. } => "opened",
            Event::Replaced { .. } => "replaced",
            Event::Decided(_) => "decided",
            Event::Withdrawn { .. } => "withdrawn",
            Event::ScenarioKept { .. } => "scenario-kept",
            Event::ScenarioDropped { .. } => "scenario-dropped",
            Event::ScenarioAdopted { .. } => "scenario-adopted",
            Event::AdoptionWithdrawn { .. } => "adoption-withdrawn",
            Event::ManualLoaded { .. } => "manual-loaded",
            Event::LedgerReplaced { .. } => "ledger-replaced",
            Event::PutAway {} => "put-away",
            Event::BroughtBack {} => "brought-back",
            Event::Approved(_) => "approved",
        }
    }

    /// Whether another allocation may be the best after it.
    pub(in crate::web) fn changes_input(&self) -> bool {
        matches!(
            self,
            Event::Opened { .. }
                | Event::Replaced { .. }
                | Event::Decided(_)
                | Event::Withdrawn { .. }
                | Event::ScenarioAdopted { .. }
                | Event::AdoptionWithdrawn { .. }
        )
    }
}

/// A decision about one applicant and one dwelling.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::web) struct Decided {
    pub(in crate::web) applicant: String,
    pub(in crate::web) dwelling: String,
    pub(in crate::web) verdict: Verdict,
    /// A fixed pair stands although it breaks a rule or a maximum.
    #[serde(default)]
    pub(in crate::web) overrides: bool,
    pub(in crate::web) reason: String,
}

impl Decided {
    /// A decision of a round as an event has it.
    pub(in crate::web) fn of(one: &Decision) -> Self {
        Self {
            applicant: one.applicant.clone(),
            dwelling: one.dwelling.clone(),
            verdict: one.verdict,
            overrides: one.overrides,
            reason: one.reason.clone().unwrap_or_default(),
        }
    }

    /// Whether it is about the same pair, and says the same of it.
    pub(in crate::web) fn is_same(&self, other: &Decision) -> bool {
        (&self.applicant, &self.dwelling, self.verdict) == (&other.applicant, &other.dwelling, other.verdict)
    }
}

/// What was done in the workbench and stands no more since other files were handed in.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(in crate::web) struct Dropped {
    /// Decisions that cannot be with these files.
    pub(in crate::web) decisions: Vec<Decided>,
    /// Decisions that stand in these files too.
    pub(in crate::web) in_files: Vec<Decided>,
    /// Adopted scenarios that cannot be with these files, by name.
    pub(in crate::web) scenarios: Vec<String>,
}

impl Dropped {
    /// Whether anything is lost.
    pub(in crate::web) fn is_loss(&self) -> bool {
        !self.decisions.is_empty() || !self.scenarios.is_empty()
    }
}

/// What was approved, so that it can be made again and compared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::web) struct Seal {
    /// What the person states.
    pub(in crate::web) statement: String,
    /// SHA-256 (hex) of every file of the round as it was allocated.
    pub(in crate::web) inputs: Hashes,
    /// SHA-256 (hex) of every result that is the same whenever the input is.
    pub(in crate::web) results: Hashes,
}

/// An event with its place in the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::web) struct Entry {
    /// Its number, rising through all rounds.
    pub(in crate::web) number: i64,
    /// When, in UTC, such as `2025-03-01T09:30:00Z`.
    pub(in crate::web) at: String,
    /// The name that the person gave.
    pub(in crate::web) by: String,
    pub(in crate::web) event: Event,
    /// SHA-256 (hex) over this entry and the hash of the one before it in the round.
    pub(in crate::web) chain: String,
}
