//! The picture of a decision: for every group the places decided beside the dwellings that it needs.

use std::collections::BTreeSet;

use super::words::{group_name, range};
use crate::domain::{Language, Year};
use crate::report::Form;
use crate::report::svg::{Anchor, BLUE, GREY, INK, Picture, Style, cut};
use crate::report::words::either;

const WIDTH: f64 = 960.0;
const LEFT: f64 = 385.0;
const RIGHT: f64 = 210.0;
const TOP: f64 = 80.0;
const ROW: f64 = 30.0;
const BAR: f64 = 16.0;
/// What is needed, behind what is decided.
const NEED: &str = "#dfe4ea";

/// A group with its need, at least and at most, where that is known.
struct Row {
    name: String,
    places: u32,
    need: Option<[u32; 2]>,
}

/// A bar for every group that has a need or a place: the places decided, before the need.
pub fn needs_svg(year: &Year, language: Language) -> String {
    let rows = rows(year, language);
    let title = either(language, "Decided and needed, by group", "Besloten en nodig, per doelgroep");
    let height = TOP + ROW * float(rows.len()) + 16.0;
    let mut picture = Picture::new(WIDTH, height, title);
    picture.heading((24.0, 34.0), title, WIDTH - 48.0);
    let legend = either(
        language,
        "dark: places decided · light: dwellings needed; a mark where the need is a range: its least",
        "donker: woonplekken van het besluit · licht: woningen die nodig zijn; een streepje waar dat een marge is: het minste",
    );
    picture.text((24.0, 57.0), legend, Style { fill: GREY, ..Style::plain(Anchor::Start) });
    let most = rows.iter().map(|row| row.places.max(row.need.map_or(0, |need| need[1]))).max().unwrap_or(1).max(1);
    for (index, row) in rows.iter().enumerate() {
        draw(&mut picture, TOP + ROW * float(index), row, most, language);
    }
    picture.finished()
}

fn rows(year: &Year, language: Language) -> Vec<Row> {
    let groups: BTreeSet<&String> = year.demand.keys().chain(year.decision.keys()).collect();
    let row = |group: &String| Row {
        name: group_name(year, group, language),
        places: year.decision.get(group).copied().unwrap_or(0),
        need: year.demand.get(group).and_then(|need| Some([need.low.or(need.high)?, need.high.or(need.low)?])),
    };
    let mut rows: Vec<Row> = groups.into_iter().map(row).collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.places.max(row.need.map_or(0, |need| need[1]))));
    rows
}

fn draw(picture: &mut Picture, y: f64, row: &Row, most: u32, language: Language) {
    let wide = |number: u32| (WIDTH - LEFT - RIGHT) * f64::from(number) / f64::from(most);
    let middle = y + BAR / 2.0 + 4.5;
    picture.text((LEFT - 12.0, middle), &cut(&row.name, 13, LEFT - 36.0), Style::plain(Anchor::End));
    if let Some([least, high]) = row.need {
        picture.cell((LEFT, y), (wide(high), BAR), NEED);
        picture.cell((LEFT, y + 3.0), (wide(row.places), BAR - 6.0), BLUE);
        if least < high {
            picture.cell((LEFT + wide(least) - 1.0, y - 3.0), (2.0, BAR + 6.0), INK);
        }
    } else {
        picture.cell((LEFT, y + 3.0), (wide(row.places), BAR - 6.0), BLUE);
    }
    let places = Form::of(language).grouped(row.places.into());
    let of = either(language, "of", "van");
    let text = match row.need {
        Some([least, high]) => format!("{places} {of} {}", range(language, least, high)),
        None => format!("{places}; {}", either(language, "need open", "behoefte open")),
    };
    picture.text((WIDTH - RIGHT + 12.0, middle), &text, Style::plain(Anchor::Start));
}

fn float(number: usize) -> f64 {
    f64::from(u32::try_from(number).unwrap_or(0))
}
