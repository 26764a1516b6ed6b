//! Small years: what a test does not say is plain.

use std::collections::BTreeMap;

use proptest::prelude::*;
use sleutel::domain::{
    Chances, Concept, Counted, Group, Language, MONTHS, Names, Need, Partner, Role, Route, Source, Stated, Statutory,
    Stream, Supply, Unsuitable, WHOLE, Year,
};

/// One group `eerste` of single persons with the organisation `Zorg`, so many places decided, and so many vacancies of
/// one or two rooms; no partner has a limit.
pub(crate) fn plain_year(decided: u32, vacancies: u32) -> Year {
    let mut year = Year {
        name: "Proef".to_owned(),
        language: Language::En,
        year: 2025,
        groups: BTreeMap::new(),
        stated: Stated::default(),
        unsuitable: Unsuitable::default(),
        districts: BTreeMap::new(),
        small_in_middle: 0,
        support_factor: 150,
        demand: BTreeMap::new(),
        decision: BTreeMap::new(),
        supply: vec![Source { kind: Supply::Mutation, delivered: None, ..project("Mutaties", vacancies, 0) }],
        streams: vec![stream("eerste", Some("Zorg"))],
        partners: Vec::new(),
        concepts: Vec::new(),
        statutory: None,
        previous: None,
        realised: Vec::new(),
        announced: Vec::new(),
        chances: Chances::default(),
    };
    add_group(&mut year, "eerste", decided);
    year
}

/// A project of small dwellings of the landlord `Corporatie`, delivered in a month.
pub(crate) fn project(name: &str, dwellings: u32, delivered: usize) -> Source {
    Source {
        name: name.to_owned(),
        landlord: "Corporatie".to_owned(),
        kind: Supply::NewBuild,
        dwellings,
        sizes: [dwellings, 0, 0],
        delivered: Some(delivered),
        for_groups: None,
        reserved_for: [].into(),
        labels: [].into(),
        district: None,
        shareable: 0,
        places: 2,
    }
}

/// All households of a group: single persons with one unit of support.
pub(crate) fn stream(group: &str, organisation: Option<&str>) -> Stream {
    Stream {
        group: group.to_owned(),
        organisation: organisation.map(str::to_owned),
        share: WHOLE,
        persons: 100,
        sizes: [WHOLE, 0, 0],
        sharers: 0,
        support: 100,
    }
}

/// A care organisation with the same capacity in every month, in hundredths of a unit.
pub(crate) fn capacity(name: &str, hundredths: i64) -> Partner {
    Partner {
        name: name.to_owned(),
        role: Role::Care,
        counts: Counted::Support,
        groups: [].into(),
        capacity: [Some(hundredths); MONTHS],
    }
}

/// The capacities of the first months; nothing after them.
pub(crate) fn months<const N: usize>(first: [i64; N]) -> [Option<i64>; MONTHS] {
    std::array::from_fn(|month| Some(first.get(month).copied().unwrap_or(0)))
}

pub(crate) fn add_group(year: &mut Year, id: &str, decided: u32) {
    let names = Names { en: id.to_owned(), nl: id.to_owned() };
    let group = Group { id: id.to_owned(), names, route: Route::Mediated, statutory: false };
    year.groups.insert(id.to_owned(), group);
    year.decision.insert(id.to_owned(), decided);
}

pub(crate) fn searches(year: &mut Year, group: &str) {
    year.groups.get_mut(group).unwrap().route = Route::SelfSearch;
}

pub(crate) fn need(year: &mut Year, group: &str, dwellings: u32) {
    year.demand.insert(group.to_owned(), Need { low: Some(dwellings), high: Some(dwellings), persons: None });
}

pub(crate) fn task(year: &mut Year, group: &str, task: [u32; 2], backlog: u32) {
    let group = group.to_owned();
    year.statutory = Some(Statutory { group, task, backlog, clear_backlog: 5000, step: 3, assessed: Vec::new() });
}

