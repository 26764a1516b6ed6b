//! Districts and complexes in which the household is not placed.

use crate::domain::{Applicant, Dwelling};

/// Whether the household avoids the dwelling's district or complex.
pub(super) fn breaks(applicant: &Applicant, dwelling: &Dwelling) -> bool {
    dwelling.district.as_ref().is_some_and(|district| applicant.avoid_districts.contains(district))
        || dwelling.complex.as_ref().is_some_and(|complex| applicant.avoid_complexes.contains(complex))
}
