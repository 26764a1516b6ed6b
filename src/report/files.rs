//! Writing a set of files together: all of them, or none.
//!
//! Where the system allows, the folder is exchanged for one that is ready, in a single step. Elsewhere every
//! file is written whole under a temporary name in its folder, and only then are all renamed: a full disk
//! or a crash while writing leaves the old files as they were, and where a rename itself fails, those already
//! done are turned back. There a crash between two renames leaves old and new files side by side, each
//! whole; the certificate has the hashes by which that is seen.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::exchange;

/// Results could not be written; what stood there before still stands.
#[derive(Debug, thiserror::Error)]
#[error("{}: {cause}", path.display())]
pub struct WriteError {
    /// The file or folder that could not be written.
    pub path: PathBuf,
    /// What the system said.
    #[source]
    pub cause: io::Error,
}

impl WriteError {
    fn at(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |cause| Self { path, cause }
    }
}

/// A file ready to take its place, with a copy of what stands there now.
struct Staged {
    target: PathBuf,
    new: NamedTempFile,
    old: Option<NamedTempFile>,
}

/// Writes files into a folder, all or none; the folder is made when it is missing.
///
/// # Errors
/// The file or folder that could not be written, and why. Nothing has changed then.
pub fn write_together(folder: &Path, files: &[(&str, Vec<u8>)]) -> Result<(), WriteError> {
    let made = make_folder(folder)?;
    let written = match exchange::put_in(folder, files) {
        Ok(true) => Ok(()),
        Ok(false) => stage(folder, files).and_then(|staged| put_in_place(folder, staged)),
        Err(fault) => Err(WriteError::at(folder)(fault)),
    };
    if written.is_err() {
        for folder in made {
            let _ = std::fs::remove_dir(folder); // stays when another program put something there
        }
    }
    written
}

/// Writes one file where none stands; its folder is made when it is missing.
///
/// # Errors
/// The file that could not be written, and why; one that stands there already stays as it is.
pub fn write_alone(target: &Path, bytes: &[u8]) -> Result<(), WriteError> {
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    make_folder(folder)?;
    let file = temporary(folder, bytes).map_err(WriteError::at(target))?;
    file.persist_noclobber(target).map(drop).map_err(|fault| WriteError::at(target)(fault.error))
}

/// Makes the folder; the answer is the folders that were missing, deepest first.
fn make_folder(folder: &Path) -> Result<Vec<PathBuf>, WriteError> {
    let missing = folder.ancestors().take_while(|part| !part.as_os_str().is_empty() && !part.exists());
    let missing = missing.map(Path::to_owned).collect();
    std::fs::create_dir_all(folder).map_err(WriteError::at(folder))?;
    Ok(missing)
}

fn stage(folder: &Path, files: &[(&str, Vec<u8>)]) -> Result<Vec<Staged>, WriteError> {
    files.iter().map(|(name, bytes)| stage_one(folder, folder.join(name), bytes)).collect()
}

fn stage_one(folder: &Path, target: PathBuf, bytes: &[u8]) -> Result<Staged, WriteError> {
    let old = match std::fs::read(&target) {
        Ok(old) => Some(temporary(folder, &old).map_err(WriteError::at(&target))?),
        Err(fault) if fault.kind() == io::ErrorKind::NotFound => None,
        Err(fault) => return Err(WriteError::at(&target)(fault)),
    };
    let new = temporary(folder, bytes).map_err(WriteError::at(&target))?;
    Ok(Staged { target, new, old })
}

/// A temporary file with these bytes, safely on the disk; it vanishes when it is dropped.
fn temporary(folder: &Path, bytes: &[u8]) -> io::Result<NamedTempFile> {
    let mut file = empty_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    Ok(file)
}

/// An empty temporary file in a folder, for everyone that may see the folder; it vanishes when it is dropped.
///
/// # Errors
/// When the system makes none.
pub fn empty_in(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".sleutel-").suffix(".tmp");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(0o666)); // less the user's mask, as any file
    }
    builder.tempfile_in(folder)
}

fn put_in_place(folder: &Path, staged: Vec<Staged>) -> Result<(), WriteError> {
    let mut done = Vec::new();
    for Staged { target, new, old } in staged {
        if let Err(fault) = new.persist(&target) {
            turn_back(done);
            return Err(WriteError::at(&target)(fault.error));
        }
        done.push((target, old));
    }
    std::fs::File::open(folder).and_then(|folder| folder.sync_all()).ok(); // not every system can
    Ok(())
}

fn turn_back(done: Vec<(PathBuf, Option<NamedTempFile>)>) {
    for (target, old) in done {
        match old {
            Some(old) => drop(old.persist(&target)),
            None => drop(std::fs::remove_file(&target)),
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn what_was_renamed_before_a_failure_is_turned_back() {
        let folder = tempfile::tempdir().unwrap();
        let (replaced, added) = (folder.path().join("replaced.csv"), folder.path().join("added.csv"));
        std::fs::write(&replaced, "new").unwrap();
        std::fs::write(&added, "new").unwrap();
        let old = temporary(folder.path(), b"old").unwrap();
        turn_back(vec![(replaced.clone(), Some(old)), (added.clone(), None)]);
        assert_eq!(std::fs::read_to_string(&replaced).unwrap(), "old");
        assert!(!added.exists());
    }

    #[test]
    fn files_are_for_everyone_that_may_see_the_folder() {
        let folder = tempfile::tempdir().unwrap();
        write_together(folder.path(), &[("a.csv", vec![1])]).unwrap();
        std::fs::write(folder.path().join("b.csv"), [1]).unwrap();
        let permissions = |name: &str| std::fs::metadata(folder.path().join(name)).unwrap().permissions();
        assert_eq!(permissions("a.csv"), permissions("b.csv"));
    }
}
