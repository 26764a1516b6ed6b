//! The columns of the sheets: the name in the tables in text, the heading for people, what the cells hold and mean.

use crate::domain::Language;
use crate::report::words::either;

/// What the cells of a column hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// An id, a name or a list of ids.
    Text,
    /// A sentence.
    Sentence,
    /// A code, which people read as a word.
    Code,
    /// A whole number.
    Count,
    /// Days.
    Days,
    /// Euro per month.
    Euro,
    /// An amount of what a limit counts, with decimals where it has any.
    Amount,
    /// A price with at most four decimals.
    Price,
}

impl Kind {
    /// Whether the cells are numbers.
    pub(super) fn is_number(self) -> bool {
        !matches!(self, Kind::Text | Kind::Sentence | Kind::Code)
    }
}

/// A column of a sheet. Pairs are English and Dutch.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column {
    /// Its name in the table in text.
    pub(super) name: &'static str,
    heading: [&'static str; 2],
    meaning: [&'static str; 2],
    /// What its cells hold.
    pub(super) kind: Kind,
    /// Its width in characters.
    pub(super) width: u16,
}

/// The columns of a sheet, from A on.
pub(super) type Columns = &'static [Column];

impl Column {
    /// The heading for people.
    pub(super) fn heading(&self, language: Language) -> &'static str {
        either(language, self.heading[0], self.heading[1])
    }

    /// What it means, in a sentence.
    pub(super) fn meaning(&self, language: Language) -> &'static str {
        either(language, self.meaning[0], self.meaning[1])
    }

    /// What its numbers count; empty where it has none, or where another column says it.
    pub(super) fn unit(&self, language: Language) -> &'static str {
        match self.kind {
            Kind::Euro => either(language, "€ per month", "€ per maand"),
            Kind::Days => either(language, "days", "dagen"),
            _ => "",
        }
    }
}

