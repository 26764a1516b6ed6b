//! Scenarios beside the round as it is: sentences, tables and JSON.

mod json;
mod lines;
mod sentence;

pub use json::what_if_json;
pub(super) use json::{FiguresJson, figures};
pub use lines::{Course, EffectLine, goal_effects, group_effects, shortfall_effects};
pub use sentence::scenario_sentence;

use crate::domain::Round;
use crate::study::WhatIf;

/// Everything that is told of a round and its scenarios.
#[derive(Debug, Clone, Copy)]
pub struct Told<'a> {
    /// The round as it is.
    pub round: &'a Round,
    /// The scenarios' names, in their order.
    pub names: &'a [String],
    /// What they do.
    pub found: &'a WhatIf,
}
