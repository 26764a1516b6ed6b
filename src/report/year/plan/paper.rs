//! The plan of a year as the council and the partners get it.

use super::agreements::{Agreement, Asked, agreements};
use super::words::{NOTHING, amount, role, unit};
use super::{
    PLAN_FILES, PlannedYear, chain, decision, goals, left, months, obstacles, picture, projects, task, variants, waits,
};
use crate::domain::{Counted, Language, MONTHS};
use crate::report::document::{Block, Document, Drawing, Table};
use crate::report::words::either;
use crate::report::year::audit::differing;

/// The document.
pub(super) fn document(told: &PlannedYear<'_>, language: Language) -> Document {
    let name = &told.year.name;
    let title = match language {
        Language::En => format!("{name}: plan for the decision"),
        Language::Nl => format!("{name}: plan bij het verdeelbesluit"),
    };
    let chapters = [
        summary(told, language),
        groups(told, language),
        by_month(told, language),
        statutory(told, language),
        in_the_way(told, language),
        partners(told, language),
        waiting(told, language),
        in_projects(told, language),
        regular(told, language),
        policies(told, language),
        optimum(told, language),
        reciprocal(told, language),
        vec![Block::NewPage],
        method(told, language),
    ];
    Document { language, title, blocks: chapters.concat() }
}

fn heading(language: Language, english: &str, dutch: &str) -> Block {
    Block::Heading(either(language, english, dutch).to_owned())
}

/// A table, unless it has no rows.
fn shown(table: Table) -> Option<Block> {
    (!table.rows.is_empty()).then_some(Block::Table(table))
}

fn summary(told: &PlannedYear<'_>, language: Language) -> Vec<Block> {
    let mut sentences = vec![decision::headline(told, language)];
    sentences.extend(decision::rounding(told, language));
    sentences.extend(task::sentence(told, language));
    sentences.extend(told.found.obstacles.first().map(|one| obstacles::sentence(told, one, language)));
    sentences.push(obstacles::homes(told, language));
    sentences.push(months::evenness(told, language));
    sentences.extend(waits::sentences(told, language).into_iter().take(1));
    vec![heading(language, "In short", "In het kort"), Block::List(sentences)]
}

fn groups(told: &PlannedYear<'_>, language: Language) -> Vec<Block> {
    let mut blocks = vec![
        heading(language, "The decision by group", "Het verdeelbesluit per doelgroep"),
        Block::Table(decision::by_group(told, language)),
        Block::Text(decision::proposal(told, language)),
    ];
    blocks.extend(decision::self_search(told, language).map(Block::Text));
    blocks.extend(decision::temporary(told, language).map(Block::Text));
    blocks
}

fn by_month(told: &PlannedYear<'_>, language: Language) -> Vec<Block> {
    let caption = either(
        language,
        "Places planned by group and month; the dashed line is a twelfth of the decision",
        "Geplande woonplekken per doelgroep en maand; de streepjeslijn is een twaalfde van het verdeelbesluit",
    );
    let picture = Drawing { file: PLAN_FILES[9], svg: picture::months(told, language), caption: caption.to_owned() };
    vec![
        heading(language, "Month by month", "Maand voor maand"),
        Block::Picture(picture),
        Block::Table(months::by_month(told, language)),
        Block::Text(months::evenness(told, language)),
    ]
}

fn statutory(told: &PlannedYear<'_>, language: Language) -> Vec<Block> {
    let Some(sentence) = task::sentence(told, language) else { return Vec::new() };
    vec![
        heading(language, "Statutory task", "Taakstelling"),
        Block::Text(sentence),
        Block::Table(task::by_moment(told, language)),
    ]
}

fn in_the_way(told: &PlannedYear<'_>, language: Language) -> Vec<Block> {
    let found = &told.found.obstacles;
    let mut blocks = vec![
        heading(
            language,
            "What stands in the way, and what it would take",
            "Wat in de weg staat, en wat ervoor nodig is",
        ),
        Block::Text(obstacles::method(told, language)),
        Block::List(found.iter().map(|one| obstacles::sentence(told, one, language)).collect()),
        Block::Text(obstacles::homes(told, language)),
    ];
    if found.is_empty() {
        blocks.remove(2);
    }
    blocks.extend(shown(obstacles::extra(told, language)));
    blocks.extend(shown(chain::prices(told, language)));
    blocks
}

