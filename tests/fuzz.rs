//! Whatever stands in a file that comes from outside: no panic, no waiting, no memory without bound, and no
//! allocation that the checker refuses. `fuzz/entries.rs` says which kinds of files there are and what reads them; the
//! same entries are fuzzed with knowledge of the code by cargo-fuzz.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

#[path = "../fuzz/entries.rs"]
#[allow(dead_code)]
mod entries;
#[path = "fuzz/mutate.rs"]
mod mutate;
#[path = "workbooks/packed.rs"]
#[allow(dead_code)]
mod packed;
mod support;

use std::collections::BTreeSet;
use std::io::Read;
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, Once};
use std::time::{Duration, Instant};

use entries::{KINDS, Kind};
use mutate::mutated;
use rayon::prelude::*;
use support::Dice;

/// No file is read for longer, however busy the machine is.
const LONGEST: Duration = Duration::from_secs(60);

/// Memory that all reading together takes at most, in KiB.
const MOST_MEMORY: u64 = 1 << 20;

/// How many files are read, or for how long.
#[derive(Debug, Clone, Copy)]
enum Until {
    Count(u64),
    Time(Duration),
}

#[test]
fn the_good_file_of_every_kind_is_read() {
    let refused = KINDS.iter().filter(|kind| !(kind.read)(&(kind.good)())).map(|kind| kind.name);
    assert_eq!(refused.collect::<Vec<&str>>(), [""; 0]);
}

#[test]
fn changed_files_of_every_kind_are_read_or_refused_soon() {
    fuzzed(1, Until::Count(40));
}

/// Every file of `fuzz/corpus.tar.gz` took a reader where none before it had been: once more, and none panics.
#[test]
fn the_files_that_once_led_somewhere_new_are_read_or_refused() {
    quieten();
    let packed = include_bytes!("../fuzz/corpus.tar.gz");
    let mut archive = tar::Archive::new(flate2::read::GzDecoder::new(&packed[..]));
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for entry in archive.entries().unwrap() {
        let mut entry = entry.unwrap();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        files.push((entry.path().unwrap().display().to_string(), bytes));
    }
    let target = |name: &str| name.split('/').next().unwrap().to_owned();
    let targets: BTreeSet<String> = files.iter().map(|(name, _)| target(name)).collect();
    let known = KINDS.iter().map(|kind| target(kind.name)).collect::<BTreeSet<String>>();
    assert_eq!(targets, known, "every target has files");
    let panics = |(name, bytes): &&(String, Vec<u8>)| catch_unwind(|| entries::read(&target(name), bytes)).is_err();
    let found: Vec<&str> = files.par_iter().filter(panics).map(|(name, _)| name.as_str()).collect();
    assert_eq!(found, [""; 0], "of {} files", files.len());
}

#[test]
#[ignore = "reads FUZZ_FILE as FUZZ_KIND: `make fuzz-file`"]
fn a_file_that_was_found_is_read_or_refused() {
    let asked = |name: &str| std::env::var(name).unwrap_or_else(|_| panic!("{name} is not set"));
    let (file, kind) = (asked("FUZZ_FILE"), asked("FUZZ_KIND"));
    let kind = KINDS.iter().find(|one| one.name == kind).expect("a kind of fuzz/entries.rs");
    let (bytes, began) = (std::fs::read(file).unwrap(), Instant::now());
    let good = (kind.read)(&bytes);
    tell(&format!("{} in {:.1?}", if good { "read" } else { "refused" }, began.elapsed()));
}

#[test]
#[ignore = "takes as long as FUZZ_SECONDS says: `make fuzz`"]
fn changed_files_of_every_kind_are_read_or_refused_for_as_long_as_is_asked() {
    let number = |name: &str, otherwise: u64| std::env::var(name).map_or(otherwise, |text| text.parse().unwrap());
    let seconds = Duration::from_secs(number("FUZZ_SECONDS", 600));
    fuzzed(number("FUZZ_SEED", 1), Until::Time(seconds / u32::try_from(KINDS.len()).unwrap()));
}

fn fuzzed(seed: u64, until: Until) {
    quieten();
    let mut faults = Vec::new();
    for kind in &KINDS {
        match run(kind, seed, until) {
            Ok((count, slowest)) => tell(&format!("{:<22} {count:>8} files, slowest {slowest:>7.1?}", kind.name)),
            Err(fault) => faults.push(format!("{}: {fault}", kind.name)),
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    if let Some(peak) = peak_memory() {
        tell(&format!("peak memory {} MiB", peak >> 10));
        assert!(peak < MOST_MEMORY, "{peak} KiB");
    }
}

#[allow(clippy::print_stdout)] // for who asks for `--nocapture`
fn tell(line: &str) {
    println!("{line}");
}

/// Reads changed files of a kind on a thread of their own: how many, and how long the slowest took.
fn run(kind: &'static Kind, seed: u64, until: Until) -> Result<(u64, Duration), String> {
    let now: Arc<Mutex<Vec<u8>>> = Arc::default();
    let (done, ended) = channel();
    let reader = {
        let now = Arc::clone(&now);
        std::thread::spawn(move || read_on(kind, seed, until, &now, &done))
    };
    let mut slowest = Duration::ZERO;
    loop {
        match ended.recv_timeout(LONGEST) {
            Ok(took) => slowest = slowest.max(took),
            Err(RecvTimeoutError::Timeout) => return Err(kept(kind, &now, "is read for too long")),
            Err(RecvTimeoutError::Disconnected) => break,
        }
    }
    match reader.join().unwrap() {
        Ok(count) => Ok((count, slowest)),
        Err(()) => Err(kept(kind, &now, "makes its reader panic")),
    }
}

fn read_on(kind: &Kind, seed: u64, until: Until, now: &Mutex<Vec<u8>>, done: &Sender<Duration>) -> Result<u64, ()> {
    let (good, start) = ((kind.good)(), Instant::now());
    let goes_on = |count: u64| match until {
        Until::Count(most) => count < most,
        Until::Time(most) => start.elapsed() < most,
    };
    let mut count = 0;
    while goes_on(count) {
        let bytes = mutated(&good, &mut Dice::new(seed.wrapping_mul(1 << 32).wrapping_add(count)));
        now.lock().unwrap().clone_from(&bytes);
        let began = Instant::now();
        catch_unwind(|| (kind.read)(&bytes)).map_err(drop)?;
        count += 1;
        if done.send(began.elapsed()).is_err() {
            break; // it took too long, and is told
        }
    }
    Ok(count)
}

/// Keeps the file that is being read, so that it can be looked at.
fn kept(kind: &Kind, now: &Mutex<Vec<u8>>, what: &str) -> String {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("fuzz");
    let path: PathBuf = folder.join(kind.name.replace('/', "-"));
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(&path, &*now.lock().unwrap()).unwrap();
    format!("{} {what}", path.display())
}

/// What the reader of sheets stumbles over is caught there, and need not be told.
fn quieten() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let loud = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |told| {
            if !sleutel::input::is_minded() {
                loud(told);
            }
        }));
    });
}

/// The most memory that this process has taken so far, in KiB, where the system tells.
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    peak.trim().trim_end_matches("kB").trim().parse().ok()
}
