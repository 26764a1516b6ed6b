//! Why an applicant has no place.

use super::people::{home, id, ids, traits};
use super::{Told, changes, effect};
use crate::domain::{Language, RuleSet};
use crate::report::screen::Section;
use crate::report::words::{broken_rule, counted};
use crate::report::{Reasons, Screen};
use crate::study::explain::{Base, Effect, Fitting, WhyNot};

/// Rows of a list at most.
const ROWS: usize = 10;

pub(super) fn sections(base: &Base, why: &WhyNot, screen: &Screen) -> Told {
    let title = match screen.language {
        Language::En => format!("{} has no place", id(&base.case.round, why.applicant)),
        Language::Nl => format!("{} heeft geen plek", id(&base.case.round, why.applicant)),
    };
    let cost = why.cost.as_ref().map(|cost| cost_of(base, why.applicant, cost, screen));
    let sections =
        [Some(reason(base, why, screen)), Some(fitting(base, why, screen)), cost, Some(changing(base, why, screen))];
    (title, sections.into_iter().flatten().collect())
}

pub(super) fn searches_itself(base: &Base, applicant: usize, screen: &Screen) -> Told {
    let title = match screen.language {
        Language::En => format!("{} searches for itself", id(&base.case.round, applicant)),
        Language::Nl => format!("{} zoekt zelf", id(&base.case.round, applicant)),
    };
    (
        title,
        vec![Section {
            heading: traits(screen.form(), &base.case.round, applicant),
            lines: reason_of(base, applicant, screen),
        }],
    )
}

/// The reason as it stands in the results.
fn reason_of(base: &Base, applicant: usize, screen: &Screen) -> Vec<String> {
    let reasons = Reasons::of(&base.case.round, &base.outcome, screen.language);
    let unplaced = base.outcome.unplaced.iter().find(|unplaced| unplaced.applicant == applicant);
    unplaced.map(|unplaced| screen.paragraph(&reasons.unplaced(unplaced))).unwrap_or_default()
}

fn reason(base: &Base, why: &WhyNot, screen: &Screen) -> Section {
    let mut lines = reason_of(base, why.applicant, screen);
    if !why.fitting.is_empty() && !why.excluded.is_empty() {
        lines.push(screen.say("What keeps it out of the others:", "Wat er bij de andere in de weg staat:").to_owned());
        let row = |(rules, count): &(RuleSet, usize)| vec![screen.form().count(*count), rules_in_words(screen, *rules)];
        lines.extend(screen.table(why.excluded.iter().take(ROWS).map(row).collect(), &[0]));
    }
    Section { heading: traits(screen.form(), &base.case.round, why.applicant), lines }
}

fn rules_in_words(screen: &Screen, rules: RuleSet) -> String {
    rules.iter().map(|rule| broken_rule(screen.language, rule)).collect::<Vec<&str>>().join(", ")
}

fn fitting(base: &Base, why: &WhyNot, screen: &Screen) -> Section {
    let round = &base.case.round;
    let heading = match screen.language {
        Language::En => {
            format!("Who has the {} that fit", counted(screen.language, why.fitting.len(), "dwelling", "dwellings"))
        }
        Language::Nl => {
            format!("Wie de {} heeft die past", counted(screen.language, why.fitting.len(), "woning", "woningen"))
        }
    };
    let row = |fitting: &Fitting| {
        let occupants = match fitting.occupants.as_slice() {
            [] => screen.say("stays vacant", "blijft leeg").to_owned(),
            [only] => format!("{}: {}", id(round, *only), traits(screen.form(), round, *only)),
            several => ids(screen.form(), round, several),
        };
        vec![round.dwellings[fitting.dwelling].id.clone(), home(screen.form(), round, fitting.dwelling), occupants]
    };
    let mut lines = screen.table(why.fitting.iter().take(ROWS).map(row).collect(), &[]);
    if why.fitting.len() > ROWS {
        let more = screen.form().count(why.fitting.len() - ROWS);
        lines.push(screen.faint(&match screen.language {
            Language::En => format!("and {more} more"),
            Language::Nl => format!("en nog {more}"),
        }));
    }
    Section { heading, lines }
}

fn cost_of(base: &Base, applicant: usize, cost: &Effect, screen: &Screen) -> Section {
    let round = &base.case.round;
    let heading = screen.say("What placing it would cost", "Wat plaatsing zou kosten").to_owned();
    let name = id(round, applicant);
    let Some(dwelling) = cost.dwelling else {
        let sentence = match screen.language {
            Language::En => {
                format!("No allocation within the limits and decisions places {name}, whatever it may cost.")
            }
            Language::Nl => {
                format!("Geen toewijzing binnen de begrenzingen en besluiten plaatst {name}, wat het ook mag kosten.")
            }
        };
        return Section { heading, lines: screen.paragraph(&sentence) };
    };
    let dwelling = &round.dwellings[dwelling].id;
    let costs = cost.tiers.iter().any(|(_, now, then)| now != then);
    let start = match (screen.language, costs) {
        (Language::En, true) => format!("Placed before all others, {name} gets {dwelling}, and the goals become:"),
        (Language::Nl, true) => format!("Als eerste geplaatst krijgt {name} {dwelling}, en worden de doelen:"),
        (Language::En, false) => {
            format!("Placed before all others, {name} gets {dwelling}. No goal loses: only the lottery chose others.")
        }
        (Language::Nl, false) => {
            format!("Als eerste geplaatst krijgt {name} {dwelling}. Geen doel verliest: alleen de loting koos anderen.")
        }
    };
    let mut lines = screen.paragraph(&start);
    lines.extend(effect::goals(screen, cost).into_iter().map(|line| format!("  {line}")));
    lines.extend(screen.paragraph(&effect::people(screen.form(), round, cost)));
    Section { heading, lines }
}

fn changing(base: &Base, why: &WhyNot, screen: &Screen) -> Section {
    let form = screen.form();
    let heading = screen.say("What would place it", "Wat het wel een plek zou geven").to_owned();
    let sentences = why.changes.iter().map(|found| changes::sentence(form, &base.case.round, why.applicant, found));
    let mut lines = screen.listed(sentences);
    lines.extend(screen.paragraph(&tried(why, screen)));
    Section { heading, lines }
}

/// How many changes were looked at, and what stayed open.
fn tried(why: &WhyNot, screen: &Screen) -> String {
    let count = screen.form().count(why.tried);
    let start = match (why.tried, why.changes.len(), screen.language) {
        (0, _, Language::En) => "There is no single change to try.".to_owned(),
        (0, _, Language::Nl) => "Er is geen enkele verandering om te proberen.".to_owned(),
        (_, 0, Language::En) => format!("None of the {count} single changes that were tried places it."),
        (_, 0, Language::Nl) => format!("Geen van de {count} veranderingen die zijn doorgerekend geeft het een plek."),
        (_, _, Language::En) => {
            format!("{count} single changes were tried; of each sort the smallest that places it is named.")
        }
        (_, _, Language::Nl) => {
            format!(
                "{count} veranderingen zijn doorgerekend; van elke soort staat hier de kleinste die het een plek geeft."
            )
        }
    };
    let cut = if why.cut { screen.say(" Larger ones were left out.", " Grotere zijn weggelaten.") } else { "" };
    let open = match (why.open, screen.language) {
        (0, _) => String::new(),
        (open, Language::En) => format!(" Of {} time ran out.", screen.form().count(open)),
        (open, Language::Nl) => format!(" Bij {} was de tijd om.", screen.form().count(open)),
    };
    format!("{start}{cut}{open}")
}
