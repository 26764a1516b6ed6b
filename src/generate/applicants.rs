//! The applicants of a drawn month.

use jiff::ToSpan;
use jiff::civil::Date;

use super::chance::Chance;
use super::places::Places;
use super::population::{Group, Population, SometimesDays};
use crate::domain::{Applicant, Cents, Hundredths};

/// The support level of a household that gets none.
const NO_SUPPORT: &str = "none";

/// Draws one applicant.
pub(super) fn draw(
    population: &Population,
    places: &Places,
    id: String,
    first_day: Date,
    chance: &mut Chance,
) -> Applicant {
    match chance.pick(&population.groups, |group| group.weight) {
        Some(group) => of_group(group, places, id, first_day, chance),
        None => Applicant { id, adults: 1, ..Applicant::default() },
    }
}

/// Draws one applicant of a group.
pub(super) fn of_group(group: &Group, places: &Places, id: String, first_day: Date, chance: &mut Chance) -> Applicant {
    let mut applicant =
        Applicant { id, group: group.id.clone(), region: places.region.clone(), ..Applicant::default() };
    compose(&mut applicant, group, chance);
    applicant.income = income(group, chance);
    let waited = chance.pick(&group.waiting, |row| row.weight).map_or([0, 0], |row| row.days);
    applicant.registered = first_day.saturating_sub(chance.between(waited).days());
    applicant.urgent_until = some_day(group.urgent.as_ref(), first_day, chance);
    applicant.ready_from = some_day(group.ready.as_ref(), first_day, chance);
    support(&mut applicant, group, chance);
    applicant.districts.extend(places.districts(group.preferred.as_ref(), chance));
    applicant.avoid_districts.extend(places.districts(group.avoided_districts.as_ref(), chance));
    applicant.avoid_complexes.extend(places.complexes(group.avoided_complexes.as_ref(), chance));
    // Nobody both prefers and avoids a district.
    let avoided = std::mem::take(&mut applicant.avoid_districts);
    applicant.avoid_districts = avoided.difference(&applicant.districts).cloned().collect();
    applicant
}

fn compose(applicant: &mut Applicant, group: &Group, chance: &mut Chance) {
    let Some(household) = chance.pick(&group.households, |row| row.weight) else { return };
    let age = chance.between(household.age);
    applicant.adults = household.adults;
    applicant.children = household.children;
    applicant.age = u32::try_from(age).unwrap_or(0);
    let needs = group.needs.iter().filter(|row| chance.happens(row.percent) && age >= row.age_from);
    applicant.needs.extend(needs.map(|row| row.label.clone()));
    let shares = chance.happens(group.shares_percent);
    applicant.shares = shares && applicant.persons() == 1;
}

fn income(group: &Group, chance: &mut Chance) -> Option<Cents> {
    let [from, to] = chance.pick(&group.incomes, |row| row.weight)?.euro?;
    // Tens of euros: a declared income is rounded, and equal incomes occur.
    Some(chance.between([from / 10, to / 10]) * 1000)
}

fn some_day(row: Option<&SometimesDays>, first_day: Date, chance: &mut Chance) -> Option<Date> {
    let row = row.filter(|row| chance.happens(row.percent))?;
    Some(first_day.saturating_add(chance.between(row.days).days()))
}

/// Without an organisation nobody gives the support, and the level is that of no support.
fn support(applicant: &mut Applicant, group: &Group, chance: &mut Chance) {
    let organisation = chance.pick(&group.organisations, |row| row.weight);
    applicant.organisation = organisation.map(|row| row.name.clone()).filter(|name| !name.is_empty());
    let Some(row) = chance.pick(&group.support, |row| row.weight) else { return };
    let amount = one_of(&row.hundredths, chance);
    let supported = applicant.organisation.is_some();
    applicant.support = if supported { amount } else { 0 };
    applicant.support_level = Some(if supported { row.level.clone() } else { NO_SUPPORT.to_owned() });
}

fn one_of(amounts: &[Hundredths], chance: &mut Chance) -> Hundredths {
    chance.pick(amounts, |_| 1).copied().unwrap_or(0)
}
