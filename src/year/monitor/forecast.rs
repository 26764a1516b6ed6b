//! What the months so far make of the months to come.

use crate::domain::Fraction;

/// What a row of complete months makes of a longer row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Forecast {
    /// What one month brought, on average.
    pub pace: Fraction,
    /// What the poorest month brought.
    pub least: u32,
    /// What the best month brought.
    pub most: u32,
    /// At the end, when every month to come is as the poorest one.
    pub low: u32,
    /// At the end, when the pace holds: the straight line.
    pub straight: Fraction,
    /// At the end, when every month to come is as the best one.
    pub high: u32,
}

impl Forecast {
    /// Of complete months and so many to come; `None` where no month is complete. The straight line is
    /// `done × (months + to come) / months`; the range `done + to come × poorest` to `done + to come × best`.
    pub fn of(months: &[u32], to_come: usize) -> Option<Self> {
        let (least, most) = (*months.iter().min()?, *months.iter().max()?);
        let done: u32 = months.iter().sum();
        let (count, all) = (i128::try_from(months.len()).ok()?, i128::try_from(months.len() + to_come).ok()?);
        let to_come = u32::try_from(to_come).ok()?;
        let ending = |month: u32| done.saturating_add(to_come.saturating_mul(month));
        Some(Self {
            pace: Fraction::new(done.into(), count),
            least,
            most,
            low: ending(least),
            straight: Fraction::new(i128::from(done) * all, count),
            high: ending(most),
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
