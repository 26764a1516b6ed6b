//! Sentences about the statutory task and the supervision of it.

use super::Monitored;
use crate::domain::{Fraction, Language};
use crate::report::Form;
use crate::report::words::{either, joined};
use crate::report::year::words::{day, from_to, monthly, monthly_needed};
use crate::year::monitor::{Assessed, Backlog, Expectation, Scenario, StatutoryCourse, Steps};

/// "first half", "second half".
pub(super) fn half_name(half: usize, language: Language) -> &'static str {
    match half {
        0 => either(language, "first half", "eerste helft"),
        _ => either(language, "second half", "tweede helft"),
    }
}

/// What was housed of the task of the half year that runs, or of the last.
pub(super) fn task(told: &Monitored<'_>, course: &StatutoryCourse, language: Language) -> String {
    let half = usize::from(course.months >= 6);
    let (found, form, name) = (&course.halves[half], Form::of(language), half_name(half, language));
    let year = told.year.year;
    let (task, housed) = (form.grouped(found.task.into()), form.grouped(found.housed.into()));
    let part = if found.task == 0 { Fraction::whole(1) } else { Fraction::new(found.housed.into(), found.task.into()) };
    let part = form.percent(part, 1);
    let first = match language {
        Language::En => format!("Task of the {name} of {year}: {housed} of {task} persons housed ({part})"),
        Language::Nl => format!("Taakstelling {name} {year}: {housed} van de {task} personen gehuisvest ({part})"),
    };
    let rest = match (found.to_house, found.needed, language) {
        (0, _, Language::En) => ", so it is met.".to_owned(),
        (0, _, Language::Nl) => ": gehaald.".to_owned(),
        (left, None, Language::En) => format!(", {} short.", form.grouped(left.into())),
        (left, None, Language::Nl) => format!(", {} te weinig.", form.grouped(left.into())),
        (left, Some(needed), Language::En) => {
            format!("; {} to go, {} a month.", form.grouped(left.into()), monthly_needed(language, needed))
        }
        (left, Some(needed), Language::Nl) => {
            format!("; nog {} te gaan, {} per maand.", form.grouped(left.into()), monthly_needed(language, needed))
        }
    };
    first + &rest
}

/// The backlog, what the city wants of it, and what the year takes for that.
pub(super) fn backlog(course: &StatutoryCourse, language: Language) -> String {
    let form = Form::of(language);
    let number = |number: u32| form.grouped(number.into());
    let (backlog, wanted, goal) = (number(course.backlog), number(course.wanted), number(course.goal()));
    let wish = form.percent(Fraction::new(course.wish.into(), 10_000), 0);
    let pace = course.forecast.map(|forecast| monthly(language, forecast.pace));
    let first = match language {
        Language::En => format!(
            "The backlog was {backlog} persons when the year began, of which {wanted} ({wish}) should be cleared in the year: with \
             both tasks {goal} persons."
        ),
        Language::Nl => format!(
            "De achterstand was {backlog} personen bij het begin van het jaar; daarvan wil de stad er {wanted} ({wish}) dit jaar \
             inlopen: met beide taakstellingen {goal} personen."
        ),
    };
    let Some(needed) = course.needed().map(|needed| monthly_needed(language, needed)) else { return first };
    let rest = match (language, pace) {
        (Language::En, Some(pace)) => format!(" That takes {needed} a month from now; so far it was {pace}."),
        (Language::Nl, Some(pace)) => {
            format!(" Dat vraagt er vanaf nu {needed} per maand; tot nu toe waren het er {pace}.")
        }
        (Language::En, None) => format!(" That takes {needed} a month."),
        (Language::Nl, None) => format!(" Dat vraagt er {needed} per maand."),
    };
    first + &rest
}

/// What to expect of an assessment.
pub(super) fn assessment(course: &StatutoryCourse, assessed: &Assessed, language: Language) -> String {
    let date = day(language, assessed.day);
    let Some(expected) = assessed.expected else {
        return match language {
            Language::En => format!("{date}: no month is complete yet, so no step can be expected."),
            Language::Nl => format!("{date}: er is nog geen maand compleet, dus er is geen trede te verwachten."),
        };
    };
    let straight = expected[Scenario::Straight as usize];
    let (steps, change) = (steps(straight.after, language), change(straight, language));
    let condition = match (assessed.complete, language) {
        (true, Language::En) => "by what is housed",
        (true, Language::Nl) => "naar wat gehuisvest is",
        (false, Language::En) => "if the pace so far holds",
        (false, Language::Nl) => "als het tempo tot nu toe aanhoudt",
    };
    let because = because(straight, language);
    let first = match language {
        Language::En => format!("{date}: {steps} to be expected {condition} ({change}): {because}."),
        Language::Nl => format!("{date}: {steps} te verwachten {condition} ({change}): {because}."),
    };
    if assessed.complete { first } else { format!("{first} {}", keeping(course, assessed, language)) }
}

/// How many persons keep the step where it is.
fn keeping(course: &StatutoryCourse, assessed: &Assessed, language: Language) -> String {
    let (half, form) = (&course.halves[assessed.half], Form::of(language));
    let (name, keeping) = (half_name(assessed.half, language), form.grouped(half.keeping.into()));
    let pace = half.needed_to_keep.filter(|pace| pace.numerator > 0).map(|pace| monthly_needed(language, pace));
    match (language, pace) {
        (Language::En, Some(pace)) => {
            format!("With {keeping} persons in the {name} it does not rise: {pace} in each remaining month.")
        }
        (Language::Nl, Some(pace)) => {
            format!("Met {keeping} personen in de {name} stijgt de trede niet: {pace} in elke resterende maand.")
        }
        (Language::En, None) => format!("The {keeping} persons in the {name} by which it does not rise are reached."),
        (Language::Nl, None) => {
            format!("De {keeping} personen in de {name} waarmee de trede niet stijgt, zijn bereikt.")
        }
    }
}

