//! Reading a round for a command, and telling everything that is wrong with it.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::options::Common;
use super::{Failure, terminal};
use crate::domain::{Language, List, Match, Problem};
use crate::input::{self, Options, Read, YearRead};
use crate::report::{messages, problems};

/// What a command asks of the reading of a round.
#[derive(Debug, Default, Args)]
pub(super) struct Asked {
    /// Seed of the lottery instead of the round's
    #[arg(long, value_name = "NUMBER")]
    seed: Option<u64>,
    /// Results of an earlier run to stay close to, as far as the goals before it allow
    #[arg(long, value_name = "DIR")]
    earlier: Option<PathBuf>,
    /// Stay close to the earlier results before every other goal
    #[arg(long, value_name = "WHEN", requires = "earlier")]
    keep: Option<Keep>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Keep {
    /// Before every other goal
    First,
}

impl Asked {
    /// The earlier results to stay close to.
    pub(super) fn earlier(&self) -> Option<&Path> {
        self.earlier.as_deref()
    }

    /// Nothing but another seed.
    pub(super) fn with_seed(seed: Option<u64>) -> Self {
        Self { seed, ..Self::default() }
    }
}

/// Reads a round; errors end the command, and warnings are counted: `check` shows them.
pub(super) fn read(round: &Path, asked: &Asked, common: &Common) -> Result<Read, Failure> {
    let read = read_silently(round, asked, common).map_err(|failure| without_warnings(failure, round, common))?;
    count_warnings(&read, round, common);
    Ok(read)
}

/// The errors alone, after a line that counts the warnings.
fn without_warnings(failure: Failure, round: &Path, common: &Common) -> Failure {
    let Failure::Input(found, language) = failure else { return failure };
    let (warnings, errors): (Vec<Problem>, Vec<Problem>) = found.into_iter().partition(|one| one.code.is_warning());
    if !warnings.is_empty() && !common.quiet {
        terminal::aside(&messages::warnings_beside_errors(warnings.len(), round, language));
    }
    Failure::Input(errors, language)
}

/// Tells how many warnings a round has.
pub(super) fn count_warnings(read: &Read, round: &Path, common: &Common) {
    let count = read.warnings.len();
    if count > 0 && !common.quiet {
        let language = common.language(read.round.model.language);
        terminal::aside(&messages::warnings_counted(count, round, language));
    }
}

/// Reads a round and tells every warning.
pub(super) fn read_aloud(round: &Path, common: &Common) -> Result<Read, Failure> {
    let read = read_silently(round, &Asked::default(), common)?;
    let language = common.language(read.round.model.language);
    for warning in read.warnings.iter().filter(|_| !common.quiet) {
        terminal::warn(&problems::sentence(warning, language), language);
    }
    Ok(read)
}

fn read_silently(round: &Path, asked: &Asked, common: &Common) -> Result<Read, Failure> {
    let keep_first = asked.keep == Some(Keep::First);
    let options = Options { seed: asked.seed, earlier: asked.earlier.clone(), keep_first };
    input::read_round(round, &options).map_err(|found| Failure::Input(found, language(round, common)))
}

/// Reads the year of a model.
pub(super) fn read_year(model: &Path, common: &Common) -> Result<YearRead, Failure> {
    let language = || common.language_else(|| input::language_of_model(model));
    input::read_year(model).map_err(|found| Failure::Input(found, language()))
}

/// The language asked for, else that of the round's model, as far as it can be read; English where it
/// cannot.
pub(super) fn language(round: &Path, common: &Common) -> Language {
    common.language_else(|| input::language_of_round(round))
}

/// Reads a list of matches of any origin, with what its rows state besides.
pub(super) fn read_list(file: &Path, language: Language) -> Result<List, Failure> {
    input::read_list(file).map_err(|found| Failure::Input(found, language))
}

/// Reads a list of matches of any origin.
pub(super) fn read_matches(file: &Path, language: Language) -> Result<Vec<Match>, Failure> {
    input::read_matches(file).map_err(|found| Failure::Input(found, language))
}
