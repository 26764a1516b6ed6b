//! `sleutel man`.

use std::path::PathBuf;

use clap::Args;
use clap_mangen::Man as Page;

use super::options::Common;
use super::{Ending, Failure, terminal};
use crate::domain::Language;
use crate::report::{messages, write_together};

/// Writes the manual pages, one per command, into a folder
#[derive(Debug, Args)]
#[command(after_help = "Example: sleutel man -o ~/.local/share/man/man1")]
pub(super) struct Man {
    /// Folder for the pages
    #[arg(short, long = "output", value_name = "DIR")]
    output: PathBuf,
}

impl Man {
    pub(super) fn run(&self, common: &Common) -> Result<Ending, Failure> {
        let mut command = super::command();
        command.build();
        let mut pages = vec![("sleutel.1".to_owned(), page(command.clone())?)];
        for verb in command.get_subcommands().filter(|verb| verb.get_name() != "help") {
            let name = format!("sleutel-{}", verb.get_name());
            pages.push((format!("{name}.1"), page(verb.clone())?));
        }
        let files: Vec<(&str, Vec<u8>)> = pages.iter().map(|(name, page)| (name.as_str(), page.clone())).collect();
        let language = common.language(Language::En);
        write_together(&self.output, &files)
            .map_err(|fault| Failure::Wrong(messages::not_written(&fault, language), language))?;
        if !common.quiet {
            terminal::show(&messages::manual_written(pages.len(), &self.output, language));
        }
        Ok(Ending::Done)
    }
}

fn page(command: clap::Command) -> Result<Vec<u8>, Failure> {
    let mut text = Vec::new();
    Page::new(command).render(&mut text).map_err(Failure::fault)?;
    Ok(text)
}
