//! Words that are probably misspelt: they are nearly one that the model, or the other table, knows, and not quite. Nothing is
//! wrong with such a word by itself; but a limit or a wish that means the other one passes it by.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::{Accepted, Applicant, Code, Dwelling, Facts, Model, Problem, Selector, Side};

use super::rows::Rows;
use super::schema::Table;
use super::table::{Field, Row, read_table};

/// A wish in more rows than this is meant so, where two letters tell it from a known place.
const ROWS_OF_A_SLIP: usize = 2;

/// Columns of the applicants that name places, and the column of the dwellings that has them.
const WISHES: [(&str, &str); 3] =
    [("districts", "district"), ("avoid_districts", "district"), ("avoid_complexes", "complex")];

/// A column of text, and the words that are known for it.
struct Column {
    name: &'static str,
    known: BTreeSet<String>,
    sort: Sort,
}

/// How alike two words have to be: the names of districts differ by little.
#[derive(Clone, Copy)]
enum Sort {
    /// A word of its own.
    Word,
    /// A place that a household wants or avoids.
    Wish,
    /// The place of a dwelling.
    Place,
}

/// Warns about words of the applicants.
pub(super) fn of_applicants(
    model: &Model,
    (rows, table): (&Rows<'_>, &'static Table),
    (applicants, dwellings): (&[Applicant], &[Dwelling]),
    problems: &mut Vec<Problem>,
) {
    let own = ["organisation", "support_level"].map(|name| {
        let mut known = named(model, Side::Applicants, name);
        if name == "support_level" {
            known.extend(["none", "light", "intensive"].map(str::to_owned));
        }
        Column { name, known, sort: Sort::Word }
    });
    let wishes = WISHES.map(|(name, of_dwellings)| {
        let mut known: BTreeSet<String> = dwellings.iter().flat_map(|one| one.fact(of_dwellings).values()).collect();
        known.extend(named(model, Side::Dwellings, of_dwellings));
        Column { name, known, sort: Sort::Wish }
    });
    warn(own.into_iter().chain(wishes), (rows, table), applicants, problems);
}

/// Warns about words of the dwellings.
pub(super) fn of_dwellings(
    model: &Model,
    (rows, table): (&Rows<'_>, &'static Table),
    dwellings: &[Dwelling],
    problems: &mut Vec<Problem>,
) {
    let columns = [("landlord", Sort::Word), ("complex", Sort::Place), ("district", Sort::Place)];
    let columns = columns.map(|(name, sort)| {
        let known = named(model, Side::Dwellings, name);
        Column { name, known, sort }
    });
    warn(columns.into_iter(), (rows, table), dwellings, problems);
}

/// The words that the model's selectors have for a column.
fn named(model: &Model, side: Side, column: &str) -> BTreeSet<String> {
    let of_limits = model.families.iter().map(|family| (&family.applicants, &family.dwellings));
    let of_exclusions = model.liveability.iter().map(|exclusion| (&exclusion.applicants, &exclusion.dwellings));
    let selectors = of_limits.chain(of_exclusions).map(|(applicants, dwellings)| match side {
        Side::Applicants => applicants,
        Side::Dwellings => dwellings,
    });
    selectors.flat_map(|selector| words(selector, column)).collect()
}

fn words(selector: &Selector, column: &str) -> Vec<String> {
    let own = selector.conditions.iter().filter(|condition| condition.column == column);
    let text = |accepted: &Accepted| match accepted {
        Accepted::Text(text) => Some(text.clone()),
        _ => None,
    };
    own.flat_map(|condition| condition.accepted.iter().filter_map(text)).collect()
}

fn warn<Value: Facts>(
    columns: impl Iterator<Item = Column>,
    (rows, table): (&Rows<'_>, &'static Table),
    values: &[Value],
    problems: &mut Vec<Problem>,
) {
    for column in columns {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for word in values.iter().flat_map(|value| value.fact(column.name).values()) {
            *counts.entry(word).or_default() += 1;
        }
        let pair = |(word, count): (String, usize)| meant(&column, &word, count).map(|known| (word, known));
        let meant: BTreeMap<String, &str> = counts.into_iter().filter_map(pair).collect();
        if !meant.is_empty() {
            problems.extend(placed((rows, table), column.name, &meant));
        }
    }
}

