//! After refusals: as few other matches as possible move, and the summary says what moved and why.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod support;

use sleutel::allocation::changes::{Cause, Changes, Sort};
use sleutel::domain::{Decision, DecisionVerdict, Language, Match, Round, Tier};
use sleutel::pipeline::{Request, allocate};
use sleutel::program;
use sleutel::report::{Screen, outcome_json, summary_text};
use sleutel::study::Case;
use sleutel::study::changes::changes;
use support::{ApplicantBuilder, Extent, RoundBuilder, best_by_enumeration, matched, random_round, round};

fn refusal(one: &Match) -> Decision {
    Decision {
        applicant: one.applicant.clone(),
        dwelling: one.dwelling.clone(),
        verdict: DecisionVerdict::Refused,
        overrides: false,
        reason: Some("too far".to_owned()),
        by: Some("A. Worker".to_owned()),
        at: None,
        line: 99,
    }
}

fn staying(case: &Case, earlier: &[Match], first: bool) -> Case {
    let mut case = case.clone();
    case.round.model.tiers.retain(|tier| *tier != Tier::Unchanged);
    case.round.model = case.round.model.staying_close(first);
    let knows =
        |one: &&Match| case.round.applicant(&one.applicant).is_some() && case.round.dwelling(&one.dwelling).is_some();
    case.round.earlier = earlier.iter().filter(knows).cloned().collect();
    case.round.earlier.sort();
    case
}

fn changed(case: &Case, earlier: &[Match]) -> (sleutel::allocation::Outcome, Changes) {
    let mut outcome = allocate(&case.round, &case.standing, &Request::default()).unwrap();
    let found = changes(case, earlier, &outcome, &Request::default()).unwrap();
    outcome.changes = Some(found.clone());
    (outcome, found)
}

#[test]
fn a_refused_offer_moves_the_fewest_others_that_any_allocation_moves() {
    let mut refused = 0;
    for seed in 0..80 {
        let (round, standing) = random_round(seed, Extent::Tiny);
        let case = Case { round, standing };
        let first = case.answer(&Request::default()).unwrap();
        let earlier = case.matches(&first.placements);
        let fixed = |one: &&Match| case.round.decisions.iter().all(|decision| decision.applicant != one.applicant);
        let Some(offer) = earlier.iter().find(fixed) else { continue };
        refused += 1;
        let after = staying(&case, &earlier, true).with_decisions(&[refusal(offer)]).unwrap();
        let (outcome, found) = changed(&after, &earlier);
        let most = best_by_enumeration(&after.round, &after.standing)[0];
        assert_eq!(i64::try_from(found.kept).unwrap(), most, "seed {seed}: as many as can stand");
        assert_eq!(outcome.tiers[0].value, most, "seed {seed}");
        let of_offer = found.changes.iter().find(|change| change.applicant == offer.applicant).unwrap();
        assert!(
            matches!(&of_offer.cause, Cause::Decided(decision) if decision.line == 99),
            "seed {seed}: {of_offer:?}"
        );
        assert_eq!(
            found.kept + found.count(Sort::Refused) + found.count(Sort::Changed) + found.count(Sort::Lost),
            earlier.len()
        );
        for change in
            found.changes.iter().filter(|change| change.sort() == Sort::Changed || change.sort() == Sort::Lost)
        {
            let fixing = Decision {
                verdict: DecisionVerdict::Fixed,
                ..refusal(&matched(&change.applicant, change.from.as_ref().unwrap(), None))
            };
            let alone = after.with_decisions(&[fixing]).is_ok(); // else it can only be kept with its sharers
            let told = !matches!(change.cause, Cause::Open);
            assert!(told || !alone || found.changes.len() > 3, "seed {seed}: {change:?}");
        }
    }
    assert!(refused > 40, "only {refused} refusals were looked at");
}

