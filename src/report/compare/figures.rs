//! Both sides in figures: goals, groups, limits, waiting time, rents, districts.

use std::collections::BTreeSet;

use super::{Grid, Section, Shown};
use crate::allocation::Status;
use crate::domain::{Counts, Fraction, Language, Limit, Round, Sense};
use crate::report::screen::{ROWS_AT_MOST, limits_of};
use crate::report::words::{goal, units};
use crate::study::compare::{Comparison, Side, Spread};

/// The sides that are shown in columns: the valid part of the list, the filled-up list where there is one, the optimum.
fn sides(comparison: &Comparison) -> Vec<&Side> {
    let kept = comparison.proposal.iter().filter(|one| one.keeps).map(|proposal| &proposal.side);
    [&comparison.list].into_iter().chain(kept).chain([&comparison.optimum]).collect()
}

/// The names above the columns of [`sides`].
fn names(comparison: &Comparison, shown: &Shown) -> Vec<String> {
    let all =
        [shown.say("valid part", "geldig deel"), shown.say("filled up", "aangevuld"), shown.say("optimum", "optimum")];
    let wanted = if sides(comparison).len() == 3 { vec![0, 1, 2] } else { vec![0, 2] };
    wanted.into_iter().map(|place| all[place].to_owned()).collect()
}

/// A table with the name of each row first and the sides in columns from `from` on.
fn grid(comparison: &Comparison, heading: &str, from: usize, head: Vec<String>, rows: Vec<Vec<String>>) -> Grid {
    Grid { heading: heading.to_owned(), head, rows, numbers: 1..from + sides(comparison).len() }
}

/// The table in lines, its head faint; no lines where it has no rows.
fn section(grid: Grid, shown: &Shown) -> Section {
    let Grid { heading, head, rows, numbers } = grid;
    if rows.is_empty() {
        return Section { heading, lines: Vec::new() };
    }
    let mut lines = shown.table([head].into_iter().chain(rows).collect(), &numbers.collect::<Vec<usize>>());
    lines[0] = shown.faint(&lines[0]);
    Section { heading, lines }
}

pub(super) fn goals(comparison: &Comparison, shown: &Shown) -> Section {
    section(goal_grid(comparison, shown), shown)
}

pub(super) fn goal_grid(comparison: &Comparison, shown: &Shown) -> Grid {
    let number = |value: i128| shown.form().grouped(value);
    let worse = match comparison.status {
        Status::Optimal => shown.say("given up", "ingeleverd"),
        Status::Feasible => shown.say("worse", "slechter"),
    };
    let row = |(place, (tier, _)): (usize, &(crate::domain::Tier, i128))| {
        let (list, best) = (comparison.list.value(*tier), comparison.optimum.value(*tier));
        let better = if tier.sense() == Sense::Maximise { best > list } else { best < list };
        let open = match (best == list, better) {
            (true, _) => shown.say("equal", "gelijk").to_owned(),
            (_, true) => format!("{} {}", number((best - list).abs()), shown.say("better", "beter")),
            (_, false) => {
                format!("{} {}", number((best - list).abs()), worse)
            }
        };
        let mut row =
            vec![format!("{}  {}", place + 1, goal(shown.language, *tier)), number(comparison.listed.value(*tier))];
        row.extend(sides(comparison).iter().map(|side| number(side.value(*tier))));
        row.push(open);
        row
    };
    let rows: Vec<Vec<String>> = comparison.optimum.tiers.iter().enumerate().map(row).collect();
    let mut head = vec![String::new(), shown.say("as listed", "hele lijst").to_owned()];
    head.extend(names(comparison, shown));
    head.push(shown.say("optimum is", "optimum is").to_owned());
    grid(comparison, shown.say("Goals, in strict order", "Doelen, in strikte volgorde"), 2, head, rows)
}

pub(super) fn groups(round: &Round, comparison: &Comparison, shown: &Shown) -> Section {
    let mut grid = group_grid(round, comparison, shown);
    grid.rows.iter_mut().for_each(|row| row[0] = shown.name(&row[0], 38));
    section(grid, shown)
}

