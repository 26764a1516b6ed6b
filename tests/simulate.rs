//! The year replayed by chance.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

#[path = "support/command.rs"]
mod command;
#[path = "simulate/village.rs"]
mod village;

use std::path::Path;

use command::{read, sleutel};
use village::{FILES, Village};

/// Places by group and month, of one replay under a policy.
fn places(folder: &Path, policy: &str, replay: u32, group: &str) -> Vec<u32> {
    let table = read(folder, "replays.csv");
    let begins = format!("{policy},{replay},{group},");
    let rows = table.lines().filter_map(|line| line.strip_prefix(&begins));
    rows.map(|rest| rest.split(',').nth(1).unwrap().parse().unwrap()).collect()
}

fn same_files(one: &Path, other: &Path) {
    for file in FILES {
        assert_eq!(read(one, file), read(other, file), "{file}");
    }
}

#[test]
fn a_year_without_chance_and_with_ample_supply_keeps_the_pace_when_it_holds_back() {
    let village = Village::new();
    let out = village.simulate(&["--replays", "1", "--policy", "steady"]);
    assert_eq!(places(&out, "steady", 1, "families"), [2; 12]);
    assert_eq!(places(&out, "steady", 1, "singles"), [2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]);
}

#[test]
fn a_year_without_chance_is_the_plan_that_was_made_for_it() {
    let village = Village::new();
    village.edit("model/year/decision.csv", "families,24", "families,31");
    village.edit("model/year/decision.csv", "singles,18", "singles,44");
    village.edit("model/year/capacity.csv", "2025-12,4", "2025-12,40"); // nobody waits for support
    let (model, plan) = (village.path("model"), village.path("plan"));
    let [model, plan] = [&model, &plan].map(|path| path.to_str().unwrap());
    let ran = sleutel(&["plan", model, "-q", "-o", plan]);
    assert_eq!(ran.status, 0, "{}", ran.errors);
    let table = read(Path::new(plan), "plan.csv");
    assert_eq!(
        read(Path::new(plan), "waits.svg").matches("nobody waits").count(),
        4,
        "every file that is named is there"
    );
    let planned = |group: &str| -> Vec<u32> {
        let rows = table.lines().filter(|line| line.starts_with(group));
        rows.map(|row| row.rsplit(',').next().unwrap().parse().unwrap()).collect()
    };
    let out = village.simulate(&["--replays", "2", "--policy", "steady", "--plan", plan]);
    for replay in [1, 2] {
        for (group, all) in [("families", 31), ("singles", 44)] {
            assert_eq!(planned(group).iter().sum::<u32>(), all, "{table}");
            assert_eq!(places(&out, "steady", replay, group), planned(group), "{group}, replay {replay}");
        }
    }
}

#[test]
fn what_is_more_than_the_pace_is_placed_at_once_up_to_the_decision_unless_a_policy_holds_back() {
    let village = Village::new();
    let out = village.simulate(&["--replays", "1", "--policy", "as-planned", "--policy", "steady"]);
    let until = |policy: &str, month: usize| places(&out, policy, 1, "families")[..month].iter().sum::<u32>();
    assert!(until("as-planned", 3) > until("steady", 3), "{}", until("as-planned", 3));
    assert_eq!([until("as-planned", 12), until("steady", 12)], [24, 24]);
    village.edit("model/year/decision.csv", "families,24", "families,240");
    let out = village.simulate(&["--replays", "1"]);
    assert!(
        places(&out, "as-planned", 1, "families").iter().sum::<u32>() > 24,
        "it was the decision that held them back"
    );
}

