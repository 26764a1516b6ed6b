//! Problems of the input as sentences: code, place, cause and what to do.

use crate::domain::{Code, Language, Problem, Rule};

use super::Form;
use super::round_setting::missing_setting;
use super::words::{plural, rule_name};

/// The sentence of a problem, such as
/// `E012 applicants.csv:57 rent: "abc" is no amount in euro; write 650,43 or 650.43`.
pub fn sentence(problem: &Problem, language: Language) -> String {
    let text = cause(problem, language);
    let column = problem.column.as_ref().map(|column| format!(" {column}")).unwrap_or_default();
    format!("{} {}{column}: {text}", problem.code.number(), place(problem))
}

/// What is wrong and what to do, without code and place.
pub fn cause(problem: &Problem, language: Language) -> String {
    let problem = &in_words_of(problem, language);
    if let Some(told) = missing_setting(problem, language) {
        return told;
    }
    let is_no_workbook = problem.code == Code::WorkbookUnreadable && problem.details.iter().all(String::is_empty);
    let (english, dutch) = match problem.code {
        _ if is_no_workbook => NO_WORKBOOK,
        Code::RowWidth if problem.details.len() == 4 => OTHER_SEPARATOR,
        Code::KeyMissing if !problem.details.is_empty() => ONE_OF_KEYS,
        code => words(code),
    };
    filled(if language == Language::Nl { dutch } else { english }, problem, language)
}

/// What is said of a file that is named as a workbook and is none.
const NO_WORKBOOK: (&str, &str) = (
    "this is no Excel workbook, whatever its name says; open the table in Excel and save it as .xlsx",
    "dit is geen Excel-werkmap, al heet het zo; open de tabel in Excel en bewaar haar als .xlsx",
);

/// What is said of a row that is whole with another separator than its file has.
const OTHER_SEPARATOR: (&str, &str) = (
    "this row separates its cells by {2} and the header by {3}; separate them by {3} here too",
    "deze regel scheidt de cellen met {2} en de kopregel met {3}; scheid ze ook hier met {3}",
);

/// What is said where any one of several keys would do.
const ONE_OF_KEYS: (&str, &str) = (
    "\"{value}\" is missing, and so are {all}; add one of them",
    "\"{value}\" ontbreekt, en ook {all}; voeg een ervan toe",
);

/// A problem with its days as the language writes them.
fn in_words_of(problem: &Problem, language: Language) -> Problem {
    let mut problem = problem.clone();
    if language == Language::Nl && matches!(problem.code, Code::UrgencyPassed | Code::RegisteredLate) {
        problem.value = day(&problem.value, language);
        problem.details = problem.details.iter().map(|detail| day(detail, language)).collect();
    }
    problem
}

/// A day such as `2025-03-31` as the language writes it; other text stays.
pub fn day(text: &str, language: Language) -> String {
    match (language, text.parse::<jiff::civil::Date>()) {
        (Language::Nl, Ok(day)) if text.len() == 10 => day.strftime("%d-%m-%Y").to_string(),
        _ => text.to_owned(),
    }
}

/// Problems for machines: a JSON list with code, file, line, column, value and sentence of each.
///
/// # Errors
/// Never in practice: only when the list could not be put together.
pub fn json(problems: &[Problem], language: Language) -> Result<String, serde_json::Error> {
    let object = |problem: &Problem| {
        serde_json::json!({
            "code": problem.code.number(),
            "file": problem.file,
            "line": problem.line,
            "column": problem.column,
            "value": problem.value,
            "sentence": sentence(problem, language),
        })
    };
    Ok(serde_json::to_string_pretty(&problems.iter().map(object).collect::<Vec<_>>())? + "\n")
}

/// Where a problem is: `dwellings.csv:57`, or in a workbook `dwellings!F57`.
pub fn place(problem: &Problem) -> String {
    match problem.line {
        None => problem.file.clone(),
        Some(line) if problem.file.contains('!') => format!("{}{line}", problem.file),
        Some(line) => format!("{}:{line}", problem.file),
    }
}

