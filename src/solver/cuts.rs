//! Cuts: inequalities that every whole solution keeps and the relaxation's solution does not.
//!
//! Lines (rows, earlier tiers at their targets, cuts found before) are added up with fractions as
//! multipliers; what the fractional parts of such a sum leave no room for is cut off (Gomory's mixed-integer
//! cut). Any multipliers give a valid cut, so those of the solver's floating point are read as fractions and
//! everything after that is computed in whole numbers.

use super::tableau::Tableau;
use std::collections::BTreeMap;

use crate::domain::Mode;
use crate::program::{Meaning, Part, Statement};

/// Largest denominator of a multiplier.
const MOST_PARTS: i128 = 20_000;

/// Largest common denominator of the multipliers of one cut.
const MOST_COMMON: i128 = 1 << 40;

/// Coefficients of a cut are brought below this by rounding up, which weakens it and keeps it valid.
const MOST_COEFFICIENT: i128 = 1 << 17;

/// A coefficient that is smaller than the largest by more than this is given up for the column's bound.
const LARGEST_TO_LEAST: i128 = 10_000;

/// A fractional value nearer to a whole number than this gives no cut.
const LEAST_FRACTION: f64 = 0.01;

/// How far beyond a cut the solution must lie, as a distance.
pub(super) const LEAST_DEPTH: f64 = 1e-3;

/// Cuts that come in at once.
const AT_ONCE: usize = 40;

/// Two cuts whose normals have a greater cosine are too alike.
const TOO_ALIKE: f64 = 0.9;

/// A line `lower ≤ Σ coefficient · column ≤ upper` over the columns of a part.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub(super) entries: Vec<(usize, i64)>,
    pub(super) lower: Option<i64>,
    pub(super) upper: Option<i64>,
}

impl Line {
    /// Whether values lie on one of its bounds.
    pub(super) fn is_met(&self, values: &[f64]) -> bool {
        side(self, values).is_some()
    }

    /// Without the columns that have one value only: what they use is taken off the bounds.
    pub(super) fn without_fixed(&self, bounds: &[(i64, i64)]) -> Self {
        let is_fixed = |column: usize| bounds[column].0 == bounds[column].1;
        let (fixed, open): (Vec<_>, Vec<_>) = self.entries.iter().partition(|(column, _)| is_fixed(*column));
        let used: i64 = fixed.iter().map(|(column, coefficient)| coefficient * bounds[*column].0).sum();
        let rest = |bound: Option<i64>| bound.map(|bound| bound - used);
        Self { entries: open, lower: rest(self.lower), upper: rest(self.upper) }
    }

    /// Over the columns that are not 0.
    fn where_used(&self, values: &[f64]) -> Self {
        let entries = self.entries.iter().copied().filter(|(column, _)| values[*column] != 0.0).collect();
        Self { entries, ..*self }
    }

    /// Divides by what all coefficients have in common; bounds become the whole numbers they leave room for.
    fn reduced(mut self) -> Self {
        let common = self.entries.iter().fold(0, |common, (_, coefficient)| gcd(common, coefficient.abs()));
        if common > 1 {
            self.entries.iter_mut().for_each(|(_, coefficient)| *coefficient /= common);
            self.lower = self.lower.map(|lower| -(-lower).div_euclid(common));
            self.upper = self.upper.map(|upper| upper.div_euclid(common));
        }
        self
    }
}

fn gcd(one: i64, other: i64) -> i64 {
    if other == 0 { one } else { gcd(other, one % other) }
}

/// The lines of a part's rows.
pub(super) fn lines_of(part: &Part) -> Vec<Line> {
    let empty = |row: &crate::program::Row| Line { entries: Vec::new(), lower: row.lower, upper: row.upper };
    let mut lines: Vec<Line> = part.rows.iter().map(empty).collect();
    for index in 0..part.columns.len() {
        let entries = part.columns.entries(index).iter();
        entries.for_each(|(row, coefficient)| lines[row].entries.push((index, coefficient)));
    }
    lines.into_iter().map(Line::reduced).collect()
}

