//! Rooms against the household's size (the city's size table; the dwelling's own bounds go first).

use crate::domain::{Applicant, Dwelling, Norms};

/// Whether the dwelling is too small or too large for the household.
///
/// With `persons_min` or `persons_max` filled the size table is ignored for the dwelling and a missing
/// bound is open.
pub(super) fn breaks(applicant: &Applicant, dwelling: &Dwelling, norms: &Norms) -> bool {
    let persons = applicant.persons();
    if dwelling.persons_min.is_some() || dwelling.persons_max.is_some() {
        return dwelling.persons_min.is_some_and(|min| persons < min)
            || dwelling.persons_max.is_some_and(|max| persons > max);
    }
    norms
        .size_for(persons)
        .is_some_and(|size| dwelling.rooms < size.rooms_min || size.rooms_max.is_some_and(|max| dwelling.rooms > max))
}
