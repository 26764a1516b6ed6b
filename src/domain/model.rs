//! The model: rules, limits, groups and objective, as data.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{Cents, Family, Selector, Side, Tier};

/// A model as read, with the round's own tables laid over it.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    /// Its name.
    pub name: String,
    /// Language of output unless asked otherwise.
    pub language: Language,
    /// The year it was written for.
    pub year: Option<i16>,
    /// The objective: tiers in strict order, `lottery` last.
    pub tiers: Vec<Tier>,
    /// The rules.
    pub rules: Rules,
    /// Sharing; `None` when the model has none or switches it off.
    pub sharing: Option<Sharing>,
    /// Target groups by id.
    pub groups: BTreeMap<String, Group>,
    /// Exclusions for the sake of liveability.
    pub liveability: Vec<Liveability>,
    /// Limits, not yet spread over `each`.
    pub families: Vec<Family>,
}

impl Model {
    /// Whether a limit or an exclusion looks at a column of one side, to select by it or to tell values apart.
    pub fn looks_at(&self, side: Side, column: &str) -> bool {
        let of_side = |dwellings, applicants| if side == Side::Dwellings { dwellings } else { applicants };
        let selects = |selector: &Selector| selector.conditions.iter().any(|condition| condition.column == column);
        let each = |family: &Family| family.each.as_ref().is_some_and(|(of, by)| *of == side && by.as_str() == column);
        self.families.iter().any(|family| selects(of_side(&family.dwellings, &family.applicants)) || each(family))
            || self.liveability.iter().any(|one| selects(of_side(&one.dwellings, &one.applicants)))
    }

    /// The model with the tier `unchanged`, unless it has it: before everything else, or just before the
    /// lottery.
    #[must_use]
    pub fn staying_close(mut self, first: bool) -> Self {
        if !self.tiers.contains(&Tier::Unchanged) {
            let last = self.tiers.iter().position(|tier| *tier == Tier::Lottery).unwrap_or(self.tiers.len());
            self.tiers.insert(if first { 0 } else { last }, Tier::Unchanged);
        }
        self
    }
}

/// Language of sentences.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// Dutch.
    Nl,
    /// English.
    #[default]
    En,
}

/// A name in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Names {
    /// English.
    pub en: String,
    /// Dutch.
    pub nl: String,
}

impl Names {
    /// The name in a language.
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::Nl => &self.nl,
            Language::En => &self.en,
        }
    }

    /// Whether it is called so in either language.
    pub fn has(&self, name: &str) -> bool {
        self.en == name || self.nl == name
    }
}

/// How a group finds a dwelling.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Route {
    /// Offered a dwelling directly: takes part in the round.
    #[default]
    Mediated,
    /// Searches for itself: never placed by the round.
    SelfSearch,
}

/// A target group of the decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The id that applicants carry.
    pub id: String,
    /// Its names.
    pub names: Names,
    /// Route.
    pub route: Route,
    /// Whether it is part of the statutory task.
    pub statutory: bool,
}

/// Ages that a label asks of the oldest in the household, inclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LabelAges {
    /// Youngest age.
    pub age_min: Option<u32>,
    /// Oldest age.
    pub age_max: Option<u32>,
}

/// The labels a model knows: the standard four and its own.
pub type Labels = BTreeMap<String, LabelAges>;

/// The rules, each of which can be switched off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rules {
    /// Rooms against household size.
    pub size: bool,
    /// Rent against the cap; the margin above it that is still accepted. `None`: switched off.
    pub rent_margin: Option<Cents>,
    /// Whether labels bind (their ages, and the applicant's needs).
    pub labels: bool,
    /// The labels declared: `ground-floor`, `wheelchair`, `senior`, `young` and the model's own.
    pub known_labels: Labels,
    /// Reserved dwellings only for those named.
    pub reserved: bool,
    /// Exclusions for the sake of liveability.
    pub liveability: bool,
    /// Districts and complexes that applicants avoid.
    pub places: bool,
    /// Region.
    pub region: bool,
    /// Days from the round's first day within which the dwelling is free and the applicant ready.
    /// `None`: switched off.
    pub dates: Option<u32>,
}

/// Several single applicants in one dwelling, a place each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sharing {
    /// Sharers at least.
    pub min: u32,
    /// Columns of the applicants whose values sharers have in common.
    pub same: Vec<String>,
    /// What a shared place takes of support, in ten-thousandths (15 000 is 1.5).
    pub support_factor: i64,
}

/// These applicants are not placed in these dwellings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Liveability {
    /// The dwellings.
    pub dwellings: Selector,
    /// The applicants.
    pub applicants: Selector,
    /// Why: shown with every dwelling it excludes.
    pub reason: String,
    /// Last day on which it holds.
    pub until: Option<Date>,
}

impl Liveability {
    /// Whether it holds on a day.
    pub fn holds_on(&self, day: Date) -> bool {
        self.until.is_none_or(|until| day <= until)
    }
}
