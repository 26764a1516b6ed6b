//! Every allocation of a tiny round, one by one.

use std::collections::{BTreeMap, BTreeSet};

use sleutel::domain::{Mode, Placement, Round};
use sleutel::eligibility::Standing;

use super::reference::Reference;

/// Each tier's optimal value, as a maximum, found by looking at every allocation.
pub fn best_by_enumeration(round: &Round, standing: &Standing) -> Vec<i64> {
    let mut best: Option<Vec<i64>> = None;
    each_allocation(round, standing, &mut |values, _| {
        if Some(values) > best.as_deref() {
            best = Some(values.to_vec());
        }
    });
    best.expect("every valid round has a feasible allocation")
}

/// Who is placed in each allocation that is optimal in all tiers but the last, the lottery.
pub fn optima_but_for_the_lottery(round: &Round, standing: &Standing) -> BTreeSet<BTreeSet<usize>> {
    let placed = |placements: &Vec<Placement>| placements.iter().map(|one| one.applicant).collect();
    best_but_for_the_lottery(round, standing, &|_| true).map(|(_, optima)| optima.iter().map(placed).collect()).unwrap()
}

/// Of the allocations that pass: the best values in all tiers but the last, as maxima, and those that have them.
/// Nothing where none passes.
pub fn best_but_for_the_lottery(
    round: &Round,
    standing: &Standing,
    passes: &dyn Fn(&[Placement]) -> bool,
) -> Option<(Vec<i64>, Vec<Vec<Placement>>)> {
    let mut best: Option<(Vec<i64>, Vec<Vec<Placement>>)> = None;
    each_allocation(round, standing, &mut |values, placements| {
        let values = &values[..values.len() - 1];
        let known = best.as_ref().map(|(known, _)| known.as_slice());
        if Some(values) < known || !passes(placements) {
            return;
        }
        match &mut best {
            Some((known, optima)) if known == values => optima.push(placements.to_vec()),
            _ => best = Some((values.to_vec(), vec![placements.to_vec()])),
        }
    });
    best
}

/// Tells of every allocation the tiers' values, as maxima, and its placements.
pub fn each_allocation(round: &Round, standing: &Standing, tell: &mut dyn FnMut(&[i64], &[Placement])) {
    let reference = Reference::new(round, standing);
    let mut search = Search { reference: &reference, chosen: Vec::new(), tell };
    search.from(0);
}

struct Search<'a> {
    reference: &'a Reference,
    chosen: Vec<usize>,
    tell: &'a mut dyn FnMut(&[i64], &[Placement]),
}

impl Search<'_> {
    fn from(&mut self, applicant: usize) {
        if applicant == self.reference.round.applicants.len() {
            return self.tell();
        }
        if !self.reference.fixed.contains(&applicant) {
            self.from(applicant + 1);
        }
        for pair in 0..self.reference.pairs.len() {
            if self.reference.pairs[pair].applicant != applicant {
                continue;
            }
            self.chosen.push(pair);
            if self.is_possible_so_far() {
                self.from(applicant + 1);
            }
            self.chosen.pop();
        }
    }

    /// No dwelling in two uses, no place too many, no maximum overrun: none of these can be mended by
    /// placing more.
    fn is_possible_so_far(&self) -> bool {
        let used = self.reference.used(&self.chosen);
        let within = used.iter().zip(&self.reference.maxima).all(|(used, max)| max.is_none_or(|max| *used <= max));
        within && self.occupants().iter().all(|(dwelling, occupants)| self.can_live_together(*dwelling, occupants))
    }

    fn occupants(&self) -> BTreeMap<usize, Vec<usize>> {
        let mut occupants: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for pair in &self.chosen {
            occupants.entry(self.reference.pairs[*pair].dwelling).or_default().push(*pair);
        }
        occupants
    }

    fn can_live_together(&self, dwelling: usize, occupants: &[usize]) -> bool {
        let pair = |index: &usize| &self.reference.pairs[*index];
        let places = self.reference.round.dwellings[dwelling].places as usize;
        let one_class = || occupants.windows(2).all(|two| pair(&two[0]).class == pair(&two[1]).class);
        let all_share = || occupants.iter().all(|index| pair(index).mode == Mode::Shared);
        occupants.len() == 1 || (all_share() && one_class() && occupants.len() <= places)
    }

    fn tell(&mut self) {
        let least = self.reference.round.model.sharing.as_ref().map_or(2, |sharing| sharing.min) as usize;
        let enough = self
            .occupants()
            .values()
            .all(|occupants| self.reference.pairs[occupants[0]].mode == Mode::Whole || occupants.len() >= least);
        if !enough {
            return;
        }
        let values = self.reference.values(&self.chosen);
        let placements: Vec<Placement> = self.chosen.iter().map(|pair| self.placement(*pair)).collect();
        (self.tell)(&values, &placements);
    }

    fn placement(&self, pair: usize) -> Placement {
        let pair = &self.reference.pairs[pair];
        Placement { applicant: pair.applicant, dwelling: pair.dwelling, mode: pair.mode }
    }
}
