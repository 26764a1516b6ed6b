//! The year in the workbench: what was decided, its plan, its monitor and its replays.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

#[path = "support/command.rs"]
mod command;
#[path = "support/http.rs"]
mod http;
#[allow(dead_code)]
#[path = "simulate/village.rs"]
mod village;

use command::{read, sleutel};
use http::{Client, served, served_with, settings};
use sleutel::input::Files;
use village::Village;

const DWELLINGS: &str = "id,rooms,rent\nD1,2,550\nD2,4,650\n";
const APPLICANTS: &str =
    "id,group,adults,children,age,registered\nA1,singles,1,0,30,2024-01-01\nA2,families,2,3,40,2024-02-01\n";
const ROUND: &str = "format = 1\n[round]\nid = \"2025-02\"\nmonth = \"2025-02\"\nmodel = \"model\"\nseed = 7\n";

/// A round of the village, with all that its model tells of its year.
fn round(village: &Village) -> Files {
    let mut files: Files = [("round.toml", ROUND), ("dwellings.csv", DWELLINGS), ("applicants.csv", APPLICANTS)]
        .map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec()))
        .into();
    for folder in ["model", "model/year", "norms"] {
        for entry in std::fs::read_dir(village.path(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                let name = format!("{folder}/{}", path.file_name().unwrap().to_str().unwrap());
                files.insert(name, std::fs::read(path).unwrap());
            }
        }
    }
    files
}

fn visit(village: &Village) -> Client {
    Client::named(served_with("February", round(village)), "A. Planner")
}

#[test]
fn a_round_whose_model_has_no_year_says_what_to_hand_in() {
    let village = Village::new();
    let mut files = round(&village);
    files.retain(|name, _| !name.starts_with("model/year/"));
    let mut client = Client::named(served_with("February", files), "A. Planner");
    for side in ["", "/plan", "/monitor", "/simulate"] {
        let page = client.get(&format!("/rounds/1/year{side}"));
        assert_eq!(page.status, 200);
        assert!(page.text().contains("Hand in year.toml"), "{side}");
    }
    assert_eq!(client.get("/rounds/1/year/plan/files/plan.csv").status, 404);
}

#[test]
fn a_year_with_a_fault_is_told_with_its_place_and_the_round_is_allocated_all_the_same() {
    let village = Village::new();
    let mut files = round(&village);
    files.insert("model/year/decision.csv".to_owned(), b"group,places\nfamilies,many\n".to_vec());
    let mut client = Client::named(served_with("February", files), "A. Planner");
    let page = client.get("/rounds/1/year").text();
    assert!(page.contains("year/decision.csv:2"), "{page}");
    assert!(client.get("/rounds/1/input").text().contains("The input is sound"));
}

#[test]
fn the_figures_of_the_decision_stand_with_their_verdict_in_either_language() {
    let mut client = Client::named(served(settings()), "A. Planner");
    client.post_form("/rounds/demo", &[]);
    let english = client.get("/rounds/1/year").text();
    assert!(english.contains("5 of 17 figures differ"), "{english}");
    assert!(english.contains("The additional projects add up to 252 dwellings; 250 is stated."));
    assert!(english.contains("≠ differs") && english.contains("1,028"));
    client.post_form("/visitor", &[("language", "nl")]);
    let dutch = client.get("/rounds/1/year").text();
    assert!(dutch.contains("≠ wijkt af") && dutch.contains("Wat is besloten"), "{dutch}");
}

#[test]
fn the_plan_of_the_page_is_the_plan_of_the_command() {
    let village = Village::new();
    let mut client = visit(&village);
    let page = client.get_when_done("/rounds/1/year/plan").text();
    assert!(page.contains("Month by month") && page.contains("<svg"), "{page}");
    assert!(!page.contains("Other policies</h3>"));
    let with = client.get_when_done("/rounds/1/year/plan?variants=on").text();
    assert!(with.contains("Other policies</h3>"));
    let out = village.path("plan");
    sleutel(&["plan", village.path("model").to_str().unwrap(), "-o", out.to_str().unwrap(), "--quiet"]);
    for name in ["plan.csv", "agreements.csv", "plan.svg"] {
        let file = client.get(&format!("/rounds/1/year/plan/files/{name}"));
        assert_eq!(file.text(), read(&out, name), "{name}");
        let kept = file.header("content-disposition").unwrap().to_owned();
        assert_eq!(kept, format!("attachment; filename=\"{name}\""));
    }
    assert_eq!(client.get("/rounds/1/year/plan/files/model.toml").status, 404);
}

