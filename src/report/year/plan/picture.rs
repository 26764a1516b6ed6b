//! The pictures of a plan: its months, what they ask of the chain, and who would wait for it.

mod chain;
mod grid;
mod months;
mod waits;

pub(super) use chain::picture as chain;
pub(super) use months::picture as months;
pub(super) use waits::picture as waits;
