//! The names of regions, districts and complexes.

use super::chance::Chance;
use super::population::{District, SometimesMany};

/// The name of region number `index`, from 0, of `regions`; none when the round is one city.
pub(super) fn region_name(index: u64, regions: u64) -> Option<String> {
    let digits = regions.to_string().len().max(2);
    (regions > 1).then(|| format!("Region {:0digits$}", index + 1))
}

/// The name of a district or complex in a region: the city's own, behind that of the region, so that no
/// two regions have one in common.
pub(super) fn name_in(region: Option<&str>, name: &str) -> String {
    region.map_or_else(|| name.to_owned(), |region| format!("{region} {name}"))
}

/// Where the drawn dwellings and applicants are: the city of the population, or one of several regions
/// that are alike and have names of their own.
#[derive(Debug, Clone)]
pub(super) struct Places {
    /// The region; none when the round is one city.
    pub(super) region: Option<String>,
    districts: Vec<Place>,
}

#[derive(Debug, Clone)]
struct Place {
    origin: String,
    name: String,
    weight: u64,
    complexes: Vec<(String, u64)>,
}

impl Places {
    /// The places of region number `index` of `regions`.
    pub(super) fn new(districts: &[District], index: u64, regions: u64) -> Self {
        let region = region_name(index, regions);
        let place = |district: &District| {
            let name = name_in(region.as_deref(), &district.name);
            let named = |(number, weight): (usize, &u64)| (format!("{name} {}", number + 1), *weight);
            let complexes = district.complexes.iter().enumerate().map(named).collect();
            Place { origin: district.name.clone(), name, weight: district.weight, complexes }
        };
        let districts = districts.iter().map(place).collect();
        Self { region, districts }
    }

    /// A district and one of its complexes.
    pub(super) fn somewhere(&self, chance: &mut Chance) -> (Option<String>, Option<String>) {
        let district = chance.pick(&self.districts, |place| place.weight);
        let complex = district.and_then(|place| chance.pick(&place.complexes, |complex| complex.1));
        (district.map(|place| place.name.clone()), complex.map(|complex| complex.0.clone()))
    }

    /// The district and the complex of a project that is in a district of the population.
    pub(super) fn project(&self, district: &str, project: &str) -> (Option<String>, Option<String>) {
        let name = self.districts.iter().find(|place| place.origin == district).map(|place| place.name.clone());
        (name, Some(name_in(self.region.as_deref(), project)))
    }

    /// Districts that an applicant names; those with more dwellings are named more often.
    pub(super) fn districts(&self, wanted: Option<&SometimesMany>, chance: &mut Chance) -> Vec<String> {
        let draws = how_many(wanted, chance);
        let place = |_| chance.pick(&self.districts, |place| place.weight);
        (0..draws).filter_map(place).map(|place| place.name.clone()).collect()
    }

    /// Complexes that an applicant names.
    pub(super) fn complexes(&self, wanted: Option<&SometimesMany>, chance: &mut Chance) -> Vec<String> {
        let draws = how_many(wanted, chance);
        (0..draws).filter_map(|_| self.somewhere(chance).1).collect()
    }
}

fn how_many(wanted: Option<&SometimesMany>, chance: &mut Chance) -> i64 {
    wanted.filter(|wanted| chance.happens(wanted.percent)).map_or(0, |wanted| chance.between([1, wanted.most]))
}
