//! `round.xlsx`: the results of a run as people open them in Excel. The rows and values are those of the tables in text, but
//! that a match which a person fixed says so, and that limits have their titles and groups their names; headings, and in Dutch the words for codes too, are those of people.
//!
//! The bytes depend on the round and its outcome alone: the day of creation is the first day of the round, and
//! nobody is named as the author.

mod codes;
mod columns;
mod decisions;
mod groups;
mod legend;
mod pictures;
mod sheet;
mod style;
mod summary;
mod template;
mod words;

pub use template::{round_template, year_template};

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use self::columns::Columns;
use self::sheet::{Mark, Sheet, write_sheet};
use self::style::Styles;
use super::Form;
use super::decisions::fixed;
use super::tables::{Told, allocation_rows, limit_rows};
use super::words::{either, rests_on};
use crate::allocation::{Certainty, Outcome};
use crate::domain::{Language, Round};

/// The results of a run as one workbook: summary, the four tables, the groups, and what each column means.
///
/// # Errors
/// Never in practice: only when a sheet could not be put together.
pub fn round_workbook(round: &Round, outcome: &Outcome, language: Language) -> std::io::Result<Vec<u8>> {
    workbook_of(round, outcome, language, Told::of(round, outcome, language))
}

/// The same, with the sentences that were made already.
pub(super) fn workbook_of(
    round: &Round,
    outcome: &Outcome,
    language: Language,
    told: Told,
) -> std::io::Result<Vec<u8>> {
    workbook(round, outcome, language, told).map_err(std::io::Error::other)
}

fn workbook(round: &Round, outcome: &Outcome, language: Language, told: Told) -> Result<Vec<u8>, XlsxError> {
    let styles = Styles::new();
    let sheets = sheets(round, outcome, language, told);
    let mut book = Workbook::new();
    book.set_properties(&properties(round, language)?);
    summary::write(book.add_worksheet(), round, outcome, &styles, language)?;
    for sheet in &sheets {
        write_sheet(book.add_worksheet(), sheet, &styles, language)?;
    }
    write_sheet(book.add_worksheet(), &legend::sheet(&sheets, language), &styles, language)?;
    book.save_to_buffer()
}

fn properties(round: &Round, language: Language) -> Result<DocProperties, XlsxError> {
    let day = round.first_day();
    let month = u8::try_from(day.month()).unwrap_or(1);
    let created = ExcelDateTime::from_ymd(u16::try_from(day.year()).unwrap_or(1900), month, 1)?;
    let title = format!("{} {}", either(language, "Round", "Ronde"), round.id);
    Ok(DocProperties::new().set_title(title).set_subject(&round.model.name).set_creation_datetime(&created))
}

/// The rows of `limits.csv` with the title of each limit in place of its name.
fn titled(mut rows: Vec<Vec<String>>, round: &Round, outcome: &Outcome, language: Language) -> Vec<Vec<String>> {
    for (row, found) in rows.iter_mut().zip(&outcome.limits) {
        round.limits.limits[found.limit].title(language).clone_into(&mut row[0]);
    }
    rows
}

/// Rows with the name of each group in place of its id; the sheet of the groups has both.
fn with_group_names(
    mut rows: Vec<Vec<String>>,
    columns: Columns,
    round: &Round,
    language: Language,
) -> Vec<Vec<String>> {
    let Some(place) = columns.iter().position(|column| column.name == "group") else { return rows };
    for row in &mut rows {
        if let Some(group) = round.model.groups.get(&row[place]) {
            group.names.get(language).clone_into(&mut row[place]);
        }
    }
    rows
}

/// The sheets behind the summary, in the order in which they stand.
fn sheets(round: &Round, outcome: &Outcome, language: Language, told: Told) -> Vec<Sheet> {
    let exact = Form::of(Language::En); // numbers are read back from this form; Excel shows them in the reader's
    let sheet = |names: [&'static str; 2], file: &'static str, columns: Columns, rows, marks| Sheet {
        name: either(language, names[0], names[1]),
        file,
        columns,
        rows,
        marks,
    };
    let drawn = codes::word(Certainty::Drawn.name(), language).to_owned();
    let mut sheets = vec![
        sheet(
            ["Allocation", "Toewijzing"],
            "allocation.csv",
            &columns::ALLOCATION,
            with_group_names(placed_rows(exact, round, outcome), &columns::ALLOCATION, round, language),
            vec![Mark::Is("certainty", drawn)],
        ),
        sheet(
            ["Not placed", "Niet geplaatst"],
            "unplaced.csv",
            &columns::UNPLACED,
            with_group_names(told.unplaced, &columns::UNPLACED, round, language),
            vec![Mark::Is("reason", codes::word("limit-full", language).to_owned())],
        ),
        sheet(
            ["Vacant", "Leeg"],
            "vacant.csv",
            &columns::VACANT,
            told.vacant,
            vec![Mark::Is("reason", codes::word("limit-full", language).to_owned())],
        ),
        sheet(
            ["Limits", "Begrenzingen"],
            "limits.csv",
            &columns::LIMITS,
            titled(limit_rows(exact, round, outcome), round, outcome, language),
            vec![Mark::Above("shortfall"), Mark::Reaches("used", "max")],
        ),
        sheet(
            ["Groups", "Doelgroepen"],
            "summary.json",
            &columns::GROUPS,
            groups::rows(round, outcome, language),
            vec![Mark::Above("shortfall")],
        ),
    ];
    if !round.decisions.is_empty() {
        let rows = decisions::rows(round, language);
        sheets.push(sheet(["Decisions", "Besluiten"], "decisions.csv", &decisions::COLUMNS, rows, Vec::new()));
    }
    sheets
}

/// The rows of the allocation, in which a match that a person fixed is said to rest on that.
fn placed_rows(form: Form, round: &Round, outcome: &Outcome) -> Vec<Vec<String>> {
    let (fixed, place) = (fixed(round), columns::ALLOCATION.iter().position(|column| column.name == "certainty"));
    let mut rows = allocation_rows(form, round, outcome);
    for (row, placement) in rows.iter_mut().zip(&outcome.placements) {
        let decided = fixed.get(&placement.applicant).copied();
        if let (Some(place), Some(_)) = (place, decided) {
            rests_on(Language::En, decided, None).clone_into(&mut row[place]);
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::columns;
    use crate::report::tables;

    #[test]
    fn the_sheets_have_the_columns_of_the_tables_in_text() {
        let names = |columns: columns::Columns| columns.iter().map(|column| column.name).collect::<Vec<_>>();
        assert_eq!(names(&columns::ALLOCATION), tables::ALLOCATION);
        assert_eq!(names(&columns::UNPLACED), tables::UNPLACED);
        assert_eq!(names(&columns::VACANT), tables::VACANT);
        assert_eq!(names(&columns::LIMITS), tables::LIMITS);
    }
}
