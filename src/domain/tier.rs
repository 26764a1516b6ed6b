//! The tiers of the objective.

/// One objective in the strict order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tier {
    /// Weighted shortfall of the limits' minima, as small as possible.
    Minimums,
    /// Applicants placed.
    Placed,
    /// Urgency points of the placed.
    Urgency,
    /// Waiting days of the placed.
    Waiting,
    /// Misfit of the placements, as small as possible.
    Fit,
    /// Placements equal to those of the earlier allocation.
    Unchanged,
    /// The draws of the placed; makes the answer unique.
    Lottery,
}

/// Whether more or less is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sense {
    /// More is better.
    Maximise,
    /// Less is better.
    Minimise,
}

impl Tier {
    /// All tiers, in the default order of those that need no earlier allocation, `unchanged` before the
    /// lottery.
    pub const ALL: [Tier; 7] =
        [Tier::Minimums, Tier::Placed, Tier::Urgency, Tier::Waiting, Tier::Fit, Tier::Unchanged, Tier::Lottery];

    /// The name in files.
    pub fn name(self) -> &'static str {
        match self {
            Tier::Minimums => "minimums",
            Tier::Placed => "placed",
            Tier::Urgency => "urgency",
            Tier::Waiting => "waiting",
            Tier::Fit => "fit",
            Tier::Unchanged => "unchanged",
            Tier::Lottery => "lottery",
        }
    }

    /// The tier with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tier| tier.name() == name)
    }

    /// Whether more or less is better.
    pub fn sense(self) -> Sense {
        match self {
            Tier::Minimums | Tier::Fit => Sense::Minimise,
            _ => Sense::Maximise,
        }
    }
}
