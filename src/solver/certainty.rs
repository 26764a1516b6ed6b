//! Who is placed in every allocation that is as good in all tiers but the last, the lottery.
//!
//! Those placed are asked to give way, as many at once as can: whoever does owes its place to the lottery,
//! and so does whoever the program cannot tell from it. When nobody more can, the others are in every such
//! allocation.

use std::collections::{BTreeMap, BTreeSet};

use super::{Failure, Kept};
use crate::program::{Meaning, Part, Terms};

/// Applicants that count the same in every row and are worth the same in all tiers but the last.
type Likeness<'a> = (Terms<'a>, Vec<i64>);

impl Kept<'_> {
    /// For each column whether it is an applicant that every allocation places which is as good in all tiers
    /// but the last. `None`: time ran out before that was known.
    pub(super) fn certain(&mut self, part: &Part) -> Result<Option<Vec<bool>>, Failure> {
        let best = self.best.clone();
        let mut certain: Vec<bool> = (0..best.len()).map(|column| is_take(part, column) && best[column] > 0).collect();
        if self.alone {
            return Ok(Some(certain));
        }
        let alike = alike(part);
        let mut without: Vec<i64> = best;
        loop {
            for members in alike.iter().filter(|members| members.iter().any(|member| without[*member] == 0)) {
                for member in members {
                    certain[*member] = false;
                }
            }
            let is_asked = |column: &usize| certain[*column] && part.columns.bounds(*column).0 == 0;
            let asked: BTreeSet<usize> = (0..certain.len()).filter(is_asked).collect();
            if asked.is_empty() {
                return Ok(Some(certain));
            }
            let Some(others) = self.ask(part, |column| -i64::from(asked.contains(&column)))? else { return Ok(None) };
            if asked.iter().all(|column| others[*column] > 0) {
                return Ok(Some(certain));
            }
            without = others;
        }
    }
}

pub(super) fn is_take(part: &Part, column: usize) -> bool {
    matches!(part.columns.meaning(column), Meaning::Take { .. })
}

/// The applicants by what the program can tell of them, but for the lottery.
pub(super) fn alike(part: &Part) -> Vec<Vec<usize>> {
    let but_last = part.columns.tiers().saturating_sub(1);
    let mut found: BTreeMap<Likeness<'_>, Vec<usize>> = BTreeMap::new();
    for index in (0..part.columns.len()).filter(|column| is_take(part, *column)) {
        let column = part.columns.at(index);
        found.entry((column.entries, column.worth_in_first(but_last))).or_default().push(index);
    }
    found.into_values().collect()
}
