//! Sentences that say of how many what stands in the way: "Of the 9 fitting dwellings: 5 went to …; 1 is …".

use super::Form;
use super::words::either;
use crate::domain::{Language, Tier};

/// What is said of some of those that a sentence is about.
pub(super) struct Clause {
    /// Of how many.
    pub(super) times: usize,
    /// What, to follow their number.
    pub(super) words: String,
}

/// Whom a sentence is about.
#[derive(Clone, Copy)]
pub(super) enum Subject {
    /// The dwellings that fit an applicant without a place.
    Dwellings,
    /// The applicants without a place that fit a vacant dwelling.
    Applicants,
}

impl Subject {
    /// "The only …", "All 9 …", or "Of the 9 …:" for clauses about some of them.
    fn start(self, form: Form, total: usize, all: bool) -> String {
        let (one, many) = match (self, form.language) {
            (Subject::Dwellings, Language::En) => ("fitting dwelling", "fitting dwellings"),
            (Subject::Dwellings, Language::Nl) => ("passende woning", "passende woningen"),
            (Subject::Applicants, Language::En) => {
                ("applicant without a place that fits", "applicants without a place that fit")
            }
            (Subject::Applicants, Language::Nl) => {
                ("woningzoekende zonder plek die past", "woningzoekenden zonder plek die passen")
            }
        };
        let count = form.count(total);
        match (total, all, form.language) {
            (1, _, Language::En) => format!("The only {one}"),
            (1, _, Language::Nl) => format!("De enige {one}"),
            (2, true, Language::En) => format!("Both {many}"),
            (2, true, Language::Nl) => format!("Beide {many}"),
            (_, true, Language::En) => format!("All {count} {many}"),
            (_, true, Language::Nl) => format!("Alle {count} {many}"),
            (_, false, Language::En) => format!("Of the {count} {many}:"),
            (_, false, Language::Nl) => format!("Van de {count} {many}:"),
        }
    }
}

/// One sentence of all clauses.
pub(super) fn sentence(form: Form, subject: Subject, total: usize, clauses: &[Clause]) -> String {
    match clauses {
        [only] if only.times == total => format!("{} {}.", subject.start(form, total, true), only.words),
        _ => {
            let clause = |clause: &Clause| format!("{} {}", form.count(clause.times), clause.words);
            let clauses: Vec<String> = clauses.iter().map(clause).collect();
            format!("{} {}.", subject.start(form, total, false), clauses.join("; "))
        }
    }
}

/// The wording of the language, for one or for several.
pub(super) fn numbered<'a>(form: Form, times: usize, english: [&'a str; 2], dutch: [&'a str; 2]) -> &'a str {
    let number = usize::from(times != 1);
    either(form.language, english[number], dutch[number])
}

/// "by urgency", or with several tiers "4 by urgency, 1 by the draw".
pub(super) fn by_tier(form: Form, tiers: &[(Tier, usize)], words: fn(Language, Tier) -> &'static str) -> String {
    let part = |(tier, times): &(Tier, usize)| match tiers.len() {
        1 => words(form.language, *tier).to_owned(),
        _ => format!("{} {}", form.count(*times), words(form.language, *tier)),
    };
    tiers.iter().map(part).collect::<Vec<_>>().join(", ")
}
