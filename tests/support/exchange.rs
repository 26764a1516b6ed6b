//! Every exchange that could give someone a dwelling, made in full: the placements are changed, and all
//! limits and tiers are added up again by the checker.

use std::collections::BTreeMap;

use sleutel::allocation::{Obstacles, Outcome};
use sleutel::domain::{Mode, Placement, Round, Sense, Tier};
use sleutel::eligibility::{Standing, effective_maxima};
use sleutel::verify::{tier_values, used};

/// What one exchange comes to, or what forbids all of a kind; the nearest to a place first.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Found {
    /// The tiers decide: which loses first, and whether anyone would have to leave. `None`: it gains.
    Open(Option<Tier>, bool),
    Full(usize, Vec<usize>),
    SharersStopped,
    Fixed,
    TooFew,
}

/// A finished allocation in which exchanges are made.
pub struct Exchanges<'a> {
    round: &'a Round,
    standing: &'a Standing,
    placements: Vec<Placement>,
    used: Vec<i128>,
    maxima: Vec<Option<i64>>,
    values: Vec<(Tier, i128)>,
}

impl<'a> Exchanges<'a> {
    pub fn of(round: &'a Round, standing: &'a Standing, outcome: &Outcome) -> Self {
        let placements = outcome.placements.clone();
        let (used, values) = (used(round, &placements), tier_values(round, standing, &placements));
        Self { round, standing, placements, used, maxima: effective_maxima(round, standing), values }
    }

    /// Dwellings that fit an applicant.
    pub fn fitting(&self, applicant: usize) -> Vec<usize> {
        let fits = |dwelling: &usize| self.standing.verdict(self.round, applicant, *dwelling).fits_somehow();
        (0..self.round.dwellings.len()).filter(fits).collect()
    }

    /// What stands in the way of an applicant in a dwelling that fits, by making every exchange.
    pub fn obstacle(&self, applicant: usize, dwelling: usize) -> Found {
        let verdict = self.standing.verdict(self.round, applicant, dwelling);
        let mut found = Vec::new();
        if verdict.fits(Mode::Whole) {
            found.push(self.exchange(&self.living(dwelling), &[place(applicant, dwelling, Mode::Whole)]));
        }
        if verdict.fits(Mode::Shared) {
            found.extend(self.sharing(applicant, dwelling));
        }
        found.into_iter().min().unwrap()
    }

    fn living(&self, dwelling: usize) -> Vec<Placement> {
        self.placements.iter().filter(|placement| placement.dwelling == dwelling).copied().collect()
    }

    fn class(&self, applicant: usize) -> Option<Vec<String>> {
        self.round.sharing_class(&self.round.applicants[applicant])
    }

    fn sharing(&self, applicant: usize, dwelling: usize) -> Vec<Found> {
        let (now, newcomer) = (self.living(dwelling), place(applicant, dwelling, Mode::Shared));
        let places = self.round.dwellings[dwelling].places as usize;
        let among = now
            .first()
            .is_some_and(|first| first.mode == Mode::Shared && self.class(first.applicant) == self.class(applicant));
        match among {
            true if now.len() < places => vec![self.exchange(&[], &[newcomer])],
            true => now.iter().map(|leaving| self.exchange(&[*leaving], &[newcomer])).collect(),
            false => vec![self.anew(&now, newcomer, places)],
        }
    }

    fn anew(&self, now: &[Placement], newcomer: Placement, places: usize) -> Found {
        let least = self.round.model.sharing.as_ref().unwrap().min.max(2) as usize;
        let others: Vec<Placement> = (0..self.round.applicants.len())
            .filter(|other| *other != newcomer.applicant && self.placements.iter().all(|p| p.applicant != *other))
            .filter(|other| !self.round.searches_itself(&self.round.applicants[*other]))
            .filter(|other| self.class(*other) == self.class(newcomer.applicant))
            .filter(|other| self.standing.verdict(self.round, *other, newcomer.dwelling).fits(Mode::Shared))
            .map(|other| place(other, newcomer.dwelling, Mode::Shared))
            .collect();
        if others.len() + 1 < least {
            return Found::TooFew;
        }
        let alone = self.exchange(now, &[newcomer]);
        if matches!(alone, Found::Fixed | Found::Full(..)) {
            return alone;
        }
        let groups = subsets(&others, least - 1, places - 1).into_iter().map(|mut group| {
            group.push(newcomer);
            self.exchange(now, &group)
        });
        groups.filter(|found| matches!(found, Found::Open(..))).min().unwrap_or(Found::SharersStopped)
    }

