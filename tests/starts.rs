//! A search may begin from placements that are known: that changes how soon the optimum is found, never what it is.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod support;

use std::cmp::Ordering;

use sleutel::allocation::Answer;
use sleutel::domain::{Mode, Placement, Round, Sense, Tier};
use sleutel::eligibility::{self, Index};
use sleutel::pipeline::{Loss, Request, allocate, answer, begin, compare, first_loss};
use sleutel::program::{Meaning, Program};
use sleutel::solver::{self, Task, solve};
use support::{Dice, Extent, any_round, random_round, round};

type Values = Vec<(Tier, i64)>;

/// Placements of any sort: of the optimum, and of anyone anywhere.
fn placements(round: &Round, optimum: &[Placement], dice: &mut Dice) -> Vec<Placement> {
    let count = |length: usize| u32::try_from(length).unwrap();
    let mut found: Vec<Placement> = optimum.iter().filter(|_| dice.percent(70)).copied().collect();
    for _ in 0..dice.below(6) {
        let applicant = dice.below(count(round.applicants.len())) as usize;
        let dwelling = dice.below(count(round.dwellings.len())) as usize;
        let mode = if dice.percent(50) { Mode::Whole } else { Mode::Shared };
        found.insert(dice.below(count(found.len() + 1)) as usize, Placement { applicant, dwelling, mode });
    }
    found
}

fn wished(round: &Round, dice: &mut Dice) -> Option<usize> {
    let some = dice.below(u32::try_from(round.applicants.len()).unwrap()) as usize;
    dice.percent(50).then_some(some)
}

#[test]
fn whatever_the_search_begins_from_the_optimum_is_the_same() {
    let mut begun = 0;
    for seed in 0..400 {
        let (round, standing) = any_round(seed, if seed % 3 == 0 { Extent::Middle } else { Extent::Small });
        let mut dice = Dice::new(seed);
        let request = Request { wish: wished(&round, &mut dice), ..Request::default() };
        let cold = answer(&round, &standing, &request).unwrap();
        let known = placements(&round, &cold.placements, &mut dice);
        let warm = answer(&round, &standing, &Request { start: Some(&known), ..request }).unwrap();
        assert_eq!((&warm.tiers, warm.status), (&cold.tiers, cold.status), "seed {seed}: {known:?}");
        begun += usize::from(begin(&round, &standing, &Request { start: Some(&known), ..request }).is_some());
    }
    assert!(begun > 300, "{begun} searches began from something");
}

#[test]
fn an_optimum_to_begin_from_is_what_the_search_begins_from() {
    let mut shared = 0;
    for seed in 0..300 {
        let (round, standing) = random_round(seed, Extent::Small);
        let best = answer(&round, &standing, &Request::default()).unwrap();
        let begun = begin(&round, &standing, &Request { start: Some(&best.placements), ..Request::default() });
        let values: Values = best.tiers.into_iter().filter(|(tier, _)| *tier != Tier::Lottery).collect();
        if best.placements.is_empty() {
            continue; // then there is nothing to begin from
        }
        assert_eq!(begun, Some(values), "seed {seed}: {:?}", best.placements);
        shared += usize::from(best.placements.iter().any(|placement| placement.mode == Mode::Shared));
    }
    assert!(shared > 10, "{shared} with shared dwellings");
}

/// The first of two lists of values that is better, goal after goal.
fn ordered(one: &[(Tier, i64)], other: &[(Tier, i64)]) -> Ordering {
    let sign = |tier: Tier| if tier.sense() == Sense::Maximise { 1 } else { -1 };
    let both = one.iter().zip(other);
    both.map(|((tier, one), (_, other))| (sign(*tier) * one).cmp(&(sign(*tier) * other)))
        .find(|order| order.is_ne())
        .unwrap_or(Ordering::Equal)
}

/// Values near those of an optimum: the same, or some better or worse.
fn near(values: &[(Tier, i64)], dice: &mut Dice) -> Values {
    let mut near = values.to_vec();
    for _ in 0..if near.is_empty() { 0 } else { dice.below(3) } {
        let place = dice.below(u32::try_from(near.len()).unwrap()) as usize;
        near[place].1 += i64::from(dice.below(3)) - 1;
    }
    near
}

#[test]
fn an_optimum_is_compared_without_being_found() {
    let mut seen = [0; 3];
    for seed in 0..600 {
        let (round, standing) = any_round(seed, if seed % 3 == 0 { Extent::Middle } else { Extent::Small });
        let mut dice = Dice::new(seed);
        let request = Request { wish: wished(&round, &mut dice), ..Request::default() };
        let mut best = answer(&round, &standing, &request).unwrap();
        best.tiers.retain(|(tier, _)| *tier != Tier::Lottery);
        let fulfils = |wish| best.placements.iter().any(|placement| placement.applicant == wish);
        let values = near(&best.tiers, &mut dice);
        let expected = if request.wish.is_none_or(fulfils) { ordered(&best.tiers, &values) } else { Ordering::Less };
        let known = placements(&round, &best.placements, &mut dice);
        for request in [request, Request { start: Some(&known), ..request }] {
            let found = compare(&round, &standing, &request, &values).unwrap();
            assert_eq!(found, Some(expected), "seed {seed}: {values:?} beside {:?}", best.tiers);
        }
        seen[usize::from(expected != Ordering::Less) + usize::from(expected == Ordering::Greater)] += 1;
    }
    assert!(seen.iter().all(|count| *count > 60), "less, equal and greater: {seen:?}");
}

