//! The files of a round, fetched from the disk: the round's own, its model's and the norms'.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::domain::{Code, Month, Problem};

use super::section::Findings;
use super::settings::{Node, parsed, recovered};

/// The content of every file of a round, by its name: `round.toml`, `dwellings.csv`, `applicants.csv`,
/// `decisions.csv` (each as `.xlsx` too, or one workbook that holds all four), `model/model.toml`, `norms/rent.csv`,
/// `norms/income.csv`, `norms/size.csv`; in a round that follows a year's plan `plan.csv` and `model/year/…` too. For
/// questions about the year, `model/year/…` and `model/population.toml` can be there in any round.
pub type Files = BTreeMap<String, Vec<u8>>;

/// The name of the year's plan among the files of a round that names one.
pub(super) const PLAN: &str = "plan.csv";

/// The tables of a round, and whether it needs them.
const TABLES: [(&str, bool); 3] = [("dwellings", true), ("applicants", true), ("decisions", false)];

/// Which files of a round are fetched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    /// All of them.
    Everything,
    /// All of them, and what the model tells of its year, also where the round follows no plan.
    WithYear,
    /// The settings of the round (a workbook as a whole) and of its model.
    Settings,
}

/// Fetches the files that a round names; a file that is missing or unreadable is a problem.
pub(super) fn gather(path: &Path, wanted: Wanted) -> (Files, Vec<Problem>) {
    let mut gathered = Gathered::default();
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    if path.is_dir() || name == "round.toml" {
        let folder = if path.is_dir() { path } else { path.parent().unwrap_or(path) };
        gathered.fetch("round.toml", &folder.join("round.toml"));
        for (table, needed) in TABLES.into_iter().filter(|_| wanted != Wanted::Settings) {
            gathered.fetch_table("", table, folder, needed);
        }
        gathered.fetch_model(folder, wanted);
    } else {
        gathered.fetch(&name, path);
        gathered.fetch_model(path.parent().unwrap_or(path), wanted);
    }
    (gathered.files, gathered.problems)
}

/// The own files of a round of this month without dwellings and applicants.
pub(super) fn nobody_waits(month: Month) -> Files {
    let round = format!("format = 1\n[round]\nid = \"{month}\"\nmonth = \"{month}\"\nmodel = \".\"\nseed = 0\n");
    let tables = [("dwellings.csv", "id,rooms,rent\n"), ("applicants.csv", "id,group,adults,age,registered\n")];
    let files = [("round.toml", round.as_str())].into_iter().chain(tables);
    files.map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec())).collect()
}

/// Fetches the files of a model, under a round of this month without dwellings and applicants.
pub(super) fn gather_model(folder: &Path, month: Month) -> (Files, Vec<Problem>) {
    let mut gathered = Gathered { files: nobody_waits(month), ..Gathered::default() };
    gathered.fetch_model(folder, Wanted::Everything);
    (gathered.files, gathered.problems)
}

/// The name of the workbook among the files, where the round is one.
pub(super) fn workbook_name(files: &Files) -> Option<&str> {
    let is_own = |name: &&String| !name.contains('/') && !name.to_lowercase().ends_with(".csv");
    if files.contains_key("round.toml") { None } else { files.keys().find(is_own).map(String::as_str) }
}

/// The name of the workbook that has the tables of a round: the round itself, or one with settings beside it.
pub(super) fn tables_book(files: &Files) -> Option<&str> {
    let is_of_one_table =
        |name: &str| TABLES.iter().any(|(table, _)| name.eq_ignore_ascii_case(&format!("{table}.xlsx")));
    let is_book = |name: &&String| {
        !name.contains('/') && name.to_lowercase().ends_with(".xlsx") && !is_of_one_table(name.as_str())
    };
    workbook_name(files).or_else(|| files.keys().find(is_book).map(String::as_str))
}

