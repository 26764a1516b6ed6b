//! Text for a terminal, laid out again for a page: sentences as sentences, columns as a table.

/// A part of a text under its heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) heading: String,
    pub(super) body: Body,
}

/// How the lines of a part are laid out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Body {
    /// One after the other.
    Sentences(Vec<String>),
    /// Rows of as many cells each, or of one that is as wide as all of them.
    Rows(Vec<Vec<String>>),
}

impl Body {
    /// Columns of its rows.
    pub(super) fn width(&self) -> usize {
        match self {
            Body::Rows(rows) => rows.iter().map(Vec::len).max().unwrap_or(0),
            Body::Sentences(_) => 1,
        }
    }
}

impl Part {
    /// The part without a sentence that stands elsewhere on the page.
    pub(super) fn without(mut self, told: Option<&str>) -> Self {
        let is_told = |text: &String| Some(text.as_str()) == told;
        match &mut self.body {
            Body::Sentences(lines) => lines.retain(|line| !is_told(line)),
            Body::Rows(rows) => rows.retain(|row| !matches!(row.as_slice(), [only] if is_told(only))),
        }
        self
    }

    /// Lines under a heading; at least two spaces part the columns of a line.
    pub(super) fn of((heading, lines): (String, Vec<String>)) -> Self {
        let rows: Vec<Vec<String>> = lines.iter().map(|line| cells(line)).collect();
        let width = rows.iter().map(Vec::len).max().unwrap_or(0);
        let is_list = width == 2 && rows.iter().all(|row| matches!(row[0].as_str(), "–" | "-"));
        if width < 2 || is_list {
            let text = |row: Vec<String>| row.into_iter().next_back().unwrap_or_default();
            return Self { heading, body: Body::Sentences(rows.into_iter().map(text).collect()) };
        }
        let filled = |mut row: Vec<String>| {
            if row.len() > 1 {
                row.resize(width, String::new());
            }
            row
        };
        Self { heading, body: Body::Rows(rows.into_iter().map(filled).collect()) }
    }
}

fn cells(line: &str) -> Vec<String> {
    line.split("  ").map(str::trim).filter(|cell| !cell.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
#[allow(clippy::panic)]
mod tests {
    use super::*;

    fn part(lines: &[&str]) -> Body {
        Part::of((String::new(), lines.iter().map(|line| (*line).to_owned()).collect())).body
    }

    #[test]
    fn sentences_stay_sentences_and_columns_become_cells() {
        assert_eq!(part(&["One.", "Two."]), Body::Sentences(vec!["One.".to_owned(), "Two.".to_owned()]));
        assert_eq!(part(&["–  One.", "–  Two."]), Body::Sentences(vec!["One.".to_owned(), "Two.".to_owned()]));
        let rows = [["placed", "12", "13"], ["waiting", "9", "10"]].map(|row| row.map(str::to_owned).to_vec());
        assert_eq!(part(&["placed    12   13", "waiting    9   10"]), Body::Rows(rows.to_vec()));
        let told = Part { heading: String::new(), body: part(&["One.", "Two."]) };
        assert_eq!(told.without(Some("One.")).body, Body::Sentences(vec!["Two.".to_owned()]));
        let Body::Rows(rows) = part(&["A sentence before them:", "placed    12   13"]) else { panic!("no rows") };
        assert_eq!(rows.iter().map(Vec::len).collect::<Vec<usize>>(), [1, 3]);
    }
}
