//! Words of the empty workbooks: what to do with them, and the fixed words that cells can hold.

use crate::domain::Language;
use crate::report::words::either;

/// The Dutch of the words that the tables have; what is not here is the same in both languages.
const DUTCH: [(&str, &str); 20] = [
    ("fixed", "vast"),
    ("refused", "geweigerd"),
    ("forbidden", "verboden"),
    ("yes", "ja"),
    ("no", "nee"),
    ("mutation", "mutatie"),
    ("new-build", "nieuwbouw"),
    ("additional", "aanvullend"),
    ("mediated", "bemiddeld"),
    ("self-search", "zelfzoeker"),
    ("landlord", "verhuurder"),
    ("volunteers", "vrijwilligers"),
    ("income", "inkomen"),
    ("neighbourhood", "buurtteam"),
    ("care", "zorg"),
    ("households", "huishoudens"),
    ("support", "begeleiding"),
    ("persons", "personen"),
    ("whole", "geheel"),
    ("shared", "gedeeld"),
];

/// A fixed word in the language of the workbook; the reader knows both.
pub(super) fn word(english: &str, language: Language) -> &str {
    let dutch = DUTCH.iter().find(|(word, _)| *word == english && language == Language::Nl);
    dutch.map_or(english, |(_, dutch)| dutch)
}

/// What to do with the workbook of a round, line by line; the first is the title.
pub(super) fn round_lines(language: Language) -> &'static [&'static str] {
    match language {
        Language::En => &[
            "A round to fill in",
            "1. Sheet \"round\": change what stands in the second column. The model is the folder with the rules, seen from this file.",
            "2. Sheet \"dwellings\": one row for each vacant dwelling. Sheet \"applicants\": one row for each household.",
            "3. Sheet \"decisions\" is for what was decided before; it can stay empty.",
            "Dark headings are needed; columns with a light heading can stay empty or be deleted. Each heading has a note.",
            "Several values in a cell stand with | between them. Names, addresses, dates of birth and such do not belong here.",
            "When it is filled in, hand it in on the first page of the workbench, or type `sleutel check FILE`: both say what is missing or wrong, with its cell.",
        ],
        Language::Nl => &[
            "Een ronde om in te vullen",
            "1. Blad \"ronde\": verander wat in de tweede kolom staat. Het model is de map met de regels, gezien vanuit dit bestand.",
            "2. Blad \"woningen\": één rij voor elke vrije woning. Blad \"woningzoekenden\": één rij voor elk huishouden.",
            "3. Blad \"besluiten\" is voor wat vooraf is besloten; het mag leeg blijven.",
            "Donkere koppen zijn nodig; kolommen met een lichte kop mogen leeg blijven of weg. Bij elke kop staat een opmerking.",
            "Meer waarden in een cel staan met | ertussen. Namen, adressen, geboortedatums en dergelijke horen hier niet.",
            "Als het is ingevuld, lever het in op de eerste pagina van de werkbank, of typ `sleutel check BESTAND`: beide zeggen wat er ontbreekt of niet klopt, met de cel.",
        ],
    }
}

/// What to do with the workbook of a year, line by line; the first is the title.
pub(super) fn year_lines(language: Language) -> &'static [&'static str] {
    match language {
        Language::En => &[
            "The tables of a year to fill in",
            "1. Put this file into the folder \"year\" of a model under the name year.xlsx. The settings stay in year.toml beside it.",
            "2. A table stands in this workbook or in a .csv file beside it, never in both. A sheet that is not used can be deleted.",
            "Dark headings are needed; columns with a light heading can stay empty or be deleted. Each heading has a note.",
            "When it is filled in, `sleutel check MODEL` says what is missing or wrong, with its cell.",
        ],
        Language::Nl => &[
            "De tabellen van een jaar om in te vullen",
            "1. Zet dit bestand in de map \"year\" van een model, met de naam year.xlsx. De instellingen blijven in year.toml ernaast.",
            "2. Een tabel staat in deze werkmap of in een .csv-bestand ernaast, nooit in beide. Een blad dat niet nodig is mag weg.",
            "Donkere koppen zijn nodig; kolommen met een lichte kop mogen leeg blijven of weg. Bij elke kop staat een opmerking.",
            "Als het is ingevuld, zegt `sleutel check MODEL` wat er ontbreekt of niet klopt, met de cel.",
        ],
    }
}

/// The rows of the sheet with the settings: key, an example, and what it means.
pub(super) fn settings(language: Language) -> [[&'static str; 3]; 4] {
    let say = |english, dutch| either(language, english, dutch);
    [
        [
            say("id", "ronde"),
            "2025-03",
            say("A name for this round, of your own choice", "Een naam voor deze ronde, zelf te kiezen"),
        ],
        [
            say("month", "maand"),
            "2025-03",
            say(
                "Year and month; its first day is the round's date",
                "Jaar en maand; de eerste dag ervan is de datum van de ronde",
            ),
        ],
        [
            "model",
            "../../models/utrecht-2025",
            say(
                "Folder with the rules, seen from this file; write / and not \\. On the workbench a round that brings no model follows Utrecht 2025, whatever stands here",
                "Map met de regels, gezien vanuit dit bestand; schrijf / en geen \\. Op de werkbank volgt een ronde die geen model meebrengt Utrecht 2025, wat hier ook staat",
            ),
        ],
        [
            say("seed", "loting"),
            "20250301",
            say(
                "A number for the draw; publish it before the round",
                "Een getal voor de loting; maak het bekend voor de ronde",
            ),
        ],
    ]
}
