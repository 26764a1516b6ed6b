//! How many dwellings the groups can use, by source, size and month, in whole dwellings.

use crate::domain::{MONTHS, Source, Supply, WHOLE, Year};

/// Dwellings that come free, in whole numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Available {
    /// Dwellings of each size that can first be let in each month: what is unsuitable is left out.
    pub homes: [[u32; 3]; MONTHS],
    /// Of the middle and large ones, those that could be shared.
    pub shareable: [u32; MONTHS],
    /// Whether a dwelling that is not let at once waits: those of a project do, those that tenants leave go to
    /// regular seekers.
    pub waits: bool,
}

impl Available {
    /// What the groups can use of a source.
    pub fn of(year: &Year, source: &Source) -> Self {
        let usable = if source.kind == Supply::Mutation { WHOLE - year.unsuitable.all() } else { WHOLE };
        let of_size = |size: usize| spread(part(source.sizes[size], usable), source.delivered);
        let sizes = [0, 1, 2].map(of_size);
        Self {
            homes: std::array::from_fn(|month| [0, 1, 2].map(|size: usize| sizes[size][month])),
            shareable: spread(source.shareable, source.delivered),
            waits: source.delivered.is_some(),
        }
    }

    /// Dwellings of a size that can be let in a month or, where they wait, by then.
    pub fn by(&self, month: usize, size: usize) -> u32 {
        let from = if self.waits { 0 } else { month };
        (from..=month).map(|month| self.homes[month][size]).sum()
    }

    /// Dwellings in the year.
    pub fn total(&self) -> u32 {
        self.homes.iter().flatten().sum()
    }
}

/// A part of a number of dwellings, rounded to the nearest.
fn part(dwellings: u32, part: i64) -> u32 {
    u32::try_from((i64::from(dwellings) * part * 2 + WHOLE) / (2 * WHOLE)).unwrap_or(0)
}

/// All in the month of delivery, or evenly over the year: every sum up to a month is rounded down.
fn spread(dwellings: u32, delivered: Option<usize>) -> [u32; MONTHS] {
    let until = |months: usize| dwellings * u32::try_from(months).unwrap_or(0) / 12;
    std::array::from_fn(|month| match delivered {
        Some(delivered) if delivered == month => dwellings,
        Some(_) => 0,
        None => until(month + 1) - until(month),
    })
}
