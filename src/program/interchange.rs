//! Interchange: which applicants, and which dwellings, the program need not tell apart.
//!
//! A *profile* is a set of applicants that have the same dwellings open to them, with the same misfits,
//! and that every two-sided limit counts the same way. A *kind* is a set of dwellings that are open to
//! the same applicants, with the same misfits, and that every limit counts the same way.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::domain::{Members, Mode, Round};
use crate::eligibility::{Fit, Index, Standing};

/// Applicants that are interchangeable as to what they may have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// Indices of its applicants, ascending, which is by id; the first gives it its name in the lottery.
    pub members: Vec<usize>,
    /// Its sharing class, an index into [`Interchange::sharing_classes`]; `None` for those who cannot share.
    pub sharing_class: Option<usize>,
    /// The kinds open to it.
    pub open: Vec<Open>,
}

/// Dwellings that are interchangeable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kind {
    /// Indices of its dwellings, ascending, which is by id; the first gives it its name in the lottery.
    pub members: Vec<usize>,
    /// Places in each of them when it is shared.
    pub places: u32,
}

/// One kind that is open to a profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Open(Fit);

impl Open {
    /// The kind.
    pub fn kind(&self) -> usize {
        self.0.dwellings()
    }

    /// Misfit in a mode; `None` where it does not fit.
    pub fn misfit(&self, mode: Mode) -> Option<i64> {
        self.0.misfit(mode)
    }

    /// Whether it is the pair of the earlier allocation.
    pub fn is_unchanged(&self) -> bool {
        self.0.unchanged
    }
}

/// The profiles and kinds of a round that have anything open to them.
#[derive(Debug, Clone, Default)]
pub struct Interchange {
    /// Profiles, by their first applicant.
    pub profiles: Vec<Profile>,
    /// Kinds, by their first dwelling.
    pub kinds: Vec<Kind>,
    /// The sharing classes that occur, each by its values.
    pub sharing_classes: Vec<Vec<String>>,
}

/// What tells profiles apart, apart from what is open to them.
#[derive(PartialEq, Eq, Hash)]
struct Trait {
    alone: Option<usize>,
    sharing_class: Option<Vec<String>>,
    counted: Vec<(Members, i64, i64)>,
}

impl Interchange {
    /// Merges the classes of the index as far as the definition allows.
    pub fn new(round: &Round, standing: &Standing, index: &Index) -> Self {
        let kind_of = merge_dwellings(round, index);
        let mut kinds: Vec<Kind> = Vec::new();
        let mut position = vec![0; index.dwellings.len()];
        let mut open_classes = vec![false; index.dwellings.len()];
        index.fits.iter().flatten().for_each(|fit| open_classes[fit.dwellings()] = true);
        let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (class, dwellings) in index.dwellings.iter().enumerate().filter(|(class, _)| open_classes[*class]) {
            members.entry(kind_of[class]).or_default().extend(dwellings);
        }
        let mut grouped: Vec<(usize, Vec<usize>)> = members.into_iter().collect();
        for (_, dwellings) in &mut grouped {
            dwellings.sort_unstable();
        }
        grouped.sort_by_key(|(_, dwellings)| dwellings[0]);
        for (representative, dwellings) in grouped {
            position[representative] = kinds.len();
            kinds.push(Kind { places: round.dwellings[dwellings[0]].places, members: dwellings });
        }
        let (profiles, sharing_classes) = merge_applicants(round, standing, index, &kind_of, &position);
        Self { profiles, kinds, sharing_classes }
    }
}

/// For each dwelling class the first class that is the same kind. Places and limits tell classes apart; then each applicant
/// class in turn tells those apart that fit it differently.
fn merge_dwellings(round: &Round, index: &Index) -> Vec<usize> {
    let mut alike = Alike::new(index.dwellings.iter().map(|members| {
        let dwelling = &round.dwellings[members[0]];
        let families = 0..round.limits.families.len();
        (dwelling.places, families.map(|family| round.limits.of_dwelling(family, dwelling)).collect::<Vec<_>>())
    }));
    alike.tell_all_apart(&index.fits);
    alike.first_of_each()
}

/// Dwelling classes in sets of those that nothing tells apart so far.
struct Alike {
    set_of: Vec<usize>,
    sizes: Vec<usize>,
}

impl Alike {
    fn new<Seen: Ord>(classes: impl Iterator<Item = Seen>) -> Self {
        let (mut sets, mut sizes) = (BTreeMap::new(), Vec::new());
        let set_of = classes.map(|seen| {
            let set = *sets.entry(seen).or_insert(sizes.len());
            sizes.resize(sizes.len().max(set + 1), 0);
            sizes[set] += 1;
            set
        });
        Self { set_of: set_of.collect(), sizes }
    }

    /// As every applicant class sees them, until each stands alone.
    fn tell_all_apart(&mut self, index: &[Vec<Fit>]) {
        for fits in index {
            if self.sizes.len() == self.set_of.len() {
                return;
            }
            self.tell_apart(fits);
        }
    }

