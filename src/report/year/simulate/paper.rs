//! A simulation as a document: the chances, the spread month by month, who waits, and what all of it rests on.

use super::sentences::{chance, every_group, margin, near, part, policy_name, reached, replays};
use super::{CHANCES_FILE, SIMULATION_FILES, Simulated, chances, picture, spread, task, text};
use crate::domain::{Language, MONTHS};
use crate::report::Form;
use crate::report::document::{Block, Document, Drawing, Table};
use crate::report::words::either;
use crate::report::year::words::month;
use crate::year::simulate::{Goals, Histogram, Tally};

/// The document.
pub(super) fn document(told: &Simulated<'_>, language: Language) -> Document {
    let name = &told.setting.model.round.model.name;
    let replays = replays(told.replays(), language);
    let seed = told.setting.seed;
    let title = match language {
        Language::En => format!("{name}: {replays} of the year, seed {seed}"),
        Language::Nl => format!("{name}: {replays} van het jaar, loting {seed}"),
    };
    let chapters =
        [in_short(told, language), by_group(told, language), by_month(told, language), basis(told, language)];
    Document { language, title, blocks: chapters.concat() }
}

fn heading(language: Language, english: &str, dutch: &str) -> Block {
    Block::Heading(either(language, english, dutch).to_owned())
}

fn in_short(told: &Simulated<'_>, language: Language) -> Vec<Block> {
    let mut blocks = vec![heading(language, "In short", "In het kort")];
    blocks.extend(told.shard.map(|shard| Block::Text(part(shard, told.replays(), language))));
    match told.tallies {
        [tally] => {
            let groups = told.groups(tally).into_iter().filter(|(group, _)| told.decided(&group.id) > 0);
            let sentences = groups.map(|(group, of)| {
                reached(told, group.names.get(language), told.decided(&group.id), &of.places, language)
            });
            let every = every_group(told, tally, language);
            let task = task::sentence(told, tally, language);
            blocks.push(Block::List(std::iter::once(every).chain(sentences).chain(task).collect()));
        }
        tallies => {
            let line = |tally: &Tally| {
                let policy = policy_name(tally.policy, language);
                format!("{}: {}", text::capital(policy), every_group(told, tally, language))
            };
            blocks.push(Block::List(tallies.iter().map(line).collect()));
        }
    }
    blocks.push(Block::Text(margin(told.replays(), language)));
    let caption = either(
        language,
        "The part of the replays in which each group has the places decided for it",
        "Het deel van de herhalingen waarin elke doelgroep de woonplekken van het besluit haalt",
    );
    blocks.push(Block::Picture(Drawing {
        file: CHANCES_FILE,
        svg: chances::picture(told, language),
        caption: caption.to_owned(),
    }));
    blocks
}

fn by_group(told: &Simulated<'_>, language: Language) -> Vec<Block> {
    let mut blocks = vec![heading(language, "Chances, refusals and waiting", "Kansen, weigeringen en wachten")];
    for tally in told.tallies {
        blocks.push(Block::Table(groups(told, tally, language)));
        let remarks =
            std::iter::once(text::left_empty(tally, language)).chain(near(&tally.unproven, &tally.short, language));
        blocks.push(Block::Text(remarks.collect::<Vec<_>>().join(" ")));
    }
    let table = task::table(told, language);
    if !table.rows.is_empty() {
        blocks.push(Block::Table(table));
    }
    blocks
}

