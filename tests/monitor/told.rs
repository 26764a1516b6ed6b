//! What is told of a state, by the command as its users type it.

use std::path::{Path, PathBuf};

use super::command::{Ran, path, read, sleutel};

const MODEL: &str = "models/utrecht-2025";

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

fn change(model: &Path, file: &str, from: &str, to: &str) {
    let text = read(model, file);
    assert!(text.contains(from), "{file} has no {from}");
    std::fs::write(model.join(file), text.replacen(from, to, 1)).unwrap();
}

/// What was said, on one line and with plain spaces.
fn flat(ran: &Ran) -> String {
    assert_eq!(ran.status, 0, "{}", ran.errors);
    ran.output.replace('\u{a0}', " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

fn said(text: &str, words: &[&str]) {
    for words in words {
        assert!(text.contains(words), "“{words}” is not in: {text}");
    }
}

#[test]
fn the_state_of_utrecht_is_told_in_dutch() {
    let text = flat(&sleutel(&["monitor", MODEL]));
    said(
        &text,
        &[
            "Utrecht 2025 · 1 maart 2025",
            "Tot en met februari 2025 zijn 172 van de 1.235 woonplekken gerealiseerd (13,9 %), voor 267 personen.",
            "Bij een gelijkmatig tempo zouden het er 205 zijn geweest; het zijn er 33 minder.",
            "Houdt het tempo tot nu toe aan (86,0 woonplekken per maand), dan eindigt het jaar op 1.032 woonplekken (83,6 % van het",
            "lagen gemiddeld 6,0 van dat tempo af: ligt elke komende maand er zoveel onder, dan worden het er 972; erboven, dan 1.092.",
            "van maart tot en met december 106,3 woonplekken per maand nodig; tot nu toe waren het er 86,0 per maand.",
            "Taakstelling eerste helft 2025: 135 van de 369 personen gehuisvest (36,6 %); nog 234 te gaan, 58,5 per maand.",
            "1 juli 2025: trede 3 te verwachten als het tempo tot nu toe aanhoudt (blijft)",
            "Met 370 personen in de eerste helft stijgt de trede niet: 58,8 in elke resterende maand.",
            "1 januari 2026: trede 3 of 4 te verwachten",
            "verwacht werd 70 % tot 80 % (827 tot 946 woonplekken)",
            "33 tot 151 meer dan de rechte lijn. Hoeveel daarvan aangekondigde opleveringen waren, is niet in aantallen bekend.",
            "regels van de registratie zijn als aanname gemarkeerd",
        ],
    );
}

#[test]
fn and_in_english() {
    let text = flat(&sleutel(&["monitor", MODEL, "--lang", "en", "--at", "2025-03-15"]));
    said(
        &text,
        &[
            "Utrecht 2025 · 15 March 2025",
            "Up to and including February 2025, 172 of 1,235 places were realised (13.9%), for 267 persons.",
            "At an even pace, 205 were due: 33 fewer than that.",
            "If the pace so far holds (86.0 places a month), the year ends at 1,032 places (83.6% of the decision).",
            "The months so far were 6.0 off that pace on average",
            "The decision takes 106.3 places in every month from March to December; so far it was 86.0 a month.",
            "1 July 2025: step 3 to be expected if the pace so far holds (stays)",
            "about 56% of 1,182 places was realised: 662, or 66.2 a month.",
            "The straight line ends at 67% (794 places); 70% to 80% was expected (827 to 946 places).",
            "33 to 151 beyond the straight line",
        ],
    );
}

#[test]
fn groups_that_search_for_themselves_stand_apart() {
    let found = sleutel(&["monitor", MODEL, "--json"]).json();
    assert_eq!(
        (found["mediated"]["decided"].as_u64(), found["self_search"]["decided"].as_u64()),
        (Some(1_103), Some(132))
    );
    assert_eq!(
        (found["mediated"]["realised"].as_u64(), found["self_search"]["realised"].as_u64()),
        (Some(152), Some(20))
    );
    let groups = found["groups"].as_array().unwrap();
    let route = |id: &str| groups.iter().find(|one| one["group"] == id).unwrap()["route"].as_str().unwrap();
    assert_eq!((route("urgenten"), route("statushouders")), ("self-search", "mediated"));
}

#[test]
fn machines_get_every_number_exactly() {
    let found = sleutel(&["monitor", MODEL, "--json"]).json();
    assert_eq!(
        (found["format"].as_u64(), found["at"].as_str(), found["months"].as_u64()),
        (Some(1), Some("2025-03-01"), Some(2))
    );
    assert_eq!((found["all"]["needed"].as_str(), found["plan"].as_str()), (Some("1063/10"), Some("even")));
    assert_eq!(found["all"]["forecast"]["straight"], "1032");
    assert_eq!(found["all"]["by_month"][1]["realised"].as_u64(), Some(92));
    assert!(found["all"]["by_month"][2]["realised"].is_null());
    let task = &found["statutory"];
    assert_eq!(
        (task["wanted"].as_u64(), task["goal"].as_u64(), task["housed"].as_u64()),
        (Some(159), Some(897), Some(135))
    );
    assert_eq!(task["halves"][0]["ending"]["straight"].as_u64(), Some(405));
    assert_eq!(task["halves"][1]["keeping"].as_u64(), Some(369 + 159 - 36));
    assert_eq!(task["assessed"][1]["expected"]["straight"]["step_most"].as_u64(), Some(4));
    assert_eq!(found["previous"]["beyond"][0], "4137/125");
    assert_eq!(found["inputs"]["year/realised.csv"].as_str().unwrap().len(), 64);
}

#[test]
fn the_quarterly_report_is_one_page_that_needs_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("kwartaal");
    let ran = sleutel(&["monitor", MODEL, "-o", path(&out)]);
    assert!(flat(&ran).ends_with("monitor-groups.svg monitor-persons.svg"), "{}", ran.output);
    let html = read(&out, "monitor.html");
    said(
        &html,
        &["<html lang=\"nl\">", "<title>Utrecht 2025: voortgang van het verdeelbesluit op 1 maart 2025</title>"],
    );
    said(
        &html,
        &["<th scope=\"col\">Besluit</th>", "<th scope=\"row\" class=\"text\">Statushouders</th>", "@media print"],
    );
    for outside in ["<script", "<link", "src=", "href=", "url("] {
        assert!(!html.contains(outside), "{outside}");
    }
    assert_eq!((html.matches("<svg ").count(), html.matches("<figcaption>").count()), (3, 3));
    for picture in ["monitor-places.svg", "monitor-groups.svg", "monitor-persons.svg"] {
        assert!(html.contains(&read(&out, picture)), "{picture} stands in the page");
        assert!(read(&out, "monitor.md").contains(&format!("]({picture})")), "{picture} is named");
    }
    let table = read(&out, "monitor.csv");
    assert!(table.starts_with("\u{feff}group;month;decided;planned;realised;persons;planned_so_far;realised_so_far\n"));
    said(&table, &["statushouders;2025-02;550;46;41;69;92;79\n", "statushouders;2025-03;550;46;;;138;\n"]);
    assert_eq!(table.lines().count(), 1 + 8 * 12);
}

#[test]
fn a_report_is_the_same_every_time() {
    let folder = tempfile::tempdir().unwrap();
    let written = |name: &str| {
        let out = folder.path().join(name);
        assert_eq!(sleutel(&["monitor", MODEL, "-q", "--lang", "en", "-o", path(&out)]).output, "");
        ["monitor.html", "monitor.md", "monitor.csv"].map(|file| read(&out, file))
    };
    assert_eq!(written("one"), written("two"));
}

#[test]
fn names_are_never_taken_for_markup() {
    let (folder, model) = copied();
    change(&model, "model.toml", "nl = \"City Deal\"", "nl = \"<b>City</b> | *Deal* & co\"");
    let out = folder.path().join("out");
    assert_eq!(sleutel(&["monitor", path(&model), "-q", "-o", path(&out)]).status, 0);
    let html = read(&out, "monitor.html");
    assert!(html.contains("&lt;b&gt;City&lt;/b&gt;") && !html.contains("<b>"));
    said(&read(&out, "monitor.md"), &["\\<b\\>City\\</b\\> \\| \\*Deal\\* \\& co"]);
}

#[test]
fn a_day_outside_the_year_is_told_with_the_nearest_that_is_possible() {
    for (day, language, words) in [
        (
            "2024-12-31",
            "nl",
            "--at ligt vóór 2025, het jaar van het model; schrijf 2025-01-01 (1 januari 2025) of later",
        ),
        (
            "02-01-2026",
            "nl",
            "--at ligt na 2025, het jaar van het model; schrijf 2026-01-01 (1 januari 2026) of eerder",
        ),
        ("2024-12-31", "en", "--at lies before 2025, the model's year; write 2025-01-01 (1 January 2025) or later"),
        ("2026-03-01", "en", "--at lies after 2025, the model's year; write 2026-01-01 (1 January 2026) or earlier"),
    ] {
        let ran = sleutel(&["monitor", MODEL, "--lang", language, "--at", day]);
        assert!(ran.status == 2 && ran.output.is_empty() && ran.errors.contains(words), "{day}: {}", ran.errors);
    }
    let ran = sleutel(&["monitor", MODEL, "--at", "maart"]);
    assert!(ran.status == 2 && ran.errors.contains("write a day such as 2025-03-01 or 01-03-2025"), "{}", ran.errors);
}

#[test]
fn everything_wrong_with_the_ledger_is_told_and_nothing_is_written() {
    let (folder, model) = copied();
    change(&model, "year/realised.csv", "2025-01,statushouders,38,66", "2025-13,statushouder,38,66");
    change(&model, "year/realised.csv", "2025-02,urgenten,7,16", "2025-02,urgenten,zeven,16");
    let out = folder.path().join("out");
    let ran = sleutel(&["monitor", path(&model), "-o", path(&out)]);
    assert_eq!((ran.status, ran.output.as_str()), (2, ""));
    said(
        &ran.errors,
        &["fout: E055 year/realised.csv:2", "fout: E034 year/realised.csv:2", "fout: E014 year/realised.csv:13"],
    );
    assert!(!out.exists());
    let ran = sleutel(&["monitor", path(&model), "--json"]);
    let problems: serde_json::Value = serde_json::from_str(&ran.output).unwrap();
    assert_eq!((ran.status, problems.as_array().unwrap().len()), (2, 3), "{problems}");
}

#[test]
fn a_monthly_plan_is_the_measure_where_one_is_given() {
    let folder = tempfile::tempdir().unwrap();
    let plan = "group;month;organisation;places\nstatushouders;2025-01;A;20\nstatushouders;01-02-2025;A;30\n\
                statushouders;2025-02;B;12\nbeter-wonen;2025-03;;9\n";
    std::fs::write(folder.path().join("plan.csv"), plan).unwrap();
    let ran = sleutel(&["monitor", MODEL, "--plan", path(folder.path()), "--json"]);
    let found = ran.json();
    assert_eq!((found["plan"].as_str(), found["inputs"]["plan.csv"].as_str().map(str::len)), (Some("plan"), Some(64)));
    let planned = |id: &str| {
        let groups = found["groups"].as_array().unwrap();
        groups.iter().find(|one| one["group"] == id).unwrap()["planned"].as_u64()
    };
    assert_eq!((planned("statushouders"), planned("beter-wonen")), (Some(62), Some(0)));
    assert_eq!(planned("urgenten"), Some(14)); // which the plan does not name: 82 / 6
    let text = flat(&sleutel(&["monitor", MODEL, "--plan", path(&folder.path().join("plan.csv"))]));
    said(&text, &["Volgens het maandplan zouden het er"]);
}

#[test]
fn what_the_plan_asks_of_each_landlord_stands_beside_what_was_realised_there() {
    let (folder, model) = copied();
    let plan = folder.path().join("plan");
    std::fs::create_dir(&plan).unwrap();
    std::fs::write(plan.join("plan.csv"), "group,month,places\nstatushouders,2025-01,20\n").unwrap();
    let asked = "party;role;month;asked;in_projects\nWoonin;verhuurder;2025-01;30;0\nWoonin;landlord;2025-02;12,00;\n\
                 Zorg;zorg;2025-01;4,5;\nBo-Ex;landlord;2025-03;9;0\n";
    std::fs::write(plan.join("agreements.csv"), asked).unwrap();
    let monitor = |arguments: &[&str]| {
        sleutel(&[&["monitor", path(&model), "--plan", path(&plan), "--lang", "en"], arguments].concat())
    };
    said(&flat(&monitor(&[])), &["Bo-Ex 0 – – – – Woonin 42 – – – –", "No row of the ledger names a landlord"]);
    change(&model, "year/realised.csv", "month,group,", "month,landlord,group,");
    let ledger =
        read(&model, "year/realised.csv").replace("2025-01,", "2025-01,Woonin,").replace("2025-02,", "2025-02,,");
    std::fs::write(model.join("year/realised.csv"), ledger).unwrap();
    let out = folder.path().join("out");
    // In January 80 places, nine of them found by groups that search for themselves.
    said(&flat(&monitor(&["-o", path(&out)])), &["Woonin 42 71 +29 80 126", "not told – – – 92 141"]);
    said(&read(&out, "monitor.md"), &["| Woonin | 42 | 71 | +29 | 80 | 126 |"]);
    let found = monitor(&["--json"]).json();
    let woonin = found["landlords"].as_array().unwrap().iter().find(|one| one["landlord"] == "Woonin").unwrap();
    assert_eq!((woonin["planned"].as_u64(), woonin["asked_for"].as_u64()), (Some(42), Some(71)));
    assert_eq!(found["inputs"]["agreements.csv"].as_str().map(str::len), Some(64));
    std::fs::write(plan.join("agreements.csv"), "party,role,month,asked\nWoonin,landlord,2024-01,x\n").unwrap();
    let wrong = monitor(&[]);
    assert_eq!(wrong.status, 2);
    said(&wrong.errors, &["E100 agreements.csv:2 month", "agreements.csv:2 asked"]);
    let twice =
        "party,role,month,asked\nWoonin,landlord,2025-01,3\nWoonin,landlrd,2025-02,3\nWoonin,verhuurder,01-01-2025,3\n";
    std::fs::write(plan.join("agreements.csv"), twice).unwrap();
    said(&monitor(&[]).errors, &["agreements.csv:3 role", "E021 agreements.csv:4 party"]);
}

#[test]
fn everything_wrong_with_a_plan_is_told() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("plan.csv"), "group,month,places\nstatushouder,2025-01,2\ncity-deal,2024-12,x\n")
        .unwrap();
    let ran = sleutel(&["monitor", MODEL, "--lang", "en", "--plan", path(folder.path())]);
    assert_eq!(ran.status, 2);
    said(
        &ran.errors,
        &[
            "E034 plan.csv:2 group",
            "did you mean \"statushouders\"?",
            "E100 plan.csv:3 month",
            "E014 plan.csv:3 places",
        ],
    );
    let ran = sleutel(&["monitor", MODEL, "--lang", "en", "--plan", path(&folder.path().join("nowhere"))]);
    assert!(ran.status == 2 && ran.errors.contains("E001 plan.csv"), "{}", ran.errors);
}

