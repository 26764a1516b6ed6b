//! Labels that the household needs.

use crate::domain::{Applicant, Dwelling};

/// Whether the dwelling lacks a label that the household needs; `wheelchair` also serves `ground-floor`.
pub(super) fn breaks(applicant: &Applicant, dwelling: &Dwelling) -> bool {
    applicant.needs.iter().any(|need| {
        let served =
            dwelling.labels.contains(need) || (need == "ground-floor" && dwelling.labels.contains("wheelchair"));
        !served
    })
}
