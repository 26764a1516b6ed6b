//! Random rounds that use everything at once: whole and shared, all four ways of counting, one- and
//! two-sided limits, percentages, `each`, minima, decisions, reserved dwellings, liveability, regions,
//! earlier matches, and rows that differ in nothing but their id.

use sleutel::domain::{Counts, Round};
use sleutel::eligibility::{Standing, standing};

use super::build::{ApplicantBuilder, DwellingBuilder, LimitBuilder, RoundBuilder, chosen, round};
use super::dice::Dice;

/// How large a random round is at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// 5 dwellings and 7 applicants: every allocation can be looked at.
    Tiny,
    /// 7 dwellings and 10 applicants.
    Small,
    /// 15 dwellings and 30 applicants.
    Middle,
}

impl Extent {
    fn most(self) -> (u32, u32) {
        match self {
            Extent::Tiny => (5, 7),
            Extent::Small => (7, 10),
            Extent::Middle => (15, 30),
        }
    }
}

/// A valid round; the same seed gives the same round.
pub fn random_round(seed: u64, extent: Extent) -> (Round, Standing) {
    let mut dice = Dice::new(seed);
    let (dwellings, applicants) = extent.most();
    let (dwellings, applicants) = (dwellings - dice.below(dwellings / 2), applicants - dice.below(applicants / 2));
    let mut building = model(&mut dice, round().seed(seed));
    let apart = dice.percent(15); // every row has a region, so that the round falls apart
    for number in 0..dwellings {
        let mut alike = prototype(&mut dice, seed, number, 2);
        building = building.dwelling(&format!("W{number:02}"), |plain| {
            let plain = dwelling(&mut alike, plain);
            if apart { plain.region(["R1", "R2"][(number % 2) as usize]) } else { plain }
        });
    }
    for number in 0..applicants {
        let mut alike = prototype(&mut dice, seed.wrapping_add(1 << 32), number, 3);
        let waiting = dice.clone();
        building = building.applicant(&format!("A{number:02}"), |plain| {
            let plain = applicant(&mut alike, waiting, plain);
            if apart { plain.region(["R1", "R2"][(number / 2 % 2) as usize]) } else { plain }
        });
        dice.below(2);
    }
    with_decisions(&mut dice, building, dwellings, applicants)
}

/// A row of its own, or one like others: some rows are drawn from the same few dice.
fn prototype(dice: &mut Dice, seed: u64, number: u32, kinds: u32) -> Dice {
    let own = u64::from(if dice.percent(50) { 1000 + number } else { dice.below(kinds) });
    Dice::new(seed.wrapping_mul(7919).wrapping_add(own))
}

fn model(dice: &mut Dice, mut building: RoundBuilder) -> RoundBuilder {
    if dice.percent(75) {
        building = building.sharing(2 + dice.below(2), [10_000, 15_000, 12_500][dice.below(3) as usize]);
        if dice.percent(30) {
            building = building.sharing_same(&["group", "organisation"]);
        }
    }
    if dice.percent(40) {
        let until = dice.pick(&["2025-02-28", "2025-03-01"]);
        building =
            building.liveability(chosen("complex", &["C1"]), chosen("support_level", &["intensive"]), Some(until));
    }
    for (number, limit) in limits().into_iter().enumerate() {
        if dice.percent(28) {
            let size = i64::from(dice.below(4));
            building = building.limit(&format!("limit {number}"), |plain| limit(plain, size));
        }
    }
    building
}

type AnyLimit = fn(LimitBuilder, i64) -> LimitBuilder;

/// One limit of every sort, larger or smaller by a size of 0 to 3.
fn limits() -> Vec<AnyLimit> {
    vec![
        |limit, size| limit.applicants("group", &["refugees"]).max(1 + size),
        |limit, size| limit.applicants("group", &["youth"]).min(1 + size).weight(2),
        |limit, size| {
            limit.applicants("group", &["refugees", "singles"]).counts(Counts::Persons).min(3 * size).max(4 * size + 1)
        },
        |limit, size| limit.dwellings("complex", &["C1", "C2"]).counts(Counts::Persons).max(2 + size),
        |limit, size| limit.applicants("organisation", &["O1"]).max_support(150 + 125 * size),
        |limit, size| limit.dwellings("landlord", &["L1"]).max_support(200 + 75 * size),
        |limit, size| limit.dwellings("district", &["D1"]).counts(Counts::Dwellings).max(1 + size),
        |limit, size| limit.applicants("group", &["youth"]).counts(Counts::Dwellings).min(1 + size).max(2 + size),
        |limit, size| limit.each_dwelling("complex").applicants("support_level", &["intensive", "light"]).max(1 + size),
        |limit, size| limit.each_applicant("organisation").min(size).max(2 + size).weight(3),
        |limit, size| {
            limit.each_applicant("group").dwellings("landlord", &["L1"]).counts(Counts::Dwellings).max(1 + size)
        },
        |limit, size| limit.dwellings("landlord", &["L1"]).max_share(3_333 + 1_500 * size),
        |limit, size| {
            limit.each_dwelling("landlord").applicants("group", &["refugees"]).max_share(2_500 * (size + 1)).min(1)
        },
        |limit, size| {
            limit.applicants_between("persons", Some(2), None).dwellings_between("rooms", Some(3), None).min(size)
        },
    ]
}

