//! Dwellings that are the same in all but their id. Whoever can live in one can live in all of them, and counts
//! the same there, so that each pair is judged once for all twins.

use std::collections::{BTreeSet, HashMap};

use super::counting::Counting;
use crate::domain::{Dwelling, Round};
use crate::eligibility::Standing;

/// For each dwelling those that are the same.
pub(super) struct Twins {
    /// The first of each dwelling's twins; itself where it has none before it.
    first: Vec<usize>,
    /// All twins of each first one, itself among them; none for the others.
    of_first: Vec<Vec<usize>>,
}

impl Twins {
    /// A dwelling that a decision or the earlier allocation names has no twin.
    pub(super) fn new(round: &Round, standing: &Standing, counting: &Counting) -> Self {
        let mut named: BTreeSet<usize> = standing.dwellings().collect();
        named.extend(round.earlier.iter().filter_map(|pair| round.dwelling(&pair.dwelling)));
        let mut known = HashMap::new();
        let first: Vec<usize> = (0..round.dwellings.len())
            .map(|index| {
                if named.contains(&index) {
                    return index;
                }
                let nameless = Dwelling { id: String::new(), ..round.dwellings[index].clone() };
                *known.entry((nameless, counting.dwelling_class(index))).or_insert(index)
            })
            .collect();
        let mut of_first = vec![Vec::new(); first.len()];
        for (dwelling, first) in first.iter().enumerate() {
            of_first[*first].push(dwelling);
        }
        Self { first, of_first }
    }

    /// The dwelling that speaks for this one.
    pub(super) fn first(&self, dwelling: usize) -> usize {
        self.first[dwelling]
    }

    /// The dwellings that one speaks for, ascending.
    pub(super) fn of(&self, first: usize) -> &[usize] {
        &self.of_first[first]
    }

    /// Whether a dwelling speaks for itself and its twins.
    pub(super) fn is_first(&self, dwelling: usize) -> bool {
        self.first[dwelling] == dwelling
    }
}
