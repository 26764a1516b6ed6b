//! Sentences about places: what was realised, where the year ends, what is needed.

use super::Monitored;
use crate::domain::{Language, MONTHS};
use crate::report::Form;
use crate::report::words::{counted, either, joined};
use crate::report::year::words::{from_to, month, monthly, monthly_needed};
use crate::year::monitor::{Course, Forecast};

/// "Up to and including February", "in the whole of 2025".
pub(super) fn until(told: &Monitored<'_>, language: Language) -> String {
    let year = told.year.year;
    match (told.found.moment.months, language) {
        (MONTHS.., Language::En) => format!("In the whole of {year}"),
        (MONTHS.., Language::Nl) => format!("In heel {year}"),
        (months, Language::En) => format!("Up to and including {} {year}", month(language, months.saturating_sub(1))),
        (months, Language::Nl) => format!("Tot en met {} {year}", month(language, months.saturating_sub(1))),
    }
}

/// What was realised of the decision, and what was planned.
pub(super) fn so_far(told: &Monitored<'_>, language: Language) -> String {
    let (course, form) = (&told.found.all, Form::of(language));
    if course.months == 0 {
        let sentence = either(
            language,
            "No month is complete yet, so nothing is counted.",
            "Er is nog geen maand compleet, dus er valt niets te tellen.",
        );
        return sentence.to_owned();
    }
    let (until, realised) = (until(told, language), course.realised_so_far());
    let (places, persons) = (form.grouped(realised.places.into()), form.grouped(realised.persons.into()));
    let decided = form.grouped(course.decided.into());
    let part = course.part().map_or_else(String::new, |part| format!(" ({})", form.percent(part, 1)));
    let first = match language {
        Language::En => format!("{until}, {places} of {decided} places were realised{part}, for {persons} persons."),
        Language::Nl => {
            let are = if realised.places == 1 { "is" } else { "zijn" };
            format!("{until} {are} {places} van de {decided} woonplekken gerealiseerd{part}, voor {persons} personen.")
        }
    };
    format!("{first} {}", against_plan(told, course, language))
}

/// How far that is from the plan.
fn against_plan(told: &Monitored<'_>, course: &Course, language: Language) -> String {
    let form = Form::of(language);
    let planned = form.grouped(course.planned_so_far().into());
    let by = basis(told.planned, language);
    let ahead = course.ahead();
    let size = form.grouped(ahead.unsigned_abs().into());
    match (ahead, language) {
        (0, Language::En) => format!("{by}, exactly {planned} were due."),
        (0, Language::Nl) => format!("{by} zouden het er precies {planned} zijn geweest."),
        (1.., Language::En) => format!("{by}, {planned} were due: {size} more than that."),
        (1.., Language::Nl) => format!("{by} zouden het er {planned} zijn geweest; het zijn er {size} meer."),
        (_, Language::En) => format!("{by}, {planned} were due: {size} fewer than that."),
        (_, Language::Nl) => format!("{by} zouden het er {planned} zijn geweest; het zijn er {size} minder."),
    }
}

/// What the plan is.
pub(super) fn basis(planned: bool, language: Language) -> &'static str {
    if planned {
        either(language, "By the monthly plan", "Volgens het maandplan")
    } else {
        either(language, "At an even pace", "Bij een gelijkmatig tempo")
    }
}

/// What is asked of the landlords, and what the groups that search for themselves found.
pub(super) fn routes(told: &Monitored<'_>, language: Language) -> Option<String> {
    let (asked, own, form) = (&told.found.mediated, &told.found.self_search, Form::of(language));
    if own.decided == 0 || asked.months == 0 {
        return None;
    }
    let of = |course: &Course| {
        let part = course.part().map_or_else(String::new, |part| format!(" ({})", form.percent(part, 1)));
        (form.grouped(course.decided.into()), form.grouped(course.realised_so_far().places.into()) + &part)
    };
    let ((asked, done), (own, found)) = (of(asked), of(own));
    Some(match language {
        Language::En => format!(
            "Of the landlords {asked} places are asked, of which {done} are realised. The other {own} are for groups that \
             search for themselves: {found} are realised."
        ),
        Language::Nl => format!(
            "Aan de verhuurders zijn {asked} woonplekken gevraagd; daarvan zijn er {done} gerealiseerd. De andere {own} zijn \
             voor zelfzoekers: gerealiseerd zijn er {found}."
        ),
    })
}

/// Where the year ends when the pace holds, with its range.
pub(super) fn outlook(told: &Monitored<'_>, language: Language) -> Option<String> {
    let (course, form) = (&told.found.all, Form::of(language));
    let forecast = course.forecast().filter(|_| course.months < MONTHS)?;
    let (pace, straight) = (monthly(language, forecast.pace), form.fixed(forecast.straight, 0));
    let part = part_of_decision(&forecast, course, form);
    let first = match language {
        Language::En => {
            format!("If the pace so far holds ({pace} places a month), the year ends at {straight} places{part}.")
        }
        Language::Nl => {
            format!(
                "Houdt het tempo tot nu toe aan ({pace} woonplekken per maand), dan eindigt het jaar op {straight} woonplekken{part}."
            )
        }
    };
    Some(format!("{first} {}", spread(&forecast, course, language)))
}

fn part_of_decision(forecast: &Forecast, course: &Course, form: Form) -> String {
    let decided = i128::from(course.decided);
    if decided == 0 {
        return String::new();
    }
    let straight = forecast.straight;
    let part = crate::domain::Fraction::new(straight.numerator, straight.denominator * decided);
    let of = either(form.language, "of the decision", "van het verdeelbesluit");
    format!(" ({} {of})", form.percent(part, 1))
}

