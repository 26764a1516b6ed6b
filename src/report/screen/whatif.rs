//! Scenarios beside the round as it is, for the terminal: what each does in a sentence, one table of figures,
//! and who gains, loses and moves.

use anstyle::Style;

use super::compared::{Column, Compared, Line};
use super::groups::{limits_of, minimum_of, minimum_text};
use super::people::lists;
use super::{ROWS_AT_MOST, Screen};
use crate::domain::{Counts, Round, Route, Sense, Tier};
use crate::report::whatif::{Told, row_sentence, scenario_sentence, setting_sentences};
use crate::report::words::{first_of, goal, units};
use crate::study::{Figures, LimitFigures, Tried};

/// Everything that is told of scenarios in the terminal.
pub fn what_if_text(told: &Told<'_>, screen: &Screen) -> String {
    let round = told.round;
    let title = format!("{} {} · {}", screen.say("Round", "Ronde"), round.id, round.model.name);
    let mut lines = vec![screen.paint(Style::new().bold(), &title)];
    for (number, (name, tried)) in (1..).zip(told.names.iter().zip(&told.found.scenarios)) {
        lines.push(String::new());
        lines.push(heading(screen, number, name));
        for sentence in setting_sentences(&told.settings[number - 1], &round.limits, screen.language) {
            lines.extend(screen.wrapped(&sentence, 5));
        }
        lines.extend(row_sentence(tried, screen.language).iter().flat_map(|sentence| screen.wrapped(sentence, 5)));
        lines.extend(bounds(&told.found.base, &tried.figures, screen));
        lines.extend(screen.wrapped(&scenario_sentence(&told.found.base, tried, screen.language), 5));
    }
    lines.push(String::new());
    lines.extend(table(told, screen));
    for (number, (name, tried)) in (1..).zip(told.names.iter().zip(&told.found.scenarios)) {
        let details = details(round, tried, screen);
        if !details.is_empty() {
            lines.push(String::new());
            lines.push(heading(screen, number, name));
            lines.extend(details);
        }
    }
    lines.join("\n") + "\n"
}

fn heading(screen: &Screen, number: usize, name: &str) -> String {
    format!("  {}  {}", screen.paint(Style::new().bold(), &number.to_string()), screen.paint(Style::new().bold(), name))
}

/// What becomes of the bounds of limits, where that is another number.
fn bounds(base: &Figures, figures: &Figures, screen: &Screen) -> Vec<String> {
    let changed = |after: &LimitFigures| {
        let before = base.limit(&after.name)?;
        let sides = [
            (screen.say("at most", "hoogstens"), before.max, after.max),
            (screen.say("at least", "minstens"), before.min, after.min),
        ];
        let changes: Vec<String> = sides.iter().filter_map(|side| bound(*side, after.counts, screen)).collect();
        (!changes.is_empty()).then(|| format!("“{}”: {}", after.title(screen.language), changes.join(", ")))
    };
    let gone = |before: &&LimitFigures| figures.limit(&before.name).is_none();
    let no_longer = screen.say("no longer in force", "geldt niet meer");
    let gone = base.limits.iter().filter(gone).map(|limit| format!("“{}”: {no_longer}", limit.title(screen.language)));
    let changed: Vec<String> = figures.limits.iter().filter_map(changed).chain(gone).collect();
    if changed.is_empty() {
        return Vec::new();
    }
    let changed: Vec<&str> = changed.iter().map(String::as_str).collect();
    screen.wrapped(&format!("{}.", some_of(&changed, screen)), 5)
}

/// "at most 69 instead of 103 dwellings".
fn bound(side: (&str, Option<i64>, Option<i64>), counts: Counts, screen: &Screen) -> Option<String> {
    let (words, before, after) = side;
    let amount = |units: i64| screen.form().amount(counts, units);
    let instead = screen.say("instead of", "in plaats van");
    Some(match (before, after) {
        (before, after) if before == after => return None,
        (Some(before), Some(after)) => {
            format!("{words} {} {instead} {} {}", amount(after), amount(before), units(screen.language, counts, before))
        }
        (None, Some(after)) => format!("{words} {} {}", amount(after), units(screen.language, counts, after)),
        (Some(before), None) => {
            let no_longer = screen.say("no longer", "niet meer");
            format!("{no_longer} {words} {} {}", amount(before), units(screen.language, counts, before))
        }
        (None, None) => return None,
    })
}

