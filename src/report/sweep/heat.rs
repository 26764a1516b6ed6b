//! The picture of a sweep over two ranges: a number and a shade for every pair of values.

use super::{Followed, Swept, called, shown, title, unit};
use crate::domain::Language;
use crate::input::Range;
use crate::report::Form;
use crate::report::svg::{Anchor, GREY, INK, Picture, Style, cut, shade, width_of};
use crate::report::words::either;
use crate::study::sweep::same;

const LEFT: f64 = 126.0;
const TOP: f64 = 92.0;
const RIGHT: f64 = 40.0;
const BOTTOM: f64 = 72.0;
const LEAST_WIDTH: f64 = 720.0;

pub(super) fn picture(swept: &Swept<'_>, language: Language) -> String {
    let [down, across, ..] = swept.ranges else { return String::new() };
    let main = swept.pictured();
    let values: Vec<Option<i64>> = swept.found.points.iter().map(|figures| main.of(figures)).collect();
    let cell = cell_size(&values, down.points.len(), across.points.len(), language);
    let (width, height) = (cell.0 * float(across.points.len()), cell.1 * float(down.points.len()));
    let heading = title(swept, main, language);
    let mut picture = Picture::new((LEFT + width + RIGHT).max(LEAST_WIDTH), TOP + height + BOTTOM, &heading);
    headings(&mut picture, swept, main, &heading, (LEFT + width + RIGHT).max(LEAST_WIDTH), language);
    draw_cells(&mut picture, swept, &values, cell, language);
    draw_across(&mut picture, across, cell, TOP + height, language);
    draw_down(&mut picture, down, cell, language);
    picture.text(
        (LEFT + width / 2.0, TOP + height + 52.0),
        &axis(swept, across, language),
        Style::plain(Anchor::Middle),
    );
    let room = height + 60.0;
    let (path, unit) = (called(swept.round, &down.path, language), unit(swept.round, down, language));
    let turned = [(26.0, &path, INK), (44.0, &unit, GREY)];
    for (x, text, fill) in turned {
        let style = Style { fill, ..Style::plain(Anchor::Middle) };
        picture.turned_text((x, TOP + height / 2.0), &cut(text, 13, room), style, -90);
    }
    picture.finished()
}

fn axis(swept: &Swept<'_>, range: &Range, language: Language) -> String {
    let unit = unit(swept.round, range, language);
    let path = called(swept.round, &range.path, language);
    if unit.is_empty() { path } else { format!("{path} ({unit})") }
}

/// As wide as the longest number asks, and not wider than the picture can be.
fn cell_size(values: &[Option<i64>], down: usize, across: usize, language: Language) -> (f64, f64) {
    let form = Form::of(language);
    let widest = values.iter().flatten().map(|value| width_of(&form.grouped((*value).into()), 13)).fold(0.0, f64::max);
    let width = (560.0 / float(across)).clamp(widest + 16.0, 130.0_f64.max(widest + 16.0));
    (width, (360.0 / float(down)).clamp(26.0, 46.0))
}

fn headings(
    picture: &mut Picture,
    swept: &Swept<'_>,
    main: Followed<'_>,
    heading: &str,
    width: f64,
    language: Language,
) {
    picture.heading((24.0, 34.0), heading, width - 48.0);
    let now = main.of(&swept.found.now).map_or_else(String::new, |now| Form::of(language).grouped(now.into()));
    let round = format!("{} {} · {}", either(language, "Round", "Ronde"), swept.round.id, swept.round.model.name);
    let lines = either(language, "Lines: the answer changes", "Lijnen: het antwoord verandert");
    let words = format!("{round}. {}: {now}. {lines}.", either(language, "Now", "Nu"));
    picture.text((24.0, 56.0), &cut(&words, 13, width - 48.0), Style { fill: GREY, ..Style::plain(Anchor::Start) });
}

fn draw_cells(picture: &mut Picture, swept: &Swept<'_>, values: &[Option<i64>], cell: (f64, f64), language: Language) {
    let found: Vec<i64> = values.iter().copied().flatten().collect();
    let (least, greatest) = (found.iter().min().copied().unwrap_or(0), found.iter().max().copied().unwrap_or(0));
    for (point, value) in values.iter().enumerate() {
        let Some(value) = value else { continue };
        let share = share(*value, least, greatest);
        let place =
            (LEFT + cell.0 * float(point % swept.found.across), TOP + cell.1 * float(point / swept.found.across));
        picture.cell(place, (cell.0 - 1.0, cell.1 - 1.0), &shade(share));
        draw_changes(picture, swept, point, place, cell);
        let fill = if share > 0.45 { "#ffffff" } else { INK };
        let style = Style { fill, ..Style::plain(Anchor::Middle) };
        let middle = (place.0 + cell.0 / 2.0, place.1 + cell.1 / 2.0 + 4.5);
        picture.text(middle, &Form::of(language).grouped((*value).into()), style);
    }
}

/// A line between two points whose answers differ.
fn draw_changes(picture: &mut Picture, swept: &Swept<'_>, point: usize, (x, y): (f64, f64), cell: (f64, f64)) {
    let differs = |before: usize| !same(&swept.found.points[before], &swept.found.points[point]);
    if !point.is_multiple_of(swept.found.across) && differs(point - 1) {
        picture.line((x - 0.5, y), (x - 0.5, y + cell.1 - 1.0), INK);
    }
    if point.checked_sub(swept.found.across).is_some_and(differs) {
        picture.line((x, y - 0.5), (x + cell.0 - 1.0, y - 0.5), INK);
    }
}

fn draw_across(picture: &mut Picture, range: &Range, cell: (f64, f64), bottom: f64, language: Language) {
    let widest = range.points.iter().map(|point| width_of(&shown(point, language), 13)).fold(0.0, f64::max) + 10.0;
    let mut free = f64::NEG_INFINITY;
    for (index, point) in range.points.iter().enumerate() {
        let x = LEFT + cell.0 * (float(index) + 0.5);
        if x - widest / 2.0 >= free {
            picture.text((x, bottom + 20.0), &shown(point, language), Style::plain(Anchor::Middle));
            free = x + widest / 2.0;
        }
    }
}

fn draw_down(picture: &mut Picture, range: &Range, cell: (f64, f64), language: Language) {
    for (index, point) in range.points.iter().enumerate() {
        let y = TOP + cell.1 * (float(index) + 0.5) + 4.5;
        picture.text((LEFT - 10.0, y), &shown(point, language), Style::plain(Anchor::End));
    }
}

/// Where a value lies between the least and the greatest, from 0 to 1.
#[allow(clippy::cast_precision_loss)] // a shade needs no more
fn share(value: i64, least: i64, greatest: i64) -> f64 {
    if greatest == least { 0.0 } else { (value - least) as f64 / (greatest - least) as f64 }
}

fn float(number: usize) -> f64 {
    u32::try_from(number).map_or(f64::MAX, f64::from)
}
