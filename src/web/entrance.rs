//! What files handed in lack: settings that the form fills in, and the model and norms that come with the program.

use crate::input::{self, Files};
use crate::report::template::round_settings;

use super::demo;
use super::trouble::Trouble;
use super::upload::Handed;

/// The settings of a round.
pub(super) const SETTINGS: &str = "round.toml";

/// What is said of a round beside its files; empty where nothing is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Told {
    pub(super) name: String,
    pub(super) month: String,
    pub(super) seed: String,
}

impl Told {
    /// What the fields of a form say.
    pub(super) fn of(handed: &Handed) -> Self {
        let field = |name: &str| handed.field(name).to_owned();
        Self { name: field("name"), month: field("month"), seed: field("seed") }
    }

    /// What the files of a round say.
    pub(super) fn in_files(files: &Files) -> Self {
        let stated = stated(files);
        let text = |key: &str| find(&stated, key).unwrap_or_default().to_owned();
        Self { name: text("id"), month: text("month"), seed: text("seed") }
    }

    /// Whether it says nothing.
    pub(super) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The same, with what `other` says where this says nothing.
    pub(super) fn or(self, other: Self) -> Self {
        let first = |own: String, other: String| if own.is_empty() { other } else { own };
        Self {
            name: first(self.name, other.name),
            month: first(self.month, other.month),
            seed: first(self.seed, other.seed),
        }
    }
}

/// The workbook among the names of a round's own files.
pub(super) fn book_of<'a>(names: impl IntoIterator<Item = &'a String>) -> Option<&'a str> {
    names.into_iter().map(String::as_str).find(|name| !name.contains('/') && name.to_lowercase().ends_with(".xlsx"))
}

/// Adds what a new round lacks; it is called `first` where nothing else names it.
///
/// # Errors
/// A form that contradicts the files.
pub(super) fn complete(files: &mut Files, told: &Told, first: &str) -> Result<(), Trouble> {
    agree(told, files)?;
    let name = if told.month.is_empty() { first } else { told.month.as_str() };
    add_settings(files, told, Told { name: name.to_owned(), ..Told::default() });
    let has_model = files.contains_key("model/model.toml");
    for (place, bytes) in demo::model() {
        let of_model = place.starts_with("model/");
        if !(of_model && has_model) {
            files.entry(place).or_insert(bytes);
        }
    }
    Ok(())
}

/// Writes what is told into settings that lack it; makes settings where there are none, of what is told and of what was
/// said before.
pub(super) fn add_settings(files: &mut Files, told: &Told, before: Told) {
    if let Some(own) = files.get(SETTINGS) {
        if let Some(more) = filled_in(own, told) {
            files.insert(SETTINGS.to_owned(), more);
        }
        return;
    }
    let stated = stated(files);
    let is_complete = ["id", "month", "model", "seed"].iter().all(|key| find(&stated, key).is_some());
    if book_of(files.keys()).is_none() || !is_complete {
        let told = told.clone().or(before);
        let settings = round_settings(&told.name, &told.month, &told.seed);
        files.insert(SETTINGS.to_owned(), settings.into_bytes());
    }
}

/// Settings with more in their table `round`; nothing where they cannot be read or have it all.
fn filled_in(own: &[u8], told: &Told) -> Option<Vec<u8>> {
    let mut root: toml::Table = text(own).parse().ok()?;
    let round = root.entry("round").or_insert_with(|| toml::Table::new().into()).as_table_mut()?;
    let before = round.clone();
    let seed = told.seed.parse::<u32>().ok().map(|seed| toml::Value::Integer(seed.into()));
    let filled = |text: &str| Some(text).filter(|text| !text.is_empty()).map(|text| text.to_owned().into());
    let all = [("id", filled(&told.name)), ("month", filled(&told.month)), ("model", filled("model")), ("seed", seed)];
    for (key, value) in all {
        let stands = round.get(key).is_some_and(|value| value.as_str() != Some(""));
        if let Some(value) = value.filter(|_| !stands || key == "month") {
            round.insert(key.to_owned(), value); // a month that is there and told anew was none
        }
    }
    (*round != before).then(|| root.to_string().into_bytes())
}

/// Says where a form and files handed in with it name different months or numbers: which counts is not for us to guess.
pub(super) fn agree(told: &Told, files: &Files) -> Result<(), Trouble> {
    let stated = stated(files);
    let words = [
        ("month", &told.month, "the month", "de maand"),
        ("seed", &told.seed, "the number for the draw", "het getal voor de loting"),
    ];
    for (key, told, english, dutch) in words {
        if let Some(stated) = find(&stated, key).filter(|stated| !told.is_empty() && *stated != told.as_str()) {
            return Err(Trouble::Either {
                english: format!(
                    "The files say that {english} is {stated}, and the form says {told}. Correct one of the two, or leave the field empty."
                ),
                dutch: format!(
                    "Volgens de bestanden is {dutch} {stated}, en volgens het formulier {told}. Verbeter een van de twee, of laat het veld leeg."
                ),
            });
        }
    }
    Ok(())
}

/// What the files state of the round: the sheet of a workbook before the settings beside it.
fn stated(files: &Files) -> Vec<(String, String)> {
    let mut stated = input::stated_in_workbook(files).unwrap_or_default();
    let root: toml::Table = files.get(SETTINGS).and_then(|bytes| text(bytes).parse().ok()).unwrap_or_default();
    let round = root.get("round").and_then(toml::Value::as_table);
    for (key, value) in round.into_iter().flatten() {
        let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        if !value.is_empty() {
            stated.push((key.clone(), value));
        }
    }
    stated
}

fn find<'a>(stated: &'a [(String, String)], key: &str) -> Option<&'a str> {
    stated.iter().find(|(known, _)| known == key).map(|(_, value)| value.as_str())
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).trim_start_matches('\u{feff}').to_owned()
}
