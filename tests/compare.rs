//! A match made by hand beside the optimum, held against every allocation where the round is small enough.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod support;

use std::collections::BTreeSet;

use sleutel::domain::{Described, List, Match, Mode, Placement, Sense, Tier};
use sleutel::pipeline::Request;
use sleutel::study::Case;
use sleutel::study::compare::{
    Cause, Comparison, Fate, Judged, Side, Waiver, Wanted, compare, elsewhere, fixing, valid_part,
};
use sleutel::verify::{Violation, tier_values, violations};
use support::{ApplicantBuilder, Dice, Extent, RoundBuilder, best_by_enumeration, matched, random_round, round};

fn case_of(building: RoundBuilder) -> Case {
    let (round, standing) = building.ready();
    Case { round, standing }
}

fn compared(case: &Case, matches: &[Match], wanted: &Wanted) -> Comparison {
    compare(case, matches.to_vec(), wanted, &Request::default(), &|_, _| ()).unwrap()
}

fn pairs(pairs: &[(&str, &str)]) -> Vec<Match> {
    let numbered = |(place, (applicant, dwelling)): (usize, &(&str, &str))| Match {
        line: place + 2,
        ..matched(applicant, dwelling, None)
    };
    pairs.iter().enumerate().map(numbered).collect()
}

/// A random round without earlier matches.
fn drawn(seed: u64) -> Case {
    let (mut round, standing) = random_round(seed, Extent::Tiny);
    round.earlier.clear();
    round.model.tiers.retain(|tier| *tier != Tier::Unchanged);
    Case { round, standing }
}

/// A list that a hesitant person could make: some pairs of a decent allocation.
fn hesitant(case: &Case, dice: &mut Dice) -> Vec<Match> {
    let answer = case.answer(&Request::default()).unwrap();
    case.matches(&answer.placements).into_iter().filter(|_| dice.percent(50)).collect()
}

/// A list that a careless person could make: some pairs of a decent allocation, and some drawn blindly.
fn careless(case: &Case, dice: &mut Dice) -> Vec<Match> {
    let answer = case.answer(&Request::default()).unwrap();
    let mut list: Vec<Match> = case.matches(&answer.placements).into_iter().filter(|_| dice.percent(60)).collect();
    for _ in 0..3 {
        let (people, homes) = (case.round.applicants.len(), case.round.dwellings.len());
        let of = |dice: &mut Dice, number: usize| dice.below(u32::try_from(number).unwrap()) as usize;
        let (one, home) = (of(dice, people), of(dice, homes));
        list.push(matched(&case.round.applicants[one].id, &case.round.dwellings[home].id, None));
    }
    for (place, one) in list.iter_mut().enumerate() {
        (one.line, one.mode) = (place + 2, None);
    }
    list
}

/// The tiers of a side in the order of the round, more is better, without the draw.
fn worth(tiers: &[(Tier, i128)]) -> Vec<i64> {
    let signed = |(tier, value): &(Tier, i128)| {
        let value = i64::try_from(*value).unwrap();
        if tier.sense() == Sense::Minimise { -value } else { value }
    };
    tiers.iter().filter(|(tier, _)| *tier != Tier::Lottery).map(signed).collect()
}

fn best(case: &Case) -> Vec<i64> {
    let mut best = best_by_enumeration(&case.round, &case.standing);
    best.pop(); // the draw
    best
}

fn ids(case: &Case, placements: &[Placement]) -> BTreeSet<(String, String)> {
    case.matches(placements).into_iter().map(|one| (one.applicant, one.dwelling)).collect()
}

/// What a list breaks, fixed pairs that it leaves out aside.
fn broken(case: &Case, matches: &[Match]) -> Vec<Violation> {
    let found = violations(&case.round, &case.standing, matches).into_iter();
    found.filter(|one| !matches!(one, Violation::FixedMissing { .. })).collect()
}

