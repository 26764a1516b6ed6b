//! Which maxima stand in someone's way.

use rayon::prelude::*;

use super::claims::Tenant;
use super::groups::Group;
use super::ledger::Ledger;
use crate::domain::Mode;
use crate::eligibility::Index;

/// For each limit whether someone without a place would overrun its maximum in a dwelling that fits, over
/// and above what is used.
pub(crate) fn in_the_way(index: &Index, ledger: &Ledger<'_>, groups: &[Group]) -> Vec<bool> {
    let none = || vec![false; ledger.used.len()];
    let noted = |mut found: Vec<bool>, group: &Group| {
        for fit in &index.fits[group.class] {
            for mode in [Mode::Whole, Mode::Shared].into_iter().filter(|mode| fit.misfit(*mode).is_some()) {
                let tenant = Tenant { claim: group.claim, mode };
                ledger.claims.each_amount(fit.dwellings(), tenant, true, |limit, amount| {
                    found[limit] = found[limit] || (amount > 0 && ledger.is_overrun(limit, amount));
                });
            }
        }
        found
    };
    let either = |one: Vec<bool>, other: Vec<bool>| one.iter().zip(&other).map(|(one, other)| *one || *other).collect();
    groups.par_iter().fold(none, noted).reduce(none, either)
}
