//! What comes from outside: every kind of file, a good one of it, and what reads it. Whatever the bytes, a reader ends
//! soon, with problems or with what they say; where that is a round, its allocation passes the checker. Both the fuzz
//! targets and `tests/fuzz.rs` start here.

use std::collections::BTreeMap;
use std::io::{Cursor, ErrorKind, Write};
use std::path::Path;
use std::sync::LazyLock;
use std::time::Duration;

use sleutel::domain::{Language, Month, Pace, Problem};
use sleutel::generate::population_from;
use sleutel::input::{
    Files, Options, Read, read_agreed_from, read_file_variants, read_files, read_matches_from, read_model_files,
    read_plan_from, read_scenarios_from, read_year_files,
};
use sleutel::pipeline::{Request, allocate};
use sleutel::report::problems::sentence;
use sleutel::report::{audit_json, finding_sentence, lasting_files, year_template};
use sleutel::verify::{accept, claim, verify, violations};
use sleutel::web::files_in_archive;
use sleutel::year::audit;
use sleutel::year::monitor::{Moment, monitor};

/// A kind of file.
pub(crate) struct Kind {
    /// Its name; those of one target begin alike.
    pub(crate) name: &'static str,
    /// A good one.
    pub(crate) good: fn() -> Vec<u8>,
    /// What reads it, and whether it was good.
    pub(crate) read: fn(&[u8]) -> bool,
}

/// Every kind.
pub(crate) const KINDS: [Kind; 36] = [
    Kind { name: "applicants", good: || of(&ROUND, "applicants.csv"), read: |bytes| round("applicants.csv", bytes) },
    Kind { name: "dwellings", good: || of(&ROUND, "dwellings.csv"), read: |bytes| round("dwellings.csv", bytes) },
    Kind { name: "decisions", good: || of(&ROUND, "decisions.csv"), read: |bytes| round("decisions.csv", bytes) },
    Kind { name: "round", good: || of(&ROUND, "round.toml"), read: |bytes| round("round.toml", bytes) },
    Kind { name: "model", good: || of(&ROUND, "model/model.toml"), read: |bytes| round("model/model.toml", bytes) },
    Kind { name: "model/city", good: || of(&YEAR, "model.toml"), read: city },
    Kind { name: "norms/rent", good: || of(&ROUND, "norms/rent.csv"), read: |bytes| round("norms/rent.csv", bytes) },
    Kind {
        name: "norms/income",
        good: || of(&ROUND, "norms/income.csv"),
        read: |bytes| round("norms/income.csv", bytes),
    },
    Kind { name: "norms/size", good: || of(&ROUND, "norms/size.csv"), read: |bytes| round("norms/size.csv", bytes) },
    Kind { name: "workbook/round", good: || WORKBOOK.to_vec(), read: workbook },
    Kind { name: "workbook/table", good: || WORKBOOK.to_vec(), read: |bytes| round("applicants.xlsx", bytes) },
    Kind { name: "workbook/matches", good: || result("round.xlsx"), read: |bytes| matches("manual.xlsx", bytes) },
    Kind { name: "matches", good: || MATCHES.to_vec(), read: |bytes| matches("manual.csv", bytes) },
    Kind { name: "scenarios", good: || SCENARIOS.to_vec(), read: scenarios },
    Kind {
        name: "results/allocation",
        good: || result("allocation.csv"),
        read: |bytes| results("allocation.csv", bytes),
    },
    Kind { name: "results/unplaced", good: || result("unplaced.csv"), read: |bytes| results("unplaced.csv", bytes) },
    Kind { name: "results/vacant", good: || result("vacant.csv"), read: |bytes| results("vacant.csv", bytes) },
    Kind { name: "results/limits", good: || result("limits.csv"), read: |bytes| results("limits.csv", bytes) },
    Kind { name: "results/summary", good: || result("summary.json"), read: |bytes| results("summary.json", bytes) },
    Kind {
        name: "results/certificate",
        good: || result("certificate.json"),
        read: |bytes| results("certificate.json", bytes),
    },
    Kind { name: "results/report", good: || result("report.html"), read: |bytes| results("report.html", bytes) },
    Kind {
        name: "year/capacity",
        good: || of(&YEAR, "year/capacity.csv"),
        read: |bytes| year("year/capacity.csv", bytes),
    },
    Kind {
        name: "year/decision",
        good: || of(&YEAR, "year/decision.csv"),
        read: |bytes| year("year/decision.csv", bytes),
    },
    Kind { name: "year/demand", good: || of(&YEAR, "year/demand.csv"), read: |bytes| year("year/demand.csv", bytes) },
    Kind {
        name: "year/realised",
        good: || of(&YEAR, "year/realised.csv"),
        read: |bytes| year("year/realised.csv", bytes),
    },
    Kind {
        name: "year/streams",
        good: || of(&YEAR, "year/streams.csv"),
        read: |bytes| year("year/streams.csv", bytes),
    },
    Kind { name: "year/supply", good: || of(&YEAR, "year/supply.csv"), read: |bytes| year("year/supply.csv", bytes) },
    Kind {
        name: "year/temporary",
        good: || of(&YEAR, "year/temporary.csv"),
        read: |bytes| year("year/temporary.csv", bytes),
    },
    Kind { name: "year/announced", good: || ANNOUNCED.to_vec(), read: |bytes| year("year/announced.csv", bytes) },
    Kind { name: "year/settings", good: || of(&YEAR, "year/year.toml"), read: |bytes| year("year/year.toml", bytes) },
    Kind { name: "year/model", good: || of(&YEAR, "model.toml"), read: |bytes| year("model.toml", bytes) },
    Kind { name: "year/workbook", good: year_book, read: |bytes| year("year/year.xlsx", bytes) },
    Kind { name: "plan/places", good: || PLAN.to_vec(), read: plan },
    Kind { name: "plan/agreements", good: || AGREEMENTS.to_vec(), read: agreements },
    Kind { name: "population", good: || POPULATION.to_vec(), read: |bytes| population_from(bytes).is_ok() },
    Kind { name: "archive", good: || ARCHIVE.clone(), read: archive },
];