    fn exchange(&self, leaving: &[Placement], arriving: &[Placement]) -> Found {
        let is_fixed = |placement: &Placement| self.standing.fixed.iter().any(|f| f.applicant == placement.applicant);
        if leaving.iter().any(is_fixed) {
            return Found::Fixed;
        }
        let mut after: Vec<Placement> = self.placements.iter().filter(|p| !leaving.contains(p)).copied().collect();
        after.extend(arriving);
        let now_used = used(self.round, &after);
        let is_overrun = |limit: &usize| {
            self.maxima[*limit].is_some_and(|max| now_used[*limit] > i128::from(max))
                && now_used[*limit] > self.used[*limit]
        };
        let overrun: Vec<usize> = (0..now_used.len()).filter(is_overrun).collect();
        if !overrun.is_empty() {
            return Found::Full(overrun.len(), overrun);
        }
        let gains =
            |now: i128, then: i128, tier: Tier| if tier.sense() == Sense::Maximise { then > now } else { then < now };
        let then = tier_values(self.round, self.standing, &after);
        let compared = self.values.iter().zip(then).filter(|((tier, _), _)| *tier != Tier::Lottery);
        let first = compared.into_iter().find(|((_, now), (_, then))| now != then);
        let lost = match first {
            None => Some(Tier::Lottery),
            Some(((tier, now), (_, then))) if gains(*now, then, *tier) => None,
            Some(((tier, _), _)) => Some(*tier),
        };
        Found::Open(lost, !leaving.is_empty())
    }
}

fn place(applicant: usize, dwelling: usize, mode: Mode) -> Placement {
    Placement { applicant, dwelling, mode }
}

fn subsets(of: &[Placement], least: usize, most: usize) -> Vec<Vec<Placement>> {
    let chosen = |bits: u32| -> Vec<Placement> {
        of.iter().enumerate().filter(|(place, _)| bits & (1 << place) != 0).map(|(_, one)| *one).collect()
    };
    let within = |group: &Vec<Placement>| (least..=most).contains(&group.len());
    (0..1_u32 << of.len()).map(chosen).filter(within).collect()
}

/// What is found, added up as the outcome does; the limits of sharers and the tiers of groups of sharers
/// are left out.
#[derive(Debug, PartialEq, Eq, Default)]
pub struct Summed {
    pub open: usize,
    pub by_tier: BTreeMap<(Tier, bool), usize>,
    pub full: BTreeMap<usize, usize>,
    pub out_of_reach: usize,
    pub sharers_stopped: usize,
    pub fixed: usize,
    pub too_few: usize,
}

impl Summed {
    pub fn add(&mut self, found: Found) {
        match found {
            Found::Open(tier, leaves) => {
                self.open += 1;
                *self.by_tier.entry((tier.expect("an optimal allocation gains nothing"), leaves)).or_default() += 1;
            }
            Found::Full(_, limits) => {
                self.out_of_reach += 1;
                for limit in limits {
                    *self.full.entry(limit).or_default() += 1;
                }
            }
            Found::SharersStopped => self.sharers_stopped += 1,
            Found::Fixed => self.fixed += 1,
            Found::TooFew => self.too_few += 1,
        }
    }

    pub fn of(obstacles: &Obstacles) -> Self {
        let tiers = |list: &[(Tier, usize)], leaves| -> Vec<((Tier, bool), usize)> {
            list.iter().map(|(tier, times)| ((*tier, leaves), *times)).collect()
        };
        let by_tier = [tiers(&obstacles.outranked, true), tiers(&obstacles.costs, false)].concat();
        Self {
            open: by_tier.iter().map(|(_, times)| times).sum(),
            by_tier: by_tier.into_iter().collect(),
            full: obstacles.full.iter().copied().collect(),
            out_of_reach: obstacles.out_of_reach,
            sharers_stopped: obstacles.sharers_stopped,
            fixed: obstacles.fixed,
            too_few: obstacles.too_few_sharers,
        }
    }

    /// Without the tiers.
    pub fn untiered(self) -> Self {
        Self { by_tier: BTreeMap::new(), ..self }
    }
}
