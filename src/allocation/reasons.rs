//! Why applicants are unplaced and dwellings vacant. Every statement is confirmed on the allocation
//! itself: for each dwelling that fits, the exchange that would place the applicant there is made, and
//! its consequence for limits and tiers is what counts.
//!
//! What the limits say of an exchange is the same for all applicants of a class that claim the same, and
//! for all vacant dwellings of a class: it is found once for all of them. Only what the tiers say differs
//! from one applicant to the next, and that is a comparison of a few numbers.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::groups::Group;
use super::ledger::Ledger;
use super::obstacles::{Obstacle, Tally, most_first};
use super::outcome::{Obstacles, Status, Unplaced, UnplacedReason, Vacant, VacantReason};
use super::ways::{Access, Known, Way, Ways};
use crate::eligibility::{Exclusions, Index, Standing};
use crate::solver::Deadline;

/// Finds the reasons of everyone who is unplaced and of every dwelling that stays vacant. After a search
/// that was stopped, those not reached by `until` are said not to be settled.
pub(crate) fn reasons(
    standing: &Standing,
    index: &Index,
    ledger: &Ledger<'_>,
    status: Status,
    until: Deadline<'_>,
    groups: &[Group],
) -> (Vec<Unplaced>, Vec<Vacant>) {
    let round = ledger.round;
    let until = Deadline { at: until.at.filter(|_| status == Status::Feasible), ..until };
    let search = Search::new(standing, index, ledger, status, until, groups);
    let alike = groups.par_chunk_by(|one, other| one.claim == other.claim).flat_map(|alike| alike.par_chunks(AT_ONCE));
    let found = alike.fold(Found::default, |found, groups| search.groups(groups, found));
    let mut found = found.reduce(Found::default, Found::merged);
    let searching =
        (0..round.applicants.len()).filter(|applicant| round.searches_itself(&round.applicants[*applicant]));
    let itself = |applicant| Unplaced { applicant, reason: UnplacedReason::SelfSearch, eligible_dwellings: 0 };
    found.unplaced.extend(searching.map(itself));
    found.unplaced.sort_unstable_by_key(|unplaced| unplaced.applicant);
    let vacant = search.vacant(&found.in_the_way);
    (found.unplaced, vacant)
}

/// Groups that claim the same and are looked at one after the other, so that what is known of the claim can be kept.
const AT_ONCE: usize = 500;

/// What was found so far.
#[derive(Default)]
struct Found {
    unplaced: Vec<Unplaced>,
    /// What keeps those who fit out of the vacant dwellings of a class.
    in_the_way: BTreeMap<usize, Tally>,
}

impl Found {
    fn merged(mut self, other: Found) -> Found {
        self.unplaced.extend(other.unplaced);
        for (class, tally) in other.in_the_way {
            self.in_the_way.entry(class).or_default().merge(&tally);
        }
        self
    }
}

struct Search<'a> {
    index: &'a Index,
    ledger: &'a Ledger<'a>,
    ways: Ways<'a>,
    exclusions: Exclusions,
    /// Vacant dwellings of each class, and those that are let.
    vacant: Vec<Vec<usize>>,
    let_out: Vec<Vec<usize>>,
    /// Applicants that fit each class of dwellings.
    eligible: Vec<usize>,
    /// When to stop, if the search before was stopped too.
    until: Deadline<'a>,
}

/// What stands between a group and the dwellings that fit it.
#[derive(Default)]
struct Seats {
    /// The same for all of the group.
    settled: Tally,
    /// Dwellings where it is for the tiers to decide.
    open: Vec<Seat>,
}

/// A dwelling that is let, or all vacant ones of a class through one of them.
struct Seat {
    class: usize,
    dwelling: usize,
    dwellings: usize,
    vacant: bool,
    ways: Vec<Way>,
}

impl<'a> Search<'a> {
    fn new(
        standing: &'a Standing,
        index: &'a Index,
        ledger: &'a Ledger<'a>,
        status: Status,
        until: Deadline<'a>,
        groups: &[Group],
    ) -> Self {
        let mut eligible = vec![0; index.dwellings.len()];
        for (fits, members) in index.fits.iter().zip(&index.applicants) {
            for fit in fits {
                eligible[fit.dwellings()] += members.len();
            }
        }
        let of_class = |is_vacant: bool| -> Vec<Vec<usize>> {
            let wanted = |dwelling: &usize| ledger.occupants[*dwelling].is_empty() == is_vacant;
            index.dwellings.iter().map(|members| members.iter().copied().filter(wanted).collect()).collect()
        };
        let (vacant, let_out) = (of_class(true), of_class(false));
        let without: BTreeSet<usize> =
            groups.iter().map(|group| group.class).filter(|class| index.fits[*class].is_empty()).collect();
        let nobody: Vec<usize> =
            (0..eligible.len()).filter(|class| eligible[*class] == 0 && !vacant[*class].is_empty()).collect();
        let without: Vec<usize> = without.into_iter().collect();
        Self {
            index,
            ledger,
            ways: Ways::new(standing, index, ledger, status, groups),
            exclusions: Exclusions::new(ledger.round, standing, index, &without, &nobody),
            vacant,
            let_out,
            eligible,
            until,
        }
    }

    fn groups(&self, groups: &[Group], found: Found) -> Found {
        let mut known = Known::new();
        groups.iter().fold(found, |found, group| self.group(group, found, &mut known))
    }

