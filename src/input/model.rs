//! A model's tables, with the round's laid over them, as the domain's [`Model`].

use std::collections::BTreeMap;

use crate::domain::{Code, Group, Language, Liveability, Model, Route, Sharing, Side, Tier};

use super::limits::families;
use super::rules::rules;
use super::section::{Findings, Section};
use super::selector::{Words, column_kind, report_unknown_column, selector};
use super::settings::Node;

/// The groups of a model, by id.
pub(super) type Groups = BTreeMap<String, Group>;

/// The tables of a model, which a round may override.
pub(super) const TABLES: [&str; 7] = ["model", "objective", "rules", "sharing", "group", "liveability", "limit"];

/// Reads a model; where something is wrong it says so and goes on with a plain value.
pub(super) fn model(root: &Node, findings: &Findings) -> Model {
    let root = Section::new(root, "", findings);
    root.expect_keys(&[&["format"][..], &TABLES].concat());
    let about = root.table("model");
    if root.node.get("model").is_none() {
        root.missing("model");
    }
    if let Some(about) = &about {
        about.expect_keys(&["name", "language", "year", "norms"]);
        about.needed_text("norms"); // followed where the files are fetched
    }
    let about = about.as_ref();
    let rules = rules(&root);
    let groups = groups(&root);
    let words = (&groups, &rules.known_labels);
    let sharing = sharing(&root);
    let liveability = liveability(&root, words);
    let families = families(&root, words, sharing.as_ref());
    Model {
        name: about.map(|about| about.needed_text("name")).unwrap_or_default(),
        language: about
            .and_then(|about| about.word("language", &[("nl", Language::Nl), ("en", Language::En)]))
            .unwrap_or_default(),
        year: about.and_then(|about| about.whole("year", 1900, 2999)).and_then(|year| i16::try_from(year).ok()),
        tiers: tiers(&root),
        rules,
        sharing,
        groups,
        liveability,
        families,
    }
}

/// Every file states the version of its form.
pub(super) fn check_format(root: &Node, findings: &Findings) {
    let section = Section::new(root, "", findings);
    match root.get("format").map(|node| (node, super::section::scaled(node, 0))) {
        None => section.missing("format"),
        Some((_, Some(1))) => (),
        Some(_) => section.add(section.fault(Code::FormatUnknown, "format").detail("1")),
    }
}

fn tiers(root: &Section<'_>) -> Vec<Tier> {
    let default = Tier::ALL.into_iter().filter(|tier| *tier != Tier::Unchanged).collect();
    let Some(objective) = root.table("objective") else { return default };
    objective.expect_keys(&["tiers"]);
    let Some(listed) = objective.texts("tiers") else { return default };
    let mut tiers = Vec::new();
    for (place, (node, name)) in listed.iter().enumerate() {
        let Some(tier) = Tier::from_name(name) else {
            objective.none_of("tiers", node, &Tier::ALL.map(Tier::name));
            continue;
        };
        let path = objective.path_of("tiers");
        if tiers.contains(&tier) {
            objective.add(node.problem(Code::ListedTwice, &path));
        } else if tier == Tier::Lottery && place + 1 < listed.len() {
            objective.add(node.problem(Code::LotteryNotLast, &path));
        } else {
            tiers.push(tier);
        }
    }
    if !tiers.contains(&Tier::Lottery) {
        tiers.push(Tier::Lottery);
    }
    tiers
}

fn sharing(root: &Section<'_>) -> Option<Sharing> {
    let table = root.table("sharing")?;
    table.expect_keys(&["enabled", "min", "same", "support_factor"]);
    let min = table.whole("min", 2, 999).unwrap_or(2);
    let mut same = Vec::new();
    for (node, column) in table.texts("same").unwrap_or_default() {
        if column_kind(Side::Applicants, column).is_none() {
            report_unknown_column(&table, node, &table.path_of("same"), column, &[Side::Applicants]);
        } else if same.iter().any(|known| known == column) {
            table.add(node.problem(Code::ListedTwice, &table.path_of("same")));
        } else {
            same.push(column.to_owned());
        }
    }
    let support_factor = table.decimal("support_factor", 4, 0, 100).unwrap_or(10_000);
    let sharing = Sharing { min: u32::try_from(min).unwrap_or(2), same, support_factor };
    table.flag("enabled").unwrap_or(true).then_some(sharing)
}

fn groups(root: &Section<'_>) -> Groups {
    let mut groups = BTreeMap::new();
    for table in root.tables("group", "id") {
        table.expect_keys(&["id", "name", "route", "statutory"]);
        let id = table.needed_text("id");
        let routes = [("mediated", Route::Mediated), ("self-search", Route::SelfSearch)];
        let group = Group {
            id: id.clone(),
            names: table.names("name", &id),
            route: table.word("route", &routes).unwrap_or_default(),
            statutory: table.flag("statutory").unwrap_or(false),
        };
        groups.entry(id).or_insert(group);
    }
    groups
}

fn liveability(root: &Section<'_>, words: Words<'_>) -> Vec<Liveability> {
    let mut found = Vec::new();
    for table in root.tables("liveability", "reason") {
        table.expect_keys(&["dwellings", "applicants", "reason", "until"]);
        let exclusion = Liveability {
            dwellings: selector(&table, "dwellings", Side::Dwellings, words),
            applicants: selector(&table, "applicants", Side::Applicants, words),
            reason: table.needed_text("reason"),
            until: table.date("until"),
        };
        let stated = |key| table.node.get(key).is_some_and(|node| !node.entries().is_empty());
        if !stated("dwellings") && !stated("applicants") {
            table.add(table.whole_fault(Code::ExclusionUnbounded));
        }
        found.push(exclusion);
    }
    found
}

/// Reports names that occur twice in one file's list, before another file is laid over it.
pub(super) fn check_names(root: &Node, findings: &Findings) {
    let section = Section::new(root, "", findings);
    for (list, name) in [("limit", "name"), ("group", "id")] {
        let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
        for node in root.get(list).map(Node::items).unwrap_or_default() {
            let Some(named) = node.get(name) else { continue };
            let Some(text) = named.as_text() else { continue };
            if let Some(first) = seen.get(text) {
                section.add(named.problem(Code::NameTwice, &format!("{list}.{name}")).detail(&first.to_string()));
            } else {
                seen.insert(text, named.line);
            }
        }
    }
}
