//! Why applicants are unplaced and dwellings vacant. Every statement is confirmed on the allocation
//! itself: for each dwelling that fits, the exchange that would place the applicant there is made, and
//! its consequence for limits and tiers is what counts.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::ledger::{Consequence, Ledger};
use super::outcome::{Obstacles, Status, Unplaced, UnplacedReason, Vacant, VacantReason};
use crate::domain::{Mode, Placement, Round, Rule, Tier};
use crate::eligibility::{Index, Standing, Verdict};

/// What stands between one unplaced applicant and one dwelling that fits. The order is from the most to
/// the least telling: where several ways of living there are possible, the first counts.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Obstacle {
    /// An exchange would be better: only when the search was stopped.
    Unsearched,
    /// Those who live there go before, or placing the applicant costs an earlier tier.
    Outranked(Tier),
    /// Full limits.
    Full(Vec<usize>),
    /// A person fixed those who live there.
    Fixed,
    /// Only to be shared, with too few others.
    TooFewSharers,
}

impl Obstacle {
    fn rank(&self) -> u8 {
        match self {
            Obstacle::Unsearched => 0,
            Obstacle::Outranked(_) => 1,
            Obstacle::Full(_) => 2,
            Obstacle::Fixed => 3,
            Obstacle::TooFewSharers => 4,
        }
    }
}

/// Finds the reasons of everyone who is unplaced and of every dwelling that stays vacant.
pub(crate) fn reasons(
    round: &Round,
    standing: &Standing,
    index: &Index,
    ledger: &Ledger<'_>,
    status: Status,
) -> (Vec<Unplaced>, Vec<Vacant>) {
    let search = Search::new(round, standing, index, ledger);
    let found: Vec<(Unplaced, Vec<(usize, Obstacle)>)> =
        search.unplaced.par_iter().map(|applicant| search.applicant(*applicant, status)).collect();
    let mut in_the_way: BTreeMap<usize, Vec<Obstacle>> = BTreeMap::new();
    let mut unplaced = Vec::with_capacity(found.len());
    for (applicant, obstacles) in found {
        for (dwelling, obstacle) in obstacles {
            if ledger.occupants[dwelling].is_empty() {
                in_the_way.entry(dwelling).or_default().push(obstacle);
            }
        }
        unplaced.push(applicant);
    }
    let vacant = (0..round.dwellings.len())
        .filter(|dwelling| ledger.occupants[*dwelling].is_empty())
        .map(|dwelling| search.dwelling(dwelling, in_the_way.get(&dwelling).map_or(&[], Vec::as_slice)))
        .collect();
    (unplaced, vacant)
}

struct Search<'a> {
    round: &'a Round,
    standing: &'a Standing,
    index: &'a Index,
    ledger: &'a Ledger<'a>,
    class_of: Vec<Option<usize>>,
    unplaced: Vec<usize>,
    fixed: BTreeSet<usize>,
    /// Unplaced applicants of each sharing class.
    sharers: BTreeMap<Vec<String>, Vec<usize>>,
}

impl<'a> Search<'a> {
    fn new(round: &'a Round, standing: &'a Standing, index: &'a Index, ledger: &'a Ledger<'a>) -> Self {
        let mut class_of = vec![None; round.applicants.len()];
        for (class, members) in index.applicants.iter().enumerate() {
            for member in members {
                class_of[*member] = Some(class);
            }
        }
        let unplaced: Vec<usize> = (0..round.applicants.len()).filter(|a| ledger.placed[*a].is_none()).collect();
        let mut sharers: BTreeMap<Vec<String>, Vec<usize>> = BTreeMap::new();
        for applicant in unplaced.iter().filter(|a| class_of[**a].is_some()) {
            if let Some(class) = round.sharing_class(&round.applicants[*applicant]) {
                sharers.entry(class).or_default().push(*applicant);
            }
        }
        let fixed = standing.fixed.iter().map(|placement| placement.applicant).collect();
        Self { round, standing, index, ledger, class_of, unplaced, fixed, sharers }
    }