/// Six households leave a temporary concept for a home of their own, and others come in their place.
pub(crate) fn moving_on() -> Year {
    let mut year = plain_year(0, 12);
    year.streams = vec![stream("in", None), stream("uit", None)];
    year.supply[0].reserved_for = ["uit".to_owned()].into();
    add_group(&mut year, "in", 8);
    add_group(&mut year, "uit", 8);
    year.concepts = vec![Concept {
        name: "Hotel".to_owned(),
        group: Some("in".to_owned()),
        places: 20,
        occupied: 20,
        leaving: 6,
        leaves_as: "uit".to_owned(),
    }];
    year
}

/// A year with some of everything, in which every bound that a test breaks is there.
pub(crate) fn small_year() -> Year {
    let mut year = plain_year(34, 24);
    year.supply.push(project("Blok", 12, 5));
    year.partners = vec![capacity("Zorg", 400)];
    year
}

prop_compose! {
    fn any_source()(
        sizes in prop::array::uniform3(0_u32..30),
        delivered in prop::option::of(0_usize..MONTHS),
        agreed in prop::option::of(0_u32..40),
        reserved in prop::option::of(prop::sample::select(vec!["eerste", "tweede", "Zorg"])),
        shareable in 0_u32..6,
        places in 2_u32..4,
        landlord in prop::sample::select(vec!["Corporatie", "Verhuurder"]),
    ) -> Source {
        let dwellings = sizes.iter().sum();
        Source {
            landlord: landlord.to_owned(),
            kind: if delivered.is_none() { Supply::Mutation } else { Supply::NewBuild },
            dwellings,
            sizes,
            delivered,
            for_groups: agreed.map(|agreed| agreed.min(dwellings)),
            reserved_for: reserved.into_iter().map(str::to_owned).collect(),
            shareable: shareable.min(sizes[1] + sizes[2]),
            places,
            ..project("Bron", 0, 0)
        }
    }
}

prop_compose! {
    fn any_stream(group: &'static str, organisation: Option<&'static str>)(
        small in 0_i64..=WHOLE,
        rest in 0_i64..=100,
        sharers in 0_i64..=WHOLE,
        support in 0_i64..250,
        persons in 100_i64..400,
    ) -> Stream {
        let middle = (WHOLE - small) * rest / 100;
        let sizes = [small, middle, WHOLE - small - middle];
        Stream { sizes, sharers, support, persons, ..stream(group, organisation) }
    }
}

prop_compose! {
    fn any_partner(name: &'static str, role: Role)(
        capacity in prop::array::uniform12(prop::option::weighted(0.9, 0_i64..900)),
        counts in prop::sample::select(vec![Counted::Households, Counted::Support, Counted::Persons]),
    ) -> Partner {
        Partner { name: name.to_owned(), role, counts, groups: [].into(), capacity }
    }
}

prop_compose! {
    /// Three groups, of which one searches for itself, and a little of everything by chance.
    pub(crate) fn any_year()(
        supply in prop::collection::vec(any_source(), 1..5),
        first in any_stream("eerste", Some("Zorg")),
        second in any_stream("tweede", None),
        third in any_stream("derde", None),
        care in any_partner("Zorg", Role::Care),
        landlord in any_partner("Corporatie", Role::Landlord),
        decided in prop::array::uniform3(0_u32..60),
        small_in_middle in 0_i64..=WHOLE,
        unsuitable in 0_i64..5000,
        leaving in 0_u32..12,
        statutory: bool,
    ) -> Year {
        let mut year = plain_year(0, 0);
        year.supply = supply;
        year.streams = vec![third, first, second];
        for (group, decided) in [("eerste", decided[0]), ("tweede", decided[1]), ("derde", decided[2])] {
            add_group(&mut year, group, decided);
        }
        searches(&mut year, "derde");
        year.partners = vec![landlord, care];
        year.small_in_middle = small_in_middle;
        year.unsuitable = Unsuitable { size: unsuitable, ..Unsuitable::default() };
        if leaving > 0 {
            let group = Some("eerste".to_owned());
            let leaves_as = "tweede".to_owned();
            year.concepts = vec![Concept { name: "Hotel".to_owned(), group, places: 30, occupied: 28, leaving, leaves_as }];
        }
        if statutory {
            task(&mut year, "eerste", [10, 10], 12);
        }
        year
    }
}
