//! Which limits a placement counts towards, kept once for all pairs that belong to the same limits.

use std::collections::BTreeMap;

use crate::domain::{Members, Round};

/// The limits of every pair of an applicant and a dwelling.
pub(super) struct Counting {
    applicant_class: Vec<usize>,
    dwelling_class: Vec<usize>,
    limits: Vec<Vec<Vec<usize>>>,
}

impl Counting {
    pub(super) fn new(round: &Round) -> Self {
        let families = 0..round.limits.families.len();
        let of_applicant = |index: usize| -> Vec<Members> {
            families.clone().map(|family| round.limits.of_applicant(family, &round.applicants[index])).collect()
        };
        let of_dwelling = |index: usize| -> Vec<Members> {
            families.clone().map(|family| round.limits.of_dwelling(family, &round.dwellings[index])).collect()
        };
        let (applicant_class, applicants) = classes(round.applicants.len(), of_applicant);
        let (dwelling_class, dwellings) = classes(round.dwellings.len(), of_dwelling);
        let counted = |applicant: usize, dwelling: usize| {
            round.limits.counting(&round.applicants[applicant], &round.dwellings[dwelling])
        };
        let row = |applicant: &usize| dwellings.iter().map(|dwelling| counted(*applicant, *dwelling)).collect();
        Self { applicant_class, dwelling_class, limits: applicants.iter().map(row).collect() }
    }

    /// The class of an applicant: all of one class count towards the same.
    pub(super) fn class(&self, applicant: usize) -> usize {
        self.applicant_class[applicant]
    }

    /// The class of a dwelling: to all of one class the same limits apply.
    pub(super) fn dwelling_class(&self, dwelling: usize) -> usize {
        self.dwelling_class[dwelling]
    }

    /// The limits that this applicant in this dwelling counts towards.
    pub(super) fn limits(&self, applicant: usize, dwelling: usize) -> &[usize] {
        &self.limits[self.applicant_class[applicant]][self.dwelling_class[dwelling]]
    }
}

/// The class of each row, and one row of each class.
fn classes(rows: usize, memberships: impl Fn(usize) -> Vec<Members>) -> (Vec<usize>, Vec<usize>) {
    let mut found: BTreeMap<Vec<Members>, usize> = BTreeMap::new();
    let mut first = Vec::new();
    let mut class_of = Vec::with_capacity(rows);
    for row in 0..rows {
        let class = *found.entry(memberships(row)).or_insert_with(|| {
            first.push(row);
            first.len() - 1
        });
        class_of.push(class);
    }
    (class_of, first)
}
