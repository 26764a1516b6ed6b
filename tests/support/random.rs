//! Random rounds that use everything at once: whole and shared, all four ways of counting, one- and
//! two-sided limits, percentages, `each`, minima, decisions, reserved dwellings, liveability, regions,
//! earlier matches, and rows that differ in nothing but their id; some have what is unusual besides.

use std::collections::{BTreeMap, BTreeSet};

use sleutel::domain::{Applicant, Counts, Decision, DecisionVerdict, Dwelling, Mode, Round};
use sleutel::eligibility::{Standing, judge, standing};

use super::build::{ApplicantBuilder, DwellingBuilder, LimitBuilder, RoundBuilder, chosen, round};
use super::dice::Dice;
use super::unusual::{unusual_applicant, unusual_dwelling, unusual_limits, unusual_model};

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
    drawn(seed, extent, None)
}

/// The same, or for every other pair of seeds a round that has what is unusual as well.
pub fn any_round(seed: u64, extent: Extent) -> (Round, Standing) {
    drawn(seed, extent, Some(Dice::new(seed ^ (1 << 40))).filter(|_| seed % 4 > 1))
}

fn drawn(seed: u64, extent: Extent, mut unusual: Option<Dice>) -> (Round, Standing) {
    let mut dice = Dice::new(seed);
    let (dwellings, applicants) = extent.most();
    let (dwellings, applicants) = (dwellings - dice.below(dwellings / 2), applicants - dice.below(applicants / 2));
    let mut building = model(&mut dice, unusual.as_mut(), round().seed(seed));
    let labels = building.labels();
    let labels: Vec<&str> = labels.iter().map(String::as_str).collect();
    let apart = dice.percent(15); // every row has a region, so that the round falls apart
    for number in 0..dwellings {
        let mut alike = prototype(&mut dice, seed, number, 2);
        building = building.dwelling(&format!("W{number:02}"), |plain| {
            let plain = dwelling(&mut alike, plain);
            let plain = if unusual.is_some() { unusual_dwelling(&mut alike, plain, &labels) } else { plain };
            if apart { plain.region(["R1", "R2"][(number % 2) as usize]) } else { plain }
        });
    }
    for number in 0..applicants {
        let mut alike = prototype(&mut dice, seed.wrapping_add(1 << 32), number, 3);
        let waiting = dice.clone();
        building = building.applicant(&format!("A{number:02}"), |plain| {
            let plain = applicant(&mut alike, waiting, plain);
            let plain = if unusual.is_some() { unusual_applicant(&mut alike, plain, &labels) } else { plain };
            if apart { plain.region(["R1", "R2"][(number / 2 % 2) as usize]) } else { plain }
        });
        dice.below(2);
    }
    let building = with_decisions(&mut dice, building, dwellings, applicants);
    match unusual {
        Some(mut dice) => with_more_decisions(&mut dice, building, dwellings, applicants).ready(),
        None => building.ready(),
    }
}

/// A row of its own, or one like others: some rows are drawn from the same few dice.
fn prototype(dice: &mut Dice, seed: u64, number: u32, kinds: u32) -> Dice {
    let own = u64::from(if dice.percent(50) { 1000 + number } else { dice.below(kinds) });
    Dice::new(seed.wrapping_mul(7919).wrapping_add(own))
}

