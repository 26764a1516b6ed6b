//! Empty workbooks to fill in: a sheet for each table, with what each column means and what its cells may hold.

use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, DataValidationRule, DocProperties, ExcelDateTime, Format, FormatAlign,
    Note, Workbook, Worksheet, XlsxError,
};

use super::sheet::{note_of, print_setup, write_text};
use super::style::{Styles, light_header};
use super::words::{round_lines, settings, word, year_lines};
use crate::domain::Language;
use crate::input::{Column, Kind, sheet_name, table};
use crate::report::words::either;

/// Rows below the header whose cells are checked while someone fills them in.
const ROWS: u32 = 20_000;

const ROUND: [&str; 3] = ["dwellings", "applicants", "decisions"];
const YEAR: [&str; 8] = ["demand", "supply", "decision", "streams", "capacity", "temporary", "realised", "announced"];

/// An empty round: instructions, settings, dwellings, applicants, decisions.
///
/// # Errors
/// Never in practice: only when a sheet could not be put together.
pub fn round_template(language: Language) -> std::io::Result<Vec<u8>> {
    let with_settings = |book: &mut Workbook, styles: &Styles| settings_sheet(book.add_worksheet(), styles, language);
    empty(round_lines(language), &ROUND, with_settings, language).map_err(std::io::Error::other)
}

/// The empty tables of a year.
///
/// # Errors
/// As [`round_template`].
pub fn year_template(language: Language) -> std::io::Result<Vec<u8>> {
    empty(year_lines(language), &YEAR, |_, _| Ok(()), language).map_err(std::io::Error::other)
}

