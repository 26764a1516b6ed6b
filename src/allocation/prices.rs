//! Prices: the relaxation's duals as exact fractions, and the bound that they prove.
//!
//! Any prices of the right signs prove a bound (weak duality), so rounding loses nothing but tightness:
//! the least of some common denominators that closes the gap is taken.

#![allow(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    reason = "any rounding of a price still proves a bound"
)]

use crate::domain::{Fraction, Mode, SUPPORT_UNIT, Tier};
use crate::program::{Column, Meaning, Part, Program, Statement};
use crate::solver::SolvedTier;

/// Denominators tried in turn: vertices of this kind of program mostly have small ones.
const DENOMINATORS: [i128; 13] = [1, 2, 3, 4, 6, 12, 60, 840, 27_720, 720_720, 1 << 24, 1 << 30, 1 << 36];

/// The prices of one tier of one part, as whole numbers over one denominator.
#[derive(Debug, Clone)]
pub(crate) struct Prices {
    /// The common denominator.
    pub(crate) denominator: i128,
    /// Price of each row, in the order of the part's rows: at least 0 for kinds and maxima, at most 0
    /// for minima. Those of profiles are 0: the bound does not need them.
    pub(crate) rows: Vec<i128>,
    /// Price of each earlier tier, at least 0.
    pub(crate) earlier: Vec<i128>,
}

/// Rounds the solver's prices to the coarsest fractions that prove `solved.value`, else the finest.
/// Returns them with the bound, written as a maximum.
pub(crate) fn exact(
    program: &Program,
    part: &Part,
    tier: usize,
    before: &[i64],
    solved: &SolvedTier,
) -> (Prices, Fraction) {
    let mut best: Option<(Prices, Fraction)> = None;
    for prices in candidates(program, part, tier, before.len(), solved) {
        let bound = bound(program, part, tier, before, &prices);
        if bound.floor() == i128::from(solved.value) {
            return (prices, bound);
        }
        if best.as_ref().is_none_or(|(_, known)| bound.is_less_than(*known)) {
            best = Some((prices, bound));
        }
    }
    best.unwrap_or_else(|| {
        let prices = zero(part, before.len());
        let bound = bound(program, part, tier, before, &prices);
        (prices, bound)
    })
}

fn candidates<'a>(
    program: &'a Program,
    part: &'a Part,
    tier: usize,
    earlier: usize,
    solved: &'a SolvedTier,
) -> Box<dyn Iterator<Item = Prices> + 'a> {
    if solved.prices.is_empty() {
        let simple = [zero(part, earlier), dearest(part, tier, earlier)];
        return Box::new(simple.into_iter().chain(dearest_maximum(part, tier, earlier)));
    }
    let support = part.rows.iter().any(|row| row.unit != 1);
    let factor = if support { i128::from(SUPPORT_UNIT) } else { 1 };
    Box::new(
        DENOMINATORS.into_iter().map(move |denominator| rounded(program, part, tier, solved, denominator * factor)),
    )
}

fn zero(part: &Part, earlier: usize) -> Prices {
    Prices { denominator: 1, rows: vec![0; part.rows.len()], earlier: vec![0; earlier] }
}

/// Without a relaxation: every dwelling costs what anyone could be worth, so that the bound counts
/// dwellings instead of applicants.
fn dearest(part: &Part, tier: usize, earlier: usize) -> Prices {
    let price = greatest(part, tier);
    let rows = part.rows.iter().map(|row| match row.statement {
        Statement::Kind(_) | Statement::PlacesAtMost { .. } => price,
        _ => 0,
    });
    Prices { denominator: 1, rows: rows.collect(), earlier: vec![0; earlier] }
}

/// What a placement could be worth at most, whoever it is and wherever.
fn greatest(part: &Part, tier: usize) -> i128 {
    let worth = |column: Column<'_>| i128::from(column.worth_in(tier));
    let greatest = |takes: bool| {
        let of = part.columns.iter().filter(|c| matches!(c.meaning, Meaning::Take { .. }) == takes).map(worth);
        of.max().unwrap_or(0).max(0)
    };
    greatest(true) + greatest(false)
}

