//! Workbooks that no spreadsheet writes: an error, never a panic or a machine without memory.

use rust_xlsxwriter::Workbook;
use sleutel::domain::{Code, Match};
use sleutel::input::read_matches_from;

use crate::packed::{edited, packed, parts};
use crate::support::Dice;

const SHEET: &str = "xl/worksheets/sheet1.xml";

/// A list of matches with one pair.
fn matches() -> Vec<u8> {
    let mut book = Workbook::new();
    let page = book.add_worksheet();
    for (row, cells) in (0..).zip([["applicant", "dwelling"], ["A1", "D1"]]) {
        page.write_row(row, 0, cells).unwrap();
    }
    book.save_to_buffer().unwrap()
}

fn read(bytes: &[u8]) -> Result<Vec<Match>, Code> {
    read_matches_from("manual.xlsx", bytes).map_err(|problems| problems[0].code)
}

#[test]
fn a_list_of_matches_is_read_from_a_workbook() {
    let found = read(&matches()).unwrap();
    assert_eq!((found[0].applicant.as_str(), found[0].dwelling.as_str(), found[0].line), ("A1", "D1", 2));
}

#[test]
fn a_small_workbook_that_unpacks_to_forty_megabytes_of_nothing_is_refused() {
    let bomb = edited(&matches(), SHEET, |xml| xml + &" ".repeat(40 << 20));
    assert!(bomb.len() < 100_000, "{}", bomb.len());
    assert_eq!(read(&bomb), Err(Code::WorkbookTooLarge));
}

#[test]
fn a_workbook_that_lies_about_what_it_unpacks_to_is_refused_too() {
    let mut bomb = edited(&matches(), SHEET, |xml| xml + &" ".repeat(40 << 20));
    let size = u32::try_from(parts(&bomb).iter().find(|(name, _)| name == SHEET).unwrap().1.len()).unwrap();
    let mut lies = 0;
    for at in 0..bomb.len() - 4 {
        if bomb[at..at + 4] == size.to_le_bytes() {
            bomb[at..at + 4].copy_from_slice(&1_000_u32.to_le_bytes());
            lies += 1;
        }
    }
    assert!(lies >= 1, "the size stands in the archive");
    assert!(matches!(read(&bomb), Err(Code::WorkbookTooLarge | Code::WorkbookUnreadable)), "{:?}", read(&bomb));
}

#[test]
fn a_cell_in_the_last_row_takes_no_memory_and_one_in_the_last_column_is_refused() {
    let far = |cell: &str| {
        let row = cell.trim_start_matches(|letter: char| letter.is_ascii_uppercase());
        let added = format!("<row r=\"{row}\"><c r=\"{cell}\"><v>1</v></c></row></sheetData>");
        edited(&matches(), SHEET, |xml| xml.replace("</sheetData>", &added))
    };
    assert_eq!(read(&far("A1048576")), Err(Code::CellEmpty), "a row like any other, that lacks its dwelling");
    assert_eq!(read(&far("XFD1048576")), Err(Code::WorkbookTooLarge));
}

#[test]
fn one_long_text_in_very_many_cells_is_refused() {
    let long =
        edited(&matches(), "xl/sharedStrings.xml", |xml| xml.replace("A1<", &format!("{}<", "x".repeat(32_000))));
    let row = |row: usize| format!("<row r=\"{row}\"><c r=\"A{row}\" t=\"s\"><v>2</v></c></row>");
    let rows = (3..12_000).map(row).collect::<Vec<_>>().concat();
    let bytes = edited(&long, SHEET, |xml| xml.replace("</sheetData>", &format!("{rows}</sheetData>")));
    assert_eq!(read(&bytes), Err(Code::WorkbookTooLarge));
}

#[test]
fn a_workbook_that_announces_more_texts_than_it_has_room_for_is_refused() {
    let bytes = edited(&matches(), "xl/sharedStrings.xml", |xml| {
        xml.replace("uniqueCount=\"4\"", "uniqueCount=\"999999999999999\"")
    });
    assert_eq!(read(&bytes), Err(Code::WorkbookUnreadable));
}

#[test]
fn a_cell_with_an_impossible_address_is_an_error() {
    for address in ["AAAAAAAAAAAAAAAA1", "A99999999999999999999", "A4294967296", "", "1", "A0"] {
        let bytes = edited(&matches(), SHEET, |xml| xml.replace("r=\"A2\"", &format!("r=\"{address}\"")));
        assert!(read(&bytes).is_err(), "{address}");
    }
}

#[test]
fn locked_and_old_workbooks_and_those_with_macros_are_named_as_such() {
    assert_eq!(read(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and the rest"), Err(Code::WorkbookLocked));
    let mut with_macros = parts(&matches());
    with_macros.push(("xl/vbaProject.bin".to_owned(), b"Sub Auto_Open()".to_vec()));
    assert_eq!(read(&packed(&with_macros)), Err(Code::WorkbookMacros));
    assert_eq!(read(&packed(&[("mimetype".to_owned(), b"application/x".to_vec())])), Err(Code::WorkbookUnreadable));
}

/// Bytes with one of them changed, or a piece left out or repeated.
fn mutated(good: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut below = |count: usize| dice.below(u32::try_from(count).unwrap()) as usize;
    let (from, length) = (below(good.len()), below(30) + 1);
    let to = (from + length).min(good.len());
    match below(3) {
        0 => [&good[..from], &[good[from] ^ (1 << below(8))], &good[from + 1..]].concat(),
        1 => [&good[..from], &good[to..]].concat(),
        _ => [&good[..to], &good[from..to], &good[to..]].concat(),
    }
}

#[test]
fn a_thousand_damaged_workbooks_never_end_in_a_panic() {
    let good = matches();
    let mut dice = Dice::new(7);
    for _ in 0..600 {
        let _ = read(&mutated(&good, &mut dice));
    }
    let whole = parts(&good);
    for _ in 0..100 {
        for index in 0..whole.len() {
            let mut parts = whole.clone();
            parts[index].1 = mutated(&parts[index].1, &mut dice);
            let _ = read(&packed(&parts));
        }
    }
}