pub(super) fn group_grid(round: &Round, comparison: &Comparison, shown: &Shown) -> Grid {
    let row = |(id, group): (&String, &crate::domain::Group)| {
        let count = |side: &&Side| shown.form().count(side.groups.get(id).copied().unwrap_or(0));
        let mut row = vec![group.names.get(shown.language).to_owned()];
        row.extend(sides(comparison).iter().map(count));
        row.push(minimum(round, id, shown));
        row
    };
    let mediated = round.model.groups.iter().filter(|(_, group)| group.route == crate::domain::Route::Mediated);
    let mut head = vec![String::new()];
    head.extend(names(comparison, shown));
    head.push(String::new());
    let rows = mediated.map(row).collect();
    grid(comparison, shown.say("Placed by group", "Geplaatst per doelgroep"), 1, head, rows)
}

fn minimum(round: &Round, group: &str, shown: &Shown) -> String {
    let Some(limits) = limits_of(round, group) else { return String::new() };
    let limits: Vec<usize> = limits.collect();
    let wanted: i64 = limits.iter().filter_map(|limit| round.limits.limits[*limit].min).sum();
    let counts = limits.first().map_or(Counts::Applicants, |limit| round.limits.limits[*limit].counts);
    let unit = if counts == Counts::Applicants { "" } else { units(shown.language, counts, wanted) };
    format!("minimum {} {unit}", shown.form().amount(counts, wanted)).trim_end().to_owned()
}

pub(super) fn limits(round: &Round, comparison: &Comparison, shown: &Shown) -> Section {
    let room = if sides(comparison).len() > 2 { 40 } else { 48 };
    let mut grid = limit_grid(round, comparison, shown, room);
    let total = grid.rows.len();
    grid.rows.truncate(ROWS_AT_MOST);
    let mut section = section(grid, shown);
    shown.and_more(&mut section.lines, total, "--json");
    section
}

/// Limits that a side uses up or misses, the ones in which the sides differ first; names in so many characters.
pub(super) fn limit_grid(round: &Round, comparison: &Comparison, shown: &Shown, room: usize) -> Grid {
    let sides = sides(comparison);
    let group_minimums: BTreeSet<usize> =
        round.model.groups.keys().filter_map(|group| limits_of(round, group)).flatten().collect();
    let is_met = |limit: &usize| {
        let bound = &round.limits.limits[*limit];
        let full = |side: &&Side| bound.max.is_some_and(|max| max > 0 && side.used[*limit] >= i128::from(max));
        let short = |side: &&Side| bound.min.is_some_and(|min| side.used[*limit] < i128::from(min));
        sides.iter().any(|side| full(side) || (short(side) && !group_minimums.contains(limit)))
    };
    let mut found: Vec<usize> = (0..round.limits.limits.len()).filter(is_met).collect();
    found.sort_by_key(|limit| sides.iter().all(|side| side.used[*limit] == sides[0].used[*limit]));
    let row = |limit: &usize| {
        let bound = &round.limits.limits[*limit];
        let amount = |units: i128| shown.form().amount(bound.counts, i64::try_from(units).unwrap_or(i64::MAX));
        let mut row = vec![limit_name(bound, shown.language, room)];
        row.extend(sides.iter().map(|side| amount(side.used[*limit])));
        let stated = |word: &str, bound: Option<i64>| bound.map(|bound| format!("{word} {}", amount(bound.into())));
        let bounds = [stated("min", bound.min.filter(|min| *min > 0)), stated("max", bound.max)];
        let bounds: Vec<String> = bounds.into_iter().flatten().collect();
        let unit = units(shown.language, bound.counts, bound.max.or(bound.min).unwrap_or(0));
        row.push(format!("{} {unit}", bounds.join(", ")));
        row
    };
    let mut head = vec![String::new()];
    head.extend(names(comparison, shown));
    head.push(String::new());
    let rows = found.iter().map(row).collect();
    let heading = shown.say("Limits used up or missed", "Begrenzingen benut of niet gehaald");
    grid(comparison, heading, 1, head, rows)
}

