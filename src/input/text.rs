//! Bytes to text: UTF-8 with or without byte-order mark, UTF-16 as Excel's "Unicode text" has it, or
//! Windows-1252.

use std::borrow::Cow;

use encoding_rs::{Encoding, WINDOWS_1252};

use crate::domain::{Code, Problem};

/// Byte 26 (Ctrl-Z), with which old programs mark the end of a file.
const END_OF_FILE: char = '\u{1a}';

/// The text of a file, without its byte-order mark and without a final Ctrl-Z.
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
    let text = without_end_mark(text);
    match text.bytes().position(is_no_text) {
        None => Ok(text),
        Some(offset) => Err(Problem::new(Code::NotText, file).at(line_at(&text, offset))),
    }
}

fn without_end_mark(text: Cow<'_, str>) -> Cow<'_, str> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim_end_matches(END_OF_FILE)),
        Cow::Owned(mut text) => {
            text.truncate(text.trim_end_matches(END_OF_FILE).len());
            Cow::Owned(text)
        }
    }
}

/// Control characters that no text file has.
fn is_no_text(byte: u8) -> bool {
    byte < 32 && !matches!(byte, b'\t' | b'\n' | b'\r' | 12)
}

/// The line, from 1, of a byte offset.
fn line_at(text: &str, offset: usize) -> usize {
    Lines::of(text).at(offset)
}

/// Where the lines of a text begin: many places are found in it at once.
pub(super) struct Lines {
    starts: Vec<usize>,
}

impl Lines {
    pub(super) fn of(text: &str) -> Self {
        let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        Self { starts: ends.map(|(at, _)| at + 1).collect() }
    }

    /// The line, from 1, of a byte offset.
    pub(super) fn at(&self, offset: usize) -> usize {
        1 + self.starts.partition_point(|start| *start <= offset)
    }
}
