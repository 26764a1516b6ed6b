//! `sleutel compare` as its users type it, and the manual match that is committed.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

#[path = "support/command.rs"]
mod command;
#[path = "whatif/town.rs"]
mod town;

use std::path::{Path, PathBuf};

use command::{Ran, path, read, sleutel};
use serde_json::Value;
use sleutel::input::{Options, read_matches, read_round};
use sleutel::study::compare::valid_part;
use sleutel::verify::{Violation, violations};
use town::Town;

#[allow(dead_code)]
#[path = "../examples/manual_match.rs"]
mod manual_match;

const MODEL: &str = "models/utrecht-2025";
const MARCH: &str = "models/utrecht-2025/rounds/2025-03";

/// A small drawn round, its optimal allocation, and a list made from it.
struct Desk {
    folder: tempfile::TempDir,
    round: PathBuf,
    list: PathBuf,
}

impl Desk {
    /// The list is the optimal allocation, less so many of its rows, and with these.
    fn with_list(less: usize, more: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (round, list) = (folder.path().join("round"), folder.path().join("manual.csv"));
        let size = ["--month", "2025-03", "--dwellings", "40", "--applicants", "120", "--seed", "7"];
        assert_eq!(sleutel(&[&["generate", MODEL, "-o", path(&round)], &size[..]].concat()).status, 0);
        let optimum = folder.path().join("optimum");
        assert_eq!(sleutel(&["allocate", path(&round), "-q", "--lang", "en", "-o", path(&optimum)]).status, 0);
        let table = read(&optimum, "allocation.csv");
        let pair = |line: &str| line.split(',').take(2).collect::<Vec<_>>().join(",");
        let mut rows: Vec<String> = table.lines().map(pair).collect();
        rows.truncate(rows.len() - less);
        rows.extend(more.iter().map(|row| (*row).to_owned()));
        std::fs::write(&list, rows.join("\n") + "\n").unwrap();
        Self { folder, round, list }
    }

    fn compare(&self, more: &[&str]) -> Ran {
        sleutel(&[&["compare", path(&self.round), "--manual", path(&self.list)], more].concat())
    }

    fn json(&self, more: &[&str]) -> Value {
        serde_json::from_str(&self.compare(&[&["--json", "--lang", "en"], more].concat()).output).unwrap()
    }
}

#[test]
fn a_list_that_is_the_optimum_ends_with_0_and_no_question() {
    let desk = Desk::with_list(0, &[]);
    let ran = desk.compare(&["--lang", "en", "--nearest"]);
    assert_eq!(ran.status, 0, "{}{}", ran.output, ran.errors);
    for words in ["they keep every rule and limit", "Better option missed: none", "it is an optimum"] {
        assert!(ran.output.contains(words), "{words}: {}", ran.output);
    }
    assert!(!ran.output.contains("Questions") && !ran.output.contains("Violations"), "{}", ran.output);
}

#[test]
fn an_open_violation_ends_with_1_in_both_languages() {
    let desk = Desk::with_list(2, &["NOBODY,D0001"]);
    let (english, dutch) = (desk.compare(&["--lang", "en"]), desk.compare(&["--lang", "nl"]));
    assert_eq!((english.status, dutch.status), (1, 1), "{}{}", english.output, english.errors);
    for words in ["Violations: 1", "the round has no applicant NOBODY", "Goals, in strict order", "Who is placed"] {
        assert!(english.output.contains(words), "{words}: {}", english.output);
    }
    for words in ["Schendingen: 1", "de ronde heeft geen woningzoekende NOBODY", "Doelen, in strikte", "Wie geplaatst"]
    {
        assert!(dutch.output.contains(words), "{words}: {}", dutch.output);
    }
    assert!(!english.output.contains('\u{1b}'), "no colours into a pipe");
}

#[test]
fn the_list_of_another_month_is_an_error_and_nothing_is_written() {
    let desk = Desk::with_list(0, &[]);
    let (list, out) = (desk.folder.path().join("april.csv"), desk.folder.path().join("out"));
    std::fs::write(&list, "applicant,dwelling\nB1,E1\nB2,E2\nB3,E3\n").unwrap();
    for (language, words) in [("en", "error: E080 april.csv"), ("nl", "fout: E080 april.csv")] {
        let ran =
            sleutel(&["compare", path(&desk.round), "--manual", path(&list), "-o", path(&out), "--lang", language]);
        assert_eq!((ran.status, ran.output.as_str(), out.exists()), (2, "", false), "{}", ran.errors);
        assert!(ran.errors.contains(words), "{}", ran.errors);
    }
}

#[test]
fn a_list_that_cannot_be_read_is_told_by_what_is_wrong_with_it() {
    let desk = Desk::with_list(0, &[]);
    std::fs::write(&desk.list, "person,home\nA1,W1\n").unwrap();
    let ran = desk.compare(&["--lang", "en"]);
    assert_eq!(ran.status, 2);
    assert!(ran.errors.contains("E010 manual.csv"), "{}", ran.errors);
}

