//! Ages that the dwelling's labels ask of the oldest in the household.

use crate::domain::{Applicant, Dwelling, Labels};

/// Whether a label of the dwelling asks another age; bounds are inclusive.
pub(super) fn breaks(applicant: &Applicant, dwelling: &Dwelling, known: &Labels) -> bool {
    dwelling.labels.iter().filter_map(|label| known.get(label)).any(|ages| {
        ages.age_min.is_some_and(|min| applicant.age < min) || ages.age_max.is_some_and(|max| applicant.age > max)
    })
}
