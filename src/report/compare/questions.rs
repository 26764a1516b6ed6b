//! What a person may have known, as questions.

use super::{Section, Shown, sentences};
use crate::domain::Round;
use crate::study::compare::Comparison;

/// Questions shown at most.
const SHOWN_AT_MOST: usize = 5;

pub(super) fn section(round: &Round, comparison: &Comparison, shown: &Shown) -> Section {
    let questions = &comparison.asked.questions;
    let mut lines: Vec<String> = Vec::new();
    for question in questions.iter().take(SHOWN_AT_MOST) {
        let sentence = sentences::question(round, question, shown.language);
        let wrapped = wrapped(&sentence, usize::from(shown.width).saturating_sub(4));
        lines.extend(wrapped.into_iter().enumerate().map(|(line, text)| format!("{} {text}", if line == 0 { "?" } else { " " })));
    }
    if !lines.is_empty() {
        lines.push(shown.faint(shown.say(
            "Each was found by solving the round again with it as an entry [[liveability]] of the model.",
            "Elk is gevonden door de ronde opnieuw op te lossen met dit als [[liveability]] in het model.",
        )));
    }
    Section { heading: shown.say("Questions", "Vragen").to_owned(), lines }
}

/// The text on lines of at most so many characters.
pub(super) fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let last = lines.len() - 1;
        let room = lines[last].chars().count() + 1 + word.chars().count() <= width;
        match (lines[last].is_empty(), room) {
            (true, _) => lines[last].push_str(word),
            (false, true) => lines[last] = format!("{} {word}", lines[last]),
            (false, false) => lines.push(word.to_owned()),
        }
    }
    lines
}
