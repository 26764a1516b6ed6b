//! Levers: one unit more or less of every limit, and one step of every rule, by how many more it houses. Each is
//! found by solving the round with it.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use rayon::prelude::*;

use super::Case;
use super::change::only_in;
use super::explain::{Base, placed};
use crate::allocation::Status;
use crate::domain::{Cents, Round, Sense, Side, Tier};
use crate::pipeline::{self, Request};
use crate::solver::Failure;

/// The step of the rent margin, in cents a month.
const RENT_STEP: Cents = 1_000;

/// The step of the days within which dwelling and household are ready.
const DAYS_STEP: u32 = 7;

/// Single dwellings that are looked at for sharing, and for their reservation, at most.
const MOST_DWELLINGS: usize = 12;

/// A small change of the model or of one dwelling.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lever {
    /// The maximum of a limit (index), so many counting units higher (or lower, below 0).
    Maximum(usize, i64),
    /// The minimum of a limit (index), so many counting units higher (or lower, below 0).
    Minimum(usize, i64),
    /// So many cents a month more above the rent cap are accepted.
    RentMargin(Cents),
    /// A dwelling may have one room more than the size table says.
    RoomMore,
    /// A dwelling may have one room fewer than the size table says.
    RoomFewer,
    /// Dwelling and household may be ready so many days later.
    Days(u32),
    /// An exclusion for liveability (index) is lifted.
    Exclusion(usize),
    /// A dwelling (index) that nobody lives in may be shared by so many.
    Shared(usize, u32),
    /// A reserved dwelling (index) that nobody lives in is open to everyone.
    Unreserved(usize),
}

/// What a lever does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pulled {
    /// The lever.
    pub lever: Lever,
    /// How many more are placed; fewer, below 0.
    pub more: i64,
    /// Each tier but the lottery: its value now, and then.
    pub tiers: Vec<(Tier, i64, i64)>,
    /// Who has a place then and none now.
    pub gains: Vec<usize>,
    /// Who has a place now and none then.
    pub loses: Vec<usize>,
    /// How many more of each group are placed, by group; groups with no change are left out.
    pub groups: Vec<(String, i64)>,
}

/// All levers of a round.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Levers {
    /// Those that change a tier up to the number placed: the most housed first, then those that cost fewest.
    pub pulled: Vec<Pulled>,
    /// Those that change none of these tiers.
    pub idle: Vec<Lever>,
    /// Those of which that was not found out in time.
    pub open: Vec<Lever>,
}

/// What came of one lever.
enum Ending {
    Pulled(Pulled),
    Idle(Lever),
    Open(Lever),
}

/// Tries every lever. `progress` hears how many were tried, of how many.
///
/// # Errors
/// When the solver fails in a way that is not the user's doing.
pub fn levers(base: &Base, request: &Request<'_>, progress: &(dyn Fn(usize, usize) + Sync)) -> Result<Levers, Failure> {
    let quiet = Request { progress: None, ..*request };
    let all = all(base);
    let done = std::sync::atomic::AtomicUsize::new(0);
    let tell = |more: usize| {
        progress(done.fetch_add(more, std::sync::atomic::Ordering::Relaxed) + more, all.len());
    };
    let groups: Vec<&[Lever]> = all.chunk_by(|one, other| one.sort() == other.sort()).collect();
    let tried = groups.par_iter().map(|group| pull_together(base, group, &quiet, &tell));
    let mut found = Levers::default();
    for ending in tried.collect::<Result<Vec<Vec<Ending>>, Failure>>()?.into_iter().flatten() {
        match ending {
            Ending::Pulled(pulled) => found.pulled.push(pulled),
            Ending::Idle(lever) => found.idle.push(lever),
            Ending::Open(lever) => found.open.push(lever),
        }
    }
    found.pulled.sort_by_cached_key(|one| (-one.more, one.loses.len(), one.lever.clone()));
    Ok(found)
}

/// Levers of one sort. Where all of them at once change nothing, none of them does, since each only allows more;
/// else each half is tried.
fn pull_together(
    base: &Base,
    levers: &[Lever],
    request: &Request<'_>,
    tell: &(dyn Fn(usize) + Sync),
) -> Result<Vec<Ending>, Failure> {
    if let [only] = levers {
        let ending = pull(base, only, request);
        tell(1);
        return Ok(vec![ending?]);
    }
    if levers.iter().all(|lever| lever.only_allows_more(&base.case.round)) {
        let together = base.case.changed(|round| levers.iter().rev().for_each(|lever| lever.apply(round)));
        let idle = together.ok().map(|case| changes_early_goals(base, &case, true, request)).transpose()?;
        if idle == Some(Some(false)) {
            tell(levers.len());
            return Ok(levers.iter().cloned().map(Ending::Idle).collect());
        }
    }
    let (one, other) = levers.split_at(levers.len() / 2);
    let (one, other) =
        rayon::join(|| pull_together(base, one, request, tell), || pull_together(base, other, request, tell));
    Ok(one?.into_iter().chain(other?).collect())
}

