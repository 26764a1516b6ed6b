//! The pictures of a round: groups against their minimum, limits in the way, waiting times.

use super::rows::mediated;
use super::{Readers, Told, limits, people};
use crate::allocation::{LimitOutcome, Outcome};
use crate::domain::{Counts, Language, Round};
use crate::report::screen::{Minimum, at_most};
use crate::report::svg::{Anchor, BLUE, GREY, GUIDE, INK, Picture, Style, cut, ticks};
use crate::report::words::units;

const WIDTH: f64 = 880.0;
const NAMES: f64 = 270.0;
/// Room for the figures behind a bar.
const FIGURES: f64 = 200.0;
const TOP: f64 = 52.0;
const ROW: f64 = 34.0;
const BAR: f64 = 16.0;
/// What of a bar is missing: at least 3:1 on white.
const MISSING: &str = "#b2182b";
/// Bars of what could still be used.
const LIGHT: &str = "#e3e8ee";
/// Limits that are drawn at most; the table has them all.
const MOST_LIMITS: usize = 12;

/// The groups against their minimum as a picture, for anyone.
pub fn groups_svg(round: &Round, outcome: &Outcome, language: Language) -> String {
    groups(&Told { round, outcome, readers: Readers::Public, language })
}

/// The limits in the way as a picture, for anyone; `None` where none is.
pub fn limits_svg(round: &Round, outcome: &Outcome, language: Language) -> Option<String> {
    let told = Told { round, outcome, readers: Readers::Public, language };
    has_limits(&told).then(|| limits(&told))
}

/// The waiting times of those placed as a picture, for anyone; `None` where there are too few to tell.
pub fn waiting_svg(round: &Round, outcome: &Outcome, language: Language) -> Option<String> {
    let told = Told { round, outcome, readers: Readers::Public, language };
    has_waiting(&told).then(|| waiting(&told))
}

/// A horizontal scale.
#[derive(Clone, Copy)]
struct Scale {
    most: i64,
}

impl Scale {
    fn x(self, value: i64) -> f64 {
        NAMES + (WIDTH - NAMES - FIGURES) * value as f64 / self.most.max(1) as f64
    }
}

fn begun(title: &str, rows: usize) -> Picture {
    let mut picture = Picture::new(WIDTH, TOP + ROW * rows as f64 + 30.0, title);
    picture.heading((16.0, 28.0), title, WIDTH - 32.0);
    picture
}

/// The name of a row, and the middle of its height.
fn named(picture: &mut Picture, row: usize, name: &str) -> f64 {
    let middle = TOP + ROW * (row as f64 + 0.5);
    picture.text((16.0, middle + 5.0), &cut(name, 13, NAMES - 28.0), Style::plain(Anchor::Start));
    middle
}

/// What stands behind a bar.
fn figure(picture: &mut Picture, (x, middle): (f64, f64), text: &str, fill: &str) {
    picture.text((x + 8.0, middle + 5.0), text, Style { fill, ..Style::plain(Anchor::Start) });
}

/// Lines at round numbers with the numbers below.
fn axis(picture: &mut Picture, told: &Told<'_>, scale: Scale, rows: usize) {
    let foot = TOP + ROW * rows as f64;
    for tick in ticks(0, scale.most).into_iter().filter(|tick| *tick <= scale.most) {
        let x = scale.x(tick);
        picture.line((x, TOP), (x, foot), GUIDE);
        let style = Style { fill: GREY, size: 12, ..Style::plain(Anchor::Middle) };
        picture.text((x, foot + 17.0), &told.form().grouped(tick.into()), style);
    }
}

/// Placed by group, the minimum marked, what is missing of it striped.
pub(super) fn groups(told: &Told<'_>) -> String {
    let figures = mediated(told);
    let minimum =
        |group: &str| Minimum::of(told.round, told.outcome, group).filter(|found| found.counts == Counts::Applicants);
    let size = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    let all = figures.iter().flat_map(|one| [size(one.placed), minimum(&one.group).map_or(0, |found| found.wanted)]);
    let scale = Scale { most: all.max().unwrap_or(1) };
    let title = told.say(
        "Households placed, and the minimum of the group",
        "Geplaatste huishoudens, en het minimum van de doelgroep",
    );
    let mut picture = begun(title, figures.len());
    axis(&mut picture, told, scale, figures.len());
    for (row, one) in figures.iter().enumerate() {
        let middle = named(&mut picture, row, told.group_name(&one.group));
        let (placed, least) = (size(one.placed), minimum(&one.group));
        let end = scale.x(placed);
        picture.cell((NAMES, middle - BAR / 2.0), (end - NAMES, BAR), BLUE);
        let wanted = least.as_ref().map_or(0, |found| found.wanted);
        if wanted > placed {
            picture.dashes(&[(end + 1.0, middle), (scale.x(wanted), middle)], MISSING, BAR - 6.0);
        }
        if wanted > 0 {
            let x = scale.x(wanted);
            picture.path(&[(x, middle - BAR / 2.0 - 5.0), (x, middle + BAR / 2.0 + 5.0)], INK, 3.0);
        }
        let (text, fill) = placed_text(told, placed, least.as_ref());
        figure(&mut picture, (scale.x(placed.max(wanted)), middle), &text, fill);
    }
    picture.finished()
}

