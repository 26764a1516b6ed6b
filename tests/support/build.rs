//! The fluent builder. A default dwelling has 2 rooms for € 600; a default applicant is one adult of 40
//! years, registered 100 days before the round: they fit.

use std::collections::{BTreeMap, BTreeSet};

use sleutel::domain::{
    Accepted, Applicant, Bound, Condition, Counts, Decision, DecisionVerdict, Dwelling, Family, Group, IncomeNorm,
    LabelAges, Language, Limits, Liveability, Match, Mode, Model, Month, Names, Norms, RentNorm, Round, Route, Rules,
    SUPPORT_UNIT, Selector, Sharing, Side, SizeNorm, Tier,
};
use sleutel::eligibility::{Standing, standing};

/// A day, written `2025-03-01`.
pub fn day(text: &str) -> jiff::civil::Date {
    text.parse().unwrap()
}

/// An empty round of March 2025 with all rules on, the groups `refugees`, `youth` and `singles` mediated,
/// and `students` searching for themselves.
pub fn round() -> RoundBuilder {
    RoundBuilder {
        round: Round {
            id: "2025-03".to_owned(),
            month: Month { year: 2025, month: 3 },
            seed: 7,
            model: model(),
            norms: norms(),
            dwellings: Vec::new(),
            applicants: Vec::new(),
            decisions: Vec::new(),
            adopted: Vec::new(),
            earlier: Vec::new(),
            limits: Limits::default(),
            inputs: BTreeMap::new(),
        },
    }
}

fn model() -> Model {
    let group = |id: &str, route| {
        let names = Names { en: id.to_owned(), nl: id.to_owned() };
        Group { id: id.to_owned(), names, route, statutory: false }
    };
    let mediated = ["refugees", "singles", "youth"].map(|id| group(id, Route::Mediated));
    let groups = mediated.into_iter().chain([group("students", Route::SelfSearch)]);
    Model {
        name: "test".to_owned(),
        language: Language::En,
        year: Some(2025),
        tiers: vec![Tier::Minimums, Tier::Placed, Tier::Urgency, Tier::Waiting, Tier::Fit, Tier::Lottery],
        rules: rules(),
        sharing: None,
        groups: groups.map(|group| (group.id.clone(), group)).collect(),
        liveability: Vec::new(),
        families: Vec::new(),
    }
}

fn rules() -> Rules {
    let ages = |age_min, age_max| LabelAges { age_min, age_max };
    let labels = [
        ("ground-floor", ages(None, None)),
        ("wheelchair", ages(None, None)),
        ("senior", ages(Some(55), None)),
        ("young", ages(Some(18), Some(27))),
    ];
    Rules {
        size: true,
        rent_margin: Some(0),
        labels: true,
        known_labels: labels.into_iter().map(|(label, ages)| (label.to_owned(), ages)).collect(),
        reserved: true,
        liveability: true,
        places: true,
        region: true,
        dates: Some(31),
    }
}

/// The norms of 2025, and the size table's default.
fn norms() -> Norms {
    let size = [(1, 1, Some(2)), (2, 2, Some(3)), (3, 3, Some(4)), (4, 3, Some(5)), (5, 4, Some(6)), (6, 5, None)];
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
        size: size.map(|(persons, rooms_min, rooms_max)| SizeNorm { persons, rooms_min, rooms_max }).to_vec(),
    }
}

/// A round in the making.
#[derive(Debug, Clone)]
pub struct RoundBuilder {
    round: Round,
}

impl RoundBuilder {
    pub fn dwelling(mut self, id: &str, with: impl FnOnce(DwellingBuilder) -> DwellingBuilder) -> Self {
        let plain = Dwelling { id: id.to_owned(), rooms: 2, rent: 60_000, places: 1, ..Dwelling::default() };
        self.round.dwellings.push(with(DwellingBuilder(plain)).0);
        self
    }

    pub fn applicant(mut self, id: &str, with: impl FnOnce(ApplicantBuilder) -> ApplicantBuilder) -> Self {
        let plain = Applicant {
            id: id.to_owned(),
            group: "refugees".to_owned(),
            adults: 1,
            age: 40,
            registered: day("2024-11-21"),
            ..Applicant::default()
        };
        self.round.applicants.push(with(ApplicantBuilder(plain)).0);
        self
    }

