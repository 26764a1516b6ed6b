//! Why an applicant has its place.

use super::people::{home, id, ids, traits};
use super::{Told, broken, draw, effect};
use crate::allocation::Certainty;
use crate::domain::{Language, Mode, Round};
use crate::eligibility::contract_rent;
use crate::report::Screen;
use crate::report::limits::use_of_limit;
use crate::report::screen::Section;
use crate::report::words::joined;
use crate::study::explain::{Base, Effect, WhyThis};

pub(super) fn sections(base: &Base, why: &WhyThis, screen: &Screen) -> Told {
    let round = &base.case.round;
    let (name, dwelling) = (id(round, why.placement.applicant), &round.dwellings[why.placement.dwelling].id);
    let title = match (screen.language, why.placement.mode) {
        (Language::En, Mode::Whole) => format!("{name} has {dwelling}"),
        (Language::En, Mode::Shared) => format!("{name} has a place in {dwelling}"),
        (Language::Nl, Mode::Whole) => format!("{name} heeft {dwelling}"),
        (Language::Nl, Mode::Shared) => format!("{name} heeft een woonplek in {dwelling}"),
    };
    let refused = why.refused.as_ref().map(|(effect, there)| if_refused(base, why, effect, there, screen));
    let sections = [Some(place(base, why, screen)), refused];
    (title, sections.into_iter().flatten().collect())
}

fn place(base: &Base, why: &WhyThis, screen: &Screen) -> Section {
    let (round, form) = (&base.case.round, screen.form());
    let (applicant, dwelling) = (why.placement.applicant, why.placement.dwelling);
    let rent = contract_rent(round, &round.applicants[applicant], &round.dwellings[dwelling], why.placement.mode);
    let contract = match screen.language {
        Language::En => format!("{}; in the contract € {} a month", home(form, round, dwelling), form.money(rent)),
        Language::Nl => format!("{}; in het contract € {} per maand", home(form, round, dwelling), form.money(rent)),
    };
    let mut lines = screen.paragraph(&contract);
    lines.extend(screen.paragraph(&fits(why, screen)));
    lines.extend(screen.paragraph(&certainty(why, screen)));
    lines.extend(decided(base, why, screen).iter().flat_map(|sentence| screen.paragraph(sentence)));
    lines.extend(why.drawn.iter().flat_map(|drawn| screen.paragraph(&draw::sentence(round, applicant, drawn, screen))));
    lines.extend(screen.paragraph(&reserves(round, why, screen)));
    Section { heading: traits(form, round, applicant), lines }
}

fn fits(why: &WhyThis, screen: &Screen) -> String {
    let count = screen.form().count(why.fitting);
    match &why.decided {
        Some(decided) if !decided.set_aside.is_empty() => return by_the_rules(why.fitting, screen),
        Some(_) if why.fitting > 1 => return held(why.fitting - 1, screen),
        _ => {}
    }
    match (why.fitting, screen.language) {
        (0 | 1, Language::En) => "No other dwelling fits this household.".to_owned(),
        (0 | 1, Language::Nl) => "Geen andere woning past bij dit huishouden.".to_owned(),
        (_, Language::En) => format!("{count} dwellings fit this household, this one included."),
        (_, Language::Nl) => format!("{count} woningen passen bij dit huishouden, deze meegeteld."),
    }
}

/// How many dwellings fit by the rules whom a decision holds in one that does not.
fn by_the_rules(fitting: usize, screen: &Screen) -> String {
    let count = screen.form().count(fitting);
    match (fitting, screen.language) {
        (0, Language::En) => "No dwelling fits this household by the rules.".to_owned(),
        (0, Language::Nl) => "Volgens de regels past geen woning bij dit huishouden.".to_owned(),
        (1, Language::En) => "By the rules 1 other dwelling fits this household.".to_owned(),
        (1, Language::Nl) => "Volgens de regels past 1 andere woning bij dit huishouden.".to_owned(),
        (_, Language::En) => format!("By the rules {count} other dwellings fit this household."),
        (_, Language::Nl) => format!("Volgens de regels passen {count} andere woningen bij dit huishouden."),
    }
}

/// Who decided the match, why, and what that sets aside.
fn decided(base: &Base, why: &WhyThis, screen: &Screen) -> Vec<String> {
    let (round, form) = (&base.case.round, screen.form());
    let Some(decided) = &why.decided else { return Vec::new() };
    let mut sentences: Vec<String> = broken::decision(form, &decided.decision).into_iter().collect();
    if !decided.set_aside.is_empty() {
        sentences.push(broken::set_aside(form, &round.dwellings[why.placement.dwelling], decided));
    }
    if !decided.raised.is_empty() {
        let limits = decided.raised.iter().map(|limit| use_of_limit(form, round, &base.outcome, *limit));
        let limits = joined(&limits.collect::<Vec<String>>(), screen.say("and", "en"));
        sentences.push(match screen.language {
            Language::En => format!("Fixed matches use more than the maximum in the model: {limits}."),
            Language::Nl => format!("Vastgelegde matches gebruiken meer dan het maximum in het model: {limits}."),
        });
    }
    sentences
}

