//! Random rounds as files: the reader gives back the round, the allocation equals the pair-by-pair program in
//! every goal and passes the checker, and another hand's files of the same round give the same bytes.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod support;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use sleutel::allocation::Outcome;
use sleutel::domain::{Language, Round, Sense, Tier};
use sleutel::input::{Options, Read, fingerprint, read_round};
use sleutel::pipeline::{Request, allocate};
use sleutel::report::lasting_files;
use sleutel::verify::{claim, tier_values, verify};
use support::{Extent, Written, any_round, best_by_pair_program};

#[test]
fn two_hundred_rounds_reach_every_tier_from_whatever_files() {
    // Each of these had several sets of applicants that do as well in the goals before the last, and one of them was missed.
    let with_equals = [(12_475, Extent::Middle), (14_419, Extent::Middle), (14_509, Extent::Middle)];
    let middle = (1000..1080).map(|seed| (seed, Extent::Middle));
    assert_sound((0..120).map(|seed| (seed, Extent::Small)).chain(middle).chain(with_equals));
}

/// In months of this size a search is long enough to leave columns out and bring others in. Of 46 a worse allocation was called
/// proven once: a shared dwelling that was left out while it was closed was never looked at again.
#[test]
fn a_month_of_three_hundred_reaches_every_tier() {
    assert_months(&[46]);
}

#[test]
#[ignore = "twelve months, up to a minute each: `make soundness`"]
fn twelve_months_of_three_hundred_reach_every_tier() {
    assert_months(&(41..=52).collect::<Vec<u64>>());
}

