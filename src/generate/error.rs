//! Why a round could not be drawn or written.

use std::path::PathBuf;

use super::Flaw;

/// Why a round could not be drawn or written; each says what to do.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file of the model could not be read.
    #[error("{}: cannot be read ({source}); name the folder of a model that has this file", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A file of the model is no valid TOML, or has a key or a value that does not belong there.
    #[error("{}: {message}", path.display())]
    Syntax {
        /// The file.
        path: PathBuf,
        /// The parser's words, with line and column.
        message: String,
    },
    /// A value of the population cannot be drawn from.
    #[error("{}: {place}: {flaw}", path.display())]
    Population {
        /// The file.
        path: PathBuf,
        /// The table it is about, such as `group "statushouders"`.
        place: String,
        /// What is wrong and what to write.
        flaw: Flaw,
    },
    /// The request asks for a number of regions that cannot be drawn.
    #[error("--regions {0}: write 1 to 10000")]
    Regions(u32),
    /// The folder holds something that was not drawn.
    #[error("{}: holds files and no generated round; choose an empty folder, so that nothing is lost", path.display())]
    Occupied {
        /// The folder.
        path: PathBuf,
    },
    /// The round could not be written.
    #[error("{}: cannot be written ({source})", path.display())]
    Write {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The rows could not be laid out as CSV.
    #[error("the drawn rows cannot be laid out as a table: {0}")]
    Table(#[from] csv::Error),
}
