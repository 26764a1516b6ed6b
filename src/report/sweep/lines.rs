//! The picture of a sweep over one range: a step line of the number placed, and below it a line for every group
//! whose number is not the same everywhere.

use super::{Followed, Swept, called, capital, shown, title, unit};
use crate::domain::Language;
use crate::report::Form;
use crate::report::svg::{Anchor, BLUE, COLOURS, GREY, GUIDE, INK, Picture, Style, cut, ticks, width_of};
use crate::report::words::either;

const WIDTH: f64 = 960.0;
const LEFT: f64 = 78.0;
const RIGHT: f64 = 250.0;
const TOP: f64 = 92.0;
const MAIN: f64 = 270.0;
const GAP: f64 = 62.0;
const GROUPS: f64 = 240.0;
const BOTTOM: f64 = 66.0;

/// A frame of the picture with its scales.
struct Frame {
    top: f64,
    height: f64,
    count: usize,
    ticks: Vec<i64>,
}

impl Frame {
    fn of(top: f64, height: f64, count: usize, values: impl Iterator<Item = i64> + Clone) -> Self {
        let least = values.clone().min().unwrap_or(0);
        let greatest = values.max().unwrap_or(0);
        Self { top, height, count, ticks: ticks(least, greatest) }
    }

    fn x(&self, point: usize) -> f64 {
        let room = WIDTH - LEFT - RIGHT;
        let margin = 14.0;
        if self.count < 2 {
            return LEFT + room / 2.0;
        }
        LEFT + margin + (room - 2.0 * margin) * as_float(point) / as_float(self.count - 1)
    }

    fn y(&self, value: i64) -> f64 {
        let (first, last) = (self.ticks[0], self.ticks[self.ticks.len() - 1]);
        let share = whole(value - first) / whole((last - first).max(1));
        self.top + self.height * (1.0 - share)
    }

    fn bottom(&self) -> f64 {
        self.top + self.height
    }

    /// The values of a figure as steps: each holds until the next point, the last until the edge.
    fn steps(&self, values: &[Option<i64>]) -> Vec<(f64, f64)> {
        let mut points: Vec<(f64, f64)> = Vec::new();
        for (point, value) in values.iter().enumerate().filter_map(|(point, value)| Some((point, (*value)?))) {
            let here = (self.x(point), self.y(value));
            if let Some((_, before)) = points.last() {
                points.push((here.0, *before));
            }
            points.push(here);
        }
        points.extend(points.last().map(|(_, y)| (WIDTH - RIGHT, *y)));
        points
    }

    fn draw(&self, picture: &mut Picture, form: Form) {
        for tick in &self.ticks {
            let y = self.y(*tick);
            picture.line((LEFT, y), (WIDTH - RIGHT, y), GUIDE);
            let style = Style { fill: GREY, ..Style::plain(Anchor::End) };
            picture.text((LEFT - 8.0, y + 4.5), &form.grouped((*tick).into()), style);
        }
        picture.line((LEFT, self.bottom()), (WIDTH - RIGHT, self.bottom()), GREY);
    }

    fn draw_values(&self, picture: &mut Picture, swept: &Swept<'_>, language: Language) {
        let labels: Vec<String> = (0..self.count)
            .map(|point| swept.values(point).first().map_or_else(String::new, |one| shown(one, language)))
            .collect();
        let widest = labels.iter().map(|label| width_of(label, 13)).fold(0.0, f64::max) + 14.0;
        let mut free = f64::NEG_INFINITY;
        for (point, label) in labels.iter().enumerate() {
            let x = self.x(point);
            picture.line((x, self.bottom()), (x, self.bottom() + 5.0), GREY);
            if x - widest / 2.0 >= free {
                picture.text((x, self.bottom() + 20.0), label, Style::plain(Anchor::Middle));
                free = x + widest / 2.0;
            }
        }
    }
}

pub(super) fn picture(swept: &Swept<'_>, language: Language) -> String {
    let main = swept.pictured();
    let groups: Vec<Followed<'_>> = swept.groups().into_iter().filter(|group| swept.varies(*group)).collect();
    let count = swept.found.points.len();
    let values = |followed: Followed<'_>| -> Vec<Option<i64>> {
        swept.found.points.iter().map(|figures| followed.of(figures)).collect()
    };
    let of_main = values(main);
    let top = Frame::of(TOP, MAIN, count, of_main.iter().copied().flatten());
    let of_groups: Vec<Vec<Option<i64>>> = groups.iter().map(|group| values(*group)).collect();
    let below = TOP + MAIN + GAP;
    let bottom = (!groups.is_empty())
        .then(|| Frame::of(below, GROUPS, count, of_groups.iter().flatten().copied().flatten().chain([0])));
    let last = bottom.as_ref().unwrap_or(&top);
    let heading = title(swept, main, language);
    let mut picture = Picture::new(WIDTH, last.bottom() + BOTTOM, &heading);
    headings(&mut picture, swept, main, &heading, language);
    draw_main(&mut picture, swept, &top, &of_main, language);
    if let Some(frame) = &bottom {
        let words = either(language, "Placed by group", "Geplaatst per doelgroep");
        picture.text((LEFT, frame.top - 16.0), words, Style { bold: true, size: 14, ..Style::plain(Anchor::Start) });
        frame.draw(&mut picture, Form::of(language));
        draw_groups(&mut picture, swept, frame, &groups, &of_groups, language);
    }
    last.draw_values(&mut picture, swept, language);
    picture.text(
        ((LEFT + WIDTH - RIGHT) / 2.0, last.bottom() + 46.0),
        &axis(swept, language),
        Style::plain(Anchor::Middle),
    );
    picture.finished()
}

