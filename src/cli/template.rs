//! `sleutel template`.

use std::path::PathBuf;

use clap::Args;

use super::options::Common;
use super::{Ending, Failure, terminal};
use crate::domain::Language;
use crate::input;
use crate::report::{messages, template, write_together};

const TABLES: [&str; 3] = ["dwellings", "applicants", "decisions"];

/// Writes empty spreadsheets of a round, with a round.toml to fill in
#[derive(Debug, Args)]
#[command(after_help = "Example: sleutel template --lang nl -o my-round")]
pub(super) struct Template {
    /// Folder for the spreadsheets; files of the same names in it are not touched
    #[arg(short, long = "output", value_name = "DIR")]
    output: PathBuf,
}

impl Template {
    pub(super) fn run(&self, common: &Common) -> Result<Ending, Failure> {
        let language = common.language(Language::En);
        let empty = |table: &str| Some((format!("{table}.csv"), input::template(table, language)?.into_bytes()));
        let mut files: Vec<(String, Vec<u8>)> = TABLES.into_iter().filter_map(empty).collect();
        files.push(("round.toml".to_owned(), template::round_toml(language).as_bytes().to_vec()));
        if let Some((name, _)) = files.iter().find(|(name, _)| self.output.join(name).exists()) {
            return Err(Failure::Wrong(messages::stands_there(&self.output.join(name), language), language));
        }
        let files: Vec<(&str, Vec<u8>)> = files.iter().map(|(name, bytes)| (name.as_str(), bytes.clone())).collect();
        write_together(&self.output, &files)
            .map_err(|fault| Failure::Wrong(messages::not_written(&fault, language), language))?;
        if !common.quiet {
            terminal::show(&template::written(&self.output, language));
        }
        Ok(Ending::Done)
    }
}
