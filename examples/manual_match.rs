//! Makes `manual.csv` of the committed round: a match as a careful person makes it with a list and a pencil, with
//! three honest mistakes and one habit. Nothing is solved and nothing drawn, so it is the same every time.
//!
//! `cargo run --release --example manual_match > models/utrecht-2025/rounds/2025-03/manual.csv`
//!
//! Decisions first. Then the dwellings with several places: each is filled with the longest-waiting who share,
//! belong to one group and need no support, since sharing takes more of it. Then the longest-waiting household gets the first dwelling, by id, that fits and
//! keeps the limits, and so on down the list: once for the groups that are below their minimum, once for everyone.
//! The mistakes:
//!
//! 1. the first household that nothing fits but for the rent gets such a dwelling: its rent was misread;
//! 2. the first household that only the capacity of its organisation stops is placed all the same: one start
//!    was not counted;
//! 3. one dwelling is not crossed off, and is given a second time.
//!
//! The habit: see [`is_avoided`].
#![allow(clippy::print_stdout, clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};

use sleutel::domain::{Applicant, Counts, Dwelling, Mode, Placement, Round, Rule, RuleSet};
use sleutel::eligibility::{Standing, effective_maxima};
use sleutel::input::{Options, read_round};
use sleutel::verify::used;

/// The household, counted from the first that gets a dwelling alone, whose dwelling is not crossed off.
const NOT_CROSSED_OFF: usize = 40;

fn main() {
    let read = read_round("models/utrecht-2025/rounds/2025-03".as_ref(), &Options::default()).unwrap();
    print!("{}", manual_match(&read.round, &read.standing));
}

/// The list of matches, by dwelling.
pub(crate) fn manual_match(round: &Round, standing: &Standing) -> String {
    let mut hand = Hand::new(round, standing);
    hand.share();
    hand.deal();
    hand.placements.sort_by_key(|one| (one.dwelling, one.applicant));
    let row =
        |one: &Placement| format!("{},{}\n", round.applicants[one.applicant].id, round.dwellings[one.dwelling].id);
    ["applicant,dwelling\n".to_owned()].into_iter().chain(hand.placements.iter().map(row)).collect()
}

/// The habit that no rule knows: young adults of Goeie Buur are not housed in the district Zuidwest.
fn is_avoided(applicant: &Applicant, dwelling: &Dwelling) -> bool {
    applicant.group == "goeie-buur" && dwelling.district.as_deref() == Some("Zuidwest")
}

/// A person with a list and a pencil.
struct Hand<'a> {
    round: &'a Round,
    standing: &'a Standing,
    /// Longest waiting first.
    queue: Vec<usize>,
    placements: Vec<Placement>,
    placed: BTreeSet<usize>,
    crossed_off: BTreeSet<usize>,
    dealt: usize,
    misread: bool,
    miscounted: bool,
}

impl<'a> Hand<'a> {
    fn new(round: &'a Round, standing: &'a Standing) -> Self {
        let mut queue: Vec<usize> =
            (0..round.applicants.len()).filter(|one| !round.searches_itself(&round.applicants[*one])).collect();
        queue.sort_by_key(|one| (round.applicants[*one].registered, *one));
        let mut hand = Self {
            round,
            standing,
            queue,
            placements: Vec::new(),
            placed: BTreeSet::new(),
            crossed_off: BTreeSet::new(),
            dealt: 0,
            misread: false,
            miscounted: false,
        };
        standing.fixed.iter().for_each(|fixed| hand.place(*fixed));
        hand
    }

    fn place(&mut self, one: Placement) {
        self.placements.push(one);
        self.placed.insert(one.applicant);
        self.crossed_off.insert(one.dwelling);
    }

    /// The limits that these would overrun with what is placed.
    fn overrun(&self, more: &[Placement]) -> Vec<usize> {
        let all: Vec<Placement> = self.placements.iter().chain(more).copied().collect();
        let before = used(self.round, &self.placements);
        let maxima = effective_maxima(self.round, self.standing);
        let over = |(limit, used): (usize, &i128)| {
            (*used > before[limit] && maxima[limit].is_some_and(|max| *used > i128::from(max))).then_some(limit)
        };
        used(self.round, &all).iter().enumerate().filter_map(over).collect()
    }

