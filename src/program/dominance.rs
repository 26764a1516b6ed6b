//! Applicants that no best allocation places, because too many stand before them.
//!
//! One applicant stands before another when it claims the same of every limit, may have everything the
//! other may have, with the same use of limits there, and is worth more in the tiers that come before any
//! that looks at dwellings. Where the other is placed and the first is not, exchanging them is better. So
//! whoever is placed has all those before it placed as well; if these alone are more than there is room for,
//! it is not placed in any best allocation.

use std::collections::{BTreeMap, BTreeSet};

use super::{Column, Meaning, Part, Statement};

/// What one applicant may have: the uses of rows that its flows stand for, as a set of numbers.
struct Options(Vec<u64>);

impl Options {
    fn of(flows: &[usize]) -> Self {
        let mut words = vec![0; flows.iter().max().map_or(0, |flow| flow / 64 + 1)];
        for flow in flows {
            words[flow / 64] |= 1 << (flow % 64);
        }
        Self(words)
    }

    fn include(&self, other: &Self) -> bool {
        let own = self.0.iter().copied().chain(std::iter::repeat(0));
        other.0.iter().zip(own).all(|(wanted, own)| wanted & !own == 0)
    }
}

/// An applicant's column with all that counts here.
struct Claimant {
    column: usize,
    profile: usize,
    worth: Vec<i64>,
    fixed: bool,
}

impl Part {
    /// The columns of applicants that no best allocation places, when no allocation places more than
    /// `most_placed`.
    pub fn dominated(&self, most_placed: i64) -> Vec<bool> {
        let tiers = self.tiers_before_dwellings();
        let options = self.options();
        let mut dominated = vec![false; self.columns.len()];
        let mut alike: BTreeMap<Vec<(usize, i64)>, Vec<Claimant>> = BTreeMap::new();
        for (index, column) in self.columns.iter().enumerate() {
            let Meaning::Take { profile, .. } = column.meaning else { continue };
            let claim = self.claim(&column);
            let (worth, fixed) = (column.worth_in_first(tiers), column.lower > 0);
            alike.entry(claim).or_default().push(Claimant { column: index, profile, worth, fixed });
        }
        for (claim, mut claimants) in alike {
            let room = self.room(&claim).min(most_placed);
            claimants.sort_by(|one, other| other.worth.cmp(&one.worth).then(one.column.cmp(&other.column)));
            for (place, behind) in claimants.iter().enumerate().filter(|(_, claimant)| !claimant.fixed) {
                let Some(wanted) = options.get(&behind.profile) else { continue };
                let stands_before = |ahead: &&Claimant| {
                    ahead.worth > behind.worth && options.get(&ahead.profile).is_some_and(|own| own.include(wanted))
                };
                let enough = usize::try_from(room).unwrap_or(usize::MAX);
                let ahead = claimants[..place].iter().filter(stands_before).take(enough).count();
                dominated[behind.column] = ahead >= enough;
            }
        }
        dominated
    }

    /// The number of tiers before the first in which a flow or a shared dwelling is worth something.
    pub(crate) fn tiers_before_dwellings(&self) -> usize {
        let looks = |column: &Column<'_>| matches!(column.meaning, Meaning::Flow { .. } | Meaning::Shared { .. });
        let first = |column: Column<'_>| column.worth.get(0).map(|(tier, _)| tier);
        self.columns.iter().filter(looks).filter_map(first).min().unwrap_or(self.columns.tiers())
    }

    /// The rows other than its profile's that a column counts in.
    fn claim(&self, column: &Column<'_>) -> Vec<(usize, i64)> {
        let is_limit = |row: usize| !matches!(self.rows[row].statement, Statement::Profile(_));
        let mut claim: Vec<(usize, i64)> = column.entries.iter().filter(|(row, _)| is_limit(*row)).collect();
        claim.sort_unstable();
        claim
    }

    /// What each profile may have. Flows that count alike in all rows have one number.
    fn options(&self) -> BTreeMap<usize, Options> {
        let mut numbers: BTreeMap<Vec<(usize, i64)>, usize> = BTreeMap::new();
        let mut flows: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        for column in self.columns.iter() {
            let Meaning::Flow { profile, .. } = column.meaning else { continue };
            let next = numbers.len();
            let number = *numbers.entry(self.claim(&column)).or_insert(next);
            flows.entry(profile).or_default().insert(number);
        }
        let options = |(profile, flows): (usize, BTreeSet<usize>)| {
            (profile, Options::of(&flows.into_iter().collect::<Vec<usize>>()))
        };
        flows.into_iter().map(options).collect()
    }

    /// How many applicants with this claim the maxima allow.
    fn room(&self, claim: &[(usize, i64)]) -> i64 {
        let of_row = |(row, amount): &(usize, i64)| match (self.rows[*row].statement, self.rows[*row].upper) {
            (Statement::Maximum(_), Some(upper)) if *amount > 0 => Some(upper.div_euclid(*amount)),
            _ => None,
        };
        claim.iter().filter_map(of_row).min().unwrap_or(i64::MAX)
    }
}