#[test]
fn the_statutory_task_is_told_in_persons_with_its_chances() {
    let village = Village::new();
    // Two families of five a month: 60 persons in each half year.
    village.edit(
        "model/model.toml",
        "en = \"Families\", nl = \"Gezinnen\" }",
        "en = \"Families\", nl = \"Gezinnen\" }\nstatutory = true",
    );
    let task = "[statutory]\ngroup = \"families\"\ntask_first_half = 60\ntask_second_half = 61\nbacklog = 0\nclear_backlog = \"50%\"\nsupervision_step = 1\nassessed = [2025-07-01]\n";
    village.edit("model/year/year.toml", "year = 2025\n", &format!("year = 2025\n{task}"));
    let ran = village.run(&["--replays", "2", "--policy", "steady", "--lang", "en"]);
    let flat = ran.output.split_whitespace().collect::<Vec<_>>().join(" ");
    for said in [
        "the 60 persons of the first half in 2 of 2 replays (100%); the 121 of both halves in 0 of 2 replays (0%); 121, with the",
        "Usually 120 persons in the year, 5.00 in a place on average (5.00 in a household of the group): months ask",
        "A chance from 2 replays may be off by 69 percentage points either way at most, in 19 of 20 cases: too few to go by",
    ] {
        assert!(flat.contains(said), "{said}: {flat}");
    }
    let out = village.simulate(&["--replays", "1", "--policy", "steady"]);
    let found: serde_json::Value = serde_json::from_str(&read(&out, "simulation.json")).unwrap();
    let task = &found["policies"][0]["statutory"];
    assert_eq!(task["group"], "families");
    let parts = ["first_half", "both_halves", "with_backlog"].map(|part| task[part]["reached"].as_u64().unwrap());
    assert_eq!((parts, &task["both_halves"]["persons"]), ([1, 0, 0], &121.into()));
    // The first half alone is held against its own task: 60 persons of 61, and 120 in the year of 111.
    village.edit("model/year/year.toml", "first_half = 60", "first_half = 61");
    village.edit("model/year/year.toml", "second_half = 61", "second_half = 50");
    let ran = village.run(&["--replays", "1", "--policy", "steady", "--json"]);
    let task = &ran.json()["policies"][0]["statutory"];
    let parts = ["first_half", "both_halves"].map(|part| task[part]["reached"].as_u64().unwrap());
    assert_eq!(parts, [0, 1]);
    let table = read(&out, "simulation.csv");
    let row = |group: &str| table.lines().find(|line| line.contains(group)).unwrap().to_owned();
    assert!(row(",families,").ends_with(",1,0,0") && row(",singles,").ends_with(",,,"), "{table}");
    let other = Village::new().run(&["--replays", "1", "--lang", "en"]);
    assert!(!other.output.contains("Statutory task"), "{}", other.output);
    assert!(other.output.contains("1 replay of the year") && !other.output.contains("1 replays"), "{}", other.output);
}

#[test]
fn a_policy_that_holds_back_never_goes_beyond_the_pace() {
    let village = Village::with_chances();
    let out = village.simulate(&["--replays", "4", "--policy", "steady"]);
    for replay in 1..=4 {
        for (group, pace) in [("families", 24), ("singles", 18)] {
            let mut so_far = 0;
            for (month, places) in (1..).zip(places(&out, "steady", replay, group)) {
                so_far += places;
                assert!(so_far <= (2 * pace * month + 12) / 24, "{group}, replay {replay}, month {month}: {so_far}");
            }
        }
    }
}

#[test]
fn more_support_never_places_fewer_of_those_who_need_it() {
    let village = Village::new();
    village.edit("model/population.toml", "hundredths = [100]", "hundredths = [73]");
    village.edit("model/year/decision.csv", "singles,18", "singles,80");
    let policies = ["--policy", "as-planned", "--policy", "support+10%"];
    let out = village.simulate(&[&["--replays", "2"], &policies[..]].concat());
    for replay in [1, 2] {
        let of = |policy| places(&out, policy, replay, "singles");
        assert_eq!(of("as-planned"), [5; 12]); // 4 units of support for starts of 0.73
        assert_eq!(of("support+10%"), [6; 12]); // 4.4 units
    }
}

#[test]
fn the_same_seed_gives_the_same_bytes_on_any_number_of_cores_and_another_seed_does_not() {
    let village = Village::with_chances();
    let one = village.simulate(&["--replays", "3", "--threads", "1"]);
    let two = village.simulate(&["--replays", "3", "--threads", "2"]);
    same_files(&one, &two);
    let other = village.simulate(&["--replays", "3", "--seed", "2"]);
    assert_ne!(read(&one, "replays.csv"), read(&other, "replays.csv"));
}

#[test]
fn a_policy_meets_the_same_draws_whoever_is_compared_with_it() {
    let village = Village::with_chances();
    let alone = village.simulate(&["--replays", "2", "--policy", "steady"]);
    let beside = village.simulate(&["--replays", "2", "--policy", "no-sharing", "--policy", "steady"]);
    for replay in [1, 2] {
        let of = |folder| places(folder, "steady", replay, "singles");
        assert_eq!(of(&alone), of(&beside));
    }
}

