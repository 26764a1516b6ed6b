//! A round before its columns and rows are written: what is interchangeable, and which parts are independent.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::parts::Ties;
use super::{Interchange, Part, Program};
use crate::domain::{Members, Round};
use crate::eligibility::{Index, Standing, effective_maxima};

impl Program {
    /// Writes the round as a compact program.
    pub fn new(round: &Round, standing: &Standing, index: &Index) -> Self {
        let outline = Outline::new(round, standing, index);
        let parts = (0..outline.parts()).into_par_iter().map(|part| outline.write(part));
        let parts = parts.collect();
        outline.program(parts)
    }
}

/// A round's program of which any part can be written alone: a country's columns take more memory than all else, and are
/// needed only while their part is solved.
pub struct Outline<'a> {
    pub(super) round: &'a Round,
    pub(super) standing: &'a Standing,
    pub(super) interchange: Arc<Interchange>,
    pub(super) maxima: Vec<Option<i64>>,
    /// Limits of each family that each kind belongs to.
    pub(super) of_kind: Vec<Vec<Members>>,
    /// One applicant of each sharing class.
    pub(super) sharer: Vec<Option<usize>>,
    pub(super) members: Vec<Contents>,
}

/// What one part consists of.
#[derive(Default)]
pub(super) struct Contents {
    pub(super) profiles: Vec<usize>,
    pub(super) kinds: Vec<usize>,
    pub(super) limits: Vec<usize>,
}

impl<'a> Outline<'a> {
    /// Finds out what is interchangeable in a round, and its parts.
    pub fn new(round: &'a Round, standing: &'a Standing, index: &Index) -> Self {
        let interchange = Interchange::new(round, standing, index);
        let families = round.limits.families.len();
        let of_kind = interchange
            .kinds
            .iter()
            .map(|kind| {
                let dwelling = &round.dwellings[kind.members[0]];
                (0..families).map(|family| round.limits.of_dwelling(family, dwelling)).collect()
            })
            .collect();
        let mut sharer = vec![None; interchange.sharing_classes.len()];
        for profile in &interchange.profiles {
            if let Some(class) = profile.sharing_class {
                sharer[class] = sharer[class].or(Some(profile.members[0]));
            }
        }
        let (interchange, maxima) = (Arc::new(interchange), effective_maxima(round, standing));
        let mut outline = Self { round, standing, interchange, maxima, of_kind, sharer, members: Vec::new() };
        outline.members = outline.split();
        outline
    }

    /// How many parts there are.
    pub fn parts(&self) -> usize {
        self.members.len()
    }

    /// The program of one part alone.
    pub fn part(&self, part: usize) -> Program {
        self.program(vec![self.write(part)])
    }

    fn program(&self, parts: Vec<Part>) -> Program {
        let (interchange, tiers) = (Arc::clone(&self.interchange), self.round.model.tiers.clone());
        Program { interchange, tiers, wish: None, keeps: false, parts }
    }

    fn is_two_sided(&self, family: usize, profile: usize) -> bool {
        let can_share = self.interchange.profiles[profile].sharing_class.is_some();
        self.round.limits.is_two_sided(family, can_share, self.round.model.sharing.as_ref())
    }

    /// The limits of the one-sided families that count an applicant wherever it is placed.
    pub(super) fn one_sided(&self, profile: usize, applicant: usize) -> impl Iterator<Item = usize> + '_ {
        let limits = &self.round.limits;
        (0..limits.families.len()).filter(move |family| !self.is_two_sided(*family, profile)).flat_map(move |family| {
            limits.of_applicant(family, &self.round.applicants[applicant]).iter().collect::<Vec<usize>>()
        })
    }

    /// The limits of each two-sided family that count a profile in some dwellings.
    pub(super) fn two_sided(&self, profile: usize) -> Vec<(usize, Members)> {
        let limits = &self.round.limits;
        let first = &self.round.applicants[self.interchange.profiles[profile].members[0]];
        let families = (0..limits.families.len()).filter(|family| self.is_two_sided(*family, profile));
        families.map(|family| (family, limits.of_applicant(family, first))).collect()
    }

    /// Those of limits, by family, that a kind belongs to.
    pub(super) fn in_kind<'b>(
        &'b self,
        kind: usize,
        limits: &'b [(usize, Members)],
    ) -> impl Iterator<Item = usize> + 'b {
        limits.iter().flat_map(move |(family, members)| members.common(&self.of_kind[kind][*family]))
    }

    /// Finds the independent parts, by their least profile; limits that nothing counts towards go first.
    fn split(&self) -> Vec<Contents> {
        let (profiles, kinds) = (self.interchange.profiles.len(), self.interchange.kinds.len());
        let limits = self.round.limits.limits.len();
        let mut ties = Ties::new(profiles + kinds + limits);
        let mut tied = vec![false; limits];
        for (number, profile) in self.interchange.profiles.iter().enumerate() {
            profile.open.iter().for_each(|open| ties.tie(number, profiles + open.kind()));
            let two_sided = self.two_sided(number);
            let reached = profile.open.iter().flat_map(|open| self.in_kind(open.kind(), &two_sided));
            let anywhere = profile.members.iter().flat_map(|applicant| self.one_sided(number, *applicant));
            for limit in reached.chain(anywhere) {
                ties.tie(number, profiles + kinds + limit);
                tied[limit] = true;
            }
        }
        let mut found: BTreeMap<usize, Contents> = BTreeMap::new();
        for number in 0..profiles {
            found.entry(ties.root(number)).or_default().profiles.push(number);
        }
        for kind in 0..kinds {
            found.entry(ties.root(profiles + kind)).or_default().kinds.push(kind);
        }
        for limit in (0..limits).filter(|limit| tied[*limit]) {
            found.entry(ties.root(profiles + kinds + limit)).or_default().limits.push(limit);
        }
        let mut parts: Vec<Contents> = found.into_values().collect();
        if parts.is_empty() {
            parts.push(Contents::default());
        }
        parts[0].limits.extend((0..limits).filter(|limit| !tied[*limit]));
        parts[0].limits.sort_unstable();
        parts
    }
}
