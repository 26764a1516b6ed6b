//! What chance gives one replay, whatever a policy does with it.

use std::collections::BTreeMap;

use crate::domain::{Applicant, Dwelling, Family, MONTHS, SUPPORT_UNIT, Source, WHOLE, evenly};
use crate::generate::{Chance, Town};

use super::Setting;
use super::chain::{capacity, partners};
use super::draws::{Draws, part_of, strayed};
use super::month::supported;

/// The year as it is drawn.
pub(super) struct Drawn {
    /// Who waits when the year begins, by id.
    pub(super) stock: Vec<Applicant>,
    /// The months, January first.
    pub(super) months: Vec<DrawnMonth>,
}

/// What a month brings.
#[derive(Default)]
pub(super) struct DrawnMonth {
    /// Who comes to wait, by id.
    pub(super) arrivals: Vec<Applicant>,
    /// What comes free, by id.
    pub(super) dwellings: Vec<Fresh>,
    /// The capacity of each organisation in counting units, by the limit that states it.
    pub(super) capacity: BTreeMap<String, i64>,
    /// The capacities of partners that the model does not bound itself.
    pub(super) partners: Vec<Family>,
    /// Dwellings that come free and were agreed to be for other seekers.
    pub(super) elsewhere: u32,
}

/// A dwelling that comes free.
#[derive(Debug, Clone)]
pub(super) struct Fresh {
    pub(super) dwelling: Dwelling,
    /// Whether it is held for the groups it is reserved for until one of them has it.
    pub(super) held: bool,
    /// Whether it is a place in a temporary home, which is held too.
    pub(super) temporary: bool,
}

impl Drawn {
    pub(super) fn new(setting: &Setting, draws: Draws) -> Self {
        let town = Town::new(&setting.population);
        let mut months: Vec<DrawnMonth> = (0..MONTHS).map(|_| DrawnMonth::default()).collect();
        let stock = stock(setting, &town, draws);
        let mut people = Ids::new('A', setting.population.applicants);
        for (month, drawn) in months.iter_mut().enumerate() {
            drawn.arrivals = arrivals(setting, &town, month, draws, &mut people);
            drawn.capacity = capacities(setting, month, draws);
            drawn.partners = partners(setting, month, draws);
        }
        vacancies(setting, &town, draws, &mut months);
        Self { stock, months }
    }
}

/// Who waits when the year begins; those that search for themselves are left out.
fn stock(setting: &Setting, town: &Town<'_>, draws: Draws) -> Vec<Applicant> {
    let mut chance = draws.stream(&["stock"]);
    let day = setting.year.month(0).first_day();
    let mut ids = Ids::new('A', 0);
    let count = setting.population.applicants;
    let drawn = (0..count).map(|_| town.applicant(ids.next(), day, &mut chance));
    drawn.filter(|applicant| !setting.model.round.searches_itself(applicant)).collect()
}

fn arrivals(setting: &Setting, town: &Town<'_>, month: usize, draws: Draws, ids: &mut Ids) -> Vec<Applicant> {
    let day = setting.year.month(month).first_day();
    let mut found = Vec::new();
    for (group, households) in setting.mediated().filter_map(|group| Some((group, town.group(&group.id)?))) {
        let mut chance = draws.stream(&["arrivals", &group.id, &month.to_string()]);
        let expected = expected(setting, &group.id, month);
        let count = part_of(expected, strayed(setting.year.chances.arrivals, &mut chance), &mut chance);
        found.extend((0..count).map(|_| town.applicant_of(households, ids.next(), day, &mut chance)));
    }
    found
}

/// Households of a group that are expected in a month: a twelfth of the mean of what is needed at least and at most;
/// where that is not known, of what was decided.
fn expected(setting: &Setting, group: &str, month: usize) -> u32 {
    let need = setting.year.demand.get(group).copied().unwrap_or_default();
    let low = need.low.or(need.high);
    let high = need.high.or(need.low);
    let decided = setting.year.decision.get(group).copied().unwrap_or(0);
    let year = low.zip(high).map_or(decided, |(low, high)| (low + high).div_ceil(2));
    evenly(year)[month]
}

