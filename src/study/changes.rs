//! What moved since an earlier allocation, and why: what decisions and rules say of the matches that do not
//! stand, and what solving again says of the rest.

use std::collections::{BTreeMap, BTreeSet};

use super::Case;
use crate::allocation::changes::{Cause, Change, Changes, Price, Sort};
use crate::allocation::{Outcome, Status};
use crate::domain::{Decision, DecisionVerdict, Match, Sense, Tier};
use crate::pipeline::Request;
use crate::solver::Failure;

/// Matches at most that are solved for again: what keeping them would cost.
pub const SOLVED_AT_MOST: usize = 3;

/// Dwellings of each applicant by id, or applicants of each dwelling.
type Homes = BTreeMap<String, BTreeSet<String>>;

/// The allocation beside the earlier matches, which need not be of this round any more. Without a time limit the
/// first [`SOLVED_AT_MOST`] matches that nothing explains are solved for.
///
/// # Errors
/// When the solver fails in a way that is not the user's doing.
pub fn changes(case: &Case, earlier: &[Match], outcome: &Outcome, request: &Request<'_>) -> Result<Changes, Failure> {
    let now = case.matches(&outcome.placements);
    let (before, after) = (homes(earlier), homes(&now));
    let (dwellers_before, dwellers_after) = (dwellers(earlier), dwellers(&now));
    let same = |id: &String| before[id].intersection(after.get(id).unwrap_or(&BTreeSet::new())).next().is_some();
    let mut found = Changes {
        earlier: before.values().map(BTreeSet::len).sum(),
        kept: before.keys().filter(|id| same(id)).count(),
        changes: Vec::new(),
        price: None,
    };
    for (id, homes) in before.iter().filter(|(id, _)| !same(id)) {
        let Some(from) = homes.first().cloned() else { continue };
        let to = after.get(id).and_then(BTreeSet::first).cloned();
        let lived = |other: &String| dwellers_before.get(&from).is_some_and(|those| those.contains(other));
        let live = dwellers_after.get(&from).cloned().unwrap_or_default();
        let others = live.into_iter().filter(|other| !lived(other)).collect();
        let cause = cause(case, id, &from);
        found.changes.push(Change { applicant: id.clone(), from: Some(from), to, cause, others, beside: Vec::new() });
    }
    for (id, homes) in after.iter().filter(|(id, _)| !before.contains_key(*id)) {
        let Some(to) = homes.first().cloned() else { continue };
        let still_there = |other: &String| after.get(other).is_some_and(|homes| homes.contains(&to));
        let had = dwellers_before.get(&to).cloned().unwrap_or_default();
        let (beside, others) = had.into_iter().partition(still_there);
        let to = Some(to);
        found.changes.push(Change { applicant: id.clone(), from: None, to, cause: Cause::Open, others, beside });
    }
    found.changes.sort_by(|one, other| one.applicant.cmp(&other.applicant));
    if request.time_limit.is_none() && outcome.status == Status::Optimal {
        solve_for_the_rest(case, outcome, request, &mut found)?;
        found.price = price_of_keeping_first(case, outcome, request)?;
    }
    Ok(found)
}

/// What it costs that the earlier matches go before every goal: the round is solved with them after all goals.
fn price_of_keeping_first(case: &Case, outcome: &Outcome, request: &Request<'_>) -> Result<Option<Price>, Failure> {
    let tiers = &case.round.model.tiers;
    if tiers.first() != Some(&Tier::Unchanged) {
        return Ok(None);
    }
    let mut after = case.clone();
    after.round.model.tiers.remove(0);
    after.round.model = after.round.model.staying_close(false);
    let answer = after.answer(request)?;
    if answer.status != Status::Optimal {
        return Ok(None);
    }
    let is_goal = |tier: Tier| !matches!(tier, Tier::Unchanged | Tier::Lottery);
    let then = |tier: Tier| answer.tiers.iter().find(|(one, _)| *one == tier).map(|(_, value)| *value);
    let goals = outcome.tiers.iter().filter(|found| is_goal(found.tier));
    let pair = goals.filter_map(|found| Some((found.tier, found.value, then(found.tier)?)));
    // Goals after the first that differs are the outcome of that difference: they may even be better.
    Ok(Some(pair.filter(|(_, now, then)| now != then).collect()))
}

