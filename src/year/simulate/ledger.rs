//! The replays that are done, as a file: what they are replays of in the first line, then a line for each, in order.
//!
//! A line that was not written to its end is no line: going on cuts it off and does that replay again.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{BufRead, BufReader, Seek, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::{Asked, Goals, Policy, Replay, Setting};
use crate::solver::Effort;

/// Name of the file in the folder of results.
pub const LEDGER: &str = "replays.jsonl";

/// Number of the form of the file.
const FORMAT: u32 = 1;

/// What the replays of a file are replays of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heading {
    /// Form of the file.
    pub format: u32,
    /// Version of this program.
    pub version: String,
    /// Seed of all replays.
    pub seed: u64,
    /// Up to which goal each month is allocated.
    pub goals: String,
    /// Whether every month is allocated to its proven best.
    pub proven: bool,
    /// The policies, in order.
    pub policies: Vec<String>,
    /// SHA-256 (hex) of every file read, by its name.
    pub inputs: BTreeMap<String, String>,
}

/// Why a file of replays cannot be used; each names the file.
#[derive(Debug, thiserror::Error)]
pub enum LedgerError {
    /// It cannot be written.
    #[error("{}: {source}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// It cannot be read.
    #[error("{}: {source}", path.display())]
    Unread {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A line is not what this program writes.
    #[error("{}:{line}: no line of replays", path.display())]
    Line {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
    },
    /// Its replays are of something else.
    #[error("{}: replays of something else: {}", path.display(), differs.join(", "))]
    Other {
        /// The file.
        path: PathBuf,
        /// What differs: keys of the first line, and files as `inputs: NAME`.
        differs: Vec<String>,
    },
    /// It has a replay that does not come next.
    #[error("{}: has replay {found}, which is not among those asked for", path.display())]
    Unasked {
        /// The file.
        path: PathBuf,
        /// Number of the replay.
        found: u32,
    },
    /// Of several files together, this replay is in none.
    #[error("replay {0} is in none of the folders")]
    Missing(u32),
    /// Of several files together, this replay is in more than one.
    #[error("{}: has replay {found}, which is in another folder too", path.display())]
    Twice {
        /// The file.
        path: PathBuf,
        /// Number of the replay.
        found: u32,
    },
}

impl Heading {
    /// What these replays are replays of; `inputs` has the hash of every file read.
    pub fn of(setting: &Setting, inputs: BTreeMap<String, String>) -> Self {
        Self {
            format: FORMAT,
            version: env!("CARGO_PKG_VERSION").to_owned(),
            seed: setting.seed,
            goals: setting.goals.name().to_owned(),
            proven: setting.effort == Effort::Proven,
            policies: setting.policies.iter().map(|policy| policy.name().to_owned()).collect(),
            inputs,
        }
    }

    /// What was asked for; `None` where this version does not know a policy or goals that it names.
    pub fn asked(&self) -> Option<Asked> {
        let policies = self.policies.iter().map(|name| Policy::from_name(name)).collect::<Option<_>>()?;
        let effort = if self.proven { Effort::Proven } else { Effort::Near };
        Some(Asked { seed: self.seed, policies, goals: Goals::from_name(&self.goals)?, effort })
    }

    /// What differs from another one: keys, and files.
    fn differs(&self, other: &Self) -> Vec<String> {
        let keys = [
            ("format", self.format == other.format),
            ("version", self.version == other.version),
            ("seed", self.seed == other.seed),
            ("goals", self.goals == other.goals),
            ("proven", self.proven == other.proven),
            ("policies", self.policies == other.policies),
        ];
        let files = self.inputs.keys().chain(other.inputs.keys());
        let mut files: Vec<&String> = files.filter(|name| self.inputs.get(*name) != other.inputs.get(*name)).collect();
        files.sort_unstable();
        files.dedup();
        let keys = keys.into_iter().filter(|(_, same)| !same).map(|(key, _)| key.to_owned());
        keys.chain(files.into_iter().map(|name| format!("inputs: {name}"))).collect()
    }
}

/// A file of replays that goes on.
pub struct Ledger {
    path: PathBuf,
    file: File,
}

impl Ledger {
    /// Opens the file in a folder, or begins it; says how many of the replays are done. `numbers` are those asked for.
    ///
    /// # Errors
    /// A file that cannot be read or written, whose replays are of something else, or that has others than asked for.
    pub fn open(
        folder: &Path,
        heading: &Heading,
        mut numbers: impl Iterator<Item = u32>,
    ) -> Result<(Self, usize), LedgerError> {
        let path = folder.join(LEDGER);
        let failed = |source| LedgerError::File { path: path.clone(), source };
        std::fs::create_dir_all(folder).map_err(failed)?;
        let options = std::fs::OpenOptions::new().read(true).append(true).create(true).open(&path);
        let mut file = options.map_err(failed)?;
        let mut lines = Lines::new(&path, BufReader::new(&file));
        let begun = lines.next_whole()?;
        if begun {
            lines.heading()?.must_be(heading, &path)?;
        } else if !written(heading).map_err(failed)?.starts_with(&lines.text) {
            return Err(lines.broken());
        }
        let mut done = 0;
        while let Some(replay) = lines.replay()? {
            if numbers.next() != Some(replay.replay) {
                return Err(LedgerError::Unasked { path, found: replay.replay });
            }
            done += 1;
        }
        let whole = lines.whole;
        file.set_len(whole).and_then(|()| file.seek(std::io::SeekFrom::End(0))).map_err(failed)?;
        let mut ledger = Self { path: path.clone(), file };
        if !begun {
            ledger.line(heading)?;
        }
        Ok((ledger, done))
    }

