//! The pictures of a plan: its months, and what they ask of the chain.

mod chain;
mod months;

pub(super) use chain::picture as chain;
pub(super) use months::picture as months;
