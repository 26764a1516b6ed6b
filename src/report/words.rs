//! The names of rules, tiers, amounts and proofs in both languages.

use crate::allocation::Certainty;
use crate::domain::{Counts, Language, Rule, Tier};

/// Picks the wording of the language.
pub(crate) fn either<'a>(language: Language, english: &'a str, dutch: &'a str) -> &'a str {
    match language {
        Language::En => english,
        Language::Nl => dutch,
    }
}

/// The word for one, or for any other number.
pub(crate) fn plural<'a>(number: usize, one: &'a str, many: &'a str) -> &'a str {
    if number == 1 { one } else { many }
}

/// The name of a rule; in English it is that of the model.
pub(crate) fn rule_name(language: Language, rule: Rule) -> &'static str {
    let dutch = match rule {
        Rule::Size => "grootte",
        Rule::Rent => "huur",
        Rule::Labels => "leeftijd bij een label",
        Rule::Needs => "benodigde voorzieningen",
        Rule::Reserved => "oormerk",
        Rule::Liveability => "leefbaarheid",
        Rule::Avoided => "gemeden wijk of complex",
        Rule::Region => "regio",
        Rule::Dates => "beschikbaarheid",
        Rule::Sharing => "woningdelen",
        Rule::Decision => "besluit",
    };
    either(language, rule.name(), dutch)
}

/// What a broken rule means, to follow "for 12" or "bij 12".
pub(crate) fn broken_rule(language: Language, rule: Rule) -> &'static str {
    let [english, dutch, _] = broken(rule);
    either(language, english, dutch)
}

/// English, and Dutch with the verb first or in its usual place.
fn broken(rule: Rule) -> [&'static str; 3] {
    match rule {
        Rule::Size => ["the size does not suit", "past de grootte niet", "de grootte past niet"],
        Rule::Rent => ["the rent is too high", "is de huur te hoog", "de huur is te hoog"],
        Rule::Labels => [
            "a label asks for another age",
            "vraagt een label een andere leeftijd",
            "een label vraagt een andere leeftijd",
        ],
        Rule::Needs => [
            "a feature that is needed is missing",
            "ontbreekt een voorziening die nodig is",
            "een voorziening die nodig is ontbreekt",
        ],
        Rule::Reserved => {
            ["a reservation for others holds", "geldt een oormerk voor anderen", "een oormerk voor anderen geldt"]
        }
        Rule::Liveability => [
            "an exclusion for liveability holds",
            "geldt een uitsluiting omwille van de leefbaarheid",
            "een uitsluiting omwille van de leefbaarheid geldt",
        ],
        Rule::Avoided => [
            "the district or complex is avoided",
            "wordt de wijk of het complex gemeden",
            "de wijk of het complex wordt gemeden",
        ],
        Rule::Region => ["the region is another one", "is de regio een andere", "de regio is een andere"],
        Rule::Dates => [
            "the dwelling or the household is not available in time",
            "is de woning of het huishouden niet op tijd beschikbaar",
            "de woning of het huishouden is niet op tijd beschikbaar",
        ],
        Rule::Sharing => ["sharing is not possible", "is woningdelen niet mogelijk", "woningdelen is niet mogelijk"],
        Rule::Decision => {
            ["a decision stands in the way", "staat een besluit in de weg", "een besluit staat in de weg"]
        }
    }
}

/// "the rent is too high and the size does not suit".
pub(crate) fn rules_fail(language: Language, rules: &[Rule]) -> String {
    let fails = |rule: &Rule| {
        let [english, _, dutch] = broken(*rule);
        either(language, english, dutch).to_owned()
    };
    let parts: Vec<String> = rules.iter().map(fails).collect();
    joined(&parts, either(language, "and", "en"))
}

