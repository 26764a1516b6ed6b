//! What a limit costs.

use super::{Told, effect};
use crate::domain::{Language, Tier};
use crate::report::Screen;
use crate::report::limits::use_of_limit;
use crate::report::screen::Section;
use crate::report::words::units;
use crate::study::explain::{AboutLimit, Base, Bound, Step};

pub(super) fn sections(base: &Base, about: &AboutLimit, screen: &Screen) -> Told {
    let round = &base.case.round;
    let title = use_of_limit(screen.form(), round, &base.outcome, about.limit);
    let mut sections = vec![price(base, about, screen)];
    sections.extend(about.steps.iter().map(|step| moved(base, about, step, screen)));
    (title, sections)
}

pub(super) fn unbounded(base: &Base, limit: usize, screen: &Screen) -> Told {
    let line = screen.say(
        "It has neither a maximum nor a minimum, and so costs nothing.",
        "Er is geen maximum en geen minimum, en dus kost zij niets.",
    );
    let heading = screen.say("What it costs", "Wat zij kost").to_owned();
    (base.case.round.limits.limits[limit].name.clone(), vec![Section { heading, lines: vec![line.to_owned()] }])
}

fn price(base: &Base, about: &AboutLimit, screen: &Screen) -> Section {
    let heading = screen.say("Today", "Nu").to_owned();
    let found = base.outcome.limits.iter().find(|found| found.limit == about.limit);
    let Some(found) = found.filter(|_| about.bound == Bound::Maximum) else {
        return Section { heading, lines: Vec::new() };
    };
    let price = screen.form().fraction(found.price);
    let placed = base.outcome.tiers.iter().any(|tier| tier.tier == Tier::Placed);
    let most = found.at_most.filter(|_| placed).map_or_else(String::new, |most| match screen.language {
        Language::En => format!(" One unit more houses at most {most} more."),
        Language::Nl => format!(" Eén eenheid meer huisvest hoogstens {most} meer."),
    });
    let sentence = match screen.language {
        Language::En => format!("Its price in the proof of the number placed is {price} a unit.{most}"),
        Language::Nl => format!("De prijs in het bewijs van het aantal geplaatsten is {price} per eenheid.{most}"),
    };
    Section { heading, lines: screen.paragraph(&sentence) }
}

fn moved(base: &Base, about: &AboutLimit, step: &Step, screen: &Screen) -> Section {
    let round = &base.case.round;
    let counts = round.limits.limits[about.limit].counts;
    let form = screen.form();
    let bound = match about.bound {
        Bound::Maximum => screen.say("With a maximum of", "Met een maximum van"),
        Bound::Minimum => screen.say("With a minimum of", "Met een minimum van"),
    };
    let unit = units(screen.language, counts, step.value);
    let heading = format!("{bound} {} {unit}", form.amount(counts, step.value));
    let mut lines = effect::goals(screen, &step.effect);
    if lines.is_empty() {
        lines.push(screen.say("No goal changes.", "Geen doel verandert.").to_owned());
    }
    lines.extend(screen.paragraph(&effect::people(form, round, &step.effect)));
    Section { heading, lines }
}
