//! A round written out pair by pair, as plainly as possible: what the reference program and the
//! enumeration both start from.

use std::collections::{BTreeMap, BTreeSet};

use sleutel::domain::{Counts, Mode, Round, Tier, misfit};
use sleutel::eligibility::{Standing, effective_maxima};

/// One possible placement: a variable `x[h,w]` or `s[h,w]`.
#[derive(Debug, Clone)]
pub struct Pair {
    pub applicant: usize,
    pub dwelling: usize,
    pub mode: Mode,
    /// Sharing class, for a place in a shared dwelling.
    pub class: Option<usize>,
    /// What it adds to each tier, as a maximum.
    pub values: Vec<i64>,
    /// What it uses of which limits.
    pub uses: Vec<(usize, i64)>,
}

/// One dwelling shared by one class: a variable `z[w,k]`.
#[derive(Debug, Clone)]
pub struct Shared {
    pub dwelling: usize,
    pub class: usize,
    /// Indices of its pairs.
    pub sharers: Vec<usize>,
    /// The draw that counts against it.
    pub draw: i64,
    /// The limits that count the dwelling.
    pub counted: BTreeSet<usize>,
}

/// The round, pair by pair.
#[derive(Debug, Clone)]
pub struct Reference {
    pub round: Round,
    pub pairs: Vec<Pair>,
    pub shared: Vec<Shared>,
    pub maxima: Vec<Option<i64>>,
    pub fixed: BTreeSet<usize>,
}

impl Reference {
    pub fn new(round: &Round, standing: &Standing) -> Self {
        let mut classes: BTreeSet<Vec<String>> = BTreeSet::new();
        classes.extend(round.applicants.iter().filter_map(|applicant| round.sharing_class(applicant)));
        let classes: Vec<Vec<String>> = classes.into_iter().collect();
        let names = Names::new(round, standing);
        let mut reference = Self {
            round: round.clone(),
            pairs: Vec::new(),
            shared: Vec::new(),
            maxima: effective_maxima(round, standing),
            fixed: (0..round.applicants.len()).filter(|a| standing.fixed_dwelling(*a).is_some()).collect(),
        };
        for applicant in 0..round.applicants.len() {
            if round.searches_itself(&round.applicants[applicant]) {
                continue;
            }
            for dwelling in 0..round.dwellings.len() {
                for mode in [Mode::Whole, Mode::Shared] {
                    if standing.verdict(round, applicant, dwelling).fits(mode) {
                        let pair = pair(round, &classes, &names, applicant, dwelling, mode);
                        reference.pairs.push(pair);
                    }
                }
            }
        }
        reference.shared = shared_dwellings(round, &classes, &names, &reference.pairs);
        reference
    }

    /// The tiers' values, as maxima, of the pairs chosen.
    pub fn values(&self, chosen: &[usize]) -> Vec<i64> {
        let tiers = &self.round.model.tiers;
        let mut values = vec![0; tiers.len()];
        for pair in chosen {
            for (sum, value) in values.iter_mut().zip(&self.pairs[*pair].values) {
                *sum += value;
            }
        }
        let used = self.used(chosen);
        for (tier, value) in tiers.iter().zip(&mut values) {
            match tier {
                Tier::Minimums => *value -= self.weighted_shortfall(&used),
                Tier::Lottery => *value -= self.shared_in_use(chosen).map(|shared| shared.draw).sum::<i64>(),
                _ => {}
            }
        }
        values
    }

    fn weighted_shortfall(&self, used: &[i64]) -> i64 {
        let limits = self.round.limits.limits.iter().zip(used);
        limits.map(|(limit, used)| limit.weight * (limit.min.unwrap_or(0) - used).max(0)).sum()
    }

    fn shared_in_use<'a>(&'a self, chosen: &'a [usize]) -> impl Iterator<Item = &'a Shared> {
        self.shared.iter().filter(|shared| shared.sharers.iter().any(|pair| chosen.contains(pair)))
    }

    /// What the pairs chosen use of every limit.
    pub fn used(&self, chosen: &[usize]) -> Vec<i64> {
        let mut used = vec![0; self.maxima.len()];
        for (limit, amount) in chosen.iter().flat_map(|pair| &self.pairs[*pair].uses) {
            used[*limit] += amount;
        }
        for limit in self.shared_in_use(chosen).flat_map(|shared| &shared.counted) {
            used[*limit] += 1;
        }
        used
    }
}

