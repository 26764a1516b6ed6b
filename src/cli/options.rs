//! Options that several commands have in common.

use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::{Args, ValueEnum};

use super::Failure;
use crate::domain::Language;

/// Options of every command.
#[derive(Debug, Args)]
#[command(next_help_heading = "General options")]
pub(super) struct Common {
    /// Language of sentences and of the form of tables; unless given, the model's
    #[arg(long, global = true, value_name = "LANGUAGE")]
    pub(super) lang: Option<Tongue>,
    /// Say nothing but errors
    #[arg(long, short, global = true)]
    pub(super) quiet: bool,
    /// Processor cores to use; unless given, all
    #[arg(long, global = true, value_name = "NUMBER", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(super) threads: Option<u16>,
}

/// Options of the questions that are answered by solving a round many times.
#[derive(Debug, Args)]
pub(super) struct Asking {
    /// Seed of the lottery instead of the round's
    #[arg(long, value_name = "NUMBER")]
    pub(super) seed: Option<u64>,
    /// Stop each single solve after so much time, such as 30s, 2m or 500ms
    #[arg(long, value_name = "TIME", value_parser = duration)]
    pub(super) time_limit: Option<Duration>,
    /// Show the answer as JSON, or what is wrong with the input as a list of objects
    #[arg(long)]
    pub(super) json: bool,
}

/// A language as it is named on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Tongue {
    /// Dutch
    Nl,
    /// English
    En,
}

impl Common {
    /// The language asked for, else the model's.
    pub(super) fn language(&self, of_model: Language) -> Language {
        match self.lang {
            Some(Tongue::Nl) => Language::Nl,
            Some(Tongue::En) => Language::En,
            None => of_model,
        }
    }

    /// The language asked for, else one that has to be looked up; English where it is not found.
    pub(super) fn language_else(&self, look_up: impl FnOnce() -> Option<Language>) -> Language {
        match self.lang {
            Some(_) => self.language(Language::En),
            None => look_up().unwrap_or_default(),
        }
    }

    /// Sets the number of cores once, before anything is computed.
    pub(super) fn set_threads(&self) -> Result<(), Failure> {
        let Some(threads) = self.threads else {
            return Ok(());
        };
        let pool = rayon::ThreadPoolBuilder::new().num_threads(usize::from(threads));
        pool.build_global().map_err(Failure::fault)
    }
}

/// A duration as people write it: `30s`, `2m`, `500ms`, `1h 30m`.
pub(super) fn duration(text: &str) -> Result<Duration, String> {
    let read = text.parse::<jiff::SignedDuration>().ok().and_then(|duration| Duration::try_from(duration).ok());
    read.filter(|duration| !duration.is_zero()).ok_or_else(|| "write a duration such as 30s, 2m or 500ms".to_owned())
}

/// The folder in which the results of a round stand unless another is asked for: `out` in the round's
/// folder, also where its `round.toml` is named, or `NAME-out` beside a workbook.
pub(super) fn results_folder(round: &Path, asked: Option<&Path>) -> PathBuf {
    match asked {
        Some(folder) => folder.to_owned(),
        None if round.file_name().is_some_and(|name| name == "round.toml") => round.with_file_name("out"),
        None if round.is_file() => {
            let mut name = round.file_stem().unwrap_or_default().to_owned();
            name.push("-out");
            round.with_file_name(name)
        }
        None => round.join("out"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_read_as_people_write_them() {
        assert_eq!(duration("30s"), Ok(Duration::from_secs(30)));
        assert_eq!(duration("2m"), Ok(Duration::from_secs(120)));
        assert_eq!(duration("500ms"), Ok(Duration::from_millis(500)));
        for wrong in ["30", "-3s", "0s", "soon", ""] {
            assert!(duration(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn results_stand_in_the_round_unless_asked_otherwise() {
        assert_eq!(results_folder(Path::new("rounds/2025-03"), None), Path::new("rounds/2025-03/out"));
        assert_eq!(results_folder(Path::new("rounds/2025-03"), Some(Path::new("x"))), Path::new("x"));
        assert_eq!(results_folder(Path::new("rounds/2025-03/round.toml"), None), Path::new("rounds/2025-03/out"));
    }
}
