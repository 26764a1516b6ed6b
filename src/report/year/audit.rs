//! The year's figures held against each other, in sentences.

use super::finding::finding_sentence;
use crate::domain::Language;
use crate::report::screen::{Screen, Section};
use crate::year::{Audit, Finding, Verdict};

/// The findings with a mark each: `✓` what agrees, `≠` what differs, `<` less than is needed, `·` what has nothing
/// to be held against.
pub fn audit_text(audit: &Audit, name: &str, screen: &Screen) -> String {
    screen.sections([audit_lines(audit, name, screen)]).into_iter().skip(1).collect::<Vec<_>>().join("\n") + "\n"
}

/// The findings in order, each with its verdict; last, how many figures differ.
pub fn audit_rows(audit: &Audit, language: Language) -> (Vec<(Verdict, String)>, String) {
    let row = |finding: &Finding| (finding.verdict(), finding_sentence(finding, language));
    (audit.findings.iter().map(row).collect(), differing(audit, language))
}

/// See [`audit_text`], as a part of a longer text.
pub(in crate::report) fn audit_lines(audit: &Audit, name: &str, screen: &Screen) -> Section {
    let heading = match screen.language {
        Language::En => format!("The figures of {name} held against each other"),
        Language::Nl => format!("De cijfers van {name} naast elkaar"),
    };
    let row = |finding: &Finding| {
        let mark = match finding.verdict() {
            Verdict::Agrees => "✓",
            Verdict::Differs => "≠",
            Verdict::Short => "<",
            Verdict::Open => "·",
        };
        vec![mark.to_owned(), finding_sentence(finding, screen.language)]
    };
    let rows = screen.table(audit.findings.iter().map(row).collect(), &[]);
    let mut lines: Vec<String> = rows.iter().map(|line| painted(line, screen)).collect();
    lines.push(screen.faint(&differing(audit, screen.language)));
    Section { heading, lines }
}

/// A line with its mark in colour: the table is laid out without, for colours have a width of their own there.
fn painted(line: &str, screen: &Screen) -> String {
    let mut letters = line.chars();
    match letters.next() {
        Some(mark @ '✓') => screen.good(&mark.to_string()) + letters.as_str(),
        Some(mark @ '≠') => screen.warning(&mark.to_string()) + letters.as_str(),
        Some(mark @ ('<' | '·')) => screen.faint(&mark.to_string()) + letters.as_str(),
        _ => line.to_owned(),
    }
}

/// How many figures differ from what they are held against.
pub(super) fn differing(audit: &Audit, language: Language) -> String {
    let (all, number) = (audit.findings.len(), audit.differing());
    match (language, number) {
        (Language::En, 0) => "No figure differs from what it is held against.".to_owned(),
        (Language::Nl, 0) => "Geen cijfer verschilt van het cijfer waarmee het is vergeleken.".to_owned(),
        (Language::En, 1) => format!("1 of {all} figures differs from what it is held against."),
        (Language::Nl, 1) => format!("1 van de {all} cijfers verschilt van het cijfer waarmee het is vergeleken."),
        (Language::En, _) => format!("{number} of {all} figures differ from what they are held against."),
        (Language::Nl, _) => {
            format!("{number} van de {all} cijfers verschillen van het cijfer waarmee ze zijn vergeleken.")
        }
    }
}
