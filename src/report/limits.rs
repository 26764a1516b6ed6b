//! Limits as people read them: name, use, maximum.

use super::Form;
use super::words::{either, units};
use crate::allocation::{LimitOutcome, Outcome};
use crate::domain::{Limit, Round};

/// "“Leger des Heils: starts” (11.50 of 12 support units)".
pub(super) fn use_of_limit(form: Form, round: &Round, outcome: &Outcome, index: usize) -> String {
    let Some(limit) = round.limits.limits.get(index) else {
        return String::new();
    };
    let own = outcome.limits.get(index).filter(|found| found.limit == index); // where it stands unless some are left out
    let found = own.or_else(|| outcome.limits.iter().find(|found| found.limit == index));
    let used = form.amount(limit.counts, found.map_or(0, |found| found.used));
    let max = found.and_then(|found| found.max);
    let of_max = max.map_or_else(String::new, |max| {
        let of = either(form.language, "of", "van");
        format!(" {of} {}", form.amount(limit.counts, max))
    });
    let unit = units(form.language, limit.counts, max.or(found.map(|found| found.used)).unwrap_or(0));
    let model =
        found.and_then(|found| models_maximum(form, limit, found)).map_or_else(String::new, |m| format!("; {m}"));
    format!("“{}” ({used}{of_max} {unit}{model})", limit.title(form.language))
}

/// "model: 1": the model's own maximum, where overriding fixed pairs have raised it.
pub(super) fn models_maximum(form: Form, limit: &Limit, found: &LimitOutcome) -> Option<String> {
    let raised = limit.max.filter(|max| found.max.is_some_and(|risen| risen > *max))?;
    Some(format!("model: {}", form.amount(limit.counts, raised))) // the word is the same in Dutch
}
