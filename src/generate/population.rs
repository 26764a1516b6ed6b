//! `population.toml`: how a synthetic month is drawn. Every weight is relative to its neighbours.

use serde::Deserialize;

/// How a model's synthetic months are drawn.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Population {
    /// Version of the format: 1.
    pub format: u32,
    /// Dwellings of a month unless asked otherwise; the limits of the model fit this number.
    pub dwellings: u32,
    /// Applicants of a month unless asked otherwise.
    pub applicants: u32,
    /// Where the dwellings lie.
    #[serde(rename = "district")]
    pub districts: Vec<District>,
    /// Where the dwellings come from.
    #[serde(rename = "source")]
    pub sources: Vec<Source>,
    /// Who waits.
    #[serde(rename = "group")]
    pub groups: Vec<Group>,
}

/// A district of the city.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct District {
    /// Its name.
    pub name: String,
    /// Its part of the dwellings and of the applicants' preferences.
    pub weight: u64,
    /// The weight of each of its complexes; the first is named `NAME 1`.
    pub complexes: Vec<u64>,
}

/// Dwellings of one origin: homes that are let again, or a project.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Its name; the name of the complex too when it has a `district` of its own.
    pub name: String,
    /// Of every thousand dwellings of the month, so many; without it the source gives what is left.
    pub per_thousand: Option<u64>,
    /// The district of a project; without it the dwellings spread over all districts and complexes.
    pub district: Option<String>,
    /// Who lets them.
    pub landlords: Vec<Named>,
    /// Groups or organisations for which they are reserved.
    #[serde(default)]
    pub reserved_for: Vec<String>,
    /// How many of a hundred are reserved.
    #[serde(default)]
    pub reserved_percent: u64,
    /// Day on which a dwelling is free, counted from the round's first day.
    pub available_days: [i64; 2],
    /// Labels of each dwelling on top of its type's.
    #[serde(default)]
    pub labels: Vec<LabelChance>,
    /// How the landlord lowers rents.
    pub lowered: Option<Lowered>,
    /// The types of dwelling.
    pub homes: Vec<Home>,
}

/// A name and how often it is drawn.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Named {
    /// The name; empty means none.
    pub name: String,
    /// How often, relative to the others.
    pub weight: u64,
}

/// A label and the chance of it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LabelChance {
    /// The label.
    pub label: String,
    /// In so many of a hundred.
    pub percent: u64,
    /// Only for an oldest of at least this age, in years; for applicants.
    #[serde(default)]
    pub age_from: i64,
}

/// Dear dwellings that the landlord lets down.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lowered {
    /// Rents above this, in whole euros a month, may be lowered.
    pub above: i64,
    /// How many of a hundred of those are.
    pub percent: u64,
    /// The lowest rent, in whole euros a month.
    pub to: [i64; 2],
}

/// A type of dwelling.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Home {
    /// How often, relative to the other types of the source.
    pub weight: u64,
    /// Rooms, the living room included.
    pub rooms: u32,
    /// Floor area in whole square metres.
    pub area: [i64; 2],
    /// Rent in whole euros a month; drawn to the cent.
    pub rent: [i64; 2],
    /// Places for single applicants when shared.
    #[serde(default = "one")]
    pub places: u32,
    /// The dwelling's own least household size.
    pub persons_min: Option<u32>,
    /// The dwelling's own greatest household size.
    pub persons_max: Option<u32>,
    /// Labels that every dwelling of this type has.
    #[serde(default)]
    pub labels: Vec<String>,
}

/// The households of a target group.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// The group's id in the model.
    pub id: String,
    /// Its part of the applicants.
    pub weight: u64,
    /// Who they are.
    pub households: Vec<Household>,
    /// What they earn; a row without `euro` leaves the income empty. Without rows: all empty.
    #[serde(default)]
    pub incomes: Vec<Income>,
    /// How long they have been registered, in days.
    pub waiting: Vec<Span>,
    /// Urgency, in days from the round's first day.
    pub urgent: Option<SometimesDays>,
    /// The day from which they can move, in days from the round's first day.
    pub ready: Option<SometimesDays>,
    /// Labels they need.
    #[serde(default)]
    pub needs: Vec<LabelChance>,
    /// How many of a hundred single applicants accept a shared dwelling.
    #[serde(default)]
    pub shares_percent: u64,
    /// Who supports them; an empty name means nobody. Without rows: nobody.
    #[serde(default)]
    pub organisations: Vec<Named>,
    /// How much support they need at the start. Without rows: none.
    #[serde(default)]
    pub support: Vec<Support>,
    /// Preferred districts.
    pub preferred: Option<SometimesMany>,
    /// Districts they avoid.
    pub avoided_districts: Option<SometimesMany>,
    /// Complexes they avoid.
    pub avoided_complexes: Option<SometimesMany>,
}

/// A composition of households, with the age of the oldest.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Household {
    /// How often.
    pub weight: u64,
    /// Adults.
    pub adults: u32,
    /// Children.
    #[serde(default)]
    pub children: u32,
    /// Age of the oldest, in years.
    pub age: [i64; 2],
}

/// A span of incomes.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Income {
    /// How often.
    pub weight: u64,
    /// Whole euros a year, drawn in tens; left out means unknown.
    pub euro: Option<[i64; 2]>,
}

/// A span of days.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Span {
    /// How often.
    pub weight: u64,
    /// Days.
    pub days: [i64; 2],
}

/// A day that some have.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SometimesDays {
    /// How many of a hundred.
    pub percent: u64,
    /// Days from the round's first day.
    pub days: [i64; 2],
}

/// Several names that some have.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SometimesMany {
    /// How many of a hundred.
    pub percent: u64,
    /// So many at most, at least one.
    pub most: i64,
}

/// A support level with its amounts.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Support {
    /// How often.
    pub weight: u64,
    /// The level.
    pub level: String,
    /// The amounts that occur, each as often, in hundredths of a unit.
    pub hundredths: Vec<i64>,
}

fn one() -> u32 {
    1
}
