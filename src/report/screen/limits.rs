//! Limits that stand in the way, with what one more unit would house at most, and minimums that were missed.

use super::groups::stands_beside_a_group;
use super::{ROWS_AT_MOST, Screen, Section};
use crate::allocation::{LimitOutcome, Outcome};
use crate::domain::{Language, Limit, Round};
use crate::report::Form;
use crate::report::limits::models_maximum;
use crate::report::words::{either, units};

pub(super) fn missed(round: &Round, outcome: &Outcome, screen: &Screen) -> Section {
    let unshown = |found: &&LimitOutcome| found.shortfall > 0 && !stands_beside_a_group(round, found.limit);
    let found: Vec<&LimitOutcome> = outcome.limits.iter().filter(unshown).collect();
    let row = |found: &&LimitOutcome| {
        let limit = &round.limits.limits[found.limit];
        let amount = |units: i64| screen.form().amount(limit.counts, units);
        let mut row = start(screen, limit, found, limit.min.unwrap_or(0));
        row.push(match screen.language {
            Language::En => format!("{} short", amount(found.shortfall)),
            Language::Nl => format!("tekort {}", amount(found.shortfall)),
        });
        row
    };
    let mut lines = screen.table(found.iter().take(ROWS_AT_MOST).map(row).collect(), &[1, 3]);
    screen.and_more(&mut lines, found.len(), "limits.csv");
    Section { heading: screen.say("Other minimums missed", "Andere minima niet gehaald").to_owned(), lines }
}

pub(super) fn in_the_way(round: &Round, outcome: &Outcome, screen: &Screen) -> Section {
    let is_raised = |found: &LimitOutcome| found.max > round.limits.limits[found.limit].max;
    let shown = |found: &&LimitOutcome| found.binding || is_raised(found);
    let mut found: Vec<&LimitOutcome> = outcome.limits.iter().filter(shown).collect();
    found.sort_by_key(|found| std::cmp::Reverse(found.at_most)); // stable: equal ones stay in the model's order
    let row = |found: &&LimitOutcome| {
        let limit = &round.limits.limits[found.limit];
        let mut row = start(screen, limit, found, found.max.unwrap_or(0));
        if let (Some(model), Some(unit)) = (models_maximum(screen.form(), limit, found), row.last_mut()) {
            *unit = format!("{unit} ({model})");
        }
        row.push(at_most(found.at_most, screen.language));
        row
    };
    let mut lines = screen.table(found.iter().take(ROWS_AT_MOST).map(row).collect(), &[1, 3, 5]);
    screen.and_more(&mut lines, found.len(), "limits.csv");
    if found.iter().any(|found| found.at_most.is_some()) {
        lines.push(screen.faint(screen.say(
            "Bounds from the proof; `sleutel levers` finds what one unit more really does.",
            "Grenzen uit het bewijs; `sleutel levers` rekent uit wat er echt verandert.",
        )));
    }
    let heading = screen.say(
        "Limits in the way, and how many more households one unit more could place",
        "Begrenzingen in de weg, en wat één eenheid erbij extra kan plaatsen",
    );
    Section { heading: heading.to_owned(), lines }
}

fn start(screen: &Screen, limit: &Limit, found: &LimitOutcome, bound: i64) -> Vec<String> {
    let amount = |units: i64| screen.form().amount(limit.counts, units);
    let of = screen.say("of", "van").to_owned();
    let unit = units(screen.language, limit.counts, bound).to_owned();
    vec![screen.name(limit.title(screen.language), 45), amount(found.used), of, amount(bound), unit]
}

/// How many more households one unit more could place, from the proof.
pub(in crate::report) fn at_most(households: Option<i64>, language: Language) -> String {
    match households {
        None => either(language, "not known", "onbekend").to_owned(),
        Some(0) => either(language, "none", "geen").to_owned(),
        Some(more) => {
            format!("{} {}", either(language, "at most", "hoogstens"), Form::of(language).grouped(more.into()))
        }
    }
}
