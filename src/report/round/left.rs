//! Who has no place and which dwellings stay vacant, counted by reason, with what the reasons mean.

use std::collections::{BTreeMap, BTreeSet};

use super::rows::waiting_for;
use super::{Told, weigh};
use crate::allocation::VacantReason;
use crate::domain::Dwelling;
use crate::report::Reasons;
use crate::report::document::Table;
use crate::report::screen::{for_a_goal, unplaced_words, vacant_words};

/// Reasons in the order in which they are shown, by their code.
const UNPLACED: [&str; 5] = ["outranked", "limit-full", "nothing-fits", "too-few-sharers", "stopped"];
const VACANT: [&str; 7] =
    ["limit-full", "nobody-fits", "all-placed", "reserved-empty", "costs-a-tier", "too-few-sharers", "stopped"];

/// Households without a place by group and reason.
pub(super) fn unplaced_table(told: &Told<'_>) -> Table {
    let left = waiting_for(told);
    let reason_of: BTreeMap<usize, &str> = left.iter().map(|one| (one.applicant, one.reason.name())).collect();
    let codes: Vec<&str> = UNPLACED.into_iter().filter(|code| reason_of.values().any(|one| one == code)).collect();
    let words = |code: &&str| capital(pick(told, unplaced_words(code, for_a_goal(told.outcome))));
    let mut table = reasons_table(told, told.say("Group", "Doelgroep"), codes.iter().map(words));
    told.say(
        "Households without a place, by group and by what stands in the way",
        "Huishoudens zonder plek, per doelgroep en naar wat in de weg staat",
    )
    .clone_into(&mut table.caption);
    let counts = |members: &[usize]| {
        let of = |code: &&str| members.iter().filter(|one| reason_of.get(*one) == Some(code)).count();
        codes.iter().map(of).chain([members.len()]).map(|count| told.form().count(count)).collect::<Vec<_>>()
    };
    let everyone: Vec<usize> = reason_of.keys().copied().collect();
    for (groups, members) in told.pools(everyone.iter().copied()) {
        table.add([vec![told.names(&groups)], counts(&members)].concat(), false);
    }
    if !everyone.is_empty() {
        table.add([vec![told.say("All", "Alle").to_owned()], counts(&everyone)].concat(), true);
    }
    table
}

/// A table with a column for every reason and one for their sum.
fn reasons_table(told: &Told<'_>, first: &str, reasons: impl Iterator<Item = String>) -> Table {
    let sum = told.say("Together", "Samen").to_owned();
    Table { head: std::iter::once(first.to_owned()).chain(reasons).chain([sum]).collect(), ..Table::default() }
}

fn pick<'a>(told: &Told<'_>, (english, dutch): (&'a str, &'a str)) -> &'a str {
    told.say(english, dutch)
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// What each reason that occurs means, and for how many what weighs in it.
pub(super) fn unplaced_reasons(told: &Told<'_>) -> Vec<String> {
    let left = waiting_for(told);
    let occurs = |code: &str| left.iter().any(|one| one.reason.name() == code);
    let explained = |code: &&str| {
        let name = capital(pick(told, unplaced_words(code, for_a_goal(told.outcome))));
        let sentence = format!("{name}: {}", pick(told, unplaced_meaning(code)));
        let more = match *code {
            "outranked" => weigh::goals(told, &left),
            "nothing-fits" => weigh::rules_for_people(told, &left),
            _ => None,
        };
        occurs(code).then(|| more.map_or_else(|| sentence.clone(), |more| format!("{sentence} {more}")))
    };
    let mut found: Vec<String> = UNPLACED.iter().filter_map(explained).collect();
    if !left.is_empty() {
        let each = told.say(
            "Everyone without a place has a reason of their own, in one sentence, in unplaced.csv. Each was found by making the exchange on the final allocation.",
            "Iedereen zonder plek heeft een eigen reden, in één zin, in unplaced.csv. Elke reden is gevonden door de ruil op de uiteindelijke toewijzing uit te voeren.",
        );
        found.push(each.to_owned());
    }
    found
}

