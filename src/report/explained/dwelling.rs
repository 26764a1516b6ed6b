//! Who has a dwelling, and who could have it at no cost.

use super::people::{brief, home, id};
use super::{Told, broken};
use crate::domain::{Language, Round};
use crate::report::screen::Section;
use crate::report::words::counted;
use crate::report::{Reasons, Screen};
use crate::study::explain::{AboutDwelling, Base, Class};

/// Rows of a list at most.
const ROWS: usize = 20;

pub(super) fn sections(base: &Base, about: &AboutDwelling, screen: &Screen) -> Told {
    let round = &base.case.round;
    let title = format!("{}: {}", round.dwellings[about.dwelling].id, home(screen.form(), round, about.dwelling));
    (title, vec![now(base, about, screen), free(base, about, screen)])
}

fn now(base: &Base, about: &AboutDwelling, screen: &Screen) -> Section {
    let round = &base.case.round;
    let heading = screen.say("Who lives there", "Wie er woont").to_owned();
    let vacant = base.outcome.vacant.iter().find(|vacant| vacant.dwelling == about.dwelling);
    if let Some(vacant) = vacant {
        let reasons = Reasons::of(round, &base.outcome, screen.language);
        let sentence = format!("{} {}", screen.say("Nobody.", "Niemand."), reasons.vacant(vacant));
        return Section { heading, lines: screen.paragraph(&sentence) };
    }
    let row = |number: &usize| {
        let applicant = base.outcome.placements[*number].applicant;
        let reserves: Vec<String> = base.outcome.reserves[*number].iter().map(|one| id(round, *one)).collect();
        let reserves = match (reserves.is_empty(), screen.language) {
            (true, Language::En) => "no reserve".to_owned(),
            (true, Language::Nl) => "geen reserve".to_owned(),
            (false, Language::En) => format!("in reserve: {}", reserves.join(", ")),
            (false, Language::Nl) => format!("reserve: {}", reserves.join(", ")),
        };
        vec![id(round, applicant), brief(screen, round, applicant), reserves]
    };
    Section { heading, lines: screen.table(about.placements.iter().map(row).collect(), &[]) }
}

fn free(base: &Base, about: &AboutDwelling, screen: &Screen) -> Section {
    let heading =
        screen.say("Who could have it at no cost", "Wie de woning zonder kosten zou kunnen krijgen").to_owned();
    let mut lines = fixed(base, about, screen);
    let others = others(base, about);
    if about.fixed.is_empty() || about.stopped || !others.is_empty() {
        lines.extend(screen.paragraph(&format!("{}. {}", fit(about, screen), choice(base, about, &others, screen))));
        lines.extend(listed(base, about, &others, screen));
    }
    Section { heading, lines }
}

/// Those who could have it whom no decision fixes there.
fn others(base: &Base, about: &AboutDwelling) -> Vec<usize> {
    let is_fixed = |one: &usize| base.case.standing.fixed_dwelling(*one) == Some(about.dwelling);
    about.free.iter().copied().filter(|one| !is_fixed(one)).collect()
}

/// Whom decisions fix there, and that leaves nobody else a place where it does.
fn fixed(base: &Base, about: &AboutDwelling, screen: &Screen) -> Vec<String> {
    if about.fixed.is_empty() {
        return Vec::new();
    }
    let mut sentences = Vec::new();
    for one in &about.fixed {
        let why = broken::decision(screen.form(), one).map_or_else(String::new, |why| format!(" {why}"));
        sentences.push(match screen.language {
            Language::En => format!("A decision fixes {} here.{why}", one.applicant),
            Language::Nl => format!("Een besluit legt {} hier vast.{why}", one.applicant),
        });
    }
    if !about.stopped && others(base, about).is_empty() {
        sentences.push(
            screen
                .say(
                    "There is nothing to choose: no allocation that keeps to it and is as good in all goals but the lottery gives the dwelling to anyone else.",
                    "Er valt niets te kiezen: geen toewijzing die zich daaraan houdt en in alle doelen behalve de loting even goed is, geeft de woning aan een ander.",
                )
                .to_owned(),
        );
    }
    sentences.iter().flat_map(|sentence| screen.paragraph(sentence)).collect()
}

/// How many fit.
fn fit(about: &AboutDwelling, screen: &Screen) -> String {
    match screen.language {
        _ if about.fitting == 0 => screen.say("Nobody fits", "Niemand past").to_owned(),
        Language::En => counted(screen.language, about.fitting, "applicant fits", "applicants fit"),
        Language::Nl => counted(screen.language, about.fitting, "woningzoekende past", "woningzoekenden passen"),
    }
}