/// The range of a forecast.
fn spread(forecast: &Forecast, course: &Course, language: Language) -> String {
    let form = Form::of(language);
    let (low, high) = (form.grouped(forecast.low.into()), form.grouped(forecast.high.into()));
    let strays = monthly(language, forecast.strays);
    match (course.months, language) {
        (1, Language::En) => "One month says nothing of a range.".to_owned(),
        (1, Language::Nl) => "Eén maand zegt niets over een marge.".to_owned(),
        (_, Language::En) => format!(
            "The months so far were {strays} off that pace on average: with every month to come that far below it the year ends \
             at {low}, that far above it at {high}."
        ),
        (_, Language::Nl) => format!(
            "De maanden tot nu toe lagen gemiddeld {strays} van dat tempo af: ligt elke komende maand er zoveel onder, dan worden het \
             er {low}; erboven, dan {high}."
        ),
    }
}

/// What every month to come must bring for the decision.
pub(super) fn needed(told: &Monitored<'_>, language: Language) -> Option<String> {
    let course = &told.found.all;
    let needed = course.needed()?;
    let months = course.months;
    if needed.numerator == 0 {
        return Some(either(language, "The decision is reached.", "Het verdeelbesluit is gehaald.").to_owned());
    }
    let (needed, from) = (monthly_needed(language, needed), month(language, months));
    let so_far = course.forecast().map(|forecast| monthly(language, forecast.pace));
    let compared = match (so_far, language) {
        (None, _) => String::new(),
        (Some(pace), Language::En) => format!("; so far it was {pace} a month"),
        (Some(pace), Language::Nl) => format!("; tot nu toe waren het er {pace} per maand"),
    };
    let last = months + 1 == MONTHS;
    Some(match (language, last) {
        (Language::En, true) => format!("The decision takes {needed} places in {from}{compared}."),
        (Language::En, false) => {
            format!("The decision takes {needed} places in every month from {from} to December{compared}.")
        }
        (Language::Nl, true) => {
            format!("Om het verdeelbesluit te halen zijn in {from} {needed} woonplekken nodig{compared}.")
        }
        (Language::Nl, false) => format!(
            "Om het verdeelbesluit te halen zijn van {from} tot en met december {needed} woonplekken per maand nodig{compared}."
        ),
    })
}

/// What was announced for the months to come, beside the forecast.
pub(super) fn announced(told: &Monitored<'_>, language: Language) -> String {
    let found = told.found;
    if found.announced.is_empty() {
        let words = either(
            language,
            "No deliveries are announced for the months to come.",
            "Voor de komende maanden zijn geen opleveringen aangekondigd.",
        );
        return words.to_owned();
    }
    let [low, high] = found.announced_places().map(i64::from);
    let places = from_to(language, low, high);
    let end = found.all.forecast().map(|forecast| {
        let straight = i64::from(crate::year::monitor::rounded(forecast.straight));
        from_to(language, straight + low, straight + high)
    });
    match (language, end) {
        (Language::En, None) => format!("Announced for the months to come: {places} places (stated, not computed)."),
        (Language::Nl, None) => {
            format!("Aangekondigd voor de komende maanden: {places} woonplekken (opgegeven, niet berekend).")
        }
        (Language::En, Some(end)) => format!(
            "Announced for the months to come: {places} places (stated, not computed, and no part of the forecast). If they \
             come on top of the pace so far, the year ends at {end}."
        ),
        (Language::Nl, Some(end)) => format!(
            "Aangekondigd voor de komende maanden: {places} woonplekken (opgegeven, niet berekend, en geen deel van de \
             verwachting). Komen zij boven op het tempo tot nu toe, dan eindigt het jaar op {end}."
        ),
    }
}

/// What the reader of the figures must know of the ledger.
pub(super) fn remarks(told: &Monitored<'_>, language: Language) -> Vec<String> {
    let (found, form) = (told.found, Form::of(language));
    let mut remarks = Vec::new();
    if found.assumed_rows > 0 {
        let (assumed, rows) = (form.count(found.assumed_rows), form.count(found.rows));
        remarks.push(match language {
            Language::En if assumed == rows => {
                format!("All {rows} counted rows of the ledger are marked as assumptions.")
            }
            Language::Nl if assumed == rows => {
                format!("Alle {rows} getelde regels van de registratie zijn als aanname gemarkeerd.")
            }
            Language::En => format!("Of the {rows} counted rows of the ledger, {assumed} are marked as assumptions."),
            Language::Nl => {
                format!("Van de {rows} getelde regels van de registratie zijn er {assumed} als aanname gemarkeerd.")
            }
        });
    }
    if !found.silent.is_empty() {
        let names: Vec<String> = found.silent.iter().map(|index| month(language, *index).to_owned()).collect();
        let names = joined(&names, either(language, "and", "en"));
        remarks.push(match language {
            Language::En => format!("The ledger has no rows for {names}: counted as nothing realised."),
            Language::Nl => format!("De registratie heeft geen regels voor {names}: geteld als niets gerealiseerd."),
        });
    }
    if found.left_out.places > 0 {
        let places = found.left_out.places as usize;
        remarks.push(match language {
            Language::En => format!(
                "{} of months that are not complete on that day: not counted yet.",
                counted(language, places, "place", "places")
            ),
            Language::Nl => format!(
                "{} in maanden die op die dag nog niet compleet zijn: nog niet meegeteld.",
                counted(language, places, "woonplek", "woonplekken")
            ),
        });
    }
    remarks
}
