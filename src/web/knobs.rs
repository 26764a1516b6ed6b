//! What can be changed about a round without changing a row: its limits, rules, sharing and exclusions, each by the
//! path that [`Scenario`](crate::input::Scenario) knows it by, with its value in the round and the value it is tried at.

use rust_decimal::Decimal;

use crate::domain::{Bound, Counts, Family, Language, Model, Round};
use crate::report::words::{either, units};

/// Where on the page a setting stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shelf {
    Minimums,
    Maximums,
    Rules,
    Sharing,
    Exclusions,
}

/// One setting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Knob {
    /// Its path.
    pub(super) path: String,
    /// What it is called.
    pub(super) name: String,
    /// Where it stands.
    pub(super) shelf: Shelf,
    /// What it is set by.
    pub(super) sort: Sort,
    /// Its value in the round, and the value that it is tried at: a number with a decimal point, or `on` and `off`.
    pub(super) original: String,
    pub(super) value: String,
    /// The path of the switch without which it means nothing.
    under: Option<&'static str>,
}

/// What a setting is set by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Sort {
    /// On or off.
    Switch,
    /// A number up to `most` in steps; a percentage where it says so.
    Dial { most: String, step: &'static str, unit: &'static str, is_percentage: bool },
}

impl Knob {
    /// Whether it is set by a switch.
    pub(super) fn is_switch(&self) -> bool {
        self.sort == Sort::Switch
    }

    /// Whether it is tried at another value than the round's.
    pub(super) fn is_changed(&self) -> bool {
        plain(&self.value) != plain(&self.original)
    }

    /// The change as typed.
    fn setting(&self) -> String {
        let percent = if matches!(self.sort, Sort::Dial { is_percentage: true, .. }) { "%" } else { "" };
        format!("{}={}{percent}", self.path, plain(&self.value))
    }
}

/// A number in its shortest form; other text as it is.
fn plain(text: &str) -> String {
    let text = text.trim();
    let number = text.replacen(',', ".", 1).parse::<Decimal>();
    number.map_or_else(|_| text.to_owned(), |number| number.normalize().to_string())
}

/// The settings of a round, each at its own value.
pub(super) fn knobs(round: &Round, language: Language) -> Vec<Knob> {
    let model = &round.model;
    let mut knobs: Vec<Knob> = model.families.iter().flat_map(|family| of_family(family, round, language)).collect();
    knobs.extend(of_rules(model, language));
    knobs.extend(of_sharing(model, language));
    if model.rules.liveability {
        let holds = model.liveability.iter().enumerate().filter(|(_, one)| one.holds_on(round.first_day()));
        knobs.extend(holds.map(|(place, one)| Knob {
            under: Some("rules.liveability"),
            ..switch(&format!("liveability.{}", place + 1), &one.reason, Shelf::Exclusions, true)
        }));
    }
    knobs
}

fn switch(path: &str, name: &str, shelf: Shelf, is_on: bool) -> Knob {
    let value = if is_on { "on" } else { "off" }.to_owned();
    Knob {
        path: path.to_owned(),
        name: name.to_owned(),
        shelf,
        sort: Sort::Switch,
        original: value.clone(),
        value,
        under: None,
    }
}

fn dial(
    path: &str,
    name: &str,
    shelf: Shelf,
    value: &str,
    (most, step, unit): (Decimal, &'static str, &'static str),
) -> Knob {
    let sort = Sort::Dial { most: most.normalize().to_string(), step, unit, is_percentage: false };
    Knob {
        path: path.to_owned(),
        name: name.to_owned(),
        shelf,
        sort,
        original: value.to_owned(),
        value: value.to_owned(),
        under: None,
    }
}

