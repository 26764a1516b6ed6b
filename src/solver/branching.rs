//! Branching on the tightened relaxation: which dwellings are shared first, then who is placed, then where.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use super::Ladder;
use super::relaxation::{Answer, Relaxation, whole_bound};
use crate::program::{Meaning, Part};

/// With more nodes than this the search is left to the solver's own.
const MOST_NODES: usize = 300;

/// A value nearer to a whole number than this is whole.
const WHOLE: f64 = 1e-6;

/// How branching ended.
pub(super) enum Branched {
    /// The best whole solution.
    Optimum(Vec<i64>),
    /// No whole solution keeps the tiers before at their targets and is better than what is known.
    Nothing,
    /// Too many nodes; the best so far.
    GaveUp(Option<Vec<i64>>),
    /// Time ran out; the best so far.
    Stopped(Option<Vec<i64>>),
}

/// A part of the search: the columns narrowed, and what nothing in it exceeds.
struct Node {
    narrowed: Vec<(usize, i64, i64)>,
    top: f64,
    /// In the order in which they came up.
    number: usize,
}

/// The node with the highest whole bound comes first; among those the one nearest to a whole solution.
impl Ord for Node {
    fn cmp(&self, other: &Self) -> Ordering {
        let rank = |node: &Self| (whole_bound(node.top), node.narrowed.len());
        let by_top = || self.top.total_cmp(&other.top).then(self.number.cmp(&other.number));
        rank(self).cmp(&rank(other)).then_with(by_top)
    }
}

impl PartialOrd for Node {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Node {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Node {}

/// The nodes that are left, and the best that was found.
struct Nodes {
    open: BinaryHeap<Node>,
    /// The node to go on with before all others: it differs least from the last.
    next: Option<Node>,
    made: usize,
    best: Option<Vec<i64>>,
    /// Only solutions worth more than this are looked for.
    least: Option<i64>,
}

impl Nodes {
    fn take(&mut self) -> Option<Node> {
        self.next.take().or_else(|| self.open.pop())
    }

    /// A better solution: nodes that hold none better still are done with.
    fn found(&mut self, values: Vec<i64>, worth: i64) {
        if self.least.is_none_or(|least| worth > least) {
            self.least = Some(worth);
            self.best = Some(values);
            self.open.retain(|node| whole_bound(node.top) > worth);
        }
    }

    /// Splits a node at a column with a fractional value; the side nearer to it comes next.
    fn split(&mut self, node: &Node, top: f64, column: usize, bounds: (i64, i64), value: f64) {
        let below = value.floor() as i64;
        let mut sides = [(bounds.0, below), (below + 1, bounds.1)];
        if value - below as f64 > 0.5 {
            sides.reverse();
        }
        for (lower, upper) in sides {
            let others = node.narrowed.iter().copied().filter(|(other, ..)| *other != column);
            let narrowed = others.chain([(column, lower, upper)]).collect();
            self.made += 1;
            let child = Node { narrowed, top, number: self.made };
            match self.next {
                None => self.next = Some(child),
                Some(_) => self.open.push(child),
            }
        }
    }
}

impl Ladder<'_> {
    /// Searches for whole solutions of a tier worth more than `known`.
    pub(super) fn branch(&self, tier: usize, relaxation: &mut Relaxation<'_>, known: Option<i64>) -> Branched {
        let targets: Vec<i64> = self.steps[..tier].iter().map(|step| step.target).collect();
        let root = Node { narrowed: Vec::new(), top: self.steps[tier].top(), number: 0 };
        let mut nodes = Nodes { open: BinaryHeap::new(), next: Some(root), made: 0, best: None, least: known };
        let mut narrowed: Vec<usize> = Vec::new();
        while let Some(node) = nodes.take() {
            if nodes.made > 2 * MOST_NODES {
                return Branched::GaveUp(nodes.best);
            }
            narrowed.drain(..).for_each(|column| relaxation.widen(column));
            for (column, lower, upper) in &node.narrowed {
                relaxation.narrow(*column, *lower, *upper);
                narrowed.push(*column);
            }
            let relaxed = match relaxation.solve(&targets, self.seconds_left()) {
                Ok(Answer::Optimum(relaxed)) => relaxed,
                Ok(Answer::Nothing) => continue,
                Ok(Answer::Stopped) => return Branched::Stopped(nodes.best),
                Err(_) => return Branched::GaveUp(nodes.best),
            };
            if nodes.least.is_some_and(|least| relaxed.bound <= least) {
                continue;
            }
            if let Some(values) = self.whole(&relaxed.values, tier) {
                let worth = self.part.worth(tier, &values);
                nodes.found(values, worth);
                continue;
            }
            let Some(column) = most_open(self.part, &relaxed.values) else {
                return Branched::GaveUp(nodes.best);
            };
            nodes.split(&node, relaxed.objective, column, relaxation.bounds(column), relaxed.values[column]);
        }
        nodes.best.map_or(Branched::Nothing, Branched::Optimum)
    }
}

/// The column to branch on: of the first kind that is not whole the one nearest to a half.
fn most_open(part: &Part, values: &[f64]) -> Option<usize> {
    let rank = |column: usize| match part.columns[column].meaning {
        Meaning::Shared { .. } => 0,
        Meaning::Take { .. } => 1,
        Meaning::Flow { .. } => 2,
        Meaning::Short { .. } => 3,
    };
    let distance = |column: usize| (values[column] - values[column].round()).abs();
    let open = (0..values.len()).filter(|column| distance(*column) > WHOLE);
    open.min_by(|one, other| rank(*one).cmp(&rank(*other)).then(distance(*other).total_cmp(&distance(*one))))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn root(top: f64) -> Node {
        Node { narrowed: Vec::new(), top, number: 0 }
    }

    fn empty() -> Nodes {
        Nodes { open: BinaryHeap::new(), next: None, made: 0, best: None, least: None }
    }

    #[test]
    fn both_sides_of_a_split_are_looked_at_the_nearer_first() {
        for (value, expected) in [(1.3, [(7, 0, 1), (7, 2, 3)]), (1.8, [(7, 2, 3), (7, 0, 1)])] {
            let mut nodes = empty();
            nodes.split(&root(5.0), 4.5, 7, (0, 3), value);
            let looked_at: Vec<_> = std::iter::from_fn(|| nodes.take()).map(|node| node.narrowed).collect();
            assert_eq!(looked_at, expected.map(|side| vec![side]), "at {value}");
        }
    }

    #[test]
    fn a_solution_closes_only_nodes_that_hold_none_better() {
        let mut nodes = empty();
        nodes.open.extend([root(6.5), root(7.2), root(8.0)]);
        nodes.found(vec![1], 7);
        nodes.found(vec![0], 5);
        assert_eq!((nodes.best, nodes.least), (Some(vec![1]), Some(7)));
        assert_eq!(nodes.open.into_iter().map(|node| node.top).collect::<Vec<f64>>(), [8.0]);
    }
}
