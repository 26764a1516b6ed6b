//! What a plan comes to: by group, landlord and partner, in persons, and what is left for regular seekers.

use std::collections::BTreeMap;

use crate::domain::{Hundredths, MONTHS, Source, Supply, WHOLE, Year};

use super::about::{Home, SharedHomes, Way, is_larger, is_mediated, kept, wait_when_let, waits_unlet};
use super::program::Program;

/// A number for every month.
pub type Months = [u32; MONTHS];

/// Who lives where, in whole households and dwellings.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Placements {
    /// Households by way; ways that nobody takes are left out.
    pub households: Vec<(Way, u32)>,
    /// Dwellings that are shared.
    pub shared: Vec<(SharedHomes, u32)>,
}

impl Placements {
    /// Reads them off whole columns.
    pub fn of(program: &Program<'_>, columns: &[u32]) -> Self {
        let (ways, shared) = columns.split_at(program.ways.len());
        let taken = |number: &u32| *number > 0;
        Self {
            households: program.ways.iter().copied().zip(ways.iter().copied()).filter(|(_, n)| taken(n)).collect(),
            shared: program.shared.iter().copied().zip(shared.iter().copied()).filter(|(_, n)| taken(n)).collect(),
        }
    }

    /// Households that pass.
    pub fn count(&self, passes: impl Fn(&Way) -> bool) -> u32 {
        self.households.iter().filter(|(way, _)| passes(way)).map(|(_, number)| number).sum()
    }

    /// Places by group and month; every group with a number in the decision has its row.
    pub fn by_group(&self, year: &Year) -> BTreeMap<String, Months> {
        let mut groups: BTreeMap<String, Months> =
            year.decision.keys().map(|group| (group.clone(), [0; MONTHS])).collect();
        for (way, number) in &self.households {
            if let Some(months) = groups.get_mut(&year.streams[way.stream].group) {
                months[way.month] += number;
            }
        }
        groups
    }

    /// The differences between the households of a group and organisation in one month and the next, all together.
    pub fn steps(&self, year: &Year) -> u32 {
        (0..year.streams.len()).map(|stream| self.steps_of(|way| way.stream == stream)).sum()
    }

    /// The differences between the vacancies that a landlord is asked for in one month and the next, all together.
    pub fn landlord_steps(&self, year: &Year) -> u32 {
        let vacancies = (0..year.supply.len()).filter(|source| year.supply[*source].kind == Supply::Mutation);
        let is_asked = |way: &Way| is_mediated(year, &year.streams[way.stream].group);
        vacancies.map(|source| self.steps_of(|way| way.home.source() == Some(source) && is_asked(way))).sum()
    }

    fn steps_of(&self, passes: impl Fn(&Way) -> bool) -> u32 {
        let months: [u32; MONTHS] = std::array::from_fn(|month| self.count(|way| way.month == month && passes(way)));
        months.windows(2).map(|pair| pair[0].abs_diff(pair[1])).sum()
    }

    /// Places that landlords are asked for in dwellings of some sorts, by month; temporary places and those of groups that
    /// search for themselves are left out.
    pub fn by_landlord(&self, program: &Program<'_>, counts: impl Fn(Supply) -> bool) -> BTreeMap<String, Months> {
        let year = program.year;
        let mut landlords: BTreeMap<String, Months> =
            year.supply.iter().map(|source| (source.landlord.clone(), [0; MONTHS])).collect();
        for (way, number) in &self.households {
            let source = way.home.source().filter(|_| program.is_mediated(&year.streams[way.stream].group));
            let source = source.filter(|source| counts(year.supply[*source].kind));
            if let Some(months) = source.and_then(|source| landlords.get_mut(&year.supply[source].landlord)) {
                months[way.month] += number;
            }
        }
        landlords
    }

    /// Places that are offered, by month.
    pub fn offered(&self, program: &Program<'_>) -> Months {
        let mediated = |way: &Way| program.is_mediated(&program.year.streams[way.stream].group);
        std::array::from_fn(|month| self.count(|way| way.month == month && mediated(way)))
    }

    /// What each partner takes on, by month, in ten-thousandths.
    pub fn loads(&self, program: &Program<'_>) -> Vec<[i64; MONTHS]> {
        let of = |partner| {
            let mut months = [0; MONTHS];
            for (way, number) in &self.households {
                months[way.month] += program.load(partner, way) * i64::from(*number);
            }
            months
        };
        program.year.partners.iter().map(of).collect()
    }

    /// Persons of a group that are housed in each half year, in hundredths: by the households' average.
    pub fn persons(&self, year: &Year, group: &str) -> [Hundredths; 2] {
        let mut halves = [0; 2];
        for (way, number) in &self.households {
            let stream = &year.streams[way.stream];
            if stream.group == group {
                halves[way.month * 2 / MONTHS] += stream.persons * i64::from(*number);
            }
        }
        halves
    }