/// `places of a profile ≤ the most that applicants of it can fill · shared dwellings`, for every profile of
/// fewer applicants than a dwelling has places. Every whole solution keeps these lines; the relaxation, which
/// has them only added up over all profiles, does not.
pub(super) fn links_of(part: &Part) -> Vec<Line> {
    let mut applicants: BTreeMap<usize, i64> = BTreeMap::new();
    let mut shared: BTreeMap<usize, (usize, i64)> = BTreeMap::new();
    for (index, column) in part.columns.iter().enumerate() {
        match column.meaning {
            Meaning::Take { profile, .. } => *applicants.entry(profile).or_default() += 1,
            Meaning::Shared { .. } => {
                let own = column.entries.iter().find(|(row, _)| is_places(part, *row));
                shared.extend(own.map(|(row, places)| (row, (index, -places))));
            }
            _ => {}
        }
    }
    let mut links = Vec::new();
    for (index, column) in part.columns.iter().enumerate() {
        let Meaning::Flow { profile, mode: Mode::Shared, .. } = column.meaning else { continue };
        let Some((row, _)) = column.entries.iter().find(|(row, _)| is_places(part, *row)) else { continue };
        let (Some((dwellings, places)), Some(own)) = (shared.get(&row), applicants.get(&profile)) else { continue };
        if own < places {
            let mut entries = vec![(index, -1), (*dwellings, *own)];
            entries.sort_unstable();
            links.push(Line { entries, lower: Some(0), upper: None });
        }
    }
    links
}

fn is_places(part: &Part, row: usize) -> bool {
    matches!(part.rows[row].statement, Statement::PlacesAtMost { .. })
}

/// The line that holds a tier at its target.
pub(super) fn tier_at(part: &Part, tier: usize, target: i64) -> Line {
    let worth = part.columns.all_worth(tier).enumerate();
    let entries = worth.filter(|(_, worth)| *worth != 0).collect();
    Line { entries, lower: Some(target), upper: Some(target) }.reduced()
}

/// A solution of the relaxation, with what limits each column.
pub(super) struct Point<'a> {
    pub(super) values: &'a [f64],
    /// Least and greatest value of each column; the greatest of a flow may be left to the rows.
    pub(super) bounds: &'a [(i64, i64)],
}

/// How a line stands to the solution.
#[derive(Clone, Copy)]
enum Side {
    /// Both bounds are the same.
    Equal(i64),
    Upper(i64),
    Lower(i64),
}

/// A cut over the columns that the solution uses: the others change nothing of how far the solution lies beyond it, and are
/// counted in once the cut is chosen.
struct Candidate {
    depth: f64,
    cut: Line,
    /// Numerators of the lines over their common denominator.
    multipliers: Vec<(usize, i128)>,
    common: i128,
}

