//! The first lines: how many are placed, and what that answer is worth.

use std::collections::BTreeSet;

use super::Screen;
use crate::allocation::{Outcome, Proof, Status};
use crate::domain::{Language, Round, Tier};

pub(super) fn headline(round: &Round, outcome: &Outcome, screen: &Screen) -> String {
    let title = format!("{} · {}", round.id, round.model.name);
    let title = screen.paint(anstyle::Style::new().bold(), &title);
    let status = match outcome.status {
        Status::Optimal => screen.good(&optimal(outcome, screen)),
        Status::Feasible => screen.warning(&stopped(outcome, screen)),
    };
    format!("{title}\n\n  {}\n  {status}\n", placed(round, outcome, screen))
}

fn placed(round: &Round, outcome: &Outcome, screen: &Screen) -> String {
    let count = |number| screen.form().count(number);
    let searching = round.applicants.iter().filter(|applicant| round.searches_itself(applicant)).count();
    let dwellings: BTreeSet<usize> = outcome.placements.iter().map(|placement| placement.dwelling).collect();
    let (placed, total) = (count(outcome.placements.len()), count(round.applicants.len() - searching));
    let (used, all) = (count(dwellings.len()), count(round.dwellings.len()));
    let themselves = match (searching, screen.language) {
        (0, _) => String::new(),
        (_, Language::En) => format!("; {} more search for themselves", count(searching)),
        (_, Language::Nl) => format!("; {} anderen zoeken zelf", count(searching)),
    };
    match screen.language {
        Language::En => format!("{placed} of {total} applicants placed in {used} of {all} dwellings{themselves}."),
        Language::Nl => {
            format!("{placed} van {total} woningzoekenden geplaatst in {used} van {all} woningen{themselves}.")
        }
    }
}

fn optimal(outcome: &Outcome, screen: &Screen) -> String {
    let best = screen.say(
        "Optimal: no allocation within the rules does better",
        "Optimaal: geen toewijzing binnen de regels is beter",
    );
    let searched = outcome.tiers.iter().filter(|tier| tier.proof == Proof::BranchAndBound).count();
    match (searched, screen.language) {
        (0, Language::En) => format!("{best}; the certificate proves it."),
        (0, Language::Nl) => format!("{best}; het certificaat bewijst dat."),
        (_, Language::En) => format!("{best}; part of the proof is the solver's search."),
        (_, Language::Nl) => format!("{best}; een deel van het bewijs is de zoektocht zelf."),
    }
}

fn stopped(outcome: &Outcome, screen: &Screen) -> String {
    let start = screen.say(
        "Stopped before the best was found: this allocation keeps every rule and limit",
        "Gestopt voordat de beste gevonden was: deze toewijzing houdt zich aan elke regel en begrenzing",
    );
    let placed = outcome.tiers.iter().find(|tier| tier.tier == Tier::Placed);
    let open = placed.filter(|tier| tier.bound.floor() > i128::from(tier.value));
    open.map_or_else(
        || format!("{start}."),
        |tier| {
            let most = screen.form().grouped(tier.bound.floor());
            match screen.language {
                Language::En => format!("{start};\n  at most {most} could be placed."),
                Language::Nl => format!("{start};\n  er kunnen er hoogstens {most} geplaatst worden."),
            }
        },
    )
}
