//! The ways in which an applicant without a place could come to live in a dwelling: alone, in a free
//! place, in the place of a sharer, or sharing it anew with others that are left.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::claims::Tenant;
use super::groups::Group;
use super::ledger::{Balance, Ledger, Occupant, Worth, less, plus, tenants};
use super::obstacles::Obstacle;
use super::outcome::Status;
use super::sharers::{Company, CompanyOf, Pool, pools, sharing_classes};
use crate::domain::Mode;
use crate::eligibility::{Fit, Index, Standing};

/// A way that all limits leave open: only the tiers can be against it.
pub(crate) enum Way {
    /// What the exchange brings in each tier beside the household's own worth, and whether anyone would
    /// have to leave.
    Exchange { brings: Worth, leaves: bool },
    /// Sharing anew with sharers that suit the applicant; some of these kinds are known to keep all limits.
    Together { brings: Worth, leaves: bool, sharing: usize, kinds: Vec<usize> },
}

/// What the limits and decisions say for a whole group.
pub(crate) enum Access {
    /// No way is open.
    Settled(Obstacle),
    /// The ways that are open.
    Open(Vec<Way>),
}

/// What the limits are known to say of someone with a claim alone in a dwelling of a membership, instead of
/// nobody or one tenant.
pub(crate) type Known = HashMap<(usize, usize, Option<Tenant>), Balance>;

/// What all groups have in common.
pub(crate) struct Ways<'a> {
    ledger: &'a Ledger<'a>,
    status: Status,
    fixed: BTreeSet<usize>,
    class_of: Vec<Option<usize>>,
    /// Number of the sharing class of each applicant class.
    sharing: Vec<Option<usize>>,
    /// By dwelling class and sharing class.
    pools: BTreeMap<(usize, usize), Pool>,
}

impl<'a> Ways<'a> {
    pub(crate) fn new(
        standing: &Standing,
        index: &Index,
        ledger: &'a Ledger<'a>,
        status: Status,
        groups: &[Group],
    ) -> Self {
        let mut class_of = vec![None; ledger.round.applicants.len()];
        for (class, members) in index.applicants.iter().enumerate() {
            for member in members {
                class_of[*member] = Some(class);
            }
        }
        let sharing = sharing_classes(index, ledger);
        let pools = pools(index, ledger, &sharing, groups);
        let fixed = standing.fixed.iter().map(|placement| placement.applicant).collect();
        Self { ledger, status, fixed, class_of, sharing, pools }
    }

    /// What stands between a group and a dwelling that fits it. What is known of the claim is kept.
    pub(crate) fn access(&self, known: &mut Known, group: &Group, fit: &Fit, dwelling: usize) -> Access {
        let now = &self.ledger.occupants[dwelling];
        let mut found = WaysFound::default();
        if let Some(misfit) = fit.misfit(Mode::Whole) {
            let place = self.ledger.worth_of_place(misfit, fit.unchanged);
            let balance = || self.alone(known, group.claim, fit.dwellings(), now);
            self.exchange(&mut found, &place, now, balance);
        }
        if let Some(misfit) = fit.misfit(Mode::Shared) {
            let place = self.ledger.worth_of_place(misfit, fit.unchanged);
            let home = Home { group, class: fit.dwellings(), now, tenants: tenants(now) };
            self.share(&mut found, &home, &place, dwelling);
        }
        match found.obstacle {
            Some(obstacle) if found.open.is_empty() => Access::Settled(obstacle),
            _ => Access::Open(found.open),
        }
    }

    /// What the limits say if someone with this claim has a dwelling alone, instead of who has it now.
    fn alone(&self, known: &mut Known, claim: usize, class: usize, now: &[Occupant]) -> Balance {
        let balance = || {
            let alone = Tenant { claim, mode: Mode::Whole };
            self.ledger.balance(class, &tenants(now), &[alone])
        };
        let tenant = match now {
            [] => None,
            [only] => Some(only.tenant),
            _ => return balance(),
        };
        known.entry((claim, self.ledger.claims.membership_of[class], tenant)).or_insert_with(balance).clone()
    }

    /// Some of those who live there, if any, leave, and the limits say something of who lives there then.
    fn exchange(&self, found: &mut WaysFound, place: &Worth, leaving: &[Occupant], balance: impl FnOnce() -> Balance) {
        if self.is_fixed(leaving) {
            return found.closed(Obstacle::Fixed);
        }
        match balance() {
            Balance::Overruns(limits) => found.closed(Obstacle::Full(limits)),
            Balance::Keeps(gain) => {
                let brings = plus(&without(place, leaving), &self.ledger.worth_of_minimums(gain));
                found.open.push(Way::Exchange { brings, leaves: !leaving.is_empty() });
            }
        }
    }

    fn is_fixed(&self, leaving: &[Occupant]) -> bool {
        leaving.iter().any(|occupant| self.fixed.contains(&occupant.applicant))
    }

