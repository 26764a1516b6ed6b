//! Branching on the tightened relaxation: how many placements count alike first, then who is placed, which dwellings are
//! shared, and where.

use super::Ladder;
use super::cuts::Line;
use super::losses::{Losses, Side};
use super::relaxation::{Inside, Relaxation, Solved, is_whole};
use crate::program::{Meaning, Part};

/// With more nodes than this the search is left to the solver's own.
const MOST_NODES: usize = 600;

/// A value nearer to a whole number than this is whole.
const WHOLE: f64 = 1e-6;

/// So many sets of applicants that do equally well are looked at one by one.
const MOST_SETS: usize = 4;

/// What is searched.
#[derive(Default)]
pub(super) struct Wanted<'a> {
    /// Only solutions at most so far below the relaxation; all without.
    pub(super) width: Option<f64>,
    /// Only solutions worth more than this.
    pub(super) least: Option<i64>,
    /// The first solution worth so much ends the search.
    pub(super) enough: Option<i64>,
    /// Not the best alone, but one for every set of applicants that does as well; of a tier that looks at applicants only.
    pub(super) every_set: bool,
    /// A solution known before, where every set is wanted.
    pub(super) known: Option<&'a [i64]>,
}

/// How branching ended.
pub(super) enum Branched {
    /// The best whole solutions, or one that is worth enough.
    Optimum(Best),
    /// No whole solution keeps the tiers before at their targets and is better than what is known.
    Nothing,
    /// Too many nodes; the best so far.
    GaveUp(Option<Vec<i64>>),
    /// Time ran out; the best so far.
    Stopped(Option<Vec<i64>>),
}

/// The best whole solutions.
pub(super) struct Best {
    pub(super) values: Vec<i64>,
    /// One for every set of applicants that does as well, this one among them; none where that is not known.
    pub(super) sets: Vec<Vec<i64>>,
}

/// A part of the search.
struct Node {
    /// Columns with narrower bounds.
    narrowed: Vec<(usize, i64, i64)>,
    /// What the relaxation above it is worth.
    top: f64,
    /// What nothing in it exceeds.
    bound: i64,
    /// Where the node above it was split: the column, the side, and how far that moves its value.
    split: Option<(usize, Side, f64)>,
}

/// The nodes that are left, and the best that was found.
struct Nodes {
    /// The last is the next.
    open: Vec<Node>,
    made: usize,
    best: Option<Vec<i64>>,
    /// Only solutions worth more than this are looked for.
    least: Option<i64>,
    /// One solution for every set of applicants that does as well as the best; `None` where they are not looked for.
    sets: Option<Vec<Vec<i64>>>,
}

impl Nodes {
    /// A solution worth looking for: nodes that hold none better still, or as good where all sets are wanted, are done with.
    fn found(&mut self, values: Vec<i64>, worth: i64) {
        if self.least.is_some_and(|least| worth <= least) {
            return;
        }
        let mut least = worth;
        if let Some(sets) = &mut self.sets {
            if self.least.is_none_or(|least| worth > least + 1) {
                sets.clear();
            }
            sets.push(values.clone());
            if sets.len() <= MOST_SETS {
                least = worth - 1;
            } else {
                self.sets = None;
            }
        }
        self.least = Some(least);
        self.best = Some(values);
        self.open.retain(|node| node.bound > least);
    }

    /// Whether nothing in a node is worth looking for.
    fn is_done_with(&self, bound: i64) -> bool {
        self.least.is_some_and(|least| bound <= least)
    }

    /// A node in which a solution was found may hold others.
    fn look_again(&mut self, node: Node, solved: &Solved) {
        if !self.is_done_with(solved.bound) {
            self.made += 1;
            self.open.push(Node { top: solved.objective, bound: solved.bound, split: None, ..node });
        }
    }

    /// Splits a node at a column with a fractional value; the side nearer to it comes next.
    fn split(&mut self, node: &Node, solved: &Solved, column: usize, bounds: (i64, i64)) {
        let value = solved.values[column];
        let below = value.floor() as i64;
        let distance = value - below as f64;
        let mut sides = [(bounds.0, below, Side::Below, distance), (below + 1, bounds.1, Side::Above, 1.0 - distance)];
        if distance < 0.5 {
            sides.reverse();
        }
        for (lower, upper, side, distance) in sides {
            let others = node.narrowed.iter().copied().filter(|(other, ..)| *other != column);
            let narrowed = others.chain([(column, lower, upper)]).collect();
            self.made += 1;
            let split = Some((column, side, distance));
            self.open.push(Node { narrowed, top: solved.objective, bound: solved.bound, split });
        }
    }
}

