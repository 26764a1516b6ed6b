//! The path of a setting: which part of the model it means.

use std::collections::BTreeSet;

use crate::domain::Side;
use crate::input::nearest::nearest;
use crate::input::schema::table;
use crate::input::settings::Node;

use super::wanted::outside_quotes;

/// Keys of a limit that a change may set, the bounds first.
const OF_LIMIT: [&str; 7] = ["max", "min", "weight", "counts", "each", "applicants", "dwellings"];
/// Keys of a group that a change may set.
const OF_GROUP: [&str; 3] = ["route", "statutory", "name"];
/// Keys of an exclusion that a change may set.
const OF_EXCLUSION: [&str; 4] = ["until", "reason", "applicants", "dwellings"];
/// Settings outside of lists.
pub(super) const PLAIN: [&str; 15] = [
    "rules.size",
    "rules.rent",
    "rules.rent.margin",
    "rules.labels",
    "rules.reserved",
    "rules.liveability",
    "rules.places",
    "rules.region",
    "rules.dates",
    "rules.dates.days",
    "sharing.enabled",
    "sharing.min",
    "sharing.same",
    "sharing.support_factor",
    "objective.tiers",
];

/// The part of a model that a path means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Target {
    /// Keys from the root on.
    Plain(Vec<String>),
    /// An entry of a list, with keys in it; without keys the entry itself.
    Entry { list: &'static str, index: usize, keys: Vec<String> },
    /// One limit of those that `each` makes, with the key in it.
    Member { index: usize, name: String, keys: Vec<String> },
}

/// The parts of a path: between points, or between quotation marks. Spaces stay: names may have them behind a point.
pub(super) fn parts(path: &str) -> Vec<String> {
    let mut parts = Vec::new();
    let mut rest = path;
    loop {
        let end = outside_quotes(rest, '.');
        let part = &rest[..end.unwrap_or(rest.len())];
        let bare = ['"', '\''].iter().find_map(|mark| part.trim().strip_prefix(*mark)?.strip_suffix(*mark));
        parts.push(bare.unwrap_or(part).to_owned());
        match end {
            Some(end) => rest = &rest[end + 1..],
            None => return parts,
        }
    }
}

/// What these parts of a path mean in a model.
pub(super) fn target(root: &Node, parts: &[String]) -> Option<Target> {
    let (first, rest) = parts.split_first()?;
    let found = match first.as_str() {
        "group" => named(root, "group", "id", rest, &OF_GROUP),
        "liveability" => exclusion(root, rest),
        "limit" => limit(root, rest),
        _ if is_plain(root, parts) => Some(Target::Plain(parts.to_vec())),
        _ => None,
    };
    found.or_else(|| limit(root, parts))
}

fn is_plain(root: &Node, parts: &[String]) -> bool {
    match parts.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["rules", "labels", _] => true,
        ["rules", "labels", label, "age_min" | "age_max"] => labels(root).contains(label),
        _ => PLAIN.contains(&parts.join(".").as_str()),
    }
}

/// The labels that a model declares, and the standard ones.
fn labels(root: &Node) -> BTreeSet<&str> {
    let declared = root.get("rules").and_then(|rules| rules.get("labels")).map(Node::entries).unwrap_or_default();
    let declared = declared.iter().map(|(label, _)| label.as_str());
    declared.chain(["ground-floor", "wheelchair", "senior", "young"]).collect()
}

/// The entry of a list whose name is the longest beginning of the path: names may have points in them.
fn named(root: &Node, list: &'static str, name: &str, parts: &[String], known: &[&str]) -> Option<Target> {
    let items = root.get(list)?.items();
    (1..=parts.len()).rev().find_map(|end| {
        let wanted = parts[..end].join(".");
        let by_name = items.iter().position(|item| item.get(name).is_some_and(|name| is_text(name, &wanted)));
        let index = by_name.or_else(|| items.iter().position(|item| titles(item).contains(&wanted.as_str())))?;
        let keys = parts[end..].to_vec();
        can_hold(list, &keys, known).then_some(Target::Entry { list, index, keys })
    })
}

fn is_text(node: &Node, wanted: &str) -> bool {
    node.as_text().is_some_and(|text| text.trim() == wanted)
}

/// What a limit is called in sentences: whoever read a title may type it.
fn titles(item: &Node) -> Vec<&str> {
    let Some(title) = item.get("title") else { return Vec::new() };
    let nodes = [Some(title), title.get("en"), title.get("nl")];
    nodes.into_iter().flatten().filter_map(Node::as_text).map(str::trim).collect()
}

