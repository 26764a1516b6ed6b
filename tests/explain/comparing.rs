//! Whether comparing an optimum with values, without solving all of it, agrees with the full answer.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use sleutel::domain::{Sense, Tier};
use sleutel::pipeline::{Request, answer, compare};

use super::support::{Dice, Extent, random_round};

fn as_maxima(values: &[(Tier, i64)]) -> Vec<i64> {
    values.iter().map(|(tier, value)| if tier.sense() == Sense::Minimise { -value } else { *value }).collect()
}

/// The first values, some of them moved a little.
fn floors(values: &[(Tier, i64)], dice: &mut Dice) -> Vec<(Tier, i64)> {
    let most = u32::try_from(values.len()).unwrap();
    let count = 1 + dice.below(most) as usize;
    let mut moved = |value: i64| match dice.below(10) {
        0 => value + i64::from(1 + dice.below(3)),
        1 => value - i64::from(1 + dice.below(3)),
        2 => value + 100,
        _ => value,
    };
    values[..count].iter().map(|(tier, value)| (*tier, moved(*value))).collect()
}

#[test]
fn comparing_says_what_the_full_answer_would() {
    let mut seen: BTreeMap<(bool, Ordering), usize> = BTreeMap::new();
    for seed in 0..400 {
        let extent = if seed % 3 == 0 { Extent::Middle } else { Extent::Small };
        let (round, standing) = random_round(seed, extent);
        let mut dice = Dice::new(seed ^ 0x00C0_FFEE);
        let wish = dice.percent(50).then(|| dice.below(u32::try_from(round.applicants.len()).unwrap()) as usize);
        let request = Request { wish, ..Request::default() };
        let full = answer(&round, &standing, &request).unwrap();
        let granted = wish.is_none_or(|wish| full.placements.iter().any(|one| one.applicant == wish));
        for _ in 0..3 {
            let floors = floors(&full.tiers, &mut dice);
            let values = as_maxima(&full.tiers[..floors.len()]);
            let expected = if granted { values.cmp(&as_maxima(&floors)) } else { Ordering::Less };
            let found = compare(&round, &standing, &request, &floors).unwrap();
            assert_eq!(found, Some(expected), "seed {seed}: {floors:?} beside {:?}, wish {wish:?}", full.tiers);
            *seen.entry((wish.is_some(), expected)).or_default() += 1;
        }
    }
    assert!(seen.len() == 6 && seen.values().all(|count| *count > 50), "{seen:?}");
}

#[test]
fn comparing_without_time_says_nothing() {
    let (round, standing) = random_round(3, Extent::Middle);
    let request = Request { time_limit: Some(std::time::Duration::from_nanos(1)), ..Request::default() };
    let full = answer(&round, &standing, &Request::default()).unwrap();
    assert_eq!(compare(&round, &standing, &request, &full.tiers).unwrap(), None);
}
