//! A line over the months of the year, with where it may end.

use crate::domain::Language;
use crate::report::Form;
use crate::report::svg::{Anchor, BLUE, GREY, GUIDE, INK, Picture, Style, cut, ticks};
use crate::report::words::either;
use crate::report::year::words::month;

const WIDTH: f64 = 960.0;
const LEFT: f64 = 70.0;
const RIGHT: f64 = 250.0;
const TOP: f64 = 104.0;
const HEIGHT: f64 = 340.0;
const BOTTOM: f64 = 44.0;
/// What may come, light behind the lines.
const SHADE: &str = "#cfe0f3";

/// A number after so many months of the year.
type Point = (usize, i64);

/// A line to hold the realised one against.
pub(super) struct Guide {
    pub(super) points: Vec<Point>,
    pub(super) label: String,
    pub(super) colour: &'static str,
    pub(super) dashed: bool,
}

impl Guide {
    /// The same number all year.
    pub(super) fn level(number: i64, label: &str, colour: &'static str) -> Self {
        Self { points: vec![(0, number), (12, number)], label: label.to_owned(), colour, dashed: false }
    }

    /// Where it stands after so many months, on the line between its points.
    fn at(&self, months: usize) -> i64 {
        let after = self.points.iter().position(|point| point.0 >= months).unwrap_or(0).max(1);
        let (Some((from, low)), Some((to, high))) = (self.points.get(after - 1), self.points.get(after)) else {
            return 0;
        };
        let part = |months: usize| i64::try_from(months.saturating_sub(*from)).unwrap_or(0);
        low + (high - low) * part(months) / part(*to).max(1)
    }

    pub(super) fn last(&self) -> i64 {
        self.points.last().map_or(0, |point| point.1)
    }
}

/// Where the year may end.
#[derive(Clone, Copy)]
pub(super) struct Fan {
    pub(super) low: i64,
    pub(super) straight: i64,
    pub(super) high: i64,
}

/// The picture.
pub(super) struct Chart {
    pub(super) title: String,
    pub(super) subtitle: String,
    pub(super) guides: Vec<Guide>,
    pub(super) realised: Vec<Point>,
    pub(super) fan: Option<Fan>,
    /// Days to mark, by the months before them.
    pub(super) days: Vec<(usize, String)>,
    /// Places announced beside the forecast, at least and at most.
    pub(super) announced: Option<[i64; 2]>,
}

struct Label {
    y: f64,
    text: String,
    colour: &'static str,
    bold: bool,
}

impl Chart {
    pub(super) fn drawn(&self, form: Form) -> String {
        let mut picture = Picture::new(WIDTH, TOP + HEIGHT + BOTTOM, &self.title);
        picture.heading((24.0, 34.0), &self.title, WIDTH - 48.0);
        picture.text((24.0, 57.0), &cut(&self.subtitle, 13, WIDTH - 48.0), faint(Anchor::Start));
        let scale = self.scale();
        draw_frame(&mut picture, &scale, form);
        for (months, text) in &self.days {
            let x = across(*months);
            picture.line((x, TOP - 8.0), (x, TOP + HEIGHT), GREY);
            picture.text((x, TOP - 14.0), text, Style { size: 12, ..Style::plain(Anchor::Middle) });
        }
        self.draw_fan(&mut picture, &scale);
        for guide in &self.guides {
            let points = placed(&guide.points, &scale);
            if guide.dashed {
                picture.dashes(&points, guide.colour, 1.5);
            } else {
                picture.path(&points, guide.colour, 1.5);
            }
        }
        let points = placed(&self.realised, &scale);
        picture.path(&points, BLUE, 3.0);
        for point in points.iter().skip(1) {
            picture.circle(*point, 4.0, BLUE, "#ffffff");
        }
        self.draw_now(&mut picture, &scale, form);
        draw_labels(&mut picture, self.labels(&scale, form));
        picture.finished()
    }

    fn scale(&self) -> Vec<i64> {
        let announced = self.announced.zip(self.fan).map(|([_, high], fan)| fan.straight + high);
        let of_lines = self.guides.iter().flat_map(|guide| &guide.points).chain(&self.realised).map(|point| point.1);
        let greatest = of_lines.chain(self.fan.map(|fan| fan.high)).chain(announced).max().unwrap_or(1);
        ticks(0, greatest.max(1))
    }

    fn draw_fan(&self, picture: &mut Picture, scale: &[i64]) {
        let (Some(fan), Some((months, now))) = (self.fan, self.realised.last().copied()) else { return };
        let from = (across(months), up(now, scale));
        let end = |number| (across(12), up(number, scale));
        picture.area(&[from, end(fan.high), end(fan.low)], SHADE);
        picture.dashes(&[from, end(fan.straight)], BLUE, 2.0);
        if let Some([low, high]) = self.announced {
            let (x, top, bottom) = (across(12), up(fan.straight + high, scale), up(fan.straight + low, scale));
            picture.cell((x - 4.0, top), (8.0, (bottom - top).max(3.0)), "#b34700");
        }
    }

