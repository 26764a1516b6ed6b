//! The chapters in order.

use super::discretion::Readers;
use super::{Told, conduct, groups, left, limits, method, people, pictures, short};
use crate::domain::Language;
use crate::report::changes::sentence;
use crate::report::document::{Block, Document, Drawing, Table};
use crate::report::year::words::month;

/// The document.
pub(super) fn document(told: &Told<'_>) -> Document {
    let of = told.round.month;
    let name = month(told.language, usize::try_from(of.month - 1).unwrap_or(0));
    let title = match told.language {
        Language::En => format!("Allocation of {name} {} · {}", of.year, told.round.model.name),
        Language::Nl => format!("Toewijzing van {name} {} · {}", of.year, told.round.model.name),
    };
    let chapters = [
        summary(told),
        by_group(told),
        limit_by_limit(told),
        without_a_place(told),
        vacant(told),
        placed(told),
        certain(told),
        decided(told),
        rules(told),
        goals(told),
        checked(told),
        one_by_one(told),
    ];
    Document { language: told.language, title, blocks: chapters.concat() }
}

fn heading(told: &Told<'_>, english: &str, dutch: &str) -> Block {
    Block::Heading(told.say(english, dutch).to_owned())
}

/// A table, unless it has no rows.
fn shown(table: Table) -> Option<Block> {
    (!table.rows.is_empty()).then_some(Block::Table(table))
}

/// Sentences as a list, unless there are none.
fn listed(sentences: Vec<String>) -> Option<Block> {
    (!sentences.is_empty()).then_some(Block::List(sentences))
}

fn picture(svg: String, caption: &str) -> Block {
    Block::Stretched(Drawing { file: "", svg, caption: caption.to_owned() })
}

fn summary(told: &Told<'_>) -> Vec<Block> {
    vec![heading(told, "In short", "In het kort"), Block::List(short::sentences(told))]
}

fn by_group(told: &Told<'_>) -> Vec<Block> {
    let caption = told.say(
        "Households placed; the dark mark is the agreed minimum, the part in dashes is missing",
        "Geplaatste huishoudens; het donkere streepje is het afgesproken minimum, het deel met de streepjeslijn ontbreekt",
    );
    let mut blocks = vec![
        heading(told, "The groups and what was agreed", "De doelgroepen en wat is afgesproken"),
        picture(pictures::groups(told), caption),
        Block::Table(groups::table(told)),
    ];
    blocks.extend(groups::themselves(told).map(Block::Text));
    blocks
}

fn limit_by_limit(told: &Told<'_>) -> Vec<Block> {
    let mut blocks = vec![heading(told, "Limits", "Begrenzingen")];
    if let Some(svg) = pictures::limits(told) {
        let caption = told.say(
            "The maximums of which one unit more could do most, and how much of them is used; the table has all limits",
            "De maxima waarvan één eenheid erbij het meest kan doen, en hoeveel ervan is gebruikt; de tabel heeft alle begrenzingen",
        );
        blocks.push(picture(svg, caption));
    }
    blocks.extend(shown(limits::table(told)));
    blocks.push(Block::List(limits::about(told)));
    blocks
}

fn without_a_place(told: &Told<'_>) -> Vec<Block> {
    let mut blocks = vec![heading(told, "Who has no place, and why", "Wie geen plek heeft, en waarom")];
    blocks.extend(shown(left::unplaced_table(told)));
    blocks.extend(listed(left::unplaced_reasons(told)));
    blocks
}

fn vacant(told: &Told<'_>) -> Vec<Block> {
    let mut blocks = vec![heading(told, "The dwellings, and which stay vacant", "De woningen, en welke leeg blijven")];
    blocks.extend(left::by_place(told).into_iter().filter_map(shown));
    blocks.extend(listed(left::vacant_reasons(told)));
    blocks
}

fn placed(told: &Told<'_>) -> Vec<Block> {
    let mut blocks = vec![heading(told, "Those who are placed", "Wie een plek krijgt")];
    if let Some(svg) = pictures::waiting(told) {
        let caption = told.say(
            "Time since registration of those placed: the bar holds the middle half of each group, the mark is the median, the scale is in years",
            "Inschrijfduur van wie een plek krijgt: de balk bevat de middelste helft van elke doelgroep, het streepje is de mediaan, de schaal is in jaren",
        );
        blocks.push(picture(svg, caption));
    }
    blocks.extend(shown(people::waiting_table(told)));
    blocks.extend(shown(people::rent_table(told)));
    blocks.extend(people::few(told).map(Block::Text));
    blocks
}

fn certain(told: &Told<'_>) -> Vec<Block> {
    vec![heading(told, "Certainty and the draw", "Zekerheid en loting"), Block::List(conduct::certainty(told))]
}

fn decided(told: &Told<'_>) -> Vec<Block> {
    let mut blocks = vec![heading(told, "What persons decided beforehand", "Wat mensen vooraf besloten")];
    blocks.push(Block::Text(conduct::decisions_counted(told)));
    blocks.extend(shown(conduct::decisions_table(told)));
    let changed = conduct::changed_settings(told);
    if !changed.is_empty() {
        let about = told.say("Settings changed for this round:", "Instellingen die voor deze ronde zijn gewijzigd:");
        blocks.extend([Block::Text(about.to_owned()), Block::List(changed)]);
    }
    blocks
}

/// Every applicant and dwelling, for those who handle the cases.
fn one_by_one(told: &Told<'_>) -> Vec<Block> {
    if told.readers == Readers::Public {
        return Vec::new();
    }
    let mut blocks = vec![Block::NewPage, heading(told, "One by one", "Stuk voor stuk")];
    let moves = told.outcome.changes.iter().flat_map(|found| &found.changes);
    blocks.extend(listed(moves.map(|one| sentence(one, told.language)).collect()));
    blocks.extend(
        [people::allocation_table(told), left::each_unplaced(told), left::each_vacant(told)]
            .into_iter()
            .filter_map(shown),
    );
    blocks
}

fn rules(told: &Told<'_>) -> Vec<Block> {
    let mut blocks = vec![
        heading(told, "The rules", "De regels"),
        Block::Text(method::model(told)),
        Block::List(method::rules(told)),
    ];
    blocks.extend(shown(method::exclusions(told)));
    blocks
}

fn goals(told: &Told<'_>) -> Vec<Block> {
    vec![
        heading(told, "The goals and their proof", "De doelen en hun bewijs"),
        Block::Table(method::goals(told)),
        Block::List(method::proofs(told)),
    ]
}

fn checked(told: &Told<'_>) -> Vec<Block> {
    vec![
        heading(told, "How to check this", "Hoe dit is na te gaan"),
        Block::List(method::check(told)),
        Block::Table(crate::report::year::words::inputs_table(&told.round.inputs, told.language)),
    ]
}
