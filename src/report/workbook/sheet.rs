//! One table as a sheet: a frozen header with a note on each heading, filters, formats, colours and the print setup.

use rust_xlsxwriter::{ConditionalFormatFormula, Note, RowNum, Worksheet, XlsxError};

use super::codes;
use super::columns::{Column, Columns, Kind};
use super::style::{self, Styles};
use crate::domain::Language;

/// What one cell can hold at most, in UTF-16 units, less room for the mark of what was cut.
const LONGEST_CELL: usize = 32_000;

/// Rows that a sheet has room for below its header.
const ROWS_AT_MOST: usize = 1_048_575;

/// Characters of a note on one line, and the height of a line in pixels.
const NOTE: (usize, u32) = (44, 18);

/// A table to be written as a sheet.
pub(super) struct Sheet {
    /// Its name.
    pub(super) name: &'static str,
    /// The file that has the same rows.
    pub(super) file: &'static str,
    /// Its columns.
    pub(super) columns: Columns,
    /// Its rows, numbers with a decimal point.
    pub(super) rows: Vec<Vec<String>>,
    /// Rows that are coloured.
    pub(super) marks: Vec<Mark>,
}

/// Which rows are coloured, by the names of columns.
pub(super) enum Mark {
    /// Where the column has this word: notable.
    Is(&'static str, String),
    /// Where the number is above 0: missed.
    Above(&'static str),
    /// Where the first number reaches the second: notable.
    Reaches(&'static str, &'static str),
}

/// Writes a table into an empty sheet.
pub(super) fn write_sheet(
    page: &mut Worksheet,
    sheet: &Sheet,
    styles: &Styles,
    language: Language,
) -> Result<(), XlsxError> {
    page.set_name(sheet.name)?.set_default_note_author("sleutel");
    header(page, sheet.columns, styles, language)?;
    let formats: Vec<_> = sheet.columns.iter().map(|column| style::number(column.kind, language)).collect();
    for (row, cells) in (1..).zip(sheet.rows.iter().take(ROWS_AT_MOST)) {
        for (place, (column, cell)) in (0_u16..).zip(sheet.columns.iter().zip(cells)) {
            match column.kind {
                Kind::Text => write_text(page, row, place, cell, &styles.text)?,
                Kind::Sentence => write_text(page, row, place, cell, &styles.sentence)?,
                Kind::Code => write_text(page, row, place, codes::word(cell, language), &styles.text)?,
                Kind::Amount => write_amount(page, row, place, cell)?,
                _ => write_number(page, row, place, cell, &formats[usize::from(place)])?,
            }
        }
    }
    let last = RowNum::try_from(sheet.rows.len().clamp(1, ROWS_AT_MOST)).unwrap_or(1);
    filters_and_colours(page, sheet, last)?;
    print_setup(page);
    Ok(())
}

fn header(page: &mut Worksheet, columns: Columns, styles: &Styles, language: Language) -> Result<(), XlsxError> {
    for (place, column) in (0..).zip(columns) {
        page.set_column_width(place, column.width)?;
        let format = if column.kind.is_number() { &styles.number_header } else { &styles.header };
        page.write_string_with_format(0, place, column.heading(language), format)?;
        page.insert_note(0, place, &note(column, language))?;
    }
    page.set_row_height(0, 32)?;
    page.set_freeze_panes(1, 1)?;
    page.set_repeat_rows(0, 0)?;
    Ok(())
}

/// What a column means, on its heading.
fn note(column: &Column, language: Language) -> Note {
    let unit = column.unit(language);
    let unit = if unit.is_empty() { String::new() } else { format!(" ({unit})") };
    note_of(&format!("{}{unit}", column.meaning(language)))
}

/// A note that names no person as its author, as large as its text.
pub(in crate::report) fn note_of(text: &str) -> Note {
    let lines = u32::try_from(text.chars().count().div_ceil(NOTE.0) + text.matches('\n').count()).unwrap_or(1);
    Note::new(text).add_author_prefix(false).set_author("sleutel").set_width(290).set_height((lines + 1) * NOTE.1)
}

/// Writes text as text, whatever it begins with; what no cell can hold is cut.
pub(super) fn write_text(
    page: &mut Worksheet,
    row: RowNum,
    place: u16,
    text: &str,
    format: &rust_xlsxwriter::Format,
) -> Result<(), XlsxError> {
    if text.is_empty() {
        return Ok(());
    }
    if text.len() <= LONGEST_CELL {
        page.write_string_with_format(row, place, text, format)?;
    } else {
        let mut units = 0;
        let fits = |letter: &char| {
            units += letter.len_utf16();
            units <= LONGEST_CELL
        };
        let cut: String = text.chars().take_while(fits).chain(['…']).collect();
        page.write_string_with_format(row, place, cut, format)?;
    }
    Ok(())
}

/// Writes a number; an empty cell stays empty.
fn write_number(
    page: &mut Worksheet,
    row: RowNum,
    place: u16,
    cell: &str,
    format: &rust_xlsxwriter::Format,
) -> Result<(), XlsxError> {
    if let Ok(number) = cell.parse::<f64>() {
        page.write_number_with_format(row, place, number, format)?;
    }
    Ok(())
}

fn write_amount(page: &mut Worksheet, row: RowNum, place: u16, cell: &str) -> Result<(), XlsxError> {
    if let Ok(number) = cell.parse::<f64>() {
        page.write_number_with_format(row, place, number, &style::amount(number))?;
    }
    Ok(())
}

fn filters_and_colours(page: &mut Worksheet, sheet: &Sheet, last: RowNum) -> Result<(), XlsxError> {
    let width = u16::try_from(sheet.columns.len().saturating_sub(1)).unwrap_or(0);
    page.autofilter(0, 0, last, width)?;
    let letter = |name: &str| {
        let place = sheet.columns.iter().position(|column| column.name == name).unwrap_or(0);
        rust_xlsxwriter::utility::column_number_to_name(u16::try_from(place).unwrap_or(0))
    };
    for mark in &sheet.marks {
        let (rule, format) = match mark {
            Mark::Is(column, word) => (format!("=${}2=\"{word}\"", letter(column)), style::notable()),
            Mark::Above(column) => (format!("=N(${}2)>0", letter(column)), style::missed()),
            Mark::Reaches(used, max) => {
                let (used, max) = (letter(used), letter(max));
                (format!("=AND(ISNUMBER(${max}2),${used}2>=${max}2)"), style::notable())
            }
        };
        let rule = ConditionalFormatFormula::new().set_rule(rule.as_str()).set_format(format);
        page.add_conditional_format(1, 0, last, width, &rule)?;
    }
    Ok(())
}

/// A4 across, as wide as one page, with the name of the sheet and the number of the page below.
pub(super) fn print_setup(page: &mut Worksheet) {
    page.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0).set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3);
    page.set_footer("&L&A&R&P / &N");
}
