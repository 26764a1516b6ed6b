//! The limits: what they bound, what is used of them, in whose way they stand, and what one unit more could do.

use super::Told;
use super::discretion::TOGETHER;
use super::rows::Met;
use crate::allocation::LimitOutcome;
use crate::domain::{Language, Limit, Side};
use crate::report::document::Table;
use crate::report::limits::models_maximum;
use crate::report::screen::at_most;
use crate::report::words::{either, units};

/// A row: one limit, or those of a family that are told of together.
pub(super) enum Row<'a> {
    One(&'a LimitOutcome),
    Together(usize, Vec<&'a LimitOutcome>),
}

/// The limits that are told of: with a minimum, in the way, raised by a decision, or not one of many.
pub(super) fn rows<'a>(told: &Told<'a>) -> Vec<Row<'a>> {
    let mut found: Vec<Row<'a>> = Vec::new();
    for limit in &told.outcome.limits {
        let family = told.round.limits.limits[limit.limit].family;
        let declared = &told.round.limits.families[family];
        match found.last_mut() {
            Some(Row::Together(last, all)) if *last == family => all.push(limit),
            _ if told.tells_together(declared) => found.push(Row::Together(family, vec![limit])),
            _ if declared.each.is_none() || is_told(told, limit) => found.push(Row::One(limit)),
            _ => {}
        }
    }
    found
}

fn is_told(told: &Told<'_>, found: &LimitOutcome) -> bool {
    let limit = &told.round.limits.limits[found.limit];
    limit.min.is_some() || found.binding || found.max > limit.max
}

/// The limits with a maximum in the way that are told of one by one, the one that could place most first.
pub(super) fn in_the_way<'a>(told: &Told<'a>) -> Vec<&'a LimitOutcome> {
    let one = |row: Row<'a>| match row {
        Row::One(found) => Some(found),
        Row::Together(..) => None,
    };
    let mut found: Vec<&LimitOutcome> = rows(told).into_iter().filter_map(one).collect();
    found.retain(|found| found.max.is_some() && found.binding);
    found.sort_by_key(|found| std::cmp::Reverse(found.at_most)); // stable: equal ones stay in the model's order
    found
}

/// What the columns mean, and what one unit more is worth.
pub(super) fn about(told: &Told<'_>) -> Vec<String> {
    let sentences = [
        told.say(
            "A maximum is never exceeded, but where a decision with an override says so. A minimum is a goal: how far it is missed is a shortfall.",
            "Een maximum wordt nooit overschreden, behalve waar een besluit met afwijking dat zegt. Een minimum is een doel: hoever het niet wordt gehaald heet tekort.",
        ),
        told.say(
            "“In the way of” counts households without a place that a full limit keeps out of a dwelling that fits them; one household can count for several limits.",
            "“In de weg van” telt huishoudens zonder plek die een volle begrenzing uit een passende woning houdt; een huishouden kan bij meer begrenzingen tellen.",
        ),
        told.say(
            "“One unit more” is the price of the limit in the proof: so many more households it could place at most. It is a bound and no promise; what really happens is found by solving the round with that unit (the page or command “levers”).",
            "“Eén eenheid erbij” is de prijs van de begrenzing in het bewijs: zoveel huishoudens extra kan dat hoogstens plaatsen. Het is een grens en geen belofte; wat er echt gebeurt, blijkt door de ronde met die eenheid op te lossen (de pagina “Knoppen”, of de opdracht “sleutel levers”).",
        ),
    ];
    let mut found = sentences.map(str::to_owned).to_vec();
    if told.outcome.limits.iter().any(|limit| told.hides_use(limit)) {
        found.push(hidden(told));
    }
    found
}

fn hidden(told: &Told<'_>) -> String {
    let least = told.form().count(TOGETHER);
    match told.language {
        Language::En => format!(
            "“Not told” stands where fewer than {least} households count: their support or size would be known."
        ),
        Language::Nl => format!(
            "“Niet vermeld” staat waar minder dan {least} huishoudens tellen: hun begeleiding of grootte zou bekend zijn."
        ),
    }
}

