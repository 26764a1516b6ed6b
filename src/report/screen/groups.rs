//! Placed by group, against the minimum that the model wants for it.

use super::{ROWS_AT_MOST, Screen, Section};
use crate::allocation::Outcome;
use crate::domain::{Accepted, Counts, Language, Limits, Round, Route, Side};
use crate::report::summary::{GroupFigures, groups};
use crate::report::words::units;

/// From this width on names have more room.
const WIDE: u16 = 96;

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
    let minimum = Minimum::of(round, outcome, &figures.group);
    let mark = minimum.as_ref().filter(|minimum| minimum.counts == Counts::Applicants).map(|minimum| minimum.wanted);
    vec![
        screen.name(name, if screen.width < WIDE { 30 } else { 38 }),
        bar(screen, figures.placed, figures.applicants, mark),
        screen.form().count(figures.placed),
        format!("{} {}", screen.say("of", "van"), screen.form().count(figures.applicants)),
        minimum.map_or_else(String::new, |minimum| against(screen, &minimum)),
    ]
}

/// Whether a limit is shown beside its group, and so not once more among the minimums.
pub(super) fn stands_beside_a_group(round: &Round, index: usize) -> bool {
    let groups = round.model.groups.keys().take(ROWS_AT_MOST);
    groups.filter_map(|group| limits_of(round, group)).flatten().any(|limit| limit == index)
}

/// What the model wants at least for a group, all regions together.
pub(in crate::report) struct Minimum {
    pub(in crate::report) counts: Counts,
    pub(in crate::report) wanted: i64,
    pub(in crate::report) shortfall: i64,
}

impl Minimum {
    /// Nothing where the model wants none.
    pub(in crate::report) fn of(round: &Round, outcome: &Outcome, group: &str) -> Option<Self> {
        let limits: Vec<usize> = limits_of(round, group)?.collect();
        let found = outcome.limits.iter().filter(|found| limits.contains(&found.limit));
        Some(Self {
            counts: round.limits.limits[*limits.first()?].counts,
            wanted: limits.iter().filter_map(|limit| round.limits.limits[*limit].min).sum(),
            shortfall: found.map(|found| found.shortfall).sum(),
        })
    }
}

/// What a round's model wants at least for a group, all regions together, in counting units.
pub(super) fn minimum_of(round: &Round, group: &str) -> Option<(Counts, i64)> {
    let limits: Vec<usize> = limits_of(round, group)?.collect();
    let counts = round.limits.limits[*limits.first()?].counts;
    Some((counts, limits.iter().filter_map(|limit| round.limits.limits[*limit].min).sum()))
}

/// "minimum 46", or "minimum 75 persons".
pub(in crate::report) fn minimum_text(screen: &Screen, (counts, wanted): (Counts, i64)) -> String {
    let amount = screen.form().amount(counts, wanted);
    match counts {
        Counts::Applicants | Counts::Support => format!("minimum {amount}"),
        _ => format!("minimum {amount} {}", units(screen.language, counts, wanted)),
    }
}

/// The limits of the first family that states a minimum for exactly this group, wherever it is housed: one,
/// or one for each region.
pub(in crate::report) fn limits_of<'a>(round: &'a Round, group: &'a str) -> Option<impl Iterator<Item = usize> + 'a> {
    let family = (0..round.limits.families.len()).find(|family| states_minimum(round, *family, group))?;
    Some(round.limits.range(family).filter(move |limit| is_about(&round.limits, *limit, group)))
}

fn states_minimum(round: &Round, family: usize, group: &str) -> bool {
    let stated = &round.limits.families[family];
    let wanted = stated.dwellings.is_everything() && stated.min.is_some_and(|min| min > 0);
    wanted && round.limits.range(family).any(|limit| is_about(&round.limits, limit, group))
}

/// Whether a limit counts exactly the applicants of a group, or those of it in a region.
fn is_about(limits: &Limits, limit: usize, group: &str) -> bool {
    let limit = &limits.limits[limit];
    let family = &limits.families[limit.family];
    let selected = match family.applicants.conditions.as_slice() {
        [only] => only.column == "group" && matches!(only.accepted.as_slice(), [Accepted::Text(id)] if id == group),
        _ => false,
    };
    match &family.each {
        None => selected,
        Some((_, column)) if column == "region" => selected,
        Some((Side::Applicants, column)) if column == "group" => {
            family.applicants.is_everything() && limit.value.as_deref() == Some(group)
        }
        Some(_) => false,
    }
}

fn against(screen: &Screen, minimum: &Minimum) -> String {
    let amount = |units: i64| screen.form().amount(minimum.counts, units);
    let min = minimum_text(screen, (minimum.counts, minimum.wanted));
    match (minimum.shortfall, screen.language) {
        (0, _) => min,
        (short, Language::En) => format!("{min}: {} short", amount(short)),
        (short, Language::Nl) => format!("{min}: tekort {}", amount(short)),
    }
}

/// How far the group is against its minimum, which the mark shows; without one, against all its applicants.
fn bar(screen: &Screen, placed: usize, applicants: usize, minimum: Option<i64>) -> String {
    let width = (usize::from(screen.width) / 6).clamp(10, 16);
    let minimum = minimum.and_then(|minimum| usize::try_from(minimum).ok());
    let whole = minimum.map_or(applicants, |minimum| minimum.max(placed));
    let cells = |number: usize| (number * width).checked_div(whole).unwrap_or(0).min(width);
    let room = if minimum.is_some_and(|minimum| placed < minimum) { width - 2 } else { width }; // a gap before the mark
    let filled = if placed == 0 { 0 } else { cells(placed).clamp(1, room) };
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