/// The name of a limit in so many characters; the value of an `each` tells one from another and is kept.
fn limit_name(limit: &Limit, language: Language, room: usize) -> String {
    let cut = |text: &str, room: usize| {
        let kept: String = text.chars().take(room.saturating_sub(1)).collect();
        if text.chars().count() > room { format!("{}…", kept.trim_end()) } else { text.to_owned() }
    };
    let title = limit.title(language);
    match &limit.value {
        Some(value) if title.chars().count() > room => {
            let end = format!(": {value}");
            let start = title.strip_suffix(&end).unwrap_or(title);
            format!("{}{end}", cut(start, room.saturating_sub(end.chars().count()).max(12)))
        }
        _ => cut(title, room),
    }
}

/// A figure of a side: its name in English and in Dutch, and how it reads.
type Figure<'a> = (&'a str, &'a str, &'a dyn Fn(&Side) -> String);

pub(super) fn people(comparison: &Comparison, shown: &Shown) -> Section {
    section(people_grid(comparison, shown), shown)
}

pub(super) fn people_grid(comparison: &Comparison, shown: &Shown) -> Grid {
    let form = shown.form();
    let mean = |spread: Spread| Fraction::new(i128::from(spread.sum), i128::try_from(spread.count.max(1)).unwrap_or(1));
    let nearest = |spread: Spread| mean(spread).plus(Fraction::new(1, 2)).floor();
    let euro = |cents: i64| format!("€ {}", form.money(cents));
    let mean_rent = |spread: Spread| euro(i64::try_from(nearest(spread)).unwrap_or(0));
    let rows: [Figure<'_>; 5] = [
        ("dwellings in use", "woningen in gebruik", &|side| form.count(side.dwellings)),
        ("waiting time, mean, in days", "inschrijfduur, gemiddeld, in dagen", &|side| {
            form.grouped(nearest(side.waiting))
        }),
        ("waiting time, longest, in days", "inschrijfduur, langste, in dagen", &|side| {
            form.grouped(side.waiting.greatest.into())
        }),
        ("rent in the contract, mean, a month", "huur in het contract, gemiddeld, per maand", &|side| {
            mean_rent(side.rents)
        }),
        ("rent in the contract, highest, a month", "huur in het contract, hoogste, per maand", &|side| {
            euro(side.rents.greatest)
        }),
    ];
    let row = |(english, dutch, of): Figure<'_>| {
        let start = [shown.say(english, dutch).to_owned()].into_iter();
        start.chain(sides(comparison).into_iter().map(of)).collect()
    };
    let mut head = vec![String::new()];
    head.extend(names(comparison, shown));
    let rows = rows.into_iter().map(row).collect();
    grid(comparison, shown.say("Those placed", "De geplaatsten"), 1, head, rows)
}

pub(super) fn districts(comparison: &Comparison, shown: &Shown) -> Section {
    let mut grid = district_grid(comparison, shown);
    grid.rows.truncate(2 * ROWS_AT_MOST);
    section(grid, shown)
}

/// Without rows where there are no two districts.
pub(super) fn district_grid(comparison: &Comparison, shown: &Shown) -> Grid {
    let sides = sides(comparison);
    let names_of: BTreeSet<&String> = sides.iter().flat_map(|side| side.districts.keys()).collect();
    let row = |name: &&String| {
        let count = |side: &&Side| shown.form().count(side.districts.get(*name).copied().unwrap_or(0));
        let label = if name.is_empty() { shown.say("without a district", "zonder wijk") } else { name.as_str() };
        [label.to_owned()].into_iter().chain(sides.iter().map(count)).collect::<Vec<String>>()
    };
    let mut head = vec![String::new()];
    head.extend(names(comparison, shown));
    let rows = if names_of.len() < 2 { Vec::new() } else { names_of.iter().map(row).collect() };
    grid(comparison, shown.say("Placed by district", "Geplaatst per wijk"), 1, head, rows)
}
