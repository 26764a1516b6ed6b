//! What a model and its rows may have besides: goals in another order, rules that are off or otherwise set, labels
//! and sharing classes of its own, and limits that select by dates, amounts, flags and lists.

use sleutel::domain::{Accepted, Condition, Counts, Family, LabelAges, Rules, Selector, Tier};

use super::build::{ApplicantBuilder, DwellingBuilder, LimitBuilder, RoundBuilder, between, both, chosen, day};
use super::dice::Dice;

/// Goals as another model may order them, or leave out.
const GOALS: [&[Tier]; 8] = [
    &[Tier::Placed, Tier::Minimums, Tier::Waiting, Tier::Urgency, Tier::Fit, Tier::Lottery],
    &[Tier::Minimums, Tier::Placed, Tier::Fit, Tier::Urgency, Tier::Waiting, Tier::Lottery],
    &[Tier::Unchanged, Tier::Minimums, Tier::Placed, Tier::Urgency, Tier::Waiting, Tier::Fit, Tier::Lottery],
    &[Tier::Minimums, Tier::Unchanged, Tier::Placed, Tier::Waiting, Tier::Lottery],
    &[Tier::Urgency, Tier::Placed, Tier::Lottery],
    &[Tier::Waiting, Tier::Fit, Tier::Lottery],
    &[Tier::Fit, Tier::Placed, Tier::Lottery],
    &[Tier::Lottery],
];

/// Goals, rules and classes of sharers, before the limits.
pub fn unusual_model(dice: &mut Dice, mut building: RoundBuilder, is_shared: bool) -> RoundBuilder {
    if dice.percent(50) {
        building = building.tiers(GOALS[dice.below(8) as usize]);
    }
    if is_shared && dice.percent(40) {
        let classes: [&[&str]; 4] = [&[], &["support_level"], &["region", "group"], &["organisation", "shares"]];
        building = building.sharing_same(classes[dice.below(4) as usize]);
    }
    if dice.percent(25) {
        building = building.liveability(chosen("labels", &["senior"]), Selector::default(), None);
    }
    if dice.percent(15) {
        building = building.liveability(Selector::default(), chosen("support_level", &["24/7"]), Some("2025-12-31"));
    }
    building.rules(|rules| unusual_rules(dice, rules))
}

fn unusual_rules(dice: &mut Dice, rules: &mut Rules) {
    let mut stays = || !dice.percent(8);
    (rules.size, rules.reserved, rules.places, rules.region) = (stays(), stays(), stays(), stays());
    (rules.liveability, rules.labels) = (stays(), stays());
    rules.rent_margin = [None, Some(0), Some(0), Some(1), Some(2_550)][dice.below(5) as usize];
    rules.dates = [None, Some(0), Some(31), Some(31), Some(45)][dice.below(5) as usize];
    if rules.labels {
        rules.known_labels.insert("lift".to_owned(), LabelAges { age_min: Some(30), age_max: None });
        rules.known_labels.insert("senior".to_owned(), LabelAges { age_min: Some(60), age_max: Some(70) });
    }
}

/// Adds one limit of every sort now and then; none that the model's sharing cannot have.
pub fn unusual_limits(dice: &mut Dice, mut building: RoundBuilder) -> RoundBuilder {
    for (number, limit) in limits().into_iter().enumerate() {
        if dice.percent(16) {
            let size = i64::from(dice.below(4));
            building = building.limit(&format!("unusual limit {number}"), |plain| limit(plain, size));
        }
    }
    building.without_limits(tells_sharers_apart)
}

/// A limit that counts dwellings cannot select among those who share one.
fn tells_sharers_apart(family: &Family, same: &[String]) -> bool {
    let each = family.each.iter().filter(|(side, _)| *side == sleutel::domain::Side::Applicants);
    let mut columns = family.applicants.conditions.iter().map(|one| &one.column).chain(each.map(|(_, column)| column));
    family.counts == Counts::Dwellings && columns.any(|column| !same.contains(column))
}

type AnyLimit = fn(LimitBuilder, i64) -> LimitBuilder;

