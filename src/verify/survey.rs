//! The round as the checker sees it: every possible placement, judged pair by pair. Dwellings that are the same in
//! all but their id are judged as one.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::alike::Alike;
use super::counting::Counting;
use super::twins::Twins;
use crate::domain::{Match, Mode, Placement, Round, Tier, misfit};
use crate::eligibility::{Standing, effective_maxima, fits};

/// One possible placement of an applicant: in this dwelling, and in the same way in each of its twins. A country has seventy
/// million of these.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Possible {
    dwelling: u32,
    misfit: u32,
    /// Whole or shared.
    pub(super) mode: Mode,
    /// Whether the pair stands in the earlier allocation.
    pub(super) unchanged: bool,
}

impl Possible {
    /// Index of the dwelling, the first of its twins.
    pub(super) fn dwelling(&self) -> usize {
        self.dwelling as usize
    }

    /// Its misfit.
    pub(super) fn misfit(&self) -> i64 {
        i64::from(self.misfit)
    }

    /// The mode, the misfit, and whether it stands in the earlier allocation.
    pub(super) fn how(&self) -> (Mode, u32, bool) {
        (self.mode, self.misfit, self.unchanged)
    }
}

/// What an applicant is worth wherever it lives.
#[derive(Debug, Clone, Copy, Default)]
struct Worth {
    urgency: i64,
    waiting: i64,
    draw: i64,
}

/// Everything that the bounds and the tiers are recomputed from.
pub(super) struct Survey<'a> {
    pub(super) round: &'a Round,
    pub(super) standing: &'a Standing,
    /// The possible placements of each applicant, by dwelling and mode; none for self-search groups.
    pub(super) possible: Vec<Vec<Possible>>,
    /// Who and what cannot be told apart.
    pub(super) alike: Alike,
    /// Dwellings that are the same in all but their id.
    pub(super) twins: Twins,
    /// Which limits a placement counts towards.
    pub(super) counting: Counting,
    /// The maxima in force.
    pub(super) maxima: Vec<Option<i64>>,
    /// The sharing classes of the applicants that can share.
    pub(super) classes: Vec<Vec<String>>,
    /// Index of each applicant's sharing class.
    pub(super) class_of: Vec<Option<usize>>,
    earlier: BTreeSet<(usize, usize)>,
    worth: Vec<Worth>,
    flow_draws: Vec<Vec<u32>>,
}

impl<'a> Survey<'a> {
    /// Judges every applicant that takes part against every dwelling, once.
    pub(super) fn new(round: &'a Round, standing: &'a Standing) -> Self {
        let earlier = earlier_pairs(round);
        let counting = Counting::new(round);
        let twins = Twins::new(round, standing, &counting);
        let possible = possible_placements(round, standing, &twins, &earlier);
        let alike = Alike::new(round, standing, &twins, &possible);
        let flow_draws = flow_draws(round, &possible, &alike);
        let (classes, class_of) = sharing_classes(round);
        let worth = round.applicants.par_iter().map(|applicant| Worth {
            urgency: applicant.urgency(round.month),
            waiting: applicant.waiting_days(round.first_day()),
            draw: round.lottery().applicant(&applicant.id),
        });
        Self {
            round,
            standing,
            alike,
            counting,
            twins,
            maxima: effective_maxima(round, standing),
            classes,
            class_of,
            earlier,
            worth: worth.collect(),
            flow_draws,
            possible,
        }
    }

    /// What the `number`-th possible placement of an applicant adds to a tier, written as a maximum. The
    /// shortfalls of `minimums`, and the draws against shared dwellings, are no one placement's.
    pub(super) fn value(&self, tier: Tier, applicant: usize, number: usize) -> i64 {
        let (possible, worth) = (&self.possible[applicant][number], &self.worth[applicant]);
        match tier {
            Tier::Minimums => 0,
            Tier::Placed => 1,
            Tier::Urgency => worth.urgency,
            Tier::Waiting => worth.waiting,
            Tier::Fit => -possible.misfit(),
            Tier::Unchanged => i64::from(possible.unchanged),
            Tier::Lottery => {
                let alike = self.alike.least_applicant[applicant];
                worth.draw + i64::from(self.flow_draws[alike].get(number).copied().unwrap_or(0))
            }
        }
    }

    /// The value of any placement, possible or not.
    pub(super) fn value_of(&self, tier: Tier, placement: Placement) -> i64 {
        let round = self.round;
        let (applicant, dwelling) = (&round.applicants[placement.applicant], &round.dwellings[placement.dwelling]);
        match tier {
            Tier::Fit => -misfit(applicant, dwelling, placement.mode, &round.norms),
            Tier::Unchanged => i64::from(self.earlier.contains(&(placement.applicant, placement.dwelling))),
            Tier::Lottery => {
                let least = &round.applicants[self.alike.least_applicant[placement.applicant]].id;
                let kind = &round.dwellings[self.alike.least_dwelling[placement.dwelling]].id;
                self.worth[placement.applicant].draw + round.lottery().flow(least, kind, placement.mode)
            }
            Tier::Minimums => 0,
            Tier::Placed => 1,
            Tier::Urgency => self.worth[placement.applicant].urgency,
            Tier::Waiting => self.worth[placement.applicant].waiting,
        }
    }