/// Whether a round has its tables in a workbook, and settings beside it: so it can be handed in, but does not stand in
/// a folder; see [`super::as_folder`].
pub fn has_settings_beside_its_workbook(files: &Files) -> bool {
    files.contains_key("round.toml") && tables_book(files).is_some()
}

/// Reads one file.
///
/// # Errors
/// A file that is missing or that the system does not let us read.
pub(super) fn fetch(name: &str, path: &Path) -> Result<Vec<u8>, Problem> {
    std::fs::read(path).map_err(|fault| {
        let code = if fault.kind() == ErrorKind::NotFound { Code::FileMissing } else { Code::FileUnreadable };
        Problem::new(code, name).found(&path.display().to_string()).detail(&fault.to_string())
    })
}

#[derive(Default)]
struct Gathered {
    files: Files,
    problems: Vec<Problem>,
}

impl Gathered {
    fn fetch(&mut self, name: &str, path: &Path) {
        match fetch(name, path) {
            Ok(bytes) => drop(self.files.insert(name.to_owned(), bytes)),
            Err(problem) => self.problems.push(problem),
        }
    }

    /// Fetches a table, as text or as a workbook.
    fn fetch_table(&mut self, prefix: &str, table: &str, folder: &Path, needed: bool) {
        for name in super::found::places(folder, table, needed) {
            self.fetch(&format!("{prefix}{name}"), &folder.join(&name));
        }
    }

    /// The settings of the round; where only they are wanted, as far as they can be read at all.
    fn round_settings(&self, wanted: Wanted) -> Option<Node> {
        match self.files.get("round.toml").filter(|_| wanted == Wanted::Settings) {
            Some(bytes) => recovered(bytes),
            None => super::round::settings(&self.files, &Findings::default()),
        }
    }

    /// The round names the model's folder, the model that of the norms, each from where it stands; a
    /// round may name other norms.
    fn fetch_model(&mut self, round_folder: &Path, wanted: Wanted) {
        let Some(round) = self.round_settings(wanted) else { return };
        let Some(model_folder) = named(&round, "round", "model", round_folder) else { return };
        self.fetch("model/model.toml", &model_folder.join("model.toml"));
        if wanted == Wanted::Settings {
            return;
        }
        self.fetch_plan(&round, round_folder, &model_folder);
        if wanted == Wanted::WithYear {
            self.fetch_year(&model_folder);
        }
        let model = self.files.get("model/model.toml").and_then(|bytes| parsed("", bytes, &mut Vec::new()));
        let norms =
            named(&round, "model", "norms", round_folder).or_else(|| named(&model?, "model", "norms", &model_folder));
        let Some(norms) = norms else { return };
        for table in ["rent", "income", "size"] {
            self.fetch_table("norms/", table, &norms, true);
        }
    }
}

impl Gathered {
    /// A round may name a year's plan; then the year's tables of its model belong to it as well.
    fn fetch_plan(&mut self, round: &Node, round_folder: &Path, model_folder: &Path) {
        let Some(plan) = named(round, "round", "plan", round_folder) else { return };
        self.fetch(PLAN, &if plan.is_dir() { plan.join("plan.csv") } else { plan });
        for name in super::year::files_in(model_folder) {
            self.fetch(&format!("model/{name}"), &model_folder.join(&name));
        }
    }
}

impl Gathered {
    /// What a model tells of its year; what it does not have is missed only by who asks about the year.
    fn fetch_year(&mut self, model_folder: &Path) {
        for name in super::year::files_in(model_folder).into_iter().chain(["population.toml".to_owned()]) {
            let path = model_folder.join(&name);
            if path.exists() {
                self.fetch(&format!("model/{name}"), &path);
            }
        }
    }
}

/// The folder that a key names, seen from another folder.
fn named(root: &Node, table: &str, key: &str, from: &Path) -> Option<PathBuf> {
    Some(from.join(root.get(table)?.get(key)?.as_text()?))
}
