//! Labels that the household needs.

use crate::domain::{Applicant, Dwelling};

/// Whether the dwelling lacks a label that the household needs; `wheelchair` also serves `ground-floor`.
pub(super) fn breaks(applicant: &Applicant, dwelling: &Dwelling) -> bool {
    applicant.needs.iter().any(|need| !dwelling.serves(need))
}
