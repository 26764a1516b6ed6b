//! Dwellings reserved for named groups or organisations.

use crate::domain::{Applicant, Dwelling};

/// Whether the dwelling is reserved and names neither the applicant's group nor its organisation.
pub(super) fn breaks(applicant: &Applicant, dwelling: &Dwelling) -> bool {
    let named = |name: &String| dwelling.reserved_for.contains(name);
    !dwelling.reserved_for.is_empty() && !named(&applicant.group) && !applicant.organisation.as_ref().is_some_and(named)
}
