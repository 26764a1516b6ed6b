//! A round in one workbook.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use sleutel::domain::{Code, Language, Round};
use sleutel::input::{Options, read_matches, read_round};
use sleutel::report::problems::sentence;

use super::{content, valid};

fn case(name: &str) -> PathBuf {
    Path::new("tests/cases/reading/workbook").join(name)
}

#[test]
fn native_numbers_days_and_yes_are_the_same_round_as_the_files() {
    let read = read_round(&case("round.xlsx"), &Options::default()).unwrap_or_else(|found| panic!("{found:#?}"));
    assert_eq!(read.warnings, []);
    let mut round = Round { inputs: BTreeMap::new(), ..read.round.clone() };
    round.decisions.iter_mut().for_each(|decision| decision.line = 0);
    assert_eq!(round, content(&valid()));
    let names: Vec<&str> = read.round.inputs.keys().map(String::as_str).collect();
    assert_eq!(names, ["model/model.toml", "norms/income.csv", "norms/rent.csv", "norms/size.csv", "round.xlsx"]);
}

#[test]
fn faults_are_named_by_sheet_and_cell() {
    let problems = read_round(&case("faults.xlsx"), &Options::default()).unwrap_err();
    let sentences: Vec<String> = problems.iter().map(|problem| sentence(problem, Language::En)).collect();
    assert_eq!(
        sentences,
        [
            "E012 applicants!H3 income: \"1.182000\" is no amount in euro; write 650,43 or 650.43",
            "E012 dwellings!H2 rent: \"abc\" is no amount in euro; write 650,43 or 650.43",
            "E014 dwellings!F3 rooms: \"2.50\" is no whole number; write digits only, such as 3",
        ]
    );
    let problems = read_round(&case("fixed.xlsx"), &Options::default()).unwrap_err();
    let text = sentence(&problems[0], Language::En);
    assert!(text.starts_with("E043 decisions!C2 decision: A2 → D1 breaks: "), "{text}");
}

#[test]
fn a_missing_sheet_and_a_damaged_workbook_are_named() {
    let problems = read_round(&case("sheetless.xlsx"), &Options::default()).unwrap_err();
    assert_eq!((problems[0].code, problems[0].value.as_str(), problems.len()), (Code::SheetMissing, "dwellings", 1));
    let folder = tempfile::tempdir().unwrap();
    let damaged = folder.path().join("round.xlsx");
    let bytes = std::fs::read(case("round.xlsx")).unwrap();
    std::fs::write(&damaged, &bytes[..bytes.len() / 2]).unwrap();
    assert_eq!(read_round(&damaged, &Options::default()).unwrap_err()[0].code, Code::WorkbookUnreadable);
    std::fs::write(&damaged, "id,rent\n").unwrap();
    assert_eq!(read_round(&damaged, &Options::default()).unwrap_err()[0].code, Code::WorkbookUnreadable);
}

#[test]
fn matches_are_read_from_a_workbook_too() {
    // Its first sheet holds no matches: what it lacks is named with the sheet.
    let problems = read_matches(&case("round.xlsx")).unwrap_err();
    assert!(problems.iter().all(|one| one.file == "Round" && one.code == Code::ColumnMissing), "{problems:#?}");
}
