//! The words of the empty spreadsheets: `round.toml` to fill in, and what to do next.

use std::path::Path;

use super::words::either;
use crate::domain::Language;

/// `round.toml` for a round that someone fills in with a plain text editor.
pub fn round_toml(language: Language) -> &'static str {
    either(language, ENGLISH, DUTCH)
}

/// That the spreadsheets are there, and how to go on; with a line end.
pub fn written(folder: &Path, language: Language) -> String {
    let folder = folder.display();
    match language {
        Language::En => format!(
            "Empty spreadsheets in {folder}\n\
             1. Fill in dwellings.csv and applicants.csv in Excel, one row each, and save them as CSV.\n   \
             `sleutel schema dwellings` says what each column holds; columns that are not needed can be deleted.\n\
             2. Open round.toml in a plain text editor and change what stands behind the = signs; `model` is the folder\n   \
             with the rules, such as models/utrecht-2025.\n\
             3. decisions.csv can stay empty, or be deleted.\n\
             4. `sleutel check {folder}` says what is missing or wrong.\n"
        ),
        Language::Nl => format!(
            "Lege werkbladen in {folder}\n\
             1. Vul dwellings.csv (woningen) en applicants.csv (woningzoekenden) in met Excel, één rij voor elk, en\n   \
             bewaar ze als CSV. `sleutel schema dwellings --lang nl` zegt wat in elke kolom hoort; kolommen die niet\n   \
             nodig zijn mogen weg.\n\
             2. Open round.toml in Kladblok en verander wat achter de = staat; `model` is de map met de regels, zoals\n   \
             models/utrecht-2025.\n\
             3. decisions.csv (besluiten vooraf) mag leeg blijven of weg.\n\
             4. `sleutel check {folder} --lang nl` zegt wat er ontbreekt of niet klopt.\n"
        ),
    }
}

/// That the workbook of a round is there, and how to go on; with a line end.
pub fn workbook_written(file: &Path, language: Language) -> String {
    let file = file.display();
    match language {
        Language::En => format!("Empty workbook in {file}; its first sheet says how to fill it in\n"),
        Language::Nl => format!("Lege werkmap in {file}; het eerste blad zegt hoe zij wordt ingevuld\n"),
    }
}

/// `round.toml` of a round whose tables came without one; what is empty is left out.
pub fn round_settings(id: &str, month: &str, seed: &str) -> String {
    let text = |key: &str, text: &str| match text {
        "" => String::new(),
        text => format!("{key} = {}\n", toml::Value::String(text.to_owned())),
    };
    let seed = seed.parse::<u32>().map_or_else(|_| String::new(), |seed| format!("seed = {seed}\n"));
    let id = if id.is_empty() { month } else { id };
    format!("format = 1\n\n[round]\n{}{}model = \"model\"\n{seed}", text("id", id), text("month", month))
}

const ENGLISH: &str = r#"# The settings of the round. Open this file in a plain text editor (Notepad), not in Excel or Word.
# Change only what stands behind the = signs, and keep the quotation marks. Text behind a # is explanation.

format = 1

[round]
id = "2025-03"                          # a name for this round, of your own choice
month = "2025-03"                       # year and month; its first day is the round's date
model = "../../models/utrecht-2025"     # the folder with the rules, seen from this folder; write / and not \
seed = 20250301                         # a number for the draw; publish it before the round
"#;

const DUTCH: &str = r#"# De instellingen van de ronde. Open dit bestand in Kladblok, niet in Excel of Word.
# Verander alleen wat achter de = staat, en laat de aanhalingstekens staan. Tekst achter een # is uitleg.

format = 1

[round]
id = "2025-03"                          # een naam voor deze ronde, zelf te kiezen
month = "2025-03"                       # jaar en maand; de eerste dag ervan is de datum van de ronde
model = "../../models/utrecht-2025"     # de map met de regels, gezien vanuit deze map; schrijf / en geen \
seed = 20250301                         # een getal voor de loting; maak het bekend voor de ronde
"#;