fn unplaced_meaning(code: &str) -> (&'static str, &'static str) {
    match code {
        "outranked" => (
            "some dwellings fit, but whoever got them stands before by the order of the goals (minimums, number placed, urgency, \
             waiting time, fit, draw), and no exchange would be better. In some of those dwellings a limit may stand in the way.",
            "er passen woningen, maar wie ze kregen gaan voor naar de volgorde van de doelen (minima, aantal geplaatst, urgentie, \
             inschrijfduur, passendheid, loting), en geen ruil is beter. In een deel van die woningen kan een begrenzing in de weg staan.",
        ),
        "limit-full" => (
            "some dwellings fit, and in each of them a maximum would be exceeded, of a partner's support, of a share or of a complex \
             (or too few others are left to share it). It says nothing about the household.",
            "er passen woningen, en in elk daarvan zou een maximum worden overschreden: van de begeleiding van een partner, van een aandeel \
             of van een complex (of er zijn te weinig anderen over om te delen). Het zegt niets over het huishouden.",
        ),
        "nothing-fits" => (
            "every dwelling of the round breaks at least one rule for this household: size, rent, age, needs, reservation, place or date. \
             More dwellings of the same kind would not help.",
            "elke woning van de ronde voldoet voor dit huishouden aan minstens één regel niet: grootte, huur, leeftijd, voorzieningen, \
             oormerk, plaats of datum. Meer van dezelfde woningen helpt niet.",
        ),
        "too-few-sharers" => (
            "the dwellings that fit can only be shared, and too few others are left to share them.",
            "de passende woningen zijn alleen te delen, en daarvoor zijn er te weinig anderen over.",
        ),
        _ => (
            "the search was stopped by its time limit before this was settled.",
            "de zoektocht is op de tijdslimiet gestopt voordat dit vaststond.",
        ),
    }
}

/// What each reason that occurs for a vacant dwelling means, and which rules weigh where nobody fits.
pub(super) fn vacant_reasons(told: &Told<'_>) -> Vec<String> {
    let occurs = |code: &&&str| told.outcome.vacant.iter().any(|one| one.reason.name() == **code);
    let explained = |code: &&str| {
        let sentence = format!("{}: {}", capital(pick(told, vacant_words(code))), pick(told, vacant_meaning(code)));
        let more = (*code == "nobody-fits").then(|| weigh::rules_for_dwellings(told)).flatten();
        more.map_or_else(|| sentence.clone(), |more| format!("{sentence} {more}"))
    };
    VACANT.iter().filter(occurs).map(explained).collect()
}

fn vacant_meaning(code: &str) -> (&'static str, &'static str) {
    match code {
        "limit-full" => (
            "households without a place would fit, but with any of them a maximum would be exceeded. Such a dwelling is left to others than these groups.",
            "er zijn passende huishoudens zonder plek, maar met elk van hen zou een maximum worden overschreden. Zo'n woning blijft over voor anderen dan deze doelgroepen.",
        ),
        "nobody-fits" => (
            "no household of the round keeps every rule there; vacant.csv says of each dwelling what is in the way.",
            "geen huishouden van de ronde voldoet er aan elke regel; wat in de weg staat, staat per woning in vacant.csv.",
        ),
        "all-placed" => ("whoever fits has a place elsewhere.", "wie past heeft elders een plek."),
        "reserved-empty" => (
            "nobody of those it is reserved for fits, while others would.",
            "van degenen voor wie zij is geoormerkt past niemand, terwijl anderen wel passen.",
        ),
        "costs-a-tier" => (
            "placing someone there would cost a goal that stands before the number placed.",
            "er iemand plaatsen gaat ten koste van een doel dat vóór het aantal geplaatsten staat.",
        ),
        "too-few-sharers" => (
            "it could only be shared, and too few sharers are left.",
            "zij is alleen te delen, en er zijn te weinig delers over.",
        ),
        _ => (
            "the search was stopped by its time limit before this was settled.",
            "de zoektocht is op de tijdslimiet gestopt voordat dit vaststond.",
        ),
    }
}

