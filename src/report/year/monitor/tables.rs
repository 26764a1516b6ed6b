//! The tables of the quarterly report.

use super::Monitored;
use super::persons::{backlog_state, half_name, steps};
use crate::domain::{Fraction, Language, MONTHS, Route};
use crate::report::Form;
use crate::report::document::Table;
use crate::report::words::either;
use crate::report::year::words::{day, month, monthly_needed, range, signed};
use crate::year::monitor::{Assessed, Course, HalfYear, Landlords, Scenario, StatutoryCourse, rounded};

fn words(language: Language, pairs: &[(&str, &str)]) -> Vec<String> {
    pairs.iter().map(|(english, dutch)| either(language, english, dutch).to_owned()).collect()
}

fn number(language: Language, number: impl Into<i128>) -> String {
    Form::of(language).grouped(number.into())
}

/// What stands where there is nothing to say.
const NOTHING: &str = "–";

/// The groups: those offered a dwelling first, then those that search for themselves, each added up.
pub(super) fn groups(told: &Monitored<'_>, language: Language) -> Table {
    let head = [
        ("Group", "Doelgroep"),
        ("Decision", "Besluit"),
        ("Planned so far", "Gepland tot nu"),
        ("Realised", "Gerealiseerd"),
        ("Difference", "Verschil"),
        ("Of decision", "Van besluit"),
        ("Persons", "Personen"),
        ("Year's end", "Eind van het jaar"),
        ("Range", "Marge"),
        ("Needed a month", "Nodig per maand"),
    ];
    let caption = either(
        language,
        "Places by group; the ranges of groups do not add up to that of all, as their months differ in their own way",
        "Woonplekken per doelgroep; de marges van de groepen tellen niet op tot die van het geheel: hun maanden wisselen elk op hun eigen manier",
    );
    let mut table = Table { caption: caption.to_owned(), head: words(language, &head), ..Table::default() };
    let found = told.found;
    for (route, sum, name) in [
        (Route::Mediated, &found.mediated, either(language, "Asked of the landlords", "Gevraagd aan de verhuurders")),
        (Route::SelfSearch, &found.self_search, either(language, "Search for themselves", "Zelfzoekers")),
    ] {
        let of_route: Vec<_> = found.groups.iter().filter(|one| one.route == route).collect();
        for one in &of_route {
            table.add(group_row(&told.group_name(&one.group, language), &one.course, language), false);
        }
        if !of_route.is_empty() {
            table.add(group_row(name, sum, language), true);
        }
    }
    table.add(group_row(either(language, "All", "Totaal"), &found.all, language), true);
    table
}

fn group_row(name: &str, course: &Course, language: Language) -> Vec<String> {
    let form = Form::of(language);
    let forecast = course.forecast();
    let needed = course.needed().map_or_else(|| NOTHING.to_owned(), |pace| monthly_needed(language, pace));
    let realised = course.realised_so_far();
    vec![
        name.to_owned(),
        number(language, course.decided),
        number(language, course.planned_so_far()),
        number(language, realised.places),
        signed(language, course.ahead()),
        course.part().map_or_else(|| NOTHING.to_owned(), |part| form.percent(part, 1)),
        number(language, realised.persons),
        forecast.map_or_else(|| NOTHING.to_owned(), |one| form.fixed(one.straight, 0)),
        forecast.map_or_else(|| NOTHING.to_owned(), |one| range(language, one.low, one.high)),
        needed,
    ]
}

/// The months of the year, all groups together.
pub(super) fn months(told: &Monitored<'_>, language: Language) -> Table {
    let head = [
        ("Month", "Maand"),
        ("Planned", "Gepland"),
        ("Realised", "Gerealiseerd"),
        ("Difference", "Verschil"),
        ("Planned so far", "Gepland t/m"),
        ("Realised so far", "Gerealiseerd t/m"),
        ("Persons", "Personen"),
    ];
    let caption = either(language, "Places by month, all groups", "Woonplekken per maand, alle doelgroepen");
    let mut table = Table { caption: caption.to_owned(), head: words(language, &head), ..Table::default() };
    let course = &told.found.all;
    for index in 0..MONTHS {
        let (planned, realised) = (course.planned[index], course.realised[index]);
        let complete = |text: String| if index < course.months { text } else { NOTHING.to_owned() };
        let so_far: u32 = course.realised[..=index].iter().map(|one| one.places).sum();
        let cells = vec![
            month(language, index).to_owned(),
            number(language, planned),
            complete(number(language, realised.places)),
            complete(signed(language, i64::from(realised.places) - i64::from(planned))),
            number(language, course.planned[..=index].iter().sum::<u32>()),
            complete(number(language, so_far)),
            complete(number(language, realised.persons)),
        ];
        table.add(cells, false);
    }
    table
}

