//! A good round with one thing changed in one file: an error or the right answer, never a panic.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod support;

use std::path::{Path, PathBuf};

use sleutel::domain::{Language, Month};
use sleutel::pipeline::{Request, allocate};
use sleutel::report::result_files;
use sleutel::verify::{claim, verify};
use support::Dice;

const MUTATIONS: usize = 100;

/// What a slip of the hand, a program or a transfer puts in.
const STRANGE: [&str; 16] = [
    ";",
    ",",
    "\"",
    "=",
    "\n",
    "\r",
    "\0",
    "\t",
    "é",
    "-1",
    "1e999",
    "99999999999999999999",
    "[",
    "}",
    "2025-02-30",
    "%",
];

fn below(dice: &mut Dice, count: usize) -> usize {
    dice.below(u32::try_from(count.max(1)).unwrap()) as usize
}

/// Bytes with one change.
fn mutated(good: &[u8], dice: &mut Dice) -> Vec<u8> {
    let at = below(dice, good.len());
    let (before, after) = good.split_at(at);
    let end_of_line = at + after.iter().position(|byte| *byte == b'\n').map_or(after.len(), |end| end + 1);
    let line = &good[at..end_of_line];
    match below(dice, 7) {
        0 => [before, &[after[0] ^ (1 << below(dice, 8))], &after[1..]].concat(),
        1 => [before, &after[1..]].concat(),
        2 => [before, STRANGE[below(dice, STRANGE.len())].as_bytes(), after].concat(),
        3 => [before, STRANGE[below(dice, STRANGE.len())].as_bytes(), &good[end_of_line..]].concat(),
        4 => [&good[..end_of_line], line, &good[end_of_line..]].concat(),
        5 => before.to_vec(),
        _ => [before, &good[end_of_line..]].concat(),
    }
}

/// Reads the round; where it is good, allocates it and lets the checker read the files. What went wrong, if
/// anything did.
fn fault(round: &Path) -> Option<String> {
    let options = sleutel::input::Options::default();
    let Ok(read) = sleutel::input::read_round(round, &options) else { return None };
    let outcome = match allocate(&read.round, &read.standing, &Request::default()) {
        Ok(outcome) => outcome,
        Err(failure) => return Some(failure.to_string()),
    };
    let files = result_files(&read.round, &outcome, Language::En).unwrap();
    let open = |name: &str| {
        let found = files.iter().find(|(file, _)| *file == name);
        found.map(|(_, bytes)| bytes.clone()).ok_or_else(|| std::io::ErrorKind::NotFound.into())
    };
    let findings = verify(&read.round, &read.standing, &claim::read_from(&open).unwrap()).findings;
    findings.first().map(ToString::to_string)
}

/// A small round with its model and norms in one folder, so that each can be changed.
fn good_round(folder: &Path) -> PathBuf {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("models");
    let model = folder.join("utrecht-2025");
    std::fs::create_dir_all(&model).unwrap();
    std::fs::create_dir_all(folder.join("norms/nl")).unwrap();
    for file in ["utrecht-2025/model.toml", "utrecht-2025/population.toml"] {
        std::fs::copy(source.join(file), folder.join(file)).unwrap();
    }
    for file in ["size.csv", "rent.csv", "income.csv"] {
        let file = Path::new("norms/nl").join(file);
        std::fs::copy(source.join(&file), folder.join(&file)).unwrap();
    }
    let month = Month { year: 2025, month: 4 };
    let request = sleutel::generate::Request {
        month,
        dwellings: Some(8),
        applicants: Some(25),
        regions: 1,
        seed: Some(3),
        minimums: std::collections::BTreeMap::new(),
    };
    let round = folder.join("round");
    sleutel::generate::generate(&model, &request).unwrap().write(&model, &round).unwrap();
    let ids = |file: &str| {
        let text = std::fs::read_to_string(round.join(file)).unwrap();
        let ids = text.lines().skip(1).map(|line| line.split([',', ';']).next().unwrap().to_owned());
        ids.collect::<Vec<String>>()
    };
    let (applicants, dwellings) = (ids("applicants.csv"), ids("dwellings.csv"));
    let decision = format!(
        "applicant,dwelling,decision,override,reason,by,at\n{},{},forbidden,no,complaint,organisation,2025-03-24\n\
         {},{},refused,no,too far,organisation,2025-03-25\n",
        applicants[0], dwellings[0], applicants[1], dwellings[1]
    );
    std::fs::write(round.join("decisions.csv"), decision).unwrap();
    round
}

#[test]
fn a_hundred_mutations_of_each_file_give_an_error_or_the_right_answer() {
    let folder = tempfile::tempdir().unwrap();
    let round = good_round(folder.path());
    let good = sleutel::input::read_round(&round, &sleutel::input::Options::default());
    assert!(good.is_ok(), "the round is no good: {:?}", good.err());
    let files = ["round/round.toml", "round/applicants.csv", "round/dwellings.csv", "round/decisions.csv"]
        .into_iter()
        .chain(["utrecht-2025/model.toml", "norms/nl/size.csv", "norms/nl/rent.csv", "norms/nl/income.csv"]);
    for (number, file) in files.enumerate() {
        let file = folder.path().join(file);
        let good = std::fs::read(&file).unwrap();
        let mut dice = Dice::new(u64::try_from(number).unwrap() + 1);
        for _ in 0..MUTATIONS {
            let bad = mutated(&good, &mut dice);
            std::fs::write(&file, &bad).unwrap();
            let ended = std::panic::catch_unwind(|| fault(&round));
            let told = || format!("{}:\n{}", file.display(), String::from_utf8_lossy(&bad));
            assert_eq!(ended.unwrap_or_else(|_| panic!("a panic with {}", told())), None, "{}", told());
        }
        std::fs::write(&file, &good).unwrap();
    }
}
