//! What stands in the way of one applicant in one dwelling, and the sum of it.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::outcome::Obstacles;
use crate::domain::Tier;

/// What stands between one unplaced applicant and one dwelling that fits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Obstacle {
    /// An exchange would be better: only when the search was stopped.
    Unsearched,
    /// Those who live there go before: the place, in the order of the tiers, of the first that loses.
    Outranked(usize),
    /// Nobody would have to leave, and still a tier loses: its place in the order.
    Costs(usize),
    /// Full limits.
    Full(Arc<[usize]>),
    /// Limits that the applicant and whoever is left to share would overrun together.
    SharersStopped(Arc<[usize]>),
    /// A person fixed those who live there.
    Fixed,
    /// Only to be shared, with too few others.
    TooFewSharers,
}

impl Obstacle {
    /// Orders obstacles from the one that is nearest to being overcome. Where several ways of living in a
    /// dwelling are possible, the nearest counts: an exchange that loses late comes nearer than one that
    /// loses early.
    fn distance(&self) -> (u8, usize, &[usize]) {
        match self {
            Obstacle::Unsearched => (0, 0, &[]),
            Obstacle::Outranked(place) | Obstacle::Costs(place) => (1, usize::MAX - place, &[]),
            Obstacle::Full(limits) => (2, limits.len(), limits),
            Obstacle::SharersStopped(limits) => (3, limits.len(), limits),
            Obstacle::Fixed => (4, 0, &[]),
            Obstacle::TooFewSharers => (5, 0, &[]),
        }
    }

    /// The nearer of two; the first where they are alike.
    pub(crate) fn nearer(self, other: Self) -> Self {
        if other.distance() < self.distance() { other } else { self }
    }
}

/// Tiers and the lottery.
const PLACES: usize = 7;

/// Obstacles, added up.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tally {
    /// Dwellings that fit, or applicants that wait.
    pub(crate) fitting: usize,
    outranked: [usize; PLACES],
    costs: [usize; PLACES],
    unsearched: usize,
    fixed: usize,
    too_few_sharers: usize,
    out_of_reach: usize,
    full: BTreeMap<usize, usize>,
    sharers_stopped: usize,
    full_with_sharers: BTreeMap<usize, usize>,
}

impl Tally {
    /// Counts an obstacle so many times.
    pub(crate) fn add(&mut self, obstacle: &Obstacle, times: usize) {
        self.fitting += times;
        match obstacle {
            Obstacle::Unsearched => self.unsearched += times,
            Obstacle::Outranked(place) => self.outranked[*place] += times,
            Obstacle::Costs(place) => self.costs[*place] += times,
            Obstacle::Full(limits) => {
                self.out_of_reach += times;
                limits.iter().for_each(|limit| *self.full.entry(*limit).or_default() += times);
            }
            Obstacle::SharersStopped(limits) => {
                self.sharers_stopped += times;
                limits.iter().for_each(|limit| *self.full_with_sharers.entry(*limit).or_default() += times);
            }
            Obstacle::Fixed => self.fixed += times,
            Obstacle::TooFewSharers => self.too_few_sharers += times,
        }
    }

    /// Takes in another sum.
    pub(crate) fn merge(&mut self, other: &Tally) {
        self.fitting += other.fitting;
        self.unsearched += other.unsearched;
        self.fixed += other.fixed;
        self.too_few_sharers += other.too_few_sharers;
        self.out_of_reach += other.out_of_reach;
        self.sharers_stopped += other.sharers_stopped;
        for place in 0..PLACES {
            self.outranked[place] += other.outranked[place];
            self.costs[place] += other.costs[place];
        }
        for (limit, times) in &other.full {
            *self.full.entry(*limit).or_default() += times;
        }
        for (limit, times) in &other.full_with_sharers {
            *self.full_with_sharers.entry(*limit).or_default() += times;
        }
    }

    /// The sum as it is reported; `tiers` are those of the model but for the lottery.
    pub(crate) fn obstacles(&self, tiers: &[Tier]) -> Obstacles {
        let by_tier = |times: &[usize; PLACES]| -> Vec<(Tier, usize)> {
            let order = tiers.iter().copied().chain([Tier::Lottery]).zip(times.iter().copied());
            order.filter(|(_, times)| *times > 0).collect()
        };
        Obstacles {
            fitting: self.fitting,
            outranked: by_tier(&self.outranked),
            costs: by_tier(&self.costs),
            fixed: self.fixed,
            full: most_first(&self.full),
            out_of_reach: self.out_of_reach,
            full_with_sharers: most_first(&self.full_with_sharers),
            sharers_stopped: self.sharers_stopped,
            too_few_sharers: self.too_few_sharers,
            unsearched: self.unsearched,
        }
    }
}

/// The greatest count first; equal counts by key.
pub(crate) fn most_first<Key: Ord + Copy>(counts: &BTreeMap<Key, usize>) -> Vec<(Key, usize)> {
    let mut list: Vec<(Key, usize)> = counts.iter().map(|(key, count)| (*key, *count)).collect();
    list.sort_by_key(|(key, count)| (std::cmp::Reverse(*count), *key));
    list
}
