//! The plan of a year on one or two screens.

use super::words::lines;
use super::{
    PLAN_FILES, PlannedYear, chain, decision, goals, left, months, obstacles, projects, task, variants, waits,
};
use crate::domain::Language;
use crate::report::document::Table;
use crate::report::screen::{Screen, Section};
use crate::report::year::audit::differing;

/// The plan of a year: what it reaches, by group and month, the statutory task, what stands in the way, what it would
/// take, the chain and its waits, what is left, and the goals with their optimum.
pub fn plan_text(told: &PlannedYear<'_>, screen: &Screen) -> String {
    let language = screen.language;
    let mut lines = vec![format!("{} · {}", told.year.name, screen.say("plan of the year", "plan voor het jaar"))];
    lines.extend(screen.paragraph(&decision::headline(told, language)));
    lines.extend(decision::rounding(told, language).iter().flat_map(|sentence| screen.paragraph(sentence)));
    lines.extend(screen.sections([
        groups(told, screen),
        by_month(told, screen),
        statutory(told, screen),
        in_the_way(told, screen),
        take(told, screen),
        partners(told, screen),
        waiting(told, screen),
        in_projects(told, screen),
        regular(told, screen),
        policies(told, screen),
        optimum(told, screen),
        audited(told, screen),
        files(screen),
    ]));
    lines.join("\n") + "\n"
}

fn section(screen: &Screen, english: &str, dutch: &str, table: Option<Table>, sentences: &[String]) -> Section {
    let mut found = table.map_or_else(Vec::new, |table| lines(screen, &table));
    found.extend(sentences.iter().flat_map(|sentence| screen.paragraph(sentence)));
    Section { heading: screen.say(english, dutch).to_owned(), lines: found }
}

fn groups(told: &PlannedYear<'_>, screen: &Screen) -> Section {
    let language = screen.language;
    let mut sentences = vec![decision::proposal(told, language)];
    sentences.extend(decision::self_search(told, language));
    sentences.extend(decision::temporary(told, language));
    let table = decision::by_group(told, language);
    section(screen, "The decision by group", "Het verdeelbesluit per doelgroep", Some(table), &sentences)
}

fn by_month(told: &PlannedYear<'_>, screen: &Screen) -> Section {
    let table = months::by_month(told, screen.language);
    let sentences = vec![months::evenness(told, screen.language)];
    section(screen, "Month by month", "Maand voor maand", Some(table), &sentences)
}

fn statutory(told: &PlannedYear<'_>, screen: &Screen) -> Section {
    let sentences: Vec<String> = task::sentence(told, screen.language).into_iter().collect();
    let table = task::by_moment(told, screen.language);
    section(screen, "Statutory task, in persons", "Taakstelling, in personen", Some(table), &sentences)
}

fn in_the_way(told: &PlannedYear<'_>, screen: &Screen) -> Section {
    let language = screen.language;
    let sentences = vec![obstacles::method(told, language), obstacles::homes(told, language)];
    let table = obstacles::gains(told, language);
    section(screen, "What stands in the way", "Wat in de weg staat", Some(table), &sentences)
}

fn take(told: &PlannedYear<'_>, screen: &Screen) -> Section {
    let table = obstacles::extra(told, screen.language);
    section(screen, "What it would take", "Wat ervoor nodig is", Some(table), &[])
}

fn partners(told: &PlannedYear<'_>, screen: &Screen) -> Section {
    let language = screen.language;
    let table = chain::loads(told, language);
    let sentence = screen.say(
        "Units: of support. Used: over the year. Gain: places of the decision for one more in a month, on average.",
        "Eenheden: van begeleiding. Benut: over het jaar. Winst: woonplekken van het besluit bij één meer in een maand, gemiddeld.",
    );
    let sentences: Vec<String> = std::iter::once(sentence.to_owned()).chain(chain::above(told, language)).collect();
    section(screen, "The chain, a month", "De keten, per maand", Some(table), &sentences)
}

fn waiting(told: &PlannedYear<'_>, screen: &Screen) -> Section {
    let places = screen.form().grouped(obstacles::with_homes(told).into());
    let heading = match (screen.language, obstacles::lacks_homes(told)) {
        (Language::En, false) => format!("If all {places} were realised with today's support"),
        (Language::Nl, false) => format!("Als alle {places} worden gerealiseerd met de begeleiding van nu"),
        (Language::En, true) => format!("If the {places} with homes were realised with today's support"),
        (Language::Nl, true) => format!("Als de {places} met een woning worden gerealiseerd met de begeleiding van nu"),
    };
    let mut lines = lines(screen, &waits::brief(told, screen.language));
    let sentences = waits::sentences(told, screen.language);
    lines.extend(sentences.iter().flat_map(|sentence| screen.paragraph(sentence)));
    Section { heading, lines }
}

fn in_projects(told: &PlannedYear<'_>, screen: &Screen) -> Section {
    let sentences: Vec<String> = projects::sentence(told, screen.language).into_iter().collect();
    let table = projects::each(told, screen.language);
    section(screen, "Homes in projects", "Woningen in projecten", Some(table), &sentences)
}

fn regular(told: &PlannedYear<'_>, screen: &Screen) -> Section {
    let language = screen.language;
    let heading = screen.say("Left for regular seekers", "Over voor regulier woningzoekenden").to_owned();
    let mut found = lines(screen, &left::by_size(told, language));
    found.extend(lines(screen, &left::by_district(told, language)));
    found.extend(screen.paragraph(&left::sentence(told, language)));
    Section { heading, lines: found }
}

fn policies(told: &PlannedYear<'_>, screen: &Screen) -> Section {
    let language = screen.language;
    let asked = !told.found.variants.is_empty();
    let sentences = if asked { vec![variants::legend(told, language)] } else { Vec::new() };
    let table = variants::side_by_side(told, language);
    section(screen, "Other policies", "Ander beleid", Some(table), &sentences)
}

fn optimum(told: &PlannedYear<'_>, screen: &Screen) -> Section {
    let table = goals::in_order(told, screen.language);
    let sentences = vec![goals::sentence(screen.language)];
    section(screen, "Goals, in strict order", "Doelen, in strikte volgorde", Some(table), &sentences)
}

fn audited(told: &PlannedYear<'_>, screen: &Screen) -> Section {
    let model = told.model;
    let all = match screen.language {
        Language::En => format!("`sleutel check {model}` shows them all."),
        Language::Nl => format!("`sleutel check {model}` toont ze alle."),
    };
    let sentence = format!("{} {all}", differing(told.audit, screen.language));
    section(screen, "The year's figures", "De cijfers van het jaar", None, &[sentence])
}

fn files(screen: &Screen) -> Section {
    let heading = screen.say("Results", "Resultaten").to_owned();
    let Some(folder) = &screen.folder else { return Section { heading, lines: Vec::new() } };
    let (first, rest) = PLAN_FILES.split_at(6);
    let names = [first, rest].map(|names| screen.faint(&names.join("  ")));
    Section { heading, lines: std::iter::once(folder.display().to_string()).chain(names).collect() }
}
