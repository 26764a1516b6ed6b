//! A round's model and its own settings.

use sleutel::domain::{
    Accepted, Bound, Counts, Family, Group, LabelAges, Language, Liveability, Model, Round, Route, Rules, Selector,
    Tier,
};

use super::super::dice::Dice;
use super::tables::{hundredths, text};
use super::{keeps_first, shuffle};

/// A table of the settings: its heading, and its keys with their values.
struct Block {
    heading: String,
    keys: Vec<String>,
}

impl Block {
    fn new(heading: &str, keys: Vec<String>) -> Self {
        Self { heading: heading.to_owned(), keys }
    }

    /// Whether it is one of a list, whose order can be seen in the results.
    fn is_listed(&self) -> bool {
        self.heading.starts_with("[[limit") || self.heading.starts_with("[[liveability")
    }
}

/// The model, and the round's own settings.
pub fn settings(round: &Round, hand: Option<&mut Dice>) -> (String, String) {
    let about = [
        format!("id = {:?}", round.id),
        format!("month = \"{}\"", round.month),
        "model = \"../model\"".to_owned(),
        format!("seed = {}", round.seed),
    ];
    let (mut model, mut own) = (model(round), vec![Block::new("[round]", about.to_vec())]);
    if let Some(dice) = hand {
        for block in &mut model {
            own.extend(overruling(block, dice));
            shuffle(&mut block.keys, dice);
        }
        let (listed, mut others): (Vec<Block>, Vec<Block>) = model.into_iter().partition(Block::is_listed);
        shuffle(&mut others, dice);
        let before = dice.below(u32::try_from(others.len()).unwrap() + 1) as usize;
        others.splice(before..before, listed);
        (model, own) = (others, own);
    }
    (document(&model), document(&own))
}

/// Now and then a limit's maximum stands in the round, and the model has another.
fn overruling(block: &mut Block, dice: &mut Dice) -> Option<Block> {
    let is_limit = block.heading == "[[limit]]" && dice.percent(30);
    let (name, max) = (block.keys.first()?.clone(), block.keys.iter().position(|key| key.starts_with("max ="))?);
    is_limit
        .then(|| Block::new("[[limit]]", vec![name, std::mem::replace(&mut block.keys[max], "max = 999".to_owned())]))
}

fn document(blocks: &[Block]) -> String {
    let block = |block: &Block| format!("\n{}\n{}\n", block.heading, block.keys.join("\n"));
    "format = 1\n".to_owned() + &blocks.iter().map(block).collect::<String>()
}

fn model(round: &Round) -> Vec<Block> {
    let Model { name, tiers, .. } = &round.model;
    let language = if round.model.language == Language::Nl { "nl" } else { "en" };
    let mut about =
        vec![format!("name = {name:?}"), format!("language = {language:?}"), "norms = \"../norms\"".to_owned()];
    about.extend(round.model.year.map(|year| format!("year = {year}")));
    let mut own = round.model.clone();
    own.tiers.retain(|tier| *tier != Tier::Unchanged);
    // left out where reading it with the earlier matches puts it back
    let implied = !round.earlier.is_empty() && own.clone().staying_close(keeps_first(round)).tiers == *tiers;
    let tiers: Vec<&str> = if implied { &own.tiers } else { tiers }.iter().map(|tier| tier.name()).collect();
    let mut blocks = vec![
        Block::new("[model]", about),
        Block::new("[objective]", vec![format!("tiers = {tiers:?}")]),
        Block::new("[rules]", rules(&round.model.rules)),
    ];
    blocks.extend(round.model.sharing.as_ref().map(|sharing| {
        let factor = format!("{}.{:04}", sharing.support_factor / 10_000, sharing.support_factor % 10_000);
        let same = format!("same = {:?}", sharing.same);
        Block::new("[sharing]", vec![format!("min = {}", sharing.min), same, format!("support_factor = {factor}")])
    }));
    blocks.extend(round.model.groups.values().map(group));
    blocks.extend(round.model.liveability.iter().map(exclusion));
    blocks.extend(round.model.families.iter().map(limit));
    blocks
}