/// The most telling cuts at a point, by depth.
pub(super) fn cuts_at(point: &Point<'_>, lines: &[&Line]) -> Vec<Line> {
    let sides: Vec<Option<Side>> = lines.iter().map(|line| side(line, point.values)).collect();
    let met: Vec<usize> = (0..lines.len()).filter(|line| sides[*line].is_some()).collect();
    let mut between = vec![usize::MAX; point.values.len()];
    let mut columns: Vec<(usize, f64)> = Vec::new();
    for (column, value) in point.values.iter().enumerate() {
        let (lower, upper) = point.bounds[column];
        if *value > lower as f64 + 1e-6 && *value < upper as f64 - 1e-6 {
            between[column] = columns.len();
            columns.push((column, *value));
        }
    }
    let mut entries: Vec<Vec<(usize, f64)>> = vec![Vec::new(); columns.len()];
    for (number, line) in met.iter().enumerate() {
        for (column, coefficient) in &lines[*line].entries {
            if between[*column] != usize::MAX {
                entries[between[*column]].push((number, *coefficient as f64));
            }
        }
    }
    let Some(tableau) = Tableau::new(&entries, met.len()) else { return Vec::new() };
    let thin: Vec<Line> = met.iter().map(|line| lines[*line].where_used(point.values)).collect();
    let mut found: Vec<Candidate> = Vec::new();
    let mut sum = Sum::new(point.values.len());
    for (number, (_, value)) in columns.iter().enumerate() {
        if (value - value.round()).abs() < LEAST_FRACTION {
            continue;
        }
        let multipliers = tableau.multipliers(number);
        let (multipliers, common) = fractions(&multipliers).unwrap_or_else(|| on_grid(&multipliers));
        let chosen = |number: usize, multiplier| Some((&thin[number], sides[met[number]]?, multiplier));
        let chosen: Vec<_> =
            multipliers.iter().filter_map(|(number, multiplier)| chosen(*number, *multiplier)).collect();
        if let Some(cut) = sum.cut(&chosen, common, point) {
            let depth = depth(&cut, point.values);
            found.extend((depth > LEAST_DEPTH).then_some(Candidate { depth, cut, multipliers, common }));
        }
    }
    let full = |candidate: Candidate| {
        let chosen = |number: usize, multiplier| Some((lines[met[number]], sides[met[number]]?, multiplier));
        let multipliers = candidate.multipliers.iter();
        let chosen: Vec<_> = multipliers.filter_map(|(number, multiplier)| chosen(*number, *multiplier)).collect();
        sum.cut(&chosen, candidate.common, point).filter(|cut| depth(cut, point.values) > LEAST_DEPTH)
    };
    most_telling(found, point.values.len()).into_iter().filter_map(full).collect()
}

/// The side at which the values meet a line, if they do.
fn side(line: &Line, values: &[f64]) -> Option<Side> {
    let sum: f64 = line.entries.iter().map(|(column, coefficient)| *coefficient as f64 * values[*column]).sum();
    let largest = line.entries.iter().map(|(_, coefficient)| coefficient.abs()).max()?;
    let near = |bound: i64| (sum - bound as f64).abs() <= 1e-6 * (largest as f64).max(1.0);
    match (line.lower, line.upper) {
        (Some(lower), Some(upper)) if lower == upper => near(lower).then_some(Side::Equal(lower)),
        (_, Some(upper)) if near(upper) => Some(Side::Upper(upper)),
        (Some(lower), _) if near(lower) => Some(Side::Lower(lower)),
        _ => None,
    }
}

/// The multipliers as numerators over their common denominator, each taken to its fractional part: whole
/// multiples of a line do not change a cut. `None` where they are no such fractions.
fn fractions(multipliers: &[f64]) -> Option<(Vec<(usize, i128)>, i128)> {
    let mut read = Vec::new();
    let mut common: i128 = 1;
    for (number, multiplier) in multipliers.iter().enumerate() {
        let (numerator, denominator) = fraction(multiplier - multiplier.floor())?;
        if numerator == 0 {
            continue;
        }
        let (mut one, mut other) = (common, denominator);
        while other != 0 {
            (one, other) = (other, one % other);
        }
        common = common / one * denominator;
        if common > MOST_COMMON {
            return None;
        }
        read.push((number, numerator, denominator));
    }
    let over_common = |(number, numerator, denominator)| (number, numerator * (common / denominator));
    Some((read.into_iter().map(over_common).collect(), common))
}

/// The fractional parts of the multipliers as whole multiples of one small step. What that leaves of columns
/// that should have cancelled out is little.
fn on_grid(multipliers: &[f64]) -> (Vec<(usize, i128)>, i128) {
    let part = |multiplier: f64| ((multiplier - multiplier.floor()) * MOST_COMMON as f64).round() as i128 % MOST_COMMON;
    let parts = multipliers.iter().enumerate().map(|(number, multiplier)| (number, part(*multiplier)));
    (parts.filter(|(_, part)| *part != 0).collect(), MOST_COMMON)
}

