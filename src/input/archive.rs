//! What is asked of a workbook before it is read. An `.xlsx` is a zip archive of XML, and a small one can unpack to more
//! than any machine holds; so it is measured, by what it declares and by unpacking it into nothing, before the
//! reader of sheets sees it.

use std::cell::Cell;
use std::io::{Cursor, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};

use zip::ZipArchive;

use crate::domain::{Code, Problem};

/// Bytes that a workbook may unpack to. A country's month takes fifty million.
const UNPACKED_AT_MOST: u64 = 256 << 20;

/// From so many bytes on, what was packed tighter than [`TIGHTEST`] is no spreadsheet.
const LOOSE: u64 = 16 << 20;

/// The tightest that sheets are packed; the most that the format can do is a thousand to one.
const TIGHTEST: u64 = 250;

/// Parts that an archive may have.
const PARTS_AT_MOST: usize = 10_000;

/// The beginning of the containers that hold an encrypted workbook, or an `.xls` of before 2007.
const CONTAINER: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// The fewest bytes that one text takes among the texts of a workbook: `<si/>`.
const SHORTEST_TEXT: u64 = 5;

/// Whether bytes begin as a workbook does: as a zip archive, or as one with a password.
pub(super) fn is_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(CONTAINER)
}

/// Holds a workbook against what may be unpacked.
///
/// # Errors
/// One that is locked, has macros, is too large, or is no workbook.
pub(super) fn inspect(file: &str, bytes: &[u8]) -> Result<(), Problem> {
    if bytes.starts_with(CONTAINER) {
        return Err(Problem::new(Code::WorkbookLocked, file));
    }
    let unreadable = |what: &str| Problem::new(Code::WorkbookUnreadable, file).detail(what);
    let too_large = || Problem::new(Code::WorkbookTooLarge, file);
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| unreadable(""))?;
    if archive.len() > PARTS_AT_MOST {
        return Err(too_large());
    }
    if archive.file_names().flatten().any(|name| name.to_ascii_lowercase().ends_with("vbaproject.bin")) {
        return Err(Problem::new(Code::WorkbookMacros, file));
    }
    let most = most(bytes);
    let mut declared: u64 = 0;
    for index in 0..archive.len() {
        let part = archive.by_index_raw(index).map_err(|fault| unreadable(&fault.to_string()))?;
        declared = declared.saturating_add(part.size());
    }
    let mut left = if declared > most { return Err(too_large()) } else { most };
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|fault| unreadable(&fault.to_string()))?;
        let mut unpacked = Vec::new();
        part.take(left + 1).read_to_end(&mut unpacked).map_err(|fault| unreadable(&fault.to_string()))?;
        let length = u64::try_from(unpacked.len()).unwrap_or(u64::MAX);
        left = left.checked_sub(length).ok_or_else(too_large)?;
        if promises_more(&unpacked) {
            return Err(unreadable("uniqueCount"));
        }
    }
    Ok(())
}

/// Bytes that an archive of this size may unpack to.
fn most(bytes: &[u8]) -> u64 {
    let packed = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    packed.saturating_mul(TIGHTEST).clamp(LOOSE, UNPACKED_AT_MOST)
}

/// Whether a part announces more texts than it has room for, for which a reader would set memory aside, or is in an
/// alphabet of two bytes, in which that cannot be seen.
fn promises_more(part: &[u8]) -> bool {
    if part.starts_with(b"\xFE\xFF") || part.starts_with(b"\xFF\xFE") || part.starts_with(b"\0") {
        return true;
    }
    let room = u64::try_from(part.len()).unwrap_or(u64::MAX) / SHORTEST_TEXT;
    let mut rest = part;
    while let Some(at) = find(rest, b"uniqueCount") {
        rest = &rest[at + b"uniqueCount".len()..];
        let digits = rest.iter().skip_while(|byte| b" \t\r\n='\"+".contains(byte));
        let digits = digits.take_while(|byte| byte.is_ascii_digit());
        let number =
            digits.fold(0_u64, |number, digit| number.saturating_mul(10).saturating_add(u64::from(digit - b'0')));
        if number > room {
            return true;
        }
    }
    false
}

fn find(text: &[u8], word: &[u8]) -> Option<usize> {
    text.windows(word.len()).position(|window| window == word)
}

/// Runs the reader of sheets, which may stumble over what no program writes; that is no fault of ours to be told.
pub(super) fn minded<Found>(file: &str, read: impl FnOnce() -> Result<Found, Problem>) -> Result<Found, Problem> {
    let before = MINDED.replace(true);
    let ended = catch_unwind(AssertUnwindSafe(read));
    MINDED.set(before);
    ended.unwrap_or_else(|_| Err(Problem::new(Code::WorkbookUnreadable, file).detail("damaged")))
}

/// Whether this thread is inside the reader of sheets, so that a panic in it becomes a problem of the input.
pub fn is_minded() -> bool {
    MINDED.get()
}

thread_local! {
    static MINDED: Cell<bool> = const { Cell::new(false) };
}
