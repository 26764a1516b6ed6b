//! The figures of an outcome line by line, in words, for pages that lay them out themselves.

use super::screen::{Screen, goals, groups, headline, left, limits};
use super::summary;
use super::words::{either, goal, units};
use crate::allocation::{Outcome, Proof, UnplacedReason, VacantReason};
use crate::domain::{Counts, Language, Round, Route, Tier};

/// A group of the round, against what the model wants for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupLine {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Households placed.
    pub placed: usize,
    /// Households that wait.
    pub applicants: usize,
    /// Households that the model wants placed at least; `None` where it wants none, or counts something else.
    pub minimum: Option<i64>,
    /// What it wants, with its unit; empty where it wants nothing.
    pub wanted: String,
    /// How much of that is missing; empty where nothing is.
    pub short: String,
}

/// A limit of the round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LimitLine {
    /// Its name.
    pub name: String,
    /// What is used.
    pub used: String,
    /// What is wanted at least; empty without a minimum.
    pub min: String,
    /// What is allowed at most; empty without a maximum.
    pub max: String,
    /// What it counts.
    pub unit: &'static str,
    /// The part of the maximum that is used, in percent; `None` without a maximum.
    pub percent: Option<i64>,
    /// What is missing of the minimum; empty where nothing is.
    pub short: String,
    /// Whether it stands in the way.
    pub is_binding: bool,
    /// How many more households one unit more could place; empty where it does not stand in the way.
    pub price: String,
}

/// A goal, with what is known of its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoalLine {
    /// Its name.
    pub name: &'static str,
    /// Its value.
    pub value: String,
    /// What is known of it.
    pub proof: String,
    /// Whether no allocation does better.
    pub is_proven: bool,
}

fn screen(language: Language) -> Screen {
    Screen { language, width: 10_000, color: false, folder: None }
}

/// How many are placed, and what that answer is worth: a sentence each.
pub fn headline(round: &Round, outcome: &Outcome, language: Language) -> Vec<String> {
    let lines = headline::lines(round, outcome, &screen(language)).into_iter().skip(1); // the first is the title
    lines.map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect()
}

/// The groups that take part, by id.
pub fn group_lines(round: &Round, outcome: &Outcome, language: Language) -> Vec<GroupLine> {
    let screen = screen(language);
    let figures = summary::groups(round, outcome).into_iter();
    let line = |figures: summary::GroupFigures| {
        let group = round.model.groups.get(&figures.group).filter(|group| group.route == Route::Mediated)?;
        let minimum = groups::Minimum::of(round, outcome, &figures.group);
        let counted = minimum.as_ref().filter(|minimum| minimum.counts == Counts::Applicants);
        let amount = |units| minimum.as_ref().map(|minimum| screen.form().amount(minimum.counts, units));
        let short = minimum.as_ref().map_or(0, |minimum| minimum.shortfall);
        Some(GroupLine {
            name: group.names.get(language).to_owned(),
            placed: figures.placed,
            applicants: figures.applicants,
            minimum: counted.map(|minimum| minimum.wanted),
            wanted: minimum
                .as_ref()
                .map_or_else(String::new, |minimum| groups::minimum_text(&screen, (minimum.counts, minimum.wanted))),
            short: amount(short).filter(|_| short > 0).unwrap_or_default(),
            id: figures.group,
        })
    };
    figures.filter_map(line).collect()
}

/// The limits, in the model's order.
pub fn limit_lines(round: &Round, outcome: &Outcome, language: Language) -> Vec<LimitLine> {
    let screen = screen(language);
    let line = |found: &crate::allocation::LimitOutcome| {
        let limit = &round.limits.limits[found.limit];
        let amount = |units: i64| screen.form().amount(limit.counts, units);
        let stated = |bound: Option<i64>| bound.map_or_else(String::new, amount);
        LimitLine {
            name: limit.title(language).to_owned(),
            used: amount(found.used),
            min: stated(limit.min),
            max: stated(found.max),
            unit: units(language, limit.counts, found.max.or(limit.min).unwrap_or(0)),
            percent: found.max.map(|max| if max == 0 { 100 } else { found.used * 100 / max }),
            short: stated(Some(found.shortfall).filter(|short| *short > 0)),
            is_binding: found.binding,
            price: if found.binding { limits::at_most(found.at_most, language) } else { String::new() },
        }
    };
    outcome.limits.iter().map(line).collect()
}

/// The goals, in their order.
pub fn goal_lines(outcome: &Outcome, language: Language) -> Vec<GoalLine> {
    let screen = screen(language);
    let line = |found: &crate::allocation::TierOutcome| GoalLine {
        name: match found.tier {
            Tier::Lottery => {
                either(language, "draw (sum of the numbers drawn)", "loting (som van de getrokken getallen)")
            }
            tier => goal(language, tier),
        },
        value: screen.form().grouped(i128::from(found.value)),
        proof: goals::proof(found, language),
        is_proven: found.proof != Proof::None,
    };
    outcome.tiers.iter().map(line).collect()
}

/// Whether somebody has no place only because an earlier goal would lose: it goes into the words of all reasons.
pub fn waits_for_a_goal(outcome: &Outcome) -> bool {
    left::for_a_goal(outcome)
}

/// Why somebody has no place, in a few words; `for_a_goal` as [`waits_for_a_goal`] finds it.
pub fn unplaced_words(reason: &UnplacedReason, for_a_goal: bool, language: Language) -> &'static str {
    if *reason == UnplacedReason::SelfSearch {
        return super::words::either(language, "searches for itself", "zoekt zelf");
    }
    let (english, dutch) = left::unplaced_words(reason.name(), for_a_goal);
    super::words::either(language, english, dutch)
}

/// Why a dwelling stays vacant, in a few words.
pub fn vacant_words(reason: &VacantReason, language: Language) -> &'static str {
    let (english, dutch) = left::vacant_words(reason.name());
    super::words::either(language, english, dutch)
}