#[test]
fn a_list_that_is_the_optimum_differs_in_nothing_and_raises_no_question() {
    for seed in 0..40 {
        let case = drawn(seed);
        let list = case.matches(&case.answer(&Request::default()).unwrap().placements);
        let found = compared(&case, &list, &Wanted::Nearest);
        assert!(!found.has_open_violations() && found.valid.left_out.is_empty(), "seed {seed}");
        let differs = |fate: &Fate| !matches!(fate, Fate::Same(_) | Fate::Neither);
        assert!(!found.fates.iter().any(|(_, fate)| differs(fate)), "seed {seed}");
        assert_eq!((found.asked.questions.len(), found.asked.tried), (0, 0), "seed {seed}");
        assert_eq!(found.list, found.optimum, "seed {seed}");
        assert_eq!(ids(&case, &found.proposal.unwrap().outcome.placements), ids(&case, &found.list.placements));
    }
}

#[test]
fn the_valid_part_breaks_nothing_and_nothing_left_out_can_be_added() {
    for seed in 0..150 {
        let case = drawn(seed);
        let list = careless(&case, &mut Dice::new(seed));
        let valid = valid_part(&case.round, &case.standing, &list);
        assert_eq!(valid.kept.len() + valid.left_out.len(), list.len(), "seed {seed}");
        let kept = case.matches(&valid.kept);
        let all = {
            let mut all = kept.clone();
            let of_list: BTreeSet<&str> = kept.iter().map(|one| one.applicant.as_str()).collect();
            let missing: Vec<Placement> = case
                .standing
                .fixed
                .iter()
                .filter(|one| !of_list.contains(case.round.applicants[one.applicant].id.as_str()))
                .copied()
                .collect();
            all.extend(case.matches(&missing));
            all
        };
        assert_eq!(violations(&case.round, &case.standing, &all), [], "seed {seed}: with the fixed pairs");
        for one in valid.left_out.iter().filter(|one| one.cause != Cause::Repeated) {
            for mode in [Mode::Whole, Mode::Shared] {
                let mut more = all.clone();
                more.push(Match { mode: Some(mode), ..one.found.clone() });
                assert_ne!(broken(&case, &more), [], "seed {seed}: {one:?} could stand as {mode:?}");
            }
        }
    }
}

#[test]
fn no_optimum_has_more_of_the_list_than_the_one_that_is_compared() {
    for seed in 0..60 {
        let case = drawn(seed);
        let list = careless(&case, &mut Dice::new(seed));
        let found = compared(&case, &list, &Wanted::Comparison);
        assert_eq!(worth(&found.optimum.tiers), best(&case), "seed {seed}: an optimum");
        let near = case.close_to(case.matches(&found.list.placements));
        let same = found.fates.iter().filter(|(_, fate)| matches!(fate, Fate::Same(_))).count();
        let most = *best(&near).last().unwrap();
        assert_eq!(i64::try_from(same).unwrap(), most, "seed {seed}: the most matches of all optima");
    }
}

#[test]
fn keeping_the_list_holds_every_valid_match_and_is_the_best_around_them() {
    for seed in 0..60 {
        let case = drawn(seed);
        let list = careless(&case, &mut Dice::new(seed));
        let found = compared(&case, &list, &Wanted::Keep("kept".to_owned()));
        let proposal = found.proposal.unwrap();
        let (held, proposed) = (ids(&case, &found.list.placements), ids(&case, &proposal.outcome.placements));
        assert!(held.is_subset(&proposed), "seed {seed}: {held:?} in {proposed:?}");
        assert_eq!(worth(&proposal.side.tiers), best(&proposal.case), "seed {seed}");
        assert_eq!(
            broken(&case, &case.matches(&proposal.outcome.placements)),
            [],
            "seed {seed}: without the decisions"
        );
    }
}

