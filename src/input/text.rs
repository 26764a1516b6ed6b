//! Bytes to text: UTF-8 with or without byte-order mark, UTF-16 as Excel's "Unicode text" has it, or
//! Windows-1252.

use std::borrow::Cow;

use encoding_rs::{Encoding, WINDOWS_1252};

use crate::domain::{Code, Problem};

/// The text of a file, without its byte-order mark.
///
/// # Errors
/// A file that holds anything but text, such as a workbook with the wrong name.
pub(super) fn decoded<'a>(file: &str, bytes: &'a [u8]) -> Result<Cow<'a, str>, Problem> {
    let text = match Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding.decode(bytes).0,
        None => match std::str::from_utf8(bytes) {
            Ok(text) => Cow::Borrowed(text),
            Err(_) => WINDOWS_1252.decode_without_bom_handling(bytes).0,
        },
    };
    match text.bytes().position(is_no_text) {
        None => Ok(text),
        Some(offset) => Err(Problem::new(Code::NotText, file).at(line_at(&text, offset))),
    }
}

/// Control characters that no text file has; 26 ends files of old programs and is let through.
fn is_no_text(byte: u8) -> bool {
    byte < 32 && !matches!(byte, b'\t' | b'\n' | b'\r' | 12 | 26)
}

/// The line, from 1, of a byte offset.
pub(super) fn line_at(text: &str, offset: usize) -> usize {
    let before = &text.as_bytes()[..offset.min(text.len())];
    1 + before.iter().map(|byte| usize::from(*byte == b'\n')).sum::<usize>()
}
