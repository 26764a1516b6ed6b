//! Files that a visitor hands in. A file is known by its name alone, never by a path, and each has its place among the
//! files of a round.

use std::time::Duration;

use axum::extract::Multipart;
use axum::extract::multipart::{Field, MultipartError};
use axum::http::StatusCode;
use tokio::time::timeout;

use crate::input::{self, Files};

use super::trouble::{Trouble, UNREADABLE};
use super::unpack::{is_archive, unpacked};

/// All files together, in bytes. A city with all its seekers takes five million.
pub(super) const LARGEST: usize = 64 << 20;

/// So much of a request is read at most. What is beyond [`LARGEST`] is thrown away: a browser hears that it sent too
/// much only once it has sent it.
pub(super) const MOST_READ: usize = 2 * LARGEST;

/// A visitor of whom nothing comes for so long is given up.
const PATIENCE: Duration = Duration::from_secs(30);

/// Files that can be handed in at once.
const MOST_FILES: usize = 40;

/// The longest name that a workbook keeps, in bytes.
const LONGEST_NAME: usize = 120;

/// The longest text of a form's field, in bytes.
const LONGEST_TEXT: usize = 10_000;

/// What came with a form: the files by their plain names, and the other fields.
#[derive(Debug, Default)]
pub(super) struct Handed {
    pub(super) files: Vec<(String, Vec<u8>)>,
    fields: Vec<(String, String)>,
}

impl Handed {
    /// Files that came otherwise than with a form.
    pub(super) fn of(files: impl IntoIterator<Item = (String, Vec<u8>)>) -> Self {
        let files = files.into_iter().map(|(name, bytes)| (plain_name(&name), bytes));
        Self { files: files.collect(), fields: Vec::new() }
    }

    /// Reads a form.
    pub(super) async fn read(mut form: Multipart) -> Result<Self, Trouble> {
        let read = Self::parts(&mut form).await;
        if matches!(read, Err(Trouble::TooLarge)) {
            throw_away(form).await;
        }
        read
    }

    async fn parts(form: &mut Multipart) -> Result<Self, Trouble> {
        let mut handed = Self::default();
        let mut left = LARGEST;
        while let Some(field) = soon(form.next_field()).await? {
            let name = field.name().unwrap_or_default().to_owned();
            if let Some(file) = field.file_name().map(plain_name) {
                let bytes = bounded(field, left).await?;
                left -= bytes.len();
                if !bytes.is_empty() {
                    handed.files.push((file, bytes));
                }
            } else {
                let text = bounded(field, LONGEST_TEXT.min(left)).await?;
                left -= text.len();
                handed.fields.push((name, String::from_utf8_lossy(&text).trim().to_owned()));
            }
            if handed.files.len() + handed.fields.len() > MOST_FILES {
                return Err(Trouble::TooLarge);
            }
        }
        Ok(handed)
    }

    /// The text of a field; empty where it was left out.
    pub(super) fn field(&self, name: &str) -> &str {
        self.fields.iter().find(|(field, _)| field == name).map_or("", |(_, text)| text)
    }

    /// The entry of the journal that the visitor had seen.
    pub(super) fn version(&self) -> i64 {
        self.field("version").parse().unwrap_or(0)
    }

    /// The tables of a month at their places in a round, workbooks as text: one that is named after a table has that
    /// one, another has all of them.
    pub(super) fn month_tables(&self) -> Result<Files, Trouble> {
        let mut tables = Files::new();
        for (name, bytes) in self.files.iter().filter(|(name, _)| is_workbook(name)) {
            let stem = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem);
            match place(&format!("{stem}.csv")).filter(|place| !place.contains('/')) {
                Some(place) => {
                    let table = place.trim_end_matches(".csv");
                    let text = input::table_of_workbook(name, bytes, table).map_err(Trouble::Input)?;
                    tables.insert(place, text);
                }
                None => tables.extend(input::tables_of_workbook(name, bytes).map_err(Trouble::Input)?),
            }
        }
        let rest = self.files.iter().filter(|(name, _)| !is_workbook(name));
        tables.extend(Self::of(rest.cloned()).round_files()?);
        Ok(tables)
    }

    /// The files at their places in a round.
    pub(super) fn round_files(&self) -> Result<Files, Trouble> {
        let mut files = Files::new();
        let mut handed = Vec::new();
        for (name, bytes) in &self.files {
            if is_archive(name) {
                handed.extend(unpacked(bytes)?);
            } else {
                handed.push((name.clone(), bytes.clone()));
            }
        }
        for (name, bytes) in &handed {
            let place = place(name).ok_or(Trouble::Wrong(
                "Hand in one .xlsx workbook, a .zip of a round, or .csv and .toml files with their usual names.",
                "Lever één .xlsx-werkmap in, een .zip van een ronde, of .csv- en .toml-bestanden met hun gewone namen.",
            ))?;
            files.insert(place, bytes.clone());
        }
        let books = files.keys().filter(|name| is_workbook(name)).count();
        let has_tables =
            ["dwellings.csv", "applicants.csv", "decisions.csv"].iter().any(|name| files.contains_key(*name));
        if books > 1 || (books == 1 && has_tables) {
            return Err(Trouble::Wrong(
                "A round is one workbook, or tables as .csv files, not both.",
                "Een ronde is één werkmap, of tabellen als .csv-bestanden, niet allebei.",
            ));
        }
        Ok(files)
    }
}

