//! Figures, gains and losses.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::town::{Town, figures};

const MODEL: &str = "model/model.toml";
const SHARING: (&str, &str, &str) = (MODEL, "enabled = false", "enabled = true");

/// Changes as typed, and the same made by hand in the files.
type Case = (&'static [&'static str], &'static [(&'static str, &'static str, &'static str)]);

const CASES: &[Case] = &[
    (&["rules.rent.margin=10"], &[(MODEL, "[rules]", "[rules]\nrent = { margin = 10.00 }")]),
    (&["rules.rent.margin=+10,00"], &[(MODEL, "[rules]", "[rules]\nrent = { margin = 10.00 }")]),
    (&["rules.rent=off"], &[(MODEL, "[rules]", "[rules]\nrent = false")]),
    (&["rules.size=off"], &[(MODEL, "[rules]", "[rules]\nsize = false")]),
    (&["rules.dates.days=+40"], &[(MODEL, "days = 31", "days = 71")]),
    (&["rules.dates.days=+100%"], &[(MODEL, "days = 31", "days = 62")]),
    (&["rules.dates=off"], &[(MODEL, "dates = { days = 31 }", "dates = false")]),
    (&["rules.dates=on"], &[]),
    (&["sharing.enabled=on"], &[SHARING]),
    (&["sharing.enabled=ja", "sharing.min=+1"], &[SHARING, (MODEL, "min = 2", "min = 3")]),
    (&["sharing.enabled=true", "sharing.support_factor=1"], &[SHARING, (MODEL, "factor = 1.5", "factor = 1.0")]),
    (
        &["sharing.enabled=true", "sharing.same=group, organisation"],
        &[SHARING, (MODEL, "same = [\"group\"]", "same = [\"group\", \"organisation\"]")],
    ),
    (
        &["objective.tiers=waiting, placed"],
        &[(MODEL, "[rules]", "[objective]\ntiers = [\"waiting\", \"placed\"]\n[rules]")],
    ),
    (&["objective.tiers=[\"waiting\"]"], &[(MODEL, "[rules]", "[objective]\ntiers = [\"waiting\"]\n[rules]")]),
    (&["group.urgent.route=mediated"], &[(MODEL, "route = \"self-search\"", "")]),
    (&["liveability.1=off"], &[(MODEL, "[[liveability]]", "[[liveability]]\nuntil = 2020-01-01")]),
    (&["liveability.1.until=2025-02-28"], &[(MODEL, "[[liveability]]", "[[liveability]]\nuntil = 2025-02-28")]),
    (&["liveability.1.dwellings.complex=Jan"], &[(MODEL, "complex = \"Quay\"", "complex = \"Jan\"")]),
    (&["St. Jan 'oost'=2"], &[(MODEL, "max = 1\n", "max = 2\n")]),
    (&["\"St. Jan 'oost'\".max=+1"], &[(MODEL, "max = 1\n", "max = 2\n")]),
    (&["limit.\"St. Jan 'oost'\".max=2"], &[(MODEL, "max = 1\n", "max = 2\n")]),
    (&["St. Jan 'oost'=off"], &[(MODEL, "max = 1\n", "max = 1000\n")]),
    (&["Agreed share=50%"], &[(MODEL, "75%", "50%")]),
    (&["Agreed share=-25"], &[(MODEL, "75%", "50%")]),
    (&["Agreed share=-50%"], &[(MODEL, "75%", "37.5%")]),
    (&["limit.Agreed share.max=3"], &[(MODEL, "\"75%\"", "3")]),
    (&["Harbour: starts=+50%"], &[(MODEL, "max = 2.5", "max = 3.75")]),
    (&["Haven: nieuwe begeleiding=+50%"], &[(MODEL, "max = 2.5", "max = 3.75")]),
    (&["Refugees: month=5"], &[(MODEL, "min = 4", "min = 5")]),
    (&["Refugees: month.min=+2", "Refugees: month.weight=3"], &[(MODEL, "min = 4", "min = 6\nweight = 3")]),
    (&["Refugees: month.max=2", "Refugees: month.min=off"], &[(MODEL, "min = 4", "max = 2")]),
    (&["Intensive=1"], &[(MODEL, "max = 0", "max = 1")]),
    (&["limit.\"Intensieve begeleiding\".max=1"], &[(MODEL, "max = 0", "max = 1")]),
    (&["Intensive=off"], &[(MODEL, "max = 0", "max = 1000")]),
    (
        &["Intensive: Jan=1"],
        &[(
            MODEL,
            "max = 0",
            "dwellings = { complex = [\"Quay\", \"Mast\"] }\nmax = 0\n[[limit]]\nname = \"Own\"\n\
         dwellings = { complex = \"Jan\" }\napplicants = { support_level = \"intensive\" }\nmax = 1",
        )],
    ),
    (
        &["Intensive: Jan.max=+1", "Intensive: Quay=+1"],
        &[(
            MODEL,
            "max = 0",
            "dwellings = { complex = \"Mast\" }\nmax = 0\n[[limit]]\nname = \"Own\"\neach = \"complex\"\n\
         dwellings = { complex = [\"Jan\", \"Quay\"] }\napplicants = { support_level = \"intensive\" }\nmax = 1",
        )],
    ),
    (&["Intensive: Quay=off"], &[(MODEL, "max = 0", "dwellings = { complex = [\"Jan\", \"Mast\"] }\nmax = 0")]),
];

