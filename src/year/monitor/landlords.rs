//! Placements by landlord. The decision is not divided over landlords, so there is no plan to hold them against.

use std::collections::BTreeMap;

use crate::domain::Realised;

use super::Housed;

/// Placements by landlord, as far as the ledger tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Landlords {
    /// By name.
    pub told: Vec<LandlordCount>,
    /// In rows that name no landlord.
    pub untold: Housed,
}

/// The placements of a landlord.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LandlordCount {
    /// Its name.
    pub landlord: String,
    /// What was realised with it in the complete months.
    pub housed: Housed,
}

/// `None` where no row names a landlord.
pub(super) fn landlords(counted: &[&Realised]) -> Option<Landlords> {
    let mut rows: BTreeMap<Option<&str>, Vec<Housed>> = BTreeMap::new();
    for row in counted {
        rows.entry(row.landlord.as_deref()).or_default().push(Housed::of(row));
    }
    let untold = rows.remove(&None).unwrap_or_default().into_iter().sum();
    let told: Vec<LandlordCount> = rows
        .into_iter()
        .filter_map(|(name, rows)| Some(LandlordCount { landlord: name?.to_owned(), housed: rows.into_iter().sum() }))
        .collect();
    (!told.is_empty()).then_some(Landlords { told, untold })
}