#[test]
fn announced_deliveries_stand_beside_the_forecast() {
    let (folder, model) = copied();
    let rows = "delivery,month,group,places_low,places_high\nGoeie Buur,2025-03,goeie-buur,20,30\nPijlsweerd,2025-02,city-deal,9,9\n";
    std::fs::write(model.join("year/announced.csv"), rows).unwrap();
    let out = folder.path().join("out");
    let text = flat(&sleutel(&["monitor", path(&model), "-o", path(&out)]));
    said(
        &text,
        &["1.032 woonplekken", "Aangekondigd voor de komende maanden: 20 tot 30 woonplekken (opgegeven, niet berekend"],
    );
    said(&text, &["dan eindigt het jaar op 1.052 tot 1.062"]);
    said(&read(&out, "monitor.md"), &["| Goeie Buur | maart | Goeie Buur (jongvolwassenen) | 20–30 |"]);
    assert!(!read(&out, "monitor.md").contains("Pijlsweerd"), "its month is complete, so the ledger has it");
}

#[test]
fn a_year_without_task_ledger_and_year_before_still_has_a_report() {
    let (folder, model) = copied();
    std::fs::remove_file(model.join("year/realised.csv")).unwrap();
    let settings = read(&model, "year/year.toml");
    let (settings, _) = settings.split_once("[previous]").unwrap();
    std::fs::write(model.join("year/year.toml"), settings).unwrap();
    let out = folder.path().join("out");
    let text = flat(&sleutel(&["monitor", path(&model), "-o", path(&out)]));
    said(
        &text,
        &[
            "1 januari 2025",
            "Er is nog geen maand compleet",
            "van januari tot en met december 103,0 woonplekken per maand nodig.",
        ],
    );
    assert!(!out.join("monitor-persons.svg").exists() && !text.contains("monitor-persons.svg"));
}

#[test]
fn a_year_that_is_over_is_told_without_a_forecast() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let text = flat(&sleutel(&["monitor", MODEL, "--at", "2026-01-01", "-o", path(&out)]));
    said(&read(&out, "monitor-places.svg"), &["172  gerealiseerd", "1.235  plan, besluit"]);
    said(
        &text,
        &[
            "In heel 2025 zijn 172 van de 1.235",
            "geen regels voor maart, april, mei",
            "december: geteld als niets gerealiseerd",
        ],
    );
    said(
        &text,
        &["1 juli 2025: trede 4 te verwachten naar wat gehuisvest is (stijgt): de taakstelling wordt niet gehaald."],
    );
    assert!(!text.contains("Houdt het tempo") && !text.contains("aanhoudt"), "{text}");
}