/// Placements by landlord, against what the plan asks of each where it says so.
pub(super) fn landlords(landlords: &Landlords, language: Language) -> Table {
    let head = [
        ("Landlord", "Verhuurder"),
        ("Planned so far", "Gepland tot nu"),
        ("Realised of that", "Daarvan gerealiseerd"),
        ("Difference", "Verschil"),
        ("All places", "Alle woonplekken"),
        ("Persons", "Personen"),
    ];
    let caption = either(
        language,
        "By landlord, as far as the ledger tells: planned are places for groups that are offered a home; all places has those of groups that \
         search for themselves too",
        "Per verhuurder, voor zover de registratie die noemt: gepland zijn woonplekken voor doelgroepen die een woning krijgen aangeboden; \
         alle woonplekken zijn ook die van zelfzoekers",
    );
    let mut table = Table { caption: caption.to_owned(), head: words(language, &head), ..Table::default() };
    let told = |text: String| if landlords.is_told { text } else { NOTHING.to_owned() };
    for one in &landlords.told {
        let cells = vec![
            one.landlord.clone(),
            one.planned.map_or_else(|| NOTHING.to_owned(), |planned| number(language, planned)),
            told(number(language, one.asked_for)),
            told(one.ahead().map_or_else(|| NOTHING.to_owned(), |ahead| signed(language, ahead))),
            told(number(language, one.housed.places)),
            told(number(language, one.housed.persons)),
        ];
        table.add(cells, false);
    }
    if landlords.untold.places > 0 {
        let name = either(language, "not told", "niet genoemd").to_owned();
        let none = || NOTHING.to_owned();
        let [places, persons] = [landlords.untold.places, landlords.untold.persons].map(|of| number(language, of));
        table.add(vec![name, none(), none(), none(), places, persons], false);
    }
    table
}

/// Places planned so far that are asked of no landlord, because they are in temporary homes.
pub(super) fn planned_elsewhere(told: &Monitored<'_>, landlords: &Landlords, language: Language) -> Option<String> {
    let asked: u32 = landlords.told.iter().map(|one| one.planned).sum::<Option<u32>>()?;
    let all = told.found.mediated.planned_so_far();
    let other = all.checked_sub(asked).filter(|other| *other > 0)?;
    let [all, other] = [all, other].map(|places| number(language, places));
    Some(match language {
        Language::En => {
            format!(
                "Of the {all} places planned so far for groups that are offered a home the plan asks {other} of no landlord, such as temporary homes."
            )
        }
        Language::Nl => format!(
            "Van de {all} woonplekken die tot nu toe gepland zijn voor groepen die een woning krijgen aangeboden, vraagt het plan er {other} aan \
             geen verhuurder, zoals tijdelijke woonconcepten."
        ),
    })
}

/// That the ledger names no landlord, where the plan asks something of them; `None` otherwise.
pub(super) fn landlords_untold(landlords: &Landlords, language: Language) -> Option<String> {
    let words = either(
        language,
        "No row of the ledger names a landlord (its column `landlord`), so what each realised is not known.",
        "Geen regel van de registratie noemt een verhuurder (de kolom `verhuurder`), dus wat elk heeft gerealiseerd is niet bekend.",
    );
    (!landlords.is_told).then(|| words.to_owned())
}

/// Announced deliveries of the months to come.
pub(super) fn announced(told: &Monitored<'_>, language: Language) -> Table {
    let head = [("Delivery", "Oplevering"), ("Month", "Maand"), ("Group", "Doelgroep"), ("Places", "Woonplekken")];
    let caption = either(language, "Announced, not computed", "Aangekondigd, niet berekend");
    let mut table =
        Table { caption: caption.to_owned(), head: words(language, &head), texts: vec![1, 2], ..Table::default() };
    for one in &told.found.announced {
        let [low, high] = one.places.map(i64::from);
        let cells = vec![
            one.delivery.clone(),
            month(language, one.month).to_owned(),
            told.group_name(&one.group, language),
            range(language, low, high),
        ];
        table.add(cells, false);
    }
    table
}

