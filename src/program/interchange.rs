//! Interchange: which applicants, and which dwellings, the program need not tell apart.
//!
//! A *profile* is a set of applicants that have the same dwellings open to them, with the same misfits,
//! and that every two-sided limit counts the same way. A *kind* is a set of dwellings that are open to
//! the same applicants, with the same misfits, and that every limit counts the same way.

use std::collections::BTreeMap;

use crate::domain::{Mode, Round};
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
pub struct Open {
    /// The kind.
    pub kind: usize,
    /// Misfit when let whole; `None` where that does not fit.
    pub whole: Option<i64>,
    /// Misfit of a place in sharing; `None` where that does not fit.
    pub shared: Option<i64>,
    /// Whether it is the pair of the earlier allocation.
    pub unchanged: bool,
}

impl Open {
    /// Misfit in a mode; `None` where it does not fit.
    pub fn misfit(&self, mode: Mode) -> Option<i64> {
        match mode {
            Mode::Whole => self.whole,
            Mode::Shared => self.shared,
        }
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
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Trait {
    alone: Option<usize>,
    sharing_class: Option<Vec<String>>,
    counted: Vec<(usize, i64, i64)>,
}

impl Interchange {
    /// Merges the classes of the index as far as the definition allows.
    pub fn new(round: &Round, standing: &Standing, index: &Index) -> Self {
        let kind_of = merge_dwellings(round, index);
        let mut kinds: Vec<Kind> = Vec::new();
        let mut position = BTreeMap::new();
        let mut open_classes = vec![false; index.dwellings.len()];
        index.fits.iter().flatten().for_each(|fit| open_classes[fit.dwellings] = true);
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
            position.insert(representative, kinds.len());
            kinds.push(Kind { places: round.dwellings[dwellings[0]].places, members: dwellings });
        }
        let (profiles, sharing_classes) = merge_applicants(round, standing, index, &kind_of, &position);
        Self { profiles, kinds, sharing_classes }
    }
}

/// For each dwelling class the first class that is the same kind. A column lists, seen from the dwelling,
/// the applicant classes (in the place of the dwelling class) that fit it.
fn merge_dwellings(round: &Round, index: &Index) -> Vec<usize> {
    let mut columns: Vec<Vec<Fit>> = vec![Vec::new(); index.dwellings.len()];
    for (applicants, fits) in index.fits.iter().enumerate() {
        for fit in fits {
            columns[fit.dwellings].push(Fit { dwellings: applicants, ..*fit });
        }
    }
    let mut first: BTreeMap<_, usize> = BTreeMap::new();
    let mut kind_of = Vec::with_capacity(columns.len());
    for (class, column) in columns.into_iter().enumerate() {
        let dwelling = &round.dwellings[index.dwellings[class][0]];
        let counted: Vec<Vec<usize>> =
            (0..round.limits.families.len()).map(|family| round.limits.of_dwelling(family, dwelling)).collect();
        kind_of.push(*first.entry((dwelling.places, counted, column)).or_insert(class));
    }
    kind_of
}

fn merge_applicants(
    round: &Round,
    standing: &Standing,
    index: &Index,
    kind_of: &[usize],
    position: &BTreeMap<usize, usize>,
) -> (Vec<Profile>, Vec<Vec<String>>) {
    let mut merged: BTreeMap<(Trait, Vec<Fit>), Vec<usize>> = BTreeMap::new();
    for (class, fits) in index.fits.iter().enumerate().filter(|(_, fits)| !fits.is_empty()) {
        let members = &index.applicants[class];
        let mut by_kind: Vec<Fit> = fits.iter().map(|fit| Fit { dwellings: kind_of[fit.dwellings], ..*fit }).collect();
        by_kind.sort_unstable();
        by_kind.dedup();
        merged.entry((trait_of(round, standing, members[0]), by_kind)).or_default().extend(members);
    }
    let mut sharing_classes: Vec<Vec<String>> =
        merged.keys().filter_map(|(seen, _)| seen.sharing_class.clone()).collect();
    sharing_classes.sort_unstable();
    sharing_classes.dedup();
    let mut profiles: Vec<Profile> = merged
        .into_iter()
        .map(|((seen, fits), mut members)| {
            members.sort_unstable();
            let mut open: Vec<Open> = fits
                .iter()
                .map(|fit| Open {
                    kind: position[&fit.dwellings],
                    whole: fit.whole,
                    shared: fit.shared,
                    unchanged: fit.unchanged,
                })
                .collect();
            open.sort_unstable_by_key(|open| open.kind);
            let sharing_class = seen.sharing_class.and_then(|class| sharing_classes.binary_search(&class).ok());
            Profile { members, sharing_class, open }
        })
        .collect();
    profiles.sort_by_key(|profile| profile.members[0]);
    (profiles, sharing_classes)
}

fn trait_of(round: &Round, standing: &Standing, index: usize) -> Trait {
    let applicant = &round.applicants[index];
    let (limits, sharing) = (&round.limits, round.model.sharing.as_ref());
    let can_share = round.can_share(applicant);
    let mut counted = Vec::new();
    for (number, family) in limits.families.iter().enumerate() {
        if !limits.is_two_sided(number, can_share, sharing) {
            continue;
        }
        let shared = if can_share { family.amount(applicant, Mode::Shared, sharing) } else { 0 };
        let whole = family.amount(applicant, Mode::Whole, sharing);
        counted.extend(limits.of_applicant(number, applicant).into_iter().map(|limit| (limit, whole, shared)));
    }
    let earlier = round.earlier.iter().any(|pair| pair.applicant == applicant.id);
    Trait {
        alone: (earlier || standing.concerns(index)).then_some(index),
        sharing_class: round.sharing_class(applicant),
        counted,
    }
}
