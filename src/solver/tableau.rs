//! Rows of the simplex tableau, found anew from a solution: multipliers of the lines that the solution
//! meets exactly, under which every column between its bounds cancels out but one.
//!
//! The solution is a vertex, so the columns between their bounds are independent over those lines. Most of
//! them fall to lines that only one of them meets; what is left is small and eliminated in full.

/// With more columns than this left after the simple ones nothing is eliminated: it would take too long.
const MOST_LEFT: usize = 600;

/// A pivot smaller than this is none.
const LEAST_PIVOT: f64 = 1e-9;

/// The columns between their bounds, each with its coefficients in the lines.
pub(super) struct Tableau<'a> {
    columns: &'a [Vec<(usize, f64)>],
    /// (line, column) of the simple ones, in the order in which they fell.
    simple: Vec<(usize, usize)>,
    /// The columns left after those.
    left: Vec<usize>,
    /// A line for each of them, with its multipliers for every one of them.
    inverse: Vec<(usize, Vec<f64>)>,
    lines: usize,
}

impl<'a> Tableau<'a> {
    /// `None`: too large.
    pub(super) fn new(columns: &'a [Vec<(usize, f64)>], lines: usize) -> Option<Self> {
        let mut tableau = Self { columns, simple: Vec::new(), left: Vec::new(), inverse: Vec::new(), lines };
        tableau.take_simple();
        if tableau.left.len() > MOST_LEFT {
            return None;
        }
        tableau.eliminate();
        Some(tableau)
    }

    /// Takes out columns by lines that no other column meets.
    fn take_simple(&mut self) {
        let mut meeting: Vec<Vec<usize>> = vec![Vec::new(); self.lines];
        for (column, entries) in self.columns.iter().enumerate() {
            for (line, _) in entries {
                meeting[*line].push(column);
            }
        }
        let mut count: Vec<usize> = meeting.iter().map(Vec::len).collect();
        let mut gone = vec![false; self.columns.len()];
        let mut single: Vec<usize> = (0..self.lines).filter(|line| count[*line] == 1).collect();
        while let Some(line) = single.pop() {
            let Some(column) = meeting[line].iter().copied().find(|column| !gone[*column]) else { continue };
            gone[column] = true;
            self.simple.push((line, column));
            for (other, _) in &self.columns[column] {
                count[*other] -= 1;
                if count[*other] == 1 {
                    single.push(*other);
                }
            }
        }
        self.left = (0..self.columns.len()).filter(|column| !gone[*column]).collect();
    }

    /// Solves `Σ coefficient · multiplier = 1` for one column at a time and 0 for the others left.
    fn eliminate(&mut self) {
        let left = &self.left;
        let mut place = vec![usize::MAX; self.lines];
        let mut met = Vec::new();
        for (line, _) in left.iter().flat_map(|column| &self.columns[*column]) {
            if place[*line] == usize::MAX {
                place[*line] = met.len();
                met.push(*line);
            }
        }
        let width = met.len() + left.len();
        let mut equations = vec![vec![0.0; width]; left.len()];
        for (number, column) in left.iter().enumerate() {
            for (line, coefficient) in &self.columns[*column] {
                equations[number][place[*line]] += coefficient;
            }
            equations[number][met.len() + number] = 1.0;
        }
        let mut pivots = Vec::new();
        for number in 0..left.len() {
            let size = |line: &usize| equations[number][*line].abs();
            let Some(pivot) = (0..met.len()).max_by(|one, other| size(one).total_cmp(&size(other))) else { break };
            if size(&pivot) < LEAST_PIVOT {
                continue;
            }
            let mut equation = std::mem::take(&mut equations[number]);
            let factor = equation[pivot];
            let places: Vec<usize> = (0..width).filter(|place| equation[*place] != 0.0).collect();
            places.iter().for_each(|place| equation[*place] /= factor);
            for other in equations.iter_mut().filter(|other| !other.is_empty() && other[pivot] != 0.0) {
                let factor = other[pivot];
                places.iter().for_each(|place| other[*place] -= factor * equation[*place]);
            }
            equations[number] = equation;
            pivots.push((met[pivot], number));
        }
        let own = |(line, number): (usize, usize)| (line, equations[number][met.len()..].to_vec());
        self.inverse = pivots.into_iter().map(own).collect();
    }

    /// The multipliers of the lines under which every column cancels out but this one, which is left once.
    pub(super) fn multipliers(&self, column: usize) -> Vec<f64> {
        let mut multipliers = vec![0.0; self.lines];
        if let Some(number) = self.left.iter().position(|left| *left == column) {
            for (line, of_line) in &self.inverse {
                multipliers[*line] = of_line[number];
            }
        }
        for (line, simple) in self.simple.iter().rev() {
            let (mut sum, mut own) = (if *simple == column { 1.0 } else { 0.0 }, 0.0);
            for (other, coefficient) in &self.columns[*simple] {
                if other == line {
                    own += coefficient;
                } else {
                    sum -= coefficient * multipliers[*other];
                }
            }
            multipliers[*line] = sum / own;
        }
        multipliers
    }
}
