//! Every command of docs/tutorial.md and docs/year.md is run, and its output held against what the page shows.
//! `TUTORIAL_UPDATE=always` writes the output into the pages instead.
//!
//! A block begins with a line `console`, or `console 1-20` where only these lines of the output are shown, or
//! `console "Heading" "Heading"` where only these sections are. With `about` before that the numbers rest on choices of
//! the linear program's solver among plans that are as good, and only the headings are compared.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::path::Path;
use std::process::{Command, Stdio};

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
fn shown(output: &[String], wanted: &str) -> Vec<String> {
    if wanted.starts_with('"') {
        let headings = wanted.split('"').filter(|part| !part.trim().is_empty());
        let sections: Vec<Vec<String>> = headings.map(|heading| section(output, heading)).collect();
        return sections.join(&String::new()).into_iter().chain(["…".to_owned()]).collect();
    }
    let Some((first, last)) = wanted.split_once('-') else { return output.to_vec() };
    let (first, last): (usize, usize) = (first.parse().unwrap(), last.parse().unwrap());
    assert!(first >= 1 && first <= last && last <= output.len(), "{wanted} of {} lines", output.len());
    let before = (first > 1).then(|| "…".to_owned());
    let after = (last < output.len()).then(|| "…".to_owned());
    before.into_iter().chain(output[first - 1..last].iter().cloned()).chain(after).collect()
}

/// The section whose heading begins so: its heading and its lines, which are indented.
fn section(output: &[String], heading: &str) -> Vec<String> {
    let start = output.iter().position(|line| line.starts_with(heading));
    let start = start.unwrap_or_else(|| panic!("no section {heading:?} in {output:#?}"));
    let lines = output[start + 1..].iter().take_while(|line| line.starts_with(' ') || line.is_empty());
    let mut section: Vec<String> = std::iter::once(&output[start]).chain(lines).cloned().collect();
    while section.last().is_some_and(String::is_empty) {
        section.pop();
    }
    section
}

/// That the commands so far have drawn the picture; in place of the page's where pages are written.
fn check_picture(name: &str, folder: &Path) {
    let drawn =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path().join(name)).find(|path| path.exists());
    let drawn = std::fs::read_to_string(drawn.unwrap_or_else(|| panic!("no command draws {name}"))).unwrap();
    let shown = Path::new("docs/year").join(name);
    if std::env::var("TUTORIAL_UPDATE").is_ok_and(|update| update == "always") {
        return std::fs::write(shown, drawn).unwrap();
    }
    let title = |text: &str| text.lines().find(|line| line.contains("<title>")).map(str::to_owned);
    assert_eq!(title(&std::fs::read_to_string(shown).unwrap()), title(&drawn), "{name}");
}

/// A page with its blocks as they would be now, how many there are, and the page as far as it is compared.
struct Page {
    rewritten: String,
    compared: [Vec<String>; 2],
    blocks: usize,
}

fn page(path: &str) -> Page {
    let folder = tempfile::tempdir().unwrap();
    copy(Path::new("models"), &folder.path().join("models"));
    let written = std::fs::read_to_string(path).unwrap();
    let (mut rewritten, mut compared, mut blocks) = (Vec::new(), [Vec::new(), Vec::new()], 0);
    let mut known: Vec<(Vec<&str>, Vec<String>)> = Vec::new();
    let mut lines = written.lines();
    while let Some(line) = lines.next() {
        rewritten.push(line.to_owned());
        if let Some((_, name)) = line.split_once("](year/") {
            check_picture(name.trim_end_matches(')'), folder.path());
        }
        let Some(wanted) = line.strip_prefix("```console") else { continue };
        let (about, wanted) = wanted.trim().strip_prefix("about").map_or((false, wanted), |rest| (true, rest));
        let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        let commands: Vec<&str> = block.iter().map_while(|line| line.strip_prefix("$ ")).collect();
        assert!(!commands.is_empty(), "a block without a command");
        if !known.iter().any(|(before, _)| *before == commands) {
            known.push((commands.clone(), run(&commands, folder.path())));
        }
        let output = &known.iter().find(|(before, _)| *before == commands).unwrap().1;
        let now = shown(output, wanted.trim());
        let headings = |lines: Vec<String>| -> Vec<String> {
            lines.into_iter().filter(|line| !about || !line.starts_with([' ', '…'])).collect()
        };
        compared[0].extend(headings(block[commands.len()..].iter().map(|line| (*line).to_owned()).collect()));
        compared[1].extend(headings(now.clone()));
        rewritten.extend(commands.iter().map(|command| format!("$ {command}")));
        rewritten.extend(now);
        rewritten.push("```".to_owned());
        blocks += 1;
    }
    Page { rewritten: rewritten.join("\n") + "\n", compared, blocks }
}

fn assert_it_shows_what_its_commands_print(path: &str, least: usize) {
    let Page { rewritten, compared: [written, now], blocks } = page(path);
    if std::env::var("TUTORIAL_UPDATE").is_ok_and(|update| update == "always") {
        return std::fs::write(path, &rewritten).unwrap();
    }
    assert!(blocks >= least, "{blocks}");
    let differs = written.iter().zip(&now).find(|(before, now)| before != now);
    assert!(written == now, "{path} and the output differ, first in: {differs:?}");
}

#[test]
fn the_tutorial_shows_what_its_commands_print() {
    assert_it_shows_what_its_commands_print("docs/tutorial.md", 8);
}

#[test]
fn the_year_of_utrecht_is_told_with_what_its_commands_print() {
    assert_it_shows_what_its_commands_print("docs/year.md", 10);
}