/// How many of those who fit could have it, and what may be chosen.
fn choice(base: &Base, about: &AboutDwelling, others: &[usize], screen: &Screen) -> String {
    let of_all = whom(about, others, screen);
    match (about.stopped, others.len(), screen.language) {
        (true, _, Language::En) => "Time ran out before it was known who could have it.".to_owned(),
        (true, _, Language::Nl) => "De tijd was om voordat vaststond wie de woning kan krijgen.".to_owned(),
        (false, 0, Language::En) => "No optimal allocation gives it to anyone.".to_owned(),
        (false, 0, Language::Nl) => "Geen optimale toewijzing geeft de woning aan iemand.".to_owned(),
        (false, 1, Language::En) if about.fixed.is_empty() => {
            format!("{of_all} gets it in every allocation that uses it and is as good in all goals but the lottery:")
        }
        (false, 1, Language::Nl) if about.fixed.is_empty() => format!(
            "{of_all} krijgt de woning in elke toewijzing die haar gebruikt en in alle doelen behalve de loting even goed is:"
        ),
        (false, 1, Language::En) => {
            format!("{of_all} gets a place in some allocation that is as good in all goals but the lottery:")
        }
        (false, 1, Language::Nl) => {
            format!("{of_all} krijgt er een plek in een toewijzing die in alle doelen behalve de loting even goed is:")
        }
        (false, _, Language::En) => format!(
            "{of_all} get {} in some allocation that is as good in all goals but the lottery. Choosing one of them costs nothing; that holds for one choice at a time.{}",
            if about.classes.is_empty() { "it" } else { "it or a place in it" },
            sharing(base, about, screen)
        ),
        (false, _, Language::Nl) => format!(
            "{of_all} krijgen {} in een toewijzing die in alle doelen behalve de loting even goed is. Een van hen kiezen kost niets; dat geldt voor één keuze tegelijk.{}",
            if about.classes.is_empty() { "de woning" } else { "de woning of een plek daarin" },
            sharing(base, about, screen)
        ),
    }
}

/// "36 of them", "All 4 of them".
fn whom(about: &AboutDwelling, others: &[usize], screen: &Screen) -> String {
    let count = screen.form().count(others.len());
    match (others.len(), others.len() == about.fitting, screen.language) {
        (1, true, Language::En) => "It".to_owned(),
        (1, true, Language::Nl) => "Die".to_owned(),
        (1, false, Language::En) => "One of them".to_owned(),
        (1, false, Language::Nl) => "Eén daarvan".to_owned(),
        (2, true, Language::En) => "Both of them".to_owned(),
        (2, true, Language::Nl) => "Beide".to_owned(),
        (_, true, Language::En) => format!("All {count} of them"),
        (_, true, Language::Nl) => format!("Alle {count}"),
        (_, false, Language::En) => format!("{count} of them"),
        (_, false, Language::Nl) => format!("{count} daarvan"),
    }
}

/// How many may share it, and who with whom.
fn sharing(base: &Base, about: &AboutDwelling, screen: &Screen) -> String {
    let round = &base.case.round;
    let Some(rules) = round.model.sharing.as_ref().filter(|_| !about.classes.is_empty()) else {
        return String::new();
    };
    let (least, places) = (rules.min, round.dwellings[about.dwelling].places);
    let persons = match (u32::from(least == places), screen.language) {
        (1, Language::En) => format!("by {places}"),
        (_, Language::En) => format!("by {least} to {places}"),
        (1, Language::Nl) => format!("door {places}"),
        (_, Language::Nl) => format!("door {least} tot en met {places}"),
    };
    match (is_divided(about), screen.language) {
        (false, Language::En) => format!(" It can be shared {persons} of them:"),
        (false, Language::Nl) => format!(" De woning kan worden gedeeld {persons} van hen:"),
        (true, Language::En) => format!(" It can be shared {persons} of those who stand together below:"),
        (true, Language::Nl) => {
            format!(" De woning kan worden gedeeld {persons} van degenen die hieronder bij elkaar staan:")
        }
    }
}

/// Whether not all who could have it may share it with each other.
fn is_divided(about: &AboutDwelling) -> bool {
    let sharing = about.classes.iter().map(|class| class.members.len()).sum::<usize>();
    about.classes.len() > 1 || (sharing > 0 && sharing < about.free.len())
}

/// Who they are: those who may share with each other together, and then those who can only have the dwelling alone.
fn listed(base: &Base, about: &AboutDwelling, others: &[usize], screen: &Screen) -> Vec<String> {
    let round = &base.case.round;
    let mut groups: Vec<(String, Vec<usize>)> =
        about.classes.iter().map(|class| in_class(round, class, others, screen)).collect();
    let shares = |one: &usize| about.classes.iter().any(|class| class.members.contains(one));
    let alone = others.iter().copied().filter(|one| !shares(one)).collect();
    groups.push((screen.say("alone", "alleen").to_owned(), alone));
    groups.retain(|(_, members)| !members.is_empty());
    let (mut rows, is_divided) = (Vec::new(), is_divided(about));
    for (name, members) in &groups {
        let told = |one: &usize| {
            let group = is_divided.then(|| screen.name(name, 24));
            group.into_iter().chain([id(round, *one), brief(screen, round, *one)]).collect::<Vec<String>>()
        };
        rows.extend(members.iter().map(told));
    }
    let more = rows.len().saturating_sub(ROWS);
    rows.truncate(ROWS);
    let mut lines = screen.table(rows, &[]);
    if more > 0 {
        let more = screen.form().count(more);
        lines.push(screen.faint(&match screen.language {
            Language::En => format!("and {more} more, which `--json` lists"),
            Language::Nl => format!("en nog {more}, zie `--json`"),
        }));
    }
    lines
}

/// A class by its values, the group by its name, with those of its members.
fn in_class(round: &Round, class: &Class, others: &[usize], screen: &Screen) -> (String, Vec<usize>) {
    let columns = round.model.sharing.iter().flat_map(|sharing| &sharing.same);
    let shown = |(column, value): (&String, &String)| match round.model.groups.get(value) {
        Some(group) if column == "group" => group.names.get(screen.language).to_owned(),
        _ => value.clone(),
    };
    let values: Vec<String> = columns.zip(&class.values).map(shown).collect();
    (values.join(" / "), class.members.iter().copied().filter(|one| others.contains(one)).collect())
}
