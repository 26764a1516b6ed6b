//! The names of regions, districts and complexes.

use super::chance::Chance;
use super::population::{District, SometimesMany};

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
    pub(super) fn new(districts: &[District], index: u32, regions: u32) -> Self {
        let digits = regions.to_string().len().max(2);
        let region = (regions > 1).then(|| format!("Region {:0digits$}", index + 1));
        let place = |(number, district): (usize, &District)| {
            let name =
                region.as_ref().map_or_else(|| district.name.clone(), |r| format!("{r} district {:02}", number + 1));
            let named = |(number, weight): (usize, &u64)| (format!("{name} {}", number + 1), *weight);
            let complexes = district.complexes.iter().enumerate().map(named).collect();
            Place { origin: district.name.clone(), name, weight: district.weight, complexes }
        };
        let districts = districts.iter().enumerate().map(place).collect();
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
        let complex = self.region.as_ref().map_or_else(|| project.to_owned(), |region| format!("{region} {project}"));
        (name, Some(complex))
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
