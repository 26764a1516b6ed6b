//! A round as the folders of files that people have: tables of text, and settings.

mod settings;
mod tables;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use sleutel::domain::{Language, Round, Tier};
use sleutel::input::{Options, table};

use super::dice::Dice;
use settings::settings;
use tables::{Rows, tables};

/// The files of a round by their place in a folder that holds `round`, `model` and `norms`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    pub files: BTreeMap<String, Vec<u8>>,
    /// Whether the earlier matches stand before all other goals.
    keep_first: bool,
}

impl Written {
    /// Rows by id, columns in the order of the schema, English names and numbers.
    pub fn plainly(round: &Round) -> Self {
        Self::by(round, None)
    }

    /// The same round as another hand could have written it: rows, columns and settings in any order, Dutch
    /// or English, in one encoding or another, with some limits in the round that overrule the model's.
    pub fn otherwise(round: &Round, seed: u64) -> Self {
        Self::by(round, Some(Dice::new(seed)))
    }

    fn by(round: &Round, mut hand: Option<Dice>) -> Self {
        let mut files = BTreeMap::new();
        for (file, name, rows) in tables(round) {
            let bytes = table_in_hand(name, rows, hand.as_mut());
            files.insert(file.to_owned(), bytes);
        }
        let (model, own) = settings(round, hand.as_mut());
        files.insert("model/model.toml".to_owned(), model.into_bytes());
        files.insert("round/round.toml".to_owned(), own.into_bytes());
        Self { files, keep_first: keeps_first(round) }
    }

    /// Writes the files below a folder; what to read, and how.
    pub fn put_into(&self, folder: &Path) -> (PathBuf, Options) {
        for (file, bytes) in &self.files {
            let path = folder.join(file);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, bytes).unwrap();
        }
        let earlier = self.files.contains_key("earlier.csv").then(|| folder.join("earlier.csv"));
        (folder.join("round"), Options { seed: None, earlier, keep_first: self.keep_first })
    }
}

/// Whether staying close to the earlier matches goes before everything else.
fn keeps_first(round: &Round) -> bool {
    !round.earlier.is_empty() && round.model.tiers.first() == Some(&Tier::Unchanged)
}

fn shuffle<T>(rows: &mut [T], dice: &mut Dice) {
    for place in (1..rows.len()).rev() {
        rows.swap(place, dice.below(u32::try_from(place).unwrap() + 1) as usize);
    }
}

fn table_in_hand(name: &str, (columns, mut rows): Rows, hand: Option<&mut Dice>) -> Vec<u8> {
    let Some(dice) = hand else {
        return lines(&columns.iter().map(ToString::to_string).collect::<Vec<_>>(), &rows, ",", "\n").into_bytes();
    };
    let language = if dice.percent(50) { Language::Nl } else { Language::En };
    shuffle(&mut rows, dice);
    let mut order: Vec<usize> = (0..columns.len()).collect();
    shuffle(&mut order, dice);
    let schema = table(name).unwrap();
    let heading = |column: &usize| schema.column(columns[*column]).unwrap().heading(language).to_owned();
    let cell = |column: &usize, row: &[String]| in_language(&row[*column], language);
    let rows: Vec<Vec<String>> =
        rows.iter().map(|row| order.iter().map(|column| cell(column, row)).collect()).collect();
    let separator = if language == Language::Nl { ";" } else { *dice.pick(&[&",", &";", &"\t"]) };
    let text = lines(&order.iter().map(heading).collect::<Vec<_>>(), &rows, separator, dice.pick(&["\n", "\r\n"]));
    encoded(&text, dice)
}

fn lines(heading: &[String], rows: &[Vec<String>], separator: &str, end: &str) -> String {
    std::iter::once(heading).chain(rows.iter().map(Vec::as_slice)).map(|row| row.join(separator) + end).collect()
}

/// A decimal comma and the day first, in Dutch.
fn in_language(cell: &str, language: Language) -> String {
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if language == Language::En {
        return cell.to_owned();
    }
    if cell.split_once('.').is_some_and(|(whole, rest)| is_number(whole) && is_number(rest)) {
        return cell.replace('.', ",");
    }
    match cell.split('-').collect::<Vec<_>>()[..] {
        [year, month, day] if [year, month, day].into_iter().all(is_number) => format!("{day}-{month}-{year}"),
        _ => match cell {
            "yes" => "ja".to_owned(),
            "no" => "nee".to_owned(),
            _ => cell.to_owned(),
        },
    }
}

fn encoded(text: &str, dice: &mut Dice) -> Vec<u8> {
    match dice.below(4) {
        0 => format!("\u{feff}{text}").into_bytes(),
        1 => text.chars().map(|letter| u8::try_from(u32::from(letter)).unwrap()).collect(), // as Windows-1252
        2 => std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect(),
        _ => text.as_bytes().to_vec(),
    }
}
