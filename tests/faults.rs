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
