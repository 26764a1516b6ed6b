//! Settings that persons changed for one round.

/// A scenario whose changes hold for a round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdoptedChanges {
    /// Its name.
    pub name: String,
    /// Its changes, in order.
    pub changes: Vec<ChangedSetting>,
    /// Why.
    pub reason: String,
    /// Who decided it.
    pub by: String,
    /// On which day.
    pub at: String,
}

/// A setting, as it was changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedSetting {
    /// The change as typed: `PATH=VALUE`.
    pub typed: String,
    /// What held before, as stated or by default; empty where nothing did.
    pub before: String,
}
