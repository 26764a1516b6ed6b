//! The workbench as its users start it: the program itself, with a data file of its own.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use rust_xlsxwriter::Workbook;
use tempfile::TempDir;

use crate::browser::{Browser, Tab};
use crate::command::{path, sleutel};

/// A workbench that runs until it goes out of scope.
pub(crate) struct Bench {
    child: Child,
    site: String,
    folder: TempDir,
}

impl Bench {
    /// Starts it with further arguments, such as rounds to open.
    pub(crate) fn start(arguments: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_sleutel"));
        command.args(["serve", "--port", "0", "--lang", "en", "--data"]).arg(folder.path().join("data.sqlite"));
        command.args(arguments).current_dir(env!("CARGO_MANIFEST_DIR")).stdout(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let site = line.trim().strip_prefix("Workbench: ").unwrap_or_else(|| panic!("it said “{line}”"));
        Self { child, site: site.trim_end_matches('/').to_owned(), folder }
    }

    /// The address of a page.
    pub(crate) fn at(&self, page: &str) -> String {
        format!("{}{page}", self.site)
    }

    /// A place for files that go with it.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The most memory it has held so far, in MiB, as Linux counts it.
    pub(crate) fn memory(&self) -> f64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
        line.trim().trim_end_matches(" kB").parse::<f64>().unwrap() / 1024.0
    }
}

impl Drop for Bench {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A language of the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Speech {
    English,
    Dutch,
}

impl Speech {
    pub(crate) fn say(self, english: &'static str, dutch: &'static str) -> &'static str {
        if self == Speech::Dutch { dutch } else { english }
    }

    pub(crate) fn code(self) -> &'static str {
        self.say("en", "nl")
    }
}

/// Opens the first page and says who is there, in which language.
pub(crate) fn arrived<'a>(bench: &Bench, browser: &'a Browser, speech: Speech) -> Visit<'a> {
    let tab = browser.tab();
    tab.goto(&bench.at("/"));
    if speech == Speech::Dutch {
        tab.loading(|tab| tab.click("button » Nederlands"));
    }
    tab.fill("#first-name", "J. Example");
    let visit = Visit { tab, speech, _browser: browser };
    visit.go("button", "Start", "Begin");
    visit
}

/// Someone at a tab, with a language.
pub(crate) struct Visit<'a> {
    pub(crate) tab: Tab,
    pub(crate) speech: Speech,
    _browser: &'a Browser,
}

impl Visit<'_> {
    /// What is selected, with the words that it shows in the visitor's language.
    pub(crate) fn named(&self, selector: &str, english: &'static str, dutch: &'static str) -> String {
        format!("{selector} » {}", self.speech.say(english, dutch))
    }

    /// Clicks what leads to another page.
    #[track_caller]
    pub(crate) fn go(&self, selector: &str, english: &'static str, dutch: &'static str) {
        self.tab.loading(|tab| tab.click(&self.named(selector, english, dutch)));
    }

    #[track_caller]
    pub(crate) fn sees(&self, selector: &str, english: &'static str, dutch: &'static str) {
        self.tab.wait_for(&self.named(selector, english, dutch));
    }

    /// Waits for what is found by solving.
    #[track_caller]
    pub(crate) fn awaits(&self, selector: &str) {
        self.tab.wait_for_work(selector);
    }
}

/// A small round, drawn once for each test that asks: 40 dwellings and 120 applicants.
pub(crate) fn small_round(folder: &Path) -> PathBuf {
    let round = folder.join("small");
    let drawn = ["generate", "models/utrecht-2025", "--month", "2025-03", "--dwellings", "40", "--applicants", "120"];
    let ran = sleutel(&[&drawn[..], &["--seed", "7", "-q", "-o", path(&round)]].concat());
    assert_eq!(ran.status, 0, "{}", ran.errors);
    round
}

/// The tables of a round as a workbook. `mistakes` are put in place of what a cell holds: sheet, row, column (from 0).
pub(crate) fn workbook(round: &Path, file: &Path, mistakes: &[(&str, u32, u16, &str)]) {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("round").unwrap();
    for (row, (key, value)) in (0..).zip([("id", "March"), ("month", "2025-03"), ("model", "model"), ("seed", "7")]) {
        sheet.write(row, 0, key).unwrap().write(row, 1, value).unwrap();
    }
    for name in ["dwellings", "applicants"] {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        let text = std::fs::read_to_string(round.join(name).with_extension("csv")).unwrap();
        for (row, line) in (0..).zip(text.lines()) {
            for (column, cell) in (0..).zip(line.split(',')) {
                match cell.parse::<f64>() {
                    Ok(number) => sheet.write(row, column, number).unwrap(),
                    Err(_) => sheet.write(row, column, cell).unwrap(),
                };
            }
        }
        for (_, row, column, wrong) in mistakes.iter().filter(|(of, ..)| *of == name) {
            sheet.write(*row, *column, *wrong).unwrap();
        }
    }
    book.save(file).unwrap();
}
