//! What real machines do: killed runs, places that cannot be written, files that are no text.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Duration;

fn sleutel(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sleutel"));
    command.args(arguments).current_dir(env!("CARGO_MANIFEST_DIR")).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

fn drawn(folder: &Path, seed: &str) -> PathBuf {
    let round = folder.join(format!("round-{seed}"));
    let arguments =
        ["generate", "models/utrecht-2025", "--month", "2025-03", "--dwellings", "12", "--applicants", "40"];
    let mut command = sleutel(&arguments);
    command.args(["--seed", seed, "-o", round.to_str().unwrap()]);
    assert!(command.status().unwrap().success());
    round
}

#[test]
fn a_killed_run_leaves_the_old_result_or_the_new_one_never_a_mixture() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let (old, new) = (drawn(folder.path(), "1"), drawn(folder.path(), "2"));
    let allocate = |round: &Path| sleutel(&["allocate", round.to_str().unwrap(), "-q", "-o", out.to_str().unwrap()]);
    let holds = |round: &Path| {
        let arguments = ["verify", round.to_str().unwrap(), "-q", "--result", out.to_str().unwrap()];
        sleutel(&arguments).status().unwrap().success()
    };
    assert!(allocate(&old).status().unwrap().success());
    let mut replaced = 0;
    for attempt in 0..200_u64 {
        let mut run = allocate(&new).spawn().unwrap();
        std::thread::sleep(Duration::from_micros(attempt * 700));
        run.kill().unwrap();
        run.wait().unwrap();
        if holds(&new) {
            replaced += 1;
            assert!(allocate(&old).status().unwrap().success());
        }
        assert!(holds(&old), "attempt {attempt}: neither the old result nor the new one");
    }
    assert!(replaced < 200, "no run was killed before it had written");
}

/// A round, with the result of another one standing in the folder where its own is to come.
struct Standing {
    folder: tempfile::TempDir,
    out: PathBuf,
    old: PathBuf,
    new: PathBuf,
}

impl Standing {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("out");
        let (old, new) = (drawn(folder.path(), "4"), drawn(folder.path(), "5"));
        let status = sleutel(&["allocate", old.to_str().unwrap(), "-q", "-o", out.to_str().unwrap()]).status();
        assert!(status.unwrap().success());
        Self { folder, out, old, new }
    }

    fn holds(&self, round: &Path) -> bool {
        let arguments = ["verify", round.to_str().unwrap(), "-q", "--result", self.out.to_str().unwrap()];
        sleutel(&arguments).status().unwrap().success()
    }

    /// Allocates the new round in a shell after `limits`; the exit status and what was told.
    fn allocate_under(&self, limits: &str) -> (Option<i32>, String) {
        let script = format!("{limits}; exec \"$0\" allocate \"$1\" -q --lang en -o \"$2\"");
        let Output { status, stderr, .. } = Command::new("bash")
            .args(["-c", &script, env!("CARGO_BIN_EXE_sleutel")])
            .args([&self.new, &self.out])
            .output()
            .unwrap();
        (status.code(), String::from_utf8_lossy(&stderr).into_owned())
    }

    /// The files and folders beside the rounds.
    fn left_over(&self) -> Vec<String> {
        let names = std::fs::read_dir(self.folder.path()).unwrap();
        let names = names.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned());
        let mut names: Vec<String> = names.filter(|name| !name.starts_with("round-") && name != "out").collect();
        names.sort();
        names
    }
}

#[cfg(target_os = "linux")]
#[test]
fn without_room_to_write_the_old_result_stands_and_the_message_names_the_file() {
    let standing = Standing::new();
    // Writing more than 1 KiB to a file fails as it does on a full disk.
    let (status, errors) = standing.allocate_under("trap '' XFSZ; ulimit -f 1");
    assert_eq!(status, Some(2), "{errors}");
    assert!(errors.contains("cannot be written") && errors.contains("name another folder with -o"), "{errors}");
    assert!(standing.holds(&standing.old));
    assert_eq!(standing.left_over(), [""; 0]);
    let nowhere = ["allocate", standing.new.to_str().unwrap(), "-q", "--lang", "en", "-o", "/proc/results"];
    let Output { status, stderr, .. } = sleutel(&nowhere).stderr(Stdio::piped()).output().unwrap();
    assert_eq!(status.code(), Some(2));
    assert!(String::from_utf8_lossy(&stderr).contains("/proc/results"));
}

