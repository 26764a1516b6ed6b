//! The commands as their users type them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

#[path = "support/command.rs"]
mod command;

use std::path::{Path, PathBuf};

use command::{path, read, sleutel};

const MODEL: &str = "models/utrecht-2025";

/// A small drawn round, in a folder that goes with the test.
fn small_round() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let round = folder.path().join("round");
    let (month, path) = ("2025-03", round.to_str().unwrap());
    let ran = sleutel(&[
        "generate",
        MODEL,
        "--month",
        month,
        "--dwellings",
        "12",
        "--applicants",
        "40",
        "--seed",
        "7",
        "-o",
        path,
    ]);
    assert_eq!(ran.status, 0, "{}", ran.errors);
    (folder, round)
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn every_command_explains_itself_with_an_example() {
    for command in [
        "allocate",
        "check",
        "verify",
        "compare",
        "explain",
        "whatif",
        "sweep",
        "levers",
        "generate",
        "monitor",
        "plan",
        "simulate",
        "schema",
        "template",
        "completions",
        "man",
    ] {
        let ran = sleutel(&[command, "--help"]);
        assert_eq!(ran.status, 0, "{command}");
        assert_eq!(ran.output.matches(&format!("Example: sleutel {command}")).count(), 1, "{command}: {}", ran.output);
    }
}

#[test]
fn wrong_usage_ends_with_status_2_and_says_what_to_write() {
    let ran = sleutel(&["allocate", "round", "--time-limit", "30"]);
    assert_eq!(ran.status, 2);
    assert!(ran.errors.contains("write a duration such as 30s, 2m or 500ms"), "{}", ran.errors);
    assert_eq!(sleutel(&["allot"]).status, 2);
    assert_eq!(sleutel(&["allocate", "round", "--keep", "first"]).status, 2);
}

#[test]
fn a_round_that_is_not_there_is_wrong_input_and_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("nowhere");
    let ran = sleutel(&["allocate", path(&missing)]);
    assert_eq!(ran.status, 2, "{}", ran.errors);
    assert!(ran.errors.starts_with("error: E001"), "{}", ran.errors);
    assert!(!missing.exists());
}

#[test]
fn a_round_is_allocated_into_its_folder_and_verified() {
    let (_folder, round) = small_round();
    let ran = sleutel(&["allocate", path(&round), "--lang", "en"]);
    assert_eq!(ran.status, 0, "{}", ran.errors);
    assert!(ran.output.starts_with("Round 2025-03 · Utrecht 2025\n"), "{}", ran.output);
    assert!(!ran.output.contains('\u{1b}'), "no colours into a pipe");
    assert!(ran.errors.lines().all(|line| line.contains("`sleutel check")), "no progress into a pipe: {}", ran.errors);
    let out = round.join("out");
    assert_eq!(
        names(&out),
        [
            "allocation.csv",
            "certificate.json",
            "limits.csv",
            "report.html",
            "round.xlsx",
            "summary.json",
            "unplaced.csv",
            "vacant.csv"
        ]
    );
    let ran = sleutel(&["verify", path(&round), "--result", path(&out)]);
    assert_eq!(ran.status, 0, "{}{}", ran.output, ran.errors);
}

#[test]
fn the_dutch_form_is_verified_as_well() {
    let (folder, round) = small_round();
    let out = folder.path().join("uit");
    let ran = sleutel(&["allocate", path(&round), "--lang", "nl", "-o", path(&out)]);
    assert!(ran.output.contains("woningzoekenden geplaatst"), "{}", ran.output);
    assert!(read(&out, "allocation.csv").starts_with("\u{feff}applicant;dwelling;"));
    let ran = sleutel(&["verify", path(&round), "--result", path(&out)]);
    assert_eq!(ran.status, 0, "{}{}", ran.output, ran.errors);
}

#[test]
fn a_changed_result_is_caught() {
    let (folder, round) = small_round();
    for name in ["allocation.csv", "unplaced.csv", "limits.csv", "vacant.csv"] {
        let out = folder.path().join("out");
        sleutel(&["allocate", path(&round), "-q", "--lang", "en", "-o", path(&out)]);
        let text = read(&out, name);
        let last = text.trim_end().lines().last().unwrap();
        std::fs::write(out.join(name), text.replace(last, &last.replacen(',', "x,", 1))).unwrap();
        let ran = sleutel(&["verify", path(&round), "--result", path(&out)]);
        assert_eq!(ran.status, 1, "{name} {}{}", ran.output, ran.errors);
        assert!(ran.output.contains(name), "{name} {}", ran.output);
    }
}

