//! A drawn round as a folder.

use std::io::Write;
use std::path::{Component, Path, PathBuf};

use super::{Error, Generated};

/// The first words of a drawn `round.toml`, by which a folder is known to hold no one's own work.
pub(super) const MARK: &str = "# Drawn by `sleutel generate`";

impl Generated {
    /// Writes the round into a folder, which is made when it is not there. A folder with files is refused,
    /// unless its `round.toml` was drawn as well; then the three files are replaced and all others stay.
    ///
    /// # Errors
    /// The folder is occupied, or a file cannot be written; each file is whole or not there.
    pub fn write(&self, model: &Path, folder: &Path) -> Result<(), Error> {
        refuse_occupied(folder)?;
        std::fs::create_dir_all(folder).map_err(|source| Error::Write { path: folder.to_owned(), source })?;
        replace(folder, "dwellings.csv", &self.dwellings)?;
        replace(folder, "applicants.csv", &self.applicants)?;
        replace(folder, "round.toml", self.round_toml(&relative(folder, model)).as_bytes())
    }
}

fn refuse_occupied(folder: &Path) -> Result<(), Error> {
    let drawn = std::fs::read_to_string(folder.join("round.toml")).is_ok_and(|text| text.starts_with(MARK));
    let occupied = match std::fs::read_dir(folder) {
        Ok(mut entries) => entries.next().is_some(),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => false,
        Err(source) => return Err(Error::Write { path: folder.to_owned(), source }),
    };
    if occupied && !drawn { Err(Error::Occupied { path: folder.to_owned() }) } else { Ok(()) }
}

/// Writes under a temporary name and renames, so that a crash leaves no half file.
fn replace(folder: &Path, name: &str, bytes: &[u8]) -> Result<(), Error> {
    let path = folder.join(name);
    let failed = |source| Error::Write { path: path.clone(), source };
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(failed)?;
    file.write_all(bytes).and_then(|()| open_to_readers(file.as_file())).map_err(failed)?;
    file.persist(&path).map(drop).map_err(|error| failed(error.error))
}

/// A temporary file is its owner's alone; a round is for everyone who may see the folder.
#[cfg(unix)]
fn open_to_readers(file: &std::fs::File) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn open_to_readers(_: &std::fs::File) -> std::io::Result<()> {
    Ok(())
}

/// The way from a round's folder to its model, with `/` on every system; the model's own path where there
/// is no such way.
fn relative(folder: &Path, model: &Path) -> String {
    let way = match (folder.canonicalize(), model.canonicalize()) {
        (Ok(from), Ok(to)) => way_between(&from, &to).unwrap_or(to),
        _ => model.to_owned(),
    };
    let steps: Vec<_> = way.components().map(|step| step.as_os_str().to_string_lossy().into_owned()).collect();
    if way.is_relative() { steps.join("/") } else { way.to_string_lossy().into_owned() }
}

fn way_between(from: &Path, to: &Path) -> Option<PathBuf> {
    let common = from.components().zip(to.components()).take_while(|(one, other)| one == other).count();
    let meets = from.components().take(common).any(|step| matches!(step, Component::RootDir));
    let up = from.components().skip(common).map(|_| Component::ParentDir);
    meets.then(|| up.chain(to.components().skip(common)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_to_the_model_goes_up_from_the_round() {
        let way = way_between(Path::new("/city/model/rounds/march"), Path::new("/city/model"));
        assert_eq!(way, Some(PathBuf::from("../..")));
        let way = way_between(Path::new("/city/march"), Path::new("/land/model"));
        assert_eq!(way, Some(PathBuf::from("../../land/model")));
    }
}
