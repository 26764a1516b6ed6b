//! The words for codes. In English they are the codes of the tables in text; in Dutch people read a word.

use crate::domain::Language;
use crate::report::words::either;

/// Every code in the sheets: the code, its Dutch word, and what it means in both languages.
pub(super) const CODES: [Code; 23] = [
    code("whole", "geheel", "The dwelling is let to one household.", "De woning gaat naar één huishouden."),
    code("shared", "gedeeld", "The dwelling is let by the place.", "De woning wordt per plek verhuurd."),
    code(
        "every-optimum",
        "elk optimum",
        "Placed in every allocation that is optimal up to the draw.",
        "Geplaatst in elke toewijzing die tot aan de loting optimaal is.",
    ),
    code(
        "drawn",
        "loting",
        "The draw chose: another choice is as good for every goal before it.",
        "De loting koos: een andere keuze is even goed voor elk doel dat voorgaat.",
    ),
    code(
        "decision: fixed",
        "besluit: vastgelegd",
        "A person fixed this match (in allocation.csv every-optimum: all optima have it).",
        "Een mens heeft deze match vastgelegd (in allocation.csv every-optimum: elk optimum heeft haar).",
    ),
    code(
        "decision: override",
        "besluit: afwijking",
        "A person fixed this match although a rule or a maximum says no.",
        "Een mens heeft deze match vastgelegd hoewel een regel of maximum nee zegt.",
    ),
    code("nothing-fits", "niets past", "No dwelling of the round fits.", "Geen woning van de ronde past."),
    code(
        "outranked",
        "anderen gaan voor",
        "Others, or an earlier goal, stand before in what fits.",
        "Anderen, of een eerder doel, gaan voor in wat past.",
    ),
    code("limit-full", "begrenzing vol", "A limit leaves too little room.", "Een begrenzing laat te weinig ruimte."),
    code(
        "too-few-sharers",
        "te weinig delers",
        "Could only be shared, with too few to share.",
        "Alleen te delen, met te weinig delers.",
    ),
    code("self-search", "zelfzoeker", "The group searches for itself.", "De doelgroep zoekt zelf."),
    code("nobody-fits", "niemand past", "No applicant fits.", "Geen woningzoekende past."),
    code(
        "reserved-empty",
        "oormerk zonder passende",
        "Reserved, and nobody of those fits.",
        "Geoormerkt, en van hen past niemand.",
    ),
    code(
        "all-placed",
        "allen geplaatst",
        "Everyone that fits is placed elsewhere.",
        "Iedereen die past is elders geplaatst.",
    ),
    code(
        "costs-a-tier",
        "kost een doel",
        "Someone fits, but an earlier goal would lose.",
        "Er past iemand, maar een doel dat voorgaat verliest.",
    ),
    code("stopped", "gestopt", "Not settled: the search was stopped.", "Niet vastgesteld: de zoektocht is gestopt."),
    code("applicants", "woningzoekenden", "1 for each applicant placed.", "1 voor elke geplaatste woningzoekende."),
    code("persons", "personen", "The size of each household placed.", "De grootte van elk geplaatst huishouden."),
    code(
        "support",
        "begeleiding",
        "The support that each household placed takes at its start.",
        "De begeleiding die elk geplaatst huishouden bij de start vraagt.",
    ),
    code("dwellings", "woningen", "1 for each dwelling used.", "1 voor elke woning die wordt gebruikt."),
    code("yes", "ja", "Yes.", "Ja."),
    code("no", "nee", "No.", "Nee."),
    code(
        "mediated",
        "bemiddeld",
        "The group is offered dwellings directly.",
        "De doelgroep krijgt woningen rechtstreeks aangeboden.",
    ),
];

/// A code with its word.
#[derive(Debug, Clone, Copy)]
pub(super) struct Code {
    /// As the tables in text have it.
    pub(super) plain: &'static str,
    dutch: &'static str,
    meaning: [&'static str; 2],
}

const fn code(code: &'static str, dutch: &'static str, english_meaning: &'static str, meaning: &'static str) -> Code {
    Code { plain: code, dutch, meaning: [english_meaning, meaning] }
}

impl Code {
    /// What people read.
    pub(super) fn word(&self, language: Language) -> &'static str {
        either(language, self.plain, self.dutch)
    }

    /// What it means, in a sentence.
    pub(super) fn meaning(&self, language: Language) -> &'static str {
        either(language, self.meaning[0], self.meaning[1])
    }
}

/// What people read for a code; a code without a word stays as it is.
pub(super) fn word(code: &str, language: Language) -> &str {
    CODES.iter().find(|known| known.plain == code).map_or(code, |known| known.word(language))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_two_codes_have_the_same_word() {
        for language in [Language::En, Language::Nl] {
            let words: BTreeSet<&str> = CODES.iter().map(|code| code.word(language)).collect();
            assert_eq!(words.len(), CODES.len());
        }
    }
}
