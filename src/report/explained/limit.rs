//! What a limit costs.

use super::{Told, effect};
use crate::allocation::{LimitOutcome, Status};
use crate::domain::{Language, Tier};
use crate::report::Screen;
use crate::report::limits::use_of_limit;
use crate::report::screen::Section;
use crate::report::words::{counted, joined, units};
use crate::study::explain::{AboutLimit, Base, Bound, Step};

pub(super) fn sections(base: &Base, about: &AboutLimit, screen: &Screen) -> Told {
    let round = &base.case.round;
    let title = use_of_limit(screen.form(), round, &base.outcome, about.limit);
    let mut sections = vec![price(base, about, screen)];
    sections.extend(
        about.steps.chunk_by(|one, next| is_idle(one) && is_idle(next)).map(|steps| moved(base, about, steps, screen)),
    );
    (title, sections)
}

pub(super) fn unbounded(base: &Base, limit: usize, screen: &Screen) -> Told {
    let line = screen.say(
        "This limit has neither a maximum nor a minimum, and so costs nothing.",
        "Deze begrenzing heeft geen maximum en geen minimum, en kost dus niets.",
    );
    let heading = screen.say("What it costs", "Wat zij kost").to_owned();
    (
        base.case.round.limits.limits[limit].title(screen.language).to_owned(),
        vec![Section { heading, lines: vec![line.to_owned()] }],
    )
}

fn price(base: &Base, about: &AboutLimit, screen: &Screen) -> Section {
    let heading = screen.say("Today", "Nu").to_owned();
    let found = base.outcome.limits.iter().find(|found| found.limit == about.limit);
    let sentence = found.and_then(|found| match about.bound {
        Bound::Maximum => one_more(base, found, screen),
        Bound::Minimum => Some(minimum(base, about, found, screen)),
    });
    Section { heading, lines: sentence.map(|sentence| screen.paragraph(&sentence)).unwrap_or_default() }
}

/// What one unit more can bring, as the proof bounds it; nothing where the proof does not say.
fn one_more(base: &Base, found: &LimitOutcome, screen: &Screen) -> Option<String> {
    let most = found.at_most.filter(|_| base.outcome.tiers.iter().any(|tier| tier.tier == Tier::Placed))?;
    let counts = base.case.round.limits.limits[found.limit].counts;
    let unit = units(screen.language, counts, counts.unit());
    let price = screen.form().fraction(found.price);
    let households = match screen.language {
        Language::En => counted(screen.language, usize::try_from(most).unwrap_or(0), "household", "households"),
        Language::Nl => counted(screen.language, usize::try_from(most).unwrap_or(0), "huishouden", "huishoudens"),
    };
    Some(match (most, screen.language) {
        (0, Language::En) => format!("The proof shows that one {unit} more would house nobody more."),
        (0, Language::Nl) => format!("Het bewijs laat zien dat één {unit} meer niemand extra een woonplek geeft."),
        (_, Language::En) => {
            format!("One {unit} more would house at most {households} more; its price in the proof is {price}.")
        }
        (_, Language::Nl) => format!(
            "Eén {unit} meer geeft hoogstens {households} extra een woonplek; de prijs in het bewijs is {price}."
        ),
    })
}

fn minimum(base: &Base, about: &AboutLimit, found: &LimitOutcome, screen: &Screen) -> String {
    let (form, counts) = (screen.form(), base.case.round.limits.limits[about.limit].counts);
    let unit = units(screen.language, counts, about.value);
    let (wanted, missed) = (form.amount(counts, about.value), form.amount(counts, found.shortfall));
    match (found.shortfall, screen.language) {
        (0, Language::En) => format!("The minimum of {wanted} {unit} is reached."),
        (0, Language::Nl) => format!("Het minimum van {wanted} {unit} wordt gehaald."),
        (_, Language::En) => format!("The minimum is {wanted} {unit}; {missed} short."),
        (_, Language::Nl) => format!("Het minimum is {wanted} {unit}; het tekort is {missed}."),
    }
}

/// Whether moving the bound so far changes no goal and nobody's place.
fn is_idle(step: &Step) -> bool {
    let effect = &step.effect;
    let same = effect.tiers.iter().all(|(_, now, then)| now == then);
    let people = effect.loses.len() + effect.gains.len() + effect.moves.len();
    same && people == 0 && effect.status == Status::Optimal
}

/// What steps that all do the same come to: one, or several that do nothing.
fn moved(base: &Base, about: &AboutLimit, steps: &[Step], screen: &Screen) -> Section {
    let (form, counts) = (screen.form(), base.case.round.limits.limits[about.limit].counts);
    let bound = match about.bound {
        Bound::Maximum => screen.say("With a maximum of", "Met een maximum van"),
        Bound::Minimum => screen.say("With a minimum of", "Met een minimum van"),
    };
    let values: Vec<String> = steps.iter().map(|step| form.amount(counts, step.value)).collect();
    let unit = steps.last().map_or("", |step| units(screen.language, counts, step.value));
    let heading = format!("{bound} {} {unit}", joined(&values, screen.say("or", "of")));
    let mut lines = Vec::new();
    if let [step, ..] = steps {
        lines = effect::goals(screen, &step.effect);
        if !is_idle(step) {
            lines.extend(screen.paragraph(&effect::people(form, &base.case.round, &step.effect)));
        }
    }
    Section { heading, lines }
}
