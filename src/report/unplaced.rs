//! Why an applicant has no place, as sentences that an official can defend.

use super::Form;
use super::reasons::{Reasons, broken_rules, overlap};
use super::words::{either, goes_before};
use crate::allocation::{Obstacles, Unplaced, UnplacedReason};
use crate::domain::{Language, Round, Rule, Tier};

pub(super) fn sentence(reasons: &Reasons<'_>, unplaced: &Unplaced) -> String {
    let form = reasons.form;
    match &unplaced.reason {
        UnplacedReason::SelfSearch => self_search(reasons.round, unplaced, form.language),
        UnplacedReason::NothingFits { excluded, dwellings } => {
            let applicant = &reasons.round.applicants[unplaced.applicant];
            nothing_fits(form, excluded, *dwellings)
                + &reasons.liveability(excluded, |exclusion| exclusion.applicants.selects(applicant))
        }
        UnplacedReason::Outranked(obstacles) if all_outranked(obstacles) => outranked(reasons, obstacles),
        UnplacedReason::LimitFull(obstacles) if only_limits(obstacles) => limit_full(reasons, obstacles),
        UnplacedReason::TooFewSharers(obstacles) if obstacles.too_few_sharers == obstacles.fitting => {
            too_few_sharers(form, obstacles.fitting)
        }
        UnplacedReason::Stopped(obstacles) => {
            let start = either(
                form.language,
                "The search was stopped before this was settled.",
                "De zoektocht is gestopt voordat dit vaststond.",
            );
            format!("{start} {}", mixed(reasons, obstacles))
        }
        UnplacedReason::Outranked(obstacles)
        | UnplacedReason::LimitFull(obstacles)
        | UnplacedReason::TooFewSharers(obstacles) => mixed(reasons, obstacles),
    }
}

fn self_search(round: &Round, unplaced: &Unplaced, language: Language) -> String {
    let group = &round.applicants[unplaced.applicant].group;
    let name = round.model.groups.get(group).map_or(group.as_str(), |group| group.names.get(language));
    match language {
        Language::En => format!("The group “{name}” searches for a dwelling itself; the round does not place it."),
        Language::Nl => format!("De doelgroep “{name}” zoekt zelf een woning; de ronde wijst haar niets toe."),
    }
}

fn nothing_fits(form: Form, excluded: &[(Rule, usize)], dwellings: usize) -> String {
    let rules = broken_rules(form, excluded);
    let several = match (overlap(excluded, dwellings), form.language) {
        (false, _) => "",
        (true, Language::En) => " (a dwelling can fail several rules)",
        (true, Language::Nl) => " (een woning kan op meer regels afvallen)",
    };
    let count = form.count(dwellings);
    match (dwellings, form.language) {
        (0, Language::En) => "The round has no dwellings.".to_owned(),
        (0, Language::Nl) => "De ronde heeft geen woningen.".to_owned(),
        (1, Language::En) => format!("The only dwelling of the round does not fit: {rules}."),
        (1, Language::Nl) => format!("De enige woning van de ronde past niet: {rules}."),
        (_, Language::En) => format!("None of the {count} dwellings fits: {rules}{several}."),
        (_, Language::Nl) => format!("Geen van de {count} woningen past: {rules}{several}."),
    }
}

fn all_outranked(obstacles: &Obstacles) -> bool {
    obstacles.out_of_reach == 0
        && obstacles.fixed + obstacles.too_few_sharers + obstacles.unsearched == 0
        && !obstacles.outranked.is_empty()
}

fn only_limits(obstacles: &Obstacles) -> bool {
    obstacles.outranked.is_empty() && obstacles.fixed + obstacles.too_few_sharers + obstacles.unsearched == 0
}

/// "6 by urgency, 3 by waiting time".
fn by_tier(form: Form, obstacles: &Obstacles) -> String {
    let parts: Vec<String> = obstacles
        .outranked
        .iter()
        .map(|(tier, times)| format!("{} {}", form.count(*times), goes_before(form.language, *tier)))
        .collect();
    parts.join(", ")
}

