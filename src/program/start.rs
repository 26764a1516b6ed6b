//! A feasible start: the fixed pairs, filled up greedily. It is what remains when time runs out before
//! the solver has an answer of its own.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::{Meaning, Part, Statement};
use crate::domain::Mode;

impl Part {
    /// Fills up a solution (or the fixed pairs, without one): applicants by their worth in the tiers, in
    /// order, each to the first whole dwelling that every row still allows.
    pub fn filled_up(&self, from: Option<&[i64]>) -> Option<Vec<i64>> {
        let mut filling = match from {
            Some(values) => Filling::from(self, values),
            None => Filling::fixed(self)?,
        };
        let mut takes: Vec<usize> = (0..self.columns.len())
            .filter(|column| matches!(self.columns.at(*column).meaning, Meaning::Take { .. }))
            .filter(|column| filling.values[*column] == 0)
            .collect();
        let worth = |take: &usize| Reverse(self.columns.at(*take).worth_in_first(self.columns.tiers()));
        takes.sort_by_cached_key(worth);
        let flows = self.flows_by_profile();
        for take in takes {
            let Meaning::Take { profile, .. } = self.columns.at(take).meaning else { continue };
            for flow in flows.get(&profile).into_iter().flatten() {
                if filling.try_add(&[take, *flow]) {
                    break;
                }
            }
        }
        filling.settle();
        self.check(&filling.values).is_ok().then_some(filling.values)
    }

    /// The applicants that must be placed, with their profiles, by the kind that is open to them.
    fn fixed_by_kind(&self) -> BTreeMap<usize, Vec<(usize, usize)>> {
        let mut kind_of = BTreeMap::new();
        for column in self.columns.iter() {
            if let Meaning::Flow { profile, kind, .. } = column.meaning {
                kind_of.entry(profile).or_insert(kind);
            }
        }
        let mut fixed: BTreeMap<usize, Vec<(usize, usize)>> = BTreeMap::new();
        for (take, column) in self.columns.iter().enumerate().filter(|(_, column)| column.lower > 0) {
            let Meaning::Take { profile, .. } = column.meaning else { continue };
            if let Some(kind) = kind_of.get(&profile) {
                fixed.entry(*kind).or_default().push((take, profile));
            }
        }
        fixed
    }

    fn flows_by_profile(&self) -> BTreeMap<usize, Vec<usize>> {
        let mut flows: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (index, column) in self.columns.iter().enumerate() {
            if let Meaning::Flow { profile, mode: Mode::Whole, .. } = column.meaning {
                flows.entry(profile).or_default().push(index);
            }
        }
        flows
    }
}

/// A solution as it is filled.
#[derive(Clone)]
pub(super) struct Filling<'a> {
    part: &'a Part,
    pub(super) values: Vec<i64>,
    sums: Vec<i64>,
}

impl<'a> Filling<'a> {
    fn from(part: &'a Part, values: &[i64]) -> Self {
        let mut sums = vec![0; part.rows.len()];
        for (column, value) in part.columns.iter().zip(values) {
            column.entries.iter().for_each(|(row, coefficient)| sums[row] += coefficient * value);
        }
        Self { part, values: values.to_vec(), sums }
    }

    /// The fixed pairs alone: each applicant that must be placed has one kind open to it, and that kind is one
    /// dwelling. Several of them share it.
    pub(super) fn fixed(part: &'a Part) -> Option<Self> {
        let mut filling = Self::from(part, &vec![0; part.columns.len()]);
        let flows = part.flows_by_profile();
        let fixed = part.fixed_by_kind();
        let pairs = fixed.values().flat_map(|those| those.iter().map(|pair| (pair, those.len() > 1)));
        for ((take, profile), together) in pairs {
            let whole = flows.get(profile).and_then(|flows| flows.first()).copied().filter(|_| !together);
            let alone = whole.is_some_and(|flow| filling.try_add(&[*take, flow]));
            if !alone {
                let (place, shared) = filling.place_of(*profile)?;
                filling.add(*take, 1);
                filling.add(place, 1);
                filling.values[shared] = 1;
            }
        }
        filling = Self::from(part, &filling.values);
        filling.settle();
        part.check(&filling.values).is_ok().then_some(filling)
    }

    fn place_of(&self, wanted: usize) -> Option<(usize, usize)> {
        let columns = &self.part.columns;
        let place = columns.iter().position(
            |column| matches!(column.meaning, Meaning::Flow { profile, mode: Mode::Shared, .. } if profile == wanted),
        )?;
        let row = columns.at(place).entries.iter().find_map(|(row, _)| match self.part.rows[row].statement {
            Statement::PlacesAtMost { kind, class } => Some((kind, class)),
            _ => None,
        })?;
        let shared = columns
            .iter()
            .position(|column| matches!(column.meaning, Meaning::Shared { kind, class } if (kind, class) == row))?;
        Some((place, shared))
    }

    fn add(&mut self, column: usize, units: i64) {
        self.values[column] += units;
        for (row, coefficient) in self.part.columns.at(column).entries.iter() {
            self.sums[row] += coefficient * units;
        }
    }

    fn add_all(&mut self, columns: &[usize], units: i64) {
        for column in columns {
            self.add(*column, units);
        }
    }

    /// Adds one unit of each column, or nothing where a row's maximum would be overrun.
    pub(super) fn try_add(&mut self, columns: &[usize]) -> bool {
        self.try_instead(None, columns)
    }

    /// The same, with a unit of another column taken away.
    pub(super) fn try_instead(&mut self, away: Option<usize>, columns: &[usize]) -> bool {
        self.add_all(away.as_slice(), -1);
        self.add_all(columns, 1);
        let all = away.iter().chain(columns);
        let holds = all.flat_map(|column| self.part.columns.at(*column).entries.iter()).all(|(row, _)| {
            let bounds = &self.part.rows[row];
            if bounds.statement == Statement::Sum {
                return true;
            }
            let lower = bounds.lower.filter(|_| !matches!(bounds.statement, Statement::Minimum(_)));
            bounds.upper.is_none_or(|upper| self.sums[row] <= upper)
                && lower.is_none_or(|lower| self.sums[row] >= lower)
        });
        if !holds {
            self.add_all(columns, -1);
            self.add_all(away.as_slice(), 1);
        }
        holds
    }

    /// Gives the columns that follow from the others their values.
    pub(super) fn settle(&mut self) {
        self.settle_shortfalls();
        self.settle_sums();
    }

    fn settle_sums(&mut self) {
        for (index, column) in self.part.columns.iter().enumerate() {
            let (Meaning::Sum, Some((row, _))) = (column.meaning, column.entries.get(0)) else { continue };
            self.values[index] += self.sums[row];
            self.sums[row] = 0;
        }
    }

    fn settle_shortfalls(&mut self) {
        for (index, column) in self.part.columns.iter().enumerate() {
            let (Meaning::Short { .. }, Some((row, _))) = (column.meaning, column.entries.get(0)) else { continue };
            let used = self.sums[row] - self.values[index];
            let short = (self.part.rows[row].lower.unwrap_or(0) - used).max(0);
            self.sums[row] += short - self.values[index];
            self.values[index] = short;
        }
    }
}