/// The minimum and the maximum of a limit, as far as it has them.
fn of_family(family: &Family, round: &Round, language: Language) -> Vec<Knob> {
    let quoted = if family.name.contains('"') { format!("'{}'", family.name) } else { format!("\"{}\"", family.name) };
    let name = match &family.each {
        Some((_, column)) => format!("{} ({} {column})", family.name, either(language, "each", "per")),
        None => family.name.clone(),
    };
    let unit = units(language, family.counts, 2 * family.counts.unit());
    let bound = |key: &str, shelf, units: i64| {
        let path = format!("limit.{quoted}.{key}");
        dial(&path, &name, shelf, &family.counts.exact(units), (reach(family, units, round), step(family.counts), unit))
    };
    let min = family.min.map(|min| bound("min", Shelf::Minimums, min));
    let max = family.max.map(|max| match max {
        Bound::Amount(amount) => bound("max", Shelf::Maximums, amount),
        Bound::Percentage(hundredths) => {
            let value = Decimal::new(hundredths, 2).normalize().to_string();
            let unit = either(language, "% of the dwellings", "% van de woningen");
            let knob = dial(
                &format!("limit.{quoted}.max"),
                &name,
                Shelf::Maximums,
                &value,
                (Decimal::ONE_HUNDRED, "0.1", unit),
            );
            Knob { sort: as_percentage(knob.sort), ..knob }
        }
    });
    min.into_iter().chain(max).collect()
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

fn of_rules(model: &Model, language: Language) -> Vec<Knob> {
    let (rules, say) = (&model.rules, |english, dutch| either(language, english, dutch));
    let switches = [
        ("rules.size", say("Size against the household", "Grootte tegen het huishouden"), rules.size),
        ("rules.rent", say("Rent at most the group’s cap", "Huur hoogstens de grens"), rules.rent_margin.is_some()),
        ("rules.labels", say("Labels (age, ground floor …)", "Labels (leeftijd, begane grond …)"), rules.labels),
        ("rules.reserved", say("Reserved dwellings", "Geoormerkte woningen"), rules.reserved),
        ("rules.liveability", say("Exclusions for liveability", "Uitsluitingen voor leefbaarheid"), rules.liveability),
        ("rules.places", say("Districts and complexes avoided", "Gemeden wijken en complexen"), rules.places),
        ("rules.region", say("Region", "Regio"), rules.region),
        ("rules.dates", say("Ready in time", "Op tijd beschikbaar"), rules.dates.is_some()),
    ];
    let mut knobs: Vec<Knob> =
        switches.into_iter().map(|(path, name, is_on)| switch(path, name, Shelf::Rules, is_on)).collect();
    knobs.extend(rules.rent_margin.map(|cents| {
        let value = Decimal::new(cents, 2).normalize();
        let reach = (Decimal::from(100).max(value * Decimal::TWO), "1", say("€ a month", "€ per maand"));
        let name = say("Rent above the cap accepted", "Huur boven de grens geaccepteerd");
        Knob { under: Some("rules.rent"), ..dial("rules.rent.margin", name, Shelf::Rules, &value.to_string(), reach) }
    }));
    knobs.extend(rules.dates.map(|days| {
        let reach = (Decimal::from(days.saturating_mul(2).max(92)), "1", say("days", "dagen"));
        let name = say("Ready within", "Beschikbaar binnen");
        Knob { under: Some("rules.dates"), ..dial("rules.dates.days", name, Shelf::Rules, &days.to_string(), reach) }
    }));
    knobs
}

/// The switch of sharing; how it works only where the round says that.
fn of_sharing(model: &Model, language: Language) -> Vec<Knob> {
    let say = |english, dutch| either(language, english, dutch);
    let mut knobs =
        vec![switch("sharing.enabled", say("Sharing", "Woningdelen"), Shelf::Sharing, model.sharing.is_some())];
    let Some(sharing) = &model.sharing else { return knobs };
    let factor = Decimal::new(sharing.support_factor, 4).normalize().to_string();
    let dials = [
        (
            "sharing.min",
            say("Sharers at least", "Delers minstens"),
            sharing.min.to_string(),
            (8, "1", say("persons", "personen")),
        ),
        (
            "sharing.support_factor",
            say("Support of a sharer", "Begeleiding van een deler"),
            factor,
            (3, "0.1", say("× the usual", "× de gewone")),
        ),
    ];
    knobs.extend(dials.into_iter().map(|(path, name, value, (most, step, unit))| Knob {
        under: Some("sharing.enabled"),
        ..dial(path, name, Shelf::Sharing, &value, (Decimal::from(most), step, unit))
    }));
    knobs
}

/// Sets the knobs as the fields of a form say: a switch that is not among them is off.
pub(super) fn turn(knobs: &mut [Knob], fields: &[(String, String)]) {
    for knob in knobs {
        let field = fields.iter().find(|(path, _)| *path == knob.path).map(|(_, value)| value.trim());
        knob.value = match (knob.is_switch(), field) {
            (true, field) => if field.is_some() { "on" } else { "off" }.to_owned(),
            (false, None | Some("")) => knob.original.clone(),
            (false, Some(value)) => value.chars().take(30).collect(),
        };
    }
}

/// Sets the knobs as changes say, and gives back those changes that no knob knows.
pub(super) fn load(knobs: &mut [Knob], settings: &[String]) -> Vec<String> {
    let mut unknown = Vec::new();
    for setting in settings {
        let known =
            knobs.iter_mut().find(|knob| setting.strip_prefix(&knob.path).is_some_and(|rest| rest.starts_with('=')));
        match known {
            Some(knob) => setting[knob.path.len() + 1..].trim_end_matches('%').clone_into(&mut knob.value),
            None => unknown.push(setting.clone()),
        }
    }
    unknown
}

/// The changes that the knobs make. What is under a switch that is off means nothing.
pub(super) fn settings(knobs: &[Knob]) -> Vec<String> {
    let is_off = |path: &str| knobs.iter().any(|knob| knob.path == path && knob.value == "off");
    let counts = |knob: &&Knob| knob.is_changed() && !knob.under.is_some_and(is_off);
    knobs.iter().filter(counts).map(Knob::setting).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::input::{Options, Scenario, read_file_variants, read_files};
    use crate::web::demo;

    fn demo_knobs() -> Vec<Knob> {
        let mut files = demo::round();
        files.retain(|name, _| !name.starts_with("model/year/"));
        knobs(&read_files(&files, &Options::default()).unwrap().round, Language::En)
    }

    fn unchanged(knobs: &[Knob]) -> Vec<(String, String)> {
        let shown = knobs.iter().filter(|knob| knob.value != "off");
        shown.map(|knob| (knob.path.clone(), knob.value.clone())).collect()
    }

    #[test]
    fn a_form_as_the_page_shows_it_changes_nothing() {
        let mut all = demo_knobs();
        let fields = unchanged(&all);
        turn(&mut all, &fields);
        assert_eq!(settings(&all), Vec::<String>::new());
    }

    #[test]
    fn every_setting_of_the_demo_round_can_be_read_as_a_change() {
        let files = demo::round();
        for knob in demo_knobs() {
            let value = if knob.is_switch() { "on" } else { "1" };
            let setting = Knob { value: value.to_owned(), ..knob }.setting();
            let scenario = Scenario::of_texts("--set", std::slice::from_ref(&setting)).unwrap();
            let problems = read_file_variants(&files, &[scenario]).err().unwrap_or_default();
            let of_words = problems.iter().filter(|problem| problem.details.iter().all(String::is_empty));
            assert_eq!(of_words.count(), 0, "{setting}: {problems:?}");
        }
    }

    #[test]
    fn a_percentage_stays_one_and_comes_back_into_its_slider() {
        let mut all = demo_knobs();
        let share = "limit.\"Agreed share\".max=30%".to_owned();
        let other = "group.city-deal.route=self-search".to_owned();
        assert_eq!(load(&mut all, &[share.clone(), other.clone()]), [other]);
        assert_eq!(settings(&all), [share]);
    }

    #[test]
    fn what_is_under_a_switch_that_is_off_means_nothing() {
        let mut all = demo_knobs();
        let mut fields = unchanged(&all);
        fields.retain(|(path, _)| path != "rules.rent");
        fields
            .iter_mut()
            .filter(|(path, _)| path == "rules.rent.margin")
            .for_each(|(_, value)| *value = "25".to_owned());
        turn(&mut all, &fields);
        assert_eq!(settings(&all), ["rules.rent=off"]);
    }
}