/// A row for every limit, or for those that are told of together.
pub(super) fn table(told: &Told<'_>) -> Table {
    let heads = [
        told.say("Limit", "Begrenzing"),
        told.say("At least", "Minstens"),
        told.say("Used", "Gebruikt"),
        told.say("At most", "Hoogstens"),
        told.say("Short", "Tekort"),
        told.say("In the way of", "In de weg van"),
        told.say("One unit more", "Eén eenheid erbij"),
    ];
    let caption = told.say(
        "Every limit, as it stands after the allocation",
        "Elke begrenzing, zoals zij er na de toewijzing voor staat",
    );
    let head = heads.map(str::to_owned).to_vec();
    let mut table = Table { caption: caption.to_owned(), head, ..Table::default() };
    let met = Met::new(told);
    for row in rows(told) {
        table.add(
            match row {
                Row::One(found) => one(told, &met, found),
                Row::Together(family, found) => together(told, &met, family, &found),
            },
            false,
        );
    }
    table
}

fn one(told: &Told<'_>, met: &Met, found: &LimitOutcome) -> Vec<String> {
    let limit = &told.round.limits.limits[found.limit];
    let amount = |units: i64| told.form().amount(limit.counts, units);
    let most = found.max.map_or_else(String::new, |max| {
        let model = models_maximum(told.form(), limit, found).map_or_else(String::new, |model| format!(" ({model})"));
        amount(max) + &model
    });
    let short = match (limit.min, told.hides_use(found), found.shortfall) {
        (None, _, _) => String::new(),
        (Some(_), true, 1..) => told.say("not reached", "niet gehaald").to_owned(),
        (Some(_), _, short) => amount(short),
    };
    vec![
        format!("{} · {}", told.name_without_ids(limit.title(told.language)), units(told.language, limit.counts, 0)),
        limit.min.map_or_else(String::new, amount),
        used(told, found, limit),
        most,
        short,
        found.max.map_or_else(String::new, |_| told.form().count(met.by(&[found.limit]))),
        found.max.map_or_else(String::new, |_| at_most(found.at_most, told.language)),
    ]
}

/// What is used of a limit, unless that would tell of few households.
pub(super) fn used(told: &Told<'_>, found: &LimitOutcome, limit: &Limit) -> String {
    if told.hides_use(found) {
        not_told(told.language).to_owned()
    } else {
        told.form().amount(limit.counts, found.used)
    }
}

/// In place of a figure about few households.
pub(super) fn not_told(language: Language) -> &'static str {
    either(language, "not told", "niet vermeld")
}

/// "Intensive support in a complex (39 complexes)": how many are full, and in whose way they stand.
fn together(told: &Told<'_>, met: &Met, family: usize, found: &[&LimitOutcome]) -> Vec<String> {
    let declared = &told.round.limits.families[family];
    let full = found.iter().filter(|one| one.max.is_some_and(|max| one.used >= max && max > 0)).count();
    let short = found.iter().filter(|one| one.shortfall > 0).count();
    let limits: Vec<usize> = found.iter().map(|one| one.limit).collect();
    let most = found.iter().map(|one| one.at_most).max().flatten();
    let has_maximum = declared.max.is_some();
    let counted = told.form().count(found.len());
    let name = format!(
        "{} ({counted} {})",
        told.name_without_ids(declared.title(told.language)),
        values(told, declared.each.as_ref())
    );
    let of_full = format!("{} {}", told.form().count(full), told.say("full", "vol"));
    let of_short = format!("{} {}", told.form().count(short), told.say("short", "te weinig"));
    vec![
        format!("{name} · {}", units(told.language, declared.counts, 0)),
        String::new(),
        if has_maximum { of_full } else { String::new() },
        String::new(),
        declared.min.map_or_else(String::new, |_| of_short),
        if has_maximum { told.form().count(met.by(&limits)) } else { String::new() },
        if has_maximum { at_most(most, told.language) } else { String::new() },
    ]
}

/// What a family is spread over, in the plural.
fn values(told: &Told<'_>, each: Option<&(Side, String)>) -> &'static str {
    let column = each.map_or("", |(_, column)| column.as_str());
    let (english, dutch) = match column {
        "complex" => ("complexes", "complexen"),
        "district" | "districts" => ("districts", "wijken"),
        _ => ("values", "waarden"),
    };
    either(told.language, english, dutch)
}