/// Copies a folder with the folders in it, for everyone to read.
fn copied(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copied(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

#[cfg(target_os = "linux")]
#[test]
fn in_a_folder_that_may_not_be_written_the_old_result_stands_and_the_message_names_it() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    use std::os::unix::process::CommandExt;
    const NOBODY: u32 = 65_534;
    let folder = tempfile::tempdir().unwrap();
    let allow = |path: &Path, mode| std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
    copied(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/whatif"), folder.path());
    let (round, out, program) =
        (folder.path().join("round"), folder.path().join("round/out"), folder.path().join("sleutel"));
    std::fs::copy(env!("CARGO_BIN_EXE_sleutel"), &program).unwrap();
    allow(folder.path(), 0o755);
    let run = |what: &str, limit: &str| -> Output {
        let mut command = Command::new(&program);
        command.args([what, round.to_str().unwrap(), "--lang", "en", limit]).current_dir(folder.path());
        if std::fs::metadata(&program).unwrap().uid() == 0 {
            command.uid(NOBODY); // whoever may do everything may write everywhere
        }
        command.output().unwrap()
    };
    allow(&round, 0o777);
    assert!(run("allocate", "--quiet").status.success());
    let before = std::fs::read(out.join("certificate.json")).unwrap();
    let text = std::fs::read_to_string(round.join("round.toml")).unwrap();
    std::fs::write(round.join("round.toml"), text.replace("seed = ", "seed = 1")).unwrap();
    allow(&round, 0o555);
    allow(&out, 0o555);
    let Output { status, stderr, .. } = run("allocate", "--quiet");
    let told = String::from_utf8_lossy(&stderr).into_owned();
    let after = std::fs::read(out.join("certificate.json")).unwrap();
    let left = std::fs::read_dir(&round).unwrap().count();
    allow(&round, 0o777); // so that it can be removed
    allow(&out, 0o777);
    assert_eq!(status.code(), Some(2), "{told}");
    assert!(told.contains("cannot be written") && told.contains(round.to_str().unwrap()), "{told}");
    assert_eq!(before, after);
    assert_eq!(left, 4, "the three files and the old results");
}

#[cfg(target_os = "linux")]
#[test]
fn without_memory_the_old_result_stands() {
    let standing = Standing::new();
    let mut failed = 0;
    for kibibytes in (10_000..200_000).step_by(10_000) {
        let (status, _) = standing.allocate_under(&format!("ulimit -c 0; ulimit -v {kibibytes}"));
        if status == Some(0) {
            assert!(standing.holds(&standing.new), "{kibibytes} KiB");
            break;
        }
        failed += 1;
        assert!(standing.holds(&standing.old), "{kibibytes} KiB");
    }
    assert!(failed > 0, "no limit was too small");
}

#[cfg(unix)]
#[test]
fn an_interrupted_run_writes_nothing_and_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let round = "models/utrecht-2025/rounds/2025-03";
    let arguments = ["allocate", round, "--lang", "nl", "-o", out.to_str().unwrap()];
    // one that is done sooner is not interrupted, and one that has hardly begun has nothing to say
    let told = [300, 200, 150, 100, 60, 30].into_iter().find_map(|milliseconds| {
        let run = sleutel(&arguments).stderr(Stdio::piped()).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(milliseconds));
        let _ = Command::new("kill").args(["-INT", &run.id().to_string()]).stderr(Stdio::null()).status();
        let Output { status, stderr, .. } = run.wait_with_output().unwrap();
        assert_eq!(out.exists(), status.success(), "{status} after {milliseconds} ms");
        let _ = std::fs::remove_dir_all(&out);
        (status.code() == Some(130)).then(|| String::from_utf8(stderr).unwrap())
    });
    let told = told.expect("a run is interrupted while it searches");
    assert!(told.contains("onderbroken: er is niets geschreven"), "{told}");
}