fn rules(rules: &Rules) -> Vec<String> {
    let flags = [
        ("size", rules.size),
        ("reserved", rules.reserved),
        ("liveability", rules.liveability),
        ("places", rules.places),
        ("region", rules.region),
    ];
    let mut keys: Vec<String> = flags.into_iter().map(|(rule, on)| format!("{rule} = {on}")).collect();
    let margin = |cents| format!("{{ margin = {} }}", hundredths(cents));
    let off = || "false".to_owned();
    keys.push(format!("rent = {}", rules.rent_margin.map_or_else(off, margin)));
    keys.push(format!("dates = {}", rules.dates.map_or_else(off, |days| format!("{{ days = {days} }}"))));
    let label = |(name, LabelAges { age_min, age_max }): (&String, &LabelAges)| {
        let age = |key: &str, age: &Option<u32>| age.map(|age| format!("{key} = {age}"));
        let ages: Vec<String> = age("age_min", age_min).into_iter().chain(age("age_max", age_max)).collect();
        format!("{name:?} = {{ {} }}", ages.join(", "))
    };
    let labels: Vec<String> = rules.known_labels.iter().map(label).collect();
    keys.push(if rules.labels { format!("labels = {{ {} }}", labels.join(", ")) } else { "labels = false".to_owned() });
    keys
}

fn group(group: &Group) -> Block {
    let mut keys = vec![format!("id = {:?}", group.id), format!("statutory = {}", group.statutory)];
    let route = if group.route == Route::SelfSearch { "self-search" } else { "mediated" };
    keys.push(format!("route = {route:?}"));
    keys.push(format!("name = {{ en = {:?}, nl = {:?} }}", group.names.en, group.names.nl));
    Block::new("[[group]]", keys)
}

fn exclusion(exclusion: &Liveability) -> Block {
    let mut keys = vec![format!("reason = {:?}", exclusion.reason)];
    keys.extend(exclusion.until.map(|until| format!("until = {until}")));
    keys.extend(selectors(&exclusion.applicants, &exclusion.dwellings));
    Block::new("[[liveability]]", keys)
}

fn limit(family: &Family) -> Block {
    let mut keys = vec![format!("name = {:?}", family.name), format!("counts = {:?}", family.counts.name())];
    keys.extend(family.titles.iter().map(|titles| format!("title = {{ en = {:?}, nl = {:?} }}", titles.en, titles.nl)));
    keys.extend(family.each.iter().map(|(_, column)| format!("each = {column:?}")));
    keys.extend(selectors(&family.applicants, &family.dwellings));
    keys.extend(family.min.map(|min| format!("min = {min}")));
    keys.extend(family.max.map(|max| match max {
        Bound::Amount(units) if family.counts == Counts::Support => format!("max = {}", Counts::Support.exact(units)),
        Bound::Amount(units) => format!("max = {units}"),
        Bound::Percentage(share) => format!("max = \"{}%\"", hundredths(share)),
    }));
    keys.push(format!("weight = {}", family.weight));
    Block::new("[[limit]]", keys)
}

fn selectors(applicants: &Selector, dwellings: &Selector) -> impl Iterator<Item = String> {
    let written = [("applicants", applicants), ("dwellings", dwellings)].map(|(key, selector)| {
        let condition = |one: &sleutel::domain::Condition| {
            let accepted: Vec<String> = one.accepted.iter().map(accepted).collect();
            format!("{} = [{}]", one.column, accepted.join(", "))
        };
        let conditions: Vec<String> = selector.conditions.iter().map(condition).collect();
        (!conditions.is_empty()).then(|| format!("{key} = {{ {} }}", conditions.join(", ")))
    });
    written.into_iter().flatten()
}

fn accepted(accepted: &Accepted) -> String {
    match accepted {
        Accepted::Text(text) => format!("{text:?}"),
        Accepted::Numbers(from, to) => format!("\"{}..{}\"", text(from.map(hundredths)), text(to.map(hundredths))),
        Accepted::Dates(from, to) => format!("\"{}..{}\"", text(*from), text(*to)),
        Accepted::Flag(flag) => flag.to_string(),
    }
}
