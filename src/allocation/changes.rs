//! What moved since an earlier allocation, and why, as far as that is certain. `study` finds it.

use crate::domain::{Decision, Rule, Tier};

/// Goals that something costs: each with its value now and its value without.
pub type Price = Vec<(Tier, i64, i64)>;

/// An allocation beside the earlier one that it was to stay close to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Changes {
    /// Matches of the earlier allocation.
    pub earlier: usize,
    /// Of those, the ones that stand.
    pub kept: usize,
    /// Every applicant that fares otherwise, by id.
    pub changes: Vec<Change>,
    /// Where the earlier matches go before every goal: each goal that this costs something, with its value now and without; in the
    /// order of the goals. `None` where that was not asked or not found in time.
    pub price: Option<Price>,
}

impl Changes {
    /// How many changes are of a sort.
    pub fn count(&self, sort: Sort) -> usize {
        self.changes.iter().filter(|change| change.sort() == sort).count()
    }
}

/// One applicant that fares otherwise than before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Applicant id.
    pub applicant: String,
    /// The dwelling it had.
    pub from: Option<String>,
    /// The dwelling it has.
    pub to: Option<String>,
    /// Why, as far as that is certain.
    pub cause: Cause,
    /// Who else is concerned, by id: who came to live where it lived; for one who is new, who lived there and does
    /// no longer.
    pub others: Vec<String>,
    /// For one who is new, who shared the dwelling before and still does.
    pub beside: Vec<String>,
}

/// The sort of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sort {
    /// A person decided that the match does not stand.
    Refused,
    /// Another dwelling.
    Changed,
    /// A place, and none before.
    New,
    /// No place any more.
    Lost,
}

impl Sort {
    /// All sorts, in the order in which they are shown.
    pub const ALL: [Sort; 4] = [Sort::Refused, Sort::Changed, Sort::New, Sort::Lost];

    /// The name in files.
    pub fn name(self) -> &'static str {
        match self {
            Sort::Refused => "refused",
            Sort::Changed => "changed",
            Sort::New => "new",
            Sort::Lost => "lost",
        }
    }
}

/// Why an earlier match does not stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cause {
    /// A decision refuses or forbids the match, or fixes the applicant elsewhere.
    Decided(Decision),
    /// A decision fixes the dwelling for another applicant.
    FixedForOther(Decision),
    /// The applicant is not in the round any more.
    ApplicantGone,
    /// The dwelling is not in the round any more.
    DwellingGone,
    /// The applicant's group searches for itself.
    SearchesItself,
    /// The match breaks these rules now.
    BreaksRules(Vec<Rule>),
    /// With the match kept, this is the first goal that would lose: found by solving the round with it.
    Costs(Tier),
    /// Nothing that is certain; for one who is new nothing has to be said.
    Open,
}

impl Cause {
    /// The name in files.
    pub fn name(&self) -> &'static str {
        match self {
            Cause::Decided(_) => "decision",
            Cause::FixedForOther(_) => "fixed-for-other",
            Cause::ApplicantGone => "applicant-gone",
            Cause::DwellingGone => "dwelling-gone",
            Cause::SearchesItself => "self-search",
            Cause::BreaksRules(_) => "breaks-rules",
            Cause::Costs(_) => "costs-a-tier",
            Cause::Open => "",
        }
    }
}

impl Change {
    /// Its sort.
    pub fn sort(&self) -> Sort {
        match (&self.from, &self.to, &self.cause) {
            (None, ..) => Sort::New,
            (_, _, Cause::Decided(_)) => Sort::Refused,
            (_, Some(_), _) => Sort::Changed,
            (_, None, _) => Sort::Lost,
        }
    }
}
