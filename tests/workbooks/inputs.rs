//! Every table as a workbook, beside the same table as text.

use std::path::{Path, PathBuf};

use rust_xlsxwriter::Workbook;
use sleutel::domain::{Code, Language};
use sleutel::input::{Options, read_matches_from, read_plan, read_round, read_year, sheet_name};
use sleutel::report::{Form, finding_sentence, round_workbook};

use crate::sample::{outcome, round};

fn models() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("models")
}

/// The rows of a text file, the header first.
fn rows(file: &Path) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_path(file).unwrap();
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// A workbook with these tables as sheets; what is a number is one in the sheet.
fn book(tables: &[(&str, Vec<Vec<String>>)]) -> Vec<u8> {
    let mut book = Workbook::new();
    for (name, rows) in tables {
        let page = book.add_worksheet();
        page.set_name(*name).unwrap();
        for (row, cells) in (0..).zip(rows) {
            for (place, cell) in (0..).zip(cells) {
                match cell.parse::<f64>() {
                    Ok(number) => page.write_number(row, place, number).unwrap(),
                    Err(_) => page.write_string(row, place, cell).unwrap(),
                };
            }
        }
    }
    book.save_to_buffer().unwrap()
}

fn copied(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap().path();
        if entry.is_file() {
            std::fs::copy(&entry, to.join(entry.file_name().unwrap())).unwrap();
        }
    }
}

const YEAR: [&str; 7] = ["demand", "supply", "decision", "capacity", "streams", "temporary", "realised"];

/// The model of Utrecht with the tables of its year as one workbook.
fn model_with_year_book(folder: &Path, language: Language, change: impl Fn(&str, &mut Vec<Vec<String>>)) -> PathBuf {
    let model = folder.join("model");
    copied(&models().join("utrecht-2025"), &model);
    std::fs::create_dir_all(model.join("year")).unwrap();
    let source = models().join("utrecht-2025/year");
    std::fs::copy(source.join("year.toml"), model.join("year/year.toml")).unwrap();
    let tables: Vec<(&str, Vec<Vec<String>>)> = YEAR
        .into_iter()
        .map(|name| {
            let mut rows = rows(&source.join(format!("{name}.csv")));
            change(name, &mut rows);
            (sheet_name(name, language), rows)
        })
        .collect();
    std::fs::write(model.join("year/year.xlsx"), book(&tables)).unwrap();
    model
}

#[test]
fn the_tables_of_a_year_in_one_workbook_are_the_same_year() {
    let text = read_year(&models().join("utrecht-2025")).unwrap();
    for language in [Language::En, Language::Nl] {
        let folder = tempfile::tempdir().unwrap();
        let read =
            read_year(&model_with_year_book(folder.path(), language, |_, _| ())).unwrap_or_else(|f| panic!("{f:#?}"));
        assert_eq!(format!("{:?}", read.year), format!("{:?}", text.year));
    }
}

#[test]
fn a_monthly_plan_is_read_from_a_workbook() {
    let year = read_year(&models().join("utrecht-2025")).unwrap().year;
    let folder = tempfile::tempdir().unwrap();
    let text = "group,month,places\nstatushouders,2025-01,41\nstatushouders,2025-03,42\n";
    std::fs::write(folder.path().join("plan.csv"), text).unwrap();
    let of_text = read_plan(folder.path(), &year).unwrap().places;
    let table = rows(&folder.path().join("plan.csv"));
    std::fs::remove_file(folder.path().join("plan.csv")).unwrap();
    std::fs::write(folder.path().join("plan.xlsx"), book(&[("plan", table)])).unwrap();
    assert_eq!(read_plan(folder.path(), &year).unwrap().places, of_text);
    assert_eq!(of_text["statushouders"][..3], [41, 0, 42]);
}

#[test]
fn a_fault_in_the_workbook_of_a_year_is_named_at_its_cell() {
    let folder = tempfile::tempdir().unwrap();
    let model = model_with_year_book(folder.path(), Language::En, |name, rows| {
        if name == "demand" {
            rows[1][1] = "many".to_owned();
        }
    });
    let problems = read_year(&model).unwrap_err();
    assert_eq!((problems[0].file.as_str(), problems[0].line), ("[year/year.xlsx]demand!B", Some(2)), "{problems:#?}");
}

#[test]
fn a_table_of_the_year_that_stands_nowhere_or_twice_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let model = model_with_year_book(folder.path(), Language::En, |_, _| ());
    std::fs::copy(models().join("utrecht-2025/year/demand.csv"), model.join("year/demand.csv")).unwrap();
    assert!(read_year(&model).unwrap_err().iter().any(|problem| problem.code == Code::TableTwice));
    std::fs::remove_file(model.join("year/demand.csv")).unwrap();
    let only = [("demand", rows(&models().join("utrecht-2025/year/demand.csv")))];
    std::fs::write(model.join("year/year.xlsx"), book(&only)).unwrap();
    let problems = read_year(&model).unwrap_err();
    let missing: Vec<&str> =
        problems.iter().filter(|one| one.code == Code::SheetMissing).map(|one| one.value.as_str()).collect();
    assert_eq!(missing, ["capacity", "decision", "streams", "supply"]);
}

