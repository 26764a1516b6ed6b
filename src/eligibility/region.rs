//! An applicant with a region fits only dwellings of the same.

use crate::domain::{Applicant, Dwelling};

/// Whether the applicant belongs to another region than the dwelling.
pub(super) fn breaks(applicant: &Applicant, dwelling: &Dwelling) -> bool {
    applicant.region.is_some() && applicant.region != dwelling.region
}
