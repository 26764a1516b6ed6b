//! Those without a place with whom an applicant could share a dwelling anew.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::claims::{Amounts, Tenant};
use super::groups::Group;
use super::ledger::{Balance, Ledger, Worth, plus};
use crate::domain::Mode;
use crate::eligibility::{Fit, Index};

/// The applicants without a place that could share the dwellings of one class with each other.
pub(crate) struct Pool {
    /// How many there are.
    count: usize,
    /// By what they claim.
    kinds: Vec<Kind>,
    /// The kinds that may be the least in the way of a limit; others need not be tried to see whether
    /// anyone can share.
    least: Vec<usize>,
    /// The best of every kind, best first: worth, kind, applicant.
    best: Vec<(Worth, usize, usize)>,
}

struct Kind {
    claim: usize,
    count: usize,
}

/// What comes of looking for sharers.
pub(crate) enum Company {
    /// Whoever shares, these limits are overrun.
    Stopped(Arc<[usize]>),
    /// Some keep all limits: one of each of these kinds.
    Found(Vec<usize>),
}

impl Pool {
    /// Of applicants with what each is worth in dwellings of a class that have so many places.
    pub(crate) fn new(ledger: &Ledger<'_>, class: usize, places: usize, mut members: Vec<(Worth, usize)>) -> Self {
        members.sort_unstable_by_key(|(worth, applicant)| {
            (std::cmp::Reverse(*worth), ledger.claims.of[*applicant], *applicant)
        });
        let mut of_claim: BTreeMap<usize, usize> = BTreeMap::new();
        let (mut kinds, mut best): (Vec<Kind>, _) = (Vec::new(), Vec::new());
        let count = members.len();
        for (worth, applicant) in members {
            let claim = ledger.claims.of[applicant];
            let kind = *of_claim.entry(claim).or_insert(kinds.len());
            if kind == kinds.len() {
                kinds.push(Kind { claim, count: 0 });
            }
            kinds[kind].count += 1;
            if kinds[kind].count <= places {
                best.push((worth, kind, applicant));
            }
        }
        let least = least(ledger, class, places, &kinds);
        Self { count, kinds, least, best }
    }

    /// How many there are.
    pub(crate) fn count(&self) -> usize {
        self.count
    }

    /// Looks for those with whom one of the pool could share, instead of who lives there now, so that
    /// there are as many as asked at least. The limits that the newcomer alone would overrun are no matter
    /// of sharers: it must be known to keep them.
    pub(crate) fn company(
        &self,
        ledger: &Ledger<'_>,
        class: usize,
        now: &[Tenant],
        newcomer: Tenant,
        least: usize,
    ) -> Company {
        let (arriving, kinds, overrun) = (vec![newcomer], Vec::new(), BTreeSet::new());
        let mut search = CompanySearch { pool: self, ledger, class, now, arriving, kinds, least, overrun };
        if search.complete(0) {
            Company::Found(search.kinds)
        } else {
            Company::Stopped(search.overrun.into_iter().collect())
        }
    }

    /// Calls back with what sharing is worth with more and more of the best sharers that keep all limits:
    /// what they are worth, and the gain in minimums. The kinds are some that are known to keep them.
    pub(crate) fn each_company(&self, company: &CompanyOf<'_>, known: &[usize], mut tell: impl FnMut(&Worth, i64)) {
        let all = self.best.iter().filter(|(_, _, other)| *other != company.applicant);
        if company.grow(self, all, &mut tell) {
            return;
        }
        let mut wanted = known.to_vec();
        let known = self.best.iter().filter(|(_, kind, other)| {
            let place = wanted.iter().position(|wanted| wanted == kind && *other != company.applicant);
            place.map(|place| wanted.swap_remove(place)).is_some()
        });
        company.grow(self, known, &mut tell);
    }
}

/// An applicant that would share a dwelling anew.
pub(crate) struct CompanyOf<'a> {
    pub(crate) ledger: &'a Ledger<'a>,
    pub(crate) applicant: usize,
    pub(crate) class: usize,
    pub(crate) now: &'a [Tenant],
    /// Sharers at least and at most, the applicant included.
    pub(crate) least: usize,
    pub(crate) places: usize,
}

impl CompanyOf<'_> {
    /// Takes in sharers in order as long as all limits are kept; whether there are enough.
    fn grow<'p>(
        &self,
        pool: &Pool,
        sharers: impl Iterator<Item = &'p (Worth, usize, usize)>,
        tell: &mut impl FnMut(&Worth, i64),
    ) -> bool {
        let own = self.ledger.claims.of[self.applicant];
        let mut arriving = vec![Tenant { claim: own, mode: Mode::Shared }];
        let mut sum = Worth::default();
        for (worth, kind, _) in sharers {
            if arriving.len() == self.places {
                break;
            }
            arriving.push(Tenant { claim: pool.kinds[*kind].claim, mode: Mode::Shared });
            match self.ledger.balance(self.class, self.now, &arriving) {
                Balance::Overruns(_) => drop(arriving.pop()),
                Balance::Keeps(gain) => {
                    sum = plus(&sum, worth);
                    if arriving.len() >= self.least {
                        tell(&sum, gain);
                    }
                }
            }
        }
        arriving.len() >= self.least
    }
}

