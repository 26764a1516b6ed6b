//! The figures of an answer that answers are compared by: goals, groups, limits.

use crate::allocation::{Answer, Status};
use crate::domain::{Applicant, Counts, Language, Mode, Names, Placement, Tier};
use crate::eligibility::effective_maxima;
use crate::verify::{shortfalls, used};

use super::{Case, placed_ids};

/// The figures of one answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figures {
    /// Whether it is proven to be the best.
    pub status: Status,
    /// Applicants placed.
    pub placed: usize,
    /// The goals in order, without the one that only keeps scenarios alike and without the draw.
    pub tiers: Vec<(Tier, i64)>,
    /// The groups of the model, by id.
    pub groups: Vec<GroupFigures>,
    /// The limits in force, in the order of the model.
    pub limits: Vec<LimitFigures>,
}

/// One group in an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupFigures {
    /// Id of the group.
    pub group: String,
    /// Applicants of the group in the round.
    pub applicants: usize,
    /// Those with a place.
    pub placed: usize,
}

/// One limit in an answer; amounts in counting units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LimitFigures {
    /// Its name.
    pub name: String,
    /// Its titles, where the model has them.
    pub titles: Option<Names>,
    /// What it adds up.
    pub counts: Counts,
    /// Wanted at least.
    pub min: Option<i64>,
    /// Allowed at most, overriding fixed matches included.
    pub max: Option<i64>,
    /// What the placements use of it.
    pub used: i64,
    /// How far the minimum is missed.
    pub shortfall: i64,
    /// Whether it is full: of those without a place that would count towards it, it has room for none.
    pub full: bool,
}

impl Figures {
    /// The figures of a case's answer.
    pub fn of(case: &Case, answer: &Answer) -> Self {
        let hidden = [Tier::Unchanged, Tier::Lottery];
        Self {
            status: answer.status,
            placed: answer.placements.len(),
            tiers: answer.tiers.iter().copied().filter(|(tier, _)| !hidden.contains(tier)).collect(),
            groups: groups(case, &answer.placements),
            limits: limits(case, &answer.placements),
        }
    }

    /// The value of a goal, where the model has it.
    pub fn tier(&self, tier: Tier) -> Option<i64> {
        self.tiers.iter().find(|(found, _)| *found == tier).map(|(_, value)| *value)
    }

    /// The figures of a group, where the model has it.
    pub fn group(&self, id: &str) -> Option<&GroupFigures> {
        self.groups.iter().find(|figures| figures.group == id)
    }

    /// The figures of a limit, where it is in force.
    pub fn limit(&self, name: &str) -> Option<&LimitFigures> {
        self.limits.iter().find(|figures| figures.name == name)
    }
}

impl LimitFigures {
    /// What people read.
    pub fn title(&self, language: Language) -> &str {
        self.titles.as_ref().map_or(&self.name, |titles| titles.get(language))
    }
}

fn groups(case: &Case, placements: &[Placement]) -> Vec<GroupFigures> {
    let round = &case.round;
    let of = |group: &str| {
        let placed = placements.iter().filter(|one| round.applicants[one.applicant].group == group).count();
        let applicants = round.applicants.iter().filter(|one| one.group == group).count();
        GroupFigures { group: group.to_owned(), applicants, placed }
    };
    round.model.groups.keys().map(|group| of(group)).collect()
}

fn limits(case: &Case, placements: &[Placement]) -> Vec<LimitFigures> {
    let round = &case.round;
    let used = used(round, placements);
    let missed = shortfalls(round, &used);
    let maxima = effective_maxima(round, &case.standing);
    let placed = placed_ids(round, placements);
    let waiting: Vec<&Applicant> = round.applicants.iter().filter(|one| !placed.contains(one.id.as_str())).collect();
    let whole = |number: i128| i64::try_from(number).unwrap_or(i64::MAX);
    let limits = round.limits.limits.iter().enumerate();
    let figures = limits.map(|(index, limit)| LimitFigures {
        name: limit.name.clone(),
        titles: limit.titles.clone(),
        counts: limit.counts,
        min: limit.min,
        max: maxima[index],
        used: whole(used[index]),
        shortfall: whole(missed[index]),
        full: maxima[index].is_some_and(|max| is_full(case, index, max - whole(used[index]), &waiting)),
    });
    figures.collect()
}

/// Whether applicants without a place would count towards a limit and none of them fits in the room that is left.
fn is_full(case: &Case, index: usize, room: i64, waiting: &[&Applicant]) -> bool {
    let round = &case.round;
    let family = round.limits.limits[index].family;
    let counted = waiting.iter().filter(|applicant| {
        !round.searches_itself(applicant) && round.limits.of_applicant(family, applicant).contains(index)
    });
    let sharing = round.model.sharing.as_ref();
    let amounts = counted.flat_map(|applicant| {
        let shared = round.can_share(applicant).then_some(Mode::Shared);
        let of = |mode| round.limits.families[family].amount(applicant, mode, sharing);
        std::iter::once(Mode::Whole).chain(shared).map(of).collect::<Vec<_>>()
    });
    amounts.filter(|amount| *amount > 0).min().is_some_and(|least| least > room)
}
