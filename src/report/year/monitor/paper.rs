//! The quarterly report, as the council gets it.

use super::{Monitored, earlier, persons, pictures, places, tables};
use crate::domain::Language;
use crate::report::document::{Block, Document, Drawing};
use crate::report::words::either;
use crate::report::year::words::{day, inputs_table};
use crate::year::monitor::StatutoryCourse;

/// The document.
pub(super) fn document(told: &Monitored<'_>, language: Language) -> Document {
    let name = &told.year.name;
    let date = day(language, told.found.moment.day);
    let title = match language {
        Language::En => format!("{name}: progress of the decision on {date}"),
        Language::Nl => format!("{name}: voortgang van het verdeelbesluit op {date}"),
    };
    let chapters = [
        summary(told, language),
        months(told, language),
        groups(told, language),
        landlords(told, language),
        announced(told, language),
        statutory(told, language),
        year_before(told, language),
        method(told, language),
    ];
    Document { language, title, blocks: chapters.concat() }
}

fn heading(language: Language, english: &str, dutch: &str) -> Block {
    Block::Heading(either(language, english, dutch).to_owned())
}

/// What the council must know, in a few sentences.
fn summary(told: &Monitored<'_>, language: Language) -> Vec<Block> {
    let mut sentences = vec![places::so_far(told, language)];
    sentences.extend(places::outlook(told, language));
    sentences.extend(places::needed(told, language));
    if let Some(course) = &told.found.statutory {
        sentences.push(persons::task(told, course, language));
        sentences.extend(course.assessed.iter().map(|one| persons::assessment(course, one, language)));
    }
    let mut blocks = vec![heading(language, "In short", "In het kort"), Block::List(sentences)];
    let remarks = places::remarks(told, language);
    if !remarks.is_empty() {
        blocks.push(Block::Text(format!("{}: {}", either(language, "Mind", "Let op"), remarks.join(" "))));
    }
    blocks
}

fn months(told: &Monitored<'_>, language: Language) -> Vec<Block> {
    let caption = match language {
        Language::En => {
            "Places realised since the year began, the plan, and where the year ends: the straight line and, shaded, its range"
        }
        Language::Nl => {
            "Gerealiseerde woonplekken sinds het begin van het jaar, het plan, en waar het jaar eindigt: de rechte lijn en, in kleur, de marge"
        }
    };
    let picture =
        Drawing { file: super::MONITOR_FILES[3], svg: pictures::places(told, language), caption: caption.to_owned() };
    vec![
        heading(language, "Month by month", "Maand voor maand"),
        Block::Picture(picture),
        Block::Table(tables::months(told, language)),
    ]
}

fn groups(told: &Monitored<'_>, language: Language) -> Vec<Block> {
    let mut blocks = vec![heading(language, "By group", "Per doelgroep")];
    blocks.extend(places::routes(told, language).map(Block::Text));
    let caption = either(
        language,
        "Realised as a part of each group's decision; the mark is where the plan stands",
        "Gerealiseerd als deel van het besluit voor elke doelgroep; het streepje is waar het plan staat",
    );
    blocks.push(Block::Picture(Drawing {
        file: super::MONITOR_FILES[4],
        svg: pictures::groups(told, language),
        caption: caption.to_owned(),
    }));
    blocks.push(Block::Table(tables::groups(told, language)));
    blocks
}

fn landlords(told: &Monitored<'_>, language: Language) -> Vec<Block> {
    let Some(landlords) = &told.found.landlords else { return Vec::new() };
    let remarks = [tables::landlords_untold(landlords, language), tables::planned_elsewhere(told, landlords, language)];
    let remarks = remarks.into_iter().flatten().map(Block::Text);
    let start = heading(language, "By landlord", "Per verhuurder");
    [start, Block::Table(tables::landlords(landlords, language))].into_iter().chain(remarks).collect()
}

fn announced(told: &Monitored<'_>, language: Language) -> Vec<Block> {
    let mut blocks = vec![
        heading(language, "Announced deliveries", "Aangekondigde opleveringen"),
        Block::Text(places::announced(told, language)),
    ];
    if !told.found.announced.is_empty() {
        blocks.push(Block::Table(tables::announced(told, language)));
    }
    blocks
}

