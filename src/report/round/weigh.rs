//! What weighs in a reason, counted over all whom it is about.

use std::collections::BTreeMap;

use super::Told;
use super::rows::obstacles;
use crate::allocation::{Unplaced, UnplacedReason, VacantReason};
use crate::domain::{Language, Rule, Tier};
use crate::report::words::{broken_rule, goes_before, joined};

/// On which goals others went before, in one dwelling or more: "on urgency for 12".
pub(super) fn goals(told: &Told<'_>, left: &[&Unplaced]) -> Option<String> {
    let mut times: BTreeMap<Tier, usize> = BTreeMap::new();
    let outranked = left.iter().filter(|one| matches!(one.reason, UnplacedReason::Outranked(_)));
    for (tier, _) in outranked.filter_map(|one| obstacles(one)).flat_map(|found| &found.outranked) {
        *times.entry(*tier).or_default() += 1;
    }
    let parts: Vec<String> = most_first(times)
        .into_iter()
        .map(|(tier, times)| match told.language {
            Language::En => format!("{} for {}", goes_before(told.language, tier), told.form().count(times)),
            Language::Nl => format!("{} bij {}", goes_before(told.language, tier), told.form().count(times)),
        })
        .collect();
    let all = joined(&parts, told.say("and", "en"));
    (!parts.is_empty()).then(|| match told.language {
        Language::En => format!("In one dwelling or more others went before {all}; a household can count for several."),
        Language::Nl => {
            format!("In een of meer woningen gingen anderen voor {all}; een huishouden kan bij meer tellen.")
        }
    })
}

/// Which rule excludes most dwellings, for those whom nothing fits. A rule that so weighs for few stands among the others.
pub(super) fn rules_for_people(told: &Told<'_>, left: &[&Unplaced]) -> Option<String> {
    let excluded = left.iter().filter_map(|one| match &one.reason {
        UnplacedReason::NothingFits { excluded, .. } => excluded.first().map(|(rule, _)| *rule),
        _ => None,
    });
    let (parts, others) = by_rule(told, excluded, true);
    told_by_rule(told, parts, others).map(|all| match told.language {
        Language::En => format!("What excludes most dwellings: {all}."),
        Language::Nl => format!("Wat de meeste woningen uitsluit: {all}."),
    })
}

/// Which rule keeps most households out of the dwellings that nobody fits.
pub(super) fn rules_for_dwellings(told: &Told<'_>) -> Option<String> {
    let excluded = told.outcome.vacant.iter().filter_map(|one| match &one.reason {
        VacantReason::NobodyFits { excluded, .. } => excluded.first().map(|(rule, _)| *rule),
        _ => None,
    });
    let (parts, others) = by_rule(told, excluded, false);
    told_by_rule(told, parts, others).map(|all| match told.language {
        Language::En => format!("What keeps most households out: {all}."),
        Language::Nl => format!("Wat de meeste huishoudens tegenhoudt: {all}."),
    })
}

/// "for 12 the rent is too high" of each rule, and how many are not told of by rule.
fn by_rule(told: &Told<'_>, rules: impl Iterator<Item = Rule>, of_people: bool) -> (Vec<String>, usize) {
    let mut times: BTreeMap<Rule, usize> = BTreeMap::new();
    rules.for_each(|rule| *times.entry(rule).or_default() += 1);
    let (few, many): (Vec<_>, Vec<_>) =
        most_first(times).into_iter().partition(|(_, times)| of_people && told.is_few(*times));
    let part = |(rule, times): (Rule, usize)| {
        format!("{} {} {}", told.say("for", "bij"), told.form().count(times), broken_rule(told.language, rule))
    };
    (many.into_iter().map(part).collect(), few.into_iter().map(|(_, times)| times).sum())
}

fn told_by_rule(told: &Told<'_>, mut parts: Vec<String>, others: usize) -> Option<String> {
    if others > 0 && !parts.is_empty() {
        let others = told.form().count(others);
        parts.push(match told.language {
            Language::En => format!("for {others} another rule"),
            Language::Nl => format!("bij {others} een andere regel"),
        });
    }
    (!parts.is_empty()).then(|| parts.join(", "))
}

fn most_first<Key: Ord + Copy>(times: BTreeMap<Key, usize>) -> Vec<(Key, usize)> {
    let mut found: Vec<(Key, usize)> = times.into_iter().collect();
    found.sort_by_key(|(_, times)| std::cmp::Reverse(*times)); // stable: equal ones stay in order
    found
}