/// Why others stand before, by the tier in which an exchange would lose; follows a number of dwellings.
pub(crate) fn goes_before(language: Language, tier: Tier) -> &'static str {
    let (english, dutch) = match tier {
        Tier::Minimums => ("for an agreed minimum", "voor een afgesproken minimum"),
        Tier::Placed => {
            ("because fewer would be placed otherwise", "omdat anders minder huishoudens een woonplek krijgen")
        }
        Tier::Urgency => ("by urgency", "op urgentie"),
        Tier::Waiting => ("by waiting time", "op inschrijfduur"),
        Tier::Fit => ("by a better fit", "omdat de woning beter past"),
        Tier::Unchanged => ("by the earlier allocation", "op grond van de eerdere toewijzing"),
        Tier::Lottery => ("by the draw", "door loting"),
    };
    either(language, english, dutch)
}

/// The name of a tier as a goal.
pub(crate) fn goal(language: Language, tier: Tier) -> &'static str {
    let (english, dutch) = match tier {
        Tier::Minimums => ("shortfall of minimums", "tekort op minima"),
        Tier::Placed => ("households placed", "huishoudens geplaatst"),
        Tier::Urgency => ("urgency points", "urgentiepunten"),
        Tier::Waiting => ("waiting days", "dagen inschrijfduur"),
        Tier::Fit => ("misfit points", "punten voor minder passend"),
        Tier::Unchanged => ("same as before", "gelijk aan eerder"),
        Tier::Lottery => ("draw", "loting"),
    };
    either(language, english, dutch)
}

/// What a limit adds up, as the unit of an amount in counting units.
pub(crate) fn units(language: Language, counts: Counts, amount: i64) -> &'static str {
    let (english, dutch) = match counts {
        Counts::Applicants => (["applicant", "applicants"], ["woningzoekende", "woningzoekenden"]),
        Counts::Persons => (["person", "persons"], ["persoon", "personen"]),
        Counts::Support => (["support unit", "support units"], ["eenheid begeleiding", "eenheden begeleiding"]),
        Counts::Dwellings => (["dwelling", "dwellings"], ["woning", "woningen"]),
    };
    let [one, many] = if language == Language::Nl { dutch } else { english };
    if amount == counts.unit() { one } else { many }
}

/// "1 applicant", "1,182 applicants".
pub(crate) fn counted(language: Language, number: usize, one: &str, many: &str) -> String {
    format!("{} {}", super::Form::of(language).count(number), plural(number, one, many))
}

/// What a placement rests on: on a decision where a person fixed it (`fixed`: whether that may depart from a rule), else
/// on what is known of the optimum.
pub(crate) fn rests_on(language: Language, fixed: Option<bool>, certainty: Option<Certainty>) -> &'static str {
    let (english, dutch) = match (fixed, certainty) {
        (Some(false), _) => ("decision: fixed", "besluit: vastgelegd"),
        (Some(true), _) => ("decision: override", "besluit: afwijking"),
        (None, Some(Certainty::EveryOptimum)) => ("every optimum", "elk optimum"),
        (None, Some(Certainty::Drawn)) => ("draw", "loting"),
        (None, None) => ("not known", "onbekend"),
    };
    either(language, english, dutch)
}

/// "1, 2 or 3".
pub(crate) fn joined(names: &[String], word: &str) -> String {
    match names {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} {word} {last}", first.join(", ")),
    }
}

/// "A1, A2"; of many the first, with the number of the others: "A1, A2 and 7 more".
pub(crate) fn first_of(language: Language, names: &[impl AsRef<str>], most: usize) -> String {
    let shown = names.iter().take(most).map(AsRef::as_ref).collect::<Vec<&str>>().join(", ");
    let more = super::Form::of(language).count(names.len().saturating_sub(most));
    match language {
        _ if names.len() <= most => shown,
        Language::En => format!("{shown} and {more} more"),
        Language::Nl => format!("{shown} en nog {more}"),
    }
}

/// Yes or no, as a code in files.
pub(crate) fn yes_no(flag: bool) -> &'static str {
    if flag { "yes" } else { "no" }
}
