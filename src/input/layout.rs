//! Where the files of a round stand beside each other, so that it finds its model and norms from its own settings.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::Problem;

use super::files::{Files, PLAN, workbook_name};
use super::folder::as_folder;
use super::section::Findings;
use super::settings::{Node, parsed};

/// A round as files under a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    /// The content of each file, by its path under the folder, with `/` between names.
    pub files: Files,
    /// The path of the round among them: its folder (empty: the folder itself), or its workbook.
    pub round: String,
    /// Whether every file is as it was. Where the settings name places outside of any folder they are changed to
    /// name places in this one: all else is as it was.
    pub is_as_it_was: bool,
}

/// Folders above a round, the nearest last; further ones are called by the first name.
const ABOVE: [&str; 4] = ["files", "model", "rounds", "round"];

/// So many folders above a round are tried.
const DEEPEST: usize = 12;

/// Lays the files of a round out as its settings name them.
///
/// # Errors
/// Settings that cannot be read.
pub fn laid_out(files: &Files) -> Result<Layout, Vec<Problem>> {
    let findings = Findings::default();
    let Some(round) = super::round::settings(files, &findings) else { return Err(findings.into_inner()) };
    let model = files.get("model/model.toml").and_then(|bytes| parsed("", bytes, &mut Vec::new()));
    let found = (0..=DEEPEST).find_map(|depth| at_depth(files, &round, model.as_ref(), depth));
    found.map_or_else(|| with_own_settings(files), Ok)
}

/// The layout with the round so many folders deep; nothing where that leads out of the folder, or two files to one
/// place.
fn at_depth(files: &Files, round: &Node, model: Option<&Node>, depth: usize) -> Option<Layout> {
    let own = above(depth);
    let model_folder = named(round, "round", "model", &own)?;
    let norms = match round.get("model").and_then(|table| table.get("norms")) {
        Some(_) => named(round, "model", "norms", &own)?,
        None => named(model?, "model", "norms", &model_folder)?,
    };
    let plan = plan_place(round, &own)?;
    let place = |name: &str| match name.split_once('/') {
        Some(("model", rest)) => under(&model_folder, rest),
        Some(("norms", rest)) => under(&norms, rest),
        _ if name == PLAN => plan.clone(),
        _ => under(&own, name),
    };
    let placed: BTreeMap<String, Vec<u8>> = files.iter().map(|(name, bytes)| (place(name), bytes.clone())).collect();
    let folders: BTreeSet<&str> = placed.keys().flat_map(|path| folders_of(path)).collect();
    let is_clear = placed.len() == files.len() && placed.keys().all(|path| !folders.contains(path.as_str()));
    let round = workbook_name(files).map_or_else(|| own.join("/"), |book| under(&own, book));
    is_clear.then_some(Layout { files: placed, round, is_as_it_was: true })
}

/// All folders that a path leads through.
fn folders_of(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(end, _)| &path[..end])
}

fn above(depth: usize) -> Vec<String> {
    let further = depth.saturating_sub(ABOVE.len());
    let near = &ABOVE[ABOVE.len() - (depth - further)..];
    std::iter::repeat_n(ABOVE[0], further).chain(near.iter().copied()).map(str::to_owned).collect()
}

fn under(folder: &[String], name: &str) -> String {
    folder.iter().map(String::as_str).chain([name]).collect::<Vec<_>>().join("/")
}

/// A plan is named by its file or by its folder.
fn plan_place(round: &Node, own: &[String]) -> Option<String> {
    if round.get("round").and_then(|table| table.get("plan")).is_none() {
        return Some(under(own, PLAN));
    }
    let named = named(round, "round", "plan", own)?;
    let is_file = named.last().is_some_and(|name| name.to_lowercase().ends_with(".csv"));
    Some(if is_file { named.join("/") } else { under(&named, PLAN) })
}

