//! The statutory task: persons planned against what is to be housed.

use super::PlannedYear;
use super::words::{hundredths, number, parts, percent, plain, table};
use crate::domain::{Hundredths, Language, Statutory, WHOLE};
use crate::report::document::Table;
use crate::report::words::either;
use crate::year::plan::{Figures, wanted_persons};

/// Persons to be housed up to a moment.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Due {
    /// To house.
    pub(super) wanted: f64,
    /// Planned.
    pub(super) planned: f64,
}

impl Due {
    /// Persons too few.
    pub(super) fn missed(self) -> f64 {
        (self.wanted - self.planned).max(0.0)
    }
}

/// What is due by the first half year's end, by the year's end, and with the wanted part of the backlog.
pub(super) fn due(statutory: &Statutory, persons: [Hundredths; 2]) -> [Due; 3] {
    let [first, second] = statutory.task.map(f64::from);
    let [before, after] = persons.map(|persons| whole(persons) / 100.0);
    [
        Due { wanted: first, planned: before },
        Due { wanted: first + second, planned: before + after },
        Due { wanted: wanted_persons(statutory), planned: before + after },
    ]
}

/// What is due of a year that has a task, under these figures.
pub(super) fn due_of(told: &PlannedYear<'_>, figures: &Figures) -> Option<[Due; 3]> {
    Some(due(told.year.statutory.as_ref()?, figures.persons?))
}

#[allow(clippy::cast_precision_loss)] // persons of a year: far below what a float holds exactly
fn whole(number: i64) -> f64 {
    number as f64
}

/// Persons by moment; empty where there is no task.
pub(super) fn by_moment(told: &PlannedYear<'_>, language: Language) -> Table {
    let head = [("", ""), ("to house", "te huisvesten"), ("planned", "gepland"), ("missed", "gemist")];
    let caption = (
        "Persons, by the average of the households; added up since the year began",
        "Personen, naar het gemiddelde van de huishoudens; opgeteld sinds het begin van het jaar",
    );
    let mut table = table(language, caption, &head);
    let (Some(statutory), Some(due)) = (&told.year.statutory, due_of(told, &told.found.figures)) else { return table };
    let part = percent(language, statutory.clear_backlog, WHOLE);
    let names = [
        either(language, "task, up to and including June", "taakstelling t/m juni").to_owned(),
        either(language, "both tasks, up to and including December", "beide taakstellingen t/m december").to_owned(),
        match language {
            Language::En => format!("with {part} of the backlog of {}", number(language, statutory.backlog)),
            Language::Nl => format!("met {part} van de achterstand van {}", number(language, statutory.backlog)),
        },
    ];
    for (name, due) in names.into_iter().zip(due) {
        let [planned, missed] = [due.planned, due.missed()].map(|persons| parts(language, persons));
        table.add(vec![name, plain(language, due.wanted), planned, missed], false);
    }
    table
}

/// What each half year houses, and what is missed.
pub(super) fn sentence(told: &PlannedYear<'_>, language: Language) -> Option<String> {
    let (statutory, persons) = (told.year.statutory.as_ref()?, told.found.figures.persons?);
    let due = due(statutory, persons);
    let group = told.group_name(&statutory.group, language);
    let [first, second] = persons.map(|persons| hundredths(language, persons));
    let tasks = statutory.task.map(|task| number(language, task));
    let start = match language {
        Language::En => format!(
            "{group}: {first} persons in the first half year (task {}) and {second} in the second (task {})",
            tasks[0], tasks[1]
        ),
        Language::Nl => format!(
            "{group}: {first} personen in de eerste helft (taakstelling {}) en {second} in de tweede (taakstelling {})",
            tasks[0], tasks[1]
        ),
    };
    Some(start + &missed(due, language))
}

fn missed(due: [Due; 3], language: Language) -> String {
    let [first, both, all] = due.map(|due| parts(language, due.missed()));
    match (first.as_str(), both.as_str(), all.as_str(), language) {
        ("0", "0", "0", Language::En) => ": both tasks and the wanted part of the backlog are met.".to_owned(),
        ("0", "0", "0", Language::Nl) => {
            ": beide taakstellingen en het gewenste deel van de achterstand worden gehaald.".to_owned()
        }
        ("0", "0", _, Language::En) => {
            format!(": both tasks are met; of the wanted part of the backlog {all} persons are missed.")
        }
        ("0", "0", _, Language::Nl) => format!(
            ": beide taakstellingen worden gehaald; van het gewenste deel van de achterstand worden {all} personen gemist."
        ),
        (_, _, _, Language::En) => {
            format!(
                ": {first} persons are missed in the first half year, {both} of both tasks, {all} with the backlog."
            )
        }
        (_, _, _, Language::Nl) => format!(
            ": in de eerste helft worden {first} personen gemist, van beide taakstellingen {both}, met de achterstand {all}."
        ),
    }
}
