//! `sleutel explain` as its users type it.

use serde_json::{Value, json as value};

use super::command::{Ran, sleutel};
use super::town::Town;

const CITY: [&str; 6] = ["--month", "2025-03", "--dwellings", "60", "--applicants", "180"];

/// The town, in which a person fixed a match.
fn town() -> Town {
    let town = Town::new();
    let decided = "applicant,dwelling,decision,override,reason,by,at\nA06,D7,fixed,,family,desk,2025-02-20\n";
    town.write("round/decisions.csv", decided);
    town
}

fn explained(town: &Town, arguments: &[&str]) -> String {
    let ran = town.run("explain", arguments);
    assert_eq!((ran.status, ran.errors.as_str()), (0, ""), "{}", ran.output);
    ran.output
}

fn json(town: &Town, arguments: &[&str]) -> Value {
    let value = town.run("explain", &[arguments, &["--json", "-q"]].concat()).json();
    assert_eq!(
        (&value["format"], &value["round"], &value["status"]),
        (&1.into(), &"2025-03".into(), &"optimal".into())
    );
    value
}

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

#[test]
fn what_is_not_in_the_round_is_told_with_the_nearest_and_ends_with_2() {
    let town = town();
    for (arguments, told) in [
        (["--applicant", "A077", "en"], "error: the round has no applicant “A077”; did you mean “A07”?"),
        (["--dwelling", "D11", "nl"], "fout: de ronde heeft geen woning “D11”; bedoelt u “D1”?"),
        (
            ["--limit", "Harbor: starts", "en"],
            "error: the round has no limit “Harbor: starts”; did you mean “Harbour: starts”?",
        ),
        (
            ["--limit", "Haven: begeleiding", "nl"],
            "fout: de ronde heeft geen begrenzing “Haven: begeleiding”; bedoelt u “Haven: nieuwe begeleiding”?",
        ),
        (["--limit", "Intensive", "en"], "error: “Intensive” stands for "),
        (["--limit", "Intensive support", "en"], "name one: “Intensive support: "),
        (["--limit", "Intensive", "nl"], "noem er een: “Intensieve begeleiding: "),
    ] {
        let ran = town.run("explain", &[arguments[0], arguments[1], "--lang", arguments[2]]);
        assert_eq!((ran.status, ran.output.as_str()), (2, ""), "{}", ran.errors);
        assert!(ran.errors.contains(told), "{}", ran.errors);
    }
}

#[test]
fn a_limit_is_asked_for_by_its_name_or_its_title_and_told_by_its_title() {
    let town = town();
    let asked = |name, language| explained(&town, &["--limit", name, "--lang", language]);
    let dutch = asked("Harbour: starts", "nl");
    assert!(dutch.starts_with("“Haven: nieuwe begeleiding” ("), "{dutch}");
    assert_eq!(asked("Haven: nieuwe begeleiding", "nl"), dutch);
    let one = asked("Intensieve begeleiding: Jan", "en");
    assert!(one.starts_with("“Intensive support: Jan” ("), "{one}");
    assert_eq!(json(&town, &["--limit", "Intensive support: Jan"])["limit"], "Intensive: Jan");
}

#[test]
fn one_subject_is_asked_about() {
    for wrong in [&[][..], &["--applicant", "A01", "--dwelling", "D1"][..]] {
        assert_eq!(town().run("explain", wrong).status, 2);
    }
}

#[test]
fn who_searches_for_itself_is_told_so_in_both_languages() {
    let town = town();
    assert!(explained(&town, &["--applicant", "A11", "--lang", "en"]).starts_with("A11 searches for itself\n"));
    assert!(explained(&town, &["--applicant", "A11", "--lang", "nl"]).starts_with("A11 zoekt zelf\n"));
    assert_eq!(json(&town, &["--applicant", "A11"])["reason"], "self-search");
}

#[test]
fn a_match_that_a_person_fixed_is_told_as_that() {
    let town = town();
    assert!(explained(&town, &["--applicant", "A06", "--lang", "en"]).contains("A person fixed this match."));
    assert!(
        explained(&town, &["--applicant", "A06", "--lang", "nl"])
            .contains("Een medewerker heeft deze match vastgelegd.")
    );
    let value = json(&town, &["--applicant", "A06"]);
    assert_eq!((&value["fixed"], &value["dwelling"], &value["if_refused"]), (&true.into(), &"D7".into(), &Value::Null));
}

