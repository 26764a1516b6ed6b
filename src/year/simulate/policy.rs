//! What a city could do with the same months.

/// What is done with the months of a replay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Policy {
    /// The pace is the minimum of each month; what can be placed beyond it is placed at once, up to what was decided for the group.
    AsPlanned,
    /// The pace is the minimum and the maximum: a group never has more than the pace asks up to the month.
    Steady,
    /// As planned, and no dwelling is shared.
    NoSharing,
    /// As planned, and every organisation can start a tenth more support.
    SupportUp,
}

impl Policy {
    /// All of them.
    pub const ALL: [Policy; 4] = [Policy::AsPlanned, Policy::Steady, Policy::NoSharing, Policy::SupportUp];

    /// The name on the command line and in files.
    pub fn name(self) -> &'static str {
        match self {
            Policy::AsPlanned => "as-planned",
            Policy::Steady => "steady",
            Policy::NoSharing => "no-sharing",
            Policy::SupportUp => "support+10%",
        }
    }

    /// The policy with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|policy| policy.name() == name)
    }

    /// What it makes of an organisation's capacity.
    pub(super) fn capacity(self, units: i64) -> i64 {
        if self == Policy::SupportUp { units.saturating_mul(11) / 10 } else { units }
    }
}