/// How many other dwellings fit whom a decision holds in this one.
fn held(others: usize, screen: &Screen) -> String {
    let count = screen.form().count(others);
    match (others, screen.language) {
        (1, Language::En) => "1 other dwelling fits this household too; a decision holds it in this one.".to_owned(),
        (1, Language::Nl) => "Er past nog 1 andere woning; een besluit houdt het huishouden in deze.".to_owned(),
        (_, Language::En) => {
            format!("{count} other dwellings fit this household too; a decision holds it in this one.")
        }
        (_, Language::Nl) => {
            format!("Er passen nog {count} andere woningen; een besluit houdt het huishouden in deze.")
        }
    }
}

fn certainty(why: &WhyThis, screen: &Screen) -> String {
    let words = match why.certainty {
        _ if why.fixed => screen.say("A person fixed this match.", "Een medewerker heeft deze match vastgelegd."),
        Some(Certainty::EveryOptimum) => screen.say(
            "Every optimal allocation places this household.",
            "Elke optimale toewijzing geeft dit huishouden een woonplek.",
        ),
        Some(Certainty::Drawn) => screen.say(
            "The lottery chose: another allocation is as good in every goal before it, without this household.",
            "De loting koos: een andere toewijzing is in elk doel daarvoor even goed, zonder dit huishouden.",
        ),
        None => screen.say(
            "Whether every optimal allocation places this household was not found out in time.",
            "Of elke optimale toewijzing dit huishouden een woonplek geeft, is niet op tijd vastgesteld.",
        ),
    };
    words.to_owned()
}

fn reserves(round: &Round, why: &WhyThis, screen: &Screen) -> String {
    let names = ids(screen.form(), round, &why.reserves);
    match (why.reserves.len(), screen.language) {
        (0, Language::En) => "Nobody is in reserve for this place.".to_owned(),
        (0, Language::Nl) => "Voor deze woonplek is er geen reserve.".to_owned(),
        (1, Language::En) => format!("In reserve: {names}."),
        (1, Language::Nl) => format!("Reserve: {names}."),
        (_, Language::En) => format!("In reserve, the first one first: {names}."),
        (_, Language::Nl) => format!("Reserves, de eerste voorop: {names}."),
    }
}

fn if_refused(base: &Base, why: &WhyThis, effect: &Effect, there: &[usize], screen: &Screen) -> Section {
    let round = &base.case.round;
    let heading = screen.say("If it refuses", "Als het huishouden weigert").to_owned();
    let (name, dwelling) = (id(round, why.placement.applicant), &round.dwellings[why.placement.dwelling].id);
    let own = match (effect.dwelling, screen.language) {
        (Some(other), Language::En) => format!("{name} gets {}", round.dwellings[other].id),
        (Some(other), Language::Nl) => format!("{name} krijgt {}", round.dwellings[other].id),
        (None, Language::En) => format!("{name} has no place in this round"),
        (None, Language::Nl) => format!("{name} heeft in deze ronde geen woonplek"),
    };
    let next = match (there.is_empty(), screen.language) {
        (true, Language::En) => format!("{dwelling} stays vacant"),
        (true, Language::Nl) => format!("{dwelling} blijft leeg"),
        (false, Language::En) => format!("{dwelling} goes to {}", ids(screen.form(), round, there)),
        (false, Language::Nl) => format!("{dwelling} gaat naar {}", ids(screen.form(), round, there)),
    };
    let intro = screen.say("In the optimum without this match", "In de optimale toewijzing zonder deze match");
    let sentence = match screen.language {
        Language::En => format!("{intro}, {own}, and {next}. {}", effect::others(screen.form(), round, effect)),
        Language::Nl => format!("{intro}: {own}, en {next}. {}", effect::others(screen.form(), round, effect)),
    };
    let mut lines = screen.paragraph(&sentence);
    lines.extend(effect::goals(screen, effect));
    lines.extend(screen.paragraph(screen.say(
        "This changes as little as possible for others. A new allocation draws among equals again, so that more of them can move.",
        "Zo verandert er voor anderen zo weinig mogelijk. Een nieuwe toewijzing loot opnieuw onder wie gelijk staan, zodat er meer kunnen verschuiven.",
    )));
    Section { heading, lines }
}
