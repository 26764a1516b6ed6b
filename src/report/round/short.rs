//! The round in a few sentences.

use super::Told;
use super::rows::{mediated, waiting_for};
use crate::allocation::{Certainty, LimitOutcome};
use crate::domain::Language;
use crate::report::changes::{counted, price_sentence};
use crate::report::limits::use_of_limit;
use crate::report::screen::{Minimum, drawn, placed, worth};
use crate::report::words::{either, joined};

/// What an alderman must know.
pub(super) fn sentences(told: &Told<'_>) -> Vec<String> {
    let mut found = vec![placed(told.round, told.outcome, told.language)];
    found.extend(minimums(told));
    found.push(worth(told.round, told.outcome, told.language).join(" "));
    found.extend(first_limit(told));
    found.push(left(told));
    found.push(chance(told));
    found.extend(moved(told));
    found.push(proposal(told.language).to_owned());
    found
}

/// What became of an earlier allocation, where there is one.
fn moved(told: &Told<'_>) -> Option<String> {
    let start = told.say("Earlier matches", "Eerdere matches");
    let changes = told.outcome.changes.as_ref()?;
    let counted = format!("{start}: {}.", counted(changes, told.language));
    Some([Some(counted), price_sentence(changes, told.language)].into_iter().flatten().collect::<Vec<_>>().join(" "))
}

/// How many agreed minimums of groups are reached, and which are not.
fn minimums(told: &Told<'_>) -> Option<String> {
    let minimum = |group: &String| Some((group.clone(), Minimum::of(told.round, told.outcome, group)?));
    let all: Vec<(String, Minimum)> = mediated(told).iter().filter_map(|one| minimum(&one.group)).collect();
    let missed: Vec<String> = all
        .iter()
        .filter(|(_, minimum)| minimum.shortfall > 0)
        .map(|(group, _)| told.round.model.groups.get(group).map_or("", |one| one.names.get(told.language)).to_owned())
        .collect();
    let (reached, of) = (told.form().count(all.len() - missed.len()), told.form().count(all.len()));
    let names = joined(&missed, told.say("and", "en"));
    Some(match (all.len(), missed.is_empty(), told.language) {
        (0, _, _) => return None,
        (_, true, Language::En) => format!("Every group reaches its agreed minimum ({of} of {of})."),
        (_, true, Language::Nl) => format!("Elke doelgroep haalt het afgesproken minimum ({of} van {of})."),
        (_, false, Language::En) => format!("{reached} of {of} groups reach their agreed minimum; not {names}."),
        (_, false, Language::Nl) => {
            format!("{reached} van {of} doelgroepen halen het afgesproken minimum; {names} niet.")
        }
    })
}

/// The limit of which one unit more could place most.
fn first_limit(told: &Told<'_>) -> Option<String> {
    let open = |found: &&LimitOutcome| {
        let family = &told.round.limits.families[told.round.limits.limits[found.limit].family];
        found.binding && !told.tells_together(family) && !told.hides_use(found) && found.at_most.unwrap_or(0) > 0
    };
    let most =
        told.outcome.limits.iter().filter(open).max_by_key(|found| (found.at_most, std::cmp::Reverse(found.limit)))?;
    let limit = told.name_without_ids(&use_of_limit(told.form(), told.round, told.outcome, most.limit));
    let more = told.form().grouped(most.at_most.unwrap_or(0).into());
    Some(match told.language {
        Language::En => {
            format!("The limit that matters most is {limit}: one unit more places at most {more} more households.")
        }
        Language::Nl => format!(
            "De begrenzing die het meest telt is {limit}: één eenheid erbij plaatst hoogstens {more} huishoudens extra."
        ),
    })
}

fn left(told: &Told<'_>) -> String {
    let (waiting, vacant) = (waiting_for(told).len(), told.outcome.vacant.len());
    let (people, homes) = (told.form().count(waiting), told.form().count(vacant));
    match told.language {
        Language::En => format!("Without a place: {people}. Vacant dwellings: {homes}. The reasons stand below."),
        Language::Nl => format!("Zonder plek: {people}. Lege woningen: {homes}. De redenen staan hieronder."),
    }
}

/// What rests on the draw.
fn chance(told: &Told<'_>) -> String {
    let certain = told.outcome.certainty.iter().filter(|one| **one == Some(Certainty::EveryOptimum)).count();
    let (count, all) = (told.form().count(certain), told.form().count(told.outcome.placements.len()));
    let start = match told.language {
        Language::En => format!("{count} of the {all} placed have a place in every best allocation."),
        Language::Nl => format!("{count} van de {all} geplaatsten hebben een plek in elke beste toewijzing."),
    };
    drawn(told.outcome, told.language).map_or_else(|| start.clone(), |drawn| format!("{start} {drawn}"))
}

/// Whose decision it is.
pub(super) fn proposal(language: Language) -> &'static str {
    either(
        language,
        "This is a proposal: people decide, and an offer can be refused.",
        "Dit is een voorstel: mensen beslissen, en een aanbod kan worden geweigerd.",
    )
}
