//! The months of a plan in whole households made as alike as can be: a household moves to another month or home, or two of
//! different streams change months, while every row holds and the goals get better in their order.
//!
//! It ends where no such exchange is left, which is near the smallest steps but is not proven to be there.

use crate::domain::MONTHS;

use super::about::Home;
use super::filling::Filling;
use super::worth::{MONTHS_ALONE, Tally, Worth};

/// Exchanges households as long as that makes the plan better.
pub(super) fn smooth(filling: &mut Filling<'_>) {
    let tally = Tally::new(filling);
    let mut smoothing = Smoothing { worth: tally.worth(), tally, filling };
    while smoothing.months() || smoothing.homes() {}
}

struct Smoothing<'a, 'b> {
    filling: &'a mut Filling<'b>,
    tally: Tally<'b>,
    /// Of the plan as it is.
    worth: Worth,
}

/// A household that leaves one column for another.
type Move = (usize, usize);

impl Smoothing<'_, '_> {
    /// One round over all streams and pairs of months; whether anything was exchanged.
    fn months(&mut self) -> bool {
        let mut better = false;
        for stream in 0..self.tally.streams.len() {
            for (from, to) in pairs() {
                while self.month_of(stream, from, to) {
                    better = true;
                }
            }
        }
        better
    }

    /// Moves a household of a stream to another month, alone or against one of another stream.
    fn month_of(&mut self, stream: usize, from: usize, to: usize) -> bool {
        let even = self.filling.program.policy.even;
        let change = self.tally.step(stream, from, to);
        if (even && change > 0) || self.tally.streams[stream][from] == 0 {
            return false;
        }
        let leaving = self.leaving(stream, from);
        if leaving.iter().any(|column| self.come(&[], *column, to)) {
            return true;
        }
        if change > 0 {
            return false;
        }
        let others: Vec<usize> = (0..self.tally.streams.len())
            .filter(|other| *other != stream && self.tally.streams[*other][to] > 0)
            .filter(|other| change + self.tally.step(*other, to, from) < 0)
            .collect();
        others.into_iter().any(|other| {
            let back = self.leaving(other, to);
            leaving.iter().any(|one| back.iter().any(|two| self.change_months(*one, *two)))
        })
    }

    /// The homes of a stream's households in a month, one for each size of household and dwelling.
    fn leaving(&self, stream: usize, month: usize) -> Vec<usize> {
        let mut kinds = Vec::new();
        let mut found = Vec::new();
        for column in self.filling.taken_by(stream, month) {
            let way = self.filling.program.ways[column];
            if let Home::Own(_, size) = way.home
                && !kinds.contains(&(way.size, size))
            {
                kinds.push((way.size, size));
                found.push(column);
            }
        }
        found
    }

    /// Two households of different streams change months; whether that could be done and was better.
    fn change_months(&mut self, one: usize, two: usize) -> bool {
        let [month, other] = [one, two].map(|column| self.filling.program.ways[column].month);
        let fits = |column: &usize| self.filling.holds(&[(one, -1), (*column, 1), (two, -1)]);
        let coming = self.filling.homes_like(one, other).into_iter().find(fits);
        coming.is_some_and(|column| self.come(&[(one, column)], two, month))
    }

    /// A household of a column comes to a home in a month, after these moves; whether that could be done and was better.
    fn come(&mut self, before: &[Move], leaving: usize, month: usize) -> bool {
        for column in self.filling.homes_like(leaving, month) {
            let moves = [before, &[(leaving, column)]].concat();
            let worth = self.worth_after(&moves);
            if worth < self.worth && self.filling.may_move(&moves) {
                self.count(&moves, 1);
                self.worth = worth;
                for (leaving, coming) in moves {
                    self.filling.count(leaving, -1);
                    self.filling.count(coming, 1);
                }
                return true;
            }
            if self.filling.program.policy.even && worth[..MONTHS_ALONE] > self.worth[..MONTHS_ALONE] {
                return false; // whichever home it is
            }
        }
        false
    }

    /// One round over all households: another home in the same month; whether anything was exchanged.
    fn homes(&mut self) -> bool {
        let mut better = false;
        for column in 0..self.filling.program.ways.len() {
            let way = self.filling.program.ways[column];
            while self.filling.columns[column] > 0
                && matches!(way.home, Home::Own(..))
                && self.come(&[], column, way.month)
            {
                better = true;
            }
        }
        better
    }

    fn worth_after(&mut self, moves: &[Move]) -> Worth {
        self.count(moves, 1);
        let worth = self.tally.worth();
        self.count(moves, -1);
        worth
    }

    fn count(&mut self, moves: &[Move], number: i64) {
        for (leaving, coming) in moves {
            self.tally.count(&self.filling.program.ways[*leaving], -number);
            self.tally.count(&self.filling.program.ways[*coming], number);
        }
    }
}

fn pairs() -> impl Iterator<Item = (usize, usize)> {
    (0..MONTHS).flat_map(|from| (0..MONTHS).map(move |to| (from, to))).filter(|(from, to)| from != to)
}