fn homes(matches: &[Match]) -> Homes {
    matches.iter().fold(Homes::new(), |mut found, one| {
        found.entry(one.applicant.clone()).or_default().insert(one.dwelling.clone());
        found
    })
}

fn dwellers(matches: &[Match]) -> Homes {
    matches.iter().fold(Homes::new(), |mut found, one| {
        found.entry(one.dwelling.clone()).or_default().insert(one.applicant.clone());
        found
    })
}

/// Why an earlier match cannot stand, where decisions or rules say so.
fn cause(case: &Case, applicant: &str, dwelling: &str) -> Cause {
    let round = &case.round;
    let Some(person) = round.applicant(applicant) else { return Cause::ApplicantGone };
    if round.searches_itself(&round.applicants[person]) {
        return Cause::SearchesItself;
    }
    if let Some(decision) = round.decisions.iter().find(|one| rules_out(one, applicant, dwelling)) {
        return Cause::Decided(decision.clone());
    }
    let Some(home) = round.dwelling(dwelling) else { return Cause::DwellingGone };
    let verdict = case.standing.verdict(round, person, home);
    if !verdict.fits_somehow() {
        let mode =
            if verdict.whole.iter().count() <= verdict.shared.iter().count() { verdict.whole } else { verdict.shared };
        return Cause::BreaksRules(mode.iter().collect());
    }
    let other = |one: &&Decision| one.fixes(dwelling);
    let is_let_whole = round.dwellings[home].places < 2;
    match round.decisions.iter().find(other).filter(|_| is_let_whole) {
        Some(decision) => Cause::FixedForOther(decision.clone()),
        None => Cause::Open,
    }
}

/// Whether a decision says that the applicant does not get the dwelling.
fn rules_out(decision: &Decision, applicant: &str, dwelling: &str) -> bool {
    let fixes = decision.verdict == DecisionVerdict::Fixed;
    decision.applicant == applicant && (decision.dwelling == dwelling) != fixes
}

/// Solves the round with a match kept that nothing explains: the first goal that loses is the reason.
fn solve_for_the_rest(
    case: &Case,
    outcome: &Outcome,
    request: &Request<'_>,
    found: &mut Changes,
) -> Result<(), Failure> {
    let open = |change: &&mut Change| change.cause == Cause::Open && change.sort() != Sort::New;
    for change in found.changes.iter_mut().filter(open).take(SOLVED_AT_MOST) {
        let Some(from) = &change.from else { continue };
        if let Some(tier) = cost_of_keeping(case, outcome, request, &change.applicant, from)? {
            change.cause = Cause::Costs(tier);
        }
    }
    Ok(())
}

fn cost_of_keeping(
    case: &Case,
    outcome: &Outcome,
    request: &Request<'_>,
    applicant: &str,
    dwelling: &str,
) -> Result<Option<Tier>, Failure> {
    let fixing = Decision {
        applicant: applicant.to_owned(),
        dwelling: dwelling.to_owned(),
        verdict: DecisionVerdict::Fixed,
        overrides: false,
        reason: None,
        by: None,
        at: None,
        line: 0,
    };
    let Ok(kept) = case.with_decisions(&[fixing]) else { return Ok(None) };
    let answer = kept.answer(request)?;
    if answer.status != Status::Optimal {
        return Ok(None);
    }
    let loses = |(best, (_, value)): &(&crate::allocation::TierOutcome, &(Tier, i64))| match best.tier.sense() {
        Sense::Maximise => *value < best.value,
        Sense::Minimise => *value > best.value,
    };
    let is_goal = |(best, _): &(&crate::allocation::TierOutcome, &(Tier, i64))| best.tier != Tier::Lottery;
    let mut tiers = outcome.tiers.iter().zip(&answer.tiers).filter(is_goal);
    Ok(Some(tiers.find(loses).map_or(Tier::Lottery, |(best, _)| best.tier))) // else the draw alone tells them apart
}
