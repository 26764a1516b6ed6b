//! Whether an applicant and a dwelling fit: one rule, one file, and the verdict over all of them.

mod avoided;
mod dates;
mod decided;
mod exclusions;
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
pub use exclusions::Exclusions;
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
    let with = |set: RuleSet, rule: Rule, mode| set.with(rule, breaks(round, rule, applicant, dwelling, mode));
    let both = EITHER_WAY.into_iter().fold(RuleSet::EMPTY, |set, rule| with(set, rule, Mode::Whole));
    Verdict {
        whole: with(with(both, Rule::Size, Mode::Whole), Rule::Rent, Mode::Whole),
        shared: with(with(both, Rule::Rent, Mode::Shared), Rule::Sharing, Mode::Shared),
    }
}

/// Whether a pair is possible by the rules in this mode: as [`judge`] says, but without looking further than
/// the first rule that is broken.
pub fn fits(round: &Round, applicant: &Applicant, dwelling: &Dwelling, mode: Mode) -> bool {
    [Rule::Sharing, Rule::Size, Rule::Rent] // few are left by these
        .into_iter()
        .chain(EITHER_WAY)
        .all(|rule| !breaks(round, rule, applicant, dwelling, mode))
}

/// The rules to which it is all one whether the dwelling is shared.
const EITHER_WAY: [Rule; 7] =
    [Rule::Labels, Rule::Needs, Rule::Reserved, Rule::Avoided, Rule::Region, Rule::Dates, Rule::Liveability];

/// Holds one rule against an applicant and a dwelling.
fn breaks(round: &Round, rule: Rule, applicant: &Applicant, dwelling: &Dwelling, mode: Mode) -> bool {
    let (rules, norms, sharing) = (&round.model.rules, &round.norms, round.model.sharing.as_ref());
    let day = || round.first_day();
    match rule {
        Rule::Size => mode == Mode::Whole && rules.size && size::breaks(applicant, dwelling, norms),
        Rule::Rent => rules.rent_margin.is_some_and(|margin| rent::breaks(applicant, dwelling, mode, norms, margin)),
        Rule::Labels => rules.labels && labels::breaks(applicant, dwelling, &rules.known_labels),
        Rule::Needs => rules.labels && needs::breaks(applicant, dwelling),
        Rule::Reserved => rules.reserved && reserved::breaks(applicant, dwelling),
        Rule::Liveability => {
            rules.liveability && liveability::breaks(applicant, dwelling, &round.model.liveability, day())
        }
        Rule::Avoided => rules.places && avoided::breaks(applicant, dwelling),
        Rule::Region => rules.region && region::breaks(applicant, dwelling),
        Rule::Dates => rules.dates.is_some_and(|days| dates::breaks(applicant, dwelling, day(), days)),
        Rule::Sharing => mode == Mode::Shared && sharing::breaks(applicant, dwelling, sharing),
        Rule::Decision => false,
    }
}

/// Monthly rent in the contract of a placement: lowered to the cap where the landlord allows it; the full
/// rent where the rent rule is off or was overridden; the rent of a place in sharing.
pub fn contract_rent(round: &Round, applicant: &Applicant, dwelling: &Dwelling, mode: Mode) -> Cents {
    rent::contract(applicant, dwelling, mode, &round.norms, round.model.rules.rent_margin)
}
