//! Sentences about the year before.

use super::Monitored;
use crate::domain::{Fraction, Language};
use crate::report::Form;
use crate::report::year::words::{month, monthly};
use crate::year::monitor::PreviousCase;

/// The case of the year before, sentence after sentence; none where it is not told.
pub(super) fn sentences(told: &Monitored<'_>, language: Language) -> Vec<String> {
    let Some(case) = &told.found.previous else { return Vec::new() };
    vec![realised(case, language), line(case, language), to_bring(case, language), rounding(language)]
}

fn last(case: &PreviousCase, language: Language) -> &'static str {
    month(language, usize::try_from(case.until.month - 1).unwrap_or(0))
}

fn realised(case: &PreviousCase, language: Language) -> String {
    let form = Form::of(language);
    let (until, year) = (last(case, language), case.until.year);
    let (decided, places) = (form.grouped(case.decided.into()), form.fixed(case.realised, 0));
    let (part, pace) = (form.percent(case.part, 0), monthly(language, case.pace));
    match language {
        Language::En => format!(
            "Up to and including {until} {year} about {part} of {decided} places was realised: {places}, or {pace} a month."
        ),
        Language::Nl => format!(
            "Tot en met {until} {year} was ongeveer {part} van de {decided} woonplekken gerealiseerd: {places}, ofwel {pace} \
             per maand."
        ),
    }
}

fn line(case: &PreviousCase, language: Language) -> String {
    let form = Form::of(language);
    let (part, places) = (form.percent(case.straight_part, 0), form.fixed(case.straight, 0));
    let [low_part, high_part] = case.expected_part.map(|part| form.percent(part, 0));
    let [low, high] = case.expected.map(|places| form.fixed(places, 0));
    match language {
        Language::En => format!(
            "The straight line ends at {part} ({places} places); {low_part} to {high_part} was expected ({low} to {high} places)."
        ),
        Language::Nl => format!(
            "De rechte lijn eindigt op {part} ({places} woonplekken); verwacht werd {low_part} tot {high_part} ({low} tot \
             {high} woonplekken)."
        ),
    }
}

fn to_bring(case: &PreviousCase, language: Language) -> String {
    let form = Form::of(language);
    let months = form.grouped(case.to_come.into());
    let [low, high] = case.to_bring.map(|places| form.fixed(places, 0));
    let [beyond_low, beyond_high] = case.beyond.map(|places| form.fixed(places, 0));
    match language {
        Language::En => format!(
            "So the last {months} months had to bring {low} to {high} places, {beyond_low} to {beyond_high} beyond the straight \
             line. How many of these were announced deliveries is not known in numbers."
        ),
        Language::Nl => format!(
            "De laatste {months} maanden moesten dus {low} tot {high} woonplekken brengen: {beyond_low} tot {beyond_high} meer \
             dan de rechte lijn. Hoeveel daarvan aangekondigde opleveringen waren, is niet in aantallen bekend."
        ),
    }
}

fn rounding(language: Language) -> String {
    match language {
        Language::En => {
            "The percentages are the letter's, rounded there; places are worked out from them exactly and rounded \
                         last, so that differences may seem one off."
                .to_owned()
        }
        Language::Nl => {
            "De percentages zijn die van de brief, daar al afgerond; de woonplekken zijn er precies uit berekend en \
                         pas aan het eind afgerond, zodat een verschil er één naast kan lijken."
                .to_owned()
        }
    }
}

/// What came free for each hundred places realised; `None` where that is not told.
pub(super) fn vacated(case: &PreviousCase, language: Language) -> Option<String> {
    let (dwellings, form) = (case.vacated.filter(|dwellings| *dwellings > 0)?, Form::of(language));
    let part = Fraction::new(case.realised.numerator, case.realised.denominator * i128::from(dwellings));
    let (dwellings, part) = (form.grouped(dwellings.into()), form.percent(part, 1));
    Some(match language {
        Language::En => {
            format!("In those months {dwellings} dwellings came free; the places realised are {part} of that number.")
        }
        Language::Nl => {
            format!(
                "In die maanden kwamen {dwellings} woningen vrij; de gerealiseerde woonplekken zijn {part} van dat aantal."
            )
        }
    })
}