#[test]
fn a_changed_input_is_caught() {
    let (folder, round) = small_round();
    let out = folder.path().join("out");
    sleutel(&["allocate", path(&round), "-q", "-o", path(&out)]);
    let changed = read(&round, "applicants.csv") + "\n";
    std::fs::write(round.join("applicants.csv"), changed).unwrap();
    let ran = sleutel(&["verify", path(&round), "--result", path(&out)]);
    assert_eq!(ran.status, 1, "{}", ran.errors);
    assert!(ran.output.contains("applicants.csv"), "{}", ran.output);
}

#[test]
fn the_same_round_gives_the_same_bytes_with_any_number_of_cores() {
    let (folder, round) = small_round();
    let tables = |name: &str, threads: &str| {
        let out = folder.path().join(name);
        assert_eq!(sleutel(&["allocate", path(&round), "-q", "--threads", threads, "-o", path(&out)]).status, 0);
        let files = names(&out).into_iter().filter(|name| name != "summary.json"); // which has the seconds
        files.map(|name| std::fs::read(out.join(name)).unwrap()).collect::<Vec<_>>()
    };
    assert_eq!(tables("one", "1"), tables("two", "2"));
}

#[test]
fn a_month_is_drawn_with_the_even_pace_where_no_plan_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let round = folder.path().join("round");
    let drawn = ["generate", MODEL, "--month", "2025-03", "--dwellings", "12", "--applicants", "40"];
    assert_eq!(sleutel(&[&drawn[..], &["--plan", "-o", path(&round)]].concat()).status, 0);
    let text = std::fs::read_to_string(round.join("round.toml")).unwrap();
    // a quarter of the decision, less the places that the ledger has before March
    assert!(text.contains("name = \"Beter Wonen: month\"\nmin = 45\n"), "{text}");
}

#[test]
fn a_run_stopped_by_its_time_limit_says_so_and_still_holds() {
    let (_folder, round) = small_round();
    let ran = sleutel(&["allocate", path(&round), "--lang", "en", "--time-limit", "1us"]);
    assert_eq!(ran.status, 3, "{}", ran.errors);
    assert!(ran.output.contains("Stopped before the best was found."), "{}", ran.output);
    let ran = sleutel(&["verify", path(&round), "--result", path(&round.join("out"))]);
    assert_eq!(ran.status, 0, "{}{}", ran.output, ran.errors);
}

#[test]
fn every_problem_is_told_at_once_and_nothing_is_written() {
    let (_folder, round) = small_round();
    let changed = read(&round, "dwellings.csv").replacen(",rent,", ",price,", 1);
    std::fs::write(round.join("dwellings.csv"), changed).unwrap();
    std::fs::write(round.join("decisions.csv"), "applicant,dwelling,decision\nNOBODY,NOWHERE,fixed\n").unwrap();
    let ran = sleutel(&["allocate", path(&round)]);
    assert_eq!(ran.status, 2);
    for file in ["dwellings.csv", "decisions.csv"] {
        let told = ran.errors.lines().any(|line| line.starts_with("fout: E") && line.contains(file));
        assert!(told, "{file}: {}", ran.errors);
    }
    assert!(!round.join("out").exists());
}

#[test]
fn what_is_wrong_is_told_in_the_models_language_unless_another_is_asked_for() {
    let (_folder, round) = small_round(); // whose model is Dutch
    let toml = read(&round, "round.toml");
    for broken in [toml.replace("month = ", "maand = "), format!("{toml}\n[round\n")] {
        std::fs::write(round.join("round.toml"), broken).unwrap();
        let (dutch, english) = (sleutel(&["check", path(&round)]), sleutel(&["check", path(&round), "--lang", "en"]));
        assert!(dutch.errors.contains("fout: E05") && dutch.errors.contains("verbeter"), "{}", dutch.errors);
        assert!(english.errors.contains("error: E05") && english.errors.contains("correct"), "{}", english.errors);
    }
    std::fs::write(round.join("round.toml"), toml.replace("model = ", "modell = ")).unwrap();
    let ran = sleutel(&["check", path(&round)]);
    assert!(ran.errors.contains("error: E05"), "a language that is nowhere to be read: {}", ran.errors);
}