#[test]
fn the_figures_of_a_side_are_those_of_the_checker() {
    let case = drawn(3);
    let found = compared(&case, &careless(&case, &mut Dice::new(3)), &Wanted::Comparison);
    for side in [&found.list, &found.optimum] {
        let told = tier_values(&case.round, &case.standing, &side.placements);
        let told: Vec<_> = told.into_iter().filter(|(tier, _)| *tier != Tier::Lottery).collect();
        assert_eq!(side.tiers, told);
        assert_eq!(*side, Side::of(&case.round, &case.standing, side.placements.clone()));
        assert_eq!(side.waiting.count, side.placements.len());
    }
}

/// Two dwellings that both fit, one dear, and two applicants; a maximum on refugees.
fn plain() -> RoundBuilder {
    round()
        .dwelling("W1", |d| d)
        .dwelling("W2", |d| d)
        .dwelling("W3", |d| d.rent(90_000))
        .applicant("A1", |a| a)
        .applicant("A2", |a| a)
        .applicant("A3", |a| a.group("youth"))
}

fn judged(case: &Case, list: &[(&str, &str)]) -> Vec<Judged> {
    compared(case, &pairs(list), &Wanted::Comparison).violations
}

#[test]
fn a_broken_rule_names_the_row_that_waives_it_and_with_the_row_it_is_waived() {
    let case = case_of(plain());
    let found = judged(&case, &[("A1", "W3")]);
    let [Judged { violation: Violation::BrokenRule { .. }, waiver: Waiver::Possible(rows) }] = found.as_slice() else {
        panic!("{found:?}")
    };
    let waived = case_of(plain().fixed_against_the_rules("A1", "W3"));
    assert_eq!(waived.round.decisions[0].applicant, rows[0].applicant);
    assert!(rows[0].overrides);
    let found = compared(&waived, &pairs(&[("A1", "W3")]), &Wanted::Comparison);
    assert!(!found.has_open_violations(), "{:?}", found.violations);
    let Waiver::Given(decisions) = &found.violations[0].waiver else { panic!("{:?}", found.violations) };
    assert_eq!((decisions[0].applicant.as_str(), found.valid.kept.len()), ("A1", 1));
}

#[test]
fn an_overrun_maximum_is_waived_by_fixing_all_that_count_and_not_by_less() {
    let building = || plain().limit("refugees", |l| l.applicants("group", &["refugees"]).max(1));
    let case = case_of(building());
    let list = [("A1", "W1"), ("A2", "W2"), ("A3", "W3")];
    let found = judged(&case, &list);
    let of_limit = |found: &[Judged]| {
        found.iter().find(|one| matches!(one.violation, Violation::MaximumOverrun { .. })).cloned().unwrap()
    };
    let Waiver::Possible(rows) = of_limit(&found).waiver else { panic!("{found:?}") };
    let told: Vec<_> = rows.iter().map(|row| (row.applicant.as_str(), row.overrides)).collect();
    assert_eq!(told, [("A1", false), ("A2", true)]);
    let waived = case_of(building().fixed("A1", "W1").fixed_against_the_rules("A2", "W2"));
    assert!(matches!(of_limit(&judged(&waived, &list)).waiver, Waiver::Given(_)));
    let half = case_of(building().fixed_against_the_rules("A2", "W2"));
    assert!(!matches!(of_limit(&judged(&half, &list)).waiver, Waiver::Given(_)));
}

#[test]
fn what_no_decision_can_waive_is_said_to_be_so() {
    let case = case_of(plain().refused("A1", "W1").fixed("A2", "W2"));
    let list = [("A1", "W1"), ("A3", "W1"), ("A3", "W2"), ("A9", "W1"), ("A1", "W9")];
    for Judged { violation, waiver } in judged(&case, &list) {
        match violation {
            Violation::BrokenRule { .. } => assert!(matches!(waiver, Waiver::Contradicted(_)), "{waiver:?}"),
            _ => assert_eq!(waiver, Waiver::Impossible, "{violation:?}"),
        }
    }
}

#[test]
fn no_row_is_named_that_the_reader_would_refuse() {
    let building = plain().applicant("S1", |a| a.group("students")).limit("all", |l| l.max(1));
    let case = case_of(building.refused("A2", "W2"));
    for one in judged(&case, &[("S1", "W3"), ("A1", "W1"), ("A2", "W2")]) {
        assert!(!matches!(one.waiver, Waiver::Possible(_)), "{one:?}");
    }
}

