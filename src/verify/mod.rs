//! The independent checker: a list of matches, and the results of a run with its certificate, held
//! against the round alone. It shares no code with the program, the solver or the allocation; whoever
//! trusts the rules and this folder need not trust the rest.

mod alike;
mod bound;
mod breach;
mod certificate;
pub mod claim;
mod comparison;
mod counting;
mod doubt;
mod exchanges;
mod figures;
mod finding;
mod matches;
mod parts;
mod price_list;
mod reasons;
mod reserves;
mod results;
mod sheet;
mod survey;
mod tables;
mod tiers;
mod twins;
mod usage;
mod violation;

pub use breach::{Unit, size as size_of_breach, unit as unit_of_breach};
pub use claim::Claim;
pub use doubt::Doubt;
pub use finding::{Difference, Finding};
pub use matches::{placements, violations};
pub use results::{Verification, accept, round_of, verify};
pub use sheet::{Row, Sheet};
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
