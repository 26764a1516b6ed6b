//! A village with two groups that its rounds place and one that searches for itself, in a folder of its own.

use std::path::PathBuf;

use super::command::{Ran, sleutel};

/// All that a simulation writes.
pub(crate) const FILES: [&str; 6] =
    ["replays.jsonl", "replays.csv", "simulation.csv", "simulation-months.csv", "simulation.json", "simulation.svg"];

const MODEL: &str = r#"format = 1
[model]
name = "Village"
language = "en"
year = 2025
norms = "../norms"
[objective]
tiers = ["minimums", "placed", "urgency", "waiting", "fit", "lottery"]
[rules]
rent = false
[[group]]
id = "families"
name = { en = "Families", nl = "Gezinnen" }
[[group]]
id = "singles"
name = { en = "Singles", nl = "Alleenstaanden" }
[[group]]
id = "seekers"
name = { en = "Seekers", nl = "Zoekers" }
route = "self-search"
[[limit]]
name = "Families: month"
applicants = { group = "families" }
min = 2
[[limit]]
name = "Singles: month"
applicants = { group = "singles" }
min = 1
[[limit]]
name = "Care: starts"
applicants = { organisation = "Care" }
counts = "support"
max = 4
"#;

const POPULATION: &str = r#"format = 1
dwellings = 10
applicants = 40
[[district]]
name = "North"
weight = 1
complexes = [1]
[[source]]
name = "Mutations"
landlords = [{ name = "Home", weight = 1 }]
available_days = [0, 20]
homes = [{ weight = 1, rooms = 2, area = [40, 50], rent = [500, 600] }, { weight = 1, rooms = 4, area = [70, 90], rent = [600, 700] }]
[[group]]
id = "families"
weight = 2
households = [{ weight = 1, adults = 2, children = 3, age = [25, 50] }]
waiting = [{ weight = 1, days = [10, 900] }]
[[group]]
id = "singles"
weight = 2
households = [{ weight = 1, adults = 1, age = [25, 60] }]
waiting = [{ weight = 1, days = [10, 900] }]
organisations = [{ name = "Care", weight = 1 }]
support = [{ weight = 1, level = "light", hundredths = [100] }]
[[group]]
id = "seekers"
weight = 1
households = [{ weight = 1, adults = 1, age = [25, 60] }]
waiting = [{ weight = 1, days = [10, 900] }]
"#;

const YEAR: &str = "format = 1\nyear = 2025\n";

const CHANCES: &str = "[chances]\nrefused = \"20%\"\nlate = \"50%\"\nlate_months = 2\ncapacity = \"10%\"\nvacancies = \"20%\"\narrivals = \"20%\"\n";

const TABLES: [(&str, &str); 6] = [
    ("demand", "group,dwellings_low,dwellings_high\nfamilies,48,48\nsingles,60,72\nseekers,6,6\n"),
    ("decision", "group,places\nfamilies,24\nsingles,18\nseekers,6\n"),
    (
        "supply",
        "source,landlord,kind,dwellings,small,middle,large,delivered,reserved_for\n\
         Mutations,Home,mutation,240,120,0,120,,\nYard,Home,new-build,12,6,0,6,2025-03,singles\n",
    ),
    (
        "streams",
        "group,organisation,share,persons,small,middle,large,sharers,support\nfamilies,,100,5,0,0,100,0,0\n\
         singles,Care,100,1,100,0,0,0,1\nseekers,,100,1,100,0,0,0,0\n",
    ),
    ("capacity", "partner,role,counts,groups,from,until,capacity\nCare,care,support,,2025-01,2025-12,4\n"),
    ("realised", "month,group,places,persons\n"),
];

const NORMS: [&str; 3] = ["rent.csv", "income.csv", "size.csv"];

/// The village in a folder that goes with the test.
pub(crate) struct Village {
    folder: tempfile::TempDir,
    runs: std::cell::Cell<u32>,
}

impl Village {
    /// In which nothing is left to chance but who lives where.
    pub(crate) fn new() -> Self {
        let village = Self { folder: tempfile::tempdir().unwrap(), runs: std::cell::Cell::new(0) };
        for folder in ["model/year", "norms"] {
            std::fs::create_dir_all(village.path(folder)).unwrap();
        }
        village.write("model/model.toml", MODEL);
        village.write("model/population.toml", POPULATION);
        village.write("model/year/year.toml", YEAR);
        for (name, text) in TABLES {
            village.write(&format!("model/year/{name}.csv"), text);
        }
        for name in NORMS {
            std::fs::copy(format!("models/norms/nl/{name}"), village.path(&format!("norms/{name}"))).unwrap();
        }
        village
    }

    /// With offers that are refused, and months that are not like the last.
    pub(crate) fn with_chances() -> Self {
        let village = Self::new();
        village.write("model/year/year.toml", &format!("{YEAR}{CHANCES}"));
        village
    }

    pub(crate) fn path(&self, file: &str) -> PathBuf {
        self.folder.path().join(file)
    }

    fn write(&self, file: &str, text: &str) {
        std::fs::write(self.path(file), text).unwrap();
    }

    pub(crate) fn edit(&self, file: &str, from: &str, to: &str) {
        let text = std::fs::read_to_string(self.path(file)).unwrap();
        assert!(text.contains(from), "{file} has no {from:?}");
        self.write(file, &text.replacen(from, to, 1));
    }

    /// Runs the command on the village.
    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        sleutel(&[&["simulate", self.path("model").to_str().unwrap()], arguments].concat())
    }

    /// Runs it into a folder that is new.
    pub(crate) fn simulate(&self, arguments: &[&str]) -> PathBuf {
        self.runs.set(self.runs.get() + 1);
        let out = self.path(&format!("out-{}", self.runs.get()));
        let ran = self.run(&[arguments, &["-o", out.to_str().unwrap()]].concat());
        assert_eq!(ran.status, 0, "{}", ran.errors);
        out
    }
}
