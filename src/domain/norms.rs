//! The rent, income and size norms of the Netherlands, by year.

use super::{Applicant, Cents};

/// Age from which the pension columns of the income norm hold.
const PENSION_AGE: u32 = 67;

/// The norms in force in the round's year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Norms {
    /// The calendar year.
    pub year: i16,
    /// Rent caps of the year.
    pub rent: RentNorm,
    /// Income bounds of the year.
    pub income: IncomeNorm,
    /// Size table, by household size, ascending; the last row serves every larger household.
    pub size: Vec<SizeNorm>,
}

/// Monthly rent bounds of one year (Wet op de huurtoeslag).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RentNorm {
    /// Cap for a household without children whose oldest is below [`RentNorm::young_age_below`].
    pub quality_discount_limit: Cents,
    /// Cap for 1–2 persons.
    pub low_cap: Cents,
    /// Cap for 3 persons and more.
    pub high_cap: Cents,
    /// The bound of social rent, the cap of an income above the allocation norm.
    pub social_rent_limit: Cents,
    /// Age below which the quality-discount limit holds.
    pub young_age_below: u32,
}

/// Yearly income bounds of one year for *passend toewijzen*; income equal to the norm is within it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IncomeNorm {
    /// One person.
    pub single: Cents,
    /// Several persons.
    pub multi: Cents,
    /// One person of pension age.
    pub single_pension: Cents,
    /// Several persons, the oldest of pension age.
    pub multi_pension: Cents,
    /// Bound of the social target group, one person; serves reports.
    pub social_single: Cents,
    /// Bound of the social target group, several persons; serves reports.
    pub social_multi: Cents,
}

/// Rooms that suit a household size.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SizeNorm {
    /// Household size.
    pub persons: u32,
    /// Rooms at least.
    pub rooms_min: u32,
    /// Rooms at most; `None` is no maximum.
    pub rooms_max: Option<u32>,
}

impl Norms {
    /// The row of the size table for a household: the greatest `persons` not above it, else the first row.
    pub fn size_for(&self, persons: u32) -> Option<&SizeNorm> {
        self.size.iter().rev().find(|row| row.persons <= persons).or(self.size.first())
    }

    /// Whether the household's income is within the allocation norm of its type; unknown income is.
    pub fn within_allocation_norm(&self, applicant: &Applicant) -> bool {
        let pension = applicant.age >= PENSION_AGE;
        let norm = match (applicant.persons() > 1, pension) {
            (false, false) => self.income.single,
            (false, true) => self.income.single_pension,
            (true, false) => self.income.multi,
            (true, true) => self.income.multi_pension,
        };
        applicant.income.is_none_or(|income| income <= norm)
    }

    /// The monthly rent that the household may pay at most.
    pub fn rent_cap(&self, applicant: &Applicant) -> Cents {
        if !self.within_allocation_norm(applicant) {
            self.rent.social_rent_limit
        } else if applicant.children == 0 && applicant.age < self.rent.young_age_below {
            self.rent.quality_discount_limit
        } else if applicant.persons() <= 2 {
            self.rent.low_cap
        } else {
            self.rent.high_cap
        }
    }
}
