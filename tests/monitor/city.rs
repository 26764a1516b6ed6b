//! A year in a few words: three groups, one of which searches for itself.
#![allow(unreachable_pub)]

use std::collections::BTreeMap;

use sleutel::domain::{
    Announced, Chances, Group, Language, Month, Names, Pace, Previous, Realised, Route, Stated, Statutory, Unsuitable,
    Year,
};
use sleutel::year::monitor::{Moment, Monitor, monitor};

/// A year with a decision of 120 for refugees, 60 for care and 24 for those who search for themselves.
#[derive(Debug, Clone)]
pub struct City(pub Year);

pub fn city() -> City {
    let group = |id: &str, route, statutory| {
        let names = Names { en: format!("{id} in English"), nl: format!("{id} in het Nederlands") };
        (id.to_owned(), Group { id: id.to_owned(), names, route, statutory })
    };
    City(Year {
        name: "Stad 2025".to_owned(),
        language: Language::Nl,
        year: 2025,
        groups: BTreeMap::from([
            group("refugees", Route::Mediated, true),
            group("care", Route::Mediated, false),
            group("urgent", Route::SelfSearch, false),
        ]),
        stated: Stated::default(),
        unsuitable: Unsuitable::default(),
        districts: BTreeMap::new(),
        small_in_middle: 0,
        support_factor: 100,
        demand: BTreeMap::new(),
        decision: BTreeMap::from([("refugees".to_owned(), 120), ("care".to_owned(), 60), ("urgent".to_owned(), 24)]),
        supply: Vec::new(),
        streams: Vec::new(),
        partners: Vec::new(),
        concepts: Vec::new(),
        statutory: None,
        previous: None,
        realised: Vec::new(),
        announced: Vec::new(),
        chances: Chances::default(),
    })
}

impl City {
    /// Placements of a group in the months from January on, two persons to a place.
    pub fn realised(mut self, group: &str, months: &[u32]) -> Self {
        for (month, places) in months.iter().enumerate() {
            self.0.realised.push(row(month, group, *places, 2 * places));
        }
        self
    }

    /// Placements with a landlord.
    pub fn with_landlord(mut self, month: usize, group: &str, places: u32, landlord: &str) -> Self {
        self.0.realised.push(Realised { landlord: Some(landlord.to_owned()), ..row(month, group, places, places) });
        self
    }

    pub fn announced(mut self, month: usize, group: &str, places: [u32; 2]) -> Self {
        let delivery = format!("delivery of {month}");
        self.0.announced.push(Announced { delivery, month, group: group.to_owned(), places });
        self
    }

    /// A task of 60 persons in each half year and this backlog, of which half is to be cleared.
    pub fn task(mut self, backlog: u32) -> Self {
        let assessed = vec!["2026-01-01".parse().unwrap(), "2025-07-01".parse().unwrap()];
        self.0.statutory = Some(Statutory {
            group: "refugees".to_owned(),
            task: [60, 60],
            backlog,
            clear_backlog: 5_000,
            step: 3,
            assessed,
        });
        self
    }

    /// The year before as the council letter tells it of 2024.
    pub fn after_2024(mut self) -> Self {
        self.0.previous = Some(Previous {
            places: 1_182,
            until: Month { year: 2024, month: 10 },
            realised: 5_600,
            expected: [7_000, 8_000],
            vacated: Some(2_230),
        });
        self
    }

    /// Its state on a day.
    pub fn on(&self, day: &str) -> Monitor {
        let moment = Moment::of(&self.0, day.parse().unwrap()).unwrap();
        monitor(&self.0, &Pace::even(&self.0), moment)
    }

    /// Its state after the last month of the ledger, against a plan that asks so many places of a landlord each month.
    pub fn against(&self, asked: &[(&str, u32)]) -> Monitor {
        let landlords = asked.iter().map(|(name, places)| ((*name).to_owned(), [*places; 12])).collect();
        monitor(&self.0, &Pace { landlords, ..Pace::even(&self.0) }, Moment::after_ledger(&self.0))
    }

    /// Its state after the last month of the ledger.
    pub fn now(&self) -> Monitor {
        monitor(&self.0, &Pace::even(&self.0), Moment::after_ledger(&self.0))
    }
}

fn row(month: usize, group: &str, places: u32, persons: u32) -> Realised {
    let (id, group) = (None, group.to_owned());
    Realised { id, month, group, landlord: None, places, persons, assumed: false }
}