/// The round of the README with its tables as workbooks of their own.
fn round_of_workbooks(folder: &Path) -> PathBuf {
    let source = models().join("utrecht-2025/rounds/2025-03");
    let round = folder.join("round");
    std::fs::create_dir_all(&round).unwrap();
    let settings = std::fs::read_to_string(source.join("round.toml")).unwrap();
    let model = format!("model = '{}'", models().join("utrecht-2025").display());
    let settings = settings.lines().map(|line| if line.starts_with("model =") { model.as_str() } else { line });
    std::fs::write(round.join("round.toml"), settings.collect::<Vec<_>>().join("\n")).unwrap();
    for name in ["dwellings", "applicants"] {
        let table = rows(&source.join(format!("{name}.csv")));
        std::fs::write(round.join(format!("{name}.xlsx")), book(&[("Blad1", table)])).unwrap();
    }
    round
}

#[test]
fn tables_of_a_round_may_each_be_a_workbook() {
    let folder = tempfile::tempdir().unwrap();
    let folder = round_of_workbooks(folder.path());
    let text = read_round(&models().join("utrecht-2025/rounds/2025-03"), &Options::default()).unwrap();
    let read = read_round(&folder, &Options::default()).unwrap_or_else(|found| panic!("{found:#?}"));
    assert_eq!(read.round.applicants, text.round.applicants);
    assert_eq!(read.round.dwellings, text.round.dwellings);
    assert!(read.round.inputs.contains_key("applicants.xlsx"));
    std::fs::write(folder.join("applicants.csv"), "id,group,adults,age,registered\n").unwrap();
    let problems = read_round(&folder, &Options::default()).unwrap_err();
    assert!(problems.iter().any(|problem| problem.code == Code::TableTwice), "{problems:#?}");
}

#[test]
fn the_results_workbook_is_a_list_of_matches_in_both_languages() {
    let (round, outcome) = (round(), outcome());
    for language in [Language::En, Language::Nl] {
        let bytes = round_workbook(&round, &outcome, language).unwrap();
        let found = read_matches_from("round.xlsx", &bytes).unwrap_or_else(|found| panic!("{found:#?}"));
        let pairs: Vec<_> = found.iter().map(|one| (one.applicant.as_str(), one.dwelling.as_str(), one.mode)).collect();
        let expected: Vec<_> = outcome
            .placements
            .iter()
            .map(|one| {
                (round.applicants[one.applicant].id.as_str(), round.dwellings[one.dwelling].id.as_str(), Some(one.mode))
            })
            .collect();
        assert_eq!(pairs, expected);
    }
}

#[test]
fn text_that_begins_as_a_formula_stands_behind_an_apostrophe_in_text_files_and_comes_back_as_it_was() {
    let ids = ["=1+1", "@SUM(A1)", "-5-3", "'=3", "+31 6"];
    let cells: Vec<Vec<String>> = ids.iter().map(|id| vec![(*id).to_owned(), "D1".to_owned()]).collect();
    for language in [Language::En, Language::Nl] {
        let bytes = Form::of(language).table(&["applicant", "dwelling"], &cells).unwrap();
        let text = String::from_utf8(bytes.clone()).unwrap();
        let lines = text.lines().skip(1);
        assert!(lines.clone().count() == 5 && lines.clone().all(|line| line.starts_with('\'')), "{text}");
        let found = read_matches_from("manual.csv", &bytes).unwrap();
        assert_eq!(found.iter().map(|one| one.applicant.as_str()).collect::<Vec<_>>(), ids);
    }
}

#[test]
fn the_checker_reads_results_whose_text_begins_as_a_formula() {
    let folder = tempfile::tempdir().unwrap();
    let folder = round_of_workbooks(folder.path());
    let source = models().join("utrecht-2025/rounds/2025-03");
    for name in ["dwellings", "applicants"] {
        let mut table = rows(&source.join(format!("{name}.csv")));
        let width = if name == "dwellings" { 40 } else { 60 };
        table.truncate(width + 1);
        table.iter_mut().skip(1).for_each(|row| row[0] = format!("=1+{}", row[0]));
        std::fs::write(folder.join(format!("{name}.xlsx")), book(&[("Blad1", table)])).unwrap();
    }
    let read = read_round(&folder, &Options::default()).unwrap_or_else(|found| panic!("{found:#?}"));
    let outcome =
        sleutel::pipeline::allocate(&read.round, &read.standing, &sleutel::pipeline::Request::default()).unwrap();
    let files = sleutel::report::result_files(&read.round, &outcome, Language::Nl).unwrap();
    let open = |name: &str| {
        let found = files.iter().find(|(file, _)| *file == name);
        found.map(|(_, bytes)| bytes.clone()).ok_or_else(|| std::io::ErrorKind::NotFound.into())
    };
    let claim = sleutel::verify::claim::read_from(&open).unwrap();
    let findings = sleutel::verify::verify(&read.round, &read.standing, &claim).findings;
    assert_eq!(
        findings.iter().map(|one| finding_sentence(&read.round, one, Language::En)).collect::<Vec<_>>(),
        Vec::<String>::new()
    );
    assert!(files.iter().any(|(_, bytes)| String::from_utf8_lossy(bytes).contains("\n'=1+")));
}
