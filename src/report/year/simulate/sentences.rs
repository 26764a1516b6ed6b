//! What the replays say, in sentences.

use super::{Simulated, per_thousand, spread, tenths};
use crate::domain::{Chances, Hundredths, Language, MONTHS};
use crate::report::Form;
use crate::report::words::{either, joined};
use crate::year::simulate::{Goals, Histogram, Policy, Shard, Tally};

/// What a policy does, in a few words.
pub fn policy_name(policy: Policy, language: Language) -> &'static str {
    let (english, dutch) = match policy {
        Policy::AsPlanned => (
            "as planned; beyond the pace at once, up to the decision",
            "volgens plan; meer dan het tempo meteen, tot het besluit",
        ),
        Policy::Steady => ("steady: never beyond the pace", "gelijkmatig: nooit meer dan het tempo"),
        Policy::NoSharing => ("as planned, no sharing", "volgens plan, zonder woningdelen"),
        Policy::SupportUp => ("as planned, 10% more support", "volgens plan, 10\u{a0}% meer begeleiding"),
    };
    either(language, english, dutch)
}

/// "1 replay", "1,000 replays".
pub(super) fn replays(number: u64, language: Language) -> String {
    let words = match number {
        1 => either(language, "replay", "herhaling"),
        _ => either(language, "replays", "herhalingen"),
    };
    format!("{} {words}", Form::of(language).grouped(number.into()))
}

/// "3 of 100 replays", "1 of 1 replay".
pub(super) fn times(part: u64, whole: u64, language: Language) -> String {
    let part = Form::of(language).grouped(part.into());
    format!("{part} {} {}", either(language, "of", "van de"), replays(whole, language))
}

/// "Part 2 of 3 only, with 4 replays; --merge joins the parts."
pub(super) fn part(shard: Shard, number: u64, language: Language) -> String {
    let Shard { part, of } = shard;
    let replays = replays(number, language);
    match language {
        Language::En => format!("Part {part} of {of} only, with {replays}; --merge joins the parts."),
        Language::Nl => format!("Alleen deel {part} van {of}, met {replays}; --merge voegt de delen samen."),
    }
}

/// How near a chance is that so many replays tell: the widest 95 % interval of a part of so many draws, a chance of one half.
pub(super) fn margin(number: u64, language: Language) -> String {
    let points = nearest(98.0 / precise(number.max(1)).sqrt());
    let number = replays(number, language);
    match language {
        Language::En => format!(
            "A chance from {number} may be off by {points} percentage points either way at most, in 19 of 20 cases{}.",
            if points > 10 { ": too few to go by, a thousand bring it to 3" } else { "" }
        ),
        Language::Nl => format!(
            "Een kans uit {number} kan er in 19 van de 20 gevallen hoogstens {points} procentpunt naast zitten{}.",
            if points > 10 { ": te weinig om op te varen, met duizend is het 3" } else { "" }
        ),
    }
}

#[allow(clippy::cast_precision_loss)] // replays: far below what a float holds exactly
fn precise(number: u64) -> f64 {
    number as f64
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // percentage points, from 0 to 98
fn nearest(points: f64) -> u32 {
    points.round() as u32
}

/// "Statushouders: 550 places in 3 of 100 replays (3%); usually between 471 and 503".
pub(super) fn reached(
    told: &Simulated<'_>,
    name: &str,
    decided: u32,
    places: &Histogram,
    language: Language,
) -> String {
    let form = Form::of(language);
    let (number, reached) = (told.replays(), places.at_least(decided));
    let (decided, times) = (form.grouped(decided.into()), times(reached, number, language));
    let chance = chance(reached, number, language);
    let [low, _, high] = spread(places).unwrap_or_default().map(|number| form.grouped(i128::from(number)));
    match language {
        Language::En => format!(
            "{name}: {decided} places in {times} ({chance}); {}",
            if low == high { format!("usually {low}") } else { format!("usually between {low} and {high}") }
        ),
        Language::Nl => format!(
            "{name}: {decided} woonplekken in {times} ({chance}); {}",
            if low == high { format!("meestal {low}") } else { format!("meestal tussen {low} en {high}") }
        ),
    }
}

/// "3%", never 0% or 100% unless it is none or all of them.
pub(super) fn chance(part: u64, whole: u64, language: Language) -> String {
    let percent = (per_thousand(part, whole) + 5) / 10;
    match percent {
        0 if part > 0 => either(language, "below 1%", "minder dan 1\u{a0}%").to_owned(),
        100 if part < whole => either(language, "above 99%", "meer dan 99\u{a0}%").to_owned(),
        _ => Form::of(language).percentage(&percent.to_string()),
    }
}

/// What is drawn, and that it is an assumption.
pub(super) fn drawn(chances: Chances, language: Language) -> String {
    let form = Form::of(language);
    let percent = |part: Hundredths| form.percentage(&form.exact(&crate::domain::Counts::Support.exact(part * 10_000)));
    let Chances { refused, late, late_months, capacity, vacancies, arrivals } = chances;
    let [refused, late, capacity, vacancies, arrivals] = [refused, late, capacity, vacancies, arrivals].map(percent);
    match language {
        Language::En => format!(
            "Assumptions that are drawn: offers refused {refused}; deliveries late {late}, by {late_months} months at \
             most; capacity to start support ± {capacity}, vacancies ± {vacancies} and arrivals ± {arrivals} a month."
        ),
        Language::Nl => format!(
            "Aannames waarmee is geloot: geweigerde aanbiedingen {refused}; te late opleveringen {late}, hoogstens \
             {late_months} maanden; capaciteit om begeleiding te starten ± {capacity}, vrijkomende woningen ± \
             {vacancies} en instroom ± {arrivals} per maand."
        ),
    }
}

/// That dwellings and households are drawn too.
pub(super) fn invented(language: Language) -> &'static str {
    either(
        language,
        "Every dwelling and household is invented, drawn as population.toml says.",
        "Alle woningen en huishoudens zijn verzonnen, geloot zoals population.toml zegt.",
    )
}