/// Puts the value at `{value}`, details at `{0}`, `{1}` …, all of them at `{all}`, as names of rules at
/// `{rules}`, the names that there are at `{known}`, further names of a column at `{others}`, numbers in the language's form at `{#0}`, `{#1}` …, a suggestion at `{near}` and the kind that
/// a key holds at `{kind}`. `{0|one|many}` is a word for one or for another number.
fn filled(template: &str, problem: &Problem, language: Language) -> String {
    let detail = |index: usize| problem.details.get(index).map_or("", String::as_str);
    let mut text = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        text.push_str(before);
        match name {
            "value" => text.push_str(&problem.value),
            "all" => text.push_str(&problem.details.join(", ")),
            "rules" => text.push_str(&rules(&problem.details, language)),
            "known" => text.push_str(&known(problem.details.get(1..).unwrap_or_default(), language)),
            "others" => text.push_str(&others(problem)),
            "near" => text.push_str(&suggestion(detail(0), language)),
            "kind" => text.push_str(kind(detail(0), language)),
            other => text.push_str(&numbered(other, detail, language)),
        }
        rest = after;
    }
    text + rest
}

/// What stands at `{0}`, `{#0}` or `{0|one|many}`.
fn numbered<'a>(name: &str, detail: impl Fn(usize) -> &'a str, language: Language) -> String {
    let of = |index: &str| index.parse().map_or("", &detail);
    if let Some(index) = name.strip_prefix('#') {
        return Form::of(language).exact(of(index));
    }
    let mut parts = name.split('|');
    let found = of(parts.next().unwrap_or_default());
    match (parts.next(), parts.next()) {
        (Some(one), Some(many)) => plural(found.parse().unwrap_or(0), one, many).to_owned(),
        _ => found.to_owned(),
    }
}

fn rules(names: &[String], language: Language) -> String {
    let rule = |name: &String| Rule::from_name(name).map_or(name.as_str(), |rule| rule_name(language, rule)).to_owned();
    names.iter().map(rule).collect::<Vec<_>>().join(", ")
}

/// The names that there are.
fn known(names: &[String], language: Language) -> String {
    match (names, language) {
        ([], _) => String::new(),
        (names, Language::En) => format!("it has: {}; ", names.join(", ")),
        (names, Language::Nl) => format!("wel: {}; ", names.join(", ")),
    }
}

/// The further names of a column, the English one last.
fn others(problem: &Problem) -> String {
    let more = problem.details.iter().skip(1).chain([&problem.value]);
    more.map(String::as_str).collect::<Vec<_>>().join(", ")
}

fn suggestion(near: &str, language: Language) -> String {
    match (near, language) {
        ("", _) => String::new(),
        (near, Language::En) => format!(" (did you mean \"{near}\"?)"),
        (near, Language::Nl) => format!(" (bedoelde u \"{near}\"?)"),
    }
}

/// What a key of a settings file holds, as an example.
fn kind(name: &str, language: Language) -> &'static str {
    let (english, dutch) = match name {
        "text" => ("text, such as \"Complex 12\"", "tekst, zoals \"Complex 12\""),
        "texts" => ("a list of texts, such as [\"a\", \"b\"]", "een lijst van teksten, zoals [\"a\", \"b\"]"),
        "whole" => ("a whole number, such as 12", "een geheel getal, zoals 12"),
        "number" => {
            ("a number with at most two decimals, such as 12.50", "een getal met hoogstens twee decimalen, zoals 12.50")
        }
        "number4" => ("a number with at most four decimals", "een getal met hoogstens vier decimalen"),
        "maximum" => ("a number, or a percentage such as \"45%\"", "een getal, of een percentage zoals \"45%\""),
        "range" => {
            ("a number, or a range such as \"2..3\" or \"4..\"", "een getal, of een bereik zoals \"2..3\" of \"4..\"")
        }
        "date" => ("a date, such as 2025-07-01", "een datum, zoals 2025-07-01"),
        "dates" => ("a date, or a range such as \"2025-01-01..\"", "een datum, of een bereik zoals \"2025-01-01..\""),
        "days" => (
            "a list of dates, such as [2025-07-01, 2026-01-01]",
            "een lijst van datums, zoals [2025-07-01, 2026-01-01]",
        ),
        "percentage" => (
            "a percentage from 0% to 100%, such as \"44.9%\"",
            "een percentage van 0% tot en met 100%, zoals \"44.9%\"",
        ),
        "yes/no" => ("true or false", "true (ja) of false (nee)"),
        "rule" => ("true, false, or a table of values", "true (aan), false (uit), of een tabel met waarden"),
        "table" => ("a table, such as { key = value }", "een tabel, zoals { sleutel = waarde }"),
        _ => {
            ("a list of tables, each under its own [[heading]]", "een lijst van tabellen, elk onder een eigen [[kop]]")
        }
    };
    if language == Language::Nl { dutch } else { english }
}

