//! Why a dwelling stays vacant, as sentences that an official can defend.

use super::Form;
use super::reasons::{Reasons, broken_rules, overlap};
use super::words::{either, goal};
use crate::allocation::{Vacant, VacantReason};
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
        VacantReason::LimitFull { waiting, full } => limit_full(form, *waiting, &reasons.full_limits(full, *waiting)),
        VacantReason::TooFewSharers { waiting } => too_few_sharers(form, *waiting),
        VacantReason::Costs { tier, waiting } => costs(form, *waiting, goal(form.language, *tier)),
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

fn limit_full(form: Form, waiting: usize, limits: &str) -> String {
    let count = form.count(waiting);
    match (waiting, form.language) {
        (1, Language::En) => format!("1 applicant without a place fits, but a limit is full: {limits}."),
        (1, Language::Nl) => format!("1 woningzoekende zonder plek past, maar een begrenzing is vol: {limits}."),
        (_, Language::En) => format!("{count} applicants without a place fit, but limits are full: {limits}."),
        (_, Language::Nl) => {
            format!("{count} woningzoekenden zonder plek passen, maar begrenzingen zijn vol: {limits}.")
        }
    }
}

fn costs(form: Form, waiting: usize, goal: &str) -> String {
    let count = form.count(waiting);
    match (waiting, form.language) {
        (1, Language::En) => {
            format!("1 applicant without a place fits, but a goal that stands before would lose: {goal}.")
        }
        (1, Language::Nl) => {
            format!("1 woningzoekende zonder plek past, maar een doel dat voorgaat zou verliezen: {goal}.")
        }
        (_, Language::En) => {
            format!("{count} applicants without a place fit, but a goal that stands before would lose: {goal}.")
        }
        (_, Language::Nl) => {
            format!("{count} woningzoekenden zonder plek passen, maar een doel dat voorgaat zou verliezen: {goal}.")
        }
    }
}

fn too_few_sharers(form: Form, waiting: usize) -> String {
    let count = form.count(waiting);
    match (waiting, form.language) {
        (1, Language::En) => "It can only be shared, and 1 applicant without a place is too few for that.".to_owned(),
        (1, Language::Nl) => {
            "De woning kan alleen worden gedeeld, en 1 woningzoekende zonder plek is daarvoor te weinig.".to_owned()
        }
        (_, Language::En) => {
            format!(
                "It can only be shared, and the {count} applicants without a place are too few that may share together."
            )
        }
        (_, Language::Nl) => format!(
            "De woning kan alleen worden gedeeld, en de {count} woningzoekenden zonder plek die samen mogen delen zijn daarvoor te weinig."
        ),
    }
}