/// Reads bytes as one of the kinds of a target: where there are several, the first byte says which.
pub(crate) fn read(target: &str, bytes: &[u8]) {
    let own = |kind: &&Kind| kind.name.split('/').next() == Some(target);
    let kinds: Vec<&Kind> = KINDS.iter().filter(own).collect();
    let _ = match (&kinds[..], bytes.split_first()) {
        ([only], _) => (only.read)(bytes),
        (several, Some((choice, bytes))) => (several[usize::from(*choice) % several.len()].read)(bytes),
        _ => false,
    };
}

fn files<const N: usize>(files: [(&str, &[u8]); N]) -> Files {
    files.into_iter().map(|(name, bytes)| (name.to_owned(), bytes.to_vec())).collect()
}

static ROUND: LazyLock<Files> = LazyLock::new(|| {
    files([
        ("applicants.csv", include_bytes!("../tests/cases/reading/round/applicants.csv")),
        ("decisions.csv", include_bytes!("../tests/cases/reading/round/decisions.csv")),
        ("dwellings.csv", include_bytes!("../tests/cases/reading/round/dwellings.csv")),
        ("model/model.toml", include_bytes!("../tests/cases/reading/model/model.toml")),
        ("norms/income.csv", include_bytes!("../tests/cases/reading/norms/income.csv")),
        ("norms/rent.csv", include_bytes!("../tests/cases/reading/norms/rent.csv")),
        ("norms/size.csv", include_bytes!("../tests/cases/reading/norms/size.csv")),
        ("round.toml", include_bytes!("../tests/cases/reading/round/round.toml")),
    ])
});

/// A round with more rows, for results and scenarios.
static TOWN: LazyLock<Files> = LazyLock::new(|| {
    files([
        ("applicants.csv", include_bytes!("../tests/cases/whatif/round/applicants.csv")),
        ("dwellings.csv", include_bytes!("../tests/cases/whatif/round/dwellings.csv")),
        ("model/model.toml", include_bytes!("../tests/cases/whatif/model/model.toml")),
        ("norms/income.csv", include_bytes!("../tests/cases/whatif/norms/income.csv")),
        ("norms/rent.csv", include_bytes!("../tests/cases/whatif/norms/rent.csv")),
        ("norms/size.csv", include_bytes!("../tests/cases/whatif/norms/size.csv")),
        ("round.toml", include_bytes!("../tests/cases/whatif/round/round.toml")),
    ])
});