/// A number from 0 to 1 as the simplest fraction near it, by continued fractions.
fn fraction(value: f64) -> Option<(i128, i128)> {
    let (mut before, mut now) = ((0, 1), (1, 0));
    let mut rest = value;
    loop {
        let whole = rest.floor();
        if whole.abs() > 1e12 {
            return None;
        }
        let next = (whole as i128 * now.0 + before.0, whole as i128 * now.1 + before.1);
        (before, now) = (now, next);
        if now.1 > MOST_PARTS {
            return None;
        }
        if (value - now.0 as f64 / now.1 as f64).abs() < 1e-9 {
            return Some((now.0 % now.1, now.1));
        }
        rest = 1.0 / (rest - whole);
    }
}

/// Lines added up, over the columns of the part.
struct Sum {
    coefficients: Vec<i128>,
    touched: Vec<usize>,
    is_touched: Vec<bool>,
}

impl Sum {
    fn new(columns: usize) -> Self {
        Self { coefficients: vec![0; columns], touched: Vec::new(), is_touched: vec![false; columns] }
    }

    fn add(&mut self, line: &Line, factor: i128) {
        for (column, coefficient) in &line.entries {
            if !self.is_touched[*column] {
                self.is_touched[*column] = true;
                self.touched.push(*column);
            }
            self.coefficients[*column] += factor * i128::from(*coefficient);
        }
    }

    fn clear(&mut self) {
        for column in self.touched.drain(..) {
            self.coefficients[column] = 0;
            self.is_touched[column] = false;
        }
    }

    /// The cut of the lines with these numerators over a common denominator.
    ///
    /// Written with the slack of every line as a column of its own, and columns counted from the bound at
    /// which they stand, the sum is an equation in whole numbers from 0: `Σ n y = b` over the denominator `d`.
    /// With `f` for what is left after whole multiples of `d`, every solution keeps
    /// `Σ φ(n) y ≥ f(b) (d − f(b))`, `φ(n) = f(n) (d − f(b))` where `f(n) ≤ f(b)`, else `(d − f(n)) f(b)`.
    fn cut(&mut self, lines: &[(&Line, Side, i128)], common: i128, point: &Point<'_>) -> Option<Line> {
        self.clear();
        let mut right: i128 = 0;
        for (line, side, numerator) in lines {
            let (Side::Equal(bound) | Side::Upper(bound) | Side::Lower(bound)) = side;
            self.add(line, *numerator);
            right += numerator * i128::from(*bound);
        }
        let at_upper = |column: usize| {
            let (lower, upper) = point.bounds[column];
            lower < upper && point.values[column] > upper as f64 - 1e-6
        };
        for column in &self.touched {
            let (lower, upper) = point.bounds[*column];
            let from = if at_upper(*column) { upper } else { lower };
            right -= self.coefficients[*column] * i128::from(from);
        }
        let left = right.rem_euclid(common);
        if (left as f64) < LEAST_FRACTION * common as f64 || left as f64 > (1.0 - LEAST_FRACTION) * common as f64 {
            return None;
        }
        let shrunk = |value: i128| {
            let part = remainder(value, common);
            if part <= left { part * (common - left) } else { (common - part) * left }
        };
        let mut least = left * (common - left);
        for column in &self.touched {
            let (lower, upper) = point.bounds[*column];
            let coefficient = self.coefficients[*column];
            self.coefficients[*column] = if lower == upper {
                0
            } else if at_upper(*column) {
                let shrunk = shrunk(-coefficient);
                least -= shrunk * i128::from(upper);
                -shrunk
            } else {
                let shrunk = shrunk(coefficient);
                least += shrunk * i128::from(lower);
                shrunk
            };
        }
        for (line, side, numerator) in lines {
            match side {
                Side::Equal(_) => {}
                Side::Upper(bound) => {
                    let shrunk = shrunk(*numerator);
                    self.add(line, -shrunk);
                    least -= shrunk * i128::from(*bound);
                }
                Side::Lower(bound) => {
                    let shrunk = shrunk(-*numerator);
                    self.add(line, shrunk);
                    least += shrunk * i128::from(*bound);
                }
            }
        }
        self.as_line(least, point)
    }

