//! Placements by landlord, against what the plan asks of each where it says so: the decision itself is not divided over
//! landlords.

use std::collections::BTreeMap;

use crate::domain::{Pace, Realised, Route, Year};

use super::Housed;

/// Placements by landlord, as far as the ledger tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Landlords {
    /// Those that the ledger names or the plan asks, by name.
    pub told: Vec<LandlordCount>,
    /// In rows that name no landlord.
    pub untold: Housed,
    /// Whether any row names a landlord.
    pub is_told: bool,
}

/// The placements of a landlord.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LandlordCount {
    /// Its name.
    pub landlord: String,
    /// What was realised with it in the complete months.
    pub housed: Housed,
    /// Places of that for groups that are offered a home, which is what it is asked for.
    pub asked_for: u32,
    /// Places that the plan asks of it in those months; `None` where no plan says so.
    pub planned: Option<u32>,
}

impl LandlordCount {
    /// Places realised beyond what is planned; below 0 where that is not reached.
    pub fn ahead(&self) -> Option<i64> {
        self.planned.map(|planned| i64::from(self.asked_for) - i64::from(planned))
    }
}

/// `None` where no row names a landlord and no plan asks anything of one.
pub(super) fn landlords(year: &Year, pace: &Pace, counted: &[&Realised], months: usize) -> Option<Landlords> {
    let is_asked = |row: &Realised| year.groups.get(&row.group).is_none_or(|group| group.route == Route::Mediated);
    let mut rows: BTreeMap<Option<&str>, Vec<&Realised>> = BTreeMap::new();
    for row in counted {
        rows.entry(row.landlord.as_deref()).or_default().push(row);
    }
    let sum = |rows: &[&Realised]| rows.iter().map(|row| Housed::of(row)).sum();
    let untold = rows.remove(&None).map(|rows| sum(&rows)).unwrap_or_default();
    let is_told = !rows.is_empty();
    for name in pace.landlords.keys() {
        rows.entry(Some(name)).or_default();
    }
    let count = |(name, rows): (Option<&str>, Vec<&Realised>)| {
        let name = name?;
        let planned = (!pace.landlords.is_empty())
            .then(|| pace.landlords.get(name).map_or(0, |asked| asked.iter().take(months).sum()));
        let asked_for = rows.iter().filter(|row| is_asked(row)).map(|row| row.places).sum();
        Some(LandlordCount { landlord: name.to_owned(), housed: sum(&rows), asked_for, planned })
    };
    let told: Vec<LandlordCount> = rows.into_iter().filter_map(count).collect();
    (!told.is_empty()).then_some(Landlords { told, untold, is_told })
}
