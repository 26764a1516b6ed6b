//! The rows of a table, from a text file or from a sheet, one after the other and without a copy.

use std::borrow::Cow;
use std::path::Path;

use csv::StringRecord;

use crate::domain::{Code, Problem, unshielded};

use super::files::fetch;
use super::found::places;
use super::text::decoded;

/// What can stand between the cells of a text file.
const SEPARATORS: [u8; 3] = *b",;\t";

/// The mark between the cells of the decisions of a round in a folder; none where it has no such text file.
pub fn decisions_separator(round: &Path) -> Option<char> {
    let name = places(round, "decisions", false)
        .into_iter()
        .find(|name| Path::new(name).extension().is_some_and(|kind| kind == "csv"))?;
    let bytes = fetch(&name, &round.join(&name)).ok()?;
    let text = decoded(&name, &bytes).ok()?;
    Some(char::from(separator(&text).0))
}

/// Where the rows come from.
pub(super) enum Origin<'a> {
    /// A text file with separated cells.
    Text(Cow<'a, str>),
    /// A sheet of a workbook: row numbers and cells.
    Sheet(Vec<(usize, StringRecord)>),
    /// Rows that a scenario states: the line of each in its file, and cells.
    Stated(Vec<(usize, StringRecord)>),
}

/// A table that is not yet understood: a name for messages and rows, the header first.
pub(super) struct Rows<'a> {
    /// File, or sheet, as messages name it.
    pub(super) file: String,
    /// The rows.
    pub(super) origin: Origin<'a>,
}

impl<'a> Rows<'a> {
    /// The rows of a text file.
    ///
    /// # Errors
    /// A file that is no text.
    pub(super) fn of_text(file: &str, bytes: &'a [u8]) -> Result<Self, Problem> {
        Ok(Self { file: file.to_owned(), origin: Origin::Text(decoded(file, bytes)?) })
    }

    /// Whether messages speak of cells, as in a sheet, instead of lines.
    pub(super) fn is_sheet(&self) -> bool {
        matches!(self.origin, Origin::Sheet(_))
    }

    /// The separators of a row and of the file, where the row has another number of cells than `width` and would have as
    /// many if it were separated by another mark.
    pub(super) fn other_separator(&self, cells: &StringRecord, width: usize) -> Option<(char, char)> {
        let Origin::Text(text) = &self.origin else { return None };
        let own = char::from(separator(text).0);
        let whole = cells.iter().collect::<Vec<_>>().join(&own.to_string());
        let fits = |other: &char| *other != own && whole.split(*other).count() == width;
        SEPARATORS.map(char::from).into_iter().find(fits).map(|other| (other, own))
    }

    /// Shows every row that holds anything, with its line, to `see`.
    pub(super) fn visit(&self, mut see: impl FnMut(usize, &StringRecord)) -> Result<(), Problem> {
        match &self.origin {
            Origin::Sheet(rows) | Origin::Stated(rows) => {
                rows.iter().filter(|(_, row)| !is_blank(row)).for_each(|(line, row)| see(*line, row));
            }
            Origin::Text(text) => self.visit_text(text, see)?,
        }
        Ok(())
    }

    fn visit_text(&self, text: &str, mut see: impl FnMut(usize, &StringRecord)) -> Result<(), Problem> {
        let (separator, start) = separator(text);
        let body = &text.as_bytes()[start..];
        let mut reader =
            csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(separator).from_reader(body);
        let mut row = StringRecord::new();
        let mut lines = Lines { text: text.as_bytes(), offset: 0, line: 1 };
        let mut last = (1, false);
        let mut at = start;
        while reader.read_record(&mut row).unwrap_or(false) {
            let line = lines.of(skip_line_ends(text, at));
            at = start + usize::try_from(reader.position().byte()).unwrap_or(usize::MAX - start);
            last = (line, row.iter().next_back().is_some_and(|cell| cell.contains('\n')));
            if !is_blank(&row) {
                see(line, &plain(&row));
            }
        }
        let open = last.1 && text.bytes().filter(|byte| *byte == b'"').count() % 2 == 1;
        if open { Err(Problem::new(Code::QuoteOpen, &self.file).at(last.0)) } else { Ok(()) }
    }
}

