//! A round that names a year's plan: its minimums are what the plan asks and the ledger does not have.

use std::path::{Path, PathBuf};

use sleutel::domain::{Code, Problem, Round};
use sleutel::input::{Options, Scenario, read_round, read_variants};

const ROUND: &str = "models/utrecht-2025/rounds/2025-03";
const PLAN: &str =
    "group,month,places,note\nstatushouders,2025-01,50,\nstatushouders,2025-03,40,\nbeter-wonen,2025-04,400,\n";

/// Utrecht's round in a folder of its own, with a plan; `toml` is added to the table of the round.
fn round_with(toml: &str, plan: &str) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let root = std::fs::canonicalize(".").unwrap();
    for name in ["dwellings.csv", "applicants.csv"] {
        std::fs::copy(Path::new(ROUND).join(name), folder.path().join(name)).unwrap();
    }
    let model = root.join("models/utrecht-2025");
    let about =
        format!("[round]\nid = \"r\"\nmonth = \"2025-03\"\nmodel = {:?}\nseed = 1\n", model.display().to_string());
    std::fs::write(folder.path().join("round.toml"), format!("format = 1\n{about}{toml}")).unwrap();
    std::fs::create_dir(folder.path().join("plan")).unwrap();
    std::fs::write(folder.path().join("plan/plan.csv"), plan).unwrap();
    let path = folder.path().to_owned();
    (folder, path)
}

fn round(toml: &str, plan: &str) -> Round {
    let (_folder, path) = round_with(toml, plan);
    read_round(&path, &Options::default()).unwrap_or_else(|problems| panic!("{problems:#?}")).round
}

fn problems(toml: &str, plan: &str) -> Vec<Problem> {
    let (_folder, path) = round_with(toml, plan);
    read_round(&path, &Options::default()).expect_err("something is wrong")
}

fn minimum(round: &Round, limit: &str) -> Option<i64> {
    round.limits.limits.iter().find(|found| found.name == limit).unwrap().min
}

#[test]
fn a_round_without_a_plan_has_the_minimums_of_its_model() {
    let round = round("", PLAN);
    assert_eq!(minimum(&round, "Statushouders: month"), Some(46));
    assert!(!round.inputs.contains_key("plan.csv"), "{:?}", round.inputs);
}

#[test]
fn a_round_that_names_a_plan_asks_what_the_plan_asks_and_the_ledger_does_not_have() {
    let round = round("plan = \"plan\"\n", PLAN);
    // 50 + 40 places up to March; the ledger has 38 + 41.
    assert_eq!(minimum(&round, "Statushouders: month"), Some(11));
    // Nothing before April: the ledger is ahead.
    assert_eq!(minimum(&round, "Beter Wonen: month"), Some(0));
    // A group that the plan does not name keeps the even pace: 12 × 3 / 12 less 1.
    assert_eq!(minimum(&round, "City Deal: month"), Some(2));
    assert!(round.inputs.contains_key("plan.csv") && round.inputs.contains_key("model/year/realised.csv"));
}

#[test]
fn the_file_of_a_plan_may_be_named_itself() {
    assert_eq!(minimum(&round("plan = \"plan/plan.csv\"\n", PLAN), "Statushouders: month"), Some(11));
}

#[test]
fn what_the_round_itself_says_goes_before_the_plan() {
    let own = "plan = \"plan\"\n[[limit]]\nname = \"Statushouders: month\"\nmin = 7\n";
    assert_eq!(minimum(&round(own, PLAN), "Statushouders: month"), Some(7));
}

#[test]
fn a_scenario_changes_what_the_plan_asks() {
    let (_folder, path) = round_with("plan = \"plan\"\n", PLAN);
    let more = Scenario::of_texts("--set", &["Statushouders: month.min=+4".to_owned()]).unwrap();
    let read = read_variants(&path, &Options::default(), &[more]).unwrap();
    assert_eq!(minimum(&read.changed[0].round, "Statushouders: month"), Some(15));
}

#[test]
fn what_is_wrong_with_the_plan_or_its_month_is_told_at_its_place() {
    let wrong = problems("plan = \"plan\"\n", "group,month,places\nnobody,2025-01,1\ncity-deal,2026-01,x\n");
    let told: Vec<(Code, &str, Option<u32>)> =
        wrong.iter().map(|problem| (problem.code, problem.file.as_str(), problem.line)).collect();
    assert!(told.contains(&(Code::GroupUnknown, "plan.csv", Some(2))), "{told:?}");
    assert!(told.contains(&(Code::MonthElsewhere, "plan.csv", Some(3))), "{told:?}");
    assert!(told.contains(&(Code::NotWhole, "plan.csv", Some(3))), "{told:?}");
    let missing = problems("plan = \"nowhere\"\n", PLAN);
    assert!(
        missing.iter().any(|problem| problem.code == Code::FileMissing && problem.file == "plan.csv"),
        "{missing:?}"
    );
}

#[test]
fn a_round_of_another_year_than_the_plan_is_told() {
    let (_folder, path) = round_with("plan = \"plan\"\n", PLAN);
    let toml = std::fs::read_to_string(path.join("round.toml")).unwrap().replace("2025-03", "2026-03");
    std::fs::write(path.join("round.toml"), toml).unwrap();
    let wrong = read_round(&path, &Options::default()).expect_err("2026 is another year");
    let of_month = |problem: &Problem| problem.code == Code::MonthElsewhere && problem.file == "round.toml";
    assert!(wrong.iter().any(of_month), "{wrong:?}");
}
