//! Why an applicant has no place, as sentences that an official can defend.

use super::Form;
use super::clauses::{Clause, Subject, by_tier, numbered, sentence as told};
use super::reasons::{Reasons, broken_rules, overlap};
use super::words::{either, goal, goes_before};
use crate::allocation::{Obstacles, Unplaced, UnplacedReason};
use crate::domain::{Language, Round, Rule};

pub(super) fn sentence(reasons: &Reasons<'_>, unplaced: &Unplaced) -> String {
    let form = reasons.form;
    match &unplaced.reason {
        UnplacedReason::SelfSearch => self_search(reasons.round, unplaced, form.language),
        UnplacedReason::NothingFits { excluded, dwellings } => {
            let applicant = &reasons.round.applicants[unplaced.applicant];
            nothing_fits(form, excluded, *dwellings)
                + &reasons.liveability(excluded, |exclusion| exclusion.applicants.selects(applicant))
        }
        UnplacedReason::Stopped(obstacles) => stopped(reasons, obstacles),
        UnplacedReason::Outranked(obstacles)
        | UnplacedReason::LimitFull(obstacles)
        | UnplacedReason::TooFewSharers(obstacles) => {
            told(form, Subject::Dwellings, obstacles.fitting, &clauses(reasons, obstacles))
        }
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

fn stopped(reasons: &Reasons<'_>, obstacles: &Obstacles) -> String {
    let form = reasons.form;
    let start = either(
        form.language,
        "The search was stopped before this was settled.",
        "De zoektocht is gestopt voordat dit vaststond.",
    );
    let clauses = clauses(reasons, obstacles);
    if !clauses.is_empty() {
        return format!("{start} {}", told(form, Subject::Dwellings, obstacles.fitting, &clauses));
    }
    let count = form.count(obstacles.fitting);
    let fit = numbered(form, obstacles.fitting, ["dwelling fits", "dwellings fit"], ["woning past", "woningen passen"]);
    format!("{start} {count} {fit}.")
}

/// What stands in the way, each with its number of dwellings.
fn clauses(reasons: &Reasons<'_>, obstacles: &Obstacles) -> Vec<Clause> {
    let counts = [obstacles.fixed, obstacles.too_few_sharers, obstacles.unsearched];
    let words = [fixed, too_few_sharers, unsearched];
    let plain = counts
        .into_iter()
        .zip(words)
        .map(|(times, words)| Clause { times, words: words(reasons.form, times).to_owned() });
    let mut found = vec![outranked(reasons.form, obstacles), costs(reasons.form, obstacles)];
    found.extend(plain);
    found.extend([limits(reasons, obstacles), with_sharers(reasons, obstacles)]);
    found.retain(|clause| clause.times > 0);
    found
}

/// Others: who lives there may be one household, or several that share.
fn outranked(form: Form, obstacles: &Obstacles) -> Clause {
    let times = obstacles.outranked.iter().map(|(_, times)| times).sum();
    let words = numbered(
        form,
        times,
        ["went to others that stand before"; 2],
        ["ging naar anderen die voorgaan", "gingen naar anderen die voorgaan"],
    );
    let tiers = by_tier(form, &obstacles.outranked, goes_before);
    Clause {
        times,
        words: if times == obstacles.fitting { format!("{words}: {tiers}") } else { format!("{words} ({tiers})") },
    }
}

/// Nobody would have to leave, and still it cannot be.
fn costs(form: Form, obstacles: &Obstacles) -> Clause {
    let times = obstacles.costs.iter().map(|(_, times)| times).sum();
    let words = numbered(
        form,
        times,
        ["could go to this household only at the cost of a goal that stands before"; 2],
        [
            "zou alleen naar dit huishouden kunnen ten koste van een doel dat voorgaat",
            "zouden alleen naar dit huishouden kunnen ten koste van een doel dat voorgaat",
        ],
    );
    Clause { times, words: format!("{words} ({})", by_tier(form, &obstacles.costs, goal)) }
}

fn fixed(form: Form, times: usize) -> &'static str {
    numbered(
        form,
        times,
        ["is fixed for others by decision", "are fixed for others by decision"],
        ["is bij besluit vastgelegd voor anderen", "zijn bij besluit vastgelegd voor anderen"],
    )
}

fn too_few_sharers(form: Form, times: usize) -> &'static str {
    numbered(
        form,
        times,
        [
            "can only be shared, and too few others are left to share it",
            "can only be shared, and too few others are left to share them",
        ],
        [
            "kan alleen worden gedeeld, en daarvoor zijn er te weinig anderen",
            "kunnen alleen worden gedeeld, en daarvoor zijn er te weinig anderen",
        ],
    )
}

fn unsearched(form: Form, times: usize) -> &'static str {
    numbered(
        form,
        times,
        ["would go to this household in a better allocation"; 2],
        [
            "zou in een betere toewijzing naar dit huishouden gaan",
            "zouden in een betere toewijzing naar dit huishouden gaan",
        ],
    )
}

fn limits(reasons: &Reasons<'_>, obstacles: &Obstacles) -> Clause {
    let times = obstacles.out_of_reach;
    let words = numbered(
        reasons.form,
        times,
        [
            "is out of reach because a limit leaves too little room",
            "are out of reach because limits leave too little room",
        ],
        [
            "is niet bereikbaar omdat een begrenzing te weinig ruimte laat",
            "zijn niet bereikbaar omdat begrenzingen te weinig ruimte laten",
        ],
    );
    Clause { times, words: format!("{words}: {}", reasons.full_limits(&obstacles.full, times)) }
}

fn with_sharers(reasons: &Reasons<'_>, obstacles: &Obstacles) -> Clause {
    let times = obstacles.sharers_stopped;
    let words = numbered(
        reasons.form,
        times,
        ["can only be shared, and with whoever is left to share a limit would be overrun"; 2],
        [
            "kan alleen worden gedeeld, en met wie daarvoor over is zou een begrenzing worden overschreden",
            "kunnen alleen worden gedeeld, en met wie daarvoor over is zou een begrenzing worden overschreden",
        ],
    );
    Clause { times, words: format!("{words}: {}", reasons.full_limits(&obstacles.full_with_sharers, times)) }
}
