//! What a limit costs: each step against an allocation with the bound moved by hand.

use sleutel::domain::Language;
use sleutel::pipeline::Request;
use sleutel::report::{Explained, Screen, explanation_json, explanation_text};
use sleutel::study::explain::{Base, Bound, about_limit};

use super::by_hand::{allocated, drawn, edited, goals, solved, then};
use super::support::{Extent, best_but_for_the_lottery, round};

fn moved(base: &Base, limit: usize, bound: Bound, value: i64) -> sleutel::study::Case {
    edited(&base.case, |round| {
        let stated = &mut round.limits.limits[limit];
        match bound {
            Bound::Maximum => stated.max = Some(value),
            Bound::Minimum => stated.min = Some(value),
        }
    })
    .unwrap()
}

#[test]
fn each_step_of_a_limit_is_the_optimum_with_the_bound_moved() {
    let (mut maxima, mut minima, mut cost) = (0, 0, 0);
    for seed in 0..60 {
        let base = drawn(seed, Extent::Small);
        for limit in 0..base.case.round.limits.limits.len() {
            let stated = &base.case.round.limits.limits[limit];
            let about = about_limit(&base, limit, &Request::default()).unwrap();
            let Some(about) = about else {
                assert_eq!((stated.min, stated.max), (None, None), "seed {seed}");
                continue;
            };
            assert_eq!(about.value, stated.max.or(stated.min).unwrap());
            assert!(about.steps.windows(2).all(|two| two[0].value < two[1].value), "seed {seed}: ascending");
            for step in &about.steps {
                let outcome = allocated(&moved(&base, limit, about.bound, step.value));
                let told: Vec<_> = step.effect.tiers.iter().map(|(tier, _, then)| (*tier, *then)).collect();
                assert_eq!(told, goals(&outcome), "seed {seed}: limit {limit} at {}", step.value);
                assert_eq!(step.effect.dwelling, None);
                let difference = outcome.placements.len().abs_diff(base.outcome.placements.len());
                assert_eq!(step.effect.gains.len().abs_diff(step.effect.loses.len()), difference, "seed {seed}");
                cost += usize::from(difference > 0);
            }
            *(if about.bound == Bound::Maximum { &mut maxima } else { &mut minima }) += 1;
        }
    }
    assert!(maxima > 30 && minima > 5 && cost > 20, "{maxima} maxima, {minima} minima, {cost} that cost");
}

#[test]
fn each_step_of_a_limit_is_the_best_of_all_allocations() {
    for seed in 0..40 {
        let base = drawn(seed, Extent::Tiny);
        for limit in 0..base.case.round.limits.limits.len() {
            let Some(about) = about_limit(&base, limit, &Request::default()).unwrap() else { continue };
            for step in &about.steps {
                let case = moved(&base, limit, about.bound, step.value);
                let best = best_but_for_the_lottery(&case.round, &case.standing, &|_| true).unwrap().0;
                assert_eq!(then(&step.effect), best, "seed {seed}: limit {limit} at {}", step.value);
            }
        }
    }
}

#[test]
fn a_maximum_does_not_go_below_what_is_fixed_nor_below_nothing() {
    let base = solved(
        round()
            .limit("starts", |limit| limit.max(2))
            .dwelling("W1", |w| w)
            .dwelling("W2", |w| w)
            .applicant("A1", |a| a)
            .applicant("A2", |a| a)
            .fixed("A1", "W1"),
    );
    let about = about_limit(&base, 0, &Request::default()).unwrap().unwrap();
    assert_eq!(about.steps.iter().map(|step| step.value).collect::<Vec<_>>(), [1, 3, 7]);
}

#[test]
fn a_limit_without_bounds_costs_nothing_and_has_the_keys_of_any_other() {
    let base = solved(
        round()
            .limit("bounded", |limit| limit.max(1))
            .limit("watched", |limit| limit)
            .dwelling("W1", |w| w)
            .applicant("A1", |a| a),
    );
    assert_eq!(about_limit(&base, 1, &Request::default()).unwrap(), None);
    let screen = Screen { language: Language::Nl, width: 100, color: false, folder: None };
    let shown = explanation_text(&base, &Explained::Unbounded(1), &screen);
    assert_eq!(
        shown,
        "watched\n\nWat zij kost\n  Deze begrenzing heeft geen maximum en geen minimum, en kost dus niets.\n"
    );
    let keys = |explained: &Explained| {
        let text = explanation_json(&base, explained, Language::En).unwrap();
        let value: serde_json::Value = serde_json::from_str(&text).unwrap();
        value.as_object().unwrap().keys().cloned().collect::<Vec<String>>()
    };
    let bounded = about_limit(&base, 0, &Request::default()).unwrap().unwrap();
    assert_eq!(keys(&Explained::Unbounded(1)), keys(&Explained::Limit(bounded)));
}