/// Path and unit of the range.
fn axis(swept: &Swept<'_>, language: Language) -> String {
    let Some(range) = swept.ranges.first() else { return String::new() };
    let unit = unit(swept.round, range, language);
    let path = called(swept.round, &range.path, language);
    if unit.is_empty() { path } else { format!("{path} ({unit})") }
}

fn headings(picture: &mut Picture, swept: &Swept<'_>, main: Followed<'_>, heading: &str, language: Language) {
    picture.heading((24.0, 34.0), heading, WIDTH - 48.0);
    let now = main.of(&swept.found.now).map_or_else(String::new, |now| Form::of(language).grouped(now.into()));
    let round = format!("{} {} · {}", either(language, "Round", "Ronde"), swept.round.id, swept.round.model.name);
    let words = either(language, "Filled points: the answer changes", "Gevulde punten: het antwoord verandert");
    let words = format!("{round}. {}: {now}. {words}.", either(language, "Now", "Nu"));
    picture.text((24.0, 56.0), &cut(&words, 13, WIDTH - 48.0), Style { fill: GREY, ..Style::plain(Anchor::Start) });
}

fn draw_main(picture: &mut Picture, swept: &Swept<'_>, frame: &Frame, values: &[Option<i64>], language: Language) {
    let form = Form::of(language);
    frame.draw(picture, form);
    let name = capital(&swept.pictured().name(swept.round, language));
    let middle = frame.top + frame.height / 2.0;
    picture.turned_text((20.0, middle), &name, Style::plain(Anchor::Middle), -90);
    picture.path(&frame.steps(values), BLUE, 2.5);
    let mut last = (f64::NEG_INFINITY, f64::NEG_INFINITY); // where the last label ends
    let falls = falls(values);
    for (point, value) in values.iter().enumerate().filter_map(|(point, value)| Some((point, (*value)?))) {
        let (x, y) = (frame.x(point), frame.y(value));
        let changes = swept.found.changes_at(point);
        picture.circle((x, y), if changes { 4.5 } else { 3.0 }, if changes { BLUE } else { "#ffffff" }, BLUE);
        let label = form.grouped(value.into());
        let width = width_of(&label, 12) + 4.0;
        let (start, anchor) = if falls { (x + 6.0, Anchor::Start) } else { (x - 6.0 - width, Anchor::End) };
        let is_new = point == 0 || values[point - 1] != Some(value);
        if is_new && (start >= last.0 || (y - last.1).abs() > 15.0) {
            let style = Style { size: 12, bold: true, anchor, fill: INK };
            picture.text((if falls { x + 6.0 } else { x - 6.0 }, y - 8.0), &label, style);
            last = (start + width, y);
        }
    }
}

/// Whether the line goes down, so that there is room to the right above a point and not to the left.
fn falls(values: &[Option<i64>]) -> bool {
    values.first().copied().flatten() > values.last().copied().flatten()
}

fn draw_groups(
    picture: &mut Picture,
    swept: &Swept<'_>,
    frame: &Frame,
    groups: &[Followed<'_>],
    values: &[Vec<Option<i64>>],
    language: Language,
) {
    let mut labels = Vec::new();
    for (index, (group, values)) in groups.iter().zip(values).enumerate() {
        let colour = COLOURS[index % COLOURS.len()];
        picture.path(&frame.steps(values), colour, 2.0);
        if let Some(last) = values.last().copied().flatten() {
            let text = format!("{}  {}", Form::of(language).grouped(last.into()), group.name(swept.round, language));
            labels.push((frame.y(last), text, colour));
        }
    }
    let x = WIDTH - RIGHT + 8.0;
    for (y, text, colour) in spread(labels, frame.bottom()) {
        let style = Style { fill: colour, size: 12, ..Style::plain(Anchor::Start) };
        picture.text((x, y + 4.0), &cut(&text, 12, RIGHT - 14.0), style);
    }
}

type Label<'a> = (f64, String, &'a str);

/// Labels moved apart so that none covers another, the lowest at most at `lowest`.
fn spread(mut labels: Vec<Label<'_>>, lowest: f64) -> Vec<Label<'_>> {
    const APART: f64 = 16.0;
    labels.sort_by(|one, other| one.0.total_cmp(&other.0));
    for index in 1..labels.len() {
        labels[index].0 = labels[index].0.max(labels[index - 1].0 + APART);
    }
    let mut most = lowest;
    for label in labels.iter_mut().rev() {
        label.0 = label.0.min(most);
        most = label.0 - APART;
    }
    labels
}

/// A position among points; there are at most some hundreds.
fn as_float(number: usize) -> f64 {
    u32::try_from(number).map_or(f64::MAX, f64::from)
}

#[allow(clippy::cast_precision_loss)] // a place in a picture needs no more
fn whole(number: i64) -> f64 {
    number as f64
}