#[test]
fn shards_joined_are_one_run_byte_for_byte() {
    let village = Village::with_chances();
    let whole = village.simulate(&["--replays", "5"]);
    let shards = ["1/2", "2/2"].map(|shard| village.simulate(&["--replays", "5", "--shard", shard]));
    let [one, other] = [&shards[0], &shards[1]].map(|folder| folder.to_str().unwrap());
    let joined = village.simulate(&["--merge", other, one]);
    same_files(&whole, &joined);
    let wanting = village.run(&["--merge", other, "-o", village.path("half").to_str().unwrap()]);
    assert_eq!(wanting.status, 2);
    assert!(wanting.errors.contains("replay 1 is in none of the folders"), "{}", wanting.errors);
    // A part says that it is one, and one without replays tells no chances.
    let target = village.path("part");
    let part = village.run(&["--replays", "1", "--shard", "2/3", "-o", target.to_str().unwrap(), "--lang", "en"]);
    assert!(part.output.contains("Part 2 of 3 only, with 0 replays; --merge joins the parts."), "{}", part.output);
    assert!(!part.output.contains('%') && !part.output.contains("Statutory"), "{}", part.output);
    assert!(!village.run(&["--replays", "1", "--lang", "en"]).output.contains("Part"));
    let nowhere = village.run(&["--merge", one, "nowhere", "-o", target.to_str().unwrap(), "--lang", "en"]);
    assert!(nowhere.errors.contains("nowhere/replays.jsonl: cannot be read"), "{}", nowhere.errors);
    // Where it is told how many there must be, one that is missing at the end is missed too, and nothing is begun.
    same_files(&whole, &village.simulate(&["--merge", other, one, "--replays", "5"]));
    let target = village.path("counted");
    for (number, told) in [("6", "replay 6 is in none of the folders"), ("4", "has replay 5")] {
        let wanting =
            village.run(&["--merge", other, one, "--replays", number, "-o", target.to_str().unwrap(), "--lang", "en"]);
        assert!(wanting.status == 2 && wanting.errors.contains(told), "{}", wanting.errors);
        assert!(!target.exists());
    }
}

#[test]
fn an_interrupted_run_goes_on_to_the_same_bytes() {
    let village = Village::with_chances();
    let whole = village.simulate(&["--replays", "3"]);
    let ledger = read(&whole, "replays.jsonl");
    let second = ledger.match_indices('\n').nth(1).unwrap().0;
    for kept in [second + 40, second + 1, 20] {
        let torn = village.path(&format!("torn-{kept}"));
        std::fs::create_dir(&torn).unwrap();
        std::fs::write(torn.join("replays.jsonl"), &ledger[..kept]).unwrap();
        let again = village.run(&["--replays", "3", "-o", torn.to_str().unwrap()]);
        assert_eq!(again.status, 0, "{}", again.errors);
        same_files(&whole, &torn);
    }
}

#[test]
fn replays_of_something_else_are_not_gone_on_with() {
    let village = Village::with_chances();
    let out = village.simulate(&["--replays", "2"]);
    let out = out.to_str().unwrap();
    let before = read(Path::new(out), "replays.jsonl");
    for (arguments, differs) in [
        (vec!["--replays", "3", "--seed", "9", "-o", out], "(different: seed)"),
        (vec!["--replays", "3", "--policy", "steady", "-o", out], "(different: policies)"),
        (vec!["--replays", "1", "-o", out], "has replay 2"),
        (vec!["--replays", "2", "--shard", "2/2", "-o", out], "has replay 1"),
    ] {
        let refused = village.run(&arguments);
        assert_eq!(refused.status, 2, "{arguments:?}");
        assert!(refused.errors.contains(differs), "{arguments:?}: {}", refused.errors);
    }
    village.edit("model/year/decision.csv", "families,24", "families,30");
    let refused = village.run(&["--replays", "2", "-o", out]);
    assert!(refused.errors.contains("(different: inputs: year/decision.csv)"), "{}", refused.errors);
    assert_eq!(read(Path::new(out), "replays.jsonl"), before, "nothing was lost");
}

#[test]
fn groups_that_search_for_themselves_are_left_out_and_that_is_said() {
    let village = Village::new();
    let ran = village.run(&["--replays", "1", "--lang", "nl"]);
    assert!(!ran.output.contains("seekers") && ran.output.contains("omdat zij zelf zoeken: Zoekers (6 woonplekken)"));
    let json = village.run(&["--replays", "1", "--json"]).json();
    assert_eq!(json["not_simulated"], serde_json::json!(["seekers"]));
    let groups = json["policies"][0]["groups"].as_array().unwrap();
    assert!(groups.iter().all(|group| group["group"] != "seekers"), "{groups:?}");
}