    pub fn limit(mut self, name: &str, with: impl FnOnce(LimitBuilder) -> LimitBuilder) -> Self {
        let plain = Family {
            name: name.to_owned(),
            titles: None,
            each: None,
            applicants: Selector::default(),
            dwellings: Selector::default(),
            counts: Counts::Applicants,
            min: None,
            max: None,
            weight: 1,
        };
        self.round.model.families.push(with(LimitBuilder(plain)).0);
        self
    }

    /// The labels that the model knows.
    pub fn labels(&self) -> Vec<String> {
        self.round.model.rules.known_labels.keys().cloned().collect()
    }

    /// Without the limits of which this holds, given the columns that sharers have in common.
    pub fn without_limits(mut self, is_out: impl Fn(&Family, &[String]) -> bool) -> Self {
        if let Some(sharing) = &self.round.model.sharing {
            self.round.model.families.retain(|family| !is_out(family, &sharing.same));
        }
        self
    }

    /// Sharing by at least `min` of the same group, support taken `factor` ten-thousandths.
    pub fn sharing(mut self, min: u32, factor: i64) -> Self {
        self.round.model.sharing = Some(Sharing { min, same: vec!["group".to_owned()], support_factor: factor });
        self
    }

    pub fn sharing_same(mut self, columns: &[&str]) -> Self {
        let same = columns.iter().map(|column| (*column).to_owned()).collect();
        self.round.model.sharing.as_mut().unwrap().same = same;
        self
    }

    pub fn liveability(mut self, dwellings: Selector, applicants: Selector, until: Option<&str>) -> Self {
        let reason = "Incidents".to_owned();
        self.round.model.liveability.push(Liveability { dwellings, applicants, reason, until: until.map(day) });
        self
    }

    pub fn rules(mut self, with: impl FnOnce(&mut Rules)) -> Self {
        with(&mut self.round.model.rules);
        self
    }

    pub fn norms(mut self, with: impl FnOnce(&mut Norms)) -> Self {
        with(&mut self.round.norms);
        self
    }

    pub fn tiers(mut self, tiers: &[Tier]) -> Self {
        self.round.model.tiers = tiers.to_vec();
        self
    }

    /// An input file with its hash.
    pub fn input(mut self, file: &str, hash: &str) -> Self {
        self.round.inputs.insert(file.to_owned(), hash.to_owned());
        self
    }

    pub fn seed(mut self, seed: u64) -> Self {
        self.round.seed = seed;
        self
    }

    pub fn fixed(self, applicant: &str, dwelling: &str) -> Self {
        self.decision(applicant, dwelling, DecisionVerdict::Fixed, false)
    }

    pub fn fixed_against_the_rules(self, applicant: &str, dwelling: &str) -> Self {
        self.decision(applicant, dwelling, DecisionVerdict::Fixed, true)
    }

    pub fn refused(self, applicant: &str, dwelling: &str) -> Self {
        self.decision(applicant, dwelling, DecisionVerdict::Refused, false)
    }

    pub fn forbidden(self, applicant: &str, dwelling: &str) -> Self {
        self.decision(applicant, dwelling, DecisionVerdict::Forbidden, false)
    }

    fn decision(mut self, applicant: &str, dwelling: &str, verdict: DecisionVerdict, overrides: bool) -> Self {
        self.round.decisions.push(Decision {
            applicant: applicant.to_owned(),
            dwelling: dwelling.to_owned(),
            verdict,
            overrides,
            reason: None,
            by: None,
            at: None,
            line: self.round.decisions.len() + 2,
        });
        self
    }

    /// An earlier match; the tier `unchanged` is put before the lottery with the first.
    pub fn earlier(mut self, applicant: &str, dwelling: &str) -> Self {
        let tiers = &mut self.round.model.tiers;
        if !tiers.contains(&Tier::Unchanged) {
            tiers.insert(tiers.len().saturating_sub(1), Tier::Unchanged);
        }
        let line = self.round.earlier.len() + 2;
        let (applicant, dwelling) = (applicant.to_owned(), dwelling.to_owned());
        self.round.earlier.push(Match { applicant, dwelling, mode: None, line });
        self
    }