#[test]
fn a_long_search_ends_within_a_tenth_of_its_time_limit_with_an_allocation_and_its_gap() {
    let folder = tempfile::tempdir().unwrap();
    let (round, out) = (folder.path().join("round"), folder.path().join("out"));
    let month = ["generate", "models/utrecht-2025", "--month", "2025-03", "--dwellings", "460", "--applicants", "800"];
    let drawn = sleutel(&month).args(["--seed", "5", "-q", "-o", round.to_str().unwrap()]).status().unwrap();
    assert!(drawn.success());
    let limit = 4.0;
    let arguments = ["allocate", round.to_str().unwrap(), "-q", "--time-limit", "4s", "-o", out.to_str().unwrap()];
    let status = sleutel(&arguments).status().unwrap().code();
    let summary = std::fs::read_to_string(out.join("summary.json")).unwrap();
    let summary: serde_json::Value = serde_json::from_str(&summary).unwrap();
    let seconds = |stage: &str| summary["seconds"][stage].as_f64().unwrap();
    let before: f64 = ["read", "eligibility", "program"].map(seconds).iter().sum();
    let all = before + ["solve", "explain", "verify"].map(seconds).iter().sum::<f64>();
    assert!(all <= 1.1 * limit, "{all} s");
    let tiers = summary["tiers"].as_array().unwrap();
    let open = tiers.iter().filter(|tier| tier["proof"] == "none").count();
    // all the time but what it took to get to the search, and six times that, up to a third of all, for what follows
    let after = (6.0 * before).min(limit / 3.0);
    let (searched, least) = (seconds("solve"), 0.9 * (limit - before - after));
    assert!(open == 0 || searched >= least, "it gave up after {searched} s, {least} s were there");
    assert_eq!(status, Some(if open > 0 { 3 } else { 0 }), "{tiers:?}");
    for tier in tiers.iter().filter(|tier| tier["proof"] == "none") {
        assert!(!tier["bound"].is_null() && tier["value"].is_i64(), "{tier}");
    }
    let holds = ["verify", round.to_str().unwrap(), "-q", "--result", out.to_str().unwrap()];
    assert!(sleutel(&holds).status().unwrap().success());
}

#[test]
fn files_that_are_no_tables_are_told_with_status_2() {
    let folder = tempfile::tempdir().unwrap();
    let round = drawn(folder.path(), "3");
    let applicants = round.join("applicants.csv");
    let told = || -> (Option<i32>, String) {
        let Output { status, stderr, .. } =
            sleutel(&["check", round.to_str().unwrap(), "--lang", "en"]).stderr(Stdio::piped()).output().unwrap();
        (status.code(), String::from_utf8(stderr).unwrap())
    };
    std::fs::write(&applicants, [0x7f, b'E', b'L', b'F', 0, 1, 2, 0, 0xff]).unwrap();
    let (status, errors) = told();
    assert_eq!(status, Some(2));
    assert!(errors.contains("applicants.csv"), "{errors}");
    let cell = "x".repeat(10_000);
    std::fs::write(&applicants, format!("id,group,adults,age,registered\nA1,{cell},1,30,2020-01-01\n")).unwrap();
    let (status, errors) = told();
    assert_eq!(status, Some(2));
    assert!(errors.contains("applicants.csv:2") && errors.len() < 2_000, "{} bytes", errors.len());
    std::fs::write(&applicants, "").unwrap();
    let (status, errors) = told();
    assert_eq!(status, Some(2));
    assert!(errors.contains("applicants.csv"), "{errors}");
}