/// A row without the apostrophes that keep a spreadsheet from running text.
fn plain(row: &StringRecord) -> Cow<'_, StringRecord> {
    if row.iter().all(|cell| unshielded(cell) == cell) {
        return Cow::Borrowed(row);
    }
    Cow::Owned(row.iter().map(unshielded).collect())
}

/// Counts lines while going forward through a text.
struct Lines<'a> {
    text: &'a [u8],
    offset: usize,
    line: usize,
}

impl Lines<'_> {
    fn of(&mut self, offset: usize) -> usize {
        let offset = offset.min(self.text.len());
        self.line += self.text[self.offset..offset].iter().map(|byte| usize::from(*byte == b'\n')).sum::<usize>();
        self.offset = offset;
        self.line
    }
}

/// The first byte from `offset` on that ends no line: where a row begins.
fn skip_line_ends(text: &str, offset: usize) -> usize {
    let rest = text.as_bytes().get(offset..).unwrap_or_default();
    offset + rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count()
}

/// Whether every cell of a row is empty.
pub(super) fn is_blank(row: &StringRecord) -> bool {
    row.iter().all(|cell| cell.trim().is_empty())
}

/// The separator of cells, and where the rows begin: behind a first line `sep=;`, or else at the start
/// with the separator that the header has most.
fn separator(text: &str) -> (u8, usize) {
    let end = text.find('\n').map_or(text.len(), |end| end + 1);
    if let Some(separator) = named_separator(&text[..end]) {
        return (separator, end);
    }
    let mut quoted = false;
    let mut counts = [0_usize; 3];
    for byte in text.trim_start().bytes().take_while(|byte| !matches!(byte, b'\r' | b'\n')) {
        quoted ^= byte == b'"';
        if let Some(index) = SEPARATORS.iter().position(|separator| *separator == byte && !quoted) {
            counts[index] += 1;
        }
    }
    let most = (0..3).rev().max_by_key(|index| counts[*index]).unwrap_or(0);
    (SEPARATORS[most], 0)
}

/// The separator that a line `sep=;` names, in whatever case and between quotation marks or not.
fn named_separator(line: &str) -> Option<u8> {
    let line = line.trim_start_matches('"').as_bytes();
    let (word, named) = line.split_at_checked(4)?;
    let separator = named.first().copied().filter(|byte| matches!(byte, b';' | b',' | b'\t'));
    separator.filter(|_| word.eq_ignore_ascii_case(b"sep="))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<(usize, Vec<String>)> {
        let mut found = Vec::new();
        let rows = Rows::of_text("t.csv", text.as_bytes()).unwrap();
        rows.visit(|line, row| found.push((line, row.iter().map(str::to_owned).collect()))).unwrap();
        found
    }

    #[test]
    fn rows_know_their_line_across_blank_lines_and_quoted_line_breaks() {
        for end in ["\n", "\r\n"] {
            let text = ["a;b", "", "1;\"x", "y\"", "2;z", ";", "", "3;w", "", ""].join(end);
            let found: Vec<usize> = lines(&text).iter().map(|(line, _)| *line).collect();
            assert_eq!(found, [1, 3, 5, 8], "{end:?}");
        }
    }

    #[test]
    fn the_separator_is_named_or_read_from_the_header() {
        for text in [
            "a;b\n1;2",
            "a,b\n1,2",
            "a\tb\n1\t2",
            "sep=;\na;b\n1;2",
            "sep=,\r\na,b\r\n1,2",
            "SEP=;\na;b\n1;2",
            "\"sep=;\"\r\na;b\r\n1;2",
            "\"a,,,\";b\n1;2",
        ] {
            assert_eq!(lines(text).last().unwrap().1, ["1", "2"], "{text:?}");
        }
        assert_eq!(lines("sep=;\na;b\n1;2").last().unwrap().0, 3);
    }

    #[test]
    fn an_open_quotation_mark_does_not_swallow_the_rest_in_silence() {
        let rows = Rows::of_text("t.csv", b"a;b\n1;\"x\n2;y\n3;z\n").unwrap();
        let problem = rows.visit(|_, _| ()).unwrap_err();
        assert_eq!((problem.code, problem.line), (Code::QuoteOpen, Some(2)));
    }
}
