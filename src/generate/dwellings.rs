//! The dwellings of a drawn month.

use jiff::ToSpan;
use jiff::civil::Date;

use super::chance::Chance;
use super::places::Places;
use super::population::{Home, Population, Source};
use crate::domain::{Cents, Dwelling};

/// The sources of a region's dwellings, one for each dwelling: projects give their part of the month,
/// rounded down, the open source the rest.
pub(super) fn sources(population: &Population, dwellings: u64) -> Vec<&Source> {
    let mut found = Vec::new();
    for source in &population.sources {
        let count = dwellings * source.per_thousand.unwrap_or(0) / 1000;
        found.extend((0..count).map(|_| source));
    }
    let open = population.sources.iter().filter(|source| source.per_thousand.is_none());
    let left = dwellings.saturating_sub(found.len() as u64);
    found.extend(open.flat_map(|source| (0..left).map(move |_| source)));
    found
}

/// Draws one dwelling of a source.
pub(super) fn draw(source: &Source, places: &Places, id: String, first_day: Date, chance: &mut Chance) -> Dwelling {
    let (district, complex) =
        source.district.as_ref().map_or_else(|| places.somewhere(chance), |name| places.project(name, &source.name));
    let landlord = chance.pick(&source.landlords, |row| row.weight).map(|row| row.name.clone());
    let reserved = chance.happens(source.reserved_percent);
    let available = first_day.saturating_add(chance.between(source.available_days).days());
    let mut dwelling = Dwelling {
        id,
        landlord: landlord.filter(|name| !name.is_empty()),
        region: places.region.clone(),
        complex,
        district,
        available_from: Some(available),
        ..Dwelling::default()
    };
    if reserved {
        dwelling.reserved_for.extend(source.reserved_for.iter().cloned());
    }
    if let Some(home) = chance.pick(&source.homes, |row| row.weight) {
        furnish(&mut dwelling, home, chance);
    }
    let labels = source.labels.iter().filter(|row| chance.happens(row.percent));
    dwelling.labels.extend(labels.map(|row| row.label.clone()));
    dwelling.lowest_rent = lowered(source, dwelling.rent, chance);
    dwelling
}

fn furnish(dwelling: &mut Dwelling, home: &Home, chance: &mut Chance) {
    dwelling.rooms = home.rooms;
    dwelling.area = Some(chance.between(home.area) * 100);
    dwelling.rent = chance.between(home.rent.map(|euro| euro * 100));
    dwelling.places = home.places;
    dwelling.persons_min = home.persons_min;
    dwelling.persons_max = home.persons_max;
    dwelling.labels.extend(home.labels.iter().cloned());
}

fn lowered(source: &Source, rent: Cents, chance: &mut Chance) -> Option<Cents> {
    let lowered = source.lowered.as_ref()?;
    let happens = chance.happens(lowered.percent);
    let lowest = chance.between(lowered.to.map(|euro| euro * 100));
    (happens && rent > lowered.above * 100 && lowest < rent).then_some(lowest)
}