#[test]
fn errors_and_warnings_come_in_one_list_by_file_and_line() {
    let (_folder, round) = small_round();
    let dwellings = read(&round, "dwellings.csv").replacen("landlord", "lndlord", 1);
    std::fs::write(round.join("dwellings.csv"), dwellings).unwrap();
    for name in ["applicants.csv", "round.toml"] {
        std::fs::write(round.join(name), read(&round, name).replacen("2025", "x", 3).replacen("2024", "x", 3)).unwrap();
    }
    let ran = sleutel(&["check", path(&round), "--lang", "en"]);
    let kinds: Vec<&str> = ran.errors.lines().map(|line| line.split(' ').nth(2).unwrap()).collect();
    let place = kinds.iter().position(|file| file.starts_with("dwellings.csv")).unwrap();
    assert!(place > 0 && place + 1 < kinds.len(), "the warning stands among the errors: {}", ran.errors);
    assert!(ran.errors.lines().nth(place).unwrap().starts_with("warning: W001"), "{}", ran.errors);
    let quiet = sleutel(&["check", path(&round), "--lang", "en", "-q"]);
    assert!(quiet.errors.lines().count() == kinds.len() - 1 && !quiet.errors.contains("warning"), "{}", quiet.errors);
}

#[test]
fn machines_get_what_is_wrong_with_the_input_as_objects() {
    let (_folder, round) = small_round();
    std::fs::write(round.join("decisions.csv"), "applicant,dwelling,decision\nNOBODY,D0001,fixed\n").unwrap();
    let ran = sleutel(&["check", path(&round), "--json"]);
    let problems: serde_json::Value = serde_json::from_str(&ran.output).unwrap();
    let problem = problems.as_array().unwrap().iter().find(|one| one["file"] == "decisions.csv").unwrap();
    let (code, file, line) = (&problem["code"], &problem["file"], &problem["line"]);
    assert_eq!(
        (ran.status, code.as_str(), file.as_str(), line.as_u64()),
        (2, Some("E036"), Some("decisions.csv"), Some(2))
    );
    assert_eq!((problem["column"].as_str(), problem["value"].as_str()), (Some("applicant"), Some("NOBODY")));
    assert!(problem["sentence"].as_str().unwrap().contains("er is geen woningzoekende"), "{problem}");
    assert_eq!(ran.errors, "");
}

#[test]
fn a_round_named_by_its_settings_has_its_results_in_its_folder() {
    let (_folder, round) = small_round();
    assert_eq!(sleutel(&["allocate", path(&round.join("round.toml")), "-q"]).status, 0);
    assert!(round.join("out/certificate.json").exists() && !round.join("round-out").exists());
}

#[test]
fn commands_without_results_speak_dutch_as_well() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    std::fs::write(&file, "mine").unwrap();
    let out = folder.path().join("out");
    let (file, out) = (path(&file), path(&out));
    let month = ["generate", MODEL, "--month", "2025-03", "--dwellings", "2", "--applicants", "2", "-o"];
    for (arguments, words) in [
        (vec!["schema", "huurders", "--lang", "nl"], "zo'n tabel is er niet"),
        (vec!["template", "--lang", "nl", "-o", file], "kan niet worden geschreven (er staat al iets met die naam)"),
        (vec!["generate", "models/nowhere", "--lang", "nl", "--month", "2025-03", "-o", out], "(dat bestaat niet)"),
        ([&month[..], &[file]].concat(), "kan niet worden geschreven (dat is geen map)"),
        ([&month[..], &[out, "--regions", "0"]].concat(), "schrijf 1 tot en met 10000"),
        (vec!["verify", "models/utrecht-2025/rounds/2025-03", "--result", out], "allocation.csv is niet te lezen"),
    ] {
        let ran = sleutel(&arguments);
        let told = ran.errors.lines().last().unwrap_or_default();
        assert!(ran.status == 2 && told.starts_with("fout: ") && told.contains(words), "{arguments:?}: {}", ran.errors);
    }
    let ran = sleutel(&[&month[..], &[out]].concat());
    assert!(ran.output.starts_with("Ronde 2025-03 getrokken in "), "{}", ran.output);
}

#[test]
fn machines_get_json_alone() {
    let (_folder, round) = small_round();
    let ran = sleutel(&["allocate", path(&round), "--json"]);
    let summary: serde_json::Value = serde_json::from_str(&ran.output).unwrap();
    assert_eq!(summary["status"], "optimal");
    assert_eq!(
        summary["placed"].as_u64().unwrap(),
        read(&round.join("out"), "allocation.csv").lines().count() as u64 - 1
    );
}

#[test]
fn quiet_says_nothing() {
    let (_folder, round) = small_round();
    let ran = sleutel(&["allocate", path(&round), "--quiet"]);
    assert_eq!((ran.status, ran.output.as_str(), ran.errors.as_str()), (0, "", ""));
}