fn model(dice: &mut Dice, mut unusual: Option<&mut Dice>, mut building: RoundBuilder) -> RoundBuilder {
    let is_shared = dice.percent(75);
    if is_shared {
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
    if let Some(dice) = &mut unusual {
        building = unusual_model(dice, building, is_shared);
    }
    for (number, limit) in limits().into_iter().enumerate() {
        if dice.percent(28) {
            let size = i64::from(dice.below(4));
            building = building.limit(&format!("limit {number}"), |plain| {
                let plain = limit(plain, size);
                if number % 2 == 0 {
                    plain
                } else {
                    plain.titled(&format!("Limit {number}"), &format!("Grens {number}"))
                }
            });
        }
    }
    match unusual {
        Some(dice) => unusual_limits(dice, building),
        None => building,
    }
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
fn with_decisions(dice: &mut Dice, mut building: RoundBuilder, dwellings: u32, applicants: u32) -> RoundBuilder {
    let heavy_hand = dice.percent(20); // many overrides, so that maxima are overrun
    for _ in 0..if heavy_hand { 8 } else { dice.below(4) } {
        let (applicant, dwelling) = (someone(dice, applicants), some_dwelling(dice, dwellings));
        let kind = if heavy_hand { 1 } else { dice.below(5) };
        let tried = decided(building.clone(), kind, &applicant, &dwelling);
        if is_valid(&tried) && at_most_once_each(&tried) {
            building = tried;
        }
    }
    building
}

/// Several decisions about one applicant, and two that are fixed in one dwelling to share it.
fn with_more_decisions(dice: &mut Dice, mut building: RoundBuilder, dwellings: u32, applicants: u32) -> RoundBuilder {
    for _ in 0..dice.below(6) {
        let (applicant, dwelling) = (someone(dice, applicants), some_dwelling(dice, dwellings));
        let kind = dice.below(8);
        let tried = match kind {
            0..5 => decided(building.clone(), kind, &applicant, &dwelling),
            5 => building.clone().refused(&applicant, &dwelling).forbidden(&applicant, &some_dwelling(dice, dwellings)),
            _ => fixed_together(dice, &building),
        };
        if is_valid(&tried) {
            building = tried;
        }
    }
    building
}

/// As few of one class as can share a dwelling, fixed in it; sometimes against the rules, sometimes one more.
fn fixed_together(dice: &mut Dice, building: &RoundBuilder) -> RoundBuilder {
    let round = building.clone().build();
    let least = round.model.sharing.as_ref().map_or(2, |sharing| sharing.min) as usize;
    let mut groups: BTreeMap<(&str, Vec<String>), Vec<&str>> = BTreeMap::new();
    for (applicant, home) in round.applicants.iter().flat_map(|one| round.dwellings.iter().map(move |home| (one, home)))
    {
        if let Some(class) = round.sharing_class(applicant).filter(|_| fits_shared(&round, applicant, home)) {
            groups.entry((&home.id, class)).or_default().push(&applicant.id);
        }
    }
    groups.retain(|_, sharers| sharers.len() >= least);
    let Some(chosen) = groups.keys().nth(dice.below(u32::try_from(groups.len()).unwrap()) as usize) else {
        return building.clone();
    };
    let (overrides, more) = (dice.percent(30), usize::from(dice.percent(30)));
    groups[chosen].iter().take(least + more).fold(building.clone(), |plain, sharer| {
        if overrides { plain.fixed_against_the_rules(sharer, chosen.0) } else { plain.fixed(sharer, chosen.0) }
    })
}

fn fits_shared(round: &Round, applicant: &Applicant, home: &Dwelling) -> bool {
    !round.searches_itself(applicant) && judge(round, applicant, home).fits(Mode::Shared)
}

fn someone(dice: &mut Dice, applicants: u32) -> String {
    format!("A{:02}", dice.below(applicants))
}

fn some_dwelling(dice: &mut Dice, dwellings: u32) -> String {
    format!("W{:02}", dice.below(dwellings))
}

fn decided(building: RoundBuilder, kind: u32, applicant: &str, dwelling: &str) -> RoundBuilder {
    match kind {
        0 => building.fixed(applicant, dwelling),
        1 => building.fixed_against_the_rules(applicant, dwelling),
        2 => building.refused(applicant, dwelling),
        3 => building.forbidden(applicant, dwelling),
        _ => building.earlier(applicant, dwelling),
    }
}

fn at_most_once_each(building: &RoundBuilder) -> bool {
    let round = building.clone().build();
    round.decisions.windows(2).all(|two| two[0].applicant != two[1].applicant)
}

/// No decision about one who searches for itself, none twice about one pair, none that clashes.
fn is_valid(building: &RoundBuilder) -> bool {
    let round = building.clone().build();
    let pair = |one: &Decision| (one.applicant.clone(), one.dwelling.clone());
    let alone = round.decisions.windows(2).all(|two| pair(&two[0]) != pair(&two[1]));
    let is_mediated =
        |id: &str| round.applicant(id).is_some_and(|index| !round.searches_itself(&round.applicants[index]));
    let mut fixed = round.decisions.iter().filter(|one| one.verdict == DecisionVerdict::Fixed);
    let mut placed = BTreeSet::new();
    let once = fixed.all(|one| placed.insert(&one.applicant));
    alone && once && round.decisions.iter().all(|one| is_mediated(&one.applicant)) && standing(&round).is_ok()
}
