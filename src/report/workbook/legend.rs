//! The sheet that explains the columns and the codes.

use super::codes::CODES;
use super::columns::{Column, Columns, Kind};
use super::sheet::Sheet;
use crate::domain::Language;
use crate::report::words::either;

const COLUMNS: [Column; 5] = super::columns::LEGEND;

/// Every column of the sheets before it, with its name in the tables in text, and then every code.
pub(super) fn sheet(sheets: &[Sheet], language: Language) -> Sheet {
    let columns = sheets.iter().flat_map(|sheet| sheet.columns.iter().map(move |column| row(sheet, column, language)));
    let codes = CODES.iter().map(|code| {
        let sort = either(language, "(code)", "(code)"); // the word is the same in Dutch
        let cells = [sort, code.word(language), code.plain, "", code.meaning(language)];
        cells.map(str::to_owned).to_vec()
    });
    Sheet {
        name: either(language, "Columns", "Kolommen"),
        file: "",
        columns: &COLUMNS as Columns,
        rows: columns.chain(codes).collect(),
        marks: Vec::new(),
    }
}

fn row(sheet: &Sheet, column: &Column, language: Language) -> Vec<String> {
    let source = format!("{}: {}", sheet.file, column.name);
    let unit = match column.kind {
        Kind::Amount => {
            either(language, "see the column that says what is counted", "zie de kolom die zegt wat er telt")
        }
        _ => column.unit(language),
    };
    let cells = [sheet.name, column.heading(language), &source, unit, column.meaning(language)];
    cells.map(str::to_owned).to_vec()
}