/// Who no round places; nothing where everybody is mediated.
pub(super) fn left_out(told: &Simulated<'_>, language: Language) -> Option<String> {
    let names: Vec<String> = told.setting.searching().map(|group| group.names.get(language).to_owned()).collect();
    let places: u32 = told.setting.searching().map(|group| told.decided(&group.id)).sum();
    let names_text = joined(&names, either(language, "and", "en"));
    let places = Form::of(language).grouped(i128::from(places));
    let sentence = match language {
        Language::En => format!("Not simulated, because they search for themselves: {names_text} ({places} places)."),
        Language::Nl => format!("Niet nagebootst, omdat zij zelf zoeken: {names_text} ({places} woonplekken)."),
    };
    (!names.is_empty()).then_some(sentence)
}

/// In how many replays every group reaches its number.
pub(super) fn every_group(told: &Simulated<'_>, tally: &Tally, language: Language) -> String {
    let times = times(tally.every, told.replays(), language);
    let chance = chance(tally.every, told.replays(), language);
    match language {
        Language::En => format!("Every group reaches its number in {times} ({chance})."),
        Language::Nl => format!("Elke doelgroep haalt het eigen aantal in {times} ({chance})."),
    }
}

/// How far from the best the months may be; nothing where all are proven.
pub(super) fn near(unproven: &Histogram, short: &Histogram, language: Language) -> Option<String> {
    let form = Form::of(language);
    let months = form.grouped((unproven.total() * MONTHS as u64).into());
    let times = form.grouped(unproven.sum().into());
    // a bound is never rounded down
    let missed = form.exact(&tenths((short.sum() * 10).div_ceil(short.total().max(1))));
    let missed = match (short.sum(), language) {
        (0, Language::En) => "with the minimums as they are no more offers could have been made in them".to_owned(),
        (0, Language::Nl) => "met de minimums zoals ze zijn waren daarin niet meer aanbiedingen mogelijk".to_owned(),
        (_, Language::En) => format!("on average at most {missed} offers a year are missed by that"),
        (_, Language::Nl) => format!("gemiddeld scheelt dat hoogstens {missed} aanbiedingen per jaar"),
    };
    let sentence = match language {
        Language::En => {
            format!("In {times} of the {months} months the allocation is not proven to be the best: {missed}.")
        }
        Language::Nl => {
            format!("In {times} van de {months} maanden is niet bewezen dat de toewijzing de beste is: {missed}.")
        }
    };
    (unproven.sum() > 0).then_some(sentence)
}

/// Up to which goal the months were allocated.
pub(super) fn goals(goals: Goals, language: Language) -> &'static str {
    let (english, dutch) = match goals {
        Goals::All => ("all goals", "alle doelen"),
        Goals::Who => ("goals up to the waiting days", "doelen tot en met de inschrijfduur"),
        Goals::Placed => (
            "goals up to the number placed: who of a group is placed is left open",
            "doelen tot en met het aantal plaatsingen: wie van een doelgroep een woonplek krijgt, ligt open",
        ),
    };
    either(language, english, dutch)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_not_proven_are_counted_and_what_they_cost_is_never_told_as_nothing() {
        let [none, mut unproven, mut short] = [(); 3].map(|()| Histogram::default());
        (0..1_000).for_each(|replay| unproven.add(u32::from(replay < 6)));
        (0..1_000).for_each(|replay| short.add(u32::from(replay < 6)));
        assert_eq!(near(&none, &none, Language::En), None, "all are proven");
        assert!(
            near(&unproven, &none, Language::En).unwrap_or_default().contains("no more offers could have been made")
        );
        let told = near(&unproven, &short, Language::En).unwrap_or_default();
        assert!(told.contains("In 6 of the 12,000 months") && told.contains("at most 0.1 offers a year"), "{told}");
        short.add(140);
        let told = near(&unproven, &short, Language::Nl).unwrap_or_default();
        assert!(
            told.contains("6 van de 12.000 maanden") && told.contains("hoogstens 0,2 aanbiedingen per jaar"),
            "{told}"
        );
    }
}
