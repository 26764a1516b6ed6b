//! What another allocation of the same round does to its households, as sentences.

use std::collections::{BTreeMap, BTreeSet};

use super::Form;
use super::words::first_of;
use crate::allocation::Outcome;
use crate::domain::{Language, Round};

/// Households named in one sentence at most.
const NAMED_AT_MOST: usize = 12;

/// What became of those that were decided about, and who of the others moved, gained a place and lost theirs, between two
/// allocations.
pub fn since_then(
    before: (&Round, &Outcome),
    after: (&Round, &Outcome),
    decided: &BTreeSet<String>,
    language: Language,
) -> Vec<String> {
    let (before, after) = (homes(before), homes(after));
    let ids: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let moved = ids.into_iter().filter(|id| before.get(*id) != after.get(*id));
    let (own, others): (Vec<&String>, Vec<&String>) = moved.partition(|id| decided.contains(*id));
    let course = |id: &&String| match (before.get(*id), after.get(*id)) {
        (Some(from), Some(to)) => format!("{id} {from} → {to}"),
        (Some(from), None) => format!("{id} ({from})"),
        (None, to) => format!("{id} ({})", to.map(String::as_str).unwrap_or_default()),
    };
    let mut told: Vec<String> = own.iter().map(|id| fate(id, after.get(*id), language)).collect();
    let sort = |id: &&String| match (before.contains_key(*id), after.contains_key(*id)) {
        (true, true) => Sort::Moved,
        (false, _) => Sort::Gained,
        (true, false) => Sort::Lost,
    };
    for wanted in [Sort::Moved, Sort::Gained, Sort::Lost] {
        let those: Vec<String> = others.iter().filter(|id| sort(id) == wanted).map(course).collect();
        if !those.is_empty() {
            told.push(sentence(wanted, &those, language));
        }
    }
    if others.is_empty() {
        told.push(nobody(language).to_owned());
    }
    told
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    Moved,
    Gained,
    Lost,
}

/// The dwelling of every applicant that has a place, by id.
fn homes((round, outcome): (&Round, &Outcome)) -> BTreeMap<String, String> {
    let named =
        outcome.placements.iter().map(|one| (&round.applicants[one.applicant].id, &round.dwellings[one.dwelling].id));
    named.map(|(applicant, dwelling)| (applicant.clone(), dwelling.clone())).collect()
}

/// Where somebody is now that was decided about.
fn fate(id: &str, now: Option<&String>, language: Language) -> String {
    match (now, language) {
        (Some(home), Language::En) => format!("{id} has {home} now."),
        (Some(home), Language::Nl) => format!("{id} heeft nu {home}."),
        (None, Language::En) => format!("{id} has no place now."),
        (None, Language::Nl) => format!("{id} heeft nu geen woonplek."),
    }
}

fn sentence(sort: Sort, those: &[String], language: Language) -> String {
    let (count, names) = (Form::of(language).count(those.len()), first_of(language, those, NAMED_AT_MOST));
    let one = those.len() == 1;
    let words = match (sort, language) {
        (Sort::Moved, Language::En) if one => "other household got another dwelling",
        (Sort::Moved, Language::En) => "others got another dwelling",
        (Sort::Moved, Language::Nl) if one => "ander huishouden kreeg een andere woning",
        (Sort::Moved, Language::Nl) => "anderen kregen een andere woning",
        (Sort::Gained, Language::En) if one => "other household got a place",
        (Sort::Gained, Language::En) => "others got a place",
        (Sort::Gained, Language::Nl) if one => "ander huishouden kreeg een woonplek",
        (Sort::Gained, Language::Nl) => "anderen kregen een woonplek",
        (Sort::Lost, Language::En) if one => "other household lost its place",
        (Sort::Lost, Language::En) => "others lost their place",
        (Sort::Lost, Language::Nl) if one => "ander huishouden verloor zijn woonplek",
        (Sort::Lost, Language::Nl) => "anderen verloren hun woonplek",
    };
    let drawn = match (sort, language) {
        (Sort::Moved, Language::En) => " Among equals the draw decides anew.",
        (Sort::Moved, Language::Nl) => " Onder wie gelijk staan beslist de loting opnieuw.",
        _ => "",
    };
    format!("{count} {words}: {names}.{drawn}")
}

fn nobody(language: Language) -> &'static str {
    super::words::either(language, "Nothing changes for anyone else.", "Voor anderen verandert er niets.")
}
