//! Another dwelling for those who lose theirs: one that is free, or one that whoever has it leaves for another.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::holding::Places;
use super::start::Filling;
use crate::domain::{Mode, Placement};

/// Moves that are tried at most, so that a large round does not wait for its start.
const MOST_TRIES: usize = 200_000;

impl Places<'_> {
    /// Places those who had a place and have none yet, the first of them in the order of the tiers, in whole dwellings.
    pub(super) fn place_the_lost(&self, filling: &mut Filling<'_>, placements: &[Placement]) {
        let columns = &self.part.columns;
        let known = placements.iter().filter_map(|placement| self.takes.get(&placement.applicant));
        let mut lost: Vec<(usize, usize)> =
            known.filter(|(take, _)| filling.values[*take] == 0 && columns.at(*take).upper > 0).copied().collect();
        lost.sort_by_cached_key(|(take, _)| (Reverse(columns.at(*take).worth_in_first(columns.tiers())), *take));
        lost.dedup();
        if lost.is_empty() {
            return;
        }
        let mut moving = Moving { places: self, filling, there: BTreeMap::new(), tries: MOST_TRIES };
        for ((profile, kind, _), flow) in self.flows.iter().filter(|((_, _, mode), _)| *mode == Mode::Whole) {
            moving.note(*profile, *kind, *flow);
        }
        for (take, profile) in lost {
            if !moving.comes_in(take, profile) {
                moving.takes_over(take, profile);
            }
        }
    }
}

struct Moving<'a, 'b, 'c> {
    places: &'a Places<'b>,
    filling: &'a mut Filling<'c>,
    /// Who has whole dwellings of a kind: profile and column, of which some may have left meanwhile.
    there: BTreeMap<usize, Vec<(usize, usize)>>,
    /// Moves that may still be tried.
    tries: usize,
}

impl Moving<'_, '_, '_> {
    fn note(&mut self, profile: usize, kind: usize, flow: usize) {
        if self.filling.values[flow] > 0 {
            self.there.entry(kind).or_default().push((profile, flow));
        }
    }

    fn try_instead(&mut self, away: Option<usize>, columns: &[usize]) -> bool {
        self.tries = self.tries.saturating_sub(1);
        self.tries > 0 && self.filling.try_instead(away, columns)
    }

    /// To a dwelling in which there is room.
    fn comes_in(&mut self, take: usize, profile: usize) -> bool {
        let places = self.places;
        let found = places.homes(profile).find(|(_, flow)| self.try_instead(None, &[take, *flow]));
        found.is_some_and(|(kind, flow)| {
            self.note(profile, kind, flow);
            true
        })
    }

    /// To a dwelling that another leaves for a third, if there is such a one.
    fn takes_over(&mut self, take: usize, profile: usize) {
        let places = self.places;
        for (kind, flow) in places.homes(profile) {
            for (other, from) in self.there.get(&kind).cloned().unwrap_or_default() {
                if other == profile || self.filling.values[from] == 0 {
                    continue;
                }
                let next = |(_, to): &(usize, usize)| *to != from && self.try_instead(Some(from), &[*to, take, flow]);
                if let Some((next, to)) = places.homes(other).find(next) {
                    self.note(profile, kind, flow);
                    self.note(other, next, to);
                    return;
                }
            }
        }
    }
}