/// Months of 100 dwellings and 300 applicants, drawn from the model of Utrecht: the same values as the pair-by-pair program.
fn assert_months(seeds: &[u64]) {
    let mut wrong = Vec::new();
    for seed in seeds {
        let folder = tempfile::tempdir().unwrap();
        let mut drawing = std::process::Command::new(env!("CARGO_BIN_EXE_sleutel"));
        drawing.args(["generate", "models/utrecht-2025", "--month", "2025-03", "--dwellings", "100", "-q"]);
        drawing.args(["--applicants", "300", "--seed", &seed.to_string(), "-o"]).arg(folder.path().join("round"));
        assert!(drawing.status().unwrap().success());
        let read = read_round(&folder.path().join("round"), &Options::default()).unwrap();
        let outcome = allocate(&read.round, &read.standing, &Request::default()).unwrap();
        let found = as_maxima(tier_values(&read.round, &read.standing, &outcome.placements));
        let values = best_by_pair_program(&read.round, &read.standing).0;
        if found != values {
            wrong.push(format!("seed {seed}: {found:?} for {values:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
#[ignore = "10,000 rounds take minutes: `make soundness`"]
fn ten_thousand_rounds_reach_every_tier_from_whatever_files() {
    let of = |seeds: std::ops::Range<u64>| {
        move || assert_sound(seeds.map(|seed| (seed, if seed % 2 == 0 { Extent::Small } else { Extent::Middle })))
    };
    let second = std::thread::spawn(of(15_000..20_000));
    of(10_000..15_000)();
    second.join().unwrap();
}

/// Rounds that were found: `SLEUTEL_SEEDS=12149,12475 cargo test --release --test soundness seeds -- --ignored`.
#[test]
#[ignore = "looks again at the rounds whose seeds SLEUTEL_SEEDS names"]
fn the_rounds_of_these_seeds_reach_every_tier_from_whatever_files() {
    let named = std::env::var("SLEUTEL_SEEDS").unwrap_or_default();
    let seeds = named.split(',').filter(|seed| !seed.is_empty()).map(|seed| seed.parse::<u64>().unwrap());
    assert_sound(seeds.map(|seed| (seed, if seed.is_multiple_of(2) { Extent::Small } else { Extent::Middle })));
}

/// Keeps the files of rounds that are not sound where `SLEUTEL_FOUND` says.
fn assert_sound(rounds: impl Iterator<Item = (u64, Extent)>) {
    let mut wrong = Vec::new();
    for (seed, extent) in rounds {
        let folder = tempfile::tempdir().unwrap();
        let Err(fault) = check(seed, extent, folder.path()) else { continue };
        let kept = std::env::var_os("SLEUTEL_FOUND").map(|into| PathBuf::from(into).join(format!("seed-{seed}")));
        if let Some(kept) = kept {
            let (round, _) = any_round(seed, extent);
            Written::plainly(&round).put_into(&kept.join("plain"));
            Written::otherwise(&round, seed).put_into(&kept.join("otherwise"));
        }
        wrong.push(format!("seed {seed}: {fault}"));
    }
    assert!(wrong.is_empty(), "{} rounds are not sound:\n{}", wrong.len(), wrong.join("\n"));
}

/// Writes a random round in two ways below a folder, and says what is wrong with what comes of it.
fn check(seed: u64, extent: Extent, folder: &Path) -> Result<(), String> {
    let (round, standing) = any_round(seed, extent);
    let language = if seed.is_multiple_of(3) { Language::Nl } else { Language::En };
    let (read, plain) = read_back(&Written::plainly(&round), &folder.join("plain"), &round)?;
    let outcome = allocate(&read.round, &read.standing, &Request::default()).map_err(|fault| fault.to_string())?;
    let files = written_results(&read.round, &outcome, language);
    let (values, _) = best_by_pair_program(&round, &standing);
    let found = as_maxima(tier_values(&read.round, &read.standing, &outcome.placements));
    if found != values {
        return Err(format!("{found:?} for {values:?}"));
    }
    doubts(&read, &files)?;
    let (read, otherwise) = read_back(&Written::otherwise(&round, seed), &folder.join("otherwise"), &round)?;
    let other = allocate(&read.round, &read.standing, &Request::default()).map_err(|fault| fault.to_string())?;
    let others = written_results(&read.round, &other, language);
    let differing = files.iter().filter(|(name, bytes)| others[*name] != **bytes).map(|(name, _)| *name);
    let differing: Vec<&str> = differing.collect();
    if differing.is_empty() && plain != otherwise { Ok(()) } else { Err(format!("other bytes in {differing:?}")) }
}

/// The round as it is read, without the hashes of its files, and these hashes; they are those of what was written.
fn read_back(written: &Written, folder: &Path, round: &Round) -> Result<(Read, BTreeMap<String, String>), String> {
    let (path, options) = written.put_into(folder);
    let mut read = read_round(&path, &options).map_err(|problems| format!("{problems:?}"))?;
    let inputs = std::mem::take(&mut read.round.inputs);
    let own = written.files.iter().filter(|(name, _)| *name != "earlier.csv");
    let hashes = own.map(|(name, bytes)| (name.trim_start_matches("round/").to_owned(), fingerprint(bytes)));
    if inputs != hashes.collect() {
        return Err("the hashes are not those of the files".to_owned());
    }
    if without_lines(&read.round) != without_lines(round) {
        return Err(format!("another round was read:\n{:?}\nfor\n{round:?}", read.round));
    }
    Ok((read, inputs))
}

/// The round without where its decisions and earlier matches stood.
fn without_lines(round: &Round) -> Round {
    let mut round = round.clone();
    round.decisions.iter_mut().for_each(|decision| decision.line = 0);
    round.earlier.iter_mut().for_each(|pair| pair.line = 0);
    round
}

/// The result files without wall times.
fn written_results(round: &Round, outcome: &Outcome, language: Language) -> BTreeMap<&'static str, Vec<u8>> {
    lasting_files(round, outcome, language).unwrap().into_iter().collect()
}

/// What the checker finds in the files.
fn doubts(read: &Read, files: &BTreeMap<&'static str, Vec<u8>>) -> Result<(), String> {
    let open = |name: &str| files.get(name).cloned().ok_or_else(|| std::io::ErrorKind::NotFound.into());
    let claim = claim::read_from(&open).map_err(|fault| format!("{fault:?}"))?;
    let findings = verify(&read.round, &read.standing, &claim).findings;
    findings.first().map_or(Ok(()), |finding| Err(finding.to_string()))
}

fn as_maxima(values: Vec<(Tier, i128)>) -> Vec<i64> {
    let signed = |(tier, value): (Tier, i128)| if tier.sense() == Sense::Minimise { -value } else { value };
    values.into_iter().map(|value| i64::try_from(signed(value)).unwrap()).collect()
}