fn statutory(told: &Monitored<'_>, language: Language) -> Vec<Block> {
    let Some(course) = &told.found.statutory else { return Vec::new() };
    let mut blocks = vec![heading(language, "Statutory task and supervision", "Taakstelling en toezicht")];
    blocks.push(Block::List(of_task(told, course, language)));
    let caption = either(
        language,
        "Persons housed since the year began, against the task with and without the backlog, and where the half years end",
        "Gehuisveste personen sinds het begin van het jaar, tegenover de taakstelling met en zonder achterstand, en waar het jaar eindigt",
    );
    blocks.push(Block::Picture(Drawing {
        file: super::MONITOR_FILES[5],
        svg: pictures::persons(told, course, language),
        caption: caption.to_owned(),
    }));
    blocks.push(Block::Table(tables::halves(course, language)));
    if !course.assessed.is_empty() {
        blocks.push(Block::Table(tables::assessed(course, language)));
    }
    blocks.push(Block::List(persons::rule(language).map(str::to_owned).to_vec()));
    blocks
}

/// The sentences about the task.
pub(super) fn of_task(told: &Monitored<'_>, course: &StatutoryCourse, language: Language) -> Vec<String> {
    let mut sentences = vec![persons::task(told, course, language), persons::backlog(course, language)];
    sentences.extend(persons::endings(course, language));
    sentences
}

fn year_before(told: &Monitored<'_>, language: Language) -> Vec<Block> {
    let Some(case) = &told.found.previous else { return Vec::new() };
    let year = case.until.year;
    let title = match language {
        Language::En => format!("The lesson of {year}"),
        Language::Nl => format!("De les van {year}"),
    };
    let mut sentences = earlier::sentences(told, language);
    sentences.extend(earlier::vacated(case, language));
    let mut blocks = vec![Block::Heading(title), Block::Text(sentences.join(" "))];
    blocks.extend(tables::earlier(told, language).map(Block::Table));
    blocks
}

/// How the numbers come about, and which of them are assumptions.
fn method(told: &Monitored<'_>, language: Language) -> Vec<Block> {
    let plan = if told.planned {
        either(
            language,
            "The plan is the monthly plan that was given; a group that it does not name has an even pace.",
            "Het plan is het opgegeven maandplan; een doelgroep die er niet in staat heeft een gelijkmatig tempo.",
        )
    } else {
        either(
            language,
            "No monthly plan was given: the plan is a twelfth of the decision a month, rounded so that the year adds up.",
            "Er is geen maandplan opgegeven: het plan is een twaalfde van het besluit per maand, zo afgerond dat het jaar optelt.",
        )
    };
    let sentences = [
        either(
            language,
            "Only complete months are counted, from the ledger of realised placements.",
            "Alleen complete maanden tellen, uit de registratie van gerealiseerde plaatsingen.",
        ),
        plan,
        either(
            language,
            "Assumption: the forecast is the straight line: what was realised, divided by the complete months, times twelve. It knows \
             no season and no delivery.",
            "Aanname: de verwachting is de rechte lijn: het gerealiseerde, gedeeld door de complete maanden, maal twaalf. Die kent geen \
             seizoen en geen oplevering.",
        ),
        either(
            language,
            "Assumption: the range takes every month to come as far below or above the pace as the complete months were from it on \
             average. It is no chance, and rather too wide: a year seldom has lean or good months alone.",
            "Aanname: de marge neemt elke komende maand zo ver onder of boven het tempo als de complete maanden er gemiddeld van af lagen. \
             Het is geen kans, en eerder te ruim: een jaar heeft zelden alleen magere of alleen goede maanden.",
        ),
        either(
            language,
            "Announced deliveries are as stated; that they come on top of the pace so far is an assumption.",
            "Aangekondigde opleveringen zijn zoals opgegeven; dat zij boven op het tempo tot nu toe komen is een aanname.",
        ),
        either(
            language,
            "What is needed a month is rounded up to one decimal, all else to the nearest.",
            "Wat per maand nodig is, is naar boven afgerond op één decimaal; al het andere naar het dichtstbijzijnde getal.",
        ),
    ];
    let mut blocks = vec![
        heading(language, "How this was computed", "Hoe dit is berekend"),
        Block::List(sentences.map(str::to_owned).to_vec()),
    ];
    if !told.inputs.is_empty() {
        blocks.push(Block::Table(inputs_table(told.inputs, language)));
    }
    blocks
}
