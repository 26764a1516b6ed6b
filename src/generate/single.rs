//! Single dwellings and households of a population, for whoever puts months of its own together.

use jiff::civil::Date;

use super::chance::Chance;
use super::places::Places;
use super::population::{Group, Population, Source};
use super::{applicants, dwellings};
use crate::domain::{Applicant, Dwelling};

/// The city of a population, out of which dwellings and households are drawn one by one.
pub struct Town<'a> {
    population: &'a Population,
    places: Places,
}

impl<'a> Town<'a> {
    /// The city of this population; its columns `region` stay empty.
    pub fn new(population: &'a Population) -> Self {
        Self { population, places: Places::new(&population.districts, 0, 1) }
    }

    /// The households of a group; `None` where the population has none.
    pub fn group(&self, id: &str) -> Option<&'a Group> {
        self.population.groups.iter().find(|group| group.id == id)
    }

    /// The dwellings of a project, else those that come free anywhere.
    pub fn source(&self, name: &str) -> Option<&'a Source> {
        let named = self.population.sources.iter().find(|source| source.name == name);
        named.or_else(|| self.population.sources.iter().find(|source| source.per_thousand.is_none()))
    }

    /// One of those who wait, of any group, as they are on this day.
    pub fn applicant(&self, id: String, day: Date, chance: &mut Chance) -> Applicant {
        applicants::draw(self.population, &self.places, id, day, chance)
    }

    /// A household of a group, as it is on this day.
    pub fn applicant_of(&self, group: &Group, id: String, day: Date, chance: &mut Chance) -> Applicant {
        applicants::of_group(group, &self.places, id, day, chance)
    }

    /// A dwelling of a source; its days count from this one.
    pub fn dwelling(&self, source: &Source, id: String, day: Date, chance: &mut Chance) -> Dwelling {
        dwellings::draw(source, &self.places, id, day, chance)
    }
}
