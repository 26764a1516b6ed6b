//! Certificates made by hand, and prices drawn at random: what they prove, and what they do not.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod support;

use std::collections::{BTreeMap, BTreeSet};

use sleutel::domain::{Certificate, Counts, Fraction, Part, PlacePrice, Placement, Round, Sense, Tier, TierPrices};
use sleutel::eligibility::Standing;
use sleutel::verify::{Doubt, certificate_doubts, tier_values};
use support::{
    ApplicantBuilder, Dice, DwellingBuilder, Extent, RoundBuilder, best_by_pair_program, random_round, round,
};

/// A certificate of one part whose prices are all zero and whose bounds are not yet true.
fn unpriced(round: &Round, standing: &Standing, placements: &[Placement]) -> Certificate {
    let tier = |(tier, value): (Tier, i128)| TierPrices {
        tier: tier.name().to_owned(),
        value: i64::try_from(value).unwrap(),
        bound: Fraction::new(1, 97),
        proof: "none".to_owned(),
        search_bound: None,
        earlier: BTreeMap::new(),
        dwellings: BTreeMap::new(),
        places: Vec::new(),
        maxima: BTreeMap::new(),
        minima: BTreeMap::new(),
    };
    Certificate {
        format: 1,
        round: round.id.clone(),
        inputs: BTreeMap::new(),
        results: BTreeMap::new(),
        seed: round.seed,
        earlier: Vec::new(),
        tiers: round.model.tiers.iter().map(|tier| tier.name().to_owned()).collect(),
        parts: vec![Part {
            dwellings: round.dwellings.iter().map(|dwelling| dwelling.id.clone()).collect(),
            limits: round.limits.limits.iter().map(|limit| limit.name.clone()).collect(),
            tiers: tier_values(round, standing, placements).into_iter().map(tier).collect(),
        }],
    }
}

/// The bounds that the prices prove, as the checker recomputes them; `None` where it sees another fault.
fn proven(
    round: &Round,
    standing: &Standing,
    placements: &[Placement],
    certificate: &Certificate,
) -> Option<Vec<Fraction>> {
    let doubts = certificate_doubts(round, standing, placements, certificate);
    let bound = |doubt: &Doubt| if let Doubt::OtherBound { recomputed, .. } = doubt { Some(*recomputed) } else { None };
    doubts.iter().map(bound).collect()
}

/// Prices of the right signs, otherwise anything.
fn price_anyhow(round: &Round, dice: &mut Dice, certificate: &mut Certificate) {
    for (number, prices) in certificate.parts[0].tiers.iter_mut().enumerate() {
        let tier = round.model.tiers[number];
        let scale = if tier == Tier::Lottery { 300_000 } else { 1 };
        for earlier in &round.model.tiers[..number] {
            if dice.percent(40) {
                prices.earlier.insert(earlier.name().to_owned(), price(dice, 1));
            }
        }
        for dwelling in &round.dwellings {
            if dice.percent(60) {
                prices.dwellings.insert(dwelling.id.clone(), price(dice, scale));
            }
            prices.places.extend(place_prices(round, dice, &dwelling.id, scale));
        }
        for limit in &round.limits.limits {
            if limit.max.is_some() && dice.percent(50) {
                prices.maxima.insert(limit.name.clone(), price(dice, 1));
            }
            if limit.min.is_some() {
                let most = if tier == Tier::Minimums {
                    Some(Fraction::whole(1))
                } else {
                    prices.earlier.get("minimums").copied()
                };
                let most = most.unwrap_or(Fraction::whole(0));
                let thirds = i128::from(dice.below(4)) * i128::from(limit.weight);
                prices.minima.insert(limit.name.clone(), Fraction::new(most.numerator * thirds, most.denominator * 3));
            }
        }
    }
}

fn price(dice: &mut Dice, scale: i128) -> Fraction {
    Fraction::new(i128::from(dice.below(7)) * scale, 1 + i128::from(dice.below(4)))
}

/// Prices of either sign for some of the classes that could share the dwelling.
fn place_prices(round: &Round, dice: &mut Dice, dwelling: &str, scale: i128) -> Vec<PlacePrice> {
    let mediated = round.applicants.iter().filter(|applicant| !round.searches_itself(applicant));
    let classes: BTreeSet<Vec<String>> = mediated.filter_map(|applicant| round.sharing_class(applicant)).collect();
    let mut prices = Vec::new();
    for class in classes {
        let sign = if dice.percent(30) { -1 } else { 1 };
        if dice.percent(50) {
            prices.push(PlacePrice { dwelling: dwelling.to_owned(), class, price: price(dice, sign * scale) });
        }
    }
    prices
}

