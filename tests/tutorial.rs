//! Every command of docs/tutorial.md is run, and its output held against what the tutorial shows.
//! `TUTORIAL_UPDATE=always` writes the output into it instead.
//!
//! A block begins with a line `console`, or `console 1-20` where only these lines of the output are shown.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::path::Path;
use std::process::{Command, Stdio};

const TUTORIAL: &str = "docs/tutorial.md";

/// Copies a folder with all that is in it.
fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let (path, name) = entry.map(|entry| (entry.path(), entry.file_name())).unwrap();
        if path.is_dir() {
            if name != "out" {
                copy(&path, &to.join(name));
            }
        } else {
            std::fs::copy(&path, to.join(name)).unwrap();
        }
    }
}

/// The standard output of commands, run as a reader would in a copy of the models. None may fail, but for
/// `compare`, whose answer can be no.
fn run(commands: &[&str], folder: &Path) -> Vec<String> {
    let binary = Path::new(env!("CARGO_BIN_EXE_sleutel")).parent().unwrap().to_owned();
    let path = std::env::var("PATH").unwrap();
    let output = Command::new("sh")
        .args(["-c", &commands.join("; test $? -le 1 || exit 9\n")])
        .env("PATH", format!("{}:{path}", binary.display()))
        .env_remove("CLICOLOR_FORCE")
        .current_dir(folder)
        .stderr(Stdio::null())
        .output()
        .unwrap();
    assert!(output.status.code().is_some_and(|status| status <= 1), "{commands:?}: {}", output.status);
    assert!(!output.stdout.is_empty(), "{commands:?} prints nothing");
    String::from_utf8(output.stdout).unwrap().lines().map(|line| line.trim_end().to_owned()).collect()
}

/// The lines of an output that a block shows, with `…` where lines are left out.
fn shown(output: &[String], lines: &str) -> Vec<String> {
    let Some((first, last)) = lines.split_once('-') else { return output.to_vec() };
    let (first, last): (usize, usize) = (first.parse().unwrap(), last.parse().unwrap());
    assert!(first >= 1 && first <= last && last <= output.len(), "{lines} of {} lines", output.len());
    let before = (first > 1).then(|| "…".to_owned());
    let after = (last < output.len()).then(|| "…".to_owned());
    before.into_iter().chain(output[first - 1..last].iter().cloned()).chain(after).collect()
}

#[test]
fn the_tutorial_shows_what_its_commands_print() {
    let folder = tempfile::tempdir().unwrap();
    copy(Path::new("models"), &folder.path().join("models"));
    let written = std::fs::read_to_string(TUTORIAL).unwrap();
    let (mut rewritten, mut blocks) = (Vec::new(), 0);
    let mut lines = written.lines();
    while let Some(line) = lines.next() {
        rewritten.push(line.to_owned());
        let Some(wanted) = line.strip_prefix("```console") else { continue };
        let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        let commands: Vec<&str> = block.iter().map_while(|line| line.strip_prefix("$ ")).collect();
        assert!(!commands.is_empty(), "a block without a command");
        rewritten.extend(commands.iter().map(|command| format!("$ {command}")));
        rewritten.extend(shown(&run(&commands, folder.path()), wanted.trim()));
        rewritten.push("```".to_owned());
        blocks += 1;
    }
    let rewritten = rewritten.join("\n") + "\n";
    if std::env::var("TUTORIAL_UPDATE").is_ok_and(|update| update == "always") {
        return std::fs::write(TUTORIAL, &rewritten).unwrap();
    }
    assert!(blocks >= 8, "{blocks}");
    let differs = written.lines().zip(rewritten.lines()).find(|(before, now)| before != now);
    assert!(written == rewritten, "the tutorial and the output differ, first in: {differs:?}");
}
