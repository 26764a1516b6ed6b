//! Text that a spreadsheet would take for a formula. Excel runs what begins with `=`, `+`, `-` or `@`, also behind a tab or a
//! carriage return; so such text is written into text files behind an apostrophe, and the reader takes it off again.
//! In a workbook text is text, and nothing is added or taken off.

use std::borrow::Cow;

/// How a cell stands in a text file. Numbers stay as they are.
pub fn shielded(cell: &str) -> Cow<'_, str> {
    if begins_as_formula(cell) && !is_number(cell) { Cow::Owned(format!("'{cell}")) } else { Cow::Borrowed(cell) }
}

/// What a cell of a text file says: without the apostrophe that [`shielded`] put there.
pub fn unshielded(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| begins_as_formula(rest)).unwrap_or(cell)
}

/// Whether text begins as a formula does, or did before apostrophes were put before it.
fn begins_as_formula(cell: &str) -> bool {
    cell.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r'])
}

/// Digits with at most one decimal mark, behind a sign or none.
fn is_number(cell: &str) -> bool {
    let digits = cell.strip_prefix(['-', '+']).unwrap_or(cell);
    let marks = digits.matches([',', '.']).count();
    let ends = digits.starts_with(|first: char| first.is_ascii_digit()) && !digits.ends_with([',', '.']);
    ends && marks <= 1 && digits.chars().all(|one| one.is_ascii_digit() || one == ',' || one == '.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_is_written_is_read_as_it_was_and_is_no_formula() {
        for text in
            ["=1+1", "+31 6", "-5-3", "@SUM(A1)", "\t=2", "\r=2", "'=3", "''=3", "-", "=", "--5", "-1,5,2", "+a"]
        {
            let written = shielded(text);
            assert!(written.starts_with('\''), "{written}");
            assert_eq!(unshielded(&written), text);
        }
    }

    #[test]
    fn numbers_and_other_text_are_written_and_read_as_they_are() {
        for text in ["-5", "-0,25", "+31", "-1.5", "12", "A1", "'s-Hertogenbosch", "'", "", "a=b"] {
            assert_eq!(shielded(text), text);
            assert_eq!(unshielded(text), text);
        }
    }
}
