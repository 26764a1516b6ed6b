//! Levers that need no row each, by sort.

use super::lever::told;
use crate::domain::Round;
use crate::report::Screen;
use crate::report::screen::Section;
use crate::report::words::first_of;
use crate::study::levers::Lever;

/// Names of one sort at most.
const NAMED: usize = 4;

/// One line for each sort of lever: what is changed, and of what.
pub(super) fn section(round: &Round, screen: &Screen, heading: &str, levers: &[Lever]) -> Section {
    let mut sorts: Vec<(String, Vec<String>)> = Vec::new();
    for lever in levers {
        let (sort, name) = named(round, screen, lever);
        match sorts.iter_mut().find(|(known, _)| *known == sort) {
            Some((_, names)) => names.extend(name),
            None => sorts.push((sort, name.into_iter().collect())),
        }
    }
    let line = |(sort, names): &(String, Vec<String>)| {
        if names.is_empty() { sort.clone() } else { format!("{sort}: {}", first_of(screen.language, names, NAMED)) }
    };
    Section { heading: heading.to_owned(), lines: screen.listed(sorts.iter().map(line)) }
}

/// The sort of a lever, and the name of what it changes; a lever of which a round has one is a sort of its own.
fn named(round: &Round, screen: &Screen, lever: &Lever) -> (String, Option<String>) {
    let limit = |index: usize| Some(format!("“{}”", round.limits.limits[index].title(screen.language)));
    let home = |dwelling: usize| Some(round.dwellings[dwelling].id.clone());
    let sort = |english: &str, dutch: &str| screen.say(english, dutch).to_owned();
    match lever {
        Lever::Maximum(index, by) if *by > 0 => {
            (sort("a maximum one unit higher", "een maximum één eenheid hoger"), limit(*index))
        }
        Lever::Maximum(index, _) => (sort("a maximum one unit lower", "een maximum één eenheid lager"), limit(*index)),
        Lever::Minimum(index, by) if *by > 0 => {
            (sort("a minimum one unit higher", "een minimum één eenheid hoger"), limit(*index))
        }
        Lever::Minimum(index, _) => (sort("a minimum one unit lower", "een minimum één eenheid lager"), limit(*index)),
        Lever::Exclusion(number) => {
            let reason = &round.model.liveability[*number].reason;
            (sort("without an exclusion", "zonder een uitsluiting"), Some(format!("“{reason}”")))
        }
        Lever::Shared(dwelling, _) => {
            (sort("a vacant dwelling shared", "een leegstaande woning gedeeld"), home(*dwelling))
        }
        Lever::Unreserved(dwelling) => (
            sort(
                "a vacant reserved dwelling open to everyone",
                "een leegstaande geoormerkte woning open voor iedereen",
            ),
            home(*dwelling),
        ),
        Lever::RentMargin(_) | Lever::RoomMore | Lever::RoomFewer | Lever::Days(_) => {
            (told(screen.form(), round, lever), None)
        }
    }
}
