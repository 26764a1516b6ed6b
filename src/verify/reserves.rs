//! The columns `certainty` and `reserves` of an allocation, held against the round: whether each reserve could
//! take the place with every rule and maximum kept, and all first reserves together. That they are the best,
//! and who is drawn, is not computed again.

use std::collections::{BTreeMap, BTreeSet};

use super::comparison::Comparison;
use super::finding::Finding;
use super::sheet::{Row, Sheet};
use super::survey::Survey;
use super::usage;
use crate::domain::{Mode, Placement};

/// Words of the column `certainty`; empty where the search was stopped.
const CERTAINTIES: [&str; 3] = ["every-optimum", "drawn", ""];

/// The allocation as someone else takes the place of one who has it.
struct Exchange<'a> {
    survey: &'a Survey<'a>,
    placed: BTreeSet<usize>,
    used: Vec<i128>,
}

/// What is wrong in the two columns; the rows stand in the order of the placements.
pub(super) fn findings<'a>(
    survey: &Survey<'_>,
    placements: &[Placement],
    sheet: &Sheet,
    rows: impl Iterator<Item = &'a Row>,
) -> Vec<Finding> {
    let placed = placements.iter().map(|placement| placement.applicant).collect();
    let exchange = Exchange { survey, placed, used: usage::used(survey.round, placements) };
    let rows: Vec<(&Placement, &Row)> = placements.iter().zip(rows).collect();
    let together = exchange.together(&rows);
    let mut firsts = BTreeSet::new();
    let mut found = Vec::new();
    for (placement, row) in rows {
        let mut cells = Comparison::of(sheet, row);
        let fixed = survey.standing.fixed_dwelling(placement.applicant).is_some();
        if !CERTAINTIES.contains(&row.cell("certainty")) || (fixed && row.cell("certainty") == "drawn") {
            cells.differs("certainty", "every-optimum".to_owned());
        }
        let stated = stated(row);
        let holds = |(place, id): &(usize, &&str)| {
            let Some(reserve) = survey.round.applicant(id) else { return false };
            exchange.could_take(placement, reserve)
                && !(*place == 0
                    && (firsts.contains(&reserve) || !exchange.within(placement, reserve, |limit| together[limit])))
                && !stated[..*place].contains(*id)
        };
        let right: Vec<&str> = stated.iter().enumerate().filter(holds).map(|(_, id)| *id).take(2).collect();
        if right != stated {
            cells.differs("reserves", right.join("|"));
        }
        firsts.extend(right.first().and_then(|id| survey.round.applicant(id)));
        found.extend(cells.found);
    }
    found
}

/// The ids in the column `reserves`, the first reserve first.
fn stated(row: &Row) -> Vec<&str> {
    row.cell("reserves").split('|').filter(|id| !id.is_empty()).collect()
}

impl Exchange<'_> {
    /// What is used of each limit once every first reserve lives in its place. Those who need less make room for
    /// others, whatever the order of the rows.
    fn together(&self, rows: &[(&Placement, &Row)]) -> Vec<i128> {
        let mut used = self.used.clone();
        for (place, row) in rows {
            let first = stated(row).first().and_then(|id| self.survey.round.applicant(id));
            if let Some(first) = first.filter(|first| self.could_take(place, *first)) {
                self.change(place, first).iter().for_each(|(limit, units)| used[*limit] += units);
            }
        }
        used
    }

    /// Whether someone could take this place while all others stay where they are.
    fn could_take(&self, place: &Placement, reserve: usize) -> bool {
        let change = self.change(place, reserve);
        self.is_possible(place, reserve) && self.within(place, reserve, |limit| self.used[limit] + change[&limit])
    }

    /// Whether someone without a place fits this one by every rule, sharing class included.
    fn is_possible(&self, place: &Placement, reserve: usize) -> bool {
        let class = |applicant: usize| self.survey.class_of[applicant];
        let first = self.survey.twins.first(place.dwelling);
        let fits = self.survey.possible[reserve].iter().any(|p| p.dwelling() == first && p.mode == place.mode);
        fits && !self.placed.contains(&reserve)
            && (place.mode == Mode::Whole || class(reserve) == class(place.applicant))
    }

    /// What the exchange changes of each limit. Those who share count a dwelling alike.
    fn change(&self, place: &Placement, reserve: usize) -> BTreeMap<usize, i128> {
        let round = self.survey.round;
        let mut change = BTreeMap::new();
        for (applicant, sign) in [(place.applicant, -1), (reserve, 1)] {
            let applicant = &round.applicants[applicant];
            for limit in round.limits.counting(applicant, &round.dwellings[place.dwelling]) {
                let family = &round.limits.families[round.limits.limits[limit].family];
                let amount = family.amount(applicant, place.mode, round.model.sharing.as_ref());
                *change.entry(limit).or_default() += sign * i128::from(amount);
            }
        }
        change
    }

    /// Whether the reserve counts towards no maximum that is overrun by what is then used. The maximum is the one
    /// that the model states: room that a fixed pair made by an override is for nobody else.
    fn within(&self, place: &Placement, reserve: usize, used: impl Fn(usize) -> i128) -> bool {
        let round = self.survey.round;
        let applicant = &round.applicants[reserve];
        round.limits.counting(applicant, &round.dwellings[place.dwelling]).into_iter().all(|limit| {
            let family = &round.limits.families[round.limits.limits[limit].family];
            let amount = family.amount(applicant, place.mode, round.model.sharing.as_ref());
            let max = round.limits.limits[limit].max.map(i128::from);
            amount == 0 || max.is_none_or(|max| used(limit) <= max)
        })
    }
}
