//! Why an applicant has no place: the rules, what placing it would cost, and what would change it.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::{ToSpan, Unit};
use rayon::prelude::*;

use super::candidates;
use super::draw::draw;
use super::tried::{Family, Found, Question, Tried, own};
use super::{Base, Draw, Effect};
use crate::allocation::{Answer, Obstacles, Status, in_the_way_of_vacant};
use crate::domain::{Mode, Round, Rule, RuleSet};
use crate::pipeline::Request;
use crate::solver::Failure;
use crate::study::Change;
use crate::verify::size_of_breach;

/// Why an applicant has no place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WhyNot {
    /// The applicant (index).
    pub applicant: usize,
    /// Dwellings that do not fit, by the rules that each breaks in the way of living there that breaks fewest;
    /// most dwellings first.
    pub excluded: Vec<(RuleSet, usize)>,
    /// For each rule that alone keeps out some of them, the one that comes nearest; the rules in their own order.
    pub nearest: Vec<Nearest>,
    /// Where the household is ready too late for every dwelling, by how much.
    pub late: Option<Late>,
    /// Dwellings that fit.
    pub fitting: Vec<Fitting>,
    /// What placing it would cost; `None` where nothing fits.
    pub cost: Option<Effect>,
    /// Where placing it costs no goal: among whom the lottery drew; `None` where it did not decide, or time ran out.
    pub drawn: Option<Draw>,
    /// The smallest changes of each sort that place it, each found by solving the changed round.
    pub changes: Vec<Found>,
    /// Changes that do not place it, of the sorts of which none is known to: of each the largest below which no other does either, or
    /// each that was tried where the changes of a sort have nothing to do with each other.
    pub in_vain: Vec<Change>,
    /// Changes of which it was found out what they do.
    pub tried: usize,
    /// Changes of which that stays open, because time ran out.
    pub open: usize,
    /// Whether larger changes of some sort were left out.
    pub cut: bool,
}

/// A dwelling that one rule alone keeps an applicant out of, of all such dwellings the one where least is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Nearest {
    /// The rule.
    pub rule: Rule,
    /// The dwelling (index).
    pub dwelling: usize,
    /// By how much the rule is broken there: cents of rent, rooms or persons, years of age, labels, days; 1 where a rule knows only
    /// yes and no.
    pub size: i64,
}

/// A household that is ready after the last day on which the rules let anyone move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Late {
    /// From when it is ready.
    pub ready: Date,
    /// The last day that the rule allows.
    pub last: Date,
    /// Days between them.
    pub days: i64,
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
    let (excluded, nearest, fitting) = dwellings(base, applicant);
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
    let mut in_vain: Vec<Change> = if all_fail { rules.iter().flat_map(Family::largest).collect() } else { Vec::new() };
    let families: Vec<Family> = if all_fail { others } else { rules.into_iter().chain(others).collect() };
    let done = std::sync::atomic::AtomicUsize::new(0);
    let search = |family: &Family| {
        let tried = family.search(&question);
        progress(done.fetch_add(1, std::sync::atomic::Ordering::Relaxed) + 1, families.len());
        tried
    };
    let tried: Vec<Tried> = families.par_iter().map(search).collect::<Result<_, Failure>>()?;
    in_vain.extend(tried.iter().flat_map(|family| family.in_vain.iter().cloned()));
    let is_drawn = base.outcome.status == Status::Optimal && cost.as_ref().is_some_and(Effect::is_free);
    Ok(WhyNot {
        applicant,
        excluded,
        nearest,
        late: late(&base.case.round, applicant),
        fitting,
        cost,
        drawn: if is_drawn { draw(base, applicant, &quiet)? } else { None },
        in_vain,
        tried: ruled_out + tried.iter().map(|family| family.looked_at).sum::<usize>(),
        open: tried.iter().map(|family| family.open).sum(),
        cut: tried.iter().any(|family| family.cut),
        changes: tried.into_iter().filter_map(|family| family.found).collect(),
    })
}

/// Whether, and by how much, the household is ready too late whatever dwelling it would have.
fn late(round: &Round, applicant: usize) -> Option<Late> {
    let last = round.first_day().saturating_add(i64::from(round.model.rules.dates?).days());
    let ready = round.applicants[applicant].ready_from?;
    let days = i64::from(last.until((Unit::Day, ready)).ok()?.get_days());
    (days > 0).then_some(Late { ready, last, days })
}

/// Dwellings that do not fit by the rules they break, the nearest of those that one rule keeps out, and those that fit.
type Dwellings = (Vec<(RuleSet, usize)>, Vec<Nearest>, Vec<Fitting>);

fn dwellings(base: &Base, applicant: usize) -> Dwellings {
    let (round, standing) = (&base.case.round, &base.case.standing);
    let mut excluded: BTreeMap<RuleSet, usize> = BTreeMap::new();
    let mut nearest: BTreeMap<Rule, Nearest> = BTreeMap::new();
    let mut fitting = Vec::new();
    let mut in_the_way = in_the_way_of_vacant(round, standing, &base.outcome, applicant);
    for dwelling in 0..round.dwellings.len() {
        let verdict = standing.verdict(round, applicant, dwelling);
        let modes: Vec<Mode> = [Mode::Whole, Mode::Shared].into_iter().filter(|mode| verdict.fits(*mode)).collect();
        if modes.is_empty() {
            let shared = verdict.shared.len() < verdict.whole.len();
            let (fewer, mode) = if shared { (verdict.shared, Mode::Shared) } else { (verdict.whole, Mode::Whole) };
            *excluded.entry(fewer).or_default() += 1;
            if let [rule] = fewer.iter().collect::<Vec<Rule>>()[..] {
                let (person, home) = (&round.applicants[applicant], &round.dwellings[dwelling]);
                let found = Nearest { rule, dwelling, size: size_of_breach(round, person, home, mode, rule) };
                let known = nearest.entry(rule).or_insert(found);
                *known = if found.size < known.size { found } else { *known };
            }
            continue;
        }
        let occupants = base.outcome.placements.iter().filter(|placement| placement.dwelling == dwelling);
        let occupants = occupants.map(|placement| placement.applicant).collect();
        fitting.push(Fitting { dwelling, modes, occupants, in_the_way: in_the_way.remove(&dwelling) });
    }
    let mut excluded: Vec<(RuleSet, usize)> = excluded.into_iter().collect();
    excluded.sort_by_key(|(rules, count)| (std::cmp::Reverse(*count), *rules));
    (excluded, nearest.into_values().collect(), fitting)
}