/// Whatever is asked for, what it comes to keeps every bound and row.
#[test]
fn what_the_search_begins_from_is_a_solution() {
    for seed in 0..300 {
        let (round, standing) = any_round(seed, Extent::Middle);
        let mut dice = Dice::new(seed);
        let mut program = Program::new(&round, &standing, &Index::new(&round, &standing));
        if let Some(wanted) = wished(&round, &mut dice) {
            program = program.wishing(wanted);
        }
        let known = placements(&round, &[], &mut dice);
        for (part, values) in program.parts.iter().zip(program.holding(&known)) {
            let values = values.expect("the fixed pairs alone are one");
            assert_eq!(part.check(&values), Ok(()), "seed {seed}: {known:?}");
        }
    }
}

#[test]
fn whoever_is_wished_for_comes_before_the_placements_that_are_known() {
    let (round, standing) = round().dwelling("W1", |w| w).applicant("A1", |a| a).applicant("A2", |a| a).ready();
    let program = Program::new(&round, &standing, &Index::new(&round, &standing)).wishing(1);
    let known = [Placement { applicant: 0, dwelling: 0, mode: Mode::Whole }];
    let values = program.holding(&known)[0].clone().unwrap();
    assert_eq!(program.parts[0].worth(0, &values), 1, "A2 has the dwelling of A1");
}

/// A2 can no longer have W2: A1 moves there and leaves W1 to it. What A3 had is left for nobody.
#[test]
fn whoever_loses_a_dwelling_has_the_one_that_another_can_leave() {
    let building = round().dwelling("W1", |w| w).dwelling("W2", |w| w).dwelling("W3", |w| w.rooms(9));
    let building = building.applicant("A1", |a| a).applicant("A2", |a| a).applicant("A3", |a| a);
    let pair = |applicant, dwelling| Placement { applicant, dwelling, mode: Mode::Whole };
    let known = [pair(0, 0), pair(1, 1), pair(2, 2)];
    for (others_too, expected) in [(false, [1, 1, 0]), (true, [1, 0, 0])] {
        let building = building.clone().forbidden("A2", "W2");
        let building = if others_too { building.forbidden("A1", "W2") } else { building };
        let (round, standing) = building.forbidden("A3", "W2").ready();
        let program = Program::new(&round, &standing, &Index::new(&round, &standing));
        let [part] = &program.parts[..] else { panic!("{} parts", program.parts.len()) };
        let values = program.holding(&known)[0].clone().unwrap();
        let takes = part.columns.iter().zip(values).filter_map(|(column, value)| match column.meaning {
            Meaning::Take { applicant, .. } => Some((applicant, value)),
            _ => None,
        });
        let mut placed = [0; 3];
        takes.for_each(|(applicant, value)| placed[applicant] = value);
        assert_eq!(placed, expected, "with W2 for nobody else: {others_too}");
    }
}

/// A limit a little lower: what the optimum loses by that first is what it comes to when it is found.
#[test]
fn the_first_goal_that_loses_is_found_with_its_value() {
    let (mut lost, mut kept) = (0, 0);
    for seed in 0..600 {
        let (round, standing) = any_round(seed, Extent::Small);
        let mut dice = Dice::new(seed);
        let best = answer(&round, &standing, &Request::default()).unwrap();
        let mut stricter = round.clone();
        for limit in stricter.limits.limits.iter_mut().filter(|_| dice.percent(60)) {
            limit.max = limit.max.map(|max| max.min((max - 1).max(limit.min.unwrap_or(0))));
        }
        let Ok(standing) = eligibility::standing(&stricter) else { continue };
        let values: Values = best.tiers.into_iter().filter(|(tier, _)| *tier != Tier::Lottery).collect();
        let found = answer(&stricter, &standing, &Request::default()).unwrap();
        let differs = found.tiers.iter().zip(&values).find(|(one, other)| one != other);
        let expected = differs.map_or(Loss::Nothing, |((tier, value), _)| Loss::Of(*tier, *value));
        for start in [None, Some(&best.placements[..])] {
            let request = Request { start, ..Request::default() };
            let loss = first_loss(&stricter, &standing, &request, &values).unwrap();
            assert_eq!(loss, expected, "seed {seed}: {:?} beside {values:?}", found.tiers);
        }
        *if expected == Loss::Nothing { &mut kept } else { &mut lost } += 1;
    }
    assert!(lost > 100 && kept > 100, "{lost} lost by it, {kept} did not");
}

/// All dwellings to everyone is worth more than any solution, and is none.
#[test]
fn what_breaks_a_row_is_not_begun_from() {
    let (round, standing) = round().dwelling("W1", |w| w).applicant("A1", |a| a).applicant("A2", |a| a).ready();
    let program = Program::new(&round, &standing, &Index::new(&round, &standing));
    let part = &program.parts[0];
    let everything: Vec<i64> = part.columns.iter().map(|column| column.upper).collect();
    assert!(part.check(&everything).is_err());
    let task = Task { tiers: program.tiers.len(), ..Task::default() };
    let tiers =
        |start| solve(part, task, start, &|_| {}).unwrap().tiers.iter().map(|tier| tier.value).collect::<Vec<_>>();
    assert_eq!(tiers(Some(&everything)), tiers(None));
    assert_eq!(solver::compare(part, task, Some(&everything), &tiers(None)), Ok(Some(Ordering::Equal)));
}

#[test]
fn a_round_solved_part_by_part_is_the_one_that_is_written_as_a_whole() {
    let mut apart = 0;
    for seed in 0..150 {
        let (round, standing) = any_round(seed, Extent::Middle);
        let by_part = allocate(&round, &standing, &Request::default()).unwrap();
        let whole = answer(&round, &standing, &Request::default()).unwrap();
        assert_eq!(Answer::of(&by_part), whole, "seed {seed}");
        apart += usize::from(by_part.certificate.parts.len() > 1);
    }
    assert!(apart > 15, "{apart} rounds fell apart");
}