/// Dwellings by district and by landlord: let, and vacant by reason. A column that no dwelling fills has no table.
pub(super) fn by_place(told: &Told<'_>) -> Vec<Table> {
    let district: fn(&Dwelling) -> Option<&str> = |one| one.district.as_deref();
    let landlord: fn(&Dwelling) -> Option<&str> = |one| one.landlord.as_deref();
    let tables = [
        (told.say("District", "Wijk"), told.say("Dwellings by district", "Woningen per wijk"), district),
        (told.say("Landlord", "Verhuurder"), told.say("Dwellings by landlord", "Woningen per verhuurder"), landlord),
    ];
    let is_known = |of: fn(&Dwelling) -> Option<&str>| told.round.dwellings.iter().any(|one| of(one).is_some());
    tables
        .into_iter()
        .filter(|(_, _, of)| is_known(*of))
        .map(|(head, caption, of)| places(told, head, caption, of))
        .collect()
}

fn places(told: &Told<'_>, head: &str, caption: &str, of: fn(&Dwelling) -> Option<&str>) -> Table {
    let reason_of: BTreeMap<usize, &str> =
        told.outcome.vacant.iter().map(|one| (one.dwelling, VacantReason::name(&one.reason))).collect();
    let codes: Vec<&str> = VACANT.into_iter().filter(|code| reason_of.values().any(|one| one == code)).collect();
    let mut by_name: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (dwelling, row) in told.round.dwellings.iter().enumerate() {
        by_name.entry(of(row).unwrap_or("")).or_default().push(dwelling);
    }
    let let_out = told.say("Let", "Toegewezen").to_owned();
    let words = codes.iter().map(|code| capital(pick(told, vacant_words(code))));
    let mut table = reasons_table(told, head, std::iter::once(let_out).chain(words));
    caption.clone_into(&mut table.caption);
    let counts = |members: &[usize]| {
        let of = |code: &&str| members.iter().filter(|one| reason_of.get(*one) == Some(code)).count();
        let let_out = members.iter().filter(|one| !reason_of.contains_key(one)).count();
        let all = std::iter::once(let_out).chain(codes.iter().map(of)).chain([members.len()]);
        all.map(|count| told.form().count(count)).collect::<Vec<_>>()
    };
    for (name, members) in &by_name {
        let name = if name.is_empty() { told.say("not known", "onbekend") } else { name };
        table.add([vec![name.to_owned()], counts(members)].concat(), false);
    }
    let everything: BTreeSet<usize> = by_name.values().flatten().copied().collect();
    table.add(
        [vec![told.say("All", "Alle").to_owned()], counts(&everything.into_iter().collect::<Vec<_>>())].concat(),
        true,
    );
    table
}

/// Every applicant without a place with its reason.
pub(super) fn each_unplaced(told: &Told<'_>) -> Table {
    let reasons = Reasons::of(told.round, told.outcome, told.language);
    let head = [
        told.say("Applicant", "Woningzoekende"),
        told.say("Group", "Doelgroep"),
        told.say("Why no place", "Waarom geen plek"),
    ];
    let caption = told.say("Without a place", "Zonder plek").to_owned();
    let mut table = Table { caption, head: head.map(str::to_owned).to_vec(), texts: vec![1, 2], ..Table::default() };
    for left in waiting_for(told) {
        let applicant = &told.round.applicants[left.applicant];
        let group = told.group_name(&applicant.group).to_owned();
        table.add(vec![applicant.id.clone(), group, reasons.unplaced(left)], false);
    }
    table
}

/// Every vacant dwelling with its reason.
pub(super) fn each_vacant(told: &Told<'_>) -> Table {
    let reasons = Reasons::of(told.round, told.outcome, told.language);
    let head = [told.say("Dwelling", "Woning"), told.say("Complex", "Complex"), told.say("Why vacant", "Waarom leeg")];
    let caption = told.say("Vacant", "Leeg").to_owned();
    let mut table = Table { caption, head: head.map(str::to_owned).to_vec(), texts: vec![1, 2], ..Table::default() };
    for vacant in &told.outcome.vacant {
        let dwelling = &told.round.dwellings[vacant.dwelling];
        let complex = dwelling.complex.clone().unwrap_or_default();
        table.add(vec![dwelling.id.clone(), complex, reasons.vacant(vacant)], false);
    }
    table
}