/// The half years of the statutory task.
pub(super) fn halves(course: &StatutoryCourse, language: Language) -> Table {
    let head = [
        ("Half year", "Halfjaar"),
        ("Task", "Taakstelling"),
        ("Housed", "Gehuisvest"),
        ("To house", "Nog te huisvesten"),
        ("Needed a month", "Nodig per maand"),
        ("At its end", "Aan het eind"),
        ("Backlog after", "Achterstand erna"),
        ("Keeps the step", "Houdt de trede"),
    ];
    let caption = either(
        language,
        "Persons; at the end: by the pace so far, with the range; below 0: ahead of the task",
        "Personen; aan het eind: bij het tempo tot nu toe, met de marge; onder 0: voor op de taakstelling",
    );
    let mut table = Table { caption: caption.to_owned(), head: words(language, &head), ..Table::default() };
    for (index, half) in course.halves.iter().enumerate() {
        table.add(half_row(index, half, language), false);
    }
    table
}

fn half_row(index: usize, half: &HalfYear, language: Language) -> Vec<String> {
    let nothing = || NOTHING.to_owned();
    let spread = |of: [i64; 3]| {
        let (least, most) = (of[0].min(of[2]), of[0].max(of[2]));
        let straight = number(language, of[Scenario::Straight as usize]);
        if least == most { straight } else { format!("{straight} ({})", range(language, least, most)) }
    };
    vec![
        half_name(index, language).to_owned(),
        number(language, half.task),
        number(language, half.housed),
        number(language, half.to_house),
        half.needed.map_or_else(nothing, |pace| monthly_needed(language, pace)),
        half.ending.map_or_else(nothing, |ending| spread(ending.map(i64::from))),
        half.backlog_after.map_or_else(nothing, spread),
        number(language, half.keeping),
    ]
}

/// The assessments of the province.
pub(super) fn assessed(course: &StatutoryCourse, language: Language) -> Table {
    let head = [
        ("Assessment", "Beoordeling"),
        ("Task", "Taakstelling"),
        ("Backlog", "Achterstand"),
        ("To be expected", "Te verwachten"),
        ("In lean months", "Bij magere maanden"),
        ("In good months", "Bij goede maanden"),
    ];
    let caption = either(
        language,
        "The step of supervision to expect, by the rule below; the province decides",
        "De trede van toezicht die te verwachten is, naar de regel hieronder; de provincie beslist",
    );
    let mut table = Table {
        caption: caption.to_owned(),
        head: words(language, &head),
        texts: (1..6).collect(),
        ..Table::default()
    };
    for one in &course.assessed {
        table.add(assessed_row(one, language), false);
    }
    table
}

fn assessed_row(assessed: &Assessed, language: Language) -> Vec<String> {
    let mut cells = vec![day(language, assessed.day)];
    let Some([low, straight, high]) = assessed.expected else {
        cells.extend((1..6).map(|_| NOTHING.to_owned()));
        return cells;
    };
    let met = if straight.task_met { either(language, "met", "gehaald") } else { either(language, "missed", "gemist") };
    cells.extend([met.to_owned(), backlog_state(straight, language).to_owned()]);
    cells.extend([straight, low, high].map(|one| steps(one.after, language)));
    cells
}

/// The year before.
pub(super) fn earlier(told: &Monitored<'_>, language: Language) -> Option<Table> {
    let case = told.found.previous.as_ref()?;
    let form = Form::of(language);
    let head = [("", ""), ("Of decision", "Van besluit"), ("Places", "Woonplekken")];
    let caption = format!("{} {}", either(language, "The year", "Het jaar"), case.until.year);
    let mut table = Table { caption, head: words(language, &head), ..Table::default() };
    let last = month(language, usize::try_from(case.until.month - 1).unwrap_or(0));
    let part = |places: Fraction| Fraction::new(places.numerator, places.denominator * i128::from(case.decided.max(1)));
    let mut add = |name: String, part: Fraction, places: Fraction| {
        let places = if places.numerator < 0 { form.fixed(places, 0) } else { number(language, rounded(places)) };
        table.add(vec![name, form.percent(part, 0), places], false);
    };
    add(format!("{} {last}", either(language, "Realised until", "Gerealiseerd t/m")), case.part, case.realised);
    add(either(language, "Straight line", "Rechte lijn").to_owned(), case.straight_part, case.straight);
    let bounds = [("at least", "ten minste"), ("at most", "ten hoogste")].map(|(en, nl)| either(language, en, nl));
    for (index, bound) in bounds.iter().enumerate() {
        let name = format!("{} {bound}", either(language, "Expected", "Verwacht"));
        add(name, case.expected_part[index], case.expected[index]);
    }
    for (index, bound) in bounds.iter().enumerate() {
        let name = format!("{} {bound}", either(language, "Beyond the line,", "Boven de lijn,"));
        add(name, part(case.beyond[index]), case.beyond[index]);
    }
    Some(table)
}
