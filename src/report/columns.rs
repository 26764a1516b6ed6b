//! The declared columns as people read them.

use super::words::either;
use crate::domain::Language;
use crate::input::Column;

/// The headings above [`row`].
pub fn headings(language: Language) -> [&'static str; 6] {
    match language {
        Language::En => ["column", "type", "unit", "needed", "other names", "meaning"],
        Language::Nl => ["kolom", "soort", "eenheid", "nodig", "andere namen", "betekenis"],
    }
}

/// One column: the name that an empty table in this language shows, what its cells hold, its unit, whether
/// it is needed, its other names, and what it means.
pub fn row(column: &Column, language: Language) -> [String; 6] {
    let heading = column.heading(language);
    let names = std::iter::once(&column.name).chain(&column.aliases).map(String::as_str);
    let others: Vec<&str> = names.filter(|name| *name != heading).collect();
    [
        heading.to_owned(),
        kind(column, language),
        unit(&column.unit, language).to_owned(),
        needed(column, language),
        others.join(", "),
        either(language, &column.description, &column.description_nl).to_owned(),
    ]
}

fn needed(column: &Column, language: Language) -> String {
    let (yes, no) = (either(language, "yes", "ja"), either(language, "no", "nee"));
    let default = if column.default == "no" { no } else { &column.default };
    match (column.required, default) {
        (true, _) => yes.to_owned(),
        (false, "") => no.to_owned(),
        (false, default) => format!("{no}; {} {default}", either(language, "empty is", "leeg is")),
    }
}

fn kind(column: &Column, language: Language) -> String {
    let name = column.kind_name.as_str();
    if language == Language::En {
        return name.to_owned();
    }
    let word = |word| match word {
        "text" => "tekst",
        "whole" => "geheel getal",
        "month" => "maand",
        "number" => "getal",
        "amount" => "bedrag",
        "date" => "datum",
        "moment" => "datum of tijdstip",
        "yes/no" => "ja/nee",
        "list" => "lijst",
        "fixed" => "vast",
        "refused" => "geweigerd",
        "forbidden" => "verboden",
        "shared" => "gedeeld",
        other => other,
    };
    let words = name.split('|').map(|one| if name == "whole|shared" && one == "whole" { "geheel" } else { word(one) });
    words.collect::<Vec<_>>().join("|")
}

fn unit(unit: &str, language: Language) -> &str {
    if language == Language::En {
        return unit;
    }
    match unit {
        "€ per month" => "€ per maand",
        "€ per year" => "€ per jaar",
        "persons" => "personen",
        "places" => "plekken",
        "rooms" => "kamers",
        "rooms, living room included" => "kamers, met de woonkamer",
        "units per month" => "eenheden per maand",
        "year" | "years" => "jaar",
        other => other,
    }
}
