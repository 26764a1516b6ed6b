//! What holds for any number, any day and any bytes.

use proptest::prelude::*;
use sleutel::input::{Options, read_files, read_matches_from, read_year_files};
use sleutel::year::audit;

use super::{round, valid, with};

fn rent_of(text: &str) -> i64 {
    let mut files = with("dwellings.csv", format!("id;rooms;rent\nD1;1;{text}\n"));
    files.remove("decisions.csv");
    round(&files).dwellings[0].rent
}

/// Digits in groups of three.
fn grouped(number: i64, mark: &str) -> String {
    let digits = number.to_string();
    let groups: Vec<&str> =
        digits.as_bytes().rchunks(3).rev().map(|group| std::str::from_utf8(group).unwrap()).collect();
    groups.join(mark)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_amount_reads_back_in_every_form(cents in 0_i64..10_000_000) {
        let (euros, rest) = (cents / 100, cents % 100);
        for text in [
            format!("{euros},{rest:02}"),
            format!("{euros}.{rest:02}"),
            format!("€ {euros},{rest:02}"),
            format!("€\u{a0}{},{rest:02}", grouped(euros, ".")),
            format!("{}.{rest:02}", grouped(euros, ",")),
            format!("{},{rest:02}", grouped(euros, "\u{a0}")),
        ] {
            prop_assert_eq!(rent_of(&text), cents, "{}", text);
        }
    }

    #[test]
    fn any_day_reads_back_in_both_forms(days in 0_i32..7_000) {
        let day = jiff::civil::date(2006, 1, 1).saturating_add(jiff::Span::new().days(days));
        for text in [day.to_string(), format!("{:02}-{:02}-{}", day.day(), day.month(), day.year())] {
            let mut files = with("applicants.csv", format!("id;group;adults;age;registered\nA1;urgenten;1;30;{text}\n"));
            files.remove("decisions.csv");
            prop_assert_eq!(round(&files).applicants[0].registered, day, "{}", text);
        }
    }

    #[test]
    fn no_bytes_make_the_reader_fall(bytes in proptest::collection::vec(any::<u8>(), 0..400), file in 0_usize..8) {
        let name = valid().keys().nth(file).unwrap().clone();
        let _ = read_files(&with(&name, &bytes), &Options::default());
        let _ = read_matches_from("matches.csv", &bytes);
        let _ = read_matches_from("matches.xlsx", &[b"PK\x03\x04", &bytes[..]].concat());
    }

    #[test]
    fn no_change_of_a_few_bytes_makes_the_reader_fall(
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        file in 0_usize..8,
    ) {
        let name = valid().keys().nth(file).unwrap().clone();
        let mut bytes = valid()[&name].clone();
        for (place, byte) in changes {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        let _ = read_files(&with(&name, &bytes), &Options::default());
    }

    #[test]
    fn no_text_of_marks_makes_the_reader_fall(text in "[-0-9.,;|€'\" \u{a0}\n=%\\[\\]{}a-c−]{0,80}", file in 0_usize..8) {
        let name = valid().keys().nth(file).unwrap().clone();
        let _ = read_files(&with(&name, &text), &Options::default());
        let row = format!("id;rooms;rent;area;available_from\nD1;{text};{text};{text};{text}\n");
        let _ = read_files(&with("dwellings.csv", &row), &Options::default());
        let _ = read_files(&super::replaced("model/model.toml", "12.5", &text), &Options::default());
        let _ = read_files(&super::replaced("model/model.toml", "4..", &text.replace(['"', '\n'], "")), &Options::default());
    }

    #[test]
    fn no_change_of_a_few_bytes_makes_the_reader_of_a_year_fall(
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        file in any::<prop::sample::Index>(),
    ) {
        let mut files = super::year::utrecht();
        let name = files.keys().nth(file.index(files.len())).unwrap().clone();
        let bytes = files.get_mut(&name).unwrap();
        for (place, byte) in changes {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        if let Ok(read) = read_year_files(&files) {
            prop_assert!(audit(&read.year).findings.len() > 10);
        }
    }

    #[test]
    fn no_number_makes_the_reader_of_a_year_fall(number in "-?[0-9]{1,12}([.,][0-9]{0,3})?%?", line in 0_usize..300) {
        let mut files = super::year::utrecht();
        let mut left = line;
        for bytes in files.values_mut() {
            let text = String::from_utf8(bytes.clone()).unwrap();
            if left < text.lines().count() {
                let lines: Vec<String> = text
                    .lines()
                    .enumerate()
                    .map(|(index, text)| if index == left { in_place_of_numbers(text, &number) } else { text.to_owned() })
                    .collect();
                *bytes = lines.join("\n").into_bytes();
                break;
            }
            left -= text.lines().count();
        }
        if let Ok(read) = read_year_files(&files) {
            let _ = audit(&read.year);
        }
    }
}

/// A row with another number wherever it has one.
fn in_place_of_numbers(row: &str, number: &str) -> String {
    let other = |cell: &str| if cell.parse::<f64>().is_ok() { number.to_owned() } else { cell.to_owned() };
    row.split(',').map(other).collect::<Vec<_>>().join(",")
}