#[test]
fn every_match_that_is_left_out_has_its_cause() {
    let building = round()
        .sharing(2, 10_000)
        .dwelling("W1", |d| d)
        .dwelling("W2", |d| d.places(2).rent(120_000))
        .dwelling("W3", |d| d.places(2).rent(120_000))
        .dwelling("W4", |d| d.rent(90_000))
        .dwelling("W5", |d| d)
        .applicant("A1", |a| a)
        .applicant("A2", |a| a)
        .applicant("B1", ApplicantBuilder::shares)
        .applicant("B2", ApplicantBuilder::shares)
        .applicant("B3", ApplicantBuilder::shares)
        .applicant("B4", |a| a.shares().group("youth"))
        .applicant("S1", |a| a.group("students"))
        .applicant("Y1", |a| a.group("youth"))
        .limit("youth", |l| l.applicants("group", &["youth"]).max(0));
    let case = case_of(building);
    let list = pairs(&[
        ("A1", "W1"),
        ("A1", "W1"),
        ("A1", "W5"),
        ("A2", "W1"),
        ("A2", "W4"),
        ("B1", "W2"),
        ("B2", "W2"),
        ("B3", "W2"),
        ("B3", "W3"),
        ("B4", "W3"),
        ("S1", "W5"),
        ("Y1", "W5"),
        ("X1", "W5"),
        ("A2", "X9"),
    ]);
    let valid = valid_part(&case.round, &case.standing, &list);
    let told: Vec<_> = valid.left_out.iter().map(|one| (one.found.line, one.cause.name())).collect();
    let kept = ids(&case, &valid.kept);
    assert_eq!(kept.len(), 3, "{kept:?}");
    assert_eq!(
        told,
        [
            (3, "repeated"),
            (4, "placed-before"),
            (5, "dwelling-taken"),
            (6, "breaks-rules"),
            (9, "no-place-left"),
            (10, "too-few-sharers"),
            (11, "other-class"),
            (12, "self-search"),
            (13, "limit-overrun"),
            (14, "unknown-applicant"),
            (15, "unknown-dwelling"),
        ]
    );
}

/// Intensive households that all fit everywhere, and a list that keeps them out of C1, which stays vacant.
fn with_a_habit() -> (Case, Vec<Match>) {
    let mut building = round();
    for number in 1..=4 {
        building = building.dwelling(&format!("C{number}"), |d| d.complex(if number < 3 { "C1" } else { "C2" }));
    }
    for number in 1..=5 {
        let level = if number < 5 { "intensive" } else { "none" };
        building = building.applicant(&format!("A{number}"), |a| {
            let a = a.support_level(level);
            if number == 5 { a.avoids_complexes(&["C1"]) } else { a }
        });
    }
    (case_of(building), pairs(&[("A1", "C3"), ("A2", "C4")]))
}

#[test]
fn a_habit_becomes_a_question_that_says_how_much_it_explains() {
    let (case, list) = with_a_habit();
    let found = compared(&case, &list, &Wanted::Comparison);
    let question = found.asked.questions.first().expect("a question");
    let facet = |facet: &Option<(String, String)>| facet.as_ref().map(|(column, value)| format!("{column} {value}"));
    assert_eq!(facet(&question.pattern.dwellings).as_deref(), Some("complex C1"));
    assert_eq!((question.tier, question.list, question.optimum, question.with_rule), (Tier::Placed, 2, 4, 2));
    assert_eq!((question.explained(), question.gap(), question.pattern.avoiding), (2, 2, 2));
}

