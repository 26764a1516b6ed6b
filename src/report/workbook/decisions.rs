//! The sheet of what persons decided, with reason and name.

use super::columns::{Column, Kind, column};
use crate::domain::{Decision, DecisionVerdict, Language, Round};
use crate::report::words::{either, rests_on};

/// Its columns, those of `decisions.csv`; whether a decision may depart from a rule is part of its kind.
pub(super) const COLUMNS: [Column; 6] = [
    column("applicant", ["Applicant", "Woningzoekende"], Kind::Text, 16, ["Whom it is about.", "Over wie het gaat."]),
    column(
        "dwelling",
        ["Dwelling", "Woning"],
        Kind::Text,
        16,
        ["Which dwelling it is about.", "Over welke woning het gaat."],
    ),
    column(
        "decision",
        ["Decision", "Besluit"],
        Kind::Text,
        22,
        [
            "Fixed, also against a rule or a maximum (override); refused by the applicant; or forbidden.",
            "Vastgelegd, ook tegen een regel of maximum in (afwijking); geweigerd door de woningzoekende; of verboden.",
        ],
    ),
    column("reason", ["Reason", "Reden"], Kind::Sentence, 60, ["As it was written.", "Zoals die is opgeschreven."]),
    column("by", ["By", "Door"], Kind::Text, 22, ["Who decided it.", "Wie het besloot."]),
    column("at", ["At", "Op"], Kind::Text, 18, ["When.", "Wanneer."]),
];

/// A row for every decision, by applicant and dwelling.
pub(super) fn rows(round: &Round, language: Language) -> Vec<Vec<String>> {
    let row = |one: &Decision| {
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        let kind = kind(one, language).to_owned();
        vec![one.applicant.clone(), one.dwelling.clone(), kind, text(&one.reason), text(&one.by), text(&one.at)]
    };
    round.decisions.iter().map(row).collect()
}

fn kind(one: &Decision, language: Language) -> &'static str {
    let whole = match one.verdict {
        DecisionVerdict::Fixed => {
            return rests_on(language, Some(one.overrides), None).split_once(": ").map_or("", |(_, kind)| kind);
        }
        DecisionVerdict::Refused => ("refused", "geweigerd"),
        DecisionVerdict::Forbidden => ("forbidden", "verboden"),
    };
    either(language, whole.0, whole.1)
}