/// Who stands before. Where `fit` goes before the number placed, a dwelling can be vacant and still be
/// withheld for the sake of that goal, and then nobody "got" it.
fn outranked(reasons: &Reasons<'_>, obstacles: &Obstacles) -> String {
    let form = reasons.form;
    let (count, tiers) = (form.count(obstacles.fitting), by_tier(form, obstacles));
    let before_placed = reasons.outcome.tiers.iter().map(|tier| tier.tier).take_while(|tier| *tier != Tier::Placed);
    let for_a_goal = before_placed.into_iter().any(|tier| tier == Tier::Fit);
    let only = obstacles.outranked.first().filter(|_| obstacles.fitting == 1);
    let only = only.map(|(tier, _)| goes_before(form.language, *tier));
    match (for_a_goal, only, form.language) {
        (true, _, Language::En) => {
            format!("For all {count} fitting dwellings an applicant or a goal stands before: {tiers}.")
        }
        (true, _, Language::Nl) => {
            format!("Bij alle {count} passende woningen gaat een woningzoekende of een doel voor: {tiers}.")
        }
        (_, Some(tier), Language::En) => {
            format!("The only fitting dwelling went to an applicant that stands before: {tier}.")
        }
        (_, Some(tier), Language::Nl) => {
            format!("De enige passende woning ging naar een woningzoekende die voorgaat: {tier}.")
        }
        (_, None, Language::En) => {
            format!("All {count} fitting dwellings went to applicants that stand before: {tiers}.")
        }
        (_, None, Language::Nl) => {
            format!("Alle {count} passende woningen gingen naar woningzoekenden die voorgaan: {tiers}.")
        }
    }
}

fn limit_full(reasons: &Reasons<'_>, obstacles: &Obstacles) -> String {
    let (form, limits) = (reasons.form, reasons.full_limits(&obstacles.full, obstacles.fitting));
    let count = form.count(obstacles.fitting);
    match (obstacles.fitting, form.language) {
        (1, Language::En) => format!("The only fitting dwelling is out of reach because a limit is full: {limits}."),
        (1, Language::Nl) => {
            format!("De enige passende woning is niet bereikbaar omdat een begrenzing vol is: {limits}.")
        }
        (_, Language::En) => {
            format!("All {count} fitting dwellings are out of reach because limits are full: {limits}.")
        }
        (_, Language::Nl) => {
            format!("Alle {count} passende woningen zijn niet bereikbaar omdat begrenzingen vol zijn: {limits}.")
        }
    }
}

fn too_few_sharers(form: Form, fitting: usize) -> String {
    let count = form.count(fitting);
    match (fitting, form.language) {
        (1, Language::En) => {
            "The only fitting dwelling can only be shared, and too few others are left to share it.".into()
        }
        (1, Language::Nl) => {
            "De enige passende woning kan alleen worden gedeeld, en daarvoor zijn er te weinig anderen.".into()
        }
        (_, Language::En) => {
            format!("All {count} fitting dwellings can only be shared, and too few others are left to share them.")
        }
        (_, Language::Nl) => {
            format!(
                "Alle {count} passende woningen kunnen alleen worden gedeeld, en daarvoor zijn er te weinig anderen."
            )
        }
    }
}

/// Several things stand in the way: each with its number.
fn mixed(reasons: &Reasons<'_>, obstacles: &Obstacles) -> String {
    let form = reasons.form;
    let english = form.language == Language::En;
    let mut parts = Vec::new();
    if !obstacles.outranked.is_empty() {
        let total = form.count(obstacles.outranked.iter().map(|(_, times)| times).sum());
        let tiers = by_tier(form, obstacles);
        parts.push(if english {
            format!("{total} went to applicants that stand before ({tiers})")
        } else {
            format!("{total} naar woningzoekenden die voorgaan ({tiers})")
        });
    }
    let mut counted = |times: usize, english_words: &str, dutch_words: &str| {
        if times > 0 {
            parts.push(format!("{} {}", form.count(times), either(form.language, english_words, dutch_words)));
        }
    };
    counted(obstacles.fixed, "fixed for others by decision", "bij besluit vastgelegd voor anderen");
    counted(
        obstacles.too_few_sharers,
        "only to be shared, with too few others to share",
        "alleen te delen, met te weinig anderen daarvoor",
    );
    counted(
        obstacles.unsearched,
        "let to others, where an exchange could still be better",
        "naar anderen, waar ruilen nog beter kan zijn",
    );
    if obstacles.out_of_reach > 0 {
        let limits = reasons.full_limits(&obstacles.full, obstacles.fitting);
        let stopped = form.count(obstacles.out_of_reach);
        parts.push(if english {
            format!("{stopped} out of reach because a limit is full: {limits}")
        } else {
            format!("{stopped} niet bereikbaar omdat een begrenzing vol is: {limits}")
        });
    }
    let (count, parts) = (form.count(obstacles.fitting), parts.join("; "));
    match (obstacles.fitting, english) {
        (1, true) => format!("The only fitting dwelling: {parts}."),
        (1, false) => format!("De enige passende woning: {parts}."),
        (_, true) => format!("Of the {count} fitting dwellings: {parts}."),
        (_, false) => format!("Van de {count} passende woningen: {parts}."),
    }
}
