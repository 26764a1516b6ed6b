//! Up to which goal a month is allocated.

use crate::domain::Tier;

/// Up to which goal a month is allocated. The goals after that decide where somebody lives, or who of two that are
/// alike, not how many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Goals {
    /// Up to the number placed: who of a group is placed is left to the solver.
    Placed,
    /// Up to the waiting days: how many, and who.
    Who,
    /// All goals of the model.
    All,
}

impl Goals {
    /// All of them, the quickest first.
    pub const ALL: [Goals; 3] = [Goals::Placed, Goals::Who, Goals::All];

    /// The name on the command line and in files.
    pub fn name(self) -> &'static str {
        match self {
            Goals::Placed => "placed",
            Goals::Who => "who",
            Goals::All => "all",
        }
    }

    /// The goals with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|goals| goals.name() == name)
    }

    /// The model's goals up to this one; all, where the model has it not.
    pub fn of(self, tiers: &[Tier]) -> Vec<Tier> {
        let last = match self {
            Goals::Placed => tiers.iter().position(|tier| *tier == Tier::Placed),
            Goals::Who => tiers.iter().position(|tier| *tier == Tier::Waiting),
            Goals::All => None,
        };
        tiers.iter().take(last.map_or(tiers.len(), |last| last + 1)).copied().collect()
    }
}
