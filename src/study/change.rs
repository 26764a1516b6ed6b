//! Single changes of a round that might give somebody a place, and the round as it is with each.

use std::collections::{BTreeMap, BTreeSet};

use super::Case;
use crate::domain::{Cents, Round, Side};
use crate::eligibility::Verdict;

/// One change.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// So many cents a month above its rent cap are accepted for the applicant.
    RentMargin(Cents),
    /// The size rule is so many rooms wider for the applicant (persons, where dwellings have bounds of their own).
    Size(i64),
    /// The ages that labels ask are so many years wider for the applicant.
    Ages(i64),
    /// So many of the labels that the applicant needs may be missing.
    Needs(i64),
    /// The applicant may be placed although a reservation is for others.
    Reserved,
    /// An exclusion for liveability (index) is lifted for the applicant.
    Liveability(usize),
    /// The applicant no longer avoids a district.
    District(String),
    /// The applicant no longer avoids a complex.
    Complex(String),
    /// The applicant may be placed in another region.
    Region,
    /// The dwelling or the applicant may be ready so many days later.
    Dates(i64),
    /// The applicant accepts a place in a shared dwelling.
    Shares,
    /// The maximum of a limit (index) is so many counting units higher.
    Maximum(usize, i64),
    /// The rent of a dwelling (index), and what it can be lowered to, are so many cents a month lower, for everyone.
    Rent(usize, Cents),
    /// A dwelling (index) is open to the applicant's group too.
    Reservation(usize),
    /// The decisions that fix a dwelling (index) for others are lifted.
    Released(usize),
}

impl Change {
    /// Whether all that is allowed today is allowed with it: not for sure where a limit or an exclusion looks at the
    /// column that it changes.
    pub(super) fn only_allows_more(&self, round: &Round) -> bool {
        let looks_at = |side, column| round.model.looks_at(side, column);
        match self {
            Change::Rent(..) => !looks_at(Side::Dwellings, "rent") && !looks_at(Side::Dwellings, "lowest_rent"),
            Change::Reservation(_) => !looks_at(Side::Dwellings, "reserved_for"),
            Change::Shares => !looks_at(Side::Applicants, "shares"),
            // Without a fixed pair an override may no longer hold, nor a maximum that rose to what is fixed.
            Change::Released(_) => round.decisions.iter().all(|decision| !decision.overrides),
            _ => true,
        }
    }
}

/// Pairs of an applicant and dwellings, with the rules left out of account in each way of living there.
pub(super) type Waived = BTreeMap<(usize, usize), Verdict>;

/// A change, and the pairs for which it leaves rules out of account.
#[derive(Debug, Clone)]
pub(super) struct Plan {
    pub(super) change: Change,
    pub(super) waived: Waived,
}

impl Plan {
    /// A change of rows or limits.
    pub(super) fn of(change: Change) -> Self {
        Self { change, waived: Waived::new() }
    }

    /// The round as it is with the change that is made for an applicant. Nothing where decisions then
    /// contradict the rules.
    pub(super) fn case(&self, base: &Case, applicant: usize) -> Option<Case> {
        match &self.change {
            Change::Maximum(limit, units) => {
                let mut case = base.clone();
                let max = &mut case.round.limits.limits[*limit].max;
                *max = max.map(|max| max + units);
                Some(case)
            }
            Change::Rent(dwelling, cents) => with_rows(base, |round| {
                let home = &mut round.dwellings[*dwelling];
                home.rent -= cents;
                home.lowest_rent = home.lowest_rent.map(|lowest| lowest - cents);
            }),
            Change::Reservation(dwelling) => with_rows(base, |round| {
                let group = round.applicants[applicant].group.clone();
                round.dwellings[*dwelling].reserved_for.insert(group);
            }),
            Change::Shares => with_rows(base, |round| round.applicants[applicant].shares = true),
            Change::Released(dwelling) => {
                let id = &base.round.dwellings[*dwelling].id;
                base.changed(|round| round.decisions.retain(|decision| !decision.fixes(id))).ok()
            }
            _ => {
                let standing = base.standing.waiving(self.waived.clone());
                Some(Case { round: base.round.clone(), standing })
            }
        }
    }
}

/// Rows differ: the limits are spread anew, and the decisions held against the rules.
fn with_rows(base: &Case, edit: impl FnOnce(&mut Round)) -> Option<Case> {
    let edited = base.changed(|round| {
        edit(round);
        round.limits = round.spread_limits();
    });
    edited.ok()
}

/// The applicants (indices) that a set of placements has and another has not.
pub(super) fn only_in(one: &BTreeSet<usize>, other: &BTreeSet<usize>) -> Vec<usize> {
    one.difference(other).copied().collect()
}
