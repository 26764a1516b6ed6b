//! Who has a dwelling, and who could have it at no cost.

use super::Told;
use super::people::{home, id, traits};
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
        vec![id(round, applicant), traits(screen.form(), round, applicant), reserves]
    };
    Section { heading, lines: screen.table(about.placements.iter().map(row).collect(), &[]) }
}

fn free(base: &Base, about: &AboutDwelling, screen: &Screen) -> Section {
    let round = &base.case.round;
    let heading = screen.say("Who could have it at no cost", "Wie haar kosteloos zou kunnen krijgen").to_owned();
    let fit = match screen.language {
        Language::En => counted(screen.language, about.fitting, "applicant fits", "applicants fit"),
        Language::Nl => counted(screen.language, about.fitting, "woningzoekende past", "woningzoekenden passen"),
    };
    let count = screen.form().count(about.free.len());
    let sentence = match (about.stopped, about.free.len(), screen.language) {
        (true, _, Language::En) => format!("{fit}. Time ran out before it was known who could have it."),
        (true, _, Language::Nl) => format!("{fit}. De tijd was om voordat vaststond wie haar kan krijgen."),
        (false, 0, Language::En) => format!("{fit}. No optimal allocation gives it to anyone."),
        (false, 0, Language::Nl) => format!("{fit}. Geen optimale toewijzing geeft haar aan iemand."),
        (false, 1, Language::En) => {
            format!("{fit}. Only one could have it in an allocation that is as good in every goal but the lottery:")
        }
        (false, 1, Language::Nl) => format!(
            "{fit}. Slechts één kan haar krijgen in een toewijzing die in elk doel behalve de loting even goed is:"
        ),
        (false, _, Language::En) => format!(
            "{fit}. To these {count} some allocation gives it that is as good in every goal but the lottery; choosing among them costs nothing:"
        ),
        (false, _, Language::Nl) => format!(
            "{fit}. Aan deze {count} geeft een toewijzing haar die in elk doel behalve de loting even goed is; tussen hen kiezen kost niets:"
        ),
    };
    let mut lines = screen.paragraph(&sentence);
    let row = |one: &usize| vec![id(round, *one), traits(screen.form(), round, *one)];
    lines.extend(screen.table(about.free.iter().take(ROWS).map(row).collect(), &[]));
    if about.free.len() > ROWS {
        let more = screen.form().count(about.free.len() - ROWS);
        lines.push(screen.faint(&format!("{} {more}", screen.say("more:", "nog:"))));
    }
    Section { heading, lines }
}