fn partners(told: &PlannedYear<'_>, language: Language) -> Vec<Block> {
    let caption = either(
        language,
        "Part of its capacity that is asked of each party in each month",
        "Deel van de capaciteit dat in elke maand van elke partij wordt gevraagd",
    );
    let picture = Drawing { file: PLAN_FILES[10], svg: picture::chain(told, language), caption: caption.to_owned() };
    vec![
        heading(language, "The chain", "De keten"),
        Block::Text(chain::sentence(told, language)),
        Block::Picture(picture),
        Block::Table(chain::loads(told, language)),
        Block::Table(chain::by_month(told, language)),
    ]
    .into_iter()
    .chain(chain::above(told, language).map(Block::Text))
    .collect()
}

fn waiting(told: &PlannedYear<'_>, language: Language) -> Vec<Block> {
    let mut blocks = vec![
        if obstacles::lacks_homes(told) {
            heading(
                language,
                "If all of the decision that there are homes for were realised with today's support",
                "Als alles van het verdeelbesluit waarvoor er woningen zijn wordt gerealiseerd met de begeleiding van nu",
            )
        } else {
            heading(
                language,
                "If the whole decision were realised with today's support",
                "Als het hele verdeelbesluit wordt gerealiseerd met de begeleiding van nu",
            )
        },
        Block::List(waits::sentences(told, language)),
    ];
    let caption = either(
        language,
        "Weeks that support is waited for at each partner in each month",
        "Weken dat bij elke partner in elke maand op begeleiding wordt gewacht",
    );
    let picture = Drawing { file: PLAN_FILES[11], svg: picture::waits(told, language), caption: caption.to_owned() };
    blocks.push(Block::Picture(picture));
    blocks.extend(shown(waits::full(told, language)));
    blocks.extend(shown(waits::by_month(told, language)));
    blocks
}

fn in_projects(told: &PlannedYear<'_>, language: Language) -> Vec<Block> {
    let Some(table) = shown(projects::each(told, language)) else { return Vec::new() };
    let mut blocks = vec![heading(language, "Homes in projects", "Woningen in projecten"), table];
    blocks.extend(projects::sentence(told, language).map(Block::Text));
    blocks
}

fn regular(told: &PlannedYear<'_>, language: Language) -> Vec<Block> {
    let mut blocks = vec![
        heading(language, "Left for regular seekers", "Over voor regulier woningzoekenden"),
        Block::Text(left::sentence(told, language)),
        Block::Table(left::by_size(told, language)),
    ];
    blocks.extend(shown(left::by_district(told, language)));
    blocks
}

fn policies(told: &PlannedYear<'_>, language: Language) -> Vec<Block> {
    let Some(table) = shown(variants::side_by_side(told, language)) else { return Vec::new() };
    vec![heading(language, "Other policies", "Ander beleid"), table, Block::Text(variants::legend(told, language))]
}

fn optimum(told: &PlannedYear<'_>, language: Language) -> Vec<Block> {
    vec![
        heading(language, "Goals, in strict order", "Doelen, in strikte volgorde"),
        Block::Text(goals::sentence(language)),
        Block::Table(goals::in_order(told, language)),
    ]
}

/// A table for every party, with a line for its signature.
fn reciprocal(told: &PlannedYear<'_>, language: Language) -> Vec<Block> {
    let sentence = either(
        language,
        "What the plan asks of each landlord and each partner, month by month. It holds in both directions: dwellings and support start \
         together. Nothing is agreed until it is signed.",
        "Wat het plan van elke verhuurder en elke partner vraagt, maand voor maand. Het geldt wederkerig: woningen en begeleiding starten \
         samen. Er is niets afgesproken voordat er is getekend.",
    );
    let mut blocks = vec![
        Block::NewPage,
        heading(language, "Reciprocal agreements", "Wederkerige afspraken"),
        Block::Text(sentence.to_owned()),
    ];
    for agreement in agreements(told) {
        let signature = match language {
            Language::En => format!("Agreed, for {}: {DOTS}{DOTS} date: {DOTS}", agreement.party),
            Language::Nl => format!("Voor akkoord, namens {}: {DOTS}{DOTS} datum: {DOTS}", agreement.party),
        };
        let above = (agreement.months_above() > 0).then(|| Block::Text(beyond(language).to_owned()));
        let table = Block::Table(to_sign(&agreement, language));
        blocks.push(Block::Together([table].into_iter().chain(above).chain([Block::Text(signature)]).collect()));
    }
    blocks
}

