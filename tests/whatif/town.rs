//! A small town's round in a folder of its own, which a test can change by hand, and the commands on it.
#![allow(dead_code, unreachable_pub)]

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde_json::Value;

use super::command::{Ran, sleutel};

const CASE: &str = "tests/cases/whatif";
const FILES: [&str; 7] = [
    "model/model.toml",
    "round/round.toml",
    "round/dwellings.csv",
    "round/applicants.csv",
    "norms/rent.csv",
    "norms/income.csv",
    "norms/size.csv",
];

/// The round, its model and its norms in a folder that goes with the test.
pub struct Town {
    folder: tempfile::TempDir,
}

impl Town {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        for file in FILES {
            let target = folder.path().join(file);
            std::fs::create_dir_all(target.parent().unwrap()).unwrap();
            std::fs::copy(format!("{CASE}/{file}"), target).unwrap();
        }
        Self { folder }
    }

    /// A copy with texts of its files replaced: file, text, new text.
    pub fn edited(edits: &[(&str, &str, &str)]) -> Self {
        let town = Self::new();
        for (file, from, to) in edits {
            let text = town.read(file);
            assert!(text.contains(from), "{file} has no {from:?}");
            town.write(file, &text.replacen(from, to, 1));
        }
        town
    }

    pub fn read(&self, file: &str) -> String {
        std::fs::read_to_string(self.folder.path().join(file)).unwrap()
    }

    pub fn write(&self, file: &str, text: &str) -> PathBuf {
        let path = self.folder.path().join(file);
        std::fs::write(&path, text).unwrap();
        path
    }

    pub fn path(&self, file: &str) -> String {
        self.folder.path().join(file).to_str().unwrap().to_owned()
    }

    /// Runs a command on the round.
    pub fn run(&self, command: &str, arguments: &[&str]) -> Ran {
        sleutel(&[&[command, &self.path("round")], arguments].concat())
    }

    /// `whatif --json` with one scenario of these changes.
    pub fn tried(&self, changes: &[&str]) -> Value {
        let set = changes.iter().flat_map(|change| ["--set", change]);
        let arguments: Vec<&str> = set.chain(["--json"]).collect();
        self.run("whatif", &arguments).json()["scenarios"][0].clone()
    }

    /// `whatif --json` with a file of scenarios.
    pub fn scenarios(&self, text: &str) -> Value {
        let file = self.write("scenarios.toml", text);
        self.run("whatif", &["--scenarios", file.to_str().unwrap(), "--json"]).json()
    }

    /// The messages about wrong changes.
    pub fn faults(&self, changes: &[&str]) -> Vec<String> {
        let arguments: Vec<&str> = changes.iter().flat_map(|change| ["--set", change]).collect();
        messages(&self.run("whatif", &arguments))
    }

    /// The messages about a wrong file of scenarios.
    pub fn faults_of_file(&self, text: &str) -> Vec<String> {
        let file = self.write("scenarios.toml", text);
        messages(&self.run("whatif", &["--scenarios", file.to_str().unwrap()]))
    }

    /// The summary of `allocate` with further arguments, its results in `out`.
    pub fn allocated(&self, arguments: &[&str]) -> Value {
        let all: Vec<&str> = arguments.iter().copied().chain(["--json"]).collect();
        self.run("allocate", &all).json()
    }

    /// The dwelling of every applicant placed in the results in `out`.
    pub fn placements(&self) -> BTreeMap<String, String> {
        let table = self.read("round/out/allocation.csv");
        let cells = table.lines().skip(1).map(|line| line.split(',').map(str::to_owned).collect::<Vec<_>>());
        cells.map(|cells| (cells[0].clone(), cells[1].clone())).collect()
    }
}

/// Errors, each without the word before it; nothing else may have been told.
pub fn messages(ran: &Ran) -> Vec<String> {
    assert_eq!(ran.status, 2, "{}{}", ran.output, ran.errors);
    assert_eq!(ran.output, "");
    let lines = ran.errors.lines().filter(|line| !line.starts_with("warning"));
    lines.map(|line| line.strip_prefix("error: ").unwrap_or_else(|| panic!("{line}")).to_owned()).collect()
}

/// Status, placed, goals, and of each group its applicants and those placed.
pub type Figures = (Value, Value, Vec<(String, i64)>, Vec<(String, i64, i64)>);

/// The figures that `whatif`, `sweep` and `allocate` have in common: status, placed, goals without the draw, groups.
pub fn figures(value: &Value) -> Figures {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let hidden = ["unchanged", "lottery"];
    let tiers =
        value["tiers"].as_array().unwrap().iter().map(|tier| (text(&tier["tier"]), tier["value"].as_i64().unwrap()));
    let groups =
        value["groups"].as_array().unwrap().iter().map(|group| {
            (text(&group["group"]), group["applicants"].as_i64().unwrap(), group["placed"].as_i64().unwrap())
        });
    let tiers = tiers.filter(|(tier, _)| !hidden.contains(&tier.as_str())).collect();
    (value["status"].clone(), value["placed"].clone(), tiers, groups.collect())
}