    /// The dwellings that are open to an applicant, each once.
    pub(super) fn open_to(&self, applicant: usize) -> impl Iterator<Item = usize> {
        let mut last = None;
        let firsts = self.possible[applicant].iter().map(Possible::dwelling);
        let once = firsts.filter(move |first| last.replace(*first) != Some(*first));
        once.flat_map(|first| self.twins.of(first).iter().copied())
    }

    /// The draw that counts against one more dwelling shared by a class.
    pub(super) fn shared_dwelling_draw(&self, class: usize, dwelling: usize) -> i64 {
        let kind = &self.round.dwellings[self.alike.least_dwelling[dwelling]].id;
        self.round.lottery().shared_dwelling(&self.classes[class], kind)
    }
}

fn earlier_pairs(round: &Round) -> BTreeSet<(usize, usize)> {
    let known = |pair: &Match| Some((round.applicant(&pair.applicant)?, round.dwelling(&pair.dwelling)?));
    round.earlier.iter().filter_map(known).collect()
}

fn possible_placements(
    round: &Round,
    standing: &Standing,
    twins: &Twins,
    earlier: &BTreeSet<(usize, usize)>,
) -> Vec<Vec<Possible>> {
    let everywhere: Vec<usize> = (0..round.dwellings.len()).filter(|dwelling| twins.is_first(*dwelling)).collect();
    let regions = by_region(round, &everywhere);
    (0..round.applicants.len())
        .into_par_iter()
        .map(|applicant| {
            let person = &round.applicants[applicant];
            if round.searches_itself(person) {
                return Vec::new();
            }
            // The rule of the region alone keeps a household out of all other regions; only a decision
            // could bring it there.
            let bound = person.region.as_deref().filter(|_| round.model.rules.region && !standing.concerns(applicant));
            let near = bound.map_or(&everywhere[..], |region| regions.get(region).map_or(&[][..], Vec::as_slice));
            let found = near.iter().flat_map(|dwelling| possible_modes(round, standing, earlier, applicant, *dwelling));
            let mut found: Vec<Possible> = found.collect();
            found.shrink_to_fit(); // there are tens of millions in a large round
            found
        })
        .collect()
}

fn by_region<'a>(round: &'a Round, dwellings: &[usize]) -> BTreeMap<&'a str, Vec<usize>> {
    let mut regions: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for index in dwellings {
        if let Some(region) = &round.dwellings[*index].region {
            regions.entry(region).or_default().push(*index);
        }
    }
    regions
}

fn possible_modes(
    round: &Round,
    standing: &Standing,
    earlier: &BTreeSet<(usize, usize)>,
    applicant: usize,
    dwelling: usize,
) -> impl Iterator<Item = Possible> {
    let (person, home) = (&round.applicants[applicant], &round.dwellings[dwelling]);
    let fits = move |mode: &Mode| {
        if standing.concerns(applicant) {
            standing.verdict(round, applicant, dwelling).fits(*mode)
        } else {
            fits(round, person, home, *mode)
        }
    };
    let unchanged = earlier.contains(&(applicant, dwelling));
    [Mode::Whole, Mode::Shared].into_iter().filter(fits).map(move |mode| Possible {
        dwelling: narrow(dwelling),
        misfit: narrow(misfit(person, home, mode, &round.norms)),
        mode,
        unchanged,
    })
}

/// Rows, misfits and draws, which input and the lottery bound far below what this holds.
pub(super) fn narrow<Number: TryInto<u32>>(number: Number) -> u32 {
    number.try_into().unwrap_or(u32::MAX)
}

fn flow_draws(round: &Round, possible: &[Vec<Possible>], alike: &Alike) -> Vec<Vec<u32>> {
    let lottery = round.lottery();
    (0..round.applicants.len())
        .into_par_iter()
        .map(|applicant| {
            if alike.least_applicant[applicant] != applicant {
                return Vec::new(); // the draws stand with the least applicant of the profile
            }
            let draw = |found: &Possible| {
                let kind = &round.dwellings[alike.least_dwelling[found.dwelling()]].id;
                narrow(lottery.flow(&round.applicants[applicant].id, kind, found.mode))
            };
            possible[applicant].iter().map(draw).collect()
        })
        .collect()
}

fn sharing_classes(round: &Round) -> (Vec<Vec<String>>, Vec<Option<usize>>) {
    let takes_part = |index: &usize| !round.searches_itself(&round.applicants[*index]);
    let of = |index: usize| Some(index).filter(takes_part).and_then(|i| round.sharing_class(&round.applicants[i]));
    let by_applicant: Vec<Option<Vec<String>>> = (0..round.applicants.len()).map(of).collect();
    let mut classes: Vec<Vec<String>> = by_applicant.iter().flatten().cloned().collect();
    classes.sort_unstable();
    classes.dedup();
    let class_of = by_applicant.iter().map(|class| class.as_ref().and_then(|class| classes.binary_search(class).ok()));
    let class_of = class_of.collect();
    (classes, class_of)
}
