//! The pictures of a round: groups against their minimum, limits in the way, waiting time of those placed. Every number
//! stands beside its bar, so that no picture rests on colour, and all of it is read out.

use super::Told;
use super::discretion::Readers;
use super::groups::{short, wanted};
use super::limits::{in_the_way, not_told, used};
use super::people::{Quartiles, months, waiting as waited};
use super::rows::mediated;
use crate::allocation::{LimitOutcome, Outcome};
use crate::domain::{Counts, Language, Round};
use crate::report::fluid::{Fluid, percents};
use crate::report::screen::{Minimum, at_most};
use crate::report::summary::GroupFigures;
use crate::report::svg::{Anchor, BLUE, GREY, GUIDE, Style, ticks};
use crate::report::words::{counted, units};

const BAR: f64 = 14.0;
/// Below a bar and what is said of it.
const BETWEEN: f64 = 10.0;
/// Limits in the picture at most; the table has them all.
const LIMITS_AT_MOST: usize = 6;
const YEAR: i64 = 12;

/// A bar for every group that the round places, with a mark at its agreed minimum, as SVG that is as wide as its place.
pub fn groups_svg(round: &Round, outcome: &Outcome, readers: Readers, language: Language) -> String {
    groups(&Told { round, outcome, readers, language })
}

/// A bar for every limit in the way: what is used of its maximum, and what one unit more could place at most. `None`
/// where no limit is.
pub fn limits_svg(round: &Round, outcome: &Outcome, readers: Readers, language: Language) -> Option<String> {
    limits(&Told { round, outcome, readers, language })
}

/// The middle half of the waiting times of those placed, with the median, by group. `None` where too few are placed to
/// tell these readers.
pub fn waiting_svg(round: &Round, outcome: &Outcome, readers: Readers, language: Language) -> Option<String> {
    waiting(&Told { round, outcome, readers, language })
}

pub(super) fn groups(told: &Told<'_>) -> String {
    let title = told.say("Households placed by group", "Geplaatste huishoudens per doelgroep");
    let mut picture = Fluid::new("groups", title);
    let with_minimum = |one: GroupFigures| {
        let minimum = Minimum::of(told.round, told.outcome, &one.group);
        (one, minimum)
    };
    let all: Vec<(GroupFigures, Option<Minimum>)> = mediated(told).into_iter().map(with_minimum).collect();
    let reach =
        |(one, minimum): &(GroupFigures, Option<Minimum>)| whole(one.placed).max(marked(minimum.as_ref()).unwrap_or(0));
    let most = all.iter().map(reach).max().unwrap_or(0).max(1);
    for (one, minimum) in &all {
        draw_group(&mut picture, told, one, minimum.as_ref(), most);
    }
    picture.finished()
}

/// The minimum as a place on the scale of households; nothing where it counts something else.
fn marked(minimum: Option<&Minimum>) -> Option<i64> {
    minimum.filter(|minimum| minimum.counts == Counts::Applicants).map(|minimum| minimum.wanted)
}

fn draw_group(picture: &mut Fluid, told: &Told<'_>, one: &GroupFigures, minimum: Option<&Minimum>, most: i64) {
    let name = told.group_name(&one.group);
    let text = placed_of(told, one, minimum);
    picture.say(&format!("{name}: {text}."));
    picture.lines(name, true);
    let y = picture.down(BAR + 8.0) + 4.0;
    let end = percents(whole(one.placed), most);
    picture.bar([0.0, end], y, BAR, BLUE);
    if let Some(at) = marked(minimum).map(|wanted| percents(wanted, most)) {
        if at > end {
            picture.outline([end, at], y, BAR, true);
        }
        picture.mark(at, y - 4.0, BAR + 8.0);
    }
    picture.lines(&text, false);
    picture.down(BETWEEN);
}

/// "44 of 250 · minimum 46 · short: 2".
fn placed_of(told: &Told<'_>, one: &GroupFigures, minimum: Option<&Minimum>) -> String {
    let (placed, all) = (told.form().count(one.placed), told.form().count(one.applicants));
    let start = match told.language {
        Language::En => format!("{placed} of {all}"),
        Language::Nl => format!("{placed} van {all}"),
    };
    let Some(minimum) = minimum else { return start };
    let least = format!("{start} · minimum {}", wanted(told, minimum)); // the word is the same in Dutch
    match minimum.shortfall {
        0 => least,
        _ => format!("{least} · {}: {}", told.say("short", "tekort"), short(told, one, minimum)),
    }
}

