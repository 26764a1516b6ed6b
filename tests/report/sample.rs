//! A small round with one of everything, and an outcome made by hand.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::date;
use sleutel::allocation::{
    Certainty, LimitOutcome, Obstacles, Outcome, Proof, Status, TierOutcome, Unplaced, UnplacedReason, Vacant,
    VacantReason,
};
use sleutel::domain::{
    Accepted, Applicant, Bound, Certificate, Condition, Counts, Dwelling, Family, Fraction, Group, IncomeNorm,
    Language, Limits, Liveability, Mode, Model, Month, Names, Norms, Placement, RentNorm, Round, Route, Rule, Rules,
    Selector, Sharing, SizeNorm, Tier,
};

#[allow(clippy::unnecessary_wraps)] // shorter rows below
fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn set(texts: &[&str]) -> BTreeSet<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

fn dwelling(id: &str, rooms: u32, rent: i64, complex: &str) -> Dwelling {
    let (landlord, district) = (some("Bo-Ex"), some("Noordwest"));
    Dwelling {
        id: id.into(),
        landlord,
        complex: some(complex),
        district,
        rooms,
        rent,
        places: 1,
        ..Dwelling::default()
    }
}

fn applicant(id: &str, group: &str, organisation: &str, adults: u32, year: i16) -> Applicant {
    let (registered, organisation) = (date(year, 1, 31), Some(organisation.to_owned()).filter(|name| !name.is_empty()));
    Applicant { id: id.into(), group: group.into(), organisation, adults, age: 40, registered, ..Applicant::default() }
}

fn group(id: &str, en: &str, nl: &str, route: Route) -> (String, Group) {
    let names = Names { en: en.to_owned(), nl: nl.to_owned() };
    (id.to_owned(), Group { id: id.to_owned(), names, route, statutory: id == "refugees" })
}

fn equals(column: &str, value: &str) -> Selector {
    let condition = Condition { column: column.to_owned(), accepted: vec![Accepted::Text(value.to_owned())] };
    Selector { conditions: vec![condition] }
}

/// The applicants of one group.
pub(crate) fn group_of(id: &str) -> Selector {
    equals("group", id)
}

fn family(name: &str, applicants: Selector, counts: Counts, min: Option<i64>, max: Option<i64>) -> Family {
    let (name, max) = (name.to_owned(), max.map(Bound::Amount));
    Family { name, titles: None, each: None, applicants, dwellings: Selector::default(), counts, min, max, weight: 1 }
}

fn families() -> Vec<Family> {
    vec![
        family("Care West: starts", equals("organisation", "Care West"), Counts::Support, None, Some(3_000_000)),
        family("Refugees", equals("group", "refugees"), Counts::Applicants, Some(2), None),
        family("Young people, persons", equals("group", "young"), Counts::Persons, Some(3), None),
        family("Placed this month", Selector::default(), Counts::Applicants, None, Some(3)),
    ]
}

fn norms() -> Norms {
    Norms {
        year: 2025,
        rent: RentNorm {
            quality_discount_limit: 47_720,
            low_cap: 68_296,
            high_cap: 73_193,
            social_rent_limit: 90_007,
            young_age_below: 23,
        },
        income: IncomeNorm {
            single: 2_837_500,
            multi: 3_850_000,
            single_pension: 2_777_500,
            multi_pension: 3_735_000,
            social_single: 4_966_900,
            social_multi: 5_484_700,
        },
        size: vec![
            SizeNorm { persons: 1, rooms_min: 1, rooms_max: Some(2) },
            SizeNorm { persons: 2, rooms_min: 2, rooms_max: Some(3) },
            SizeNorm { persons: 3, rooms_min: 3, rooms_max: None },
        ],
    }
}

fn model() -> Model {
    Model {
        name: "Sample town 2025".to_owned(),
        language: Language::En,
        year: Some(2025),
        tiers: vec![Tier::Minimums, Tier::Placed, Tier::Urgency, Tier::Waiting, Tier::Fit, Tier::Lottery],
        rules: Rules {
            size: true,
            rent_margin: Some(0),
            labels: true,
            known_labels: BTreeMap::new(),
            reserved: true,
            liveability: true,
            places: true,
            region: true,
            dates: Some(31),
        },
        sharing: Some(Sharing { min: 2, same: vec!["group".to_owned()], support_factor: 15_000 }),
        groups: BTreeMap::from([
            group("refugees", "Refugees with a permit", "Statushouders", Route::Mediated),
            group("urgent", "Urgent with a permit to move first", "Urgenten met een beschikking", Route::SelfSearch),
            group(
                "young",
                "Young people who leave a home or a shelter and start to live on their own",
                "Jongeren die een instelling of opvang verlaten en zelfstandig gaan wonen",
                Route::Mediated,
            ),
        ]),
        liveability: vec![Liveability {
            dwellings: equals("complex", "Complex 12"),
            applicants: equals("organisation", "Care West"),
            reason: "Two incidents in 2024".to_owned(),
            until: Some(date(2025, 7, 1)),
        }],
        families: families(),
    }
}