fn limit(root: &Node, parts: &[String]) -> Option<Target> {
    named(root, "limit", "name", parts, &OF_LIMIT).or_else(|| member(root, parts))
}

/// `NAME: VALUE`, one limit of the many that `each` makes of `NAME`.
fn member(root: &Node, parts: &[String]) -> Option<Target> {
    let (last, before) = parts.split_last()?;
    let bound = OF_LIMIT[..3].contains(&last.as_str()).then(|| (before.join("."), vec![last.clone()]));
    let (name, keys) = bound.unwrap_or_else(|| (parts.join("."), Vec::new()));
    let of_family = |(index, item): (usize, &Node)| {
        let family = item.get("each").and(item.get("name"))?.as_text()?.trim();
        let value = [family]
            .into_iter()
            .chain(titles(item))
            .find_map(|called| name.strip_prefix(called)?.strip_prefix(": "))?;
        Some((index, format!("{family}: {value}")))
    };
    let (index, name) = root.get("limit")?.items().iter().enumerate().find_map(of_family)?;
    Some(Target::Member { index, name, keys })
}

/// An exclusion by its place in the model, from 1.
fn exclusion(root: &Node, parts: &[String]) -> Option<Target> {
    let (number, keys) = parts.split_first()?;
    let index = number.parse::<usize>().ok()?.checked_sub(1)?;
    let keys = keys.to_vec();
    let is_there = index < root.get("liveability")?.items().len() && can_hold("liveability", &keys, &OF_EXCLUSION);
    is_there.then_some(Target::Entry { list: "liveability", index, keys })
}

/// Whether an entry has these keys: none, one of its own, or a column of a selector.
fn can_hold(list: &str, keys: &[String], known: &[&str]) -> bool {
    match keys.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => list != "group",
        [key] => known.contains(&key),
        ["name", "en" | "nl"] => list == "group",
        [side @ ("applicants" | "dwellings"), column] => list != "group" && is_column(side, column),
        _ => false,
    }
}

fn is_column(side: &str, column: &str) -> bool {
    let side = if side == "applicants" { Side::Applicants } else { Side::Dwellings };
    crate::input::selector::column_kind(side, column).is_some()
}

/// Every path that a change of this model can name, for the nearest to one that was misspelt.
pub(super) fn known(root: &Node) -> Vec<String> {
    let list = |name: &str| root.get(name).map(Node::items).unwrap_or_default();
    let of = |items: &[Node], key: &str| -> Vec<String> {
        items.iter().filter_map(|item| item.get(key)?.as_text()).map(|text| text.trim().to_owned()).collect()
    };
    let mut known: Vec<String> = PLAIN.iter().map(|path| (*path).to_owned()).collect();
    known.extend(
        labels(root).iter().flat_map(|label| ["age_min", "age_max"].map(|age| format!("rules.labels.{label}.{age}"))),
    );
    known.extend(of(list("group"), "id").iter().flat_map(|id| OF_GROUP.map(|key| format!("group.{id}.{key}"))));
    for number in 1..=list("liveability").len() {
        known.push(format!("liveability.{number}"));
        known.push(format!("liveability.{number}.until"));
    }
    let titled = list("limit").iter().flat_map(titles).map(str::to_owned);
    for name in of(list("limit"), "name").into_iter().chain(titled) {
        known.extend(["", ".max", ".min", ".weight"].map(|key| format!("{name}{key}")));
    }
    known
}

/// The path that a misspelt column behind the name of a limit or an exclusion probably means; nothing where the rest
/// of the path is unknown too.
pub(super) fn with_nearest_column(root: &Node, parts: &[String]) -> Option<String> {
    let [before @ .., side, column] = parts else { return None };
    let side = nearest(side, ["applicants", "dwellings"]);
    target(root, before)?;
    let columns = &table(side)?.columns;
    let near = nearest(column, columns.iter().map(|column| column.name.as_str()));
    (!near.is_empty()).then(|| format!("{}.{side}.{near}", before.join(".")))
}

/// The columns of a table that a change of rows may set.
pub(super) fn settable(side: &str) -> Vec<&'static str> {
    let columns = table(side).map(|table| &table.columns[..]).unwrap_or_default();
    columns.iter().map(|column| column.name.as_str()).filter(|name| *name != "id").collect()
}