    fn broken(&self, applicant: usize, dwelling: usize, mode: Mode) -> RuleSet {
        self.standing.verdict(self.round, applicant, dwelling).broken(mode)
    }

    fn wants(&self, applicant: usize, dwelling: usize) -> bool {
        !is_avoided(&self.round.applicants[applicant], &self.round.dwellings[dwelling])
    }

    /// Fills the dwellings with several places.
    fn share(&mut self) {
        let least = self.round.model.sharing.as_ref().map_or(2, |sharing| sharing.min) as usize;
        for dwelling in 0..self.round.dwellings.len() {
            let places = self.round.dwellings[dwelling].places as usize;
            if places < 2 || self.crossed_off.contains(&dwelling) {
                continue;
            }
            let mut classes: BTreeMap<Vec<String>, Vec<Placement>> = BTreeMap::new();
            for applicant in self.queue.clone() {
                let Some(class) = self.round.sharing_class(&self.round.applicants[applicant]) else { continue };
                let no_support = self.round.applicants[applicant].support == 0;
                let fits = no_support
                    && self.broken(applicant, dwelling, Mode::Shared).is_empty()
                    && self.wants(applicant, dwelling);
                let together = classes.entry(class).or_default();
                if self.placed.contains(&applicant) || !fits || together.len() == places {
                    continue;
                }
                let mut more = together.clone();
                more.push(Placement { applicant, dwelling, mode: Mode::Shared });
                if self.overrun(&more).is_empty() {
                    *together = more;
                }
            }
            let most = classes.into_values().filter(|one| one.len() >= least).max_by_key(Vec::len);
            most.into_iter().flatten().for_each(|one| self.place(one));
        }
    }

    /// Goes down the list: first for the groups that are below their minimum, then for everyone.
    fn deal(&mut self) {
        for everyone in [false, true] {
            for applicant in self.queue.clone() {
                let turn = everyone || self.is_below_minimum(applicant);
                if turn
                    && !self.placed.contains(&applicant)
                    && let Some(one) = self.first_that_fits(applicant).or_else(|| self.by_mistake(applicant))
                {
                    self.place(one);
                    self.dealt += 1;
                    if self.dealt == NOT_CROSSED_OFF {
                        self.crossed_off.remove(&one.dwelling);
                    }
                }
            }
        }
    }

    fn is_below_minimum(&self, applicant: usize) -> bool {
        let used = used(self.round, &self.placements);
        let short = |family: usize| {
            let below =
                |limit: usize| self.round.limits.limits[limit].min.is_some_and(|min| used[limit] < i128::from(min));
            self.round.limits.of_applicant(family, &self.round.applicants[applicant]).iter().any(below)
        };
        (0..self.round.limits.families.len()).any(short)
    }

    fn free(&self, applicant: usize) -> Vec<Placement> {
        let homes = (0..self.round.dwellings.len()).filter(|one| !self.crossed_off.contains(one));
        let homes = homes.filter(|one| self.wants(applicant, *one));
        homes.map(|dwelling| Placement { applicant, dwelling, mode: Mode::Whole }).collect()
    }

    fn first_that_fits(&self, applicant: usize) -> Option<Placement> {
        let fits = |one: &Placement| self.broken(applicant, one.dwelling, Mode::Whole).is_empty();
        self.free(applicant).into_iter().find(|one| fits(one) && self.overrun(&[*one]).is_empty())
    }

    fn by_mistake(&mut self, applicant: usize) -> Option<Placement> {
        let (rent, free) = (RuleSet::EMPTY.with(Rule::Rent, true), self.free(applicant));
        let broken = |one: &Placement| self.broken(applicant, one.dwelling, Mode::Whole);
        let is_counted = |limit: usize| self.round.limits.limits[limit].counts == Counts::Support;
        let misread = free.iter().find(|one| broken(one) == rent && self.overrun(&[**one]).is_empty());
        if let Some(one) = misread.filter(|_| !self.misread && free.iter().all(|one| !broken(one).is_empty())) {
            let one = *one;
            self.misread = true;
            return Some(one);
        }
        let uncounted = |one: &&Placement| {
            broken(one).is_empty() && matches!(self.overrun(&[**one]).as_slice(), [only] if is_counted(*only))
        };
        let one = *free.iter().find(uncounted).filter(|_| !self.miscounted)?;
        self.miscounted = true;
        Some(one)
    }
}
