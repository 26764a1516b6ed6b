//! A range that a setting or limit is varied over: `PATH=FROM..TO` or `PATH=FROM..TO..STEP`.

use rust_decimal::Decimal;

use crate::domain::{Code, Problem};

use super::wanted::{Wanted, number, text_node};
use super::{Scenario, Setting, halves, paths};

/// Most points of a sweep: more than a picture can show, and minutes of solving.
pub const POINTS_AT_MOST: usize = 500;

/// A setting or limit with the values it is given, from the least to the greatest.
#[derive(Debug, Clone)]
pub struct Range {
    /// The path as typed.
    pub path: String,
    /// The values, in order.
    pub points: Vec<Point>,
    /// Whether the values are steps from the present one.
    pub is_relative: bool,
    /// Whether they are percentages.
    pub is_percentage: bool,
    /// The option with its text, for messages.
    place: String,
}

/// One value of a range.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// The number, in percent where the range is of percentages.
    pub number: Decimal,
    /// As it would be typed: `25`, `30%`, `+4`, `-10%`.
    pub text: String,
}

impl Range {
    /// Reads a range as typed; messages name `option` and the text as their place.
    ///
    /// # Errors
    /// A text that is no range, a range without a point, or one of more points than a sweep takes.
    pub fn of_text(option: &str, text: &str) -> Result<Self, Vec<Problem>> {
        let place = format!("{option} {text}");
        let fault = |code, value: &str| Problem::new(code, &place).found(value);
        let (path, bounds) = halves(text).map_err(|_| vec![fault(Code::RangeForm, text)])?;
        let read = Bounds::of(bounds).ok_or_else(|| vec![fault(Code::RangeForm, bounds)])?;
        let count = read.count().ok_or_else(|| vec![fault(Code::RangeEmpty, bounds)])?;
        if count > POINTS_AT_MOST {
            return Err(vec![too_many(&place, bounds, count)]);
        }
        let Bounds { is_relative, is_percentage, .. } = read;
        Ok(Self { path: path.to_owned(), points: read.points(count), is_relative, is_percentage, place })
    }

    fn setting(&self, point: &Point) -> Setting {
        Setting {
            path: self.path.clone(),
            parts: paths::parts(&self.path),
            wanted: Wanted::of_text(&point.text),
            place: text_node(&self.place, 1, &point.text),
        }
    }
}

/// A scenario for every point of one range, or for every pair of points of two: the first range's points in
/// order, and for each of them the second's.
///
/// # Errors
/// Two ranges of one path, or more points together than a sweep takes.
pub fn points_of(ranges: &[Range]) -> Result<Vec<Scenario>, Vec<Problem>> {
    let Some((first, others)) = ranges.split_first() else { return Ok(Vec::new()) };
    if let Some(again) = others.iter().find(|other| paths::parts(&other.path) == paths::parts(&first.path)) {
        return Err(vec![Problem::new(Code::ListedTwice, &again.place).found(&again.path)]);
    }
    let count = ranges.iter().map(|range| range.points.len()).product();
    if count > POINTS_AT_MOST {
        let paths: Vec<&str> = ranges.iter().map(|range| range.path.as_str()).collect();
        return Err(vec![too_many("--vary", &paths.join(" × "), count)]);
    }
    let scenario = |settings: Vec<Setting>| {
        let place = first.place.as_str();
        let name = settings.iter().map(|one| format!("{}={}", one.path, one.place.shown())).collect::<Vec<_>>();
        Scenario { name: name.join(", "), file: place.into(), line: 1, settings, rows: Vec::new() }
    };
    let along_second = |point: &Point| match others.first() {
        None => vec![scenario(vec![first.setting(point)])],
        Some(second) => {
            let both = |other| scenario(vec![first.setting(point), second.setting(other)]);
            second.points.iter().map(both).collect()
        }
    };
    Ok(first.points.iter().flat_map(along_second).collect())
}