    /// A place among those who share the dwelling, or sharing it anew.
    fn share(&self, found: &mut WaysFound, home: &Home<'_>, place: &Worth, dwelling: usize) {
        let Some(sharing) = self.sharing[home.group.class] else { return };
        let newcomer = Tenant { claim: home.group.claim, mode: Mode::Shared };
        let among = home.now.first().is_some_and(|first| {
            let class = self.class_of[first.applicant].and_then(|class| self.sharing[class]);
            first.tenant.mode == Mode::Shared && class == Some(sharing)
        });
        if !among {
            return self.share_anew(found, home, place, sharing, newcomer);
        }
        if home.now.len() < self.ledger.round.dwellings[dwelling].places as usize {
            let all: Vec<Tenant> = home.tenants.iter().copied().chain([newcomer]).collect();
            return self.exchange(found, place, &[], || self.ledger.balance(home.class, &home.tenants, &all));
        }
        for (left, occupant) in home.now.iter().enumerate() {
            let mut instead = home.tenants.clone();
            instead.remove(left);
            instead.push(newcomer);
            let balance = || self.ledger.balance(home.class, &home.tenants, &instead);
            self.exchange(found, place, std::slice::from_ref(occupant), balance);
        }
    }

    /// Sharing with others without a place, instead of those who live there now.
    fn share_anew(&self, found: &mut WaysFound, home: &Home<'_>, place: &Worth, sharing: usize, newcomer: Tenant) {
        let least = self.least_sharers();
        let pool = self.pools.get(&(home.class, sharing)).filter(|pool| pool.count() >= least);
        let Some(pool) = pool else { return found.closed(Obstacle::TooFewSharers) };
        if self.is_fixed(home.now) {
            return found.closed(Obstacle::Fixed);
        }
        if let Balance::Overruns(limits) = self.ledger.balance(home.class, &home.tenants, &[newcomer]) {
            return found.closed(Obstacle::Full(limits));
        }
        match pool.company(self.ledger, home.class, &home.tenants, newcomer, least) {
            Company::Stopped(limits) => found.closed(Obstacle::SharersStopped(limits)),
            Company::Found(kinds) => {
                let brings = without(place, home.now);
                found.open.push(Way::Together { brings, leaves: !home.now.is_empty(), sharing, kinds });
            }
        }
    }

    fn least_sharers(&self) -> usize {
        self.ledger.round.model.sharing.as_ref().map_or(2, |sharing| sharing.min.max(2)) as usize
    }

    /// What stands in one applicant's way where the limits leave a way open.
    pub(crate) fn obstacle(&self, applicant: usize, own: &Worth, class: usize, dwelling: usize, way: &Way) -> Obstacle {
        let (sharing, kinds, brings, leaves) = match way {
            Way::Exchange { brings, leaves } => return self.judged(&plus(brings, own), *leaves),
            Way::Together { brings, leaves, sharing, kinds } => (*sharing, kinds, plus(brings, own), *leaves),
        };
        let Some(pool) = self.pools.get(&(class, sharing)) else { return Obstacle::TooFewSharers };
        let now = tenants(&self.ledger.occupants[dwelling]);
        let (least, places) = (self.least_sharers(), self.ledger.round.dwellings[dwelling].places as usize);
        let company = CompanyOf { ledger: self.ledger, applicant, class, now: &now, least, places };
        let mut nearest: Option<Obstacle> = None;
        pool.each_company(&company, kinds, |worth, gain| {
            let brought = plus(&plus(&brings, worth), &self.ledger.worth_of_minimums(gain));
            let obstacle = self.judged(&brought, leaves);
            nearest = Some(nearest.take().map_or(obstacle.clone(), |known| known.nearer(obstacle)));
        });
        nearest.unwrap_or(Obstacle::TooFewSharers)
    }

    /// The first tier in which an exchange makes a difference decides.
    fn judged(&self, brings: &Worth, leaves: bool) -> Obstacle {
        let lottery = self.ledger.tiers.len();
        let place = brings.iter().take(lottery).position(|gain| *gain != 0).unwrap_or(lottery);
        let gains = brings.get(place).is_some_and(|gain| *gain > 0);
        match (gains, leaves) {
            (true, _) => Obstacle::Unsearched,
            _ if place == lottery && self.status != Status::Optimal => Obstacle::Unsearched,
            (false, true) => Obstacle::Outranked(place),
            (false, false) => Obstacle::Costs(place),
        }
    }
}

/// A dwelling as one group looks at it.
struct Home<'a> {
    group: &'a Group,
    class: usize,
    now: &'a [Occupant],
    tenants: Vec<Tenant>,
}

/// The ways found so far: those that are open, and the nearest obstacle of those that are not.
#[derive(Default)]
struct WaysFound {
    open: Vec<Way>,
    obstacle: Option<Obstacle>,
}

impl WaysFound {
    fn closed(&mut self, obstacle: Obstacle) {
        let known = self.obstacle.take();
        self.obstacle = Some(known.map_or(obstacle.clone(), |known| known.nearer(obstacle)));
    }
}

fn without(place: &Worth, leaving: &[Occupant]) -> Worth {
    leaving.iter().fold(*place, |worth, occupant| less(&worth, &occupant.worth))
}