fn table(told: &Told<'_>, screen: &Screen) -> Vec<String> {
    let found = told.found;
    let all: Vec<&Figures> =
        std::iter::once(&found.base).chain(found.scenarios.iter().map(|tried| &tried.figures)).collect();
    let mut columns = vec![Column::of(screen.say("now", "nu"))];
    columns.extend((1..=found.scenarios.len()).map(|number| Column::of(&number.to_string())));
    let mut compared = Compared::new(columns);
    goals(&all, screen, &mut compared);
    groups(told.round, &all, screen, &mut compared);
    missed(&all, screen, &mut compared);
    compared.lines(screen)
}

/// Every goal that a scenario or the round as it is has.
fn goals(all: &[&Figures], screen: &Screen, compared: &mut Compared) {
    compared.heading(screen.say("Goals, in strict order", "Doelen, in strikte volgorde"));
    for tier in tiers(all) {
        let name = goal(screen.language, tier);
        let values = all.iter().map(|figures| figures.tier(tier)).collect();
        compared.line(Line { name: name.to_owned(), values, sense: tier.sense() });
    }
}

/// The goals of all, in the order of the first that has them.
pub(super) fn tiers(all: &[&Figures]) -> Vec<Tier> {
    let mut found = Vec::new();
    for (tier, _) in all.iter().flat_map(|figures| &figures.tiers) {
        if !found.contains(tier) {
            found.push(*tier);
        }
    }
    found
}

fn groups(round: &Round, all: &[&Figures], screen: &Screen, compared: &mut Compared) {
    compared.heading(screen.say("Placed by group", "Geplaatst per doelgroep"));
    let mediated = round.model.groups.values().filter(|group| {
        let is_placed = all.iter().any(|figures| figures.group(&group.id).is_some_and(|found| found.placed > 0));
        group.route == Route::Mediated || is_placed
    });
    for group in mediated {
        let minimum = minimum_of(round, &group.id).filter(|_| keeps_minimum(round, all, &group.id));
        let minimum = minimum.map(|found| format!(" ({})", minimum_text(screen, found)));
        let name = screen.name(group.names.get(screen.language), 34) + &minimum.unwrap_or_default();
        let placed = |figures: &&Figures| i64::try_from(figures.group(&group.id)?.placed).ok();
        compared.line(Line { name, values: all.iter().map(placed).collect(), sense: Sense::Maximise });
    }
}

/// Whether the minimum of a group is the same in all; where a scenario changes it, its sentence says so.
fn keeps_minimum(round: &Round, all: &[&Figures], group: &str) -> bool {
    limits_of(round, group).into_iter().flatten().all(|limit| {
        let stated = &round.limits.limits[limit];
        all.iter().all(|figures| figures.limit(&stated.name).and_then(|limit| limit.min) == stated.min)
    })
}

/// The minimums that one of all misses, in what people speak of.
fn missed(all: &[&Figures], screen: &Screen, compared: &mut Compared) {
    let mut missed: Vec<&LimitFigures> = Vec::new();
    for limit in all.iter().flat_map(|figures| &figures.limits).filter(|limit| limit.shortfall > 0) {
        if !missed.iter().any(|known| known.name == limit.name) {
            missed.push(limit);
        }
    }
    if missed.is_empty() {
        return;
    }
    compared.heading(screen.say("Short of a minimum", "Tekort op een minimum"));
    for missed in missed.iter().take(ROWS_AT_MOST) {
        let short = |figures: &&Figures| {
            figures.limit(&missed.name).filter(|limit| limit.min.is_some()).map(|limit| limit.shortfall)
        };
        let values = all.iter().map(short).collect();
        let name = screen.name(missed.title(screen.language), 45);
        compared.line(Line { name, values, sense: Sense::Minimise });
    }
}

/// Who gains, loses and moves in a scenario, and which limits fill up or empty.
fn details(round: &Round, tried: &Tried, screen: &Screen) -> Vec<String> {
    let mut lines = Vec::new();
    for (words, moved) in [
        (screen.say("Gain a place", "Komen erbij"), &tried.gain),
        (screen.say("Lose their place", "Vallen af"), &tried.lose),
        (screen.say("Out of the round", "Niet meer in de ronde"), &tried.gone),
    ] {
        lines.extend(lists(round, words, moved, screen));
    }
    lines.extend(super::people::moves(&tried.moved, screen));
    for (words, limits) in [
        (screen.say("Now full", "Nu vol"), &tried.now_full),
        (screen.say("No longer full", "Niet meer vol"), &tried.no_longer_full),
    ] {
        if !limits.is_empty() {
            let names: Vec<&str> = limits.iter().map(|name| round.limits.title(name, screen.language)).collect();
            lines.extend(screen.wrapped(&format!("{words}: {}", some_of(&names, screen)), 5));
        }
    }
    lines
}

/// Names, the first of them where there are many.
pub(super) fn some_of(names: &[&str], screen: &Screen) -> String {
    first_of(screen.language, names, ROWS_AT_MOST)
}
