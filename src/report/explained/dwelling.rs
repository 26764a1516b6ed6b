//! Who has a dwelling, and who could have it at no cost.

use super::Told;
use super::people::{brief, home, id};
use crate::domain::Language;
use crate::report::screen::Section;
use crate::report::words::counted;
use crate::report::{Reasons, Screen};
use crate::study::explain::{AboutDwelling, Base};

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
    let round = &base.case.round;
    let heading =
        screen.say("Who could have it at no cost", "Wie de woning zonder kosten zou kunnen krijgen").to_owned();
    let fit = match screen.language {
        _ if about.fitting == 0 => screen.say("Nobody fits", "Niemand past").to_owned(),
        Language::En => counted(screen.language, about.fitting, "applicant fits", "applicants fit"),
        Language::Nl => counted(screen.language, about.fitting, "woningzoekende past", "woningzoekenden passen"),
    };
    let count = screen.form().count(about.free.len());
    let sentence = match (about.stopped, about.free.len(), screen.language) {
        (true, _, Language::En) => format!("{fit}. Time ran out before it was known who could have it."),
        (true, _, Language::Nl) => format!("{fit}. De tijd was om voordat vaststond wie de woning kan krijgen."),
        (false, 0, Language::En) => format!("{fit}. No optimal allocation gives it to anyone."),
        (false, 0, Language::Nl) => format!("{fit}. Geen optimale toewijzing geeft de woning aan iemand."),
        (false, 1, Language::En) => {
            format!(
                "{fit}. One of them gets it in every allocation that uses it and is as good in all goals but the lottery:"
            )
        }
        (false, 1, Language::Nl) => {
            format!(
                "{fit}. Eén daarvan krijgt de woning in elke toewijzing die haar gebruikt en in alle doelen behalve de loting even goed is:"
            )
        }
        (false, _, Language::En) => {
            format!(
                "{fit}. {count} of them get it in some allocation that is as good in all goals but the lottery. Choosing among them costs nothing:"
            )
        }
        (false, _, Language::Nl) => {
            format!(
                "{fit}. {count} daarvan krijgen de woning in een toewijzing die in alle doelen behalve de loting even goed is. Tussen hen kiezen kost niets:"
            )
        }
    };
    let mut lines = screen.paragraph(&sentence);
    let row = |one: &usize| vec![id(round, *one), brief(screen, round, *one)];
    lines.extend(screen.table(about.free.iter().take(ROWS).map(row).collect(), &[]));
    if about.free.len() > ROWS {
        let more = screen.form().count(about.free.len() - ROWS);
        lines.push(screen.faint(&match screen.language {
            Language::En => format!("and {more} more"),
            Language::Nl => format!("en nog {more}"),
        }));
    }
    Section { heading, lines }
}
