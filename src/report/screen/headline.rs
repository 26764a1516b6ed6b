//! The first lines: how many are placed, and what that answer is worth.

use std::collections::BTreeSet;

use super::Screen;
use crate::allocation::{Certainty, Outcome, Proof, Status};
use crate::domain::{Language, Round, Tier};
use crate::report::Form;
use crate::report::words::{self, either};

pub(in crate::report) fn lines(round: &Round, outcome: &Outcome, screen: &Screen) -> Vec<String> {
    let title = format!("{} {} · {}", screen.say("Round", "Ronde"), round.id, round.model.name);
    let status = worth(round, outcome, screen.language).map(|line| match outcome.status {
        Status::Optimal => screen.good(&line),
        Status::Feasible => screen.warning(&line),
    });
    let mut lines = vec![screen.paint(anstyle::Style::new().bold(), &title), String::new()];
    lines.push(format!("  {}", placed(round, outcome, screen.language)));
    lines.extend(status.into_iter().map(|line| format!("  {line}")));
    lines.extend(drawn(outcome, screen.language).map(|line| format!("  {line}")));
    lines
}

/// What the answer is, and what proves it.
pub(in crate::report) fn worth(round: &Round, outcome: &Outcome, language: Language) -> [String; 2] {
    match outcome.status {
        Status::Optimal => optimal(round, outcome, language).map(str::to_owned),
        Status::Feasible => stopped(outcome, language),
    }
}

/// How many places rest on the lottery; nothing where none does.
pub(in crate::report) fn drawn(outcome: &Outcome, language: Language) -> Option<String> {
    let drawn = outcome.certainty.iter().filter(|certainty| **certainty == Some(Certainty::Drawn)).count();
    let count = Form::of(language).count(drawn);
    Some(match (drawn, language) {
        (0, _) => return None,
        (1, Language::En) => "1 place was drawn by lot: another choice is as good for every goal.".to_owned(),
        (1, Language::Nl) => "1 plek is door loting bepaald: een andere keuze is even goed.".to_owned(),
        (_, Language::En) => format!("{count} places were drawn by lot: other choices are as good for every goal."),
        (_, Language::Nl) => format!("{count} plekken zijn door loting bepaald: andere keuzes zijn even goed."),
    })
}

/// How many have a place, in how many dwellings.
pub(in crate::report) fn placed(round: &Round, outcome: &Outcome, language: Language) -> String {
    let count = |number| Form::of(language).count(number);
    let counted = |one, many, number| words::counted(language, number, one, many);
    let searching = round.applicants.iter().filter(|applicant| round.searches_itself(applicant)).count();
    let dwellings: BTreeSet<usize> = outcome.placements.iter().map(|placement| placement.dwelling).collect();
    let (placed, used) = (count(outcome.placements.len()), count(dwellings.len()));
    let (total, all) = (round.applicants.len() - searching, round.dwellings.len());
    let themselves = match (searching, language) {
        (0, _) => String::new(),
        (1, Language::En) => "; 1 more searches for itself".to_owned(),
        (1, Language::Nl) => "; 1 andere zoekt zelf".to_owned(),
        (_, Language::En) => format!("; {} more search for themselves", count(searching)),
        (_, Language::Nl) => format!("; {} anderen zoeken zelf", count(searching)),
    };
    match language {
        Language::En => {
            let (total, all) = (counted("applicant", "applicants", total), counted("dwelling", "dwellings", all));
            format!("{placed} of {total} placed in {used} of {all}{themselves}.")
        }
        Language::Nl => {
            let total = counted("woningzoekende", "woningzoekenden", total);
            let all = counted("woning", "woningen", all);
            format!("{placed} van {total} geplaatst in {used} van {all}{themselves}.")
        }
    }
}

fn optimal(round: &Round, outcome: &Outcome, language: Language) -> [&'static str; 2] {
    let best = if round.model.tiers.first() == Some(&Tier::Unchanged) {
        either(
            language,
            "Optimal: no allocation keeps more of the earlier matches, and none that keeps as many does better.",
            "Optimaal: geen toewijzing houdt meer van de eerdere matches, en geen die er evenveel houdt is beter.",
        )
    } else if round.decisions.is_empty() {
        either(
            language,
            "Optimal: no allocation within the rules does better.",
            "Optimaal: geen toewijzing binnen de regels is beter.",
        )
    } else {
        either(
            language,
            "Optimal: no allocation within the rules and with these decisions does better.",
            "Optimaal: geen toewijzing binnen de regels en met deze besluiten is beter.",
        )
    };
    let searched = outcome.tiers.iter().any(|tier| tier.proof != Proof::Prices);
    let proof = if searched {
        either(
            language,
            "The certificate proves it in part; the rest is the solver's search.",
            "Het certificaat bewijst dat deels; de rest is de zoektocht van de rekenkern.",
        )
    } else {
        either(language, "The certificate proves it, goal by goal.", "Het certificaat bewijst dat, doel voor doel.")
    };
    [best, proof]
}

fn stopped(outcome: &Outcome, language: Language) -> [String; 2] {
    let start = either(language, "Stopped before the best was found.", "Gestopt voordat de beste gevonden was.");
    let kept = either(language, "Every rule and limit is kept", "Elke regel en begrenzing is gehouden");
    let placed = outcome.tiers.iter().find(|tier| tier.tier == Tier::Placed);
    let open = placed.map(|tier| (tier.bound.floor(), i128::from(tier.value))).filter(|(bound, value)| bound > value);
    let most = open.map_or_else(String::new, |(bound, _)| {
        let most = Form::of(language).grouped(bound);
        match language {
            Language::En => format!("; at most {most} could be placed"),
            Language::Nl => format!("; hoogstens {most} kunnen geplaatst worden"),
        }
    });
    [start.to_owned(), format!("{kept}{most}.")]
}
