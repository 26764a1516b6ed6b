//! The annual cycle: the year's figures held against each other, the monthly plan, what was realised against
//! it, and the year replayed by chance.

pub mod pace;
pub mod simulate;

pub use pace::Pace;
