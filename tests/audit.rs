//! The figures of a year held against each other: the letter's own for Utrecht, and small changes to them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

#[path = "support/command.rs"]
mod command;

use std::path::Path;

use command::{path, sleutel};
use sleutel::domain::{Fraction, Language, Year};
use sleutel::input::{Files, read_year, read_year_files};
use sleutel::report::{Screen, audit_json, audit_text};
use sleutel::year::{Agreed, Finding, Verdict, audit, percent};

const MODEL: &str = "models/utrecht-2025";

const NAMES: [&str; 8] = [
    "model.toml",
    "year/year.toml",
    "year/demand.csv",
    "year/supply.csv",
    "year/decision.csv",
    "year/capacity.csv",
    "year/streams.csv",
    "year/temporary.csv",
];

fn utrecht() -> Year {
    read_year(Path::new(MODEL)).unwrap().year
}

/// Utrecht's year with texts of its files replaced.
fn changed(changes: &[(&str, &str, &str)]) -> Year {
    let file = |name: &str| (name.to_owned(), std::fs::read(format!("{MODEL}/{name}")).unwrap());
    let mut files: Files = NAMES.into_iter().map(file).collect();
    for (name, from, to) in changes {
        let name = format!("year/{name}");
        let text = String::from_utf8(files[&name].clone()).unwrap();
        assert!(text.contains(from), "{name} has no {from:?}");
        files.insert(name, text.replacen(from, to, 1).into_bytes());
    }
    read_year_files(&files).unwrap_or_else(|problems| panic!("{problems:#?}")).year
}

/// The first finding of a kind, by its name for machines.
fn finding(year: &Year, name: &str) -> (Finding, String) {
    let audit = audit(year);
    let json = audit_json(&audit, Language::En);
    let index = json.as_array().unwrap().iter().position(|one| one["finding"] == name).unwrap();
    (audit.findings[index].clone(), json[index]["sentence"].as_str().unwrap().to_owned())
}

fn verdict(year: &Year, name: &str) -> (Verdict, String) {
    let (finding, sentence) = finding(year, name);
    (finding.verdict(), sentence)
}

/// What is decided for a group: the need, the places, the sentence.
fn need(year: &Year, id: &str) -> (Option<[u64; 2]>, u64, Verdict) {
    let found = audit(year).findings.into_iter().find_map(|finding| match &finding {
        Finding::Need { group, places, need } if group.id == id => Some((*need, *places, finding.verdict())),
        _ => None,
    });
    found.unwrap()
}

#[test]
fn the_rows_of_utrechts_letter_are_one_dwelling_and_two_off_its_totals() {
    let year = utrecht();
    let (demand, _) = finding(&year, "demand");
    let Finding::Demand { stated, rows, open } = &demand else { panic!() };
    assert_eq!((*stated, *rows), ([Some(1_860), Some(1_870)], [1_861, 1_870]));
    assert_eq!(open.iter().map(|group| group.id.as_str()).collect::<Vec<_>>(), ["goeie-buur"]);
    assert_eq!(demand.verdict(), Verdict::Differs);
    let regular = Finding::Regular { stated: Some(2_500), mutations: 2_124, new_build: 376 };
    assert_eq!((finding(&year, "regular").0, regular.verdict()), (regular.clone(), Verdict::Agrees));
    let additional = Finding::Additional { stated: Some(250), rows: 252 };
    assert_eq!((finding(&year, "additional").0, additional.verdict()), (additional.clone(), Verdict::Differs));
    let supply = Finding::Supply { stated: Some(2_750), rows: 2_752 };
    assert_eq!((finding(&year, "supply").0, supply.verdict()), (supply.clone(), Verdict::Differs));
    let decision = Finding::Decision { stated: Some(1_235), rows: 1_235 };
    assert_eq!((finding(&year, "decision").0, decision.verdict()), (decision.clone(), Verdict::Agrees));
}

#[test]
fn the_landlords_are_asked_for_what_mediated_groups_need() {
    let (Finding::Asked { places, mediated, self_search }, _) = finding(&utrecht(), "asked") else { panic!() };
    assert_eq!((places, mediated), (1_235, 1_103));
    let others: Vec<_> = self_search.iter().map(|(group, places)| (group.id.as_str(), *places)).collect();
    assert_eq!(others, [("uitstroom-opvang-geweld", 50), ("urgenten", 82)]);
}