pub(super) fn limits(told: &Told<'_>) -> Option<String> {
    let mut picture = Fluid::new("limits", told.say("Limits in the way", "Begrenzingen in de weg"));
    let found = in_the_way(told);
    for one in found.iter().take(LIMITS_AT_MOST) {
        draw_limit(&mut picture, told, one);
    }
    (!found.is_empty()).then(|| picture.finished())
}

fn draw_limit(picture: &mut Fluid, told: &Told<'_>, found: &LimitOutcome) {
    let limit = &told.round.limits.limits[found.limit];
    let max = found.max.unwrap_or(0);
    let name = told.name_without_ids(limit.title(told.language));
    let (most, unit) = (told.form().amount(limit.counts, max), units(told.language, limit.counts, max));
    let of = if told.hides_use(found) {
        format!("{} · {} {most} {unit}", not_told(told.language), told.say("at most", "hoogstens"))
    } else {
        format!("{} {} {most} {unit}", used(told, found, limit), told.say("of", "van"))
    };
    let words = told.say("one unit more places", "één eenheid erbij plaatst");
    let more = format!("{words}: {}", at_most(found.at_most, told.language));
    picture.say(&format!("{name}: {of}; {more}."));
    picture.lines(&name, true);
    let y = picture.down(BAR + 8.0) + 4.0;
    if !told.hides_use(found) {
        picture.bar([0.0, percents(found.used, max)], y, BAR, BLUE);
    }
    picture.outline([0.0, 100.0], y, BAR, told.hides_use(found));
    picture.lines(&of, false);
    picture.lines(&more, false);
    picture.down(BETWEEN);
}

pub(super) fn waiting(told: &Told<'_>) -> Option<String> {
    let title = told.say("Time since registration of those placed", "Inschrijfduur van wie een plek krijgt");
    let mut picture = Fluid::new("waiting", title);
    let rows = waited(told);
    let most = rows.iter().map(|(_, _, Quartiles([_, _, high]))| months(*high)).max()?;
    let years = ticks(0, (most + YEAR - 1).div_euclid(YEAR).max(1));
    let end = years.last().copied().unwrap_or(1) * YEAR;
    for (name, count, found) in &rows {
        draw_waiting(&mut picture, told, (name, *count), *found, end);
    }
    draw_years(&mut picture, told, &years);
    Some(picture.finished())
}

fn draw_waiting(picture: &mut Fluid, told: &Told<'_>, (name, count): (&str, usize), found: Quartiles, end: i64) {
    let [low, middle, high] = found.0.map(months);
    let words = [told.say("household", "huishouden"), told.say("households", "huishoudens")];
    let households = counted(told.language, count, words[0], words[1]);
    let [from, half, to] = [low, middle, high].map(|months| told.form().grouped(months.into()));
    let (text, aloud) = match told.language {
        Language::En => {
            (format!("{households} · median {half} months"), format!("the middle half {from} to {to} months"))
        }
        Language::Nl => {
            (format!("{households} · mediaan {half} maanden"), format!("de middelste helft {from} tot {to} maanden"))
        }
    };
    picture.say(&format!("{name}: {text}, {aloud}."));
    picture.lines(name, true);
    let y = picture.down(BAR + 8.0) + 4.0;
    picture.line((0.0, y + BAR / 2.0), (100.0, y + BAR / 2.0), GUIDE);
    picture.bar([percents(low, end), percents(high, end)], y, BAR, BLUE);
    picture.mark(percents(middle, end), y - 4.0, BAR + 8.0);
    picture.lines(&text, false);
    picture.down(BETWEEN);
}

/// The scale below, in years.
fn draw_years(picture: &mut Fluid, told: &Told<'_>, years: &[i64]) {
    let y = picture.down(28.0);
    picture.line((0.0, y), (100.0, y), GREY);
    let last = years.last().copied().unwrap_or(1);
    for year in years {
        let at = percents(*year, last);
        picture.line((at, y), (at, y + 5.0), GREY);
        let anchor = match *year {
            0 => Anchor::Start,
            end if end == last => Anchor::End,
            _ => Anchor::Middle,
        };
        let text = told.form().grouped((*year).into());
        picture.text(at, y + 20.0, &text, Style { fill: GREY, ..Style::plain(anchor) });
    }
}

fn whole(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
