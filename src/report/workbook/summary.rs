//! The first sheet: what the answer is and what it is worth, goals, groups, limits and reasons, with their charts.

use rust_xlsxwriter::{RowNum, Worksheet, XlsxError};

use super::pictures::{Drawn, Series, bars, rows_of};
use super::sheet::{print_setup, write_text};
use super::style::{self, BLUE, GREY, SAND, Styles};
use crate::allocation::{LimitOutcome, Outcome, UnplacedReason};
use crate::domain::{Counts, Language, Round, Route};
use crate::report::screen::Screen;
use crate::report::screen::goals::proof;
use crate::report::screen::groups::Minimum;
use crate::report::screen::headline;
use crate::report::screen::left::{for_a_goal, unplaced_words, vacant_words};
use crate::report::summary::groups;
use crate::report::words::{either, goal, units};

/// Limits shown at most; all of them stand on their own sheet.
const LIMITS_AT_MOST: usize = 12;

/// The column beside the tables in which the charts stand.
const CHARTS: u16 = 6;

/// One cell of the summary.
enum Cell {
    Text(String),
    Number(f64),
    Percent(f64),
    Empty,
}

/// A table of the summary under its heading.
struct Part<'a> {
    heading: &'a str,
    columns: Vec<&'a str>,
    rows: Vec<Vec<Cell>>,
    /// The title of its chart, and the series in it.
    chart: Option<(&'a str, Vec<Series<'a>>)>,
}

/// Writes the summary.
pub(super) fn write(
    page: &mut Worksheet,
    round: &Round,
    outcome: &Outcome,
    styles: &Styles,
    language: Language,
) -> Result<(), XlsxError> {
    let name = either(language, "Summary", "Samenvatting");
    page.set_name(name)?.set_screen_gridlines(false);
    page.set_column_width(0, 58)?;
    page.set_column_range_width(1, 3, 14)?;
    page.set_column_width(4, 22)?;
    let screen = Screen { language, width: 100, color: false, folder: None };
    let mut row = 0;
    for (place, line) in headline::lines(round, outcome, &screen).iter().enumerate() {
        write_text(page, row, 0, line.trim(), if place == 0 { &styles.title } else { &styles.line })?;
        row += 1;
    }
    row += 1;
    let (top, mut next_chart) = (row, row);
    for part in parts(round, outcome, &screen).iter().filter(|part| !part.rows.is_empty()) {
        let first = row + 2;
        row = write_part(page, part, row, styles)?;
        if let Some((title, series)) = &part.chart {
            let drawn = Drawn { sheet: name, rows: (first, row - 1), title, series: series.clone() };
            page.insert_chart(next_chart.max(top), CHARTS, &bars(&drawn))?;
            next_chart += rows_of(&drawn);
        }
        row += 1;
    }
    print_setup(page);
    Ok(())
}

/// A heading, a header and rows; the answer is the row below.
fn write_part(page: &mut Worksheet, part: &Part<'_>, start: RowNum, styles: &Styles) -> Result<RowNum, XlsxError> {
    write_text(page, start, 0, part.heading, &styles.heading)?;
    for (place, column) in (0_u16..).zip(&part.columns) {
        let is_number =
            part.rows.iter().any(|row| matches!(row.get(usize::from(place)), Some(Cell::Number(_) | Cell::Percent(_))));
        let format = if is_number { &styles.number_header } else { &styles.header };
        page.write_string_with_format(start + 1, place, *column, format)?;
    }
    let mut row = start + 2;
    for cells in &part.rows {
        for (place, cell) in (0..).zip(cells) {
            match cell {
                Cell::Text(text) if place != 2 || cells.len() == 3 => write_text(page, row, place, text, &styles.line)?,
                Cell::Text(text) => write_text(page, row, place, text, &styles.right)?,
                Cell::Number(number) => {
                    page.write_number_with_format(row, place, *number, &style::amount(*number))?;
                }
                Cell::Percent(part) => {
                    page.write_number_with_format(row, place, *part, &style::percent())?;
                }
                Cell::Empty => (),
            }
        }
        row += 1;
    }
    Ok(row)
}

