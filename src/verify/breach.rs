//! How far a placement is outside a rule, in the unit in which people would put it right.

use jiff::{ToSpan, civil::Date};

use crate::domain::{Applicant, Dwelling, Mode, Round, Rule};

/// What the size of a breach counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    /// Cents of rent a month.
    Cents,
    /// Rooms of the dwelling.
    Rooms,
    /// Persons of the household.
    Persons,
    /// Years of age.
    Years,
    /// Labels that the dwelling lacks.
    Labels,
    /// Days.
    Days,
    /// Nothing: the rule knows only yes and no.
    Whether,
}

impl Unit {
    /// The name in files, of a rent in euro; none where a rule knows only yes and no.
    pub fn name(self) -> Option<&'static str> {
        match self {
            Unit::Cents => Some("euro_per_month"),
            Unit::Rooms => Some("rooms"),
            Unit::Persons => Some("persons"),
            Unit::Years => Some("years"),
            Unit::Labels => Some("labels"),
            Unit::Days => Some("days"),
            Unit::Whether => None,
        }
    }
}

/// What the size of a breach of this rule counts in a dwelling: for the rule of size persons, where the dwelling has
/// bounds of its own, else rooms.
pub fn unit(dwelling: &Dwelling, rule: Rule) -> Unit {
    match rule {
        Rule::Rent => Unit::Cents,
        Rule::Size if has_own_bounds(dwelling) => Unit::Persons,
        Rule::Size => Unit::Rooms,
        Rule::Labels => Unit::Years,
        Rule::Needs => Unit::Labels,
        Rule::Dates => Unit::Days,
        _ => Unit::Whether,
    }
}

/// By how much a placement breaks a rule: cents of rent, rooms (or persons, where the dwelling has bounds
/// of its own), years of age, labels, days; 1 for a rule that knows only yes and no.
pub fn size(round: &Round, applicant: &Applicant, dwelling: &Dwelling, mode: Mode, rule: Rule) -> i64 {
    let size = match rule {
        Rule::Rent => rent(round, applicant, dwelling, mode),
        Rule::Size => rooms(round, applicant, dwelling),
        Rule::Labels => years(round, applicant, dwelling),
        Rule::Needs => labels(applicant, dwelling),
        Rule::Dates => days(round, applicant, dwelling),
        _ => 1,
    };
    size.max(1)
}

fn rent(round: &Round, applicant: &Applicant, dwelling: &Dwelling, mode: Mode) -> i64 {
    let most = round.norms.rent_cap(applicant) + round.model.rules.rent_margin.unwrap_or(0);
    let asked = match mode {
        Mode::Whole => dwelling.lowest_rent.unwrap_or(dwelling.rent).min(dwelling.rent),
        Mode::Shared => {
            let places = i64::from(dwelling.places.max(1));
            (dwelling.rent + places - 1).div_euclid(places)
        }
    };
    asked - most
}

fn rooms(round: &Round, applicant: &Applicant, dwelling: &Dwelling) -> i64 {
    let persons = applicant.persons();
    if has_own_bounds(dwelling) {
        return outside(dwelling.persons_min, persons, dwelling.persons_max);
    }
    round.norms.size_for(persons).map_or(0, |size| outside(Some(size.rooms_min), dwelling.rooms, size.rooms_max))
}

fn has_own_bounds(dwelling: &Dwelling) -> bool {
    dwelling.persons_min.is_some() || dwelling.persons_max.is_some()
}

fn years(round: &Round, applicant: &Applicant, dwelling: &Dwelling) -> i64 {
    let known = &round.model.rules.known_labels;
    let asked = dwelling.labels.iter().filter_map(|label| known.get(label));
    asked.map(|ages| outside(ages.age_min, applicant.age, ages.age_max)).max().unwrap_or(0)
}

fn labels(applicant: &Applicant, dwelling: &Dwelling) -> i64 {
    let has = |label: &str| dwelling.labels.contains(label);
    let served = |need: &String| has(need) || (need == "ground-floor" && has("wheelchair"));
    let lacking = applicant.needs.iter().filter(|need| !served(need)).count();
    i64::try_from(lacking).unwrap_or(i64::MAX)
}

fn days(round: &Round, applicant: &Applicant, dwelling: &Dwelling) -> i64 {
    let within = i64::from(round.model.rules.dates.unwrap_or(0));
    let last = round.first_day().saturating_add(within.days());
    let late = |day: Option<Date>| {
        day.and_then(|day| last.until((jiff::Unit::Day, day)).ok()).map_or(0, |span| i64::from(span.get_days()))
    };
    late(dwelling.available_from).max(late(applicant.ready_from))
}

fn outside(least: Option<u32>, value: u32, most: Option<u32>) -> i64 {
    let below = least.map_or(0, |least| i64::from(least) - i64::from(value));
    let above = most.map_or(0, |most| i64::from(value) - i64::from(most));
    below.max(above)
}
