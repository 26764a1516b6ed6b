//! Whether a population can be drawn from: what TOML alone does not say.

use super::population::{District, Group, Home, Population, SometimesMany, Source};

/// What is wrong with a population: the table and the cause.
pub(super) type Flaw = (String, String);

/// The first thing about a population that cannot be drawn from.
pub(super) fn flaw(population: &Population) -> Option<Flaw> {
    let at = |place: String| move |cause: String| (place, cause);
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

fn of_numbers(population: &Population) -> Option<String> {
    let promised: u64 = population.sources.iter().filter_map(|source| source.per_thousand).fold(0, u64::saturating_add);
    let open = population.sources.iter().filter(|source| source.per_thousand.is_none()).count();
    first([
        (population.format != 1, format!("format {} is unknown; write format = 1", population.format)),
        (population.dwellings == 0, "dwellings must be at least 1: the model's limits are scaled by it".to_owned()),
        (promised > 1000, format!("per_thousand of the sources adds up to {promised}; keep it within 1000")),
        (open != 1, format!("{open} sources have no per_thousand; exactly one gives what is left")),
        (nothing(&weights(&population.districts, |d| d.weight)), needs_weight("the districts")),
        (nothing(&weights(&population.groups, |g| g.weight)), needs_weight("the groups")),
    ])
}

fn of_district(district: &District) -> Option<String> {
    first([(nothing(&district.complexes), needs_weight("complexes"))])
}

fn of_source(source: &Source, districts: &[District]) -> Option<String> {
    let unknown = source.district.as_ref().filter(|name| !districts.iter().any(|d| d.name == **name));
    first([
        (unknown.is_some(), format!("district {unknown:?} is not among the districts; correct the name or add it")),
        (nothing(&weights(&source.landlords, |row| row.weight)), needs_weight("landlords")),
        (nothing(&weights(&source.homes, |row| row.weight)), needs_weight("homes")),
        (source.reserved_percent > 100, above_hundred("reserved_percent")),
        (source.labels.iter().any(|row| row.percent > 100), above_hundred("labels")),
        (source.labels.iter().any(|row| row.age_from != 0), "labels: age_from is for applicants only".to_owned()),
        (source.lowered.as_ref().is_some_and(|row| row.percent > 100), above_hundred("lowered")),
        (source.lowered.as_ref().is_some_and(|row| bad(row.to, 0, RENT)), bad_range("lowered.to")),
        (bad(source.available_days, -DAYS, DAYS), bad_range("available_days")),
        (source.homes.iter().any(|home| bad(home.area, 0, 10_000)), bad_range("homes: area")),
        (source.homes.iter().any(|home| bad(home.rent, 0, RENT)), bad_range("homes: rent")),
        (source.homes.iter().any(unroomy), "homes: rooms and places are at least 1".to_owned()),
    ])
}

fn unroomy(home: &Home) -> bool {
    home.rooms == 0 || home.places == 0
}

fn of_group(group: &Group) -> Option<String> {
    let days = [&group.urgent, &group.ready];
    let many = [&group.preferred, &group.avoided_districts, &group.avoided_complexes];
    let few = |row: &SometimesMany| !(1..=100).contains(&row.most);
    first([
        (nothing(&weights(&group.households, |row| row.weight)), needs_weight("households")),
        (group.households.iter().any(|row| bad(row.age, 0, 120)), bad_range("households: age")),
        (group.households.iter().any(|row| row.adults == 0), "households: adults is at least 1".to_owned()),
        (nothing(&weights(&group.waiting, |row| row.weight)), needs_weight("waiting")),
        (group.waiting.iter().any(|row| bad(row.days, 0, DAYS)), bad_range("waiting: days")),
        (group.incomes.iter().filter_map(|row| row.euro).any(|euro| bad(euro, 0, 10_000_000)), bad_range("incomes")),
        (days.into_iter().flatten().any(|row| bad(row.days, -DAYS, DAYS)), bad_range("urgent, ready: days")),
        (days.into_iter().flatten().any(|row| row.percent > 100), above_hundred("urgent, ready")),
        (group.needs.iter().any(|row| row.percent > 100), above_hundred("needs")),
        (group.shares_percent > 100, above_hundred("shares_percent")),
        (group.support.iter().any(|row| row.hundredths.is_empty()), "support: hundredths has no amount".to_owned()),
        (group.support.iter().flat_map(|row| &row.hundredths).any(|h| *h < 0), "support: below 0".to_owned()),
        (many.into_iter().flatten().any(|row| row.percent > 100), above_hundred("preferred, avoided")),
        (many.into_iter().flatten().any(few), "preferred, avoided: most lies from 1 to 100".to_owned()),
    ])
}

/// A century: days further away are a slip of the pen.
const DAYS: i64 = 36_500;
/// Whole euros a month: more is a slip of the pen.
const RENT: i64 = 100_000;

fn first<const MANY: usize>(checks: [(bool, String); MANY]) -> Option<String> {
    checks.into_iter().find_map(|(wrong, cause)| wrong.then_some(cause))
}

fn weights<Row>(rows: &[Row], weight: impl Fn(&Row) -> u64) -> Vec<u64> {
    rows.iter().map(weight).collect()
}

fn nothing(weights: &[u64]) -> bool {
    weights.iter().all(|weight| *weight == 0) || weights.iter().any(|weight| *weight > 1_000_000_000)
}

fn needs_weight(rows: &str) -> String {
    format!("{rows}: no row can be drawn; give at least one a weight from 1 to 1000000000")
}

fn bad([from, to]: [i64; 2], least: i64, most: i64) -> bool {
    from > to || from < least || to > most
}

fn bad_range(rows: &str) -> String {
    format!("{rows}: a range is written [from, to], from not above to, within what is possible")
}

fn above_hundred(rows: &str) -> String {
    format!("{rows}: a percentage is above 100; write 0 to 100")
}
