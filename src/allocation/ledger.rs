//! The ledger of a finished allocation: who lives where, what every limit has used, and what a change
//! would do to both.

use crate::domain::{Counts, Mode, Placement, Round, Tier, misfit};
use crate::eligibility::{Standing, effective_maxima};

/// The allocation with its sums.
pub(crate) struct Ledger<'a> {
    pub(crate) round: &'a Round,
    /// Placements by dwelling.
    pub(crate) occupants: Vec<Vec<Placement>>,
    /// The placement of each applicant.
    pub(crate) placed: Vec<Option<Placement>>,
    /// Use of every limit, in counting units.
    pub(crate) used: Vec<i64>,
    /// Maximum in force of every limit.
    pub(crate) maxima: Vec<Option<i64>>,
    of_applicant: Vec<Vec<usize>>,
    of_dwelling: Vec<Vec<usize>>,
    earlier: std::collections::BTreeSet<(usize, usize)>,
}

/// What an exchange would come to. The order is from the least to the most favourable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Consequence {
    /// Limits (indices) would be overrun.
    Overruns(Vec<usize>),
    /// The first tier in which it loses.
    Loses(Tier),
    /// Nothing but the lottery tells it apart.
    Equal,
    /// It would be better.
    Gains,
}

impl<'a> Ledger<'a> {
    pub(crate) fn new(round: &'a Round, standing: &Standing, placements: &[Placement]) -> Self {
        let families = 0..round.limits.families.len();
        let of_applicant = |applicant| {
            let mut limits: Vec<usize> =
                families.clone().flat_map(|family| round.limits.of_applicant(family, applicant)).collect();
            limits.sort_unstable();
            limits
        };
        let of_dwelling = |dwelling| {
            let mut limits: Vec<usize> =
                families.clone().flat_map(|family| round.limits.of_dwelling(family, dwelling)).collect();
            limits.sort_unstable();
            limits
        };
        let mut ledger = Self {
            round,
            occupants: vec![Vec::new(); round.dwellings.len()],
            placed: vec![None; round.applicants.len()],
            used: vec![0; round.limits.limits.len()],
            maxima: effective_maxima(round, standing),
            of_applicant: round.applicants.iter().map(of_applicant).collect(),
            of_dwelling: round.dwellings.iter().map(of_dwelling).collect(),
            earlier: round
                .earlier
                .iter()
                .filter_map(|pair| Some((round.applicant(&pair.applicant)?, round.dwelling(&pair.dwelling)?)))
                .collect(),
        };
        for placement in placements {
            ledger.occupants[placement.dwelling].push(*placement);
            ledger.placed[placement.applicant] = Some(*placement);
        }
        for dwelling in 0..round.dwellings.len() {
            let occupants = ledger.occupants[dwelling].clone();
            for (limit, amount) in ledger.amounts(dwelling, &occupants) {
                ledger.used[limit] += amount;
            }
        }
        ledger
    }

    /// What the occupants of one dwelling add to the limits; a limit may occur more than once.
    fn amounts(&self, dwelling: usize, occupants: &[Placement]) -> Vec<(usize, i64)> {
        let mut amounts = Vec::new();
        for (position, placement) in occupants.iter().enumerate() {
            let applicant = &self.round.applicants[placement.applicant];
            for limit in &self.of_applicant[placement.applicant] {
                if self.of_dwelling[dwelling].binary_search(limit).is_err() {
                    continue;
                }
                let family = &self.round.limits.families[self.round.limits.limits[*limit].family];
                let once = family.counts == Counts::Dwellings && placement.mode == Mode::Shared && position == 0;
                let amount = family.amount(applicant, placement.mode, self.round.model.sharing.as_ref());
                amounts.push((*limit, amount + i64::from(once)));
            }
        }
        amounts
    }

    /// What it would come to if one dwelling had these occupants instead of those it has.
    pub(crate) fn exchange(&self, dwelling: usize, instead: &[Placement]) -> Consequence {
        let now = &self.occupants[dwelling];
        let mut change: std::collections::BTreeMap<usize, i64> = std::collections::BTreeMap::new();
        for (limit, amount) in self.amounts(dwelling, now) {
            *change.entry(limit).or_default() -= amount;
        }
        for (limit, amount) in self.amounts(dwelling, instead) {
            *change.entry(limit).or_default() += amount;
        }
        let overrun: Vec<usize> = change
            .iter()
            .filter(|(limit, units)| {
                **units > 0 && self.maxima[**limit].is_some_and(|max| self.used[**limit] + **units > max)
            })
            .map(|(limit, _)| *limit)
            .collect();
        if !overrun.is_empty() {
            return Consequence::Overruns(overrun);
        }
        for tier in self.round.model.tiers.iter().filter(|tier| **tier != Tier::Lottery) {
            let gain = match tier {
                Tier::Minimums => -self.shortfall_change(&change),
                _ => self.worth(*tier, instead) - self.worth(*tier, now),
            };
            match gain {
                0 => {}
                1.. => return Consequence::Gains,
                _ => return Consequence::Loses(*tier),
            }
        }
        Consequence::Equal
    }

    fn shortfall_change(&self, change: &std::collections::BTreeMap<usize, i64>) -> i64 {
        let weighted = |(limit, units): (&usize, &i64)| {
            let this = &self.round.limits.limits[*limit];
            let short = |used: i64| this.min.map_or(0, |min| (min - used).max(0));
            this.weight * (short(self.used[*limit] + units) - short(self.used[*limit]))
        };
        change.iter().map(weighted).sum()
    }

    /// What placements are worth in a tier, written as a maximum.
    fn worth(&self, tier: Tier, placements: &[Placement]) -> i64 {
        let one = |placement: &Placement| {
            let applicant = &self.round.applicants[placement.applicant];
            let dwelling = &self.round.dwellings[placement.dwelling];
            match tier {
                Tier::Placed => 1,
                Tier::Urgency => applicant.urgency(self.round.month),
                Tier::Waiting => applicant.waiting_days(self.round.first_day()),
                Tier::Fit => -misfit(applicant, dwelling, placement.mode, &self.round.norms),
                Tier::Unchanged => i64::from(self.earlier.contains(&(placement.applicant, placement.dwelling))),
                Tier::Minimums | Tier::Lottery => 0,
            }
        };
        placements.iter().map(one).sum()
    }

    /// How far a limit's minimum was missed.
    pub(crate) fn shortfall(&self, limit: usize) -> i64 {
        self.round.limits.limits[limit].min.map_or(0, |min| (min - self.used[limit]).max(0))
    }

    /// The least amount above 0 that an applicant who takes part could add to a limit.
    pub(crate) fn least_amounts(&self) -> Vec<Option<i64>> {
        let mut least: Vec<Option<i64>> = vec![None; self.used.len()];
        let taking_part = self.round.applicants.iter().enumerate().filter(|(_, a)| !self.round.searches_itself(a));
        for (index, applicant) in taking_part {
            for limit in &self.of_applicant[index] {
                let family = &self.round.limits.families[self.round.limits.limits[*limit].family];
                let amount = family.amount(applicant, Mode::Whole, self.round.model.sharing.as_ref());
                if amount > 0 {
                    least[*limit] = Some(least[*limit].map_or(amount, |known| known.min(amount)));
                }
            }
        }
        least
    }
}