fn dwelling(dice: &mut Dice, plain: DwellingBuilder) -> DwellingBuilder {
    let mut plain = plain
        .rooms(1 + dice.below(5))
        .rent([45_000, 60_000, 69_000, 72_000, 90_000][dice.below(5) as usize])
        .landlord(dice.pick(&["L1", "L2"]))
        .complex(dice.pick(&["C1", "C2", "C3"]))
        .district(dice.pick(&["D1", "D2"]));
    if dice.percent(35) {
        plain = plain.places(2 + dice.below(2)).rooms(3);
    }
    if dice.percent(20) {
        plain = plain.lowest_rent(44_000);
    }
    if dice.percent(20) {
        plain = plain.persons(Some(1), dice.percent(50).then_some(3));
    }
    if dice.percent(30) {
        plain = plain.labels(&[dice.pick(&["ground-floor", "wheelchair", "senior", "young"])]);
    }
    if dice.percent(15) {
        plain = plain.reserved_for(&[dice.pick(&["youth", "O1"])]);
    }
    if dice.percent(20) {
        plain = plain.region(dice.pick(&["R1", "R2"]));
    }
    if dice.percent(10) {
        plain = plain.available_from(dice.pick(&["2025-04-01", "2025-04-02"]));
    }
    plain
}

/// Those alike differ in how long they wait and how urgent they are, and sometimes in their support.
fn applicant(dice: &mut Dice, mut own: Dice, plain: ApplicantBuilder) -> ApplicantBuilder {
    let mut plain = plain
        .group(dice.pick(&["refugees", "refugees", "youth", "youth", "singles", "students"]))
        .age(18 + dice.below(50))
        .support(i64::from(dice.below(4)) * 25)
        .support_level(dice.pick(&["none", "light", "intensive"]));
    match dice.below(3) {
        0 => plain = plain.persons(1 + dice.below(2)).children(dice.below(3)),
        1 => plain = plain.persons(1),
        _ => plain = plain.persons(1).shares(),
    }
    if dice.percent(60) {
        plain = plain.organisation(dice.pick(&["O1", "O2"]));
    }
    if dice.percent(15) {
        plain = plain.income(3_000_000 + i64::from(dice.below(2)) * 1_000_000);
    }
    if dice.percent(10) {
        plain = plain.needs(&["ground-floor"]);
    }
    if dice.percent(20) {
        plain = plain.districts(&["D2"]);
    }
    if dice.percent(15) {
        plain = plain.avoids_districts(&["D1"]);
    }
    if dice.percent(15) {
        plain = plain.avoids_complexes(&["C3"]);
    }
    if dice.percent(15) {
        plain = plain.region(dice.pick(&["R1", "R2"]));
    }
    if own.percent(50) {
        plain = plain.registered(own.pick(&["2023-06-15", "2024-01-01", "2025-03-01"]));
    }
    if own.percent(30) {
        plain = plain.urgent_until(own.pick(&["2025-01-31", "2025-04-30", "2025-12-01"]));
    }
    if own.percent(20) {
        plain = plain.support(i64::from(own.below(5)) * 35);
    }
    plain
}

/// Adds decisions and earlier matches one by one, each only when the round stays valid with it.
fn with_decisions(dice: &mut Dice, mut building: RoundBuilder, dwellings: u32, applicants: u32) -> (Round, Standing) {
    let heavy_hand = dice.percent(20); // many overrides, so that maxima are overrun
    for _ in 0..if heavy_hand { 8 } else { dice.below(4) } {
        let (applicant, dwelling) =
            (format!("A{:02}", dice.below(applicants)), format!("W{:02}", dice.below(dwellings)));
        let kind = if heavy_hand { 1 } else { dice.below(5) };
        let plain = building.clone();
        let tried = match kind {
            0 => plain.fixed(&applicant, &dwelling),
            1 => plain.fixed_against_the_rules(&applicant, &dwelling),
            2 => plain.refused(&applicant, &dwelling),
            3 => plain.forbidden(&applicant, &dwelling),
            _ => plain.earlier(&applicant, &dwelling),
        };
        if is_valid(&tried) {
            building = tried;
        }
    }
    building.ready()
}

/// No decision about one who searches for itself, none twice about one applicant, none that clashes.
fn is_valid(building: &RoundBuilder) -> bool {
    let round = building.clone().build();
    let decided: Vec<&str> = round.decisions.iter().map(|decision| decision.applicant.as_str()).collect();
    let alone = decided.windows(2).all(|two| two[0] != two[1]);
    let mediated = decided
        .iter()
        .all(|id| round.applicant(id).is_some_and(|index| !round.searches_itself(&round.applicants[index])));
    alone && mediated && standing(&round).is_ok()
}
