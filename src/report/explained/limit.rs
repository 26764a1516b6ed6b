//! What a limit costs.

use super::{Told, effect};
use crate::allocation::{LimitOutcome, Status};
use crate::domain::{Language, Tier};
use crate::report::Screen;
use crate::report::limits::use_of_limit;
use crate::report::screen::Section;
use crate::report::words::{counted, joined, units};
use crate::study::explain::{AboutLimit, Base, Bound, Effect, Step};

pub(super) fn sections(base: &Base, about: &AboutLimit, screen: &Screen) -> Told {
    let round = &base.case.round;
    let title = use_of_limit(screen.form(), round, &base.outcome, about.limit);
    let mut sections = vec![price(base, about, screen)];
    sections.extend(lifted(base, about, screen));
    sections.extend(
        about
            .steps
            .chunk_by(|one, next| is_idle(&one.effect) && is_idle(&next.effect))
            .map(|steps| moved(base, about, steps, screen)),
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
    let costs_nothing = is_idle(&about.lifted).then(|| costs_nothing(about, screen).to_owned());
    let sentences = sentence.into_iter().chain(costs_nothing);
    Section { heading, lines: sentences.flat_map(|sentence| screen.paragraph(&sentence)).collect() }
}

fn costs_nothing<'a>(about: &AboutLimit, screen: &'a Screen) -> &'a str {
    match about.bound {
        Bound::Maximum => screen.say(
            "It costs nothing today: without this maximum every goal and everyone’s place stays the same.",
            "Nu kost zij niets: zonder dit maximum blijft elk doel en ieders woonplek gelijk.",
        ),
        Bound::Minimum => screen.say(
            "It costs nothing today: without this minimum every goal and everyone’s place stays the same.",
            "Nu kost het niets: zonder dit minimum blijft elk doel en ieders woonplek gelijk.",
        ),
    }
}

/// What the limit costs today: the optimum without it.
fn lifted(base: &Base, about: &AboutLimit, screen: &Screen) -> Option<Section> {
    if is_idle(&about.lifted) {
        return None;
    }
    let round = &base.case.round;
    let heading = match about.bound {
        Bound::Maximum => {
            screen.say("What it costs today: without this maximum", "Wat zij nu kost: zonder dit maximum")
        }
        Bound::Minimum => {
            screen.say("What it costs today: without this minimum", "Wat het nu kost: zonder dit minimum")
        }
    };
    let mut lines = effect::goals(screen, &about.lifted);
    lines.extend(screen.paragraph(&effect::people(screen.form(), round, &about.lifted)));
    lines.extend(uncounted(base, about, screen).iter().flat_map(|sentence| screen.paragraph(sentence)));
    Some(Section { heading: heading.to_owned(), lines })
}

/// That a minimum's own shortfall is no longer counted once it is lifted.
fn uncounted(base: &Base, about: &AboutLimit, screen: &Screen) -> Option<String> {
    let found = base.outcome.limits.iter().find(|found| found.limit == about.limit)?;
    let counts = base.case.round.limits.limits[about.limit].counts;
    let (missed, unit) =
        (screen.form().amount(counts, found.shortfall), units(screen.language, counts, found.shortfall));
    (about.bound == Bound::Minimum && found.shortfall > 0).then(|| match screen.language {
        Language::En => format!("Its own shortfall of {missed} {unit} is no longer counted then."),
        Language::Nl => format!("Het eigen tekort van {missed} {unit} telt dan niet meer mee."),
    })
}

/// What one unit more can bring, as the proof bounds it; nothing where the proof does not say.
fn one_more(base: &Base, found: &LimitOutcome, screen: &Screen) -> Option<String> {
    let most = found.at_most.filter(|_| base.outcome.tiers.iter().any(|tier| tier.tier == Tier::Placed))?;
    let counts = base.case.round.limits.limits[found.limit].counts;
    let unit = units(screen.language, counts, counts.unit());
    let price = screen.form().fraction(found.price);
    let is_priced = found.price.numerator != 0;
    let can = if most == 1 { "kan" } else { "kunnen" };
    let households = match screen.language {
        Language::En => counted(screen.language, usize::try_from(most).unwrap_or(0), "household", "households"),
        Language::Nl => counted(screen.language, usize::try_from(most).unwrap_or(0), "huishouden", "huishoudens"),
    };
    Some(match (most, screen.language) {
        (0, Language::En) => format!("The proof shows that one {unit} more would house nobody more."),
        (0, Language::Nl) => format!("Het bewijs laat zien dat één {unit} meer niemand extra een woonplek geeft."),
        (_, Language::En) if !is_priced => {
            format!("With a maximum one {unit} higher, at most {households} more can be placed.")
        }
        (_, Language::Nl) if !is_priced => {
            format!("Met een maximum dat één {unit} hoger is, {can} hoogstens {households} meer een woonplek krijgen.")
        }
        (_, Language::En) => {
            format!(
                "With a maximum one {unit} higher, at most {households} more can be placed; its price in the proof is {price} households placed for each {unit}."
            )
        }
        (_, Language::Nl) => format!(
            "Met een maximum dat één {unit} hoger is, {can} hoogstens {households} meer een woonplek krijgen; de prijs in het bewijs is {price} geplaatste huishoudens per {unit}."
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
fn is_idle(effect: &Effect) -> bool {
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
        if !is_idle(&step.effect) {
            lines.extend(screen.paragraph(&effect::people(form, &base.case.round, &step.effect)));
        }
    }
    Section { heading, lines }
}