    /// The round, rows by id, limits spread.
    pub fn build(self) -> Round {
        let mut round = self.round;
        round.dwellings.sort_by(|one, other| one.id.cmp(&other.id));
        round.applicants.sort_by(|one, other| one.id.cmp(&other.id));
        round.decisions.sort();
        round.earlier.sort();
        round.earlier.dedup_by(|one, other| (&one.applicant, &one.dwelling) == (&other.applicant, &other.dwelling));
        let mediated: Vec<&Applicant> =
            round.applicants.iter().filter(|applicant| !round.searches_itself(applicant)).collect();
        let limits = Limits::new(round.model.families.clone(), &round.dwellings, &mediated);
        round.limits = limits;
        round
    }

    /// The round with its decisions held against the rules.
    pub fn ready(self) -> (Round, Standing) {
        let round = self.build();
        let standing = standing(&round).unwrap();
        (round, standing)
    }
}

fn texts(values: &[&str]) -> BTreeSet<String> {
    values.iter().map(|value| (*value).to_owned()).collect()
}

/// A dwelling in the making.
pub struct DwellingBuilder(Dwelling);

impl DwellingBuilder {
    pub fn rooms(mut self, rooms: u32) -> Self {
        self.0.rooms = rooms;
        self
    }
    /// Monthly rent in cents.
    pub fn rent(mut self, cents: i64) -> Self {
        self.0.rent = cents;
        self
    }
    pub fn lowest_rent(mut self, cents: i64) -> Self {
        self.0.lowest_rent = Some(cents);
        self
    }
    pub fn persons(mut self, least: Option<u32>, most: Option<u32>) -> Self {
        (self.0.persons_min, self.0.persons_max) = (least, most);
        self
    }
    pub fn places(mut self, places: u32) -> Self {
        self.0.places = places;
        self
    }
    pub fn labels(mut self, labels: &[&str]) -> Self {
        self.0.labels = texts(labels);
        self
    }
    pub fn reserved_for(mut self, names: &[&str]) -> Self {
        self.0.reserved_for = texts(names);
        self
    }
    pub fn landlord(mut self, landlord: &str) -> Self {
        self.0.landlord = Some(landlord.to_owned());
        self
    }
    pub fn region(mut self, region: &str) -> Self {
        self.0.region = Some(region.to_owned());
        self
    }
    pub fn complex(mut self, complex: &str) -> Self {
        self.0.complex = Some(complex.to_owned());
        self
    }
    pub fn district(mut self, district: &str) -> Self {
        self.0.district = Some(district.to_owned());
        self
    }
    pub fn available_from(mut self, date: &str) -> Self {
        self.0.available_from = Some(day(date));
        self
    }
}

/// An applicant in the making.
pub struct ApplicantBuilder(Applicant);

impl ApplicantBuilder {
    pub fn group(mut self, group: &str) -> Self {
        group.clone_into(&mut self.0.group);
        self
    }
    pub fn organisation(mut self, organisation: &str) -> Self {
        self.0.organisation = Some(organisation.to_owned());
        self
    }
    pub fn region(mut self, region: &str) -> Self {
        self.0.region = Some(region.to_owned());
        self
    }
    /// Adults only.
    pub fn persons(mut self, adults: u32) -> Self {
        (self.0.adults, self.0.children) = (adults, 0);
        self
    }
    pub fn children(mut self, children: u32) -> Self {
        self.0.children = children;
        self
    }
    pub fn age(mut self, age: u32) -> Self {
        self.0.age = age;
        self
    }
    /// Yearly income in cents.
    pub fn income(mut self, cents: i64) -> Self {
        self.0.income = Some(cents);
        self
    }
    pub fn registered(mut self, date: &str) -> Self {
        self.0.registered = day(date);
        self
    }
    pub fn urgent_until(mut self, date: &str) -> Self {
        self.0.urgent_until = Some(day(date));
        self
    }
    pub fn ready_from(mut self, date: &str) -> Self {
        self.0.ready_from = Some(day(date));
        self
    }
    pub fn needs(mut self, labels: &[&str]) -> Self {
        self.0.needs = texts(labels);
        self
    }
    pub fn districts(mut self, districts: &[&str]) -> Self {
        self.0.districts = texts(districts);
        self
    }
    pub fn avoids_districts(mut self, districts: &[&str]) -> Self {
        self.0.avoid_districts = texts(districts);
        self
    }
    pub fn avoids_complexes(mut self, complexes: &[&str]) -> Self {
        self.0.avoid_complexes = texts(complexes);
        self
    }
    pub fn shares(mut self) -> Self {
        self.0.shares = true;
        self
    }
    /// Support in hundredths of a unit.
    pub fn support(mut self, hundredths: i64) -> Self {
        self.0.support = hundredths;
        self
    }
    pub fn support_level(mut self, level: &str) -> Self {
        self.0.support_level = Some(level.to_owned());
        self
    }
}

