//! What chance and people had to do with it: the draw, and what was decided beforehand.

use super::discretion::TOGETHER;
use super::{Readers, Told};
use crate::allocation::Certainty;
use crate::domain::{AdoptedChanges, ChangedSetting, Decision, DecisionVerdict, Language};
use crate::report::document::Table;
use crate::report::setting_words;

/// How many have a place in every optimum, and how the draw chose among the others.
pub(super) fn certainty(told: &Told<'_>) -> Vec<String> {
    let count = |wanted: Option<Certainty>| told.outcome.certainty.iter().filter(|one| **one == wanted).count();
    let [certain, drawn, open] = [Some(Certainty::EveryOptimum), Some(Certainty::Drawn), None].map(count);
    let mut found = vec![in_every(told, certain)];
    found.push(if drawn == 0 && open == 0 { nobody_drawn(told) } else { by_lot(told, drawn) });
    if open > 0 {
        let open = told.form().count(open);
        found.push(match told.language {
            Language::En => format!("Not known: {open}. The search was stopped before that was settled."),
            Language::Nl => format!("Onbekend: {open}. De zoektocht is gestopt voordat dat vaststond."),
        });
    }
    found.push(seed(told));
    found
}

fn in_every(told: &Told<'_>, certain: usize) -> String {
    let count = told.form().count(certain);
    match told.language {
        Language::En => format!("In every best allocation: {count}. Whatever the draw, these households have a place."),
        Language::Nl => {
            format!("In elke beste toewijzing: {count}. Hoe de loting ook uitvalt, deze huishoudens hebben een plek.")
        }
    }
}

fn nobody_drawn(told: &Told<'_>) -> String {
    told.say(
        "Nobody has a place, or none, by the draw alone. It may have chosen who of them lives where, between homes that suit as well.",
        "Niemand heeft door loting alleen wel of geen plek. Zij kan wel hebben gekozen wie van hen waar woont, tussen woningen die even goed passen.",
    )
    .to_owned()
}

fn by_lot(told: &Told<'_>, drawn: usize) -> String {
    let count = told.form().count(drawn);
    match told.language {
        Language::En => {
            format!("Drawn by lot: {count}. Other allocations are as good in every goal before the draw, without them.")
        }
        Language::Nl => {
            format!("Door loting: {count}. Andere toewijzingen zijn even goed op elk doel vóór de loting, zonder hen.")
        }
    }
}

fn seed(told: &Told<'_>) -> String {
    let seed = told.round.seed;
    match told.language {
        Language::En => format!(
            "The draw follows from the seed {seed}, which the round states beforehand, and from ids alone; the order of rows \
             plays no part. Whoever has the input can repeat it."
        ),
        Language::Nl => format!(
            "De loting volgt uit het lotingsgetal {seed}, dat de ronde vooraf noemt, en uit nummers alleen; de volgorde van rijen doet \
             er niet toe. Wie de invoer heeft kan haar herhalen."
        ),
    }
}

/// How many decisions of each sort; of few households, the public learns only that they are few.
pub(super) fn decisions_counted(told: &Told<'_>) -> String {
    let decisions = &told.round.decisions;
    if decisions.is_empty() {
        return told.say("Nothing was decided beforehand.", "Er is vooraf niets besloten.").to_owned();
    }
    let of = |verdict| number(told, decisions.iter().filter(|one| one.verdict == verdict).count());
    let [fixed, refused, forbidden] =
        [DecisionVerdict::Fixed, DecisionVerdict::Refused, DecisionVerdict::Forbidden].map(of);
    let overrides = number(told, decisions.iter().filter(|one| one.overrides).count());
    match told.language {
        Language::En => format!(
            "Fixed beforehand: {fixed}; of these, allowed to depart from a rule or a maximum: {overrides}. Refused by the \
             household: {refused}. Forbidden: {forbidden}. Who decided, when and why stands in decisions.csv."
        ),
        Language::Nl => format!(
            "Vooraf vastgelegd: {fixed}; daarvan mag van een regel of maximum afwijken: {overrides}. Geweigerd door het \
             huishouden: {refused}. Verboden: {forbidden}. Wie besloot, wanneer en waarom, staat in decisions.csv."
        ),
    }
}

/// Settings that persons changed for this round, from what to what. Who and why is told to those who handle the cases: a
/// reason is written freely, and may speak of a household.
pub(super) fn changed_settings(told: &Told<'_>) -> Vec<String> {
    let sentence = |one: &AdoptedChanges| {
        let change = |one: &ChangedSetting| {
            told.name_without_ids(&setting_words(&one.typed, Some(&one.before), &told.round.limits, told.language))
        };
        let changes = one.changes.iter().map(change).collect::<Vec<_>>().join("; ");
        if told.readers == Readers::Public {
            return format!("{changes}.");
        }
        let by = [one.by.as_str(), one.at.as_str()].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>();
        format!("{changes}. “{}”: {} ({})", one.name, one.reason, by.join(", "))
    };
    told.round.adopted.iter().map(sentence).collect()
}

fn number(told: &Told<'_>, decisions: usize) -> String {
    if !told.is_few(decisions) {
        return told.form().count(decisions);
    }
    match told.language {
        Language::En => format!("fewer than {TOGETHER}"),
        Language::Nl => format!("minder dan {TOGETHER}"),
    }
}

/// Every decision with who, where and why, for those who handle the cases. A reason speaks of one household, so the public
/// has none of them.
pub(super) fn decisions_table(told: &Told<'_>) -> Table {
    let heads = [
        told.say("Decision", "Besluit"),
        told.say("Reason, as written", "Reden, zoals opgeschreven"),
        told.say("Applicant", "Woningzoekende"),
        told.say("Dwelling", "Woning"),
        told.say("By", "Door"),
    ];
    let caption = told.say("Decisions with their reasons", "Besluiten met hun redenen").to_owned();
    let head = heads.into_iter().map(str::to_owned).collect();
    let mut table = Table { caption, head, texts: vec![1, 2, 3, 4], ..Table::default() };
    if told.readers == Readers::Entrusted {
        told.round.decisions.iter().for_each(|one| table.add(in_full(told, one), false));
    }
    table
}

fn in_full(told: &Told<'_>, one: &Decision) -> Vec<String> {
    let by = one.by.clone().unwrap_or_default();
    vec![sort(told, one).to_owned(), reason(told, one), one.applicant.clone(), one.dwelling.clone(), by]
}

fn sort<'a>(told: &Told<'a>, one: &Decision) -> &'a str {
    let (english, dutch) = match (one.verdict, one.overrides) {
        (DecisionVerdict::Fixed, true) => ("fixed, with override", "vast, met afwijking"),
        (DecisionVerdict::Fixed, false) => ("fixed", "vast"),
        (DecisionVerdict::Refused, _) => ("refused", "geweigerd"),
        (DecisionVerdict::Forbidden, _) => ("forbidden", "verboden"),
    };
    told.say(english, dutch)
}

fn reason(told: &Told<'_>, one: &Decision) -> String {
    let none = || told.say("no reason given", "geen reden opgegeven").to_owned();
    one.reason.clone().unwrap_or_else(none)
}