/// Without a relaxation: of the maxima that every placement counts towards, the one with the least room costs what anyone could be
/// worth, so that the bound counts what it allows. `None`: there is no such maximum.
fn dearest_maximum(part: &Part, tier: usize, earlier: usize) -> Option<Prices> {
    let [of_takes, of_flows] = least_amounts(part);
    let room = |row: usize| Some((part.rows[row].upper?, of_takes[row].or(of_flows[row])?));
    let maxima = (0..part.rows.len()).filter(|row| matches!(part.rows[*row].statement, Statement::Maximum(_)));
    let all = maxima.filter_map(|row| Some((row, room(row)?)));
    // the room of each by the least that a placement takes of it, as fractions
    let (chosen, (_, least)) =
        all.min_by_key(|(_, (max, least))| Fraction::new(i128::from(*max), i128::from(*least)).floor())?;
    let (worth, least) = (greatest(part, tier), i128::from(least));
    let price = |(number, row): (usize, &crate::program::Row)| match row.statement {
        _ if number == chosen => worth,
        Statement::PlacesAtMost { .. } if of_takes[chosen].is_none() => worth * least,
        _ => 0,
    };
    Some(Prices {
        denominator: least,
        rows: part.rows.iter().enumerate().map(price).collect(),
        earlier: vec![0; earlier],
    })
}

/// For each row the least that an applicant adds to it wherever it lives, and the least that a household alone in a dwelling does,
/// where everyone adds something.
fn least_amounts(part: &Part) -> [Vec<Option<i64>>; 2] {
    let mut found = [0, 1].map(|_| vec![(0_usize, i64::MAX); part.rows.len()]);
    let mut all = [0_usize; 2];
    for column in part.columns.iter() {
        let side = match column.meaning {
            Meaning::Take { .. } => 0,
            Meaning::Flow { mode: Mode::Whole, .. } => 1,
            _ => continue,
        };
        all[side] += 1;
        for (row, units) in column.entries.iter().filter(|(_, units)| *units > 0) {
            let (count, least) = found[side][row];
            found[side][row] = (count + 1, least.min(units));
        }
    }
    let [takes, flows] = found;
    let of = |side: Vec<(usize, i64)>, all: usize| {
        side.into_iter().map(|(count, least)| (count == all && all > 0).then_some(least)).collect()
    };
    [of(takes, all[0]), of(flows, all[1])]
}

fn rounded(program: &Program, part: &Part, tier: usize, solved: &SolvedTier, denominator: i128) -> Prices {
    let round = |price: f64| (price * denominator as f64).round() as i128;
    let earlier: Vec<i128> = solved.earlier.iter().map(|price| round(*price).max(0)).collect();
    let minimums = program.tiers.iter().position(|tier| *tier == Tier::Minimums);
    let weight_price = match minimums {
        Some(own) if own == tier => denominator,
        Some(before) if before < tier => earlier[before],
        _ => 0,
    };
    let rows = part
        .rows
        .iter()
        .zip(&solved.prices)
        .map(|(row, price)| match row.statement {
            Statement::Profile(_) | Statement::Sum => 0,
            Statement::Kind(_) | Statement::PlacesAtMost { .. } | Statement::Maximum(_) => round(*price).max(0),
            Statement::PlacesAtLeast { .. } => round(*price).min(0),
            Statement::Minimum(limit) => round(*price).clamp(-weight_price * weight(part, minimums, limit), 0),
        })
        .collect();
    Prices { denominator, rows, earlier }
}

/// The weight of a limit's shortfall, as the part has it.
fn weight(part: &Part, minimums: Option<usize>, limit: usize) -> i128 {
    let short = part.columns.iter().find(|column| column.meaning == Meaning::Short { limit });
    short.zip(minimums).map_or(0, |(column, tier)| -i128::from(column.worth_in(tier)))
}

