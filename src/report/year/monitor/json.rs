//! `monitor --json`; `docs/json.md` says what each field means.

mod statutory;

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

use super::Monitored;
use crate::domain::{Fraction, Route};
use crate::year::monitor::{Course, Forecast, Housed, PreviousCase};

use statutory::{StatutoryJson, statutory};

#[derive(Serialize)]
struct Document<'a> {
    format: u32,
    tool_version: &'static str,
    model: &'a str,
    year: i16,
    at: Date,
    months: usize,
    plan: &'static str,
    all: CourseJson,
    mediated: CourseJson,
    self_search: CourseJson,
    groups: Vec<GroupJson<'a>>,
    landlords: Option<Vec<LandlordJson<'a>>>,
    announced: Vec<AnnouncedJson<'a>>,
    rows: usize,
    assumed_rows: usize,
    silent_months: Vec<String>,
    left_out: Both,
    statutory: Option<StatutoryJson<'a>>,
    previous: Option<PreviousJson>,
    inputs: &'a BTreeMap<String, String>,
}

#[derive(Serialize)]
struct Both {
    places: u32,
    persons: u32,
}

#[derive(Serialize)]
struct CourseJson {
    decided: u32,
    planned: u32,
    realised: u32,
    persons: u32,
    by_month: Vec<MonthJson>,
    forecast: Option<ForecastJson>,
    needed: Option<Fraction>,
}

#[derive(Serialize)]
struct MonthJson {
    planned: u32,
    realised: Option<u32>,
    persons: Option<u32>,
}

#[derive(Serialize)]
struct ForecastJson {
    pace: Fraction,
    strays: Fraction,
    low: u32,
    straight: Fraction,
    high: u32,
}

#[derive(Serialize)]
struct GroupJson<'a> {
    group: &'a str,
    route: &'static str,
    #[serde(flatten)]
    course: CourseJson,
}

#[derive(Serialize)]
struct LandlordJson<'a> {
    landlord: Option<&'a str>,
    places: u32,
    persons: u32,
    asked_for: Option<u32>,
    planned: Option<u32>,
}

#[derive(Serialize)]
struct AnnouncedJson<'a> {
    delivery: &'a str,
    month: String,
    group: &'a str,
    places_low: u32,
    places_high: u32,
}

#[derive(Serialize)]
struct PreviousJson {
    decided: u32,
    until: String,
    realised: Fraction,
    straight: Fraction,
    expected: [Fraction; 2],
    to_bring: [Fraction; 2],
    beyond: [Fraction; 2],
}

/// The state of a year as JSON text with a line end. Fractions are texts such as `"86"` or `"425/4"`.
///
/// # Errors
/// Never in practice: only when the text could not be put together.
pub fn monitor_json(told: &Monitored<'_>) -> Result<String, serde_json::Error> {
    let (year, found) = (told.year, told.found);
    let groups = found.groups.iter();
    let document = Document {
        format: 1,
        tool_version: env!("CARGO_PKG_VERSION"),
        model: &year.name,
        year: year.year,
        at: found.moment.day,
        months: found.moment.months,
        plan: if told.planned { "plan" } else { "even" },
        all: course(&found.all),
        mediated: course(&found.mediated),
        self_search: course(&found.self_search),
        groups: groups
            .map(|one| GroupJson { group: &one.group, route: route(one.route), course: course(&one.course) })
            .collect(),
        landlords: found.landlords.as_ref().map(|landlords| {
            let untold = landlord(None, landlords.untold);
            let told = landlords.told.iter().map(|one| LandlordJson {
                asked_for: landlords.is_told.then_some(one.asked_for),
                planned: one.planned,
                ..landlord(Some(&one.landlord), one.housed)
            });
            told.chain((landlords.untold.places > 0).then_some(untold)).collect()
        }),
        announced: found
            .announced
            .iter()
            .map(|one| AnnouncedJson {
                delivery: &one.delivery,
                month: year.month(one.month).to_string(),
                group: &one.group,
                places_low: one.places[0],
                places_high: one.places[1],
            })
            .collect(),
        rows: found.rows,
        assumed_rows: found.assumed_rows,
        silent_months: found.silent.iter().map(|index| year.month(*index).to_string()).collect(),
        left_out: Both { places: found.left_out.places, persons: found.left_out.persons },
        statutory: found.statutory.as_ref().map(statutory),
        previous: found.previous.as_ref().map(previous),
        inputs: told.inputs,
    };
    Ok(serde_json::to_string_pretty(&document)? + "\n")
}

fn route(route: Route) -> &'static str {
    match route {
        Route::Mediated => "mediated",
        Route::SelfSearch => "self-search",
    }
}

fn landlord(name: Option<&str>, housed: Housed) -> LandlordJson<'_> {
    LandlordJson { landlord: name, places: housed.places, persons: housed.persons, asked_for: None, planned: None }
}

fn course(course: &Course) -> CourseJson {
    let month = |(index, planned): (usize, &u32)| {
        let realised = (index < course.months).then_some(course.realised[index]);
        MonthJson {
            planned: *planned,
            realised: realised.map(|one| one.places),
            persons: realised.map(|one| one.persons),
        }
    };
    let realised = course.realised_so_far();
    CourseJson {
        decided: course.decided,
        planned: course.planned_so_far(),
        realised: realised.places,
        persons: realised.persons,
        by_month: course.planned.iter().enumerate().map(month).collect(),
        forecast: course.forecast().map(forecast),
        needed: course.needed(),
    }
}

fn forecast(found: Forecast) -> ForecastJson {
    ForecastJson { pace: found.pace, strays: found.strays, low: found.low, straight: found.straight, high: found.high }
}

fn previous(case: &PreviousCase) -> PreviousJson {
    PreviousJson {
        decided: case.decided,
        until: case.until.to_string(),
        realised: case.realised,
        straight: case.straight,
        expected: case.expected,
        to_bring: case.to_bring,
        beyond: case.beyond,
    }
}
