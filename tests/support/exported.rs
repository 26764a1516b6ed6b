//! A round that was exported, unpacked and allocated again on the command line.
#![allow(dead_code, unreachable_pub)]

use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};

use super::command::{path, sleutel};

/// The results that are the same to the byte whenever the input is.
pub const LASTING: [&str; 7] =
    ["allocation.csv", "unplaced.csv", "vacant.csv", "limits.csv", "round.xlsx", "report.html", "certificate.json"];

/// Unpacks an archive and gives the folder that all of it is in.
pub fn unpacked(bytes: &[u8], under: &Path) -> PathBuf {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    for number in 0..archive.len() {
        let mut entry = archive.by_index(number).unwrap();
        let target = under.join(entry.enclosed_name().unwrap());
        std::fs::create_dir_all(target.parent().unwrap()).unwrap();
        let mut content = Vec::new();
        entry.read_to_end(&mut content).unwrap();
        std::fs::write(target, content).unwrap();
    }
    std::fs::read_dir(under).unwrap().next().unwrap().unwrap().path()
}

/// Where the readme of an export says that the round is.
pub fn round_in(folder: &Path) -> PathBuf {
    let readme = std::fs::read_to_string(folder.join("readme.txt")).unwrap();
    let line = readme.lines().find_map(|line| line.strip_prefix("The round is in: ")).unwrap();
    folder.join(line)
}

/// Allocates an exported round on the command line, and holds every lasting result against the export.
pub fn comes_out_the_same(folder: &Path) {
    let again = folder.join("again");
    let ran = sleutel(&["allocate", path(&round_in(folder)), "--lang", "en", "-q", "-o", path(&again)]);
    assert_eq!(ran.status, 0, "{}{}", ran.output, ran.errors);
    for name in LASTING {
        let (sealed, found) = (folder.join("results").join(name), again.join(name));
        assert!(std::fs::read(sealed).unwrap() == std::fs::read(found).unwrap(), "{name} is another");
    }
}