/// "step 3", "step 3 or 4", "step 3 to 5".
pub(super) fn steps(steps: Steps, language: Language) -> String {
    let word = either(language, "step", "trede");
    match steps.most - steps.least {
        0 => format!("{word} {}", steps.least),
        1 => format!("{word} {} {} {}", steps.least, either(language, "or", "of"), steps.most),
        _ => format!("{word} {}", from_to(language, steps.least.into(), steps.most.into())),
    }
}

/// Whether the step moves.
fn change(expected: Expectation, language: Language) -> &'static str {
    let (before, after) = (expected.before, expected.after);
    if after == before {
        either(language, "stays", "blijft")
    } else if after.most <= before.most && after.least < before.least {
        either(language, "goes down", "daalt")
    } else if after.least > before.least {
        either(language, "rises", "stijgt")
    } else {
        either(language, "stays or rises", "blijft of stijgt")
    }
}

/// Why.
fn because(expected: Expectation, language: Language) -> &'static str {
    match (expected.task_met, expected.backlog) {
        (false, _) => either(language, "the task is missed", "de taakstelling wordt niet gehaald"),
        (true, Backlog::Cleared) => either(
            language,
            "the task is met and nothing is left of the backlog",
            "de taakstelling wordt gehaald en van de achterstand blijft niets over",
        ),
        (true, Backlog::AsWanted) => either(
            language,
            "the task is met and the backlog shrinks as it should",
            "de taakstelling wordt gehaald en de achterstand krimpt zoals gewenst",
        ),
        (true, Backlog::Less) => either(
            language,
            "the task is met, but less of the backlog is cleared than is wanted",
            "de taakstelling wordt gehaald, maar er wordt minder achterstand ingelopen dan gewenst",
        ),
    }
}

/// What became of the backlog, in a word or two.
pub(super) fn backlog_state(expected: Expectation, language: Language) -> &'static str {
    match expected.backlog {
        Backlog::Cleared => either(language, "cleared", "ingelopen"),
        Backlog::AsWanted => either(language, "as wanted", "zoals gewenst"),
        Backlog::Less => either(language, "less than wanted", "minder dan gewenst"),
    }
}

/// What the half years that are not complete end with in the straight line, against the backlog.
pub(super) fn endings(course: &StatutoryCourse, language: Language) -> Option<String> {
    let form = Form::of(language);
    let straight = Scenario::Straight as usize;
    let open = course.halves.iter().enumerate().filter(|(number, _)| (number + 1) * 6 > course.months);
    let mut names = Vec::new();
    let mut backlog = Vec::new();
    for (number, half) in open {
        let (ending, after) = (half.ending?[straight], half.backlog_after?[straight]);
        let persons = form.grouped(ending.into());
        names.push(format!("{} {} {persons}", half_name(number, language), either(language, "at", "op")));
        if backlog.is_empty() {
            backlog.push(left(half.backlog_before, language));
        }
        backlog.push(left(after, language));
    }
    let (last, before) = backlog.split_last()?;
    let (names, by) = (names, before.join(either(language, " by ", " via ")));
    Some(match language {
        Language::En => format!(
            "If the pace so far holds, the {} persons; the backlog goes from {by} to {last}.",
            joined(&names, "and the").replacen(" at ", " ends at ", 1)
        ),
        Language::Nl => format!(
            "Houdt het tempo tot nu toe aan, dan eindigt de {} personen; de achterstand gaat van {by} naar {last}.",
            joined(&names, "en de")
        ),
    })
}

/// What is left of the backlog: "126", or "0 (66 ahead)".
fn left(backlog: i64, language: Language) -> String {
    let size = Form::of(language).grouped(backlog.unsigned_abs().into());
    match (backlog, language) {
        (0.., _) => size,
        (_, Language::En) => format!("0 ({size} ahead)"),
        (_, Language::Nl) => format!("0 ({size} voor)"),
    }
}

/// The rule behind the steps.
pub(super) fn rule(language: Language) -> [&'static str; 3] {
    [
        either(
            language,
            "Persons housed count towards the task of their half year first, then against the backlog; what is missed is added to it.",
            "Gehuisveste personen tellen eerst voor de taakstelling van hun halfjaar, dan voor de achterstand; wat ontbreekt komt erbij.",
        ),
        either(
            language,
            "Assumption: the step goes one down when the task is met and the backlog cleared, stays when the task is met and the \
             backlog shrinks as wanted (at the first assessment: at all; at the year's end: by the wanted part), stays or rises by one \
             when less of it is cleared, and rises by one when the task is missed; never below 0 or above 6.",
            "Aanname: de trede daalt met één als de taakstelling is gehaald en de achterstand is ingelopen, blijft als de taakstelling is \
             gehaald en de achterstand krimpt zoals gewenst (bij de eerste beoordeling: dat zij krimpt; aan het eind van het jaar: met het \
             gewenste deel), blijft of stijgt met één als er minder is ingelopen, en stijgt met één als de taakstelling niet is gehaald; \
             nooit onder 0 of boven 6.",
        ),
        either(
            language,
            "Steps run from 0 (regular) by 3 (active supervision) to 6 (the province acts in the city's place). The province decides, and \
             weighs more than these numbers.",
            "De treden lopen van 0 (regulier) via 3 (actief toezicht) tot 6 (de provincie treedt in de plaats van de stad). De provincie \
             beslist, en weegt meer dan deze cijfers.",
        ),
    ]
}