fn too_many(place: &str, value: &str, count: usize) -> Problem {
    let problem = Problem::new(Code::PointsTooMany, place).found(value);
    problem.detail(&count.to_string()).detail(&POINTS_AT_MOST.to_string())
}

/// The numbers of a range as typed.
struct Bounds {
    from: Decimal,
    to: Decimal,
    step: Decimal,
    is_relative: bool,
    is_percentage: bool,
}

impl Bounds {
    fn of(text: &str) -> Option<Self> {
        let parts: Vec<&str> = text.split("..").map(str::trim).collect();
        let (ends, step) = match parts[..] {
            [from, to] => ([from, to], None),
            [from, to, step] => ([from, to], Some(step)),
            _ => return None,
        };
        let is_relative = ends.iter().any(|end| end.starts_with(['+', '-', '−']));
        let is_percentage = ends.iter().any(|end| end.ends_with('%'));
        let [from, to] = ends.map(bare);
        let (from, to) = (from?, to?);
        let step = match step {
            Some(step) => bare(step)?,
            None => Decimal::new(1, from.scale().max(to.scale())),
        };
        Some(Self { from, to, step, is_relative, is_percentage })
    }

    /// How many points there are; `None` where there is none.
    fn count(&self) -> Option<usize> {
        if self.step <= Decimal::ZERO || self.to < self.from {
            return None;
        }
        let steps = self.to.checked_sub(self.from).and_then(|length| length.checked_div(self.step));
        Some(
            steps
                .and_then(|steps| usize::try_from(steps.trunc()).ok())
                .map_or(usize::MAX, |steps| steps.saturating_add(1)),
        )
    }

    fn points(&self, count: usize) -> Vec<Point> {
        let number = |index: usize| self.from + self.step * Decimal::from(index);
        (0..count).map(|index| self.point(number(index).normalize())).collect()
    }

    fn point(&self, number: Decimal) -> Point {
        let plus = if self.is_relative && number >= Decimal::ZERO { "+" } else { "" };
        let unit = if self.is_percentage { "%" } else { "" };
        Point { number, text: format!("{plus}{number}{unit}") }
    }
}

/// A number without its sign of a relative value's plus and without its percent sign.
fn bare(text: &str) -> Option<Decimal> {
    let text = text.strip_prefix('+').unwrap_or(text).replacen('−', "-", 1);
    number(text.strip_suffix('%').unwrap_or(&text).trim())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn texts(range: &str) -> Vec<String> {
        Range::of_text("--vary", &format!("a={range}")).unwrap().points.into_iter().map(|point| point.text).collect()
    }

    fn code(range: &str) -> &'static str {
        Range::of_text("--vary", range).unwrap_err()[0].code.number()
    }

    #[test]
    fn a_range_goes_up_to_its_end_by_the_step_or_by_one_of_the_last_decimal_written() {
        assert_eq!(texts("1..3"), ["1", "2", "3"]);
        assert_eq!(texts("0..50..20"), ["0", "20", "40"]);
        assert_eq!(texts("1..1.3"), ["1", "1.1", "1.2", "1.3"]);
        assert_eq!(texts("30%..45%..7,5%"), ["30%", "37.5%", "45%"]);
        assert_eq!(texts("-2..+2..2"), ["-2", "+0", "+2"]);
        assert_eq!(texts("-10%..0%..5"), ["-10%", "-5%", "+0%"]);
    }

    #[test]
    fn what_is_no_range_is_told_by_its_fault() {
        for text in ["a", "a=", "a=5", "a=1..b", "a=1..2..3..4", "=1..2"] {
            assert_eq!(code(text), "E096", "{text}");
        }
        for text in ["a=2..1", "a=1..2..0", "a=1..2..-1"] {
            assert_eq!(code(text), "E097", "{text}");
        }
        assert_eq!(code("a=1..501"), "E098");
        assert_eq!(code("a=0..79228162514264337593543950335..0.0001"), "E098");
    }
}