    /// `Σ coefficient · column ≥ least` in numbers of a moderate size. As no column is below 0, rounding the
    /// coefficients up keeps it valid.
    fn as_line(&mut self, mut least: i128, point: &Point<'_>) -> Option<Line> {
        self.touched.sort_unstable();
        for column in &self.touched {
            let (lower, upper) = point.bounds[*column];
            if lower == upper {
                least -= self.coefficients[*column] * i128::from(lower);
                self.coefficients[*column] = 0;
            }
        }
        let largest = self.touched.iter().map(|column| self.coefficients[*column].abs()).max()?;
        for column in &self.touched {
            let (coefficient, upper) = (self.coefficients[*column], point.bounds[*column].1);
            if coefficient > 0 && coefficient < largest / LARGEST_TO_LEAST {
                least -= coefficient * i128::from(upper);
                self.coefficients[*column] = 0;
            } else if coefficient < 0 && -coefficient < largest / LARGEST_TO_LEAST {
                self.coefficients[*column] = 0;
            }
        }
        let bits = (largest / MOST_COEFFICIENT).checked_ilog2().map_or(0, |bits| bits + 1);
        let up = |value: i128| -(-value >> bits);
        let entries = self.touched.iter().filter(|column| self.coefficients[**column] != 0);
        let entry = |column: &usize| Some((*column, i64::try_from(up(self.coefficients[*column])).ok()?));
        let entries: Option<Vec<(usize, i64)>> = entries.map(entry).collect();
        let entries = entries?.into_iter().filter(|(_, coefficient)| *coefficient != 0).collect();
        Some(Line { entries, lower: Some(i64::try_from(up(least)).ok()?), upper: None }.reduced())
    }
}

/// What is left of a value after whole multiples of `by`, from 0. Most values are small enough for the machine's own division.
fn remainder(value: i128, by: i128) -> i128 {
    match (i64::try_from(value), i64::try_from(by)) {
        (Ok(value), Ok(by)) => i128::from(value.rem_euclid(by)),
        _ => value.rem_euclid(by),
    }
}

/// How far the values lie beyond a cut.
pub(super) fn depth(cut: &Line, values: &[f64]) -> f64 {
    let sum: f64 = cut.entries.iter().map(|(column, coefficient)| *coefficient as f64 * values[*column]).sum();
    let least = cut.lower.unwrap_or(i64::MIN) as f64;
    (least - sum) / length(cut)
}

fn length(cut: &Line) -> f64 {
    cut.entries.iter().map(|(_, coefficient)| (*coefficient as f64).powi(2)).sum::<f64>().sqrt()
}

