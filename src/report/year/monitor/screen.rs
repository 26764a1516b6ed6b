//! The state of a year on one screen.

use super::{Monitored, earlier, paper, persons, places, tables};
use crate::domain::{MONTHS, Route};
use crate::report::screen::{Screen, Section};
use crate::report::year::words::{day, monthly_needed, range, signed};
use crate::year::monitor::Course;

/// The state of a year: what was realised, where the year ends, by group, the statutory task, the year before.
pub fn monitor_text(told: &Monitored<'_>, screen: &Screen) -> String {
    let language = screen.language;
    let date = day(language, told.found.moment.day);
    let mut lines = vec![format!("{} · {date}", told.year.name)];
    lines.extend(screen.paragraph(&places::so_far(told, language)));
    lines.extend(places::remarks(told, language).iter().flat_map(|one| warned(screen, one)));
    lines.extend(screen.sections([
        groups(told, screen),
        outlook(told, screen),
        landlords(told, screen),
        statutory(told, screen),
        year_before(told, screen),
        files(told, screen),
    ]));
    lines.join("\n") + "\n"
}

fn warned(screen: &Screen, remark: &str) -> Vec<String> {
    screen.paragraph(remark).iter().map(|line| screen.warning(line)).collect()
}

fn groups(told: &Monitored<'_>, screen: &Screen) -> Section {
    let say = |english, dutch| screen.say(english, dutch).to_owned();
    let mut rows = vec![vec![
        String::new(),
        say("realised", "gerealiseerd"),
        say("planned", "gepland"),
        say("±", "±"),
        say("decision", "besluit"),
        String::new(),
        say("year's end", "eind jaar"),
        say("a month", "per maand"),
    ]];
    let found = told.found;
    for (route, sum, name) in [
        (Route::Mediated, &found.mediated, say("asked of the landlords", "gevraagd aan verhuurders")),
        (Route::SelfSearch, &found.self_search, say("search for themselves", "zelfzoekers")),
    ] {
        let of_route: Vec<_> = found.groups.iter().filter(|one| one.route == route).collect();
        for one in &of_route {
            rows.push(row(screen, &told.group_name(&one.group, screen.language), &one.course));
        }
        if !of_route.is_empty() {
            rows.push(row(screen, &format!("= {name}"), sum));
        }
    }
    let mut lines = screen.table(rows, &[1, 2, 3, 4, 5, 6, 7]);
    let is_sum = |line: &String| line.starts_with('=');
    for (index, line) in lines.iter_mut().enumerate() {
        if index == 0 || is_sum(line) {
            *line = screen.faint(line);
        }
    }
    Section { heading: screen.say("By group", "Per doelgroep").to_owned(), lines }
}

fn row(screen: &Screen, name: &str, course: &Course) -> Vec<String> {
    let (form, language) = (screen.form(), screen.language);
    let part = course.part().map_or_else(String::new, |part| form.percent(part, 0));
    let forecast = course.forecast();
    vec![
        screen.name(name, 28),
        form.grouped(course.realised_so_far().places.into()),
        form.grouped(course.planned_so_far().into()),
        signed(language, course.ahead()),
        form.grouped(course.decided.into()),
        part,
        forecast.map_or_else(String::new, |one| range(language, one.low, one.high)),
        course.needed().map_or_else(String::new, |pace| monthly_needed(language, pace)),
    ]
}

fn outlook(told: &Monitored<'_>, screen: &Screen) -> Section {
    let language = screen.language;
    let mut sentences: Vec<String> = places::outlook(told, language).into_iter().collect();
    if told.found.moment.months < MONTHS {
        sentences.extend(places::needed(told, language));
        sentences.push(places::announced(told, language));
    }
    Section { heading: screen.say("Outlook", "Verwachting").to_owned(), lines: screen.listed(sentences) }
}

fn landlords(told: &Monitored<'_>, screen: &Screen) -> Section {
    let heading = screen.say("By landlord", "Per verhuurder").to_owned();
    let Some(landlords) = &told.found.landlords else { return Section { heading, lines: Vec::new() } };
    let language = screen.language;
    let table = tables::landlords(landlords, language);
    let name = |cells: &Vec<String>| {
        let mut cells = cells.clone();
        cells[0] = screen.name(&cells[0], 24);
        cells
    };
    let mut head: Vec<String> = table.head.iter().map(|head| head.to_lowercase()).collect();
    head[0].clear();
    let rows = std::iter::once(head).chain(table.rows.iter().map(|row| name(&row.cells))).collect();
    let mut lines = screen.table(rows, &[1, 2, 3, 4, 5]);
    if let Some(first) = lines.first_mut() {
        *first = screen.faint(first);
    }
    let remarks = [tables::landlords_untold(landlords, language), tables::planned_elsewhere(told, landlords, language)];
    lines.extend(remarks.into_iter().flatten().flat_map(|words| screen.paragraph(&words)));
    Section { heading, lines }
}

fn statutory(told: &Monitored<'_>, screen: &Screen) -> Section {
    let heading = screen.say("Statutory task and supervision", "Taakstelling en toezicht").to_owned();
    let Some(course) = &told.found.statutory else { return Section { heading, lines: Vec::new() } };
    let mut sentences = paper::of_task(told, course, screen.language);
    sentences.extend(course.assessed.iter().map(|one| persons::assessment(course, one, screen.language)));
    Section { heading, lines: screen.listed(sentences) }
}

fn year_before(told: &Monitored<'_>, screen: &Screen) -> Section {
    let year = told.found.previous.as_ref().map_or(0, |case| case.until.year);
    let heading = format!("{} {year}", screen.say("The lesson of", "De les van"));
    let sentences = earlier::sentences(told, screen.language);
    Section { heading, lines: screen.listed(sentences.into_iter().take(3)) }
}

fn files(told: &Monitored<'_>, screen: &Screen) -> Section {
    let heading = screen.say("Results", "Resultaten").to_owned();
    let Some(folder) = &screen.folder else { return Section { heading, lines: Vec::new() } };
    let has_persons = told.found.statutory.is_some();
    let names: Vec<&str> =
        super::MONITOR_FILES.into_iter().filter(|name| has_persons || *name != "monitor-persons.svg").collect();
    Section { heading, lines: vec![folder.display().to_string(), screen.faint(&names.join("  "))] }
}
