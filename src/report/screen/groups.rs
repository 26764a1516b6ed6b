//! Placed by group, against the minimum that the model wants for it.

use super::{ROWS_AT_MOST, Screen, Section};
use crate::allocation::Outcome;
use crate::domain::{Accepted, Counts, Language, Limit, Round, Route, Side};
use crate::report::summary::{GroupFigures, groups};

pub(super) fn section(round: &Round, outcome: &Outcome, screen: &Screen) -> Section {
    let mediated = |figures: &GroupFigures| {
        round.model.groups.get(&figures.group).is_some_and(|group| group.route == Route::Mediated)
    };
    let figures: Vec<GroupFigures> = groups(round, outcome).into_iter().filter(mediated).collect();
    let rows = figures.iter().take(ROWS_AT_MOST).map(|figures| row(round, outcome, screen, figures)).collect();
    let mut lines: Vec<String> = screen.table(rows, &[2, 3]).iter().map(|line| paint_bar(screen, line)).collect();
    screen.and_more(&mut lines, figures.len(), "summary.json");
    let heading = screen.say("Placed by group", "Geplaatst per doelgroep").to_owned();
    Section { heading, lines }
}

fn row(round: &Round, outcome: &Outcome, screen: &Screen, figures: &GroupFigures) -> Vec<String> {
    let name = round.model.groups.get(&figures.group).map_or("", |group| group.names.get(screen.language));
    let minimum = minimum_of(round, &figures.group);
    let mark = minimum.filter(|(_, limit)| limit.counts == Counts::Applicants).and_then(|(_, limit)| limit.min);
    vec![
        screen.name(name, 30),
        bar(screen, figures.placed, figures.applicants, mark),
        screen.form().count(figures.placed),
        format!("{} {}", screen.say("of", "van"), screen.form().count(figures.applicants)),
        minimum.map_or_else(String::new, |(index, limit)| against(outcome, screen, index, limit)),
    ]
}

/// Whether a limit is shown beside its group, and so not once more among the minimums.
pub(super) fn stands_beside_a_group(round: &Round, index: usize) -> bool {
    let groups = round.model.groups.keys().take(ROWS_AT_MOST);
    groups.filter_map(|group| minimum_of(round, group)).any(|(limit, _)| limit == index)
}

/// The limit that states a minimum for exactly this group, wherever it is housed.
fn minimum_of<'a>(round: &'a Round, group: &str) -> Option<(usize, &'a Limit)> {
    round.limits.limits.iter().enumerate().find(|(_, limit)| {
        let family = &round.limits.families[limit.family];
        let by_selector = match family.applicants.conditions.as_slice() {
            [only] => only.column == "group" && matches!(only.accepted.as_slice(), [Accepted::Text(id)] if id == group),
            _ => false,
        };
        let by_value = family.applicants.is_everything()
            && matches!(&family.each, Some((Side::Applicants, column)) if column == "group")
            && limit.value.as_deref() == Some(group);
        let whole_group = (by_selector && family.each.is_none()) || by_value;
        whole_group && family.dwellings.is_everything() && limit.min.is_some_and(|min| min > 0)
    })
}

fn against(outcome: &Outcome, screen: &Screen, index: usize, limit: &Limit) -> String {
    let amount = |units: i64| screen.form().amount(limit.counts, units);
    let shortfall = outcome.limits.iter().find(|found| found.limit == index).map_or(0, |found| found.shortfall);
    let unit = match (limit.counts, screen.language) {
        (Counts::Applicants | Counts::Support, _) => "",
        (Counts::Persons, Language::En) => " persons",
        (Counts::Persons, Language::Nl) => " personen",
        (Counts::Dwellings, Language::En) => " dwellings",
        (Counts::Dwellings, Language::Nl) => " woningen",
    };
    let min = format!("minimum {}{unit}", amount(limit.min.unwrap_or(0)));
    match (shortfall, screen.language) {
        (0, _) => min,
        (_, Language::En) => format!("{min}: {} short", amount(shortfall)),
        (_, Language::Nl) => format!("{min}: tekort {}", amount(shortfall)),
    }
}

/// How far the group is against its minimum, which the mark shows; without one, against all its applicants.
fn bar(screen: &Screen, placed: usize, applicants: usize, minimum: Option<i64>) -> String {
    let width = (usize::from(screen.width) / 6).clamp(10, 16);
    let minimum = minimum.and_then(|minimum| usize::try_from(minimum).ok());
    let whole = minimum.map_or(applicants, |minimum| minimum.max(placed));
    let cells = |number: usize| (number * width).checked_div(whole).unwrap_or(0).min(width);
    let filled = if placed == 0 { 0 } else { cells(placed).max(1) };
    let mark = minimum.map(|minimum| cells(minimum).min(width - 1));
    let cell = |place| match (mark == Some(place), place < filled) {
        (true, _) => '│',
        (false, true) => '█',
        (false, false) => '░',
    };
    (0..width).map(cell).collect()
}

fn paint_bar(screen: &Screen, line: &str) -> String {
    let is_bar = |letter: char| matches!(letter, '█' | '░' | '│');
    match (line.find(is_bar), line.rfind(is_bar)) {
        (Some(start), Some(last)) => {
            let end = last + '█'.len_utf8();
            format!("{}{}{}", &line[..start], screen.good(&line[start..end]), &line[end..])
        }
        _ => line.to_owned(),
    }
}