/// A selector on one column: any of these texts.
pub fn chosen(column: &str, values: &[&str]) -> Selector {
    let accepted = values.iter().map(|value| Accepted::Text((*value).to_owned())).collect();
    Selector { conditions: vec![Condition { column: column.to_owned(), accepted }] }
}

/// A selector on one column: whole numbers from and to, both inclusive.
pub fn between(column: &str, from: Option<i64>, to: Option<i64>) -> Selector {
    let accepted = vec![Accepted::Numbers(from.map(|n| n * 100), to.map(|n| n * 100))];
    Selector { conditions: vec![Condition { column: column.to_owned(), accepted }] }
}

/// Both must hold.
pub fn both(one: Selector, other: Selector) -> Selector {
    Selector { conditions: [one.conditions, other.conditions].concat() }
}

/// A limit in the making.
pub struct LimitBuilder(Family);

impl LimitBuilder {
    pub fn titled(mut self, en: &str, nl: &str) -> Self {
        self.0.titles = Some(Names { en: en.to_owned(), nl: nl.to_owned() });
        self
    }
    pub fn of_applicants(mut self, selector: Selector) -> Self {
        self.0.applicants = selector;
        self
    }
    pub fn of_dwellings(mut self, selector: Selector) -> Self {
        self.0.dwellings = selector;
        self
    }
    pub fn applicants(mut self, column: &str, values: &[&str]) -> Self {
        self.0.applicants = chosen(column, values);
        self
    }
    pub fn applicants_between(mut self, column: &str, from: Option<i64>, to: Option<i64>) -> Self {
        self.0.applicants = between(column, from, to);
        self
    }
    pub fn dwellings(mut self, column: &str, values: &[&str]) -> Self {
        self.0.dwellings = chosen(column, values);
        self
    }
    pub fn dwellings_between(mut self, column: &str, from: Option<i64>, to: Option<i64>) -> Self {
        self.0.dwellings = between(column, from, to);
        self
    }
    pub fn counts(mut self, counts: Counts) -> Self {
        self.0.counts = counts;
        self
    }
    pub fn each_dwelling(mut self, column: &str) -> Self {
        self.0.each = Some((Side::Dwellings, column.to_owned()));
        self
    }
    pub fn each_applicant(mut self, column: &str) -> Self {
        self.0.each = Some((Side::Applicants, column.to_owned()));
        self
    }
    pub fn min(mut self, amount: i64) -> Self {
        self.0.min = Some(amount);
        self
    }
    pub fn weight(mut self, weight: i64) -> Self {
        self.0.weight = weight;
        self
    }
    /// In applicants, persons or dwellings.
    pub fn max(mut self, amount: i64) -> Self {
        self.0.max = Some(Bound::Amount(amount));
        self
    }
    /// Support in hundredths of a unit.
    pub fn max_support(mut self, hundredths: i64) -> Self {
        self.0.counts = Counts::Support;
        self.0.max = Some(Bound::Amount(hundredths * (SUPPORT_UNIT / 100)));
        self
    }
    /// In hundredths of a percent.
    pub fn max_share(mut self, hundredths: i64) -> Self {
        self.0.max = Some(Bound::Percentage(hundredths));
        self
    }
}

/// A match in a list.
pub fn matched(applicant: &str, dwelling: &str, mode: Option<Mode>) -> Match {
    Match { applicant: applicant.to_owned(), dwelling: dwelling.to_owned(), mode, line: 2 }
}
