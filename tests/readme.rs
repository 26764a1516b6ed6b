//! The README shows what the program really says.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::path::Path;
use std::process::Command;

const ROUND: &str = "models/utrecht-2025/rounds/2025-03";

/// What stands in the README between two marks, without the fences.
fn shown(mark: &str) -> String {
    let readme = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    let (_, after) = readme.split_once(&format!("<!-- {mark}: begin")).unwrap();
    let (_, after) = after.split_once("-->\n").unwrap();
    let (block, _) = after.split_once(&format!("<!-- {mark}: end")).unwrap();
    block.lines().filter(|line| !line.starts_with("```")).fold(String::new(), |text, line| text + line + "\n")
}

#[test]
fn the_readme_shows_what_the_demo_says() {
    let out = tempfile::tempdir().unwrap();
    let mut run = Command::new(env!("CARGO_BIN_EXE_sleutel"));
    run.args(["allocate", ROUND, "--lang", "en", "-o"]).arg(out.path()).current_dir(env!("CARGO_MANIFEST_DIR"));
    let output = run.output().unwrap();
    assert!(output.status.success());
    let said = String::from_utf8(output.stdout).unwrap();
    let (said, _) = said.split_once("\nResults\n").unwrap();
    let readme = shown("demo output");
    let (readme, results) = readme.split_once("\nResults\n").expect("the README has no demo output");
    assert_eq!(readme.trim(), said.trim());
    assert!(results.contains(&format!("{ROUND}/out")));
}
