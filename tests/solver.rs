//! Sentinels that judge an upgrade of the solver crates: signs of prices, optima that a release of `HiGHS`
//! once got wrong, parts whose relaxation is fractional, and the program as a person reads it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod support;

use good_lp::{DualValues, Solution, SolutionWithDual, SolverModel, constraint, variables};
use highs::{HighsModelStatus, RowProblem, Sense};
use sleutel::allocation::{self, Proof};
use sleutel::domain::{Round, Tier};
use sleutel::eligibility::{Index, Standing};
use sleutel::program::{Meaning, Program};
use sleutel::solver::{self, Deadline, Ending, Solved, Task};
use sleutel::verify::verify;
use support::{ApplicantBuilder, Results, RoundBuilder, round};

/// Answers may differ from the exact value by so much: rows and whole numbers are kept to 1e-6 only, times
/// the costs. The wrong answers that these tests are after differ by 0.4 and more.
const TOLERANCE: f64 = 1e-5;

fn close(found: &[f64], expected: &[f64]) {
    let same = found.len() == expected.len() && found.iter().zip(expected).all(|(a, b)| (a - b).abs() < TOLERANCE);
    assert!(same, "found {found:?}, expected {expected:?}");
}

/// `min 2x + 3y`, `x + y ≥ 4`, `x + 3y ≥ 6`: the optimum 9 lies at (3, 1), where one more of the first
/// row costs 1.5 and one more of the second 0.5.
#[test]
fn a_row_that_must_be_reached_has_a_positive_price_when_costs_are_minimised() {
    let mut problem = RowProblem::default();
    let (x, y) = (problem.add_column(2.0, 0.0..), problem.add_column(3.0, 0.0..));
    problem.add_row(4.0.., [(x, 1.0), (y, 1.0)]);
    problem.add_row(6.0.., [(x, 1.0), (y, 3.0)]);
    let mut model = problem.optimise(Sense::Minimise);
    model.make_quiet();
    let solution = model.solve().get_solution();
    close(solution.columns(), &[3.0, 1.0]);
    close(solution.dual_rows(), &[1.5, 0.5]);

    variables! { problem: 0 <= x; 0 <= y; }
    let mut model = problem.minimise(2 * x + 3 * y).using(good_lp::highs);
    let first = model.add_constraint(constraint!(x + y >= 4));
    let second = model.add_constraint(constraint!(x + 3 * y >= 6));
    let mut solution = model.solve().unwrap();
    close(&[solution.value(x), solution.value(y)], &[3.0, 1.0]);
    let prices = solution.compute_dual();
    close(&[prices.dual(first), prices.dual(second)], &[1.5, 0.5]);
}

/// `max 3x + 5y`, `x + y ≤ 4`, `x + 3y ≤ 6`: the optimum 14 lies at (3, 1), where one more of the first
/// row yields 2 and one more of the second 1.
#[test]
fn room_in_a_row_has_a_positive_price_when_worth_is_maximised() {
    let mut problem = RowProblem::default();
    let (x, y) = (problem.add_column(3.0, 0.0..), problem.add_column(5.0, 0.0..));
    problem.add_row(..=4.0, [(x, 1.0), (y, 1.0)]);
    problem.add_row(..=6.0, [(x, 1.0), (y, 3.0)]);
    let mut model = problem.optimise(Sense::Maximise);
    model.make_quiet();
    close(model.solve().get_solution().dual_rows(), &[2.0, 1.0]);

    variables! { problem: 0 <= x; 0 <= y; }
    let mut model = problem.maximise(3 * x + 5 * y).using(good_lp::highs);
    let first = model.add_constraint(constraint!(x + y <= 4));
    let second = model.add_constraint(constraint!(x + 3 * y <= 6));
    let mut solution = model.solve().unwrap();
    let prices = solution.compute_dual();
    close(&[prices.dual(first), prices.dual(second)], &[2.0, 1.0]);
}

/// The form in which the allocation is solved: what is maximised stands as a negative cost. A third
/// column, worth 4 and using 2 of each row, loses 6 − 4 = 2 and stays at 0.
#[test]
fn as_a_negative_cost_room_has_a_negative_price_and_a_losing_column_a_positive_reduced_cost() {
    let mut problem = RowProblem::default();
    let (x, y) = (problem.add_column(-3.0, 0.0..), problem.add_column(-5.0, 0.0..));
    let losing = problem.add_column(-4.0, 0.0..=1.0);
    problem.add_row(..=4.0, [(x, 1.0), (y, 1.0), (losing, 2.0)]);
    problem.add_row(..=6.0, [(x, 1.0), (y, 3.0), (losing, 2.0)]);
    let mut model = problem.optimise(Sense::Minimise);
    model.make_quiet();
    let solution = model.solve().get_solution();
    close(solution.dual_rows(), &[-2.0, -1.0]);
    close(solution.dual_columns(), &[0.0, 0.0, 2.0]);
}