#[test]
fn a_month_opened_from_the_plan_asks_what_the_plan_asks() {
    let village = Village::new();
    let mut client = visit(&village);
    let tables: [(&str, &[u8]); 2] =
        [("dwellings.csv", DWELLINGS.as_bytes()), ("applicants.csv", APPLICANTS.as_bytes())];
    let fields = [("month", "2025-03"), ("seed", "11")];
    let opened = client.post_files("/rounds/1/year/rounds", &fields, &tables);
    assert_eq!(opened.location(), "/rounds/2/input");
    assert!(client.get("/rounds/2/input").text().contains("The input is sound"));
    let allocation = client.get_when_done("/rounds/2/allocation").text();
    // a quarter of 24 for families: three months of the plan, of which the ledger has none
    assert!(allocation.contains("5 short"), "{allocation}");
    let elsewhere = [("month", "2026-03"), ("seed", "11")];
    assert_eq!(client.post_files("/rounds/1/year/rounds", &elsewhere, &tables).status, 422);
    assert_eq!(client.post_files("/rounds/1/year/rounds", &fields, &tables[..1]).status, 422);
}

/// A workbook with these sheets.
fn workbook(sheets: &[(&str, &str)]) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    for (name, text) in sheets {
        let sheet = book.add_worksheet();
        sheet.set_name(*name).unwrap();
        for (row, line) in (0..).zip(text.lines()) {
            for (column, cell) in (0..).zip(line.split(',')) {
                sheet.write_string(row, column, cell).unwrap();
            }
        }
    }
    book.save_to_buffer().unwrap()
}

#[test]
fn a_month_is_opened_from_workbooks_as_from_text() {
    let village = Village::new();
    let mut client = visit(&village);
    let fields = [("month", "2025-03"), ("seed", "11")];
    let both = workbook(&[("dwellings", DWELLINGS), ("applicants", APPLICANTS)]);
    let [dwellings, applicants] = [DWELLINGS, APPLICANTS].map(|text| workbook(&[("Blad1", text)]));
    let handed: [&[(&str, &[u8])]; 3] = [
        &[("maart.xlsx", &both)],
        &[("Woningen.xlsx", &dwellings), ("applicants.xlsx", &applicants)],
        &[("dwellings.csv", DWELLINGS.as_bytes()), ("applicants.xlsx", &applicants)],
    ];
    for (number, tables) in (2..).zip(handed) {
        let opened = client.post_files("/rounds/1/year/rounds", &fields, tables);
        assert_eq!(opened.location(), format!("/rounds/{number}/input"));
        assert!(client.get(&format!("/rounds/{number}/input")).text().contains("The input is sound"));
        let allocation = client.get_when_done(&format!("/rounds/{number}/allocation")).text();
        assert!(allocation.contains("5 short"), "{allocation}");
    }
    let lacking = workbook(&[("dwellings", DWELLINGS)]);
    let refused = client.post_files("/rounds/1/year/rounds", &fields, &[("maart.xlsx", &lacking)]);
    assert_eq!(refused.status, 422);
    assert!(refused.text().contains("applicants"), "{}", refused.text());
}

#[test]
fn the_report_of_a_day_counts_the_months_before_it() {
    let village = Village::new();
    let mut files = round(&village);
    let ledger = b"month,group,places,persons\n2025-01,families,3,15\n2025-02,families,1,5\n".to_vec();
    files.insert("model/year/realised.csv".to_owned(), ledger);
    let mut client = Client::named(served_with("February", files), "A. Planner");
    let table = |client: &mut Client, query: &str| client.get(&format!("/rounds/1/year/monitor{query}")).text();
    let told = table(&mut client, "");
    assert!(told.contains("value=\"2025-03-01\"") && told.contains("4 of 48 places were realised"), "{told}");
    assert!(table(&mut client, "?at=2025-02-01").contains("3 of 48 places were realised"));
    assert!(table(&mut client, "?at=2024-12-31").contains("choose 2025-01-01 or later"));
    assert!(table(&mut client, "?at=tomorrow").contains("Write the day"));
    let planned = client.get_when_done("/rounds/1/year/monitor?measure=plan").text();
    assert!(planned.contains("The plan is the monthly plan that was given"), "{planned}");
    let csv = client.get("/rounds/1/year/monitor/files/monitor.csv?at=2025-03-01").text();
    assert!(csv.contains("families,2025-01,"), "{csv}");
}

