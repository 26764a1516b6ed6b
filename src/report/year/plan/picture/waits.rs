//! How long support is waited for at each partner, month by month, in each pattern of the months.

use super::super::PlannedYear;
use super::super::obstacles::with_homes;
use super::super::waits::{NONE, number_of_weeks, pattern, rows};
use super::grid::{Cell, ROW, WIDTH, float, heads, row};
use crate::domain::{Language, MONTHS};
use crate::report::Form;
use crate::report::svg::{Anchor, GREY, Picture, Style};
use crate::report::words::either;
use crate::year::plan::{Pattern, Wait};

const TOP: f64 = 92.0;
/// Above the rows of a pattern: its name and the months.
const HEAD: f64 = 62.0;

pub(in super::super) fn picture(told: &PlannedYear<'_>, language: Language) -> String {
    let blocks: Vec<(Pattern, Vec<&Wait>)> = Pattern::ALL.map(|pattern| (pattern, rows(told, pattern))).into();
    let lines: usize = blocks.iter().map(|(_, rows)| rows.len().max(1)).sum();
    let title =
        either(language, "How long support is waited for, in weeks", "Hoe lang op begeleiding wordt gewacht, in weken");
    let height = TOP + HEAD * float(blocks.len()) + ROW * float(lines) + 16.0;
    let mut picture = Picture::new(WIDTH, height, title);
    picture.heading((24.0, 34.0), title, WIDTH - 48.0);
    let words = either(
        language,
        "By whoever comes last in the month, at each partner where somebody waits; with the capacities of the year's tables.",
        "Voor wie in de maand het laatst komt, bij elke partner waar iemand wacht; met de capaciteiten uit de tabellen van het jaar.",
    );
    let places = Form::of(language).grouped(with_homes(told).into());
    let realised = match language {
        Language::En => format!("{}: if {places} places of the decision are realised", told.year.name),
        Language::Nl => {
            format!("{}: als {places} woonplekken van het verdeelbesluit worden gerealiseerd", told.year.name)
        }
    };
    for (y, text) in [(56.0, realised.as_str()), (76.0, words)] {
        picture.text((24.0, y), text, Style { fill: GREY, ..Style::plain(Anchor::Start) });
    }
    let mut y = TOP;
    let longest = told.found.waits.iter().map(Wait::longest).filter(|months| months.is_finite());
    let longest = longest.fold(NONE, f64::max);
    for (pattern, rows) in &blocks {
        y = block(&mut picture, (*pattern, rows), (y, longest), (told, language));
    }
    picture.finished()
}

/// Draws a pattern's rows from a height on; the height below them.
fn block(
    picture: &mut Picture,
    (kind, waits): (Pattern, &[&Wait]),
    (top, longest): (f64, f64),
    (told, language): (&PlannedYear<'_>, Language),
) -> f64 {
    let name = pattern(kind, language);
    picture.text((24.0, top + 28.0), name, Style { bold: true, ..Style::plain(Anchor::Start) });
    let first = top + HEAD;
    if waits.is_empty() {
        let nobody = either(language, "nobody waits", "niemand wacht");
        picture.text((24.0, first - 8.0), nobody, Style { fill: GREY, ..Style::plain(Anchor::Start) });
        return first + ROW;
    }
    heads(picture, first, language);
    for (index, wait) in waits.iter().enumerate() {
        let name = told.year.partners.get(wait.partner).map_or("", |one| one.name.as_str());
        let months: [Cell; MONTHS] = std::array::from_fn(|month| cell(wait.months[month], longest));
        row(picture, name, first + ROW * float(index), &months);
    }
    first + ROW * float(waits.len())
}

fn cell(months: f64, longest: f64) -> Cell {
    let text = if months.is_infinite() { "∞".to_owned() } else { number_of_weeks(months) };
    Cell { text, shade: Some((months / longest).min(1.0)) }
}
