//! Combinations of applicants and dwellings that the list never uses, though it could have and the optimum
//! does: what a person may know and the rules do not.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::domain::{Accepted, Condition, Facts, Liveability, Placement, Round, Selector};
use crate::eligibility::Standing;

/// Columns of the applicants that a person may have an eye on, the most telling first.
const OF_APPLICANTS: [&str; 3] = ["support_level", "group", "organisation"];

/// Columns of the dwellings, likewise.
const OF_DWELLINGS: [&str; 3] = ["complex", "district", "landlord"];

/// How often blind choice among the fitting dwellings would have met a combination before its absence tells
/// anything, in thousandths of a placement.
const LEAST_EXPECTED: u64 = 1000;

/// Placements at least that could have met it.
const LEAST_AVOIDING: usize = 2;

/// A column with one of its values; `None` stands for every row.
pub type Facet = Option<(String, String)>;

/// A combination that the list never uses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    /// Whom it is about.
    pub applicants: Facet,
    /// Which dwellings they never get.
    pub dwellings: Facet,
    /// Placements of the list that could have been there by the rules; where the pattern is about every
    /// dwelling, applicants that could have been placed.
    pub avoiding: usize,
    /// How many of them blind choice among the dwellings that fit would have put there, in thousandths.
    pub expected: u64,
    /// Placements of the optimum there.
    pub in_optimum: usize,
    /// Index of those of [`Self::applicants`] and of [`Self::dwellings`], to see which pattern is within which.
    pub(super) members: (Vec<usize>, Vec<usize>),
}

impl Pattern {
    /// The pattern as a rule: an exclusion.
    pub fn exclusion(&self) -> Liveability {
        let selector = |facet: &Facet| Selector {
            conditions: facet.iter().map(|(column, value)| condition(column, value)).collect(),
        };
        Liveability {
            dwellings: selector(&self.dwellings),
            applicants: selector(&self.applicants),
            reason: String::new(),
            until: None,
        }
    }

    /// Whether every pair of this pattern is one of the other.
    pub(super) fn is_within(&self, other: &Self) -> bool {
        let within = |one: &[usize], other: &[usize]| one.iter().all(|member| other.binary_search(member).is_ok());
        within(&self.members.0, &other.members.0) && within(&self.members.1, &other.members.1)
    }
}

fn condition(column: &str, value: &str) -> Condition {
    Condition { column: column.to_owned(), accepted: vec![Accepted::Text(value.to_owned())] }
}

/// Rows that have a value in common.
struct Class {
    facet: Facet,
    members: Vec<usize>,
}

/// What is found of one combination.
#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    listed: usize,
    in_optimum: usize,
    avoiding: usize,
    expected: u64,
}

/// The patterns of a list, the most surprising first. `listed` is everything the list places, valid or not;
/// `valid` what of it stands.
pub(super) fn patterns(
    round: &Round,
    standing: &Standing,
    listed: &[Placement],
    valid: &[Placement],
    optimum: &[Placement],
) -> Vec<Pattern> {
    let people: Vec<usize> =
        (0..round.applicants.len()).filter(|one| !round.searches_itself(&round.applicants[*one])).collect();
    let homes: Vec<usize> = (0..round.dwellings.len()).collect();
    let applicants = classes(&round.applicants, &people, &OF_APPLICANTS);
    let dwellings = classes(&round.dwellings, &homes, &OF_DWELLINGS);
    let of_applicant = classes_of(&applicants, round.applicants.len());
    let of_dwelling = classes_of(&dwellings, round.dwellings.len());
    let mut tallies = vec![vec![Tally::default(); dwellings.len()]; applicants.len()];
    let mut each = |placement: &Placement, add: fn(&mut Tally)| {
        for one in &of_applicant[placement.applicant] {
            of_dwelling[placement.dwelling].iter().for_each(|other| add(&mut tallies[*one][*other]));
        }
    };
    for placement in listed {
        each(placement, |tally| tally.listed += 1);
    }
    for placement in optimum {
        each(placement, |tally| tally.in_optimum += 1);
    }
    let fitting = |applicant: usize| -> (usize, Vec<usize>) {
        let fits = |dwelling: &usize| standing.verdict(round, applicant, *dwelling).fits_somehow();
        (applicant, homes.iter().copied().filter(fits).collect())
    };
    let movable = |placement: &&Placement| standing.fixed_dwelling(placement.applicant).is_none();
    let placed: Vec<(usize, Vec<usize>)> =
        valid.par_iter().filter(movable).map(|placement| fitting(placement.applicant)).collect();
    for (applicant, fitting) in &placed {
        count_choices(&mut tallies, &of_applicant[*applicant], &of_dwelling, fitting);
    }
    count_chances(&mut tallies, &of_applicant, &people, placed.len(), |one| !fitting(one).1.is_empty());
    let mut found = Vec::new();
    for (one, row) in applicants.iter().zip(&tallies) {
        for (other, tally) in dwellings.iter().zip(row) {
            found.extend(pattern(one, other, *tally));
        }
    }
    found.sort_by_key(|pattern| std::cmp::Reverse(pattern.expected)); // stable: the more telling column first
    found
}

