//! Why an applicant has no place: the rules, what placing it would cost, and what would change it.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::candidates;
use super::tried::{Family, Found, Question, Tried, own};
use super::{Base, Effect};
use crate::allocation::{Answer, Obstacles, in_the_way_of_vacant};
use crate::domain::{Mode, RuleSet};
use crate::pipeline::Request;
use crate::solver::Failure;

/// Why an applicant has no place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WhyNot {
    /// The applicant (index).
    pub applicant: usize,
    /// Dwellings that do not fit, by the rules that each breaks in the way of living there that breaks fewest;
    /// most dwellings first.
    pub excluded: Vec<(RuleSet, usize)>,
    /// Dwellings that fit.
    pub fitting: Vec<Fitting>,
    /// What placing it would cost; `None` where nothing fits.
    pub cost: Option<Effect>,
    /// The smallest changes of each sort that place it, each found by solving the changed round.
    pub changes: Vec<Found>,
    /// Changes of which it was found out what they do.
    pub tried: usize,
    /// Changes of which that stays open, because time ran out.
    pub open: usize,
    /// Whether larger changes of some sort were left out.
    pub cut: bool,
}

/// A dwelling that fits, and who lives there in the optimum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fitting {
    /// The dwelling (index).
    pub dwelling: usize,
    /// In which ways it fits.
    pub modes: Vec<Mode>,
    /// Who lives there; nobody where it stays vacant.
    pub occupants: Vec<usize>,
    /// Where it stays vacant, what keeps this applicant out; nothing where that is not known.
    pub in_the_way: Option<Obstacles>,
}

/// Finds out why an applicant that takes part has no place. `progress` is told how many sorts of changes were
/// looked at, and of how many.
///
/// # Errors
/// When the solver fails in a way that is not the user's doing.
pub fn why_not(
    base: &Base,
    applicant: usize,
    request: &Request<'_>,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Result<WhyNot, Failure> {
    let quiet = Request { progress: None, ..*request };
    let (excluded, fitting) = dwellings(base, applicant);
    let wish = Request { wish: Some(applicant), ..quiet };
    let placing = (!fitting.is_empty()).then(|| base.near(&base.case, &wish)).transpose()?;
    let now = &base.outcome.placements;
    let has_place = |answer: &&Answer| own(answer, applicant).is_some();
    let placing_now = placing.as_ref().filter(has_place).map_or(now, |answer| &answer.placements).clone();
    // Where the others live is not kept the same as far as can be: who moves would say nothing.
    let cost = placing.map(|answer| Effect { moves: Vec::new(), ..base.effect(&answer, applicant) });
    let question = Question { base, applicant, placing: &placing_now, request: quiet };
    let rules = candidates::rules(base, applicant);
    let mut others = candidates::limits(base, applicant);
    others.extend(Some(candidates::released(base, applicant)).filter(|family| !family.plans.is_empty()));
    let all_fail = !rules.is_empty() && question.all_fail(&rules)?;
    let ruled_out = if all_fail { rules.iter().map(|family| family.plans.len()).sum() } else { 0 };
    let families: Vec<Family> = if all_fail { others } else { rules.into_iter().chain(others).collect() };
    let done = std::sync::atomic::AtomicUsize::new(0);
    let search = |family: &Family| {
        let tried = family.search(&question);
        progress(done.fetch_add(1, std::sync::atomic::Ordering::Relaxed) + 1, families.len());
        tried
    };
    let tried: Vec<Tried> = families.par_iter().map(search).collect::<Result<_, Failure>>()?;
    Ok(WhyNot {
        applicant,
        excluded,
        fitting,
        cost,
        tried: ruled_out + tried.iter().map(|family| family.looked_at).sum::<usize>(),
        open: tried.iter().map(|family| family.open).sum(),
        cut: tried.iter().any(|family| family.cut),
        changes: tried.into_iter().filter_map(|family| family.found).collect(),
    })
}

fn dwellings(base: &Base, applicant: usize) -> (Vec<(RuleSet, usize)>, Vec<Fitting>) {
    let (round, standing) = (&base.case.round, &base.case.standing);
    let mut excluded: BTreeMap<RuleSet, usize> = BTreeMap::new();
    let mut fitting = Vec::new();
    let mut in_the_way = in_the_way_of_vacant(round, standing, &base.outcome, applicant);
    for dwelling in 0..round.dwellings.len() {
        let verdict = standing.verdict(round, applicant, dwelling);
        let modes: Vec<Mode> = [Mode::Whole, Mode::Shared].into_iter().filter(|mode| verdict.fits(*mode)).collect();
        if modes.is_empty() {
            let fewer = if verdict.shared.len() < verdict.whole.len() { verdict.shared } else { verdict.whole };
            *excluded.entry(fewer).or_default() += 1;
            continue;
        }
        let occupants = base.outcome.placements.iter().filter(|placement| placement.dwelling == dwelling);
        let occupants = occupants.map(|placement| placement.applicant).collect();
        fitting.push(Fitting { dwelling, modes, occupants, in_the_way: in_the_way.remove(&dwelling) });
    }
    let mut excluded: Vec<(RuleSet, usize)> = excluded.into_iter().collect();
    excluded.sort_by_key(|(rules, count)| (std::cmp::Reverse(*count), *rules));
    (excluded, fitting)
}
