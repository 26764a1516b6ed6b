//! The plan of a year, by the command as its users type it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

#[path = "support/command.rs"]
mod command;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use command::{Ran, path, read, sleutel};
use serde_json::Value;
use sleutel::input::{read_plan, read_year};

const MODEL: &str = "models/utrecht-2025";

/// A plan of Utrecht with its files, in a language; planned once for all tests.
struct Made {
    ran: Ran,
    folder: tempfile::TempDir,
}

impl Made {
    fn of(language: &str, more: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("plan");
        let arguments = [&["plan", MODEL, "--lang", language, "-o", path(&out)], more].concat();
        Self { ran: sleutel(&arguments), folder }
    }

    fn out(&self) -> PathBuf {
        self.folder.path().join("plan")
    }

    /// What was said, on one line and with plain spaces.
    fn flat(&self) -> String {
        assert_eq!(self.ran.status, 0, "{}", self.ran.errors);
        self.ran.output.replace('\u{a0}', " ").split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn json(&self) -> Value {
        serde_json::from_str(&read(&self.out(), "plan.json")).unwrap()
    }
}

fn dutch() -> &'static Made {
    static MADE: OnceLock<Made> = OnceLock::new();
    MADE.get_or_init(|| Made::of("nl", &[]))
}

fn english() -> &'static Made {
    static MADE: OnceLock<Made> = OnceLock::new();
    MADE.get_or_init(|| Made::of("en", &["--variants"]))
}

fn said(text: &str, words: &[&str]) {
    for words in words {
        assert!(text.contains(words), "“{words}” is not in: {text}");
    }
}

fn number(value: &Value) -> u64 {
    value.as_u64().unwrap()
}

fn sum(months: &Value) -> u64 {
    months.as_array().unwrap().iter().map(number).sum()
}

/// Rows of a table in its English form.
fn rows(folder: &Path, name: &str) -> Vec<BTreeMap<String, String>> {
    let text = read(folder, name);
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader.deserialize().map(|row| row.unwrap()).collect()
}

#[test]
fn the_plan_of_utrecht_is_told_in_dutch() {
    let (text, found) = (dutch().flat(), dutch().json());
    let thousands = |key: &str| {
        let places = number(&found[key]);
        if places < 1_000 { places.to_string() } else { format!("{}.{:03}", places / 1_000, places % 1_000) }
    };
    said(
        &text,
        &[
            &format!("Van de 1.235 woonplekken uit het verdeelbesluit haalt het plan er {}", thousands("planned")),
            &format!("; {} haalt het niet: Statushouders", thousands("missed")),
            "Het verdeelbesluit per doelgroep behoefte besluit % gepland % gemist voorstel %",
            "Zelfzoekers vinden zelf een woning via WoningNet; zij worden niet aan de verhuurders gevraagd.",
            "Maand voor maand jan feb mrt apr mei jun jul aug sep okt nov dec jaar",
            "taakstelling t/m juni 369",
            "met 50 % van de achterstand van 318 897",
            "de capaciteitsgrens van VluchtelingenWerk +51,9 +50,2",
            "Er zijn woningen voor het hele verdeelbesluit; alleen de keten schiet tekort.",
            "Als alle 1.235 worden gerealiseerd met de begeleiding van nu",
            "Het optimum is dat van een lineair programma, in delen van huishoudens",
            "`sleutel check models/utrecht-2025` toont ze alle.",
        ],
    );
    assert!(text.ends_with("projects.csv waits.csv plan.json plan.svg agreements.svg waits.svg"), "{text}");
    assert!(!text.contains("NaN") && !text.contains("-0"), "{text}");
}

#[test]
fn and_in_english_with_other_policies_beside_it() {
    let (text, found) = (english().flat(), english().json());
    said(
        &text,
        &[
            "Of 1,235 places decided the plan reaches",
            "Groups that search for themselves find a home through WoningNet; they are not asked of the landlords.",
            "task, up to and including June 369",
            "the limit of capacity at VluchtelingenWerk +51.9 +50.2",
            "In parts of households 51.9 would be missed",
            "adopted at most 30% peaks no sharing support +10%",
            "If all 1,235 were realised with today's support",
        ],
    );
    let policies = found["variants"].as_array().unwrap();
    let names: Vec<&str> = policies.iter().map(|one| one["policy"].as_str().unwrap()).collect();
    assert_eq!(names, ["adopted", "agreed-share", "peaks-allowed", "no-sharing", "more-support"]);
    assert_eq!(policies[0]["places"], found["planned"]);
    assert!(number(&policies[1]["dwellings"]) <= 2_752 * 30 / 100, "the agreed part holds");
    assert!(number(&policies[1]["missed"]) > number(&policies[0]["missed"]));
    assert!(number(&policies[4]["missed"]) < number(&policies[0]["missed"]));
    assert_eq!(number(&policies[3]["sharers"]), 0);
    assert!(dutch().json()["variants"].as_array().unwrap().is_empty(), "unless asked for");
}

