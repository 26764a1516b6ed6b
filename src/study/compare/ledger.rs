//! What is let so far, and what that leaves of the limits.

use std::collections::BTreeMap;

use super::valid::Cause;
use crate::domain::{Mode, Placement, Round};
use crate::eligibility::{Standing, effective_maxima};
use crate::verify;

/// Who lives where so far; the fixed pairs from the start.
pub(super) struct Ledger<'a> {
    pub(super) round: &'a Round,
    pub(super) standing: &'a Standing,
    maxima: Vec<Option<i64>>,
    used: Vec<i128>,
    of_dwelling: BTreeMap<usize, Vec<Placement>>,
    home: BTreeMap<usize, usize>,
}

impl<'a> Ledger<'a> {
    pub(super) fn new(round: &'a Round, standing: &'a Standing) -> Self {
        let mut of_dwelling: BTreeMap<usize, Vec<Placement>> = BTreeMap::new();
        for fixed in &standing.fixed {
            of_dwelling.entry(fixed.dwelling).or_default().push(*fixed);
        }
        Self {
            round,
            standing,
            maxima: effective_maxima(round, standing),
            used: verify::used(round, &standing.fixed),
            of_dwelling,
            home: standing.fixed.iter().map(|fixed| (fixed.applicant, fixed.dwelling)).collect(),
        }
    }

    /// Whether a person fixed the pair.
    pub(super) fn is_fixed(&self, pair: Placement) -> bool {
        self.standing.fixed_dwelling(pair.applicant) == Some(pair.dwelling)
    }

    /// How a pair that is let lives there now.
    pub(super) fn as_it_stands(&self, (applicant, dwelling): (usize, usize)) -> Placement {
        let here = self.of_dwelling.get(&dwelling).into_iter().flatten();
        let found = here.copied().find(|placement| placement.applicant == applicant);
        found.unwrap_or(Placement { applicant, dwelling, mode: Mode::Whole })
    }

    /// Who has the dwelling, where somebody has.
    pub(super) fn taken(&self, pair: Placement) -> Option<Cause> {
        let here = self.of_dwelling.get(&pair.dwelling).filter(|here| !here.is_empty())?;
        Some(Cause::DwellingTaken(here.iter().map(|one| self.round.applicants[one.applicant].id.clone()).collect()))
    }

    /// Lets a dwelling whole, unless something stands in the way.
    pub(super) fn let_whole(&mut self, pair: Placement) -> Result<(), Cause> {
        if self.is_fixed(pair) {
            return Ok(()); // it stands already
        }
        if let Some(cause) = self.elsewhere(pair).or_else(|| self.taken(pair)) {
            return Err(cause);
        }
        let broken = self.standing.verdict(self.round, pair.applicant, pair.dwelling).broken(Mode::Whole);
        if !broken.is_empty() {
            return Err(Cause::BreaksRules(broken.iter().collect()));
        }
        self.put(pair.dwelling, vec![pair]).map_err(Cause::Overruns)
    }

    /// Lets a dwelling to as many of these as can share it, in their order, when that is enough; else to none.
    /// For each, why not.
    pub(super) fn share(&mut self, pairs: &[Placement]) -> Vec<Option<Cause>> {
        let Some(dwelling) = pairs.first().map(|pair| pair.dwelling) else { return Vec::new() };
        let before = self.of_dwelling.get(&dwelling).cloned().unwrap_or_default();
        if before.iter().any(|one| !self.can_share(*one)) {
            return pairs.iter().map(|pair| (!self.is_fixed(*pair)).then(|| self.taken(*pair)).flatten()).collect();
        }
        let sharing = |one: &Placement| Placement { mode: Mode::Shared, ..*one };
        let mut together: Vec<Placement> = before.iter().map(sharing).collect();
        let causes: Vec<Option<Cause>> = pairs.iter().map(|pair| self.join(&mut together, *pair)).collect();
        let least = self.round.model.sharing.as_ref().map_or(2, |sharing| sharing.min) as usize;
        if together.len() >= least {
            return causes; // the last one that joined left the ledger as it is now
        }
        let joined = together.len();
        let own = |pair: &&Placement| self.home.get(&pair.applicant) == Some(&dwelling) && !self.is_fixed(**pair);
        let gone: Vec<usize> = pairs.iter().filter(own).map(|pair| pair.applicant).collect();
        for applicant in gone {
            self.home.remove(&applicant);
        }
        let used = self.used_with(dwelling, &before);
        self.set(dwelling, before, used);
        let fallen = |(pair, cause): (&Placement, Option<Cause>)| {
            cause.or_else(|| (!self.is_fixed(*pair)).then_some(Cause::TooFewSharers(joined, least)))
        };
        pairs.iter().zip(causes).map(fallen).collect()
    }

    fn join(&mut self, together: &mut Vec<Placement>, pair: Placement) -> Option<Cause> {
        if together.iter().any(|one| one.applicant == pair.applicant) {
            return None;
        }
        let class = |one: &Placement| self.round.sharing_class(&self.round.applicants[one.applicant]);
        let broken = self.standing.verdict(self.round, pair.applicant, pair.dwelling).broken(Mode::Shared);
        let cause = if !broken.is_empty() {
            Some(Cause::BreaksRules(broken.iter().collect()))
        } else if together.first().is_some_and(|first| class(first) != class(&pair)) {
            Some(Cause::OtherClass)
        } else if together.len() >= self.round.dwellings[pair.dwelling].places as usize {
            Some(Cause::NoPlaceLeft)
        } else {
            self.elsewhere(pair)
        };
        cause.or_else(|| {
            let mut more = together.clone();
            more.push(pair);
            let put = self.put(pair.dwelling, more.clone());
            if put.is_ok() {
                *together = more;
            }
            put.err().map(Cause::Overruns)
        })
    }

    fn can_share(&self, one: Placement) -> bool {
        one.mode == Mode::Shared || self.standing.verdict(self.round, one.applicant, one.dwelling).fits(Mode::Shared)
    }

    fn elsewhere(&self, pair: Placement) -> Option<Cause> {
        let home = self.home.get(&pair.applicant).filter(|home| **home != pair.dwelling)?;
        Some(Cause::PlacedBefore(self.round.dwellings[*home].id.clone()))
    }

    /// Gives a dwelling these occupants, unless a maximum that they use more of would be overrun: which ones.
    fn put(&mut self, dwelling: usize, occupants: Vec<Placement>) -> Result<(), Vec<usize>> {
        let used = self.used_with(dwelling, &occupants);
        let is_over = |limit: &usize| self.maxima[*limit].is_some_and(|max| used[*limit] > i128::from(max));
        let over: Vec<usize> =
            (0..used.len()).filter(|limit| used[*limit] > self.used[*limit]).filter(is_over).collect();
        if !over.is_empty() {
            return Err(over);
        }
        self.set(dwelling, occupants, used);
        Ok(())
    }

    fn used_with(&self, dwelling: usize, occupants: &[Placement]) -> Vec<i128> {
        let before = self.of_dwelling.get(&dwelling).map_or(&[][..], Vec::as_slice);
        let (less, more) = (verify::used(self.round, before), verify::used(self.round, occupants));
        (0..self.used.len()).map(|limit| self.used[limit] - less[limit] + more[limit]).collect()
    }

    fn set(&mut self, dwelling: usize, occupants: Vec<Placement>, used: Vec<i128>) {
        self.used = used;
        self.home.extend(occupants.iter().map(|one| (one.applicant, dwelling)));
        self.of_dwelling.insert(dwelling, occupants);
    }
}