/// What the next step of reading gives, unless that takes too long.
async fn soon<T>(step: impl Future<Output = Result<T, MultipartError>>) -> Result<T, Trouble> {
    timeout(PATIENCE, step).await.map_err(|_| Trouble::Slow)?.map_err(|fault| match fault.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Trouble::TooLarge,
        _ => UNREADABLE,
    })
}

/// Reads the rest of a form and keeps nothing of it.
async fn throw_away(mut form: Multipart) {
    while let Ok(Some(mut field)) = soon(form.next_field()).await {
        while let Ok(Some(_)) = soon(field.chunk()).await {}
    }
}

async fn bounded(mut field: Field<'_>, most: usize) -> Result<Vec<u8>, Trouble> {
    let mut bytes = Vec::new();
    while let Some(chunk) = soon(field.chunk()).await? {
        if bytes.len() + chunk.len() > most {
            return Err(Trouble::TooLarge);
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

/// The name of a file without whatever folders its browser told.
pub(super) fn plain_name(told: &str) -> String {
    told.rsplit(['/', '\\']).next().unwrap_or_default().trim().to_owned()
}

fn is_workbook(name: &str) -> bool {
    name.to_lowercase().ends_with(".xlsx")
}

/// Where a file of this name stands among the files of a round; nowhere when it has no place there.
pub(super) fn place(name: &str) -> Option<String> {
    let lower = name.to_lowercase();
    let place = match lower.as_str() {
        "round.toml" | "plan.csv" => lower,
        "model.toml" | "population.toml" => format!("model/{lower}"),
        "dwellings.csv" | "woningen.csv" => "dwellings.csv".to_owned(),
        "applicants.csv" | "woningzoekenden.csv" => "applicants.csv".to_owned(),
        "decisions.csv" | "besluiten.csv" => "decisions.csv".to_owned(),
        "rent.csv" | "income.csv" | "size.csv" => format!("norms/{lower}"),
        "year.toml" | "capacity.csv" | "decision.csv" | "demand.csv" | "realised.csv" | "streams.csv"
        | "supply.csv" | "temporary.csv" | "announced.csv" => format!("model/year/{lower}"),
        _ if is_workbook(&lower) => book_name(name),
        _ => return None,
    };
    Some(place)
}

/// The name that a workbook keeps: its own, unless that is a table's, or one that not every system takes.
fn book_name(name: &str) -> String {
    let is_strange = |letter: char| letter.is_control() || "\\:*?\"<>|/".contains(letter);
    let is_of_one_table = |name: &str| {
        let stem = name.to_lowercase().trim_end_matches(".xlsx").to_owned();
        matches!(stem.as_str(), "" | "dwellings" | "applicants" | "decisions")
    };
    if name.contains(is_strange) || name.starts_with('.') || name.len() > LONGEST_NAME || is_of_one_table(name) {
        return "round.xlsx".to_owned();
    }
    name.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_has_a_name_and_never_a_path() {
        for (told, name) in [
            ("../../etc/passwd", "passwd"),
            ("C:\\fakepath\\dwellings.csv", "dwellings.csv"),
            ("/abs/round.toml", "round.toml"),
            ("..", ".."),
        ] {
            assert_eq!(plain_name(told), name);
        }
        assert_eq!(place(".."), None);
        assert_eq!(place("passwd"), None);
    }

    #[test]
    fn each_file_finds_its_place() {
        assert_eq!(place("Dwellings.CSV").as_deref(), Some("dwellings.csv"));
        assert_eq!(place("ronde maart.XLSX").as_deref(), Some("ronde maart.XLSX"));
        for odd in
            ["dwellings.xlsx", ".xlsx", "..xlsx", "a:b.xlsx", "a\u{7}.xlsx", &format!("{}.xlsx", "x".repeat(200))]
        {
            assert_eq!(place(odd).as_deref(), Some("round.xlsx"), "{odd}");
        }
        assert_eq!(place("model.toml").as_deref(), Some("model/model.toml"));
        assert_eq!(place("supply.csv").as_deref(), Some("model/year/supply.csv"));
        assert_eq!(place("macro.xlsm"), None);
    }
}