    /// Those of a set that fit alike, where not all of it do, become a set of their own.
    fn tell_apart(&mut self, fits: &[Fit]) {
        let set = |fit: &Fit| self.set_of[fit.dwellings()];
        let open = |fit: &&Fit| self.sizes[set(fit)] > 1;
        let mut seen: Vec<(usize, Fit, usize)> =
            fits.iter().filter(open).map(|fit| (set(fit), fit.with(0), fit.dwellings())).collect();
        seen.sort_unstable();
        for alike in seen.chunk_by(|one, other| (one.0, one.1) == (other.0, other.1)) {
            let set = alike[0].0;
            if alike.len() == self.sizes[set] {
                continue;
            }
            self.sizes[set] -= alike.len();
            for (.., class) in alike {
                self.set_of[*class] = self.sizes.len();
            }
            self.sizes.push(alike.len());
        }
    }

    fn first_of_each(&self) -> Vec<usize> {
        let mut first = vec![None; self.sizes.len()];
        let first_of = |(class, set): (usize, &usize)| *first[*set].get_or_insert(class);
        self.set_of.iter().enumerate().map(first_of).collect()
    }
}

fn merge_applicants(
    round: &Round,
    standing: &Standing,
    index: &Index,
    kind_of: &[usize],
    position: &[usize],
) -> (Vec<Profile>, Vec<Vec<String>>) {
    let earlier: HashSet<&str> = round.earlier.iter().map(|pair| pair.applicant.as_str()).collect();
    let mut merged: HashMap<(Trait, Vec<Fit>), Vec<usize>> = HashMap::new(); // profiles are put in order at the end
    for (class, fits) in index.fits.iter().enumerate().filter(|(_, fits)| !fits.is_empty()) {
        let members = &index.applicants[class];
        let mut by_kind: Vec<Fit> = fits.iter().map(|fit| fit.with(kind_of[fit.dwellings()])).collect();
        by_kind.sort_unstable();
        by_kind.dedup();
        by_kind.shrink_to_fit();
        merged.entry((trait_of(round, standing, &earlier, members[0]), by_kind)).or_default().extend(members);
    }
    let mut sharing_classes: Vec<Vec<String>> =
        merged.keys().filter_map(|(seen, _)| seen.sharing_class.clone()).collect();
    sharing_classes.sort_unstable();
    sharing_classes.dedup();
    let mut profiles: Vec<Profile> = merged
        .into_iter()
        .map(|((seen, fits), mut members)| {
            members.sort_unstable();
            let mut open: Vec<Open> = fits.into_iter().map(|fit| Open(fit.with(position[fit.dwellings()]))).collect();
            open.sort_unstable_by_key(Open::kind);
            let sharing_class = seen.sharing_class.and_then(|class| sharing_classes.binary_search(&class).ok());
            Profile { members, sharing_class, open }
        })
        .collect();
    profiles.sort_by_key(|profile| profile.members[0]);
    (profiles, sharing_classes)
}

fn trait_of(round: &Round, standing: &Standing, earlier: &HashSet<&str>, index: usize) -> Trait {
    let applicant = &round.applicants[index];
    let (limits, sharing) = (&round.limits, round.model.sharing.as_ref());
    let can_share = round.can_share(applicant);
    let mut counted = Vec::new();
    for (number, family) in limits.families.iter().enumerate() {
        if !limits.is_two_sided(number, can_share, sharing) {
            continue;
        }
        let members = limits.of_applicant(number, applicant);
        if members.is_empty() {
            continue;
        }
        let shared = if can_share { family.amount(applicant, Mode::Shared, sharing) } else { 0 };
        counted.push((members, family.amount(applicant, Mode::Whole, sharing), shared));
    }
    Trait {
        alone: (earlier.contains(applicant.id.as_str()) || standing.concerns(index)).then_some(index),
        sharing_class: round.sharing_class(applicant),
        counted,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const CLASSES: usize = 7;

    /// What an applicant class fits: for each dwelling class, nothing or one of two misfits.
    fn fits() -> impl Strategy<Value = Vec<Fit>> {
        prop::collection::vec(0_i64..3, CLASSES).prop_map(|misfits| {
            let fits = misfits.into_iter().enumerate().filter(|(_, misfit)| *misfit > 0);
            fits.map(|(class, misfit)| Fit::new(class, |_| Some(misfit), false)).collect()
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1_000))]

        /// Two classes are the same kind where places and limits, and every applicant class, see them alike.
        #[test]
        fn classes_are_one_kind_where_nothing_tells_them_apart(
            seen in prop::collection::vec(0..2_u8, CLASSES),
            index in prop::collection::vec(fits(), 0..4),
        ) {
            let mut alike = Alike::new(seen.iter());
            alike.tell_all_apart(&index);
            let of = |class: usize| {
                let own = |fits: &Vec<Fit>| fits.iter().find(|fit| fit.dwellings() == class).map(|fit| fit.with(0));
                (seen[class], index.iter().map(own).collect::<Vec<_>>())
            };
            let first = |class: usize| (0..CLASSES).find(|other| of(*other) == of(class));
            let expected: Vec<usize> = (0..CLASSES).filter_map(first).collect();
            prop_assert_eq!(alike.first_of_each(), expected);
        }
    }
}
