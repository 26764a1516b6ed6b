//! Applicants without a place whom rules and limits cannot tell apart.

use std::collections::BTreeMap;

use super::ledger::Ledger;
use crate::eligibility::Index;

/// Unplaced applicants of one class that claim the same.
pub(crate) struct Group {
    pub(crate) class: usize,
    pub(crate) claim: usize,
    pub(crate) members: Vec<usize>,
}

/// The unplaced applicants that take part, by claim and class.
pub(crate) fn groups(index: &Index, ledger: &Ledger<'_>) -> Vec<Group> {
    let mut groups = Vec::new();
    for (class, members) in index.applicants.iter().enumerate() {
        let mut by_claim: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for applicant in members.iter().filter(|applicant| !ledger.placed[**applicant]) {
            by_claim.entry(ledger.claims.of[*applicant]).or_default().push(*applicant);
        }
        groups.extend(by_claim.into_iter().map(|(claim, members)| Group { class, claim, members }));
    }
    groups.sort_by_key(|group| (group.claim, group.class));
    groups
}
