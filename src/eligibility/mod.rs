//! Whether an applicant and a dwelling fit: one rule, one file, and the verdict over all of them.

mod avoided;
mod dates;
mod decided;
mod index;
mod labels;
mod liveability;
mod needs;
mod region;
mod rent;
mod reserved;
mod sharing;
mod size;

pub use decided::{Standing, effective_maxima, raised_maxima, standing};
pub use index::{Fit, Index};

use crate::domain::{Applicant, Cents, Dwelling, Mode, Round, Rule, RuleSet};

/// The rules that keep one applicant out of one dwelling, for each way of living in it. Empty: it fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Verdict {
    /// Broken when the household has the dwelling alone.
    pub whole: RuleSet,
    /// Broken when it takes one place in the shared dwelling.
    pub shared: RuleSet,
}

impl Verdict {
    /// Whether the pair is possible in this mode.
    pub fn fits(self, mode: Mode) -> bool {
        self.broken(mode).is_empty()
    }

    /// Whether the pair is possible in any mode.
    pub fn fits_somehow(self) -> bool {
        self.fits(Mode::Whole) || self.fits(Mode::Shared)
    }

    /// The rules broken in this mode.
    pub fn broken(self, mode: Mode) -> RuleSet {
        match mode {
            Mode::Whole => self.whole,
            Mode::Shared => self.shared,
        }
    }
}

/// Holds every rule of the model against one applicant and one dwelling; decisions play no part here
/// (see [`Standing::verdict`]).
pub fn judge(round: &Round, applicant: &Applicant, dwelling: &Dwelling) -> Verdict {
    let (rules, norms) = (&round.model.rules, &round.norms);
    let both = RuleSet::EMPTY
        .with(Rule::Labels, rules.labels && labels::breaks(applicant, dwelling, &rules.known_labels))
        .with(Rule::Needs, rules.labels && needs::breaks(applicant, dwelling))
        .with(Rule::Reserved, rules.reserved && reserved::breaks(applicant, dwelling))
        .with(
            Rule::Liveability,
            rules.liveability && liveability::breaks(applicant, dwelling, &round.model.liveability, round.first_day()),
        )
        .with(Rule::Avoided, rules.places && avoided::breaks(applicant, dwelling))
        .with(Rule::Region, rules.region && region::breaks(applicant, dwelling))
        .with(Rule::Dates, rules.dates.is_some_and(|days| dates::breaks(applicant, dwelling, round.first_day(), days)));
    let rent = |mode| rules.rent_margin.is_some_and(|margin| rent::breaks(applicant, dwelling, mode, norms, margin));
    Verdict {
        whole: both
            .with(Rule::Size, rules.size && size::breaks(applicant, dwelling, norms))
            .with(Rule::Rent, rent(Mode::Whole)),
        shared: both
            .with(Rule::Rent, rent(Mode::Shared))
            .with(Rule::Sharing, sharing::breaks(applicant, dwelling, round.model.sharing.as_ref())),
    }
}

/// Monthly rent in the contract of a placement: lowered to the cap where the landlord allows it; the full
/// rent where the rent rule is off or was overridden; the rent of a place in sharing.
pub fn contract_rent(round: &Round, applicant: &Applicant, dwelling: &Dwelling, mode: Mode) -> Cents {
    rent::contract(applicant, dwelling, mode, &round.norms, round.model.rules.rent_margin)
}
