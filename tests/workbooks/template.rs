//! The empty workbooks, filled in.

use std::fmt::Write;
use std::io::Cursor;
use std::path::Path;

use calamine::{Reader, Xlsx};
use sleutel::domain::{Code, Language};
use sleutel::input::{Options, read_round, sheet_name, table};
use sleutel::report::{round_template, year_template};

use crate::packed::{edited, parts};

/// Where a sheet of the template stands in the archive.
fn part_of(bytes: &[u8], sheet: &str) -> String {
    let names = Xlsx::new(Cursor::new(bytes)).unwrap().sheet_names();
    format!("xl/worksheets/sheet{}.xml", names.iter().position(|name| name == sheet).unwrap() + 1)
}

/// The template with one row more on a sheet: numbers as numbers, text as text.
fn filled(bytes: &[u8], name: &str, language: Language, values: &[(&str, &str)]) -> Vec<u8> {
    let columns = &table(name).unwrap().columns;
    let mut cells: Vec<(usize, &str)> = values
        .iter()
        .map(|(column, value)| (columns.iter().position(|one| one.name == *column).unwrap(), *value))
        .collect();
    cells.sort_unstable();
    let mut row = String::new();
    for (place, value) in cells {
        let letter = char::from(b'A' + u8::try_from(place).unwrap());
        match value.parse::<f64>() {
            Ok(number) => write!(row, "<c r=\"{letter}2\"><v>{number}</v></c>"),
            Err(_) => write!(row, "<c r=\"{letter}2\" t=\"inlineStr\"><is><t>{value}</t></is></c>"),
        }
        .unwrap();
    }
    let sheet = part_of(bytes, sheet_name(name, language));
    edited(bytes, &sheet, |xml| xml.replace("</sheetData>", &format!("<row r=\"2\">{row}</row></sheetData>")))
}

#[test]
fn a_template_that_is_filled_in_is_a_round_without_a_problem() {
    let models = Path::new(env!("CARGO_MANIFEST_DIR")).join("models/utrecht-2025");
    for language in [Language::En, Language::Nl] {
        let empty = round_template(language).unwrap();
        let dutch = language == Language::Nl;
        let (fixed, yes) = if dutch { ("vast", "ja") } else { ("fixed", "yes") };
        let dwelling = [("id", "D1"), ("rooms", "2"), ("rent", "650.43"), ("available_from", "2025-03-03")];
        let applicant =
            [("id", "0012"), ("group", "statushouders"), ("adults", "1"), ("age", "30"), ("registered", "2024-01-31")];
        let decision =
            [("applicant", "A1"), ("dwelling", "D1"), ("decision", fixed), ("override", yes), ("reason", "test")];
        let applicant = applicant.map(|(column, value)| (column, if column == "id" { "A1" } else { value }));
        let book = filled(&empty, "dwellings", language, &dwelling);
        let book = filled(&book, "applicants", language, &applicant);
        let book = filled(&book, "decisions", language, &decision);
        let book = edited(&book, "xl/sharedStrings.xml", |xml| {
            xml.replace("../../models/utrecht-2025", &models.display().to_string())
        });
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("my-round.xlsx");
        std::fs::write(&file, book).unwrap();
        let read = read_round(&file, &Options::default()).unwrap_or_else(|found| panic!("{found:#?}"));
        let codes: Vec<Code> = read.warnings.iter().map(|warning| warning.code).collect();
        assert_eq!(codes, [Code::MaximumRaised], "the agreed share of one dwelling is none");
        assert_eq!((read.round.id.as_str(), read.round.seed), ("2025-03", 20_250_301));
        assert_eq!((read.round.dwellings[0].rent, read.round.applicants[0].age), (65_043, 30));
        assert!(read.round.decisions[0].overrides, "{:?}", read.round.decisions);
    }
}

#[test]
fn an_empty_template_lacks_nothing_but_rows() {
    let folder = tempfile::tempdir().unwrap();
    let models = Path::new(env!("CARGO_MANIFEST_DIR")).join("models/utrecht-2025");
    let book = edited(&round_template(Language::Nl).unwrap(), "xl/sharedStrings.xml", |xml| {
        xml.replace("../../models/utrecht-2025", &models.display().to_string())
    });
    let file = folder.path().join("leeg.xlsx");
    std::fs::write(&file, book).unwrap();
    let read = read_round(&file, &Options::default()).unwrap_or_else(|found| panic!("{found:#?}"));
    assert!(read.round.dwellings.is_empty() && read.round.applicants.is_empty());
}

#[test]
fn each_column_of_a_template_has_a_note_and_fixed_words_are_a_list() {
    let bytes = round_template(Language::Nl).unwrap();
    let part = |name: &str| {
        let parts = parts(&bytes);
        String::from_utf8(parts.into_iter().find(|(part, _)| part == name).unwrap().1).unwrap()
    };
    let decisions = part(&part_of(&bytes, "besluiten"));
    assert!(decisions.contains("vast,geweigerd,verboden") && decisions.contains("ja,nee"), "{decisions}");
    assert!(decisions.contains("state=\"frozen\""));
    let notes = part("xl/comments1.xml");
    assert!(notes.contains("aantal kamers") && notes.contains("Eenheid: kamers, met de woonkamer"), "{notes}");
    assert!(notes.contains("Nodig") && notes.contains("Mag leeg zijn"));
    assert_eq!(notes.matches("<comment ").count(), table("dwellings").unwrap().columns.len());
}

#[test]
fn the_template_of_a_year_has_its_eight_tables_with_their_headings() {
    let bytes = year_template(Language::En).unwrap();
    let mut book = Xlsx::new(Cursor::new(&bytes[..])).unwrap();
    let names = book.sheet_names();
    assert_eq!(names.len(), 9, "{names:?}");
    for name in &names[1..] {
        let headings: Vec<String> =
            book.worksheet_range(name).unwrap().rows().next().unwrap().iter().map(ToString::to_string).collect();
        let declared: Vec<&str> = table(name).unwrap().columns.iter().map(|column| column.name.as_str()).collect();
        assert_eq!(headings, declared, "{name}");
    }
    assert!(bytes == year_template(Language::En).unwrap(), "the same bytes each time");
}
