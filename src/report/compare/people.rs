//! Who is placed by which, and who moves.

use super::{Section, Shown};
use crate::domain::Round;
use crate::report::screen::ROWS_AT_MOST;
use crate::study::compare::{Comparison, Fate};

/// The sorts of fate, as they are counted.
pub(super) const SORTS: [(&str, &str, &str); 5] = [
    ("same", "by both, in the same dwelling", "door beide, in dezelfde woning"),
    ("moved", "by both, in another dwelling", "door beide, in een andere woning"),
    ("only-list", "by the valid part alone", "alleen door het geldige deel"),
    ("only-optimum", "by the optimum alone", "alleen door het optimum"),
    ("neither", "by neither", "door geen van beide"),
];

pub(super) fn section(round: &Round, comparison: &Comparison, shown: &Shown) -> Section {
    let count = |code: &str| comparison.fates.iter().filter(|(_, fate)| fate.name() == code).count();
    let row = |(code, english, dutch): (&str, &str, &str)| {
        vec![shown.form().count(count(code)), shown.say(english, dutch).to_owned()]
    };
    let mut lines = shown.table(SORTS.into_iter().map(row).collect(), &[0]);
    let moved: Vec<Vec<String>> = comparison.fates.iter().filter_map(|fate| moved(round, *fate, shown)).collect();
    if !moved.is_empty() {
        lines.push(shown.say("In another dwelling:", "In een andere woning:").to_owned());
        let total = moved.len();
        let rows = shown.table(moved.into_iter().take(ROWS_AT_MOST).collect(), &[]);
        lines.extend(rows.into_iter().map(|line| format!("  {line}")));
        shown.and_more(&mut lines, total, "compare.csv (-o)");
    }
    Section { heading: shown.say("Who is placed", "Wie geplaatst wordt").to_owned(), lines }
}

fn moved(round: &Round, (applicant, fate): (usize, Fate), shown: &Shown) -> Option<Vec<String>> {
    let Fate::Moved(list, optimum) = fate else { return None };
    let id = |dwelling: usize| &round.dwellings[dwelling].id;
    let text = format!("{} {} → {} {}", shown.say("valid part", "geldig deel"), id(list), "optimum", id(optimum));
    Some(vec![round.applicants[applicant].id.clone(), text])
}
