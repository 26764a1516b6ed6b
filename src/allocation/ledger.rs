//! The ledger of a finished allocation: who lives where, what every limit has used, and what a change
//! would do to both.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::claims::{Amounts, Claims, Tenant};
use crate::domain::{Placement, Round, Tier, misfit};
use crate::eligibility::{Index, Standing, effective_maxima};

/// Tiers but for the lottery, at most.
const TIERS: usize = 6;

/// What placements are worth in each tier but the lottery, in the model's order, more being better.
pub(crate) type Worth = [i64; TIERS];

/// The allocation with its sums.
pub(crate) struct Ledger<'a> {
    pub(crate) round: &'a Round,
    /// Those who live in each dwelling.
    pub(crate) occupants: Vec<Vec<Occupant>>,
    /// Whether each applicant has a place.
    pub(crate) placed: Vec<bool>,
    /// Use of every limit, in counting units.
    pub(crate) used: Vec<i64>,
    /// Maximum in force of every limit.
    pub(crate) maxima: Vec<Option<i64>>,
    /// What applicants count towards.
    pub(crate) claims: Claims,
    /// The tiers but for the lottery, in the model's order.
    pub(crate) tiers: Vec<Tier>,
    earlier: BTreeSet<(usize, usize)>,
}

/// One who lives in a dwelling.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Occupant {
    pub(crate) applicant: usize,
    /// As the limits see it.
    pub(crate) tenant: Tenant,
    /// What its placement is worth, all but its part in the minimums.
    pub(crate) worth: Worth,
}

/// What an exchange in one dwelling does to the limits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Balance {
    /// Limits (indices, ascending) would be overrun.
    Overruns(Arc<[usize]>),
    /// All are kept; the weighted shortfall of the minimums shrinks by this.
    Keeps(i64),
}

impl<'a> Ledger<'a> {
    pub(crate) fn new(round: &'a Round, standing: &Standing, index: &Index, placements: &[Placement]) -> Self {
        let mut ledger = Self {
            round,
            occupants: vec![Vec::new(); round.dwellings.len()],
            placed: vec![false; round.applicants.len()],
            used: vec![0; round.limits.limits.len()],
            maxima: effective_maxima(round, standing),
            claims: Claims::new(round, &index.dwellings),
            tiers: round.model.tiers.iter().copied().filter(|tier| *tier != Tier::Lottery).take(TIERS).collect(),
            earlier: round
                .earlier
                .iter()
                .filter_map(|pair| Some((round.applicant(&pair.applicant)?, round.dwelling(&pair.dwelling)?)))
                .collect(),
        };
        for placement in placements {
            let occupant = ledger.occupant(placement);
            ledger.occupants[placement.dwelling].push(occupant);
            ledger.placed[placement.applicant] = true;
        }
        let mut used = Amounts::new();
        for (class, members) in index.dwellings.iter().enumerate() {
            for dwelling in members {
                ledger.claims.add(class, &tenants(&ledger.occupants[*dwelling]), 1, &mut used);
            }
            used.drain(..).for_each(|(limit, amount)| ledger.used[limit] += amount);
        }
        ledger
    }

    /// What the limits say if a dwelling of this class had some tenants instead of others.
    pub(crate) fn balance(&self, class: usize, now: &[Tenant], instead: &[Tenant]) -> Balance {
        let mut change = Amounts::new();
        self.claims.add(class, now, -1, &mut change);
        self.claims.add(class, instead, 1, &mut change);
        let is_overrun = |(limit, units): &&(usize, i64)| *units > 0 && self.is_overrun(*limit, *units);
        let mut overrun: Vec<usize> = change.iter().filter(is_overrun).map(|(limit, _)| *limit).collect();
        overrun.sort_unstable();
        if overrun.is_empty() {
            Balance::Keeps(-self.shortfall_change(&change))
        } else {
            Balance::Overruns(overrun.into())
        }
    }

    /// Whether so many more units overrun a maximum.
    pub(crate) fn is_overrun(&self, limit: usize, units: i64) -> bool {
        self.maxima[limit].is_some_and(|max| self.used[limit] + units > max)
    }

    /// By how much the weighted shortfall of the minimums grows.
    pub(crate) fn shortfall_change(&self, change: &Amounts) -> i64 {
        let weighted = |(limit, units): &(usize, i64)| {
            let this = &self.round.limits.limits[*limit];
            let short = |used: i64| this.min.map_or(0, |min| (min - used).max(0));
            this.weight * (short(self.used[*limit] + units) - short(self.used[*limit]))
        };
        change.iter().map(weighted).sum()
    }

    /// What a household is worth by itself, wherever it lives.
    pub(crate) fn own_worth(&self, applicant: usize) -> Worth {
        let applicant = &self.round.applicants[applicant];
        self.in_order(|tier| match tier {
            Tier::Urgency => applicant.urgency(self.round.month),
            Tier::Waiting => applicant.waiting_days(self.round.first_day()),
            _ => 0,
        })
    }

    /// What a placement is worth beside the household's own worth.
    pub(crate) fn worth_of_place(&self, misfit: i64, unchanged: bool) -> Worth {
        self.in_order(|tier| match tier {
            Tier::Placed => 1,
            Tier::Fit => -misfit,
            Tier::Unchanged => i64::from(unchanged),
            _ => 0,
        })
    }

    /// What a gain in the shortfall of minimums is worth.
    pub(crate) fn worth_of_minimums(&self, gain: i64) -> Worth {
        self.in_order(|tier| if tier == Tier::Minimums { gain } else { 0 })
    }

    fn occupant(&self, placement: &Placement) -> Occupant {
        let (round, Placement { applicant, dwelling, mode }) = (self.round, *placement);
        let misfit = misfit(&round.applicants[applicant], &round.dwellings[dwelling], mode, &round.norms);
        let place = self.worth_of_place(misfit, self.earlier.contains(&(applicant, dwelling)));
        let tenant = Tenant { claim: self.claims.of[applicant], mode };
        Occupant { applicant, tenant, worth: plus(&place, &self.own_worth(applicant)) }
    }

    fn in_order(&self, value: impl Fn(Tier) -> i64) -> Worth {
        let mut worth = [0; TIERS];
        self.tiers.iter().zip(&mut worth).for_each(|(tier, place)| *place = value(*tier));
        worth
    }

    /// How far a limit's minimum was missed.
    pub(crate) fn shortfall(&self, limit: usize) -> i64 {
        self.round.limits.limits[limit].min.map_or(0, |min| (min - self.used[limit]).max(0))
    }
}

/// Occupants as the limits see them.
pub(crate) fn tenants(occupants: &[Occupant]) -> Vec<Tenant> {
    occupants.iter().map(|occupant| occupant.tenant).collect()
}

/// Two worths together.
pub(crate) fn plus(one: &Worth, other: &Worth) -> Worth {
    std::array::from_fn(|place| one[place] + other[place])
}

/// One worth less another.
pub(crate) fn less(one: &Worth, other: &Worth) -> Worth {
    std::array::from_fn(|place| one[place] - other[place])
}
