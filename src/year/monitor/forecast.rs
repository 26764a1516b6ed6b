//! What the months so far make of the months to come.

use crate::domain::Fraction;

/// What a row of complete months makes of a longer row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Forecast {
    /// What one month brought, on average.
    pub pace: Fraction,
    /// How far the months were from that pace, up or down, on average.
    pub strays: Fraction,
    /// At the end, when every month to come stays that far below the pace, rounded down.
    pub low: u32,
    /// At the end, when the pace holds: the straight line.
    pub straight: Fraction,
    /// At the end, when every month to come stays that far above the pace, rounded up.
    pub high: u32,
}

impl Forecast {
    /// Of complete months and so many to come; `None` where no month is complete. With `pace = done / months` and
    /// `strays = Σ |month − pace| / months`, the straight line is `done + to come × pace`, and the range
    /// `done + to come × max(0, pace − strays)` to `done + to come × (pace + strays)`.
    pub fn of(months: &[u32], to_come: usize) -> Option<Self> {
        let count = i128::try_from(months.len()).ok().filter(|count| *count > 0)?;
        let to_come = i128::try_from(to_come).ok()?;
        let done: i128 = months.iter().map(|month| i128::from(*month)).sum();
        let astray: i128 = months.iter().map(|month| (i128::from(*month) * count - done).abs()).sum();
        let (pace, strays) = (Fraction::new(done, count), Fraction::new(astray, count * count));
        let ending = |a_month: Fraction| {
            Fraction::whole(done).plus(Fraction::new(a_month.numerator * to_come, a_month.denominator))
        };
        let below = pace.plus(Fraction { numerator: -strays.numerator, ..strays });
        let below = if below.numerator < 0 { Fraction::whole(0) } else { below };
        Some(Self {
            pace,
            strays,
            low: u32::try_from(ending(below).floor()).unwrap_or(u32::MAX),
            straight: ending(pace),
            high: rounded_up(ending(pace.plus(strays))),
        })
    }
}

/// To the nearest whole number, a half up; 0 for what is below it.
pub fn rounded(fraction: Fraction) -> u32 {
    u32::try_from(fraction.plus(Fraction::new(1, 2)).floor().max(0)).unwrap_or(u32::MAX)
}

/// What is needed in each of so many months to bring so much more, `None` where no month is left; 0 where nothing
/// more is needed.
pub(super) fn needed(more: i64, months: usize) -> Option<Fraction> {
    let months = i128::try_from(months).ok().filter(|months| *months > 0)?;
    Some(Fraction::new(more.max(0).into(), months))
}

/// To the next whole number: what must be reached at least.
pub fn rounded_up(fraction: Fraction) -> u32 {
    u32::try_from(fraction.ceil().max(0)).unwrap_or(u32::MAX)
}