#[test]
fn no_allocation_beats_the_bound_of_any_prices() {
    let mut checked = 0;
    for seed in 0..120 {
        let (round, standing) = random_round(seed, Extent::Small);
        let (_, placements) = best_by_pair_program(&round, &standing);
        let values = tier_values(&round, &standing, &placements);
        let mut dice = Dice::new(seed);
        for _ in 0..5 {
            let mut certificate = unpriced(&round, &standing, &placements);
            price_anyhow(&round, &mut dice, &mut certificate);
            let Some(bounds) = proven(&round, &standing, &placements, &certificate) else {
                panic!("seed {seed}: {:?}", certificate_doubts(&round, &standing, &placements, &certificate));
            };
            assert_eq!(bounds.len(), values.len());
            for ((tier, value), bound) in values.iter().zip(bounds) {
                let holds =
                    if tier.sense() == Sense::Maximise { *value <= bound.floor() } else { *value >= bound.ceil() };
                assert!(holds, "seed {seed}: {tier:?} has {value}, beyond {bound}");
                checked += 1;
            }
        }
    }
    assert!(checked > 3_000);
}

// ---- by hand ----

fn bounds_of(building: RoundBuilder, with: impl FnOnce(&mut Vec<TierPrices>)) -> Vec<String> {
    let (round, standing) = building.ready();
    let (_, placements) = best_by_pair_program(&round, &standing);
    let mut certificate = unpriced(&round, &standing, &placements);
    with(&mut certificate.parts[0].tiers);
    proven(&round, &standing, &placements, &certificate).unwrap().iter().map(ToString::to_string).collect()
}

fn only_placed(building: RoundBuilder) -> RoundBuilder {
    building.tiers(&[Tier::Placed])
}

fn set(prices: &mut BTreeMap<String, Fraction>, name: &str, numerator: i128, denominator: i128) {
    prices.insert(name.to_owned(), Fraction::new(numerator, denominator));
}

#[test]
fn without_prices_everyone_who_fits_something_could_be_placed() {
    let building =
        round().dwelling("W1", |d| d).applicant("A1", |a| a).applicant("A2", |a| a).applicant("A3", |a| a.persons(7));
    assert_eq!(bounds_of(only_placed(building), |_| ()), ["2"]);
}

#[test]
fn a_dwelling_that_costs_one_placement_bounds_the_placed_by_the_dwellings() {
    let building = round().dwelling("W1", |d| d).applicant("A1", |a| a).applicant("A2", |a| a);
    assert_eq!(bounds_of(only_placed(building.clone()), |tiers| set(&mut tiers[0].dwellings, "W1", 1, 1)), ["1"]);
    assert_eq!(bounds_of(only_placed(building), |tiers| set(&mut tiers[0].dwellings, "W1", 1, 3)), ["5/3"]);
}

#[test]
fn of_dwellings_that_are_the_same_whoever_fits_them_pays_the_cheapest() {
    let building = || {
        let homes = round().dwelling("W1", |d| d).dwelling("W2", |d| d);
        only_placed(["A1", "A2", "A3"].iter().fold(homes, |homes, id| homes.applicant(id, |a| a)))
    };
    // two are placed; the dwelling without a price keeps nobody out
    assert_eq!(bounds_of(building(), |tiers| set(&mut tiers[0].dwellings, "W1", 1, 1)), ["4"]);
    assert_eq!(bounds_of(building(), |tiers| set(&mut tiers[0].dwellings, "W2", 1, 1)), ["4"]);
    let at_different_prices = |tiers: &mut Vec<TierPrices>| {
        set(&mut tiers[0].dwellings, "W1", 2, 3);
        set(&mut tiers[0].dwellings, "W2", 1, 3);
    };
    assert_eq!(bounds_of(building(), at_different_prices), ["3"]);
}