#[test]
fn a_goal_that_keeping_a_match_would_cost_is_the_one_that_enumeration_finds() {
    let mut found_costs = 0;
    for seed in 0..150 {
        let (round, standing) = random_round(seed, Extent::Tiny);
        let case = Case { round, standing };
        let earlier = case.matches(&case.answer(&Request::default()).unwrap().placements);
        let Some(offer) =
            earlier.first().filter(|one| case.round.decisions.iter().all(|d| d.applicant != one.applicant))
        else {
            continue;
        };
        let after = staying(&case, &earlier, false).with_decisions(&[refusal(offer)]).unwrap();
        let (_, found) = changed(&after, &earlier);
        for change in &found.changes {
            let Cause::Costs(tier) = change.cause else { continue };
            found_costs += 1;
            let pair = matched(&change.applicant, change.from.as_ref().unwrap(), None);
            let fixing = Decision { verdict: DecisionVerdict::Fixed, ..refusal(&pair) };
            let kept = after.with_decisions(&[fixing]).unwrap();
            let (with, plain) =
                (best_by_enumeration(&kept.round, &kept.standing), best_by_enumeration(&after.round, &after.standing));
            let place = with.iter().zip(&plain).position(|(with, plain)| with < plain);
            let lottery = after.round.model.tiers.len() - 1;
            assert_eq!(after.round.model.tiers[place.unwrap_or(lottery)], tier, "seed {seed}: {change:?}");
        }
    }
    assert!(found_costs > 2, "only {found_costs} costs were looked at");
}

#[test]
fn what_it_costs_that_earlier_matches_go_first_is_what_enumeration_finds() {
    let (mut some, mut none) = (0, 0);
    for seed in 0..120 {
        let (round, standing) = random_round(seed, Extent::Tiny);
        let case = Case { round, standing };
        let mut earlier = case.matches(&case.answer(&Request::default()).unwrap().placements);
        let fixed = |one: &Match| case.round.decisions.iter().any(|decision| decision.applicant == one.applicant);
        earlier.retain(|one| !fixed(one));
        let Some(offer) = earlier.first() else { continue };
        let case = case.with_decisions(&[refusal(offer)]).unwrap();
        let (first, last) = (staying(&case, &earlier, true), staying(&case, &earlier, false));
        let (_, found) = changed(&first, &earlier);
        let values = |case: &Case| {
            let best = best_by_enumeration(&case.round, &case.standing);
            let tiers = case.round.model.tiers.iter().copied().zip(best);
            let goals = tiers.filter(|(tier, _)| !matches!(tier, Tier::Unchanged | Tier::Lottery));
            goals.map(|(tier, value)| (tier, program::sign(tier) * value)).collect::<Vec<(Tier, i64)>>()
        };
        let pairs = values(&first).into_iter().zip(values(&last));
        let expected: Vec<(Tier, i64, i64)> =
            pairs.map(|((tier, now), (_, then))| (tier, now, then)).filter(|(_, now, then)| now != then).collect();
        *(if expected.is_empty() { &mut none } else { &mut some }) += 1;
        assert_eq!(found.price, Some(expected), "seed {seed}");
        assert_eq!(changed(&last, &earlier).1.price, None, "seed {seed}: nothing goes first");
    }
    assert!(some > 5 && none > 5, "{some} cost something, {none} nothing");
}

/// Three dwellings, of which the last is dear, and three applicants.
fn three() -> RoundBuilder {
    round()
        .dwelling("W1", |d| d)
        .dwelling("W2", |d| d)
        .dwelling("W3", |d| d.rent(90_000))
        .applicant("A1", |a| a)
        .applicant("A2", |a| a)
        .applicant("A3", |a| a.registered("2025-02-01"))
}

fn pairs(pairs: &[(&str, &str)]) -> Vec<Match> {
    pairs.iter().map(|(applicant, dwelling)| matched(applicant, dwelling, None)).collect()
}

fn told(building: RoundBuilder, earlier: &[(&str, &str)], language: Language) -> (Changes, String, Round, String) {
    let (round, standing) = building.ready();
    let case = staying(&Case { round, standing }, &pairs(earlier), true);
    let (outcome, found) = changed(&case, &pairs(earlier));
    let screen = Screen { language, width: 100, color: false, folder: None };
    let text = summary_text(&case.round, &outcome, &screen);
    let json = outcome_json(&case.round, &outcome).unwrap();
    (found, text, case.round, json)
}

