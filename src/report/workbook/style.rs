//! How cells look: formats of numbers with their units, the header, and the colours of marks.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

use super::columns::Kind;
use crate::domain::Language;
use crate::report::words::either;

/// The colour of what is reached or placed.
pub(super) const BLUE: Color = Color::RGB(0x1F_5C_99);
/// The colour of what it is held against.
pub(super) const GREY: Color = Color::RGB(0xB8_C4_CE);
/// The colour of vacancy.
pub(super) const SAND: Color = Color::RGB(0xC9_8A_2B);

/// The formats of a workbook, one for each sort of cell.
pub(super) struct Styles {
    /// Column headings.
    pub(super) header: Format,
    /// Headings of columns with numbers.
    pub(super) number_header: Format,
    /// The title of the summary.
    pub(super) title: Format,
    /// A heading inside the summary.
    pub(super) heading: Format,
    /// Text as it is, never read as a formula, not even after someone has edited the cell.
    pub(super) text: Format,
    /// A sentence over as many lines as it takes.
    pub(super) sentence: Format,
    /// Lines of the summary.
    pub(super) line: Format,
    /// Text at the right, under a heading of numbers.
    pub(super) right: Format,
}

impl Styles {
    pub(super) fn new() -> Self {
        let top = || Format::new().set_align(FormatAlign::Top);
        let header = top()
            .set_bold()
            .set_text_wrap()
            .set_font_color(Color::White)
            .set_background_color(BLUE)
            .set_border_bottom(FormatBorder::Thin);
        Self {
            number_header: header.clone().set_align(FormatAlign::Right).set_indent(1),
            header,
            title: Format::new().set_bold().set_font_size(16).set_font_color(BLUE).set_quote_prefix(),
            heading: Format::new().set_bold().set_font_size(12).set_font_color(BLUE),
            text: top().set_quote_prefix(),
            sentence: top().set_text_wrap().set_quote_prefix(),
            line: Format::new().set_quote_prefix(),
            right: Format::new().set_align(FormatAlign::Right).set_indent(1).set_quote_prefix(),
        }
    }
}

/// The heading of a column that may stay empty.
pub(super) fn light_header() -> Format {
    let header = Format::new().set_align(FormatAlign::Top).set_bold().set_text_wrap();
    header.set_background_color(Color::RGB(0xDC_E6_EF)).set_font_color(BLUE).set_border_bottom(FormatBorder::Thin)
}

/// The format of the numbers of a column, in Excel's own language.
pub(super) fn number(kind: Kind, language: Language) -> Format {
    let shown = match kind {
        Kind::Euro => "\"€\" #,##0.00",
        Kind::Days => either(language, "#,##0 \"days\"", "#,##0 \"dagen\""),
        Kind::Amount => "#,##0.00####",
        Kind::Price => "0.0000",
        _ => "#,##0",
    };
    of_number(shown)
}

fn of_number(shown: &str) -> Format {
    let right = Format::new().set_align(FormatAlign::Top).set_align(FormatAlign::Right).set_indent(1);
    right.set_num_format(shown)
}

/// The format of an amount, with decimals only where it has some.
pub(super) fn amount(number: f64) -> Format {
    let shown = if number.fract() == 0.0 { "#,##0" } else { "#,##0.00####" };
    of_number(shown)
}

/// The colour of a row in which a minimum is missed.
pub(super) fn missed() -> Format {
    Format::new().set_background_color(Color::RGB(0xF8_D7_DA)).set_font_color(Color::RGB(0x7A_12_1C))
}

/// The colour of a row that deserves a look: a limit is full, or the draw chose.
pub(super) fn notable() -> Format {
    Format::new().set_background_color(Color::RGB(0xFF_F1_CC)).set_font_color(Color::RGB(0x5C_43_00))
}

/// The format of a part as a percentage.
pub(super) fn percent() -> Format {
    of_number("0%")
}
