//! The misfit of a placement: what the tier `fit` keeps small.

use super::{Applicant, Dwelling, Mode, Norms};

const SCARCE_LABELS: [&str; 2] = ["ground-floor", "wheelchair"];

/// Rooms above the size table's `rooms_min` for the household (0 when shared), plus 1 for each scarce
/// label that the dwelling has and the household does not need, plus 1 where the household names
/// preferred districts and the dwelling lies in none of them.
pub fn misfit(applicant: &Applicant, dwelling: &Dwelling, mode: Mode, norms: &Norms) -> i64 {
    let rooms = match mode {
        Mode::Whole => {
            let wanted = norms.size_for(applicant.persons()).map_or(0, |size| size.rooms_min);
            i64::from(dwelling.rooms.saturating_sub(wanted))
        }
        Mode::Shared => 0,
    };
    let labels = SCARCE_LABELS
        .iter()
        .filter(|label| dwelling.labels.contains(**label) && !applicant.needs.contains(**label))
        .count();
    let elsewhere = !applicant.districts.is_empty()
        && !dwelling.district.as_ref().is_some_and(|district| applicant.districts.contains(district));
    rooms + i64::try_from(labels).unwrap_or(i64::MAX) + i64::from(elsewhere)
}
