//! Who is placed in every allocation that is as good in all tiers but the last, the lottery.
//!
//! Those placed are asked to give way, as many at once as can: whoever does owes its place to the lottery,
//! and so does whoever the program cannot tell from it. When nobody more can, the others are in every such
//! allocation.

use std::collections::{BTreeMap, BTreeSet};

use super::{Failure, Ladder};
use crate::program::{Column, Meaning, Part};

/// Applicants that count the same in every row and are worth the same in all tiers but the last.
type Likeness = (Vec<(usize, i64)>, Vec<i64>);

impl Ladder<'_> {
    /// For each column whether it is an applicant that every allocation places which is as good in all tiers
    /// but the last. `None`: time ran out before that was known.
    pub(super) fn certain(&mut self) -> Result<Option<Vec<bool>>, Failure> {
        let Some(best) = self.best.clone().filter(|_| self.settled == self.tiers) else { return Ok(None) };
        let mut certain: Vec<bool> =
            (0..best.len()).map(|column| is_take(self.part, column) && best[column] > 0).collect();
        if self.alone {
            return Ok(Some(certain));
        }
        let alike = alike(self.part);
        let mut without: Vec<i64> = best;
        loop {
            for members in alike.iter().filter(|members| members.iter().any(|member| without[*member] == 0)) {
                for member in members {
                    certain[*member] = false;
                }
            }
            let is_asked = |column: &usize| certain[*column] && self.part.columns[*column].lower == 0;
            let asked: BTreeSet<usize> = (0..certain.len()).filter(is_asked).collect();
            if asked.is_empty() {
                return Ok(Some(certain));
            }
            let Some(others) = self.others(&asked)? else { return Ok(None) };
            if asked.iter().all(|column| others[*column] > 0) {
                return Ok(Some(certain));
            }
            without = others;
        }
    }

    /// An allocation, as good in all tiers but the last, that leaves out as many of these as can be. `None`:
    /// time ran out.
    fn others(&mut self, asked: &BTreeSet<usize>) -> Result<Option<Vec<i64>>, Failure> {
        let last = self.tiers - 1;
        let mut part = self.part.clone();
        for (index, column) in part.columns.iter_mut().enumerate() {
            column.worth[last] = -i64::from(asked.contains(&index));
        }
        let own = self.steps.split_off(last);
        let mut ladder = Ladder {
            part: &part,
            profiles: self.profiles,
            tiers: self.tiers,
            deadline: self.deadline,
            steps: std::mem::take(&mut self.steps),
            settled: last,
            best: self.best.clone(),
            warm: None,
            hopeful: self.hopeful,
            alone: false,
            dominated: self.dominated.clone(),
            most_placed: self.most_placed,
            lines: self.lines.clone(),
            links: self.links.clone(),
            cuts: self.cuts.iter().filter(|(tier, _)| *tier <= last).cloned().collect(),
            tight: None,
        };
        let mut ended = Ok(true);
        while ladder.settled < ladder.tiers && ended == Ok(true) {
            ended = if ladder.is_late() { Ok(false) } else { ladder.climb() };
        }
        let (found, mut steps) = (ladder.best.take(), ladder.steps);
        steps.truncate(last);
        self.steps = steps;
        self.steps.extend(own);
        ended.map(|done| found.filter(|_| done))
    }
}

fn is_take(part: &Part, column: usize) -> bool {
    matches!(part.columns[column].meaning, Meaning::Take { .. })
}

/// The applicants by what the program can tell of them, but for the lottery.
fn alike(part: &Part) -> Vec<Vec<usize>> {
    let likeness = |column: &Column| -> Likeness {
        let but_last = column.worth.len().saturating_sub(1);
        (column.entries.clone(), column.worth[..but_last].to_vec())
    };
    let mut found: BTreeMap<Likeness, Vec<usize>> = BTreeMap::new();
    for column in (0..part.columns.len()).filter(|column| is_take(part, *column)) {
        found.entry(likeness(&part.columns[column])).or_default().push(column);
    }
    found.into_values().collect()
}