#[test]
fn a_wrong_number_shard_or_policy_is_told_with_what_to_write() {
    let village = Village::new();
    let out = village.path("out");
    let out = out.to_str().unwrap();
    for (arguments, told) in [
        (vec!["--replays", "0"], "write a whole number of replays, 1 or more"),
        (vec!["--replays", "2", "--shard", "0/3", "-o", out], "such as 2/4: from 1/4 to 4/4"),
        (vec!["--replays", "2", "--shard", "4/3", "-o", out], "such as 2/4: from 1/4 to 4/4"),
        (vec!["--replays", "2", "--policy", "magic"], "as-planned, steady, no-sharing, support+10%"),
        (vec!["--replays", "2", "--shard", "1/2"], "--output"),
        (vec![], "--replays"),
    ] {
        let ran = village.run(&arguments);
        assert_eq!(ran.status, 2, "{arguments:?}");
        assert!(ran.errors.contains(told), "{arguments:?}: {}", ran.errors);
    }
    let nowhere = sleutel(&["simulate", "models/nowhere", "--replays", "1"]);
    assert_eq!(nowhere.status, 2, "{}", nowhere.errors);
}

#[test]
fn a_group_of_the_decision_without_households_to_draw_is_told() {
    let village = Village::new();
    village.edit("model/population.toml", "id = \"families\"", "id = \"others\"");
    let ran = village.run(&["--replays", "1", "--lang", "en"]);
    assert_eq!(ran.status, 2);
    assert!(ran.errors.contains("population.toml has no households of families"), "{}", ran.errors);
}

#[test]
fn the_capacity_of_a_partner_that_the_model_does_not_bound_itself_bounds_every_month() {
    let village = Village::new();
    village.edit("model/year/decision.csv", "families,24\nsingles,18", "families,60\nsingles,60");
    let both = |folder: &Path| -> Vec<u32> {
        let of = |group| places(folder, "as-planned", 1, group);
        of("families").into_iter().zip(of("singles")).map(|(one, other)| one + other).collect()
    };
    assert!(both(&village.simulate(&["--replays", "1"])).iter().any(|places| *places > 5));
    let care = "Care,care,support,,2025-01,2025-12,4\n";
    village.edit("model/year/capacity.csv", care, &format!("{care}Home,landlord,households,,2025-01,2025-12,5\n"));
    assert_eq!(both(&village.simulate(&["--replays", "1"])), [5; 12]);
    let office = "Office,matching,households,families|singles,2025-03,2025-12,3\n";
    village.edit("model/year/capacity.csv", care, &format!("{care}{office}"));
    assert_eq!(both(&village.simulate(&["--replays", "1"])), [5, 5, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3]);
}

#[test]
fn where_the_model_bounds_a_partner_its_own_number_holds() {
    let village = Village::new();
    village.edit("model/year/decision.csv", "singles,18", "singles,60");
    village.edit("model/year/capacity.csv", "2025-12,4", "2025-12,2");
    let out = village.simulate(&["--replays", "1"]);
    assert_eq!(places(&out, "as-planned", 1, "singles"), [4; 12]);
}

#[test]
fn of_a_project_the_groups_have_no_more_than_was_agreed_for_them() {
    let village = Village::new();
    village.edit("model/year/supply.csv", "mutation,240,120,0,120,,", "mutation,0,0,0,0,,");
    let year = |out: &Path| -> u32 {
        ["families", "singles"].iter().flat_map(|group| places(out, "as-planned", 1, group)).sum()
    };
    assert_eq!(year(&village.simulate(&["--replays", "1"])), 12);
    village.edit("model/year/supply.csv", "delivered,reserved_for", "delivered,for_groups,reserved_for");
    village.edit("model/year/supply.csv", "mutation,0,0,0,0,,", "mutation,0,0,0,0,,,");
    village.edit("model/year/supply.csv", "2025-03,singles", "2025-03,5,singles");
    let out = village.simulate(&["--replays", "1"]);
    assert_eq!(year(&out), 5);
    let json: serde_json::Value = serde_json::from_str(&read(&out, "simulation.json")).unwrap();
    assert_eq!(json["policies"][0]["released"]["mean"], 7.0, "{}", json["policies"][0]);
}

#[test]
fn a_temporary_place_is_offered_when_whoever_lived_there_has_moved_on() {
    let village = Village::new();
    // Large homes alone: single persons can live in a temporary place only.
    let homes = "{ weight = 1, rooms = 2, area = [40, 50], rent = [500, 600] }, ";
    village.edit("model/population.toml", homes, "");
    let moving = "concept,group,places,occupied,leaving,leaves_as\nRooms,singles,12,12,12,families\n";
    std::fs::write(village.path("model/year/temporary.csv"), moving).unwrap();
    let out = village.simulate(&["--replays", "1"]);
    // Twelve stays end in the year, one a month; each that moves on frees a place for the next month.
    assert_eq!(places(&out, "as-planned", 1, "families"), [1; 12]);
    assert_eq!(places(&out, "as-planned", 1, "singles"), [0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
}