/// "44, minimum 46: 2 short".
fn placed_text(told: &Told<'_>, placed: i64, least: Option<&Minimum>) -> (String, &'static str) {
    let count = |number: i64| told.form().grouped(number.into());
    let placed = count(placed);
    let Some(least) = least else { return (placed, INK) };
    let start = format!("{placed}, {} {}", told.say("minimum", "minimum"), count(least.wanted));
    match (least.shortfall, told.language) {
        (0, _) => (start, INK),
        (short, Language::En) => (format!("{start}: {} short", count(short)), MISSING),
        (short, Language::Nl) => (format!("{start}: tekort {}", count(short)), MISSING),
    }
}

/// Whether a limit in the way can be drawn.
pub(super) fn has_limits(told: &Told<'_>) -> bool {
    !drawn(told).is_empty()
}

fn drawn<'a>(told: &Told<'a>) -> Vec<&'a LimitOutcome> {
    let shown = |found: &&LimitOutcome| found.max.is_some_and(|max| max > 0) && !told.hides_use(found);
    limits::in_the_way(told).into_iter().filter(shown).take(MOST_LIMITS).collect()
}

/// The limits in the way: each maximum as a full bar, what is used of it, and what one unit more could do.
pub(super) fn limits(told: &Told<'_>) -> String {
    let found = drawn(told);
    let title = told.say("Limits in the way: used of each maximum", "Begrenzingen in de weg: gebruikt van elk maximum");
    let mut picture = begun(title, found.len());
    let scale = Scale { most: 100 };
    for (row, one) in found.iter().enumerate() {
        let limit = &told.round.limits.limits[one.limit];
        let max = one.max.unwrap_or(0);
        let middle = named(&mut picture, row, &told.without_ids(&limit.name));
        picture.cell((NAMES, middle - BAR / 2.0), (scale.x(100) - NAMES, BAR), LIGHT);
        let part = if max == 0 { 100 } else { (one.used.saturating_mul(100) / max).clamp(0, 100) };
        picture.cell((NAMES, middle - BAR / 2.0), (scale.x(part) - NAMES, BAR), BLUE);
        let amount = |units: i64| told.form().amount(limit.counts, units);
        let unit = units(told.language, limit.counts, max);
        let used = format!("{} {} {} {unit}", amount(one.used), told.say("of", "van"), amount(max));
        figure(&mut picture, (scale.x(100), middle), &cut(&used, 13, FIGURES - 16.0), INK);
    }
    let foot = TOP + ROW * found.len() as f64 + 14.0;
    if let Some(first) = found.first() {
        let worth = format!(
            "{}: {}",
            told.say("One unit more of the first places", "Eén eenheid erbij van de eerste plaatst"),
            at_most(first.at_most, told.language)
        );
        picture.text((16.0, foot), &worth, Style { fill: GREY, ..Style::plain(Anchor::Start) });
    }
    picture.finished()
}

/// Whether there are enough to tell how long they waited.
pub(super) fn has_waiting(told: &Told<'_>) -> bool {
    !people::waiting(told).is_empty()
}

/// The middle half of the waiting times of each group, with the median.
pub(super) fn waiting(told: &Told<'_>) -> String {
    let found = people::waiting(told);
    let greatest = found.iter().map(|(_, _, people::Quartiles(days))| people::months(days[2])).max();
    let scale = Scale { most: greatest.unwrap_or(1).max(1) };
    let title =
        told.say("Months since registration of those placed", "Maanden sinds inschrijving van wie een plek krijgt");
    let mut picture = begun(title, found.len());
    axis(&mut picture, told, scale, found.len());
    for (row, (name, _, people::Quartiles(days))) in found.iter().enumerate() {
        let [first, median, third] = days.map(people::months);
        let middle = named(&mut picture, row, name);
        let (from, to) = (scale.x(first), scale.x(third));
        picture.cell((from, middle - BAR / 2.0), ((to - from).max(2.0), BAR), "#7fa6cc");
        let x = scale.x(median);
        picture.path(&[(x, middle - BAR / 2.0 - 4.0), (x, middle + BAR / 2.0 + 4.0)], INK, 3.0);
        let count = |months: i64| told.form().grouped(months.into());
        let text = match told.language {
            Language::En => format!("median {}, half within {} to {}", count(median), count(first), count(third)),
            Language::Nl => format!("mediaan {}, helft tussen {} en {}", count(median), count(first), count(third)),
        };
        figure(&mut picture, (to, middle), &text, INK);
    }
    picture.finished()
}
