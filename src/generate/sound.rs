//! Whether a population can be drawn from: what TOML alone does not say.

use super::population::{District, Group, Home, Population, SometimesMany, Source};

/// Why a population cannot be drawn from; texts name the rows that it is about.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    /// Of a form that this version does not know.
    #[error("format {0} is unknown; write format = 1")]
    Format(u32),
    /// No dwellings.
    #[error("dwellings must be at least 1: the model's limits are scaled by it")]
    NoDwellings,
    /// The sources promise more than the whole.
    #[error("per_thousand of the sources adds up to {0}; keep it within 1000")]
    PerThousand(u64),
    /// So many sources give what is left.
    #[error("{0} sources have no per_thousand; exactly one gives what is left")]
    OpenSources(usize),
    /// No row has a weight that can be drawn.
    #[error("{0}: no row can be drawn; give at least one a weight from 1 to 1000000000")]
    Weight(&'static str),
    /// A source is in a district that is not listed.
    #[error("district \"{0}\" is not among the districts; correct the name or add it")]
    DistrictUnknown(String),
    /// A percentage above 100.
    #[error("{0}: a percentage is above 100; write 0 to 100")]
    AboveHundred(&'static str),
    /// An age where labels of dwellings are drawn.
    #[error("labels: age_from is for applicants only")]
    AgeFrom,
    /// A range the wrong way round, or beyond what is possible.
    #[error("{0}: a range is written [from, to], from not above to, within what is possible")]
    Range(&'static str),
    /// A home without a room or place.
    #[error("homes: rooms and places are at least 1")]
    Unroomy,
    /// A household without adults.
    #[error("households: adults is at least 1")]
    NoAdults,
    /// A support level without an amount.
    #[error("support: hundredths has no amount")]
    NoSupport,
    /// A support amount below 0.
    #[error("support: below 0")]
    SupportBelow,
    /// A number of names that cannot be drawn.
    #[error("preferred, avoided: most lies from 1 to 100")]
    Most,
}

/// The first thing about a population that cannot be drawn from, with the table it is in.
pub(super) fn flaw(population: &Population) -> Option<(String, Flaw)> {
    let at = |place: String| move |flaw: Flaw| (place, flaw);
    of_numbers(population)
        .map(at("population".to_owned()))
        .or_else(|| {
            population.districts.iter().find_map(|d| of_district(d).map(at(format!("district \"{}\"", d.name))))
        })
        .or_else(|| {
            let source = |s: &Source| of_source(s, &population.districts).map(at(format!("source \"{}\"", s.name)));
            population.sources.iter().find_map(source)
        })
        .or_else(|| population.groups.iter().find_map(|g| of_group(g).map(at(format!("group \"{}\"", g.id)))))
}

fn of_numbers(population: &Population) -> Option<Flaw> {
    let promised: u64 = population.sources.iter().filter_map(|source| source.per_thousand).fold(0, u64::saturating_add);
    let open = population.sources.iter().filter(|source| source.per_thousand.is_none()).count();
    first([
        (population.format != 1, Flaw::Format(population.format)),
        (population.dwellings == 0, Flaw::NoDwellings),
        (promised > 1000, Flaw::PerThousand(promised)),
        (open != 1, Flaw::OpenSources(open)),
        (nothing(&weights(&population.districts, |d| d.weight)), Flaw::Weight("the districts")),
        (nothing(&weights(&population.groups, |g| g.weight)), Flaw::Weight("the groups")),
    ])
}

fn of_district(district: &District) -> Option<Flaw> {
    first([(nothing(&district.complexes), Flaw::Weight("complexes"))])
}

fn of_source(source: &Source, districts: &[District]) -> Option<Flaw> {
    let unknown = source.district.as_ref().filter(|name| !districts.iter().any(|d| d.name == **name));
    first([
        (unknown.is_some(), Flaw::DistrictUnknown(unknown.cloned().unwrap_or_default())),
        (nothing(&weights(&source.landlords, |row| row.weight)), Flaw::Weight("landlords")),
        (nothing(&weights(&source.homes, |row| row.weight)), Flaw::Weight("homes")),
        (source.reserved_percent > 100, Flaw::AboveHundred("reserved_percent")),
        (source.labels.iter().any(|row| row.percent > 100), Flaw::AboveHundred("labels")),
        (source.labels.iter().any(|row| row.age_from != 0), Flaw::AgeFrom),
        (source.lowered.as_ref().is_some_and(|row| row.percent > 100), Flaw::AboveHundred("lowered")),
        (source.lowered.as_ref().is_some_and(|row| bad(row.to, 0, RENT)), Flaw::Range("lowered.to")),
        (bad(source.available_days, -DAYS, DAYS), Flaw::Range("available_days")),
        (source.homes.iter().any(|home| bad(home.area, 0, 10_000)), Flaw::Range("homes: area")),
        (source.homes.iter().any(|home| bad(home.rent, 0, RENT)), Flaw::Range("homes: rent")),
        (source.homes.iter().any(unroomy), Flaw::Unroomy),
    ])
}

fn unroomy(home: &Home) -> bool {
    home.rooms == 0 || home.places == 0
}

fn of_group(group: &Group) -> Option<Flaw> {
    let days = [&group.urgent, &group.ready];
    let many = [&group.preferred, &group.avoided_districts, &group.avoided_complexes];
    let few = |row: &SometimesMany| !(1..=100).contains(&row.most);
    first([
        (nothing(&weights(&group.households, |row| row.weight)), Flaw::Weight("households")),
        (group.households.iter().any(|row| bad(row.age, 0, 120)), Flaw::Range("households: age")),
        (group.households.iter().any(|row| row.adults == 0), Flaw::NoAdults),
        (nothing(&weights(&group.waiting, |row| row.weight)), Flaw::Weight("waiting")),
        (group.waiting.iter().any(|row| bad(row.days, 0, DAYS)), Flaw::Range("waiting: days")),
        (group.incomes.iter().filter_map(|row| row.euro).any(|euro| bad(euro, 0, 10_000_000)), Flaw::Range("incomes")),
        (days.into_iter().flatten().any(|row| bad(row.days, -DAYS, DAYS)), Flaw::Range("urgent, ready: days")),
        (days.into_iter().flatten().any(|row| row.percent > 100), Flaw::AboveHundred("urgent, ready")),
        (group.needs.iter().any(|row| row.percent > 100), Flaw::AboveHundred("needs")),
        (group.shares_percent > 100, Flaw::AboveHundred("shares_percent")),
        (group.support.iter().any(|row| row.hundredths.is_empty()), Flaw::NoSupport),
        (group.support.iter().flat_map(|row| &row.hundredths).any(|h| *h < 0), Flaw::SupportBelow),
        (many.into_iter().flatten().any(|row| row.percent > 100), Flaw::AboveHundred("preferred, avoided")),
        (many.into_iter().flatten().any(few), Flaw::Most),
    ])
}

/// A century: days further away are a slip of the pen.
const DAYS: i64 = 36_500;
/// Whole euros a month: more is a slip of the pen.
const RENT: i64 = 100_000;

fn first<const MANY: usize>(checks: [(bool, Flaw); MANY]) -> Option<Flaw> {
    checks.into_iter().find_map(|(wrong, flaw)| wrong.then_some(flaw))
}

fn weights<Row>(rows: &[Row], weight: impl Fn(&Row) -> u64) -> Vec<u64> {
    rows.iter().map(weight).collect()
}

fn nothing(weights: &[u64]) -> bool {
    weights.iter().all(|weight| *weight == 0) || weights.iter().any(|weight| *weight > 1_000_000_000)
}

fn bad([from, to]: [i64; 2], least: i64, most: i64) -> bool {
    from > to || from < least || to > most
}
