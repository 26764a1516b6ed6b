//! What a scenario does, line by line, for pages that lay it out themselves.

use crate::domain::{Language, Round, Route, Sense, Tier};
use crate::report::Form;
use crate::report::words::{goal, units};
use crate::study::Figures;

/// A value in the round as it is and in a scenario.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EffectLine {
    /// What has the value.
    pub name: String,
    /// The value in the round as it is.
    pub before: i64,
    /// The value in the scenario.
    pub after: i64,
    /// The same two for reading.
    pub shown: (String, String),
    /// What the values can be at most; 0 where that is not known.
    pub most: i64,
    /// Which way it went.
    pub course: Course,
}

/// Which way a value went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Course {
    /// Nowhere.
    Same,
    /// To the better.
    Better,
    /// To the worse.
    Worse,
}

impl Course {
    fn of(before: i64, after: i64, sense: Sense) -> Self {
        match (after - before, sense) {
            (0, _) => Course::Same,
            (more, Sense::Maximise) if more > 0 => Course::Better,
            (more, Sense::Minimise) if more < 0 => Course::Better,
            _ => Course::Worse,
        }
    }
}

/// The groups that the round places: how many have a place, of how many.
pub fn group_effects(round: &Round, base: &Figures, then: &Figures, language: Language) -> Vec<EffectLine> {
    let form = Form::of(language);
    let mediated = round.model.groups.values().filter(|group| group.route == Route::Mediated);
    let placed = |figures: &Figures, id: &str| figures.group(id).map_or(0, |group| group.placed);
    let line = |group: &crate::domain::Group| {
        let (before, after) = (placed(base, &group.id), placed(then, &group.id));
        let most = then.group(&group.id).or(base.group(&group.id)).map_or(0, |group| group.applicants);
        let shown = (form.count(before), form.count(after));
        effect(group.names.get(language).to_owned(), (whole(before), whole(after)), shown, Sense::Maximise, whole(most))
    };
    mediated.map(line).collect()
}

/// The goals that both have, in their order.
pub fn goal_effects(base: &Figures, then: &Figures, language: Language) -> Vec<EffectLine> {
    let form = Form::of(language);
    let line = |(tier, before): &(Tier, i64)| {
        let after = then.tier(*tier)?;
        let shown = (form.grouped((*before).into()), form.grouped(after.into()));
        Some(effect(goal(language, *tier).to_owned(), (*before, after), shown, tier.sense(), 0))
    };
    base.tiers.iter().filter_map(line).collect()
}

/// The minimums that are missed in either, with how much is missing.
pub fn shortfall_effects(base: &Figures, then: &Figures, language: Language) -> Vec<EffectLine> {
    let form = Form::of(language);
    let missing = |figures: &Figures, name: &str| figures.limit(name).map_or(0, |limit| limit.shortfall);
    let line = |limit: &crate::study::LimitFigures| {
        let (before, after) = (missing(base, &limit.name), missing(then, &limit.name));
        let shown = |units| form.amount(limit.counts, units);
        let name = format!("{} ({})", limit.title(language), units(language, limit.counts, 2 * limit.counts.unit()));
        let line = effect(name, (before, after), (shown(before), shown(after)), Sense::Minimise, 0);
        (before > 0 || after > 0).then_some(line)
    };
    then.limits.iter().filter_map(line).collect()
}

fn effect(name: String, (before, after): (i64, i64), shown: (String, String), sense: Sense, most: i64) -> EffectLine {
    EffectLine { name, before, after, shown, most, course: Course::of(before, after, sense) }
}

fn whole(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_is_better_only_where_more_is_wanted() {
        assert_eq!(Course::of(1, 2, Sense::Maximise), Course::Better);
        assert_eq!(Course::of(1, 2, Sense::Minimise), Course::Worse);
        assert_eq!(Course::of(2, 1, Sense::Minimise), Course::Better);
        assert_eq!(Course::of(2, 2, Sense::Minimise), Course::Same);
    }
}
