//! The statutory task in persons, and the step of supervision to expect.

use super::city::{City, city};
use sleutel::domain::Fraction;
use sleutel::year::monitor::{Assessed, Backlog, Scenario, StatutoryCourse, Steps};

fn steps(least: u8, most: u8) -> Steps {
    Steps { least, most }
}

fn course(city: &City) -> StatutoryCourse {
    city.now().statutory.unwrap()
}

/// Whether the task is met, the backlog and the steps after an assessment, in the straight line.
fn straight(assessed: &Assessed) -> (bool, Backlog, Steps) {
    let found = assessed.expected.unwrap()[Scenario::Straight as usize];
    (found.task_met, found.backlog, found.after)
}

#[test]
fn every_transition_of_the_ladder() {
    for (now, task_met, backlog, next) in [
        (steps(3, 3), true, Backlog::Cleared, steps(2, 2)),
        (steps(3, 3), true, Backlog::AsWanted, steps(3, 3)),
        (steps(3, 3), true, Backlog::Less, steps(3, 4)),
        (steps(3, 3), false, Backlog::Cleared, steps(4, 4)),
        (steps(3, 3), false, Backlog::AsWanted, steps(4, 4)),
        (steps(3, 3), false, Backlog::Less, steps(4, 4)),
        (steps(0, 0), true, Backlog::Cleared, steps(0, 0)),
        (steps(0, 0), true, Backlog::Less, steps(0, 1)),
        (steps(0, 0), false, Backlog::Less, steps(1, 1)),
        (steps(6, 6), true, Backlog::Cleared, steps(5, 5)),
        (steps(6, 6), true, Backlog::Less, steps(6, 6)),
        (steps(6, 6), false, Backlog::Less, steps(6, 6)),
        (steps(3, 4), true, Backlog::Cleared, steps(2, 3)),
        (steps(3, 4), true, Backlog::Less, steps(3, 5)),
        (steps(5, 6), false, Backlog::Less, steps(6, 6)),
    ] {
        assert_eq!(now.after(task_met, backlog), next, "{now:?} {task_met} {backlog:?}");
    }
    assert_eq!(Steps::exactly(9), steps(6, 6));
}

#[test]
fn persons_count_towards_the_task_first_and_then_against_the_backlog() {
    // 12 persons a month: 72 in each half year, 12 beyond the task of 60.
    let course = course(&city().task(40).realised("refugees", &[6, 6]));
    let [first, second] = &course.halves;
    assert_eq!((first.housed, first.to_house, first.months), (24, 36, 2));
    assert_eq!((first.needed, first.ending), (Some(Fraction::whole(9)), Some([72, 72, 72])));
    assert_eq!((first.backlog_before, first.backlog_after), (40, Some([28, 28, 28])));
    assert_eq!((second.housed, second.backlog_before, second.backlog_after), (0, 28, Some([16, 16, 16])));
    assert_eq!((course.wanted, course.goal(), course.needed()), (20, 140, Some(Fraction::new(116, 10))));
}

#[test]
fn the_step_stays_when_the_wanted_part_is_cleared_at_the_years_end() {
    let course = course(&city().task(40).realised("refugees", &[6, 6])); // clears 24 of 40 and 20 are wanted
    assert_eq!(course.assessed.iter().map(|one| one.half).collect::<Vec<_>>(), [0, 1]);
    assert_eq!(straight(&course.assessed[0]), (true, Backlog::AsWanted, steps(3, 3)));
    assert_eq!(straight(&course.assessed[1]), (true, Backlog::AsWanted, steps(3, 3)));
    assert_eq!((course.halves[0].keeping, course.halves[1].keeping), (61, 68)); // 60 and what is left of 20
    assert_eq!(course.halves[1].needed_to_keep, Some(Fraction::new(68, 6)));
}

#[test]
fn a_beginning_keeps_the_step_in_july_but_not_for_certain_at_the_years_end() {
    let course = course(&city().task(100).realised("refugees", &[6, 6])); // clears 24 and 50 are wanted
    assert_eq!(straight(&course.assessed[0]), (true, Backlog::AsWanted, steps(3, 3)));
    assert_eq!(straight(&course.assessed[1]), (true, Backlog::Less, steps(3, 4)));
}

#[test]
fn a_task_exactly_met_leaves_the_backlog_and_the_step_in_doubt() {
    let course = course(&city().task(40).realised("refugees", &[5, 5]));
    assert_eq!(straight(&course.assessed[0]), (true, Backlog::Less, steps(3, 4)));
    assert_eq!(straight(&course.assessed[1]), (true, Backlog::Less, steps(3, 5)));
}

#[test]
fn a_missed_task_adds_to_the_backlog_and_raises_the_step_each_time() {
    let course = course(&city().task(40).realised("refugees", &[4, 4])); // 48 in each half year
    assert_eq!(course.halves[1].backlog_before, 52);
    assert_eq!(straight(&course.assessed[0]), (false, Backlog::Less, steps(4, 4)));
    assert_eq!(straight(&course.assessed[1]), (false, Backlog::Less, steps(5, 5)));
}

#[test]
fn a_cleared_backlog_takes_the_step_down() {
    let course = course(&city().task(40).realised("refugees", &[9, 9])); // 108 in each half year
    assert_eq!(straight(&course.assessed[0]), (true, Backlog::Cleared, steps(2, 2)));
    assert_eq!(straight(&course.assessed[1]), (true, Backlog::Cleared, steps(1, 1)));
    assert_eq!(course.halves[1].backlog_before, -8); // ahead by so many
    assert_eq!((course.halves[1].keeping, course.halves[1].to_house), (52, 52));
}

#[test]
fn poor_and_good_months_may_make_another_step() {
    let course = course(&city().task(0).realised("refugees", &[4, 6])); // 8 and 12 persons
    let [low, straight, high] = course.assessed[0].expected.unwrap();
    assert_eq!([low.task_met, straight.task_met, high.task_met], [false, true, true]); // 52, 60, 68
    assert_eq!([low.after, straight.after, high.after], [steps(4, 4), steps(2, 2), steps(2, 2)]);
}

#[test]
fn a_half_year_that_is_complete_is_judged_by_what_is_housed() {
    let course = course(&city().task(40).realised("refugees", &[6, 6, 6, 6, 6, 1, 9])); // 62, then 18
    let first = &course.assessed[0];
    assert!(first.complete && !course.assessed[1].complete);
    assert_eq!(course.halves[0].ending, Some([62, 62, 62]));
    assert_eq!((course.halves[0].needed, course.halves[1].months, course.halves[1].housed), (None, 1, 18));
    assert_eq!(straight(first), (true, Backlog::AsWanted, steps(3, 3)));
}

#[test]
fn only_the_group_of_the_task_counts_and_each_half_year_is_judged_once() {
    let mut city = city().task(40).realised("refugees", &[6]).realised("care", &[50]);
    let days = ["2025-01-01", "2025-07-01", "2025-10-01"];
    city.0.statutory.as_mut().unwrap().assessed = days.iter().map(|day| day.parse().unwrap()).collect();
    let course = course(&city);
    assert_eq!(course.housed(), 12);
    let days: Vec<String> = course.assessed.iter().map(|one| one.day.to_string()).collect();
    assert_eq!(days, ["2025-07-01"]);
}
