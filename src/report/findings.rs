//! What the checker found wrong with the results of a run, as sentences.

use super::violation_sentence;
use crate::domain::{Language, Round};
use crate::verify::{Difference, Finding};

/// The sentence of one finding. What is wrong inside a certificate is told in English in every language:
/// it is about the mathematics.
pub fn finding_sentence(round: &Round, finding: &Finding, language: Language) -> String {
    match (finding, language) {
        (Finding::Violation(violation), _) => violation_sentence(round, violation, language),
        (Finding::Doubt(doubt), Language::Nl) => format!("certificate.json: {doubt}"),
        (_, Language::Nl) => dutch(round, finding),
        (_, Language::En) => finding.to_string(),
    }
}

fn dutch(round: &Round, finding: &Finding) -> String {
    match finding {
        Finding::ResultChanged { file } => format!("{file} is niet het bestand waarvoor het certificaat is geschreven"),
        Finding::InputDiffers { file, difference, stated_in } => match difference {
            Difference::Changed => format!("{file} is sinds de berekening gewijzigd ({stated_in})"),
            Difference::Missing => format!("{file} hoorde bij de berekening en is weg ({stated_in})"),
            Difference::Added => format!("{file} hoorde niet bij de berekening ({stated_in})"),
        },
        Finding::FigureDiffers { file, figure, stated, expected } => {
            format!("{file}: {figure} staat er als {stated}, en is {expected}")
        }
        Finding::CellDiffers { file, line, column, stated, expected } => {
            format!("{file}:{line} {column}: er staat “{stated}”, de ronde zegt “{expected}”")
        }
        Finding::UnknownRow { file, line, id } => format!("{file}:{line}: de ronde kent {id} niet"),
        Finding::RowMissing { files, id } => format!("{files}: {id} heeft geen rij"),
        Finding::RowTwice { files, id } => format!("{files}: {id} heeft meer dan één rij"),
        Finding::Violation(violation) => violation_sentence(round, violation, Language::Nl),
        Finding::Doubt(doubt) => doubt.to_string(),
    }
}