/// The maximum of each limit that counts the support of one organisation, in counting units.
fn capacities(setting: &Setting, month: usize, draws: Draws) -> BTreeMap<String, i64> {
    let families = setting.model.round.model.families.iter();
    let drawn = families.filter_map(|family| {
        let mut chance = draws.stream(&["capacity", &family.name, &month.to_string()]);
        let part = strayed(setting.year.chances.capacity, &mut chance);
        Some((family.name.clone(), capacity(supported(family)?, SUPPORT_UNIT, part, &mut chance)))
    });
    drawn.collect()
}

/// The dwellings of every row of the supply: a project all at once, other vacancies month by month.
fn vacancies(setting: &Setting, town: &Town<'_>, draws: Draws, months: &mut [DrawnMonth]) {
    for (row, source) in setting.year.supply.iter().enumerate() {
        let words = [source.name.as_str(), source.landlord.as_str(), &row.to_string()];
        match source.delivered {
            Some(month) => {
                let mut chance = draws.stream(&[&["delivery"], &words[..]].concat());
                let month = month + late(setting, &mut chance);
                if let Some(drawn) = months.get_mut(month) {
                    drawn.add(setting, town, source, source.dwellings, month, &mut chance);
                }
            }
            None => {
                for (month, expected) in evenly(source.dwellings).into_iter().enumerate() {
                    let mut chance = draws.stream(&[&["vacancies"], &words[..], &[&month.to_string()]].concat());
                    let part = strayed(setting.year.chances.vacancies, &mut chance);
                    let count = part_of(expected, part, &mut chance);
                    months[month].add(setting, town, source, count, month, &mut chance);
                }
            }
        }
    }
    for (month, drawn) in months.iter_mut().enumerate() {
        for (number, fresh) in drawn.dwellings.iter_mut().enumerate() {
            fresh.dwelling.id = format!("D{:02}-{:05}", month + 1, number + 1);
        }
    }
}

/// Months that a delivery is late.
fn late(setting: &Setting, chance: &mut Chance) -> usize {
    let chances = setting.year.chances;
    let is_late = chance.below(WHOLE.unsigned_abs()) < chances.late.unsigned_abs();
    let months = chance.below(u64::from(chances.late_months)) + 1;
    if is_late && chances.late_months > 0 { usize::try_from(months).unwrap_or(MONTHS) } else { 0 }
}

impl DrawnMonth {
    fn add(
        &mut self,
        setting: &Setting,
        town: &Town<'_>,
        source: &Source,
        count: u32,
        month: usize,
        chance: &mut Chance,
    ) {
        let Some(homes) = town.source(&source.name) else { return };
        let day = setting.year.month(month).first_day();
        let mut found = Vec::new();
        for _ in 0..count {
            let mut dwelling = town.dwelling(homes, String::new(), day, chance);
            dwelling.landlord = Some(source.landlord.clone()).filter(|name| !name.is_empty());
            let held = source.delivered.is_some() && !dwelling.reserved_for.is_empty();
            found.push(Fresh { dwelling, held, temporary: false });
        }
        self.elsewhere += left_to_others(source, month, &mut found);
        self.dwellings.append(&mut found);
    }
}

/// Leaves to other seekers what is more than was agreed for the groups, which have the reserved ones first; how many.
fn left_to_others(source: &Source, month: usize, found: &mut Vec<Fresh>) -> u32 {
    let Some(agreed) = source.for_groups else { return 0 };
    let most = if source.delivered.is_some() { agreed } else { evenly(agreed)[month] };
    let drawn = found.len();
    found.sort_by_key(|fresh| fresh.dwelling.reserved_for.is_empty());
    found.truncate(usize::try_from(most).unwrap_or(usize::MAX));
    u32::try_from(drawn - found.len()).unwrap_or(0)
}

/// Ids in the order of drawing, so that they sort as they were drawn.
struct Ids {
    letter: char,
    last: u32,
}

impl Ids {
    fn new(letter: char, last: u32) -> Self {
        Self { letter, last }
    }

    fn next(&mut self) -> String {
        self.last += 1;
        format!("{}{:07}", self.letter, self.last)
    }
}