pub(super) const fn column(
    name: &'static str,
    heading: [&'static str; 2],
    kind: Kind,
    width: u16,
    meaning: [&'static str; 2],
) -> Column {
    Column { name, heading, meaning, kind, width }
}

const APPLICANT: Column = column(
    "applicant",
    ["Applicant", "Woningzoekende"],
    Kind::Text,
    16,
    ["Number of the applicant, without a name.", "Nummer van de woningzoekende, zonder naam."],
);
const DWELLING: Column =
    column("dwelling", ["Dwelling", "Woning"], Kind::Text, 16, ["Number of the dwelling.", "Nummer van de woning."]);
const GROUP: Column =
    column("group", ["Group", "Doelgroep"], Kind::Text, 34, ["Target group of the model.", "Doelgroep van het model."]);

/// The sheet of `allocation.csv`.
pub(super) const ALLOCATION: [Column; 15] = [
    APPLICANT,
    DWELLING,
    column(
        "mode",
        ["Mode", "Wijze"],
        Kind::Code,
        10,
        [
            "Whether the dwelling is let whole, or by the place to several who share it.",
            "Of de woning geheel wordt verhuurd, of per plek aan meer delers.",
        ],
    ),
    column(
        "contract_rent",
        ["Rent in the contract", "Huur in het contract"],
        Kind::Euro,
        13,
        [
            "Monthly rent of the dwelling, or of the place. Lower than the rent asked where the landlord lowers it to the cap of the household.",
            "Maandhuur van de woning, of van de plek. Lager dan de gevraagde huur waar de verhuurder haar verlaagt tot de grens van het huishouden.",
        ],
    ),
    GROUP,
    column(
        "organisation",
        ["Organisation", "Organisatie"],
        Kind::Text,
        22,
        [
            "Organisation that supports the household after the move.",
            "Organisatie die het huishouden na de verhuizing begeleidt.",
        ],
    ),
    column(
        "landlord",
        ["Landlord", "Verhuurder"],
        Kind::Text,
        16,
        ["Owner of the dwelling.", "Eigenaar van de woning."],
    ),
    column(
        "complex",
        ["Complex", "Complex"],
        Kind::Text,
        18,
        [
            "Block that is managed as one; liveability is judged by complex.",
            "Blok dat als één geheel wordt beheerd; leefbaarheid wordt per complex beoordeeld.",
        ],
    ),
    column("district", ["District", "Wijk"], Kind::Text, 18, ["District of the city.", "Wijk van de stad."]),
    column(
        "persons",
        ["Persons", "Personen"],
        Kind::Count,
        10,
        ["Persons in the household.", "Personen in het huishouden."],
    ),
    column(
        "waiting_days",
        ["Waiting time", "Inschrijfduur"],
        Kind::Days,
        15,
        [
            "Days since registration, on the first day of the round.",
            "Dagen sinds de inschrijving, op de eerste dag van de ronde.",
        ],
    ),
    column(
        "urgency",
        ["Urgency", "Urgentie"],
        Kind::Count,
        10,
        [
            "Points for urgency: the sooner the urgency ends, the more.",
            "Punten voor urgentie: hoe eerder de urgentie afloopt, hoe meer.",
        ],
    ),
    column(
        "misfit",
        ["Misfit", "Minder passend"],
        Kind::Count,
        10,
        [
            "Points for what fits less well: rooms too many, or another district than preferred. 0 is best.",
            "Punten voor wat minder past: kamers te veel, of een andere wijk dan de voorkeur. 0 is het best.",
        ],
    ),
    column(
        "certainty",
        ["Rests on", "Berust op"],
        Kind::Code,
        22,
        [
            "Whether a person decided it, the applicant has a place in every optimum, or the draw chose between equally good ones.",
            "Of een mens het besloot, de woningzoekende in elk optimum een plek heeft, of de loting tussen even goede koos.",
        ],
    ),
    column(
        "reserves",
        ["Reserves", "Reserves"],
        Kind::Text,
        24,
        [
            "Who is next if the offer is refused, best first, with | between them.",
            "Wie volgt als het aanbod wordt geweigerd, de beste eerst, met | ertussen.",
        ],
    ),
];

/// The sheet of `unplaced.csv`.
pub(super) const UNPLACED: [Column; 5] = [
    APPLICANT,
    GROUP,
    column(
        "reason",
        ["Reason", "Reden"],
        Kind::Code,
        20,
        ["Why the applicant has no place, as a word.", "Waarom de woningzoekende geen plek heeft, in een woord."],
    ),
    column(
        "detail",
        ["Explanation", "Toelichting"],
        Kind::Sentence,
        90,
        ["The same reason in a sentence with figures.", "Dezelfde reden in een zin met cijfers."],
    ),
    column(
        "eligible_dwellings",
        ["Dwellings that fit", "Passende woningen"],
        Kind::Count,
        12,
        [
            "Dwellings of the round that fit this applicant, whole or shared.",
            "Woningen van de ronde die bij deze woningzoekende passen, geheel of gedeeld.",
        ],
    ),
];

/// The sheet of `vacant.csv`.
pub(super) const VACANT: [Column; 4] = [
    DWELLING,
    column(
        "reason",
        ["Reason", "Reden"],
        Kind::Code,
        20,
        ["Why the dwelling stays vacant, as a word.", "Waarom de woning leeg blijft, in een woord."],
    ),
    column(
        "detail",
        ["Explanation", "Toelichting"],
        Kind::Sentence,
        100,
        ["The same reason in a sentence with figures.", "Dezelfde reden in een zin met cijfers."],
    ),
    column(
        "eligible_applicants",
        ["Applicants that fit", "Passende woningzoekenden"],
        Kind::Count,
        16,
        [
            "Applicants that fit this dwelling, whole or shared.",
            "Woningzoekenden die bij deze woning passen, geheel of gedeeld.",
        ],
    ),
];

/// The sheet of `limits.csv`.
pub(super) const LIMITS: [Column; 8] = [
    column(
        "limit",
        ["Limit", "Begrenzing"],
        Kind::Text,
        48,
        ["The limit, as reports call it.", "De begrenzing, zoals rapporten haar noemen."],
    ),
    column(
        "counts",
        ["Counts", "Telt"],
        Kind::Code,
        18,
        [
            "What the limit adds up: applicants, persons, support or dwellings.",
            "Wat de begrenzing optelt: woningzoekenden, personen, begeleiding of woningen.",
        ],
    ),
    column(
        "min",
        ["Minimum", "Minimum"],
        Kind::Amount,
        11,
        ["What is wanted at least; empty where nothing is.", "Wat ten minste gewenst is; leeg waar dat niets is."],
    ),
    column(
        "used",
        ["Used", "Gebruikt"],
        Kind::Amount,
        11,
        ["What this allocation adds up to.", "Waar deze toewijzing op uitkomt."],
    ),
    column(
        "max",
        ["Maximum", "Maximum"],
        Kind::Amount,
        11,
        [
            "What is allowed at most; empty where nothing bounds it.",
            "Wat ten hoogste mag; leeg waar niets het begrenst.",
        ],
    ),
    column(
        "shortfall",
        ["Shortfall", "Tekort"],
        Kind::Amount,
        11,
        ["How far the minimum was missed.", "Hoeveel er aan het minimum ontbreekt."],
    ),
    column(
        "binding",
        ["In the way", "In de weg"],
        Kind::Code,
        11,
        [
            "Whether the maximum keeps someone without a place out of a dwelling that fits.",
            "Of het maximum iemand zonder plek uit een passende woning houdt.",
        ],
    ),
    column(
        "price",
        ["Price", "Prijs"],
        Kind::Price,
        11,
        [
            "What the proof of the number placed charges for one unit of the maximum. No promise of what one unit more would house.",
            "Wat het bewijs van het aantal geplaatsten rekent voor één eenheid van het maximum. Geen belofte van wat één eenheid erbij oplevert.",
        ],
    ),
];

/// The sheet of the groups, whose figures stand in `summary.json`.
pub(super) const GROUPS: [Column; 9] = [
    GROUP,
    column("name", ["Name", "Naam"], Kind::Text, 38, ["Name of the group.", "Naam van de doelgroep."]),
    column(
        "route",
        ["Route", "Route"],
        Kind::Code,
        14,
        [
            "Whether the group is offered dwellings, or searches for itself and takes no part in the round.",
            "Of de doelgroep woningen krijgt aangeboden, of zelf zoekt en niet meedoet aan de ronde.",
        ],
    ),
    column(
        "applicants",
        ["Applicants", "Woningzoekenden"],
        Kind::Count,
        17,
        ["Applicants of the group in the round.", "Woningzoekenden van de doelgroep in de ronde."],
    ),
    column("placed", ["Placed", "Geplaatst"], Kind::Count, 11, ["Those with a place.", "Zij die een plek hebben."]),
    column(
        "persons",
        ["Persons", "Personen"],
        Kind::Count,
        11,
        ["Persons in the households placed.", "Personen in de geplaatste huishoudens."],
    ),
    column(
        "min",
        ["Minimum", "Minimum"],
        Kind::Amount,
        11,
        [
            "What the model wants at least for this group; empty where nothing is agreed.",
            "Wat het model ten minste wil voor deze doelgroep; leeg waar niets is afgesproken.",
        ],
    ),
    column(
        "counts",
        ["Minimum counts", "Minimum telt"],
        Kind::Code,
        18,
        ["What the minimum adds up: applicants or persons.", "Wat het minimum optelt: woningzoekenden of personen."],
    ),
    column(
        "shortfall",
        ["Shortfall", "Tekort"],
        Kind::Amount,
        11,
        ["How far the minimum was missed.", "Hoeveel er aan het minimum ontbreekt."],
    ),
];

/// The sheet that explains the others.
pub(super) const LEGEND: [Column; 5] = [
    column(
        "sheet",
        ["Sheet", "Werkblad"],
        Kind::Text,
        18,
        [
            "The sheet that has the column; (code) for a word in its cells.",
            "Het werkblad met de kolom; (code) voor een woord in de cellen.",
        ],
    ),
    column(
        "heading",
        ["Heading or word", "Kop of woord"],
        Kind::Text,
        26,
        ["What stands in this workbook.", "Wat in deze werkmap staat."],
    ),
    column(
        "source",
        ["In the files", "In de bestanden"],
        Kind::Text,
        34,
        [
            "The file and the column that have the same in text, or the code.",
            "Het bestand en de kolom met hetzelfde als tekst, of de code.",
        ],
    ),
    column("unit", ["Unit", "Eenheid"], Kind::Text, 34, ["What its numbers count.", "Wat de getallen tellen."]),
    column("meaning", ["Meaning", "Betekenis"], Kind::Sentence, 90, ["What it means.", "Wat het betekent."]),
];
