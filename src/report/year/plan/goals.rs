//! The goals of the plan in order: the optimum in parts of households, and what the plan in whole ones has.

use super::PlannedYear;
use super::task::due_of;
use super::words::{NOTHING, parts, plain, signed_parts, table};
use crate::domain::Language;
use crate::report::document::Table;
use crate::report::words::either;
use crate::year::plan::{Figures, Goal};

/// Goals with the optimum, the plan and the difference.
pub(super) fn in_order(told: &PlannedYear<'_>, language: Language) -> Table {
    let head = [("goal", "doel"), ("optimum", "optimum"), ("plan", "plan"), ("difference", "verschil")];
    let caption = (
        "Goals in strict order, each as small as can be; optimum: in parts of households, plan: in whole households",
        "Doelen in strikte volgorde, elk zo klein mogelijk; optimum: in delen van huishoudens, plan: in hele huishoudens",
    );
    let mut table = table(language, caption, &head);
    for (index, (goal, optimum)) in told.found.plan.optimum.goals.iter().enumerate() {
        let name = format!("{}. {}", index + 1, name(*goal, language));
        let scale = if *goal == Goal::Evenly { 100.0 } else { 1.0 };
        let whole = whole(told, *goal);
        table.add(
            vec![
                name,
                parts(language, optimum * scale),
                whole.map_or_else(|| NOTHING.to_owned(), |whole| plain(language, whole * scale)),
                whole.map_or_else(
                    || NOTHING.to_owned(),
                    |whole| signed_parts(language, shown(whole * scale) - shown(optimum * scale)),
                ),
            ],
            false,
        );
    }
    table
}

/// As it is shown: differences are those of the shown numbers.
fn shown(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

/// The optimum of a goal, in parts of households.
pub(super) fn optimum(told: &PlannedYear<'_>, goal: Goal) -> Option<f64> {
    told.found.plan.optimum.goals.iter().find(|(one, _)| *one == goal).map(|(_, value)| *value)
}

/// What the plan in whole households has of a goal, where its figures tell it.
pub(super) fn whole(told: &PlannedYear<'_>, goal: Goal) -> Option<f64> {
    let figures = &told.found.figures;
    let due = due_of(told, figures);
    match goal {
        Goal::Task => Some(due.map_or(0.0, |[first, both, _]| first.missed() + both.missed())),
        Goal::Backlog => Some(due.map_or(0.0, |[_, _, all]| all.missed())),
        Goal::Decision => Some(figures.missed().into()),
        Goal::Evenly => Some(largest_part(figures)),
        Goal::Shared => Some(figures.sharers.into()),
        Goal::Peak => Some(figures.peak().into()),
        Goal::Change => Some(figures.steps.into()),
        Goal::Vacancy => Some(figures.waited().into()),
        Goal::Landlords => Some(figures.landlord_steps.into()),
        Goal::Larger => Some(figures.larger.into()),
        Goal::Division | Goal::Extra => None,
    }
}

/// The largest part that a group misses of what is wanted for it.
fn largest_part(figures: &Figures) -> f64 {
    let part = |(group, wanted): (&String, &u32)| {
        let missed = wanted.saturating_sub(figures.of_group(group));
        f64::from(missed) / f64::from((*wanted).max(1))
    };
    figures.wanted.iter().map(part).fold(0.0, f64::max)
}

/// The name of a goal.
pub(super) fn name(goal: Goal, language: Language) -> &'static str {
    let (english, dutch) = match goal {
        Goal::Task => ("persons short of the tasks", "personen te weinig voor de taakstellingen"),
        Goal::Backlog => ("persons short with the backlog", "personen te weinig met de achterstand"),
        Goal::Evenly => ("largest part a group misses (%)", "grootste gemiste deel van een groep (%)"),
        Goal::Decision => ("places missed", "gemiste woonplekken"),
        Goal::Division => ("off the organisations' parts", "afwijking van de verdeling over organisaties"),
        Goal::Shared => ("households that share", "huishoudens die een woning delen"),
        Goal::Peak => ("most places in a month", "meeste woonplekken in een maand"),
        Goal::Change => ("steps of the organisations' months", "stappen tussen de maanden van de organisaties"),
        Goal::Vacancy => ("months that projects wait", "maanden leegstand in projecten"),
        Goal::Landlords => ("steps of the landlords' months", "stappen tussen de maanden van de verhuurders"),
        Goal::Larger => ("households in larger homes", "huishoudens in een grotere woning"),
        Goal::Extra => ("above the capacities", "boven de capaciteiten"),
    };
    either(language, english, dutch)
}

/// A goal as a code for machines.
pub(super) fn code(goal: Goal) -> &'static str {
    match goal {
        Goal::Task => "task",
        Goal::Backlog => "backlog",
        Goal::Evenly => "evenly",
        Goal::Decision => "decision",
        Goal::Division => "division",
        Goal::Shared => "shared",
        Goal::Peak => "peak",
        Goal::Change => "change",
        Goal::Vacancy => "vacancy",
        Goal::Landlords => "landlords",
        Goal::Larger => "larger",
        Goal::Extra => "extra",
    }
}

/// What the optimum is, and what the plan is beside it.
pub(super) fn sentence(language: Language) -> String {
    let sentence = either(
        language,
        "The optimum is that of a linear program, in parts of households: no plan does better in the first goal that differs. The \
         plan is in whole households, near it; the difference is the price of whole households.",
        "Het optimum is dat van een lineair programma, in delen van huishoudens: geen plan doet het beter in het eerste doel dat \
         verschilt. Het plan telt hele huishoudens, dicht daarbij; het verschil is de prijs van hele huishoudens.",
    );
    sentence.to_owned()
}
