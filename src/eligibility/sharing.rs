//! Whether a place in a shared dwelling is possible at all.

use crate::domain::{Applicant, Dwelling, Sharing};

/// Whether the applicant cannot take one place in the dwelling: the model has no sharing, the applicant
/// does not consent or is not single, or the dwelling has too few places.
pub(super) fn breaks(applicant: &Applicant, dwelling: &Dwelling, sharing: Option<&Sharing>) -> bool {
    sharing.is_none_or(|sharing| !applicant.shares || applicant.persons() != 1 || dwelling.places < sharing.min.max(2))
}
