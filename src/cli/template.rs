//! `sleutel template`.

use std::path::{Path, PathBuf};

use clap::Args;

use super::options::Common;
use super::{Ending, Failure, terminal};
use crate::domain::Language;
use crate::input;
use crate::report::{messages, round_template, template, write_alone, write_together, year_template};

const TABLES: [&str; 3] = ["dwellings", "applicants", "decisions"];

/// Writes empty spreadsheets of a round, with a round.toml to fill in, or one workbook with all of it
#[derive(Debug, Args)]
#[command(after_help = "Example: sleutel template --lang nl -o my-round, or --workbook my-round.xlsx")]
pub(super) struct Template {
    /// Folder for the spreadsheets; files of the same names in it are not touched
    #[arg(short, long = "output", value_name = "DIR", required_unless_present = "workbook")]
    output: Option<PathBuf>,

    /// One workbook instead: settings, dwellings, applicants and decisions as sheets, with notes and choices
    #[arg(long, value_name = "FILE.xlsx", conflicts_with = "output")]
    workbook: Option<PathBuf>,

    /// The tables of a year instead of those of a round
    #[arg(long, requires = "workbook")]
    year: bool,
}

impl Template {
    pub(super) fn run(&self, common: &Common) -> Result<Ending, Failure> {
        let language = common.language(Language::En);
        let told = match (&self.workbook, &self.output) {
            (Some(file), _) => self.workbook(file, language)?,
            (None, Some(folder)) => folder_of_tables(folder, language)?,
            (None, None) => String::new(), // one of the two is required
        };
        if !common.quiet {
            terminal::show(&told);
        }
        Ok(Ending::Done)
    }

    fn workbook(&self, file: &Path, language: Language) -> Result<String, Failure> {
        let bytes = if self.year { year_template(language) } else { round_template(language) };
        let bytes = bytes.map_err(Failure::fault)?;
        if file.exists() {
            return Err(Failure::Wrong(messages::stands_there(file, language), language));
        }
        write_alone(file, &bytes).map_err(|fault| Failure::Wrong(messages::not_written(&fault, language), language))?;
        Ok(template::workbook_written(file, language))
    }
}

fn folder_of_tables(folder: &Path, language: Language) -> Result<String, Failure> {
    let empty = |table: &str| Some((format!("{table}.csv"), input::template(table, language)?.into_bytes()));
    let mut files: Vec<(String, Vec<u8>)> = TABLES.into_iter().filter_map(empty).collect();
    files.push(("round.toml".to_owned(), template::round_toml(language).as_bytes().to_vec()));
    if let Some((name, _)) = files.iter().find(|(name, _)| folder.join(name).exists()) {
        return Err(Failure::Wrong(messages::stands_there(&folder.join(name), language), language));
    }
    let files: Vec<(&str, Vec<u8>)> = files.iter().map(|(name, bytes)| (name.as_str(), bytes.clone())).collect();
    write_together(folder, &files)
        .map_err(|fault| Failure::Wrong(messages::not_written(&fault, language), language))?;
    Ok(template::written(folder, language))
}
