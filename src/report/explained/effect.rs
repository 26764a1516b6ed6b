//! What another allocation means: which goals lose and gain, and for whom.

use super::people::ids;
use crate::allocation::Status;
use crate::domain::{Language, Round, Sense, Tier};
use crate::report::words::{either, goal};
use crate::report::{Form, Screen};
use crate::study::explain::Effect;

/// One row for each goal that differs: its name, now, then, by how much; or that none does.
pub(super) fn goals(screen: &Screen, effect: &Effect) -> Vec<String> {
    let form = screen.form();
    let row = |(tier, now, then): &(Tier, i64, i64)| {
        let number = |value: i64| form.grouped(value.into());
        let sign = if then > now { "+" } else { "" };
        let better = match tier.sense() {
            Sense::Maximise => then > now,
            Sense::Minimise => then < now,
        };
        let word = if better { screen.say("better", "beter") } else { screen.say("worse", "slechter") };
        let change = format!("{sign}{}", number(then - now));
        vec![
            goal(screen.language, *tier).to_owned(),
            number(*now),
            "→".to_owned(),
            number(*then),
            change,
            word.to_owned(),
        ]
    };
    let differing = effect.tiers.iter().filter(|(_, now, then)| now != then);
    let lines = screen.table(differing.map(row).collect(), &[1, 3, 4]);
    if lines.is_empty() { vec![screen.say("No goal changes.", "Geen doel verandert.").to_owned()] } else { lines }
}

/// "A0040 loses its place; nobody else gains one; 2 others move."
pub(super) fn people(form: Form, round: &Round, effect: &Effect) -> String {
    whom(form, round, effect, ["Nobody loses a place", "Niemand verliest een woonplek"])
}

/// The same of everyone but the applicant in question.
pub(super) fn others(form: Form, round: &Round, effect: &Effect) -> String {
    whom(form, round, effect, ["Nobody else loses a place", "Niemand anders verliest een woonplek"])
}

fn whom(form: Form, round: &Round, effect: &Effect, nobody: [&str; 2]) -> String {
    let names = |those: &[usize]| ids(form, round, those);
    let loses = match (effect.loses.len(), form.language) {
        (0, language) => either(language, nobody[0], nobody[1]).to_owned(),
        (1, Language::En) => format!("{} loses a place", names(&effect.loses)),
        (1, Language::Nl) => format!("{} verliest een woonplek", names(&effect.loses)),
        (n, Language::En) => format!("{} lose a place: {}", form.count(n), names(&effect.loses)),
        (n, Language::Nl) => format!("{} verliezen een woonplek: {}", form.count(n), names(&effect.loses)),
    };
    let gains = match (effect.gains.len(), form.language) {
        (0, _) => String::new(),
        (1, Language::En) => format!("; {} gains one", names(&effect.gains)),
        (1, Language::Nl) => format!("; {} krijgt er een", names(&effect.gains)),
        (n, Language::En) => format!("; {} gain one: {}", form.count(n), names(&effect.gains)),
        (n, Language::Nl) => format!("; {} krijgen er een: {}", form.count(n), names(&effect.gains)),
    };
    let moves = match (effect.moves.len(), form.language) {
        (0, _) => String::new(),
        (1, Language::En) => format!("; {} moves to another dwelling", names(&effect.moves)),
        (1, Language::Nl) => format!("; {} krijgt een andere woning", names(&effect.moves)),
        (n, Language::En) => format!("; {} move to another dwelling: {}", form.count(n), names(&effect.moves)),
        (n, Language::Nl) => format!("; {} krijgen een andere woning: {}", form.count(n), names(&effect.moves)),
    };
    format!("{loses}{gains}{moves}.{}", not_settled(form, effect))
}

fn not_settled(form: Form, effect: &Effect) -> &'static str {
    match effect.status {
        Status::Optimal => "",
        Status::Feasible => either(
            form.language,
            " The search was stopped: better may be possible.",
            " De zoektocht is gestopt: misschien kan het beter.",
        ),
    }
}
