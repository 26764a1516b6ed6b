//! Scenarios beside the round as it is: sentences, tables and JSON.

mod changes;
mod json;
mod lines;
mod sentence;

pub(super) use changes::{row_sentence, setting_sentences};
pub use json::what_if_json;
pub(super) use json::{FiguresJson, figures};
pub use lines::{Course, EffectLine, goal_effects, group_effects, shortfall_effects};
pub use sentence::scenario_sentence;

use crate::domain::{ChangedSetting, Round};
use crate::study::WhatIf;

/// Everything that is told of a round and its scenarios.
#[derive(Debug, Clone, Copy)]
pub struct Told<'a> {
    /// The round as it is.
    pub round: &'a Round,
    /// The scenarios' names, in their order.
    pub names: &'a [String],
    /// The settings that each changes.
    pub settings: &'a [Vec<ChangedSetting>],
    /// What they do.
    pub found: &'a WhatIf,
}