#[test]
fn a_new_ledger_is_written_down_and_leaves_the_decisions_of_the_round() {
    let village = Village::new();
    let mut client = visit(&village);
    let seen = client.get("/rounds/1/year/monitor").hidden("version");
    let fixed = [
        ("version", seen.as_str()),
        ("applicant", "A1"),
        ("dwelling", "D1"),
        ("verdict", "forbidden"),
        ("reason", "asked for"),
    ];
    assert_eq!(client.post_form("/rounds/1/decisions", &fixed).status, 303);
    let page = client.get("/rounds/1/year/monitor");
    assert!(page.text().contains("The ledger of this year is empty"));
    let version = page.hidden("version");
    let broken: [(&str, &[u8]); 1] = [("realised.csv", b"month,group,places,persons\n2025-01,nobody,3,15\n")];
    let refused = client.post_files("/rounds/1/year/ledger", &[("version", &version)], &broken);
    assert_eq!(refused.status, 422);
    assert!(refused.text().contains("year/realised.csv:2"), "{}", refused.text());
    let sound: [(&str, &[u8]); 1] = [("realised.csv", b"month,group,places,persons\n2025-01,families,3,15\n")];
    let taken = client.post_files("/rounds/1/year/ledger", &[("version", &version)], &sound);
    assert_eq!(taken.location(), "/rounds/1/year/monitor");
    assert!(client.get("/rounds/1/year/monitor").text().contains("3 of 48 places were realised"));
    let stale = client.post_files("/rounds/1/year/ledger", &[("version", &version)], &sound);
    assert_eq!(stale.status, 409);
    let journal = client.get("/rounds/1/journal").text();
    assert!(journal.contains("Ledger of the year replaced"), "{journal}");
    let allocation = client.get_when_done("/rounds/1/allocation?view=unplaced").text();
    assert!(allocation.contains(">A1<"), "the decision is gone: {allocation}");
}

const ASKED: [(&str, &str); 6] =
    [("replays", "3"), ("seed", "5"), ("measure", "even"), ("goals", "placed"), ("as_planned", "on"), ("steady", "on")];

#[test]
fn replays_of_the_page_say_what_those_of_the_command_say() {
    let village = Village::with_chances();
    let mut client = visit(&village);
    let form = client.get("/rounds/1/year/simulate").text();
    assert!(form.contains("Replay the year by chance"), "{form}");
    let started = client.post_form("/rounds/1/year/simulate", &ASKED).location().to_owned();
    let page = client.get_when_done(&started).text();
    assert!(page.contains("3 replays of the year, seed 5") && page.contains("as planned"), "{page}");
    let out = village.simulate(&["--replays", "3", "--seed", "5", "--policy", "as-planned", "--policy", "steady"]);
    for name in ["simulation.csv", "replays.csv"] {
        let below = started.replace("/simulate?", &format!("/simulate/files/{name}?"));
        assert!(page.contains(&below.replace('&', "&#38;")), "{name} is offered: {page}");
        assert_eq!(client.get(&below).text(), read(&out, name), "{name}");
    }
}

#[test]
fn replays_that_make_no_sense_are_refused_and_those_at_work_can_be_stopped() {
    let village = Village::with_chances();
    let mut client = visit(&village);
    for (field, value) in [("replays", "201"), ("replays", "0"), ("seed", "x")] {
        let asked = ASKED.map(|(name, usual)| (name, if name == field { value } else { usual }));
        assert_eq!(client.post_form("/rounds/1/year/simulate", &asked).status, 422, "{field} {value}");
    }
    assert_eq!(client.post_form("/rounds/1/year/simulate", &ASKED[..4]).status, 422, "no policy");
    let many = ASKED.map(|(name, usual)| (name, if name == "replays" { "200" } else { usual }));
    let started = client.post_form("/rounds/1/year/simulate", &many).location().to_owned();
    let page = client.get(&started);
    let stopped = client.stop(&page).location().to_owned();
    assert_eq!(stopped, started);
    let after = client.get(&stopped).text();
    assert!(!after.contains("class=\"waiting\"") && after.contains("value=\"200\""), "{after}");
}

#[test]
fn a_model_without_a_population_says_that_it_is_missing() {
    let village = Village::new();
    let mut files = round(&village);
    files.remove("model/population.toml");
    let mut client = Client::named(served_with("February", files), "A. Planner");
    let refused = client.post_form("/rounds/1/year/simulate", &ASKED);
    assert_eq!(refused.status, 422);
    assert!(refused.text().contains("population.toml"), "{}", refused.text());
}

#[test]
fn no_page_of_the_year_has_a_style_of_its_own_or_a_script() {
    let village = Village::new();
    let mut client = visit(&village);
    let started = client.post_form("/rounds/1/year/simulate", &ASKED).location().to_owned();
    for path in ["/rounds/1/year", "/rounds/1/year/plan?variants=on", "/rounds/1/year/monitor", &started] {
        let page = client.get_when_done(path).text();
        assert!(page.contains("class=\"document\"") || page.contains("card document"), "{path}");
        let scripts = page.matches("<script").count() - page.matches("<script src=\"/assets/").count();
        assert_eq!((page.matches("<style").count(), page.matches(" style=").count(), scripts), (0, 0, 0), "{path}");
    }
}
