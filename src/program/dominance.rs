//! Applicants that no best allocation places, because too many stand before them.
//!
//! One applicant stands before another when it claims the same of every limit, may have everything the
//! other may have, with the same use of limits there, and is worth more in the tiers that come before any
//! that looks at dwellings. Where the other is placed and the first is not, exchanging them is better. So
//! whoever is placed has all those before it placed as well; if these alone are more than there is room for,
//! it is not placed in any best allocation.

use std::collections::{BTreeMap, HashMap};

use super::{Column, Meaning, Part, Statement};

/// What the applicants of each profile may have: the uses of rows that its flows stand for, as a set of numbers.
struct Options {
    /// The sets of all profiles, each of `width` words of bits.
    words: Vec<u64>,
    width: usize,
}

impl Options {
    fn of(&self, profile: usize) -> &[u64] {
        &self.words[profile * self.width..][..self.width]
    }
}

/// Whether one set holds all of another.
fn includes(own: &[u64], wanted: &[u64]) -> bool {
    wanted.iter().zip(own).all(|(wanted, own)| wanted & !own == 0)
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
        let mut alike: BTreeMap<Vec<(usize, i64)>, Vec<Claimant>> = BTreeMap::new();
        for (index, column) in self.columns.iter().enumerate() {
            let Meaning::Take { profile, .. } = column.meaning else { continue };
            let claim = self.claim(&column);
            let (worth, fixed) = (column.worth_in_first(tiers), column.lower > 0);
            alike.entry(claim).or_default().push(Claimant { column: index, profile, worth, fixed });
        }
        let mut dominated = vec![false; self.columns.len()];
        for (claim, claimants) in alike {
            let room = self.room(&claim).min(most_placed);
            for column in behind_too_many(claimants, &options, usize::try_from(room).unwrap_or(usize::MAX)) {
                dominated[column] = true;
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
        let mut claim = Vec::new();
        self.read_claim(column, &mut claim);
        claim
    }

    fn read_claim(&self, column: &Column<'_>, claim: &mut Vec<(usize, i64)>) {
        let is_limit = |row: usize| !matches!(self.rows[row].statement, Statement::Profile(_));
        claim.clear();
        claim.extend(column.entries.iter().filter(|(row, _)| is_limit(*row)));
        claim.sort_unstable();
    }

    /// What each profile may have. Flows that count alike in all rows have one number.
    fn options(&self) -> Options {
        let mut numbers: HashMap<Vec<(usize, i64)>, usize> = HashMap::new();
        let mut flows: Vec<(usize, usize)> = Vec::new();
        let (mut profiles, mut claim) = (0, Vec::new());
        for column in self.columns.iter() {
            if let Meaning::Take { profile, .. } | Meaning::Flow { profile, .. } = column.meaning {
                profiles = profiles.max(profile + 1);
            }
            let Meaning::Flow { profile, .. } = column.meaning else { continue };
            self.read_claim(&column, &mut claim);
            let number = numbers.get(&claim).copied().unwrap_or_else(|| {
                numbers.insert(claim.clone(), numbers.len());
                numbers.len() - 1
            });
            flows.push((profile, number));
        }
        let width = numbers.len().div_ceil(64);
        let mut words = vec![0; profiles * width];
        for (profile, number) in flows {
            words[profile * width + number / 64] |= 1 << (number % 64);
        }
        Options { words, width }
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

/// Of those who claim the same, the columns of whoever has so many before it that there is no room left.
fn behind_too_many(mut claimants: Vec<Claimant>, options: &Options, room: usize) -> Vec<usize> {
    claimants.sort_by(|one, other| other.worth.cmp(&one.worth).then(one.column.cmp(&other.column)));
    let (mut sets, mut number_of) = (Vec::new(), HashMap::new());
    let number = |claimant: &Claimant| {
        let set = options.of(claimant.profile);
        *number_of.entry(set).or_insert_with(|| {
            sets.push(set);
            sets.len() - 1
        })
    };
    let set_of: Vec<usize> = claimants.iter().map(number).collect();
    // How many that are worth more have each set.
    let mut ahead = vec![0; sets.len()];
    let mut worth_more = 0;
    let mut behind = Vec::new();
    for (claimant, own) in claimants.iter().zip(&set_of) {
        while claimants[worth_more].worth > claimant.worth {
            ahead[set_of[worth_more]] += 1;
            worth_more += 1;
        }
        let wanted = sets[*own];
        let has_options = wanted.iter().any(|word| *word != 0);
        if has_options && !claimant.fixed && has_ahead(&sets, &ahead, wanted, room) {
            behind.push(claimant.column);
        }
    }
    behind
}

/// Whether so many have sets that hold all of what is wanted.
fn has_ahead(sets: &[&[u64]], ahead: &[usize], wanted: &[u64], room: usize) -> bool {
    let mut found = 0;
    for (set, count) in sets.iter().zip(ahead) {
        if found >= room {
            break;
        }
        if *count > 0 && includes(set, wanted) {
            found += count;
        }
    }
    found >= room
}