fn empty(
    lines: &[&str],
    tables: &[&'static str],
    more: impl FnOnce(&mut Workbook, &Styles) -> Result<(), XlsxError>,
    language: Language,
) -> Result<Vec<u8>, XlsxError> {
    let styles = Styles::new();
    let mut book = Workbook::new();
    let created = ExcelDateTime::from_ymd(2025, 1, 1)?; // the same bytes whenever it is written
    book.set_properties(&DocProperties::new().set_creation_datetime(&created));
    instructions(book.add_worksheet(), lines, &styles, language)?;
    more(&mut book, &styles)?;
    for name in tables {
        let page = book.add_worksheet();
        page.set_name(sheet_name(name, language))?.set_default_note_author("sleutel");
        for (place, column) in (0..).zip(table(name).map_or(&[][..], |table| &table.columns)) {
            write_column(page, place, column, &styles, language)?;
        }
        page.set_row_height(0, 32)?.set_freeze_panes(1, 1)?.set_repeat_rows(0, 0)?;
        print_setup(page);
    }
    book.save_to_buffer()
}

fn instructions(page: &mut Worksheet, lines: &[&str], styles: &Styles, language: Language) -> Result<(), XlsxError> {
    page.set_name(either(language, "Instructions", "Uitleg"))?.set_screen_gridlines(false).set_column_width(0, 120)?;
    for (row, line) in (0..).zip(lines) {
        write_text(page, row, 0, line, if row == 0 { &styles.title } else { &styles.sentence })?;
    }
    print_setup(page);
    Ok(())
}

/// Keys, values and what they mean. Values are text, so that Excel makes no day of a month.
fn settings_sheet(page: &mut Worksheet, styles: &Styles, language: Language) -> Result<(), XlsxError> {
    page.set_name(sheet_name("round", language))?;
    let headings = [
        either(language, "key", "sleutel"),
        either(language, "value", "waarde"),
        either(language, "meaning", "betekenis"),
    ];
    for (place, (heading, width)) in (0..).zip(headings.into_iter().zip([14, 32, 70])) {
        page.set_column_width(place, width)?;
        page.write_string_with_format(0, place, heading, &styles.header)?;
    }
    let text = Format::new().set_num_format("@");
    for (row, [key, value, meaning]) in (1..).zip(settings(language)) {
        write_text(page, row, 0, key, &styles.text)?;
        page.write_string_with_format(row, 1, value, &text)?;
        write_text(page, row, 2, meaning, &styles.text)?;
    }
    page.set_freeze_panes(1, 0)?;
    print_setup(page);
    Ok(())
}

fn write_column(
    page: &mut Worksheet,
    place: u16,
    column: &Column,
    styles: &Styles,
    language: Language,
) -> Result<(), XlsxError> {
    let heading = column.heading(language);
    let width = u16::try_from(heading.chars().count() + 3).unwrap_or(40).clamp(12, 40);
    page.set_column_width(place, width)?.set_column_format(place, &cells(&column.kind, language))?;
    let header = if column.required { styles.header.clone() } else { light_header() };
    page.write_string_with_format(0, place, heading, &header)?;
    page.insert_note(0, place, &note(column, language))?;
    if let Some(validation) = validation(column, language)? {
        page.add_data_validation(1, place, ROWS, place, &validation)?;
    }
    Ok(())
}

/// What a column means, in what unit, whether it is needed and what an empty cell says.
fn note(column: &Column, language: Language) -> Note {
    let say = |english, dutch| either(language, english, dutch);
    let meaning = say(&column.description, &column.description_nl);
    let mut text = meaning.to_owned();
    let unit = say(&column.unit, unit_in_dutch(&column.unit));
    if !unit.is_empty() {
        text += say("\nUnit: ", "\nEenheid: ");
        text += unit;
    }
    if let Kind::List = column.kind {
        text += say("\nSeveral with | between them", "\nMeer met | ertussen");
    }
    text += match (column.required, column.default.is_empty()) {
        (true, _) => say("\nNeeded", "\nNodig"),
        (false, true) => say("\nMay be empty", "\nMag leeg zijn"),
        (false, false) => say("\nEmpty means: ", "\nLeeg betekent: "),
    };
    if !column.required {
        text += word(&column.default, language);
    }
    note_of(&text)
}

/// The units of the declared columns in Dutch.
fn unit_in_dutch(unit: &str) -> &str {
    match unit {
        "rooms" => "kamers",
        "rooms, living room included" => "kamers, met de woonkamer",
        "persons" => "personen",
        "places" => "plekken",
        "dwellings" => "woningen",
        "households" => "huishoudens",
        "year" => "jaar",
        "years" => "jaren",
        "€ per month" => "€ per maand",
        "€ per year" => "€ per jaar",
        "unit" => "eenheid",
        "units" => "eenheden",
        "units per month" => "eenheden per maand",
        "a month" => "per maand",
        other => other,
    }
}

/// How Excel shows what is typed. Ids are text, so that they keep their zeros.
fn cells(kind: &Kind, language: Language) -> Format {
    let shown = match kind {
        Kind::Whole => "0",
        Kind::Number => "0.00",
        Kind::Amount => "\"€\" #,##0.00",
        Kind::Date => either(language, "yyyy-mm-dd", "dd-mm-yyyy"),
        Kind::Moment => either(language, "yyyy-mm-dd hh:mm", "dd-mm-yyyy hh:mm"),
        Kind::Text | Kind::List | Kind::YesNo | Kind::OneOf(_) => "@",
    };
    Format::new().set_align(FormatAlign::Top).set_num_format(shown)
}

/// What Excel lets someone type without asking: the words, numbers and days that the reader takes too.
fn validation(column: &Column, language: Language) -> Result<Option<DataValidation>, XlsxError> {
    let (least, most) = (column.least.unwrap_or(i64::from(i32::MIN)), column.most.unwrap_or(i64::from(i32::MAX)));
    let bound = |bound: i64| i32::try_from(bound).unwrap_or(i32::MAX);
    let words = |words: &[&str]| -> Vec<String> { words.iter().map(|one| word(one, language).to_owned()).collect() };
    let rule = DataValidation::new();
    let rule = match &column.kind {
        Kind::YesNo => rule.allow_list_strings(&words(&["yes", "no"]))?,
        Kind::OneOf(known) => rule.allow_list_strings(&words(&known.iter().map(String::as_str).collect::<Vec<_>>()))?,
        Kind::Whole => rule.allow_whole_number(DataValidationRule::Between(bound(least), bound(most))),
        Kind::Number | Kind::Amount => {
            rule.allow_decimal_number(DataValidationRule::Between(f64::from(bound(least)), f64::from(bound(most))))
        }
        Kind::Date => rule.allow_date(DataValidationRule::GreaterThan(ExcelDateTime::from_ymd(1950, 1, 1)?)),
        Kind::Text | Kind::List | Kind::Moment => return Ok(None),
    };
    let title = either(language, "Not expected here", "Hier niet verwacht");
    let message = either(
        language,
        "The note on the heading says what this column holds.",
        "De opmerking bij de kop zegt wat in deze kolom hoort.",
    );
    let rule =
        rule.set_error_title(title)?.set_error_message(message)?.set_error_style(DataValidationErrorStyle::Warning);
    Ok(Some(rule))
}
