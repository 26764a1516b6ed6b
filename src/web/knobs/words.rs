//! Changes of settings in words, beside what holds in the round.

use super::{Knob, knobs};
use crate::domain::{Language, Round};
use crate::report::setting_words;

/// Changes in words, with what holds in the round.
pub(in crate::web) fn in_words(round: &Round, settings: &[String], language: Language) -> Vec<String> {
    let knobs = knobs(round, language);
    let told = |setting: &String| {
        let knob = knobs.iter().find(|knob| setting.strip_prefix(&knob.path).is_some_and(|rest| rest.starts_with('=')));
        setting_words(setting, knob.map(Knob::now).as_deref(), &round.limits, language)
    };
    settings.iter().map(told).collect()
}