#[test]
fn every_explanation_has_the_keys_that_the_documentation_names() {
    let town = town();
    let common = ["format", "round", "status"];
    let shapes: [(&[&str], &[&str]); 4] = [
        (
            &["--applicant", "A10"],
            &[
                "applicant",
                "placed",
                "reason",
                "sentence",
                "excluded",
                "nearest",
                "late",
                "fitting",
                "cost",
                "drawn_among",
                "in_vain",
                "changes",
                "tried",
                "open",
                "larger_left_out",
            ],
        ),
        (
            &["--applicant", "A01"],
            &[
                "applicant",
                "placed",
                "dwelling",
                "mode",
                "fixed",
                "decision",
                "certainty",
                "drawn_among",
                "reserves",
                "fitting",
                "if_refused",
            ],
        ),
        (
            &["--dwelling", "D3"],
            &["dwelling", "placements", "reason", "fitting", "free", "classes", "fixed", "stopped"],
        ),
        (
            &["--limit", "Agreed share"],
            &["limit", "counts", "used", "bound", "value", "price", "at_most", "lifted", "steps"],
        ),
    ];
    for (arguments, named) in shapes {
        let value = json(&town, arguments);
        let mut expected: Vec<&str> = named.iter().chain(&common).copied().collect();
        expected.sort_unstable();
        let mut found = keys(&value);
        found.sort_unstable();
        assert_eq!(found, expected, "{arguments:?}");
    }
}

#[test]
fn an_effect_has_its_keys_and_sentences_follow_the_language() {
    let town = town();
    let step = &json(&town, &["--limit", "Agreed share"])["steps"][0];
    let mut found = keys(step);
    found.sort_unstable();
    assert_eq!(found, ["dwelling", "gains", "loses", "moves", "status", "tiers", "value"]);
    let change = |lang| json(&town, &["--applicant", "A04", "--lang", lang])["changes"][0]["sentence"].clone();
    assert!(change("en").as_str().unwrap().starts_with("If "), "{}", change("en"));
    assert!(change("nl").as_str().unwrap().starts_with("Als "), "{}", change("nl"));
}

#[test]
fn a_limit_tells_what_moving_it_does_and_puts_together_what_does_nothing() {
    let shown = explained(&Town::new(), &["--limit", "Agreed share", "--lang", "en"]);
    let expected = "\
“Agreed share” (4 of 6 dwellings)

Today
  The proof shows that one dwelling more would house nobody more.
  It costs nothing today: without this maximum every goal and everyone’s place stays the same.

With a maximum of 1 dwelling
  shortfall of minimums      0  →    3      +3  worse
  households placed          4  →    1      -3  worse
  waiting days           1,390  →  385  -1,005  worse
  misfit points              2  →    1      -1  better
  3 lose a place: A01, A05 and A06.

With a maximum of 5, 7 or 11 dwellings
  No goal changes.
";
    assert_eq!(shown, expected);
}

/// A drawn round of the city, with everything in it.
fn city() -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("round").to_str().unwrap().to_owned();
    let ran = sleutel(&[&["generate", "models/utrecht-2025", "-o", &path, "--seed", "5"], &CITY[..]].concat());
    assert_eq!(ran.status, 0, "{}", ran.errors);
    (folder, path)
}

#[test]
fn with_json_every_question_tells_what_is_wrong_with_the_input_as_a_list() {
    let town = Town::edited(&[("round/dwellings.csv", "600.00", "abc")]);
    let list = town.write("list.csv", "applicant,dwelling\nA01,D1\n");
    let list = list.to_str().unwrap();
    for (command, question) in
        [("explain", &["--applicant", "A01"][..]), ("levers", &[]), ("compare", &["--manual", list]), ("allocate", &[])]
    {
        let ran = town.run(command, &[question, &["--json"]].concat());
        assert_eq!(ran.status, 2, "{command}");
        let found: Value = serde_json::from_str(&ran.output).unwrap();
        assert_eq!((&found[0]["code"], &found[0]["column"]), (&value!("E012"), &value!("rent")), "{command}");
    }
}

/// One question of every sort; the first applicant has a place or none, as it falls.
const QUESTIONS: [[&str; 2]; 4] =
    [["--applicant", "A0001"], ["--applicant", "A0010"], ["--dwelling", "D0010"], ["--limit", "Agreed share"]];

#[test]
fn one_thread_and_two_give_the_same_bytes() {
    let (_folder, round) = city();
    for question in QUESTIONS {
        for form in [&["--lang", "nl"][..], &["--json", "--lang", "en"][..]] {
            let with = |threads| sleutel(&[&["explain", &round, "--threads", threads], &question[..], form].concat());
            let (one, two) = (with("1"), with("2"));
            assert_eq!(one.status, 0, "{}", one.errors);
            assert_eq!(one, two, "{question:?}");
        }
    }
}

#[test]
fn without_time_nothing_is_claimed_that_is_not_known_and_the_status_is_3() {
    let (_folder, round) = city();
    for question in QUESTIONS {
        let limited = ["explain", &round, "--lang", "en", "--time-limit", "1ms"];
        let Ran { status, output: shown, .. } = sleutel(&[&limited[..], &question[..]].concat());
        assert_eq!(status, 3, "{question:?}: {shown}");
        assert!(shown.contains("The search was stopped"), "{shown}");
        for claim in ["Every optimal", "No optimal", "costs nothing", "whatever it may cost", "no single change"] {
            assert!(!shown.contains(claim), "{question:?} claims: {shown}");
        }
        let Ran { status, output: value, .. } = sleutel(&[&limited[..], &question[..], &["--json"]].concat());
        let value: Value = serde_json::from_str(&value).unwrap();
        assert_eq!((status, &value["status"]), (3, &"feasible".into()), "{question:?}");
    }
}
