//! What is asked of each party of the chain, month by month: the agreements to sign.

use super::PlannedYear;
use crate::domain::{Counted, MONTHS, Role};

/// What is asked of a party.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Agreement {
    /// Name.
    pub(super) party: String,
    /// What it does.
    pub(super) role: Role,
    /// What is counted: places of a landlord, or what the capacity of another party counts.
    pub(super) counts: Asked,
    /// What is asked in each month, in ten-thousandths.
    pub(super) asked: [i64; MONTHS],
    /// Those of them in projects that are delivered, for a landlord.
    pub(super) in_projects: Option<[i64; MONTHS]>,
    /// Its capacity in each month, in hundredths.
    pub(super) capacity: [Option<i64>; MONTHS],
    /// Places of the decision that one more in the month gains.
    pub(super) price: [f64; MONTHS],
}

/// What an agreement counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asked {
    /// Places in dwellings.
    Places,
    /// What a partner's capacity counts.
    Load(Counted),
}

impl Agreement {
    /// All that is asked in the year, in ten-thousandths.
    pub(super) fn total(&self) -> i64 {
        self.asked.iter().sum()
    }

    /// Months in which more is asked than the capacity: by less than one household, which earlier months make up for.
    pub(super) fn months_above(&self) -> usize {
        let months = self.asked.iter().zip(self.capacity);
        months.filter(|(asked, capacity)| capacity.is_some_and(|capacity| **asked > capacity * 100)).count()
    }
}

/// Landlords first, by name, then the others by role; those of whom nothing is asked are left out.
pub(super) fn agreements(told: &PlannedYear<'_>) -> Vec<Agreement> {
    let all = landlords(told).into_iter().chain(others(told));
    all.filter(|agreement| agreement.total() > 0).collect()
}

/// Places in ten-thousandths.
fn exact(places: u32) -> i64 {
    i64::from(places) * 10_000
}

fn landlords(told: &PlannedYear<'_>) -> Vec<Agreement> {
    let of = |(name, months): (&String, &[u32; MONTHS])| {
        let partners = told.year.partners.iter().enumerate();
        let found = partners.filter(|(_, one)| one.role == Role::Landlord && one.counts == Counted::Households);
        let found = found.into_iter().find(|(_, one)| one.name == *name && one.groups.is_empty());
        Agreement {
            party: name.clone(),
            role: Role::Landlord,
            counts: Asked::Places,
            asked: months.map(exact),
            in_projects: told.found.figures.in_projects.get(name).map(|months| months.map(exact)),
            capacity: found.map_or([None; MONTHS], |(_, one)| one.capacity),
            price: found.map_or([0.0; MONTHS], |(index, _)| told.found.prices[index]),
        }
    };
    told.found.figures.landlords.iter().map(of).collect()
}

fn others(told: &PlannedYear<'_>) -> Vec<Agreement> {
    let of = |(index, one): (usize, &crate::domain::Partner)| Agreement {
        party: one.name.clone(),
        role: one.role,
        counts: Asked::Load(one.counts),
        asked: told.found.figures.loads[index],
        in_projects: None,
        capacity: one.capacity,
        price: told.found.prices[index],
    };
    told.partners().into_iter().filter(|(_, one)| one.role != Role::Landlord).map(of).collect()
}
