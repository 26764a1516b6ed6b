//! `round.xlsx` beside the tables in text.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use sleutel::domain::{Decision, DecisionVerdict, Language, Round};
use sleutel::report::{allocation_csv, limits_csv, round_workbook, unplaced_csv, vacant_csv};

use crate::sample::{outcome, round};

/// The rows of a sheet below its header, every cell as text.
fn sheet(bytes: &[u8], name: &str) -> Vec<Vec<String>> {
    let mut book = Xlsx::new(Cursor::new(bytes)).unwrap();
    let range = book.worksheet_range(name).unwrap();
    range.rows().skip(1).map(|row| row.iter().map(text).collect()).collect()
}

fn text(cell: &Data) -> String {
    match cell {
        Data::Empty => String::new(),
        Data::String(text) => text.clone(),
        Data::Float(number) => number.to_string(),
        other => panic!("a cell holds {other:?}"),
    }
}

/// The rows of a table in text below its header; numbers as the shortest decimal, so that 682.90 is 682.9.
fn table(bytes: &[u8], delimiter: u8) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(bytes);
    reader.records().map(|row| row.unwrap().iter().map(plain).collect()).collect()
}

fn plain(cell: &str) -> String {
    cell.replacen(',', ".", 1).parse::<f64>().map_or_else(|_| cell.to_owned(), |number| number.to_string())
}

/// In Dutch people read words for codes.
fn dutch(row: Vec<String>) -> Vec<String> {
    let words = [
        ("whole", "geheel"),
        ("shared", "gedeeld"),
        ("every-optimum", "elk optimum"),
        ("drawn", "loting"),
        ("nothing-fits", "niets past"),
        ("outranked", "anderen gaan voor"),
        ("limit-full", "begrenzing vol"),
        ("self-search", "zelfzoeker"),
        ("nobody-fits", "niemand past"),
        ("all-placed", "allen geplaatst"),
        ("reserved-empty", "oormerk zonder passende"),
        ("applicants", "woningzoekenden"),
        ("persons", "personen"),
        ("support", "begeleiding"),
        ("dwellings", "woningen"),
        ("yes", "ja"),
        ("no", "nee"),
    ];
    let word = |cell: String| words.iter().find(|(code, _)| *code == cell).map_or(cell, |(_, word)| (*word).to_owned());
    row.into_iter().map(word).collect()
}

#[test]
fn every_cell_of_the_four_tables_stands_in_the_workbook() {
    let (round, outcome) = (round(), outcome());
    for language in [Language::En, Language::Nl] {
        let bytes = round_workbook(&round, &outcome, language).unwrap();
        let tables = [allocation_csv, unplaced_csv, vacant_csv, limits_csv];
        let names = match language {
            Language::En => ["Allocation", "Not placed", "Vacant", "Limits"],
            Language::Nl => ["Toewijzing", "Niet geplaatst", "Leeg", "Begrenzingen"],
        };
        for (write, name) in tables.into_iter().zip(names) {
            let csv = write(&round, &outcome, language).unwrap();
            let expected = match language {
                Language::En => table(&csv, b','),
                Language::Nl => table(&csv, b';').into_iter().map(dutch).collect(),
            };
            let group = |cell: String| {
                round.model.groups.get(&cell).map_or(cell.clone(), |group| group.names.get(language).to_owned())
            };
            let expected: Vec<Vec<String>> =
                expected.into_iter().map(|row: Vec<String>| row.into_iter().map(group).collect()).collect();
            assert!(!expected.is_empty(), "{name}");
            assert_eq!(sheet(&bytes, name), expected, "{name}");
        }
    }
}

#[test]
fn a_match_that_a_person_fixed_rests_on_that_and_not_on_the_optimum() {
    let (mut round, outcome) = (round(), outcome());
    let fixed = outcome.placements[0];
    round.decisions = vec![Decision {
        applicant: round.applicants[fixed.applicant].id.clone(),
        dwelling: round.dwellings[fixed.dwelling].id.clone(),
        verdict: DecisionVerdict::Fixed,
        overrides: false,
        reason: Some("near school".to_owned()),
        by: None,
        at: None,
        line: 2,
    }];
    for (overrides, language, name, words) in [
        (false, Language::En, "Allocation", "decision: fixed"),
        (false, Language::Nl, "Toewijzing", "besluit: vastgelegd"),
        (true, Language::Nl, "Toewijzing", "besluit: afwijking"),
    ] {
        round.decisions[0].overrides = overrides;
        let rows = sheet(&round_workbook(&round, &outcome, language).unwrap(), name);
        assert_eq!(rows[0][13], words);
        assert!(rows[1..].iter().all(|row| !row[13].contains(':')), "the others rest on the optimum or the draw");
    }
    let csv = String::from_utf8(allocation_csv(&round, &outcome, Language::En).unwrap()).unwrap();
    assert!(!csv.contains("decision"), "the table in text keeps its codes");
}