static YEAR: LazyLock<Files> = LazyLock::new(|| {
    files([
        ("model.toml", include_bytes!("../models/utrecht-2025/model.toml")),
        ("year/capacity.csv", include_bytes!("../models/utrecht-2025/year/capacity.csv")),
        ("year/decision.csv", include_bytes!("../models/utrecht-2025/year/decision.csv")),
        ("year/demand.csv", include_bytes!("../models/utrecht-2025/year/demand.csv")),
        ("year/realised.csv", include_bytes!("../models/utrecht-2025/year/realised.csv")),
        ("year/streams.csv", include_bytes!("../models/utrecht-2025/year/streams.csv")),
        ("year/supply.csv", include_bytes!("../models/utrecht-2025/year/supply.csv")),
        ("year/temporary.csv", include_bytes!("../models/utrecht-2025/year/temporary.csv")),
        ("year/year.toml", include_bytes!("../models/utrecht-2025/year/year.toml")),
    ])
});

const WORKBOOK: &[u8] = include_bytes!("../tests/cases/reading/workbook/round.xlsx");
const SCENARIOS: &[u8] = include_bytes!("good/scenarios.toml");
const POPULATION: &[u8] = include_bytes!("../models/utrecht-2025/population.toml");
const MATCHES: &[u8] = b"applicant;dwelling;mode\nA2;D1;whole\nA1;D2;\n";
const AGREEMENTS: &[u8] =
    b"party,role,month,asked,in_projects\nWoonin,landlord,2025-01,12,0\nAbrona,care,2025-02,4.5,\n";
const PLAN: &[u8] = b"group,month,places\nstatushouders,2025-01,12\ncity-deal,2025-12,0\n";
const ANNOUNCED: &[u8] = b"delivery,month,group,places_low,places_high\nWatertoren,2025-11,statushouders,3,8\n";

static ARCHIVE: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in ROUND.iter() {
        let started = writer.start_file(name.as_str(), zip::write::SimpleFileOptions::default());
        started.and_then(|()| Ok(writer.write_all(bytes)?)).expect("an archive in memory");
    }
    writer.finish().expect("an archive in memory").into_inner()
});

fn is_a(name: &str, extension: &str) -> bool {
    Path::new(name).extension().is_some_and(|own| own == extension)
}

fn of(files: &Files, name: &str) -> Vec<u8> {
    files.get(name).cloned().unwrap_or_default()
}

/// Tells problems in both languages; no file with problems is good.
fn tell(problems: &[Problem]) -> bool {
    for problem in problems {
        let _ = (sentence(problem, Language::En), sentence(problem, Language::Nl));
    }
    problems.is_empty()
}

/// The round with one file in the place of its own; a table as a workbook takes the place of its text.
fn round(name: &str, bytes: &[u8]) -> bool {
    let mut files = ROUND.clone();
    files.remove(&name.replace(".xlsx", ".csv"));
    files.insert(name.to_owned(), bytes.to_vec());
    rounds(&files)
}

fn workbook(bytes: &[u8]) -> bool {
    let mut files = ROUND.clone();
    files.retain(|name, _| name.contains('/'));
    files.insert("round.xlsx".to_owned(), bytes.to_vec());
    rounds(&files)
}

/// A round is told what is wrong with it, or allocated and checked.
fn rounds(files: &Files) -> bool {
    match read_files(files, &Options::default()) {
        Ok(read) => is_right(&read),
        Err(problems) => tell(&problems),
    }
}

fn is_right(read: &Read) -> bool {
    let _ = tell(&read.warnings);
    let request = Request { time_limit: Some(Duration::from_secs(2)), ..Request::default() };
    let outcome = allocate(&read.round, &read.standing, &request).expect("a valid round is allocated");
    let files = lasting_files(&read.round, &outcome, Language::Nl).expect("results can be written");
    accept(&read.round, &read.standing, &files).expect("the allocation passes the checker");
    true
}

fn city(bytes: &[u8]) -> bool {
    let mut files = ROUND.clone();
    files.insert("model/model.toml".to_owned(), bytes.to_vec());
    tell(&read_model_files(&files, Month { year: 2025, month: 3 }).err().unwrap_or_default())
}

