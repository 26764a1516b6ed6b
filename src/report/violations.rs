//! What a list of matches does wrong, as sentences, each with its size.

use super::Form;
use super::words::{either, plural, rule_name, units};
use crate::domain::{Counts, Language, Mode, Round};
use crate::verify::{Unit, Violation};

/// The sentence of one violation in a round, whose limits may have titles.
pub fn violation_sentence(round: &Round, violation: &Violation, language: Language) -> String {
    match language {
        Language::En => english(round, violation),
        Language::Nl => dutch(round, violation),
    }
}

fn english(round: &Round, violation: &Violation) -> String {
    match violation {
        Violation::UnknownApplicant { applicant, line } => {
            format!("line {line}: the round has no applicant {applicant}")
        }
        Violation::UnknownDwelling { dwelling, line } => format!("line {line}: the round has no dwelling {dwelling}"),
        Violation::SelfSearch { applicant } => {
            format!("{applicant} searches for itself and takes no part in the round")
        }
        Violation::PlacedTwice { applicant, dwellings } => {
            format!("{applicant} has {} places: {}", dwellings.len(), dwellings.join(", "))
        }
        Violation::LetTwice { dwelling, applicants } => {
            format!("{dwelling} is let whole {} times: {}", applicants.len(), applicants.join(", "))
        }
        Violation::WholeAndShared { dwelling, whole, shared } => {
            format!("{dwelling} is let whole to {} and shared by {}", whole.join(", "), shared.join(", "))
        }
        Violation::TooFewSharers { dwelling, sharers, least } => {
            format!("{dwelling} is shared by {sharers}; at least {least} are needed")
        }
        Violation::TooManySharers { dwelling, sharers, places } => {
            let word = plural(*places, "place", "places");
            format!("{dwelling} is shared by {sharers} and has {places} {word}")
        }
        Violation::DifferentClasses { dwelling, classes } => {
            format!("{dwelling} is shared by applicants that may not share with each other: {}", named(classes, "of"))
        }
        Violation::BrokenRule { applicant, dwelling, mode, rule, size, unit } => {
            let (mode, by) = (way(Language::En, *mode), breach(Language::En, *unit, *size));
            format!("{applicant} in {dwelling} ({mode}) breaks the rule “{}”{by}", rule_name(Language::En, *rule))
        }
        Violation::MaximumOverrun { limit, counts, used, max } => {
            let (over, used, max) = amounts(Language::En, *counts, *used, *max);
            let limit = round.limits.title(limit, Language::En);
            format!("“{limit}” is overrun by {over}: {used} used, {max} allowed")
        }
        Violation::FixedMissing { applicant, dwelling } => {
            format!("{applicant} was fixed to {dwelling} and does not have it")
        }
    }
}

fn dutch(round: &Round, violation: &Violation) -> String {
    match violation {
        Violation::UnknownApplicant { applicant, line } => {
            format!("regel {line}: de ronde heeft geen woningzoekende {applicant}")
        }
        Violation::UnknownDwelling { dwelling, line } => {
            format!("regel {line}: de ronde heeft geen woning {dwelling}")
        }
        Violation::SelfSearch { applicant } => format!("{applicant} zoekt zelf en doet niet mee aan de ronde"),
        Violation::PlacedTwice { applicant, dwellings } => {
            format!("{applicant} heeft {} plekken: {}", dwellings.len(), dwellings.join(", "))
        }
        Violation::LetTwice { dwelling, applicants } => {
            format!("{dwelling} is {} keer geheel toegewezen: {}", applicants.len(), applicants.join(", "))
        }
        Violation::WholeAndShared { dwelling, whole, shared } => {
            format!("{dwelling} is geheel toegewezen aan {} en gedeeld door {}", whole.join(", "), shared.join(", "))
        }
        Violation::TooFewSharers { dwelling, sharers, least } => {
            format!("{dwelling} wordt gedeeld door {sharers}; er zijn er minstens {least} nodig")
        }
        Violation::TooManySharers { dwelling, sharers, places } => {
            let word = plural(*places, "plek", "plekken");
            format!("{dwelling} wordt gedeeld door {sharers} en heeft {places} {word}")
        }
        Violation::DifferentClasses { dwelling, classes } => {
            format!(
                "{dwelling} wordt gedeeld door woningzoekenden die niet samen mogen delen: {}",
                named(classes, "van")
            )
        }
        Violation::BrokenRule { applicant, dwelling, mode, rule, size, unit } => {
            let (mode, by) = (way(Language::Nl, *mode), breach(Language::Nl, *unit, *size));
            format!(
                "{applicant} in {dwelling} ({mode}) past niet volgens de regel “{}”{by}",
                rule_name(Language::Nl, *rule)
            )
        }
        Violation::MaximumOverrun { limit, counts, used, max } => {
            let (over, used, max) = amounts(Language::Nl, *counts, *used, *max);
            let limit = round.limits.title(limit, Language::Nl);
            format!("“{limit}” is overschreden met {over}: {used} gebruikt, {max} toegestaan")
        }
        Violation::FixedMissing { applicant, dwelling } => {
            format!("{applicant} is vastgelegd op {dwelling} en heeft die niet")
        }
    }
}

/// "2 of refugees, 1 of young".
fn named(classes: &[(Vec<String>, usize)], of: &str) -> String {
    let parts: Vec<String> =
        classes.iter().map(|(values, count)| format!("{count} {of} {}", values.join(" / "))).collect();
    parts.join(", ")
}

fn way(language: Language, mode: Mode) -> &'static str {
    match mode {
        Mode::Whole => either(language, "whole", "geheel"),
        Mode::Shared => either(language, "shared", "gedeeld"),
    }
}

/// By how much a rule is broken, where it knows more than yes and no.
fn breach(language: Language, unit: Unit, size: i64) -> String {
    let word = |one, many| if size == 1 { one } else { many };
    let unit = match unit {
        Unit::Cents => {
            let money = Form::of(language).money(size);
            return either(language, &format!(" by € {money}"), &format!(": € {money} boven wat mag")).to_owned();
        }
        Unit::Rooms => either(language, word("room", "rooms"), word("kamer", "kamers")),
        Unit::Persons => either(language, word("person", "persons"), word("persoon", "personen")),
        Unit::Years => either(language, word("year", "years"), "jaar"),
        Unit::Labels => {
            either(language, word("missing label", "missing labels"), word("ontbrekend label", "ontbrekende labels"))
        }
        Unit::Days => either(language, word("day", "days"), word("dag te laat", "dagen te laat")),
        Unit::Whether => return String::new(),
    };
    format!("{} {size} {unit}", either(language, " by", ":"))
}

/// What is too much (with its unit), what is used and what is allowed.
fn amounts(language: Language, counts: Counts, used: i128, max: i128) -> (String, String, String) {
    let whole = |amount: i128| i64::try_from(amount).unwrap_or(i64::MAX);
    let amount = |units: i128| Form::of(language).amount(counts, whole(units));
    (format!("{} {}", amount(used - max), units(language, counts, whole(used - max))), amount(used), amount(max))
}
