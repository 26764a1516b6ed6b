//! The goals in their strict order: value, bound and proof.

use super::{Screen, Section};
use crate::allocation::{Outcome, Proof, TierOutcome};
use crate::domain::{Language, Sense};
use crate::report::Form;
use crate::report::words::{either, goal};

pub(super) fn section(outcome: &Outcome, screen: &Screen) -> Section {
    let row = |(place, found): (usize, &TierOutcome)| {
        vec![
            (place + 1).to_string(),
            goal(screen.language, found.tier).to_owned(),
            screen.form().grouped(i128::from(found.value)),
            proof(found, screen.language),
        ]
    };
    let lines = screen.table(outcome.tiers.iter().enumerate().map(row).collect(), &[0, 2]);
    Section { heading: screen.say("Goals, in strict order", "Doelen, in strikte volgorde").to_owned(), lines }
}

/// What is known of the value: that none is better, and by what; else the bound that is left.
pub(in crate::report) fn proof(found: &TierOutcome, language: Language) -> String {
    let bound = match found.tier.sense() {
        Sense::Maximise => found.bound.floor(),
        Sense::Minimise => found.bound.ceil(),
    };
    match found.proof {
        Proof::Prices => either(language, "proven by prices", "bewezen door prijzen").to_owned(),
        Proof::BranchAndBound => either(language, "proven by search", "bewezen door zoeken").to_owned(),
        Proof::None => {
            let words = match found.tier.sense() {
                Sense::Maximise => either(language, "not proven: at most", "niet bewezen: hoogstens"),
                Sense::Minimise => either(language, "not proven: at least", "niet bewezen: minstens"),
            };
            format!("{words} {}", Form::of(language).grouped(bound))
        }
    }
}