fn parts<'a>(round: &'a Round, outcome: &'a Outcome, screen: &'a Screen) -> Vec<Part<'a>> {
    vec![
        goals(outcome, screen),
        by_group(round, outcome, screen),
        fullest_limits(round, outcome, screen),
        not_placed(outcome, screen),
        vacant(outcome, screen),
    ]
}

fn goals<'a>(outcome: &Outcome, screen: &'a Screen) -> Part<'a> {
    let row = |found: &crate::allocation::TierOutcome| {
        let name = goal(screen.language, found.tier).to_owned();
        vec![Cell::Text(name), whole(found.value), Cell::Text(proof(found, screen.language))]
    };
    Part {
        heading: screen.say("Goals, in strict order", "Doelen, in strikte volgorde"),
        columns: vec![screen.say("Goal", "Doel"), screen.say("Value", "Waarde"), screen.say("Proof", "Bewijs")],
        rows: outcome.tiers.iter().map(row).collect(),
        chart: None,
    }
}

/// The groups that are offered dwellings, placed beside the minimum.
fn by_group<'a>(round: &Round, outcome: &Outcome, screen: &'a Screen) -> Part<'a> {
    let mediated = |group: &&crate::report::summary::GroupFigures| {
        round.model.groups.get(&group.group).is_some_and(|group| group.route == Route::Mediated)
    };
    let found = groups(round, outcome);
    let row = |figures: &crate::report::summary::GroupFigures| {
        let name = round.model.groups.get(&figures.group).map_or("", |group| group.names.get(screen.language));
        let name = if name.is_empty() { &figures.group } else { name };
        let minimum = Minimum::of(round, outcome, &figures.group);
        let amount = |units: fn(&Minimum) -> i64| {
            minimum.as_ref().map_or(Cell::Empty, |one| counted(one.counts, units(one), screen))
        };
        vec![
            Cell::Text(name.to_owned()),
            count(figures.placed),
            amount(|minimum| minimum.wanted),
            amount(|minimum| minimum.shortfall),
            count(figures.applicants),
        ]
    };
    let (placed, minimum) = (screen.say("Placed", "Geplaatst"), screen.say("Minimum", "Minimum"));
    Part {
        heading: screen.say("Placed by group", "Geplaatst per doelgroep"),
        columns: vec![
            screen.say("Group", "Doelgroep"),
            placed,
            minimum,
            screen.say("Shortfall", "Tekort"),
            screen.say("Applicants", "Zoekenden"),
        ],
        rows: found.iter().filter(mediated).map(row).collect(),
        chart: Some((
            screen.say("Placed beside the minimum", "Geplaatst naast het minimum"),
            vec![(placed, 1, BLUE), (minimum, 2, GREY)],
        )),
    }
}

/// The limits that are fullest, those in someone's way first.
fn fullest_limits<'a>(round: &'a Round, outcome: &Outcome, screen: &'a Screen) -> Part<'a> {
    let mut found: Vec<(&LimitOutcome, f64)> =
        outcome.limits.iter().filter_map(|limit| Some((limit, share(limit.used, limit.max?)))).collect();
    found.sort_by(|(a, of_a), (b, of_b)| {
        (b.binding, of_b).partial_cmp(&(a.binding, of_a)).unwrap_or(std::cmp::Ordering::Equal)
    });
    let row = |(found, share): &(&LimitOutcome, f64)| {
        let limit = &round.limits.limits[found.limit];
        let exact = |units: i64| limit.counts.exact(units).parse().map_or(Cell::Empty, Cell::Number);
        let max = found.max.unwrap_or(0);
        vec![
            Cell::Text(limit.title(screen.language).to_owned()),
            exact(found.used),
            exact(max),
            Cell::Percent(*share),
            Cell::Text(units(screen.language, limit.counts, max).to_owned()),
        ]
    };
    let share = screen.say("Part used", "Deel gebruikt");
    Part {
        heading: screen.say("Fullest limits, those in the way first", "Volste begrenzingen, die in de weg staan eerst"),
        columns: vec![
            screen.say("Limit", "Begrenzing"),
            screen.say("Used", "Gebruikt"),
            screen.say("Maximum", "Maximum"),
            share,
            screen.say("Counts", "Telt"),
        ],
        rows: found.iter().take(LIMITS_AT_MOST).map(row).collect(),
        chart: Some((
            screen.say("Part of each maximum that is used", "Deel van elk maximum dat is gebruikt"),
            vec![(share, 3, BLUE)],
        )),
    }
}

