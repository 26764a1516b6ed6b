//! What applicants count towards, and with how much. Thousands of applicants claim the same, and the
//! dwellings of one class belong to the same limits: each is kept once.

use std::collections::HashMap;
use std::hash::Hash;

use crate::domain::{Applicant, Counts, Dwelling, Family, Limits, Members, Mode, Round, Side};

/// What an applicant uses of one family of limits.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Share {
    /// The limits of its own value; empty where the dwelling says which.
    limits: Vec<usize>,
    whole: i64,
    shared: i64,
}

/// What an applicant uses of every family, in their order; `None` where it does not count.
type Claim = Vec<Option<Share>>;

/// The limits of every family that a dwelling belongs to; empty where the applicant says which.
type Membership = Vec<Option<Vec<usize>>>;

/// Someone who lives in a dwelling or would, as the limits see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Tenant {
    /// Number of what it claims.
    pub(crate) claim: usize,
    /// Whole or shared.
    pub(crate) mode: Mode,
}

/// Limits (indices) with counting units.
pub(crate) type Amounts = Vec<(usize, i64)>;

/// The distinct claims of a round, and which limits each class of dwellings belongs to.
pub(crate) struct Claims {
    /// Number of the claim of each applicant.
    pub(crate) of: Vec<usize>,
    distinct: Vec<Claim>,
    /// Number of the membership of each dwelling class: what its dwellings belong to.
    pub(crate) membership_of: Vec<usize>,
    memberships: Vec<Membership>,
    /// First limit of each family, and whether it counts dwellings.
    families: Vec<(usize, bool)>,
}

impl Claims {
    /// The claims of a round whose dwelling classes are given.
    pub(crate) fn new(round: &Round, classes: &[Vec<usize>]) -> Self {
        let (of, distinct) = numbered(round.applicants.iter().map(|applicant| claim_of(round, applicant)));
        let dwellings = classes.iter().map(|members| &round.dwellings[members[0]]);
        let (membership_of, memberships) = numbered(dwellings.map(|dwelling| membership(&round.limits, dwelling)));
        let families = round.limits.families.iter().enumerate();
        let families = families
            .map(|(number, family)| (round.limits.range(number).start, family.counts == Counts::Dwellings))
            .collect();
        Self { of, distinct, membership_of, memberships, families }
    }

    /// Calls back with every limit that a tenant of a dwelling class counts towards, and the amount. A
    /// shared dwelling counts once for a limit on dwellings: with the first of its tenants.
    pub(crate) fn each_amount(&self, class: usize, tenant: Tenant, first: bool, mut tell: impl FnMut(usize, i64)) {
        let families =
            self.distinct[tenant.claim].iter().zip(&self.memberships[self.membership_of[class]]).zip(&self.families);
        for ((share, membership), (start, counts_dwellings)) in families {
            let (Some(share), Some(of_dwelling)) = (share, membership) else { continue };
            let amount = match tenant.mode {
                Mode::Whole => share.whole,
                Mode::Shared => share.shared + i64::from(*counts_dwellings && first),
            };
            let alone = [*start];
            let limits = match (share.limits.as_slice(), of_dwelling.as_slice()) {
                ([], []) => &alone[..],
                ([], limits) | (limits, _) => limits,
            };
            for limit in limits {
                tell(*limit, amount);
            }
        }
    }

    /// Adds what the tenants of one dwelling use, with a sign.
    pub(crate) fn add(&self, class: usize, tenants: &[Tenant], sign: i64, sum: &mut Amounts) {
        for (position, tenant) in tenants.iter().enumerate() {
            self.each_amount(class, *tenant, position == 0, |limit, amount| {
                match sum.iter_mut().find(|(known, _)| *known == limit) {
                    Some((_, units)) => *units += sign * amount,
                    None => sum.push((limit, sign * amount)),
                }
            });
        }
    }
}

/// Numbers what differs: the number of each, and one of each number, in the order in which they are first seen.
pub(super) fn numbered<T: Clone + Eq + Hash>(all: impl Iterator<Item = T>) -> (Vec<usize>, Vec<T>) {
    let (mut known, mut distinct): (HashMap<T, usize>, Vec<T>) = (HashMap::new(), Vec::new());
    let number = |one: T| {
        if let Some(number) = known.get(&one) {
            return *number;
        }
        distinct.push(one.clone());
        known.insert(one, distinct.len() - 1);
        distinct.len() - 1
    };
    let numbers = all.map(number).collect();
    (numbers, distinct)
}

fn claim_of(round: &Round, applicant: &Applicant) -> Claim {
    let sharing = round.model.sharing.as_ref();
    let share = |(number, family): (usize, &Family)| {
        let limits = match &family.each {
            Some((Side::Applicants, _)) => some_of(&round.limits.of_applicant(number, applicant))?,
            _ => family.applicants.selects(applicant).then(Vec::new)?,
        };
        let amount = |mode| family.amount(applicant, mode, sharing);
        Some(Share { limits, whole: amount(Mode::Whole), shared: amount(Mode::Shared) })
    };
    round.limits.families.iter().enumerate().map(share).collect()
}

fn membership(limits: &Limits, dwelling: &Dwelling) -> Membership {
    let of_family = |(number, family): (usize, &Family)| match &family.each {
        Some((Side::Dwellings, _)) => some_of(&limits.of_dwelling(number, dwelling)),
        _ => family.dwellings.selects(dwelling).then(Vec::new),
    };
    limits.families.iter().enumerate().map(of_family).collect()
}

fn some_of(limits: &Members) -> Option<Vec<usize>> {
    (!limits.is_empty()).then(|| limits.iter().collect())
}