/// Whether a tier up to the number placed is another than today. `None`: time ran out. Where the round only allows
/// more, it is enough to know that one more cannot be placed.
fn changes_early_goals(base: &Base, case: &Case, more: bool, request: &Request<'_>) -> Result<Option<bool>, Failure> {
    let tiers = &base.case.round.model.tiers;
    let goals = tiers.iter().position(|tier| *tier == Tier::Placed).map_or(tiers.len() - 1, |place| place + 1);
    let mut better: Vec<(Tier, i64)> = base.floors().into_iter().take(goals.max(1)).collect();
    if let Some((tier, value)) = better.last_mut().filter(|_| more) {
        *value += if tier.sense() == Sense::Maximise { 1 } else { -1 };
        let order = pipeline::compare(&case.round, &case.standing, &base.knowing_today(request), &better)?;
        return Ok(order.map(|order| order != Ordering::Less));
    }
    let mut case = case.clone();
    case.round.model.tiers.truncate(goals.max(1));
    let early = case.answer(&base.knowing_today(request))?;
    let differs = early.tiers.iter().zip(base.floors()).any(|(then, now)| *then != now);
    Ok((early.status == Status::Optimal).then_some(differs))
}

/// First the tiers up to the number placed; where they change, all of them.
fn pull(base: &Base, lever: &Lever, request: &Request<'_>) -> Result<Ending, Failure> {
    let Some(case) = lever.case(base) else { return Ok(Ending::Idle(lever.clone())) };
    match changes_early_goals(base, &case, lever.only_allows_more(&base.case.round), request)? {
        None => return Ok(Ending::Open(lever.clone())),
        Some(false) => return Ok(Ending::Idle(lever.clone())),
        Some(true) => {}
    }
    let answer = base.near(&case, request)?;
    if answer.status != Status::Optimal {
        return Ok(Ending::Open(lever.clone()));
    }
    let (before, after) = (base.placed(), placed(&answer.placements));
    let effect = base.effect(&answer, usize::MAX);
    let (gains, loses) = (only_in(&after, &before), only_in(&before, &after));
    Ok(Ending::Pulled(Pulled {
        lever: lever.clone(),
        more: count(gains.len()) - count(loses.len()),
        tiers: effect.tiers,
        groups: groups(&base.case.round, &gains, &loses),
        gains,
        loses,
    }))
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn groups(round: &Round, gains: &[usize], loses: &[usize]) -> Vec<(String, i64)> {
    let mut groups: BTreeMap<String, i64> = BTreeMap::new();
    for (those, sign) in [(gains, 1), (loses, -1)] {
        for applicant in those {
            *groups.entry(round.applicants[*applicant].group.clone()).or_default() += sign;
        }
    }
    groups.retain(|_, more| *more != 0);
    groups.into_iter().collect()
}

/// Every lever of a round.
fn all(base: &Base) -> Vec<Lever> {
    let round = &base.case.round;
    let with_maximum = || round.limits.limits.iter().enumerate().filter(|(_, limit)| limit.max.is_some());
    let with_minimum =
        || round.limits.limits.iter().enumerate().filter(|(_, limit)| limit.min.is_some_and(|min| min > 0));
    let mut levers: Vec<Lever> =
        with_maximum().map(|(index, limit)| Lever::Maximum(index, limit.counts.unit())).collect();
    let above_zero = with_maximum().filter(|(_, limit)| limit.max.is_some_and(|max| max > 0)); // there is no less than 0
    levers.extend(above_zero.map(|(index, limit)| Lever::Maximum(index, -limit.counts.unit())));
    levers.extend(with_minimum().map(|(index, limit)| Lever::Minimum(index, -limit.counts.unit())));
    levers.extend(with_minimum().map(|(index, limit)| Lever::Minimum(index, limit.counts.unit())));
    levers.extend(round.model.rules.rent_margin.map(|_| Lever::RentMargin(RENT_STEP)));
    if round.model.rules.size {
        levers.extend([Lever::RoomMore, Lever::RoomFewer]);
    }
    levers.extend(round.model.rules.dates.map(|_| Lever::Days(DAYS_STEP)));
    let holds = |number: &usize| round.model.liveability[*number].holds_on(round.first_day());
    if round.model.rules.liveability {
        levers.extend((0..round.model.liveability.len()).filter(holds).map(Lever::Exclusion));
    }
    levers.extend(of_vacant_dwellings(base));
    levers
}

/// Sharing, and opening to everyone, of dwellings that stay vacant.
fn of_vacant_dwellings(base: &Base) -> Vec<Lever> {
    let round = &base.case.round;
    let vacant = || base.outcome.vacant.iter().map(|vacant| vacant.dwelling);
    let could_be_shared = |dwelling: &usize| {
        let home = &round.dwellings[*dwelling];
        home.places == 1 && home.rooms > 2 && round.model.sharing.is_some()
    };
    let shared = vacant().filter(could_be_shared).take(MOST_DWELLINGS);
    let reserved = vacant().filter(|dwelling| !round.dwellings[*dwelling].reserved_for.is_empty());
    let shared = shared.map(|dwelling| Lever::Shared(dwelling, round.dwellings[dwelling].rooms - 1));
    shared.chain(reserved.take(MOST_DWELLINGS).map(Lever::Unreserved)).collect()
}

impl Lever {
    /// Levers of one sort are tried together.
    fn sort(&self) -> (std::mem::Discriminant<Self>, bool) {
        (std::mem::discriminant(self), self.is_more())
    }

    /// Whether another lever is this one on another dwelling.
    pub fn is_like(&self, other: &Self) -> bool {
        match (self, other) {
            (Lever::Shared(_, places), Lever::Shared(_, others)) => places == others,
            (Lever::Unreserved(_), Lever::Unreserved(_)) => true,
            _ => self == other,
        }
    }

    /// Whether it allows more than the round does, and not less.
    pub fn is_more(&self) -> bool {
        match self {
            Lever::Maximum(_, units) => *units > 0,
            Lever::Minimum(_, units) => *units < 0,
            _ => true,
        }
    }

    /// Whether today's optimum is possible with it and as good in every goal: not for sure where a limit or an
    /// exclusion selects dwellings by what it changes, or where the room it gives changes misfit before the number
    /// placed counts.
    fn only_allows_more(&self, round: &Round) -> bool {
        let column = match self {
            Lever::Shared(..) => "places",
            Lever::Unreserved(_) => "reserved_for",
            Lever::RoomFewer => {
                let place = |tier| round.model.tiers.iter().position(|one| *one == tier).unwrap_or(usize::MAX);
                return place(Tier::Fit) > place(Tier::Placed);
            }
            _ => return self.is_more(),
        };
        !round.model.looks_at(Side::Dwellings, column)
    }

    /// The round with it. Nothing where the optimum of today keeps the narrower bound and so stays the optimum,
    /// or where decisions need what it takes.
    fn case(&self, base: &Base) -> Option<Case> {
        let keeps = |limit: usize, units: i64| {
            let (stated, used) = (&base.case.round.limits.limits[limit], base.outcome.limits[limit].used);
            match self {
                Lever::Maximum(..) => units < 0 && stated.max.is_some_and(|max| used <= max + units),
                _ => units > 0 && stated.min.is_some_and(|min| used >= min + units),
            }
        };
        match self {
            Lever::Maximum(limit, units) | Lever::Minimum(limit, units) if keeps(*limit, *units) => None,
            _ => base.case.changed(|round| self.apply(round)).ok(),
        }
    }

    fn apply(&self, round: &mut Round) {
        let mut rows = true;
        match self {
            Lever::Maximum(limit, units) => {
                let max = &mut round.limits.limits[*limit].max;
                *max = max.map(|max| (max + units).max(0));
                rows = false;
            }
            Lever::Minimum(limit, units) => {
                let min = &mut round.limits.limits[*limit].min;
                *min = min.map(|min| (min + units).max(0));
                rows = false;
            }
            Lever::RentMargin(cents) => {
                round.model.rules.rent_margin = round.model.rules.rent_margin.map(|margin| margin + cents);
            }
            Lever::RoomMore => {
                for size in &mut round.norms.size {
                    size.rooms_max = size.rooms_max.map(|most| most + 1);
                }
            }
            Lever::RoomFewer => {
                for size in &mut round.norms.size {
                    size.rooms_min = size.rooms_min.saturating_sub(1);
                }
            }
            Lever::Days(days) => round.model.rules.dates = round.model.rules.dates.map(|now| now + days),
            Lever::Exclusion(number) => {
                round.model.liveability.remove(*number);
            }
            Lever::Shared(dwelling, places) => round.dwellings[*dwelling].places = *places,
            Lever::Unreserved(dwelling) => round.dwellings[*dwelling].reserved_for.clear(),
        }
        if rows {
            round.limits = round.spread_limits();
        }
    }
}
