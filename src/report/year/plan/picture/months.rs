//! Columns by month, a group on top of the other, with a twelfth of the decision as a line.

use super::super::PlannedYear;
use super::super::decision::of_route;
use super::super::words::month_short;
use crate::domain::{Fraction, Language, MONTHS, Route};
use crate::report::Form;
use crate::report::svg::{Anchor, COLOURS, GREY, GUIDE, INK, Picture, Style, cut, ticks};
use crate::report::words::either;

const WIDTH: f64 = 960.0;
const LEFT: f64 = 60.0;
const RIGHT: f64 = 290.0;
const TOP: f64 = 92.0;
const HEIGHT: f64 = 330.0;
const BOTTOM: f64 = 62.0;

/// What a column has of a group.
struct Layer {
    name: String,
    months: [u32; MONTHS],
    colour: &'static str,
}

struct Scale {
    ticks: Vec<i64>,
}

impl Scale {
    fn y(&self, value: f64) -> f64 {
        let most = self.ticks.last().copied().unwrap_or(1).max(1);
        TOP + HEIGHT * (1.0 - value / float(most))
    }

    fn x(month: usize) -> f64 {
        LEFT + step() * (float(i64::try_from(month).unwrap_or(0)) + 0.14)
    }
}

fn step() -> f64 {
    (WIDTH - LEFT - RIGHT) / 12.0
}

pub(in super::super) fn picture(told: &PlannedYear<'_>, language: Language) -> String {
    let form = Form::of(language);
    let layers = layers(told, language);
    let sums: Vec<u32> = (0..MONTHS).map(|month| layers.iter().map(|layer| layer.months[month]).sum()).collect();
    let pace = Fraction::new(told.year.decided().into(), 12);
    let most = sums.iter().copied().max().unwrap_or(0).max(told.year.decided().div_ceil(12));
    let scale = Scale { ticks: ticks(0, most.into()) };
    let title = either(language, "Places planned, month by month", "Geplande woonplekken, maand voor maand");
    let mut picture = Picture::new(WIDTH, TOP + HEIGHT + BOTTOM, title);
    picture.heading((24.0, 34.0), title, WIDTH - 48.0);
    let subtitle = subtitle(told, language);
    picture.text((24.0, 56.0), &cut(&subtitle, 13, WIDTH - 48.0), Style { fill: GREY, ..Style::plain(Anchor::Start) });
    for tick in &scale.ticks {
        let y = scale.y(float(*tick));
        picture.line((LEFT, y), (WIDTH - RIGHT, y), GUIDE);
        let style = Style { fill: GREY, ..Style::plain(Anchor::End) };
        picture.text((LEFT - 8.0, y + 4.5), &form.grouped((*tick).into()), style);
    }
    columns(&mut picture, &layers, &scale);
    for (month, sum) in sums.iter().enumerate() {
        let x = Scale::x(month) + step() * 0.36;
        let style = Style { bold: true, ..Style::plain(Anchor::Middle) };
        picture.text((x, TOP + HEIGHT + 40.0), &form.grouped((*sum).into()), style);
        picture.text((x, TOP + HEIGHT + 20.0), &month_short(language, month), Style::plain(Anchor::Middle));
    }
    picture.line((LEFT, TOP + HEIGHT), (WIDTH - RIGHT, TOP + HEIGHT), GREY);
    let even = scale.y(f64::from(told.year.decided()) / 12.0);
    picture.dashes(&[(LEFT, even), (WIDTH - RIGHT, even)], INK, 1.8);
    legend(&mut picture, &layers, even, &form.fixed(pace, 1), language);
    picture.finished()
}

fn subtitle(told: &PlannedYear<'_>, language: Language) -> String {
    let form = Form::of(language);
    let [planned, decided] =
        [told.found.figures.places(), told.year.decided()].map(|places| form.grouped(places.into()));
    match language {
        Language::En => format!("{} · {planned} of {decided} places", told.year.name),
        Language::Nl => format!("{} · {planned} van de {decided} woonplekken", told.year.name),
    }
}

/// Groups with places, those that are offered a home first.
fn layers(told: &PlannedYear<'_>, language: Language) -> Vec<Layer> {
    let groups = of_route(told, Route::Mediated).chain(of_route(told, Route::SelfSearch));
    let mut groups: Vec<&String> = groups.filter(|group| told.found.figures.of_group(group) > 0).collect();
    let is_own = |group: &str| told.year.groups.get(group).is_some_and(|one| one.route == Route::SelfSearch);
    groups.sort_by_key(|group| (is_own(group), std::cmp::Reverse(told.found.figures.of_group(group))));
    let layer = |(index, group): (usize, &String)| Layer {
        name: told.group_name(group, language),
        months: told.found.figures.groups[group],
        colour: COLOURS[index % COLOURS.len()],
    };
    groups.into_iter().enumerate().map(layer).collect()
}

fn columns(picture: &mut Picture, layers: &[Layer], scale: &Scale) {
    for month in 0..MONTHS {
        let mut below = 0;
        for layer in layers.iter().filter(|layer| layer.months[month] > 0) {
            let above = below + layer.months[month];
            let (top, bottom) = (scale.y(f64::from(above)), scale.y(f64::from(below)));
            let height = (bottom - top - 0.8).max(0.6); // a thin white line between two groups
            picture.cell((Scale::x(month), top), (step() * 0.72, height), layer.colour);
            below = above;
        }
    }
}

/// The groups from the top of the columns down, each with its year, and a twelfth of the decision.
fn legend(picture: &mut Picture, layers: &[Layer], even: f64, pace: &str, language: Language) {
    let x = WIDTH - RIGHT + 14.0;
    let words = match language {
        Language::En => format!("a twelfth of the decision: {pace}"),
        Language::Nl => format!("een twaalfde van het besluit: {pace}"),
    };
    picture.text((x, even + 4.5), &cut(&words, 12, RIGHT - 24.0), Style { size: 12, ..Style::plain(Anchor::Start) });
    let form = Form::of(language);
    for (index, layer) in layers.iter().rev().enumerate() {
        let y = (even + 34.0).max(TOP + 40.0) + 24.0 * float(i64::try_from(index).unwrap_or(0));
        picture.cell((x, y - 11.0), (14.0, 14.0), layer.colour);
        let year: u32 = layer.months.iter().sum();
        let text = format!("{}  {}", form.grouped(year.into()), layer.name);
        picture.text((x + 22.0, y), &cut(&text, 12, RIGHT - 46.0), Style { size: 12, ..Style::plain(Anchor::Start) });
    }
}

#[allow(clippy::cast_precision_loss)] // a place in a picture needs no more
fn float(number: i64) -> f64 {
    number as f64
}