#[test]
fn the_nearest_optimum_is_a_result_that_verify_accepts() {
    let desk = Desk::with_list(3, &[]);
    let out = desk.folder.path().join("near");
    let ran = desk.compare(&["--nearest", "-o", path(&out)]);
    assert_eq!(ran.status, 0, "{}{}", ran.output, ran.errors);
    let ran = sleutel(&["verify", path(&desk.round), "--result", path(&out)]);
    assert_eq!(ran.status, 0, "{}{}", ran.output, ran.errors);
}

/// The town, whose model has closeness to earlier matches as a goal of its own, and a list with the first of its
/// optimal matches.
fn town_that_stays_close(tiers: &str) -> (Town, String) {
    let tiers = format!("[objective]\ntiers = [{tiers}]\n\n[rules]");
    let town = Town::edited(&[("model/model.toml", "[rules]", &tiers)]);
    town.allocated(&["--lang", "en"]);
    let (applicant, dwelling) = town.placements().pop_first().unwrap();
    let list = town.write("manual.csv", &format!("applicant,dwelling\n{applicant},{dwelling}\n"));
    let list = path(&list).to_owned();
    (town, list)
}

#[test]
fn a_model_that_stays_close_last_of_all_has_a_nearest_optimum_that_verify_accepts() {
    let (town, list) = town_that_stays_close(r#""minimums", "placed", "urgency", "unchanged""#);
    let out = town.path("near");
    let ran = town.run("compare", &["--manual", &list, "--nearest", "-o", &out]);
    assert_eq!(ran.status, 0, "{}{}", ran.output, ran.errors);
    let ran = town.run("verify", &["--result", &out]);
    assert_eq!(ran.status, 0, "{}{}", ran.output, ran.errors);
}

#[test]
fn a_model_that_stays_close_before_a_goal_has_no_nearest_optimum_and_is_told_so() {
    let (town, list) = town_that_stays_close(r#""minimums", "unchanged", "placed", "urgency""#);
    let out = town.path("near");
    for (language, words) in [("en", "“unchanged” as goal 2"), ("nl", "“unchanged” als doel 2")] {
        let asked = ["--manual", &list, "--lang", language, "-o", &out];
        let ran = town.run("compare", &[&asked[..], &["--nearest"]].concat());
        assert_eq!((ran.status, ran.output.as_str()), (2, ""), "{}", ran.errors);
        assert!(ran.errors.contains(words) && ran.errors.contains("objective.tiers"), "{}", ran.errors);
        assert!(!Path::new(&out).exists(), "nothing is written");
    }
    assert_eq!(town.run("compare", &["--manual", &list]).status, 0, "to compare is possible all the same");
}

#[test]
fn the_filled_up_list_is_the_rounds_result_once_its_decisions_stand_in_the_round() {
    for language in ["en", "nl"] {
        let desk = Desk::with_list(3, &[]);
        let out = desk.folder.path().join("kept");
        let ran = desk.compare(&["--keep", "--lang", language, "-o", path(&out)]);
        assert_eq!(ran.status, 0, "{}{}", ran.output, ran.errors);
        let verify = || sleutel(&["verify", path(&desk.round), "--result", path(&out)]);
        assert_eq!(verify().status, 1, "without the decisions it is the result of another round");
        std::fs::copy(out.join("decisions.csv"), desk.round.join("decisions.csv")).unwrap();
        let ran = verify();
        assert_eq!(ran.status, 0, "{}{}", ran.output, ran.errors);
        assert_eq!(sleutel(&["check", path(&desk.round)]).status, 0);
    }
}

#[test]
fn the_tables_have_every_applicant_every_dwelling_and_the_rows_that_waive() {
    let desk = Desk::with_list(1, &[]);
    let fits_nowhere = read(&desk.round, "applicants.csv");
    let last = fits_nowhere.lines().last().unwrap().split(',').next().unwrap().to_owned();
    let text = read(desk.folder.path(), "manual.csv") + &format!("{last},D0001\n");
    std::fs::write(&desk.list, text).unwrap();
    let out = desk.folder.path().join("out");
    desk.compare(&["--lang", "en", "-o", path(&out)]);
    let rows = |name: &str| read(&out, name).lines().count() - 1;
    let json = desk.json(&[]);
    assert!(rows("compare.csv") >= json["households"].as_array().unwrap().len());
    assert_eq!(rows("compare-dwellings.csv"), 40);
    assert!(read(&out, "compare.csv").starts_with("applicant,group,listed,in_valid_part,left_out,detail,optimum,"));
    assert!(read(&out, "waivers.csv").starts_with("applicant,dwelling,decision,override,reason,by,at\n"));
    let possible = json["violations"].as_array().unwrap().iter().any(|one| !one["rows"].as_array().unwrap().is_empty());
    assert_eq!(rows("waivers.csv") > 0, possible);
    assert!(!out.join("allocation.csv").exists(), "no proposal was asked for");
}

#[test]
fn machines_get_every_figure_of_both_sides() {
    let desk = Desk::with_list(3, &[]);
    let json = desk.json(&["--keep"]);
    assert_eq!((json["format"].as_u64(), json["status"].as_str()), (Some(1), Some("optimal")));
    for key in [
        "list",
        "violations",
        "goals",
        "groups",
        "limits",
        "waiting_days",
        "rent_euro_per_month",
        "districts",
        "households",
        "patterns",
        "tried",
        "questions",
        "proposal",
    ] {
        assert!(!json[key].is_null(), "{key}");
    }
    for goal in json["goals"].as_array().unwrap() {
        for side in ["listed", "valid", "optimum", "proposal"] {
            assert!(goal[side].is_i64(), "{side}: {goal}");
        }
        assert_ne!(goal["tier"], "lottery");
        assert_ne!(goal["tier"], "unchanged");
    }
    assert_eq!(json["proposal"]["kind"], "keep");
    let matches = json["list"]["matches"].as_u64().unwrap();
    assert_eq!(json["list"]["valid"].as_u64().unwrap(), matches);
    let same = json["households"].as_array().unwrap().iter().filter(|one| one["valid"].is_string()).count();
    assert_eq!(same as u64, matches);
}

#[test]
fn what_the_rules_ignore_changes_no_byte() {
    let desk = Desk::with_list(3, &[]);
    let text = |desk: &Desk| {
        let ran = desk.compare(&["--lang", "en", "--keep"]);
        (ran.status, ran.output)
    };
    let before = text(&desk);
    let applicants = read(&desk.round, "applicants.csv");
    let mut number = 0;
    let with_colour = |line: &str| {
        number += 1;
        if number == 1 { format!("{line},hobby\n") } else { format!("{line},{}\n", ["chess", "rowing"][number % 2]) }
    };
    std::fs::write(desk.round.join("applicants.csv"), applicants.lines().map(with_colour).collect::<String>()).unwrap();
    assert_eq!(before, text(&desk));
}

#[test]
fn a_search_that_is_stopped_says_so() {
    let desk = Desk::with_list(3, &[]);
    let ran = desk.compare(&["--lang", "en", "--time-limit", "1us"]);
    assert_eq!(ran.status, 3, "{}{}", ran.output, ran.errors);
    assert!(ran.output.contains("Stopped before the best was found"), "{}", ran.output);
}

#[test]
fn the_committed_manual_match_is_what_the_example_makes_and_has_three_mistakes() {
    let read = read_round(MARCH.as_ref(), &Options::default()).unwrap();
    let file = Path::new(MARCH).join("manual.csv");
    let made = manual_match::manual_match(&read.round, &read.standing);
    assert!(std::fs::read_to_string(&file).unwrap() == made, "run the example manual_match anew");
    let list = read_matches(&file).unwrap();
    let found = violations(&read.round, &read.standing, &list);
    assert_eq!(found.len(), 3, "{found:?}");
    assert!(found.iter().any(|one| matches!(one, Violation::LetTwice { .. })), "{found:?}");
    assert!(found.iter().any(|one| matches!(one, Violation::BrokenRule { .. })), "{found:?}");
    assert!(found.iter().any(|one| matches!(one, Violation::MaximumOverrun { .. })), "{found:?}");
    assert_eq!(valid_part(&read.round, &read.standing, &list).left_out.len(), 3);
}

#[test]
fn a_list_without_rows_lacks_what_decisions_fix_and_is_not_called_in_order() {
    let manual = tempfile::tempdir().unwrap();
    let list = manual.path().join("manual.csv");
    std::fs::write(&list, "applicant,dwelling\n").unwrap();
    for (language, words, never) in [
        ("en", "The list has no matches; it lacks 4 matches that decisions fix.", "every rule"),
        ("nl", "De lijst heeft geen matches; er ontbreken 4 matches die besluiten vastleggen.", "zijn gehouden"),
    ] {
        let ran = sleutel(&["compare", MARCH, "--manual", path(&list), "--lang", language]);
        assert_eq!(ran.status, 1, "{}", ran.errors);
        assert!(ran.output.contains(words) && !ran.output.contains(never), "{}", ran.output);
    }
}

#[test]
fn a_row_that_waives_has_the_separator_of_the_rounds_decisions_and_counts_once_it_is_filled_in() {
    let town = Town::new();
    let head = "applicant,dwelling,decision,override,reason,by,at\n";
    town.write("round/decisions.csv", head);
    let list = town.write("manual.csv", "applicant,dwelling\nA01,D1\nA02,D2\nA03,D3\nA04,D4\nA05,D5\nA06,D6\n");
    let ask = || town.run("compare", &["--manual", path(&list), "--lang", "nl"]);
    let told = ask().output;
    let row =
        told.lines().find_map(|line| line.trim().strip_prefix("om af te wijken: ")).unwrap_or_else(|| panic!("{told}"));
    assert!(row.ends_with(",fixed,yes,REDEN,NAAM,DATUM"), "{row}");
    town.write("round/decisions.csv", &format!("{head}{}\n", row.replace("DATUM", "2025-02-20")));
    let open = ask();
    assert_eq!((open.status, open.errors.matches("E047").count()), (2, 2), "{}", open.errors);
    let filled = row.replace("REDEN", "spoed").replace("NAAM", "balie").replace("DATUM", "2025-02-20");
    town.write("round/decisions.csv", &format!("{head}{filled}\n"));
    let waived = ask().output;
    assert!(waived.contains("waarvan 1 met een besluit tot afwijken"), "{waived}");
}

#[test]
fn the_list_of_another_month_with_the_same_ids_is_an_error() {
    let desk = Desk::with_list(0, &[]);
    let april = desk.folder.path().join("april");
    let size = ["--month", "2025-04", "--dwellings", "40", "--applicants", "120", "--seed", "8"];
    assert_eq!(sleutel(&[&["generate", MODEL, "-o", path(&april)], &size[..]].concat()).status, 0);
    let (results, out) = (desk.folder.path().join("results"), desk.folder.path().join("out"));
    assert_eq!(sleutel(&["allocate", path(&april), "-q", "-o", path(&results)]).status, 0);
    for language in ["en", "nl"] {
        let list = ["--manual", path(&results), "-o", path(&out), "--lang", language];
        let ran = sleutel(&[&["compare", path(&desk.round)], &list[..]].concat());
        assert_eq!((ran.status, ran.output.as_str(), out.exists()), (2, "", false), "{}", ran.errors);
        assert!(ran.errors.contains("E081") || ran.errors.contains("E080"), "{}", ran.errors);
    }
    let own = desk.folder.path().join("optimum");
    assert_eq!(sleutel(&["compare", path(&desk.round), "--manual", path(&own)]).status, 0, "its own list is known");
}

#[test]
fn kept_matches_never_replace_the_rounds_own_decisions() {
    let town = Town::new();
    let head = "applicant,dwelling,decision,override,reason,by,at\n";
    town.write("round/decisions.csv", head);
    let list = town.write("manual.csv", "applicant,dwelling\nA01,D1\n");
    let round = town.path("round");
    for language in ["en", "nl"] {
        let asked = ["--manual", path(&list), "--keep", "-o", &format!("{round}/../round"), "--lang", language];
        let ran = town.run("compare", &asked);
        assert_eq!((ran.status, ran.output.as_str()), (2, ""), "{}", ran.errors);
        assert!(ran.errors.contains("--keep") && ran.errors.contains("decisions.csv"), "{}", ran.errors);
    }
    assert_eq!(town.read("round/decisions.csv"), head);
    assert!(!Path::new(&town.path("round/compare.csv")).exists(), "nothing is written");
}

#[test]
fn machines_get_every_violation_in_parts() {
    let list = Path::new(MARCH).join("manual.csv");
    let ran = sleutel(&["compare", MARCH, "--manual", path(&list), "--json", "-q", "--lang", "en"]);
    let json: Value = serde_json::from_str(&ran.output).unwrap();
    let of = |kind: &str| {
        let all = json["violations"].as_array().unwrap();
        all.iter().find(|one| one["kind"] == kind).unwrap_or_else(|| panic!("{kind}: {all:#?}")).clone()
    };
    let rows = std::fs::read_to_string(&list).unwrap();
    let row = |line: &Value| rows.lines().nth(usize::try_from(line.as_u64().unwrap()).unwrap() - 1).unwrap().to_owned();
    let broken = of("broken-rule");
    let [applicant, dwelling, rule] = [&broken["applicants"][0], &broken["dwellings"][0], &broken["rule"]];
    assert_eq!(row(&broken["lines"][0]), format!("{},{}", applicant.as_str().unwrap(), dwelling.as_str().unwrap()));
    assert!(rule.is_string() && broken["limit"].is_null(), "{broken}");
    let twice = of("let-twice");
    assert_eq!((&twice["size"], &twice["unit"]), (&1.into(), &"applicants".into()));
    assert_eq!(twice["lines"].as_array().unwrap().len(), 2);
    let over = of("maximum-overrun");
    assert!(over["limit"].is_string() && over["size"].is_number() && over["unit"].is_string(), "{over}");
}
