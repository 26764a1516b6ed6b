//! What can be changed about a round without changing a row: its limits, rules, sharing and exclusions, each by the
//! path that [`Scenario`](crate::input::Scenario) knows it by, with its value in the round and the value it is tried at.

mod limits;
mod rules;
mod words;

pub(super) use words::in_words;

use rust_decimal::Decimal;

use crate::domain::{Language, Round};

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
    /// The path of the family that it is one of, and its bound as long as nothing is asked of it alone: then
    /// it has no value.
    of: Option<(String, String)>,
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

    /// Whether it is one of a family, which has a setting of its own.
    pub(super) fn is_member_of(&self, family: &Knob) -> bool {
        self.of.as_ref().is_some_and(|(path, _)| *path == family.path)
    }

    /// Whether it stands by itself.
    pub(super) fn is_single(&self) -> bool {
        self.of.is_none()
    }

    /// Where its slider stands: at its value, or at the family's bound as long as it follows that.
    pub(super) fn stand(&self) -> &str {
        match &self.of {
            Some((_, bound)) if self.value.is_empty() => bound,
            _ => &self.value,
        }
    }

    /// Whether it is tried at another value than the round's.
    pub(super) fn is_changed(&self) -> bool {
        plain(&self.value) != plain(&self.original)
    }

    /// What holds in the round, as one would type it.
    fn now(&self) -> String {
        let original = if self.original.is_empty() { self.stand() } else { &self.original };
        format!("{original}{}", self.percent())
    }

    fn percent(&self) -> &'static str {
        if matches!(self.sort, Sort::Dial { is_percentage: true, .. }) { "%" } else { "" }
    }

    /// The change as typed.
    fn setting(&self) -> String {
        format!("{}={}{}", self.path, plain(&self.value), self.percent())
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
    let mut knobs = limits::of_limits(round, language);
    knobs.extend(rules::of_rules(&round.model, language));
    knobs.extend(rules::of_sharing(&round.model, language));
    knobs.extend(rules::of_exclusions(round));
    knobs
}

/// Whether one of these is tried at another value than the round's.
pub(super) fn any_changed(knobs: &[(usize, Knob)]) -> bool {
    knobs.iter().any(|(_, knob)| knob.is_changed())
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
        of: None,
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
        of: None,
    }
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

    #[test]
    fn one_of_a_family_follows_it_until_it_is_asked_alone() {
        let mut all = demo_knobs();
        let family = all.iter().find(|knob| all.iter().any(|one| one.is_member_of(knob))).unwrap().clone();
        let member = all.iter().find(|knob| knob.is_member_of(&family)).unwrap().clone();
        assert_eq!((member.value.as_str(), member.stand()), ("", family.value.as_str()));
        assert!(member.path.contains(&format!(": {}", member.name)), "{}", member.path);
        let mut fields = unchanged(&all);
        let mut set = |path: &str, value: &str, all: &mut Vec<Knob>| {
            fields.iter_mut().filter(|(of, _)| of == path).for_each(|field| value.clone_into(&mut field.1));
            turn(all, &fields);
            settings(all)
        };
        let of_family = format!("{}=7", family.path);
        assert_eq!(set(&family.path, "7", &mut all).join(" "), of_family);
        let both = set(&member.path, "0", &mut all);
        assert_eq!(both, [of_family, format!("{}=0", member.path)], "the family first, then the exception");
        let mut again = demo_knobs();
        assert_eq!(load(&mut again, &both), Vec::<String>::new());
        assert_eq!(settings(&again), both);
    }
}
