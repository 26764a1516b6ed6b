//! The case of the year before: what was known of it, what the straight line made of it, and what the last months
//! had to bring for what was expected.

use crate::domain::{Fraction, Month, Previous, WHOLE};

/// The case of the year before. Every number is exact; who shows one rounds it to the nearest, and only then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreviousCase {
    /// Places decided.
    pub decided: u32,
    /// Last month of what is known.
    pub until: Month,
    /// Part of the decision realised until then.
    pub part: Fraction,
    /// Places that this is.
    pub realised: Fraction,
    /// Part of the decision at the year's end, by the straight line.
    pub straight_part: Fraction,
    /// Places that this is.
    pub straight: Fraction,
    /// Part expected at the year's end, at least and at most.
    pub expected_part: [Fraction; 2],
    /// Places that these are.
    pub expected: [Fraction; 2],
    /// Months after the last that is known.
    pub to_come: u32,
    /// Places that these months must bring in all for what is expected, at least and at most.
    pub to_bring: [Fraction; 2],
    /// Of these, beyond the straight line; below 0 where the line alone brings more.
    pub beyond: [Fraction; 2],
    /// Places in each month until then.
    pub pace: Fraction,
    /// Dwellings that came free until then, where that is told.
    pub vacated: Option<u32>,
}

/// Works the case out.
pub(super) fn previous(told: &Previous) -> PreviousCase {
    let months = i128::from(told.until.month).clamp(1, 12);
    let of_whole = |hundredths: i64| Fraction::new(hundredths.into(), WHOLE.into());
    let places = |part: Fraction| Fraction::new(part.numerator * i128::from(told.places), part.denominator);
    let part = of_whole(told.realised);
    let straight_part = Fraction::new(part.numerator * 12, part.denominator * months);
    let (realised, straight) = (places(part), places(straight_part));
    let expected_part = told.expected.map(of_whole);
    let expected = expected_part.map(places);
    PreviousCase {
        decided: told.places,
        until: told.until,
        part,
        realised,
        straight_part,
        straight,
        expected_part,
        expected,
        to_come: u32::try_from(12 - months).unwrap_or(0),
        to_bring: expected.map(|one| minus(one, realised)),
        beyond: expected.map(|one| minus(one, straight)),
        pace: Fraction::new(realised.numerator, realised.denominator * months),
        vacated: told.vacated,
    }
}

fn minus(one: Fraction, other: Fraction) -> Fraction {
    one.plus(Fraction { numerator: -other.numerator, ..other })
}
