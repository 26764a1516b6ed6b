//! Fewer columns for the solver: from which landlord a household has its vacancy matters to the landlords alone.
//!
//! Sources that serve the same households from the same month on are one pool. For a pool, a month and a size of
//! home the program has a column for every kind of household and every source. The solver gets one for every kind of
//! household and one for every source instead, with equal sums: every row and goal counts either who comes or whose
//! homes they are.

use std::collections::BTreeMap;

use crate::domain::{Role, SizeClass, Source, Supply, Year};

use super::about::{Home, Way, is_mediated};
use super::program::Row;

/// Terms of a sum: columns of the solver and their factors.
pub(super) type Terms = Vec<(usize, f64)>;

/// The columns that the solver gets.
#[derive(Debug, Clone, Default)]
pub(super) struct Merged {
    /// Columns of the program that the solver gets as they are, before all others.
    alone: Vec<usize>,
    blocks: Vec<Block>,
    /// The number of the solver's columns.
    pub(super) columns: usize,
    /// The terms of each row of the program.
    pub(super) rows: Vec<Terms>,
}

/// Homes of a pool and size in a month, for households that burden a landlord alike.
#[derive(Debug, Clone)]
struct Block {
    /// The program's columns: by kind of household, then by source.
    ways: Vec<Vec<usize>>,
    /// The solver's first column of the kinds of households; those of the sources follow.
    first: usize,
}

impl Merged {
    /// Merges the columns of a program: its ways, then so many others.
    pub(super) fn new(year: &Year, ways: &[Way], others: usize, rows: &[Row]) -> Self {
        let mut found: BTreeMap<_, BTreeMap<usize, Vec<usize>>> = BTreeMap::new();
        let mut is_merged = vec![false; ways.len() + others];
        for (column, way) in ways.iter().enumerate() {
            if let Some(source) = way.home.source() {
                let key = (pool(&year.supply[source]), kind(way.home), way.month, burden(year, way));
                found.entry(key).or_default().entry(source).or_default().push(column);
            }
        }
        let mut blocks: Vec<Block> = found.into_values().filter_map(|sources| Block::of(&sources, ways)).collect();
        blocks.iter().flat_map(|block| &block.ways).flatten().for_each(|column| is_merged[*column] = true);
        let alone: Vec<usize> = (0..is_merged.len()).filter(|column| !is_merged[*column]).collect();
        let mut columns = alone.len();
        for block in &mut blocks {
            block.first = columns;
            columns += block.ways.len() + block.sources();
        }
        let mut merged = Self { alone, blocks, columns, rows: Vec::new() };
        let mut factors = vec![0.0; is_merged.len()];
        for row in rows {
            row.terms.iter().for_each(|(column, times)| factors[*column] = factor(*times));
            merged.rows.push(merged.terms(|column| factors[column]));
            row.terms.iter().for_each(|(column, _)| factors[*column] = 0.0);
        }
        merged
    }

    /// A sum over the program's columns as one over the solver's.
    pub(super) fn terms(&self, factor: impl Fn(usize) -> f64) -> Terms {
        let mut terms: Terms = self.alone.iter().enumerate().map(|(at, column)| (at, factor(*column))).collect();
        self.blocks.iter().for_each(|block| terms.extend(block.terms(&factor)));
        terms.retain(|(_, factor)| *factor != 0.0);
        terms
    }

    /// For every block, that as many households come as homes are given: a sum that is 0.
    pub(super) fn balances(&self) -> impl Iterator<Item = Terms> + '_ {
        self.blocks.iter().map(|block| {
            let whose = block.first + block.ways.len();
            let households = (block.first..whose).map(|column| (column, 1.0));
            households.chain((whose..whose + block.sources()).map(|column| (column, -1.0))).collect()
        })
    }

    /// The program's column that a column of the solver stands for, or the first of those that it stands for.
    pub(super) fn stands_for(&self, column: usize) -> usize {
        if let Some(alone) = self.alone.get(column) {
            return *alone;
        }
        let after = self.blocks.partition_point(|block| block.first <= column);
        after.checked_sub(1).map_or(0, |block| self.blocks[block].ways[0][0])
    }

    /// The values of the program's columns: every source serves one kind of household after the other.
    pub(super) fn expanded(&self, values: &[f64]) -> Vec<f64> {
        let merged: usize = self.blocks.iter().map(|block| block.ways.len() * block.sources()).sum();
        let mut found = vec![0.0; self.alone.len() + merged];
        self.alone.iter().zip(values).for_each(|(column, value)| found[*column] = *value);
        for block in &self.blocks {
            let (who, rest) = values[block.first..].split_at(block.ways.len());
            let whose = &rest[..block.sources()];
            for (who, whose, households) in divided(who, whose) {
                found[block.ways[who][whose]] = households;
            }
        }
        found
    }
}

impl Block {
    /// The columns of several sources as a block; `None` where there is one source, one kind of household, or a source
    /// that serves others than the rest.
    fn of(sources: &BTreeMap<usize, Vec<usize>>, ways: &[Way]) -> Option<Self> {
        let households = |columns: &[usize]| -> Vec<_> {
            columns.iter().map(|column| (ways[*column].stream, ways[*column].size)).collect()
        };
        let columns: Vec<&Vec<usize>> = sources.values().collect();
        let first = households(columns.first()?);
        let alike = columns.iter().all(|columns| households(columns) == first);
        let by_household = |who| columns.iter().map(|columns| columns[who]).collect();
        (alike && columns.len() > 1 && first.len() > 1)
            .then(|| Self { ways: (0..first.len()).map(by_household).collect(), first: 0 })
    }

