//! Match lists of any origin, and staying close to an earlier one.

use std::path::Path;

use sleutel::domain::{Code, Mode, Tier};
use sleutel::input::{Options, read_files, read_matches, read_matches_from, read_round};

use super::valid;

#[test]
fn any_table_with_an_applicant_and_a_dwelling_is_a_match_list() {
    let english = "applicant,dwelling,mode,contract_rent,group\nA2,D2,shared,700.00,x\nA3,D2,,,\n";
    let dutch = "\u{feff}Woning;Woningzoekende;Opmerking\r\nD2;A2;\r\nD2;A3;\r\n";
    for text in [english, dutch] {
        let matches = read_matches_from("manual.csv", text.as_bytes()).unwrap();
        let pairs: Vec<_> =
            matches.iter().map(|one| (one.applicant.as_str(), one.dwelling.as_str(), one.line)).collect();
        assert_eq!(pairs, [("A2", "D2", 2), ("A3", "D2", 3)]);
    }
    let modes: Vec<_> =
        read_matches_from("manual.csv", english.as_bytes()).unwrap().iter().map(|one| one.mode).collect();
    assert_eq!(modes, [Some(Mode::Shared), None]);
}

#[test]
fn a_match_list_with_names_of_people_is_refused() {
    let problems = read_matches_from("manual.csv", b"applicant,dwelling,naam\nA2,D2,x\n").unwrap_err();
    assert_eq!(problems.iter().map(|one| one.code).collect::<Vec<_>>(), [Code::PersonalData]);
}

#[test]
fn an_earlier_allocation_adds_its_tier_where_it_belongs() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("allocation.csv");
    std::fs::write(&file, "applicant,dwelling\nA2,D2\nA9,D2\n").unwrap();
    for (path, keep_first, place) in [(folder.path(), false, 5), (&file, true, 0)] {
        let options = Options { earlier: Some(path.to_owned()), keep_first, ..Options::default() };
        let read = read_files(&valid(), &options).unwrap();
        assert_eq!(read.round.earlier.iter().map(|one| one.applicant.as_str()).collect::<Vec<_>>(), ["A2"]);
        assert_eq!(read.round.model.tiers.iter().position(|tier| *tier == Tier::Unchanged), Some(place));
        assert_eq!(read.round.model.tiers.last(), Some(&Tier::Lottery));
        assert_eq!(read.warnings.iter().map(|one| one.code).collect::<Vec<_>>(), [Code::EarlierUnknown]);
        assert_eq!(read.warnings[0].details, ["1", "2"]);
    }
}

#[test]
fn a_model_that_lists_unchanged_keeps_its_place() {
    let files = super::replaced("model/model.toml", "\"urgency\"", "\"unchanged\", \"urgency\"");
    let earlier = Path::new("tests/cases/reading/round/decisions.csv").to_owned();
    let options = Options { earlier: Some(earlier), keep_first: true, ..Options::default() };
    assert_eq!(read_files(&files, &options).unwrap().round.model.tiers[2], Tier::Unchanged);
}

#[test]
fn a_missing_earlier_result_or_round_or_model_is_named() {
    let nowhere = Path::new("tests/cases/reading/nowhere");
    assert_eq!(read_matches(nowhere).unwrap_err()[0].code, Code::FileMissing);
    let options = Options { earlier: Some(nowhere.to_owned()), ..Options::default() };
    assert_eq!(read_files(&valid(), &options).unwrap_err()[0].code, Code::FileMissing);
    assert_eq!(read_round(nowhere, &Options::default()).unwrap_err()[0].code, Code::FileMissing);
    let problems = read_round(Path::new("tests/cases/reading/norms"), &Options::default()).unwrap_err();
    let files: Vec<&str> = problems.iter().map(|one| one.file.as_str()).collect();
    assert_eq!(files, ["applicants.csv", "dwellings.csv", "round.toml"]);
}

#[test]
fn a_round_is_read_from_its_folder_with_the_model_and_norms_that_it_names() {
    let read = read_round(Path::new("tests/cases/reading/round"), &Options::default()).unwrap();
    assert_eq!(read.round, read_files(&valid(), &Options::default()).unwrap().round);
}

#[test]
fn a_folder_in_the_place_of_a_file_cannot_be_read() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["round.toml", "dwellings.csv", "applicants.csv"] {
        std::fs::create_dir(folder.path().join(name)).unwrap();
    }
    let problems = read_round(folder.path(), &Options::default()).unwrap_err();
    assert!(problems.iter().all(|one| one.code == Code::FileUnreadable) && problems.len() == 3, "{problems:#?}");
}