#[test]
fn what_is_missed_is_what_was_decided_less_what_is_planned() {
    let found = dutch().json();
    assert_eq!(number(&found["decided"]), 1_235);
    let groups = found["groups"].as_array().unwrap();
    for group in groups {
        assert_eq!(sum(&group["months"]), number(&group["planned"]), "{group}");
        assert_eq!(number(&group["missed"]), number(&group["adopted"]) - number(&group["planned"]), "{group}");
    }
    let all = |key: &str| groups.iter().map(|group| number(&group[key])).sum::<u64>();
    assert_eq!((all("planned"), all("missed")), (number(&found["planned"]), number(&found["missed"])));
    assert_eq!((all("adopted"), all("proposed")), (1_235, number(&found["proposed"])));
    let offered: u64 = groups.iter().filter(|one| one["route"] == "mediated").map(|one| number(&one["planned"])).sum();
    assert_eq!(sum(&found["offered"]), offered);
    assert!(number(&found["proposed"]) <= 1_235);
}

#[test]
fn no_plan_beats_the_optimum_in_the_first_goal_that_differs() {
    let found = dutch().json();
    let goals = found["goals"].as_array().unwrap();
    let names: Vec<&str> = goals.iter().take(4).map(|goal| goal["goal"].as_str().unwrap()).collect();
    assert_eq!(names, ["task", "backlog", "evenly", "decision"]);
    let of = |goal: &Value, key: &str| goal[key].as_f64().unwrap();
    let first = goals[..4].iter().find(|goal| (of(goal, "plan") - of(goal, "optimum")).abs() > 1e-3);
    assert!(first.is_none_or(|goal| of(goal, "plan") > of(goal, "optimum")), "{first:?}");
    assert_eq!(goals[3]["plan"].as_f64(), found["missed"].as_f64());
}

#[test]
fn the_agreements_add_up_to_what_is_offered_but_for_temporary_places() {
    let found = english().json();
    let asked = |party: &Value| party["asked"].as_array().unwrap().iter().map(|one| one.as_f64().unwrap()).sum::<f64>();
    let parties = found["agreements"].as_array().unwrap();
    let landlords: f64 = parties.iter().filter(|one| one["role"] == "landlord").map(asked).sum();
    assert!((landlords - to_float(sum(&found["offered"]) - sum(&found["temporary"]))).abs() < 1e-6);
    let table = rows(&english().out(), "agreements.csv");
    assert_eq!(table.len(), parties.len() * 12);
    for (party, rows) in parties.iter().zip(table.chunks(12)) {
        assert!(rows.iter().all(|row| row["party"] == party["party"].as_str().unwrap()));
        let in_table: f64 = rows.iter().map(|row| row["asked"].parse::<f64>().unwrap()).sum();
        let projects = rows.iter().map(|row| row["in_projects"].parse::<f64>().ok()).collect::<Option<Vec<f64>>>();
        assert_eq!(Value::from(projects.clone()), party["in_projects"], "{party}");
        assert_eq!(projects.is_some(), party["role"] == "landlord", "{party}");
        assert!((in_table - asked(party)).abs() < 1e-6, "{party}");
        let percent: f64 = rows.iter().map(|row| row["year_percent"].parse::<f64>().unwrap()).sum();
        assert!((percent - 100.0).abs() < 0.7, "{party}: {percent}");
    }
    let matching = parties.iter().find(|one| one["role"] == "matching").unwrap();
    assert!((asked(matching) - to_float(sum(&found["offered"]))).abs() < 1e-6, "every offered place is matched");
}

fn to_float(number: u64) -> f64 {
    f64::from(u32::try_from(number).unwrap())
}

#[test]
fn the_plan_is_read_back_in_both_languages_and_is_the_measure_of_the_monitor() {
    let year = read_year(Path::new(MODEL)).unwrap().year;
    for made in [dutch(), english()] {
        let found = made.json();
        let plan = read_plan(&made.out(), &year).unwrap();
        assert_eq!(plan.places.len(), 8, "self-search groups are in it");
        for group in found["groups"].as_array().unwrap() {
            let months = plan.places[group["group"].as_str().unwrap()].map(u64::from);
            assert_eq!(Value::from(months.to_vec()), group["months"], "{group}");
        }
    }
    let found = sleutel(&["monitor", MODEL, "--plan", path(&dutch().out()), "--json"]).json();
    let months = found["all"]["by_month"].as_array().unwrap();
    assert_eq!(months.iter().map(|one| number(&one["planned"])).sum::<u64>(), number(&dutch().json()["planned"]));
}