impl Ladder<'_> {
    /// Searches for whole solutions of a tier. One side of a split is searched to its end before the other: from node to node
    /// little changes then, and the width keeps a side from being searched in vain for long. Without a width the node
    /// with the highest bound is the next.
    pub(super) fn branch(
        &self,
        tier: usize,
        relaxation: &mut Relaxation<'_>,
        wanted: &Wanted<'_>,
        losses: &mut Losses,
    ) -> Branched {
        let targets: Vec<i64> = self.steps[..tier].iter().map(|step| step.target).collect();
        let mut nodes = self.nodes(tier, wanted);
        relaxation.restrict(&self.staying(tier, wanted.width));
        if relaxation.leave_out_closed(&targets).is_err() {
            return Branched::GaveUp(None);
        }
        relaxation.allow_misses(tier);
        relaxation.cut_off(nodes.sets.iter().flatten().map(|known| others(self.part, known)));
        let mut narrowed: Vec<usize> = Vec::new();
        let best_first = wanted.width.is_none();
        while let Some(node) = nodes.open.pop() {
            if nodes.made > 2 * MOST_NODES {
                return Branched::GaveUp(nodes.best);
            }
            relaxation.narrow_to(&node.narrowed, &mut narrowed);
            let solved = match relaxation.solve_inside(&targets, self.seconds_left()) {
                Ok(Inside::Optimum(solved)) => solved,
                Ok(Inside::Nothing) => {
                    if let Some(split) = node.split {
                        losses.note(split, nodes.least.map_or(0.0, |least| node.top - least as f64));
                    }
                    continue;
                }
                Ok(Inside::Stopped) => return Branched::Stopped(nodes.best),
                Err(_) => return Branched::GaveUp(nodes.best),
            };
            if let Some(split) = node.split {
                losses.note(split, node.top - solved.objective);
            }
            if nodes.is_done_with(solved.bound) {
                continue;
            }
            let may_be_whole = relaxation.inside().iter().all(|column| is_whole(solved.values[*column]));
            if let Some(values) = may_be_whole.then(|| self.whole(&solved.values, tier)).flatten() {
                let others = nodes.sets.as_ref().map(|_| others(self.part, &values));
                let worth = self.part.worth(tier, &values);
                nodes.found(values, worth);
                if wanted.enough.is_some_and(|enough| worth >= enough) {
                    break;
                }
                if let Some(others) = others {
                    relaxation.cut_off([others]);
                    nodes.look_again(node, &solved);
                } else if !nodes.is_done_with(solved.bound) {
                    return Branched::GaveUp(nodes.best);
                }
                continue;
            }
            let Some(column) = most_open(self.part, relaxation.inside(), &solved.values, losses) else {
                return Branched::GaveUp(nodes.best);
            };
            nodes.split(&node, &solved, column, relaxation.bounds(column));
            if best_first {
                nodes.open.sort_by(|one, other| one.top.total_cmp(&other.top));
            }
        }
        relaxation.narrow_to(&[], &mut narrowed);
        let sets = nodes.sets.unwrap_or_default();
        nodes.best.map_or(Branched::Nothing, |values| Branched::Optimum(Best { values, sets }))
    }

    /// The root, and what is known of its solutions.
    fn nodes(&self, tier: usize, wanted: &Wanted<'_>) -> Nodes {
        let top = self.steps[tier].top();
        let lowest = |width: f64| (top - width - self.steps[tier].relaxed.noise).ceil() as i64 - 1;
        let mut nodes = Nodes {
            open: vec![Node { narrowed: Vec::new(), top, bound: i64::MAX, split: None }],
            made: 0,
            best: None,
            least: wanted.least.max(wanted.width.map(lowest)),
            sets: wanted.every_set.then(Vec::new),
        };
        if let Some(known) = wanted.known.filter(|_| wanted.every_set) {
            nodes.found(known.to_vec(), self.part.worth(tier, known));
        }
        nodes
    }
}