/// Four dwellings (one shared, one reserved), seven applicants, four limits.
pub(crate) fn round() -> Round {
    let mut dwellings = vec![
        Dwelling { lowest_rent: Some(60_000), ..dwelling("W1", 3, 70_000, "Complex 3") },
        Dwelling { places: 2, ..dwelling("W2", 4, 90_001, "Complex 3") },
        dwelling("W3", 2, 60_000, "Complex 12"),
        Dwelling { reserved_for: set(&["Care West", "Care East"]), ..dwelling("W4", 5, 66_000, "Complex 4") },
    ];
    dwellings[2].labels = set(&["ground-floor"]);
    let share = |id, year| Applicant { shares: true, support: 50, ..applicant(id, "young", "Care West", 1, year) };
    let applicants = vec![
        Applicant { urgent_until: Some(date(2025, 5, 20)), ..applicant("A1", "refugees", "", 2, 2021) },
        share("A2", 2023),
        share("A3", 2024),
        Applicant { support: 100, ..applicant("A4", "young", "Care West", 1, 2024) },
        Applicant { children: 4, ..applicant("A5", "refugees", "", 2, 2022) },
        applicant("A6", "refugees", "", 2, 2024),
        applicant("A7", "urgent", "", 1, 2024),
    ];
    let model = model();
    let taking_part: Vec<&Applicant> = applicants.iter().filter(|applicant| applicant.group != "urgent").collect();
    let limits = Limits::new(model.families.clone(), &dwellings, &taking_part);
    Round {
        id: "2025-03".to_owned(),
        month: Month { year: 2025, month: 3 },
        seed: 20_250_301,
        norms: norms(),
        dwellings,
        decisions: Vec::new(),
        adopted: Vec::new(),
        earlier: Vec::new(),
        limits,
        inputs: BTreeMap::from([("dwellings.csv".to_owned(), "ab12".to_owned())]),
        model,
        applicants,
    }
}

fn tier(tier: Tier, value: i64) -> TierOutcome {
    TierOutcome { tier, value, bound: Fraction::whole(value.into()), proof: Proof::Prices }
}

/// A1 in W1, A2 and A3 share W2; W3 and W4 stay vacant.
pub(crate) fn outcome() -> Outcome {
    let placement = |applicant, dwelling, mode| Placement { applicant, dwelling, mode };
    let limit = |limit, used, max, shortfall, price: Fraction, at_most| {
        let binding = price.numerator > 0;
        LimitOutcome { limit, used, max, shortfall, binding, price, at_most }
    };
    let left = |applicant, eligible_dwellings, reason| Unplaced { applicant, reason, eligible_dwellings };
    let zero = Fraction::whole(0);
    Outcome {
        status: Status::Optimal,
        placements: vec![placement(0, 0, Mode::Whole), placement(1, 1, Mode::Shared), placement(2, 1, Mode::Shared)],
        certainty: vec![Some(Certainty::EveryOptimum), Some(Certainty::Drawn), None],
        reserves: vec![vec![4, 3], vec![4], vec![]],
        tiers: vec![
            tier(Tier::Minimums, 2),
            TierOutcome { bound: Fraction::new(7, 2), ..tier(Tier::Placed, 3) },
            tier(Tier::Urgency, 5),
            tier(Tier::Waiting, 2_656),
            tier(Tier::Fit, 1),
            TierOutcome { proof: Proof::BranchAndBound, ..tier(Tier::Lottery, 1_234_567) },
        ],
        unplaced: vec![
            left(
                3,
                1,
                UnplacedReason::LimitFull(Obstacles {
                    fitting: 1,
                    full: vec![(0, 1), (3, 1)],
                    out_of_reach: 1,
                    ..Obstacles::default()
                }),
            ),
            left(
                4,
                0,
                UnplacedReason::NothingFits {
                    excluded: vec![(Rule::Size, 3), (Rule::Rent, 1), (Rule::Reserved, 1)],
                    dwellings: 4,
                },
            ),
            left(
                5,
                1,
                UnplacedReason::Outranked(Obstacles {
                    fitting: 1,
                    outranked: vec![(Tier::Urgency, 1)],
                    ..Obstacles::default()
                }),
            ),
            left(6, 0, UnplacedReason::SelfSearch),
        ],
        vacant: vec![
            Vacant {
                dwelling: 2,
                reason: VacantReason::LimitFull(Obstacles {
                    fitting: 1,
                    full: vec![(3, 1)],
                    out_of_reach: 1,
                    ..Obstacles::default()
                }),
                eligible_applicants: 1,
            },
            Vacant {
                dwelling: 3,
                reason: VacantReason::NobodyFits {
                    excluded: vec![(Rule::Size, 5), (Rule::Reserved, 3)],
                    applicants: 6,
                },
                eligible_applicants: 0,
            },
        ],
        limits: vec![
            limit(0, 2_500_000, Some(3_000_000), 0, Fraction::new(2, 3), Some(0)),
            limit(1, 1, None, 1, zero, Some(0)),
            limit(2, 2, None, 1, zero, Some(0)),
            limit(3, 3, Some(3), 0, Fraction::whole(1), Some(1)),
        ],
        certificate: Certificate {
            format: 1,
            round: "2025-03".to_owned(),
            inputs: BTreeMap::new(),
            results: BTreeMap::new(),
            seed: 20_250_301,
            earlier: Vec::new(),
            tiers: vec!["placed".to_owned()],
            parts: Vec::new(),
        },
        changes: None,
        seconds: vec![("read", 0.012_345), ("solve", 0.5)],
    }
}
