//! Where the difference between list and optimum comes from.

use super::{Section, Shown, listed};
use crate::allocation::Status;
use crate::domain::{Language, Sense, Tier};
use crate::report::words::{goal, joined};
use crate::study::compare::{Comparison, Side};

pub(super) fn section(comparison: &Comparison, shown: &Shown) -> Section {
    let heading = shown.say("Where the difference comes from", "Waar het verschil vandaan komt").to_owned();
    let parts = parts(comparison, shown);
    let numbered = |(place, text): (usize, String)| listed(&(place + 1).to_string(), &text, shown);
    Section { heading, lines: parts.into_iter().enumerate().flat_map(numbered).collect() }
}

/// Rules broken, a better option missed, choices without a reason that the rules know.
pub(super) fn parts(comparison: &Comparison, shown: &Shown) -> [String; 3] {
    [broken(comparison, shown), missed(comparison, shown), unexplained(comparison, shown)]
}

/// What the list places by breaking rules.
fn broken(comparison: &Comparison, shown: &Shown) -> String {
    let out = comparison.valid.left_out.len();
    if out == 0 {
        return shown.say("Rules broken: none.", "Regels gebroken: geen.").to_owned();
    }
    let gained = gains(&comparison.list, &comparison.listed, shown);
    let rests = if gained.is_empty() {
        shown.say("nothing", "niets").to_owned()
    } else {
        joined(&gained, shown.say("and", "en"))
    };
    let many = shown.form().count(out);
    match (out, shown.language) {
        (1, Language::En) => format!("Rules broken: the one left out accounts for {rests}."),
        (1, Language::Nl) => format!("Regels gebroken: de ene match die afvalt scheelt dit: {rests}."),
        (_, Language::En) => format!("Rules broken: the {many} left out account for {rests}."),
        (_, Language::Nl) => format!("Regels gebroken: de {many} matches die afvallen schelen samen dit: {rests}."),
    }
}

/// What is better in each goal on the second side: "3 more households placed", "50 fewer misfit points".
fn gains(less: &Side, more: &Side, shown: &Shown) -> Vec<String> {
    let gain = |(tier, value): &(Tier, i128)| {
        let gained =
            if tier.sense() == Sense::Maximise { value - less.value(*tier) } else { less.value(*tier) - value };
        let number = shown.form().grouped(gained);
        let words = goal(shown.language, *tier);
        match (gained > 0, tier.sense(), shown.language) {
            (false, ..) => None,
            (_, Sense::Maximise, Language::En) => Some(format!("{number} more {words}")),
            (_, Sense::Maximise, Language::Nl) => Some(format!("{number} {words} meer")),
            (_, Sense::Minimise, Language::En) if *tier == Tier::Minimums => {
                Some(format!("a {words} lower by {number}"))
            }
            (_, Sense::Minimise, Language::En) => Some(format!("{number} fewer {words}")),
            (_, Sense::Minimise, Language::Nl) if *tier == Tier::Minimums => {
                Some(format!("een {words} dat {number} lager is"))
            }
            (_, Sense::Minimise, Language::Nl) => Some(format!("{number} {words} minder")),
        }
    };
    more.tiers.iter().filter_map(gain).collect()
}

/// What the optimum gains over the valid part: the first goal decides.
fn missed(comparison: &Comparison, shown: &Shown) -> String {
    if comparison.status == Status::Feasible {
        return shown
            .say(
                "Better option missed: not known, the search was stopped.",
                "Betere mogelijkheid gemist: niet bekend, de zoektocht is gestopt.",
            )
            .to_owned();
    }
    let differing = comparison.optimum.tiers.iter().find(|(tier, value)| comparison.list.value(*tier) != *value);
    let Some((tier, best)) = differing else {
        return shown
            .say(
                "Better option missed: none. The valid part is as good as any allocation in every goal.",
                "Betere mogelijkheid gemist: geen. Het geldige deel is in elk doel zo goed als elke toewijzing.",
            )
            .to_owned();
    };
    let gained = joined(&gains(&comparison.list, &comparison.optimum, shown), shown.say("and", "en"));
    let (name, best) = (goal(shown.language, *tier), shown.form().grouped(*best));
    let list = shown.form().grouped(comparison.list.value(*tier));
    match shown.language {
        Language::En => {
            format!(
                "Better option missed: {gained}. The first goal that differs decides: {name}, {best} against {list}."
            )
        }
        Language::Nl => {
            format!(
                "Betere mogelijkheid gemist: {gained}. Het eerste doel dat verschilt beslist: {name}, {best} tegen {list}."
            )
        }
    }
}

fn unexplained(comparison: &Comparison, shown: &Shown) -> String {
    let asked = &comparison.asked;
    let count = |number: usize| shown.form().count(number);
    let start = shown.say("Choices without a known reason", "Keuzes zonder bekende reden");
    if comparison.status == Status::Feasible && asked.tried == 0 {
        let stopped = shown.say("not looked at, the search was stopped.", "niet bekeken, de zoektocht is gestopt.");
        return format!("{start}: {stopped}");
    }
    if asked.patterns == 0 {
        let nothing = shown.say("no habit of the list costs a goal.", "geen gewoonte van de lijst kost een doel.");
        return format!("{start}: {nothing}");
    }
    let (found, patterns, tried) = (asked.questions.len(), count(asked.patterns), count(asked.tried));
    let (questions, open) = (count(found), count(asked.unsettled));
    let open = match (asked.unsettled, shown.language) {
        (0, _) => String::new(),
        (_, Language::En) => format!("; {open} were not settled in the time"),
        (_, Language::Nl) => format!("; {open} bleven in de tijd onbeslist"),
    };
    match shown.language {
        Language::En => format!(
            "{start}: of {patterns} things that the list never does and the optimum does, \
             {tried} were tried as a rule; {questions} would explain a part{open}."
        ),
        Language::Nl => {
            let would = if found == 1 { "zou" } else { "zouden" };
            format!(
                "{start}: van {patterns} dingen die de lijst nooit doet en het optimum wel \
                 zijn er {tried} als regel beproefd; {questions} {would} een deel verklaren{open}."
            )
        }
    }
}