#[test]
fn an_allocation_is_a_list_of_matches_that_keeps_everything() {
    let (_folder, round) = small_round();
    sleutel(&["allocate", path(&round), "-q"]);
    let list = round.join("out/allocation.csv");
    let ran = sleutel(&["check", path(&round), "--lang", "en", "--matches", path(&list)]);
    assert_eq!(ran.status, 0, "{}{}", ran.output, ran.errors);
    assert!(ran.output.ends_with("matches keep every rule and limit.\n"), "{}", ran.output);
}

#[test]
fn a_match_that_breaks_something_is_told_with_status_1() {
    let (folder, round) = small_round();
    let list = folder.path().join("manual.csv");
    let first = |name: &str| read(&round, name).lines().nth(1).unwrap().split(',').next().unwrap().to_owned();
    let (applicant, dwelling) = (first("applicants.csv"), first("dwellings.csv"));
    let rows = format!("applicant,dwelling\n{applicant},{dwelling}\n{applicant},{dwelling}\nNOBODY,{dwelling}\n");
    std::fs::write(&list, rows).unwrap();
    let ran = sleutel(&["check", path(&round), "--lang", "nl", "--matches", path(&list)]);
    assert_eq!(ran.status, 1, "{}{}", ran.output, ran.errors);
    assert!(ran.output.contains("regel 4: de ronde heeft geen woningzoekende NOBODY"), "{}", ran.output);
    assert!(ran.output.contains(&format!("{applicant} heeft 2 plekken")), "{}", ran.output);
}

#[test]
fn a_second_run_stays_close_to_the_first() {
    let (folder, round) = small_round();
    let (first, second) = (folder.path().join("first"), folder.path().join("second"));
    sleutel(&["allocate", path(&round), "-q", "-o", path(&first)]);
    let again = ["allocate", path(&round), "-q", "--seed", "8", "--earlier", path(&first), "--keep", "first", "-o"];
    let ran = sleutel(&[&again[..], &[path(&second)]].concat());
    assert_eq!(ran.status, 0, "{}", ran.errors);
    assert_eq!(read(&first, "allocation.csv"), read(&second, "allocation.csv"));
}

#[test]
fn results_that_cannot_be_written_are_told_by_their_path() {
    let (folder, round) = small_round();
    let in_the_way = folder.path().join("file");
    std::fs::write(&in_the_way, "mine").unwrap();
    let ran = sleutel(&["allocate", path(&round), "-o", path(&in_the_way)]);
    assert_eq!(ran.status, 2);
    assert!(ran.errors.contains(path(&in_the_way)), "{}", ran.errors);
}

#[test]
fn templates_are_empty_spreadsheets_that_never_replace_anything() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("mine");
    assert_eq!(sleutel(&["template", "--lang", "nl", "-o", path(&out)]).status, 0);
    assert_eq!(names(&out), ["applicants.csv", "decisions.csv", "dwellings.csv", "round.toml"]);
    assert!(read(&out, "dwellings.csv").starts_with('\u{feff}'));
    assert!(read(&out, "round.toml").starts_with("# De instellingen van de ronde."));
    let ran = sleutel(&["template", "-o", path(&out)]);
    assert_eq!(ran.status, 2);
    assert!(ran.errors.contains("stands there already"), "{}", ran.errors);
}

#[test]
fn the_schema_shows_every_column_of_a_table() {
    let ran = sleutel(&["schema", "applicants"]);
    for column in ["urgent_until", "avoid_complexes", "support_level"] {
        assert!(ran.output.contains(column), "{column}: {}", ran.output);
    }
    let json: serde_json::Value = serde_json::from_str(&sleutel(&["schema", "--json"]).output).unwrap();
    assert!(json["dwellings"].as_array().unwrap().iter().any(|column| column["name"] == "lowest_rent"));
    for column in json.as_object().unwrap().values().flat_map(|table| table.as_array().unwrap()) {
        let of = |key: &str| column[key].as_str().unwrap_or_default().to_owned();
        assert!(!of("description").is_empty() && !of("description_nl").is_empty(), "{column}");
        assert_ne!(of("description"), of("description_nl"));
    }
    let dutch = sleutel(&["schema", "--lang", "nl"]).output;
    for words in ["kolom", "betekenis", "inschrijfdatum", "geheel getal", "leeg is", "vloeroppervlakte"] {
        assert!(dutch.contains(words), "{words}: {dutch}");
    }
    assert_eq!(sleutel(&["schema", "tenants"]).status, 2);
}

#[test]
fn there_is_a_manual_page_for_every_command() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(sleutel(&["man", "-o", path(folder.path())]).status, 0);
    assert_eq!(names(folder.path()).len(), 18);
    assert!(read(folder.path(), "sleutel-allocate.1").contains("time\\-limit"));
    assert!(sleutel(&["completions", "bash"]).output.contains("_sleutel()"));
}
