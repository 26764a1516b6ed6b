//! One month's dwellings, applicants and model.

use std::collections::BTreeMap;

use jiff::civil::{Date, date};

use super::{AdoptedChanges, Applicant, Decision, Dwelling, Family, Limits, Lottery, Match, Model, Norms, Route};

/// A calendar month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month {
    /// Year.
    pub year: i16,
    /// Month, 1 to 12.
    pub month: i8,
}

impl Month {
    /// The month of a day.
    pub fn of(day: Date) -> Self {
        Self { year: day.year(), month: day.month() }
    }

    /// Its first day.
    pub fn first_day(self) -> Date {
        date(self.year, self.month, 1)
    }

    /// Whole months from this one to another; negative when the other is earlier.
    pub fn months_until(self, other: Month) -> i64 {
        (i64::from(other.year) - i64::from(self.year)) * 12 + i64::from(other.month) - i64::from(self.month)
    }
}

impl std::fmt::Display for Month {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

/// A round: everything that one allocation is computed from. Rows are sorted by id, so that nothing
/// depends on their order in the files.
#[derive(Debug, Clone, PartialEq)]
pub struct Round {
    /// Its id.
    pub id: String,
    /// The month; its first day is the round's date.
    pub month: Month,
    /// Seed of the lottery.
    pub seed: u64,
    /// The model, with the round's own tables laid over it.
    pub model: Model,
    /// The norms of the month's year.
    pub norms: Norms,
    /// The dwellings, by id.
    pub dwellings: Vec<Dwelling>,
    /// The applicants, self-search groups included, by id.
    pub applicants: Vec<Applicant>,
    /// What persons decided beforehand, by applicant and dwelling.
    pub decisions: Vec<Decision>,
    /// Scenarios that persons made the round's, in order; their changes are in the model already.
    pub adopted: Vec<AdoptedChanges>,
    /// An earlier allocation to stay close to, by applicant and dwelling; empty without one.
    pub earlier: Vec<Match>,
    /// The limits in force.
    pub limits: Limits,
    /// SHA-256 (hex) of every file read, by its name relative to the round.
    pub inputs: BTreeMap<String, String>,
}

impl Round {
    /// The round's date.
    pub fn first_day(&self) -> Date {
        self.month.first_day()
    }

    /// The lottery of this round.
    pub fn lottery(&self) -> Lottery {
        Lottery { seed: self.seed }
    }

    /// Whether an applicant searches for itself and so takes no part.
    pub fn searches_itself(&self, applicant: &Applicant) -> bool {
        self.model.groups.get(&applicant.group).is_some_and(|group| group.route == Route::SelfSearch)
    }

    /// Whether an applicant can take a place in a shared dwelling at all.
    pub fn can_share(&self, applicant: &Applicant) -> bool {
        self.model.sharing.is_some() && applicant.shares && applicant.persons() == 1
    }

    /// The sharing class of an applicant: its values in the model's `sharing.same` columns. `None` for
    /// one who cannot share.
    pub fn sharing_class(&self, applicant: &Applicant) -> Option<Vec<String>> {
        use super::Facts;
        let sharing = self.model.sharing.as_ref().filter(|_| self.can_share(applicant))?;
        Some(sharing.same.iter().map(|column| applicant.fact(column).values().join("|")).collect())
    }

    /// The model's limits, spread over the values that occur among those whom the round can place.
    pub fn spread_limits(&self) -> Limits {
        self.spread(self.model.families.clone())
    }

    /// These families, spread in the same way.
    pub fn spread(&self, families: Vec<Family>) -> Limits {
        let mediated: Vec<&Applicant> = self.applicants.iter().filter(|one| !self.searches_itself(one)).collect();
        Limits::new(families, &self.dwellings, &mediated)
    }

    /// Index of the applicant with this id.
    pub fn applicant(&self, id: &str) -> Option<usize> {
        self.applicants.binary_search_by(|applicant| applicant.id.as_str().cmp(id)).ok()
    }

    /// Index of the dwelling with this id.
    pub fn dwelling(&self, id: &str) -> Option<usize> {
        self.dwellings.binary_search_by(|dwelling| dwelling.id.as_str().cmp(id)).ok()
    }
}
