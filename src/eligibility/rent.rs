//! Rent against the household's cap: *passend toewijzen*, Woningwet art. 46 lid 2.

use crate::domain::{Applicant, Cents, Dwelling, Mode, Norms};

/// Whether the rent is above what the household may pay, `margin` included.
///
/// Whole: it fits when `rent ≤ cap + margin` or `lowest_rent ≤ cap + margin`. Shared: when the rent of
/// a place is at most `cap + margin`; the lowered rent plays no part.
pub(super) fn breaks(applicant: &Applicant, dwelling: &Dwelling, mode: Mode, norms: &Norms, margin: Cents) -> bool {
    let most = norms.rent_cap(applicant) + margin;
    match mode {
        Mode::Whole => dwelling.rent > most && dwelling.lowest_rent.is_none_or(|lowest| lowest > most),
        Mode::Shared => place_rent(dwelling) > most,
    }
}

/// Monthly rent of one place in the dwelling when it is shared, rounded up to the cent.
pub(super) fn place_rent(dwelling: &Dwelling) -> Cents {
    let places = i64::from(dwelling.places.max(1));
    dwelling.rent / places + i64::from(dwelling.rent % places != 0)
}

/// Monthly rent in the contract. Without `margin` the rule is off and the full rent holds, as it does
/// where the rule is broken, which only an override allows.
pub(super) fn contract(
    applicant: &Applicant,
    dwelling: &Dwelling,
    mode: Mode,
    norms: &Norms,
    margin: Option<Cents>,
) -> Cents {
    let (Mode::Whole, Some(margin)) = (mode, margin) else {
        return if mode == Mode::Shared { place_rent(dwelling) } else { dwelling.rent };
    };
    let cap = norms.rent_cap(applicant);
    match dwelling.lowest_rent {
        Some(lowest) if dwelling.rent > cap + margin && lowest <= cap + margin => cap.max(lowest),
        _ => dwelling.rent,
    }
}
