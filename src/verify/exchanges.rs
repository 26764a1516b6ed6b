//! What would happen to the limits if someone without a place got one, found pair by pair on the finished
//! allocation.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::survey::{Possible, Survey};
use super::usage;
use crate::domain::{Counts, Mode, Placement};

/// The finished allocation with what is used of every limit.
pub(super) struct Exchanges<'a> {
    pub(super) survey: &'a Survey<'a>,
    /// Use of every limit, in counting units.
    pub(super) used: Vec<i128>,
    placed: Vec<bool>,
    occupants: Vec<Vec<Placement>>,
    fixed: BTreeSet<usize>,
}

/// Those without a place that fit one dwelling.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Waiting {
    /// Everyone that fits, with or without a place.
    pub(super) eligible: usize,
    /// Those without a place.
    pub(super) unplaced: usize,
    /// Of those, who could have it alone.
    pub(super) alone: usize,
    /// Of those, for whom all maxima leave room.
    pub(super) with_room: usize,
    /// Those without a place that could share it.
    pub(super) sharing: usize,
}

impl<'a> Exchanges<'a> {
    pub(super) fn new(survey: &'a Survey<'a>, placements: &[Placement]) -> Self {
        let mut found = Self {
            survey,
            used: usage::used(survey.round, placements),
            placed: vec![false; survey.round.applicants.len()],
            occupants: vec![Vec::new(); survey.round.dwellings.len()],
            fixed: survey.standing.fixed.iter().map(|placement| placement.applicant).collect(),
        };
        for placement in placements {
            found.placed[placement.applicant] = true;
            found.occupants[placement.dwelling].push(*placement);
        }
        found
    }

    fn amount(&self, limit: usize, applicant: usize, mode: Mode) -> i128 {
        let round = self.survey.round;
        let family = &round.limits.families[round.limits.limits[limit].family];
        match (family.counts, mode) {
            (Counts::Dwellings, Mode::Shared) => 1,
            _ => family.amount(&round.applicants[applicant], mode, round.model.sharing.as_ref()).into(),
        }
    }

    /// The limits, of those that a possible placement counts towards, that it alone would overrun on top of
    /// all that is used.
    pub(super) fn overrun(&self, applicant: usize, possible: &Possible) -> impl Iterator<Item = usize> {
        let limits = self.survey.counting.limits(applicant, possible.dwelling()).iter().copied();
        limits.filter(move |limit| {
            let amount = self.amount(*limit, applicant, possible.mode);
            self.survey.maxima[*limit].is_some_and(|max| amount > 0 && self.used[*limit] + amount > i128::from(max))
        })
    }

    /// For each limit whether someone without a place would overrun it in a dwelling that fits.
    pub(super) fn in_the_way(&self) -> Vec<bool> {
        let none = || vec![false; self.used.len()];
        let left = (0..self.placed.len()).into_par_iter().filter(|applicant| !self.placed[*applicant]);
        let noted = |mut found: Vec<bool>, applicant: usize| {
            for possible in &self.survey.possible[applicant] {
                self.overrun(applicant, possible).for_each(|limit| found[limit] = true);
            }
            found
        };
        let either = |one: Vec<bool>, other: Vec<bool>| one.iter().zip(&other).map(|(a, b)| *a || *b).collect();
        left.fold(none, noted).reduce(none, either)
    }

    /// Whether all maxima leave room for an applicant that has a dwelling alone, instead of who lives there.
    pub(super) fn has_room(&self, applicant: usize, dwelling: usize) -> bool {
        let counting = |applicant| self.survey.counting.limits(applicant, dwelling);
        let released = |limit: usize| -> i128 {
            let leaving =
                self.occupants[dwelling].iter().filter(|leaving| counting(leaving.applicant).contains(&limit));
            let amounts = leaving.map(|leaving| self.amount(limit, leaving.applicant, leaving.mode));
            let counts = self.survey.round.limits.limits[limit].counts;
            if counts == Counts::Dwellings { amounts.max().unwrap_or(0) } else { amounts.sum() }
        };
        counting(applicant).iter().all(|limit| {
            let change = self.amount(*limit, applicant, Mode::Whole) - released(*limit);
            let keeps = |max: i64| change <= 0 || self.used[*limit] + change <= i128::from(max);
            self.survey.maxima[*limit].is_none_or(keeps)
        })
    }

    /// Whether someone was fixed to a dwelling by decision.
    pub(super) fn is_fixed(&self, dwelling: usize) -> bool {
        self.occupants[dwelling].iter().any(|placement| self.fixed.contains(&placement.applicant))
    }

    /// Those who fit each dwelling that speaks for its twins; room is looked for in one of them where nobody lives.
    pub(super) fn waiting(&self) -> Vec<Waiting> {
        let twins = &self.survey.twins;
        let is_vacant = |dwelling: &usize| self.occupants[*dwelling].is_empty();
        let vacant: Vec<Option<usize>> =
            (0..self.occupants.len()).map(|first| twins.of(first).iter().copied().find(is_vacant)).collect();
        let none = || vec![Waiting::default(); vacant.len()];
        let all = (0..self.placed.len()).into_par_iter();
        let noted = |mut found: Vec<Waiting>, applicant: usize| {
            self.note(applicant, &vacant, &mut found);
            found
        };
        let together = |one: Vec<Waiting>, other: Vec<Waiting>| {
            one.iter().zip(&other).map(|(one, other)| one.with(other)).collect()
        };
        all.fold(none, noted).reduce(none, together)
    }

    fn note(&self, applicant: usize, vacant: &[Option<usize>], found: &mut [Waiting]) {
        let mut last = None;
        for possible in &self.survey.possible[applicant] {
            let of = &mut found[possible.dwelling()];
            let first = last.replace(possible.dwelling()) != Some(possible.dwelling());
            of.eligible += usize::from(first);
            let Some(home) = vacant[possible.dwelling()].filter(|_| !self.placed[applicant]) else { continue };
            of.unplaced += usize::from(first);
            match possible.mode {
                Mode::Shared => of.sharing += 1,
                Mode::Whole => {
                    of.alone += 1;
                    of.with_room += usize::from(self.has_room(applicant, home));
                }
            }
        }
    }
}

impl Waiting {
    fn with(&self, other: &Self) -> Self {
        Self {
            eligible: self.eligible + other.eligible,
            unplaced: self.unplaced + other.unplaced,
            alone: self.alone + other.alone,
            with_room: self.with_room + other.with_room,
            sharing: self.sharing + other.sharing,
        }
    }
}