#[test]
fn the_proposal_and_what_is_left_stand_in_tables() {
    let (found, out) = (english().json(), english().out());
    let table = rows(&out, "proposal.csv");
    for (row, group) in table.iter().zip(found["groups"].as_array().unwrap()) {
        for key in ["adopted", "planned", "proposed"] {
            assert_eq!(row[key].parse::<u64>().unwrap(), number(&group[key]), "{row:?}");
        }
        assert_eq!(row["route"], group["route"].as_str().unwrap());
    }
    assert_eq!(table.len(), 8);
    let left = rows(&out, "left.csv");
    let of = |by: &str, column: &str| -> f64 {
        left.iter().filter(|row| row["by"] == by).map(|row| row[column].parse::<f64>().unwrap()).sum()
    };
    for column in ["plan", "decision", "proposal"] {
        let dwellings = found["left"][column]["dwellings"].as_f64().unwrap();
        assert!((of("size", column) - dwellings).abs() < 1e-6);
        assert!((of("district", column) - dwellings).abs() < 0.5, "parts of districts are cut to the hundredth");
    }
    assert!(of("size", "decision") < of("size", "plan"), "what the plan misses is left to others");
    let kept: u64 = found["projects"].as_array().unwrap().iter().map(|project| number(&project["unused"])).sum();
    assert_eq!((of("kept", "plan"), found["left"]["plan"]["kept"].as_u64()), (to_float(kept), Some(kept)));
    // Districts are shown in whole dwellings that add up to all of them.
    let text = english().flat();
    let (_, districts) = text.split_once("district plan whole decision proposal ").unwrap();
    let (districts, _) = districts.split_once(" Of 2,752").unwrap();
    let shown: Vec<u64> = districts.split(' ').filter_map(|word| word.parse().ok()).collect();
    for (place, column) in ["plan", "decision", "proposal"].into_iter().enumerate() {
        let sum: u64 = shown.iter().skip(place).step_by(3).sum();
        assert!((to_float(sum) - of("size", column)).abs() < 1e-6, "{column}: {sum}");
    }
}

#[test]
fn whoever_is_asked_for_more_than_a_months_capacity_is_told_so() {
    let found = english().json();
    let above = |party: &Value| {
        let [asked, capacity] = ["asked", "capacity"].map(|key| party[key].as_array().unwrap());
        let months = asked.iter().zip(capacity);
        months.filter(|(asked, most)| most.as_f64().is_some_and(|most| asked.as_f64().unwrap() > most + 1e-9)).count()
    };
    let parties = found["agreements"].as_array().unwrap().iter().map(|party| (text(&party["party"]), above(party)));
    let parties: Vec<String> =
        parties.filter(|(_, months)| *months > 0).map(|(name, months)| format!("{name} ({months})")).collect();
    assert!(!parties.is_empty());
    said(&english().flat(), &[&format!("which earlier months make up for (months): {}.", parties.join(", "))]);
    let notes = read(&english().out(), "plan.md").matches("Months above the capacity are so by less").count();
    assert_eq!(notes, parties.len(), "at the table that each of them signs");
}