#[test]
fn the_summary_says_who_moved_and_why_in_both_languages() {
    let building = || three().refused("A1", "W1");
    let earlier = [("A1", "W1"), ("A2", "W2")];
    let (found, english, _, json) = told(building(), &earlier, Language::En);
    assert_eq!((found.earlier, found.kept, found.count(Sort::Refused), found.count(Sort::New)), (2, 1, 1, 1));
    assert!(english.contains("Earlier matches: 1 of 2 stand; 1 refused, 1 new"), "{english}");
    assert!(english.contains("A1 no longer has W1, and has no place: refused"), "{english}");
    assert!(english.contains("A3 gets W1: it was A1’s"), "{english}");
    assert!(english.contains("none that keeps as many does better."), "{english}");
    assert!(!english.contains("with these decisions does better"), "{english}");
    assert!(english.contains("Because the earlier matches go first: waiting days 128 instead of 200."), "{english}");
    let (_, nothing_lost, ..) = told(three(), &earlier, Language::En);
    assert!(nothing_lost.contains("That the earlier matches go first costs no goal anything."), "{nothing_lost}");
    let (_, dutch, _, _) = told(building(), &earlier, Language::Nl);
    assert!(
        dutch.contains("Doordat de eerdere matches voorgaan: dagen inschrijfduur 128 in plaats van 200."),
        "{dutch}"
    );
    assert!(dutch.contains("Eerdere matches: 1 van 2 blijven staan; 1 geweigerd, 1 nieuw"), "{dutch}");
    assert!(dutch.contains("A1 heeft W1 niet meer, en heeft geen plek: geweigerd"), "{dutch}");
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let changes = &json["changes"];
    assert_eq!((changes["kept"].as_u64(), changes["refused"].as_u64()), (Some(1), Some(1)));
    assert_eq!(
        (changes["moves"][0]["sort"].as_str(), changes["moves"][0]["reason"].as_str()),
        (Some("refused"), Some("decision"))
    );
}

#[test]
fn what_is_not_in_the_round_any_more_and_what_breaks_a_rule_now_is_said() {
    let earlier = [("A1", "W9"), ("A2", "W3"), ("A9", "W1")];
    let (found, ..) = told(three(), &earlier, Language::En);
    let cause = |id: &str| found.changes.iter().find(|one| one.applicant == id).unwrap().cause.name();
    assert_eq!((cause("A1"), cause("A2"), cause("A9")), ("dwelling-gone", "breaks-rules", "applicant-gone"));
    assert_eq!(found.kept, 0);
}

#[test]
fn a_dwelling_that_is_fixed_for_another_is_the_reason() {
    let (found, ..) = told(three().fixed("A3", "W1"), &[("A1", "W1"), ("A2", "W2")], Language::En);
    let change = found.changes.iter().find(|one| one.applicant == "A1").unwrap();
    assert!(matches!(&change.cause, Cause::FixedForOther(decision) if decision.applicant == "A3"), "{change:?}");
}

#[test]
fn without_earlier_results_the_summary_has_no_changes() {
    let (round, standing) = three().ready();
    let outcome = allocate(&round, &standing, &Request::default()).unwrap();
    let json: serde_json::Value = serde_json::from_str(&outcome_json(&round, &outcome).unwrap()).unwrap();
    assert!(json.get("changes").is_none());
}

#[test]
fn who_shares_with_those_who_stay_is_told_beside_them_and_they_are_not_said_to_have_moved() {
    let sharers = || {
        round()
            .sharing(2, 10_000)
            .dwelling("W1", |d| d.places(3).rooms(4).rent(150_000))
            .applicant("A1", ApplicantBuilder::shares)
            .applicant("A2", ApplicantBuilder::shares)
            .applicant("A3", ApplicantBuilder::shares)
            .applicant("A4", |a| a.shares().registered("2025-02-01"))
    };
    let (found, english, ..) = told(sharers(), &[("A1", "W1"), ("A2", "W1")], Language::En);
    assert_eq!((found.kept, found.count(Sort::New)), (2, 1));
    assert!(english.contains("A3 gets W1: a place beside A1, A2\n"), "{english}");
    let earlier = [("A1", "W1"), ("A2", "W1"), ("A3", "W1")];
    let (found, english, _, json) = told(sharers().refused("A3", "W1"), &earlier, Language::En);
    assert!(english.contains("A4 gets W1: it was A3’s\n"), "{english}");
    let left = found.changes.iter().find(|change| change.applicant == "A3").unwrap();
    assert_eq!(left.others, ["A4"], "A1 and A2 lived there before");
    assert!(json.contains("\"beside\""), "{json}");
}
