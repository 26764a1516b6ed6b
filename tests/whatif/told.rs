//! What people and machines read.

use sleutel::allocation::Status;
use sleutel::domain::{Language, Tier};
use sleutel::report::scenario_sentence;
use sleutel::study::{Figures, Moved, RowCounts, Tried};

use crate::town::Town;

fn told(language: &str) -> String {
    let file = "format = 1\n\
         [[scenario]]\nname = \"Higher rents\"\nset = { \"rules.rent.margin\" = 10 }\n\
         [[scenario]]\nname = \"Half of the dwellings\"\nset = [\"Agreed share=50%\"]\n\
         [[scenario]]\nname = \"Without Quay\"\n[[scenario.remove]]\ndwellings = { complex = \"Quay\" }\n";
    let town = Town::new();
    let path = town.write("scenarios.toml", file);
    let ran =
        town.run("whatif", &["--set", "sharing.enabled=on", "--scenarios", path.to_str().unwrap(), "--lang", language]);
    assert_eq!(ran.status, 0, "{}", ran.errors);
    assert!(!ran.output.contains('\u{1b}'), "no colours into a pipe");
    ran.output
}

#[test]
fn scenarios_are_told_in_english() {
    insta::assert_snapshot!(told("en"));
}

#[test]
fn scenarios_are_told_in_dutch() {
    insta::assert_snapshot!(told("nl"));
}

#[test]
fn the_json_has_a_stable_form() {
    let ran = Town::new().run("whatif", &["--set", "Agreed share=50%", "--json"]);
    insta::assert_snapshot!(ran.output);
}

fn figures(placed: usize, short: i64) -> Figures {
    let tiers = vec![(Tier::Minimums, short)];
    Figures { status: Status::Optimal, placed, tiers, groups: Vec::new(), limits: Vec::new() }
}

/// So many who gain, lose, are gone and move.
fn tried(placed: usize, short: i64, counts: [usize; 4]) -> Tried {
    let someone = Moved { applicant: "A1".to_owned(), group: "youth".to_owned(), from: None, to: None };
    let [gain, lose, gone, moved] = counts.map(|count| vec![someone.clone(); count]);
    let figures = figures(placed, short);
    let (dwellings, applicants) = (RowCounts::default(), RowCounts::default());
    Tried { figures, gain, lose, gone, moved, dwellings, applicants, now_full: Vec::new(), no_longer_full: Vec::new() }
}

#[test]
fn every_sentence_agrees_with_its_numbers_in_both_languages() {
    for (after, english, dutch) in [
        (
            tried(1_300, 2, [1, 0, 0, 0]),
            "1 more household has a place (1,300 instead of 1,299); nobody loses a place.",
            "1 huishouden meer krijgt een woonplek (1.300 in plaats van 1.299); niemand valt af.",
        ),
        (
            tried(1_301, 0, [3, 1, 0, 2]),
            "2 more households have a place (1,301 instead of 1,299); 3 gain a place and 1 loses one; 2 get another \
             dwelling; the shortfall of minimums falls from 2 to 0.",
            "2 huishoudens meer krijgen een woonplek (1.301 in plaats van 1.299); 3 komen erbij en 1 valt af; 2 krijgen \
             een andere woning; het tekort op minima daalt van 2 naar 0.",
        ),
        (
            tried(1_298, 3, [0, 1, 0, 1]),
            "1 fewer household has a place (1,298 instead of 1,299); 1 loses a place and nobody gains one; 1 gets another \
             dwelling; the shortfall of minimums rises from 2 to 3.",
            "1 huishouden minder krijgt een woonplek (1.298 in plaats van 1.299); 1 valt af en niemand komt erbij; 1 krijgt \
             een andere woning; het tekort op minima stijgt van 2 naar 3.",
        ),
        (
            tried(1_299, 2, [1, 2, 1, 0]),
            "As many households have a place as now (1,299); 1 gains a place and 2 lose theirs; 1 with a place is out of \
             the round.",
            "Evenveel huishoudens krijgen een woonplek als nu (1.299); 1 komt erbij en 2 vallen af; 1 met een woonplek doet \
             niet meer mee in de ronde.",
        ),
        (
            tried(1_299, 2, [0; 4]),
            "The same households get the same dwellings.",
            "Dezelfde huishoudens krijgen dezelfde woningen.",
        ),
    ] {
        let base = figures(1_299, 2);
        assert_eq!(scenario_sentence(&base, &after, Language::En), english);
        assert_eq!(scenario_sentence(&base, &after, Language::Nl), dutch);
    }
}

#[test]
fn what_a_scenario_changes_is_told_from_what_to_what() {
    let town = Town::new();
    let file = "format = 1\n[[scenario]]\nname = \"Much at once\"\n\
                set = [\"rules.dates.days=+31\", \"sharing.enabled=on\", \"liveability.1=off\", \"Agreed share=off\"]\n\
                [[scenario.change]]\ndwellings = { landlord = \"Woonin\", rent = \"650..\" }\nset = { rent = \"-10%\" }\n\
                [[scenario.remove]]\ndwellings = { id = \"D1\" }\napplicants = { id = \"A05\" }\n\
                [[scenario.add]]\ndwellings = [{ id = \"N1\", rooms = 2, rent = 600 }]\n";
    for (language, sentences) in [
        (
            "en",
            [
                "Ready within: 62 days instead of 31.",
                "Sharing: on instead of off.",
                "Exclusion 1: off instead of on.",
                "“Agreed share”: no longer in force.",
                "2 dwellings changed, 1 removed and 1 added; 1 applicant removed.",
            ],
        ),
        (
            "nl",
            [
                "Beschikbaar binnen: 62 dagen in plaats van 31.",
                "Woningdelen: aan in plaats van uit.",
                "Uitsluiting 1: uit in plaats van aan.",
                "“Agreed share”: geldt niet meer.",
                "2 woningen gewijzigd, 1 weggelaten en 1 toegevoegd; 1 woningzoekende weggelaten.",
            ],
        ),
    ] {
        let path = town.write("round/scenarios.toml", file);
        let ran = town.run("whatif", &["--scenarios", path.to_str().unwrap(), "--lang", language]);
        let told = ran.output.split_whitespace().collect::<Vec<_>>().join(" ");
        for sentence in sentences {
            assert!(told.contains(sentence), "{sentence}: {told}");
        }
    }
}

#[test]
fn the_minimum_beside_a_group_stands_there_only_where_no_scenario_changes_it() {
    let town = Town::new();
    let shown = |set: &str| town.run("whatif", &["--set", set, "--lang", "en"]).output;
    let has = |set: &str| shown(set).contains("Refugees (minimum 4)");
    assert_eq!([has("rules.dates.days=62"), has("Refugees: month=+1")], [true, false]);
}
