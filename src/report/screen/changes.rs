//! What moved since the earlier results.

use super::{ROWS_AT_MOST, Screen, Section};
use crate::allocation::Outcome;
use crate::allocation::changes::{Change, Sort};
use crate::domain::Language;
use crate::report::changes::{counted, price_sentence, sentence};

pub(super) fn section(outcome: &Outcome, screen: &Screen) -> Section {
    let start = screen.say("Earlier matches", "Eerdere matches");
    let Some(changes) = &outcome.changes else { return Section { heading: start.to_owned(), lines: Vec::new() } };
    let heading = format!("{start}: {}", counted(changes, screen.language));
    let all = |sort: Sort| changes.changes.iter().filter(move |change| change.sort() == sort);
    let found: Vec<&Change> = Sort::ALL.into_iter().flat_map(all).collect();
    let mut lines: Vec<String> = price_sentence(changes, screen.language).iter().cloned().collect();
    let moved: Vec<String> =
        found.iter().take(2 * ROWS_AT_MOST).map(|change| sentence(change, screen.language)).collect();
    let is_still = moved.is_empty();
    lines.extend(moved);
    if found.len() > 2 * ROWS_AT_MOST {
        let rest = screen.form().count(found.len() - 2 * ROWS_AT_MOST);
        lines.push(screen.faint(&match screen.language {
            Language::En => format!("and {rest} more, see summary.json"),
            Language::Nl => format!("en nog {rest}, zie summary.json"),
        }));
    }
    if is_still {
        lines.push(screen.say("Nothing moved.", "Er is niets verschoven.").to_owned());
    }
    Section { heading, lines }
}