/// A warning at each cell that has one of these words.
fn placed(
    (rows, table): (&Rows<'_>, &'static Table),
    column: &'static str,
    meant: &BTreeMap<String, &str>,
) -> Vec<Problem> {
    let mut faults = Vec::new(); // told before, when the table was read
    let of_row = |[field]: &[Field; 1], row: &mut Row<'_>| {
        let found = row.list(field);
        let words = found.iter().filter_map(|word| Some((word, meant.get(word)?)));
        Some(
            words
                .map(|(word, meant)| row.problem(Code::WordMisspelt, field).found(word).detail(meant))
                .collect::<Vec<_>>(),
        )
    };
    let found = read_table(rows, table, &mut faults, |layout| layout.fields([column]), of_row);
    found.into_iter().flatten().collect()
}

/// The known word that is nearly this one; nothing where the word is known itself, or like none.
fn meant<'a>(column: &'a Column, word: &str, count: usize) -> Option<&'a str> {
    if column.known.contains(word) {
        return None;
    }
    let likeness = |known: &&'a String| Some((distance(word, known)?, known.as_str()));
    let (distance, known) = column.known.iter().filter_map(|known| likeness(&known)).min()?;
    let letters = word.chars().filter(|letter| letter.is_alphabetic()).count();
    let most = match (column.sort, letters) {
        (_, ..5) => 0,
        (Sort::Word, _) => letters / 4,
        (Sort::Wish, _) if count <= ROWS_OF_A_SLIP => 2,
        (Sort::Wish | Sort::Place, _) => 1,
    };
    (distance <= most).then_some(known)
}

/// How many letters tell two words apart, whatever their capitals, spaces and marks; nothing where their numbers differ:
/// "Zuid 1" and "Zuid 2" are two complexes.
fn distance(one: &str, other: &str) -> Option<usize> {
    let part = |text: &str, keep: fn(char) -> bool| {
        text.to_lowercase().chars().filter(|letter| keep(*letter)).collect::<String>()
    };
    let numbers = |text| part(text, |letter: char| letter.is_ascii_digit());
    let letters = |text| part(text, char::is_alphabetic);
    (numbers(one) == numbers(other)).then(|| strsim::osa_distance(&letters(one), &letters(other)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meant_of(sort: Sort, word: &str, count: usize) -> Option<String> {
        let known = ["VluchtelingenWerk", "intensive", "Overvecht", "Noordoost", "Zuid 1", "Oost"].map(str::to_owned);
        let column = Column { name: "any", known: known.into(), sort };
        meant(&column, word, count).map(str::to_owned)
    }

    #[test]
    fn a_word_that_is_nearly_a_known_one_is_taken_for_it() {
        let meant = |word| meant_of(Sort::Word, word, 90);
        assert_eq!(meant("Vluchtelingenwerk").as_deref(), Some("VluchtelingenWerk"));
        assert_eq!(meant("intensief").as_deref(), Some("intensive"));
        for known_or_another in ["intensive", "Abrona", "Zuid 2", "West"] {
            assert_eq!(meant(known_or_another), None, "{known_or_another}");
        }
    }

    #[test]
    fn two_letters_make_another_place_unless_it_is_rare() {
        let meant = |word, count| meant_of(Sort::Wish, word, count);
        assert_eq!(meant("Overvegt", 1).as_deref(), Some("Overvecht"));
        assert_eq!((meant("Noordwest", 40), meant("Overvegt", 40)), (None, None));
        assert_eq!(meant_of(Sort::Place, "Noordwest", 1), None, "dwellings are where they are");
        assert_eq!(meant("overvecht", 40).as_deref(), Some("Overvecht"));
        assert_eq!(meant("Overvect", 40).as_deref(), Some("Overvecht"));
    }
}
