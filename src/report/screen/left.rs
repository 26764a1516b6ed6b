//! What stands in the way of those without a place, and why dwellings stay vacant.

use super::{Screen, Section};
use crate::allocation::{Outcome, UnplacedReason, VacantReason};

pub(super) fn unplaced(outcome: &Outcome, screen: &Screen) -> Section {
    let left = outcome.unplaced.iter().filter(|left| left.reason != UnplacedReason::SelfSearch);
    let codes: Vec<&str> = left.map(|left| left.reason.name()).collect();
    let heading = format!("{}: {}", screen.say("Not placed", "Niet geplaatst"), screen.form().count(codes.len()));
    Section { heading, lines: counted(screen, &codes, |code| unplaced_words(code, for_a_goal(outcome))) }
}

pub(super) fn vacant(outcome: &Outcome, screen: &Screen) -> Section {
    let codes: Vec<&str> = outcome.vacant.iter().map(|vacant| VacantReason::name(&vacant.reason)).collect();
    let heading = format!("{}: {}", screen.say("Vacant", "Leeg"), screen.form().count(codes.len()));
    Section { heading, lines: counted(screen, &codes, vacant_words) }
}

/// Whether someone stays without a place only because an earlier goal would lose, though nobody would have
/// to leave.
pub(in crate::report) fn for_a_goal(outcome: &Outcome) -> bool {
    let costs = |reason: &UnplacedReason| matches!(reason, UnplacedReason::Outranked(found) if !found.costs.is_empty());
    outcome.unplaced.iter().any(|left| costs(&left.reason))
}

/// One line per code, most first.
fn counted(screen: &Screen, codes: &[&str], words: impl Fn(&str) -> (&'static str, &'static str)) -> Vec<String> {
    let mut times: Vec<(usize, &str)> = Vec::new();
    for code in codes {
        match times.iter_mut().find(|(_, known)| known == code) {
            Some((times, _)) => *times += 1,
            None => times.push((1, code)),
        }
    }
    times.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
    let row = |(times, code): &(usize, &str)| {
        let (english, dutch) = words(code);
        vec![screen.form().count(*times), screen.say(english, dutch).to_owned(), (*code).to_owned()]
    };
    screen.table(times.iter().map(row).collect(), &[0])
}

/// A reason to have no place in a few words, by its code.
pub(in crate::report) fn unplaced_words(code: &str, for_a_goal: bool) -> (&'static str, &'static str) {
    match code {
        "nothing-fits" => ("no dwelling of the round fits", "geen woning van de ronde past"),
        "outranked" if for_a_goal => ("others or an earlier goal stand before", "anderen of een eerder doel gaan voor"),
        "outranked" => ("others stand before in what fits", "anderen gaan voor in wat past"),
        "limit-full" => ("a limit leaves too little room", "een begrenzing laat te weinig ruimte"),
        "too-few-sharers" => ("could only share, with too few others", "kon alleen delen, met te weinig anderen"),
        _ => ("not settled: the search was stopped", "niet vastgesteld: de zoektocht is gestopt"),
    }
}

/// A reason to stay vacant in a few words, by its code.
pub(in crate::report) fn vacant_words(code: &str) -> (&'static str, &'static str) {
    match code {
        "nobody-fits" => ("nobody fits", "niemand past"),
        "reserved-empty" => ("reserved, and nobody of those fits", "geoormerkt, en van hen past niemand"),
        "all-placed" => ("everyone that fits is placed elsewhere", "iedereen die past is elders geplaatst"),
        "limit-full" => (
            "someone fits, but a limit leaves too little room",
            "er past iemand, maar een begrenzing laat te weinig ruimte",
        ),
        "costs-a-tier" => {
            ("someone fits, but an earlier goal would lose", "er past iemand, maar een doel dat voorgaat verliest")
        }
        "too-few-sharers" => ("only to be shared, with too few sharers", "alleen te delen, met te weinig delers"),
        _ => ("not settled: the search was stopped", "niet vastgesteld: de zoektocht is gestopt"),
    }
}