    fn applicant(&self, applicant: usize, status: Status) -> (Unplaced, Vec<(usize, Obstacle)>) {
        let Some(class) = self.class_of[applicant] else {
            return (Unplaced { applicant, reason: UnplacedReason::SelfSearch, eligible_dwellings: 0 }, Vec::new());
        };
        let fits = &self.index.fits[class];
        if fits.is_empty() {
            let reason = UnplacedReason::NothingFits {
                excluded: self.excluding_rules(applicant),
                dwellings: self.round.dwellings.len(),
            };
            return (Unplaced { applicant, reason, eligible_dwellings: 0 }, Vec::new());
        }
        let mut found = Vec::new();
        for fit in fits {
            for dwelling in &self.index.dwellings[fit.dwellings] {
                let modes = [Mode::Whole, Mode::Shared].into_iter().filter(|mode| fit.misfit(*mode).is_some());
                let obstacle =
                    modes.map(|mode| self.obstacle(applicant, *dwelling, mode, status)).min_by_key(Obstacle::rank);
                found.extend(obstacle.map(|obstacle| (*dwelling, obstacle)));
            }
        }
        let reason = reason_of(summed(&found));
        (Unplaced { applicant, reason, eligible_dwellings: found.len() }, found)
    }

    /// How many dwellings each rule keeps from an applicant, in the way of living that comes closest:
    /// whole, unless only sharing is in question.
    fn excluding_rules(&self, applicant: usize) -> Vec<(Rule, usize)> {
        let mut counts: BTreeMap<Rule, usize> = BTreeMap::new();
        for members in &self.index.dwellings {
            let verdict = self.standing.verdict(self.round, applicant, members[0]);
            for rule in verdict.whole.iter() {
                *counts.entry(rule).or_default() += members.len();
            }
        }
        most_first(counts)
    }

    fn obstacle(&self, applicant: usize, dwelling: usize, mode: Mode, status: Status) -> Obstacle {
        let now = &self.ledger.occupants[dwelling];
        let options = match mode {
            Mode::Whole => vec![vec![Placement { applicant, dwelling, mode }]],
            Mode::Shared => match self.sharing_options(applicant, dwelling, now) {
                Some(options) => options,
                None => return Obstacle::TooFewSharers,
            },
        };
        let of_option = |instead: &Vec<Placement>| {
            let leaves = |placement: &&Placement| !instead.contains(placement);
            if now.iter().filter(leaves).any(|placement| self.fixed.contains(&placement.applicant)) {
                return Obstacle::Fixed;
            }
            match self.ledger.exchange(dwelling, instead) {
                Consequence::Overruns(limits) => Obstacle::Full(limits),
                Consequence::Loses(tier) => Obstacle::Outranked(tier),
                Consequence::Equal if status == Status::Optimal => Obstacle::Outranked(Tier::Lottery),
                Consequence::Equal | Consequence::Gains => Obstacle::Unsearched,
            }
        };
        options.iter().map(of_option).min_by_key(Obstacle::rank).unwrap_or(Obstacle::TooFewSharers)
    }

    /// The ways in which an applicant could come to share a dwelling: join its class, take the place of
    /// one of them, or share it anew with others that are left. `None`: too few others are left.
    fn sharing_options(&self, applicant: usize, dwelling: usize, now: &[Placement]) -> Option<Vec<Vec<Placement>>> {
        let own = self.round.sharing_class(&self.round.applicants[applicant])?;
        let place = |applicant| Placement { applicant, dwelling, mode: Mode::Shared };
        let same_class = now.first().is_some_and(|first| {
            first.mode == Mode::Shared
                && self.round.sharing_class(&self.round.applicants[first.applicant]).as_ref() == Some(&own)
        });
        let places = self.round.dwellings[dwelling].places as usize;
        if same_class && now.len() < places {
            return Some(vec![now.iter().copied().chain([place(applicant)]).collect()]);
        }
        if same_class {
            let without = |left: usize| {
                let staying = now.iter().enumerate().filter(move |(position, _)| *position != left);
                staying.map(|(_, placement)| *placement).chain([place(applicant)]).collect()
            };
            return Some((0..now.len()).map(without).collect());
        }
        let least = self.round.model.sharing.as_ref().map_or(2, |sharing| sharing.min.max(2)) as usize;
        let fitting = |other: &&usize| {
            **other != applicant && self.standing.verdict(self.round, **other, dwelling).fits(Mode::Shared)
        };
        let others: Vec<usize> =
            self.sharers.get(&own)?.iter().filter(fitting).take(places.saturating_sub(1)).copied().collect();
        if others.len() + 1 < least {
            return None;
        }
        let group = |size: usize| others[..size - 1].iter().map(|o| place(*o)).chain([place(applicant)]).collect();
        Some((least..=others.len() + 1).map(group).collect())
    }

