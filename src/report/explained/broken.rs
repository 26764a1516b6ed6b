//! Broken rules with their sizes, and the decisions that set them aside.

use crate::domain::{Decision, Dwelling, Language, Rule};
use crate::report::Form;
use crate::report::words::{either, joined, plural, rules_fail};
use crate::study::explain::Decided;

/// "€ 28.44", "1 room", "29 days"; nothing of a rule that knows only yes and no.
pub(super) fn amount(form: Form, home: &Dwelling, rule: Rule, size: i64) -> Option<String> {
    let language = form.language;
    let number = usize::try_from(size).unwrap_or(usize::MAX);
    let counted = |english: [&str; 2], dutch: [&str; 2]| {
        let word = either(language, plural(number, english[0], english[1]), plural(number, dutch[0], dutch[1]));
        Some(format!("{} {word}", form.grouped(size.into())))
    };
    match rule {
        Rule::Rent => Some(format!("€ {}", form.money(size))),
        Rule::Size if home.persons_min.is_some() || home.persons_max.is_some() => {
            counted(["person", "persons"], ["persoon", "personen"])
        }
        Rule::Size => counted(["room", "rooms"], ["kamer", "kamers"]),
        Rule::Labels => counted(["year", "years"], ["jaar", "jaar"]),
        Rule::Needs => Some(form.grouped(size.into())),
        Rule::Dates => counted(["day", "days"], ["dag", "dagen"]),
        _ => None,
    }
}

/// "The match breaks rules, which the decision sets aside: the rent is too high (€ 28.44)."
pub(super) fn set_aside(form: Form, home: &Dwelling, decided: &Decided) -> String {
    let broken = |(rule, size): &(Rule, i64)| {
        let by = amount(form, home, *rule, *size).map_or_else(String::new, |by| format!(" ({by})"));
        rules_fail(form.language, &[*rule]) + &by
    };
    let parts: Vec<String> = decided.set_aside.iter().map(broken).collect();
    let parts = joined(&parts, either(form.language, "and", "en"));
    match (decided.set_aside.len(), form.language) {
        (1, Language::En) => format!("This dwelling breaks a rule, which the decision sets aside: {parts}."),
        (1, Language::Nl) => format!("Deze woning past niet volgens een regel die het besluit opzij zet: {parts}."),
        (_, Language::En) => format!("This dwelling breaks rules, which the decision sets aside: {parts}."),
        (_, Language::Nl) => format!("Deze woning past niet volgens regels die het besluit opzij zet: {parts}."),
    }
}

/// "Decision by the desk, 2025-02-26: “the only studio”."; nothing where none of it was written down.
pub(super) fn decision(form: Form, decision: &Decision) -> Option<String> {
    let by = decision.by.as_ref().map(|by| format!(" {} {by}", either(form.language, "by", "van")));
    let at = decision.at.as_ref().map(|at| format!(", {at}"));
    let reason = decision.reason.as_ref().map(|reason| format!(": “{reason}”"));
    if by.is_none() && at.is_none() && reason.is_none() {
        return None;
    }
    let parts = [by, at, reason].into_iter().flatten().collect::<Vec<String>>().concat();
    Some(format!("{}{parts}.", either(form.language, "Decision", "Besluit")))
}
