//! Rows of twelve months, each month a shaded cell with its text.

use super::super::words::month_short;
use crate::domain::{Language, MONTHS};
use crate::report::svg::{Anchor, INK, Picture, Style, cut, shade};

const LEFT: f64 = 190.0;
const CELL: (f64, f64) = (60.0, 28.0);

/// The width of a picture of rows.
pub(super) const WIDTH: f64 = LEFT + 12.0 * CELL.0 + 30.0;
/// The height of a row.
pub(super) const ROW: f64 = CELL.1;

/// A month: its text, and its shade from 0 to 1; `None`: without a shade.
pub(super) struct Cell {
    pub(super) text: String,
    pub(super) shade: Option<f64>,
}

/// The names of the months, above rows that begin at `top`.
pub(super) fn heads(picture: &mut Picture, top: f64, language: Language) {
    for month in 0..MONTHS {
        let x = LEFT + CELL.0 * (float(month) + 0.5);
        picture.text((x, top - 10.0), &month_short(language, month), Style::plain(Anchor::Middle));
    }
}

/// A row with its name.
pub(super) fn row(picture: &mut Picture, name: &str, y: f64, months: &[Cell; MONTHS]) {
    let name = cut(name, 13, LEFT - 36.0);
    picture.text((LEFT - 10.0, y + CELL.1 / 2.0 + 4.5), &name, Style::plain(Anchor::End));
    for (month, cell) in months.iter().enumerate() {
        let x = LEFT + CELL.0 * float(month);
        let fill = cell.shade.map_or_else(|| "#ffffff".to_owned(), shade);
        let ink = if cell.shade.is_some_and(|shade| shade > 0.6) { "#ffffff" } else { INK };
        picture.cell((x, y), (CELL.0 - 1.0, CELL.1 - 1.0), &fill);
        let style = Style { fill: ink, size: 12, ..Style::plain(Anchor::Middle) };
        picture.text((x + CELL.0 / 2.0 - 0.5, y + CELL.1 / 2.0 + 4.0), &cell.text, style);
    }
}

pub(super) fn float(number: usize) -> f64 {
    u32::try_from(number).map_or(f64::MAX, f64::from)
}