/// The bound that prices prove on a tier, written as a maximum: see `docs/formulation.md`.
///
/// `before` are the values of the earlier tiers, written as maxima.
pub(crate) fn bound(program: &Program, part: &Part, tier: usize, before: &[i64], prices: &Prices) -> Fraction {
    let mut total: i128 =
        -prices.earlier.iter().zip(before).map(|(price, value)| price * i128::from(*value)).sum::<i128>();
    for (row, price) in part.rows.iter().zip(&prices.rows) {
        total += match row.statement {
            Statement::Maximum(_) => price * i128::from(row.upper.unwrap_or(0)),
            Statement::Minimum(_) => price * i128::from(row.lower.unwrap_or(0)),
            _ => 0,
        };
    }
    total += incomes(part, tier, prices);
    total += utilities(program, part, tier, prices);
    Fraction::new(total, prices.denominator)
}

/// What a column is worth at the prices, the rows of profiles and of places apart.
fn reduced(part: &Part, tier: usize, prices: &Prices, column: usize) -> i128 {
    let column = part.columns.at(column);
    let price = |of: usize| if of == tier { prices.denominator } else { prices.earlier.get(of).copied().unwrap_or(0) };
    let worth: i128 = column.worth.iter().map(|(of, worth)| price(of) * i128::from(worth)).sum();
    let paid: i128 = column.entries.iter().map(|(row, units)| prices.rows[row] * i128::from(units)).sum();
    worth - paid
}

/// What every dwelling can earn at most: idle, let whole, or shared by the class that pays best.
fn incomes(part: &Part, tier: usize, prices: &Prices) -> i128 {
    let mut best: std::collections::BTreeMap<usize, i128> = std::collections::BTreeMap::new();
    let mut count = std::collections::BTreeMap::new();
    let mut own_price = std::collections::BTreeMap::new();
    for (row, price) in part.rows.iter().zip(&prices.rows) {
        if let Statement::Kind(kind) = row.statement {
            best.insert(kind, (*price).max(0));
            own_price.insert(kind, *price);
            count.insert(kind, i128::from(row.upper.unwrap_or(0)));
        }
    }
    for (index, column) in part.columns.iter().enumerate() {
        let Meaning::Shared { kind, .. } = column.meaning else { continue };
        let income = shared_income(part, tier, prices, index) + own_price.get(&kind).copied().unwrap_or(0);
        best.entry(kind).and_modify(|known| *known = income.max(*known));
    }
    best.iter().map(|(kind, income)| income * count.get(kind).copied().unwrap_or(0)).sum()
}

/// `max(min · σ, places · σ)` and what else one shared dwelling is worth; the kind's own price is taken
/// off by [`reduced`] and added back by the caller.
fn shared_income(part: &Part, tier: usize, prices: &Prices, index: usize) -> i128 {
    let mut sigma = 0;
    let mut in_rows = 0;
    let (mut places, mut least) = (0, 0);
    for (row, units) in part.columns.at(index).entries.iter() {
        let units = i128::from(units);
        match part.rows[row].statement {
            Statement::PlacesAtMost { .. } => places = -units,
            Statement::PlacesAtLeast { .. } => least = -units,
            _ => continue,
        }
        sigma += prices.rows[row];
        in_rows += prices.rows[row] * units;
    }
    reduced(part, tier, prices, index) + in_rows + (sigma * places).max(sigma * least)
}

/// What every applicant can gain at most: the best of the places open to it, or nothing.
fn utilities(program: &Program, part: &Part, tier: usize, prices: &Prices) -> i128 {
    let mut best: Vec<Option<i128>> = vec![None; program.interchange.profiles.len()];
    for (index, column) in part.columns.iter().enumerate() {
        if let Meaning::Flow { profile, .. } = column.meaning {
            let value = reduced(part, tier, prices, index);
            best[profile] = Some(best[profile].map_or(value, |known| known.max(value)));
        }
    }
    let mut total = 0;
    for (index, column) in part.columns.iter().enumerate() {
        let Meaning::Take { profile, .. } = column.meaning else { continue };
        let utility = reduced(part, tier, prices, index) + best[profile].unwrap_or(0);
        total += if column.lower > 0 { utility } else { utility.max(0) };
    }
    total
}