#[test]
fn the_decision_is_more_than_the_agreed_part_of_the_dwellings_stated() {
    let (share, _) = finding(&utrecht(), "share");
    let agreed = Some(Agreed { share: 3_000, dwellings: 825 });
    assert_eq!(share, Finding::Share { places: 1_235, dwellings: 2_750, agreed });
    assert_eq!(share.verdict(), Verdict::Differs);
    assert_eq!(percent(1_235, 2_750), Some(Fraction::new(494, 11))); // 44.909…
    assert_eq!(percent(1, 0), None);
    let exact = changed(&[("year.toml", "stated = 2750", "stated = 4117"), ("year.toml", "\"30%\"", "\"30.00%\"")]);
    assert_eq!(verdict(&exact, "share").0, Verdict::Agrees, "1,235 is less than 1,235.1");
    let over = changed(&[("year.toml", "stated = 2750", "stated = 4116")]);
    assert_eq!(verdict(&over, "share").0, Verdict::Differs, "1,235 is more than 1,234.8");
    let equal = changed(&[("year.toml", "stated = 2750", "stated = 4940"), ("year.toml", "\"30%\"", "\"25%\"")]);
    assert_eq!(verdict(&equal, "share").0, Verdict::Agrees, "1,235 is just a quarter of 4,940");
    let unstated = changed(&[("year.toml", "stated = 2750", "")]);
    let agreed = Some(Agreed { share: 3_000, dwellings: 825 }); // 825.6 of the 2,752 of the rows
    assert_eq!(finding(&unstated, "share").0, Finding::Share { places: 1_235, dwellings: 2_752, agreed });
    let open = changed(&[("year.toml", "agreed_share = \"30%\"", "")]);
    let expected = "The decision of 1,235 places is 44.9% of the 2,750 dwellings that come free; no part was agreed.";
    assert_eq!(verdict(&open, "share"), (Verdict::Open, expected.to_owned()));
}

#[test]
fn what_is_decided_for_each_group_is_held_against_its_need() {
    let year = utrecht();
    assert_eq!(need(&year, "statushouders"), (Some([600, 600]), 550, Verdict::Short));
    assert_eq!(need(&year, "beter-wonen"), (Some([1_028, 1_028]), 403, Verdict::Short));
    assert_eq!(need(&year, "doorstroom"), (Some([49, 49]), 80, Verdict::Differs));
    assert_eq!(need(&year, "goeie-buur"), (None, 50, Verdict::Open));
    assert_eq!(need(&year, "uitstroom-opvang-geweld"), (Some([45, 54]), 50, Verdict::Agrees));
    assert_eq!(need(&year, "wonen-na-detentie"), (Some([45, 45]), 8, Verdict::Short));
    let over = changed(&[("decision.csv", "uitstroom-opvang-geweld,50", "uitstroom-opvang-geweld,55")]);
    assert_eq!(need(&over, "uitstroom-opvang-geweld").2, Verdict::Differs);
    let half_known = changed(&[("demand.csv", "45,54", ",54")]);
    assert_eq!(need(&half_known, "uitstroom-opvang-geweld").0, Some([54, 54]));
    let left_out = changed(&[("decision.csv", "city-deal,12,mediated,letter,table 4\n", "")]);
    assert_eq!(need(&left_out, "city-deal"), (Some([12, 12]), 0, Verdict::Short));
}

#[test]
fn what_drops_out_leaves_fewer_mutations_for_the_groups() {
    let (suitable, _) = finding(&utrecht(), "suitable");
    let Finding::Suitable { mutations, parts, dropped, left, projects, asked } = suitable else { panic!() };
    assert_eq!((mutations, parts.all(), dropped, left), (2_124, 3_000, 637, 1_487));
    // 57 where nothing was agreed, and the parts for the groups: 6 + 47 + 70 + 31, 50 + 65 + 0.
    assert_eq!((projects, asked), (326, 1_103));
    assert_eq!(verdict(&utrecht(), "suitable").0, Verdict::Agrees);
    let scarce = changed(&[("year.toml", "rent = \"17%\"", "rent = \"55%\"")]);
    let (differs, sentence) = verdict(&scarce, "suitable");
    assert_eq!(differs, Verdict::Differs);
    assert!(
        sentence.ends_with("there are 1,006 dwellings, fewer than the 1,103 places asked of the landlords."),
        "{sentence}"
    );
    let capped = changed(&[("supply.csv", "850,375,308,167,,,", "850,375,308,167,,100,")]);
    let (Finding::Suitable { left, .. }, _) = finding(&capped, "suitable") else { panic!() };
    assert_eq!(left, 992, "100 of Woonin's, and 70 % of the other 1,274");
    let whole = changed(&[("year.toml", "size = \"4%\"\nrent = \"17%\"\nliveability = \"9%\"\n", "")]);
    assert!(!audit(&whole).findings.iter().any(|finding| matches!(finding, Finding::Suitable { .. })));
}