fn pattern(applicants: &Class, dwellings: &Class, tally: Tally) -> Option<Pattern> {
    let is_bounded = applicants.facet.is_some() || dwellings.facet.is_some();
    let tells = tally.avoiding >= LEAST_AVOIDING && tally.expected >= LEAST_EXPECTED;
    (is_bounded && tells && tally.listed == 0 && tally.in_optimum > 0).then(|| Pattern {
        applicants: applicants.facet.clone(),
        dwellings: dwellings.facet.clone(),
        avoiding: tally.avoiding,
        expected: tally.expected,
        in_optimum: tally.in_optimum,
        members: (applicants.members.clone(), dwellings.members.clone()),
    })
}

/// One placement of the list: each dwelling that fits it was as likely as any other.
fn count_choices(tallies: &mut [Vec<Tally>], own: &[usize], of_dwelling: &[Vec<usize>], fitting: &[usize]) {
    let mut there: BTreeMap<usize, u64> = BTreeMap::new();
    for class in fitting.iter().flat_map(|dwelling| &of_dwelling[*dwelling]) {
        *there.entry(*class).or_default() += 1;
    }
    for (class, fits) in there.into_iter().filter(|(class, _)| *class != EVERYTHING) {
        for one in own {
            let tally = &mut tallies[*one][class];
            tally.avoiding += 1;
            tally.expected += 1000 * fits / fitting.len() as u64;
        }
    }
}

/// Whom the list places at all: each that fits somewhere was as likely as any other.
fn count_chances(
    tallies: &mut [Vec<Tally>],
    of_applicant: &[Vec<usize>],
    people: &[usize],
    placed: usize,
    fits: impl Fn(usize) -> bool + Sync,
) {
    let fitting: Vec<usize> = people.par_iter().copied().filter(|one| fits(*one)).collect();
    for class in fitting.iter().flat_map(|one| &of_applicant[*one]).filter(|class| **class != EVERYTHING) {
        tallies[*class][EVERYTHING].avoiding += 1;
    }
    for row in tallies.iter_mut().skip(1) {
        row[EVERYTHING].expected = (1000 * row[EVERYTHING].avoiding * placed / fitting.len().max(1)) as u64;
    }
}

/// The class of every row, which is the first.
const EVERYTHING: usize = 0;

/// Everyone, and those who have a value of these columns in common; of two values that the same rows have, the
/// first.
fn classes<Row: Facts>(rows: &[Row], taking_part: &[usize], columns: &[&str]) -> Vec<Class> {
    let mut found = vec![Class { facet: None, members: taking_part.to_vec() }];
    for column in columns {
        let mut by_value: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for row in taking_part {
            for value in rows[*row].fact(column).values() {
                by_value.entry(value).or_default().push(*row);
            }
        }
        for (value, members) in by_value {
            if !found.iter().any(|class| class.members == members) {
                found.push(Class { facet: Some(((*column).to_owned(), value)), members });
            }
        }
    }
    found
}

fn classes_of(classes: &[Class], rows: usize) -> Vec<Vec<usize>> {
    let mut found = vec![Vec::new(); rows];
    for (index, class) in classes.iter().enumerate() {
        class.members.iter().for_each(|row| found[*row].push(index));
    }
    found
}