/// The groups under a policy, each with the chance of its number, the spread of its places, and who waits.
fn groups(told: &Simulated<'_>, tally: &Tally, language: Language) -> Table {
    let say = |english, dutch| either(language, english, dutch).to_owned();
    let says_who = told.setting.goals != Goals::Placed;
    let mut head = vec![
        say("group", "doelgroep"),
        say("decided", "besluit"),
        say("reached in", "gehaald in"),
        say("9 in 10 exceed", "9 van de 10 halen meer dan"),
        say("half", "helft"),
        say("1 in 10 exceeds", "1 van de 10 haalt meer dan"),
        say("refused", "geweigerd"),
        say("waiting at the end", "wacht nog aan het eind"),
        say("waiting, days", "wacht, dagen"),
    ];
    if says_who {
        head.push(say("had waited, days", "had gewacht, dagen"));
    }
    let caption = text::capital(policy_name(tally.policy, language));
    let columns = head.len();
    let mut table = Table { caption, head, ..Table::default() };
    for (group, of) in told.groups(tally) {
        let mut cells = numbers(told, group.names.get(language), told.decided(&group.id), &of.places, language);
        let waiting = (of.waiting.total() * 2 + told.replays()) / (2 * told.replays().max(1));
        let waiting = Form::of(language).grouped(i128::from(waiting));
        cells.extend([text::whole_mean(&of.refused, language), waiting, middle(&of.waiting, language)]);
        if says_who {
            cells.push(middle(&of.waited, language));
        }
        table.add(cells, false);
    }
    let all = either(language, "All of them", "Samen");
    let mut sum = numbers(told, all, told.decided_for_all(), &tally.places, language);
    sum.resize(columns, String::new());
    table.add(sum, true);
    table
}

fn numbers(told: &Simulated<'_>, name: &str, decided: u32, places: &Histogram, language: Language) -> Vec<String> {
    let grouped = |number: u32| Form::of(language).grouped(i128::from(number));
    let chance = chance(places.at_least(decided), told.replays(), language);
    let mut cells = vec![name.to_owned(), grouped(decided), chance];
    cells.extend(spread(places).unwrap_or_default().map(grouped));
    cells
}

fn middle(histogram: &Histogram, language: Language) -> String {
    let middle = histogram.percentile(50).map(|days| Form::of(language).grouped(i128::from(days)));
    middle.unwrap_or_else(|| "–".to_owned())
}

fn by_month(told: &Simulated<'_>, language: Language) -> Vec<Block> {
    let caption = either(
        language,
        "Places up to each month, of all together and of every group: the middle of the replays, and where 8 of 10 lie",
        "Woonplekken tot en met elke maand, van alle samen en van elke doelgroep: het midden van de herhalingen, en waar 8 van de 10 liggen",
    );
    let fan = Drawing { file: SIMULATION_FILES[3], svg: picture::picture(told, language), caption: caption.to_owned() };
    let mut blocks = vec![heading(language, "Month by month", "Maand voor maand"), Block::Picture(fan)];
    blocks.extend(told.tallies.iter().map(|tally| Block::Table(months(told, tally, language))));
    blocks
}

/// Places of all groups up to and with each month under a policy, and the dwellings that stand empty then.
fn months(told: &Simulated<'_>, tally: &Tally, language: Language) -> Table {
    let say = |english, dutch| either(language, english, dutch).to_owned();
    let grouped = |number: u32| Form::of(language).grouped(i128::from(number));
    let policy = text::capital(policy_name(tally.policy, language));
    let caption = format!("{policy}: {}", say("places up to each month", "woonplekken tot en met elke maand"));
    let head = vec![
        say("month", "maand"),
        say("pace", "tempo"),
        say("9 in 10 exceed", "9 van de 10 halen meer dan"),
        say("half", "helft"),
        say("1 in 10 exceeds", "1 van de 10 haalt meer dan"),
        say("empty, held", "leeg, vastgehouden"),
    ];
    let mut table = Table { caption, head, ..Table::default() };
    for index in 0..MONTHS {
        let mut cells = vec![month(language, index).to_owned(), grouped(told.asked(None, index))];
        cells.extend(spread(&tally.until[index]).unwrap_or_default().map(grouped));
        cells.push(grouped(tally.held[index].percentile(50).unwrap_or(0)));
        table.add(cells, false);
    }
    table
}

fn basis(told: &Simulated<'_>, language: Language) -> Vec<Block> {
    vec![
        heading(language, "What this rests on", "Waar dit op berust"),
        Block::List(text::basis_sentences(told, language)),
    ]
}