#[test]
fn a_habit_that_costs_nothing_is_no_question() {
    let building = round()
        .dwelling("W1", |d| d.complex("C1"))
        .dwelling("W2", |d| d.complex("C1"))
        .dwelling("W3", |d| d.complex("C2"))
        .dwelling("W4", |d| d.complex("C2"))
        .applicant("A1", |a| a.support_level("intensive"))
        .applicant("A2", |a| a.support_level("intensive"))
        .applicant("A3", |a| a.support_level("light").group("youth"));
    let case = case_of(building);
    let found = compared(&case, &pairs(&[("A1", "W3"), ("A2", "W4")]), &Wanted::Comparison);
    let about = |one: &sleutel::study::compare::Question| {
        one.pattern.applicants.as_ref().is_some_and(|(_, value)| value == "intensive")
    };
    assert!(!found.asked.questions.iter().any(about), "{:?}", found.asked.questions);
}

#[test]
fn every_question_is_what_the_round_with_that_rule_comes_to() {
    let mut asked = 0;
    for seed in 0..500 {
        let case = drawn(seed);
        let list = hesitant(&case, &mut Dice::new(seed));
        let found = compared(&case, &list, &Wanted::Comparison);
        let plain = if found.asked.questions.is_empty() { Vec::new() } else { best(&case) };
        for question in &found.asked.questions {
            asked += 1;
            let changed = case.changed(|round| {
                if !round.model.rules.liveability {
                    round.model.liveability.clear();
                }
                round.model.rules.liveability = true;
                round.model.liveability.push(question.pattern.exclusion());
            });
            let with_rule = best(&changed.unwrap());
            let place = case.round.model.tiers.iter().position(|tier| *tier == question.tier).unwrap();
            let sign = if question.tier.sense() == Sense::Minimise { -1 } else { 1 };
            assert_eq!(with_rule[..place], plain[..place], "seed {seed}: no earlier goal loses");
            assert_eq!(i128::from(with_rule[place]), sign * question.with_rule, "seed {seed}");
            assert_eq!(i128::from(plain[place]), sign * question.optimum, "seed {seed}");
            assert!(question.explained() > 0 && question.explained() <= question.gap(), "seed {seed}: {question:?}");
        }
    }
    assert!(asked > 3, "only {asked} questions were looked at");
}

#[test]
fn a_list_of_another_round_is_known_by_its_ids() {
    let case = case_of(plain());
    let told = |list: &[(&str, &str)]| elsewhere(&case.round, &pairs(list).into(), "manual.csv");
    assert!(told(&[]).is_none());
    assert!(told(&[("A1", "W1"), ("A9", "W2")]).is_none());
    let problem = told(&[("A1", "W9"), ("A9", "W2"), ("A2", "W1")]).unwrap();
    assert_eq!((problem.code.number(), problem.details), ("E080", vec!["2".to_owned(), "3".to_owned()]));
}

#[test]
fn a_list_of_another_round_is_known_by_what_it_states_of_the_same_ids() {
    let case = case_of(plain());
    let own = &case.round.applicants[case.round.applicant("A1").unwrap()];
    let list = |persons: [u32; 2]| {
        let stated = persons.map(|persons| Described { persons: Some(persons.to_string()), ..Described::default() });
        List { matches: pairs(&[("A1", "W1"), ("A2", "W2")]), stated: stated.to_vec() }
    };
    let told = |list: &List| elsewhere(&case.round, list, "manual.csv");
    assert!(told(&list([own.persons(), own.persons()])).is_none());
    assert!(told(&list([own.persons(), 7])).is_none(), "half of the rows is not most of them");
    let problem = told(&list([6, 7])).unwrap();
    assert_eq!((problem.code.number(), problem.details), ("E081", vec!["2".to_owned(), "2".to_owned()]));
}

#[test]
fn those_fixed_already_are_not_fixed_again() {
    let case = case_of(plain().fixed("A1", "W1"));
    let valid = valid_part(&case.round, &case.standing, &pairs(&[("A1", "W1"), ("A2", "W2")]));
    let rows = fixing(&case.round, &valid.kept, "kept");
    assert_eq!(rows.iter().map(|row| row.applicant.as_str()).collect::<Vec<_>>(), ["A2"]);
}
