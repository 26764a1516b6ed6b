//! The forms in which Excel and others write one and the same round.

use jiff::civil::date;
use sleutel::domain::{Code, DecisionVerdict, Language};
use sleutel::input::{Files, schema, template};

use super::{content, found, read, round, valid, with};

/// The tables of the valid round as Excel in Dutch writes them, with Dutch names.
const DUTCH: [(&str, &str); 3] = [
    (
        "dwellings.csv",
        "Rekenhuur;ID;Eigenaar;Gemeente;Cluster;Wijk;Kamers Aantal;Totale oppervlakte;VerlaagdeHuur;minimumPersonen;\
         maximumPersonen;aantalOnzelfstandigeEenheden;Toegankelijkheidslabel;Geoormerkt;Opleverdatum;doelgroep\r\n\
         \"€\u{a0}812,30\";D2;Bo-Ex;;Complex 12;Overvecht;4;88,5;700;;;3;lift;statushouders | Leger des Heils;15-03-2025;ground-floor\r\n\
         € 650,43;D1;Woonin;Utrecht;;;2;;;1;2;;;;;\r\n\r\n;;;;;;;;;;;;;;;\r\n",
    ),
    (
        "applicants.csv",
        "kandidaat;doelgroep;begeleidendeOrganisatie;regio;aantalVolwassenen;aantalKinderen;leeftijd;rekeninkomen;\
         inschrijfdatum;urgentieTot;beschikbaarVanaf;behoefte;voorkeurswijken;uitgeslotenWijken;uitgeslotenComplexen;\
         woningdelen;begeleiding;begeleidingsniveau\r\n\
         A2;statushouders;Leger des Heils;;1;0;31;€ 21.000,-;1-9-2023;30-06-2025;10-03-2025;ground-floor;\
         Overvecht|Zuid;Leidsche Rijn;;Ja;1,25;light\r\n\
         A1;urgenten;;Utrecht;2;3;44;;29-02-2020;;;;;;Complex 3;NEE;0,0;\r\n",
    ),
    (
        "decisions.csv",
        "woning;woningzoekende;besluit;afwijking;reden;door;op\r\n\
         D1;A2;geweigerd;onwaar;too far from work;desk 3;2025-02-20 14:05\r\n",
    ),
];

fn dutch(encode: impl Fn(&str) -> Vec<u8>) -> Files {
    let mut files = valid();
    files.extend(DUTCH.map(|(name, text)| (name.to_owned(), encode(text))));
    files
}

#[test]
fn the_english_form_says_what_it_says() {
    let round = round(&valid());
    assert_eq!((round.id.as_str(), round.month.to_string().as_str(), round.seed), ("2025-03", "2025-03", 20_250_301));
    let [first, second] = &round.dwellings[..] else { panic!("two dwellings") };
    assert_eq!((first.id.as_str(), first.rent, first.places, first.persons_max), ("D1", 65_043, 1, Some(2)));
    assert_eq!((second.rent, second.lowest_rent, second.area), (81_230, Some(70_000), Some(8_850)));
    assert_eq!(second.labels.iter().collect::<Vec<_>>(), ["ground-floor", "lift"]);
    assert_eq!(second.available_from, Some(date(2025, 3, 15)));
    let [first, second] = &round.applicants[..] else { panic!("two applicants, who searches for itself included") };
    assert_eq!((first.id.as_str(), first.persons(), first.income, first.shares), ("A1", 5, None, false));
    assert_eq!((second.income, second.support, second.shares), (Some(2_100_000), 125, true));
    assert_eq!(second.waiting_days(round.first_day()), 547);
    assert_eq!(round.decisions[0].verdict, DecisionVerdict::Refused);
    assert_eq!(round.decisions[0].at.as_deref(), Some("2025-02-20 14:05"));
}

