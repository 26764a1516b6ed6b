//! What a person may have known, as questions.

use super::{Section, Shown, listed, sentences};
use crate::domain::Round;
use crate::study::compare::Comparison;

/// Questions shown at most.
const SHOWN_AT_MOST: usize = 5;

pub(super) fn section(round: &Round, comparison: &Comparison, shown: &Shown) -> Section {
    let questions = &comparison.asked.questions;
    let mut lines: Vec<String> = Vec::new();
    for question in questions.iter().take(SHOWN_AT_MOST) {
        let sentence = sentences::question(round, question, shown.language);
        lines.extend(listed("?", &sentence, shown));
    }
    if !lines.is_empty() {
        lines.push(shown.faint(shown.say(
            "Each was found by solving the round again with it as an entry [[liveability]] of the model.",
            "Elk is gevonden door de ronde opnieuw op te lossen met dit als [[liveability]] in het model.",
        )));
    }
    Section { heading: shown.say("Questions", "Vragen").to_owned(), lines }
}