fn not_placed<'a>(outcome: &Outcome, screen: &'a Screen) -> Part<'a> {
    let left = outcome.unplaced.iter().filter(|left| left.reason != UnplacedReason::SelfSearch);
    let codes = left.map(|left| left.reason.name());
    let goal = for_a_goal(outcome);
    let number = screen.say("Applicants", "Zoekenden");
    Part {
        heading: screen.say("Not placed, by what stands in the way", "Niet geplaatst, naar wat in de weg staat"),
        columns: vec![screen.say("Reason", "Reden"), number],
        rows: tallied(codes, |code| unplaced_words(code, goal), screen),
        chart: Some((screen.say("Applicants without a place", "Woningzoekenden zonder plek"), vec![(number, 1, GREY)])),
    }
}

fn vacant<'a>(outcome: &Outcome, screen: &'a Screen) -> Part<'a> {
    let number = screen.say("Dwellings", "Woningen");
    Part {
        heading: screen.say("Vacant, by reason", "Leeg, naar reden"),
        columns: vec![screen.say("Reason", "Reden"), number],
        rows: tallied(outcome.vacant.iter().map(|vacant| vacant.reason.name()), vacant_words, screen),
        chart: Some((screen.say("Vacant dwellings", "Leegstaande woningen"), vec![(number, 1, SAND)])),
    }
}

/// How often each code occurs, most first, as words.
fn tallied(
    codes: impl Iterator<Item = &'static str>,
    words: impl Fn(&str) -> (&'static str, &'static str),
    screen: &Screen,
) -> Vec<Vec<Cell>> {
    let mut times: std::collections::BTreeMap<&str, usize> = std::collections::BTreeMap::new();
    codes.for_each(|code| *times.entry(code).or_default() += 1);
    let mut times: Vec<(&str, usize)> = times.into_iter().collect();
    times.sort_by_key(|(_, number)| std::cmp::Reverse(*number));
    let row = |(code, number): (&str, usize)| {
        let (english, dutch) = words(code);
        vec![Cell::Text(screen.say(english, dutch).to_owned()), count(number)]
    };
    times.into_iter().map(row).collect()
}

/// An amount of applicants as a number; of anything else with its unit, so that nobody takes it for applicants.
fn counted(counts: Counts, amount: i64, screen: &Screen) -> Cell {
    if counts == Counts::Applicants {
        return whole(amount);
    }
    let unit = units(screen.language, counts, amount);
    Cell::Text(format!("{} {unit}", screen.form().amount(counts, amount)))
}

fn whole(number: i64) -> Cell {
    number.to_string().parse().map_or(Cell::Empty, Cell::Number)
}

fn count(number: usize) -> Cell {
    number.to_string().parse().map_or(Cell::Empty, Cell::Number)
}

/// The used part of a maximum; a maximum of nothing is used up.
#[allow(clippy::cast_precision_loss)] // a percentage for people
fn share(used: i64, max: i64) -> f64 {
    if max == 0 { 1.0 } else { used as f64 / max as f64 }
}