fn pair(round: &Round, classes: &[Vec<String>], names: &Names, applicant: usize, dwelling: usize, mode: Mode) -> Pair {
    let (person, home) = (&round.applicants[applicant], &round.dwellings[dwelling]);
    let earlier = round.earlier.iter().any(|pair| pair.applicant == person.id && pair.dwelling == home.id);
    let flow = || {
        let (profile, kind) =
            (&round.applicants[names.profile[applicant]].id, &round.dwellings[names.kind[dwelling]].id);
        round.lottery().flow(profile, kind, mode)
    };
    let value = |tier: &Tier| match tier {
        Tier::Minimums => 0,
        Tier::Placed => 1,
        Tier::Urgency => person.urgency(round.month),
        Tier::Waiting => person.waiting_days(round.first_day()),
        Tier::Fit => -misfit(person, home, mode, &round.norms),
        Tier::Unchanged => i64::from(earlier),
        Tier::Lottery => round.lottery().applicant(&person.id) + flow(),
    };
    let counting = round.limits.counting(person, home).into_iter();
    let uses = counting.map(|limit| {
        let family = &round.limits.families[round.limits.limits[limit].family];
        (limit, family.amount(person, mode, round.model.sharing.as_ref()))
    });
    let class = round.sharing_class(person).filter(|_| mode == Mode::Shared);
    Pair {
        applicant,
        dwelling,
        mode,
        class: class.map(|class| classes.binary_search(&class).unwrap()),
        values: round.model.tiers.iter().map(value).collect(),
        uses: uses.collect(),
    }
}

fn shared_dwellings(round: &Round, classes: &[Vec<String>], names: &Names, pairs: &[Pair]) -> Vec<Shared> {
    let mut found: BTreeMap<(usize, usize), Shared> = BTreeMap::new();
    for (index, pair) in pairs.iter().enumerate() {
        let Some(class) = pair.class else { continue };
        let kind = &round.dwellings[names.kind[pair.dwelling]].id;
        let shared = found.entry((pair.dwelling, class)).or_insert_with(|| Shared {
            dwelling: pair.dwelling,
            class,
            sharers: Vec::new(),
            draw: round.lottery().shared_dwelling(&classes[class], kind),
            counted: BTreeSet::new(),
        });
        shared.sharers.push(index);
        let dwellings = |(limit, _): &&(usize, i64)| round.limits.limits[*limit].counts == Counts::Dwellings;
        shared.counted.extend(pair.uses.iter().filter(dwellings).map(|(limit, _)| *limit));
    }
    found.into_values().collect()
}

/// The least of those that are alike, found by comparing everyone with everyone.
struct Names {
    profile: Vec<usize>,
    kind: Vec<usize>,
}

impl Names {
    fn new(round: &Round, standing: &Standing) -> Self {
        let first = |count: usize, alike: &dyn Fn(usize, usize) -> bool| -> Vec<usize> {
            (0..count).map(|row| (0..row).find(|other| alike(*other, row)).unwrap_or(row)).collect()
        };
        Self {
            profile: first(round.applicants.len(), &|one, other| same_profile(round, standing, one, other)),
            kind: first(round.dwellings.len(), &|one, other| same_kind(round, standing, one, other)),
        }
    }
}

fn same_look(round: &Round, standing: &Standing, one: (usize, usize), other: (usize, usize)) -> bool {
    let look = |(applicant, dwelling): (usize, usize)| {
        let (person, home) = (&round.applicants[applicant], &round.dwellings[dwelling]);
        let verdict = standing.verdict(round, applicant, dwelling);
        let earlier = round.earlier.iter().any(|pair| pair.applicant == person.id && pair.dwelling == home.id);
        [Mode::Whole, Mode::Shared]
            .map(|mode| verdict.fits(mode).then(|| (misfit(person, home, mode, &round.norms), earlier)))
    };
    look(one) == look(other)
}

fn same_profile(round: &Round, standing: &Standing, one: usize, other: usize) -> bool {
    let person = |index: usize| &round.applicants[index];
    let singular = |index: usize| {
        standing.concerns(index)
            || round.searches_itself(person(index))
            || round.earlier.iter().any(|pair| pair.applicant == person(index).id)
    };
    let sharing = round.model.sharing.as_ref();
    let can_share = round.can_share(person(one));
    let same_use = |family: usize| {
        let of = |index: usize| {
            let amount = |mode| round.limits.families[family].amount(person(index), mode, sharing);
            let members = round.limits.of_applicant(family, person(index));
            (!members.is_empty()).then(|| (members, amount(Mode::Whole), can_share.then(|| amount(Mode::Shared))))
        };
        !round.limits.is_two_sided(family, can_share, sharing) || of(one) == of(other)
    };
    !singular(one)
        && !singular(other)
        && round.sharing_class(person(one)) == round.sharing_class(person(other))
        && (0..round.limits.families.len()).all(same_use)
        && (0..round.dwellings.len()).all(|dwelling| same_look(round, standing, (one, dwelling), (other, dwelling)))
}

fn same_kind(round: &Round, standing: &Standing, one: usize, other: usize) -> bool {
    let home = |index: usize| &round.dwellings[index];
    let mut mediated = (0..round.applicants.len()).filter(|index| !round.searches_itself(&round.applicants[*index]));
    home(one).places == home(other).places
        && (0..round.limits.families.len())
            .all(|family| round.limits.of_dwelling(family, home(one)) == round.limits.of_dwelling(family, home(other)))
        && mediated.all(|applicant| same_look(round, standing, (applicant, one), (applicant, other)))
}
