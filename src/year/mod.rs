//! The annual cycle: the year's figures held against each other, the monthly plan, what was realised against
//! it, and the year replayed by chance.
pub mod plan;

mod audit;
pub mod monitor;
pub mod simulate;

pub use audit::{Agreed, Audit, Finding, Verdict, audit, percent};