struct CompanySearch<'a> {
    pool: &'a Pool,
    ledger: &'a Ledger<'a>,
    class: usize,
    now: &'a [Tenant],
    arriving: Vec<Tenant>,
    kinds: Vec<usize>,
    least: usize,
    overrun: BTreeSet<usize>,
}

impl CompanySearch<'_> {
    /// Adds sharers of the kinds from a place on, until there are enough; notes what limits forbid.
    fn complete(&mut self, from: usize) -> bool {
        if self.arriving.len() >= self.least {
            return true;
        }
        for place in from..self.pool.least.len() {
            let (kind, claim) = (self.pool.least[place], self.pool.kinds[self.pool.least[place]].claim);
            let taken = self.arriving.iter().filter(|tenant| tenant.claim == claim).count();
            if taken >= self.pool.kinds[kind].count {
                continue;
            }
            self.arriving.push(Tenant { claim, mode: Mode::Shared });
            self.kinds.push(kind);
            match self.ledger.balance(self.class, self.now, &self.arriving) {
                Balance::Overruns(limits) => self.overrun.extend(limits.iter()),
                Balance::Keeps(_) if self.complete(place) => return true,
                Balance::Keeps(_) => {}
            }
            self.arriving.pop();
            self.kinds.pop();
        }
        false
    }
}

/// The kinds of which there are not already enough others that use no more of any limit.
fn least(ledger: &Ledger<'_>, class: usize, places: usize, kinds: &[Kind]) -> Vec<usize> {
    let uses: Vec<Amounts> = kinds
        .iter()
        .map(|kind| {
            let mut amounts = Amounts::new();
            let tenant = Tenant { claim: kind.claim, mode: Mode::Shared };
            ledger.claims.each_amount(class, tenant, false, |limit, amount| amounts.push((limit, amount)));
            amounts.retain(|(limit, amount)| *amount > 0 && ledger.maxima[*limit].is_some());
            amounts
        })
        .collect();
    let no_more = |one: &Amounts, other: &Amounts| {
        one.iter().all(|(limit, amount)| other.iter().any(|(same, more)| same == limit && more >= amount))
    };
    (0..kinds.len())
        .filter(|kind| {
            let easier = |other: &usize| {
                let equal = no_more(&uses[*kind], &uses[*other]);
                *other != *kind && no_more(&uses[*other], &uses[*kind]) && (!equal || *other < *kind)
            };
            // one more than there are places: the applicant itself may be among them
            (0..kinds.len()).filter(easier).map(|other| kinds[other].count).sum::<usize>() <= places
        })
        .collect()
}

/// Number of the sharing class of each applicant class; `None` for those who cannot share.
pub(crate) fn sharing_classes(index: &Index, ledger: &Ledger<'_>) -> Vec<Option<usize>> {
    let mut known: BTreeMap<Vec<String>, usize> = BTreeMap::new();
    let of = |members: &Vec<usize>| {
        let class = ledger.round.sharing_class(&ledger.round.applicants[members[0]])?;
        let next = known.len();
        Some(*known.entry(class).or_insert(next))
    };
    index.applicants.iter().map(of).collect()
}

/// The pools of all dwelling classes that unplaced applicants of some sharing class fit, by both.
pub(crate) fn pools(
    index: &Index,
    ledger: &Ledger<'_>,
    sharing: &[Option<usize>],
    groups: &[Group],
) -> BTreeMap<(usize, usize), Pool> {
    let mut fitting: BTreeMap<(usize, usize), Vec<(&Group, &Fit)>> = BTreeMap::new();
    for group in groups {
        let Some(sharing) = sharing[group.class] else { continue };
        for fit in index.fits[group.class].iter().filter(|fit| fit.misfit(Mode::Shared).is_some()) {
            fitting.entry((fit.dwellings(), sharing)).or_default().push((group, fit));
        }
    }
    let pool = |((class, sharing), groups): ((usize, usize), Vec<(&Group, &Fit)>)| {
        let members = groups.into_iter().flat_map(|(group, fit)| {
            let place = ledger.worth_of_place(fit.misfit(Mode::Shared).unwrap_or(0), fit.unchanged);
            group.members.iter().map(move |applicant| (plus(&place, &ledger.own_worth(*applicant)), *applicant))
        });
        let places = ledger.round.dwellings[index.dwellings[class][0]].places as usize;
        ((class, sharing), Pool::new(ledger, class, places, members.collect()))
    };
    fitting.into_par_iter().map(pool).collect()
}