#[test]
fn of_dwellings_that_are_the_same_whoever_shares_pays_the_cheapest_place() {
    let building = || {
        let dwelling = |d: DwellingBuilder| d.places(3).rent(150_000);
        let homes = round().sharing(2, 10_000).dwelling("W1", dwelling).dwelling("W2", dwelling);
        let sharers = ["A1", "A2", "A3", "A4"];
        only_placed(sharers.iter().fold(homes, |homes, id| homes.applicant(id, ApplicantBuilder::shares)))
    };
    let place = |dwelling: &str, numerator| PlacePrice {
        dwelling: dwelling.to_owned(),
        class: vec!["refugees".to_owned()],
        price: Fraction::whole(numerator),
    };
    // all four come for nothing to the dwelling without a price, and the other earns three
    assert_eq!(bounds_of(building(), |tiers| tiers[0].places = vec![place("W1", 1)]), ["7"]);
    assert_eq!(bounds_of(building(), |tiers| tiers[0].places = vec![place("W2", 1)]), ["7"]);
    assert_eq!(bounds_of(building(), |tiers| tiers[0].places = vec![place("W1", 1), place("W2", 1)]), ["6"]);
}

#[test]
fn a_dwelling_that_is_left_out_is_missed_though_another_is_the_same() {
    let building = round().dwelling("W1", |d| d).dwelling("W2", |d| d).applicant("A1", |a| a);
    let (round, standing) = only_placed(building).ready();
    let (_, placements) = best_by_pair_program(&round, &standing);
    let mut certificate = unpriced(&round, &standing, &placements);
    certificate.parts[0].dwellings = vec!["W1".to_owned()];
    let doubts = certificate_doubts(&round, &standing, &placements, &certificate);
    let left_out = Doubt::DwellingLeftOut { dwelling: "W2".to_owned() };
    assert_eq!(doubts, [left_out, Doubt::ApplicantInSeveralParts { applicant: "A1".to_owned() }]);
}

#[test]
fn the_price_of_a_maximum_is_paid_by_amount() {
    let building = round()
        .dwelling("W1", |d| d.rooms(3))
        .dwelling("W2", |d| d.rooms(3))
        .applicant("A1", |a| a.persons(3))
        .applicant("A2", |a| a.persons(4))
        .limit("persons", |l| l.counts(Counts::Persons).max(5));
    // 5/4 for the maximum, 1 − 3/4 for A1, nothing for A2
    assert_eq!(bounds_of(only_placed(building), |tiers| set(&mut tiers[0].maxima, "persons", 1, 4)), ["3/2"]);
}

#[test]
fn the_price_of_a_minimum_is_at_most_its_weight() {
    let building = || {
        round()
            .dwelling("W1", |d| d)
            .applicant("A1", |a| a.group("youth"))
            .applicant("A2", |a| a)
            .limit("youth", |l| l.applicants("group", &["youth"]).min(3).weight(2))
            .tiers(&[Tier::Minimums, Tier::Placed])
    };
    // 2 × (3 − 1) are missed in any case
    assert_eq!(bounds_of(building(), |tiers| set(&mut tiers[0].minima, "youth", 2, 1)), ["4", "2"]);
    let (round, standing) = building().ready();
    let (_, placements) = best_by_pair_program(&round, &standing);
    let mut certificate = unpriced(&round, &standing, &placements);
    set(&mut certificate.parts[0].tiers[0].minima, "youth", 3, 1);
    set(&mut certificate.parts[0].tiers[1].minima, "youth", 1, 1);
    let doubts = certificate_doubts(&round, &standing, &placements, &certificate);
    assert!(doubts.iter().all(|doubt| matches!(doubt, Doubt::PriceAboveWeight { .. })), "{doubts:?}");
    assert_eq!(doubts.len(), 2);
}

#[test]
fn a_minimum_to_which_nobody_can_count_is_missed_in_full() {
    let building = round()
        .dwelling("W1", |d| d)
        .applicant("A1", |a| a)
        .limit("youth", |l| l.applicants("group", &["youth"]).min(3).weight(2))
        .tiers(&[Tier::Minimums]);
    assert_eq!(bounds_of(building, |tiers| set(&mut tiers[0].minima, "youth", 2, 1)), ["6"]);
}