    /// The number realised, beside its last point.
    fn draw_now(&self, picture: &mut Picture, scale: &[i64], form: Form) {
        let Some((months, now)) = self.realised.last().copied().filter(|(months, _)| *months > 0) else { return };
        if months == 12 {
            return; // it stands to the right
        }
        let is_above = self.guides.iter().all(|guide| guide.at(months) <= now);
        let (anchor, right, down) = if is_above { (Anchor::End, -6.0, -10.0) } else { (Anchor::Start, 4.0, 22.0) };
        let style = Style { bold: true, size: 14, fill: BLUE, ..Style::plain(anchor) };
        picture.text((across(months) + right, up(now, scale) + down), &form.grouped(now.into()), style);
    }

    /// What stands to the right, by where the lines end.
    fn labels(&self, scale: &[i64], form: Form) -> Vec<Label> {
        let language = form.language;
        let label = |number: i64, name: &str, colour, bold| Label {
            y: up(number, scale),
            text: format!("{}  {name}", form.grouped(number.into())),
            colour,
            bold,
        };
        let mut labels: Vec<Label> =
            self.guides.iter().map(|guide| label(guide.last(), &guide.label, guide.colour, false)).collect();
        if let Some(fan) = self.fan {
            labels.push(label(
                fan.straight,
                either(language, "if the pace holds", "als het tempo aanhoudt"),
                BLUE,
                true,
            ));
            if fan.low < fan.high {
                labels.push(label(fan.high, either(language, "in good months", "bij goede maanden"), BLUE, false));
                labels.push(label(fan.low, either(language, "in lean months", "bij magere maanden"), BLUE, false));
            }
            if let Some([_, high]) = self.announced {
                let name = either(language, "with what is announced", "met aangekondigd");
                labels.push(label(fan.straight + high, name, "#b34700", false));
            }
        } else if let Some((12, now)) = self.realised.last().copied() {
            labels.push(label(now, either(language, "realised", "gerealiseerd"), BLUE, true));
        }
        labels
    }
}

fn faint(anchor: Anchor) -> Style<'static> {
    Style { fill: GREY, ..Style::plain(anchor) }
}

/// Lines, numbers and months.
fn draw_frame(picture: &mut Picture, scale: &[i64], form: Form) {
    for tick in scale {
        let y = up(*tick, scale);
        picture.line((LEFT, y), (WIDTH - RIGHT, y), if *tick == 0 { GREY } else { GUIDE });
        picture.text((LEFT - 8.0, y + 4.5), &form.grouped((*tick).into()), faint(Anchor::End));
    }
    for months in 0..12 {
        let (here, next) = (across(months), across(months + 1));
        picture.line((next, TOP + HEIGHT), (next, TOP + HEIGHT + 5.0), GREY);
        let name: String = month(form.language, months).chars().take(3).collect();
        picture.text(
            (here.midpoint(next), TOP + HEIGHT + 20.0),
            &short(&name, months, form.language),
            faint(Anchor::Middle),
        );
    }
}

/// The usual short name of a month: in Dutch March is "mrt".
fn short(name: &str, index: usize, language: Language) -> String {
    if index == 2 && language == Language::Nl { "mrt".to_owned() } else { name.to_owned() }
}

fn across(months: usize) -> f64 {
    let part = f64::from(u32::try_from(months).unwrap_or(12)) / 12.0;
    LEFT + (WIDTH - LEFT - RIGHT) * part
}

#[allow(clippy::cast_precision_loss)] // a place in a picture needs no more
fn up(number: i64, scale: &[i64]) -> f64 {
    let top = scale.last().copied().unwrap_or(1).max(1);
    TOP + HEIGHT * (1.0 - number as f64 / top as f64)
}

fn placed(points: &[Point], scale: &[i64]) -> Vec<(f64, f64)> {
    points.iter().map(|(months, number)| (across(*months), up(*number, scale))).collect()
}

/// Labels moved apart so that none covers another.
fn draw_labels(picture: &mut Picture, mut labels: Vec<Label>) {
    const APART: f64 = 17.0;
    labels.sort_by(|one, other| one.y.total_cmp(&other.y));
    for index in 1..labels.len() {
        labels[index].y = labels[index].y.max(labels[index - 1].y + APART);
    }
    let mut most = TOP + HEIGHT;
    for label in labels.iter_mut().rev() {
        label.y = label.y.min(most);
        most = label.y - APART;
    }
    for label in labels {
        let colour = if label.colour == INK { INK } else { label.colour };
        let style = Style { size: 13, bold: label.bold, fill: colour, anchor: Anchor::Start };
        picture.text((WIDTH - RIGHT + 12.0, label.y + 4.5), &cut(&label.text, 13, RIGHT - 18.0), style);
    }
}