#[test]
fn households_that_leave_temporary_homes_are_held_against_the_places_for_them() {
    let (temporary, _) = finding(&utrecht(), "temporary");
    let Finding::Temporary { group, leaving, places, concepts } = &temporary else { panic!() };
    assert_eq!((group.id.as_str(), *leaving, *places, concepts.len()), ("doorstroom", 80, 80, 4));
    assert_eq!(concepts[3], ("Onder de Pannen".to_owned(), 32));
    assert_eq!(temporary.verdict(), Verdict::Agrees);
    let more = changed(&[("temporary.csv", "90,86,32", "90,86,33")]);
    let expected = "Out of temporary homes 81 households move on to “Moving on from temporary housing”, for which 80 places are decided.";
    assert_eq!(verdict(&more, "temporary"), (Verdict::Differs, expected.to_owned()));
}

#[test]
fn totals_agree_differ_or_are_not_stated() {
    let cases = [
        ("demand", "low = 1860", "low = 1861", "high = 1870 ", "high = 1871 "),
        ("regular", "regular = 2500", "regular = 2500", "regular = 2500", "regular = 2499"),
        ("additional", "additional = 250", "additional = 252", "additional = 250", "additional = 251"),
        ("supply", "stated = 2750", "stated = 2752", "stated = 2750", "stated = 2753"),
        ("decision", "places = 1235", "places = 1235", "places = 1235", "places = 1236"),
    ];
    for (name, from, agrees, also_from, differs) in cases {
        let also_from = also_from.trim_end();
        assert_eq!(verdict(&changed(&[("year.toml", from, agrees)]), name).0, Verdict::Agrees, "{name}");
        let differing = changed(&[("year.toml", also_from, differs)]);
        assert_eq!(verdict(&differing, name).0, Verdict::Differs, "{name}");
    }
    let silent = changed(&[
        ("year.toml", "low = 1860", ""),
        ("year.toml", "high = 1870", ""),
        ("year.toml", "regular = 2500", ""),
        ("year.toml", "additional = 250", ""),
        ("year.toml", "stated = 2750", ""),
        ("year.toml", "places = 1235", ""),
    ]);
    for (name, ..) in cases {
        let (open, sentence) = verdict(&silent, name);
        assert_eq!(open, Verdict::Open, "{name}");
        assert!(sentence.contains("; no total is stated."), "{sentence}");
    }
}

#[test]
fn the_audit_is_told_in_whole_sentences_in_english() {
    let screen = Screen { language: Language::En, width: 100, color: false, folder: None };
    insta::assert_snapshot!(audit_text(&audit(&utrecht()), "Utrecht 2025", &screen));
}

#[test]
fn the_audit_is_told_in_whole_sentences_in_dutch() {
    let screen = Screen { language: Language::Nl, width: 100, color: false, folder: None };
    insta::assert_snapshot!(audit_text(&audit(&utrecht()), "Utrecht 2025", &screen));
}

#[test]
fn machines_get_the_figures_exactly() {
    let json = audit_json(&audit(&utrecht()), Language::Nl);
    let one = |name: &str| json.as_array().unwrap().iter().find(|one| one["finding"] == name).unwrap().clone();
    assert_eq!((&one("share")["percent"], &one("share")["agreed"]["dwellings"]), (&"494/11".into(), &825.into()));
    let verdict = |name: &str| one(name)["verdict"].as_str().unwrap().to_owned();
    assert_eq!(["regular", "supply", "need", "asked"].map(verdict), ["agrees", "differs", "short", "open"]);
    assert_eq!(one("suitable")["unsuitable_percent"]["rent"], "17");
    assert_eq!(one("supply")["sentence"], "Alle regels van het aanbod zijn samen 2.752 woningen; vermeld is 2.750.");
}

