//! The settings of rules, of sharing and of exclusions.

use rust_decimal::Decimal;

use super::{Knob, Shelf, dial, switch};
use crate::domain::{Language, Model, Round};
use crate::report::rule_name;
use crate::report::words::either;

fn name(path: &str, language: Language) -> &'static str {
    rule_name(path, language).unwrap_or_default()
}

/// Each rule, and what it allows.
pub(super) fn of_rules(model: &Model, language: Language) -> Vec<Knob> {
    let (rules, say) = (&model.rules, |english, dutch| either(language, english, dutch));
    let switches = [
        ("rules.size", rules.size),
        ("rules.rent", rules.rent_margin.is_some()),
        ("rules.labels", rules.labels),
        ("rules.reserved", rules.reserved),
        ("rules.liveability", rules.liveability),
        ("rules.places", rules.places),
        ("rules.region", rules.region),
        ("rules.dates", rules.dates.is_some()),
    ];
    let mut knobs: Vec<Knob> =
        switches.into_iter().map(|(path, is_on)| switch(path, name(path, language), Shelf::Rules, is_on)).collect();
    knobs.extend(rules.rent_margin.map(|cents| {
        let value = Decimal::new(cents, 2).normalize();
        let reach = (Decimal::from(100).max(value * Decimal::TWO), "1", say("€ a month", "€ per maand"));
        let path = "rules.rent.margin";
        Knob { under: Some("rules.rent"), ..dial(path, name(path, language), Shelf::Rules, &value.to_string(), reach) }
    }));
    knobs.extend(rules.dates.map(|days| {
        let reach = (Decimal::from(days.saturating_mul(2).max(92)), "1", say("days", "dagen"));
        let path = "rules.dates.days";
        Knob { under: Some("rules.dates"), ..dial(path, name(path, language), Shelf::Rules, &days.to_string(), reach) }
    }));
    knobs
}

/// The switch of sharing; how it works only where the round says that.
pub(super) fn of_sharing(model: &Model, language: Language) -> Vec<Knob> {
    let say = |english, dutch| either(language, english, dutch);
    let mut knobs =
        vec![switch("sharing.enabled", name("sharing.enabled", language), Shelf::Sharing, model.sharing.is_some())];
    let Some(sharing) = &model.sharing else { return knobs };
    let factor = Decimal::new(sharing.support_factor, 4).normalize().to_string();
    let dials = [
        ("sharing.min", sharing.min.to_string(), (8, "1", say("persons", "personen"))),
        ("sharing.support_factor", factor, (3, "0.1", say("× the usual", "× de gewone"))),
    ];
    knobs.extend(dials.into_iter().map(|(path, value, (most, step, unit))| Knob {
        under: Some("sharing.enabled"),
        ..dial(path, name(path, language), Shelf::Sharing, &value, (Decimal::from(most), step, unit))
    }));
    knobs
}

/// The exclusions for liveability that hold, by their place in the model.
pub(super) fn of_exclusions(round: &Round) -> Vec<Knob> {
    let model = &round.model;
    let holds = model.liveability.iter().enumerate().filter(|(_, one)| one.holds_on(round.first_day()));
    let knob = |(place, one): (usize, &crate::domain::Liveability)| Knob {
        under: Some("rules.liveability"),
        ..switch(&format!("liveability.{}", place + 1), &one.reason, Shelf::Exclusions, true)
    };
    if model.rules.liveability { holds.map(knob).collect() } else { Vec::new() }
}
