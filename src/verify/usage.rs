//! What placements use of every limit.

use std::collections::BTreeSet;

use crate::domain::{Counts, Mode, Placement, Round};

/// `Σ amount` of every limit over the placements, in counting units, in the order of the round's limits.
/// A shared dwelling counts once for a `dwellings` limit. Applicants that search for themselves count
/// towards nothing.
pub fn used(round: &Round, placements: &[Placement]) -> Vec<i128> {
    let mut used = vec![0; round.limits.limits.len()];
    let mut shared_dwellings = BTreeSet::new();
    for placement in placements {
        let applicant = &round.applicants[placement.applicant];
        if round.searches_itself(applicant) {
            continue;
        }
        for limit in round.limits.counting(applicant, &round.dwellings[placement.dwelling]) {
            let family = &round.limits.families[round.limits.limits[limit].family];
            used[limit] += if family.counts == Counts::Dwellings && placement.mode == Mode::Shared {
                i128::from(shared_dwellings.insert((limit, placement.dwelling)))
            } else {
                i128::from(family.amount(applicant, placement.mode, round.model.sharing.as_ref()))
            };
        }
    }
    used
}

/// How far each minimum is missed, in counting units; 0 without a minimum.
pub fn shortfalls(round: &Round, used: &[i128]) -> Vec<i128> {
    let missed =
        |(limit, used): (&crate::domain::Limit, &i128)| limit.min.map_or(0, |min| (i128::from(min) - used).max(0));
    round.limits.limits.iter().zip(used).map(missed).collect()
}