#[test]
fn decisions_stand_in_a_sheet_with_reason_and_name_where_there_are_any() {
    let (mut round, outcome) = (round(), outcome());
    let names = |round: &Round| {
        let bytes = round_workbook(round, &outcome, Language::Nl).unwrap();
        Xlsx::new(Cursor::new(bytes)).unwrap().sheet_names()
    };
    assert!(!names(&round).contains(&"Besluiten".to_owned()));
    let decision = |verdict, overrides| Decision {
        applicant: "A4".to_owned(),
        dwelling: "W3".to_owned(),
        verdict,
        overrides,
        reason: Some("=near school".to_owned()),
        by: Some("J. Example".to_owned()),
        at: Some("2025-03-04".to_owned()),
        line: 2,
    };
    round.decisions = vec![decision(DecisionVerdict::Fixed, true), decision(DecisionVerdict::Refused, false)];
    for (language, name, kinds) in
        [(Language::En, "Decisions", ["override", "refused"]), (Language::Nl, "Besluiten", ["afwijking", "geweigerd"])]
    {
        let rows = sheet(&round_workbook(&round, &outcome, language).unwrap(), name);
        assert_eq!(rows[0], ["A4", "W3", kinds[0], "=near school", "J. Example", "2025-03-04"]);
        assert_eq!(rows[1][2], kinds[1]);
    }
}

#[test]
fn a_limit_with_quarters_of_support_keeps_them() {
    let bytes = round_workbook(&round(), &outcome(), Language::Nl).unwrap();
    let limits = sheet(&bytes, "Begrenzingen");
    assert_eq!(limits[0][..5], ["Care West: starts", "begeleiding", "", "2.5", "3"]);
}

#[test]
fn the_same_outcome_gives_the_same_workbook() {
    let written = || round_workbook(&round(), &outcome(), Language::Nl).unwrap();
    let first = written();
    std::thread::sleep(std::time::Duration::from_millis(1100)); // a date of writing would show
    assert!(first == written());
}

/// The sample round with other ids, which begin as formulas do.
fn round_of_formulas() -> Round {
    let mut round = round();
    let starts = ["=1+1", "+31", "-5", "@SUM(A1)", "\t=2", "'=3", "=HYPERLINK(\"http://x\",\"y\")"];
    for (applicant, start) in round.applicants.iter_mut().zip(starts.iter().cycle()) {
        applicant.id = format!("{start} {}", applicant.id);
        applicant.organisation = Some((*start).to_owned());
    }
    round
}

#[test]
fn text_that_begins_as_a_formula_is_text_in_the_workbook() {
    let (round, outcome) = (round_of_formulas(), outcome());
    let bytes = round_workbook(&round, &outcome, Language::En).unwrap();
    let placed: Vec<String> = sheet(&bytes, "Allocation").iter().map(|row| row[0].clone()).collect();
    let expected: Vec<String> =
        outcome.placements.iter().map(|placement| round.applicants[placement.applicant].id.clone()).collect();
    assert_eq!(placed, expected);
    let mut book = Xlsx::new(Cursor::new(&bytes[..])).unwrap();
    for name in book.sheet_names() {
        assert!(book.worksheet_formula(&name).unwrap().is_empty(), "{name} has a formula");
    }
}

#[test]
fn a_reason_longer_than_a_cell_is_cut_and_the_workbook_is_written_all_the_same() {
    let mut round = round();
    round.applicants[0].organisation = Some("é".repeat(40_000));
    let placed = outcome().placements.iter().any(|placement| placement.applicant == 0);
    assert!(placed, "the sample places its first applicant");
    let bytes = round_workbook(&round, &outcome(), Language::En).unwrap();
    let longest = sheet(&bytes, "Allocation").iter().flatten().map(|cell| cell.chars().count()).max();
    assert_eq!(longest, Some(32_001));
}

/// A part of the workbook as text.
fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    std::io::read_to_string(archive.by_name(name).unwrap()).unwrap()
}

#[test]
fn each_sheet_has_a_frozen_header_with_filters_notes_and_a_print_setup() {
    let bytes = round_workbook(&round(), &outcome(), Language::Nl).unwrap();
    for number in 2..=6 {
        let xml = part(&bytes, &format!("xl/worksheets/sheet{number}.xml"));
        for wanted in
            ["state=\"frozen\"", "<autoFilter ", "orientation=\"landscape\"", "paperSize=\"9\"", "<legacyDrawing "]
        {
            assert!(xml.contains(wanted), "sheet {number} has no {wanted}");
        }
    }
    let titles = part(&bytes, "xl/workbook.xml");
    assert!(titles.contains("_xlnm.Print_Titles"));
    assert!(part(&bytes, "xl/comments1.xml").contains("Nummer van de woningzoekende, zonder naam."));
}

#[test]
fn rows_that_deserve_a_look_have_a_colour() {
    let bytes = round_workbook(&round(), &outcome(), Language::En).unwrap();
    assert!(part(&bytes, "xl/worksheets/sheet2.xml").contains("$N2=\"drawn\""), "drawn by lottery");
    let limits = part(&bytes, "xl/worksheets/sheet5.xml");
    assert!(limits.contains("N($F2)&gt;0") && limits.contains("$D2&gt;=$E2"), "missed, and full: {limits}");
}

#[test]
fn nobody_is_named_as_the_author_and_the_day_is_that_of_the_round() {
    let bytes = round_workbook(&round(), &outcome(), Language::En).unwrap();
    let core = part(&bytes, "docProps/core.xml");
    assert!(core.contains("<dc:creator></dc:creator>") && core.contains("<cp:lastModifiedBy></cp:lastModifiedBy>"));
    assert!(core.contains(&format!("{}T00:00:00Z", round().first_day())), "{core}");
    assert!(part(&bytes, "xl/comments1.xml").contains("<authors><author>sleutel</author></authors>"));
}

#[test]
fn the_summary_has_charts_of_groups_limits_and_reasons() {
    let bytes = round_workbook(&round(), &outcome(), Language::En).unwrap();
    for number in 1..=4 {
        assert!(part(&bytes, &format!("xl/charts/chart{number}.xml")).contains("Summary!$A$"), "chart {number}");
    }
}