/// The folder that a key names, seen from another; nothing where it leads out of all of them, or up again from a
/// folder that nothing stands in.
fn named(root: &Node, table: &str, key: &str, from: &[String]) -> Option<Vec<String>> {
    let path = root.get(table)?.get(key)?.as_text()?;
    let mut at = from.to_vec();
    let mut has_gone_down = false;
    for step in path.split('/') {
        match step {
            "" if path.starts_with('/') => return None,
            "" | "." => (),
            ".." if has_gone_down => return None,
            ".." => drop(at.pop()?),
            name if is_plain(name) => {
                has_gone_down = true;
                at.push(name.to_owned());
            }
            _ => return None,
        }
    }
    Some(at)
}

/// Whether every system takes it as the name of a folder or file.
fn is_plain(name: &str) -> bool {
    let is_strange = |letter: char| letter.is_control() || "\\:*?\"<>|".contains(letter);
    name.trim() == name && !name.ends_with('.') && !name.contains(is_strange)
}

/// The round in its own folder with its model and norms within, and settings that say so.
fn with_own_settings(files: &Files) -> Result<Layout, Vec<Problem>> {
    let mut files = as_folder(files)?;
    let text = files.get("round.toml").map(|bytes| String::from_utf8_lossy(bytes).into_owned()).unwrap_or_default();
    let mut root: toml::Table = text.trim_start_matches('\u{feff}').parse().unwrap_or_default();
    let mut put = |table: &str, key: &str, place: &str| {
        let entry = root.entry(table).or_insert_with(|| toml::Value::Table(toml::Table::new()));
        if let Some(entry) = entry.as_table_mut() {
            entry.insert(key.to_owned(), toml::Value::String(place.to_owned()));
        }
    };
    put("round", "model", "model");
    put("model", "norms", "norms");
    if files.contains_key(PLAN) {
        put("round", "plan", PLAN);
    }
    files.insert("round.toml".to_owned(), root.to_string().into_bytes());
    Ok(Layout { files, round: String::new(), is_as_it_was: false })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn files(model: &str, norms: &str, more: &str) -> Files {
        let round = format!("format = 1\n[round]\nid = \"a\"\nmonth = \"2025-03\"\nmodel = \"{model}\"\n{more}");
        let settings = format!("format = 1\n[model]\nnorms = \"{norms}\"\n");
        let all = [
            ("round.toml", round.as_str()),
            ("dwellings.csv", "d"),
            ("applicants.csv", "a"),
            ("model/model.toml", &settings),
            ("norms/rent.csv", "r"),
            ("norms/income.csv", "i"),
            ("norms/size.csv", "s"),
        ];
        all.into_iter().map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec())).collect()
    }

    /// What a folder with these files gives when the round in it is fetched.
    fn fetched(layout: &Layout) -> Files {
        let folder = tempfile::tempdir().unwrap();
        for (path, bytes) in &layout.files {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, bytes).unwrap();
        }
        super::super::gather_files(&folder.path().join(&layout.round)).unwrap()
    }

    #[test]
    fn a_round_laid_out_as_it_names_its_files_is_fetched_to_the_byte() {
        for (model, norms) in [
            ("model", "../norms"),
            ("../..", "../norms/nl"),
            (".", "."),
            ("../../models/utrecht-2025", "../norms/nl"),
            ("../../../../../../../x", "./y/z"),
        ] {
            let files = files(model, norms, "");
            let layout = laid_out(&files).unwrap();
            assert!(layout.is_as_it_was, "{model} {norms}");
            assert_eq!(fetched(&layout), files, "{model} {norms}");
        }
    }

    #[test]
    fn a_round_may_name_norms_of_its_own() {
        let files = files("../m", "nowhere", "[model]\nnorms = \"../n\"\n");
        let layout = laid_out(&files).unwrap();
        assert!(layout.files.contains_key("n/rent.csv"), "{:?}", layout.files.keys());
        assert_eq!(fetched(&layout), files);
    }

    #[test]
    fn settings_that_name_places_of_one_machine_are_made_to_name_places_here() {
        for model in ["/data/model", "C:\\\\models", "a/../b", "C:/models"] {
            let files = files(model, "../norms", "");
            let layout = laid_out(&files).unwrap();
            assert!(!layout.is_as_it_was, "{model}");
            let mut found = fetched(&layout);
            let mut wanted = files;
            assert_ne!(found.remove("round.toml"), wanted.remove("round.toml"), "{model}");
            assert_eq!(found, wanted, "{model}");
        }
    }
}
