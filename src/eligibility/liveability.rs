//! Exclusions for the sake of liveability, each with a reason and perhaps an end date.

use jiff::civil::Date;

use crate::domain::{Applicant, Dwelling, Liveability};

/// Whether an exclusion that holds on the round's first day keeps this applicant out of this dwelling.
pub(super) fn breaks(applicant: &Applicant, dwelling: &Dwelling, exclusions: &[Liveability], day: Date) -> bool {
    exclusions.iter().any(|exclusion| {
        exclusion.holds_on(day) && exclusion.applicants.selects(applicant) && exclusion.dwellings.selects(dwelling)
    })
}