/// The optimum with presolve and without, both gaps at 0.
fn optima(problem: &RowProblem) -> [f64; 2] {
    ["on", "off"].map(|presolve| {
        let mut model = problem.clone().optimise(Sense::Minimise);
        model.make_quiet();
        model.set_option("presolve", presolve);
        model.set_option("mip_rel_gap", 0.0);
        model.set_option("mip_abs_gap", 0.0);
        let solved = model.solve();
        assert_eq!(solved.status(), HighsModelStatus::Optimal, "presolve {presolve}");
        solved.objective_value()
    })
}

/// The least of the costs that the whole numbers allow.
fn least(costs: impl Iterator<Item = f64>) -> f64 {
    costs.fold(f64::INFINITY, f64::min)
}

/// Of the kind of `HiGHS` thread 3043: one row to be reached, cheaper without the whole number.
#[test]
fn presolve_leaves_a_dear_whole_column_at_nothing() {
    let mut problem = RowProblem::default();
    let (part, whole) = (problem.add_column(3.0, 0.0..=12.0), problem.add_integer_column(5.0, 0.0..=9.0));
    problem.add_row(6.5.., [(part, 1.0), (whole, 1.0)]);
    let enumerated = least((0..=9).map(f64::from).map(|whole| 5.0 * whole + 3.0 * f64::max(6.5 - whole, 0.0)));
    close(&[enumerated], &[19.5]);
    close(&optima(&problem), &[enumerated; 2]);
}

/// Of the kind of `HiGHS` thread 2957: the whole number is cheap, and one more of it than fits is not.
#[test]
fn presolve_does_not_round_a_cheap_whole_column_up() {
    let mut problem = RowProblem::default();
    let (whole, part) = (problem.add_integer_column(1.0, 0.0..=15.0), problem.add_column(3.0, 6.5..=20.0));
    problem.add_row(16.7.., [(whole, 1.0), (part, 1.0)]);
    let enumerated = least((0..=15).map(f64::from).map(|whole| whole + 3.0 * f64::max(16.7 - whole, 6.5)));
    close(&[enumerated], &[30.1]);
    close(&optima(&problem), &[enumerated; 2]);
}

/// Of the kind of `HiGHS` thread 3073: a costly gap to a goal of 5, and a small cost on the size of the
/// whole number, which a row keeps above 1.3.
#[test]
fn presolve_closes_a_costly_gap_to_a_goal() {
    let mut problem = RowProblem::default();
    let gap = problem.add_column(50.0, 0.0..);
    let size = problem.add_column(0.02, f64::NEG_INFINITY..);
    let whole = problem.add_integer_column(0.0, 0.0..);
    problem.add_row(5.0..=5.0, [(gap, 1.0), (whole, 1.0)]);
    problem.add_row(..=0.0, [(whole, 1.0), (size, -1.0)]);
    problem.add_row(..=0.0, [(whole, -1.0), (size, -1.0)]);
    problem.add_row(..=5.0, [(whole, 1.0)]);
    problem.add_row(..=-1.3, [(whole, -1.0)]);
    let enumerated = least((2..=5).map(f64::from).map(|whole| 50.0 * (5.0 - whole) + 0.02 * whole));
    close(&[enumerated], &[0.1]);
    close(&optima(&problem), &[enumerated; 2]);
}

/// Of the kind of `HiGHS` thread 3094: three switches of which one may be on, each serving its own side
/// up to 600; what is not served costs 4, 9 or 7.
#[test]
fn presolve_serves_the_dearest_of_sides_that_exclude_each_other() {
    let weights = [4.0, 9.0, 7.0];
    let mut problem = RowProblem::default();
    let mut switches = Vec::new();
    for weight in weights {
        let switch = problem.add_integer_column(0.0, 0.0..=1.0);
        let (served, missed) = (problem.add_column(0.0, 0.0..=600.0), problem.add_column(weight, 0.0..=600.0));
        problem.add_row(..=0.0, [(served, 1.0), (switch, -600.0)]);
        problem.add_row(600.0..=600.0, [(served, 1.0), (missed, 1.0)]);
        switches.push((switch, 1.0));
    }
    problem.add_row(..=1.0, switches);
    let all: f64 = weights.iter().sum();
    let enumerated = least([0.0].into_iter().chain(weights).map(|served| 600.0 * (all - served)));
    close(&[enumerated], &[6_600.0]);
    close(&optima(&problem), &[enumerated; 2]);
}

/// A round of one part, solved.
fn solved(builder: RoundBuilder) -> (Round, Standing, Program, Solved) {
    let (round, standing) = builder.tiers(&[Tier::Placed, Tier::Lottery]).ready();
    let program = Program::new(&round, &standing, &Index::new(&round, &standing));
    assert_eq!(program.parts.len(), 1, "{program}");
    let solved = solver::solve(
        &program.parts[0],
        Task { tiers: program.tiers.len(), certainty: true, ..Task::default() },
        None,
        &|_| {},
    )
    .unwrap();
    (round, standing, program, solved)
}