#[test]
fn an_earlier_tier_is_held_at_its_value_by_its_price() {
    let building = round()
        .dwelling("W1", |d| d.rooms(2))
        .dwelling("W2", |d| d.rooms(2))
        .applicant("A1", |a| a.registered("2025-02-27"))
        .applicant("A2", |a| a.registered("2025-02-22"))
        .tiers(&[Tier::Placed, Tier::Waiting]);
    // waiting 2 + 7, and π · (2 placed − 2)
    let bounds = bounds_of(building, |tiers| {
        set(&mut tiers[0].dwellings, "W1", 1, 1);
        set(&mut tiers[0].dwellings, "W2", 1, 1);
        set(&mut tiers[1].earlier, "placed", 5, 1);
    });
    assert_eq!(bounds, ["2", "9"]);
}

#[test]
fn a_place_in_a_shared_dwelling_has_its_own_price() {
    let building = || {
        let building = round().sharing(2, 10_000).dwelling("W1", |d| d.places(3).rent(150_000));
        let sharers = ["A1", "A2", "A3", "A4", "A5"];
        only_placed(sharers.iter().fold(building, |building, id| building.applicant(id, ApplicantBuilder::shares)))
    };
    let place = |numerator| PlacePrice {
        dwelling: "W1".to_owned(),
        class: vec!["refugees".to_owned()],
        price: Fraction::whole(numerator),
    };
    assert_eq!(bounds_of(building(), |tiers| tiers[0].places = vec![place(1)]), ["3"]);
    // whoever is paid one to share comes; the dwelling, shared by two at least, loses two, or stays idle
    assert_eq!(bounds_of(building(), |tiers| tiers[0].places = vec![place(-1)]), ["10"]);
    assert_eq!(bounds_of(building(), |_| ()), ["5"]);
}

#[test]
fn sharing_that_loses_on_its_places_is_done_by_as_few_as_may_be() {
    let building = round()
        .sharing(2, 10_000)
        .dwelling("W1", |d| d.places(3).rent(150_000))
        .applicant("A1", ApplicantBuilder::shares)
        .applicant("A2", ApplicantBuilder::shares)
        .applicant("A3", ApplicantBuilder::shares)
        .limit("homes", |l| l.counts(Counts::Dwellings).min(1).weight(5))
        .tiers(&[Tier::Minimums]);
    let bounds = bounds_of(building, |tiers| {
        set(&mut tiers[0].minima, "homes", 5, 1);
        let (dwelling, class) = ("W1".to_owned(), vec!["refugees".to_owned()]);
        tiers[0].places = vec![PlacePrice { dwelling, class, price: Fraction::whole(-1) }];
    });
    // the dwelling earns 5 for the minimum and loses 2 on two places; three sharers are paid 1 each
    assert_eq!(bounds, ["-1"]);
}

#[test]
fn one_who_is_fixed_takes_its_pair_whatever_it_costs() {
    let building = round().dwelling("W1", |d| d).applicant("A1", |a| a).fixed("A1", "W1");
    assert_eq!(bounds_of(only_placed(building), |tiers| set(&mut tiers[0].dwellings, "W1", 9, 1)), ["1"]);
}

#[test]
fn parts_that_share_an_applicant_or_a_limit_are_not_apart() {
    let doubts_of = |building: RoundBuilder| {
        let (round, standing) = only_placed(building).ready();
        let (_, placements) = best_by_pair_program(&round, &standing);
        let mut certificate = unpriced(&round, &standing, &placements);
        let mut second = certificate.parts[0].clone();
        certificate.parts[0].dwellings = vec!["W1".to_owned()];
        second.dwellings = vec!["W2".to_owned()];
        second.limits.clear();
        certificate.parts.push(second);
        certificate_doubts(&round, &standing, &placements, &certificate)
    };
    let homes = || round().dwelling("W1", |d| d.rooms(1)).dwelling("W2", |d| d.rooms(3));
    let both = round().dwelling("W1", |d| d).dwelling("W2", |d| d).applicant("A1", |a| a);
    assert_eq!(doubts_of(both), [Doubt::ApplicantInSeveralParts { applicant: "A1".to_owned() }]);
    let apart = || homes().applicant("A1", |a| a).applicant("A2", |a| a.persons(3));
    let limited = apart().limit("everyone", |l| l.max(5));
    assert_eq!(doubts_of(limited), [Doubt::LimitInSeveralParts { limit: "everyone".to_owned() }]);
    let sound = doubts_of(apart().limit("singles", |l| l.applicants_between("persons", None, Some(1)).max(5)));
    assert!(sound.iter().all(|doubt| !matches!(doubt, Doubt::LimitInSeveralParts { .. })), "{sound:?}");
}