#[test]
fn the_dutch_form_is_the_same_round_in_every_encoding() {
    // The moment of a decision stays as written, so that is the same in both.
    let english = content(&valid());
    assert_eq!(content(&dutch(|text| text.as_bytes().to_vec())), english);
    assert_eq!(content(&dutch(|text| format!("\u{feff}{text}").into_bytes())), english);
    assert_eq!(content(&dutch(|text| encoding_rs::WINDOWS_1252.encode(text).0.into_owned())), english);
    assert_eq!(content(&dutch(|text| text.replace(';', "\t").replace("\r\n", "\n").into_bytes())), english);
    assert_eq!(content(&dutch(|text| format!("sep=;\r\n{text}").into_bytes())), english);
    let wide = |text: &str| [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    assert_eq!(content(&dutch(wide)), english);
}

#[test]
fn a_final_end_of_file_mark_and_a_shouted_separator_change_nothing() {
    let english = content(&valid());
    assert_eq!(content(&dutch(|text| format!("{text}\u{1a}").into_bytes())), english);
    assert_eq!(content(&dutch(|text| format!("SEP=;\r\n{text}").into_bytes())), english);
    assert_eq!(content(&dutch(|text| format!("\u{feff}\"sep=;\"\r\n{text}\u{1a}").into_bytes())), english);
    let inside = found(&with("decisions.csv", "applicant,dwelling\u{1a},decision\n"));
    assert_eq!(inside[0].code, Code::NotText);
}

#[test]
fn a_moment_as_excel_in_dutch_writes_it_is_kept_as_written() {
    let text = "woningzoekende;woning;besluit;op\r\nA2;D1;geweigerd;05-02-2025 9:05\r\n";
    assert_eq!(round(&with("decisions.csv", text)).decisions[0].at.as_deref(), Some("05-02-2025 9:05"));
}

#[test]
fn windows_1252_letters_are_kept() {
    let text = encoding_rs::WINDOWS_1252.encode("id,rooms,rent,complex\nD1,2,500,Café Crème\n").0.into_owned();
    let mut files = with("dwellings.csv", text);
    files.remove("decisions.csv");
    assert_eq!(round(&files).dwellings[0].complex.as_deref(), Some("Café Crème"));
}

#[test]
fn the_order_of_rows_changes_nothing() {
    let mut files = valid();
    for name in ["dwellings.csv", "applicants.csv"] {
        let text = String::from_utf8(files[name].clone()).unwrap();
        let (header, rows) = text.split_once('\n').unwrap();
        let turned: Vec<&str> = rows.lines().rev().collect();
        files.insert(name.to_owned(), format!("{header}\n{}\n", turned.join("\n")).into_bytes());
    }
    assert_eq!(content(&files), content(&valid()));
}

#[test]
fn a_header_alone_is_a_table_without_rows() {
    let mut files = valid();
    for name in ["dwellings", "applicants", "decisions"] {
        files.insert(format!("{name}.csv"), template(name, Language::Nl).unwrap().into_bytes());
    }
    let round = round(&files);
    assert!(round.dwellings.is_empty() && round.applicants.is_empty() && round.decisions.is_empty());
}

#[test]
fn empty_spreadsheets_in_each_language_have_no_unknown_column() {
    for table in schema() {
        let (dutch, english) =
            (template(table.name, Language::Nl).unwrap(), template(table.name, Language::En).unwrap());
        assert!(dutch.starts_with('\u{feff}') && dutch.ends_with("\r\n") && dutch.contains(';'), "{dutch}");
        assert!(!english.contains(';') && english.starts_with(&table.columns[0].name), "{english}");
    }
    assert!(template("nothing", Language::En).is_none());
    for language in [Language::En, Language::Nl] {
        let files = with("dwellings.csv", template("dwellings", language).unwrap());
        let warnings = found(&files).iter().filter(|problem| problem.code.is_warning()).count();
        assert_eq!(warnings, 0);
    }
}

#[test]
fn decisions_can_be_left_out() {
    let mut files = valid();
    files.remove("decisions.csv");
    assert!(round(&files).decisions.is_empty());
}

#[test]
fn a_decimal_comma_between_comma_separators_is_not_taken_for_another_cell() {
    let problems = found(&with("dwellings.csv", "id,rooms,rent,lowest_rent\nD1,2,650,43,\n"));
    assert_eq!(problems.iter().map(|one| one.code).collect::<Vec<_>>(), [Code::RowWidth]);
}

#[test]
fn every_file_has_its_fingerprint() {
    let inputs = read(&valid()).unwrap().round.inputs;
    assert_eq!(inputs.keys().collect::<Vec<_>>(), valid().keys().collect::<Vec<_>>());
    assert_eq!(inputs["norms/size.csv"], "33cbff389f44c77bc57535a1a58506aa6965f07ff0fe7fc7bf2a68a1ac5c1222");
    let changed = read(&with("dwellings.csv", [valid()["dwellings.csv"].clone(), b"\n".to_vec()].concat())).unwrap();
    assert_ne!(changed.round.inputs["dwellings.csv"], inputs["dwellings.csv"]);
    assert_eq!(changed.round.inputs["applicants.csv"], inputs["applicants.csv"]);
}
