//! Random rounds that use everything at once: whole and shared, all four ways of counting, one- and
//! two-sided limits, percentages, `each`, minima, decisions, reserved dwellings, liveability, regions,
//! earlier matches kept last or first, rules switched off, goals in another order, and rows that differ in
//! nothing but their id.

use sleutel::domain::{Counts, Mode, Round, Rules, Tier};
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
    let mut building = settings(&mut Dice::new(seed ^ SETTINGS), model(&mut dice, round().seed(seed)));
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
    let building = with_decisions(&mut dice, building, dwellings, applicants);
    with_an_earlier_allocation(&mut Dice::new(seed ^ EARLIER), building).ready()
}

/// What else is drawn has dice of its own, so that it leaves the rows as they are.
const SETTINGS: u64 = 1 << 40;
const EARLIER: u64 = 1 << 41;

/// A row of its own, or one like others: some rows are drawn from the same few dice.
fn prototype(dice: &mut Dice, seed: u64, number: u32, kinds: u32) -> Dice {
    let own = u64::from(if dice.percent(50) { 1000 + number } else { dice.below(kinds) });
    Dice::new(seed.wrapping_mul(7919).wrapping_add(own))
}

/// Rules switched off or relaxed, goals left out or in another order.
fn settings(dice: &mut Dice, building: RoundBuilder) -> RoundBuilder {
    let building = building.rules(|rules| without_some(dice, rules));
    if dice.percent(85) {
        return building;
    }
    let mut tiers = vec![Tier::Minimums, Tier::Placed, Tier::Urgency, Tier::Waiting, Tier::Fit];
    for place in (1..tiers.len()).rev() {
        tiers.swap(place, dice.below(u32::try_from(place).unwrap() + 1) as usize);
    }
    tiers.retain(|_| dice.percent(80));
    tiers.push(Tier::Lottery);
    building.tiers(&tiers)
}

fn without_some(dice: &mut Dice, rules: &mut Rules) {
    let each = [
        &mut rules.size,
        &mut rules.labels,
        &mut rules.reserved,
        &mut rules.liveability,
        &mut rules.places,
        &mut rules.region,
    ];
    for rule in each {
        *rule = !dice.percent(4);
    }
    match dice.below(20) {
        0 => rules.rent_margin = None,
        1 => rules.rent_margin = Some(2_550),
        2 => rules.dates = None,
        3 => rules.dates = Some(10),
        _ => (),
    }
}

fn model(dice: &mut Dice, mut building: RoundBuilder) -> RoundBuilder {
    let mut whoever_shares = false;
    if dice.percent(75) {
        building = building.sharing(2 + dice.below(2), [10_000, 15_000, 12_500][dice.below(3) as usize]);
        match dice.below(10) {
            0..3 => building = building.sharing_same(&["group", "organisation"]),
            3 => (building, whoever_shares) = (building.sharing_same(&[]), true),
            _ => (),
        }
    }
    if dice.percent(40) {
        let until = dice.pick(&["2025-02-28", "2025-03-01"]);
        building =
            building.liveability(chosen("complex", &["C1"]), chosen("support_level", &["intensive"]), Some(until));
    }
    for (number, limit) in limits().into_iter().enumerate() {
        if dice.percent(if number < 14 { 28 } else { 10 }) {
            let size = i64::from(dice.below(4));
            if whoever_shares && TELLING_SHARERS_APART.contains(&number) {
                continue;
            }
            building = building.limit(&format!("limit {number}"), |plain| limit(plain, size));
        }
    }
    building
}

/// Those that count dwellings for some groups only: no limits for a dwelling that different groups share.
const TELLING_SHARERS_APART: [usize; 2] = [7, 10];

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
        |limit, size| limit.each_dwelling("labels").max(size),
        |limit, size| limit.each_dwelling("region").min(1).max(1 + size),
        |limit, size| limit.each_dwelling("rooms").counts(Counts::Persons).max(1 + 2 * size),
        |limit, size| limit.each_applicant("support_level").dwellings("labels", &["senior", "young"]).max(size),
        |limit, size| limit.dwellings("reserved_for", &["youth", "O1"]).max_share(2_500 * (size + 1)),
        |limit, size| limit.applicants_between("age", None, Some(27)).max_support(75 + 60 * size),
        |limit, size| limit.applicants("needs", &["ground-floor"]).min(1 + size).weight(5),
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
        plain = plain.needs(if dice.percent(75) { &["ground-floor"] } else { &["ground-floor", "wheelchair"] });
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
    if own.percent(8) {
        plain = plain.ready_from(own.pick(&["2025-03-20", "2025-04-01", "2025-04-02"]));
    }
    if own.percent(20) {
        plain = plain.support(i64::from(own.below(5)) * 35);
    }
    plain
}

/// Adds decisions and earlier matches one by one, each only when the round stays valid with it.
fn with_decisions(dice: &mut Dice, mut building: RoundBuilder, dwellings: u32, applicants: u32) -> RoundBuilder {
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
    building
}

/// In some rounds about half of the applicants had a place of theirs before, whole or shared; keeping those may
/// go before everything else.
fn with_an_earlier_allocation(dice: &mut Dice, mut building: RoundBuilder) -> RoundBuilder {
    if dice.percent(75) {
        return building;
    }
    let (round, standing) = building.clone().ready();
    let had_one = |applicant: &str| round.earlier.iter().any(|pair| pair.applicant == applicant);
    for (number, applicant) in round.applicants.iter().enumerate() {
        let fits = |home: &usize| {
            let verdict = standing.verdict(&round, number, *home);
            verdict.fits(Mode::Whole) || verdict.fits(Mode::Shared)
        };
        let fitting: Vec<usize> = (0..round.dwellings.len()).filter(fits).collect();
        if !fitting.is_empty() && !had_one(&applicant.id) && dice.percent(50) {
            let home = fitting[dice.below(u32::try_from(fitting.len()).unwrap()) as usize];
            building = building.earlier(&applicant.id, &round.dwellings[home].id);
        }
    }
    if dice.percent(40) { building.keep_first() } else { building }
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
