//! The limits of a month: the model's own, with the minimum that the pace asks and the capacity that was drawn.

use std::collections::BTreeMap;

use crate::domain::{Accepted, Bound, Condition, Counts, Dwelling, Family, Selector};

use super::chain::limits;
use super::drawn::DrawnMonth;
use super::{Policy, Setting};

/// What a group has had so far in the year.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct SoFar {
    pub(super) places: u32,
    pub(super) persons: u32,
}

/// A month, as far as its limits depend on it.
#[derive(Clone, Copy)]
pub(super) struct Moment<'a> {
    pub(super) policy: Policy,
    pub(super) month: usize,
    pub(super) drawn: &'a DrawnMonth,
    pub(super) so_far: &'a BTreeMap<String, SoFar>,
}

/// The limits of a month in which these dwellings are offered: the model's, then those of the chain.
pub(super) fn families(setting: &Setting, moment: Moment<'_>, dwellings: &[Dwelling]) -> Vec<Family> {
    let mut families = setting.model.round.model.families.clone();
    for family in &mut families {
        if let Some(group) = family.only_group().map(str::to_owned) {
            ask(setting, moment, family, &group);
        }
        if let Some(units) = moment.drawn.capacity.get(&family.name) {
            family.max = Some(Bound::Amount(moment.policy.capacity(*units)));
        }
    }
    hold_back(setting, moment, &mut families);
    let until = (moment.month, moment.so_far);
    families.extend(limits(setting, moment.policy, &moment.drawn.partners, until, dwellings));
    families
}

/// Sets the minimum of a group's limit to what is missing from the pace.
fn ask(setting: &Setting, moment: Moment<'_>, family: &mut Family, group: &str) {
    let so_far = moment.so_far.get(group).copied().unwrap_or_default();
    let statutory = setting.year.statutory.as_ref().filter(|statutory| statutory.group == group);
    let missing = match family.counts {
        Counts::Applicants if setting.pace.places.contains_key(group) => left(setting, moment, group),
        Counts::Persons => match statutory {
            Some(statutory) => statutory.persons_until(moment.month).saturating_sub(so_far.persons),
            None => return,
        },
        _ => return,
    };
    family.min = family.min.map(|_| i64::from(missing));
}

/// What is missing from the pace of a group up to this month.
fn left(setting: &Setting, moment: Moment<'_>, group: &str) -> u32 {
    let so_far = moment.so_far.get(group).copied().unwrap_or_default();
    let until: u32 = setting.pace.of(group).iter().take(moment.month + 1).sum();
    until.saturating_sub(so_far.places)
}

/// Bounds every group by what was decided for it, or by the pace where the months are to be steady: in the limit that the
/// model has for it, or in one of its own.
fn hold_back(setting: &Setting, moment: Moment<'_>, families: &mut Vec<Family>) {
    for group in setting.mediated() {
        let most = match (moment.policy, setting.year.decision.get(&group.id)) {
            (Policy::Steady, _) => left(setting, moment, &group.id),
            (_, Some(decided)) => {
                let so_far = moment.so_far.get(&group.id).copied().unwrap_or_default();
                decided.saturating_sub(so_far.places)
            }
            (_, None) => continue,
        };
        let most = i64::from(most);
        let counted = |family: &&mut Family| {
            family.counts == Counts::Applicants && family.only_group() == Some(group.id.as_str())
        };
        match families.iter_mut().find(counted) {
            Some(family) => {
                let stated = family.max.filter(|bound| matches!(bound, Bound::Amount(max) if *max < most));
                family.max = stated.or(Some(Bound::Amount(most)));
            }
            None => families.push(of_group(&group.id, most)),
        }
    }
}

fn of_group(group: &str, most: i64) -> Family {
    let condition = Condition { column: "group".to_owned(), accepted: vec![Accepted::Text(group.to_owned())] };
    Family {
        name: format!("{group}: at most"),
        titles: None,
        each: None,
        applicants: Selector { conditions: vec![condition] },
        dwellings: Selector::default(),
        counts: Counts::Applicants,
        min: None,
        max: Some(Bound::Amount(most)),
        weight: 1,
    }
}

/// The most support, in counting units, of a limit that bounds what exactly one organisation can start.
pub(super) fn supported(family: &Family) -> Option<i64> {
    let condition = family.applicants.conditions.iter().find(|condition| condition.column == "organisation")?;
    let is_support = family.counts == Counts::Support && family.each.is_none() && only_text(condition).is_some();
    match family.max {
        Some(Bound::Amount(most)) if is_support => Some(most),
        _ => None,
    }
}

fn only_text(condition: &Condition) -> Option<&str> {
    match &condition.accepted[..] {
        [Accepted::Text(text)] => Some(text),
        _ => None,
    }
}
