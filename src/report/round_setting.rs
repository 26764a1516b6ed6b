//! What is said where a round lacks a setting that every round needs.

use super::words::either;
use crate::domain::{Code, Language, Problem};

/// A setting of `[round]`, or of the sheet of that name.
struct Setting {
    key: &'static str,
    /// Its key in a Dutch workbook.
    dutch_key: &'static str,
    english: &'static str,
    dutch: &'static str,
    /// As it is written in `round.toml`.
    example: &'static str,
}

const SETTINGS: [Setting; 4] = [
    Setting {
        key: "id",
        dutch_key: "ronde",
        english: "a name for the round",
        dutch: "een naam voor de ronde",
        example: "\"2025-03\"",
    },
    Setting {
        key: "month",
        dutch_key: "maand",
        english: "the month of the round",
        dutch: "de maand van de ronde",
        example: "\"2025-03\"",
    },
    Setting {
        key: "model",
        dutch_key: "model",
        english: "the folder of the model",
        dutch: "de map van het model",
        example: "\"../../models/utrecht-2025\"",
    },
    Setting {
        key: "seed",
        dutch_key: "loting",
        english: "the number for the draw",
        dutch: "het getal voor de loting",
        example: "20250301",
    },
];

/// The key of a setting of the round that is missing or empty.
pub fn lacking_setting(problem: &Problem) -> Option<&'static str> {
    setting(problem).map(|setting| setting.key)
}

/// That a setting of the round is missing, and where to write it.
pub(super) fn missing_setting(problem: &Problem, language: Language) -> Option<String> {
    let setting = setting(problem)?;
    let what = either(language, setting.english, setting.dutch);
    let example = setting.example;
    let (key, plain) = (either(language, setting.key, setting.dutch_key), example.trim_matches('"'));
    Some(match (language, problem.file.contains('!')) {
        (Language::En, true) => {
            format!("{what} is missing; write {key} in the first column of this sheet and behind it, such as, {plain}")
        }
        (Language::Nl, true) => {
            format!("{what} ontbreekt; schrijf {key} in de eerste kolom van dit blad en erachter bijvoorbeeld {plain}")
        }
        (Language::En, false) => format!("{what} is missing; add a line such as {} = {example}", setting.key),
        (Language::Nl, false) => {
            format!("{what} ontbreekt; voeg een regel toe als {} = {example}", setting.key)
        }
    })
}

/// The same on a page whose form has a field for it.
pub fn missing_setting_on_page(problem: &Problem, language: Language) -> Option<String> {
    let setting = setting(problem)?;
    Some(match language {
        Language::En => format!("{} is missing; fill it in on this page", setting.english),
        Language::Nl => format!("{} ontbreekt; vul dat op deze pagina in", setting.dutch),
    })
}

fn setting(problem: &Problem) -> Option<&'static Setting> {
    let key = problem.column.as_deref()?.strip_prefix("round.")?;
    let is_lacking =
        problem.code == Code::KeyMissing || (problem.code == Code::KeyKind && problem.value.trim().is_empty());
    SETTINGS.iter().find(|setting| setting.key == key && is_lacking)
}
