//! Limits that bind with their price, and minimums that were missed.

use super::groups::stands_beside_a_group;
use super::{ROWS_AT_MOST, Screen, Section};
use crate::allocation::{LimitOutcome, Outcome};
use crate::domain::{Fraction, Language, Limit, Round};
use crate::report::limits::models_maximum;
use crate::report::words::units;

pub(super) fn missed(round: &Round, outcome: &Outcome, screen: &Screen) -> Section {
    let unshown = |found: &&LimitOutcome| found.shortfall > 0 && !stands_beside_a_group(round, found.limit);
    let found: Vec<&LimitOutcome> = outcome.limits.iter().filter(unshown).collect();
    let row = |found: &&LimitOutcome| {
        let limit = &round.limits.limits[found.limit];
        let amount = |units: i64| screen.form().amount(limit.counts, units);
        let mut row = start(screen, limit, found, limit.min.unwrap_or(0));
        row.push(match screen.language {
            Language::En => format!("{} short", amount(found.shortfall)),
            Language::Nl => format!("tekort {}", amount(found.shortfall)),
        });
        row
    };
    let mut lines = screen.table(found.iter().take(ROWS_AT_MOST).map(row).collect(), &[1, 3]);
    screen.and_more(&mut lines, found.len(), "limits.csv");
    Section { heading: screen.say("Other minimums missed", "Andere minima niet gehaald").to_owned(), lines }
}

pub(super) fn full(round: &Round, outcome: &Outcome, screen: &Screen) -> Section {
    let is_raised = |found: &LimitOutcome| found.max > round.limits.limits[found.limit].max;
    let shown = |found: &&LimitOutcome| found.binding || is_raised(found);
    let mut found: Vec<&LimitOutcome> = outcome.limits.iter().filter(shown).collect();
    found.sort_by(|a, b| greater(b.price, a.price)); // stable: equal prices stay in the model's order
    let row = |found: &&LimitOutcome| {
        let limit = &round.limits.limits[found.limit];
        let mut row = start(screen, limit, found, found.max.unwrap_or(0));
        if let (Some(model), Some(unit)) = (models_maximum(screen.form(), limit, found), row.last_mut()) {
            *unit = format!("{unit} ({model})");
        }
        row.push(price(screen, found.price));
        row
    };
    let mut lines = screen.table(found.iter().take(ROWS_AT_MOST).map(row).collect(), &[1, 3]);
    screen.and_more(&mut lines, found.len(), "limits.csv");
    let heading = screen
        .say(
            "Full limits, and what one more would house at most",
            "Volle begrenzingen, en wat één meer hoogstens huisvest",
        )
        .to_owned();
    Section { heading, lines }
}

fn start(screen: &Screen, limit: &Limit, found: &LimitOutcome, bound: i64) -> Vec<String> {
    let amount = |units: i64| screen.form().amount(limit.counts, units);
    let of = screen.say("of", "van").to_owned();
    let unit = units(screen.language, limit.counts, bound).to_owned();
    vec![screen.name(&limit.name, 45), amount(found.used), of, amount(bound), unit]
}

fn price(screen: &Screen, price: Fraction) -> String {
    if price.numerator == 0 { "–".to_owned() } else { format!("+{}", screen.form().rounded(price, 2)) }
}

fn greater(a: Fraction, b: Fraction) -> std::cmp::Ordering {
    a.numerator.saturating_mul(b.denominator).cmp(&b.numerator.saturating_mul(a.denominator))
}