    fn group(&self, group: &Group, mut found: Found, known: &mut Known) -> Found {
        let fits = &self.index.fits[group.class];
        let eligible_dwellings = fits.iter().map(|fit| self.index.dwellings[fit.dwellings()].len()).sum();
        let too_late = self.until.is_over();
        let seats = if too_late { self.left_open(group, &mut found) } else { self.seats(group, &mut found, known) };
        for applicant in &group.members {
            let reason = if fits.is_empty() {
                self.nothing_fits(group.class)
            } else if too_late {
                let fitting = eligible_dwellings;
                UnplacedReason::Stopped(Obstacles { fitting, ..Obstacles::default() })
            } else {
                reason_of(self.tally(*applicant, &seats, &mut found).obstacles(&self.ledger.tiers))
            };
            found.unplaced.push(Unplaced { applicant: *applicant, reason, eligible_dwellings });
        }
        found
    }

    fn nothing_fits(&self, class: usize) -> UnplacedReason {
        let excluded = self.exclusions.dwellings.get(&class).map(most_first).unwrap_or_default();
        UnplacedReason::NothingFits { excluded, dwellings: self.ledger.round.dwellings.len() }
    }

    /// There is no time to look: nothing is known of the vacant dwellings that the group fits.
    fn left_open(&self, group: &Group, found: &mut Found) -> Seats {
        for fit in self.index.fits[group.class].iter().filter(|fit| !self.vacant[fit.dwellings()].is_empty()) {
            found.in_the_way.entry(fit.dwellings()).or_default().add(&Obstacle::Unsearched, group.members.len());
        }
        Seats::default()
    }

    /// What the limits and decisions settle for the whole group, and the dwellings where the tiers decide.
    fn seats(&self, group: &Group, found: &mut Found, known: &mut Known) -> Seats {
        let mut seats = Seats::default();
        for fit in &self.index.fits[group.class] {
            let class = fit.dwellings();
            let vacant = self.vacant[class].first().map(|dwelling| (*dwelling, self.vacant[class].len(), true));
            let let_out = self.let_out[class].iter().map(|dwelling| (*dwelling, 1, false));
            for (dwelling, dwellings, vacant) in vacant.into_iter().chain(let_out) {
                match self.ways.access(known, group, fit, dwelling) {
                    Access::Settled(obstacle) => {
                        seats.settled.add(&obstacle, dwellings);
                        if vacant {
                            found.in_the_way.entry(class).or_default().add(&obstacle, group.members.len());
                        }
                    }
                    Access::Open(ways) => seats.open.push(Seat { class, dwelling, dwellings, vacant, ways }),
                }
            }
        }
        seats
    }

    /// What stands in the way of one of the group.
    fn tally(&self, applicant: usize, seats: &Seats, found: &mut Found) -> Tally {
        let mut tally = seats.settled.clone();
        let own = self.ledger.own_worth(applicant);
        for seat in &seats.open {
            let obstacles =
                seat.ways.iter().map(|way| self.ways.obstacle(applicant, &own, seat.class, seat.dwelling, way));
            let Some(obstacle) = obstacles.reduce(Obstacle::nearer) else { continue };
            tally.add(&obstacle, seat.dwellings);
            if seat.vacant {
                found.in_the_way.entry(seat.class).or_default().add(&obstacle, 1);
            }
        }
        tally
    }

    fn vacant(&self, in_the_way: &BTreeMap<usize, Tally>) -> Vec<Vacant> {
        let taking_part = self.index.applicants.iter().map(Vec::len).sum();
        let mut found = Vec::new();
        for (class, dwellings) in self.vacant.iter().enumerate().filter(|(_, dwellings)| !dwellings.is_empty()) {
            let eligible_applicants = self.eligible[class];
            let reason = if eligible_applicants > 0 {
                vacant_reason(in_the_way.get(&class).map(|tally| tally.obstacles(&self.ledger.tiers)))
            } else {
                match self.exclusions.unreserved.get(&class).copied().unwrap_or(0) {
                    0 => {
                        let excluded = self.exclusions.applicants.get(&class).map(most_first).unwrap_or_default();
                        VacantReason::NobodyFits { excluded, applicants: taking_part }
                    }
                    would_fit => VacantReason::ReservedEmpty { would_fit },
                }
            };
            let vacant = |dwelling: &usize| Vacant { dwelling: *dwelling, reason: reason.clone(), eligible_applicants };
            found.extend(dwellings.iter().map(vacant));
        }
        found.sort_unstable_by_key(|vacant| vacant.dwelling);
        found
    }
}

fn reason_of(obstacles: Obstacles) -> UnplacedReason {
    if obstacles.unsearched > 0 {
        UnplacedReason::Stopped(obstacles)
    } else if !obstacles.outranked.is_empty() || !obstacles.costs.is_empty() || obstacles.fixed > 0 {
        UnplacedReason::Outranked(obstacles)
    } else if obstacles.out_of_reach + obstacles.sharers_stopped > 0 {
        UnplacedReason::LimitFull(obstacles)
    } else {
        UnplacedReason::TooFewSharers(obstacles)
    }
}

fn vacant_reason(in_the_way: Option<Obstacles>) -> VacantReason {
    match in_the_way {
        None => VacantReason::AllPlaced,
        Some(obstacles) if obstacles.unsearched > 0 => VacantReason::Stopped,
        Some(obstacles) if !obstacles.costs.is_empty() => VacantReason::Costs(obstacles),
        Some(obstacles) if obstacles.out_of_reach + obstacles.sharers_stopped > 0 => VacantReason::LimitFull(obstacles),
        Some(obstacles) => VacantReason::TooFewSharers(obstacles),
    }
}