#[test]
fn check_of_a_model_shows_the_audit_of_its_year() {
    let ran = sleutel(&["check", MODEL]);
    assert_eq!((ran.status, ran.errors.as_str()), (0, ""));
    assert!(ran.output.starts_with("De cijfers van Utrecht 2025 naast elkaar\n"), "{}", ran.output);
    let ran = sleutel(&["check", MODEL, "--lang", "en", "--json"]);
    assert_eq!(ran.json().as_array().unwrap().len(), 17);
    let ran = sleutel(&["check", MODEL, "--lang", "en", "--matches", "x.csv"]);
    assert_eq!(ran.status, 2);
    assert!(ran.errors.contains("matches belong to a round"), "{}", ran.errors);
}

#[test]
fn check_of_a_model_tells_all_problems_of_its_year_and_its_warnings() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, from: &str, to: &str| {
        let text = std::fs::read_to_string(format!("{MODEL}/{name}")).unwrap();
        assert!(text.contains(from));
        std::fs::write(folder.path().join(name), text.replace(from, to)).unwrap();
    };
    std::fs::write(folder.path().join("model.toml"), std::fs::read(format!("{MODEL}/model.toml")).unwrap()).unwrap();
    let ran = sleutel(&["check", path(folder.path())]);
    assert_eq!(ran.status, 2);
    assert!(ran.errors.contains("E001") && ran.errors.contains("/year is er niet; "), "{}", ran.errors);
    std::fs::create_dir(folder.path().join("year")).unwrap();
    NAMES.iter().skip(1).for_each(|name| write(name, "", ""));
    write("year/supply.csv", "Abrona|", "Abronna|");
    let ran = sleutel(&["check", path(folder.path()), "--lang", "en"]);
    assert_eq!(ran.status, 0);
    assert!(ran.errors.starts_with("warning: W003 year/supply.csv:13 reserved_for: "), "{}", ran.errors);
    assert!(ran.errors.contains("(did you mean \"Abrona\"?)"), "{}", ran.errors);
    write("year/demand.csv", "45,54", "55,54");
    let ran = sleutel(&["check", path(folder.path()), "--lang", "en"]);
    assert_eq!((ran.status, ran.output.as_str()), (2, ""));
    assert!(ran.errors.starts_with("error: E032 year/demand.csv:6 dwellings_low: "), "{}", ran.errors);
    let ran = sleutel(&["check", path(folder.path()), "--json"]);
    let told: serde_json::Value = serde_json::from_str(&ran.output).unwrap();
    assert_eq!((ran.status, &told[0]["code"], told.as_array().unwrap().len()), (2, &"E032".into(), 2));
}

/// What a reader of the letter looks up: its tables stand in the story of the year as they stand in the data.
#[test]
fn the_story_of_the_year_has_every_row_of_the_letters_tables() {
    let text = std::fs::read_to_string("docs/year.md").unwrap();
    let tables = &text[text.find("### The four tables").unwrap()..text.find("### What else the letter says").unwrap()];
    let has = |cells: &[&str]| {
        let own = |line: &str| line.trim_matches('|').split('|').map(str::trim).map(str::to_owned).collect::<Vec<_>>();
        assert!(
            tables
                .lines()
                .any(|line| own(line).starts_with(&cells.iter().map(|c| (*c).to_owned()).collect::<Vec<_>>())),
            "{cells:?}"
        );
    };
    let thousands = |number: u32| {
        if number < 1000 { number.to_string() } else { format!("{},{:03}", number / 1000, number % 1000) }
    };
    let year = utrecht();
    for (id, group) in &year.groups {
        let need = year.demand.get(id).copied().unwrap_or_default();
        let wanted = match (need.low, need.high) {
            (Some(low), Some(high)) if low == high => thousands(low),
            (Some(low), Some(high)) => format!("{low}–{high}"),
            _ => "–".to_owned(),
        };
        has(&[&group.names.en, &wanted]);
        has(&[&group.names.en, &thousands(year.decision[id])]);
    }
    let mutations = year.supply.iter().filter(|source| source.delivered.is_none()).map(|source| source.dwellings).sum();
    has(&["Mutaties WoningNet", "all", &thousands(mutations)]);
    for source in year.supply.iter().filter(|source| source.delivered.is_some()) {
        has(&[&source.name, &source.landlord, &thousands(source.dwellings)]);
    }
}
