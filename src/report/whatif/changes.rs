//! What a scenario changes, in words.

use crate::domain::{ChangedSetting, Language, Limits};
use crate::report::Form;
use crate::report::setting::setting_words;
use crate::report::words::{counted, either, joined};
use crate::study::{RowCounts, Tried};

/// The settings that a scenario changes, each with what holds then and what held before. The bounds of limits are left out:
/// what becomes of them stands with the figures, in what people speak of.
pub(in crate::report) fn setting_sentences(
    settings: &[ChangedSetting],
    limits: &Limits,
    language: Language,
) -> Vec<String> {
    let others = settings.iter().filter(|one| is_rule(&one.typed));
    others.map(|one| setting_words(&one.typed, Some(&one.before), limits, language) + ".").collect()
}

/// Whether a change is of a rule, of sharing, of a group, of an exclusion or of the goals.
fn is_rule(typed: &str) -> bool {
    ["rules.", "sharing.", "group.", "liveability.", "objective."].iter().any(|start| typed.starts_with(start))
}

/// How many rows a scenario adds, removes and changes; nothing where it leaves all as they are.
pub(in crate::report) fn row_sentence(tried: &Tried, language: Language) -> Option<String> {
    let (dwellings, applicants) = match language {
        Language::En => (["dwelling", "dwellings"], ["applicant", "applicants"]),
        Language::Nl => (["woning", "woningen"], ["woningzoekende", "woningzoekenden"]),
    };
    let dwellings = clause(tried.dwellings, dwellings, language);
    let applicants = clause(tried.applicants, applicants, language);
    let clauses: Vec<String> = dwellings.into_iter().chain(applicants).collect();
    (!clauses.is_empty()).then(|| format!("{}.", clauses.join("; ")))
}

/// "2 dwellings changed and 1 added".
fn clause(rows: RowCounts, [one, many]: [&str; 2], language: Language) -> Option<String> {
    let sorts = [
        (rows.changed, either(language, "changed", "gewijzigd")),
        (rows.removed, either(language, "removed", "weggelaten")),
        (rows.added, either(language, "added", "toegevoegd")),
    ];
    let mut parts: Vec<String> = Vec::new();
    for (number, done) in sorts.into_iter().filter(|(number, _)| *number > 0) {
        parts.push(if parts.is_empty() {
            format!("{} {done}", counted(language, number, one, many))
        } else {
            format!("{} {done}", Form::of(language).count(number))
        });
    }
    (!parts.is_empty()).then(|| joined(&parts, either(language, "and", "en")))
}