/// `Σ take of the others − Σ take of those placed ≥ 1 − placed`: whoever is placed, it is not those alone.
pub(super) fn others(part: &Part, known: &[i64]) -> Line {
    let takes = |column: &usize| matches!(part.columns.meaning(*column), Meaning::Take { .. });
    let sign = |column: usize| (column, if known[column] > 0 { -1 } else { 1 });
    let entries = (0..known.len()).filter(takes).map(sign).collect();
    let placed: i64 = (0..known.len()).filter(takes).map(|column| known[column]).sum();
    Line { entries, lower: Some(1 - placed), upper: None }
}

/// The column to branch on: of the first kind that is not whole the one that promises most.
fn most_open(part: &Part, inside: &[usize], values: &[f64], losses: &Losses) -> Option<usize> {
    let rank = |column: usize| match part.columns.meaning(column) {
        Meaning::Sum => 0,
        Meaning::Take { .. } => 1,
        Meaning::Shared { .. } => 2,
        Meaning::Flow { .. } => 3,
        Meaning::Short { .. } => 4,
    };
    let open = inside.iter().copied().filter(|column| (values[*column] - values[*column].round()).abs() > WHOLE);
    let promise = |column: usize| losses.promise(column, values[column]);
    open.min_by(|one, other| {
        rank(*one).cmp(&rank(*other)).then_with(|| promise(*other).total_cmp(&promise(*one))).then(one.cmp(other))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn node(bound: i64) -> Node {
        Node { narrowed: Vec::new(), top: bound as f64 + 0.5, bound, split: None }
    }

    fn solved(bound: i64, values: Vec<f64>) -> Solved {
        Solved { values, objective: bound as f64 + 0.5, bound }
    }

    fn bounds(nodes: &Nodes) -> Vec<i64> {
        nodes.open.iter().map(|node| node.bound).collect()
    }

    fn empty() -> Nodes {
        Nodes { open: Vec::new(), made: 0, best: None, least: None, sets: None }
    }

    #[test]
    fn both_sides_of_a_split_are_looked_at_the_nearer_first() {
        for (value, expected) in [(1.3, [(7, 0, 1), (7, 2, 3)]), (1.8, [(7, 2, 3), (7, 0, 1)])] {
            let mut nodes = empty();
            let values = std::iter::repeat_n(0.0, 7).chain([value]).collect();
            nodes.split(&node(5), &solved(4, values), 7, (0, 3));
            assert_eq!(bounds(&nodes), [4, 4]);
            let looked_at: Vec<_> = std::iter::from_fn(|| nodes.open.pop()).map(|node| node.narrowed).collect();
            assert_eq!(looked_at, expected.map(|side| vec![side]), "at {value}");
        }
    }

    #[test]
    fn sets_that_do_as_well_are_kept_until_one_does_better_or_they_are_too_many() {
        let mut nodes = Nodes { sets: Some(Vec::new()), ..empty() };
        nodes.open.extend([node(6), node(7)]);
        for (values, worth) in [(1, 6), (2, 7), (3, 7), (4, 6)] {
            nodes.found(vec![values], worth);
        }
        assert_eq!((nodes.sets.as_ref(), nodes.least), (Some(&vec![vec![2], vec![3]]), Some(6)));
        assert_eq!(bounds(&nodes), [7], "one may hold a third of them");
        (0..3).for_each(|other| nodes.found(vec![10 + other], 7));
        assert_eq!((nodes.sets, nodes.least, nodes.open.len()), (None, Some(7), 0));
    }

    #[test]
    fn a_node_with_a_solution_is_looked_at_again_where_all_sets_are_wanted() {
        let mut nodes = Nodes { sets: Some(Vec::new()), ..empty() };
        nodes.found(vec![1], 7);
        nodes.look_again(node(8), &solved(7, Vec::new()));
        nodes.look_again(node(8), &solved(6, Vec::new()));
        assert_eq!(bounds(&nodes), [7], "it may hold another as good");
    }

    #[test]
    fn a_solution_closes_only_nodes_that_hold_none_better() {
        let mut nodes = empty();
        nodes.open.extend([node(6), node(7), node(8)]);
        nodes.found(vec![1], 7);
        nodes.found(vec![0], 5);
        assert_eq!((bounds(&nodes), nodes.best, nodes.least), (vec![8], Some(vec![1]), Some(7)));
    }
}