/// Why more may be asked in a month than the capacity.
fn beyond(language: Language) -> &'static str {
    either(
        language,
        "Months above the capacity are so by less than one household; up to and with each month the sum is within the capacity.",
        "Maanden boven de capaciteit zijn dat met minder dan één huishouden; opgeteld tot en met elke maand blijft het binnen de capaciteit.",
    )
}

const DOTS: &str = "……………";

fn to_sign(agreement: &Agreement, language: Language) -> Table {
    let (name, unit) = (&agreement.party, asked_unit(agreement, language));
    let caption = format!("{name}: {}, {unit}", role(language, agreement.role));
    let mut found = Table { caption, head: months::month_heads(language), ..Table::default() };
    let counts = match agreement.counts {
        Asked::Places => Counted::Households,
        Asked::Load(counted) => counted,
    };
    let row = |name: &str, months: [Option<i64>; MONTHS]| {
        let number = |of: Option<i64>| of.map_or_else(|| NOTHING.to_owned(), |of| amount(language, counts, of));
        let all: Option<i64> = months.iter().copied().sum();
        std::iter::once(name.to_owned()).chain(months.into_iter().chain([all]).map(number)).collect()
    };
    let asked = agreement.asked.map(|asked| Some(asked / 100));
    found.add(row(either(language, "asked", "gevraagd"), asked), false);
    if let Some(places) = agreement.in_projects.filter(|places| places.iter().any(|places| *places > 0)) {
        let words = either(language, "of which in projects delivered", "waarvan in opgeleverde projecten");
        found.add(row(words, places.map(|places| Some(places / 100))), false);
    }
    if agreement.capacity.iter().any(Option::is_some) {
        found.add(row(either(language, "capacity", "capaciteit"), agreement.capacity), false);
    }
    found
}

fn asked_unit(agreement: &Agreement, language: Language) -> &'static str {
    match agreement.counts {
        Asked::Places => either(language, "places", "woonplekken"),
        Asked::Load(counted) => unit(language, counted),
    }
}

/// How the numbers come about.
fn method(told: &PlannedYear<'_>, language: Language) -> Vec<Block> {
    let sentences = [
        either(
            language,
            "The plan is a proposal: the municipality and its partners decide.",
            "Het plan is een voorstel: de gemeente en haar partners beslissen.",
        ),
        either(
            language,
            "Sizes of households, the division over landlords, what drops out and every capacity are assumptions of the model where the \
             letter gives no number; the tables of the year say which.",
            "De grootte van huishoudens, de verdeling over verhuurders, wat afvalt en elke capaciteit zijn aannames van het model waar de \
             brief geen aantal geeft; de tabellen van het jaar zeggen welke.",
        ),
        either(
            language,
            "The year is solved in parts of households first; the plan is in whole households near that. A partner's \
             capacity of a month may then be exceeded by less than one household, while its sum up to that month holds.",
            "Het jaar is eerst in delen van huishoudens doorgerekend; het plan telt hele huishoudens, dicht daarbij. De capaciteit \
             van een partner in een maand kan dan met minder dan één huishouden worden overschreden; opgeteld tot en met die maand klopt zij.",
        ),
        either(
            language,
            "Persons are counted by the average of a household.",
            "Personen zijn geteld naar het gemiddelde van een huishouden.",
        ),
    ];
    let audited = format!(
        "{} {}",
        differing(told.audit, language),
        either(language, "The check of the figures shows them all.", "De controle van de cijfers toont ze alle.")
    );
    let sentences = sentences.into_iter().map(str::to_owned).chain([audited]).collect();
    let mut blocks = vec![heading(language, "How this was computed", "Hoe dit is berekend"), Block::List(sentences)];
    if !told.inputs.is_empty() {
        blocks.push(Block::Table(crate::report::year::words::inputs_table(told.inputs, language)));
    }
    blocks
}
