//! What is asked of each party in each month, as a part of its capacity.

use super::super::PlannedYear;
use super::super::agreements::{Agreement, agreements};
use super::super::words::{hundredths, month_short, percent};
use crate::domain::{Language, MONTHS};
use crate::report::svg::{Anchor, GREY, INK, Picture, Style, cut, shade};
use crate::report::words::either;

const LEFT: f64 = 190.0;
const TOP: f64 = 122.0;
const CELL: (f64, f64) = (60.0, 28.0);
const WIDTH: f64 = LEFT + 12.0 * CELL.0 + 30.0;

pub(in super::super) fn picture(told: &PlannedYear<'_>, language: Language) -> String {
    let all = agreements(told);
    let title = either(
        language,
        "What is asked of each party, as a part of its capacity",
        "Wat van elke partij wordt gevraagd, als deel van haar capaciteit",
    );
    let height = TOP + CELL.1 * float(all.len()) + 24.0;
    let mut picture = Picture::new(WIDTH, height, title);
    picture.heading((24.0, 34.0), title, WIDTH - 48.0);
    let words = either(
        language,
        "Above 100%: less than one household too many, made up for by earlier months. Without a shade: no capacity is stated.",
        "Boven 100\u{a0}%: minder dan één huishouden te veel, dat een eerdere maand goedmaakt. Zonder tint: er is geen capaciteit opgegeven.",
    );
    for (y, text) in [(56.0, told.year.name.as_str()), (76.0, words)] {
        picture.text((24.0, y), text, Style { fill: GREY, ..Style::plain(Anchor::Start) });
    }
    for month in 0..MONTHS {
        let x = LEFT + CELL.0 * (float(month) + 0.5);
        picture.text((x, TOP - 10.0), &month_short(language, month), Style::plain(Anchor::Middle));
    }
    for (index, agreement) in all.iter().enumerate() {
        row(&mut picture, agreement, TOP + CELL.1 * float(index), language);
    }
    picture.finished()
}

fn row(picture: &mut Picture, agreement: &Agreement, y: f64, language: Language) {
    let name = cut(&agreement.party, 13, LEFT - 36.0);
    picture.text((LEFT - 10.0, y + CELL.1 / 2.0 + 4.5), &name, Style::plain(Anchor::End));
    for month in 0..MONTHS {
        let x = LEFT + CELL.0 * float(month);
        let asked = agreement.asked[month];
        let capacity = agreement.capacity[month].filter(|capacity| *capacity > 0);
        let share = capacity.map_or(0.0, |capacity| (whole(asked) / whole(capacity * 100)).min(1.0));
        let (fill, ink) = match capacity {
            None => ("#ffffff".to_owned(), INK),
            Some(_) => (shade(share), if share > 0.6 { "#ffffff" } else { INK }),
        };
        picture.cell((x, y), (CELL.0 - 1.0, CELL.1 - 1.0), &fill);
        let text = capacity
            .map_or_else(|| hundredths(language, asked / 100), |capacity| percent(language, asked, capacity * 100));
        let style = Style { fill: ink, size: 12, ..Style::plain(Anchor::Middle) };
        picture.text((x + CELL.0 / 2.0 - 0.5, y + CELL.1 / 2.0 + 4.0), &text, style);
    }
}

fn float(number: usize) -> f64 {
    u32::try_from(number).map_or(f64::MAX, f64::from)
}

#[allow(clippy::cast_precision_loss)] // a shade needs no more
fn whole(number: i64) -> f64 {
    number as f64
}