/// The deepest cuts that are not too alike.
fn most_telling(mut found: Vec<Candidate>, columns: usize) -> Vec<Candidate> {
    found.sort_by(|one, other| other.depth.total_cmp(&one.depth));
    let mut chosen: Vec<Candidate> = Vec::new();
    let mut spread = vec![0.0; columns];
    for candidate in found {
        let cut = &candidate.cut;
        if chosen.len() == AT_ONCE {
            break;
        }
        cut.entries.iter().for_each(|(column, coefficient)| spread[*column] = *coefficient as f64);
        let own = length(cut);
        let alike = chosen.iter().map(|other| &other.cut).any(|other| {
            let product: f64 =
                other.entries.iter().map(|(column, coefficient)| *coefficient as f64 * spread[*column]).sum();
            product.abs() > TOO_ALIKE * own * length(other)
        });
        cut.entries.iter().for_each(|(column, _)| spread[*column] = 0.0);
        if !alike {
            chosen.push(candidate);
        }
    }
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const COLUMNS: usize = 4;
    const GREATEST: i64 = 3;

    /// Every whole point of the box from 0 to [`GREATEST`].
    fn points() -> Vec<Vec<i64>> {
        let count = (GREATEST + 1).pow(u32::try_from(COLUMNS).unwrap_or(0));
        let digit = |number: i64, place: u32| number / (GREATEST + 1).pow(place) % (GREATEST + 1);
        (0..count).map(|number| (0..4).map(|place| digit(number, place)).collect()).collect()
    }

    fn sum(line: &Line, point: &[i64]) -> i64 {
        line.entries.iter().map(|(column, coefficient)| coefficient * point[*column]).sum()
    }

    fn keeps(line: &Line, point: &[i64]) -> bool {
        let sum = sum(line, point);
        line.lower.is_none_or(|lower| sum >= lower) && line.upper.is_none_or(|upper| sum <= upper)
    }

    fn line() -> impl Strategy<Value = Line> {
        (prop::collection::vec(-6_i64..7, COLUMNS), 0_i64..12, 0_usize..3).prop_map(|(coefficients, bound, side)| {
            Line {
                entries: coefficients.into_iter().enumerate().filter(|(_, coefficient)| *coefficient != 0).collect(),
                lower: (side != 0).then_some(bound),
                upper: (side != 1).then_some(bound),
            }
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        /// Whatever the multipliers and wherever the columns stand, no whole point is lost.
        #[test]
        fn a_cut_is_kept_by_every_whole_point_that_keeps_its_lines(
            lines in prop::collection::vec(line(), 1..4),
            multipliers in prop::collection::vec(0_i128..60, 3),
            common in 2_i128..60,
            at in prop::collection::vec(0_usize..3, COLUMNS),
        ) {
            let values: Vec<f64> = at.iter().map(|at| [0.0, 1.5, GREATEST as f64][*at]).collect();
            let bounds = vec![(0, GREATEST); COLUMNS];
            let point = Point { values: &values, bounds: &bounds };
            let side = |line: &Line| match (line.lower, line.upper) {
                (Some(bound), Some(_)) => Side::Equal(bound),
                (Some(bound), None) => Side::Lower(bound),
                (None, bound) => Side::Upper(bound.unwrap_or(0)),
            };
            let chosen: Vec<(&Line, Side, i128)> =
                lines.iter().zip(&multipliers).map(|(line, times)| (line, side(line), times % common)).collect();
            let Some(cut) = Sum::new(COLUMNS).cut(&chosen, common, &point) else { return Ok(()) };
            for whole in points().into_iter().filter(|whole| lines.iter().all(|line| keeps(line, whole))) {
                prop_assert!(keeps(&cut, &whole), "{cut:?} loses {whole:?} of {lines:?}");
            }
        }
    }

    #[test]
    fn a_half_of_a_sum_of_three_is_cut_off() {
        let line = |one, other| Line { entries: vec![(one, 1), (other, 1)], lower: None, upper: Some(1) };
        let lines = [line(0, 1), line(1, 2), line(0, 2)];
        let point = Point { values: &[0.5; 3], bounds: &[(0, 1); 3] };
        let cuts = cuts_at(&point, &lines.iter().collect::<Vec<&Line>>());
        assert_eq!(cuts.len(), 1, "{cuts:?}");
        assert_eq!((cuts[0].entries.clone(), cuts[0].lower), (vec![(0, -1), (1, -1), (2, -1)], Some(-1)));
    }

    #[test]
    fn numbers_near_simple_fractions_are_read_as_those() {
        assert_eq!(fraction(0.333_333_333_333), Some((1, 3)));
        assert_eq!(fraction(0.0), Some((0, 1)));
        assert_eq!(fraction(0.999_999_999_999), Some((0, 1)));
        assert_eq!(fraction(std::f64::consts::PI - 3.0), None);
    }
}