fn matches(name: &str, bytes: &[u8]) -> bool {
    static READ: LazyLock<Read> = LazyLock::new(|| read_files(&ROUND, &Options::default()).expect("the round is good"));
    match read_matches_from(name, bytes) {
        Ok(matches) => {
            let _ = violations(&READ.round, &READ.standing, &matches);
            true
        }
        Err(problems) => tell(&problems),
    }
}

fn scenarios(bytes: &[u8]) -> bool {
    let scenarios = read_scenarios_from("scenarios.toml", bytes);
    match scenarios.and_then(|scenarios| read_file_variants(&TOWN, &scenarios)) {
        Ok(_) => true,
        Err(problems) => tell(&problems),
    }
}

struct Checked {
    read: Read,
    files: BTreeMap<&'static str, Vec<u8>>,
}

static CHECKED: LazyLock<Checked> = LazyLock::new(|| {
    let read = read_files(&TOWN, &Options::default()).expect("the round is good");
    let outcome = allocate(&read.round, &read.standing, &Request::default()).expect("a valid round is allocated");
    let files = lasting_files(&read.round, &outcome, Language::En).expect("results can be written");
    Checked { read, files: files.into_iter().collect() }
});

fn result(name: &str) -> Vec<u8> {
    CHECKED.files.get(name).cloned().unwrap_or_default()
}

/// The results with one file in the place of their own: changed results are found out, or cannot be read.
fn results(name: &'static str, bytes: &[u8]) -> bool {
    let mut files = CHECKED.files.clone();
    let same = files.insert(name, bytes.to_vec()).is_some_and(|own| own == bytes);
    let open = |name: &str| files.get(name).cloned().ok_or_else(|| ErrorKind::NotFound.into());
    let Ok(claim) = claim::read_from(&open) else { return false };
    let found = verify(&CHECKED.read.round, &CHECKED.read.standing, &claim);
    for finding in &found.findings {
        let _ = [Language::En, Language::Nl].map(|language| finding_sentence(&CHECKED.read.round, finding, language));
    }
    assert!(same || !is_a(name, "csv") || !found.holds(), "a changed {name} is not found out");
    found.holds()
}

fn year_book() -> Vec<u8> {
    year_template(Language::Nl).expect("a workbook in memory")
}

fn year(name: &str, bytes: &[u8]) -> bool {
    let mut files = YEAR.clone();
    if is_a(name, "xlsx") {
        files.retain(|name, _| !is_a(name, "csv"));
    }
    files.insert(name.to_owned(), bytes.to_vec());
    match read_year_files(&files) {
        Ok(read) => {
            drop(audit_json(&audit(&read.year), Language::Nl));
            drop(monitor(&read.year, &Pace::even(&read.year), Moment::after_ledger(&read.year)));
            true
        }
        Err(problems) => tell(&problems),
    }
}

static GOOD_YEAR: LazyLock<sleutel::domain::Year> =
    LazyLock::new(|| read_year_files(&YEAR).expect("the year is good").year);

fn plan(bytes: &[u8]) -> bool {
    against(read_plan_from(bytes, &GOOD_YEAR).map(|plan| Pace::by_group(plan.places)))
}

fn agreements(bytes: &[u8]) -> bool {
    let agreed = read_agreed_from(bytes, &GOOD_YEAR);
    against(agreed.map(|agreed| Pace { landlords: agreed.landlords, ..Pace::default() }))
}

fn against(pace: Result<Pace, Vec<Problem>>) -> bool {
    match pace {
        Ok(pace) => {
            drop(monitor(&GOOD_YEAR, &pace.completed(&GOOD_YEAR), Moment::after_ledger(&GOOD_YEAR)));
            true
        }
        Err(problems) => tell(&problems),
    }
}

/// What an archive holds, with the norms of the round, as a round.
fn archive(bytes: &[u8]) -> bool {
    let Some(found) = files_in_archive(bytes) else { return false };
    let mut files = ROUND.clone();
    for (name, bytes) in found {
        let own = ROUND.keys().find(|own| own.split('/').next_back() == Some(name.as_str()));
        files.insert(own.unwrap_or(&name).clone(), bytes);
    }
    rounds(&files)
}