#[test]
fn projects_and_waits_stand_in_tables_too() {
    let (found, out) = (english().json(), english().out());
    let table = rows(&out, "projects.csv");
    let projects = found["projects"].as_array().unwrap();
    assert_eq!((table.len(), projects.len()), (8, 8));
    for (row, project) in table.iter().zip(projects) {
        let of = |key: &str| row[key].parse::<u64>().unwrap();
        for key in ["dwellings", "kept", "let", "unused"] {
            assert_eq!(of(key), number(&project[key]), "{row:?}");
        }
        assert_eq!(row["project"], project["project"].as_str().unwrap());
        assert!(of("unused") + of("let") >= of("kept") && of("unused") <= of("kept"), "{row:?}");
    }
    let sum = |key: &str| table.iter().map(|row| row[key].parse::<u64>().unwrap()).sum::<u64>();
    assert_eq!((sum("kept"), sum("months_waited")), (269, number(&found["waited"])));
    let let_to_groups = sum("kept") - sum("unused");
    said(
        &english().flat(),
        &[&format!("Of 269 homes in projects that are kept for the groups {let_to_groups} are let")],
    );
    let table = rows(&out, "waits.csv");
    let waits = found["waits"].as_array().unwrap();
    assert_eq!(table.len(), waits.len() * 12);
    for (wait, rows) in waits.iter().zip(table.chunks(12)) {
        for (month, row) in rows.iter().enumerate() {
            assert_eq!((&row["partner"], &row["pattern"]), (&text(&wait["partner"]), &text(&wait["pattern"])));
            assert_eq!(row["month"], format!("2025-{:02}", month + 1));
            for (column, key) in [("queue", "queue"), ("months_waited", "months")] {
                assert_eq!(row[column].parse::<f64>().ok(), wait[key][month].as_f64(), "{row:?}");
            }
        }
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

#[test]
fn the_same_year_gives_the_same_plan_in_every_language() {
    let [mut dutch, mut english] = [dutch(), english()].map(Made::json);
    for found in [&mut dutch, &mut english] {
        found["variants"] = Value::Null;
    }
    assert_eq!(dutch, english);
}

#[test]
fn the_report_is_one_page_with_the_agreements_to_sign() {
    let html = read(&dutch().out(), "plan.html");
    said(
        &html,
        &[
            "<html lang=\"nl\">",
            "<title>Utrecht 2025: plan bij het verdeelbesluit</title>",
            "<h2>Wederkerige afspraken</h2>",
            "Voor akkoord, namens Woonin:",
            "<caption><span>VluchtelingenWerk: vrijwilligers, eenheden begeleiding</span></caption>",
        ],
    );
    for outside in ["<script", "<link", "src=", "href=", "url("] {
        assert!(!html.contains(outside), "{outside}");
    }
    let markdown = read(&dutch().out(), "plan.md");
    for picture in ["plan.svg", "agreements.svg", "waits.svg"] {
        assert!(html.contains(&read(&dutch().out(), picture)), "{picture} stands in the page");
        said(&markdown, &[&format!("]({picture})")]);
    }
    assert!(!read(&english().out(), "plan.html").contains("woonplekken"));
    said(&read(&english().out(), "plan.md"), &["## Reciprocal agreements", "## Other policies"]);
}

/// A copy of Utrecht's model and year, in a folder that goes with the test.
fn copied() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let model = folder.path().join("model");
    std::fs::create_dir_all(model.join("year")).unwrap();
    std::fs::copy(Path::new(MODEL).join("model.toml"), model.join("model.toml")).unwrap();
    for entry in std::fs::read_dir(Path::new(MODEL).join("year")).unwrap() {
        let entry = entry.unwrap();
        std::fs::copy(entry.path(), model.join("year").join(entry.file_name())).unwrap();
    }
    (folder, model)
}

#[test]
fn a_broken_year_is_wrong_input_and_nothing_is_written() {
    let (folder, model) = copied();
    let broken = read(&model, "year/decision.csv").replacen("550", "veel", 1).replacen("city-deal", "city-dael", 1);
    std::fs::write(model.join("year/decision.csv"), broken).unwrap();
    let out = folder.path().join("out");
    let ran = sleutel(&["plan", path(&model), "-o", path(&out)]);
    assert_eq!((ran.status, ran.output.as_str()), (2, ""));
    said(&ran.errors, &["year/decision.csv:2", "city-dael"]);
    assert!(!out.exists());
    let ran = sleutel(&["plan", path(&model), "--json"]);
    assert!(ran.status == 2 && serde_json::from_str::<Value>(&ran.output).unwrap().as_array().unwrap().len() >= 2);
}

#[test]
fn a_folder_that_cannot_be_written_is_told_and_left_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let taken = folder.path().join("plan");
    std::fs::write(&taken, "not a folder").unwrap();
    let ran = sleutel(&["plan", MODEL, "-q", "-o", path(&taken)]);
    assert_eq!(ran.status, 2, "{}", ran.errors);
    assert_eq!(std::fs::read_to_string(&taken).unwrap(), "not a folder");
}

#[test]
fn a_year_without_a_statutory_task_still_has_a_plan() {
    let (folder, model) = copied();
    let settings = read(&model, "year/year.toml");
    let (before, after) = settings.split_once("[statutory]").unwrap();
    let (_, chances) = after.split_once("# What `sleutel simulate`").unwrap();
    std::fs::write(model.join("year/year.toml"), format!("{before}# {chances}")).unwrap();
    let out = folder.path().join("out");
    let ran = sleutel(&["plan", path(&model), "--json", "-o", path(&out)]);
    assert!(ran.json()["statutory"].is_null());
    assert_eq!(ran.output, read(&out, "plan.json"));
    assert!(!read(&out, "plan.md").contains("Taakstelling\n"));
}
