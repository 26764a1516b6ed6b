//! What is asked of each party in each month, as a part of its capacity.

use super::super::PlannedYear;
use super::super::agreements::{Agreement, agreements};
use super::super::words::{hundredths, percent};
use super::grid::{Cell, ROW, WIDTH, float, heads, row};
use crate::domain::{Language, MONTHS};
use crate::report::svg::{Anchor, GREY, Picture, Style};
use crate::report::words::either;

const TOP: f64 = 122.0;

pub(in super::super) fn picture(told: &PlannedYear<'_>, language: Language) -> String {
    let all = agreements(told);
    let title = either(
        language,
        "What is asked of each party, as a part of its capacity",
        "Wat van elke partij wordt gevraagd, als deel van haar capaciteit",
    );
    let height = TOP + ROW * float(all.len()) + 24.0;
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
    heads(&mut picture, TOP, language);
    for (index, agreement) in all.iter().enumerate() {
        let months: [Cell; MONTHS] = std::array::from_fn(|month| cell(agreement, month, language));
        row(&mut picture, &agreement.party, TOP + ROW * float(index), &months);
    }
    picture.finished()
}

fn cell(agreement: &Agreement, month: usize, language: Language) -> Cell {
    let asked = agreement.asked[month];
    match agreement.capacity[month].filter(|capacity| *capacity > 0) {
        None => Cell { text: hundredths(language, asked / 100), shade: None },
        Some(capacity) => Cell {
            text: percent(language, asked, capacity * 100),
            shade: Some((whole(asked) / whole(capacity * 100)).min(1.0)),
        },
    }
}

#[allow(clippy::cast_precision_loss)] // a shade needs no more
fn whole(number: i64) -> f64 {
    number as f64
}
