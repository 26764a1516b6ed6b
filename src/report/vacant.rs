//! Why a dwelling stays vacant, as sentences that an official can defend.

use super::Form;
use super::clauses::{Clause, Subject, by_tier, numbered, sentence as told};
use super::reasons::{Reasons, broken_rules, overlap};
use super::words::{either, goal};
use crate::allocation::{Obstacles, Vacant, VacantReason};
use crate::domain::{Language, Round, Rule};

pub(super) fn sentence(reasons: &Reasons<'_>, vacant: &Vacant) -> String {
    let form = reasons.form;
    match &vacant.reason {
        VacantReason::NobodyFits { excluded, applicants } => {
            let dwelling = &reasons.round.dwellings[vacant.dwelling];
            nobody_fits(form, excluded, *applicants)
                + &reasons.liveability(excluded, |exclusion| exclusion.dwellings.selects(dwelling))
        }
        VacantReason::ReservedEmpty { would_fit } => reserved_empty(form, reasons.round, vacant, *would_fit),
        VacantReason::AllPlaced => all_placed(form, vacant.eligible_applicants),
        VacantReason::LimitFull(obstacles)
        | VacantReason::TooFewSharers(obstacles)
        | VacantReason::Costs(obstacles) => {
            told(form, Subject::Applicants, obstacles.fitting, &clauses(reasons, obstacles))
        }
        VacantReason::Stopped => either(
            form.language,
            "The search was stopped before it was settled whether someone could live here.",
            "De zoektocht is gestopt voordat vaststond of hier iemand kan wonen.",
        )
        .to_owned(),
    }
}

fn nobody_fits(form: Form, excluded: &[(Rule, usize)], applicants: usize) -> String {
    let rules = broken_rules(form, excluded);
    let several = match (overlap(excluded, applicants), form.language) {
        (false, _) => "",
        (true, Language::En) => " (an applicant can fail several rules)",
        (true, Language::Nl) => " (een woningzoekende kan op meer regels afvallen)",
    };
    let count = form.count(applicants);
    match (applicants, form.language) {
        (0, Language::En) => "No applicant takes part in the round.".to_owned(),
        (0, Language::Nl) => "Er doet geen woningzoekende mee aan de ronde.".to_owned(),
        (1, Language::En) => format!("The only applicant that takes part does not fit: {rules}."),
        (1, Language::Nl) => format!("De enige woningzoekende die meedoet past niet: {rules}."),
        (_, Language::En) => format!("None of the {count} applicants that take part fits: {rules}{several}."),
        (_, Language::Nl) => format!("Geen van de {count} woningzoekenden die meedoen past: {rules}{several}."),
    }
}

fn reserved_empty(form: Form, round: &Round, vacant: &Vacant, would_fit: usize) -> String {
    let names: Vec<&str> = round.dwellings[vacant.dwelling].reserved_for.iter().map(String::as_str).collect();
    let names = names.join(either(form.language, " or ", " of "));
    let count = form.count(would_fit);
    match (would_fit, form.language) {
        (1, Language::En) => format!("Reserved for {names}, and nobody of theirs fits; without it 1 applicant would."),
        (1, Language::Nl) => {
            format!("Geoormerkt voor {names}, en van hen past niemand; zonder oormerk past 1 woningzoekende.")
        }
        (_, Language::En) => {
            format!("Reserved for {names}, and nobody of theirs fits; without it {count} applicants would.")
        }
        (_, Language::Nl) => {
            format!("Geoormerkt voor {names}, en van hen past niemand; zonder oormerk passen {count} woningzoekenden.")
        }
    }
}

fn all_placed(form: Form, eligible: usize) -> String {
    let count = form.count(eligible);
    match (eligible, form.language) {
        (1, Language::En) => "The only applicant that fits has a place elsewhere.".to_owned(),
        (1, Language::Nl) => "De enige woningzoekende die past heeft elders een plek.".to_owned(),
        (_, Language::En) => format!("All {count} applicants that fit have a place elsewhere."),
        (_, Language::Nl) => format!("Alle {count} woningzoekenden die passen hebben elders een plek."),
    }
}

/// What keeps those without a place out, each with the number of applicants.
fn clauses(reasons: &Reasons<'_>, obstacles: &Obstacles) -> Vec<Clause> {
    let mut found = vec![
        costs(reasons.form, obstacles),
        too_few_sharers(reasons.form, obstacles.too_few_sharers),
        limits(reasons, obstacles),
        with_sharers(reasons, obstacles),
    ];
    found.retain(|clause| clause.times > 0);
    found
}

fn costs(form: Form, obstacles: &Obstacles) -> Clause {
    let times = obstacles.costs.iter().map(|(_, times)| times).sum();
    let words = numbered(
        form,
        times,
        ["could live here only at the cost of a goal that stands before"; 2],
        [
            "zou hier alleen kunnen wonen ten koste van een doel dat voorgaat",
            "zouden hier alleen kunnen wonen ten koste van een doel dat voorgaat",
        ],
    );
    Clause { times, words: format!("{words} ({})", by_tier(form, &obstacles.costs, goal)) }
}

fn too_few_sharers(form: Form, times: usize) -> Clause {
    let words = numbered(
        form,
        times,
        ["could only share it, and too few others are left for that"; 2],
        [
            "kan de woning alleen delen, en daarvoor zijn er te weinig anderen",
            "kunnen de woning alleen delen, en daarvoor zijn er te weinig anderen",
        ],
    );
    Clause { times, words: words.to_owned() }
}

fn limits(reasons: &Reasons<'_>, obstacles: &Obstacles) -> Clause {
    let times = obstacles.out_of_reach;
    let words = numbered(
        reasons.form,
        times,
        ["is kept out by a limit that leaves too little room", "are kept out by limits that leave too little room"],
        ["stuit op een begrenzing die te weinig ruimte laat", "stuiten op begrenzingen die te weinig ruimte laten"],
    );
    Clause { times, words: format!("{words}: {}", reasons.full_limits(&obstacles.full, times)) }
}

fn with_sharers(reasons: &Reasons<'_>, obstacles: &Obstacles) -> Clause {
    let times = obstacles.sharers_stopped;
    let words = numbered(
        reasons.form,
        times,
        ["could only share it, and with whoever is left to share a limit would be overrun"; 2],
        [
            "kan de woning alleen delen, en met wie daarvoor over is zou een begrenzing worden overschreden",
            "kunnen de woning alleen delen, en met wie daarvoor over is zou een begrenzing worden overschreden",
        ],
    );
    Clause { times, words: format!("{words}: {}", reasons.full_limits(&obstacles.full_with_sharers, times)) }
}
