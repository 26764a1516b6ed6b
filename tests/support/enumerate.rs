//! Every allocation of a tiny round, one by one.

use std::collections::{BTreeMap, BTreeSet};

use sleutel::domain::{Mode, Round};
use sleutel::eligibility::Standing;

use super::reference::Reference;

/// Each tier's optimal value, as a maximum, found by looking at every allocation.
pub fn best_by_enumeration(round: &Round, standing: &Standing) -> Vec<i64> {
    let reference = Reference::new(round, standing);
    let mut search = Search::of(&reference);
    search.from(0);
    search.best.expect("every valid round has a feasible allocation")
}

/// Who is placed in each allocation that is optimal in all tiers but the last, the lottery.
pub fn optima_but_for_the_lottery(round: &Round, standing: &Standing) -> BTreeSet<BTreeSet<usize>> {
    let reference = Reference::new(round, standing);
    let mut search = Search::of(&reference);
    search.from(0);
    search.optima
}

struct Search<'a> {
    reference: &'a Reference,
    chosen: Vec<usize>,
    best: Option<Vec<i64>>,
    optima: BTreeSet<BTreeSet<usize>>,
}

impl<'a> Search<'a> {
    fn of(reference: &'a Reference) -> Self {
        Self { reference, chosen: Vec::new(), best: None, optima: BTreeSet::new() }
    }

    fn from(&mut self, applicant: usize) {
        if applicant == self.reference.round.applicants.len() {
            return self.keep();
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

    fn keep(&mut self) {
        let least = self.reference.round.model.sharing.as_ref().map_or(2, |sharing| sharing.min) as usize;
        let enough = self
            .occupants()
            .values()
            .all(|occupants| self.reference.pairs[occupants[0]].mode == Mode::Whole || occupants.len() >= least);
        if !enough {
            return;
        }
        let values = self.reference.values(&self.chosen);
        let but_last = |values: &Vec<i64>| values[..values.len() - 1].to_vec();
        let known = self.best.as_ref().map(but_last);
        if Some(but_last(&values)) > known {
            self.optima.clear();
        }
        if Some(but_last(&values)) >= known {
            self.optima.insert(self.chosen.iter().map(|pair| self.reference.pairs[*pair].applicant).collect());
        }
        if Some(&values) > self.best.as_ref() {
            self.best = Some(values);
        }
    }
}