    /// Writes a replay behind the others.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn add(&mut self, replay: &Replay) -> Result<(), LedgerError> {
        self.line(replay)
    }

    fn line(&mut self, value: &impl Serialize) -> Result<(), LedgerError> {
        let written = written(value).and_then(|line| self.file.write_all(&line)).and_then(|()| self.file.flush());
        written.map_err(|source| LedgerError::File { path: self.path.clone(), source })
    }
}

/// A line of the file.
fn written(value: &impl Serialize) -> std::io::Result<Vec<u8>> {
    let mut line = serde_json::to_vec(value)?;
    line.push(b'\n');
    Ok(line)
}

/// The replays of a file, one after the other.
pub struct Replays {
    /// What they are replays of.
    pub heading: Heading,
    lines: Lines<BufReader<File>>,
}

impl Replays {
    /// Opens the file in a folder.
    ///
    /// # Errors
    /// A file that cannot be read, or that is no file of replays.
    pub fn open(folder: &Path) -> Result<Self, LedgerError> {
        let path = folder.join(LEDGER);
        let file = File::open(&path).map_err(|source| LedgerError::Unread { path: path.clone(), source })?;
        let mut lines = Lines::new(&path, BufReader::new(file));
        lines.next_whole()?;
        Ok(Self { heading: lines.heading()?, lines })
    }

    /// The next replay; `None` after the last.
    ///
    /// # Errors
    /// A line that cannot be read, or is no replay.
    pub fn next_replay(&mut self) -> Result<Option<Replay>, LedgerError> {
        self.lines.replay()
    }
}

/// Joins the replays of several folders in another, in the order of their numbers; says how many there are. Where it is told how
/// many there must be, the folder is not begun unless all of them are there.
///
/// # Errors
/// Folders whose replays are of something else, a replay that is in none of them or in more than one or that is not among so
/// many, or a file that cannot be read or written.
pub fn join(folders: &[PathBuf], heading: &Heading, wanted: Option<u32>, target: &Path) -> Result<u32, LedgerError> {
    if let Some(wanted) = wanted {
        counted(folders, wanted)?;
    }
    let mut parts = Vec::new();
    for folder in folders {
        let mut replays = Replays::open(folder)?;
        replays.heading.clone().must_be(heading, &replays.lines.path)?;
        let first = replays.next_replay()?;
        parts.push((replays, first));
    }
    let (mut ledger, done) = Ledger::open(target, heading, 1..)?;
    let mut last = 0;
    loop {
        let open = parts.iter_mut().filter_map(|(replays, next)| Some((next.as_ref()?.replay, replays, next)));
        let Some((number, replays, next)) = open.min_by_key(|(number, ..)| *number) else { return Ok(last) };
        if number != last + 1 {
            let path = replays.lines.path.clone();
            let twice = number == last;
            return Err(if twice {
                LedgerError::Twice { path, found: number }
            } else {
                LedgerError::Missing(last + 1)
            });
        }
        if let Some(replay) = next.as_ref().filter(|_| number as usize > done) {
            ledger.add(replay)?;
        }
        *next = replays.next_replay()?;
        last = number;
    }
}

/// Makes sure that each of so many replays is in one of the folders, and no other.
fn counted(folders: &[PathBuf], wanted: u32) -> Result<(), LedgerError> {
    let mut found = BTreeSet::new();
    for folder in folders {
        let mut replays = Replays::open(folder)?;
        while let Some(replay) = replays.next_replay()? {
            if replay.replay > wanted {
                return Err(LedgerError::Unasked { path: replays.lines.path, found: replay.replay });
            }
            found.insert(replay.replay);
        }
    }
    (1..=wanted).find(|number| !found.contains(number)).map_or(Ok(()), |number| Err(LedgerError::Missing(number)))
}

impl Heading {
    fn must_be(&self, expected: &Self, path: &Path) -> Result<(), LedgerError> {
        let differs = self.differs(expected);
        if differs.is_empty() { Ok(()) } else { Err(LedgerError::Other { path: path.to_owned(), differs }) }
    }
}

/// The whole lines of a file.
struct Lines<Read> {
    path: PathBuf,
    reader: Read,
    text: Vec<u8>,
    line: usize,
    /// Bytes of the lines read that have an end.
    whole: u64,
}

impl<Read: BufRead> Lines<Read> {
    fn new(path: &Path, reader: Read) -> Self {
        Self { path: path.to_owned(), reader, text: Vec::new(), line: 0, whole: 0 }
    }

    /// Reads the next line; whether there is one that has an end.
    fn next_whole(&mut self) -> Result<bool, LedgerError> {
        self.text.clear();
        let read = self.reader.read_until(b'\n', &mut self.text);
        let read = read.map_err(|source| LedgerError::Unread { path: self.path.clone(), source })?;
        self.line += 1;
        let is_whole = self.text.ends_with(b"\n");
        self.whole += if is_whole { read as u64 } else { 0 };
        Ok(is_whole)
    }

    /// The line read last, as the heading.
    fn heading(&self) -> Result<Heading, LedgerError> {
        serde_json::from_slice(&self.text).map_err(|_| self.broken())
    }

    fn replay(&mut self) -> Result<Option<Replay>, LedgerError> {
        if !self.next_whole()? {
            return Ok(None);
        }
        serde_json::from_slice(&self.text).map(Some).map_err(|_| self.broken())
    }

    fn broken(&self) -> LedgerError {
        LedgerError::Line { path: self.path.clone(), line: self.line }
    }
}
