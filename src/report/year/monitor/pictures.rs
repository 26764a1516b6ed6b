//! The pictures of the quarterly report.

mod bars;
mod chart;

pub(super) use bars::groups;

use super::Monitored;
use crate::domain::{Fraction, Language, MONTHS, WHOLE};
use crate::report::Form;
use crate::report::svg::{GREY, INK};
use crate::report::words::either;
use crate::report::year::words::{day, month};
use crate::year::monitor::{Assessed, Forecast, Scenario, StatutoryCourse};

use chart::{Chart, Fan, Guide};

/// A colour beside the main one, at least 4.5:1 on white.
const ORANGE: &str = "#b34700";

/// Places realised against the plan, with where the year ends.
pub(super) fn places(told: &Monitored<'_>, language: Language) -> String {
    let course = &told.found.all;
    let form = Form::of(language);
    let planned = so_far(course.planned.iter().copied());
    let mut plan = Guide { points: planned, label: String::new(), colour: GREY, dashed: true };
    plan.label = if plan.last() == i64::from(course.decided) {
        either(language, "plan, decision", "plan, besluit").to_owned()
    } else {
        either(language, "plan", "plan").to_owned()
    };
    let mut guides = vec![plan];
    if guides[0].last() != i64::from(course.decided) {
        guides.push(Guide::level(course.decided.into(), either(language, "decision", "besluit"), INK));
    }
    let realised = so_far(course.realised[..course.months].iter().map(|one| one.places));
    let fan = course.forecast().filter(|_| course.months < MONTHS).map(|forecast| fan(&forecast));
    let title = either(language, "Places realised and planned", "Woonplekken: gerealiseerd en gepland");
    let chart = Chart {
        title: title.to_owned(),
        subtitle: subtitle(told, language),
        guides,
        realised,
        fan,
        days: Vec::new(),
        announced: announced(told),
    };
    chart.drawn(form)
}

/// Persons housed against the task, with and without the backlog.
pub(super) fn persons(told: &Monitored<'_>, course: &StatutoryCourse, language: Language) -> String {
    let [first, second] = course.halves.map(|half| i64::from(half.task));
    let task = vec![(0, 0), (6, first), (12, first + second)];
    let with = |persons: u32| vec![(0, 0), (12, first + second + i64::from(persons))];
    let label = |english, dutch| either(language, english, dutch).to_owned();
    let mut guides = vec![Guide { points: task, label: label("task", "taakstelling"), colour: GREY, dashed: true }];
    if course.backlog > 0 {
        let wish = Form::of(language).percent(Fraction::new(course.wish.into(), WHOLE.into()), 0);
        let wanted = match language {
            Language::En => format!("with {wish} of backlog"),
            Language::Nl => format!("met {wish} achterstand"),
        };
        guides.push(Guide { points: with(course.wanted), label: wanted, colour: INK, dashed: true });
        let whole = label("with whole backlog", "met hele achterstand");
        guides.push(Guide { points: with(course.backlog), label: whole, colour: ORANGE, dashed: true });
    }
    let names = told.group_name(&course.group, language);
    let fan = course.forecast.filter(|_| course.months < MONTHS).map(|forecast| fan(&forecast));
    let chart = Chart {
        title: format!(
            "{names}: {}",
            either(language, "persons housed and the task", "gehuisveste personen en de taakstelling")
        ),
        subtitle: subtitle(told, language),
        guides,
        realised: so_far(course.persons[..course.months].iter().copied()),
        fan,
        days: days(told, course, language),
        announced: None,
    };
    chart.drawn(Form::of(language))
}

/// The assessments as months since the year began, with what is to be expected.
fn days(told: &Monitored<'_>, course: &StatutoryCourse, language: Language) -> Vec<(usize, String)> {
    let place = |day: jiff::civil::Date| {
        let month = crate::domain::Month::of(day);
        let start = told.year.month(0);
        usize::try_from(start.months_until(month)).ok().filter(|months| *months <= MONTHS)
    };
    let steps = |one: &Assessed| {
        let step = super::persons::steps(one.expected?[Scenario::Straight as usize].after, language);
        let index = usize::try_from(one.day.month() - 1).unwrap_or(0);
        Some(format!("{} {}: {step}", one.day.day(), month(language, index)))
    };
    course.assessed.iter().filter_map(|one| Some((place(one.day)?, steps(one)?))).collect()
}

fn fan(forecast: &Forecast) -> Fan {
    Fan {
        low: forecast.low.into(),
        straight: crate::year::monitor::rounded(forecast.straight).into(),
        high: forecast.high.into(),
    }
}

fn announced(told: &Monitored<'_>) -> Option<[i64; 2]> {
    let places = told.found.announced_places().map(i64::from);
    (places[1] > 0).then_some(places)
}

fn subtitle(told: &Monitored<'_>, language: Language) -> String {
    format!("{} · {}", told.year.name, day(language, told.found.moment.day))
}

/// The numbers added up, from 0 at the start of the year.
fn so_far(months: impl Iterator<Item = u32>) -> Vec<(usize, i64)> {
    let mut sum = 0;
    let points = months.enumerate().map(|(index, number)| {
        sum += i64::from(number);
        (index + 1, sum)
    });
    std::iter::once((0, 0)).chain(points).collect()
}