    /// Dwellings that the groups use, of each source and size.
    pub fn used(&self, year: &Year) -> Vec<[u32; 3]> {
        let mut used = vec![[0; 3]; year.supply.len()];
        for (way, number) in &self.households {
            if let Home::Own(source, size) = way.home {
                used[source][size.index()] += number;
            }
        }
        for (homes, number) in &self.shared {
            used[homes.source][homes.size.index()] += number;
        }
        used
    }

    /// Households in a home of their own that is of a larger size than they are.
    pub fn larger(&self) -> u32 {
        self.count(is_larger)
    }

    /// What becomes of the dwellings of every project.
    pub fn projects(&self, year: &Year) -> Vec<Project> {
        let used = self.used(year);
        let delivered = (0..year.supply.len()).filter(|source| year.supply[*source].delivered.is_some());
        let project = |source: usize| {
            let kept = kept(&year.supply[source]);
            let let_to_groups = used[source].iter().sum();
            let waited = self.waited(&year.supply[source], source);
            Project { source, kept, let_to_groups, unused: kept.saturating_sub(let_to_groups), waited }
        };
        delivered.map(project).collect()
    }

    /// Months that a project's dwellings wait: those kept for the groups until they are let or the year ends, others until
    /// they are let to them.
    fn waited(&self, source: &Source, index: usize) -> u32 {
        let own = self.households.iter().filter(|(way, _)| matches!(way.home, Home::Own(of, _) if of == index));
        let shared = self.shared.iter().filter(|(homes, _)| homes.source == index);
        let months =
            own.map(|(way, number)| (way.month, number)).chain(shared.map(|(homes, number)| (homes.month, number)));
        let later: i64 = months.map(|(month, number)| wait_when_let(source, month) * i64::from(*number)).sum();
        u32::try_from(waits_unlet(source) + later).unwrap_or(0)
    }
}

/// What becomes of the dwellings of a project.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Project {
    /// The project, by its place in the year's supply.
    pub source: usize,
    /// Dwellings that are kept for the groups.
    pub kept: u32,
    /// Dwellings let to the groups.
    pub let_to_groups: u32,
    /// Dwellings kept for the groups and not let to them when the year ends.
    pub unused: u32,
    /// Months that its dwellings wait, all together.
    pub waited: u32,
}

/// Dwellings that are left for regular seekers, those that the groups cannot use among them. What is kept for the groups and not let to
/// them stays empty, and is no part of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Left {
    /// By size.
    pub sizes: [u32; 3],
    /// By district, as far as it is told; mutations by the districts' parts, in hundredths of a dwelling.
    pub districts: BTreeMap<String, Hundredths>,
    /// Hundredths of a dwelling of which the district is not told.
    pub elsewhere: Hundredths,
    /// Dwellings beside them that are kept for the groups and not let to them when the year ends.
    pub kept: u32,
}

impl Left {
    /// What is left where the groups use so many dwellings of each source and size.
    pub fn of(year: &Year, used: &[[u32; 3]]) -> Self {
        let mut left = Left::default();
        for (source, used) in year.supply.iter().zip(used) {
            let rest = [0, 1, 2].map(|size: usize| source.sizes[size].saturating_sub(used[size]));
            let empty = kept(source).saturating_sub(used.iter().sum());
            let rest = without(rest, empty);
            left.kept += empty;
            left.sizes.iter_mut().zip(rest).for_each(|(all, rest)| *all += rest);
            let dwellings = i64::from(rest.iter().sum::<u32>());
            match &source.district {
                Some(district) => *left.districts.entry(district.clone()).or_default() += dwellings * 100,
                None if source.kind == Supply::Mutation && !year.districts.is_empty() => {
                    for (district, part) in &year.districts {
                        *left.districts.entry(district.clone()).or_default() += dwellings * 100 * part / WHOLE;
                    }
                }
                None => left.elsewhere += dwellings * 100,
            }
        }
        left
    }

    /// All of them, without those that are kept.
    pub fn total(&self) -> u32 {
        self.sizes.iter().sum()
    }
}

/// Dwellings by size without so many of them, taken off in proportion to the sizes: which ones stay empty nothing says.
fn without(rest: [u32; 3], empty: u32) -> [u32; 3] {
    let (all, empty) = (u64::from(rest.iter().sum::<u32>()), u64::from(empty));
    let (mut until, mut before) = (0, 0);
    rest.map(|number| {
        until += u64::from(number);
        let off = (2 * empty * until + all) / (2 * all.max(1));
        let here = off.saturating_sub(before);
        before = off;
        number.saturating_sub(u32::try_from(here).unwrap_or(u32::MAX))
    })
}

#[cfg(test)]
mod tests {
    use super::without;

    #[test]
    fn dwellings_that_stay_empty_are_taken_off_in_proportion_to_the_sizes() {
        assert_eq!(without([97, 32, 11], 0), [97, 32, 11]);
        assert_eq!(without([60, 30, 10], 10), [54, 27, 9]);
        assert_eq!(without([1, 1, 1], 2).iter().sum::<u32>(), 1);
        assert_eq!(without([5, 0, 2], 7), [0, 0, 0]);
        assert_eq!(without([0, 0, 0], 0), [0, 0, 0]);
    }
}
