//! How far each group is with its part of the decision.

use crate::domain::{Language, Route};
use crate::report::Form;
use crate::report::svg::{Anchor, BLUE, GREY, INK, Picture, Style, cut};
use crate::report::words::either;
use crate::year::monitor::Course;

use super::{Monitored, subtitle};

const WIDTH: f64 = 960.0;
const LEFT: f64 = 385.0;
const RIGHT: f64 = 190.0;
const TOP: f64 = 72.0;
const ROW: f64 = 30.0;
const BAR: f64 = 16.0;
const BETWEEN: f64 = 18.0;
/// What is decided and not realised.
const OPEN: &str = "#dfe4ea";

/// A bar, or a heading above some.
enum Row<'a> {
    Heading(&'a str),
    Bar(String, &'a Course),
}

/// A bar for every group: realised of its decision, with a mark where the plan stands.
pub(in super::super) fn groups(told: &Monitored<'_>, language: Language) -> String {
    let rows = rows(told, language);
    let headings = rows.iter().filter(|row| matches!(row, Row::Heading(_))).count();
    let height = TOP + ROW * float(rows.len()) + BETWEEN * float(headings) + 20.0;
    let title = either(language, "Realised by group", "Gerealiseerd per doelgroep");
    let mut picture = Picture::new(WIDTH, height, title);
    picture.heading((24.0, 34.0), title, WIDTH - 48.0);
    let marked = either(language, "dark mark: the plan so far", "donker streepje: het plan tot nu toe");
    let below = format!("{} · {marked}", subtitle(told, language));
    picture.text((24.0, 57.0), &cut(&below, 13, WIDTH - 48.0), Style { fill: GREY, ..Style::plain(Anchor::Start) });
    let most = rows.iter().map(|row| if let Row::Bar(_, course) = row { extent(course) } else { 1.0 });
    let most = most.fold(1.0, f64::max);
    let mut y = TOP;
    for row in &rows {
        match row {
            Row::Heading(name) => {
                y += BETWEEN;
                let style = Style { bold: true, size: 14, ..Style::plain(Anchor::Start) };
                picture.text((24.0, y + BAR / 2.0 + 4.5), name, style);
            }
            Row::Bar(name, course) => draw_bar(&mut picture, y, name, course, most, Form::of(language)),
        }
        y += ROW;
    }
    picture.finished()
}

fn rows<'a>(told: &'a Monitored<'_>, language: Language) -> Vec<Row<'a>> {
    let found = told.found;
    let mut rows = Vec::new();
    for (route, name) in [
        (Route::Mediated, either(language, "Asked of the landlords", "Gevraagd aan de verhuurders")),
        (Route::SelfSearch, either(language, "Search for themselves", "Zelfzoekers")),
    ] {
        let of_route = found.groups.iter().filter(|one| one.route == route);
        let bars: Vec<Row<'_>> =
            of_route.map(|one| Row::Bar(told.group_name(&one.group, language), &one.course)).collect();
        if !bars.is_empty() {
            rows.push(Row::Heading(name));
            rows.extend(bars);
        }
    }
    rows
}

fn draw_bar(picture: &mut Picture, y: f64, name: &str, course: &Course, most: f64, form: Form) {
    let room = WIDTH - LEFT - RIGHT;
    let wide = |part: f64| room * part / most;
    picture.text((LEFT - 12.0, y + BAR / 2.0 + 4.5), &cut(name, 13, LEFT - 16.0), Style::plain(Anchor::End));
    picture.cell((LEFT, y), (wide(1.0), BAR), OPEN);
    let realised = course.realised_so_far().places;
    picture.cell((LEFT, y), (wide(part(realised, course)), BAR), BLUE);
    let mark = LEFT + wide(part(course.planned_so_far(), course));
    picture.cell((mark - 1.5, y - 4.0), (3.0, BAR + 8.0), INK);
    let of = either(form.language, "of", "van");
    let share = course.part().map_or_else(String::new, |part| format!(" ({})", form.percent(part, 0)));
    let text = format!("{} {of} {}{share}", form.grouped(realised.into()), form.grouped(course.decided.into()));
    picture.text((WIDTH - RIGHT + 12.0, y + BAR / 2.0 + 4.5), &text, Style::plain(Anchor::Start));
}

fn part(places: u32, course: &Course) -> f64 {
    if course.decided == 0 { 0.0 } else { f64::from(places) / f64::from(course.decided) }
}

/// How far a bar reaches at most.
fn extent(course: &Course) -> f64 {
    part(course.realised_so_far().places.max(course.planned_so_far()), course)
}

fn float(number: usize) -> f64 {
    f64::from(u32::try_from(number).unwrap_or(0))
}
