//! A round handed in as one `.zip`, unpacked within bounds. As with all files, each is known by its plain name.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::trouble::Trouble;
use super::upload::{LARGEST, place, plain_name};

/// Files in it at most, those that are no part of a round included.
const MOST_ENTRIES: usize = 500;

/// Bytes that all its files may come to.
const MOST_BYTES: usize = 2 * LARGEST;

/// Folders of an export whose files are no input.
const NO_INPUT: [&str; 2] = ["results", "manual"];

const UNREADABLE: Trouble =
    Trouble::Wrong("The .zip file could not be read.", "Het .zip-bestand kon niet gelezen worden.");

/// Whether a file is to be unpacked.
pub(super) fn is_archive(name: &str) -> bool {
    name.to_lowercase().ends_with(".zip")
}

/// The files in it that have a place in a round, by their plain names.
pub(super) fn unpacked(bytes: &[u8]) -> Result<Vec<(String, Vec<u8>)>, Trouble> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| UNREADABLE)?;
    if archive.len() > MOST_ENTRIES {
        return Err(Trouble::TooLarge);
    }
    let (mut files, mut left): (Vec<(String, Vec<u8>)>, usize) = (Vec::new(), MOST_BYTES);
    for number in 0..archive.len() {
        let entry = archive.by_index(number).map_err(|_| UNREADABLE)?;
        let path = entry.name().map_err(|_| UNREADABLE)?.into_owned();
        let Some(name) = wanted(&path).filter(|_| entry.is_file()) else { continue };
        let content = bounded(entry, left)?;
        left -= content.len();
        match files.iter().find(|(known, _)| place(known) == place(&name)) {
            Some((_, known)) if *known == content => (),
            Some(_) => {
                return Err(Trouble::Wrong(
                    "The .zip file has two files of one name.",
                    "Het .zip-bestand heeft twee bestanden met één naam.",
                ));
            }
            None => files.push((name, content)),
        }
    }
    if files.is_empty() {
        return Err(Trouble::Wrong("The .zip file holds no round.", "In het .zip-bestand zit geen ronde."));
    }
    Ok(files)
}

/// The plain name of a file that has a place in a round and is no result.
fn wanted(path: &str) -> Option<String> {
    let is_result = path.split(['/', '\\']).any(|folder| NO_INPUT.contains(&folder));
    let name = plain_name(path);
    (!is_result && place(&name).is_some()).then_some(name)
}

/// What an entry unpacks to, whatever it says its size is.
fn bounded(entry: impl Read, most: usize) -> Result<Vec<u8>, Trouble> {
    let mut content = Vec::new();
    let more = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
    entry.take(more).read_to_end(&mut content).map_err(|_| UNREADABLE)?;
    if content.len() > most { Err(Trouble::TooLarge) } else { Ok(content) }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::io::Write;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in files {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(bytes).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn files_are_known_by_their_names_and_never_by_their_paths() {
        let bytes = archive(&[
            ("../../etc/round.toml", b"r"),
            ("/abs/model/model.toml", b"m"),
            ("a/Woningen.csv", b"d"),
            ("a/results/decisions.csv", b"no input"),
            ("a/manual/list.xlsx", b"no input"),
            ("a/secret.txt", b"no part of a round"),
        ]);
        let names: Vec<String> = unpacked(&bytes).unwrap().into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["round.toml", "model.toml", "Woningen.csv"]);
    }

    #[test]
    fn what_unpacks_to_more_than_is_taken_is_refused() {
        let zeros = vec![0_u8; MOST_BYTES / 2 + 1];
        let bytes = archive(&[("dwellings.csv", &zeros), ("applicants.csv", &zeros)]);
        assert!(bytes.len() < 1 << 20); // a thousandth
        assert!(matches!(unpacked(&bytes), Err(Trouble::TooLarge)));
    }

    #[test]
    fn many_entries_no_archive_and_two_of_one_name_are_refused() {
        let names: Vec<String> = (0..=MOST_ENTRIES).map(|number| format!("{number}.txt")).collect();
        let many: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), b"".as_slice())).collect();
        assert!(matches!(unpacked(&archive(&many)), Err(Trouble::TooLarge)));
        assert!(unpacked(b"no archive").is_err());
        assert!(unpacked(&archive(&[("a/round.toml", b"1"), ("b/round.toml", b"2")])).is_err());
        assert!(unpacked(&archive(&[("notes.txt", b"1")])).is_err());
    }
}
