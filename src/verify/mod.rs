//! The independent checker: a list of matches, and the results of a run with its certificate, held
//! against the round alone. It shares no code with the program, the solver or the allocation; whoever
//! trusts the rules and this folder need not trust the rest.

mod alike;
mod bound;
mod breach;
mod certificate;
mod counting;
mod doubt;
mod matches;
mod parts;
mod price_list;
mod survey;
mod tiers;
mod usage;
mod violation;

pub use doubt::Doubt;
pub use matches::{placements, violations};
pub use tiers::tier_values;
pub use usage::{shortfalls, used};
pub use violation::Violation;

use crate::domain::{Certificate, Placement, Round};
use crate::eligibility::Standing;

/// Everything that is wrong with a certificate of these placements: its division into parts, its prices,
/// its values, and every bound, recomputed in whole numbers from the round. Empty: it holds.
pub fn certificate_doubts(
    round: &Round,
    standing: &Standing,
    placements: &[Placement],
    certificate: &Certificate,
) -> Vec<Doubt> {
    certificate::doubts(&survey::Survey::new(round, standing), placements, certificate)
}
