//! Changing a folder in one step: a second folder is made ready beside it, and the two trade places.

use std::io::{self, Write};
use std::path::Path;

use tempfile::TempDir;

/// Puts files into a folder in one step, whatever happens meanwhile: a reader, or a crash, finds all files as
/// they were or all as they will be. `false`: this folder cannot be changed so (it has folders or links
/// inside, it is where this process stands, or the system cannot exchange folders), and nothing was done.
///
/// # Errors
/// A file that could not be written; the folder is as it was.
pub(super) fn put_in(folder: &Path, files: &[(&str, Vec<u8>)]) -> io::Result<bool> {
    let Ok(folder) = folder.canonicalize() else { return Ok(false) };
    let Some(parent) = folder.parent() else { return Ok(false) };
    let stands_inside = std::env::current_dir().is_ok_and(|here| here.starts_with(&folder));
    let Some(others) = others(&folder, files).filter(|_| !stands_inside) else { return Ok(false) };
    let Ok(ready) = beside(parent, &folder) else { return Ok(false) };
    for name in others {
        let (from, to) = (folder.join(&name), ready.path().join(&name));
        if std::fs::hard_link(&from, &to).is_err() {
            return Ok(false);
        }
    }
    for (name, bytes) in files {
        let mut file = std::fs::File::create_new(ready.path().join(name))?;
        file.write_all(bytes)?;
        file.sync_all()?;
    }
    let exchanged = exchange(ready.path(), &folder);
    std::fs::File::open(parent).and_then(|parent| parent.sync_all()).ok(); // not every system can
    Ok(exchanged) // what is beside the folder now, old or in vain, vanishes with `ready`
}

/// The names of what else is in the folder; `None` when some of it is no plain file.
fn others(folder: &Path, files: &[(&str, Vec<u8>)]) -> Option<Vec<std::ffi::OsString>> {
    let mut others = Vec::new();
    for entry in std::fs::read_dir(folder).ok()? {
        let entry = entry.ok()?;
        if !entry.file_type().ok()?.is_file() {
            return None;
        }
        let name = entry.file_name();
        if !files.iter().any(|(own, _)| name == *own) {
            others.push(name);
        }
    }
    Some(others)
}

/// An empty folder with a temporary name, for those who may see the folder it will replace.
fn beside(parent: &Path, folder: &Path) -> io::Result<TempDir> {
    let ready = tempfile::Builder::new().prefix(".sleutel-").suffix(".tmp").tempdir_in(parent)?;
    std::fs::set_permissions(ready.path(), std::fs::metadata(folder)?.permissions())?;
    Ok(ready)
}

#[cfg(target_os = "linux")]
fn exchange(one: &Path, other: &Path) -> bool {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE).is_ok()
}

#[cfg(not(target_os = "linux"))]
fn exchange(_: &Path, _: &Path) -> bool {
    false
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::put_in;

    #[test]
    fn what_else_is_in_the_folder_stays_there() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("out");
        std::fs::create_dir(&out).unwrap();
        std::fs::write(out.join("notes.txt"), "kept").unwrap();
        std::fs::write(out.join("a.csv"), "old").unwrap();
        let done = put_in(&out, &[("a.csv", b"new".to_vec()), ("b.csv", b"new".to_vec())]).unwrap();
        assert_eq!(done, cfg!(target_os = "linux"));
        let read = |name: &str| std::fs::read_to_string(out.join(name)).unwrap();
        assert_eq!(read("notes.txt"), "kept");
        if done {
            assert_eq!((read("a.csv"), read("b.csv")), ("new".to_owned(), "new".to_owned()));
        }
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left beside it");
    }

    #[test]
    fn a_folder_with_folders_inside_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("deeper")).unwrap();
        assert!(!put_in(folder.path(), &[("a.csv", b"new".to_vec())]).unwrap());
        assert!(!folder.path().join("a.csv").exists());
    }
}
