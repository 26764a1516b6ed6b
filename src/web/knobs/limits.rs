//! The settings of limits: the bounds of each, and of every one that an `each` makes.

use rust_decimal::Decimal;

use super::{Knob, Shelf, Sort, dial};
use crate::domain::{Bound, Counts, Family, Language, Limit, Limits, Round};
use crate::report::words::{either, units};

/// The minimum and the maximum of every limit, as far as it has them; behind each those of its members.
pub(super) fn of_limits(round: &Round, language: Language) -> Vec<Knob> {
    let stated = round.spread_limits(); // as the model bounds them, whatever a round changed for one alone
    let families = round.model.families.iter().enumerate();
    families.flat_map(|(number, family)| of_family(number, family, (round, &stated), language)).collect()
}

fn of_family(number: usize, family: &Family, (round, stated): (&Round, &Limits), language: Language) -> Vec<Knob> {
    let dials = Dials { family, round, unit: units(language, family.counts, 2 * family.counts.unit()), language };
    let name = match &family.each {
        Some((_, column)) => format!("{} ({} {column})", family.title(language), either(language, "each", "per")),
        None => family.title(language).to_owned(),
    };
    let mut knobs = Vec::new();
    for (key, shelf) in [("min", Shelf::Minimums), ("max", Shelf::Maximums)] {
        let Some(own) = dials.of_bound(key, shelf, &name) else { continue };
        let members = round.limits.limits.iter().filter(|limit| limit.family == number && limit.value.is_some());
        let members: Vec<Knob> = members.filter_map(|limit| dials.of_member(limit, stated, &own, key)).collect();
        knobs.push(own);
        knobs.extend(members);
    }
    knobs
}

/// What the sliders of one family have in common.
struct Dials<'a> {
    family: &'a Family,
    round: &'a Round,
    unit: &'static str,
    language: Language,
}

impl Dials<'_> {
    fn of_bound(&self, key: &str, shelf: Shelf, name: &str) -> Option<Knob> {
        let path = path(&self.family.name, key);
        let bound = if key == "min" { self.family.min.map(Bound::Amount) } else { self.family.max };
        match bound? {
            Bound::Amount(amount) => Some(self.of_amount(&path, name, shelf, amount)),
            Bound::Percentage(hundredths) => {
                let value = Decimal::new(hundredths, 2).normalize().to_string();
                let unit = either(self.language, "% of the dwellings", "% van de woningen");
                let knob = dial(&path, name, shelf, &value, (Decimal::ONE_HUNDRED, "0.1", unit));
                Some(Knob { sort: as_percentage(knob.sort), ..knob })
            }
        }
    }

    /// The slider of one limit that the family makes. As long as nothing is asked of it alone it follows the family.
    fn of_member(&self, limit: &Limit, stated: &Limits, family: &Knob, key: &str) -> Option<Knob> {
        let bound = |limit: &Limit| if key == "min" { limit.min } else { limit.max };
        let amount = bound(limit)?;
        let by_family = stated.limits.iter().find(|one| one.name == limit.name).and_then(bound);
        let value = limit.value.as_deref().unwrap_or_default();
        let knob = self.of_amount(&path(&limit.name, key), value, family.shelf, amount);
        let alone = if by_family == Some(amount) { String::new() } else { knob.value.clone() };
        let of = Some((family.path.clone(), knob.value.clone()));
        Some(Knob { original: alone.clone(), value: alone, of, ..knob })
    }

    fn of_amount(&self, path: &str, name: &str, shelf: Shelf, amount: i64) -> Knob {
        let (family, counts) = (self.family, self.family.counts);
        let most = reach(family, amount, self.round);
        dial(path, name, shelf, &counts.exact(amount), (most, step(counts), self.unit))
    }
}

/// The path of a bound; a name with quotation marks of one kind goes between those of the other.
fn path(name: &str, key: &str) -> String {
    let quoted = if name.contains('"') { format!("'{name}'") } else { format!("\"{name}\"") };
    format!("limit.{quoted}.{key}")
}

fn as_percentage(sort: Sort) -> Sort {
    match sort {
        Sort::Dial { most, step, unit, .. } => Sort::Dial { most, step, unit, is_percentage: true },
        Sort::Switch => Sort::Switch,
    }
}

fn step(counts: Counts) -> &'static str {
    if counts == Counts::Support { "0.5" } else { "1" }
}

/// How far a slider goes: twice its value and a little more, as far as the round has use for it.
fn reach(family: &Family, units: i64, round: &Round) -> Decimal {
    let value = Decimal::from(units / family.counts.unit());
    let all = match family.counts {
        Counts::Dwellings => round.dwellings.len(),
        _ => round.applicants.len().saturating_mul(4),
    };
    (value * Decimal::TWO + Decimal::TEN).min(Decimal::from(all)).max(value)
}
