//! The groups of the model in figures, against the minimum that the model wants for each.

use crate::allocation::Outcome;
use crate::domain::{Language, Round, Route};
use crate::report::screen::groups::Minimum;
use crate::report::summary::groups;

/// One row for each group, those that search for themselves included.
pub(super) fn rows(round: &Round, outcome: &Outcome, language: Language) -> Vec<Vec<String>> {
    let row = |figures: crate::report::summary::GroupFigures| {
        let group = round.model.groups.get(&figures.group);
        let minimum = Minimum::of(round, outcome, &figures.group);
        let amount = |units: fn(&Minimum) -> i64| {
            minimum.as_ref().map_or_else(String::new, |minimum| minimum.counts.exact(units(minimum)))
        };
        vec![
            figures.group.clone(),
            group.map_or_else(String::new, |group| group.names.get(language).to_owned()),
            group.map_or("", |group| route(group.route)).to_owned(),
            figures.applicants.to_string(),
            figures.placed.to_string(),
            figures.persons.to_string(),
            amount(|minimum| minimum.wanted),
            minimum.as_ref().map_or("", |minimum| minimum.counts.name()).to_owned(),
            amount(|minimum| minimum.shortfall),
        ]
    };
    groups(round, outcome).into_iter().map(row).collect()
}

fn route(route: Route) -> &'static str {
    match route {
        Route::Mediated => "mediated",
        Route::SelfSearch => "self-search",
    }
}