/// So many are placed where the relaxation promises more; the certificate says that this rests on
/// branching, and the checker takes it.
fn is_branched_to(builder: RoundBuilder, placed: i64) {
    let (round, standing, program, solved) = solved(builder);
    assert_eq!((solved.tiers[0].value, solved.tiers[0].ending), (placed, Ending::Branched), "{program}");
    let read = allocation::read(&round, &program, &program.parts[0], &solved);
    let index = Index::new(&round, &standing);
    let outcome = allocation::outcome(&round, &standing, &index, vec![read], Deadline::default());
    assert_eq!(i64::try_from(outcome.placements.len()), Ok(placed));
    assert_eq!(outcome.tiers[0].proof, Proof::BranchAndBound);
    let prices = &outcome.certificate.parts[0].tiers[0];
    assert_eq!((prices.proof.as_str(), prices.search_bound), ("branch-and-bound", Some(placed)));
    assert!(prices.bound.floor() > i128::from(placed), "the prices leave a gap: {}", prices.bound);
    assert_eq!(verify(&round, &standing, &Results::of(&round, &outcome).read()).findings, []);
}

/// Halves of all four would keep the six limits of 1; whole, one excludes the three others.
#[test]
fn four_organisations_of_which_no_two_may_start_place_one() {
    let names = ["north", "east", "south", "west"];
    let mut builder = round();
    for (number, name) in names.into_iter().enumerate() {
        builder = builder.dwelling(&format!("W{number}"), |d| d).applicant(name, |a| a.organisation(name));
        for other in &names[number + 1..] {
            builder =
                builder.limit(&format!("{name} {other}"), |l| l.applicants("organisation", &[name, other]).max(1));
        }
    }
    is_branched_to(builder, 1);
}

/// One and a half dwelling would hold all three; whole, two share one dwelling and the third is left.
#[test]
fn the_third_sharer_has_nobody_to_share_with() {
    let mut builder = round().sharing(2, 10_000);
    for id in ["W1", "W2"] {
        builder = builder.dwelling(id, |d| d.rooms(4).places(2)); // too large for one person alone
    }
    for id in ["A1", "A2", "A3"] {
        builder = builder.applicant(id, ApplicantBuilder::shares);
    }
    is_branched_to(builder, 2);
}

#[test]
fn a_round_of_two_by_two_is_printed_as_a_person_reads_it() {
    let (.., program, solved) = solved(
        round()
            .dwelling("W1", |d| d.rooms(2))
            .dwelling("W2", |d| d.rooms(4))
            .applicant("A1", |a| a)
            .applicant("A2", |a| a.persons(2).children(2))
            .limit("starts", |l| l.max(1)),
    );
    assert_eq!(solved.tiers[0].value, 1);
    let text = "\
tiers: placed, lottery
part 0: 4 columns, 5 rows
  take[0 of 0] in 0..1 worth [1]
  flow[0,0 whole] in 0..1 worth [0]
  take[1 of 1] in 0..1 worth [1]
  flow[1,1 whole] in 0..1 worth [0]
  maximum 0: 1 take[0 of 0] + 1 take[1 of 1] <= 1
  kind 0: 1 flow[0,0 whole] <= 1
  kind 1: 1 flow[1,1 whole] <= 1
  profile 0: 0 <= 1 take[0 of 0] + -1 flow[0,0 whole] <= 0
  profile 1: 0 <= 1 take[1 of 1] + -1 flow[1,1 whole] <= 0";
    let printed: Vec<String> = program.to_string().lines().map(without_draws).collect();
    assert_eq!(printed.join("\n"), text);
}

/// The worth in the tier `placed` alone.
fn without_draws(line: &str) -> String {
    line.split_once(", ")
        .filter(|_| line.contains("worth"))
        .map_or_else(|| line.to_owned(), |(kept, _)| format!("{kept}]"))
}

/// One place, three applicants alike but for waiting time: two stand before the third.
#[test]
fn whoever_stands_behind_more_than_there_is_room_for_is_left_out_of_the_search() {
    let (round, standing) = round()
        .tiers(&[Tier::Placed, Tier::Waiting, Tier::Lottery])
        .dwelling("W1", |d| d)
        .dwelling("W2", |d| d)
        .applicant("A1", |a| a.registered("2020-01-01"))
        .applicant("A2", |a| a.registered("2015-01-01"))
        .applicant("A3", |a| a.registered("2010-01-01"))
        .applicant("B1", |a| a.registered("2021-01-01").organisation("other"))
        .limit("other: starts", |l| l.applicants("organisation", &["other"]).max(1))
        .ready();
    let program = Program::new(&round, &standing, &Index::new(&round, &standing));
    assert_eq!(program.parts.len(), 1);
    let part = &program.parts[0];
    let left_out = |most_placed| -> Vec<&str> {
        let dominated = part.dominated(most_placed);
        let of = |(column, dominated): (sleutel::program::Column<'_>, &bool)| match column.meaning {
            Meaning::Take { applicant, .. } if *dominated => Some(round.applicants[applicant].id.as_str()),
            _ => None,
        };
        part.columns.iter().zip(&dominated).filter_map(of).collect()
    };
    assert_eq!(left_out(2), ["A1"], "B1 claims another limit, so nobody stands before it");
    assert!(left_out(3).is_empty(), "with room for three A1 may be placed too");
}