    fn sources(&self) -> usize {
        self.ways[0].len()
    }

    /// Its part of a sum. Where it is the same for all households, it is one over the sources.
    fn terms(&self, factor: impl Fn(usize) -> f64) -> Terms {
        let by_source: Vec<f64> = self.ways[0].iter().map(|column| factor(*column)).collect();
        let same = |ways: &Vec<usize>| ways.iter().zip(&by_source).all(|(column, of)| alike(factor(*column), *of));
        if self.ways.iter().all(same) {
            let whose = self.first + self.ways.len();
            return by_source.into_iter().enumerate().map(|(at, factor)| (whose + at, factor)).collect();
        }
        debug_assert!(self.ways.iter().all(|ways| ways.iter().all(|column| alike(factor(*column), factor(ways[0])))));
        self.ways.iter().enumerate().map(|(at, ways)| (self.first + at, factor(ways[0]))).collect()
    }
}

/// Households of several kinds over the homes of several sources, one kind and one source after the other, so that few
/// are divided: kind, source and households. The sums are equal.
fn divided(who: &[f64], whose: &[f64]) -> Vec<(usize, usize, f64)> {
    let mut found = Vec::new();
    let (mut kind, mut source) = (0, 0);
    let mut left = (who.first().copied().unwrap_or(0.0), whose.first().copied().unwrap_or(0.0));
    while kind < who.len() && source < whose.len() {
        let households = left.0.min(left.1).max(0.0);
        if households > 0.0 {
            found.push((kind, source, households));
        }
        left = (left.0 - households, left.1 - households);
        if left.0 <= left.1 {
            kind += 1;
            left.0 = who.get(kind).copied().unwrap_or(0.0);
        } else {
            source += 1;
            left.1 = whose.get(source).copied().unwrap_or(0.0);
        }
    }
    found
}

/// Whether two factors are the same number.
fn alike(one: f64, other: f64) -> bool {
    (one - other).abs() < 1e-12
}

/// What sources of one pool have in common.
fn pool(source: &Source) -> (Supply, Option<usize>, Vec<&str>) {
    (source.kind, source.delivered, source.reserved_for.iter().map(String::as_str).collect())
}

/// The size of a home, and whether it is shared.
fn kind(home: Home) -> Option<(SizeClass, bool)> {
    match home {
        Home::Own(_, size) => Some((size, false)),
        Home::Shared(_, size) => Some((size, true)),
        Home::Temporary(_) => None,
    }
}

/// Whether landlords are asked for a household's home, and what it takes of each one's capacity if it comes to live there.
fn burden(year: &Year, way: &Way) -> (bool, Vec<i64>) {
    let stream = &year.streams[way.stream];
    let landlords = year.partners.iter().filter(|partner| partner.role == Role::Landlord && partner.groups.is_empty());
    let is_asked = is_mediated(year, &stream.group);
    (is_asked, landlords.map(|partner| if is_asked { partner.load(stream) } else { 0 }).collect())
}

#[allow(clippy::cast_precision_loss)] // factors of a year: far below what a float holds exactly
fn factor(number: i64) -> f64 {
    number as f64
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::super::{Goal, Policy, Program, Solved, Task, solve};
    use super::Merged;
    use crate::domain::{Counted, Year};

    /// Utrecht, with a landlord whose capacity binds and counts persons, so that its vacancies are no matter of numbers.
    fn utrecht() -> Year {
        let mut year = crate::input::read_year("models/utrecht-2025".as_ref()).unwrap().year;
        let woonin = year.partners.iter_mut().find(|partner| partner.name == "Woonin").unwrap();
        (woonin.counts, woonin.capacity) = (Counted::Persons, [Some(3_000); 12]);
        year
    }

    fn solved(program: &Program<'_>) -> Solved {
        let goals = Goal::of(program.policy);
        solve(program, Task { goals: &goals, priced: None, without: &|_| false }).unwrap()
    }

    #[test]
    fn merged_columns_reach_the_same_value_of_every_goal() {
        let year = utrecht();
        let mut program = Program::new(&year, Policy::adopted());
        let found = solved(&program);
        assert!(program.merged.columns + 2_000 < program.columns(), "{} columns", program.merged.columns);
        program.merged = Merged::new(&year, &[], program.columns(), &program.rows);
        assert_eq!(program.merged.columns, program.columns(), "nothing is merged");
        for ((goal, value), (_, alone)) in found.goals.iter().zip(solved(&program).goals) {
            assert!((value - alone).abs() < 1e-3 * alone.max(1.0), "{goal:?}: {value}, and {alone} without");
        }
    }

    #[test]
    fn what_the_solver_finds_holds_in_every_row_of_the_program() {
        let year = utrecht();
        let program = Program::new(&year, Policy::adopted());
        let columns = solved(&program).columns;
        assert!(columns.iter().sum::<f64>() > 1_000.0 && columns.iter().all(|column| *column > -1e-6));
        for row in &program.rows {
            let used: f64 = row.terms.iter().map(|(column, times)| super::factor(*times) * columns[*column]).sum();
            let above = used - super::factor(row.most);
            let unit = super::factor(row.unit);
            assert!(above < 1e-3 * unit && (!row.exact || above > -1e-3 * unit), "{:?}: {above} above", row.about);
        }
    }
}