#[test]
fn every_sort_of_change_has_the_figures_of_a_round_changed_by_hand() {
    let town = Town::new();
    let base = figures(&town.allocated(&[]));
    let mut differing = BTreeSet::new();
    for (changes, edits) in CASES {
        let tried = town.tried(changes);
        let by_hand = Town::edited(edits).allocated(&[]);
        assert_eq!(figures(&tried), figures(&by_hand), "{changes:?}");
        if figures(&tried) != base {
            differing.insert(changes[0]);
        }
    }
    assert!(differing.len() > CASES.len() / 2, "the cases must show something: {differing:?}");
}

#[test]
fn the_base_is_what_allocate_finds() {
    let town = Town::new();
    let found = town.run("whatif", &["--set", "rules.size=off", "--json"]).json();
    assert_eq!(figures(&found["base"]), figures(&town.allocated(&[])));
}

/// The dwelling before and after.
pub(super) type Dwellings = (Option<String>, Option<String>);

pub(super) fn ids(people: &Value) -> BTreeMap<String, Dwellings> {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let one = |person: &Value| (text(&person["applicant"]).unwrap(), (text(&person["from"]), text(&person["to"])));
    people.as_array().unwrap().iter().map(one).collect()
}

/// Gains, losses, those gone and moves, from two allocations.
fn differences(
    before: &BTreeMap<String, String>,
    after: &BTreeMap<String, String>,
) -> [BTreeMap<String, Dwellings>; 3] {
    let pair = |id: &String| (id.clone(), (before.get(id).cloned(), after.get(id).cloned()));
    let all: BTreeMap<_, _> = before.keys().chain(after.keys()).map(pair).collect();
    let chosen = |keep: &dyn Fn(&Dwellings) -> bool| {
        all.iter().filter(|(_, pair)| keep(pair)).map(|(id, pair)| (id.clone(), pair.clone())).collect()
    };
    [
        chosen(&|(from, to)| from.is_none() && to.is_some()),
        chosen(&|(from, to)| from.is_some() && to.is_none()),
        chosen(&|(from, to)| from.is_some() && to.is_some() && from != to),
    ]
}

#[test]
fn who_gains_loses_and_moves_is_the_difference_of_two_allocations() {
    let town = Town::new();
    town.allocated(&[]);
    let (before, earlier) = (town.placements(), town.path("round/out"));
    let mut seen = [0; 3];
    for (changes, edits) in CASES {
        let by_hand = Town::edited(edits);
        by_hand.allocated(&["--earlier", &earlier]);
        let expected = differences(&before, &by_hand.placements());
        let tried = town.tried(changes);
        for ((key, expected), seen) in ["gain", "lose", "move"].iter().zip(&expected).zip(&mut seen) {
            assert_eq!(ids(&tried[*key]), *expected, "{changes:?} {key}");
            *seen += expected.len();
        }
        assert_eq!(tried["gone"], json!([]));
    }
    assert!(seen.iter().all(|seen| *seen > 0), "each must occur: {seen:?}");
}

#[test]
fn a_limit_is_full_when_it_has_room_for_none_of_those_that_wait() {
    let town = Town::new();
    let found = town.run("whatif", &["--set", "St. Jan 'oost'=2", "--set", "Agreed share=2", "--json"]).json();
    let full = |value: &Value| -> Vec<String> {
        let limits = value["limits"].as_array().unwrap().iter().filter(|limit| limit["full"] == true);
        limits.map(|limit| limit["limit"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(
        full(&found["base"]),
        ["Harbour: starts", "St. Jan 'oost'", "Intensive: Jan", "Intensive: Mast", "Intensive: Quay"]
    );
    let tried = &found["scenarios"][0];
    assert_eq!(tried["now_full"], json!(["Agreed share"]));
    assert_eq!(tried["no_longer_full"], json!(["St. Jan 'oost'"]));
}

#[test]
fn a_change_without_effect_moves_nobody() {
    let town = Town::new();
    let tried = town.tried(&["rules.dates=on"]);
    for list in ["gain", "lose", "gone", "move", "now_full", "no_longer_full"] {
        assert_eq!(tried[list], json!([]), "{list}");
    }
    assert_eq!(tried["sentence"], "The same households get the same dwellings.");
}

#[test]
fn the_answer_is_the_same_on_one_core_and_on_two() {
    let town = Town::new();
    let arguments = ["--set", "sharing.enabled=on", "--set", "rules.rent.margin=10", "--json", "--threads"];
    let [one, two] = ["1", "2"].map(|threads| town.run("whatif", &[&arguments[..], &[threads]].concat()).output);
    assert_eq!(one, two);
}

#[test]
fn a_search_that_is_stopped_says_so_with_status_3() {
    let ran = Town::new().run("whatif", &["--set", "sharing.enabled=on", "--time-limit", "1us"]);
    assert_eq!(ran.status, 3, "{}", ran.errors);
    let told = "Stopped at the time limit:";
    assert!(ran.output.contains(told), "{}", ran.output);
}

#[test]
fn a_workbook_is_asked_like_a_folder() {
    let found = |round: &str| {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_sleutel"))
            .args(["whatif", round, "--set", "Leger des Heils: starts=+1", "--set", "rules.size=off", "--json"])
            .output()
            .unwrap();
        let found: Value = serde_json::from_slice(&output.stdout).unwrap();
        [figures(&found["base"]), figures(&found["scenarios"][0])]
    };
    assert_eq!(found("tests/cases/reading/workbook/round.xlsx"), found("tests/cases/reading/round"));
}
