//! Limits as people read them: name, use, maximum.

use super::Form;
use super::words::{either, units};
use crate::allocation::Outcome;
use crate::domain::Round;

/// "“Leger des Heils: starts” (11.50 of 12 support)".
pub(super) fn use_of_limit(form: Form, round: &Round, outcome: &Outcome, index: usize) -> String {
    let Some(limit) = round.limits.limits.get(index) else {
        return String::new();
    };
    let found = outcome.limits.iter().find(|found| found.limit == index);
    let used = form.amount(limit.counts, found.map_or(0, |found| found.used));
    let max = found.and_then(|found| found.max).map_or_else(String::new, |max| {
        let of = either(form.language, "of", "van");
        format!(" {of} {}", form.amount(limit.counts, max))
    });
    format!("“{}” ({used}{max} {})", limit.name, units(form.language, limit.counts))
}