fn limits() -> Vec<AnyLimit> {
    vec![
        |limit, size| limit.each_dwelling("labels").applicants("group", &["youth", "singles"]).max(size),
        |limit, size| limit.each_dwelling("region").counts(Counts::Persons).max(1 + 2 * size),
        |limit, size| limit.each_dwelling("rooms").max(1 + size),
        |limit, size| limit.each_dwelling("reserved_for").counts(Counts::Dwellings).min(1).max(1 + size),
        |limit, size| limit.each_dwelling("complex").max_support(75 * size),
        |limit, size| limit.each_applicant("needs").min(size).weight(2),
        |limit, size| limit.of_applicants(days("registered", None, Some("2024-06-30"))).min(size).weight(5),
        |limit, size| limit.of_applicants(days("urgent_until", Some("2025-02-01"), None)).min(1 + size).max(2 + size),
        |limit, size| limit.of_applicants(flag("shares", true)).max(size),
        |limit, size| {
            limit.of_dwellings(both(between("rent", Some(500), Some(690)), chosen("complex", &["C1", "C2"]))).max(size)
        },
        |limit, size| {
            limit
                .of_applicants(both(chosen("group", &["refugees", "youth"]), between("persons", Some(1), Some(1))))
                .of_dwellings(chosen("labels", &["ground-floor", "senior"]))
                .min(size)
                .max(size)
        },
        |limit, size| limit.counts(Counts::Support).max_share(1_250 * (size + 1)),
        |limit, size| limit.each_dwelling("district").max_share(12_345 - 2_500 * size),
        |limit, size| limit.applicants("group", &["refugees"]).min(2 + size).weight(0),
        |limit, size| limit.applicants("support_level", &["24/7"]).counts(Counts::Persons).max(size),
        |limit, size| {
            limit.of_applicants(between("age", None, Some(27))).of_dwellings(between("places", Some(2), None)).min(size)
        },
    ]
}

fn days(column: &str, from: Option<&str>, to: Option<&str>) -> Selector {
    let accepted = vec![Accepted::Dates(from.map(day), to.map(day))];
    Selector { conditions: vec![Condition { column: column.to_owned(), accepted }] }
}

fn flag(column: &str, is: bool) -> Selector {
    Selector { conditions: vec![Condition { column: column.to_owned(), accepted: vec![Accepted::Flag(is)] }] }
}

/// Rents at the very caps, a small area, several labels, a later day.
pub fn unusual_dwelling(dice: &mut Dice, mut plain: DwellingBuilder, labels: &[&str]) -> DwellingBuilder {
    if dice.percent(25) {
        plain = plain.rent([47_720, 68_296, 68_297, 73_193, 90_007][dice.below(5) as usize]);
    }
    if dice.percent(15) {
        plain = plain.labels(&[dice.pick(labels), dice.pick(labels)]);
    }
    if dice.percent(15) {
        plain = plain.reserved_for(&[dice.pick(&["youth", "refugees"]), dice.pick(&["O1", "O2"])]);
    }
    if dice.percent(10) {
        plain = plain.available_from(dice.pick(&["2025-02-01", "2025-03-01", "2025-04-15"]));
    }
    if dice.percent(10) { plain.complex("Café 3") } else { plain }
}

/// Incomes at the very norms, a pension, several needs and wishes, a later day, support of a level of its own.
pub fn unusual_applicant(dice: &mut Dice, mut plain: ApplicantBuilder, labels: &[&str]) -> ApplicantBuilder {
    if dice.percent(15) {
        plain = plain.age(67 + dice.below(5));
    }
    if dice.percent(20) {
        plain = plain.income([2_777_501, 2_837_500, 2_837_501, 3_735_001, 3_850_000][dice.below(5) as usize]);
    }
    if dice.percent(8) {
        plain = plain.needs(&[dice.pick(labels), "ground-floor"]);
    }
    if dice.percent(15) {
        plain = plain.districts(&["D1", dice.pick(&["D2", "D3"])]);
    }
    if dice.percent(10) {
        plain = plain.avoids_complexes(&["C1", dice.pick(&["C2", "Café 3"])]);
    }
    if dice.percent(10) {
        plain = plain.ready_from(dice.pick(&["2025-02-01", "2025-04-01", "2025-04-02"]));
    }
    if dice.percent(10) { plain.support_level("24/7").support(333) } else { plain }
}
