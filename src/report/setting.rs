//! A changed setting in words: "Agreed share: at most 46% instead of 44.9%".

use super::Form;
use super::words::either;
use crate::domain::{Language, Limits};

/// A change as it was typed, `PATH=VALUE`, in words; `before` is what held before, where that is known, and `limits` are
/// those of the round, for their titles. What has no words of its own stays as it is.
pub fn setting_words(typed: &str, before: Option<&str>, limits: &Limits, language: Language) -> String {
    let Some((path, after)) = typed.rsplit_once('=') else { return typed.to_owned() };
    let (path, after) = (path.trim(), after.trim());
    let Some((name, bound)) = named(path, limits, language) else { return typed.to_owned() };
    let (after, unit) = (shown(after, language), unit(path, after, language));
    let now = [bound, after.as_str(), unit].into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    match before.filter(|before| !before.is_empty() && shown(before, language) != after) {
        Some(before) => {
            format!("{name}: {now} {} {}", either(language, "instead of", "in plaats van"), shown(before, language))
        }
        None => format!("{name}: {now}"),
    }
}

/// What is set, and the word before its value.
fn named(path: &str, limits: &Limits, language: Language) -> Option<(String, &'static str)> {
    if let Some(name) = rule_name(path, language) {
        return Some((name.to_owned(), ""));
    }
    if let Some(place) = path.strip_prefix("liveability.") {
        return Some((format!("{} {place}", either(language, "Exclusion", "Uitsluiting")), ""));
    }
    let limit = path.strip_prefix("limit.")?;
    let bounds = [(".max", "at most", "hoogstens"), (".min", "at least", "minstens")];
    let bound =
        |(key, english, dutch): (&str, _, _)| Some((limit.strip_suffix(key)?, either(language, english, dutch)));
    let (name, word) = bounds.into_iter().find_map(bound)?;
    Some((limits.title(name.trim_matches(['"', '\'']), language).to_owned(), word))
}

/// What the number of a setting is of.
fn unit(path: &str, value: &str, language: Language) -> &'static str {
    match path {
        _ if value.parse::<f64>().is_err() => "",
        "rules.rent.margin" => either(language, "€ a month", "€ per maand"),
        "rules.dates.days" => either(language, "days", "dagen"),
        _ => "",
    }
}

/// A value for reading: on and off as words, numbers in the form of the language.
fn shown(text: &str, language: Language) -> String {
    let form = Form::of(language);
    match (text, text.strip_suffix('%')) {
        ("on" | "true", _) => either(language, "on", "aan").to_owned(),
        ("off" | "false", _) => either(language, "off", "uit").to_owned(),
        (_, Some(number)) => form.percentage(&form.exact(number)),
        _ if text.parse::<f64>().is_ok() => form.exact(without_idle_zeros(text)),
        _ => text.to_owned(),
    }
}

/// "0" for "0.00", "2.5" for "2.50".
fn without_idle_zeros(number: &str) -> &str {
    if number.contains('.') { number.trim_end_matches('0').trim_end_matches('.') } else { number }
}

/// The name of a rule or of a setting of sharing, by its path.
pub fn rule_name(path: &str, language: Language) -> Option<&'static str> {
    let (english, dutch) = match path {
        "rules.size" => ("Size against the household", "Grootte tegen het huishouden"),
        "rules.rent" => ("Rent at most the group’s cap", "Huur hoogstens de grens"),
        "rules.labels" => ("Labels (age, ground floor …)", "Labels (leeftijd, begane grond …)"),
        "rules.reserved" => ("Reserved dwellings", "Geoormerkte woningen"),
        "rules.liveability" => ("Exclusions for liveability", "Uitsluitingen voor leefbaarheid"),
        "rules.places" => ("Districts and complexes avoided", "Gemeden wijken en complexen"),
        "rules.region" => ("Region", "Regio"),
        "rules.dates" => ("Ready in time", "Op tijd beschikbaar"),
        "rules.rent.margin" => ("Rent above the cap accepted", "Huur boven de grens geaccepteerd"),
        "rules.dates.days" => ("Ready within", "Beschikbaar binnen"),
        "sharing.enabled" => ("Sharing", "Woningdelen"),
        "sharing.min" => ("Sharers at least", "Delers minstens"),
        "sharing.support_factor" => ("Support of a sharer", "Begeleiding van een deler"),
        _ => return None,
    };
    Some(either(language, english, dutch))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_told_in_words_with_what_held_before() {
        let told = |typed, before| {
            [Language::En, Language::Nl].map(|language| setting_words(typed, before, &Limits::default(), language))
        };
        assert_eq!(
            told("limit.\"Agreed share\".max=46%", Some("44.9%")),
            [
                "Agreed share: at most 46% instead of 44.9%",
                "Agreed share: hoogstens 46\u{a0}% in plaats van 44,9\u{a0}%"
            ]
        );
        assert_eq!(
            told("limit.'The \"old\" port: starts'.min=2.5", None),
            ["The \"old\" port: starts: at least 2.5", "The \"old\" port: starts: minstens 2,5"]
        );
        assert_eq!(told("rules.dates.days=31", Some("31"))[1], "Beschikbaar binnen: 31 dagen", "it is so already");
        assert_eq!(
            told("rules.size=off", Some("on")),
            ["Size against the household: off instead of on", "Grootte tegen het huishouden: uit in plaats van aan"]
        );
        assert_eq!(
            told("rules.rent.margin=25", Some("0.00")),
            [
                "Rent above the cap accepted: 25 € a month instead of 0",
                "Huur boven de grens geaccepteerd: 25 € per maand in plaats van 0"
            ]
        );
        assert_eq!(told("group.city-deal.route=self-search", None), ["group.city-deal.route=self-search"; 2]);
    }
}