/// The sentence of every code, in English and in Dutch.
fn words(code: Code) -> (&'static str, &'static str) {
    match code {
        Code::FileMissing => (
            "there is no {value}; put it there, or correct the path that names it",
            "{value} is er niet; zet het daar neer, of verbeter het pad dat ernaar verwijst",
        ),
        Code::FileUnreadable => (
            "{value} cannot be read ({0}); close it elsewhere, or ask for the right to read it",
            "{value} is niet te lezen ({0}); sluit het elders, of vraag leesrechten",
        ),
        Code::NotText => (
            "this is no text file; save the table as CSV (UTF-8), or as an .xlsx workbook",
            "dit is geen tekstbestand; bewaar de tabel als CSV (UTF-8), of als .xlsx-werkmap",
        ),
        Code::TableEmpty => (
            "there is no header; the first row names the columns (sleutel template writes one)",
            "er is geen kopregel; de eerste regel noemt de kolommen (sleutel template schrijft er een)",
        ),
        Code::WorkbookUnreadable => (
            "this is no .xlsx workbook that can be read ({0}); open it in Excel and save it as .xlsx",
            "dit is geen leesbare .xlsx-werkmap ({0}); open het in Excel en bewaar het als .xlsx",
        ),
        Code::SheetMissing => (
            "the workbook has no sheet \"{value}\" (in Dutch \"{0}\"); add it, or rename the sheet that holds this table",
            "de werkmap heeft geen blad \"{0}\" (Engels: \"{value}\"); voeg het toe, of hernoem het blad met deze tabel",
        ),
        Code::WorkbookTooLarge => (
            "this workbook is larger than any table of a round; copy the filled cells into a new workbook",
            "deze werkmap is groter dan enige tabel van een ronde; kopieer de gevulde cellen naar een nieuwe werkmap",
        ),
        Code::WorkbookLocked => (
            "this workbook has a password or is of before 2007; take the password off and save it as .xlsx",
            "deze werkmap heeft een wachtwoord of is van voor 2007; haal het wachtwoord eraf en bewaar haar als .xlsx",
        ),
        Code::WorkbookMacros => (
            "this workbook has macros, which are not let in; save it as .xlsx, without macros",
            "deze werkmap heeft macro's, die niet worden toegelaten; bewaar haar als .xlsx, zonder macro's",
        ),
        Code::ColumnMissing => (
            "the column \"{value}\" is missing; add it under this name or one of these: {all}",
            "de kolom \"{0}\" ontbreekt; voeg haar toe onder deze naam of een van deze: {others}",
        ),
        Code::ColumnTwice => (
            "\"{value}\" means the same as a column before it; remove one of the two",
            "\"{value}\" betekent hetzelfde als een kolom ervoor; verwijder een van de twee",
        ),
        Code::NotAmount => (
            "\"{value}\" is no amount in euro; write 650,43 or 650.43",
            "\"{value}\" is geen bedrag in euro; schrijf 650,43 of 650.43",
        ),
        Code::NumberAmbiguous => (
            "\"{value}\" can be read in two ways; write {#0} if that is meant, or, if {#1} is, a number with at most two decimals",
            "\"{value}\" is op twee manieren te lezen; schrijf {#0} als dat bedoeld is, of, als {#1} bedoeld is, een getal met hoogstens twee decimalen",
        ),
        Code::NotWhole => (
            "\"{value}\" is no whole number; write digits only, such as 3",
            "\"{value}\" is geen geheel getal; schrijf alleen cijfers, zoals 3",
        ),
        Code::NotNumber => (
            "\"{value}\" is no number with at most two decimals; write 62,5 or 62.5",
            "\"{value}\" is geen getal met hoogstens twee decimalen; schrijf 62,5 of 62.5",
        ),
        Code::NotDate => (
            "\"{value}\" is no date; write 2025-03-31 or 31-03-2025",
            "\"{value}\" is geen datum; schrijf 31-03-2025 of 2025-03-31",
        ),
        Code::NotYesNo => {
            ("\"{value}\" is neither yes nor no; write yes or no", "\"{value}\" is geen ja of nee; schrijf ja of nee")
        }
        Code::NotOneOf => (
            "\"{value}\" is not known here{near}; write one of: {1}",
            "\"{value}\" is hier niet bekend{near}; schrijf een van: {1}",
        ),
        Code::CellEmpty => {
            ("this cell is empty; fill it in, it is needed", "deze cel is leeg; vul haar in, zij is nodig")
        }
        Code::RowWidth => (
            "this row has {0} {0|cell|cells} and the header {1}; put cells that hold a separator between quotation marks",
            "deze regel heeft {0} {0|cel|cellen} en de kopregel {1}; zet cellen met een scheidingsteken erin tussen aanhalingstekens",
        ),
        Code::IdTwice => (
            "\"{value}\" is on line {0} too; give each row its own, or remove one",
            "\"{value}\" staat ook op regel {0}; geef elke regel een eigen waarde, of verwijder er een",
        ),
        Code::PersonalData => (
            "the column \"{value}\" holds personal data; drop the column, ids and facts that rules need are enough",
            "de kolom \"{value}\" bevat persoonsgegevens; laat de kolom weg, nummers en feiten voor de regels volstaan",
        ),
        Code::OutOfRange => (
            "\"{value}\" is out of bounds; write a number from {0} to {1}",
            "\"{value}\" valt buiten de grenzen; schrijf een getal van {0} tot en met {1}",
        ),
        Code::QuoteOpen => (
            "a quotation mark opens here and never closes; close it, or double it where it belongs to the text",
            "hier opent een aanhalingsteken dat nergens sluit; sluit het, of verdubbel het waar het bij de tekst hoort",
        ),
        Code::IdUnusable => (
            "\"{value}\" cannot be an id; leave out | and line breaks",
            "\"{value}\" kan geen nummer zijn; laat | en regeleinden weg",
        ),
        Code::TableTwice => (
            "this table is there twice, the other in {0}; keep the one that counts",
            "deze tabel staat er twee keer, de andere in {0}; houd degene die telt",
        ),
        Code::RegisteredLate => (
            "\"{value}\" is after the round's first day {0}; correct the date, or leave the applicant to a later round",
            "\"{value}\" is na de eerste dag van de ronde, {0}; verbeter de datum, of laat de woningzoekende een latere ronde meedoen",
        ),
        Code::LowestAboveRent => (
            "the lowered rent \"{value}\" is above the rent {0}; correct one of the two",
            "de verlaagde huur \"{value}\" is hoger dan de huur {0}; verbeter een van de twee",
        ),
        Code::BoundsReversed => (
            "\"{value}\" is above its upper bound {0}; correct one of the two",
            "\"{value}\" is hoger dan de bovengrens {0}; verbeter een van de twee",
        ),
        Code::SharesSeveral => (
            "a household of {0} persons cannot share a dwelling; write no, or correct the number of persons",
            "een huishouden van {0} personen kan geen woning delen; schrijf nee, of verbeter het aantal personen",
        ),
        Code::GroupUnknown => (
            "the model has no group \"{value}\"{near}; {known}correct it, or add the group to the model",
            "het model heeft geen doelgroep \"{value}\"{near}; {known}verbeter het, of voeg de groep aan het model toe",
        ),
        Code::LabelUnknown => (
            "the model has no label \"{value}\"{near}; {known}correct it, or declare the label in rules.labels",
            "het model heeft geen label \"{value}\"{near}; {known}verbeter het, of neem het label op in rules.labels",
        ),
        Code::ApplicantUnknown => (
            "there is no applicant \"{value}\"{near}; correct the id, or remove the decision",
            "er is geen woningzoekende \"{value}\"{near}; verbeter het nummer, of verwijder het besluit",
        ),
        Code::DwellingUnknown => (
            "there is no dwelling \"{value}\"{near}; correct the id, or remove the decision",
            "er is geen woning \"{value}\"{near}; verbeter het nummer, of verwijder het besluit",
        ),
        Code::DecidedSelfSearch => (
            "\"{value}\" is of group \"{0}\", which searches for itself; remove the decision",
            "\"{value}\" hoort bij doelgroep \"{0}\", die zelf zoekt; verwijder het besluit",
        ),
        Code::DecidedContradiction => (
            "{value} is decided otherwise on line {0}; keep one of the two",
            "over {value} is op regel {0} anders besloten; behoud een van de twee",
        ),
        Code::DecidedTwice => (
            "{value} is decided alike on line {0}; remove one of the two",
            "over {value} is op regel {0} al zo besloten; verwijder een van de twee",
        ),
        Code::FixedElsewhere => (
            "{value} is fixed, and line {1} fixes the applicant to {0}; keep one of the two",
            "{value} staat vast, en regel {1} legt de woningzoekende vast op {0}; behoud een van de twee",
        ),
        Code::OverrideNotFixed => (
            "only a fixed match can be overridden; write no, or make the decision fixed",
            "alleen van een vaste toewijzing kan worden afgeweken; schrijf nee, of maak het besluit vast",
        ),
        Code::FixedBreaksRule => (
            "{value} breaks: {rules}; remove the decision, or set override to yes with a reason",
            "{value} is in strijd met: {rules}; verwijder het besluit, of zet afwijking op ja met een reden",
        ),
        Code::FixedBreaksMaximum => (
            "with {value} the fixed matches use {#1} of \"{0}\", whose maximum is {#2}; remove one, or set override to yes",
            "met {value} gebruiken de vaste toewijzingen {#1} van \"{0}\", met maximum {#2}; verwijder er een, of zet afwijking op ja",
        ),
        Code::FixedTwice => (
            "the dwelling of {value} is fixed for applicants that cannot share it: {all}; keep one of them",
            "de woning van {value} ligt vast voor woningzoekenden die haar niet kunnen delen: {all}; behoud er een",
        ),
        Code::FixedTooFewSharers => (
            "the dwelling of {value} is fixed for {0} {0|sharer|sharers} and sharing asks {1}; fix more, or remove the decision",
            "de woning van {value} ligt vast voor {0} {0|woningdeler|woningdelers} en woningdelen vraagt er {1}; leg er meer vast, of verwijder het besluit",
        ),
        Code::DecisionOpen => (
            "\"{value}\" only marks the place; write here who decides and why, or remove the row",
            "\"{value}\" houdt alleen de plaats open; schrijf hier wie besluit en waarom, of verwijder de regel",
        ),
        Code::SettingsUnreadable => {
            ("this is not written as TOML: {0}; correct the line", "dit is geen TOML: {0}; verbeter de regel")
        }
        Code::KeyUnknown => (
            "\"{value}\" has no meaning here{near}; correct or remove it",
            "\"{value}\" heeft hier geen betekenis{near}; verbeter of verwijder het",
        ),
        Code::KeyMissing => ("\"{value}\" is missing; add it", "\"{value}\" ontbreekt; voeg het toe"),
        Code::KeyKind => {
            ("\"{value}\" cannot stand here; write {kind}", "\"{value}\" kan hier niet staan; schrijf {kind}")
        }
        Code::FormatUnknown => (
            "format \"{value}\" is not known; write format = {0}, or use a newer version of sleutel",
            "format \"{value}\" is niet bekend; schrijf format = {0}, of gebruik een nieuwere versie van sleutel",
        ),
        Code::NotMonth => {
            ("\"{value}\" is no month; write it as 2025-03", "\"{value}\" is geen maand; schrijf haar als 2025-03")
        }
        Code::LotteryNotLast => (
            "the lottery decides everything that is left, so it is always last; move \"{value}\" to the end",
            "de loting beslist alles wat overblijft en is dus altijd het laatst; zet \"{value}\" achteraan",
        ),
        Code::ListedTwice => {
            ("\"{value}\" is listed twice; remove one", "\"{value}\" staat er twee keer; verwijder er een")
        }
        Code::SelectorColumnUnknown => (
            "\"{value}\" is no column of {1}{near}; correct it (sleutel schema shows the columns)",
            "\"{value}\" is geen kolom van {1}{near}; verbeter het (sleutel schema toont de kolommen)",
        ),
        Code::SelectorValue => {
            ("the column never holds \"{value}\"; write {kind}", "de kolom bevat nooit \"{value}\"; schrijf {kind}")
        }
        Code::NameTwice => (
            "the name \"{value}\" occurs twice; give each its own",
            "de naam \"{value}\" komt twee keer voor; geef elk een eigen naam",
        ),
        Code::SupportMinimum => (
            "a limit on support has no minimum; remove it, or count applicants",
            "een begrenzing op begeleiding heeft geen minimum; verwijder het, of tel applicants",
        ),
        Code::DwellingsBySharer => (
            "sharers of one dwelling may differ in \"{value}\", so it cannot be counted by it; use only: {0}",
            "delers van één woning kunnen verschillen in \"{value}\", dus zo is de woning niet te tellen; gebruik alleen: {0}",
        ),
        Code::PercentageMisplaced => (
            "only max can be a percentage; write a whole number",
            "alleen max kan een percentage zijn; schrijf een geheel getal",
        ),
        Code::LimitUnbounded => (
            "this limit has neither min nor max; add one, or remove the limit",
            "deze begrenzing heeft geen min en geen max; voeg er een toe, of verwijder de begrenzing",
        ),
        Code::ExclusionUnbounded => (
            "this would exclude everyone from every dwelling; say which dwellings or which applicants",
            "dit sluit iedereen van elke woning uit; zeg welke woningen of welke woningzoekenden",
        ),
        Code::NormYearMissing => (
            "there is no row for {value}, only for: {0}; add the year's figures with their source",
            "er is geen regel voor {value}, alleen voor: {0}; voeg de cijfers van het jaar toe met hun bron",
        ),
        Code::SizeTableEmpty => (
            "the size table has no rows; add at least one, or switch the rule off with rules.size = false and keep one row",
            "de groottetabel heeft geen regels; voeg er minstens een toe",
        ),
        Code::ChangeForm => (
            "\"{value}\" is no change; write PATH=VALUE, such as rules.rent.margin=25 or \"Agreed share=+4\"",
            "\"{value}\" is geen wijziging; schrijf PAD=WAARDE, zoals rules.rent.margin=25 of \"Agreed share=+4\"",
        ),
        Code::PathUnknown => (
            "the model has no setting or limit \"{value}\"{near}; correct the path",
            "het model heeft geen instelling of begrenzing \"{value}\"{near}; verbeter het pad",
        ),
        Code::RelativeToNothing => (
            "\"{value}\" is relative, and nothing is stated here now; write the new value itself",
            "\"{value}\" is relatief, en hier staat nu niets; schrijf de nieuwe waarde zelf",
        ),
        Code::RelativeToOther => (
            "\"{value}\" is relative, and \"{0}\", which is stated now, is no number; write the new value itself",
            "\"{value}\" is relatief, en \"{0}\", dat er nu staat, is geen getal; schrijf de nieuwe waarde zelf",
        ),
        Code::NothingSelected => (
            "this selects no row of {0}; correct it, or leave it out",
            "dit kiest geen regel van {0}; verbeter het, of laat het weg",
        ),
        Code::IdTaken => (
            "the round has \"{value}\" already; give the added row an id of its own",
            "de ronde heeft \"{value}\" al; geef de toegevoegde regel een eigen nummer",
        ),
        Code::RangeForm => (
            "\"{value}\" is no range of numbers; write PATH=FROM..TO or PATH=FROM..TO..STEP, such as rules.rent.margin=0..50..10",
            "\"{value}\" is geen bereik van getallen; schrijf PAD=VAN..TOT of PAD=VAN..TOT..STAP, zoals rules.rent.margin=0..50..10",
        ),
        Code::RangeEmpty => (
            "\"{value}\" holds no point; let it rise from the lesser to the greater number, by a step above 0",
            "\"{value}\" bevat geen punt; laat het stijgen van het kleinere naar het grotere getal, met een stap boven 0",
        ),
        Code::PointsTooMany => (
            "{value} asks for {0} points and a sweep takes at most {1}; take a greater step or a shorter range",
            "{value} vraagt {0} punten en een verkenning doet er hoogstens {1}; neem een grotere stap of een korter bereik",
        ),
        Code::MatchesElsewhere => (
            "{0} of the {1} {1|match|matches} {0|is|are} about an applicant or a dwelling that round {value} does not have; perhaps this is a list of another month: name the list of this round",
            "{0} van de {1} {1|match|matches} {0|gaat|gaan} over een woningzoekende of woning die ronde {value} niet heeft; misschien is dit de lijst van een andere maand: noem de lijst van deze ronde",
        ),
        Code::MatchesContradict => (
            "{0} of the {1} {1|match|matches} {0|states|state} a group, complex, district, number of persons or number of rooms that the same ids do not have in round {value}; perhaps this is a list of another month: name the list of this round",
            "{0} van de {1} {1|match|matches} {0|noemt|noemen} een doelgroep, complex, wijk, aantal personen of aantal kamers dat dezelfde nummers in ronde {value} niet hebben; misschien is dit de lijst van een andere maand: noem de lijst van deze ronde",
        ),
        Code::MonthElsewhere => (
            "\"{value}\" is not in {0}; write a month of that year, or move the row to the year that it belongs to",
            "\"{value}\" valt niet in {0}; schrijf een maand van dat jaar, of zet de regel in het jaar waar hij bij hoort",
        ),
        Code::YearDiffers => (
            "this is the year {value} and the model is for {0}; correct the year here, or in model.toml",
            "dit is het jaar {value} en het model is voor {0}; verbeter het jaar hier, of in model.toml",
        ),
        Code::SizesApart => (
            "small, middle and large add up to {0} {0|dwelling|dwellings} and not to {value}; correct one of the four",
            "klein, middel en groot zijn samen {0} {0|woning|woningen} en geen {value}; verbeter een van de vier",
        ),
        Code::DwellingsAbove => (
            "{value} dwellings are more than the {1} of {0}, of which they are part; correct one of them",
            "{value} woningen zijn meer dan de {1} van {0}, waar ze deel van zijn; verbeter een van de getallen",
        ),
        Code::PlacesAbove => (
            "{value} is more than the {1} of {0}, places that it is part of; correct one of the two",
            "{value} is meer dan de {1} van {0}, plekken waar het deel van is; verbeter een van de twee",
        ),
        Code::PartsNotWhole => (
            "the parts ({value}) add up to {#0}%; correct them so that they make 100%",
            "de delen ({value}) zijn samen {#0}\u{a0}%; verbeter ze, zodat ze samen 100\u{a0}% zijn",
        ),
        Code::PartsAboveWhole => (
            "the parts ({value}) add up to {#0}%, more than everything; correct them so that they make at most 100%",
            "de delen ({value}) zijn samen {#0}\u{a0}%, meer dan alles; verbeter ze, zodat ze samen hoogstens 100\u{a0}% zijn",
        ),
        Code::SharesNotWhole => (
            "the shares of group \"{value}\" add up to {#0}%; correct its rows so that they make 100%",
            "de aandelen van doelgroep \"{value}\" zijn samen {#0}\u{a0}%; verbeter haar regels, zodat ze samen 100\u{a0}% zijn",
        ),
        Code::StreamMissing => (
            "group \"{value}\" is offered {0} {0|place|places} and streams.csv has no row for it; add its households there",
            "doelgroep \"{value}\" krijgt {0} {0|plek|plekken} aangeboden en streams.csv heeft er geen regel voor; voeg haar huishoudens daar toe",
        ),
        Code::RouteDiffers => (
            "group \"{1}\" is {0} in the model and not {value}; correct the route here, or in model.toml",
            "doelgroep \"{1}\" is in het model {0} en niet {value}; verbeter de route hier, of in model.toml",
        ),
        Code::PartnerDiffers => (
            "\"{value}\" is not what line {1} says of {0}; tell a partner alike in all its rows, or give one of the two another name",
            "\"{value}\" is iets anders dan regel {1} van {0} zegt; schrijf voor een partner in al zijn regels hetzelfde, of geef een van de twee een andere naam",
        ),
        Code::CapacityTwice => (
            "line {1} has a capacity of {value} in month {0} already; let the months of its rows not overlap, or remove one",
            "regel {1} heeft al een capaciteit van {value} in maand {0}; laat de maanden van de regels niet overlappen, of verwijder er een",
        ),
        Code::PersonsBelowPlaces => (
            "\"{value}\" is fewer persons than the {0} {0|place|places} taken, and each houses one at least; correct one of the two",
            "\"{value}\" is minder personen dan de {0} {0|woonplek|woonplekken} in gebruik, en op elke woont ten minste één persoon; verbeter een van de twee",
        ),
        Code::EntryTwice => (
            "line {0} is about the same month, group and landlord (\"{value}\"); remove the row if it was pasted twice, or give both a number in the column id",
            "regel {0} gaat over dezelfde maand, doelgroep en corporatie (\"{value}\"); verwijder de regel als hij dubbel geplakt is, of geef beide een nummer in de kolom id",
        ),
        Code::ColumnUnknown => (
            "the column \"{value}\" is not used{near}; rename it if it should be",
            "de kolom \"{value}\" wordt niet gebruikt{near}; hernoem haar als dat wel moet",
        ),
        Code::DwellingLabelUnknown => (
            "the model has no label \"{value}\"{near}, so it has no effect; correct it, or declare it in rules.labels",
            "het model heeft geen label \"{value}\"{near}, dus het doet niets; verbeter het, of neem het op in rules.labels",
        ),
        Code::ReservedForNobody => (
            "no group and no supporting organisation is named \"{value}\"{near}; correct it if somebody should be",
            "geen doelgroep en geen begeleidende organisatie heet \"{value}\"{near}; verbeter het als dat wel moet",
        ),
        Code::UrgencyPassed => (
            "\"{value}\" was before the round's first day {0}, and counts as most urgent; correct or clear it if the urgency has ended",
            "\"{value}\" was voor de eerste dag van de ronde, {0}, en telt als meest urgent; verbeter of wis het als de urgentie voorbij is",
        ),
        Code::EarlierUnknown => (
            "{0} of the {1} earlier {1|match|matches} {0|is|are} about an applicant or a dwelling that is not in this round; check that it is the right result",
            "{0} van de {1} eerdere {1|toewijzing|toewijzingen} {0|gaat|gaan} over een woningzoekende of woning die niet in deze ronde zit; ga na of dit het goede resultaat is",
        ),
        Code::WordMisspelt => (
            "\"{value}\" is nearly \"{0}\" and not the same, so it counts as something else; correct it if that was meant",
            "\"{value}\" lijkt op \"{0}\" maar is het niet, en telt dus als iets anders; verbeter het als dat bedoeld is",
        ),
        Code::RowTwice => (
            "this row of \"{value}\" is the same as line {0} in all that counts, and both count; remove it if it was pasted twice",
            "deze regel van \"{value}\" is in alles wat telt gelijk aan regel {0}, en beide tellen; verwijder deze als hij dubbel is geplakt",
        ),
        Code::MaximumRaised => (
            "overriding fixed matches use {#1} of \"{0}\", so its maximum rises from {#2} to {#1} in this round; remove {value} or another one if that is not meant",
            "vaste toewijzingen met afwijking gebruiken {#1} van \"{0}\", dus het maximum stijgt in deze ronde van {#2} naar {#1}; verwijder {value} of een andere als dat niet de bedoeling is",
        ),
    }
}