    fn dwelling(&self, dwelling: usize, in_the_way: &[Obstacle]) -> Vacant {
        let mut eligible_applicants = 0;
        let mut would_fit = 0;
        let mut applicants = 0;
        let mut counts: BTreeMap<Rule, usize> = BTreeMap::new();
        for members in &self.index.applicants {
            let verdict: Verdict = self.standing.verdict(self.round, members[0], dwelling);
            let only_reserved = |mode: Mode| {
                let mut broken = verdict.broken(mode).iter();
                broken.next() == Some(Rule::Reserved) && broken.next().is_none()
            };
            applicants += members.len();
            if verdict.fits_somehow() {
                eligible_applicants += members.len();
            } else if only_reserved(Mode::Whole) || only_reserved(Mode::Shared) {
                would_fit += members.len();
            }
            for rule in verdict.whole.iter() {
                *counts.entry(rule).or_default() += members.len();
            }
        }
        let reason = if eligible_applicants > 0 {
            vacant_reason(in_the_way)
        } else if would_fit > 0 {
            VacantReason::ReservedEmpty { would_fit }
        } else {
            VacantReason::NobodyFits { excluded: most_first(counts), applicants }
        };
        Vacant { dwelling, reason, eligible_applicants }
    }
}

fn summed(found: &[(usize, Obstacle)]) -> Obstacles {
    let mut outranked: BTreeMap<Tier, usize> = BTreeMap::new();
    let mut full: BTreeMap<usize, usize> = BTreeMap::new();
    let mut sum = Obstacles { fitting: found.len(), ..Obstacles::default() };
    for (_, obstacle) in found {
        match obstacle {
            Obstacle::Unsearched => sum.unsearched += 1,
            Obstacle::Outranked(tier) => *outranked.entry(*tier).or_default() += 1,
            Obstacle::Full(limits) => {
                sum.out_of_reach += 1;
                for limit in limits {
                    *full.entry(*limit).or_default() += 1;
                }
            }
            Obstacle::Fixed => sum.fixed += 1,
            Obstacle::TooFewSharers => sum.too_few_sharers += 1,
        }
    }
    sum.outranked = outranked.into_iter().collect();
    sum.full = most_first(full);
    sum
}

fn reason_of(obstacles: Obstacles) -> UnplacedReason {
    if obstacles.unsearched > 0 {
        UnplacedReason::Stopped(obstacles)
    } else if !obstacles.outranked.is_empty() || obstacles.fixed > 0 {
        UnplacedReason::Outranked(obstacles)
    } else if obstacles.out_of_reach > 0 {
        UnplacedReason::LimitFull(obstacles)
    } else {
        UnplacedReason::TooFewSharers(obstacles)
    }
}

fn vacant_reason(in_the_way: &[Obstacle]) -> VacantReason {
    let waiting = in_the_way.len();
    if in_the_way.contains(&Obstacle::Unsearched) {
        return VacantReason::Stopped;
    }
    let mut full: BTreeMap<usize, usize> = BTreeMap::new();
    for obstacle in in_the_way {
        match obstacle {
            Obstacle::Outranked(tier) => return VacantReason::Costs { tier: *tier, waiting },
            Obstacle::Full(limits) => limits.iter().for_each(|limit| *full.entry(*limit).or_default() += 1),
            _ => {}
        }
    }
    match (waiting, full.is_empty()) {
        (0, _) => VacantReason::AllPlaced,
        (_, true) => VacantReason::TooFewSharers { waiting },
        (_, false) => VacantReason::LimitFull { waiting, full: most_first(full) },
    }
}

/// The greatest count first; equal counts by key.
fn most_first<Key: Ord + Copy>(counts: BTreeMap<Key, usize>) -> Vec<(Key, usize)> {
    let mut list: Vec<(Key, usize)> = counts.into_iter().collect();
    list.sort_by_key(|(key, count)| (std::cmp::Reverse(*count), *key));
    list
}
