//! The program of the formulation, one variable for every pair, tier after tier as integer programs.

use good_lp::solvers::highs::HighsParallelType;
use good_lp::{
    Expression, ProblemVariables, Solution, SolverModel, Variable, constraint, constraint::Constraint, highs, variable,
};
use sleutel::domain::{Mode, Placement, Round, Tier};
use sleutel::eligibility::Standing;

use super::reference::Reference;

/// Each tier's optimal value, as a maximum, and an allocation that has them.
pub fn best_by_pair_program(round: &Round, standing: &Standing) -> (Vec<i64>, Vec<Placement>) {
    let reference = Reference::new(round, standing);
    let chosen = solve_pair_program(&reference);
    let placements = chosen.iter().map(|index| {
        let pair = &reference.pairs[*index];
        Placement { applicant: pair.applicant, dwelling: pair.dwelling, mode: pair.mode }
    });
    (reference.values(&chosen), placements.collect())
}

/// The pairs of an allocation that is optimal in every tier.
pub fn solve_pair_program(reference: &Reference) -> Vec<usize> {
    let mut best: Vec<i64> = Vec::new();
    let mut chosen = Vec::new();
    for tier in 0..reference.round.model.tiers.len() {
        chosen = solve_tier(reference, &best);
        best.push(reference.values(&chosen)[tier]);
    }
    chosen
}

struct Variables {
    /// `x` and `s`, by pair.
    pairs: Vec<Variable>,
    /// `z`, by shared dwelling.
    shared: Vec<Variable>,
    /// `short`, by limit.
    short: Vec<Variable>,
}

/// Optimises the tier that comes after those whose best values are known.
fn solve_tier(reference: &Reference, best: &[i64]) -> Vec<usize> {
    if reference.pairs.is_empty() {
        return Vec::new();
    }
    let mut columns = ProblemVariables::new();
    let variables = Variables {
        pairs: columns.add_vector(variable().binary(), reference.pairs.len()),
        shared: columns.add_vector(variable().binary(), reference.shared.len()),
        short: columns.add_vector(variable().min(0), reference.maxima.len()),
    };
    let mut problem = columns
        .maximise(tier_value(reference, &variables, best.len()))
        .using(highs)
        .set_threads(1) // as the solver's: HiGHS settles on a number of threads once in a process
        .set_parallel(HighsParallelType::Off)
        .set_mip_rel_gap(0.0)
        .unwrap()
        .set_mip_abs_gap(0.0)
        .unwrap();
    for (tier, value) in best.iter().enumerate() {
        problem = problem.with(tier_value(reference, &variables, tier).geq(whole(*value)));
    }
    for row in rows(reference, &variables) {
        problem = problem.with(row);
    }
    let solution = problem.solve().unwrap();
    (0..variables.pairs.len()).filter(|pair| solution.value(variables.pairs[*pair]) > 0.5).collect()
}

#[allow(clippy::cast_precision_loss)] // amounts of test rounds are small
fn whole(number: i64) -> f64 {
    number as f64
}

fn tier_value(reference: &Reference, variables: &Variables, tier: usize) -> Expression {
    let pairs = reference.pairs.iter().zip(&variables.pairs);
    let own: Expression = pairs.map(|(pair, column)| whole(pair.values[tier]) * *column).sum();
    match reference.round.model.tiers[tier] {
        Tier::Minimums => {
            let limits = reference.round.limits.limits.iter().zip(&variables.short);
            own - limits.map(|(limit, short)| whole(limit.weight) * *short).sum::<Expression>()
        }
        Tier::Lottery => {
            let shared = reference.shared.iter().zip(&variables.shared);
            own - shared.map(|(shared, column)| whole(shared.draw) * *column).sum::<Expression>()
        }
        _ => own,
    }
}

fn rows(reference: &Reference, variables: &Variables) -> Vec<Constraint> {
    let mut rows = one_place_each(reference, variables);
    rows.extend(one_use_of_a_dwelling(reference, variables));
    rows.extend(sharers(reference, variables));
    rows.extend(limits(reference, variables));
    rows
}

/// `Σ_w x[h,w] + Σ_w s[h,w] ≤ 1`, and `= 1` for one that is fixed.
fn one_place_each(reference: &Reference, variables: &Variables) -> Vec<Constraint> {
    let of = |applicant: usize| -> Expression {
        let pairs = reference.pairs.iter().zip(&variables.pairs);
        pairs.filter(|(pair, _)| pair.applicant == applicant).map(|(_, column)| *column).sum()
    };
    let applicants = 0..reference.round.applicants.len();
    applicants
        .map(|h| if reference.fixed.contains(&h) { constraint!(of(h) == 1) } else { constraint!(of(h) <= 1) })
        .collect()
}

/// `Σ_h x[h,w] + Σ_k z[w,k] ≤ 1`.
fn one_use_of_a_dwelling(reference: &Reference, variables: &Variables) -> Vec<Constraint> {
    let of = |dwelling: usize| -> Expression {
        let whole = reference.pairs.iter().zip(&variables.pairs);
        let whole = whole.filter(|(pair, _)| pair.dwelling == dwelling && pair.mode == Mode::Whole);
        let shared = reference.shared.iter().zip(&variables.shared).filter(|(shared, _)| shared.dwelling == dwelling);
        whole.map(|(_, column)| *column).chain(shared.map(|(_, column)| *column)).sum()
    };
    (0..reference.round.dwellings.len()).map(|dwelling| constraint!(of(dwelling) <= 1)).collect()
}

/// `min · z[w,k] ≤ Σ_{h in k} s[h,w] ≤ places(w) · z[w,k]`.
fn sharers(reference: &Reference, variables: &Variables) -> Vec<Constraint> {
    let least = reference.round.model.sharing.as_ref().map_or(2, |sharing| sharing.min);
    let mut rows = Vec::new();
    for (shared, used) in reference.shared.iter().zip(&variables.shared) {
        let sharers = || shared.sharers.iter().map(|pair| variables.pairs[*pair]).sum::<Expression>();
        let places = reference.round.dwellings[shared.dwelling].places;
        rows.push(constraint!(sharers() >= f64::from(least) * *used));
        rows.push(constraint!(sharers() <= f64::from(places) * *used));
    }
    rows
}

/// `Σ amount · (x, s or z) ≤ max` and `Σ amount · (x, s or z) + short ≥ min`.
fn limits(reference: &Reference, variables: &Variables) -> Vec<Constraint> {
    let mut rows = Vec::new();
    for (index, limit) in reference.round.limits.limits.iter().enumerate() {
        let unit = whole(limit.counts.unit());
        let used = || -> Expression {
            let pairs = reference.pairs.iter().zip(&variables.pairs);
            let own = pairs.flat_map(|(pair, column)| {
                let uses = pair.uses.iter().filter(|(of, _)| *of == index);
                uses.map(|(_, amount)| whole(*amount) / unit * *column)
            });
            let shared = reference.shared.iter().zip(&variables.shared);
            let counted = shared.filter(|(shared, _)| shared.counted.contains(&index)).map(|(_, column)| 1.0 * *column);
            own.chain(counted).sum()
        };
        if let Some(max) = reference.maxima[index] {
            rows.push(constraint!(used() <= whole(max) / unit));
        }
        if let Some(min) = limit.min {
            rows.push(constraint!(used() + variables.short[index] >= whole(min) / unit));
        }
    }
    rows
}
